"""The commitment: one small thing, tied to a moment that will come."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from leadcoach.domain.dates import day_of
from leadcoach.domain.entry import PARTS, Value, commitment_of, in_words
from leadcoach.domain.kind import Question
from leadcoach.domain.picking import nearest_of
from leadcoach.domain.text import clean_line, whole_number, with_plain_line_ends
from leadcoach.errors import NotAnAnswer


class Committing(Question):
    """One thing to do, and when; by a day; with a plan for what hinders."""

    type: Literal["commitment"] = Field(description="One small thing to do.")
    today: dt.date | None = Field(
        None, exclude=True, description="Filled in while running."
    )

    def accept(self, given: Any) -> Value:  # noqa: ANN401 - whatever a file holds
        """Return the parts that were given; words alone are the action."""
        if isinstance(given, str):
            given = {"action": given}
        if not isinstance(given, Mapping):
            raise NotAnAnswer("Words are needed, or a table with action = …")
        for part in given:
            if part not in PARTS:
                hint = nearest_of(str(part), PARTS) or f"Parts: {', '.join(PARTS)}."
                message = f"A commitment has no part “{clean_line(str(part), 40)}”."
                raise NotAnAnswer(message, hint)
        filled = {part: given[part] for part in PARTS if given.get(part, "") != ""}
        kept = {part: self.part(part, value) for part, value in filled.items()}
        if not str(kept.get("action", "")).strip():
            raise NotAnAnswer("An action is needed: what will you do?")
        return kept

    def part(self, part: str, given: Any) -> Value:  # noqa: ANN401
        """Return one part as it is kept: words, a date or a number."""
        if part == "due":
            return self._day(given)
        if part == "sure":
            return self._certainty(given)
        if not isinstance(given, str):
            raise NotAnAnswer(f"{part}: words in quotes are needed.")
        return with_plain_line_ends(given)

    def shown(self, value: Value) -> str:
        """Return the commitment as lines: `When: …`, `I will: …`."""
        return in_words(commitment_of(value))

    def _day(self, given: Any) -> dt.date:  # noqa: ANN401
        if isinstance(given, dt.date) and not isinstance(given, dt.datetime):
            return given
        words = given if isinstance(given, str) else ""
        found = day_of(words, self.today or dt.date.min)
        if found is None:
            message = "A day is needed: 2026-12-01, friday or in 2 weeks."
            raise NotAnAnswer(message)
        return found

    def _certainty(self, given: Any) -> int:  # noqa: ANN401
        if isinstance(given, str):
            given = whole_number(given)
        if not isinstance(given, int) or isinstance(given, bool) or not 1 <= given <= 5:
            raise NotAnAnswer("A number from 1 to 5 is needed.")
        return given
