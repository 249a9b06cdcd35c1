"""How far somebody has come in a course: what is open today, and what is done."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import Any, NamedTuple

from leadcoach.courses.course import Course, Week

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
        return [each["exercise"] for each in self.rows("left", number)]

    def rest(self, number: int) -> list[str]:
        found = list(self.week(number).do)
        for each in (*self.done(number), *self.left_out(number)):
            if each in found:
                found.remove(each)
        return found

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
            rows = (*self.rows("done", number - 1), *self.rows("left", number - 1))
            closed = max((each["on"] for each in rows), default=dt.date.min)
            if before is None or self.rest(number - 1):
                return None
            return self._after(max(closed, before), 0)
        return self._after(before, _DAYS) if before else None

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
    def paused_until(self) -> dt.date | None:
        """The last day of the pause that is now."""
        return self._pause_on(self.today)

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
        """Return the week that an exercise can be counted for today; 0 for none."""
        order = (self.current, *self.open)
        return next((n for n in order if n and exercise in self.rest(n)), 0)


def differences(old: Course, new: Course) -> Iterator[tuple[str, str]]:
    """Yield what another version of a course has differently: where, and what."""
    for name in ("version", "title", "purpose", "authors", "starts"):
        yield from _differs("The course", name, old, new)
    for number, (one, other) in enumerate(zip_longest(old.week, new.week), 1):
        where = f"Week {number}"
        if other is None:
            yield where, "it is gone"
        elif one is None:
            yield where, f"it is new: {other.title}"
        else:
            for name in vars(other):
                yield from _differs(where, name, one, other)


def _differs(
    where: str, name: str, old: object, new: object
) -> Iterator[tuple[str, str]]:
    one, other = (_in_words(getattr(each, name)) for each in (old, new))
    if one != other and name == "bring":  # nobody knows questions by their ids
        yield where, "other things are worth bringing along"
    elif one != other:
        yield where, f"{name}: {one or 'none'} → {other or 'none'}"


def _in_words(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return "" if value is None else str(value)


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
