"""A file of events for any calendar: neutral, on the person's own clock, never in a zone."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from leadcoach.cli.context import Context

if TYPE_CHECKING:
    from icalendar import Event


class Planned(NamedTuple):
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


def calendar_of(context: Context, of: str, events: Iterable[Planned]) -> str:
    """Return the file; a calendar that has its events already puts these in their place.

    `of` is what all of them belong to, and cannot be read from the file either.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//leadcoach//reminders//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for each in events:
        event = _entry_for(each, context.around.now())
        event.add("uid", str(uuid5(NAMESPACE_URL, f"{of}#{each.name}")))
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content.decode()


def _entry_for(each: Planned, now: dt.datetime) -> "Event":
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
