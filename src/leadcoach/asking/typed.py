"""Asking a person: what each way to ask has in common, and answers typed in lines.

Numbers, rows, lists and commitments are typed in lines: that is quicker than a picker,
can be read aloud, and works on every terminal.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

from leadcoach.asking import (
    COMMANDS,
    Answered,
    Keep,
    Move,
    Place,
    Reply,
    Unfinished,
    keep_nothing,
)
from leadcoach.asking.editor import NO_EDITOR, Editor
from leadcoach.asking.wording import (
    WHERE_KEYS_ARE,
    how_to_answer,
    opening,
    progress,
    wrapped,
)
from leadcoach.domain.commitment import Committing
from leadcoach.domain.entry import Value
from leadcoach.domain.passages import Rank, in_order
from leadcoach.domain.question import Lines, Long, Multi, Short
from leadcoach.domain.rating import Day, Matrix, Number, Scale
from leadcoach.domain.session import Step
from leadcoach.domain.text import clean_line
from leadcoach.errors import EditorFailed, LeadcoachError, NotAnAnswer

TypedQuestion = Short | Scale | Number | Day | Lines | Matrix | Committing

NEXT = "next"
"""the part of a list that holds the line being typed; the others are numbered"""
MORE = "more"
"""the part of a commitment that holds what is to be added"""
SMALLER = "smaller"
"""the part of a commitment that holds a smaller act, offered to who is not sure"""
ASKED = {
    "action": "I will …",
    "cue": "When? A moment, a day or a sign.",
    "due": "By which day?",
    "obstacle": "What could get in the way?",
    "plan": "Then I will …",
    "told": "Whom will you tell? Initials are enough.",
    "sure": "How sure are you that you will do it, 1 to 5?",
}
"""The parts of a commitment in the order they are asked, with their words."""
EXTRAS_TEXT = "What do you want to add? Enter adds nothing."
EXTRAS = {
    "due": "a day by which it is done",
    "obstacle": "what could get in the way, and a plan for that",
    "told": "whom you will tell",
    "sure": "how sure you are",
}
"""The parts of a commitment that are asked only when somebody wants them."""
SURE_ENOUGH = 4
"""from here up nothing smaller is offered"""

ADD_OR_NOT = {"add": "add it to this answer", "leave": "leave it out"}

T = TypeVar("T")


class PersonAsker(ABC):
    """Asks a person: what drawn prompts and plain lines have in common."""

    how_to_write = ""
    """what is said below a long question"""
    goes_on_with: tuple[type, ...] = (Long, Short, Lines)
    """where what was refused is there to go on with; elsewhere one types it anew"""

    def __init__(
        self,
        write: Callable[[str], None],
        width: int,
        editor: Editor = NO_EDITOR,
        rank: Rank = in_order,
        strong: Callable[[str], str] = str,
    ) -> None:
        """Take where to print, how wide, how sentences are ranked, what makes words strong."""
        self._write = write
        self._width = width
        self._editor = editor
        self._rank = rank
        self._strong = strong
        self._before: Step | None = None
        self._for_words = False
        """whether what is typed now is words, and no number or day"""
        self._later = Unfinished()
        """what was pasted where one chooses, for the next words that are typed"""

    @abstractmethod
    def line(
        self, label: str, typed: str = "", keep: Keep = keep_nothing
    ) -> str | Move:
        """Return one line without its end, or a move; `typed` is there to change.

        `keep` gets the text while it is typed, and what there is of it in the end,
        whichever way that comes. A command is not text.
        """

    @abstractmethod
    def several(self, question: Multi, typed: str, keep: Keep) -> Reply:
        """Return the choices that are ticked, or a move; those in `typed` are already.

        `typed` and what `keep` gets are numbers, with commas between them.
        """

    @abstractmethod
    def choose(self, text: str, choices: Mapping[str, str]) -> str | None:
        """Ask the program's own question; None when the person leaves it."""

    @abstractmethod
    def _long(self, unfinished: Unfinished) -> str | Move:
        """Return a text of many lines."""

    @abstractmethod
    def _chosen(self, step: Step, unfinished: Unfinished) -> Reply:
        """Return the reply to a question with choices."""

    def tell(self, text: str) -> None:
        """Print words, wrapped."""
        if text:
            self._write(wrapped(text, self._width).rstrip("\n") + "\n")

    def tell_problem(self, problem: LeadcoachError) -> None:
        """Say what cannot be, and what can."""
        self.tell(f"{problem.message} {problem.hint}".strip())

    def ask(self, step: Step, place: Place) -> Reply:
        """Print the question and return the reply."""
        if self._before is None:
            self.tell(f"\n{WHERE_KEYS_ARE}")
        for part in opening(step, self._before):
            self._write(f"\n{self._strong(wrapped(part, self._width))}\n")
        self._before = step
        self._later = place.later
        self._for_words = isinstance(step.question, Long | Short | Lines | Committing)
        self._print(step, place)
        while True:
            try:
                return self._reply(step, place.unfinished)
            except NotAnAnswer as problem:
                self._refused(step, place, problem)

    def _print(self, step: Step, place: Place) -> None:
        question = step.question
        self.tell(f"\n{progress(place.to_come)}")
        self._write(self._strong(wrapped(question.text, self._width)) + "\n")
        self.tell(question.help)
        is_long = isinstance(question, Long)
        self.tell(self.how_to_write if is_long else how_to_answer(question))

    def _reply(self, step: Step, unfinished: Unfinished) -> Reply:
        question = step.question
        if isinstance(question, TypedQuestion):
            return typed_reply(question, self, unfinished)
        if not isinstance(question, Long):
            return self._chosen(step, unfinished)
        text = self._long(unfinished)
        if isinstance(text, Move):
            return text
        return Answered(question.accept(text)) if text.strip() else Move.SKIP

    def _refused(self, step: Step, place: Place, problem: NotAnAnswer) -> None:
        if not isinstance(step.question, self.goes_on_with):
            place.unfinished.keep("")
        self.tell_problem(problem)

    def _with_later(self, typed: str, keep: Keep) -> str:
        """Return what a prompt begins with: `typed`, and what was pasted for later."""
        if not (self._for_words and self._later.text()):
            return typed
        both = "\n".join(filter(None, (typed, self._later.text().removesuffix("\n"))))
        keep(both)
        self._later.keep("")
        return both

    def _one_line(self, text: str | Move, typed: str, keep: Keep) -> str | Move:
        """Return a line, or the command it is; of lines that were pasted behind it, ask."""
        if isinstance(text, Move):
            return text
        line, rest = text.partition("\n")[::2]
        if line.strip() in COMMANDS:
            self._later.add(rest)
            keep(typed)
            return COMMANDS[line.strip()]
        rest = rest.strip("\n")
        if not rest:
            return line
        count = rest.count("\n") + 1
        said = "One more line was" if count == 1 else f"{count} more lines were"
        chosen = self.choose(f"{said} pasted.", ADD_OR_NOT)
        if chosen == "leave":
            keep(line)
            return line
        return Move.PAUSE if chosen is None else f"{line}\n{rest}"

    def _edited(self, text: str) -> str:
        try:
            return self._editor.edit(text, self.choose)
        except EditorFailed as problem:
            self.tell_problem(problem)
            return text


def typed_reply(
    question: TypedQuestion, lines: PersonAsker, unfinished: Unfinished
) -> Reply:
    """Return the reply to a question whose answer is typed in lines.

    Raises:
        NotAnAnswer: the one line typed is none, and the question is to be put again.
    """
    match question:
        case Short() | Scale() | Number() | Day():
            return _one_line(question, lines, unfinished)
        case Lines():
            return _several(question, lines, unfinished)
        case Matrix():
            return _rows(question, lines, unfinished)
        case Committing():
            return _Commitment(question, lines, unfinished).reply()


def _one_line(
    question: Short | Scale | Number | Day, lines: PersonAsker, unfinished: Unfinished
) -> Reply:
    typed = lines.line("", unfinished.text(), unfinished.keep)
    if isinstance(typed, Move):
        return typed
    return Move.SKIP if _is_left_open(typed) else Answered(question.from_text(typed))


def _several(question: Lines, lines: PersonAsker, unfinished: Unfinished) -> Reply:
    found = _lines_so_far(unfinished)
    if found:
        lines.tell("So far, and kept:")
        lines.tell("\n".join(f"{at}. {line}" for at, line in enumerate(found, 1)))
    while True:
        label = f"{len(found) + 1}."
        typed = lines.line(label, unfinished.text(NEXT), unfinished.keeper(NEXT))
        if isinstance(typed, Move):
            return typed
        if not typed.strip():
            break
        found.append(typed)
        unfinished.put({str(len(found)): typed, NEXT: ""})
    return Answered(question.accept(found)) if found else Move.SKIP


def _lines_so_far(unfinished: Unfinished) -> list[str]:
    found: list[str] = []
    while line := unfinished.text(str(len(found) + 1)):
        found.append(line)
    return found


def _rows(question: Matrix, lines: PersonAsker, unfinished: Unfinished) -> Reply:
    cells: dict[str, int | str] = {}
    for row, words in question.rows.items():
        label = f"{clean_line(words)}:"
        if "\n" in words:  # a commitment says each of its parts on a line
            lines.tell(words)
            label = ""
        cell = _accepted(lines, label, unfinished, row, question.cell)
        if cell in (Move.BACK, Move.PAUSE):
            return cell
        if not isinstance(cell, Move):
            cells[row] = cell
    return Answered(cells) if cells else Move.SKIP


class _Commitment:
    """Asks for the act, its moment, and what else somebody wants to say of it."""

    def __init__(
        self, question: Committing, lines: PersonAsker, unfinished: Unfinished
    ) -> None:
        self._question = question
        self._lines = lines
        self._unfinished = unfinished
        self._kept: dict[str, Value] = {}

    def reply(self) -> Reply:
        for ask in (self._act_and_moment, self._extras, self._smaller):
            move = ask()
            if move is not None:
                return move
        return Answered(self._question.accept(self._kept))

    def _act_and_moment(self) -> Move | None:
        move = self._ask("action")
        if move is not None or "action" not in self._kept:
            return move or Move.SKIP
        return self._ask("cue")

    def _extras(self) -> Move | None:
        question = Multi(id=MORE, type="multi", text=EXTRAS_TEXT, choices=EXTRAS)
        self._lines.tell(f"\n{question.text}")
        wanted = self._lines.several(
            question, self._ticked(), self._unfinished.keeper(MORE)
        )
        if wanted is Move.BACK or wanted is Move.PAUSE:
            return wanted
        ticked = wanted.value if isinstance(wanted, Answered) else ()
        assert isinstance(ticked, tuple)
        for part in ticked:
            move = self._ask(part)
            if move is None and part == "obstacle" and part in self._kept:
                move = self._ask("plan")
            if move is not None:
                return move
        return None

    def _ticked(self) -> str:
        """Return the numbers of what is to be added: as ticked, or as answered before."""
        answered = [
            str(number)
            for number, part in enumerate(EXTRAS, 1)
            if self._unfinished.text(part)
        ]
        return self._unfinished.typed(MORE) or ", ".join(answered)

    def _smaller(self) -> Move | None:
        """Offer something smaller, once, to who is not sure."""
        sure = self._kept.get("sure")
        if not isinstance(sure, int) or sure >= SURE_ENOUGH:
            return None
        self._lines.tell(
            "What would be small enough to be surer of? Enter keeps it as it is."
        )
        label = ASKED["action"]
        smaller = _accepted(self._lines, label, self._unfinished, SMALLER, str)
        if isinstance(smaller, Move):
            return None if smaller is Move.SKIP else smaller
        self._kept["action"] = smaller
        self._unfinished.put({"action": smaller, SMALLER: "", "sure": ""})
        del self._kept["sure"]
        return self._ask("sure")

    def _ask(self, part: str) -> Move | None:
        """Ask for one part; return the move that ends it all, where there is one."""
        accept = partial(self._question.part, part)
        said = _accepted(self._lines, ASKED[part], self._unfinished, part, accept)
        if not isinstance(said, Move):
            self._kept[part] = said
            return None
        return said if said is not Move.SKIP or part == "action" else None


def _accepted(
    lines: PersonAsker,
    label: str,
    unfinished: Unfinished,
    part: str,
    accept: Callable[[str], T],
) -> T | Move:
    """Return what `accept` makes of the line of a part; ask until it is an answer."""
    before = unfinished.text(part)
    while True:
        typed = lines.line(label, before, unfinished.keeper(part))
        if isinstance(typed, Move):
            return typed
        if _is_left_open(typed):
            return Move.SKIP
        try:
            return accept(typed)
        except NotAnAnswer as problem:
            unfinished.keep(before, part)
            lines.tell_problem(problem)


def _is_left_open(typed: str) -> bool:
    # "?" is "not sure": left open, as Enter does.
    return typed.strip() in ("", "?")
