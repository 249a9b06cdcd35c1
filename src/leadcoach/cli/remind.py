"""leadcoach remind: a file of reminders for any calendar; nothing runs meanwhile."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from leadcoach.cli.command import command
from leadcoach.cli.context import Context
from leadcoach.cli.options import FORCE, flag, option, output_file, place_for
from leadcoach.domain.dates import WEEKDAYS, day_in_words, stamp_in
from leadcoach.domain.text import clean_line
from leadcoach.errors import WrongUsage
from leadcoach.rendering.page import counted

if TYPE_CHECKING:
    from icalendar import Event

TITLE = "Ten minutes"
"""what stands in the calendar, where others may look over a shoulder"""
CHOSEN = "A day you chose"
"""the same for the day of a commitment"""
_WEEK = dt.timedelta(weeks=1)
_LONGEST_TITLE = 80
_MINUTES = 10
_SHOWN = 40
WHAT_TO_DO = (
    "Open the file with your calendar: it asks which calendar to put it in. On a phone, "
    "send it to yourself. Most calendars let a later file replace it. To end it, "
    "remove it in your calendar."
)
_AS = "leadcoach remind --on Monday --at 18:00 --output reminders.ics"


class Every(StrEnum):
    """How often it comes."""

    WEEK = "week"
    TWO_WEEKS = "two-weeks"
    MONTH = "month"


_IN_WORDS = {
    Every.WEEK: "Every {}",
    Every.TWO_WEEKS: "Every second {}",
    Every.MONTH: "The first {} of each month",
}


class Reminder(NamedTuple):
    """What comes once or again, before any calendar knows of it."""

    name: str
    """what it is known by when a new file comes; it is not to be read from the file"""
    title: str
    when: dt.date
    """on the person's own clock, wherever they are; a day alone lasts all day"""
    minutes: int = 0
    rule: Mapping[str, Any] | None = None
    """how it comes again"""
    alarm: int | None = None
    """how many minutes before it rings"""


@command(
    "remind",
    _AS,
    "leadcoach remind --on friday --at 9:30 --every two-weeks --output reminders.ics",
    "leadcoach remind --commitments --alarm 10 --output reminders.ics",
)
def remind(  # noqa: PLR0913 - a command's options are its parameters
    context: Context,
    *,
    on: str = option("--on", "The day of the week.", default="Monday"),
    at: str = option("--at", "The time of day.", default="18:00"),
    every: Every = option("--every", "How often.", default=Every.WEEK),
    title: str = option("--title", "What stands in the calendar.", default=TITLE),
    alarm: int | None = option(
        "--alarm", "Ring so many minutes before; it is silent without.", None, min=0
    ),
    commitments: bool = flag(
        "--commitments", "Add the days of your open commitments, without their words."
    ),
    to: str | None = output_file("The file; - prints it."),
    force: bool = FORCE,
) -> None:
    """Write a file of reminders for your calendar.

    Open the file with any calendar, on a computer or a phone. It holds a title and a
    time, and nothing of your journal. leadcoach never runs by itself.
    """
    place = place_for(context.places, to, force=force, example=_AS)
    when = _first(_weekday(on), time_of(at, context.today), every, context.around.now())
    words = title_of(title, TITLE)
    repeated = Reminder("reminder", words, when, _MINUTES, _rule(when, every), alarm)
    days = list(_days_chosen(context)) if commitments else []
    of = str(context.places.journal)
    context.put(calendar_of(context, of, [repeated, *days]), place)
    if not place.is_stdout:
        how = _IN_WORDS[every].format(WEEKDAYS[when.weekday()])
        first = f"{how} at {when:%H:%M}, from {day_in_words(when)} on."
        context.say(f"Written: {place.name}\n{first}")
        if commitments:
            many = counted(len(days), "day") if days else "No day to come"
            context.say(f"{many} of your open commitments.")
        context.say(WHAT_TO_DO)


def _weekday(given: str) -> int:
    words = given.strip().lower()
    fitting = [at for at, each in enumerate(WEEKDAYS) if each.lower().startswith(words)]
    if len(fitting) == 1:
        return fitting[0]
    shown = clean_line(given, _SHOWN)
    raise WrongUsage(f"“{shown}” is no day of the week.", "Like this: --on Monday")


def title_of(given: str, instead: str) -> str:
    """Return what --title said, as a calendar can take it; `instead` of nothing."""
    return clean_line(given, _LONGEST_TITLE) or instead


def time_of(given: str, today: dt.date) -> dt.time:
    """Return the time of day that was given with --at.

    Raises:
        WrongUsage: it is none.
    """
    found = stamp_in(given.strip(), today)
    is_clock = found and found.day == today and not (found.rest or found.offset)
    if found and found.time and is_clock:
        return found.time
    shown = clean_line(given, _SHOWN)
    raise WrongUsage(f"“{shown}” is no time of day.", "Like this: --at 18:00")


def _first(weekday: int, at: dt.time, every: Every, now: dt.datetime) -> dt.datetime:
    """Return the first such moment to come, on the person's own clock."""
    ahead = dt.timedelta(days=(weekday - now.weekday()) % _WEEK.days)
    first = dt.datetime.combine(now.date() + ahead, at)
    while first <= now.replace(tzinfo=None) or (
        every is Every.MONTH and first.day > _WEEK.days
    ):
        first += _WEEK
    return first


def _days_chosen(context: Context) -> Iterator[Reminder]:
    for each in context.commitments.open():
        due = each.commitment.due
        if due and due >= context.today:
            yield Reminder(each.name, CHOSEN, due)


def _rule(when: dt.date, every: Every) -> dict[str, Any]:
    day = WEEKDAYS[when.weekday()][:2].upper()
    if every is Every.MONTH:
        return {"freq": "monthly", "byday": f"1{day}"}
    return {"freq": "weekly", "interval": 1 + (every is Every.TWO_WEEKS), "byday": day}


# A file of events: neutral, on the person's own clock, never in a zone


def calendar_of(context: Context, of: str, events: Iterable[Reminder]) -> str:
    """Return the file; a calendar that has its events already puts these in their place.

    `of` is what all of them belong to, and cannot be read from the file either.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//leadcoach//reminders//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for each in events:
        event = _event(each, context.around.now())
        event.add("uid", str(uuid5(NAMESPACE_URL, f"{of}#{each.name}")))
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content.decode()


def _event(each: Reminder, now: dt.datetime) -> "Event":
    from icalendar import Alarm, Event

    event = Event()
    event.add("summary", each.title)
    event.add("dtstart", each.when)
    event.add("dtstamp", now.astimezone(dt.UTC))
    event.add("sequence", int(now.timestamp()) // 60)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    if each.minutes:
        event.add("duration", dt.timedelta(minutes=each.minutes))
    if each.rule:
        event.add("rrule", each.rule)
    if each.alarm is not None:
        ring = Alarm()
        ring.add("action", "DISPLAY")
        ring.add("description", each.title)
        ring.add("trigger", -dt.timedelta(minutes=each.alarm))
        event.add_component(ring)
    return event
