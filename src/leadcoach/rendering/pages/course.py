"""Pages of courses: the week that is on, all weeks, and what another version changes."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from leadcoach.domain.dates import WEEKDAYS, day_in_words, short_day
from leadcoach.domain.text import clean_line
from leadcoach.rendering.page import Block, Framed, Heading, Page, Pairs, Paragraph

if TYPE_CHECKING:
    from leadcoach.courses.plan import Plan

GO_ON = "Go on"
_SOON = dt.timedelta(days=2)
"""how long before a meeting its question and what to bring are shown"""


def standing(plan: "Plan") -> str:
    """Return in a line where somebody is in a course."""
    until, current = plan.paused_until, plan.current
    named, weeks = clean_line(plan.course.title, 80), len(plan.weeks)
    if until:
        return f"{named}: paused until {day_in_words(until, year=False)}"
    if plan.is_finished:
        return f"{named}: all {weeks} weeks are done"
    if current:
        title = clean_line(plan.week(current).title, 120)
        return f"{named}, week {current} of {weeks}: {title}"
    first = plan.opens[1]
    return f"{named} begins on {day_in_words(first, weekday=True) if first else ''}"


def week_rows(plan: "Plan", *, alone: bool) -> Iterator[tuple[str, str]]:
    """Yield what belongs to the week that is on, and the command that goes on.

    It names the course where this one is not `alone`.
    """
    current, today = plan.current, plan.today
    which = "" if alone else f" --course {plan.id}"
    if current and not plan.is_finished:
        yield "To do", _to_do(plan, current)
        if may := plan.week(current).may:
            yield "If you like", ", ".join(may)
    if meeting := plan.meeting:
        when = f"{_day(meeting.when, today)}, {meeting.when:%H:%M}"
        days = (meeting.when.date() - today).days
        ahead = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
        yield "Meeting", f"{when}, {ahead}"
    if older := plan.still_open:
        weeks = (f"week {each} {', '.join(plan.rest(each))}" for each in older)
        yield "Still open", f"{'; '.join(weeks)}, as you like"
    if plan.is_finished:
        yield "To end it", f"leadcoach course stop{which}"
    elif any(map(plan.rest, plan.open)) or not current:
        yield GO_ON, f"leadcoach course next{which}"


def _to_do(plan: "Plan", number: int) -> str:
    rest, done, left = plan.rest(number), plan.done(number), plan.left_out(number)
    told = [f"done: {', '.join(done)}"] if done else []
    told += [f"left out: {', '.join(left)}"] if left else []
    if rest:
        return ", ".join(rest) + (f" ({'; '.join(told)})" if told else "")
    following = plan.next_opens
    after = f" The next opens on {_day(following, plan.today)}." if following else ""
    return f"nothing more ({'; '.join(told)}).{after}" if told else f"nothing.{after}"


def _day(day: dt.date, today: dt.date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {short_day(day, today)}"


def course_page(plans: Sequence["Plan"], *, begins: bool = False) -> Page:
    """Return courses with all their weeks; `begins` where one was just started."""
    blocks: list[Block] = []
    alone = len(plans) == 1
    for plan in plans:
        course = plan.course
        said = (begins and course.welcome, plan.is_finished and course.finish)
        blocks += [] if alone else [Heading(standing(plan))]
        blocks += [Framed("", (each,)) for each in said if each]
        if rows := tuple(week_rows(plan, alone=alone)):
            blocks.append(Pairs(rows))
        if plan.current and not plan.is_finished:
            blocks += _words(plan)
        blocks += [Heading("All weeks", 3), Pairs(tuple(_weeks(plan)))]
    title = standing(plans[0]) if alone else "Your courses"
    data = {"courses": [course_data(each) for each in plans]}
    return Page(title, tuple(blocks), data)


def _words(plan: "Plan") -> Iterator[Block]:
    week, meeting = plan.week(plan.current), plan.meeting
    if week.note:
        yield Framed("", (week.note,))
    if meeting and meeting.when.date() - plan.today <= _SOON:
        coming = plan.week(meeting.week)
        if coming.ask:
            yield Framed("A question to take along", (coming.ask,))
        if coming.bring:
            yield Paragraph(f"Worth bringing along: {', '.join(coming.bring)}")
    elif week.carry:
        yield Framed("To carry along", (week.carry,))


def _weeks(plan: "Plan") -> Iterator[tuple[str, str]]:
    for number in plan.weeks:
        week, opens, meets = plan.week(number), plan.opens[number], plan.meets(number)
        what = [f"{each} (done)" for each in plan.done(number)]
        what += [f"{each} (left out)" for each in plan.left_out(number)]
        what += plan.rest(number)
        when = f"opens once week {number - 1} is done"
        if opens:
            when = "" if number in plan.open else f"opens {_day(opens, plan.today)}"
        meet = f"meeting {_day(meets, plan.today)}, {meets:%H:%M}" if meets else ""
        lines = (clean_line(week.title, 120), ", ".join(what), when, meet)
        yield f"Week {number}", "\n".join(filter(None, lines))


def course_data(plan: "Plan") -> dict[str, Any]:
    """Return a course for programs."""
    return {
        "id": plan.id,
        "title": plan.course.title,
        "version": plan.course.version,
        "began": plan.state["began"],
        "paused_until": plan.paused_until,
        "week": plan.current or None,
        "weeks": [
            {
                "week": number,
                "title": plan.week(number).title,
                "opens": plan.opens[number],
                "done": plan.done(number),
                "left_out": plan.left_out(number),
                "open": plan.rest(number),
                "may": list(plan.week(number).may),
                "meeting": plan.meets(number),
            }
            for number in plan.weeks
        ],
    }


def differences_page(title: str, found: Sequence[tuple[str, str]]) -> Page:
    """Return what another version of a course has differently."""
    rows = tuple((where, clean_line(what, 700)) for where, what in found)
    note = Paragraph("What is done stays done.")
    blocks = (Pairs(rows or (("The course", "only its remarks differ"),)), note)
    data = {"differences": [{"where": x, "what": y} for x, y in found]}
    return Page(f"{clean_line(title, 80)}: another version", blocks, data)
