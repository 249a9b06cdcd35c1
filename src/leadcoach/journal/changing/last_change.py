"""The note in the trash that says what the last change was, so that it can be undone.

It is written before the change. So after a crash it may tell of a change that did not
happen: the journal is as `before` then, and nothing has to be taken back.
"""

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from leadcoach import disk
from leadcoach.errors import DiskRefused, NotConfirmed
from leadcoach.journal.entry_file import FORMAT
from leadcoach.journal.folder import bytes_of, refuse_too_large, text_of
from leadcoach.journal.store import ENTRY_NAME
from leadcoach.journal.toml_file import Fields, from_toml, newer, to_toml, unreadable

FILE = "last-change.toml"


@dataclass(frozen=True)
class Touched:
    """One entry of a change; a sum is empty where there was no such file."""

    place: str
    """where it is, from the journal's folder"""
    before: str
    """the SHA-256 of the file before the change"""
    after: str
    """and after it"""
    kept: str = ""
    """the name in the trash of what it was before"""


@dataclass(frozen=True)
class Change:
    """One change: remove, edit, restore, import, or done for a commitment."""

    what: str
    when: dt.datetime
    touched: tuple[Touched, ...] = ()
    commitment: Mapping[str, Any] = field(default_factory=dict)
    """the line that a commitment got when it was done"""
    was: tuple[Mapping[str, Any], ...] = ()
    """the lines that it had before"""
    brought: tuple[Mapping[str, Any], ...] | None = None
    """lines about commitments that an import added; None where it brought no such file"""


def sum_of(content: bytes | None) -> str:
    """Return the SHA-256 of `content`; empty where there is none."""
    return "" if content is None else sha256(content).hexdigest()


class LastChange:
    """The one note in a folder; it may not be there."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    def content(self) -> bytes | None:
        """Return the bytes of the note, to put it back; None without one.

        Raises:
            Unreadable: it is there, and is no note that may be written over.
        """
        return bytes_of(self.path) if self.read() else None

    def read(self) -> Change | None:
        """Return the last change, or None.

        Raises:
            Unreadable: the note is there and cannot be read.
        """
        if not self.path.exists() and not self.path.is_symlink():
            return None
        name = str(self.path)
        fields = Fields(from_toml(text_of(self.path), name), name)
        if fields.whole("format") > FORMAT:
            raise newer(name)
        return Change(
            what=fields.text("what"),
            when=fields.moment("when"),
            touched=tuple(_touched(each, name) for each in fields.tables("entry")),
            commitment=fields.table("commitment").values(),
            was=tuple(each.values() for each in fields.tables("was")),
            brought=tuple(each.values() for each in fields.tables("brought"))
            if "brought" in fields
            else None,
        )

    def write(self, change: Change) -> None:
        """Put the note in place of the one before.

        Raises:
            DiskRefused: the note before is unchanged.
        """
        tables: dict[str, Any] = {
            "format": FORMAT,
            "what": change.what,
            "when": change.when.astimezone(dt.UTC).replace(microsecond=0),
        }
        if change.touched:
            tables["entry"] = [vars(each) for each in change.touched]
        if change.commitment:
            tables |= {"commitment": change.commitment, "was": list(change.was)}
        if change.brought is not None:
            tables["brought"] = list(change.brought)
        content = to_toml(tables).encode()
        refuse_too_large(content)
        with suppress(NotConfirmed):  # an older note fits no entry, and undoes nothing
            disk.atomic_write(self.path, content)

    def put_back(self, content: bytes | None) -> None:
        """Make the note what it was, as far as the disk lets us."""
        with suppress(DiskRefused, NotConfirmed):
            if content is None:
                disk.remove(self.path)
            else:
                disk.atomic_write(self.path, content)

    def forget(self, stem: str) -> None:
        """Remove the note if it is about the entry called `stem`.

        Raises:
            Unreadable: it cannot be told what it is about; it is still there.
            DiskRefused: it is still there.
        """
        change = self.read()
        if change is None:
            return
        lines = (change.commitment, *(change.brought or ()))
        names = [each.place for each in change.touched]
        names += [str(each.get("name")) for each in lines]
        if any(stem in each for each in names):
            disk.remove(self.path, for_sure=True)

    def clear(self) -> None:
        """Remove the note.

        Raises:
            DiskRefused: it is still there.
        """
        disk.remove(self.path)


def _touched(fields: Fields, name: str) -> Touched:
    place = fields.text("place")
    *folders, file = place.split("/")
    is_ours = ENTRY_NAME.fullmatch(file) and all(each.isdecimal() for each in folders)
    if not is_ours:
        raise unreadable(name, "'entry.place' should be an entry of the journal")
    return Touched(
        place, fields.text("before"), fields.text("after"), fields.text("kept", "")
    )
