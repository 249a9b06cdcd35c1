"""The first screen: at most twenty lines, and for somebody new how to begin."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from leadcoach.domain.dates import day_in_words
from leadcoach.domain.entry import Draft
from leadcoach.domain.text import clean_line, columns, on_one_line, wrap
from leadcoach.rendering.page import Block, Heading, Page, Pairs, Paragraph, counted
from leadcoach.rendering.pages.commitment import commitments_data
from leadcoach.rendering.pages.course import (
    GO_ON,
    course_data,
    question_along,
    standing,
    to_carry,
    week_rows,
)

if TYPE_CHECKING:
    from leadcoach.courses.plan import Plan
    from leadcoach.exercises.library import Library
    from leadcoach.journal.commitments import TrackedCommitment
    from leadcoach.journal.index import IndexedEntry

RESUME = "leadcoach resume"
_A_WHILE = dt.timedelta(days=14)
_LONGEST = 160
"""characters of a sentence or a question; the whole of it stands in the journal"""
_ROW = 76
"""columns of a commitment with its day, which is a line on most screens"""
_WHAT = (
    "leadcoach asks you good questions about how you lead and use power, and gives your "
    "own words back to you."
)
_WHERE = (
    "What you write stays in files on this computer. It is a notebook, not a counsellor: "
    "if someone may be in danger, call your local emergency number, or find a person "
    "through findahelpline.com."
)


class EarlierSentence(NamedTuple):
    """A sentence of some weeks ago, or of this day."""

    words: str
    day: dt.date
    name: str
    """what `leadcoach journal show` knows its entry by"""
    on_this_day: bool = False


class Suggestion(NamedTuple):
    """One thing that could come next."""

    command: str
    title: str
    minutes: int


@dataclass(frozen=True)
class Home:
    """What the first screen shows on one day."""

    today: dt.date
    last: "IndexedEntry | None"
    commitments: "Sequence[TrackedCommitment]"
    """those that are open"""
    near: "Sequence[TrackedCommitment]"
    """the few of them that are named"""
    draft: Draft | None
    sentence: EarlierSentence | None
    suggestion: Suggestion
    """shown where no course says what comes next"""
    courses: "Sequence[Plan]" = ()


def home_page(home: Home, library: "Library") -> Page:
    """Return what `leadcoach` alone shows to somebody who wrote before."""
    blocks: list[Block] = []
    for at, plan in enumerate(home.courses):
        rows = list(week_rows(plan, library, alone=len(home.courses) == 1))
        if at:  # one is looked at closely, the others lead on
            rows = rows[-1:]
        elif along := _along(plan):
            rows.insert(len(rows) - (rows[-1][0] == GO_ON), along)
        blocks.append(Heading(standing(plan)))
        blocks += [Pairs(tuple(rows))] if rows else []
    if home.commitments:
        blocks += [Heading("Open commitments"), Pairs(tuple(_commitments(home)))]
    if below := tuple(_rows(home)):
        blocks.append(Pairs(below))
    draft, sentence = home.draft, home.sentence
    data: dict[str, Any] = {
        "day": home.today,
        "draft": draft.title if draft else None,
        "question": draft.asks if draft else None,
        "commitments": commitments_data(home.commitments),
        "near": [each.ordinal for each in home.near],
        "courses": [course_data(each) for each in home.courses],
        "last": home.last.stem if home.last else None,
        "sentence": sentence and sentence._asdict(),
        "suggestion": home.suggestion._asdict(),
    }
    return Page(day_in_words(home.today, weekday=True), tuple(blocks), data)


def first_page(today: dt.date, minutes: int, contact: str) -> Page:
    """Return what `leadcoach` alone shows to somebody new.

    `contact` is whom the settings name for when somebody is in danger or harmed.
    """
    begin = (
        f"Begin with `leadcoach reflect`, about {minutes} minutes. `leadcoach exercise "
        "list` shows what else there is, `leadcoach help` how it works."
    )
    data: dict[str, Any] = {"day": today, "draft": None, "commitments": []}
    where = f"{_WHERE} {contact}".strip()
    return Page(
        "leadcoach",
        tuple(map(Paragraph, (_WHAT, where, begin))),
        {**data, "last": None},
    )


def _commitments(home: Home) -> Iterator[tuple[str, str]]:
    """Yield those that are named, each on a line with its day, and how many more there are."""
    today = home.today
    for each in home.near:
        due, told = each.commitment.due, ""
        if due:
            day = "today" if due == today else _day(due, today, weekday=due > today)
            told = f" (its day {'was' if due < today else 'is'} {day})"
        words = on_one_line(each.commitment.action)
        yield str(each.ordinal), _in_a_row(words, _ROW - columns(told)) + told
    if more := len(home.commitments) - len(home.near):
        many = f"{more:,} more" if home.near else counted(more, "commitment")
        yield "", f"{many}: leadcoach commitment list"


def _rows(home: Home) -> Iterator[tuple[str, str]]:
    draft, sentence, suggestion = home.draft, home.sentence, home.suggestion
    if draft:
        asks = f" It stands at: {_short(draft.asks)}" if draft.asks else ""
        is_suggested = suggestion.command == RESUME and not home.courses
        go_on = "" if is_suggested else f"\n{RESUME}"
        title = draft.title if draft.title.endswith(("?", "!")) else f"{draft.title}."
        yield "Not finished", f"{title}{asks}{go_on}"
    if sentence:
        label = "On this day" if sentence.on_this_day else "You underlined"
        day = _day(sentence.day, home.today)
        where = f"{day}: leadcoach journal show {sentence.name}"
        yield label, f"“{_short(sentence.words)}”\n{where}"
    if home.last and home.today - home.last.day >= _A_WHILE:
        day = _day(home.last.day, home.today)
        yield "Your last entry", f"{day}: leadcoach journal show"
    if not home.courses:
        about = f" ({suggestion.title}, {suggestion.minutes} minutes)"
        yield "If you like", suggestion.command + (about if suggestion.title else "")


def _along(plan: "Plan") -> tuple[str, str] | None:
    """Return in a line what to take to a meeting that is near, or to carry along."""
    asked = question_along(plan)
    words = _in_a_row(asked or to_carry(plan), _ROW - 16)
    return (f"To {'take' if asked else 'carry'} along", words) if words else None


def _in_a_row(words: str, room: int) -> str:
    begin, *rest = wrap(words, room)
    return f"{wrap(words, room - 2)[0]} …" if rest else begin


def _short(words: str) -> str:
    return clean_line(words, _LONGEST)


def _day(day: dt.date, today: dt.date, *, weekday: bool = False) -> str:
    return day_in_words(day, year=day.year != today.year, weekday=weekday)
