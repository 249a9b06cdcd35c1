"""Changing one's mind: remove, edit, restore, and take the last of them back.

Each change goes the same way, under the journal's lock: what is there is copied to the
trash, a note says what is about to happen, then one file is replaced or removed. So
whatever fails, and whenever, every word is in the journal, in the trash, or in both.
"""

import datetime as dt
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from leadcoach import disk
from leadcoach.domain.entry import Outcome
from leadcoach.errors import DiskRefused, NotConfirmed, NotFound, Unreadable
from leadcoach.journal.commitments import Outcomes, StateLine, lines_of
from leadcoach.journal.entry_file import FORMAT
from leadcoach.journal.entry_name import day_in, is_entry
from leadcoach.journal.folder import bytes_of, refuse_too_large, text_of
from leadcoach.journal.store import Journal
from leadcoach.journal.toml_file import Fields, from_toml, newer, to_toml, unreadable
from leadcoach.journal.trash import EDITED, REMOVED, Discarded, Trash

LAST_CHANGE = "last-change.toml"


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
    """One change: remove, edit, restore, import, or what was said of commitments."""

    what: str
    when: dt.datetime
    touched: tuple[Touched, ...] = ()
    brought: tuple[StateLine, ...] = ()
    """the lines about commitments that it added"""
    was: tuple[StateLine, ...] = ()
    """those it replaced, where an earlier leadcoach made the change"""


def sum_of(content: bytes | None) -> str:
    """Return the SHA-256 of `content`; empty where there is none."""
    return "" if content is None else sha256(content).hexdigest()


class LastChange:
    """The one note in a folder; it may not be there."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / LAST_CHANGE

    def read(self) -> Change | None:
        if not os.path.lexists(self.path):
            return None
        name = str(self.path)
        fields = Fields(from_toml(text_of(self.path), name), name)
        if fields.get("format", int) > FORMAT:
            raise newer(name)
        brought = [each.values() for each in fields.tables("brought")]
        if done := fields.table("commitment").values():  # of an earlier leadcoach
            brought.append(done)
        return Change(
            what=fields.text("what"),
            when=fields.get("when", dt.datetime),
            touched=tuple(_touched(each, name) for each in fields.tables("entry")),
            brought=tuple(brought),
            was=tuple(each.values() for each in fields.tables("was")),
        )

    def write(self, change: Change) -> None:
        tables: dict[str, Any] = {
            "format": FORMAT,
            "what": change.what,
            "when": change.when.astimezone(dt.UTC).replace(microsecond=0),
        }
        if change.touched:
            tables["entry"] = [vars(each) for each in change.touched]
        if change.brought:
            tables["brought"] = list(change.brought)
        content = to_toml(tables).encode()
        refuse_too_large(content)
        with suppress(NotConfirmed):  # an older note fits no entry, and undoes nothing
            disk.atomic_write(self.path, content)

    def keep(self) -> Callable[[], None]:
        """Return what makes the note as it is now again, as far as the disk lets us."""
        content = bytes_of(self.path) if self.read() else None

        def put_back() -> None:
            with suppress(DiskRefused, NotConfirmed):
                _put(self.path, b"", content)

        return put_back

    def forget(self, stem: str) -> None:
        """Remove the note if it is about the entry called `stem`."""
        change = self.read()
        if change is None:
            return
        told = (str(each.values()) for each in change.brought)
        if any(stem in each for each in (*told, *(e.place for e in change.touched))):
            disk.remove(self.path, for_sure=True)


def _touched(fields: Fields, name: str) -> Touched:
    keys = "place", "before", "after"
    place, before, after = (fields.text(key) for key in keys)
    *folders, file = place.split("/")
    if not (is_entry(file) and all(each.isdecimal() for each in folders)):
        raise unreadable(name, "'entry.place' should be an entry of the journal")
    return Touched(place, before, after, fields.text("kept", ""))


class Changes:
    """The changes of one journal, with the trash that keeps what they take away.

    NotFound, Unreadable and DiskRefused say that nothing was changed (by `undo` of an
    import, not all of it); NotConfirmed that it was, and a power cut may take it back.
    """

    def __init__(
        self, journal: Journal, trash: Trash, now: Callable[[], dt.datetime]
    ) -> None:
        self._journal = journal
        self._trash = trash
        self._now = now
        self._note = LastChange(trash.folder)
        self.left = 0
        """how many files left the trash after their 30 days, with the last change"""

    def remove(self, path: Path) -> None:
        """Move the entry at `path` to the trash, and see that it is there."""
        with self._changing():
            self._exchange("remove", path, bytes_of(path), None)

    def edit(self, path: Path, opened: bytes, content: bytes) -> None:
        """Put `content` in place of the entry at `path`, and the old one in the trash."""
        refuse_too_large(content)
        with self._changing():
            if bytes_of(path) != opened:
                message = f"{path} was changed meanwhile by another program."
                raise Unreadable(message, "It is left as it is now.")
            self._exchange("edit", path, opened, content)

    def restore(self, discarded: Discarded) -> Path:
        """Bring back what is in the trash; an entry of that name goes there instead."""
        path = self._journal.path_of(discarded.name)
        with self._changing():
            content, present = bytes_of(discarded.path), _bytes_or_none(path)
            if present == content:
                message = f"{path.stem} is in your journal as it was then."
                raise NotFound(message, "Nothing was changed.")
            self._exchange("restore", path, present, content)
            self._trash.drop(discarded.path)
        return path

    def last(self) -> Change | None:
        """Return the change that `undo` would take back."""
        return self._note.read()

    def undo(self) -> list[Path]:
        """Take the last change back; return entries that others changed since.

        Only an import can leave some: it is taken back for all the others.
        """
        with self._changing():
            change = self._note.read()
            if change is None:
                raise NotFound("There is nothing more to undo.")
            changed = self._take_back(change)
            self._forget()
        return changed

    def tell(self, told: Mapping[str, Outcome], made: Path | None = None) -> None:
        """Write down what became of commitments, by name, so that it can be undone.

        `made` is the entry that was written for this and nothing else.
        """
        outcomes, now = Outcomes(self._journal), self._now()
        touched: tuple[Touched, ...] = ()
        if made is not None:
            touched = (Touched(self._place(made), "", sum_of(bytes_of(made))),)
        with self._journal.writing():
            lines = outcomes.dated(lines_of(told), now)
            put_back = self._note.keep()
            self._note.write(Change("commitment", now, touched, tuple(lines)))
            try:
                outcomes.put(lines)
            except DiskRefused:
                put_back()
                raise

    def note_import(
        self, files: Mapping[str, str], lines: Sequence[StateLine]
    ) -> Callable[[], None]:
        """Note what is about to come in, so that it can be undone, also after a crash.

        `files` has the SHA-256 of each new entry by its name; `lines` are those about
        commitments. What is returned takes the note back.
        """
        touched = tuple(
            Touched(self._place(self._journal.path_of(name)), "", after)
            for name, after in files.items()
        )
        with self._journal.writing():
            put_back = self._note.keep()
            self._note.write(Change("import", self._now(), touched, tuple(lines)))
        return put_back

    @contextmanager
    def _changing(self) -> Iterator[None]:
        with self._journal.writing():
            days = (day_in(path.name) for path in self._journal.newest())
            outdated: list[Discarded] = []
            # Where it is Unreadable nobody can tell when something was written last.
            with suppress(Unreadable):
                outdated = self._trash.outdated(self._now(), days)
            yield
            for each in outdated:
                self._trash.drop(each.path)
            self.left = sum(not each.path.exists() for each in outdated)

    def _exchange(
        self, what: str, path: Path, before: bytes | None, after: bytes | None
    ) -> None:
        """Put `after` in place of `before`, and keep that; None is no file.

        It is noted as `what`; where that is empty, as part of an undo, it is not.
        """
        put_back = self._note.keep() if what else lambda: None
        kept: Discarded | None = None
        if before is not None:
            why = REMOVED if after is None else EDITED
            kept = self._trash.keep(why, path.name, before, self._now())
        sums = sum_of(before), sum_of(after), kept.path.name if kept else ""
        try:
            if what:
                touched = Touched(self._place(path), *sums)
                self._note.write(Change(what, self._now(), (touched,)))
            _put(path, before, after)
        except DiskRefused:
            put_back()
            if kept is not None and _bytes_or_none(path) == before:
                self._trash.drop(kept.path)
            raise
        if _bytes_or_none(path) != after:
            message = f"{path} is not what it should be now."
            raise DiskRefused(message, "What it was is in the trash. Check the disk.")

    def _place(self, path: Path) -> str:
        return path.relative_to(self._journal.folder).as_posix()

    def _take_back(self, change: Change) -> list[Path]:
        left: list[Path] = []
        done = False
        for touched in change.touched:
            path = self._journal.path_at(touched.place)
            now = sum_of(_bytes_or_none(path))
            if now == touched.before:  # it did not happen, or is back already
                continue
            if now == touched.after:
                self._undo_one(path, touched)
                done = True
            else:
                left.append(path)
        staying = {path.stem for path in left}
        if change.brought:
            outcomes = Outcomes(self._journal)
            done |= outcomes.take_out(change.brought, staying, change.was)
        if not done and left:
            message = "What the last change left was changed since. Nothing was undone."
            raise Unreadable(message, "`leadcoach journal restore` lists the trash.")
        if not done:
            self._forget()
            raise NotFound("All is as it was before the last change already.")
        return left

    def _forget(self) -> None:
        with suppress(DiskRefused):  # all is as before it, which a next undo will see
            disk.remove(self._note.path)

    def _undo_one(self, path: Path, touched: Touched) -> None:
        old = self._trash.read(touched.kept) if touched.before else None
        if sum_of(old) != touched.before:
            message = f"{touched.kept} in the trash is not what it was."
            raise Unreadable(message, "Nothing was undone.")
        self._exchange("", path, _bytes_or_none(path), old)
        if touched.kept:
            self._trash.drop(self._trash.folder / touched.kept)


def _bytes_or_none(path: Path) -> bytes | None:
    return bytes_of(path) if os.path.lexists(path) else None


def _put(path: Path, before: bytes | None, after: bytes | None) -> None:
    """Make the file `after` of `before`; None is no file."""
    if after is None:
        disk.remove(path, for_sure=True)
    elif before is not None:
        disk.atomic_write(path, after)
    else:
        try:
            disk.create_new(path, after)
        except FileExistsError as problem:
            message = f"{path} came from elsewhere just now. It was not touched."
            raise DiskRefused(message, "Look at it, then try again.") from problem
