"""Wiring a sitting: who is asked, with which answers, and what is shown at the end."""

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from leadcoach.asking import Asker
from leadcoach.asking.scripted import (
    Scripted,
    answer_options,
    answers_in,
    check_known,
)
from leadcoach.cli.asker import asker_for
from leadcoach.cli.context import Context
from leadcoach.domain.entry import Value
from leadcoach.domain.session import Session
from leadcoach.domain.text import clean_line
from leadcoach.errors import AnswersMissing, ExitCode, NotFound, Unreadable
from leadcoach.exercises.library import Found
from leadcoach.journals.drafts import Drafts
from leadcoach.paths import builtin_exercises
from leadcoach.practice.keeping import DraftKeeper, resumed
from leadcoach.practice.sitting import Finished, Kept, practise
from leadcoach.practice.tools import Keeper, KeepNothing, Tools
from leadcoach.readers import reader_named
from leadcoach.readers.bank import lenses, probes
from leadcoach.rendering import Format, render
from leadcoach.rendering.page import Page
from leadcoach.rendering.pages.recap import recap
from leadcoach.rendering.screen import write


@dataclass(frozen=True)
class Begin:
    """How a sitting is begun."""

    exercise: str
    quick: bool = False
    mirror: bool = True
    answers: str = ""
    """a file of answers, or - for standard input"""
    options: tuple[str, ...] = ()
    """answers as id=value"""
    no_input: bool = False


def sit(context: Context, begin: Begin, form: Format, output: Path | None) -> None:
    """Practise an exercise from its first question and show the recap."""
    found = context.library.find(begin.exercise)
    given = _given(context, begin)
    check_known(found.exercise, given)
    session = Session(
        exercise=found.exercise,
        today=context.around.now().date(),
        last=_last(context, found.exercise.id),
        quick=begin.quick,
        mirror=begin.mirror,
    )
    if begin.no_input or not context.around.has_terminal:
        _run(context, found, session, KeepNothing(), Scripted(given), form, output)
        return
    person = asker_for(context)
    if not given and _wants_to_go_on(context, found, person):
        go_on(context, found.exercise.id, form, output, person)
        return
    _open(context, found, person)
    keeper = _keeper(context, found)
    _run(context, found, session, keeper, Scripted(given, person), form, output)


def go_on(
    context: Context,
    name: str,
    form: Format,
    output: Path | None,
    person: Asker | None = None,
) -> None:
    """Continue a draft with its next question."""
    drafts = context.drafts
    name = drafts.find(name or None)
    draft = drafts.load(name)
    found = context.library.find(draft.exercise)
    if not context.around.has_terminal:
        message = "There is no terminal, so nobody can be asked."
        raise AnswersMissing(message, "Give answers: leadcoach reflect --answers FILE")
    session = Session(
        exercise=found.exercise,
        today=context.around.now().date(),
        last=_last(context, found.exercise.id),
    )
    keeper = _keeper(context, found)
    drafts.hold(name)
    keeper = replace(keeper, name=name, before=draft, started=draft.started)
    asker = person or asker_for(context)
    asker.tell(f"Going on with: {clean_line(found.exercise.title)}")
    session = resumed(session, draft)
    _run(context, found, session, keeper, Scripted({}, asker), form, output)


def _run(  # noqa: PLR0913 - this is where all the parts of a sitting meet
    context: Context,
    found: Found,
    session: Session,
    keeper: Keeper,
    asker: Scripted,
    form: Format,
    output: Path | None,
) -> None:
    tools = Tools(
        asker=asker,
        journal=context.journal,
        keeper=keeper,
        reader=reader_named("mirror"),
        lenses=lenses(builtin_exercises() / "lenses.toml"),
        probes=probes(builtin_exercises() / "follow-ups.toml"),
        now=context.around.now,
        zone=context.around.zone,
        show=lambda page: _show_between(context, asker, page),
        safety_note=context.safety_note,
        missing=lambda: asker.missing,
        own_lenses=context.settings["lenses"],
    )
    finished = practise(found, session, tools)
    _say_unused(context, asker)
    _show_end(context, finished, form, output, seen=asker.rest is not None)


def _show_between(context: Context, asker: Scripted, page: Page) -> None:
    if asker.rest is not None:
        text = render(page, Format.TERMINAL, context.side_screen)
        write(context.around.stderr, f"\n{text}")


def _show_end(
    context: Context,
    finished: Finished,
    form: Format,
    output: Path | None,
    *,
    seen: bool,
) -> None:
    page = recap(finished.session, finished.entry, finished.path, with_mirror=not seen)
    gap = "\n" if seen else ""
    write(context.around.stderr, f"{gap}Saved. {finished.path}\n{gap}")
    context.show(page, form, output)


def _say_unused(context: Context, asker: Scripted) -> None:
    if asker.unused():
        names = ", ".join(asker.unused())
        context.say(f"Not asked, so not kept: {names}")


def _given(context: Context, begin: Begin) -> dict[str, object]:
    given: dict[str, object] = {}
    if begin.answers == "-":
        stdin = context.around.stdin
        text = stdin.read() if stdin is not None else ""
        given = answers_in(text.encode("utf-8", "surrogateescape"), "standard input")
    elif begin.answers:
        given = answers_in(_content(Path(begin.answers)), begin.answers)
    return given | answer_options(list(begin.options))


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(1024 * 1024 + 1)
    except FileNotFoundError:
        hint = "`leadcoach help answering` shows what such a file looks like."
        raise NotFound(f"There is no file {path}.", hint) from None
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise Unreadable(f"{path} cannot be read: {reason}.") from problem


def _last(context: Context, exercise: str) -> dict[str, Value]:
    entry = context.journal.latest(exercise)
    return {each.id: each.value for each in entry.answers} if entry else {}


def _keeper(context: Context, found: Found) -> DraftKeeper:
    drafts: Drafts = context.drafts
    return DraftKeeper(drafts, found, context.around.now(), context.around.now)


def _wants_to_go_on(context: Context, found: Found, person: Asker) -> bool:
    latest = context.drafts.latest(found.exercise.id)
    if latest is None or context.drafts.is_open_elsewhere(latest[0]):
        return False
    saved: dt.datetime = latest[1].saved
    text = f"You began this on {saved:%Y-%m-%d at %H:%M} and did not finish."
    choices = {"on": "go on with it", "new": "begin anew, and keep it for later"}
    chosen = person.choose(text, choices)
    if chosen is None:
        raise Kept(ExitCode.DONE, kept=True)
    return chosen == "on"


def _open(context: Context, found: Found, person: Asker) -> None:
    exercise = found.exercise
    is_first = not context.places.journal.exists() and not context.drafts.names()
    parts = [exercise.title, exercise.open, exercise.safety]
    for part in filter(None, parts):
        person.tell(_wrapped(context, part))
    if is_first:
        person.tell("\n" + _wrapped(context, context.safety_note))


def _wrapped(context: Context, text: str) -> str:
    from leadcoach.asking.wording import wrapped

    return wrapped(text, context.side_screen.width)
