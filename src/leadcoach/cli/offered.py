"""What can be shared, in the order in which it is offered."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from leadcoach.cli.context import Context
from leadcoach.cli.course import plans
from leadcoach.courses.plan import Plan
from leadcoach.courses.share import (
    COMMITMENTS,
    DONE,
    Offers,
    Piece,
    Share,
    SharedList,
    initials_in,
    weeks_of,
)
from leadcoach.domain.dates import day_in_words, short_day
from leadcoach.domain.text import clean_line
from leadcoach.journal.search import find_entry
from leadcoach.rendering.page import counted

EARLIER = "earlier"
"""what stands for sittings that are not offered at once"""
_MOST = 5
"""sittings whose lines are offered at once"""
_LISTED = 40
"""earlier ones that are offered; what is older still can be taken by its name"""
_LOOKED_THROUGH = 60
"""sittings among which a note for a coach is looked for"""


class Sitting(NamedTuple):
    """A sitting that something can be taken of."""

    path: Path
    title: str
    pieces: list[Piece]


class Offered:
    """All that can be shared: what is new since the last time first."""

    def __init__(self, context: Context, course: str) -> None:
        self.context, self.given = context, SharedList(context.places.shared)
        self._offers = Offers(context.journal, context.library)
        told = self.given.all()
        self.last = told[-1] if told else None
        words = (each.at for each in told if each.questions != (DONE,))
        self._since = max(words, default=None)
        self._plan = _plan(context, course)
        self._read: dict[str, list[Piece]] = {}

    @property
    def missing(self) -> list[str]:
        """The exercises that are not at hand to allow anything."""
        return self._offers.missing

    @cached_property
    def commitments(self) -> list[Piece]:
        """Those that are open, or of which something was said since the last time."""
        day = self._since.date() if self._since else None
        return self._offers.commitments(
            self.context.commitments.all(),
            lambda it: it.is_open or not day or bool(it.changed and it.changed >= day),
        )

    def with_done(self, made: Share) -> Share:
        """Return a share that tells what is done, of the course where there is one."""
        began = self._plan.state["began"] if self._plan else None
        kept = self._offers.commitments(
            self.context.commitments.all(), lambda it: not began or it.made >= began
        )
        done = sum(each.row["state"] == "done" for each in kept)
        return replace(made, plan=self._plan, promised=(done, len(kept)))

    @cached_property
    def _note(self) -> tuple[tuple[str, ...], list[Piece]]:
        """Initials and pieces of the note for a coach, if one was made since."""
        for path, entry in islice(self._offers.since(self._since), _LOOKED_THROUGH):
            exercise = self._offers.exercise(entry.exercise)
            if exercise and exercise.takes_lines:
                values = (each.value for each in entry.answers)
                ids = {at for each in values if isinstance(each, tuple) for at in each}
                promised = [each for each in self.commitments if each.key in ids]
                brought = self._offers.brought(path, entry)
                return initials_in(entry), [*brought, *promised]
        return (), []

    @property
    def names(self) -> tuple[str, ...]:
        """The names that stand as initials."""
        return self._note[0]

    def named(self, name: str) -> list[Piece]:
        """Return what `compare.own`, of the latest entry, or `ENTRY:own` means.

        Raises:
            NotFound: there is no such entry.
        """
        question = name.rpartition(":")[2] if ":" in name else name.partition(".")[2]
        return [each for each in self.beside(name) if each.is_called(question)]

    def beside(self, name: str) -> list[Piece]:
        """Return all that can be shared of the entry that `name` is about.

        Raises:
            NotFound: there is no such entry.
        """
        entry, colon, _ = name.rpartition(":")
        sitting = entry + colon or name.partition(".")[0]
        if sitting not in self._read:
            path = self._find(entry) if colon else self._latest(sitting)
            self._read[sitting] = self._all_of(path) if path else []
        return self._read[sitting]

    def _find(self, entry: str) -> Path:
        return find_entry(self.context.journal, entry, self.context.today)

    def _latest(self, exercise: str) -> Path | None:
        found = exercise and next(self.context.journal.entries(exercise=exercise), None)
        return found.path if found else None

    def _all_of(self, path: Path) -> list[Piece]:
        loaded = self.context.journal.loaded(path)
        if loaded is None:
            return []
        promised = self._offers.commitments(
            self.context.commitments.all(), lambda it: it.entry.stem == path.stem
        )
        return [*self._offers.of(path, loaded), *promised]

    # The list to choose from

    @cached_property
    def _new(self) -> list[Sitting]:
        new = self._sittings(self._since)
        return list(new if self._since else islice(new, _MOST))

    @cached_property
    def earlier(self) -> list[Sitting]:
        """Those before the last time, and those that there was no room for."""
        return list(islice(self._earlier(), _LISTED))

    @cached_property
    def _has_earlier(self) -> bool:
        return any(self._earlier())

    def _earlier(self) -> Iterator[Sitting]:
        new = [each.path for each in self._new[:_MOST]]
        return (each for each in self._sittings(None) if each.path not in new)

    def _sittings(self, since: dt.datetime | None) -> Iterator[Sitting]:
        """Yield those of which something can be taken, newest first."""
        for path, entry in self._offers.since(since):
            if pieces := self._offers.of(path, entry):
                day = day_in_words(entry.local_date)
                yield Sitting(path, f"{day}, {clean_line(entry.title)}", pieces)

    @cached_property
    def _first(self) -> list[Piece]:
        """What is on the note for a coach, and what the week of the course names."""
        return [*self._note[1], *self._to_bring()]

    @cached_property
    def _week(self) -> int:
        """The week that names what to bring: that of a meeting that is near, or this one."""
        plan = self._plan
        near = plan.near if plan else None
        return near.week if near else plan.current if plan else 0

    def _to_bring(self) -> Iterator[Piece]:
        plan, week = self._plan, self._week
        for name in plan.week(week).bring if plan and week else ():
            yield from self.commitments if name == COMMITMENTS else self.named(name)

    @property
    def told(self) -> str:
        """How much is new, and what stands first."""
        told = []
        if self._since:
            many = counted(len(self._new), "sitting") if self._new else "no sitting"
            told.append(f"Since the last time: {many}.")
        if self._note[1]:
            told.append("What is on your note for your coach stands first.")
        elif self._first and self._plan:
            told.append(f"What week {self._week} names stands first.")
        return " ".join(told)

    def rows(self) -> list[tuple[str, Piece | str]]:
        """Return words to choose by and what they stand for, each piece once."""
        pieces = [*self._first]
        pieces += [piece for each in self._new[:_MOST] for piece in each.pieces]
        once = {each.key: each for each in (*pieces, *self.commitments)}
        rows: list[tuple[str, Piece | str]] = [*self.in_words(once.values())]
        done = self.with_done(Share(self.context.today))
        if not done.is_empty:
            rows.append((done_in_words(done), DONE))
        if self._has_earlier:
            rows.append(("something of earlier sittings", EARLIER))
        return rows

    def in_words(self, pieces: Iterable[Piece]) -> list[tuple[str, Piece]]:
        """Return the words that each piece is offered by."""
        today = self.context.today
        return [
            (f"{each.about}, {short_day(each.on, today)}: {each.offered}", each)
            for each in pieces
        ]


def _plan(context: Context, course: str) -> Plan | None:
    """Return the course of that id, or else the one with the nearest meeting."""
    if course:
        return context.courses.plan(course)
    return next(iter(plans(context)), None)


def done_in_words(made: Share) -> str:
    """Return what the report without words says, in a line."""
    weeks = [each["week"] for each in weeks_of(made.plan)] if made.plan else []
    done, of = made.promised or (0, 0)
    told = f"{done} of {counted(of, 'commitment')} done"
    if weeks:
        named = f"{'week' if len(weeks) == 1 else 'weeks'} {', '.join(map(str, weeks))}"
        told = f"something done in {named}; {told}"
    return f"only done or not: {told}"
