"""What lists and pages need of every entry, kept in one derived file, not to parse them all.

The file can be deleted at any time. Of what people wrote it holds their commitments and
nothing else: no words of answers, no titles, nothing that is private.
"""

import datetime as dt
import json
import os
import re
import zlib
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import tomli

from leadcoach import disk
from leadcoach.domain.entry import PARTS, Commitment, asks_to_underline
from leadcoach.errors import DiskRefused, NotConfirmed, Unreadable
from leadcoach.journal.entry_file import entry_from_toml, is_whole, record_in
from leadcoach.journal.folder import bytes_of, decoded
from leadcoach.journal.store import Journal
from leadcoach.journal.toml_file import LARGEST, Fields, from_toml

INDEX = "journal-index.json"
SCHEMA = 3
"""the form of the file; one of another form is made anew"""

ChoicesOf: TypeAlias = Callable[[str], Mapping[str, Collection[str]] | None]
"""Takes the id of an exercise; returns, by question, the ids of the choices that its file
has, or None where the exercise is not at hand."""
_READINGS = re.compile(rb"\n\[\[?(?:reading|coach)[.\]][^\n]*(?:\n(?!\[)[^\n]*)*")
_NOT_AS_WRITTEN = (Unreadable, ValueError, KeyError, TypeError, RecursionError)
_MOST = 1e15
"""the largest number that an answer can be"""
_FileState: TypeAlias = tuple[int, int, int]
"""the size of a file, when it was changed, and its place on the disk"""


class IndexedEntry(NamedTuple):
    """What is known of an entry without opening its file; nothing private is in it."""

    folder: str
    name: str
    """the file's"""
    exercise: str
    day: dt.date
    """the person's own"""
    started: dt.datetime
    version: str = ""
    answered: Sequence[str] = ()
    """ids of the questions"""
    numbers: Mapping[str, float] = {}
    """the answers that are numbers, by question"""
    chosen: Mapping[str, Sequence[str]] = {}
    """ids of the exercise's own choices, by question"""
    picked: int = 0
    """how many sentences were underlined"""
    promised: Sequence[Mapping[str, Any]] = ()
    """its commitments as they stand in the index"""
    jots: Sequence[str] = ()
    """stems of the jots that it used"""

    @property
    def path(self) -> Path:
        return Path(self.folder, self.name)

    @property
    def stem(self) -> str:
        return self.name.removesuffix(".toml")

    @property
    def commitments(self) -> tuple[Commitment, ...]:
        found = []
        for parts in self.promised:
            due = {"due": dt.date.fromisoformat(parts["due"])} if "due" in parts else {}
            found.append(Commitment(**{**parts, **due}))
        return tuple(found)


class Index:
    """The entries of a journal, of which only those that changed are read."""

    def __init__(self, journal: Journal, folder: Path, choices: ChoicesOf) -> None:
        self.journal = journal
        self._file = folder / INDEX
        self._choices = cache(choices)
        self._read: dict[str, tuple[_FileState, dict[str, Any]]] | None = None
        """what the file holds, once it was opened or written"""

    def entries(self) -> list[IndexedEntry]:
        """Return what is known of every entry, newest first.

        Those that cannot be read are passed over and stand in `unread` of the journal.
        """
        before = self._kept() if self._read is None else self._read
        found: list[IndexedEntry] = []
        kept: dict[str, tuple[_FileState, dict[str, Any]]] = {}
        for folder, name in self.journal.names():
            path, stem = f"{folder}/{name}", name.removesuffix(".toml")
            stamp = _stamp_of(path)
            known = before.get(stem)
            is_same = known is not None and known[0] == stamp
            made = (known[1], True) if known and is_same else self._record(path)
            if made is None:
                continue
            record, is_final = made
            if is_final:
                kept[stem] = stamp, record
            day = dt.date.fromisoformat(record["day"])
            started = dt.datetime.fromisoformat(record["started"])
            found.append(
                IndexedEntry(folder, name, **{**record, "day": day, "started": started})
            )
        if kept != before:
            self._keep(kept)
        self._read = kept
        return found

    def _kept(self) -> dict[str, tuple[_FileState, dict[str, Any]]]:
        """Return what the file holds; nothing where it is missing, damaged or another's."""
        with suppress(OSError, ValueError, RecursionError):
            head, _, body = disk.read(self._file, LARGEST).partition(b"\n")
            if json.loads(head) == self._head(body):
                kept = json.loads(body).items()
                return {stem: (tuple(at), record) for stem, (at, record) in kept}
        return {}

    def _keep(self, kept: Mapping[str, object]) -> None:
        body = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()
        content = json.dumps(self._head(body)).encode() + b"\n" + body
        if len(content) <= LARGEST:
            with suppress(DiskRefused, NotConfirmed):  # the next run reads them again
                disk.atomic_write(self._file, content)

    def _head(self, body: bytes) -> dict[str, object]:
        folder = str(self.journal.folder)
        return {"schema": SCHEMA, "journal": folder, "sum": zlib.crc32(body)}

    def _record(self, path: str) -> tuple[dict[str, Any], bool] | None:
        """Return what is known of an entry, and whether that is all; None if unreadable."""
        try:
            content = bytes_of(path)
            if is_whole(content):
                # In a file without texts of several lines only a heading begins with a
                # bracket; the pages of the mirror and a coach are most of it.
                short = content if b'"""' in content else _READINGS.sub(b"", content)
                with suppress(*_NOT_AS_WRITTEN):
                    return self._of(tomli.loads(short.decode()), path)
            text = decoded(content, path)
            entry_from_toml(text, path)
            return self._of(from_toml(text, path), path)
        except Unreadable as problem:
            self.journal.unread.append(problem)
            return None

    def _of(self, tables: dict[str, Any], name: str) -> tuple[dict[str, Any], bool]:
        from leadcoach.domain.facts import number_of  # a file that is known needs none

        told = Fields(tables, name)
        exercise = told.text("exercise")
        answers = tables.get("answer", ())
        own = [each for each in answers if not each.get("private")]
        # Behind a point stands which item of a list it was about.
        typed = {each["id"]: (each["type"], each["value"]) for each in own}
        once = {each: typed[each] for each in typed if "." not in each}
        chosen, is_final = self._chosen(exercise, once)
        made = (record_in(each, Commitment) for each in told.tables("commitment"))
        record = {
            "exercise": exercise,
            "version": told.text("version"),
            "day": told.get("local_date", dt.date).isoformat(),
            "started": told.get("started", dt.datetime).isoformat(),
            "answered": list(dict.fromkeys(each.partition(".")[0] for each in typed)),
            "numbers": {
                name: value
                for name, (kind, value) in once.items()
                if kind in ("scale", "number") and number_of(value) is not None
                if abs(value) < _MOST  # not nan, and not infinite
            },
            "chosen": chosen,
            "picked": sum(
                asks_to_underline(name, kind) for name, (kind, _) in typed.items()
            ),
            "promised": [_parts(each) for each in made],
            "jots": [each for each in _listed(tables.get("jot", [])) if each],
        }
        return {key: each for key, each in record.items() if each}, is_final

    def _chosen(
        self, exercise: str, answers: Mapping[str, tuple[str, Any]]
    ) -> tuple[dict[str, list[str]], bool]:
        """Return the ids chosen of those that the exercise has; others are the person's words.

        False with them where the exercise is not at hand, so that nothing is known.
        """
        given = {
            name: _listed(value)
            for name, (kind, value) in answers.items()
            if kind in ("choice", "multi")
        }
        if not given:
            return {}, True
        known = self._choices(exercise)
        if known is None:
            return {}, False
        chosen = {
            name: [each for each in ids if each in known.get(name, ())]
            for name, ids in given.items()
        }
        return {name: ids for name, ids in chosen.items() if ids}, True


def _listed(value: object) -> list[str]:
    """Return the texts in a list, or a text alone, whatever a file may hold there."""
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, str)]


def _stamp_of(path: str) -> _FileState:
    try:
        status = os.lstat(path)
    except OSError:  # whoever reads it is told
        return (0, 0, 0)
    return status.st_size, status.st_mtime_ns, status.st_ino


def _parts(commitment: Commitment) -> dict[str, Any]:
    parts = {part: getattr(commitment, part) for part in PARTS}
    due = {"due": commitment.due.isoformat()} if commitment.due else {}
    return {part: each for part, each in (parts | due).items() if each}
