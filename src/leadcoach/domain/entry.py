"""What was written: a finished entry, and a draft that is not finished."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from leadcoach.domain.reading import Quote, Reading

Value: TypeAlias = (
    str | int | float | bool | dt.date | tuple[str, ...] | Mapping[str, Any]
)
"""What an answer can hold: words, a number, yes or no, a date, ids, or a table."""


@dataclass(frozen=True)
class Answer:
    """One question as it was asked, and what was answered."""

    id: str
    type: str
    asked: str
    value: Value
    private: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)
    """the words of the choices or rows that `value` names by id"""


@dataclass(frozen=True)
class Commitment:
    """One small thing somebody means to do, when a moment they will meet has come."""

    action: str
    cue: str = ""
    due: dt.date | None = None
    obstacle: str = ""
    plan: str = ""
    told: str = ""
    sure: int = 0
    """1 to 5; 0 when not said"""


@dataclass(frozen=True)
class Entry:
    """A finished sitting; one TOML file of the journal."""

    exercise: str
    version: str
    title: str
    sha256: str
    language: str
    started: dt.datetime
    finished: dt.datetime
    zone: str
    local_date: dt.date
    answers: tuple[Answer, ...] = ()
    reading: Reading | None = None
    amended: str = ""
    """the person's own words in place of the mirror's"""
    commitments: tuple[Commitment, ...] = ()
    unknown: Mapping[str, Any] = field(default_factory=dict)
    """what a newer leadcoach wrote; kept as it was"""

    def value(self, question: str) -> Value | None:
        """Return what was answered to `question`, or None."""
        found = [each.value for each in self.answers if each.id == question]
        return found[0] if found else None

    def still_says(self, quote: Quote) -> bool:
        """Tell whether a passage stands in the answer that it was picked from."""
        said = self.value(quote.answer)
        return isinstance(said, str) and said[quote.start : quote.end] == quote.text


@dataclass(frozen=True)
class Draft:
    """A sitting under way: enough to go on later with the very next question."""

    exercise: str
    version: str
    title: str
    sha256: str
    started: dt.datetime
    saved: dt.datetime
    answers: Mapping[str, Value] = field(default_factory=dict)
    passed: tuple[str, ...] = ()
    """questions that were skipped or only shown"""
    reading: Reading | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    """how this sitting was begun: quick, mirror, lenses"""
    typing: Mapping[str, str] = field(default_factory=dict)
    """answers that were still being typed, by question"""
    parts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """the same for questions with lines, rows or parts: question -> part -> text"""
    unknown: Mapping[str, Any] = field(default_factory=dict)
    """what a newer leadcoach wrote; kept as it was"""
