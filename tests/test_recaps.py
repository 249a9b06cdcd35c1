"""What each exercise gives back at its end: all that was answered, once, and briefly."""

import datetime as dt
import random
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from leadcoach.domain.entry import Commitment, Entry, commitment_of
from leadcoach.domain.exercise import Exercise, RecapLine
from leadcoach.domain.piping import Pipe, pipes_in
from leadcoach.domain.question import Mirror
from leadcoach.domain.session import Session
from leadcoach.domain.text import columns
from leadcoach.journal.store import Journal
from leadcoach.rendering import Format, render
from leadcoach.rendering.pages.recap import recap
from leadcoach.rendering.screen import Screen
from tests.conftest import NOW, Run
from tests.test_prompts import BEFORE, LIBRARY, NAMES, SEEN, TODAY, found

RECAPS = [name for name in NAMES if name != "presession"]  # a page to hand over
LONGEST_LABEL = 22
MOST_LINES = dict.fromkeys(RECAPS, 24) | {
    "artcontrol": 17, "assumptions": 22, "checkin": 14, "compare": 48, "feedback": 16,
    "needs": 14, "pillars": 19, "principles": 28, "reflect": 48, "review": 14,
    "seven": 18, "shoots": 22, "spectrum": 22, "sprint": 14, "system": 22, "tension": 21,
}  # fmt: skip
"""of a recap from its title to its commitment, without remarks and the title's rule"""
WAYS = {"feedback": {"role"}, "reflect": {"further", "pursue"}}
"""choices of what is asked next: the answers there say which way it was"""
ONE_LINE = "Ana and I asked who could open the hall on Sundays"
A_NAME = "the hall"


def named_in(line: RecapLine) -> set[str]:
    pipes = [each for each in pipes_in(line.text) if isinstance(each, Pipe)]
    return {each.name.partition(".")[0] for each in pipes} | set(line.of)


def shown_by(exercise: Exercise) -> set[str]:
    """Return the ids of the questions whose answers stand in the recap."""
    shown = named_in(RecapLine(text=exercise.recap.title))
    for line in exercise.recap.line:
        shown |= named_in(line)
        if line.show == "commitments":
            shown |= {
                p.question.id for p in exercise.plan if p.question.type == "commitment"
            }
    for planned in exercise.plan:
        question = planned.question
        if isinstance(question, Mirror):
            shown |= question.made_of
        if question.id in shown:  # its items head the rows
            shown |= {question.source, planned.section.for_each}
    return shown


@pytest.mark.parametrize("name", RECAPS)
def test_each_answer_that_is_not_private_stands_in_the_recap(name: str) -> None:
    exercise = found(name).exercise
    asked = {
        planned.question.id
        for planned in exercise.plan
        if planned.question.asks and not planned.question.private
    }

    assert asked - shown_by(exercise) - WAYS.get(name, set()) == set()


@pytest.mark.parametrize("name", RECAPS)
def test_no_label_of_a_recap_is_longer_than_it_may_be_or_has_a_colon(name: str) -> None:
    lines = found(name).exercise.recap.line
    labels = [each for line in lines for each in (*line.names, *line.labels.values())]

    assert [
        each for each in labels if columns(each) > LONGEST_LABEL or ":" in each
    ] == []


@pytest.mark.parametrize("name", RECAPS)
def test_words_that_announce_something_never_stand_alone(name: str) -> None:
    for line in found(name).exercise.recap.line:
        assert line.show or not line.text.rstrip().endswith(":"), line.text


def one_line(question: Any, chance: random.Random) -> object:  # noqa: ANN401 - any kind
    """Return an answer to a question that takes one line at most, or two as a commitment."""
    given: dict[str, Callable[[], object]] = {
        "choice": lambda: chance.choice(list(question.choices)),
        "multi": lambda: list(question.choices)[: question.min_pick or 1],
        "scale": lambda: chance.randint(question.min, question.max),
        "matrix": lambda: {
            row: chance.randint(1, len(question.cols) or question.max)
            for row in question.rows
        },
        "pick": lambda: 1,
        "list": lambda: [f"{each} of them" for each in ("two", "some", "more")],
        "commitment": lambda: {"action": ONE_LINE, "cue": "It is Sunday evening"},
        "sentence": lambda: next(iter(question.offered)),
    }
    return given.get(question.type, lambda: ONE_LINE)()


def done(name: str, seed: int) -> Session:
    """Return a sitting in which every question was answered on one line."""
    chance = random.Random(seed)
    kept = {key: dict(list(each.items())[:2]) for key, each in BEFORE.lists.items()}
    exercise = without_remarks(name)
    session = Session(exercise, TODAY, earlier=replace(BEFORE, lists=kept))
    brief = named_in(RecapLine(text=exercise.recap.title)) | {"cohold", "thing"}
    while (step := session.next()) is not None:
        if isinstance(step.question, Mirror):
            session = session.with_reading(SEEN, ("Who paid?",), step.id)
        elif not step.question.asks:
            session = session.skip(step.id)
        else:
            given = (
                A_NAME
                if step.base in brief and step.question.type == "short"
                else one_line(step.question, chance)
            )
            session = session.answer(step.id, step.question.accept(given))
    return session


def commitments_of(session: Session) -> tuple[Commitment, ...]:
    return tuple(
        commitment_of(step.value)
        for step in session.answered()
        if step.question.type == "commitment" and step.value is not None
    )


def page_of(session: Session, width: int = 80) -> str:
    exercise, now = session.exercise, dt.datetime(2026, 11, 21, tzinfo=dt.UTC)
    entry = Entry(
        exercise.id, exercise.version, exercise.title, "", "en", now, now, "UTC",
        now.date(), commitments=commitments_of(session),
    )  # fmt: skip
    page = recap(session, entry, Path("entry.toml"), with_mirror=False)
    return render(page, Format.TERMINAL, Screen(width=width))


def test_an_exercise_without_a_short_form_says_so_and_asks_all(run: Run) -> None:
    ran = run(
        "reflect", "shoots", "--quick", "--no-input", "--answer", "end=We say so."
    )

    assert ran.code == 0
    assert "ends or changes" in ran.out
    assert " ".join(ran.err.split()).startswith(
        "This one has no short form; it takes 15 minutes, and /pause keeps all of it."
    )


@pytest.mark.parametrize("name", RECAPS)
def test_a_short_form_is_a_third_of_the_time_or_less(name: str) -> None:
    (listed,) = (each for each in LIBRARY.listed()[0] if each.id == name)

    assert bool(listed.short) is bool(found(name).exercise.quick)
    assert listed.short <= max(listed.minutes / 3, 4)


@cache
def without_remarks(name: str) -> Exercise:
    exercise = found(name).exercise
    lines = tuple(each for each in exercise.recap.line if each.show)
    return exercise.changed(recap=exercise.recap.changed(line=lines))


@pytest.mark.parametrize("name", RECAPS)
def test_a_recap_is_no_longer_than_it_may_be(name: str) -> None:
    for seed in range(45):  # the longest of each is among the first 42
        session = done(name, seed)
        if len(commitments_of(session)) < 2:
            page = page_of(session).partition("\n\nNext, if you like")[0]
            page = page.partition("\n\nThe ideas, and whose")[0]

            lines = [each for each in page.split("\n") if set(each) != {"─"}]
            assert len(lines) <= MOST_LINES[name], page


# What was not answered is not said


def answered(run: Run, name: str, *given: str) -> str:
    options = [part for each in given for part in ("--answer", each)]
    return " ".join(run("reflect", name, "--no-input", *options).out.split())


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("own=4",), "How far others' needs were is left open."),
        (("own=5", "others=5", "say=theirs"), "fully attended to. Others decided."),
        (("own=2", "say=drifted", "concede_b=My wish."), "Nobody decided; it drifted."),
        (("others=5", "say=shared"), "Others' needs met: 5 of 5"),
    ],
)
def test_compare_says_of_a_moment_what_was_placed_and_nothing_else(
    given: tuple[str, ...], said: str, run: Run
) -> None:
    page = answered(run, "compare", "situation=One.", *given)

    assert said in page
    assert "held back" not in page


def test_a_message_to_somebody_says_only_what_was_answered(run: Run) -> None:
    alone = answered(run, "mobilise", "cohold=Ruth")
    some = answered(run, "mobilise", "cohold=Ruth.", "thing=Should I chair it?")
    both = answered(run, "mobilise", "cohold=Ruth", "thing=It.", "pull=in", "choose=in")

    assert "Could weigh it too: Ruth" in alone
    assert "I would" not in alone + some
    assert "Ruth, I am about to decide on this: Should I chair it? Would you" in some
    assert "My pull is to jump in. For now I would step in." in both


def test_what_is_handed_to_someone_holds_nothing_that_was_for_oneself(run: Run) -> None:
    page = answered(run, "feedback", "role=give", "still=2", "belongs=channel")

    assert "may have done its work" not in page
    assert "│ where it belongs: to a formal channel │" in page
    assert "Wants to be said: 2 of 5" in page.rpartition("┘")[2]


def test_where_all_is_rated_alike_no_lowest_is_asked_about(run: Run) -> None:
    def asked_of(number: str) -> str:
        rows = [f"them.{each}={number}" for each in ("say", "place", "able")]
        return answered(run, "needs", *rows, "block=The rota.")

    assert "Keeps theirs low" not in asked_of("5")
    assert "Keeps theirs low: The rota." in asked_of("1")


def test_nothing_is_asked_of_what_was_taken_for_granted_where_nothing_was(
    run: Run,
) -> None:
    assert "For it" not in answered(run, "assumptions", "talk=One.", "for=It rained.")


def test_what_speaks_for_sharing_is_not_called_nothing_where_all_does(run: Run) -> None:
    rows = [f"for.{each}=5" for each in ("complex", "new", "many", "bond", "voice")]
    page = answered(run, "fit", *rows, "limits_here=crisis")

    assert "Most for sharing" not in page
    assert "Against: seconds or lives are at stake" in page


def test_choices_that_hold_commas_are_told_apart(run: Run) -> None:
    page = answered(run, "feedback", "role=between", "between_q=seen,self")
    kept = run("journal", "show", "1", "--answers").out

    assert "what did you see or hear?; what could you do yourself?" in page
    assert "- what did you see or hear?\n- what could you do yourself?\n" in kept


def test_on_a_line_of_text_alone_it_is_said_what_the_ends_of_a_line_are(
    run: Run,
) -> None:
    given = ("--answer", "work=It", "--answer", "lately=2")
    for option in ("--plain", "--format=markdown", "--format=html"):
        page = run("reflect", "artcontrol", "--no-input", *given, option).out
        assert "2 of 5 (1 = mostly steering" in page


def test_what_only_you_can_do_stands_there_without_anyone_beside_it(run: Run) -> None:
    page = answered(run, "lineage", "only=the keys,the books", "pick=2")

    assert "Only you, so far: the keys; the books" in page.replace(" / ", "; ")
    assert "The largest hole: the books" in page


def test_the_decisions_of_a_place_stand_in_a_table_apart_from_what_is_promised(
    run: Run,
) -> None:
    decision = "Ines says that the last bus has to go at ten and not later"
    given = (f"decisions={decision}", "who_decides.1=we", "commit=ask Ines")
    page = answered(run, "fit", *given)

    assert "Decision Who decides" in page
    assert "I will: ask Ines" in page


def test_a_line_with_nothing_on_it_is_not_drawn(run: Run) -> None:
    page = run("reflect", "spectrum", "--no-input", "--answer", "habit=avoid").out

    assert "  habit: avoid it (beside the line)\n" in page
    assert "feedback" not in page.partition("Next, if")[0]


def test_a_card_and_its_labels_are_set_apart_in_a_file(run: Run) -> None:
    given = ("reflect", "anchor", "--no-input", "--answer", "principle=We ask.")
    markdown = run(*given, "--format", "markdown").out
    html = run(*given, "--format", "html").out

    assert "> **An agreement**\n>\n> - **principle:** We ask.\n" in markdown
    assert '<figcaption dir="auto">An agreement</figcaption>\n<dl>' in html
    assert '<dt>principle</dt><dd dir="auto">We ask.</dd>' in html


def test_a_narrow_table_says_what_its_items_are(run: Run) -> None:
    told = ("situation=One.", "people=Ade,Lin", "theirs.1=guess")
    given = [part for each in told for part in ("--answer", each)]
    narrow = {"COLUMNS": "40"}
    page = run("reflect", "compare", "--no-input", *given, environ=narrow).out

    assert "Whom it touched:\nAde\n  How you know: I guess\nLin: –\n" in page


def test_a_kept_rating_says_once_what_its_numbers_mean(run: Run) -> None:
    given = ("--answer", "me.say=5", "--answer", "me.place=3")
    run("reflect", "needs", "--no-input", *given)
    kept = " ".join(run("journal", "show", "1", "--answers").out.split())

    assert "I could shape what affects me: 5 I felt I belong here: 3" in kept
    assert "1 = hardly ever, 5 = most days" in kept


# Then and now, and what was written to earlier versions


def rated(run: Run, *given: str, weeks: int = 0) -> str:
    options = [part for each in given for part in ("--answer", each)]
    when = NOW + dt.timedelta(weeks=weeks)
    return run("reflect", "seven", "--no-input", *options, now=when).out


def test_what_did_not_move_since_last_time_stands_in_one_line(run: Run) -> None:
    given = ("where=the hall", "rate.own=2", "rate.whole=4", "rate.bonds=3")
    later = ("where=the hall", "rate.own=4", "rate.whole=4", "rate.bonds=3")
    rated(run, *given)
    now = (
        rated(run, *later, weeks=6)
        .partition("Then and now\n")[2]
        .partition("Next, if")[0]
    )

    assert re.search(r"^ours +2 +4$", now, re.MULTILINE)
    assert "\nThe same on both days: whole first, time for people.\n" in now
    assert "the hall" not in now
    show = "leadcoach journal show --exercise seven --question rate"
    assert f"\nAll of them: {show}\n" in now
    assert now.rstrip().endswith("What has moved?")


NOT_SET_SIDE_BY_SIDE = {
    "advice": "how hard one decision is to undo",
    "checkin": "two ratings of another moment each week; `summary` has them by date",
    "feedback": "how much one thing still wants to be said",
}


@pytest.mark.parametrize("name", NAMES)
def test_whatever_rates_or_defines_is_set_side_by_side_later(name: str) -> None:
    exercise = found(name).exercise
    asked = [planned.question for planned in exercise.plan]
    rates = exercise.rated or any(each.type == "scale" for each in asked)

    if name in NOT_SET_SIDE_BY_SIDE:
        assert rates
        assert exercise.again is None
    elif rates:
        assert exercise.again is not None


def test_then_and_now_shows_the_oldest_answer_and_the_last(run: Run) -> None:
    """Who sits down each week sees what has moved since the beginning."""
    for weeks in range(5):
        rated(run, f"rate.own={weeks + 1}", "rate.whole=2", weeks=weeks)
    now = rated(run, "rate.own=5", "rate.whole=2", weeks=5)

    told = now.partition("Then and now\n")[2]
    assert re.search(r"^ +2026-11-21 +2026-12-19 +2026-12-26$", told, re.MULTILINE)
    assert re.search(r"^ours +1 +5 +5$", told, re.MULTILINE)
    assert "The same on each of these days: whole first." in told


def test_a_short_sitting_in_between_is_passed_over(run: Run) -> None:
    rated(run, "rate.own=1")
    rated(run, "pick=own", weeks=2)
    told = rated(run, "rate.own=4", weeks=8)

    assert re.search(r"^ours +1 +4$", told, re.MULTILINE)


def test_what_was_asked_in_other_words_is_never_set_beside(
    run: Run, home: Path
) -> None:
    def reflected(*given: str, weeks: int) -> str:
        both = ("best=I asked.", "struggle=I wait.", *given)
        options = [part for each in both for part in ("--answer", each)]
        when = NOW + dt.timedelta(weeks=weeks)
        return run("reflect", "--no-input", "--no-mirror", *options, now=when).out

    reflected("leading_is=being first", "power_is=keys", weeks=0)
    [path] = Journal(home / "journal").paths()
    words = path.read_text().replace("Going by these two stories: leading", "Leading")
    path.write_text(words)
    told = reflected("leading_is=making room", "power_is=a no", weeks=8)
    told = told.partition("Then and now\n")[2]

    assert re.search(r"^Power, for you +keys +a no$", told, re.MULTILINE)
    assert "making room" not in told
    assert "Asked in other words, so it stands apart:\n\n- 2026-11-21: Leading" in told
    assert "is … being first" in " ".join(told.split())


def test_numbers_of_another_scale_are_never_set_beside(run: Run, home: Path) -> None:
    rated(run, "rate.own=2")
    [path] = Journal(home / "journal").paths()
    path.write_text(path.read_text().replace("hardly", "never"))
    told = rated(run, "rate.own=4", weeks=8)

    assert "stands apart" in told
    assert "What has moved?" not in told


def test_a_page_that_is_read_again_looks_back_from_its_own_day(run: Run) -> None:
    first = rated(run, "rate.own=2")
    second = rated(run, "rate.own=3", weeks=8)
    third = rated(run, "rate.own=4", weeks=16)

    def told(page: str) -> str:
        return page.partition("Then and now\n")[2].partition("What has")[0]

    assert [told(page) == "" for page in (first, second, third)] == [True, False, False]
    for number, page in ((3, first), (2, second), (1, third)):
        assert told(run("journal", "show", str(number)).out) == told(page)


def test_who_wants_nothing_looked_back_at_is_shown_nothing_of_then(run: Run) -> None:
    run("settings", "set", "history", "false")
    rated(run, "rate.own=2")

    assert "Then and now" not in rated(run, "rate.own=4", weeks=8)
    assert "Then and now" not in run("journal", "show", "1").out


def test_two_groups_are_seen_to_be_two(run: Run) -> None:
    rated(run, "where=the hall", "rate.own=2")
    now = rated(run, "where=the choir", "rate.own=4", weeks=6)

    said = "Then it was about “the hall”, now about “the choir”. If these are not the"
    assert said in " ".join(now.split())
    assert "What has moved?" not in now


def test_numbers_of_different_stories_are_not_set_side_by_side(run: Run) -> None:
    def told(story: str, own: int, weeks: int = 0) -> str:
        later = NOW + dt.timedelta(weeks=weeks)
        answers = (f"--answer=situation={story}", f"--answer=own={own}")
        return run("compare", "--no-input", *answers, now=later).out

    told("The roof leaked.", 1)
    now = told("The lift broke.", 5, weeks=9)

    apart = (
        "now about “The lift broke.”. Numbers of different stories cannot be compared."
    )
    assert apart in " ".join(now.split())
    assert "2026-11-21  2027" not in now


def test_two_ratings_with_the_same_names_are_told_apart_then_and_now(run: Run) -> None:
    def given(*numbers: str) -> list[str]:
        ids = ("me.say", "me.place", "them.say", "them.place")
        pairs = zip(ids, numbers, strict=True)
        return [part for id_, n in pairs for part in ("--answer", f"{id_}={n}")]

    run("reflect", "needs", "--no-input", *given("2", "3", "2", "3"))
    later = NOW + dt.timedelta(weeks=8)
    now = run(
        "reflect", "needs", "--no-input", *given("4", "3", "2", "3"), now=later
    ).out

    assert re.search(r"^You: a say +2 +4$", now, re.MULTILINE)
    assert "The same on both days: You: a place, Others" in " ".join(now.split())


RETIRED = [
    (name, each) for name in NAMES for each in found(name).exercise.retired if name != "reflect"
] + [("needs", "know"), ("fit", "against")]  # fmt: skip
BEFORE_IT = """format = 1
exercise = "{name}"
version = "1.0.0"
title = "{name} as it was"
sha256 = ""
language = "en"
started = 2026-10-01 10:00:00+00:00
finished = 2026-10-01 10:00:00+00:00
zone = "UTC"
local_date = 2026-10-01

[[answer]]
id = "{id}"
type = "long"
asked = "What was asked then?"
value = "What I said then."
"""


@pytest.mark.parametrize(("name", "dropped"), RETIRED)
def test_what_was_written_to_an_earlier_version_shows_as_it_did(
    name: str, dropped: str, run: Run, home: Path
) -> None:
    file = home / "journal/2026/10" / f"2026-10-01T100000-{name}-aaaaaaaa.toml"
    file.parent.mkdir(parents=True)
    file.write_text(BEFORE_IT.format(name=name, id=dropped), encoding="utf-8")
    shown = run("journal", "show", "1").out

    assert "What was asked then?\n    What I said then.\n" in shown
    given = {"review": "also=rest", "compare": "situation=A."}.get(name, "commit=rest")
    assert run("reflect", name, "--no-input", "--answer", given).code == 0
