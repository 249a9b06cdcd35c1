"""Which entries are meant, as options say it, and the days that leaves."""

import datetime as dt
from dataclasses import dataclass

from leadcoach.domain.dates import period_of
from leadcoach.errors import WrongUsage
from leadcoach.journal.store import EVER, Span


@dataclass(frozen=True)
class Filters:
    """Which entries are meant, each as typed; what is empty leaves all of them in."""

    exercise: str = ""
    since: str = ""
    until: str = ""
    on: str = ""
    tag: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    """tags and people that all stand in an entry"""
    words: tuple[str, ...] = ()
    question: str = ""
    """the id of a question that was answered"""

    def __bool__(self) -> bool:
        """Tell whether anything is left out."""
        return self != Filters()

    @property
    def opens_files(self) -> bool:
        """Tell whether names of files are not enough to know which entries are meant."""
        return bool(self.tag or self.person or self.words or self.question.strip())


def span_of(filters: Filters, today: dt.date) -> Span:
    """Return the days that the dates of `filters` leave, or raise WrongUsage."""
    first, last = EVER
    for text, is_first, is_last in (
        (filters.since, True, False),
        (filters.until, False, True),
        (filters.on, True, True),
    ):
        if text:
            days = period_of(text, today)
            first = max(first, days.first.isoformat()) if is_first else first
            last = min(last, days.last.isoformat()) if is_last else last
    if first > last:
        message = f"No day is left from {first} to {last}."
        raise WrongUsage(message, "--since takes the first day, --until the last.")
    return Span(first, last)
