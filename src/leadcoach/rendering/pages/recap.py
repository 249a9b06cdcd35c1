"""What a person keeps from a sitting: their own words first, then what goes beside."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal, TypeAlias

from leadcoach.domain.condition import parse_condition
from leadcoach.domain.entry import Entry, Value
from leadcoach.domain.exercise import RecapLine, how_to_begin
from leadcoach.domain.if_then import in_words
from leadcoach.domain.question import Mirror
from leadcoach.domain.rating import Matrix
from leadcoach.domain.session import Session
from leadcoach.domain.text import first_words, words_in
from leadcoach.rendering.needs_map import CAVEAT, Mark, needs_map
from leadcoach.rendering.page import (
    Block,
    Heading,
    Listing,
    Page,
    Pairs,
    Paragraph,
    Table,
    Words,
)
from leadcoach.rendering.pages.as_data import entry_data
from leadcoach.rendering.pages.mirror import kept_mirror

LONGEST_QUOTE = 60
"""words of an answer that a recap repeats"""

SAY: Mapping[Value, Literal["alone", "heard", "shared", ""]] = {
    "alone": "alone",
    "heard": "heard",
    "shaped": "shared",
    "shared": "shared",
}
"""The choices of a “who had a say” question, as marks of the map."""

NOBODYS = ("theirs", "drifted")
"""Choices of that question that tell of holding back: the map then draws a bar."""


Ids: TypeAlias = tuple[str, ...]


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
        key: session.answers[key] for key in session.answers if key not in private
    }
    return replace(session, answers=answers)


def _line(line: RecapLine, session: Session, entry: Entry) -> Iterator[Block]:
    if line.when and not parse_condition(line.when).holds(session.facts()):
        return
    if line.text:
        yield Paragraph(session.words(line.text))
    if line.show:
        yield from SHOWN[line.show](line.of, session, entry)


def _quotes(ids: Ids, session: Session, _: Entry) -> Iterator[Block]:
    for step in session.answered():
        if step.id in ids and isinstance(step.value, str):
            text = step.value
            if len(words_in(text)) > LONGEST_QUOTE:
                text = first_words(text, LONGEST_QUOTE)
            yield Words(text, step.question.text)


def _lists(ids: Ids, session: Session, _: Entry) -> Iterator[Block]:
    for step in session.answered():
        if step.id in ids and isinstance(step.value, tuple):
            labels = step.question.labels(step.value)
            yield Listing(tuple(labels.get(item, item) for item in step.value))


def _tables(ids: Ids, session: Session, _: Entry) -> Iterator[Block]:
    for step in session.answered():
        question = step.question
        if step.id in ids and isinstance(question, Matrix):
            cells = step.value if isinstance(step.value, Mapping) else {}
            yield Pairs(
                tuple(
                    (question.rows[row], question.cols.get(str(cell), str(cell)))
                    for row, cell in cells.items()
                )
            )


def _map(ids: Ids, session: Session, entry: Entry) -> Iterator[Block]:
    answers = session.facts().answers
    own, others, say = [answers.get(each) for each in (*ids, "", "")[:3]]
    if not isinstance(own, int):
        return
    held_back = say in NOBODYS or not isinstance(others, int)
    mark = Mark(
        "bar" if held_back else "dot",
        own,
        others if isinstance(others, int) else None,
        "" if say is None else SAY.get(say, ""),
    )
    pulls = _pulls(session, entry)
    yield Heading("The needs map", level=3)
    yield needs_map((mark, *pulls), two_pulls=bool(pulls))
    yield Paragraph(CAVEAT, quiet=True)


PULLS = {
    "over": Mark("dot", own=4, others=2, name="taking over", told=True),
    "overgiving": Mark("dot", own=2, others=4, name="giving more", told=True),
    "conceding": Mark("bar", own=2, name="holding back", told=True),
}
"""Where a pull stands that was told in words only: in its corner, not at its end."""


def _pulls(session: Session, entry: Entry) -> tuple[Mark, ...]:
    """Return two marks where the struggle tells of two opposite pulls, else none.

    A mean of the two would hide what the map is for (domain.md section 5).
    """
    mirrors = [each.question for each in session.steps()]
    told = {each for m in mirrors if isinstance(m, Mirror) for each in m.struggle}
    seen = entry.reading.observations if entry.reading else ()
    labels = {each.label for each in seen if each.quote.answer in told}
    if "over" not in labels:
        return ()
    other = next((each for each in ("conceding", "overgiving") if each in labels), "")
    return (PULLS["over"], PULLS[other]) if other else ()


def _lenses(_: Ids, __: Session, entry: Entry) -> Iterator[Block]:
    points = entry.reading.points if entry.reading else ()
    if points:
        yield Heading("Beside published ideas", level=3)
        yield Table(
            ("Who", "What they say", "Beside your words"),
            tuple((point.who, point.says, point.point) for point in points),
        )


def _commitments(_: Ids, __: Session, entry: Entry) -> Iterator[Block]:
    if entry.commitments:
        yield Heading("Your commitment", level=3)
    for commitment in entry.commitments:
        yield Words(in_words(commitment))


SHOWN: Mapping[str, Callable[[Ids, Session, Entry], Iterator[Block]]] = {
    "quote": _quotes,
    "list": _lists,
    "table": _tables,
    "map": _map,
    "lenses": _lenses,
    "commitments": _commitments,
}
"""What a recap line can show, by the word it has in an exercise file."""


def _next(session: Session) -> Iterator[Block]:
    facts = session.facts()
    items = [
        how_to_begin(each.exercise) + (f": {each.why}" if each.why else "")
        for each in session.exercise.next
        if not each.when or parse_condition(each.when).holds(facts)
    ]
    if items:
        yield Heading("Next, if you like", level=3)
        yield Listing(tuple(items))
