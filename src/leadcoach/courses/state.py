"""The courses somebody has started: a copy of each file, and a file of their own beside it.

Their own file says what is done, left out, moved and paused. No word of the journal is
in it, and nothing is ever written to the course file.
"""

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leadcoach import disk
from leadcoach.courses.course import Course, course_of, load
from leadcoach.courses.plan import Plan, State, renumbered
from leadcoach.domain.text import clean_line
from leadcoach.domain.toml import EXERCISE_LIMIT, BadToml, parse_toml, text_of
from leadcoach.errors import NotFound, Unreadable
from leadcoach.exercises.library import Library
from leadcoach.journal.folder import alone
from leadcoach.journal.toml_file import lines_from_toml, reason_in, to_toml
from leadcoach.paths import copied_from

FORMAT = 1
LONGEST_PAUSE = dt.timedelta(days=366)
_COPY = ".course.toml"
_ROWS: Mapping[str, Mapping[str, type]] = {
    "done": {"week": int, "exercise": str, "on": dt.date},
    "left": {"week": int, "exercise": str, "on": dt.date},
    "moved": {"week": int, "to": dt.datetime},
    "paused": {"from": dt.date, "to": dt.date},
}
_LIMIT = 1024 * 1024


@dataclass(frozen=True)
class Courses:
    """The courses in a folder."""

    folder: Path
    library: Library
    today: dt.date

    def names(self) -> list[str]:
        """Return the ids of all courses that were ever started."""
        if not self.folder.is_dir():
            return []
        files = {path.name for path in self.folder.glob("*.toml")}
        own = (
            x for x in files if not x.endswith(_COPY) and copied_from(x) not in files
        )
        return sorted(each.removesuffix(".toml") for each in own)

    def plan(self, name: str) -> Plan:
        """Return the course of that id; NotFound where it was never started."""
        if name not in self.names():
            known = ", ".join(self.names())
            hint = "`leadcoach course start FILE` takes a file."
            hint = f"You began: {known}." if known else hint
            raise NotFound(f"There is no course “{clean_line(name, 60)}” here.", hint)
        state, path = self._state(name), self.copy(name)
        content = _read(path)
        if hashlib.sha256(content).hexdigest() == state["sha256"]:
            course = course_of(parse_toml(text_of(content, EXERCISE_LIMIT)))
        else:  # somebody has changed it
            course = load(content, path.name, self.library)
        return Plan(course, state, self.today)

    def copy(self, name: str) -> Path:
        return self.folder / f"{name}{_COPY}"

    def _state(self, name: str) -> dict[str, Any]:
        path = self.folder / f"{name}.toml"
        try:
            table = lines_from_toml(text_of(_read(path), _LIMIT), str(path))
        except BadToml as bad:
            raise _unreadable(path, bad.what) from None
        except Unreadable as problem:
            raise _unreadable(path, reason_in(problem)) from None
        if table.get("format") != FORMAT:
            raise _unreadable(path, "it is of another leadcoach")
        is_right = (
            type(table.get("began")) is dt.date
            and isinstance(table.get("sha256"), str)
            and isinstance(table.get("calendar"), str)
            and all(isinstance(table.get(kind, []), list) for kind in _ROWS)
            and all(_is_right(kind, x) for kind in _ROWS for x in table.get(kind, []))
        )
        if not is_right:
            raise _unreadable(path, "a line in it is not as leadcoach writes it")
        return table

    def begin(self, course: Course, content: bytes) -> Plan:
        """Start a course on this day, or on the group's."""
        state = {
            "format": FORMAT,
            "course": course.id,
            "version": "",
            "sha256": "",
            "began": course.starts or self.today,
            "calendar": secrets.token_hex(6),
        }
        with self._alone():
            return self._keep(course, content, state)

    def take(self, course: Course, content: bytes) -> Plan:
        """Put another version in the place of the one that is kept."""
        with self._alone():
            kept = self.plan(course.id)
            state = renumbered(kept.state, kept.course, course)
            return self._keep(course, content, state)

    def change(self, name: str, change: Callable[[State], State]) -> Plan:
        """Change what is kept of a course, as another leadcoach may have written it."""
        with self._alone():
            kept = self.plan(name)
            return self._write(kept.course, change(kept.state))

    def add(self, name: str, kind: str, **row: object) -> Plan:
        """Write one more row of `kind`; `from_` is written as `from`."""
        made = {key.rstrip("_"): value for key, value in row.items()}
        return self.change(name, lambda it: {**it, kind: [*it.get(kind, ()), made]})

    def _alone(self) -> AbstractContextManager[None]:
        return alone(self.folder / ".lock")

    def _keep(self, course: Course, content: bytes, state: State) -> Plan:
        digest = hashlib.sha256(content).hexdigest()
        # The copy first: with another hash in the state it is checked and taken.
        disk.atomic_write(self.copy(course.id), content)
        return self._write(
            course, {**state, "version": course.version, "sha256": digest}
        )

    def _write(self, course: Course, state: State) -> Plan:
        # Lists that are there from the first keep two computers out of one another's way.
        state = {**state, **{kind: state.get(kind, []) for kind in _ROWS}}
        text = to_toml(state, rows=_ROWS)
        disk.atomic_write(self.folder / f"{course.id}.toml", text.encode())
        return Plan(course, state, self.today)


def _is_right(kind: str, row: object) -> bool:
    sorts = _ROWS[kind].items()
    if not isinstance(row, dict) or any(
        type(row.get(key)) is not x for key, x in sorts
    ):
        return False
    if kind == "paused":
        return bool(row["from"] <= row["to"] <= row["from"] + LONGEST_PAUSE)
    return bool(row["week"] > 0)


def _read(path: Path) -> bytes:
    try:
        return disk.read(path, _LIMIT)
    except OSError as problem:
        raise _unreadable(path, disk.reason(problem)) from None


def _unreadable(path: Path, why: str) -> Unreadable:
    hint = "Nothing was changed. `leadcoach doctor` says what would help."
    return Unreadable(f"{path} cannot be read: {why}.", hint)


def without(state: State, key: str, row: object = None) -> State:
    """Return a state without `key`, or without one of its rows."""
    if row is None:
        return {name: value for name, value in state.items() if name != key}
    return {**state, key: [each for each in state[key] if each != row]}


def going(plans: Iterable[Plan]) -> list[Plan]:
    """Return those that go on, the one with the nearest meeting first."""
    return sorted(
        (each for each in plans if not each.is_stopped),
        key=lambda each: (
            each.meeting.when if each.meeting else dt.datetime.max,
            each.state["began"],
        ),
    )
