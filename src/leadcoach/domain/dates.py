"""Dates as people and programs write them: one grammar for filters, answers and imports.

A date that can be read in two ways, like 6/1/2026, is none: nobody's day is guessed.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import NamedTuple

from leadcoach.domain.text import clean_line
from leadcoach.errors import NotAnAnswer, WrongUsage

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
FIRST_YEAR = 1000
"""years are written with four digits"""
_LONGEST = 80


def day_in_words(day: dt.date, *, year: bool = True, weekday: bool = False) -> str:
    """Return a day as people write it: `Tuesday 1 December 2026`, or less of it."""
    before = f"{WEEKDAYS[day.weekday()]} " if weekday else ""
    after = f" {day.year}" if year else ""
    return f"{before}{day.day} {MONTHS[day.month - 1]}{after}"


def short_day(day: dt.date, today: dt.date) -> str:
    """Return a day in few letters: `4 Nov`, or `4 Nov 2025` in another year than today's."""
    after = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {MONTHS[day.month - 1][:3]}{after}"


def day_or_none(text: str) -> dt.date | None:
    """Return the day that `2026-11-21` is; None where no calendar has it."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def comes_again(day: dt.date, today: dt.date) -> bool:
    """Tell whether `today` is that day of an earlier month or, after a year, that date.

    The last day of a short month stands for those that it has not.
    """
    is_last = (today + dt.timedelta(days=1)).month != today.month
    is_day = day.day == today.day or (is_last and day.day > today.day)
    months = (today.year - day.year) * len(MONTHS) + today.month - day.month
    return is_day and months > 0 and (months <= len(MONTHS) or not months % len(MONTHS))


def _beginnings(names: tuple[str, ...]) -> str:
    """Return a pattern for names and their beginnings, of three letters and more."""
    return "|".join(name[:end] for name in names for end in range(len(name), 2, -1))


_MONTH = _beginnings(MONTHS)
_WEEKDAY = _beginnings(WEEKDAYS)
_NTH = r"(?:st|nd|rd|th)?"
_FORMS = "|".join(
    (
        r"(?P<y1>\d{4})(?P<sep>[-/._])(?P<m1>\d\d?)(?P=sep)(?P<d1>\d\d?)",
        r"(?P<short>\d\d?[-/.]\d\d?[-/.]\d\d)(?!\d)",
        r"(?P<d2>\d\d?)\. ?(?P<m2>\d\d?)(?:\. ?(?P<y2>\d{4})?)?",
        rf"(?P<d3>\d\d?)(?:\.|{_NTH})[ -](?:of )?(?P<m3>{_MONTH})\.?(?:,?[ -](?P<y3>\d{{4}}))?",
        rf"(?P<m4>{_MONTH})\.? (?P<d4>\d\d?){_NTH}(?!\d)(?:,? (?P<y4>\d{{4}}))?",
        r"(?P<first>\d\d?)(?P<by>[-/])(?P<then>\d\d?)(?:(?P=by)(?P<y5>\d{4}))?",
        r"(?P<y6>(?:19|20)\d\d)(?P<m6>\d\d)(?P<d6>\d\d)",
    )
)
_WRITTEN = rf"(?:(?P<weekday>{_WEEKDAY})[.,]? +)?(?:{_FORMS})"
_FLAGS = re.ASCII | re.IGNORECASE  # compiled on first use: all of them take 15 ms


def _readings(found: re.Match[str], order: str = "") -> list[tuple[int, int, int]]:
    """Return what a date can mean: year, 0 where none is told, month and day.

    With dots the day comes first; with strokes nobody knows, unless `order`, of other
    dates of the same hand, says day or month. With a year of two digits it has none.
    """
    told = found.groupdict()
    if told["short"]:
        return []
    if told["first"]:
        one, two, year = (int(told[key] or 0) for key in ("first", "then", "y5"))
        both = list(dict.fromkeys([(year, two, one), (year, one, two)]))
        if len(both) > 1 and order:
            return [both[order == "month"]]
        return [each for each in both if each[1] <= len(MONTHS)] or both[:1]
    at = next(at for at in "12346" if told[f"d{at}"])
    month = told[f"m{at}"] or ""
    number = int(month) if month.isdecimal() else _place(month, MONTHS) + 1
    return [(int(told[f"y{at}"] or 0), number, int(told[f"d{at}"] or 0))]


def _place(word: str, names: tuple[str, ...]) -> int:
    word = word.title()
    return next(at for at, name in enumerate(names) if name.startswith(word))


def _date(year: int, month: int, day: int) -> dt.date:
    """Return that day; ValueError says in words why there is none."""
    if not 1 <= month <= len(MONTHS):
        raise ValueError(f"there is no month {month}")
    try:
        found = dt.date(year, month, day)
    except ValueError:
        message = f"there is no {day} {MONTHS[month - 1]} {year:04}"
        raise ValueError(message) from None
    if found.year < FIRST_YEAR:
        raise ValueError(f"the year {year:04} is too long ago")
    return found


def _nearest(month: int, day: int, today: dt.date, step: int) -> dt.date:
    """Return the next day of that name, today or later; with -1 the last one."""
    for year in range(today.year, today.year + 9 * step, step):  # 29 February is rare
        try:
            found = dt.date(year, month, day)
        except ValueError:
            continue
        if (found - today).days * step >= 0:
            return found
    raise ValueError(day)


def _typed(words: str, today: dt.date, step: int) -> dt.date | None:
    """Return the one day that `words` mean, without a year the nearest one."""
    found = re.fullmatch(_WRITTEN, words, _FLAGS)
    meant = _readings(found) if found else []
    if found is None or not meant:
        return None
    year, month, day = meant[0]
    if len(meant) > 1:
        one, two = (f"{year or today.year}-{m:02}-{d:02}" for _, m, d in meant)
        raise WrongUsage(
            f"“{words}” can be {day} {MONTHS[month - 1]} or {month} {MONTHS[day - 1]}.",
            f"Write {one} or {two}.",
        )
    date = _date(year, month, day) if year else _nearest(month, day, today, step)
    if found["weekday"] and date.weekday() != _place(found["weekday"], WEEKDAYS):
        raise ValueError(words)  # friday 21 november, which was a saturday
    return date


_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
            "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
            "seventeen", "eighteen", "nineteen", "twenty")  # fmt: skip
_COUNTS = {word: at for at, word in enumerate(_NUMBERS, 1)} | {"a": 1, "an": 1}
_COUNT = rf"(?P<count>[0-9]{{1,3}}|{'|'.join(sorted(_COUNTS, key=len, reverse=True))})"


def _count(word: str) -> int:
    return _COUNTS.get(word) or int(word)


# Days to come


_BEFORE = r"^(?:(?:by|on|next|this|the) )+"
_AHEAD = rf"(?:in |\+ ?){_COUNT} ?(?P<unit>days?|d|weeks?|w)"
_TO_COME = {"today": 0, "tomorrow": 1, "week": 7}


def day_of(text: str, today: dt.date) -> dt.date | None:
    """Return the coming day that `text` names, or None when it names none, or two."""
    words = re.sub(_BEFORE, "", " ".join(text.lower().split()).rstrip("."))
    try:
        if words in _TO_COME:
            return today + dt.timedelta(days=_TO_COME[words])
        ahead = re.fullmatch(_AHEAD, words)
        if ahead:
            days = _count(ahead["count"]) * (7 if ahead["unit"][0] == "w" else 1)
            return today + dt.timedelta(days=days)
        if re.fullmatch(_WEEKDAY, words, re.IGNORECASE):
            at = _place(words, WEEKDAYS)
            return today + dt.timedelta(days=(at - today.weekday() - 1) % 7 + 1)
        return _typed(words, today, 1)
    except (ValueError, OverflowError, WrongUsage):
        return None


def day_answered(given: object, today: dt.date | None) -> dt.date:
    """Return the day that an answer is or names, or raise NotAnAnswer."""
    if isinstance(given, dt.date) and not isinstance(given, dt.datetime):
        return given
    found = day_of(given if isinstance(given, str) else "", today or dt.date.min)
    if found is None:
        raise NotAnAnswer("A day is needed: 2026-12-01, friday or in 2 weeks.")
    return found


# Periods that lie back


_EXAMPLES = "Try 2026-03, last week or 3 days ago."
_LONGEST_PERIOD = 60
_FILLER = r"^(?:(?:on|in|since|until|from|during|the) )+"
_PERIOD = (
    r"(?P<year>[0-9]{4})(?:-(?P<number>[0-9]{2}))?"
    r"|(?:this|(?P<last>last)) (?P<near>week|month|year)"
    rf"|{_COUNT} (?P<unit>day|week|month|year)s? ago"
    rf"|(?:last )?(?P<weekday>{_WEEKDAY})"
    rf"|(?P<month>{_MONTH})\.?(?:,? (?P<of>[0-9]{{4}}))?"
)


_ONE_DAY = {"today": 0, "yesterday": 1}


class Period(NamedTuple):
    """The days from `first` to `last`, both included."""

    first: dt.date
    last: dt.date


def period_of(text: str, today: dt.date) -> Period:
    """Return the days that `text` means, seen from `today`.

    The words decide how wide it is: a day, a week from Monday, a month, a year.

    Raises:
        WrongUsage: it names none, or could mean two; with examples.
    """
    words = " ".join(text.lower().split())
    if 0 < len(words) <= _LONGEST_PERIOD:
        words = re.sub(_FILLER, "", words).rstrip(".")
        try:
            if found := _period(words, today):
                return found
        except (ValueError, OverflowError):  # the 31st of June, the year 0
            pass
    shown = clean_line(text, 40)
    raise WrongUsage(f"“{shown}” is no date that leadcoach understands.", _EXAMPLES)


def _period(words: str, today: dt.date) -> Period | None:
    if words in _ONE_DAY:
        return _back(_ONE_DAY[words], "day", today)
    found = re.fullmatch(_PERIOD, words, re.IGNORECASE)
    if found is None:
        day = _typed(words, today, -1)
        return Period(day, day) if day else None
    if found["year"]:
        year, number = int(found["year"]), found["number"]
        return _month_of(year, int(number)) if number else _year(year)
    if unit := found["near"] or found["unit"]:
        ago = _count(found["count"]) if found["unit"] else int(bool(found["last"]))
        return _back(ago, unit, today)
    if found["weekday"]:
        back = (today.weekday() - _place(found["weekday"], WEEKDAYS)) % 7
        is_today = not back and words.startswith("last ")
        return _back(7 if is_today else back, "day", today)
    month = _place(found["month"], MONTHS) + 1
    # Without a year it is the latest that has begun.
    return _month_of(int(found["of"] or today.year - (month > today.month)), month)


def _back(count: int, unit: str, today: dt.date) -> Period:
    """Return the whole day, week, month or year that is `count` of them ago."""
    if unit == "day":
        day = today - dt.timedelta(days=count)
        return Period(day, day)
    if unit == "week":
        monday = today - dt.timedelta(weeks=count, days=today.weekday())
        return Period(monday, monday + dt.timedelta(days=6))
    if unit == "year":
        return _year(today.year - count)
    year, month = divmod(today.year * 12 + today.month - 1 - count, 12)
    return _month_of(year, month + 1)


def _month_of(year: int, month: int) -> Period:
    first = dt.date(year, month, 1)
    after = dt.date(year + month // 12, month % 12 + 1, 1)
    return Period(first, after - dt.timedelta(days=1))


def _year(year: int) -> Period:
    return Period(dt.date(year, 1, 1), dt.date(year, 12, 31))


# Dates and times that programs wrote


_CLOCK = (
    r"(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?"
    r"(?: ?(?P<half>[AP]M|[ap]m|[ap]\.m\.)(?!\w))?"
)
_ZONE = r" ?(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)(?![\w:])"
_STAMP = rf"{_WRITTEN}(?![\d/])(?:(?:[Tt]|,? +(?:at +)?){_CLOCK}(?:{_ZONE})?)?(?![\w:])"
_IN_TWO_WAYS = "its day and month can be read in two ways"


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
    """Return the whole date that `text` begins with; with `day` a time is enough.

    `order` is that of other dates of the same hand, as in `Stamp`.
    """
    text = text[:_LONGEST]
    found = re.match(_STAMP, text, _FLAGS)
    clock = re.match(_CLOCK, text, re.ASCII) if found is None and day else None
    at = found or clock
    if at is None:
        return None
    form, rest = _form(at[0]), text[at.end() :]
    own_order = _order(found) if found else ""
    try:
        date = _stamped(found, own_order or order) if found else day
        if date is None:
            return None
        told = at.groupdict()
        time, offset = _time(told), _offset(told.get("zone"))
        return Stamp(date, time, offset, form, rest, order=own_order)
    except ValueError as problem:
        return Stamp(dt.date.min, None, None, form, rest, str(problem), own_order)


def _stamped(found: re.Match[str], order: str) -> dt.date | None:
    meant = _readings(found, order)
    if meant and not meant[0][0]:
        return None
    if len(meant) != 1:
        raise ValueError(_IN_TWO_WAYS)
    return _date(*meant[0])


def _order(found: re.Match[str]) -> str:
    first, then = int(found["first"] or 0), int(found["then"] or 0)
    if first > len(MONTHS) >= then:
        return "day"
    return "month" if then > len(MONTHS) >= first else ""


def _form(written: str) -> str:
    written = re.sub(
        r"([AaPp])(?=\.?[Mm]\b)", lambda at: "Xx"[at[0].islower()], written
    )
    return re.sub(r"\d+", "9", re.sub(r"(?!XM)[A-Z][A-Za-z]{2,}", "A", written))


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
    if not zone or zone.isalpha():
        return dt.timedelta() if zone else None
    hours, minutes = int(zone[1:3]), int(zone[3:].strip(":") or 0)
    if hours > 14 or minutes > 59:
        raise ValueError(f"there is no offset {zone} from UTC")
    away = dt.timedelta(hours=hours, minutes=minutes)
    return away if zone[0] == "+" else -away
