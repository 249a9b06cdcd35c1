"""What was answered long enough ago, beside what is answered now."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from leadcoach.domain.rating import Matrix
from leadcoach.domain.session import Session, Step
from leadcoach.domain.text import on_one_line
from leadcoach.rendering.page import Block, Heading, Paragraph, Table


class _Row(NamedTuple):
    """One answer, or one row of a matrix, then and now."""

    step: Step
    asked: str
    """what its question is called"""
    name: str
    then: str
    now: str

    @property
    def has_moved(self) -> bool:
        return self.then != self.now

    @property
    def is_rated(self) -> bool:
        return isinstance(self.step.question, Matrix)


def then_and_now(session: Session) -> Iterator[Block]:
    """Yield the answers that `again` names, if its weeks have gone by since last time."""
    again, day = session.exercise.again, session.earlier.day
    if not again or not day or (session.today - day).days < 7 * again.after_weeks:
        return
    rows = [
        row
        for step in session.answered()
        if step.id in again.of and step.id in session.last
        for row in _rows(session, step)
    ]
    about = _about(rows)
    moved = [row for row in rows if row.has_moved and row is not about]
    as_before = [row for row in rows if row.is_rated and not row.has_moved]
    if not about and not moved and not as_before:
        return
    yield Heading("Then and now", level=3)
    if about:
        yield Paragraph(
            f"Then it was about “{about.then}”, now about “{about.now}”. If these are "
            "two, the numbers tell of no change."
        )
    if moved:
        days = (day.isoformat(), session.today.isoformat())
        told = ((_name(row, rows), row.then, row.now) for row in moved)
        yield Table(("", *days), tuple(told))
    if as_before:
        named = ", ".join(_name(row, rows) for row in as_before)
        yield Paragraph(f"As before: {named}.")
    if not about:
        yield Paragraph("What has moved?")


def _about(rows: list[_Row]) -> _Row | None:
    """Return whom or what the ratings are about, where that is not what it was then."""
    in_words = [row for row in rows if row.step.question.type in ("short", "choice")]
    rated = any(row.is_rated for row in rows)
    return (
        in_words[0] if len(in_words) == 1 and rated and in_words[0].has_moved else None
    )


def _name(row: _Row, rows: list[_Row]) -> str:
    """Return the name of a row, with what its question is called where another has it."""
    alike = {each.step.id for each in rows if each.name == row.name}
    return f"{row.asked}: {row.name}" if len(alike) > 1 else row.name


def _rows(session: Session, step: Step) -> Iterator[_Row]:
    """Yield what an answer was and is, under the short names that the recap has for it."""
    question, now, then = step.question, step.value, session.last[step.id]
    lines = [each for each in session.exercise.recap.line if step.id in each.of]
    names = [each.name_of[step.id] for each in lines if each.names]
    asked = on_one_line([*names, question.text][0])
    if isinstance(question, Matrix) and isinstance(now, Mapping):
        labels = {row: words for line in lines for row, words in line.labels.items()}
        before = then if isinstance(then, Mapping) else {}
        for row, words in question.rows.items():
            cells = (str(before.get(row, "")), str(now.get(row, "")))
            if any(cells):
                was, is_ = (question.cols.get(cell, cell) for cell in cells)
                yield _Row(step, asked, labels.get(row, words), was, is_)
    elif now is not None:
        yield _Row(step, asked, asked, question.shown(then), question.shown(now))
