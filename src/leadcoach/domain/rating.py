"""Questions answered on a line of whole numbers, one at a time or row by row."""

import datetime as dt
import math
import re
from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from leadcoach.domain.dates import day_answered
from leadcoach.domain.entry import Value
from leadcoach.domain.kind import Part, Question
from leadcoach.domain.picking import named, nearest_of
from leadcoach.domain.text import clean_line, whole_number
from leadcoach.errors import NotAnAnswer

TRACK: Any = Field(
    "",
    pattern=r"^([a-z][a-z0-9-]{0,39})?$",
    description="A word under which its numbers are followed across exercises.",
)
"""The key of a number that can be looked at over time; the same for every kind."""


class _Rated(Question):
    """Something placed on a line of whole numbers with words at its ends."""

    min: int = Field(1, ge=-100, le=100, description="The lowest number.")
    max: int = Field(5, ge=-100, le=100, description="The highest number.")
    anchors: dict[str, str] = Field(
        default_factory=dict, description='Words at the ends: 1 = "not at all".'
    )

    @model_validator(mode="after")
    def _has_a_range(self) -> Self:
        if not self.min < self.max <= self.min + 20:
            message = "a scale goes from min up to max, with at most 21 steps"
            raise ValueError(message)
        for key in self.anchors:
            number = whole_number(key)
            if number is None or not self.min <= number <= self.max:
                message = f"anchor {key} is not on the scale {self.min} to {self.max}"
                raise ValueError(message)
        return self

    def rating(self, given: Any) -> int:  # noqa: ANN401
        """Return the number in `given`."""
        if isinstance(given, str):
            given = whole_number(given)
        is_number = isinstance(given, int) and not isinstance(given, bool)
        if not is_number or not self.min <= given <= self.max:
            message = f"A whole number from {self.min} to {self.max} is needed."
            raise NotAnAnswer(message)
        return int(given)

    def ends(self) -> str:
        """Return what the ends mean: “1 = not at all, 5 = fully”."""
        ordered = sorted(self.anchors.items(), key=lambda pair: int(pair[0]))
        return ", ".join(f"{key} = {words}" for key, words in ordered)


class Scale(_Rated):
    """A place on a line of numbers."""

    type: Literal["scale"] = Field(description="A place on a line of numbers.")
    track: str = TRACK

    def accept(self, given: Any) -> Value:  # noqa: ANN401
        """Return the number."""
        return self.rating(given)

    def labels(self, value: Value) -> Mapping[str, str]:
        """Return the words at the ends."""
        return self.anchors

    def shown(self, value: Value) -> str:
        """Return the number and the end it counts towards."""
        return f"{value} of {self.max}"


class Matrix(_Rated):
    """Several rows, each rated on one scale or ticked in one column."""

    type: Literal["matrix"] = Field(description="Several rows, rated or ticked.")
    rows: dict[Part, str] = Field(
        default_factory=dict, max_length=100, description='The rows: id = "words".'
    )
    rows_from: str = Field(
        "",
        description="Take as rows what an earlier list or multi was answered with, or "
        "your open `commitments` or latest `entries`.",
    )
    cols: dict[Part, str] = Field(
        default_factory=dict,
        max_length=12,
        description='Columns to tick instead of a scale: id = "words".',
    )

    @model_validator(mode="after")
    def _has_rows(self) -> Self:
        if bool(self.rows) == bool(self.rows_from):
            message = "a matrix needs either rows or rows_from"
            raise ValueError(message)
        return self

    def with_rows(self, rows: Mapping[str, str]) -> "Matrix":
        """Return this question with `rows`, id -> words, as its rows."""
        return self.model_copy(update={"rows": dict(rows)})

    def cell(self, given: Any) -> int | str:  # noqa: ANN401
        """Return the number, or the id of the column, for one row."""
        return named(self.cols, given) if self.cols else self.rating(given)

    def accept(self, given: Any) -> Value:  # noqa: ANN401
        """Return row -> number or column; rows may be left out."""
        if not isinstance(given, Mapping):
            raise NotAnAnswer("A table is needed: row = number or column.")
        for row in given:
            if row not in self.rows:
                meant = nearest_of(str(row), self.rows)
                message = f"There is no row “{clean_line(str(row), 40)}”."
                raise NotAnAnswer(message, meant or f"Rows: {', '.join(self.rows)}.")
        cells = {row: self.cell(given[row]) for row in self.rows if row in given}
        if not cells:
            raise NotAnAnswer("This is empty.")
        return cells

    def labels(self, value: Value) -> Mapping[str, str]:
        """Return the words of the rows and of the columns ticked."""
        cells = value if isinstance(value, Mapping) else {}
        rows = {row: self.rows[row] for row in cells if self.rows.get(row, row) != row}
        ticked = [str(cell) for cell in cells.values() if self.cols]
        cols = {col: self.cols[col] for col in self.cols if col in ticked}
        return rows | (cols if self.cols else self.anchors)

    def shown(self, value: Value) -> str:
        """Return the rows and what was given for each."""
        return "; ".join(self.items(value))

    def items(self, value: Value) -> tuple[str, ...]:
        """Return the rows, each with what was given for it."""
        cells = value if isinstance(value, Mapping) else {}
        return tuple(
            f"{self.rows.get(row, row)}: {self.cols.get(str(cell), str(cell))}"
            for row, cell in cells.items()
        )


_NUMBER = re.compile(r"[-+]?\d{1,15}(?:[.,]\d{1,6})?")
_AWAY = re.compile(r"(?P<sign>[+-])(?P<count>\d{1,4})d")
_MOST = 1e15


class Number(Question):
    """A number, whole or not."""

    type: Literal["number"] = Field(description="A number.")
    min: float | None = Field(None, description="The lowest number it takes.")
    max: float | None = Field(None, description="The highest number it takes.")
    unit: str = Field("", max_length=40, description="What is counted: hours, people.")
    track: str = TRACK

    @model_validator(mode="after")
    def _has_a_range(self) -> Self:
        bounds = [each for each in (self.min, self.max) if each is not None]
        if any(not abs(each) <= _MOST for each in bounds) or bounds != sorted(bounds):
            message = "a number goes from min up to max"
            raise ValueError(message)
        return self

    def accept(self, given: Any) -> Value:  # noqa: ANN401 - whatever a file holds
        """Return the number; a whole one as such."""
        if isinstance(given, str) and _NUMBER.fullmatch(given.strip()):
            given = float(given.strip().replace(",", "."))
        is_number = isinstance(given, int | float) and not isinstance(given, bool)
        if not is_number or not math.isfinite(given) or abs(given) > _MOST:
            raise NotAnAnswer(f"A number is needed{self.bounds()}.")
        low = -_MOST if self.min is None else self.min
        high = _MOST if self.max is None else self.max
        if not low <= given <= high:
            raise NotAnAnswer(f"A number is needed{self.bounds()}.")
        return int(given) if given == int(given) else float(given)

    def from_text(self, typed: str) -> Value:
        """Return the number typed, with its unit behind it or not."""
        return self.accept(typed.strip().removesuffix(self.unit).strip())

    def shown(self, value: Value) -> str:
        """Return the number and its unit."""
        return f"{value} {self.unit}".strip()

    def bounds(self) -> str:
        """Return “, from 0 to 40”, or what there is of it."""
        low = "" if self.min is None else f" from {self.min:g}"
        high = "" if self.max is None else f" up to {self.max:g}"
        if low and high:
            high = f" to {self.max:g}"
        return f",{low}{high}" if low or high else ""


class Day(Question):
    """A day."""

    type: Literal["date"] = Field(description="A day.")
    earliest: str = Field(
        "", description="The first day it takes: today, -7d, +60d or 2026-12-31."
    )
    latest: str = Field(
        "", description="The last day it takes: today, -7d, +60d or 2026-12-31."
    )
    today: dt.date | None = Field(
        None, exclude=True, description="Filled in while running."
    )

    @model_validator(mode="after")
    def _has_days(self) -> Self:
        any_day = dt.date(2000, 1, 1)
        first, last = bound(self.earliest, any_day), bound(self.latest, any_day)
        same_kind = self.earliest[:1].isdigit() == self.latest[:1].isdigit()
        if first and last and same_kind and first > last:
            message = "earliest is later than latest"
            raise ValueError(message)
        return self

    def accept(self, given: Any) -> Value:  # noqa: ANN401 - whatever a file holds
        """Return the day that is given or named."""
        found = day_answered(given, self.today)
        today = self.today or dt.date.min
        first, last = bound(self.earliest, today), bound(self.latest, today)
        if first is not None and self._binds(self.earliest) and found < first:
            raise NotAnAnswer(f"A day from {first.isoformat()} on is needed.")
        if last is not None and self._binds(self.latest) and found > last:
            raise NotAnAnswer(f"A day up to {last.isoformat()} is needed.")
        return found

    def shown(self, value: Value) -> str:
        """Return the day as 2026-11-21."""
        return value.isoformat() if isinstance(value, dt.date) else str(value)

    def _binds(self, written: str) -> bool:
        # Before the sitting has a today, only a day of the calendar can be compared.
        return self.today is not None or written[:1].isdigit()


def bound(written: str, today: dt.date) -> dt.date | None:
    """Return the day that `earliest` or `latest` means, or None where it is left out.

    Raises:
        ValueError: it is none of `today`, `+60d`, `-7d` and `2026-12-31`.
    """
    if not written:
        return None
    if written == "today":
        return today
    away = _AWAY.fullmatch(written)
    if away is None:
        return _of_the_calendar(written)
    days = int(away["count"]) * (1 if away["sign"] == "+" else -1)
    try:
        return today + dt.timedelta(days=days)
    except OverflowError:
        return today


def _of_the_calendar(written: str) -> dt.date:
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        message = f"“{written}” is no day; write today, +60d or 2026-12-31"
        raise ValueError(message) from None
