"""What became of commitments: kept beside the entries, which are never rewritten."""

import datetime as dt
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

from leadcoach import disk
from leadcoach.domain.entry import STATES, STILL_OPEN, Commitment, Outcome, in_words
from leadcoach.domain.text import clean_line, first_words, on_one_line
from leadcoach.errors import NotFound, Unreadable
from leadcoach.journal.entry_name import is_entry
from leadcoach.journal.folder import refuse_too_large, text_of
from leadcoach.journal.index import Index, IndexedEntry
from leadcoach.journal.store import Journal
from leadcoach.journal.toml_file import Fields, from_toml, to_toml, unreadable

StateLine: TypeAlias = Mapping[str, Any]

COMMITMENTS = "commitments.toml"
"""the name of the file that says what became of commitments"""
FORMAT = 3
"""its form: 1 had `changed` for `on`; before 3 one line was all that was said of each, so
that a leadcoach that knows only that refuses it"""
_NAMED = 5
"""commitments that a message names"""


@dataclass(frozen=True)
class TrackedCommitment:
    """A commitment, the entry that holds it, and what became of it."""

    name: str
    """the stem of the entry's file; for its second commitment with ".2" behind it"""
    ordinal: int
    """its number: the open ones newest first, then the closed ones newest first"""
    commitment: Commitment
    entry: Path
    made: dt.date
    history: tuple[Outcome, ...] = ()
    """all that was said of it, oldest first; the last of it counts"""
    origin: str = ""
    """the name of the one in whose place it stands"""

    @property
    def words(self) -> str:
        """The commitment on one line, without how sure somebody was of it."""
        return in_words(replace(self.commitment, sure=0))

    @property
    def short(self) -> str:
        """Its number and the first words of what is to be done."""
        action = clean_line(first_words(on_one_line(self.commitment.action), 7))
        return f"{self.ordinal} (“{action}”)"

    def begins_with(self, asked: str) -> bool:
        """Tell whether its name or what is to be done does."""
        action = _plain(self.commitment.action)
        return self.name.startswith(asked) or action.startswith(_plain(asked))

    @property
    def state(self) -> str:
        return self.history[-1].state if self.history else "open"

    @property
    def is_open(self) -> bool:
        return self.state in STILL_OPEN

    @property
    def changed(self) -> dt.date | None:
        """The day on which its state was said last."""
        return self.history[-1].on if self.history else None

    @property
    def told(self) -> tuple[str, ...]:
        """The state in words and its day; empty while nothing was said of it."""
        return tuple(each.told for each in self.history[-1:])

    @property
    def days(self) -> list[dt.date]:
        """The days on which it was made, and on which something was said of it."""
        return [self.made, *(each.on for each in self.history)]

    @property
    def to(self) -> str:
        """The name of the commitment in its place; empty where it was not changed."""
        return self.history[-1].to if self.history else ""


class Outcomes:
    """The file of a journal that says what became of commitments; it may not be there.

    Where it is Unreadable, or DiskRefused, it is left as it is.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._file = journal.folder / COMMITMENTS

    def by_name(self) -> dict[str, tuple[Outcome, ...]]:
        """Return what was said of each commitment, oldest first, by its name.

        One whose new form is gone with its entry stands as it did before.
        """
        told = outcomes_in(self._tables()["commitment"])
        return {name: tuple(filter(self._stands, told[name])) for name in told}

    def learnt(self) -> dict[str, tuple[str, ...]]:
        """Return what was learnt from commitments, by the stems of their entries."""
        found: dict[str, tuple[str, ...]] = {}
        for name, told in self.by_name().items():
            stem, words = stem_of(name), (one.learnt for one in told)
            found[stem] = (*found.get(stem, ()), *filter(None, words))
        return found

    def _stands(self, outcome: Outcome) -> bool:
        file = f"{stem_of(outcome.to)}.toml"
        return not is_entry(file) or self._journal.path_of(file).exists()

    def dated(self, lines: Sequence[StateLine], now: dt.datetime) -> list[StateLine]:
        """Return lines with the instant at which they are said, later than all there are.

        By it they have one order also where two computers wrote, whatever a clock said.
        """
        known = (_at(each) for each in self._tables()["commitment"])
        least = max((at for at in known if at), default=None)
        at = now.astimezone(dt.UTC).replace(microsecond=0)
        if least and least >= at:
            at = least + dt.timedelta(seconds=1)
        return [{**each, "at": at} for each in lines]

    def put(self, lines: Sequence[StateLine]) -> None:
        """Write these lines below those there are."""
        self._change(lambda there: [*there, *lines])

    def forget(self, stem: str) -> None:
        """Take out what the commitments of the entry `stem` became, and its name."""
        self._change(
            lambda lines: [
                {key: line[key] for key in line if (key, line[key]) != ("entry", stem)}
                for line in lines
                if stem not in (stem_of(line["name"]), stem_of(line.get("to")))
            ]
        )

    def take_out(
        self,
        lines: Sequence[StateLine],
        staying: Collection[str] = (),
        back: Sequence[StateLine] = (),
    ) -> bool:
        """Take out those of `lines` that still stand there; False where none does.

        Lines about commitments of the entries `staying`, by their stems, are kept. The
        lines `back` are put in where something was taken out.
        """
        gone = [
            each
            for each in map(_renamed, lines)
            if stem_of(each["name"]) not in staying
        ]

        def without(there: list[StateLine]) -> list[StateLine]:
            left = less(there, gone)
            return left if left == there else [*left, *map(_renamed, back)]

        return self._change(without)

    def _change(self, changed: Callable[[list[StateLine]], list[StateLine]]) -> bool:
        """Write what `changed` makes of the lines; tell whether that is something else.

        A file that says nothing more is removed.
        """
        with self._journal.writing():
            tables = self._tables()
            lines = changed(tables["commitment"])
            if lines == tables["commitment"]:
                return False
            if lines or set(tables) - {"format", "commitment"}:
                content = states_to_toml({**tables, "commitment": lines})
                refuse_too_large(content)
                disk.atomic_write(self._file, content)
            else:
                disk.remove(self._file)
        return True

    def _tables(self) -> dict[str, Any]:
        if not os.path.lexists(self._file):
            return {"format": FORMAT, "commitment": []}
        return states_from_toml(text_of(self._file), str(self._file))


class Commitments:
    """All commitments of a journal, with what became of them; raises as `Outcomes`."""

    def __init__(self, index: Index, outcomes: Outcomes) -> None:
        self._index = index
        self._outcomes = outcomes

    def all(
        self,
        entries: Sequence[IndexedEntry] | None = None,
        *,
        with_closed: bool = True,
    ) -> list[TrackedCommitment]:
        """Return every commitment, newest first.

        `entries` are those of the index, where they are at hand.
        """
        told = self._outcomes.by_name()
        origins = {each.to: name for name in told for each in told[name]}
        made = {
            name_of(entry.name, place): (entry, each)
            for entry in (self._index.entries() if entries is None else entries)
            for place, each in enumerate(entry.commitments, 1)
        }
        states = {name: told[name][-1].state for name in told if told[name]}
        closed = {name for name in made if states.get(name, "open") not in STILL_OPEN}
        ordered = sorted(made, key=closed.__contains__)
        ordinals = {name: at for at, name in enumerate(ordered, 1)}
        return [
            TrackedCommitment(
                name,
                ordinals[name],
                commitment,
                entry.path,
                entry.day,
                told.get(name, ()),
                origins.get(name, ""),
            )
            for name, (entry, commitment) in made.items()
            if with_closed or name not in closed
        ]

    def open(
        self, entries: Sequence[IndexedEntry] | None = None
    ) -> list[TrackedCommitment]:
        """Return the commitments that are not closed, newest first."""
        return self.all(entries, with_closed=False)

    def named(self, which: str, *, is_open: bool | None = None) -> TrackedCommitment:
        """Return the commitment meant, of the open ones, the closed ones, or all.

        `which` is its number, the beginning of its name, or that of its action.

        Raises:
            NotFound: there is none, or it can mean several.
        """
        kept, asked = self.all(), which.strip()
        fit = [each for each in kept if is_open in (None, each.is_open)]
        named = [each for each in kept if asked in (str(each.ordinal), each.name)]
        if asked and not named:
            named = [each for each in kept if each.begins_with(asked)]
        fitting = [each for each in named if each in fit]
        if len(fitting) == 1:
            return fitting[0]
        if len(named) == 1 and named[0].is_open:
            raise NotFound("That commitment is open.", "Nothing was changed.")
        if len(named) == 1:
            hint = f"To open it again: leadcoach commitment reopen {named[0].ordinal}"
            told = f"That commitment is closed already: {named[0].history[-1].told}."
            raise NotFound(told, hint)
        kind = {None: "", True: "open ", False: "closed "}[is_open]
        if not fit:
            raise NotFound(f"There is no {kind}commitment.")
        there = ", ".join(each.short for each in (fitting or fit)[:_NAMED])
        every = "" if is_open else " --all"
        hint = f"There is {there}. `leadcoach commitment list{every}` shows them."
        if fitting:
            raise NotFound(f"That can mean {len(fitting)} {kind}commitments.", hint)
        raise NotFound(f"No {kind}commitment begins like that.", hint)


def name_of(file: str, place: int) -> str:
    """Return the name of a commitment: its entry's file, and its place there, from 1."""
    stem = file.removesuffix(".toml")
    return stem if place == 1 else f"{stem}.{place}"


def states_from_toml(text: str, name: str) -> dict[str, Any]:
    """Return what a file says of commitments, in format 3 whatever it was written in.

    `name` is the file's, for messages. `commitment` holds a line for each time that
    something was said of one, oldest first: its name, its state, and the day.

    Raises:
        Unreadable: it is not such a file, or a newer leadcoach wrote it.
    """
    tables = from_toml(text, name)
    fields = Fields(tables, name)
    told = fields.get("format", int)
    if told > FORMAT:
        message = f"{name} cannot be read: a newer leadcoach wrote it."
        raise Unreadable(message, "Nothing was changed. Bring this one up to date.")
    if "commitment" not in fields:
        what = "it does not say which commitments are done: no [[commitment]] in it"
        raise unreadable(name, what)
    for each in fields.tables("commitment"):
        each.text("name")
        if each.text("state") in STATES:
            each.get("changed" if told == 1 else "on", dt.date)
            for key in ("learnt", "entry", "to"):
                each.text(key, "")
    lines = tables["commitment"]
    made = [_renamed(each) for each in lines] if told < FORMAT else lines
    return {**tables, "format": FORMAT, "commitment": made}


def states_to_toml(tables: Mapping[str, Any]) -> bytes:
    """Return the bytes of the file that says what became of commitments."""
    return to_toml(tables, rows=("commitment",)).encode()


def outcomes_in(lines: Iterable[StateLine]) -> dict[str, tuple[Outcome, ...]]:
    """Return what was said of each commitment, oldest first, by its name.

    A state that only a newer leadcoach knows is passed over.
    """
    found: dict[str, tuple[Outcome, ...]] = {}
    for line in _in_order(lines):
        if line["state"] in STATES:
            known = {key: line[key] for key in Outcome._fields if key in line}
            found[line["name"]] = (*found.get(line["name"], ()), Outcome(**known))
    return found


def _in_order(lines: Iterable[StateLine]) -> list[StateLine]:
    """Return lines as they were said; one without its instant stays behind its line."""
    last = dt.datetime.min.replace(tzinfo=dt.UTC)
    placed = [(last := _at(each) or last, each) for each in lines]
    return [each for _, each in sorted(placed, key=lambda pair: pair[0])]


def _at(line: StateLine) -> dt.datetime | None:
    at = line.get("at")
    return at if isinstance(at, dt.datetime) and at.tzinfo else None


def lines_of(told: Mapping[str, Outcome]) -> list[StateLine]:
    """Return the lines that say what became of commitments, by their names."""
    return [
        {"name": name, **{key: each for key, each in one._asdict().items() if each}}
        for name, one in told.items()
    ]


def less(lines: Sequence[StateLine], gone: Sequence[StateLine]) -> list[StateLine]:
    """Return `lines` without those of `gone`; of two that are alike the last goes."""
    away = Counter(map(_key, gone))
    left: list[StateLine] = []
    for each in reversed(lines):
        if away[_key(each)] > 0:
            away[_key(each)] -= 1
        else:
            left.append(each)
    return left[::-1]


def _key(line: StateLine) -> str:
    return repr(sorted(line.items()))


def stem_of(name: object) -> str:
    """Return the stem of the entry that holds the commitment called `name`."""
    return str(name).partition(".")[0]


def _renamed(line: StateLine) -> StateLine:
    """Return a line of format 1 as it is written now; a later one as it is."""
    return {"on" if key == "changed" else key: each for key, each in line.items()}


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
