"""leadcoach alone: the day, what you mean to do, and one thing that could come next."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import tomli
import typer

from leadcoach.cli.command import begin_asking
from leadcoach.cli.context import Context
from leadcoach.cli.options import Output, Request
from leadcoach.domain.dates import comes_again
from leadcoach.domain.entry import opening, underlined
from leadcoach.paths import builtin_exercises
from leadcoach.rendering import Format
from leadcoach.rendering.pages.home import (
    RESUME,
    EarlierSentence,
    Home,
    Suggestion,
    first_page,
    home_page,
)

if TYPE_CHECKING:
    from leadcoach.courses.plan import Plan
    from leadcoach.journal.commitments import TrackedCommitment
    from leadcoach.journal.index import IndexedEntry

_MOST = 3
_SOON = dt.timedelta(days=7)
_A_WEEK = dt.timedelta(days=6)
"""how long nothing was written before a check-in is suggested, or no review before one"""
_WEEKS_AGO = dt.timedelta(weeks=2), dt.timedelta(weeks=12)
"""how old a sentence is that is shown again"""
_LOOKED_INTO = 5
"""entries that are opened at most to find one"""
_ROUTINES = {"checkin", "review", "presession"}


def show_home(ctx: typer.Context, context: Context, output: Output) -> None:
    """Show what matters today; to somebody new, how to begin."""
    entries = context.index.entries()
    commitments = context.commitments.open(entries)
    _, draft = context.drafts.latest() or ("", None)
    courses: Sequence[Plan] = ()
    if context.places.courses.is_dir():
        from leadcoach.cli.course import plans

        courses = plans(context)
    unread = context.journal.unread or context.drafts.unread
    if not (entries or courses or draft or unread):
        _welcome(ctx, context, output)
        return
    near = _near(commitments, context.today)
    begun = draft.exercise if draft else ""
    home = Home(
        today=context.today,
        last=max(entries, key=lambda each: each.started, default=None),
        commitments=commitments,
        near=near,
        draft=draft,
        sentence=_old_sentence(context, entries),
        courses=courses,
        suggestion=_suggestion(context, entries, near, begun),
    )
    context.show(home_page(home, context.library), output)
    context.say_copies()


def _welcome(ctx: typer.Context, context: Context, output: Output) -> None:
    minutes = _headings("reflect")["minutes"]
    contact = str(context.settings["safety.contact"])
    context.show(first_page(context.today, minutes, contact), output)
    stdin = context.around.stdin
    is_seen = context.around.has_terminal and context.screen.is_terminal
    if stdin is None or not is_seen or output.form is not Format.TERMINAL:
        return
    context.print_question("\nEnter begins, q leaves. ")
    if stdin.readline() == "\n":
        from leadcoach.cli.reflect import begin_sitting

        begin_asking(ctx, plain=False)
        begin_sitting(context, Request("reflect"), output)


def _near(
    commitments: "Sequence[TrackedCommitment]", today: dt.date
) -> "list[TrackedCommitment]":
    """Return the few commitments whose day is nearest, past or to come, by their day.

    Where there are fewer, those of later days stand below them, then those without one.
    """

    def day(each: "TrackedCommitment") -> dt.date:
        return each.commitment.due or dt.date.max

    dated = [each for each in commitments if day(each) <= today + _SOON]
    nearest = sorted(dated, key=lambda each: abs(day(each) - today))[:_MOST]
    others = [each for each in commitments if each not in dated]
    return [*sorted(nearest, key=day), *sorted(others, key=day)][:_MOST]


def _old_sentence(
    context: Context, entries: "Sequence[IndexedEntry]"
) -> EarlierSentence | None:
    """Return a sentence underlined weeks ago, the same all day, or one of this day."""

    def found(
        each: "IndexedEntry", words: str, *, on_this_day: bool
    ) -> EarlierSentence:
        # Numbers count all entries, also those that cannot be read and are not here.
        number = str(entries.index(each) + 1)
        name = each.stem if context.journal.unread else number
        return EarlierSentence(words, each.day, name, on_this_day)

    today = context.today
    latest, oldest = (today - each for each in _WEEKS_AGO)
    some = [e for e in entries if e.picked and oldest <= e.day <= latest]
    turn = today.toordinal() % len(some) if some else 0
    for each in [*some[turn:], *some[:turn]][:_LOOKED_INTO]:
        entry = context.journal.loaded(each.path)
        if entry and (marked := underlined(entry)):
            words = marked[today.toordinal() % len(marked)]
            return found(each, words, on_this_day=False)
    for each in entries:
        entry = (
            context.journal.loaded(each.path) if comes_again(each.day, today) else None
        )
        if entry:
            return found(each, opening(entry), on_this_day=True)
    return None


# One suggestion


def _suggestion(
    context: Context,
    entries: "Sequence[IndexedEntry]",
    near: "Sequence[TrackedCommitment]",
    begun: str,
) -> Suggestion:
    """Return what could come next; `begun` is the exercise that a draft waits in."""

    def of(name: str) -> Suggestion:
        return Suggestion(RESUME, "", 0) if name == begun else _exercise(name)

    today = context.today
    done: dict[str, dt.date] = {}
    for each in entries:
        done.setdefault(each.exercise, each.day)
    is_due = any(each.commitment.due and each.commitment.due <= today for each in near)
    if is_due and today - done.get("review", dt.date.min) >= _A_WEEK:
        return of("review")
    if entries and today - entries[0].day >= _A_WEEK:
        return of("checkin")
    if named := _named_next(context, entries, done):
        return of(named)
    if begun:
        return of(begun)
    return _exercise(_not_done(done, today))


def _named_next(
    context: Context, entries: "Sequence[IndexedEntry]", done: Collection[str]
) -> str:
    """Return what the recap of the last entry named as worth doing next, or nothing."""
    shipped = _shipped()
    last = next((each for each in entries if each.exercise in shipped), None)
    named = _headings(last.exercise).get("next") if last else ()
    entry = context.journal.loaded(last.path) if last and named else None
    if not entry or not named:
        return ""
    from leadcoach.domain.condition import parse_condition
    from leadcoach.domain.facts import Facts

    answers = {each.id: each.value for each in entry.answers}
    rated = {each.id for each in entry.answers if each.type == "matrix"}
    facts = Facts(entry.local_date, answers, rated=rated)
    for each in named:
        when, name = each.get("when", ""), str(each["exercise"])
        if name not in done and (not when or parse_condition(when).holds(facts)):
            return name
    return ""


def _not_done(done: Mapping[str, dt.date], today: dt.date) -> str:
    """Return an exercise not done so far, or the one done longest ago."""
    known = sorted(_shipped() - _ROUTINES)
    new = [each for each in known if each not in done]
    if new:
        return new[today.toordinal() % len(new)]
    return min(known, key=lambda each: done[each])


def _shipped() -> set[str]:
    from leadcoach.exercises.library import exercise_files

    return {path.stem for path in exercise_files(builtin_exercises())}


def _headings(name: str) -> Mapping[str, Any]:
    return tomli.loads((builtin_exercises() / f"{name}.toml").read_text("utf-8"))


def _exercise(name: str) -> Suggestion:
    from leadcoach.exercises.library import how_to_begin

    said = _headings(name)
    return Suggestion(how_to_begin(name), said["title"], said["minutes"])
