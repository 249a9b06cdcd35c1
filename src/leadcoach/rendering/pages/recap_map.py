"""The needs map of a recap: one told moment, and the two pulls a reading may show."""

from collections.abc import Iterator, Mapping
from typing import Literal

from leadcoach.domain.entry import Entry, Value
from leadcoach.domain.question import Mirror
from leadcoach.domain.session import Session
from leadcoach.rendering.needs_map import CAVEAT, Mark, needs_map
from leadcoach.rendering.page import Block, Heading, Paragraph

SAY: Mapping[Value, Literal["alone", "heard", "shared", ""]] = {
    "alone": "alone",
    "heard": "heard",
    "shaped": "shared",
    "shared": "shared",
}
"""The choices of a “who had a say” question, as marks of the map."""

NOBODYS = ("theirs", "drifted")
"""Choices of that question that tell of holding back: the map then draws a bar."""


def recap_map(ids: tuple[str, ...], session: Session, entry: Entry) -> Iterator[Block]:
    """Yield the map: `ids` are one's own needs, those of others, and who had a say."""
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
