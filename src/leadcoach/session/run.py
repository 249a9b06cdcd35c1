"""One sitting: ask, keep the draft after each answer, hold up the mirror, write it down."""

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

from leadcoach.asking import Answered, Asker, Move, Place, Texts, Unfinished, as_typed
from leadcoach.domain.entry import Entry, Value
from leadcoach.domain.exercise import how_to_begin
from leadcoach.domain.piping import plain_words
from leadcoach.domain.question import Choice, Mirror
from leadcoach.domain.reading import Lens
from leadcoach.domain.safety import calls_for_the_note
from leadcoach.domain.session import LATER, Session, Step, still_to_come
from leadcoach.domain.text import clean_line, on_one_line
from leadcoach.errors import (
    AnswersMissing,
    ExitCode,
    LeadcoachError,
    NotFound,
    Stopped,
    Unreadable,
)
from leadcoach.exercises.library import ExerciseFile
from leadcoach.journal.commitments import Commitments
from leadcoach.journal.store import Journal
from leadcoach.rendering.page import Page
from leadcoach.session.draft import Keeper
from leadcoach.session.entry import entry_of
from leadcoach.session.mirror_step import mirror_of


@dataclass(frozen=True)
class Tools:
    """Everything around one sitting, handed in from outside."""

    asker: Asker
    journal: Journal
    keeper: Keeper
    lenses: tuple[Lens, ...]
    now: Callable[[], dt.datetime]
    zone: Callable[[], str]
    show: Callable[[Page], None]
    """shows a page in the middle of the sitting; to nobody without a terminal"""
    safety_note: str
    missing: Callable[[], list[str]] = list
    """the needed questions that nobody could be asked"""
    somebody: bool = False
    """whether there is a person to ask"""
    asked_lately: frozenset[str] = frozenset()
    """follow-up questions of the last month"""
    own_lenses: tuple[str, ...] = ()
    """the lenses the person chose in place of the exercise's"""

    def lenses_for(self, question: Mirror) -> tuple[Lens, ...]:
        """Return the lenses of a mirror, or those the person chose in place of them."""
        known = {lens.id: lens for lens in self.lenses}
        wanted = self.own_lenses or question.lenses
        return tuple(known[each] for each in wanted if each in known)


def close_commitments(session: Session, tools: Tools) -> None:
    """Write down which commitments were said to be done.

    Raises:
        DiskRefused: the entry is there all the same; the list is as it was.
    """
    done = dict.fromkeys(
        step.item.id
        for step in session.answered()
        if step.item is not None
        and step.section.for_each == "commitments"
        and isinstance(step.question, Choice)
        and step.value in step.question.closes
    )
    commitments = Commitments(tools.journal)
    for name in done:
        with suppress(NotFound):  # it was closed meanwhile, in another window
            commitments.mark_done(name, tools.now().date())


KEEP = "-"
"""what stands for keeping all; no question can be called so"""

TEXT = "Before it is kept, one look over it. Choose an answer to change it."
KEEP_ALL = "Keep all of it"
KEEP_ANSWERS = "Keep the answers, and leave out what is not finished"
_QUESTION = 44
_ANSWER = 60


def look_over(session: Session, asker: Asker) -> str | None:
    """Return KEEP, the id of a question to turn to, or None when the person pauses."""
    asking = [step for step in session.steps() if step.question.asks]
    unfinished = {step.id for step in asking if session.typing.get(step.id)}
    if not unfinished and not any(step.value is not None for step in asking):
        return KEEP
    keep = KEEP_ANSWERS if unfinished else KEEP_ALL
    choices = {KEEP: keep} | {step.id: _line(step, session) for step in asking}
    return asker.choose(f"\n{TEXT}", choices)


def _line(step: Step, session: Session) -> str:
    words = [clean_line(step.asked, _QUESTION)]
    texts = "; ".join(session.typing.get(step.id, {}).values())
    if step.value is not None:
        words.append(clean_line(on_one_line(step.question.shown(step.value)), _ANSWER))
    if texts:
        words.append(f"(not finished: {clean_line(texts, _ANSWER)})")
    elif step.value is None:
        words.append("(left open)")
    return " ".join(words)


GO_ON = {
    "on": "go on",
    "drop": "go on, and keep this answer nowhere",
    "stop": "stop here, and keep this answer nowhere",
}
"""What a person can do after the safety note."""


class Paused(LeadcoachError):
    """The sitting ended before its end; what was answered is kept."""

    def __init__(
        self, code: ExitCode, *, kept: bool, notes: Sequence[str] = ()
    ) -> None:
        message = "Your answers are kept." if kept else "Nothing was answered yet."
        message = " ".join((message, *notes))
        how = "Go on with: leadcoach resume" if kept else ""
        super().__init__(message, how)
        self.code = code


class NothingAnswered(LeadcoachError):
    """The sitting came to its end without an answer, so there is nothing to write."""

    def __init__(self, code: ExitCode, hint: str) -> None:
        super().__init__("Nothing was answered, so no entry is written.", hint)
        self.code = code


@dataclass(frozen=True)
class Finished:
    """What a sitting leaves: the last state of the session, the entry and its file."""

    session: Session
    entry: Entry
    path: Path


def practise(found: ExerciseFile, session: Session, tools: Tools) -> Finished:
    """Ask until all is asked, then write the entry.

    Raises:
        Paused: the person paused, or a signal came; the draft is there.
        NothingAnswered: all was asked, and nothing answered; no entry is written.
        LeadcoachError: for anything else a person can solve.
    """
    try:
        return _practised(found, session, tools)
    finally:
        tools.keeper.leave()


def _practised(found: ExerciseFile, session: Session, tools: Tools) -> Finished:
    started = tools.keeper.begun or tools.now()
    written = _written_before(tools)
    if written is not None:
        return _ended(session, written, tools)
    sitting = _Sitting(session, tools)
    try:
        session = sitting.run()
    except KeyboardInterrupt as stop:
        code, kept = ExitCode.INTERRUPTED, sitting.has_draft()
        raise Paused(code, kept=kept, notes=_notes(stop)) from None
    except Stopped as stop:
        kept = sitting.has_draft()
        raise Paused(stop.code, kept=kept, notes=_notes(stop)) from None
    if tools.missing():
        raise _missing(session, tools.missing())
    entry = entry_of(found, session, started, tools.now(), tools.zone())
    if tools.journal.keeps and not (entry.answers or entry.unknown):
        raise _nothing_answered(session, tools)
    path = tools.journal.add(entry, tools.keeper.sign)
    return _ended(session, (entry, path), tools)


def _written_before(tools: Tools) -> tuple[Entry, Path] | None:
    """Return the entry of this very sitting, where only its draft was left behind.

    So it is after a disk that did not confirm the entry, or a power cut just then.
    """
    path = tools.journal.signed(tools.keeper.sign)
    with suppress(Unreadable):
        return (tools.journal.load(path), path) if path is not None else None
    return None


def _ended(session: Session, written: tuple[Entry, Path], tools: Tools) -> Finished:
    tools.keeper.finish()
    close_commitments(session, tools)
    return Finished(session, *written)


def _nothing_answered(session: Session, tools: Tools) -> NothingAnswered:
    if not tools.somebody:
        hint = f"{_how_to_give(session)}."
        return NothingAnswered(ExitCode.MISSING_ANSWERS, hint)
    if session.has_words():
        hint = "What you typed is kept. Go on with: leadcoach resume"
        return NothingAnswered(ExitCode.DONE, hint)
    tools.keeper.finish()
    return NothingAnswered(ExitCode.DONE, "")


def _notes(stop: BaseException) -> list[str]:
    """Return what an editor that was left has to say."""
    return getattr(stop, "__notes__", [])


def _missing(session: Session, ids: list[str]) -> AnswersMissing:
    asked = {step.id: clean_line(step.question.text) for step in session.steps()}
    lines = [f"  {each}: {asked.get(each, '')}" for each in ids]
    return AnswersMissing(
        "\n".join(["Answers are missing, and there is no terminal to ask at:", *lines]),
        f"{_how_to_give(session)}, or one by one (--answer {ids[0]}='…').",
    )


def _how_to_give(session: Session) -> str:
    begin = how_to_begin(session.exercise.id)
    return f"Give them in a file ({begin} --answers FILE)"


class _Sitting:
    """The loop, and the one session that moves on in it."""

    def __init__(self, session: Session, tools: Tools) -> None:
        self._session = session
        self._tools = tools

    def run(self) -> Session:
        """Ask all there is to ask, and look over it, until it is to be kept."""
        self._show_again()
        while True:
            self._ask_all()
            chosen = look_over(self._session, self._tools.asker)
            if chosen == KEEP:
                return self._session
            if chosen is None:
                raise Paused(ExitCode.DONE, kept=self.has_draft())
            self._session = self._session.turn_to(chosen)

    def _ask_all(self) -> None:
        while (step := self._session.next()) is not None:
            if step.question.asks:
                self._ask(step)
            elif isinstance(step.question, Mirror):
                self._hold_up(step.question)
            else:
                self._tools.asker.tell(f"\n{step.question.text}")
                self._session = self._session.skip(step.id)

    def _show_again(self) -> None:
        """Show the mirror to who paused at the question behind it."""
        steps, now = self._session.steps(), self._session.next()
        for before, step in pairwise(steps):
            if now is not None and step.id == now.id:
                if isinstance(before.question, Mirror):
                    self._show(before.question)
                return

    def _hold_up(self, question: Mirror) -> None:
        self._session = self._show(question)
        self._tools.keeper.keep(self._session)

    def _show(self, question: Mirror) -> Session:
        """Show the page of a mirror, and return the session that has read it."""
        tools = self._tools
        lenses = tools.lenses_for(question)
        session, page = mirror_of(
            question, self._session, lenses, tools.asked_lately, somebody=tools.somebody
        )
        if page is not None:
            tools.show(page)
        return session

    def has_draft(self) -> bool:
        return self._tools.keeper.keeps and self._session.has_words()

    def _ask(self, step: Step) -> None:
        reply = self._tools.asker.ask(step, self._place(step))
        if isinstance(reply, Answered):
            self._take(step, reply.value)
        elif reply is Move.SKIP:
            self._session = self._session.skip(step.id)
        elif reply is Move.BACK:
            self._session = self._session.back()
        else:
            raise Paused(ExitCode.DONE, kept=self.has_draft())
        self._tools.keeper.keep(self._session)

    def _place(self, step: Step) -> Place:
        # Nobody is told how many where nobody is asked, and counting takes its time.
        to_come = still_to_come(self._session) if self._tools.somebody else None
        at = self._unfinished(step.id, as_typed(step))
        return Place(to_come, at, self._unfinished(LATER))

    def _unfinished(self, question: str, answered: Texts | None = None) -> Unfinished:
        texts = self._session.typing.get(question)
        keep = partial(self._keep_typing, question)
        return Unfinished(texts, keep, answered)

    def _keep_typing(self, question: str, texts: Texts) -> None:
        self._session = self._session.with_typing(question, texts)
        self._tools.keeper.keep(self._session)

    def _take(self, step: Step, value: Value) -> None:
        """Keep the answer, unless it calls for the safety note and for nothing else."""
        if calls_for_the_note(plain_words(value)):
            choice = self._after_the_note()
            if choice != "on":
                self._session = self._session.skip(step.id).with_typing(step.id, {})
                self._tools.keeper.keep(self._session)
            if choice == "stop":
                raise Paused(ExitCode.DONE, kept=self.has_draft())
            if choice == "drop":
                return
        self._session = self._session.answer(step.id, value)

    def _after_the_note(self) -> str:
        self._tools.asker.tell(f"\n{self._tools.safety_note}\n")
        return self._tools.asker.choose("What now?", GO_ON) or "stop"
