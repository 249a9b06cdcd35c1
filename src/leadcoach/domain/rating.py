"""Questions answered with yes or no, numbers, row by row or alone, days, a commitment."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import field
from typing import Literal, Self

from leadcoach.domain.dates import day_answered
from leadcoach.domain.entry import (
    PARTS,
    Closes,
    Value,
    check_endings,
    commitment_of,
    in_words,
)
from leadcoach.domain.facts import ENDS, number_of, rows_at
from leadcoach.domain.question import (
    PartId,
    Question,
    key,
    known_choices,
    known_parts,
    named,
    table,
)
from leadcoach.domain.text import whole_number, with_plain_line_ends
from leadcoach.errors import NotAnAnswer

_TRACK = "A word under which its numbers are followed across exercises."
_TRACK_FORM = r"^([a-z][a-z0-9-]{0,39})?$"


def whole_within(given: object, low: int, high: int) -> int | None:
    """Return the whole number that `given` is, or None where it is none of the range."""
    number = whole_number(given) if isinstance(given, str) else given
    if not isinstance(number, int) or isinstance(number, bool):
        return None
    return number if low <= number <= high else None


@table
class YesNo(Question):
    """Yes or no; Enter alone means neither."""

    type: Literal["yesno"] = key("Yes or no.")

    def accept(self, given: object) -> Value:
        word = given.strip().lower() if isinstance(given, str) else given
        if word is True or word in ("yes", "y", "true", "1"):
            return True
        if word is False or word in ("no", "n", "false", "2"):
            return False
        raise NotAnAnswer("Yes or no is needed (true or false in a file).")

    def shown(self, value: Value) -> str:
        return "yes" if value else "no"


@table
class _Rated(Question):
    """Something placed on a line of whole numbers with words at its ends."""

    min: int = key("The lowest number.", default=1, ge=-100, le=100)
    max: int = key("The highest number.", default=5, ge=-100, le=100)
    anchors: dict[str, str] = key('Words at the ends: 1 = "not at all".', default=dict)

    def __post_init__(self) -> None:
        if not self.min < self.max <= self.min + 20:
            raise ValueError("a scale goes from min up to max, with at most 21 steps")
        for each in self.anchors:
            if whole_within(each, self.min, self.max) is None:
                scale = f"{self.min} to {self.max}"
                raise ValueError(f"anchor {each} is not on the scale {scale}")

    def rating(self, given: object) -> int:
        """Return the number in `given`.

        Raises:
            NotAnAnswer: it is not on the scale.
        """
        number = whole_within(given, self.min, self.max)
        if number is None:
            message = f"A whole number from {self.min} to {self.max} is needed."
            raise NotAnAnswer(message)
        return number

    def ends(self) -> str:
        ordered = sorted(self.anchors.items(), key=lambda pair: int(pair[0]))
        return ", ".join(f"{number} = {words}" for number, words in ordered)


@table
class Scale(_Rated):
    """A place on a line of numbers."""

    type: Literal["scale"] = key("A place on a line of numbers.")
    track: str = key(_TRACK, default="", pattern=_TRACK_FORM)

    def accept(self, given: object) -> Value:
        return self.rating(given)

    def labels(self, value: Value) -> Mapping[str, str]:
        return self.anchors

    def shown(self, value: Value) -> str:
        return f"{value} of {self.max}"


@table
class Matrix(_Rated):
    """Several rows, each rated on one scale or ticked in one column."""

    type: Literal["matrix"] = key("Several rows, rated or ticked.")
    rows: dict[PartId, str] = key(
        'The rows: id = "words".', default=dict, max_length=100
    )
    rows_from: str = key(
        "Take as rows what an earlier list or multi was answered with, or your open "
        "`commitments` or latest `entries`.",
        default="",
    )
    cols: dict[PartId, str] = key(
        'Columns to tick instead of a scale: id = "words".', default=dict, max_length=12
    )

    closes: Closes = key(
        'With rows_from = "commitments": what a column says became of one: '
        '{ yes = "done", half = "partly", no = "let_go" }. In a list: it is done.',
        default=(),
    )

    def __post_init__(self) -> None:
        _Rated.__post_init__(self)  # `self` is a pydantic model where a file is checked
        known_choices("closes", tuple(self.closes), self.cols)
        check_endings(self.closes)
        if self.closes and self.rows_from != "commitments":
            raise ValueError('closes goes with rows_from = "commitments"')
        if bool(self.rows) == bool(self.rows_from):
            raise ValueError("a matrix needs either rows or rows_from")

    @property
    def source(self) -> str:
        return self.rows_from

    def with_items(self, items: Mapping[str, str]) -> Self:
        return self.changed(rows=dict(items))

    def cell(self, given: object) -> int | str:
        """Return the number, or the id of the column, for one row."""
        return named(self.cols, given) if self.cols else self.rating(given)

    def accept(self, given: object) -> Value:
        nothing = "A table is needed: row = number or column."
        if isinstance(given, Mapping):
            given = {self._row(str(each)): given[each] for each in given}
        cells = known_parts(given, tuple(self.rows), "There is no row", nothing)
        if not cells:
            raise NotAnAnswer("This is empty.")
        return {row: self.cell(each) for row, each in cells.items()}

    def _row(self, named: str) -> str:
        """Return the id of the row that is named by it, or by its number from 1."""
        number, ids = whole_number(named), list(self.rows)
        if named in ids or number is None or not 1 <= number <= len(ids):
            return named
        return ids[number - 1]

    def labels(self, value: Value) -> Mapping[str, str]:
        """Return the words of the rows and of the columns ticked."""
        cells = value if isinstance(value, Mapping) else {}
        rows = {row: self.rows[row] for row in cells if self.rows.get(row, row) != row}
        ticked = [str(cell) for cell in cells.values() if self.cols]
        cols = {col: self.cols[col] for col in self.cols if col in ticked}
        return rows | (cols if self.cols else self.anchors)

    def shown(self, value: Value) -> str:
        return "; ".join(self.items(value))

    def items(self, value: Value) -> tuple[str, ...]:
        cells = self.cells(value).items()
        return tuple(f"{self.rows.get(row, row)}: {cell}" for row, cell in cells)

    def cells(self, value: Value) -> Mapping[str, int | str]:
        """Return what stands in each row: the number, or the words of its column."""
        cells: Mapping[str, int | str] = value if isinstance(value, Mapping) else {}
        return {row: self.cols.get(str(cells[row]), cells[row]) for row in cells}


def ends_in_words(
    name: str,
    question: Question,
    value: Value | None,
    labels: Mapping[str, str] | None = None,
) -> dict[str, tuple[str, ...]]:
    """Return `m.lowest` and `m.highest` of a matrix `m`: the words, and those of each row.

    Two rows where they tie, none where no row stands out; `labels` are other words.
    """
    if not isinstance(question, Matrix) or question.cols or value is None:
        return {}
    words = dict(question.rows)
    if not question.rows_from:  # within a text, a sentence loses its full stop
        words = {row: each.rstrip(". ") for row, each in words.items()}
    words |= labels or {}
    found = {}
    for end in ENDS:
        items = [words.get(row, row) for row in rows_at(value, end) or ()]
        found[f"{name}.{end}"] = (" and ".join(items), *items)
    return found


_NUMBER = re.compile(r"[-+]?\d{1,15}(?:[.,]\d{1,6})?")
_AWAY = re.compile(r"(?P<days>[+-]\d{1,4})d")
_MOST = 1e15


@table
class Number(Question):
    """A number, whole or not."""

    type: Literal["number"] = key("A number.")
    min: float | None = key("The lowest number it takes.", default=None)
    max: float | None = key("The highest number it takes.", default=None)
    unit: str = key("What is counted: hours, people.", default="", max_length=40)
    track: str = key(_TRACK, default="", pattern=_TRACK_FORM)

    def __post_init__(self) -> None:
        bounds = [each for each in (self.min, self.max) if each is not None]
        if any(not abs(each) <= _MOST for each in bounds) or bounds != sorted(bounds):
            raise ValueError("a number goes from min up to max")

    def accept(self, given: object) -> Value:
        if isinstance(given, str) and _NUMBER.fullmatch(given.strip()):
            given = float(given.strip().replace(",", "."))
        low = -_MOST if self.min is None else self.min
        high = _MOST if self.max is None else self.max
        number = number_of(given)
        if number is None or not low <= number <= high:
            raise NotAnAnswer(f"A number is needed{self.bounds()}.")
        return int(number) if number == int(number) else float(number)

    def from_text(self, typed: str) -> Value:
        return self.accept(typed.strip().removesuffix(self.unit).strip())

    def shown(self, value: Value) -> str:
        return f"{value} {self.unit}".strip()

    def bounds(self) -> str:
        """Return “, from 0 to 40”, or what there is of it."""
        low = "" if self.min is None else f" from {self.min:g}"
        high = "" if self.max is None else f" up to {self.max:g}"
        if low and high:
            high = f" to {self.max:g}"
        return f",{low}{high}" if low or high else ""


@table
class Day(Question):
    """A day."""

    type: Literal["date"] = key("A day.")
    earliest: str = key(
        "The first day it takes: today, -7d, +60d or 2026-12-31.", default=""
    )
    latest: str = key(
        "The last day it takes: today, -7d, +60d or 2026-12-31.", default=""
    )
    today: dt.date | None = field(default=None, init=False)
    """filled in while running"""

    def __post_init__(self) -> None:
        any_day = dt.date(2000, 1, 1)
        first, last = bound(self.earliest, any_day), bound(self.latest, any_day)
        same_kind = self.earliest[:1].isdigit() == self.latest[:1].isdigit()
        if first and last and same_kind and first > last:
            raise ValueError("earliest is later than latest")

    def accept(self, given: object) -> Value:
        found = day_answered(given, self.today)
        first, last = self._bound(self.earliest), self._bound(self.latest)
        if first is not None and found < first:
            raise NotAnAnswer(f"A day from {first.isoformat()} on is needed.")
        if last is not None and found > last:
            raise NotAnAnswer(f"A day up to {last.isoformat()} is needed.")
        return found

    def shown(self, value: Value) -> str:
        return value.isoformat() if isinstance(value, dt.date) else str(value)

    def _bound(self, written: str) -> dt.date | None:
        # Before the sitting has a today, only a day of the calendar can be compared.
        if self.today is None and not written[:1].isdigit():
            return None
        return bound(written, self.today or dt.date.min)


def bound(written: str, today: dt.date) -> dt.date | None:
    """Return the day that `earliest` or `latest` means, or None where it is left out.

    Raises:
        ValueError: it is none of `today`, `+60d`, `-7d` and `2026-12-31`.
    """
    if written in ("", "today"):
        return today if written else None
    away = _AWAY.fullmatch(written)
    try:
        if away is None:
            return dt.date.fromisoformat(written)
        return today + dt.timedelta(days=int(away["days"]))
    except OverflowError:
        return today
    except ValueError:
        message = f"“{written}” is no day; write today, +60d or 2026-12-31"
        raise ValueError(message) from None


ASKED = {
    "action": "I will …",
    "cue": "When? A moment, a day or a sign.",
    "due": "By which day?",
    "obstacle": "What could get in the way?",
    "plan": "Then I will …",
    "told": "Whom will you tell? Initials are enough.",
    "sure": "How sure are you that you will do it, 1 to 5?",
}
"""The parts of a commitment in the order they are asked, with their words."""


@table
class Committing(Question):
    """One thing to do, and when; by a day; with a plan for what hinders."""

    type: Literal["commitment"] = key(
        "One small thing to do. In a section for each of your `commitments` it is the new "
        "form of that one, which is changed then."
    )
    today: dt.date | None = field(default=None, init=False)
    """filled in while running"""

    def accept(self, given: object) -> Value:
        if isinstance(given, str):
            given = {"action": given}
        nothing = "Words are needed, or a table with action = …"
        filled = known_parts(given, PARTS, "A commitment has no part", nothing)
        kept = {
            part: self.part(part, filled[part]) for part in filled if filled[part] != ""
        }
        if not str(kept.get("action", "")).strip():
            raise NotAnAnswer("An action is needed: what will you do?")
        return kept

    def part(self, part: str, given: object) -> Value:
        if part == "due":
            return day_answered(given, self.today)
        if part == "sure":
            number = whole_within(given, 1, 5)
            if number is None:
                raise NotAnAnswer("A number from 1 to 5 is needed.")
            return number
        if not isinstance(given, str):
            raise NotAnAnswer(f"{part}: words in quotes are needed.")
        return with_plain_line_ends(given)

    def shown(self, value: Value) -> str:
        """Return the commitment on one line: `When: … / I will: …`."""
        return in_words(commitment_of(value))
