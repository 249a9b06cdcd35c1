"""What a recap line can show beside words: quotes, tables, the map, small drawings."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from leadcoach.domain.commitment import in_words
from leadcoach.domain.entry import Entry
from leadcoach.domain.measuring import Number
from leadcoach.domain.question import Choice, Lines, Multi
from leadcoach.domain.rating import Matrix, Scale
from leadcoach.domain.recap import RecapLine
from leadcoach.domain.session import Session, Step
from leadcoach.domain.text import first_words, on_one_line, words_in
from leadcoach.rendering.bars import Bar, bars
from leadcoach.rendering.card import card, rope
from leadcoach.rendering.grid import GridRow, grid
from leadcoach.rendering.page import (
    Block,
    Heading,
    Listing,
    Pairs,
    Paragraph,
    Verbatim,
    Words,
)
from leadcoach.rendering.pages.recap_map import recap_map
from leadcoach.rendering.stops import Stand, line_of_stops

LONGEST_QUOTE = 60
"""words of an answer that a recap repeats"""


class Shown(NamedTuple):
    """A recap line in its sitting."""

    line: RecapLine
    session: Session
    entry: Entry

    def steps(self) -> Iterator[tuple[str, Step]]:
        """Yield the answered questions of `of`, in its order, with their names."""
        answered = self.session.answered()
        names = self.line.names or ("",) * len(self.line.of)
        for base, name in zip(self.line.of, names, strict=True):
            for step in answered:
                if base in (step.base, step.id):
                    yield on_one_line(name or _named(step)), step

    def row(self, row: str, words: str) -> str:
        """Return the words of a row, shorter ones where the line has them."""
        return self.line.labels.get(row, words)


def _named(step: Step) -> str:
    return step.item.words if step.item else step.question.text


def _row_name(shown: Shown, question: Matrix, row: str) -> str:
    words = shown.row(row, question.rows[row])
    # A colon follows, so a sentence of the exercise loses its full stop.
    return words if question.rows_from else words.rstrip(". ")


def _said(step: Step) -> str:
    return step.question.shown(step.value) if step.value is not None else ""


def quotes(shown: Shown) -> Iterator[Block]:
    """Yield answers in the person's words, long ones cut."""
    for name, step in shown.steps():
        text = _said(step)
        if len(words_in(text)) > LONGEST_QUOTE:
            text = first_words(text, LONGEST_QUOTE)
        yield Words(text, name)


def lists(shown: Shown) -> Iterator[Block]:
    """Yield the lines or choices of answers."""
    for _, step in shown.steps():
        if isinstance(step.question, Lines | Multi) and step.value is not None:
            yield Listing(step.question.items(step.value))


def tables(shown: Shown) -> Iterator[Block]:
    """Yield the rows of a matrix, or answers beside their names."""
    pairs: list[tuple[str, str]] = []
    for name, step in shown.steps():
        question = step.question
        if isinstance(question, Matrix) and isinstance(step.value, Mapping):
            pairs += [
                (_row_name(shown, question, row), _cell(question, cell))
                for row, cell in step.value.items()
            ]
        else:
            pairs.append((step.item.words if step.item else name, _said(step)))
    if pairs:
        yield Pairs(tuple(pairs))


def _cell(question: Matrix, cell: object) -> str:
    if question.cols:
        return question.cols.get(str(cell), str(cell))
    return f"{cell} of {question.max}"


def drawn_bars(shown: Shown) -> Iterator[Block]:
    """Yield the numbers of matrices and scales as bars."""
    rows: list[Bar] = []
    for name, step in shown.steps():
        question, value = step.question, step.value
        if isinstance(question, Matrix) and isinstance(value, Mapping):
            rows += [
                Bar(
                    shown.row(row, question.rows[row]), cell, question.min, question.max
                )
                for row, cell in value.items()
                if isinstance(cell, int)
            ]
        elif isinstance(question, Scale) and isinstance(value, int):
            rows.append(Bar(name, value, question.min, question.max))
        elif isinstance(question, Number) and isinstance(value, int | float):
            high = max(1, round(max(value, question.max or value)))
            rows.append(Bar(name, max(0, value), 0, high))
    if rows:
        yield bars(rows, shown.line.mark)


def drawn_grid(shown: Shown) -> Iterator[Block]:
    """Yield matrices with the same rows beside each other."""
    columns = [
        (name, step.question, step.value)
        for name, step in shown.steps()
        if isinstance(step.question, Matrix) and isinstance(step.value, Mapping)
    ]
    if not columns:
        return
    first = columns[0][1]
    values = [value for *_, value in columns]
    rows = [
        GridRow(
            shown.row(row, words), tuple(_number(value.get(row)) for value in values)
        )
        for row, words in first.rows.items()
    ]
    yield grid([name for name, *_ in columns], rows, (first.min, first.max))


def _number(cell: object) -> int | None:
    return cell if isinstance(cell, int) else None


def drawn_line(shown: Shown) -> Iterator[Block]:
    """Yield choices, or places on a scale, as marks along one line."""
    found = [
        (name, step)
        for name, step in shown.steps()
        if isinstance(step.question, Choice | Scale)
    ]
    if not found:
        return
    stops = _stops(shown, [step for _, step in found])
    places = list(stops)
    stands = [
        Stand(
            name,
            places.index(str(step.value)) if str(step.value) in stops else None,
            _said(step),
        )
        for name, step in found
    ]
    yield line_of_stops(list(stops.values()), stands)


def _stops(shown: Shown, steps: list[Step]) -> dict[str, str]:
    """Return the stops of a line: the choices that all have, or the numbers."""
    first = steps[0].question
    if isinstance(first, Scale):
        numbers = map(str, range(first.min, first.max + 1))
        return {
            each: f"{each} {first.anchors.get(each, '')}".strip() for each in numbers
        }
    asked = [shown.session.exercise.question(each) for each in shown.line.of]
    all_choices = [each.choices for each in asked if isinstance(each, Choice)]
    return {
        key: shown.row(key, words)
        for key, words in all_choices[-1].items()
        if all(key in choices for choices in all_choices)
    }


def drawn_card(shown: Shown) -> Iterator[Block]:
    """Yield answers on a card."""
    rows = [(name, _said(step)) for name, step in shown.steps()]
    if rows:
        yield card(shown.session.words(shown.line.text), rows)


def drawn_rope(shown: Shown) -> Iterator[Block]:
    """Yield answers along a rope."""
    rows = [(name, _said(step)) for name, step in shown.steps()]
    if rows:
        yield rope(rows)


def message(shown: Shown) -> Iterator[Block]:
    """Yield words to copy and send."""
    yield Verbatim(shown.session.words(shown.line.text))


def lenses(shown: Shown) -> Iterator[Block]:
    """Yield what each lens says, and whose words these are."""
    points = shown.entry.reading.points if shown.entry.reading else ()
    if points:
        yield Heading("The ideas, and whose they are", level=3)
        yield Pairs(tuple((point.who, point.says) for point in points))


def views(shown: Shown) -> Iterator[Block]:
    """Yield what the person said of a story by keys, and what others might, below it.

    The first half of `of` is the one view, the second half the other.
    """
    found = {step.id: _said(step) for _, step in shown.steps()}
    half = len(shown.line.of) // 2
    sides = (shown.line.of[:half], shown.line.of[half:])
    said = ["; ".join(found[each] for each in ids if each in found) for ids in sides]
    if all(said):
        names = (shown.line.names[:1] or ("",)) + (shown.line.names[half:][:1] or ("",))
        yield Heading(shown.session.words(shown.line.text), level=3)
        yield Pairs(tuple(zip(map(shown.session.words, names), said, strict=True)))


def commitments(shown: Shown) -> Iterator[Block]:
    """Yield the commitments of the sitting."""
    many = len(shown.entry.commitments) > 1
    if shown.entry.commitments:
        yield Heading(f"Your commitment{'s' * many}", level=3)
    for commitment in shown.entry.commitments:
        yield Paragraph(in_words(commitment))


def drawn_map(shown: Shown) -> Iterator[Block]:
    """Yield the needs map of one moment."""
    yield from recap_map(shown.line.of, shown.session)


SHOWS: Mapping[str, Callable[[Shown], Iterator[Block]]] = {
    "quote": quotes,
    "list": lists,
    "table": tables,
    "bar": drawn_bars,
    "line": drawn_line,
    "grid": drawn_grid,
    "card": drawn_card,
    "rope": drawn_rope,
    "message": message,
    "map": drawn_map,
    "lenses": lenses,
    "views": views,
    "commitments": commitments,
}
"""What a recap line can show, by the word it has in an exercise file."""

TAKES_WORDS = frozenset({"card", "message", "views"})
"""Shows that hold the words of their line themselves."""
