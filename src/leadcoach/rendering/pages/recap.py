"""What a person keeps from a sitting: their own words first, then what goes beside."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from leadcoach.domain.condition import parse_condition
from leadcoach.domain.entry import Entry, Value
from leadcoach.domain.exercise import how_to_begin
from leadcoach.domain.rating import Matrix
from leadcoach.domain.recap import RecapLine
from leadcoach.domain.session import Session, Step
from leadcoach.rendering.page import Block, Heading, Listing, Page, Paragraph, Table
from leadcoach.rendering.pages.as_data import entry_data
from leadcoach.rendering.pages.mirror import kept_mirror
from leadcoach.rendering.pages.recap_shows import SHOWS, TAKES_WORDS, Shown

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
