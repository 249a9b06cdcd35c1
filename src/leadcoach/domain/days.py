"""Days as people write them: 2026-12-01, 31.12.2026, tomorrow, friday, in 2 weeks, 12 march."""

import datetime as dt
import re

WEEKDAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_BEFORE = re.compile(r"^(?:(?:by|on|next|this|the)\s+)+")
_AHEAD = re.compile(r"(?:in\s+|\+\s*)(\d{1,3}|an?|one|two)\s*(days?|d|weeks?|w)")
_COUNTED = {"a": 1, "an": 1, "one": 1, "two": 2}
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_DOTS = re.compile(r"(\d{1,2})\. ?(\d{1,2})(?:\. ?(\d{4})?)?")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")
_DAY_MONTH = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(?P<month>[a-z]{3,9})\.?(?:\s+(?P<year>\d{4}))?"
)
_MONTH_DAY = re.compile(
    r"(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(?P<year>\d{4}))?"
)


def day_of(text: str, today: dt.date) -> dt.date | None:
    """Return the coming day that `text` names, or None when it names none."""
    words = _BEFORE.sub("", text.strip().lower().rstrip("."))
    for reading in (_iso, _in_figures, _near, _ahead, _weekday, _in_month):
        try:
            found = reading(words, today)
        except (ValueError, OverflowError):
            continue
        if found is not None:
            return found
    return None


def _iso(words: str, _: dt.date) -> dt.date:
    return dt.date.fromisoformat(words)


def _in_figures(words: str, today: dt.date) -> dt.date | None:
    found = in_figures(words)
    return _coming(*found[0], today) if len(found) == 1 else None


def in_figures(words: str) -> list[tuple[int, int, int]]:
    """Return what a day in figures can mean: day, month, and year, 0 where none is told.

    With dots the day comes first; with slashes nobody knows, so that 1/12/2026 has two
    meanings. What is no day in figures has none.
    """
    first = _YEAR_FIRST.fullmatch(words)
    if first:
        return [(int(first[4]), int(first[3]), int(first[1]))]
    found = _DOTS.fullmatch(words) or _SLASHES.fullmatch(words)
    if found is None:
        return []
    one, two, year = int(found[1]), int(found[2]), int(found[3] or 0)
    if "/" not in words or one == two or one > 12:
        return [(one, two, year)]
    if two > 12:
        return [(two, one, year)]
    return [(one, two, year), (two, one, year)]


def _near(words: str, today: dt.date) -> dt.date | None:
    ahead = {"today": 0, "tomorrow": 1, "week": 7}.get(words)
    return None if ahead is None else today + dt.timedelta(days=ahead)


def _ahead(words: str, today: dt.date) -> dt.date | None:
    match = _AHEAD.fullmatch(words)
    if match is None:
        return None
    count = _COUNTED.get(match[1]) or int(match[1])
    days = count * (7 if match[2].startswith("w") else 1)
    return today + dt.timedelta(days=days)


def _weekday(words: str, today: dt.date) -> dt.date | None:
    at = _beginning(words, WEEKDAYS)
    if at is None:
        return None
    return today + dt.timedelta(days=(at - today.weekday() - 1) % 7 + 1)


def _in_month(words: str, today: dt.date) -> dt.date | None:
    match = _DAY_MONTH.fullmatch(words) or _MONTH_DAY.fullmatch(words)
    at = _beginning(match["month"], MONTHS) if match else None
    if match is None or at is None:
        return None
    return _coming(int(match["day"]), at + 1, int(match["year"] or 0), today)


def _coming(day: int, month: int, year: int, today: dt.date) -> dt.date:
    """Return the day of `year`; without one, of this year or the next."""
    if year:
        return dt.date(year, month, day)
    this_year = dt.date(today.year, month, day)
    return this_year if this_year >= today else dt.date(today.year + 1, month, day)


def _beginning(word: str, known: tuple[str, ...]) -> int | None:
    found = [
        at for at, each in enumerate(known) if len(word) > 2 and each.startswith(word)
    ]
    return found[0] if found else None
