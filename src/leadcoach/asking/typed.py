"""Answers that are typed as lines: numbers, rows, lists and commitments.

Typed lines are quicker than pickers for these, they can be read aloud, and they work
on every terminal. The lines come from a `LineSource`, plain or with line editing.
"""

from collections.abc import Callable
from typing import Protocol, TypeVar

from leadcoach.asking import Asker, Given, Move, Reply, Unfinished, keep_nothing
from leadcoach.domain.commitment import Committing
from leadcoach.domain.entry import SMALL_ENOUGH, Value
from leadcoach.domain.question import Lines, Long, Multi, Short
from leadcoach.domain.rating import Day, Matrix, Number, Scale
from leadcoach.domain.text import clean_line
from leadcoach.errors import NotAnAnswer

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

ADD_OR_NOT = {"add": "add it to this answer", "leave": "leave it out"}

T = TypeVar("T")


class LineSource(Protocol):
    """Where typed lines come from."""

    def line(
        self, label: str, typed: str = "", keep: Callable[[str], None] = keep_nothing
    ) -> str | Move:
        """Return one line without its end, or a move; `typed` is there to change.

        `keep` gets the text while it is typed, and what there is of it in the end,
        whichever way that comes. A command is not text.
        """
        ...

    def several(
        self, question: Multi, typed: str, keep: Callable[[str], None]
    ) -> Reply:
        """Return the choices that are ticked, or a move; those in `typed` are already.

        `typed` and what `keep` gets are numbers, with commas between them.
        """
        ...

    def tell(self, text: str) -> None:
        """Show words that ask nothing."""
        ...


def typed_reply(
    question: TypedQuestion, lines: LineSource, unfinished: Unfinished
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
    question: Short | Scale | Number | Day, lines: LineSource, unfinished: Unfinished
) -> Reply:
    typed = lines.line("", unfinished.text(), unfinished.keep)
    if isinstance(typed, Move):
        return typed
    return Move.SKIP if _is_left_open(typed) else Given(question.from_text(typed))


def _several(question: Lines, lines: LineSource, unfinished: Unfinished) -> Reply:
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
    return Given(question.accept(found)) if found else Move.SKIP


def _lines_so_far(unfinished: Unfinished) -> list[str]:
    found: list[str] = []
    while line := unfinished.text(str(len(found) + 1)):
        found.append(line)
    return found


def _rows(question: Matrix, lines: LineSource, unfinished: Unfinished) -> Reply:
    cells: dict[str, int | str] = {}
    for row, words in question.rows.items():
        label = f"{clean_line(words)}:"
        if "\n" in words:  # a commitment says each of its parts on a line
            lines.tell(words)
            label = ""
        line = _Line(lines, label, unfinished, row)
        cell = line.accepted(question.cell)
        if cell in (Move.BACK, Move.PAUSE):
            return cell
        if not isinstance(cell, Move):
            cells[row] = cell
    return Given(cells) if cells else Move.SKIP


class _Commitment:
    """Asks for the act, its moment, and what else somebody wants to say of it."""

    def __init__(
        self, question: Committing, lines: LineSource, unfinished: Unfinished
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
        return Given(self._question.accept(self._kept))

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
        ticked = wanted.value if isinstance(wanted, Given) else ()
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
        if not isinstance(sure, int) or sure >= SMALL_ENOUGH:
            return None
        self._lines.tell(
            "What would be small enough to be surer of? Enter keeps it as it is."
        )
        smaller = _Line(self._lines, ASKED["action"], self._unfinished, SMALLER).read()
        if isinstance(smaller, Move):
            return None if smaller is Move.SKIP else smaller
        if not smaller.strip():
            return None
        self._kept["action"] = smaller
        self._unfinished.put({"action": smaller, SMALLER: "", "sure": ""})
        del self._kept["sure"]
        return self._ask("sure")

    def _ask(self, part: str) -> Move | None:
        """Ask for one part; return the move that ends it all, where there is one."""
        line = _Line(self._lines, ASKED[part], self._unfinished, part)
        given = line.accepted(lambda typed: self._question.part(part, typed))
        if not isinstance(given, Move):
            self._kept[part] = given
            return None
        ends = given is not Move.SKIP or part == "action"
        return given if ends else None


class _Line:
    """The line of one part of a question."""

    def __init__(
        self, source: LineSource, label: str, unfinished: Unfinished, part: str
    ) -> None:
        self._source = source
        self._label = label
        self._unfinished = unfinished
        self._part = part
        self._before = unfinished.text(part)

    def read(self) -> str | Move:
        keep = self._unfinished.keeper(self._part)
        return self._source.line(self._label, self._before, keep)

    def accepted(self, accept: Callable[[str], T]) -> T | Move:
        """Return what `accept` makes of the line; ask again until it is an answer."""
        while True:
            typed = self.read()
            if isinstance(typed, Move):
                return typed
            if _is_left_open(typed):
                return Move.SKIP
            try:
                return accept(typed)
            except NotAnAnswer as problem:
                self._unfinished.keep(self._before, self._part)
                self._source.tell(f"{problem.message} {problem.hint}".strip())


def is_for_words(question: object) -> bool:
    """Tell whether what is typed for a question is words, and no number or day."""
    return isinstance(question, Long | Short | Lines | Committing)


def pasted_lines(
    line: str, rest: str, asker: Asker, keep: Callable[[str], None]
) -> str | Move:
    """Return a line with the lines that were pasted behind it, if the person wants them."""
    rest = rest.strip("\n")
    if not rest:
        return line
    count = rest.count("\n") + 1
    said = "One more line was" if count == 1 else f"{count} more lines were"
    chosen = asker.choose(f"{said} pasted.", ADD_OR_NOT)
    if chosen == "leave":
        keep(line)
        return line
    return Move.PAUSE if chosen is None else f"{line}\n{rest}"


def _is_left_open(typed: str) -> bool:
    # "?" is "not sure": left open, as Enter does.
    return typed.strip() in ("", "?")
