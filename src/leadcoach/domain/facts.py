"""What is known at one point of a sitting, for conditions and for piping."""

import datetime as dt
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from leadcoach.domain.entry import Commitment, Entry, Value
from leadcoach.domain.reading import quote_in

if TYPE_CHECKING:
    from leadcoach.domain.sharing import Line


@dataclass(frozen=True)
class Facts:
    """Visible answers so far, and answers of earlier times."""

    today: dt.date
    answers: Mapping[str, Value] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()
    last: Mapping[str, Value] = field(default_factory=dict)
    history: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    """what was answered in earlier entries of this exercise, newest first, by question"""
    rated: Container[str] = ()
    """the matrices rated with numbers, which have a lowest and a highest row"""

    def value(self, path: Sequence[str]) -> Value | None:
        """Return what `id`, `id.row`, `id.lowest` or `last.id` stands for, or None."""
        source = self.answers
        if path[0] == "last":
            source, path = self.last, path[1:]
        value = source.get(path[0])
        quote = quote_in(value)
        if quote is not None:
            return quote.text
        if path[0] in self.rated and path[-1] in ENDS:
            return rows_at(value, path[-1])
        for key in path[1:]:
            value = value.get(key) if isinstance(value, Mapping) else None
        return value


@dataclass(frozen=True)
class Earlier:
    """What was written before; empty where looking back is turned off."""

    compared: tuple[Entry, ...] = ()
    """the oldest entry and the last one that hold what `again` of the exercise names"""
    day: dt.date | None = None
    """when the last entry of this exercise was written"""
    version: str = ""
    """the version of the exercise that it was written with"""
    history: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    """the answers of earlier entries of this exercise, newest first, by question"""
    lists: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """`commitments` that are open and the latest `entries`: name -> words"""
    lines: Mapping[str, Mapping[str, "Line"]] = field(default_factory=dict)
    """what of each of these entries may go along, by their names"""
    standing: Mapping[str, tuple[Commitment, str]] = field(default_factory=dict)
    """these commitments, and in words where each stands"""


ENDS = ("lowest", "highest")
"""What stands behind the point of `m.lowest`: the row with that number."""


def rows_at(value: Value | None, end: str) -> tuple[str, ...] | None:
    """Return the id of the lowest or highest row of a matrix, or two that tie.

    None where fewer than two rows are rated, all are alike, or more than two tie.
    """
    cells = value if isinstance(value, Mapping) else {}
    rated = {row: n for row in cells if (n := number_of(cells[row])) is not None}
    if not rated or min(rated.values()) == max(rated.values()):
        return None
    wanted = (min if end == "lowest" else max)(rated.values())
    found = tuple(row for row, number in rated.items() if number == wanted)
    return found if found[2:] == () else None


def number_of(value: Any) -> float | None:  # noqa: ANN401 - any value a file can hold
    """Return `value` where it is a number, otherwise None; yes and no are not."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number else None
