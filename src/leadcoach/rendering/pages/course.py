"""Pages of courses: the week that is on, all weeks, and what another version changes."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from leadcoach.domain.dates import WEEKDAYS, day_in_words, short_day
from leadcoach.domain.text import clean, clean_line
from leadcoach.exercises.library import how_to_begin
from leadcoach.rendering.page import (
    Block,
    Framed,
    Heading,
    Page,
    Pairs,
    Paragraph,
    counted,
)

if TYPE_CHECKING:
    from leadcoach.courses.plan import Plan
    from leadcoach.exercises.library import Library

GO_ON = "Go on"


def standing(plan: "Plan") -> str:
    """Return in a line where somebody is in a course."""
    until, current = plan.paused_until, plan.current
    named, weeks = clean_line(plan.course.title, 80), len(plan.weeks)
    if until:
        return f"{named}: paused until {day_in_words(until, year=False)}"
    if plan.is_finished:
        return f"{named}: you have come through all {weeks} weeks"
    if current:
        return week_in_words(plan, current)
    first = plan.opens[1]
    return f"{named} begins on {day_in_words(first, weekday=True) if first else ''}"


def week_in_words(plan: "Plan", number: int) -> str:
    """Return a week with its course in a line."""
    title = clean_line(plan.week(number).title, 120)
    named = clean_line(plan.course.title, 80)
    return f"{named}, week {number} of {len(plan.weeks)}: {title}"


def what_moves(before: "Plan", now: "Plan") -> str:
    """Return which weeks open on another day than before, and when."""
    opens = now.opens.items()
    moved = [(x, day) for x, day in opens if day and day != before.opens[x]]
    if moved:
        (week, first), *rest = moved
        told = (f", week {number} on {day_in_words(day)}" for number, day in rest)
        return f"Now week {week} opens on {day_in_words(first)}{''.join(told)}."
    ahead = [x for x, day in opens if day and day > now.today]
    if ahead and all(isinstance(now.week(x).opens, dt.date) for x in ahead):
        return "No week moves by it: the course names their days."
    return "No week moves by it."


def week_rows(
    plan: "Plan", library: "Library", *, alone: bool
) -> Iterator[tuple[str, str]]:
    """Yield what belongs to the week that is on, and the command that goes on.

    It names the course where this one is not `alone`.
    """
    current, today = plan.current, plan.today
    which = "" if alone else f" --course {plan.id}"
    if current and not plan.is_finished:
        yield "To do", _to_do(plan, current, library)
        if may := plan.week(current).may:
            told = (f"{how_to_begin(each)}{_about(each, library)}" for each in may)
            yield "If you like", "\n".join(told)
    if meeting := plan.meeting:
        when = _meets(meeting.when, today)
        days = (meeting.when.date() - today).days
        ahead = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
        of = "" if meeting.week == current else f"week {meeting.week}, "
        yield "Meeting", f"{of}{when}, {ahead}"
    if pauses := plan.pauses:
        ends = ([short_day(each, today) for each in pause] for pause in pauses)
        yield "Pause", "; ".join(map(" to ".join, ends))
    if older := plan.still_open:
        weeks = (f"week {each} {', '.join(plan.rest(each))}" for each in older)
        yield "Still open", f"{'; '.join(weeks)}, as you like"
    if plan.is_finished:
        yield "To end it", f"leadcoach course stop{which}"
    elif any(map(plan.rest, plan.open)) or not current:
        yield GO_ON, f"leadcoach course next{which}"


def _to_do(plan: "Plan", number: int, library: "Library") -> str:
    rest, done, left = plan.rest(number), plan.done(number), plan.left_out(number)
    told = [f"done: {', '.join(done)}"] if done else []
    told += [f"left out: {', '.join(left)}"] if left else []
    if rest:
        lines = [f"{each}{_about(each, library)}" for each in rest]
        return "\n".join([*lines, *filter(None, ["; ".join(told)])])
    following = plan.next_opens
    after = f" The next opens on {_day(following, plan.today)}." if following else ""
    return f"nothing more ({'; '.join(told)}).{after}" if told else f"nothing.{after}"


def _about(name: str, library: "Library") -> str:
    """Return the title and the minutes of an exercise in brackets, as far as it tells."""
    title, minutes = library.heading(name)
    lasts = f", {counted(minutes, 'minute')}" if minutes else ""
    return f" ({clean_line(title, 80)}{lasts})" if title else ""


def _day(day: dt.date, today: dt.date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {short_day(day, today)}"


def _meets(when: dt.datetime, today: dt.date) -> str:
    return f"{_day(when, today)}, {when:%H:%M}"


def course_page(
    plans: Sequence["Plan"], library: "Library", *, begins: bool = False
) -> Page:
    """Return courses with all their weeks; `begins` where one was just started."""
    blocks: list[Block] = []
    alone = len(plans) == 1
    for plan in plans:
        course = plan.course
        said = (begins and course.welcome, plan.is_finished and course.finish)
        blocks += [] if alone else [Heading(standing(plan))]
        blocks += [Framed("", (each,)) for each in said if each]
        if rows := tuple(week_rows(plan, library, alone=alone)):
            blocks.append(Pairs(rows))
        blocks += _words(plan, library)
        blocks += [Heading("All weeks", 3), Pairs(tuple(_weeks(plan)))]
    title = standing(plans[0]) if alone else "Your courses"
    data = {"courses": [course_data(each) for each in plans]}
    return Page(title, tuple(blocks), data)


def _words(plan: "Plan", library: "Library") -> Iterator[Block]:
    from leadcoach.courses.course import worth_bringing

    if plan.current and not plan.is_finished and plan.week(plan.current).note:
        yield Framed("", (plan.week(plan.current).note,))
    if asked := question_along(plan):
        yield Framed("A question for the meeting", (asked,))
    near = plan.near
    bring = worth_bringing(plan.week(near.week), library) if near else []
    if bring:
        yield Framed("Worth bringing along", tuple(bring))
        yield Paragraph("`leadcoach share` offers it.")
    if carried := to_carry(plan):
        yield Framed("To carry along", (carried,))


def question_along(plan: "Plan") -> str:
    """Return the question to take along to a meeting that is near."""
    return plan.week(plan.near.week).ask if plan.near else ""


def to_carry(plan: "Plan") -> str:
    """Return what to try or notice in the week that is on."""
    return (
        plan.week(plan.current).carry if plan.current and not plan.is_finished else ""
    )


def _weeks(plan: "Plan") -> Iterator[tuple[str, str]]:
    for number in plan.weeks:
        week, opens, meets = plan.week(number), plan.opens[number], plan.meets(number)
        what = [f"{each} (done)" for each in plan.done(number)]
        what += [f"{each} (left out)" for each in plan.left_out(number)]
        what += plan.rest(number)
        when = f"opens once week {number - 1} is done"
        if opens:
            when = "" if number in plan.open else f"opens {_day(opens, plan.today)}"
        meet = f"meeting {_meets(meets, plan.today)}" if meets else ""
        meet += ", moved by you" if plan.moved(number) else ""
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


def differences_page(plan: "Plan", found: Sequence[tuple[str, str]]) -> Page:
    """Return what another version of a course, which `plan` has, has differently."""
    rows = tuple((where, clean(what)) for where, what in found)
    blocks: list[Block] = [
        Pairs(rows or (("The course", "only its remarks differ"),)),
        Paragraph("What is done stays done."),
        *map(Paragraph, _own_meetings(plan)),
    ]
    data = {"differences": [{"where": x, "what": y} for x, y in found]}
    title = f"{clean_line(plan.course.title, 80)}: another version"
    return Page(title, tuple(blocks), data)


def _own_meetings(plan: "Plan") -> Iterator[str]:
    for number in plan.weeks:
        moved = plan.moved(number)
        if moved and moved.date() >= plan.today:
            when = _meets(moved, plan.today)
            yield (
                f"You moved the meeting of week {number} to {when}; that stays. "
                f"`leadcoach course move {number} --undo` takes it back."
            )
