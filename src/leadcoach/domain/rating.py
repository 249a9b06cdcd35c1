"""Questions answered on a line of whole numbers, one at a time or row by row."""

from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import Field, model_validator

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
