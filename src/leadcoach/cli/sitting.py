"""Sittings: with which answers, what is kept, and what is shown at the end."""

import datetime as dt
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import typer

from leadcoach import disk
from leadcoach.asking import Asker, Move
from leadcoach.asking.scripted import Scripted
from leadcoach.asking.typed import wrapped
from leadcoach.cli.asker import answers_for, begun, framing, typed
from leadcoach.cli.context import Context
from leadcoach.cli.options import TOLD, Output, Request
from leadcoach.domain.entry import Draft, Outcome
from leadcoach.domain.exercise import Exercise
from leadcoach.domain.piping import plain_words
from leadcoach.domain.question import Mirror
from leadcoach.domain.session import COACH, LATER, Session
from leadcoach.domain.text import clean_line, whole_number
from leadcoach.errors import (
    AnswersMissing,
    DiskRefused,
    ExitCode,
    NoCoach,
    NotFound,
    WrongUsage,
)
from leadcoach.exercises.library import ExerciseFile
from leadcoach.journal.store import DayRange
from leadcoach.rendering import Format, render
from leadcoach.rendering.page import Page
from leadcoach.rendering.pages.recap import recap
from leadcoach.rendering.screen import write
from leadcoach.session.draft import Keeper, resumed, set_aside
from leadcoach.session.entry import entry_of
from leadcoach.session.history import (
    changing,
    new_session,
    returned,
    unless_changed,
    with_commitments,
)
from leadcoach.session.run import Paused, Tools, practise

if TYPE_CHECKING:
    from leadcoach.asking.typed import PersonAsker
    from leadcoach.journal.commitments import TrackedCommitment
    from leadcoach.journal.jots import Jot
    from leadcoach.session.coach_step import Voice

ON_STOPPING = "Ctrl-C stops and keeps what you wrote."
"""said once, before the first question of all"""
NEW = """\
New in reflect: you pick sentences of your own; nothing is guessed now.
The page sets them side by side, beside two ideas, and asks a question.
What you wrote before stays as it is, and can be read and changed."""
_MONTH = dt.timedelta(days=31)
"""how long a follow-up question stays away"""
TAKE_OFF = "Take anything off? Numbers, or Enter."
WRITE_IT = "Write it to a file? Its name, or Enter for no."


@dataclass(frozen=True)
class Sitting:
    """One sitting of a run: what was asked for, and how its recap is to be shown."""

    context: Context
    output: Output
    request: Request = field(default_factory=Request)

    def begin(self) -> None:
        """Practise an exercise from its first question and show the recap."""
        context, request = self.context, self.request
        found = context.library.find(request.exercise)
        given = answers_for(context, found.exercise, request)
        if given is None:
            return
        _refuse_what_does_nothing(found.exercise, request)
        if request.quick and not found.exercise.quick:
            takes = f"it takes {found.exercise.minutes} minutes"
            context.say(
                f"This one has no short form; {takes}, and /pause keeps all of it."
            )
        session = session_with(context, found)
        session = replace(session, quick=request.quick, mirror=request.mirror)
        person = None if request.no_input else context.person
        if person is None:
            self._run(session, self._keeper(found), Scripted(given))
            return
        if not given and self._wants_to_go_on(found, person):
            self.go_on(found.exercise.id)
            return
        self._tell_what_is_new(found, person, session.earlier.version)
        again = session.earlier.day or context.drafts.latest(found.exercise.id)
        is_first = not context.places.journal.exists() and not context.drafts.names()
        asker = Scripted(given, begun(context, found, person, again=bool(again)))
        if is_first:
            safety = f"{context.safety_note}\n\n{ON_STOPPING}"
            person.tell("\n" + wrapped(safety, context.side_screen.width))
        keeper = replace(self._keeper(found), drafts=context.drafts)
        self._run(session, keeper, asker, person)

    def change(
        self, kept: "TrackedCommitment", parts: Mapping[str, object] | None
    ) -> None:
        """Ask for a new form of a commitment, or take its `parts`; an entry of the review.

        Raises:
            AnswersMissing: there are no parts, and no terminal to ask at.
        """
        context = self.context
        found = context.library.find("review")
        session = changing(session_with(context, found), kept)
        keeper = replace(self._keeper(found), commitment=kept.name)
        if parts is not None:
            self._run(session, keeper, Scripted({f"again.{kept.name}": parts}))
            return
        if context.person is None:
            hint = "Give it: leadcoach commitment change 1 --to 'ask one person'"
            raise AnswersMissing("There is no terminal to ask at.", hint)
        keeper = replace(keeper, drafts=context.drafts)
        self._run(session, keeper, Scripted({}, context.person), context.person)

    def go_on(self, name: str) -> None:
        """Continue a draft with its next question."""
        context, drafts = self.context, self.context.drafts
        name = drafts.find(name or None)
        draft = drafts.load(name)
        context.tell_unread()
        drafts.refuse_newer(name, draft)
        if entry := str(draft.options.get("entry", "")):
            self._talk_on(name, entry)
            return
        found = self._found(draft)
        person = context.person
        if person is None:
            message = "There is no terminal, so nobody can be asked."
            hint = "Give answers: leadcoach reflect --answers FILE"
            raise AnswersMissing(message, hint)
        drafts.hold(name)
        only = str(draft.options.get("commitment", ""))
        now = context.around.now
        keeper = Keeper(found, draft.started, now, drafts, name, draft, commitment=only)
        self._tell_what_is_new(found, person, draft.version)
        person.tell(f"Going on with: {clean_line(found.exercise.title)}")
        session = resumed(session_with(context, found), draft)
        session = with_commitments(session, context.commitments.all, only)
        person.tell(_told_aside(session))
        asker = Scripted({}, framing(context, found, person))
        self._run(session, keeper, asker, person)

    def _talk_on(self, name: str, entry: str) -> None:
        from leadcoach.cli.coach import talk_over, voice_for

        context = self.context
        try:
            voice = voice_for(context, wanted=True, offline=self.request.offline)
        except NoCoach as problem:
            kept = "What you said to the coach is kept in the entry."
            context.say(f"{problem.message} {kept}")
            voice = None
        path = context.entry_called(entry)
        talk_over(context, voice, path, context.journal.load(path), name)

    def _tell_what_is_new(
        self, found: ExerciseFile, person: Asker, version: str
    ) -> None:
        """Say once what is new to somebody who knows an earlier version of reflect."""
        told = self.context.places.cache / TOLD
        is_new = found.exercise.id == "reflect" and not found.own
        if is_new and version.startswith(("0.", "1.")) and not told.exists():
            person.tell(NEW)
            with suppress(DiskRefused):  # it is told once more, which does no harm
                disk.atomic_write(told, b"")

    def _found(self, draft: Draft) -> ExerciseFile:
        """Return the exercise of a draft: where it was begun from, or by its id."""
        if path := str(draft.options.get("path", "")):
            with suppress(NotFound):
                return self.context.library.find(path)
        return self.context.library.find(draft.exercise)

    def _keeper(self, found: ExerciseFile) -> Keeper:
        now = self.context.around.now
        return Keeper(found, now(), now)

    def _run(
        self,
        session: Session,
        keeper: Keeper,
        asker: Scripted,
        person: Asker | None = None,
    ) -> None:
        context, found, only = self.context, keeper.found, keeper.commitment
        handover = (
            Handover(context, found, person) if found.exercise.takes_lines else None
        )

        def look_at(it: Session) -> tuple[Session, Move | None]:
            if handover and person:
                return handover.look_at(it)
            return (unless_changed(it, only) if only else it), None

        tools = tools_for(
            context,
            asker,
            journal=context.journal,
            keeper=keeper,
            asked_lately=_asked_lately(context),
            own_lenses=self.request.lenses or context.settings["lenses"],
            jots=_jots(context, found.exercise) if person else (),
            voice=self._voice(asker),
            tell_outcomes=partial(self._tell_outcomes, only),
            look_at=look_at,
        )
        context.tell_unread()
        # The sitting itself lacks nothing, but for one that goes through a list.
        context.is_incomplete &= bool(session.earlier.lists)
        finished = practise(found, session, tools)
        answered = {step.base for step in finished.session.answered()}
        unused = [each for each in asker.unused() if each not in answered]
        if unused:
            context.say(f"Not asked, so not kept: {', '.join(unused)}")
        exercise = finished.session.exercise
        page = recap(
            finished.session,
            context.as_it_may_go(finished.entry, exercise, self.output),
            finished.path,
            with_mirror=not tools.somebody,  # who was asked has seen it
            returned=returned(finished.entry, context.index, context.commitments)
            if context.settings["history"]
            else (),
        )
        gap = "\n" if tools.somebody else ""
        context.say(f"{gap}Saved. {finished.path}{gap}")
        context.show(page, handover.file_for(self.output) if handover else self.output)
        if context.places.courses.is_dir():
            from leadcoach.cli.course import count

            count(context, found.exercise.id, person, self.request.course_week)
        if unused or context.left_out:
            raise typer.Exit(ExitCode.FOUND)
        if self.request.coach and tools.voice and tools.voice.problem:
            raise typer.Exit(ExitCode.NO_COACH)

    def _tell_outcomes(
        self, changed: str, told: Mapping[str, Outcome], path: Path
    ) -> None:
        """Write down what was said of commitments, once, whatever became of them meanwhile."""
        context = self.context
        new = {
            each.name: told[each.name]
            for each in context.commitments.all()
            if each.name in told and path.stem not in {o.entry for o in each.history}
        }
        if new:
            context.changes.tell(new, made=path if changed else None)

    def _voice(self, asker: Scripted) -> "Voice | None":
        """Return the coach that was agreed to; None where there is none."""
        wanted = self.request.coach
        is_set_up = wanted or "coach" in self.context.settings.table
        if wanted is False or not is_set_up:
            return None
        if asker.rest is None:
            if wanted:
                message = "There is no terminal, so nobody can let a coach read."
                raise WrongUsage(message, "Leave out --coach.")
            return None
        from leadcoach.cli.coach import voice_for

        offline = self.request.offline
        return voice_for(self.context, wanted=bool(wanted), offline=offline)

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


def session_with(context: Context, found: ExerciseFile) -> Session:
    """Return a session at its beginning; see leadcoach.session.history.new_session."""
    return new_session(
        found.exercise,
        context.journal,
        context.library,
        context.commitments,
        context.today,
        history=bool(context.settings["history"]),
    )


def tools_for(context: Context, asker: Scripted, **others: Any) -> Tools:  # noqa: ANN401
    """Return what a sitting needs; `others` are fields of Tools."""

    def show(page: Page) -> None:
        if asker.rest is not None:
            text = render(page, Format.TERMINAL, context.side_screen)
            write(context.around.stderr, f"\n{text}")

    return Tools(
        asker=asker,
        now=context.around.now,
        zone=context.around.zone,
        show=show,
        safety_note=context.safety_note,
        **others,
    )


def _refuse_what_does_nothing(exercise: Exercise, request: Request) -> None:
    """Refuse options that this exercise cannot heed, before anything is asked.

    Raises:
        WrongUsage: with the one to leave out.
    """
    has_mirror = any(isinstance(each.question, Mirror) for each in exercise.plan)
    if request.lenses and not has_mirror:
        what = f"“{exercise.id}” has no mirror to hold an idea beside."
        raise WrongUsage(what, "Leave out --lens.")
    if request.coach and not (has_mirror and request.mirror):
        what = "A coach reads what the mirror holds up, and here is none."
        raise WrongUsage(what, "Leave out --coach.")
    if request.coach and request.offline:
        what = "--coach sends your words, and --offline sends nothing."
        raise WrongUsage(what, "Say one of them.")
    if request.lenses and not request.mirror:
        raise WrongUsage("--lens goes with the mirror.", "Leave out --no-mirror.")


def _told_aside(session: Session) -> str:
    """Return what of a draft is not asked for any more, or nothing."""
    # What was pasted at a list is not set aside: the next words take it up.
    answers = set_aside(session.with_typing(LATER, {}).with_typing(COACH, {}))
    if not answers:
        return ""
    exercise = session.exercise
    past = {each.id: each for each in exercise.past}
    lines = [
        f"  {name}: {past[name].shown(value) if name in past else plain_words(value)}"
        for name, value in answers.items()
    ]
    said = f"{exercise.title} has changed since you began. This is set aside, and kept:"
    return "\n".join([said, *lines])


def _jots(context: Context, exercise: Exercise) -> "list[Jot]":
    """Return the moments that are not used yet, where the exercise asks for one."""
    if not any(getattr(each.question, "moment", False) for each in exercise.plan):
        return []
    from leadcoach.journal.jots import unused_jots

    return unused_jots(context.journal, context.index)


def _asked_lately(context: Context) -> frozenset[str]:
    """Return the follow-up questions that entries of the last month offered."""
    since = (context.around.now() - _MONTH).date().isoformat()
    offered: set[str] = set()
    for found in context.journal.entries(DayRange(since)):
        entry = context.journal.loaded(found.path)
        if entry and entry.reading:
            offered.update(entry.reading.offered)
    return frozenset(offered)


class Handover:
    """A page that is handed to somebody: looked at before it is kept, then written."""

    def __init__(
        self, context: Context, found: ExerciseFile, person: Asker | None
    ) -> None:
        """Take who is there; without a person it is only written, where that was said."""
        self._context, self._found = context, found
        self._person = cast("PersonAsker", person)
        self._is_alone = person is None

    def look_at(self, session: Session) -> tuple[Session, Move | None]:
        """Show the page whole, with numbers, until nothing more is taken off it.

        Return what is left, and a move where somebody does not keep it now.
        """
        from leadcoach.rendering.pages.lines import places_on, without

        while True:
            around = self._context.around
            now = around.now()
            entry = entry_of(session, self._found.sha256, now, now, around.zone())
            page = recap(session, entry, Path(), numbered=True)
            text = render(page, Format.TERMINAL, self._context.side_screen)
            write(around.stderr, f"\n{text}\n")
            places = places_on(session)
            off = self._taken_off(len(places)) if places else set()
            if isinstance(off, Move):
                return session, off
            if not off:
                return session, None
            session = without(session, {places[number - 1] for number in off})

    def _taken_off(self, count: int) -> set[int] | Move:
        """Ask until what is typed are numbers of the page's lines; none where it is none."""
        while True:
            line = self._person.line(TAKE_OFF)
            if line is Move.BACK or line is Move.PAUSE:
                return line
            if isinstance(line, Move) or not line.strip():
                return set()
            words = re.findall(r"[^\s,;]+", line)
            strange = [each for each in words if not _numbers(each, count)]
            if not strange:
                return {number for each in words for number in _numbers(each, count)}
            named = ", ".join(f"“{each}”" for each in strange)
            several = ", or several, like 1-2" if count > 1 else ""
            what = f"A number from 1 to {count} is needed{several}."
            self._person.tell(f"Nothing was taken off: {named} is no line here. {what}")

    def file_for(self, output: Output) -> Output:
        """Return where the page goes: to a file where somebody names one, as Markdown."""
        if output.name and output.form is Format.TERMINAL and not output.is_stdout:
            return replace(output, form=Format.MARKDOWN)
        if self._is_alone or output.form is not Format.TERMINAL:
            return output
        while not output.name and (name := typed(self._person, WRITE_IT).strip()):
            made = Output(Format.MARKDOWN, name)
            try:
                made.check(self._context.places)
            except WrongUsage as problem:
                self._person.tell(f"{problem.message} {problem.hint}")
            else:
                return made
        return output


def _numbers(typed: str, count: int) -> range:
    """Return the numbers that `2` or `2-3` names; none where one is not up to `count`."""
    first, *more = [whole_number(each) or 0 for each in re.split("[-–—]", typed)]
    last = more[0] if more else first
    fits = len(more) < 2 and 0 < first <= last <= count
    return range(first, last + 1) if fits else range(0)
