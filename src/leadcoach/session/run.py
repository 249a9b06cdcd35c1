"""One sitting: ask, keep the draft after each answer, hold up the mirror, write it down."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from leadcoach.asking import (
    NONE,
    Answered,
    Asker,
    Move,
    Place,
    Reply,
    Texts,
    Unfinished,
    as_typed,
)
from leadcoach.asking.scripted import Scripted
from leadcoach.domain.entry import Entry, Outcome, Value
from leadcoach.domain.piping import plain_words
from leadcoach.domain.progress import still_to_come
from leadcoach.domain.question import Long, Mirror, Short
from leadcoach.domain.safety import calls_for_the_note
from leadcoach.domain.session import COACH, LATER, Session, Step
from leadcoach.domain.text import clean_line, on_one_line
from leadcoach.errors import (
    AnswersMissing,
    ExitCode,
    LeadcoachError,
    Stopped,
    Unreadable,
)
from leadcoach.exercises.library import ExerciseFile, how_to_begin
from leadcoach.journal.store import Journal
from leadcoach.rendering.page import Page
from leadcoach.session.draft import Keeper
from leadcoach.session.entry import entry_of, outcomes_of
from leadcoach.session.mirror_step import mirror_of

if TYPE_CHECKING:
    from leadcoach.journal.jots import Jot
    from leadcoach.session.coach_step import Voice

KEEP = "-"
"""what stands for keeping all; no question can be called so"""
TEXT = "Before it is kept, one look over it. Choose an answer to change it."
KEEP_ALL = "Keep all of it"
KEEP_ANSWERS = "Keep the answers, and leave out what is not finished"
NOTHING_ANSWERED = "Nothing was answered, so no entry is written."
NO_JOT = "with none of them"
_MOST_JOTS = 5
"""moments that are shown to choose from"""
_QUESTION = 44
_ANSWER = 60
GO_ON = {
    "on": "go on",
    "drop": "go on, and keep this answer nowhere",
    "stop": "stop here, and keep this answer nowhere",
}
"""What a person can do after the safety note."""


@dataclass(frozen=True)
class Tools:
    """Everything around one sitting, handed in from outside."""

    asker: Scripted
    journal: Journal
    keeper: Keeper
    now: Callable[[], dt.datetime]
    zone: Callable[[], str]
    show: Callable[[Page], None]
    """shows a page in the middle of the sitting; to nobody without a terminal"""
    safety_note: str
    asked_lately: frozenset[str] = frozenset()
    """follow-up questions of the last month"""
    own_lenses: tuple[str, ...] = ()
    """the ids of lenses that the person chose in place of the exercise's"""
    jots: "Sequence[Jot]" = ()
    """moments that were kept in a line and not used yet, newest first"""
    voice: "Voice | None" = None
    """a coach that was agreed to"""
    tell_outcomes: Callable[[Mapping[str, Outcome], Path], None] = lambda *_: None
    """writes down what the entry at a path says became of commitments, by their names"""
    look_at: Callable[[Session], tuple[Session, Move | None]] = lambda it: (it, None)
    """shows a page before it is kept: what is left of it, and a move away from it"""

    @property
    def somebody(self) -> bool:
        return self.asker.rest is not None


class Paused(LeadcoachError):
    """The sitting ended before its end; what was answered is kept."""

    def __init__(
        self, code: ExitCode, *, kept: bool, notes: Sequence[str] = ()
    ) -> None:
        message = "Your answers are kept." if kept else "Nothing was answered yet."
        how = "Go on with: leadcoach resume" if kept else ""
        super().__init__(" ".join((message, *notes)), how)
        self.code = code


class NothingAnswered(LeadcoachError):
    """The sitting came to its end without an answer, so there is nothing to write."""

    code = ExitCode.DONE


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
        DiskRefused: the entry may be there, and its commitments be listed as they were.
        LeadcoachError: for anything else a person can solve.
    """
    keeper = tools.keeper
    try:
        # The entry of this very sitting may be there, and only its draft be left behind: so it
        # is after a disk that did not confirm it, or a power cut just then.
        path, written = tools.journal.signed(keeper.sign), None
        with suppress(Unreadable):
            written = (tools.journal.load(path), path) if path is not None else None
        if written is None:
            session = SessionLoop(session, tools).run()
            written = _write(found, session, tools)
        if said := outcomes_of(session, written[1], tools.now().date()):
            tools.tell_outcomes(said, written[1])
        keeper.finish()
        return Finished(session, *written)
    finally:
        keeper.leave()


def _write(found: ExerciseFile, session: Session, tools: Tools) -> tuple[Entry, Path]:
    begin, ids = how_to_begin(session.exercise.id), tools.asker.missing
    how_to_give = f"Give answers in a file ({begin} --answers FILE)"
    if tools.journal.keeps and ids:
        asked = {
            each.id: clean_line(on_one_line(each.asked)) for each in session.steps()
        }
        said = "Answers are missing, and there is no terminal to ask at:"
        lines = [said, *(f"  {each}: {asked.get(each, '')}" for each in ids)]
        one = f", or one by one (--answer {ids[0]}='…')."
        raise AnswersMissing("\n".join(lines), how_to_give + one)
    started = tools.keeper.started
    entry = entry_of(session, found.sha256, started, tools.now(), tools.zone())
    if not tools.journal.keeps or entry.answers or entry.unknown:
        return entry, tools.journal.add(entry, tools.keeper.sign)
    if not tools.somebody:
        raise AnswersMissing(NOTHING_ANSWERED, f"{how_to_give}.")
    if session.has_words():
        hint = "What you typed is kept. Go on with: leadcoach resume"
        raise NothingAnswered(NOTHING_ANSWERED, hint)
    tools.keeper.finish()
    raise NothingAnswered(NOTHING_ANSWERED)


class SessionLoop:
    """The loop, and the one session that moves on in it."""

    def __init__(self, session: Session, tools: Tools) -> None:
        self.session = session
        self.tools = tools
        self._coach = None
        if tools.voice is not None:
            from leadcoach.session.coach_step import CoachStep

            self._coach = CoachStep(tools.voice, self)

    def run(self) -> Session:
        """Ask all there is to ask, and look over it, until it is to be kept."""
        with self._pausing():
            self._show_again()
            self._ask_all()
            while (chosen := self._look_over()) != KEEP or not self._is_looked_at():
                if chosen != KEEP:
                    self.session = self.session.turn_to(chosen)
                    self._ask_all()
        return self.session

    def talk_over(self) -> Session:
        """Let the coach read what was written before, and ask on."""
        with self._pausing():
            if self._coach is not None:
                self._coach.talk_over()
            self._ask_all()
        return self.session

    @contextmanager
    def _pausing(self) -> Iterator[None]:
        try:
            yield
        except KeyboardInterrupt as stop:
            raise self.paused(ExitCode.INTERRUPTED, stop) from None
        except Stopped as stop:
            raise self.paused(stop.code, stop) from None

    def paused(
        self, code: ExitCode = ExitCode.DONE, stop: BaseException | None = None
    ) -> Paused:
        """Return what ends the sitting, with what an editor that was left has to say."""
        kept = self.tools.keeper.name != "" and self.session.has_words()
        return Paused(code, kept=kept, notes=getattr(stop, "__notes__", ()))

    def _ask_all(self) -> None:
        while True:
            step = self.session.next()
            if self._coach and self._coach.take(step):
                continue
            if step is None:
                return
            if step.question.asks:
                self._ask(step)
            elif isinstance(step.question, Mirror):
                self.keep(self._show(step.question))
            else:
                self.tools.asker.tell(f"\n{step.asked}")
                self.session = self.session.skip(step.id)

    def _look_over(self) -> str:
        """Return KEEP, or the id of a question to turn to."""
        session = self.session
        asking = [step for step in session.steps() if step.question.asks]
        unfinished = any(session.typing.get(step.id) for step in asking)
        if not unfinished and not any(step.value is not None for step in asking):
            return KEEP
        choices = {KEEP: KEEP_ANSWERS if unfinished else KEEP_ALL}
        choices |= {step.id: _line(step, session) for step in asking}
        chosen = self.tools.asker.choose(f"\n{TEXT}", choices)
        if chosen is None:
            raise self.paused()
        return chosen

    def _is_looked_at(self) -> bool:
        """Show the page as it is going to be kept; False to look over the answers again."""
        left, move = self.tools.look_at(self.session)
        if left is not self.session:
            self.keep(left)
        if move is Move.PAUSE:
            raise self.paused()
        return move is None

    def _show_again(self) -> None:
        """Show the mirror to who paused at the question behind it."""
        now = self.session.next()
        for before, step in pairwise(self.session.steps()):
            if now is not None and step.id == now.id:
                if isinstance(before.question, Mirror):
                    self._show(before.question)
                return

    def _show(self, question: Mirror) -> Session:
        """Show the page of a mirror, and return the session that has read it."""
        tools = self.tools
        lenses, lately = tools.own_lenses or question.lenses, tools.asked_lately
        session, page = mirror_of(
            question, self.session, lenses, lately, somebody=tools.somebody
        )
        if page is not None:
            tools.show(page)
        return session

    def _ask(self, step: Step) -> None:
        reply = self.put(step, step.id)
        if isinstance(reply, Answered):
            self._take(step, reply.value)
        elif reply is Move.SKIP:
            self.session = self.session.skip(step.id)
        elif reply is Move.BACK:
            self.session = self.session.back()
        else:
            raise self.paused()
        self.tools.keeper.keep(self.session)

    def put(self, step: Step, name: str) -> Reply:
        """Put a question; what is typed there and is no answer is kept under `name`."""
        # Nobody is told how many where nobody is asked, and counting takes its time.
        is_planned = self.tools.somebody and name == step.id and name != COACH
        to_come = still_to_come(self.session) if is_planned else None
        at = self._unfinished(name, as_typed(step))
        opening = partial(self._begins, step, at)
        place = Place(to_come, at, self._unfinished(LATER), opening)
        return self.tools.asker.ask(step, place)

    def _begins(self, step: Step, at: Unfinished, asker: Asker) -> bool:
        """Ask which moment an answer is to begin with; False when the person pauses."""
        question = step.question
        is_for_one = isinstance(question, Long | Short) and question.moment
        if not is_for_one or step.value is not None or self.session.typing.get(step.id):
            return True
        taken = {name for each, name in self.session.jots.items() if each != step.id}
        kept = [each for each in self.tools.jots if each.name not in taken]
        if not kept:
            return True
        shown = {each.name: each for each in kept[:_MOST_JOTS]}
        lines = {name: each.line(_ANSWER) for name, each in shown.items()}
        older = f" The newest {len(shown)}:" if len(kept) > len(shown) else ""
        text = f"You kept {len(kept)} moments. Begin with one?{older}"
        text = text if kept[1:] else "You kept a moment. Begin with it?"
        chosen = asker.choose(text, {NONE: NO_JOT, **lines})
        if chosen in shown:
            words = shown[chosen].words
            self.session = self.session.begin_with(step.id, chosen)
            at.keep(on_one_line(words) if isinstance(question, Short) else words)
        return chosen is not None

    def keep(self, session: Session) -> None:
        self.session = session
        self.tools.keeper.keep(session)

    def _unfinished(self, question: str, answered: Texts | None = None) -> Unfinished:
        texts = self.session.typing.get(question)
        return Unfinished(texts, partial(self._keep_typing, question), answered)

    def _keep_typing(self, question: str, texts: Texts) -> None:
        self.keep(self.session.with_typing(question, texts))

    def _take(self, step: Step, value: Value) -> None:
        """Keep the answer, unless it calls for the safety note and for nothing else."""
        choice = self.after_the_note(plain_words(value))
        if choice in ("drop", "stop"):
            self.keep(self.session.skip(step.id).with_typing(step.id, {}))
        if choice == "stop":
            raise self.paused()
        if choice != "drop":
            self.session = self.session.answer(step.id, value)
            # The moment an answer began with is let go where nothing of it is left.
            name, words = self.session.jots.get(step.id), plain_words(value)
            jots = [each for each in self.tools.jots if name and each.name == name]
            if any(not each.is_left_in(words) for each in jots):
                self.session = self.session.begin_with(step.id, "")

    def after_the_note(self, words: str) -> str:
        """Return what is chosen after the safety note; empty where it is not called for."""
        if not calls_for_the_note(words):
            return ""
        self.tools.asker.tell(f"\n{self.tools.safety_note}\n")
        return self.tools.asker.choose("What now?", GO_ON) or "stop"


def _line(step: Step, session: Session) -> str:
    """Return a question and its answer, or what is typed there, cut short to a line."""
    words = [clean_line(step.asked, _QUESTION)]
    texts = "; ".join(session.typing.get(step.id, {}).values())
    if step.value is not None:
        words.append(clean_line(on_one_line(step.question.shown(step.value)), _ANSWER))
    if texts:
        words.append(f"(not finished: {clean_line(texts, _ANSWER)})")
    elif step.value is None:
        words.append("(left open)")
    return " ".join(words)
