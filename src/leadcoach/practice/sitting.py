"""One sitting: ask, keep the draft after each answer, hold up the mirror, write it down."""

from dataclasses import dataclass
from pathlib import Path

from leadcoach.asking import Given, Move, Place
from leadcoach.domain.entry import Entry, Value
from leadcoach.domain.exercise import how_to_begin
from leadcoach.domain.piping import plain_words
from leadcoach.domain.progress import still_to_come
from leadcoach.domain.question import Mirror
from leadcoach.domain.safety import calls_for_the_note
from leadcoach.domain.session import Session, Step
from leadcoach.domain.text import clean_line
from leadcoach.errors import AnswersMissing, ExitCode, LeadcoachError, Stopped
from leadcoach.exercises.library import Found
from leadcoach.practice.closing import close_commitments
from leadcoach.practice.looking_over import KEEP, look_over
from leadcoach.practice.mirroring import held_up
from leadcoach.practice.tools import Tools
from leadcoach.practice.writing_down import entry_of

GO_ON = {
    "on": "go on",
    "drop": "go on, and keep this answer nowhere",
    "stop": "stop here, and keep this answer nowhere",
}
"""What a person can do after the safety note."""


class Kept(LeadcoachError):
    """The sitting ended before its end; what was answered is kept."""

    def __init__(self, code: ExitCode, *, kept: bool) -> None:
        message = "Your answers are kept." if kept else "Nothing was answered yet."
        how = "Go on with: leadcoach resume" if kept else ""
        super().__init__(message, how)
        self.code = code


@dataclass(frozen=True)
class Finished:
    """What a sitting leaves: the last state of the session, the entry and its file."""

    session: Session
    entry: Entry
    path: Path


def practise(found: Found, session: Session, tools: Tools) -> Finished:
    """Ask until all is asked, then write the entry.

    Raises:
        Kept: the person paused, or a signal came; the draft is there.
        LeadcoachError: for anything else a person can solve.
    """
    try:
        return _practised(found, session, tools)
    finally:
        tools.keeper.leave()


def _practised(found: Found, session: Session, tools: Tools) -> Finished:
    started = tools.keeper.started or tools.now()
    sitting = _Sitting(session, tools)
    try:
        session = sitting.run()
    except KeyboardInterrupt:
        raise Kept(ExitCode.INTERRUPTED, kept=sitting.has_draft()) from None
    except Stopped as stop:
        raise Kept(stop.code, kept=sitting.has_draft()) from None
    if tools.missing():
        raise _missing(session, tools.missing())
    entry = entry_of(found, session, started, tools)
    path = tools.journal.add(entry)
    tools.keeper.finish()
    close_commitments(session, tools)
    return Finished(session, entry, path)


def _missing(session: Session, ids: list[str]) -> AnswersMissing:
    asked = {step.id: clean_line(step.question.text) for step in session.steps()}
    lines = [f"  {each}: {asked.get(each, '')}" for each in ids]
    begin = how_to_begin(session.exercise.id)
    return AnswersMissing(
        "\n".join(["Answers are missing, and there is no terminal to ask at:", *lines]),
        f"Give them in a file ({begin} --answers FILE), "
        f"or one by one (--answer {ids[0]}='…').",
    )


class _Sitting:
    """The loop, and the one session that moves on in it."""

    def __init__(self, session: Session, tools: Tools) -> None:
        self._session = session
        self._tools = tools

    def run(self) -> Session:
        """Ask all there is to ask, and look over it, until it is to be kept."""
        while True:
            self._ask_all()
            chosen = look_over(self._session, self._tools.asker)
            if chosen == KEEP:
                return self._session
            if chosen is None:
                raise Kept(ExitCode.DONE, kept=self.has_draft())
            self._session = self._session.turn_to(chosen)

    def _ask_all(self) -> None:
        while (step := self._session.next()) is not None:
            if step.question.asks:
                self._ask(step)
            elif isinstance(step.question, Mirror):
                self._session = held_up(step.question, self._session, self._tools)
                self._tools.keeper.keep(self._session)
            else:
                self._tools.asker.tell(f"\n{step.question.text}")
                self._session = self._session.skip(step.id)

    def has_draft(self) -> bool:
        keeper = self._tools.keeper
        return keeper.keeps and (bool(self._session.answers) or keeper.holds_words())

    def _ask(self, step: Step) -> None:
        reply = self._tools.asker.ask(step, self._place(step))
        if isinstance(reply, Given):
            self._take(step, reply.value)
        elif reply is Move.SKIP:
            self._session = self._session.skip(step.id)
        elif reply is Move.BACK:
            self._session = self._session.back()
        else:
            self._tools.keeper.keep(self._session)
            raise Kept(ExitCode.DONE, kept=self.has_draft())
        self._tools.keeper.keep(self._session)

    def _place(self, step: Step) -> Place:
        typed = self._tools.keeper.typed(step.id)
        if not typed and isinstance(step.value, str):
            typed = step.value
        to_come = still_to_come(self._session)
        return Place(to_come, typed, lambda text: self._typing(step.id, text))

    def _typing(self, question: str, text: str) -> None:
        self._tools.keeper.keep(self._session, {question: text})

    def _take(self, step: Step, value: Value) -> None:
        """Keep the answer, unless it calls for the safety note and for nothing else."""
        if calls_for_the_note(plain_words(value)):
            choice = self._after_the_note()
            if choice != "on":
                self._session = self._session.skip(step.id)
                self._tools.keeper.keep(self._session)
            if choice == "stop":
                raise Kept(ExitCode.DONE, kept=self.has_draft())
            if choice == "drop":
                return
        self._session = self._session.answer(step.id, value)

    def _after_the_note(self) -> str:
        self._tools.asker.tell(f"\n{self._tools.safety_note}\n")
        return self._tools.asker.choose("What now?", GO_ON) or "stop"
