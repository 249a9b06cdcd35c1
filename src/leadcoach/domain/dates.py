"""Dates as people and programs write them: in front matter, in names, in jrnl's brackets.

A date that can be read in two ways, like 06/01/2026, is none: nobody's day is guessed.
"""

import datetime as dt
import re
from dataclasses import dataclass

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS) + "|Sept"
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?[.,]? +"
_NTH = r"(?:st|nd|rd|th)?"
_DAYS = "|".join(
    (
        r"(?P<y1>\d{4})(?P<sep>[-/._])(?P<m1>\d\d?)(?P=sep)(?P<d1>\d\d?)",
        r"(?P<d2>\d\d?)\. ?(?P<m2>\d\d?)\. ?(?P<y2>\d{4})",
        rf"(?P<d3>\d\d?){_NTH}[ -](?:of )?(?P<m3>{_MONTH})\.?,?[ -](?P<y3>\d{{4}})",
        rf"(?P<m4>{_MONTH})\.? (?P<d4>\d\d?){_NTH},? (?P<y4>\d{{4}})",
        r"(?P<first>\d\d?)(?P<by>[-/])(?P<then>\d\d?)(?P=by)(?P<y5>\d{4})",
        r"(?P<y6>(?:19|20)\d\d)(?P<m6>\d\d)(?P<d6>\d\d)",
        r"(?P<short>\d\d?[-/.]\d\d?[-/.]\d\d)",
    )
)
_CLOCK = (
    r"(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?"
    r"(?: ?(?P<half>[AP]M|[ap]m|[ap]\.m\.)(?!\w))?"
)
_ZONE = r" ?(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)(?![\w:])"
_STAMP = re.compile(
    rf"(?:{_WEEKDAY})?(?:{_DAYS})(?![\d/])"
    rf"(?:(?:[Tt]|,? +(?:at +)?){_CLOCK}(?:{_ZONE})?)?(?![\w:])",
    re.ASCII | re.IGNORECASE,
)
_CLOCK_ALONE = re.compile(_CLOCK, re.ASCII)
FIRST_YEAR = 1000
"""years are written with four digits"""
_LONGEST = 80


@dataclass(frozen=True)
class Stamp:
    """A date as it was written, with its time where it had one."""

    day: dt.date
    time: dt.time | None
    offset: dt.timedelta | None
    """from UTC, where it says so itself"""
    form: str
    """how it is written, which is the same for every date of one program"""
    rest: str
    """what stands behind it"""
    why: str = ""
    """why there is no such date; day and time mean nothing then"""
    order: str = ""
    """day or month, which comes first, where both are numbers and one is above 12"""

    @property
    def is_utc(self) -> bool:
        """Tell whether it is told in UTC, which is a program's clock and nobody's own."""
        return self.offset == dt.timedelta()


def stamp_in(text: str, day: dt.date | None = None, order: str = "") -> Stamp | None:
    """Return the date that `text` begins with, or None; with `day` a time is enough.

    `order` is that of other dates of the same hand, as in `Stamp`.
    """
    text = text[:_LONGEST]
    found = _STAMP.match(text)
    if found is None and day is not None:
        found = _CLOCK_ALONE.match(text)
    if found is None:
        return None
    form, rest = _form(found[0]), text[found.end() :]
    told = found.groupdict()
    own_order = _order(told)
    try:
        is_clock = found.re is _CLOCK_ALONE
        date = day if is_clock and day else _date(told, own_order or order)
        time, offset = _time(told), _offset(told.get("zone"))
        return Stamp(date, time, offset, form, rest, order=own_order)
    except ValueError as problem:
        return Stamp(dt.date.min, None, None, form, rest, str(problem), own_order)


def _form(written: str) -> str:
    written = re.sub(
        r"([AaPp])(?=\.?[Mm]\b)", lambda at: "Xx"[at[0].islower()], written
    )
    return re.sub(r"\d+", "9", re.sub(r"(?!XM)[A-Z][A-Za-z]{2,}", "A", written))


def _order(told: dict[str, str | None]) -> str:
    first, then = int(told.get("first") or 0), int(told.get("then") or 0)
    if first > len(_MONTHS) >= then:
        return "day"
    return "month" if then > len(_MONTHS) >= first else ""


def _parts(told: dict[str, str | None], order: str) -> tuple[str, str, str]:
    if told["short"] or (told["first"] and not order):
        raise ValueError("its day and month can be read in two ways")
    at = next(at for at in "123456" if told[f"y{at}"])
    keys = ("first", "then") if order == "month" else ("then", "first")
    if at != "5":
        keys = (f"m{at}", f"d{at}")
    return told[f"y{at}"] or "", told[keys[0]] or "", told[keys[1]] or ""


def _date(told: dict[str, str | None], order: str) -> dt.date:
    year, month, day = _parts(told, order)
    names = [name[:3].casefold() for name in _MONTHS]
    number = int(month) if month.isdecimal() else names.index(month[:3].casefold()) + 1
    if not 1 <= number <= len(_MONTHS):
        raise ValueError(f"there is no month {number}")
    try:
        found = dt.date(int(year), number, int(day))
    except ValueError:
        message = f"there is no {int(day)} {_MONTHS[number - 1]} {year}"
        raise ValueError(message) from None
    if found.year < FIRST_YEAR:
        raise ValueError(f"the year {year} is too long ago")
    return found


def _time(told: dict[str, str | None]) -> dt.time | None:
    if not told["hour"]:
        return None
    hour, minute = int(told["hour"]), int(told["minute"] or 0)
    half = (told["half"] or "").upper()[:1]
    shown = f"there is no {told['hour']}:{told['minute']} on a clock"
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(shown)
        hour = hour % 12 + (12 if half == "P" else 0)
    try:
        return dt.time(hour, minute, int(told["second"] or 0))
    except ValueError:
        raise ValueError(shown) from None


def _offset(zone: str | None) -> dt.timedelta | None:
    if not zone:
        return None
    if zone.isalpha():
        return dt.timedelta()
    hours, minutes = int(zone[1:3]), int(zone[3:].strip(":") or 0)
    if hours > 14 or minutes > 59:
        raise ValueError(f"there is no offset {zone} from UTC")
    away = dt.timedelta(hours=hours, minutes=minutes)
    return away if zone[0] == "+" else -away
