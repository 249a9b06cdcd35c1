"""Sittings: who is asked, with which answers, what is kept, and what is shown at the end.

Those of `exercise preview` and `exercise test` keep nothing.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from leadcoach import disk
from leadcoach.asking import Asker
from leadcoach.asking.scripted import Scripted, check_known
from leadcoach.asking.typed import wrapped
from leadcoach.cli.asker import answers_for, asker_for, begun, framing, given_answers
from leadcoach.cli.context import Context
from leadcoach.cli.options import TOLD, Begin, Output
from leadcoach.domain.entry import Draft, Entry, Outcome
from leadcoach.domain.exercise import Exercise
from leadcoach.domain.piping import plain_words
from leadcoach.domain.question import Mirror
from leadcoach.domain.session import COACH, LATER, Session
from leadcoach.domain.text import clean_line
from leadcoach.errors import (
    AnswersMissing,
    DiskRefused,
    ExitCode,
    LeadcoachError,
    NoCoach,
    NotFound,
    WrongUsage,
)
from leadcoach.exercises.library import ExerciseFile, how_to_begin
from leadcoach.journal.drafts import Drafts
from leadcoach.journal.store import Journal, Span
from leadcoach.rendering import Format, render
from leadcoach.rendering.page import Page, Paragraph
from leadcoach.rendering.pages.recap import recap
from leadcoach.rendering.screen import Screen, write
from leadcoach.session.draft import Keeper, resumed, set_aside
from leadcoach.session.entry import entry_of
from leadcoach.session.history import (
    changing,
    new_session,
    returned,
    unless_changed,
    with_commitments,
)
from leadcoach.session.run import Finished, Paused, Tools, practise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leadcoach.exercises.try_out import Case, Tested
    from leadcoach.journal.commitments import TrackedCommitment
    from leadcoach.journal.jots import Jot
    from leadcoach.session.coach_step import Voice

ON_STOPPING = "Ctrl-C stops and keeps what you wrote."
"""said once, before the first question of all"""
NEW = """\
New in reflect: you pick sentences of your own; nothing is guessed now.
The page sets them side by side, beside two ideas, and asks a question.
What you wrote before stays as it is, and can be read and changed."""
MONTH = dt.timedelta(days=31)
"""how long a follow-up question stays away"""
MARK = "Preview: nothing is kept."


@dataclass(frozen=True)
class Sitting:
    """One sitting of a run, and how its recap is to be shown."""

    context: Context
    output: Output
    lenses: tuple[str, ...] = ()
    """lenses chosen in this very command"""
    coach: bool | None = None
    """whether a coach has to be there, or is left out; None as it comes"""
    offline: bool = False
    course_week: tuple[str, int] | None = None

    def begin(self, begin: Begin) -> None:
        """Practise an exercise from its first question and show the recap."""
        context = self.context
        found = context.library.find(begin.exercise)
        given = answers_for(context, found.exercise, begin)
        if given is None:
            return
        _refuse_what_does_nothing(found.exercise, begin, self.lenses)
        if begin.quick and not found.exercise.quick:
            takes = f"it takes {found.exercise.minutes} minutes"
            context.say(
                f"This one has no short form; {takes}, and /pause keeps all of it."
            )
        session = replace(self._session(found), quick=begin.quick, mirror=begin.mirror)
        if begin.no_input or not context.around.has_terminal:
            self._run(found, session, self._keeper(found), Scripted(given))
            return
        person = asker_for(context)
        if not given and self._wants_to_go_on(found, person):
            self.go_on(found.exercise.id, person)
            return
        self._tell_what_is_new(found, person, session.earlier.version)
        again = session.earlier.day or context.drafts.latest(found.exercise.id)
        is_first = not context.places.journal.exists() and not context.drafts.names()
        asker = Scripted(given, begun(context, found, person, again=bool(again)))
        if is_first:
            safety = f"{context.safety_note}\n\n{ON_STOPPING}"
            person.tell("\n" + wrapped(safety, context.side_screen.width))
        keeper = self._keeper(found, context.drafts)
        self._run(found, session, keeper, asker, person)

    def change(
        self, kept: "TrackedCommitment", parts: Mapping[str, object] | None
    ) -> None:
        """Ask for a new form of a commitment, or take its `parts`; an entry of the review.

        Raises:
            AnswersMissing: there are no parts, and no terminal to ask at.
        """
        context = self.context
        found = context.library.find("review")
        session = changing(self._session(found), kept)
        if parts is not None:
            keeper = replace(self._keeper(found), commitment=kept.name)
            given = {f"again.{kept.name}": parts}
            self._run(found, session, keeper, Scripted(given))
            return
        if not context.around.has_terminal:
            hint = "Give it: leadcoach commitment change 1 --to 'ask one person'"
            raise AnswersMissing("There is no terminal to ask at.", hint)
        person = asker_for(context)
        keeper = self._keeper(found, context.drafts)
        keeper = replace(keeper, commitment=kept.name)
        self._run(found, session, keeper, Scripted({}, person), person)

    def go_on(self, name: str, person: Asker | None = None) -> None:
        """Continue a draft with its next question."""
        drafts = self.context.drafts
        name = drafts.find(name or None)
        draft = drafts.load(name)
        self.context.tell_unread()
        drafts.refuse_newer(name, draft)
        if entry := str(draft.options.get("entry", "")):
            self._talk_on(name, entry)
            return
        found = self._found(draft)
        if not self.context.around.has_terminal:
            message = "There is no terminal, so nobody can be asked."
            hint = "Give answers: leadcoach reflect --answers FILE"
            raise AnswersMissing(message, hint)
        drafts.hold(name)
        only = str(draft.options.get("commitment", ""))
        now = self.context.around.now
        keeper = Keeper(found, draft.started, now, drafts, name, draft, commitment=only)
        asker = person or asker_for(self.context)
        self._tell_what_is_new(found, asker, draft.version)
        asker.tell(f"Going on with: {clean_line(found.exercise.title)}")
        session = resumed(self._session(found), draft)
        session = with_commitments(session, self.context.commitments.all, only)
        asker.tell(_told_aside(session))
        framed = Scripted({}, framing(self.context, found, asker))
        self._run(found, session, keeper, framed, asker)

    def _talk_on(self, name: str, entry: str) -> None:
        """Go on talking an entry over, where that was left."""
        from leadcoach.cli.coach import talk_over, voice_for
        from leadcoach.journal.search import find_entry

        context = self.context
        try:
            voice = voice_for(context, wanted=True, offline=self.offline)
        except NoCoach as problem:
            kept = "What you said to the coach is kept in the entry."
            context.say(f"{problem.message} {kept}")
            voice = None
        path = find_entry(context.journal, entry, context.today)
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

    def _session(self, found: ExerciseFile) -> Session:
        context = self.context
        history = bool(context.settings["history"])
        library = context.library
        return new_session(
            found.exercise,
            context.journal,
            library,
            context.commitments,
            context.today,
            history=history,
        )

    def _found(self, draft: Draft) -> ExerciseFile:
        """Return the exercise of a draft: where it was begun from, or by its id."""
        if path := str(draft.options.get("path", "")):
            with suppress(NotFound):
                return self.context.library.find(path)
        return self.context.library.find(draft.exercise)

    def _keeper(self, found: ExerciseFile, drafts: Drafts | None = None) -> Keeper:
        now = self.context.around.now
        return Keeper(found, now(), now, drafts)

    def _run(
        self,
        found: ExerciseFile,
        session: Session,
        keeper: Keeper,
        asker: Scripted,
        person: Asker | None = None,
    ) -> None:
        context = self.context
        handover = None
        if found.exercise.takes_lines:
            from leadcoach.cli.handover import Handover

            handover = Handover(context, found, person)
        tools = tools_for(
            context,
            asker,
            journal=context.journal,
            keeper=keeper,
            asked_lately=_asked_lately(context),
            own_lenses=self.lenses or context.settings["lenses"],
            jots=_jots(context, found.exercise) if person else (),
            voice=self._voice(asker),
            tell_outcomes=partial(self._tell_outcomes, keeper.commitment),
            look_at=handover.look_at if handover and person else _look_at(keeper),
        )
        context.tell_unread()
        # The sitting itself lacks nothing, but for one that goes through a list.
        context.is_incomplete &= bool(session.earlier.lists)
        finished = practise(found, session, tools)
        answered = {step.base for step in finished.session.answered()}
        unused = [each for each in asker.unused() if each not in answered]
        if unused:
            context.say(f"Not asked, so not kept: {', '.join(unused)}")
        page = recap(
            finished.session,
            finished.entry,
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

            count(context, found.exercise.id, person, self.course_week)
        if unused or context.left_out:
            raise typer.Exit(ExitCode.FOUND)
        if self.coach and tools.voice and tools.voice.problem:
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
        is_set_up = self.coach or "coach" in self.context.settings.table
        if self.coach is False or not is_set_up:
            return None
        if asker.rest is None:
            if self.coach:
                message = "There is no terminal, so nobody can let a coach read."
                raise WrongUsage(message, "Leave out --coach.")
            return None
        from leadcoach.cli.coach import voice_for

        return voice_for(self.context, wanted=bool(self.coach), offline=self.offline)

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


def _look_at(keeper: Keeper) -> Callable[[Session], tuple[Session, None]]:
    """Return what looks at a sitting before it is kept; see Tools."""
    name = keeper.commitment
    return lambda it: (unless_changed(it, name) if name else it, None)


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


def _refuse_what_does_nothing(
    exercise: Exercise, begin: Begin, chosen: tuple[str, ...]
) -> None:
    """Refuse options that this exercise cannot heed, before anything is asked.

    Raises:
        WrongUsage: with the one to leave out.
    """
    has_mirror = any(isinstance(each.question, Mirror) for each in exercise.plan)
    if chosen and not has_mirror:
        what = f"“{exercise.id}” has no mirror to hold an idea beside."
        raise WrongUsage(what, "Leave out --lens.")
    if begin.coach and not (has_mirror and begin.mirror):
        what = "A coach reads what the mirror holds up, and here is none."
        raise WrongUsage(what, "Leave out --coach.")
    if begin.coach and begin.offline:
        what = "--coach sends your words, and --offline sends nothing."
        raise WrongUsage(what, "Say one of them.")
    if chosen and not begin.mirror:
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


def _jots(context: Context, exercise: Exercise) -> "Sequence[Jot]":
    """Return the moments that are not used yet, where the exercise asks for one."""
    if not any(getattr(each.question, "moment", False) for each in exercise.plan):
        return ()
    from leadcoach.journal.jots import unused_jots

    return unused_jots(context.journal, context.index)


def _asked_lately(context: Context) -> frozenset[str]:
    """Return the follow-up questions that entries of the last month offered."""
    since = (context.around.now() - MONTH).date().isoformat()
    offered: set[str] = set()
    for found in context.journal.entries(Span(since)):
        entry = context.journal.loaded(found.path)
        if entry and entry.reading:
            offered.update(entry.reading.offered)
    return frozenset(offered)


class NoJournal(Journal):
    """A journal that keeps nothing; what is written before can be read."""

    keeps = False
    nowhere = Path("preview")

    def add(self, entry: Entry, sign: str = "") -> Path:
        """Write nothing."""
        return self.nowhere


def previewed(context: Context, name: str, answers: str) -> Page:
    """Go through an exercise and return its recap, marked as a preview."""
    found = context.library.find(name)
    given = given_answers(context, answers)
    check_known(found.exercise, given)
    context.say(MARK)
    session = new_session(
        found.exercise,
        context.journal,
        context.library,
        context.commitments,
        context.today,
    )
    asker = Scripted(given)
    if context.around.has_terminal:
        asker = Scripted(given, begun(context, found, asker_for(context)))
    try:
        finished = _without_a_trace(context, found, session, asker)
    except Paused as left:
        left.message = "You left the preview. Nothing was kept."
        raise
    page = recap(finished.session, finished.entry, finished.path)
    return page._replace(blocks=(Paragraph(MARK), *page.blocks))


def _without_a_trace(
    context: Context, found: ExerciseFile, session: Session, asker: Scripted
) -> Finished:
    """Go through `session`; nothing is written."""
    tools = tools_for(
        context,
        asker,
        journal=NoJournal(context.places.journal),
        keeper=Keeper(found, context.around.now(), context.around.now),
        own_lenses=context.settings["lenses"],
    )
    return practise(found, session, tools)


def tested(context: Context, name: str, walks: int, seed: int) -> "Tested":
    """Try the cases beside an exercise, and `walks` random walks."""
    from leadcoach.exercises.try_out import Tested, cases_beside, walk_many

    found, around = context.library.find(name), context.around

    def to_the_recap(session: Session) -> str:
        now = around.now()
        entry = entry_of(session, found.sha256, now, around.now(), around.zone())
        return _recap_text(Finished(session, entry, NoJournal.nowhere))

    cases = cases_beside(found.path)
    tried = [(each.name, _broken(context, found, each)) for each in cases]
    walked = walk_many(found.exercise, context.today, walks, seed, to_the_recap)
    repeat = _answers_file(walked.broken) if walked.broken else ""
    return Tested(found.exercise, tried, walked, repeat)


def _broken(context: Context, found: ExerciseFile, case: "Case") -> list[str]:
    from leadcoach.exercises.try_out import broken_promises

    try:
        check_known(found.exercise, case.answers)
        session = Session(exercise=found.exercise, today=context.today)
        asker = Scripted(case.answers)
        finished = _without_a_trace(context, found, session, asker)
    except LeadcoachError as problem:
        return problem.message.split("\n")
    steps = finished.session.steps()
    by_place = (f"{each.base}.{each.item.place}" for each in steps if each.item)
    asked = (*(each.id for each in steps), *by_place)
    return broken_promises(case, asked, _recap_text(finished), found.exercise)


def _recap_text(finished: Finished) -> str:
    page = recap(finished.session, finished.entry, finished.path)
    screen = Screen(width=10_000, plain=True)
    return render(page._replace(data=None), Format.TERMINAL, screen)


def _answers_file(session: Session) -> str:
    import tomli_w

    answers = {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in session.answers.items()
        if value != ""
    }
    mirror = "" if session.mirror else " --no-mirror"
    how = f"{how_to_begin(session.exercise.id)} --no-input{mirror} --answers FILE"
    return f"# {how}\n{tomli_w.dumps(answers, multiline_strings=True)}"
