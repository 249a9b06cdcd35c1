"""Answers that are typed as lines: numbers, rows, lists and commitments.

Typed lines are quicker than pickers for these, they can be read aloud, and they work
on every terminal. The lines come from a `Lines` source, plain or with line editing.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from leadcoach.asking import Given, Move, Reply, keep_nothing
from leadcoach.domain.committing import Committing
from leadcoach.domain.entry import Value
from leadcoach.domain.if_then import PARTS, SMALL_ENOUGH
from leadcoach.domain.measuring import Day, Number
from leadcoach.domain.question import Lines, Short
from leadcoach.domain.rating import Matrix, Scale
from leadcoach.domain.text import clean_line
from leadcoach.errors import NotAnAnswer

COMMANDS = {"/skip": Move.SKIP, "/back": Move.BACK, "/pause": Move.PAUSE}
"""What can be typed in place of any answer."""

TypedQuestion = Short | Scale | Number | Day | Lines | Matrix | Committing

T = TypeVar("T")


class LineSource(Protocol):
    """Where typed lines come from."""

    def line(
        self, label: str, typed: str = "", keep: Callable[[str], None] = keep_nothing
    ) -> str | Move:
        """Return one line without its end, or a move; `typed` is there to change.

        `keep` gets the text at each pause in typing, and when it is broken off.
        """
        ...

    def tell(self, text: str) -> None:
        """Show words that ask nothing."""
        ...


@dataclass(frozen=True)
class Earlier:
    """What was typed before: in an earlier start, or as the answer to change."""

    typed: str = ""
    value: Value | None = None
    keep: Callable[[str], None] = field(default=keep_nothing)
    """called with what is typed so far, so that nothing is lost halfway"""


def typed_reply(question: TypedQuestion, lines: LineSource, earlier: Earlier) -> Reply:
    """Return the reply to a question whose answer is typed in lines.

    Raises:
        NotAnAnswer: the one line typed is none, and the question is to be put again.
    """
    match question:
        case Short() | Scale() | Number() | Day():
            return _one_line(question, lines, earlier)
        case Lines():
            return _several(question, lines, earlier)
        case Matrix():
            return _rows(question, lines, earlier)
        case Committing():
            return _Commitment(question, lines, earlier).reply()


def _one_line(
    question: Short | Scale | Number | Day, lines: LineSource, earlier: Earlier
) -> Reply:
    before = earlier.typed
    if not before and earlier.value is not None:
        before = str(earlier.value)
    typed = lines.line("", before, earlier.keep)
    if isinstance(typed, Move):
        return typed
    if isinstance(question, Short):
        earlier.keep(typed)
    return Move.SKIP if _is_left_open(typed) else Given(question.from_text(typed))


def _several(question: Lines, lines: LineSource, earlier: Earlier) -> Reply:
    found = [line for line in earlier.typed.split("\n") if line.strip()]
    if not found and isinstance(earlier.value, tuple):
        found = list(earlier.value)
    if found:
        lines.tell("So far, and kept:")
        lines.tell("\n".join(f"{at}. {line}" for at, line in enumerate(found, 1)))
    while True:
        typed = lines.line(
            f"{len(found) + 1}.",
            keep=lambda text: earlier.keep("\n".join([*found, text])),
        )
        if isinstance(typed, Move):
            return typed
        if not typed.strip():
            break
        found.append(typed)
        earlier.keep("\n".join(found))
    return Given(question.accept(found)) if found else Move.SKIP


def _rows(question: Matrix, lines: LineSource, earlier: Earlier) -> Reply:
    before = _parts(earlier, question.rows)
    cells: dict[str, int | str] = {}
    for row, words in question.rows.items():
        above, _, last = words.rpartition("\n")
        if above:
            lines.tell(above)
        label = f"{clean_line(last)}:"
        line = _Line(
            lines,
            label,
            before.get(row, ""),
            _keeper(earlier, {**before, **cells}, row),
        )
        cell = _accepted(line, question.cell)
        if cell in (Move.BACK, Move.PAUSE):
            return cell
        if not isinstance(cell, Move):
            cells[row] = cell
            earlier.keep(_as_lines({**before, **cells}))
    return Given(cells) if cells else Move.SKIP


class _Commitment:
    """Asks for one part after the other; only the action is needed."""

    def __init__(
        self, question: Committing, lines: LineSource, earlier: Earlier
    ) -> None:
        self._question = question
        self._lines = lines
        self._keep = earlier.keep
        self._before = _parts(earlier, PARTS)
        self._kept: dict[str, Value] = {}

    def reply(self) -> Reply:
        for part in PARTS:
            if self._is_passed_over(part):
                continue
            move = self._ask(part)
            if move is not None:
                return move
        self._maybe_smaller()
        return Given(self._question.accept(self._kept))

    def _is_passed_over(self, part: str) -> bool:
        if part == "plan":
            return "obstacle" not in self._kept
        tied = "cue" in self._kept or "due" in self._kept
        return part == "obstacle" and not tied

    def _ask(self, part: str) -> Move | None:
        """Ask for one part; return the move that ends it all, where there is one."""
        given = self._given(part)
        if not isinstance(given, Move):
            self._kept[part] = given
            self._keep(_as_lines({**self._before, **self._kept}))
            return None
        ends = given is not Move.SKIP or part == "action"
        return given if ends else None

    def _given(self, part: str) -> Value | Move:
        """Return one part; a cue that was typed is not dropped for want of an action."""

        def accept(typed: str) -> Value:
            return self._question.part(part, typed)

        line = _Line(
            self._lines,
            PARTS[part],
            self._before.get(part, ""),
            lambda text: self._keep(
                _as_lines({**self._before, **self._kept, part: text})
            ),
        )
        if part != "action" or not self._kept:
            return _accepted(line, accept)
        hint = "What will you do then? /skip leaves all of it out."
        while True:
            typed = line.read()
            if isinstance(typed, Move):
                return typed
            if not _is_left_open(typed):
                return accept(typed)
            self._lines.tell(hint)

    def _maybe_smaller(self) -> None:
        sure = self._kept.get("sure")
        if not isinstance(sure, int) or sure >= SMALL_ENOUGH:
            return
        self._lines.tell(
            "What would be small enough to be surer of? Enter keeps it as it is."
        )
        smaller = self._lines.line(PARTS["action"])
        if isinstance(smaller, str) and smaller.strip():
            self._kept["action"] = smaller
            self._before = {}
            self._ask("sure")


@dataclass(frozen=True)
class _Line:
    """One line to be typed: where from, its label, what it begins with, its keeper."""

    source: LineSource
    label: str
    before: str
    keep: Callable[[str], None]

    def read(self) -> str | Move:
        return self.source.line(self.label, self.before, self.keep)


def _accepted(line: _Line, accept: Callable[[str], T]) -> T | Move:
    """Return what `accept` makes of a typed line; ask again until it is an answer."""
    while True:
        typed = line.read()
        if isinstance(typed, Move):
            return typed
        if _is_left_open(typed):
            return Move.SKIP
        try:
            return accept(typed)
        except NotAnAnswer as problem:
            line.source.tell(f"{problem.message} {problem.hint}".strip())


def _keeper(
    earlier: Earlier, cells: Mapping[str, object], row: str
) -> Callable[[str], None]:
    done = dict(cells)
    return lambda text: earlier.keep(_as_lines({**done, row: text}))


def _is_left_open(typed: str) -> bool:
    # "?" is "not sure": left open, as Enter does.
    return typed.strip() in ("", "?")


def _parts(earlier: Earlier, ids: Iterable[str]) -> dict[str, str]:
    """Return what was typed for each row or part, by its id."""
    if earlier.typed:
        return {
            part: line.removeprefix(f"{part} = ")
            for part in ids
            for line in earlier.typed.split("\n")
            if line.startswith(f"{part} = ")
        }
    known = earlier.value if isinstance(earlier.value, Mapping) else {}
    return {part: str(known[part]) for part in ids if part in known}


def _as_lines(parts: Mapping[str, object]) -> str:
    return "\n".join(f"{part} = {value}" for part, value in parts.items())
