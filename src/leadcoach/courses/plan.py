"""How far somebody has come in a course: what is open today, and what is done."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import Any, NamedTuple

from leadcoach.courses.course import Course, Week
from leadcoach.domain.dates import day_in_words

State = Mapping[str, Any]
"""what the person's own file says of a course"""
_DAY = dt.timedelta(days=1)
_DAYS = 7
_SOON = dt.timedelta(days=2)


class Meeting(NamedTuple):
    """A meeting to come."""

    when: dt.datetime
    week: int


@dataclass(frozen=True)
class Plan:
    """A course on one day. Weeks count from 1; no words of the journal are in it."""

    course: Course
    state: State
    today: dt.date

    @property
    def id(self) -> str:
        return self.course.id

    @property
    def weeks(self) -> range:
        return range(1, len(self.course.week) + 1)

    def week(self, number: int) -> Week:
        return self.course.week[number - 1]

    def rows(self, kind: str, number: int = 0) -> list[Mapping[str, Any]]:
        """Return the rows of `done`, `left`, `moved` or `paused`, of one week if named."""
        found: Sequence[Mapping[str, Any]] = self.state.get(kind, ())
        return [each for each in found if number in (0, each.get("week"))]

    def done(self, number: int) -> list[str]:
        return [each["exercise"] for each in self.rows("done", number)]

    def left_out(self, number: int) -> list[str]:
        """Return what was left out of a week, and not done after all."""
        return self._open_and_left(number)[1]

    def rest(self, number: int) -> list[str]:
        return self._open_and_left(number)[0]

    def _open_and_left(self, number: int) -> tuple[list[str], list[str]]:
        todo, left = list(self.week(number).do), list[str]()
        for name in self.done(number):
            if name in todo:
                todo.remove(name)
        for row in self.rows("left", number):
            if (name := row["exercise"]) in todo:
                todo.remove(name)
                left.append(name)
        return todo, left

    @cached_property
    def opens(self) -> Mapping[int, dt.date | None]:
        """When each week is named; None while nobody knows."""
        found: dict[int, dt.date | None] = {}
        for number in self.weeks:
            found[number] = self._opens(number, found.get(number - 1))
        return found

    def _opens(self, number: int, before: dt.date | None) -> dt.date | None:
        told = self.week(number).opens
        if isinstance(told, dt.date):
            return told
        if number == 1:
            return self._after(self.state["began"], 0)
        if told == "done" and before and not self.week(number - 1).do:
            # With nothing to be done in it, it is over after its time, or its meeting.
            meets = self.meets(number - 1)
            ends = self._after(before, _DAYS)
            return max(ends, meets.date()) if meets else ends
        if told == "done":
            closed = self._closed(number - 1)
            return self._after(max(closed, before), 0) if closed and before else None
        return self._after(before, _DAYS) if before else None

    def _closed(self, number: int) -> dt.date | None:
        """Return since when nothing of a week is open; what is done after all moves no day."""
        todo = list(self.week(number).do)
        rows = (*self.rows("done", number), *self.rows("left", number))
        for row in sorted(rows, key=lambda each: each["on"]):
            if row["exercise"] in todo:
                todo.remove(row["exercise"])
            if not todo:
                closed: dt.date = row["on"]
                return closed
        return None

    def _after(self, day: dt.date, count: int) -> dt.date:
        """Return the day so many days later; those of a pause do not count."""
        try:
            while count or self._pause_on(day):
                day += _DAY
                count -= bool(count) and not self._pause_on(day)
        except OverflowError:
            return dt.date.max
        return day

    def _pause_on(self, day: dt.date) -> dt.date | None:
        ends = (x["to"] for x in self.rows("paused") if x["from"] <= day <= x["to"])
        return max(ends, default=None)

    @property
    def pauses(self) -> list[tuple[dt.date, dt.date]]:
        """The first and last days of pauses that are now or ahead, each stretch once."""
        found: list[tuple[dt.date, dt.date]] = []
        for row in sorted(self.rows("paused"), key=lambda each: each["from"]):
            first, last = row["from"], row["to"]
            if found and first - found[-1][1] <= _DAY:
                first, before = found.pop()
                last = max(last, before)
            found.append((first, last))
        return [each for each in found if each[1] >= self.today]

    @property
    def paused_until(self) -> dt.date | None:
        """The last day of the pause that is now."""
        return next((x for first, x in self.pauses if first <= self.today), None)

    @property
    def open(self) -> list[int]:
        """The weeks that are named by now."""
        return [n for n, day in self.opens.items() if day and day <= self.today]

    @property
    def is_finished(self) -> bool:
        return not any(map(self.rest, self.weeks))

    @property
    def is_stopped(self) -> bool:
        return "stopped" in self.state

    @property
    def current(self) -> int:
        """The week to go on with; 0 before the first.

        That of the group, where there is one; alone the first with something open.
        """
        open_ = self.open
        if not self.course.together:
            open_ = [each for each in open_ if self.rest(each)][:1] or open_
        return max(open_, default=0)

    @property
    def still_open(self) -> list[int]:
        """Earlier weeks with something open."""
        return [each for each in self.open if each < self.current and self.rest(each)]

    @property
    def next_opens(self) -> dt.date | None:
        days = (day for day in self.opens.values() if day and day > self.today)
        return min(days, default=None)

    def moved(self, number: int) -> dt.datetime | None:
        """Return when a week's meeting is that somebody moved for themselves."""
        moved: list[dt.datetime] = [x["to"] for x in self.rows("moved", number)]
        return moved[-1] if moved else None

    def meets(self, number: int) -> dt.datetime | None:
        """Return when a week's meeting is, by the clock on the wall there."""
        return self.moved(number) or self.week(number).meet

    @property
    def meeting(self) -> Meeting | None:
        """The next meeting, also that of today."""
        coming = ((self.meets(each), each) for each in self.weeks)
        ahead = (Meeting(w, n) for w, n in coming if w and w.date() >= self.today)
        return min(ahead, default=None)

    @property
    def near(self) -> Meeting | None:
        """The next meeting, from two days before it on."""
        meeting = self.meeting
        is_near = meeting and meeting.when.date() - self.today <= _SOON
        return meeting if is_near else None

    def week_for(self, exercise: str) -> int:
        """Return the week that an exercise can be counted for today; 0 for none.

        That is one where it is open, or else one that it was left out of.
        """
        order = (self.current, *self.open)
        open_ = (n for n in order if n and exercise in self.rest(n))
        left = (n for n in self.weeks if exercise in self.left_out(n))
        return next(open_, 0) or next(left, 0)


_OF_A_COURSE = {
    "version": "Its version",
    "title": "Its title",
    "purpose": "What it is for",
    "minutes": "Minutes a week",
    "language": "Its language",
    "authors": "Who wrote it",
    "licence": "Its licence",
    "starts": "Its first day",
    "welcome": "Words at the start",
    "finish": "Words at the end",
}
_OF_A_WEEK = {
    "title": "Its title",
    "opens": "Opens",
    "do": "To do",
    "may": "If you like",
    "note": "A word on it",
    "carry": "To carry along",
    "ask": "A question for the meeting",
    "meet": "Meeting",
    "bring": "",
}


def differences(old: Course, new: Course) -> Iterator[tuple[str, str]]:
    """Yield what another version of a course has differently: where, and what."""
    yield from _differs("The course", _OF_A_COURSE, old, new)
    for number, (one, other) in enumerate(zip_longest(old.week, new.week), 1):
        where = f"Week {number}"
        if other is None:
            yield where, f"It is gone: {one.title}" if one else ""
        elif one is None:
            yield where, f"New: {other.title}"
        else:
            yield from _differs(where, _OF_A_WEEK, one, other)


def _differs(
    where: str, names: Mapping[str, str], old: object, new: object
) -> Iterator[tuple[str, str]]:
    for name, called in names.items():
        one, other = (_in_words(name, getattr(each, name)) for each in (old, new))
        if one == other:
            continue
        if name == "bring":  # nobody knows questions by their ids
            yield where, "Other things are worth bringing along."
        else:
            yield where, f"{called}, until now: {one}\nFrom now on: {other}"


def _in_words(name: str, value: object) -> str:
    if name == "opens" and isinstance(value, str):
        before = "the week before"
        return f"once {before} is done" if value else f"a week after {before}"
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "nothing"
    if isinstance(value, dt.datetime):
        return f"{day_in_words(value, weekday=True)}, {value:%H:%M}"
    if isinstance(value, dt.date):
        return day_in_words(value, weekday=True)
    return "nothing" if value in (None, "") else str(value)


def renumbered(state: State, old: Course, new: Course) -> dict[str, Any]:
    """Return the state for another version: what is done stays done, where it is now."""
    titles = {week.title: number for number, week in enumerate(new.week, 1)}

    def place(row: Mapping[str, Any]) -> dict[str, Any]:
        number, name = row["week"], row.get("exercise")
        title = old.week[number - 1].title if number <= len(old.week) else ""
        number = titles.get(title, number)
        weeks = [n for n, week in enumerate(new.week, 1) if name in week.do]
        return {**row, "week": number if number in weeks or not weeks else weeks[0]}

    by_week = [kind for kind in ("done", "left", "moved") if state.get(kind)]
    return {**state, **{kind: list(map(place, state[kind])) for kind in by_week}}
