"""What became of commitments: kept beside the entries, which are never rewritten."""

import datetime as dt
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any, TypeAlias

from leadcoach import disk
from leadcoach.domain.entry import Commitment
from leadcoach.errors import NotFound, Unreadable
from leadcoach.journal.folder import refuse_too_large, text_of
from leadcoach.journal.store import Journal
from leadcoach.journal.toml_file import Fields, from_toml, to_toml, unreadable

Line: TypeAlias = Mapping[str, Any]
Note: TypeAlias = Callable[[Line, Sequence[Line]], None]

COMMITMENTS = "commitments.toml"
"""the name of the file that says which commitments are done"""
FORMAT = 2
"""its form: format 1 had `changed` for `on`, so that one that knows only that refuses it"""


@dataclass(frozen=True)
class TrackedCommitment:
    """A commitment, the entry that holds it, and what became of it."""

    name: str
    """the stem of the entry's file; for its second commitment with ".2" behind it"""
    ordinal: int
    """its place among the open ones, newest first; 0 when it is done"""
    commitment: Commitment
    entry: Path
    made: dt.date
    state: str = "open"
    """open or done"""
    changed: dt.date | None = None


class Commitments:
    """All commitments of a journal, and the one file that says which are done.

    Where that file is Unreadable, or DiskRefused, it is left as it is.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._file = journal.folder / COMMITMENTS

    def all(self) -> list[TrackedCommitment]:
        """Return every commitment, newest first.

        Entries that cannot be read are passed over and stand in `unread` of the journal.
        """
        lines = self._tables()["commitment"]
        days = {each["name"]: each["on"] for each in lines if each["state"] == "done"}
        ordinals = count(1)
        return [
            replace(kept, state="done", changed=days[kept.name])
            if kept.name in days
            else replace(kept, ordinal=next(ordinals))
            for kept in self._made()
        ]

    def open(self) -> list[TrackedCommitment]:
        """Return the commitments that are not done, newest first."""
        return [kept for kept in self.all() if kept.state == "open"]

    def mark_done(
        self, which: str, on: dt.date, note: Note | None = None
    ) -> TrackedCommitment:
        """Write down that one commitment was done, and return it as it now is.

        Args:
            which: its number among the open ones, the beginning of its name, or that of
                its action.
            on: the person's own day.
            note: told of the new line and those it replaces before it is written.
        """
        kept = _meant(which, self.open())
        done = {"name": kept.name, "state": "done", "on": on}

        def with_done(lines: list[Line]) -> list[Line]:
            was = [each for each in lines if each.get("name") == kept.name]
            if note is not None:
                note(done, was)
            return [*(each for each in lines if each not in was), done]

        self._change(with_done)
        return replace(kept, ordinal=0, state="done", changed=on)

    def reopen(self, done: Line, was: Sequence[Line]) -> bool:
        """Put the lines `was` back in place of `done`; False where it is not there.

        Raises as `mark_done`, like the two below.
        """

        def with_was(lines: list[Line]) -> list[Line]:
            if _renamed(done) not in lines:
                return lines
            others = [each for each in lines if each.get("name") != done["name"]]
            return [*others, *map(_renamed, was)]

        return self._change(with_was)

    def forget(self, stem: str) -> None:
        """Take out all lines about the commitments of the entry called `stem`."""
        self._change(lambda lines: [each for each in lines if not _is_from(each, stem)])

    def take_out(self, lines: Sequence[Line], staying: Collection[str]) -> bool:
        """Take out those of `lines` that still stand there; False where none does.

        Lines about commitments of the entries `staying`, by their stems, are kept.
        """
        gone = [
            line
            for line in map(_renamed, lines)
            if not any(_is_from(line, stem) for stem in staying)
        ]
        return self._change(lambda made: [each for each in made if each not in gone])

    def _change(self, changed: Callable[[list[Line]], list[Line]]) -> bool:
        """Write what `changed` makes of the lines; tell whether that is something else.

        A file that says nothing more is removed.
        """
        with self._journal.writing():
            tables = self._tables()
            lines = changed(tables["commitment"])
            if lines == tables["commitment"]:
                return False
            if lines or set(tables) - {"format", "commitment"}:
                content = to_toml({**tables, "commitment": lines}).encode()
                refuse_too_large(content)
                disk.atomic_write(self._file, content)
            else:
                disk.remove(self._file)
        return True

    def _made(self) -> Iterator[TrackedCommitment]:
        for path in self._journal.newest():
            entry = self._journal.loaded(path, _may_have_any)
            if entry is None:
                continue
            for at, commitment in enumerate(entry.commitments, 1):
                name = name_of(path.name, at)
                yield TrackedCommitment(name, 0, commitment, path, entry.local_date)

    def _tables(self) -> dict[str, Any]:
        if not os.path.lexists(self._file):
            return {"format": FORMAT, "commitment": []}
        return states_from_toml(text_of(self._file), str(self._file))


def _may_have_any(content: bytes) -> bool:
    return b"[[commitment]]" in content


def name_of(file: str, place: int) -> str:
    """Return the name of a commitment: its entry's file, and its place there, from 1."""
    stem = file.removesuffix(".toml")
    return stem if place == 1 else f"{stem}.{place}"


def states_from_toml(text: str, name: str) -> dict[str, Any]:
    """Return what a file says of commitments, in format 2 whatever it was written in.

    `name` is the file's, for messages. `commitment` holds a line for each, with its name
    and state, and the day `on` which it was done.

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
        if each.text("state") == "done":
            each.get("changed" if told < FORMAT else "on", dt.date)
    lines = tables["commitment"]
    made = [_renamed(each) for each in lines] if told < FORMAT else lines
    return {**tables, "format": FORMAT, "commitment": made}


def _renamed(line: Line) -> Line:
    """Return a line of format 1 as format 2 has it; one of format 2 as it is."""
    return {"on" if key == "changed" else key: each for key, each in line.items()}


def _meant(which: str, kept: list[TrackedCommitment]) -> TrackedCommitment:
    asked = which.strip()
    words = _plain(asked)
    fitting = (
        [each for each in kept if str(each.ordinal) == asked]
        or [each for each in kept if each.name == asked]
        or [
            each
            for each in kept
            if asked
            and each.name.startswith(asked)
            or words
            and _plain(each.commitment.action).startswith(words)
        ]
    )
    if len(fitting) == 1:
        return fitting[0]
    if not kept:
        raise NotFound("There is no open commitment.")
    # Named by number and file: what somebody means to do stays out of messages.
    named = [f"{each.ordinal} ({each.name})" for each in (fitting or kept)[:5]]
    hint = f"There is {', '.join(named)}. `leadcoach commitment list` shows them."
    if fitting:
        raise NotFound(f"That can mean {len(fitting)} open commitments.", hint)
    raise NotFound("No open commitment begins like that.", hint)


def _is_from(line: Line, stem: str) -> bool:
    return str(line.get("name", "")).partition(".")[0] == stem


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
