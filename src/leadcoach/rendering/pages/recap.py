"""What a person keeps from a sitting: their own words first, then what goes beside."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal, NamedTuple

from leadcoach.domain.condition import parse_condition
from leadcoach.domain.entry import Entry, Value, in_words
from leadcoach.domain.exercise import how_to_begin
from leadcoach.domain.question import Choice, Lines, Multi
from leadcoach.domain.rating import Matrix, Number, Scale
from leadcoach.domain.recap import RecapLine
from leadcoach.domain.session import Session, Step
from leadcoach.domain.text import first_words, on_one_line, words_in
from leadcoach.rendering.as_json import entry_data
from leadcoach.rendering.drawings import (
    Bar,
    GridRow,
    Stand,
    bars,
    card,
    grid,
    line_of_stops,
    rope,
)
from leadcoach.rendering.map import CAVEAT, Mark, needs_map
from leadcoach.rendering.page import (
    Block,
    Heading,
    Listing,
    Page,
    Pairs,
    Paragraph,
    Table,
    Verbatim,
    Words,
)
from leadcoach.rendering.pages.mirror import kept_mirror

SAY: Mapping[Value, Literal["alone", "heard", "shared", ""]] = {
    "alone": "alone",
    "heard": "heard",
    "shaped": "shared",
    "shared": "shared",
}
"""The choices of a “who had a say” question, as marks of the map."""

NOBODYS = ("theirs", "drifted")
"""Choices of that question that tell of holding back: the map then draws a bar."""

_BY_KEY: Mapping[Value, tuple[int, int, str]] = {
    "mine": (4, 2, "your own needs"),
    "theirs": (2, 4, "others' needs"),
    "both": (4, 4, "others' needs and your own"),
    "neither": (2, 2, "neither others' needs nor your own"),
}
"""Whose needs were looked after: where a mark stands in its corner, and in words."""
_STORIES = ("best", "struggle")


def recap_map(ids: tuple[str, ...], session: Session) -> Iterator[Block]:
    """Yield the map.

    `ids` are one's own needs, those of others, and who had a say; or, where they are
    choices, whose needs were looked after in the best story and in the struggle.
    """
    answers = session.facts().answers
    values = [answers.get(each) for each in (*ids, "", "")[:3]]
    marks = _by_scales(*values) if isinstance(values[0], int) else _by_keys(values[:2])
    if marks:
        yield Heading("The needs map", level=3)
        yield needs_map(marks)
        yield Paragraph(CAVEAT, quiet=True)


def _by_scales(
    own: Value | None, others: Value | None, say: Value | None
) -> tuple[Mark, ...]:
    if not isinstance(own, int):
        return ()
    held_back = say in NOBODYS or not isinstance(others, int)
    mark = Mark(
        "bar" if held_back else "dot",
        own,
        others if isinstance(others, int) else None,
        "" if say is None else SAY.get(say, ""),
    )
    return (mark,)


def _by_keys(values: list[Value | None]) -> tuple[Mark, ...]:
    marks = []
    for story, value in zip(_STORIES, values, strict=True):
        if isinstance(value, str) and value in _BY_KEY:
            own, others, whose = _BY_KEY[value]
            said = f"{whose} were looked after, as you told it"
            marks.append(Mark("dot", own, others, name=story, said=said))
    return tuple(marks)


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
        """Return the words of a row or a choice, others where the line has them."""
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
    found = {
        step.id: shown.row(str(step.value), _said(step)) for _, step in shown.steps()
    }
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


MOST_NEXT = 3
"""exercises named as worth doing next"""


def recap(
    session: Session, entry: Entry, path: Path, *, with_mirror: bool = True
) -> Page:
    """Return the page at the end of a sitting.

    `with_mirror` is false where the mirror was shown a moment before.
    """
    session = _without_private(session)
    exercise = session.exercise
    blocks: list[Block] = []
    if with_mirror:
        blocks += kept_mirror(entry)
        blocks += [Heading("What you keep")] if blocks else []
    for line in exercise.recap.line:
        blocks += _line(line, session, entry)
    blocks += _again(session)
    blocks += _next(session)
    title = session.words(exercise.recap.title) or exercise.title
    data = entry_data(entry, path, mirror=session.mirror)
    return Page(title, tuple(blocks), data, exercise.language)


def _without_private(session: Session) -> Session:
    private = {
        planned.question.id
        for planned in session.exercise.plan
        if planned.question.private
    }
    answers = {
        key: value
        for key, value in session.answers.items()
        if key.partition(".")[0] not in private
    }
    last = {key: session.last[key] for key in session.last if key not in private}
    return replace(session, answers=answers, last=last)


def _line(line: RecapLine, session: Session, entry: Entry) -> Iterator[Block]:
    if line.when and not parse_condition(line.when).holds(session.facts()):
        return
    if line.text and line.show not in TAKES_WORDS:
        yield Paragraph(session.words(line.text))
    if line.show:
        yield from SHOWS[line.show](Shown(line, session, entry))


def _again(session: Session) -> Iterator[Block]:
    """Yield what was answered long enough ago beside what is answered now."""
    again, day = session.exercise.again, session.earlier.day
    if again is None or day is None:
        return
    if (session.today - day).days < 7 * again.after_weeks:
        return
    rows = [
        row
        for step in session.answered()
        if step.id in again.of and step.id in session.last
        for row in _then_and_now(step, session.last[step.id])
    ]
    if rows:
        yield Heading("Then and now", level=3)
        head = ("", day.isoformat(), session.today.isoformat())
        yield Table(head, tuple(rows))
        yield Paragraph("What has moved?")


def _then_and_now(step: Step, then: Value) -> Iterator[tuple[str, str, str]]:
    question, now = step.question, step.value
    if now is None:
        return
    if isinstance(question, Matrix) and isinstance(now, Mapping):
        before = then if isinstance(then, Mapping) else {}
        for row, cell in now.items():
            yield question.rows[row], str(before.get(row, "")), str(cell)
    else:
        yield question.text, question.shown(then), question.shown(now)


def _next(session: Session) -> Iterator[Block]:
    facts = session.facts()
    found: dict[str, str] = {}
    for each in session.exercise.next:
        if not each.when or parse_condition(each.when).holds(facts):
            found.setdefault(each.exercise, each.why)
    items = [
        how_to_begin(exercise) + (f": {why}" if why else "")
        for exercise, why in list(found.items())[:MOST_NEXT]
    ]
    if items:
        yield Heading("Next, if you like", level=3)
        yield Listing(tuple(items))
