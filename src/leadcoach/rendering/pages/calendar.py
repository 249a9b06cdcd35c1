"""A month with the days that were written on, and what was written on this day before."""

import calendar as weeks
import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any

from leadcoach.domain.dates import MONTHS, WEEKDAYS, day_in_words, day_or_none
from leadcoach.domain.entry import opening
from leadcoach.journal.entry_name import EntryName
from leadcoach.journal.store import FoundEntry
from leadcoach.rendering.page import Block, Page, Paragraph, Picture, Table

_CELL = 4


def calendar_page(first: dt.date, found: Sequence[FoundEntry]) -> Page:
    """Return the month of the day `first`; `found` are its entries, newest first."""
    told = [(EntryName.of_file(each.path.name), each) for each in reversed(found)]
    days = Counter(day for name, _ in told if (day := day_or_none(name.day)))
    month = f"{MONTHS[first.month - 1]} {first.year}"
    blocks: list[Block] = [
        # What follows says all of it in words: each entry with its day.
        Picture(_weeks(first, {day.day for day in days}), (), holds_all=True),
        *_listed(told),
        *_below(found, f"Nothing is written in {month}."),
    ]
    data = {
        "month": f"{first:%Y-%m}",
        "days": [{"day": day, "entries": count} for day, count in days.items()],
        "entries": [_data(name, each) for name, each in told],
    }
    return Page(month, tuple(blocks), data)


def on_this_day_page(today: dt.date, found: Sequence[FoundEntry]) -> Page:
    """Return the entries `found` of this day in earlier months and years."""
    told = [(EntryName.of_file(each.path.name), each) for each in found]
    nothing = (
        "Nothing is written on this day of earlier months, "
        "or on this date of earlier years."
    )
    data = {"day": today, "entries": [_data(name, each) for name, each in told]}
    title = f"On this day, {day_in_words(today)}"
    return Page(title, (*_listed(told, year=True), *_below(found, nothing)), data)


def _weeks(first: dt.date, written: set[int]) -> tuple[str, ...]:
    """Return the lines of a month, weeks from Monday, written days in brackets."""
    names = "".join(f" {each[:2]} " for each in WEEKDAYS)
    month = weeks.monthcalendar(first.year, first.month)
    return (names.rstrip(), *("".join(_cell(day, written) for day in w) for w in month))


def _cell(day: int, written: set[int]) -> str:
    if not day:
        return " " * _CELL
    return f"[{day}]".rjust(_CELL) if day in written else f"{day:>3} "


def _listed(
    told: Sequence[tuple[EntryName, FoundEntry]], *, year: bool = False
) -> list[Block]:
    """Return a row for each entry, with as many of its words as there is room for."""
    rows = []
    for name, each in told:
        day = day_or_none(name.day)
        said = day_in_words(day, year=year) if day else name.day
        words = opening(each.entry) if each.entry else "it cannot be read"
        rows.append((str(each.number), f"{said}, {name.clock}", name.exercise, words))
    head = ("", "Day", "Exercise", "First words")
    return [Table(head, tuple(rows), brief=True)] if rows else []


def _below(found: Sequence[FoundEntry], nothing: str) -> list[Block]:
    if not found:
        return [Paragraph(nothing)]
    example = f"Read one with: leadcoach journal show {found[0].number}"
    return [Paragraph(example, quiet=True)]


def _data(name: EntryName, found: FoundEntry) -> dict[str, Any]:
    return {
        "number": found.number,
        "name": found.path.stem,
        "date": name.day,
        "time": name.clock,
        "exercise": name.exercise,
    }
