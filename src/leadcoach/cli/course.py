"""leadcoach course: weeks with exercises, alone or with a group."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from leadcoach.cli.command import group
from leadcoach.cli.context import Context
from leadcoach.cli.options import (
    ANSWER,
    ANSWERS,
    FORCE,
    NO_INPUT,
    Output,
    Request,
    argument,
    flag,
    option,
    output_file,
    place_for,
)
from leadcoach.domain.dates import day_answered, day_in_words, stamp_in
from leadcoach.domain.text import clean, clean_line
from leadcoach.errors import ExitCode, NotFound, Unreadable, WrongUsage
from leadcoach.exercises.library import exercise_files, how_to_begin
from leadcoach.paths import builtin_exercises
from leadcoach.rendering.page import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leadcoach.asking import Asker
    from leadcoach.cli.remind import Reminder
    from leadcoach.courses.course import Course
    from leadcoach.courses.plan import Plan, State

course = group(
    "course",
    "leadcoach course start shared-power",
    "leadcoach course show",
    "leadcoach course next",
    "leadcoach help courses",
)

_TITLE = "Between sessions"
"""what stands in the calendar, where others may look over a shoulder"""
_A_MEETING = 60
"""minutes that a calendar shows for one"""
SHIPPED = builtin_exercises() / "courses"
"""the folder of the courses that came with leadcoach"""
_WHICH = option("--course", "Which course, where there are several.", metavar="ID")


@course.command(
    "start",
    "leadcoach course start shared-power",
    "leadcoach course start from-my-coach.toml",
)
def start(
    context: Context,
    name: str = argument("A course file, or a course that came with leadcoach."),
    *,
    yes: bool = flag("--yes", "Take another version without asking."),
    output: Output,
) -> None:
    """Begin a course, go on with one, or take a new version of it.

    A copy of the file is kept. A new version is shown with what differs, and taken after
    your yes; what is done stays done.
    """
    from leadcoach.courses.course import find
    from leadcoach.courses.state import without
    from leadcoach.rendering.pages.course import course_page

    courses = context.courses
    is_kept = name in courses.names() and not (SHIPPED / f"{name}.toml").is_file()
    path = courses.copy(name) if is_kept else find(name, SHIPPED)
    found, read = read_course(context, path)
    if found.id not in courses.names():
        page = course_page([courses.begin(found, read)], context.library, begins=True)
        context.show(page, output)
        return
    plan = courses.plan(found.id)
    if courses.copy(found.id).read_bytes() != read:
        plan = _with_version(context, plan, found, read, yes=yes)
    elif not plan.is_stopped:
        began = day_in_words(plan.state["began"])
        context.say(f"You began this course on {began}.")
    if plan.is_stopped:
        plan = context.courses.change(plan.id, lambda it: without(it, "stopped"))
    context.show(course_page([plan], context.library), output)


def read_course(context: Context, path: Path) -> "tuple[Course, bytes]":
    """Return the course in a file, and what is in the file to the byte."""
    from leadcoach.courses.course import content, load

    read = content(path, SHIPPED)
    return load(read, clean_line(path.name, 80), context.library), read


def _with_version(
    context: Context, plan: "Plan", new: "Course", content: bytes, *, yes: bool
) -> "Plan":
    from leadcoach.cli.asker import says_yes
    from leadcoach.courses.plan import differences, renumbered
    from leadcoach.rendering.pages.course import differences_page

    now = replace(plan, course=new, state=renumbered(plan.state, plan.course, new))
    page = differences_page(now, list(differences(plan.course, new)))
    context.show(page, Output())
    if not yes and not says_yes(context, "To take this version, type yes."):
        context.say("Nothing was changed.")
        raise typer.Exit
    return context.courses.take(new, content)


def plans(context: Context) -> "list[Plan]":
    """Return the courses that go on, the one with the nearest meeting first.

    One that cannot be read is named. Nothing is loaded where none was ever started.
    """
    if not context.places.courses.is_dir():
        return []
    from leadcoach.courses.state import going

    found = []
    for name in context.courses.names():
        try:
            found.append(context.courses.plan(name))
        except Unreadable as problem:
            context.is_incomplete = True
            if problem.message not in context.told:
                context.told.add(problem.message)
                context.say(f"{problem.message}\n{problem.hint}")
    return going(found)


def _chosen(context: Context, name: str, *, first: bool = False) -> "Plan":
    """Return the course called `name`, or the only one; with `first` the nearest one."""
    going = plans(context)
    if name:
        plan = context.courses.plan(name)
        if plan.is_stopped:
            hint = f"Go on with it: leadcoach course start {plan.id}"
            raise WrongUsage(f"You stopped “{plan.id}”.", hint)
        return plan
    if not going:
        known = ", ".join(path.stem for path in exercise_files(SHIPPED))
        hint = "`leadcoach course start shared-power` begins one, or name a file."
        what = f"You are not in a course. These come with leadcoach: {known}."
        raise NotFound(what, hint)
    if len(going) > 1 and not first:
        options = " or ".join(f"--course {each.id}" for each in going)
        raise WrongUsage(f"You are in {len(going)} courses.", f"Say {options}.")
    return going[0]


@course.command("show", "leadcoach course show", "leadcoach course show --json")
def show(context: Context, *, name: str = _WHICH, output: Output) -> None:
    """Show where you are in your courses, and all their weeks."""
    from leadcoach.rendering.pages.course import course_page

    going = [] if name else plans(context)
    shown = going or [_chosen(context, name)]
    context.show(course_page(shown, context.library), output)


@course.command(
    "next",
    "leadcoach course next",
    "leadcoach course next --week 5",
    "leadcoach course next --leave-out",
    asks=True,
)
def next_(  # noqa: PLR0913 - a command's options are its parameters
    context: Context,
    *,
    name: str = _WHICH,
    week: int | None = option("--week", "Begin with this week instead.", None),
    leave_out: bool = flag("--leave-out", "Leave out the next exercise, on purpose."),
    answers: str = ANSWERS,
    answer: list[str] | None = ANSWER,
    no_input: bool = NO_INPUT,
    output: Output,
) -> None:
    """Begin the next exercise of the week.

    First it offers to look back at your open commitments. Nothing is locked: --week
    begins any week, and takes up what you left out of it.
    """
    from leadcoach.cli.sitting import Sitting
    from leadcoach.rendering.pages.course import week_in_words

    plan = _chosen(context, name, first=week is None and not leave_out)
    number = week_of(plan.course, week) if week is not None else _to_go_on(plan)
    rest = plan.rest(number) if number else []
    if not leave_out and week is not None:
        rest += plan.left_out(number)  # taken up again
    if not rest:
        _say_nothing_is_open(context, plan, number)
        raise typer.Exit(ExitCode.FOUND)
    if leave_out:
        row = {"week": number, "exercise": rest[0], "on": context.today}
        context.courses.add(plan.id, "left", **row)
        how = how_to_begin(rest[0]) if rest[1:] else _begins(context, plan, number)
        context.say(f"Left out: {rest[0]}, week {number}. `{how}` takes it up again.")
        return
    if not no_input and context.person:
        _look_back(context, context.person, plan, output)
    told = (week_in_words(plan, number), clean(plan.week(number).note))
    gap = "\n" if context.around.has_terminal else ""
    context.say("\n".join(filter(None, told)) + gap)
    given = (rest[0], answers, tuple(answer or ()))
    request = Request(*given, no_input=no_input, course_week=(plan.id, number))
    Sitting(context, output, request).begin()


def week_of(course: "Course", number: int) -> int:
    """Return the number of a week, which is one of the course.

    Raises:
        WrongUsage: it is none.
    """
    count = len(course.week)
    if not 1 <= number <= count:
        what = f"There is no week {number}: the course has {count}."
        raise WrongUsage(what, f"Give one from 1 to {count}.")
    return number


def _to_go_on(plan: "Plan") -> int:
    """Return the week with something open: this one, an earlier one, or else the first."""
    order = (plan.current, *plan.still_open)
    found = next((each for each in order if each and plan.rest(each)), 0)
    return found or (0 if plan.open else 1)


def _say_nothing_is_open(context: Context, plan: "Plan", number: int) -> None:
    from leadcoach.rendering.pages.course import standing

    context.say(standing(plan))
    if number:
        context.say(f"Nothing of week {number} is open.")
    elif not plan.is_finished:
        ahead = next(each for each in plan.weeks if plan.rest(each))
        day = plan.next_opens
        opens = f" The next week opens on {day_in_words(day)}." if day else ""
        how = f"{opens} `{_begins(context, plan, ahead)}` begins it now."
        context.say(f"There is nothing more to do this week.{how}")


def _begins(context: Context, plan: "Plan", number: int) -> str:
    which = f" --course {plan.id}" if len(plans(context)) > 1 else ""
    return f"leadcoach course next --week {number}{which}"


def _look_back(context: Context, person: "Asker", plan: "Plan", output: Output) -> None:
    """Offer the review, once a day, where a commitment's day is there or past.

    One without a day is looked back on from the day after it was made.
    """
    from leadcoach.cli.sitting import Sitting

    today, entries = context.today, context.index.entries()
    is_asked = any(
        each["on"] == today for x in ("done", "left") for each in plan.rows(x)
    )
    if is_asked or any(x.exercise == "review" and x.day == today for x in entries):
        return
    some = [
        each
        for each in context.commitments.open(entries)
        if (each.commitment.due or each.made + dt.timedelta(days=1)) <= today
    ]
    text = f"You have {counted(len(some), 'open commitment')}. Look back first?"
    choices = {"yes": "look back first", "no": "go on with the week"}
    if some and person.choose(text, choices) == "yes":
        Sitting(context, replace(output, name=""), Request("review")).begin()


def count(
    context: Context,
    exercise: str,
    person: "Asker | None",
    week: tuple[str, int] | None,
) -> None:
    """Count an exercise for the `week` it was begun for; for another, ask once."""
    if week is None and person is None:
        return
    for plan in plans(context):
        number = plan.week_for(exercise) if week is None else 0
        if week and week[0] == plan.id:
            number = week[1]
        if not number:
            continue
        if week is None and person:
            text = f"Count it for week {number} of {clean_line(plan.course.title, 80)}?"
            if person.choose(text, {"yes": "yes", "no": "no"}) != "yes":
                continue
        row = {"week": number, "exercise": exercise, "on": context.today}
        now = context.courses.add(plan.id, "done", **row)
        _say_it_counts(context, now, number)
        return


def _say_it_counts(context: Context, plan: "Plan", number: int) -> None:
    title, week = clean_line(plan.course.title, 80), plan.week(number)
    rest = plan.rest(number)
    still = f" Still open in it: {', '.join(rest)}." if rest else " The week is done."
    gap = "\n" if context.around.has_terminal else ""
    context.say(f"{gap}Counted for week {number} of {title}.{still}")
    if week.carry and not rest:
        context.say(f"To carry along: {clean(week.carry)}")
    if plan.is_finished and plan.course.finish:
        context.say(clean(plan.course.finish))


@course.command(
    "move",
    "leadcoach course move 3 '2027-01-06 18:00'",
    "leadcoach course move 3 '6 January 2027 18:00' --course shared-power",
    "leadcoach course move 3 --undo",
)
def move(
    context: Context,
    week: int = argument("The number of the week."),
    to: str = argument("The new day and time, by the clock there.", default=""),
    *,
    undo: bool = flag("--undo", "Take back what you moved: the course's day counts."),
    name: str = _WHICH,
) -> None:
    """Move a meeting to another day.

    A new file by `leadcoach course calendar` moves it in your calendar, too.
    """
    plan = _chosen(context, name)
    number = week_of(plan.course, week)
    if undo:
        if not plan.moved(number):
            raise WrongUsage(f"You have not moved the meeting of week {number}.")
        plan = context.courses.change(plan.id, lambda it: _unmoved(it, number))
    else:
        when = _moment(to, context.today)
        plan = context.courses.add(plan.id, "moved", week=number, to=when)
    meets, opens = plan.meets(number), plan.opens[number]
    if meets is None:
        context.say(f"Taken back. Week {number} has no meeting now.")
        return
    day = day_in_words(meets, weekday=True)
    context.say(f"The meeting of week {number} is on {day}, {meets:%H:%M}.")
    if opens and opens > meets.date():
        context.say(f"Week {number} opens after it, on {day_in_words(opens)}.")


def _unmoved(state: "State", number: int) -> "State":
    return {**state, "moved": [x for x in state["moved"] if x["week"] != number]}


def _moment(given: str, today: dt.date) -> dt.datetime:
    hint = "Like this: leadcoach course move 3 '2027-01-06 18:00'"
    if not given.strip():
        raise WrongUsage("Say its new day and time.", hint)
    shown = clean_line(given, 40)
    try:
        found = stamp_in(given.strip())
    except ValueError as problem:
        raise WrongUsage(f"“{shown}”: {problem}.", hint) from None
    if found and found.offset is not None:
        what = f"“{shown}”: the clock on the wall there counts, without Z or +01:00."
        raise WrongUsage(what, hint)
    if not found or not found.time or found.rest:
        raise WrongUsage(f"“{shown}” has no time of day.", hint)
    if found.day < today:
        raise WrongUsage(f"“{shown}” has passed.", hint)
    return dt.datetime.combine(found.day, found.time)


@course.command(
    "pause",
    "leadcoach course pause 2026-12-20 2027-01-02",
    "leadcoach course pause --undo",
)
def pause(
    context: Context,
    first: str = argument("Its first day.", default=""),
    last: str = argument("Its last day.", default=""),
    *,
    undo: bool = flag("--undo", "Take back the pause that was told last."),
    name: str = _WHICH,
) -> None:
    """Pause a course for some days.

    The weeks that open later move by as much; days that the course names, and the
    meetings of a group, stay where they are.
    """
    from leadcoach.courses.state import without
    from leadcoach.rendering.pages.course import what_moves

    plan = _chosen(context, name)
    if undo:
        paused = plan.rows("paused")
        if not paused:
            raise WrongUsage("There is no pause to take back.")
        gone = paused[-1]
        days = _days(gone["from"], gone["to"])
        now = context.courses.change(plan.id, lambda it: without(it, "paused", gone))
        context.say(f"Taken back: the pause {days}. {what_moves(plan, now)}")
        return
    one, other = _first_and_last(first, last, context.today)
    if {"from": one, "to": other} in plan.rows("paused"):
        context.say("That pause is there already.")
        return
    now = context.courses.add(plan.id, "paused", from_=one, to=other)
    context.say(f"Paused {_days(one, other)}. {what_moves(plan, now)}")


def _first_and_last(first: str, last: str, today: dt.date) -> tuple[dt.date, dt.date]:
    from leadcoach.courses.state import LONGEST_PAUSE

    if not (first and last):
        hint = "Like this: leadcoach course pause 2026-12-20 2027-01-02"
        raise WrongUsage("Say its first and its last day.", hint)
    one, other = (day_answered(each, today) for each in (first, last))
    if other < one:
        last, first = day_in_words(other), day_in_words(one)
        what = f"The last day, {last}, is before the first, {first}."
        raise WrongUsage(what, "Nothing was paused.")
    if other - one > LONGEST_PAUSE:
        hint = "`leadcoach course stop` ends it, and `start` goes on where you were."
        raise WrongUsage("That is more than a year; nothing was paused.", hint)
    return one, other


def _days(first: dt.date, last: dt.date) -> str:
    return f"from {day_in_words(first)} to {day_in_words(last)}"


@course.command("stop", "leadcoach course stop")
def stop(context: Context, *, name: str = _WHICH) -> None:
    """Stop a course; all you wrote in it stays in your journal."""
    plan = _chosen(context, name)
    context.courses.change(plan.id, lambda state: {**state, "stopped": context.today})
    context.say(
        f"Stopped: {clean_line(plan.course.title, 80)}.\nWhat you wrote stays in your "
        f"journal. `leadcoach course start {plan.id}` goes on where you were."
    )


@course.command(
    "calendar",
    "leadcoach course calendar --output weeks.ics",
    "leadcoach course calendar --title 'Reading time' --at 7:30 --output weeks.ics",
)
def calendar(
    context: Context,
    *,
    title: str = option("--title", "What stands in the calendar.", default=_TITLE),
    at: str = option("--at", "The time of day of a week; all day without.", default=""),
    name: str = _WHICH,
    to: str | None = output_file("The file; - prints it."),
    force: bool = FORCE,
) -> None:
    """Write the weeks and meetings ahead for your calendar.

    It holds neutral titles and times, and neither the title of the course nor a word of
    yours. A new file moves what has moved: --force writes over the old one.
    """
    from leadcoach.cli.remind import WHAT_TO_DO, calendar_of, time_of, title_of

    example = "leadcoach course calendar --output weeks.ics"
    place = place_for(context.places, to, force=force, example=example)
    plan = _chosen(context, name)
    words = title_of(title, _TITLE)
    clock = time_of(at, context.today) if at else None
    events = list(_events(plan, words, clock))
    if not events:
        context.say("Nothing is ahead whose day is known. Nothing was written.")
        raise typer.Exit(ExitCode.FOUND)
    context.put(calendar_of(context, plan.state["calendar"], events), place)
    if not place.is_stdout:
        many = counted(len(events), "day")
        context.say(f"Written: {place.name}, {many}.\n{WHAT_TO_DO}")


def _events(plan: "Plan", title: str, at: dt.time | None) -> "Iterator[Reminder]":
    """Yield the weeks that are ahead and have a day, and the meetings."""
    from leadcoach.cli.remind import Reminder

    for number in plan.weeks:
        opens, meets = plan.opens[number], plan.meets(number)
        if opens and opens >= plan.today and plan.rest(number):
            when = dt.datetime.combine(opens, at) if at else opens
            minutes = plan.course.minutes if at else 0
            yield Reminder(f"week{number}", f"{title}, week {number}", when, minutes)
        if meets and meets.date() >= plan.today:
            yield Reminder(f"meet{number}", f"{title}, meeting", meets, _A_MEETING)
