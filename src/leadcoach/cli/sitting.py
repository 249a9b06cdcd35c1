"""Wiring a sitting: who is asked, with which answers, and what is shown at the end."""

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

import typer

from leadcoach import disk
from leadcoach.asking import Asker
from leadcoach.asking.scripted import Scripted, check_known
from leadcoach.asking.wording import wrapped
from leadcoach.cli.asker import asker_for, given_answers
from leadcoach.cli.context import Context
from leadcoach.cli.first_screen import TOLD
from leadcoach.cli.framing import begun, framing
from leadcoach.cli.output import Output
from leadcoach.domain.entry import Draft, Value
from leadcoach.domain.exercise import Exercise
from leadcoach.domain.piping import plain_words
from leadcoach.domain.question import Mirror
from leadcoach.domain.session import LATER, Session
from leadcoach.domain.text import clean_line
from leadcoach.errors import AnswersMissing, DiskRefused, ExitCode, NotFound, WrongUsage
from leadcoach.exercises.library import ExerciseFile
from leadcoach.journal.drafts import Drafts
from leadcoach.journal.store import Span
from leadcoach.mirror.lenses import lenses
from leadcoach.paths import builtin_exercises
from leadcoach.rendering import Format, render
from leadcoach.rendering.page import Page
from leadcoach.rendering.pages.recap import recap
from leadcoach.rendering.screen import write
from leadcoach.session.draft import Keeper, resumed, set_aside
from leadcoach.session.history import new_session
from leadcoach.session.run import Finished, Paused, Tools, practise

ON_STOPPING = "Ctrl-C stops and keeps what you wrote."
"""said once, before the first question of all"""
REFLECT = "reflect"
NEW = """\
New in reflect: you pick sentences of your own; nothing is guessed now.
The page sets them side by side, beside two ideas, and asks a question.
What you wrote before stays as it is, and can be read and changed."""
MONTH = dt.timedelta(days=31)
"""how long a follow-up question stays away"""


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


@dataclass(frozen=True)
class Sitting:
    """One sitting of a run, and how its recap is to be shown."""

    context: Context
    output: Output
    lenses: tuple[str, ...] = ()
    """lenses chosen in this very command"""

    def begin(self, begin: Begin) -> None:
        """Practise an exercise from its first question and show the recap."""
        context = self.context
        found = context.library.find(begin.exercise)
        given = given_answers(context, begin.answers, begin.options)
        check_known(found.exercise, given)
        _refuse_what_does_nothing(found.exercise, begin, self.lenses)
        session = replace(self._session(found), quick=begin.quick, mirror=begin.mirror)
        if begin.no_input or not context.around.has_terminal:
            self._run(found, session, self._keeper(found), Scripted(given))
            return
        person = asker_for(context)
        if not given and self._wants_to_go_on(found, person):
            self.go_on(found.exercise.id, person)
            return
        self._tell_what_is_new(found, person, session.earlier.version)
        drafts = context.drafts
        again = session.earlier.day is not None or drafts.latest(found.exercise.id)
        asker = Scripted(given, self._open(found, person, again=bool(again)))
        self._run(found, session, self._keeper(found, drafts), asker)

    def go_on(self, name: str, person: Asker | None = None) -> None:
        """Continue a draft with its next question."""
        drafts = self.context.drafts
        name = drafts.find(name or None)
        draft = drafts.load(name)
        self.context.tell_unread()
        drafts.refuse_newer(name, draft)
        found = self._found(draft)
        if not self.context.around.has_terminal:
            message = "There is no terminal, so nobody can be asked."
            hint = "Give answers: leadcoach reflect --answers FILE"
            raise AnswersMissing(message, hint)
        keeper = self._keeper(found, drafts)
        drafts.hold(name)
        keeper = replace(keeper, name=name, before=draft, started=draft.started)
        asker = person or asker_for(self.context)
        self._tell_what_is_new(found, asker, draft.version)
        asker.tell(f"Going on with: {clean_line(found.exercise.title)}")
        session = resumed(self._session(found), draft)
        # What was pasted at a list is not set aside: the next words take it up.
        aside = set_aside(session.with_typing(LATER, {}))
        asker.tell(_told_aside(found.exercise, aside))
        asker = framing(self.context, found, asker)
        self._run(found, session, keeper, Scripted({}, asker))

    def _tell_what_is_new(
        self, found: ExerciseFile, person: Asker, version: str
    ) -> None:
        """Say once what is new to somebody who knows an earlier version of reflect."""
        told = self.context.places.cache / TOLD
        is_new = found.exercise.id == REFLECT and not found.own
        if is_new and version.startswith(("0.", "1.")) and not told.exists():
            person.tell(NEW)
            with suppress(DiskRefused):  # it is told once more, which does no harm
                disk.atomic_write(told, b"")

    def _session(self, found: ExerciseFile) -> Session:
        today = self.context.around.now().date()
        return new_session(
            found.exercise,
            self.context.journal,
            today,
            history=bool(self.context.settings["history"]),
        )

    def _found(self, draft: Draft) -> ExerciseFile:
        """Return the exercise of a draft: where it was begun from, or by its id."""
        path = str(draft.options.get("path", ""))
        if path:
            with suppress(NotFound):
                return self.context.library.find(path)
        return self.context.library.find(draft.exercise)

    def _keeper(self, found: ExerciseFile, drafts: Drafts | None = None) -> Keeper:
        now = self.context.around.now
        return Keeper(found, now(), now, drafts)

    def _run(
        self, found: ExerciseFile, session: Session, keeper: Keeper, asker: Scripted
    ) -> None:
        context = self.context
        tools = Tools(
            asker=asker,
            journal=context.journal,
            keeper=keeper,
            lenses=lenses(builtin_exercises() / "lenses.toml"),
            now=context.around.now,
            zone=context.around.zone,
            show=lambda page: self._show_between(asker, page),
            safety_note=context.safety_note,
            missing=lambda: asker.missing,
            somebody=asker.rest is not None,
            asked_lately=_asked_lately(context),
            own_lenses=self.lenses or context.settings["lenses"],
        )
        context.tell_unread()
        # The sitting itself lacks nothing, but for one that goes through a list.
        context.is_incomplete &= bool(session.earlier.lists)
        finished = practise(found, session, tools)
        answered = {step.base for step in finished.session.answered()}
        unused = [each for each in asker.unused() if each not in answered]
        if unused:
            context.say(f"Not asked, so not kept: {', '.join(unused)}")
        self._show_end(finished, seen=asker.rest is not None)
        if unused:
            raise typer.Exit(ExitCode.FOUND)

    def _show_between(self, asker: Scripted, page: Page) -> None:
        if asker.rest is not None:
            text = render(page, Format.TERMINAL, self.context.side_screen)
            write(self.context.around.stderr, f"\n{text}")

    def _show_end(self, finished: Finished, *, seen: bool) -> None:
        page = recap(
            finished.session, finished.entry, finished.path, with_mirror=not seen
        )
        gap = "\n" if seen else ""
        self.context.say(f"{gap}Saved. {finished.path}{gap}")
        self.context.show(page, self.output)

    def _wants_to_go_on(self, found: ExerciseFile, person: Asker) -> bool:
        drafts = self.context.drafts
        latest = drafts.latest(found.exercise.id)
        self.context.tell_unread()
        if latest is None or drafts.is_open_elsewhere(latest[0]):
            return False
        saved: dt.datetime = latest[1].saved
        text = f"You began this on {saved:%Y-%m-%d at %H:%M} and did not finish."
        choices = {"on": "go on with it", "new": "begin anew, and keep it for later"}
        chosen = person.choose(text, choices)
        if chosen is None:
            raise Paused(ExitCode.DONE, kept=True)
        return chosen == "on"

    def _open(self, found: ExerciseFile, person: Asker, *, again: bool) -> Asker:
        context = self.context
        is_first = not context.places.journal.exists() and not context.drafts.names()
        safety = f"{context.safety_note}\n\n{ON_STOPPING}" if is_first else ""
        asker = begun(context, found, person, again=again)
        if safety:
            person.tell("\n" + wrapped(safety, context.side_screen.width))
        return asker


def _refuse_what_does_nothing(
    exercise: Exercise, begin: Begin, chosen: tuple[str, ...]
) -> None:
    """Refuse options that this exercise cannot heed, before anything is asked.

    Raises:
        WrongUsage: with the one to leave out.
    """
    mirrors = [each for each in exercise.plan if isinstance(each.question, Mirror)]
    if chosen and not mirrors:
        what = f"“{exercise.id}” has no mirror to hold an idea beside."
        raise WrongUsage(what, "Leave out --lens.")
    if chosen and not begin.mirror:
        raise WrongUsage("--lens goes with the mirror.", "Leave out --no-mirror.")
    if begin.quick and not exercise.quick:
        raise WrongUsage(f"“{exercise.id}” has no short form.", "Leave out --quick.")


def _told_aside(exercise: Exercise, answers: Mapping[str, Value]) -> str:
    """Return what of a draft is not asked for any more, or nothing."""
    if not answers:
        return ""
    past = {each.id: each for each in exercise.past}
    lines = [
        f"  {name}: {past[name].shown(value) if name in past else plain_words(value)}"
        for name, value in answers.items()
    ]
    said = f"{exercise.title} has changed since you began. This is set aside, and kept:"
    return "\n".join([said, *lines])


def _asked_lately(context: Context) -> frozenset[str]:
    """Return the follow-up questions that entries of the last month offered."""
    since = (context.around.now() - MONTH).date().isoformat()
    offered: set[str] = set()
    for found in context.journal.entries(Span(since)):
        entry = context.journal.loaded(found.path)
        if entry and entry.reading:
            offered.update(entry.reading.offered)
    return frozenset(offered)
