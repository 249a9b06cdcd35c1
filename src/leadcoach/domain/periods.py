"""Days that lie back, as people write them: 2026-11, yesterday, last week, 3 days ago.

The words decide how wide a period is: a day, a week from Monday, a month, a year. What
can be read in two ways, or not at all, is refused; nothing is taken for today silently.
"""

import datetime as dt
import re
from typing import Any, NamedTuple

from leadcoach.domain.days import MONTHS, WEEKDAYS, in_figures
from leadcoach.domain.text import clean_line
from leadcoach.errors import WrongUsage

EXAMPLES = "Try 2026-03, last week or 3 days ago."
_LONGEST = 60
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
            "ten", "eleven", "twelve")  # fmt: skip
_COUNTS = {word: at for at, word in enumerate(_NUMBERS, 1)} | {
    "a": 1,
    "an": 1,
    "a couple of": 2,
    "couple of": 2,
}
_COUNT = rf"(?P<count>[0-9]{{1,4}}|{'|'.join(sorted(_COUNTS, key=len, reverse=True))})"
_UNIT = r"(?P<unit>day|week|fortnight|month|year)s?"
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?"
_YEAR = r"(?P<year>[0-9]{4})"
_FILLER = re.compile(r"^(?:(?:on|in|since|until|from|during|the) )+")
_OTHER_YEAR = re.compile(r"(?<=\w) (?:of )?(?P<which>last|this) year$")
_OF_A_WEEK = re.compile(
    rf"((?:{'|'.join(day[:3] for day in WEEKDAYS)})[a-z]*),? (?=.*\d)"
)
_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?", re.ASCII)
_ISO_WEEK = re.compile(rf"{_YEAR}-?w(?P<week>[0-9]{{1,2}})")
_NEAR = re.compile(r"(?P<which>this|last|previous) (?P<unit>week|month|year|weekend)")
_AGO = re.compile(rf"{_COUNT} {_UNIT} (?:ago|back|earlier)")
_PAST = re.compile(rf"(?:last|past) (?:{_COUNT} )?{_UNIT}")
_NAMED_MONTH = re.compile(rf"(?:(?P<which>this|last) )?{_MONTH}(?:,? (?:of )?{_YEAR})?")
_WEEKDAY = re.compile(r"(?:(?P<which>this|last) )?(?P<weekday>[a-z]{3,9})")
_WEEKDAY_LAST_WEEK = re.compile(
    r"(?P<weekday>[a-z]{3,9}) (?:of )?(?P<which>this|last) week"
)
_DAY_MONTH = re.compile(rf"{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?")
_MONTH_DAY = re.compile(rf"{_MONTH} {_DAY}(?:,? {_YEAR})?")
_ONE_DAY = {"today": 0, "yesterday": 1, "day before yesterday": 2, "tomorrow": -1}


class Period(NamedTuple):
    """The days from `first` to `last`, both included."""

    first: dt.date
    last: dt.date


def period_of(text: str, today: dt.date) -> Period:
    """Return the days that `text` means, seen from `today`.

    Raises:
        WrongUsage: it names none, or could mean two; with examples.
    """
    words = " ".join(text.lower().split())
    if 0 < len(words) <= _LONGEST:
        try:
            found = _own_reading(_FILLER.sub("", words).rstrip("."), today)
            found = found or _library_reading(words, today)
        except (ValueError, OverflowError):  # the 31st of June, the year 0
            found = None
        if found:
            return found
    shown = clean_line(text, 40)
    raise WrongUsage(f"“{shown}” is no date that leadcoach understands.", EXAMPLES)


def _own_reading(words: str, today: dt.date) -> Period | None:
    # Twice over: "21 november last year" is first given the number of that year.
    words = _OTHER_YEAR.sub(
        lambda year: f" {today.year - (year['which'] == 'last')}", words
    )
    weekday = _OF_A_WEEK.match(words)
    words = words[weekday.end() :] if weekday else words
    readings = (_iso, _near, _ago, _past, _weekday, _month, _day_of_month, _in_figures)
    found = next(filter(None, (each(words, today) for each in readings)), None)
    if found and weekday and found.first.weekday() != _known(weekday[1], WEEKDAYS):
        raise ValueError(words)  # friday 21 november, which was a saturday
    return found


def _iso(words: str, _: dt.date) -> Period | None:
    week = _ISO_WEEK.fullmatch(words)
    if week:
        return _week(dt.date.fromisocalendar(int(week["year"]), int(week["week"]), 1))
    found = _ISO.fullmatch(words)
    if found is None:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    if day:
        return _day(dt.date(year, month, day))
    return _month_of(year, month) if found["month"] else _year(year)


def _near(words: str, today: dt.date) -> Period | None:
    if words in _ONE_DAY:
        return _day(today - dt.timedelta(days=_ONE_DAY[words]))
    if words == "week before last":
        return _back(2, "week", today)
    found = _NEAR.fullmatch(words)
    if found is None:
        return None
    count = 0 if found["which"] == "this" else 1
    if found["unit"] == "weekend":
        sunday = _back(count, "week", today).last
        return Period(sunday - dt.timedelta(days=1), sunday)
    return _back(count, found["unit"], today)


def _ago(words: str, today: dt.date) -> Period | None:
    found = _AGO.fullmatch(words)
    return _back(_count(found["count"]), found["unit"], today) if found else None


def _past(words: str, today: dt.date) -> Period | None:
    """Read "last 7 days" and "past month": up to today."""
    found = _PAST.fullmatch(words)
    if found is None:
        return None
    count = _count(found["count"] or "1")
    if found["unit"] in ("month", "year"):
        months = count * (12 if found["unit"] == "year" else 1)
        first = _same_day(today, months)
    else:
        days = {"day": 1, "week": 7, "fortnight": 14}[found["unit"]]
        first = today - dt.timedelta(days=count * days)
    return Period(first, today)


def _weekday(words: str, today: dt.date) -> Period | None:
    found = _WEEKDAY_LAST_WEEK.fullmatch(words) or _WEEKDAY.fullmatch(words)
    at = _known(found["weekday"], WEEKDAYS) if found else None
    if found is None or at is None:
        return None
    monday = today - dt.timedelta(days=today.weekday())
    if words.endswith(" week"):
        weeks = 1 if found["which"] == "last" else 0
        return _day(monday + dt.timedelta(days=at - 7 * weeks))
    if found["which"] == "this":
        return _day(monday + dt.timedelta(days=at))
    back = (today.weekday() - at) % 7
    if found["which"] == "last" and back == 0:
        back = 7
    return _day(today - dt.timedelta(days=back))


def _month(words: str, today: dt.date) -> Period | None:
    """Read a month by name; without a year the latest that has begun."""
    found = _NAMED_MONTH.fullmatch(words)
    at = _known(found["month"], MONTHS) if found else None
    if found is None or at is None:
        return None
    month, year = at + 1, today.year
    if found["year"]:
        return None if found["which"] else _month_of(int(found["year"]), month)
    if found["which"] == "this":
        return _month_of(year, month)
    begun = month < today.month or (month == today.month and not found["which"])
    return _month_of(year if begun else year - 1, month)


def _day_of_month(words: str, today: dt.date) -> Period | None:
    found = _DAY_MONTH.fullmatch(words) or _MONTH_DAY.fullmatch(words)
    at = _known(found["month"], MONTHS) if found else None
    if found is None or at is None:
        return None
    return _day(_dated(int(found["day"]), at + 1, found["year"], today))


def _in_figures(words: str, today: dt.date) -> Period | None:
    found = in_figures(words)
    if len(found) > 1:
        one, two, year = found[0]
        raise _two_readings(words, one, two, str(year or today.year))
    for day, month, year in found:
        return _day(_dated(day, month, str(year or ""), today))
    return None


def _two_readings(words: str, one: int, two: int, year: str) -> WrongUsage:
    return WrongUsage(
        f"“{words}” can be {one} {MONTHS[two - 1].title()} or "
        f"{two} {MONTHS[one - 1].title()}.",
        f"Write {year}-{two:02}-{one:02} or {year}-{one:02}-{two:02}.",
    )


def _library_reading(words: str, today: dt.date) -> Period | None:
    """Read what is left with parsedatetime, where it takes all words for one past day.

    It reads "purple yesterday" as yesterday and "purple" as now, so it is believed only
    when one piece it found is the whole text, and is a day.
    """
    import parsedatetime

    calendar = parsedatetime.Calendar(version=parsedatetime.VERSION_CONTEXT_STYLE)
    noon = dt.datetime.combine(today, dt.time(12))
    pieces: Any = calendar.nlp(words, sourceTime=noon.timetuple()) or ()
    if len(pieces) != 1 or pieces[0][4].strip() != words:
        return None
    moment, context = calendar.parseDT(words, sourceTime=noon.timetuple())
    is_a_day = context.accuracy & parsedatetime.pdtContext.ACU_DAY
    return _day(moment.date()) if is_a_day and moment.date() <= today else None


def _count(word: str) -> int:
    return _COUNTS.get(word) or int(word)


def _back(count: int, unit: str, today: dt.date) -> Period:
    """Return the whole day, week, month or year that is `count` of them ago."""
    if unit == "day":
        return _day(today - dt.timedelta(days=count))
    if unit in ("week", "fortnight"):
        weeks = count * (2 if unit == "fortnight" else 1)
        return _week(today - dt.timedelta(weeks=weeks))
    if unit == "year":
        return _year(today.year - count)
    year, month = divmod(today.year * 12 + today.month - 1 - count, 12)
    return _month_of(year, month + 1)


def _dated(day: int, month: int, year: str | None, today: dt.date) -> dt.date:
    """Return a day of a month; without a year the latest that is not after today."""
    if year:
        return dt.date(int(year), month, day)
    for back in range(9):  # 29 February can be eight years away
        try:
            found = dt.date(today.year - back, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    raise ValueError(day)


def _same_day(today: dt.date, months: int) -> dt.date:
    """Return the day so many months before `today`, or the last of a shorter month."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    first, last = _month_of(year, month + 1)
    return first.replace(day=min(today.day, last.day))


def _day(day: dt.date) -> Period:
    return Period(day, day)


def _week(day: dt.date) -> Period:
    monday = day - dt.timedelta(days=day.weekday())
    return Period(monday, monday + dt.timedelta(days=6))


def _month_of(year: int, month: int) -> Period:
    first = dt.date(year, month, 1)
    after = dt.date(year + month // 12, month % 12 + 1, 1)
    return Period(first, after - dt.timedelta(days=1))


def _year(year: int) -> Period:
    return Period(dt.date(year, 1, 1), dt.date(year, 12, 31))


def _known(word: str, names: tuple[str, ...]) -> int | None:
    found = [at for at, each in enumerate(names) if each.startswith(word)]
    return found[0] if found else None
