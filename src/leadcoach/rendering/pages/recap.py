"""What a person keeps from a sitting: their own words first, then what goes beside."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

from leadcoach.domain.condition import parse_condition
from leadcoach.domain.entry import Entry, commitment_of, rows_of
from leadcoach.domain.exercise import KEPT_LISTS, RecapLine
from leadcoach.domain.facts import ENDS
from leadcoach.domain.piping import Pipe, pipes_in
from leadcoach.domain.question import Choice, Lines, Multi, Question, Short
from leadcoach.domain.rating import Committing, Matrix, Number, Scale
from leadcoach.domain.safety import NOTE
from leadcoach.domain.session import Session, Step
from leadcoach.domain.text import first_words, on_one_line
from leadcoach.exercises.library import how_to_begin
from leadcoach.rendering import drawings, needs_map
from leadcoach.rendering.as_json import entry_data
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
from leadcoach.rendering.pages.lines import chosen_lines, in_initials, initials_of
from leadcoach.rendering.pages.mirror import kept_coach, kept_mirror
from leadcoach.rendering.pages.then_and_now import then_and_now

_LONGEST_ROW = 40
"""words of one answer that stand in a row; the whole of it stands in the journal"""
_MOST_NEXT = 3
"""exercises named as worth doing next"""


def recap(
    session: Session,
    entry: Entry,
    path: Path,
    *,
    with_mirror: bool = True,
    numbered: bool = False,
    returned: Sequence[str] = (),
) -> Page:
    """Return the page at the end of a sitting, or of one that is read again.

    `returned` is what was hard a third time; another way of looking at it is offered.
    `with_mirror` is false where the mirror was shown a moment before. With `numbered`,
    lines of entries and commitments that are on a page for somebody else have a number.
    """
    names = initials_of(session)
    session = _without_private(session, entry)
    exercise = session.exercise
    numbers = count(1) if numbered else None
    blocks = kept_mirror(entry) if with_mirror else []
    blocks += kept_coach(entry) if session.is_over else []
    blocks += [Heading("What you keep")] if blocks else []
    for line in exercise.recap.line:
        if _holds(line.when, session):
            shown = _Shown(line, session, entry, numbers)
            if line.text and line.show not in _WITH_A_HEADING:
                blocks.append(Paragraph(shown.words()))
            drawn = list(_SHOWS[line.show](shown)) if line.show else []
            if line.show == "commitments":
                _put_under_rows(blocks, drawn)
            blocks += drawn
    if exercise.takes_lines:  # it is handed over, so nothing else stands on it
        blocks.append(Paragraph(NOTE, quiet=True))
    else:
        blocks += _then_and_now(session, entry)
        blocks += [Paragraph(_FROM_AFAR.format(each), quiet=True) for each in returned]
        blocks += [] if session.is_over else _next(session)
    data = entry_data(entry, path, mirror=session.mirror)
    page = Page(_title(session), tuple(blocks), data, exercise.language)
    return in_initials(page, names)


_FROM_AFAR = (
    "“{}” was there in earlier stories too. If you like, look at it from a distance: tell "
    "it as a friend's story, with “she” or “he” in place of “I”. What would you ask the "
    "friend? leadcoach read takes it, and keeps nothing unless you say --keep. Or try "
    "another exercise."
)
_WITH_A_HEADING = ("card", "message", "views", "lines")


def _title(session: Session) -> str:
    """Return the heading; the exercise's own where it names an answer that was not given."""
    exercise, heading = session.exercise, session.exercise.recap.title
    pipes = [each for each in pipes_in(heading) if isinstance(each, Pipe)]
    if all(each.instead or session.words(f"${{{each.name}}}") for each in pipes):
        return session.words(heading) or exercise.title
    return f"{exercise.title}, {session.today.isoformat()}"


def _put_under_rows(blocks: list[Block], commitments: list[Block]) -> None:
    """Move the first of `commitments` into the rows that it follows, if there are any."""
    match blocks[-1:], commitments[:1]:
        case [Pairs(rows=rows)], [Pairs(rows=promised)]:
            blocks[-1] = Pairs((*rows, *promised))
            del commitments[0]


def _without_private(session: Session, entry: Entry) -> Session:
    """Return a sitting without what is private, and what of the entry was left out."""
    exercise = session.exercise
    private = {each.id for each in session.answered()}
    private -= {each.id for each in entry.answers if not entry.is_private(each)}
    private |= set(filter(exercise.is_private, (e.question.id for e in exercise.plan)))
    answers, last = (
        {key: kept[key] for key in kept if not private & {key, key.partition(".")[0]}}
        for kept in (session.answers, session.last)
    )
    return replace(session, answers=answers, last=last)


def _holds(condition: str, session: Session) -> bool:
    return not condition or parse_condition(condition).holds(session.facts())


class _Shown(NamedTuple):
    """A recap line in its sitting."""

    line: RecapLine
    session: Session
    entry: Entry
    numbers: Iterator[int] | None = None
    """numbers the lines of a page; None where they have none"""

    def steps(self) -> Iterator[tuple[str, Step]]:
        """Yield the answered questions of `of`, in its order, with their names."""
        answered = self.session.answered()
        for base in self.line.of:
            name = self.line.name_of.get(base, "")
            if row := self._row_at(base):
                yield on_one_line(name or row.question.text), row
            for step in answered:
                if base in (step.base, step.id):
                    words = step.item.words if step.item else step.question.text
                    yield on_one_line(name or words), step

    def _row_at(self, name: str) -> Step | None:
        """Return `m.lowest` or `m.highest` as an answer in words: “the scope (2)”."""
        base, _, end = name.partition(".")
        pipe = f"${{{name}}}" if end in ENDS else ""
        words = self.session.words(pipe, self.line.labels)
        for step in self.session.answered() if words else ():
            if step.id == base and isinstance(step.value, Mapping):
                number = (min if end == "lowest" else max)(step.value.values())
                asked = Short(id=name, type="short", text=end.capitalize())
                return step._replace(question=asked, value=f"{words} ({number})")
        return None

    def rows(self) -> list[tuple[str, str]]:
        """Return the names of these questions and what was answered."""
        return [(self.about(name, step), _said(step)) for name, step in self.steps()]

    def cells(self, step: Step) -> Iterator[tuple[str, str, int | str]]:
        """Yield the rows of a matrix: id, words, and what stands there."""
        question, value = step.question, step.value
        if isinstance(question, Matrix) and value is not None:
            for row, cell in question.cells(value).items():
                yield row, self.label(row, question.rows[row]), cell

    def about(self, name: str, step: Step) -> str:
        """Return the name of an answer, with the item that it is about."""
        item = on_one_line(step.item.words) if step.item else name
        return name if item in name else f"{item}, {name}"

    def label(self, row: str, words: str) -> str:
        """Return the words of a row or a choice, others where the line has them."""
        return self.line.labels.get(row, words)

    def words(self) -> str:
        return self.session.words(self.line.text, self.line.labels)


def _said(step: Step) -> str:
    """Return an answer in words; the lines of a list as verse is quoted."""
    if isinstance(step.question, Lines) and step.value is not None:
        return " / ".join(step.question.items(step.value))
    return step.question.shown(step.value) if step.value is not None else ""


def _lists(shown: _Shown) -> Iterator[Block]:
    for _, step in shown.steps():
        if isinstance(step.question, Lines | Multi) and step.value is not None:
            yield Listing(step.question.items(step.value))


def _table(shown: _Shown) -> Iterator[Block]:
    """Yield the rows of a matrix, or answers beside their names."""
    if shown.line.is_by_item:
        yield from _table_by_item(shown)
        return
    pairs: list[tuple[str, str]] = []
    for name, step in shown.steps():
        question = step.question
        if isinstance(question, Matrix):
            for _, words, cell in shown.cells(step):
                # A colon follows, so a sentence of the exercise loses its full stop.
                label = words if question.rows_from else words.rstrip(". ")
                rated = str(cell) if question.cols else f"{cell} of {question.max}"
                pairs.append((label, rated))
        else:
            said = _said(step)
            if not shown.session.exercise.takes_lines:  # nobody else has the journal
                said = first_words(said, _LONGEST_ROW)
            pairs.append((step.item.words if step.item else name, said))
    if pairs:
        yield Pairs(tuple(pairs))


def _table_by_item(shown: _Shown) -> Iterator[Block]:
    """Yield a table with a row for each item and a column for each name."""
    cells: dict[tuple[str, str], list[str]] = {}
    for name, step in shown.steps():
        told = [(row, str(cell)) for row, _, cell in shown.cells(step)]
        if step.item:
            told = [(step.item.id, first_words(_said(step), _LONGEST_ROW))]
        for item, words in told:
            cells.setdefault((name, item), []).append(words)
    # Two answers under one name share a column; what is left open leaves no heading.
    said = {name for name, _ in cells}
    names = dict.fromkeys(map(on_one_line, shown.line.name_of.values()))
    columns = [name for name in names if name in said]
    rows = [
        (words, *("; ".join(cells.get((name, item), ())) for name in columns))
        for item, words in _items(shown).items()
    ]
    if columns:
        yield Table((shown.line.names[0], *columns), tuple(rows), by_item=True)


def _items(shown: _Shown) -> dict[str, str]:
    """Return id and words of all that the answers of a line are about."""
    found: dict[str, str] = {}
    session = shown.session
    for step in session.steps():
        if step.base in shown.line.of:
            items: Mapping[str, str] = getattr(step.question, "rows", {})
            if step.item and step.section.for_each in KEPT_LISTS:
                # Of what was open, what nothing was said of leaves no row.
                is_told = step.value is not None
                items = {step.item.id: step.item.words} if is_told else {}
            elif step.item:
                section = step.section
                items = session.items(section.for_each, session.facts().answers)
                items = dict(islice(items.items(), section.max_times))
            found |= {each: shown.label(each, items[each]) for each in items}
    return found


def _bars(shown: _Shown) -> Iterator[Block]:
    """Yield the numbers of matrices and scales, and single ones, as bars."""
    rows: list[drawings.Bar] = []
    ends: dict[str, None] = {}
    for name, step in shown.steps():
        question, value = step.question, step.value
        if isinstance(question, Matrix | Scale):
            ends[question.ends()] = None
            rated: list[tuple[str, object]] = [(name, value)]
            if isinstance(question, Matrix):
                rated = [(words, cell) for _, words, cell in shown.cells(step)]
            for label, each in rated:
                if isinstance(each, int):
                    rows.append(drawings.Bar(label, each, question.min, question.max))
        elif isinstance(question, Number) and isinstance(value, int | float):
            high = max(1, round(max(value, question.max or value)))
            rows.append(drawings.Bar(name, max(0, value), 0, high))
    if rows:
        yield drawings.bars(rows, shown.line.mark, "; ".join(filter(None, ends)))


def _grid(shown: _Shown) -> Iterator[Block]:
    """Yield matrices with the same rows beside each other."""
    columns = [
        (name, step.question, step.value)
        for name, step in shown.steps()
        if isinstance(step.question, Matrix) and isinstance(step.value, Mapping)
    ]
    if not columns:
        return
    first = columns[0][1]
    rows = []
    for row, words in first.rows.items():
        found = [value.get(row) for *_, value in columns]
        cells = [cell if isinstance(cell, int) else None for cell in found]
        rows.append((shown.label(row, words), cells))
    yield drawings.grid([name for name, *_ in columns], rows, (first.min, first.max))


def _stops(shown: _Shown) -> Iterator[Block]:
    """Yield choices, or places on a scale, as marks along one line."""
    found = list(shown.steps())
    stops = _places(shown, found[0][1].question) if found else {}
    if not stops:
        return
    at = {key: place for place, key in enumerate(stops)}
    marks = []
    places = [drawings.Stop(words) for words in stops.values()]
    for name, step in found:
        question, cells = step.question, step.value
        if isinstance(question, Choice | Scale):
            # Where it stands, in words, with what the ends of a scale are called.
            ends = question.ends() if isinstance(question, Scale) else ""
            said = f"{_said(step)} ({ends})" if ends else _said(step)
            marks.append((name, at.get(str(cells)), said))
        elif isinstance(question, Matrix) and not question.cols:
            rated = cells if isinstance(cells, Mapping) else {}
            scale = (question.min, question.max)
            places = [
                each._replace(value=rated.get(key), ends=scale, what=name)
                for key, each in zip(stops, places, strict=True)
            ]
    yield drawings.line_of_stops(places, marks)


def _places(shown: _Shown, first: Question) -> dict[str, str]:
    """Return the stops of a line: the choices that all have, the rows or the numbers."""
    if isinstance(first, Scale):
        numbers = map(str, range(first.min, first.max + 1))
        return {n: f"{n} {first.anchors.get(n, '')}".strip() for n in numbers}
    asked = [shown.session.exercise.question(each) for each in shown.line.of]
    offered = [each.choices for each in asked if isinstance(each, Choice)]
    offered = offered or [each.rows for each in asked if isinstance(each, Matrix)]
    return {
        key: shown.label(key, words)
        for key, words in (offered[-1] if offered else {}).items()
        if all(key in choices for choices in offered)
    }


def _card(shown: _Shown) -> Iterator[Block]:
    if rows := shown.rows():
        yield drawings.card(shown.words(), rows)


def _rope(shown: _Shown) -> Iterator[Block]:
    if rows := shown.rows():
        yield drawings.rope(rows)


def _map(shown: _Shown) -> Iterator[Block]:
    """Yield the needs map.

    `of` are one's own needs, those of others, and who had a say; or, where they are
    choices, whose needs were looked after in the best story and in the struggle.
    """
    answers = shown.session.facts().answers
    own, others, say = (answers.get(each) for each in (*shown.line.of, "", "")[:3])
    marks: list[needs_map.MapPoint] = []
    if isinstance(own, int):
        step = others if isinstance(others, int) else None
        marks.append(needs_map.MapPoint(own, step, str(say)))
    else:
        for story, key in (("best", own), ("struggle", others)):
            if isinstance(key, str) and key in needs_map.WHOSE:
                said = f"{needs_map.WHOSE[key]} were looked after, as you told it"
                corner = needs_map.CORNERS[key]
                marks.append(needs_map.MapPoint(*corner, name=story, said=said))
    if marks:
        yield Heading("The needs map", level=3)
        yield needs_map.needs_map(marks)
        yield Paragraph(needs_map.CAVEAT, quiet=True)


def _lenses(shown: _Shown) -> Iterator[Block]:
    points = shown.entry.reading.points if shown.entry.reading else ()
    if points:
        yield Heading("The ideas, and whose they are", level=3)
        yield Pairs(tuple((point.who, point.says) for point in points))


def _views(shown: _Shown) -> Iterator[Block]:
    """Yield what the person said of a story by keys, and what others might, below it.

    The first half of `of` is the one view, the second half the other.
    """
    found = {
        step.id: shown.label(str(step.value), _said(step)) for _, step in shown.steps()
    }
    of, names = shown.line.of, shown.line.names or ("",) * len(shown.line.of)
    half = len(of) // 2
    rows = []
    for name, side in ((names[0], of[:half]), (names[half], of[half:])):
        said = "; ".join(found[each] for each in side if each in found)
        rows.append((shown.session.words(name), said))
    if all(said for _, said in rows):
        yield Heading(shown.words(), level=3)
        yield Pairs(tuple(rows))


def _commitments(shown: _Shown) -> Iterator[Block]:
    origins = {
        commitment_of(step.value): step.item.words
        for step in shown.session.answered()
        if isinstance(step.question, Committing) and step.item and step.value
    }
    for each in shown.entry.commitments:
        rows = rows_of(each)
        if each in origins:
            rows.append(("In place of", on_one_line(origins[each])))
        yield Pairs(tuple(rows))


def _quotes(shown: _Shown) -> Iterator[Block]:
    """Yield answers in quotation; below one stands its name, or what was asked."""
    for name, step in shown.steps():
        is_named = shown.line.names or not shown.line.text
        about = shown.about(name if is_named else "", step)
        yield Words(drawings.cut(_said(step)), about.removesuffix(", "))


_SHOWS: Mapping[str, Callable[[_Shown], Iterable[Block]]] = {
    "quote": _quotes,
    "list": _lists,
    "table": _table,
    "bar": _bars,
    "line": _stops,
    "grid": _grid,
    "card": _card,
    "rope": _rope,
    "message": lambda shown: [Verbatim(shown.words())],
    "map": _map,
    "lenses": _lenses,
    "views": _views,
    "lines": lambda shown: chosen_lines(
        shown.session, shown.line.of, shown.words(), shown.numbers
    ),
    "commitments": _commitments,
}
"""what a recap line can show, by the word it has in an exercise file"""


def _then_and_now(session: Session, entry: Entry) -> Iterator[Block]:
    """Yield what moved since the oldest answers, where they are old enough."""
    again, before = session.exercise.again, session.earlier.compared
    age = entry.local_date - before[0].local_date if before else None
    if again and age and age.days >= 7 * again.after_weeks:
        yield from then_and_now(session.exercise, (*before, entry))


def _next(session: Session) -> Iterator[Block]:
    found: dict[str, str] = {}
    for each in session.exercise.next:
        if _holds(each.when, session):
            found.setdefault(each.exercise, each.why)
    items = [
        how_to_begin(exercise) + (f": {why}" if why else "")
        for exercise, why in list(found.items())[:_MOST_NEXT]
    ]
    if items:
        yield Heading("Next, if you like", level=3)
        yield Listing(tuple(items))
