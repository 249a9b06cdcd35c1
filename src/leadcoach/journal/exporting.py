"""Entries on their way out: read once, with what may not leave taken out of them.

They leave as a folder of the same files, or as one file; nothing is written over.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from leadcoach import disk
from leadcoach.domain.entry import Commitment, Entry
from leadcoach.errors import Unreadable
from leadcoach.journal.commitments import COMMITMENTS, states_from_toml
from leadcoach.journal.entry_file import FORMAT, entry_from_toml, entry_to_toml
from leadcoach.journal.folder import bytes_of
from leadcoach.journal.importing.leaving_out import LeavingOut, Run, reduced, secrets_of
from leadcoach.journal.store import ENTRY_NAME, Journal
from leadcoach.journal.toml_file import to_toml

_SHORTEST_TOLD_AGAIN = 3
"""words of an answer by which another entry than the next one is seen to repeat it"""

README = "README.txt"
_README = """\
This is a journal that leadcoach kept, one file for each sitting.

2026/11/2026-11-21T193000-reflect-k3x9wq2m.toml was begun on 21 November 2026 at 19:30,
with the exercise "reflect". Each [[answer]] has the question as it was asked and, under
value, what was written. commitments.toml, if it is here, says which commitments are done.

The files are TOML in UTF-8 (https://toml.io): any text editor shows them, and most
programming languages can read them. They are not encrypted: whoever has this folder can
read it. `leadcoach journal import FOLDER` takes them back.
"""


@dataclass(frozen=True)
class Leaving:
    """One entry as it leaves."""

    name: str
    """the file's name"""
    content: bytes
    """the file, byte for byte where nothing was left out"""
    entry: Entry
    kept: tuple[int, ...] = ()
    """places, from 1, of the commitments that stayed"""


@dataclass
class Export:
    """All that leaves, oldest first, and what stays behind."""

    entries: list[Leaving] = field(default_factory=list)
    as_they_are: list[tuple[str, bytes]] = field(default_factory=list)
    """names and bytes of files that cannot be read, or that a newer leadcoach wrote"""
    behind: list[str] = field(default_factory=list)
    """names of such files, where something might have had to be left out of them"""
    private: int = 0
    """private answers that were left out"""
    changed: int = 0
    """entries that something was left out of"""
    met: set[str] = field(default_factory=set)
    """questions that were to be left out and that some entry of the journal has"""
    states: bytes = b""
    """what became of the commitments that leave, as a file; empty when there is none"""

    def __bool__(self) -> bool:
        return bool(self.entries or self.as_they_are)


@dataclass
class _Told:
    """Words that were left out so far, which a later entry may repeat."""

    ever: set[Run] = field(default_factory=set)
    last: dict[str, frozenset[Run]] = field(default_factory=dict)
    """those of the last entry of each exercise: the next one can ask with any of them"""

    def before(self, path: Path) -> frozenset[Run]:
        """Return what the entry at `path` may repeat."""
        return self.last.get(_exercise(path), frozenset()).union(self.ever)

    def add(self, path: Path, openings: frozenset[Run]) -> None:
        """Remember what was left out of the entry at `path`."""
        long = (each for each in openings if len(each) >= _SHORTEST_TOLD_AGAIN)
        self.ever.update(long)
        self.last[_exercise(path)] = openings


def export_of(
    journal: Journal, chosen: Collection[Path], leaving: LeavingOut, *, whole: bool
) -> Export:
    """Return the entries at the paths `chosen` as they may leave.

    With `whole`, files that cannot be read leave as they are, where nothing is to be
    left out of any.

    Raises:
        Unreadable: a folder cannot be looked into.
    """
    names = {path.name for path in chosen}
    taking = _Taking(names, leaving, whole=whole)
    # An entry can only repeat what stands in earlier ones, so the oldest comes first.
    for path in reversed(journal.paths()):
        taking.look_at(path)
    taking.export.states = _states(journal, taking.export)
    return taking.export


class _Taking:
    """Goes from entry to entry and takes those that were chosen."""

    def __init__(self, names: set[str], leaving: LeavingOut, *, whole: bool) -> None:
        self.export = Export()
        self._names = names
        self._leaving = leaving
        self._whole = whole
        self._told = _Told()

    def look_at(self, path: Path) -> None:
        """Take the entry at `path`, or only remember what of it may not leave."""
        content = _content(path)
        if path.name not in self._names and not _may_hide(content, self._leaving):
            self._told.add(path, frozenset())
            return
        entry = _entry(content, path)
        if path.name in self._names:
            self._take(path, content, entry)
        if entry is not None:
            named = (each.id for each in entry.answers if self._leaving.names(each.id))
            self.export.met.update(each.partition(".")[0] for each in named)
            openings = secrets_of(entry, self._leaving).openings
            self._told.add(path, frozenset(openings))

    def _take(self, path: Path, content: bytes, entry: Entry | None) -> None:
        is_newer = entry is not None and entry.unknown.get("format", FORMAT) != FORMAT
        is_sure = not (self._leaving and is_newer)
        if entry is not None and is_sure:
            self._take_entry(path, content, entry)
        elif self._whole and content and not self._leaving:
            self.export.as_they_are.append((path.name, content))
        else:
            self.export.behind.append(path.name)

    def _take_entry(self, path: Path, content: bytes, entry: Entry) -> None:
        elsewhere = self._told.before(path) if self._leaving else ()
        found = reduced(entry, self._leaving, elsewhere)
        self.export.private += found.private
        self.export.changed += found.changed
        stayed = found.entry.commitments
        kept = [at for at, each in enumerate(entry.commitments, 1) if each in stayed]
        if found.changed:
            content = entry_to_toml(found.entry).encode()
        leaving = Leaving(path.name, content, found.entry, tuple(kept))
        self.export.entries.append(leaving)


def _content(path: Path) -> bytes:
    try:
        return bytes_of(path)
    except Unreadable:
        return b""


def _entry(content: bytes, path: Path) -> Entry | None:
    try:
        return entry_from_toml(content.decode(), path.name)
    except (Unreadable, UnicodeDecodeError):
        return None


def _may_hide(content: bytes, leaving: LeavingOut) -> bool:
    """Tell whether an entry may hold something to be left out, without parsing it."""
    if leaving.private and b"private" in content:
        return True
    return any(each.encode() in content for each in leaving.ids)


def _exercise(path: Path) -> str:
    named = ENTRY_NAME.fullmatch(path.name)
    return named["exercise"] if named else ""


def _states(journal: Journal, export: Export) -> bytes:
    """Return the file of commitments, with those only that leave.

    It is the same byte for byte when all of them do.
    """
    path = journal.folder / COMMITMENTS
    content = _content(path)
    if not content:
        return b""
    try:
        tables = states_from_toml(content.decode(), COMMITMENTS)
    except (Unreadable, UnicodeDecodeError):
        export.behind.append(COMMITMENTS)
        return b""
    if _leaves_whole(journal, export):
        return content
    names = _names_of_commitments(export)
    left = [
        {**each, "name": names[each["name"]]}
        for each in tables["commitment"]
        if each["name"] in names
    ]
    return to_toml({**tables, "commitment": left}).encode() if left else b""


def _leaves_whole(journal: Journal, export: Export) -> bool:
    leaving = len(export.entries) + len(export.as_they_are)
    return not export.changed and leaving == journal.count()


def _names_of_commitments(export: Export) -> dict[str, str]:
    """Return the names of the commitments that leave: the one they had, the one they get."""
    return {
        _name(each.name, old): _name(each.name, new)
        for each in export.entries
        for new, old in enumerate(each.kept, 1)
    }


def _name(file: str, place: int) -> str:
    stem = file.removesuffix(".toml")
    return stem if place == 1 else f"{stem}.{place}"


def states_of(export: Export) -> dict[str, dict[str, Any]]:
    """Return what became of each commitment that leaves, by its name."""
    if not export.states:
        return {}
    told = states_from_toml(export.states.decode(), COMMITMENTS)
    return {each["name"]: each for each in told["commitment"]}


def commitments_of(leaving: Leaving) -> Iterator[tuple[str, Commitment]]:
    """Yield the commitments of an entry that leaves, each with its name."""
    for at, each in enumerate(leaving.entry.commitments, 1):
        yield _name(leaving.name, at), each


def write_folder(
    export: Export, folder: Path, tell: Callable[[int], None] = lambda _: None
) -> None:
    """Write everything that leaves to `folder`; its README.txt comes last.

    `tell` hears how many files are written so far.

    Raises:
        DiskRefused: what was written before stays there, without a README.txt.
    """
    disk.make_folder(folder)
    for done, (name, content) in enumerate(_files(export)):
        tell(done)
        disk.create_new(folder / name[:4] / name[5:7] / name, content)
    if export.states:
        disk.create_new(folder / COMMITMENTS, export.states)
    disk.create_new(folder / README, _README.encode())


def _files(export: Export) -> Iterator[tuple[str, bytes]]:
    yield from ((each.name, each.content) for each in export.entries)
    yield from export.as_they_are
