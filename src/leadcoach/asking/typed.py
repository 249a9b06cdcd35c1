"""Answers that are typed as lines: numbers, rows, lists and commitments.

Typed lines are quicker than pickers for these, they can be read aloud, and they work
on every terminal. The lines come from a `Lines` source, plain or with line editing.
"""

from typing import Protocol

from leadcoach.asking import Given, Move, Reply
from leadcoach.asking.wording import how_to_answer
from leadcoach.domain.committing import Committing
from leadcoach.domain.entry import Value
from leadcoach.domain.if_then import PARTS, SMALL_ENOUGH
from leadcoach.domain.question import Lines, Matrix, Scale, Short
from leadcoach.domain.text import clean_line
from leadcoach.errors import NotAnAnswer

COMMANDS = {"/skip": Move.SKIP, "/back": Move.BACK, "/pause": Move.PAUSE}
"""What can be typed in place of any answer."""

TypedQuestion = Short | Scale | Lines | Matrix | Committing


class LineSource(Protocol):
    """Where typed lines come from."""

    def line(self, label: str, typed: str = "") -> str | Move:
        """Return one line without its end, or a move; `typed` is there to change."""
        ...

    def tell(self, text: str) -> None:
        """Show words that ask nothing."""
        ...


def typed_reply(question: TypedQuestion, lines: LineSource, before: str) -> Reply:
    """Return the reply to a question whose answer is typed in lines."""
    match question:
        case Short():
            return _one_line(question, lines, before)
        case Scale():
            return _one_line(question, lines, before)
        case Lines():
            return _several(question, lines)
        case Matrix():
            return _rows(question, lines)
        case Committing():
            return _commitment(question, lines)


def _one_line(question: Short | Scale, lines: LineSource, before: str) -> Reply:
    while True:
        typed = lines.line("", before)
        if isinstance(typed, Move):
            return typed
        if _is_left_open(typed):
            return Move.SKIP
        try:
            return Given(question.from_text(typed))
        except NotAnAnswer as problem:
            _say(problem, lines)
            lines.tell(how_to_answer(question))


def _several(question: Lines, lines: LineSource) -> Reply:
    found: list[str] = []
    while True:
        typed = lines.line(f"{len(found) + 1}.")
        if isinstance(typed, Move):
            return typed
        if not typed.strip():
            break
        found.append(typed)
    return Given(question.accept(found)) if found else Move.SKIP


def _rows(question: Matrix, lines: LineSource) -> Reply:
    cells: dict[str, int | str] = {}
    for row, words in question.rows.items():
        cell = _cell(question, lines, clean_line(words))
        if isinstance(cell, Move):
            if cell is Move.SKIP:
                continue
            return cell
        cells[row] = cell
    return Given(cells) if cells else Move.SKIP


def _cell(question: Matrix, lines: LineSource, words: str) -> int | str | Move:
    while True:
        typed = lines.line(f"{words}:")
        if isinstance(typed, Move):
            return typed
        if _is_left_open(typed):
            return Move.SKIP
        try:
            return question.cell(typed)
        except NotAnAnswer as problem:
            _say(problem, lines)


def _commitment(question: Committing, lines: LineSource) -> Reply:
    kept: dict[str, Value] = {}
    for part, words in PARTS.items():
        if part in ("obstacle", "plan") and "cue" not in kept and "due" not in kept:
            continue
        if part == "plan" and "obstacle" not in kept:
            continue
        given = _part(question, lines, part, words)
        if given in (Move.BACK, Move.PAUSE):
            return given
        if isinstance(given, Given):
            kept[part] = given.value
        if part == "action" and part not in kept:
            return Move.SKIP
    return _maybe_smaller(question, lines, kept)


def _part(question: Committing, lines: LineSource, part: str, words: str) -> Reply:
    while True:
        typed = lines.line(words)
        if isinstance(typed, Move):
            return typed
        if _is_left_open(typed):
            return Move.SKIP
        try:
            return Given(question.part(part, typed))
        except NotAnAnswer as problem:
            _say(problem, lines)


def _maybe_smaller(
    question: Committing, lines: LineSource, kept: dict[str, Value]
) -> Reply:
    sure = kept.get("sure")
    if isinstance(sure, int) and sure < SMALL_ENOUGH:
        lines.tell(
            "What would be small enough to be surer of? Enter keeps it as it is."
        )
        smaller = lines.line(PARTS["action"])
        if isinstance(smaller, str) and smaller.strip():
            kept = {**kept, "action": smaller}
            again = _part(question, lines, "sure", PARTS["sure"])
            if isinstance(again, Given):
                kept["sure"] = again.value
    return Given(question.accept(kept))


def _is_left_open(typed: str) -> bool:
    # "?" is "not sure": left open, as Enter does.
    return typed.strip() in ("", "?")


def _say(problem: NotAnAnswer, lines: LineSource) -> None:
    lines.tell(f"{problem.message} {problem.hint}".strip())
