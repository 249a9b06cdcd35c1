"""Questions answered with a number or a day."""

import datetime as dt
import math
import re
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from leadcoach.domain.days import day_of
from leadcoach.domain.entry import Value
from leadcoach.domain.kind import Question
from leadcoach.domain.rating import TRACK
from leadcoach.errors import NotAnAnswer

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
        found = self._day(given)
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

    def _day(self, given: Any) -> dt.date:  # noqa: ANN401
        if isinstance(given, dt.date) and not isinstance(given, dt.datetime):
            return given
        words = given if isinstance(given, str) else ""
        found = day_of(words, self.today or dt.date.min)
        if found is None:
            message = "A day is needed: 2026-12-01, friday or in 2 weeks."
            raise NotAnAnswer(message)
        return found


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
