"""What is known at one point of a sitting, for conditions and for piping."""

import datetime as dt
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from leadcoach.domain.entry import Commitment, Value
from leadcoach.domain.reading import quote_in
from leadcoach.domain.text import words_in

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
    """these commitments, and in words what was last said of each"""


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


def numbers_in(value: Value | None) -> list[float]:
    """Return the numbers a matrix (or a single number) holds."""
    cells = list(value.values()) if isinstance(value, Mapping) else [value]
    return [found for found in map(number_of, cells) if found is not None]


def count_words(value: Value | None, _: dt.date) -> float | None:
    """Return how many words the text has."""
    return len(words_in(value)) if isinstance(value, str) else None


def count_items(value: Value | None, _: dt.date) -> float | None:
    """Return how many lines, choices or rows were given."""
    return len(value) if isinstance(value, tuple | Mapping) else None


def mean(value: Value | None, _: dt.date) -> float | None:
    """Return the mean of the numbers given."""
    cells = numbers_in(value)
    return sum(cells) / len(cells) if cells else None


def lowest(value: Value | None, _: dt.date) -> float | None:
    """Return the lowest number given."""
    return min(numbers_in(value), default=None)


def highest(value: Value | None, _: dt.date) -> float | None:
    """Return the highest number given."""
    return max(numbers_in(value), default=None)


def days_until(value: Value | None, today: dt.date) -> float | None:
    """Return the days from today to a date, or to the date of a commitment."""
    due = value.get("due") if isinstance(value, Mapping) else value
    if isinstance(due, dt.datetime):
        due = due.date()
    return (due - today).days if isinstance(due, dt.date) else None


def in_a_row(values: Sequence[Value], choice: str) -> int:
    """Return how many of `values`, from the first on, hold `choice` without a gap."""
    count = 0
    for value in values:
        if not _holds(value, choice):
            break
        count += 1
    return count


def part_of(value: Value | None, choice: str) -> float | None:
    """Return which part of a matrix's rows has `choice`, 0 to 1; None without rows."""
    if not isinstance(value, Mapping) or not value:
        return None
    return len([cell for cell in value.values() if cell == choice]) / len(value)


def _holds(value: Value, choice: str) -> bool:
    return choice in value if isinstance(value, tuple) else value == choice


MEASURES = {
    "words": count_words,
    "count": count_items,
    "mean": mean,
    "lowest": lowest,
    "highest": highest,
    "days_until": days_until,
}
"""The functions of a condition that give a number."""
