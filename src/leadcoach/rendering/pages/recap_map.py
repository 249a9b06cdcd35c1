"""The needs map of a recap: a moment by two scales, or two stories by a key each."""

from collections.abc import Iterator, Mapping
from typing import Literal

from leadcoach.domain.entry import Value
from leadcoach.domain.session import Session
from leadcoach.rendering.map import CAVEAT, Mark, needs_map
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
            said = f"{whose} were looked after, by your key"
            marks.append(Mark("dot", own, others, name=story, said=said))
    return tuple(marks)
