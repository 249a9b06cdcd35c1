"""Mended copies of damaged files, in a folder of their own; the originals stay."""

import datetime as dt
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from leadcoach import disk
from leadcoach.domain.entry import Draft
from leadcoach.errors import Unreadable
from leadcoach.journal.doctor import (
    GIT_MARKS,
    READERS,
    Damage,
    Read,
    Reader,
    decoded,
    is_same,
    stranger,
)
from leadcoach.journal.entry_name import EntryName, slug
from leadcoach.journal.folder import bytes_of, create
from leadcoach.paths import Places

MENDED = ("cut", "encoding", "broken", "git-markers", "stray", "copy")
"""kinds of damage of which there can be a mended copy"""


@dataclass
class Repaired:
    """What was done: copies that were written, and what was closed to others."""

    folder: Path
    entries: dict[str, list[Path]] = field(default_factory=dict)
    """new entries, by what each was copied from"""
    drafts: dict[str, list[Path]] = field(default_factory=dict)
    rests: dict[str, list[Path]] = field(default_factory=dict)
    """what could not be read as an entry or draft, as text"""
    closed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    """what the system did not let us do"""

    @property
    def has_copies(self) -> bool:
        """Tell whether anything was copied."""
        return bool(self.entries or self.drafts or self.rests)


def repair(places: Places, found: Iterable[Damage], now: dt.datetime) -> Repaired:
    """Write mended copies beside the journal and close what is open to others.

    No byte of a damaged file changes.
    """
    done = Repaired(_new_folder(places.repaired, now))
    for damage in found:
        if damage.kind == "wide":
            _close(damage, done)
        elif damage.kind in MENDED and not damage.where.startswith("trash/"):
            _copy(damage, done)
    return done


def _new_folder(above: Path, now: dt.datetime) -> Path:
    folder = above / f"{now:%Y%m%dT%H%M%S}"
    number = 2
    while folder.exists() or folder.is_symlink():
        folder = above / f"{now:%Y%m%dT%H%M%S}-{number}"
        number += 1
    return folder


def _close(damage: Damage, done: Repaired) -> None:
    try:
        mode = damage.path.lstat().st_mode
        damage.path.chmod(0o700 if stat.S_ISDIR(mode) else 0o600)
        is_closed = not damage.path.lstat().st_mode & 0o077
    except OSError:
        is_closed = False
    if is_closed:  # some drives know no owners, and say yes all the same
        done.closed.append(damage.where)
    else:
        done.refused.append(f"{damage.where} could not be closed to others.")


def _copy(damage: Damage, done: Repaired) -> None:
    is_copy = damage.kind in ("copy", "stray")
    original = stranger(damage.path.name).original
    if is_copy and is_same(damage.path, damage.path.with_name(original)):
        return
    try:
        text = decoded(bytes_of(damage.path))
    except Unreadable as problem:
        done.refused.append(problem.message)
        return
    for version in versions_in(text):
        _copy_version(version, damage, done)


def versions_in(text: str) -> list[str]:
    """Return the versions that git joined in `text`; only itself without its marks."""
    if not GIT_MARKS.search(text):
        return [text]
    return [
        GIT_MARKS.sub(lambda found, side=side: found[side], text)  # type: ignore[misc]
        for side in ("ours", "theirs")
    ]


def salvaged(text: str, reader: Reader[Read]) -> tuple[str, str]:
    """Return the longest beginning of `text` that is whole, and the rest.

    It ends before a table; what follows, and all when nothing is whole, is the rest.
    """
    headers = re.finditer(r"^\[", text, re.MULTILINE)
    starts: list[int] = [found.start() for found in headers]
    # A cut tears one table; in a file of many megabytes each try takes a second.
    most: int = 200 if len(text) < 1_000_000 else 3
    for end in [len(text), *reversed(starts[-most:])]:
        try:
            reader(text[:end], "")
        except Unreadable:
            continue
        return text[:end].rstrip("\n") + "\n", text[end:]
    return "", text


def _copy_version(text: str, damage: Damage, done: Repaired) -> None:
    root = "drafts" if damage.where.startswith("drafts/") else "journal"
    whole, rest = salvaged(text, READERS[root])
    if whole:
        read = READERS[root](whole, "")
        is_draft = isinstance(read, Draft)
        folder = done.folder / "drafts" if is_draft else done.folder
        beginning = (
            slug(read.exercise)
            if isinstance(read, Draft)
            else EntryName.of(read).beginning
        )
        path = create(folder, beginning, whole.encode())
        written = done.drafts if is_draft else done.entries
        written.setdefault(damage.where, []).append(path)
        done_as = path.stem
    else:
        done_as = slug(damage.path.name)
    if rest.strip():
        path = _text_beside(done.folder / "rest", done_as, rest)
        done.rests.setdefault(damage.where, []).append(path)


def _text_beside(folder: Path, name: str, text: str) -> Path:
    number = 1
    while True:
        path = folder / (f"{name}.txt" if number == 1 else f"{name}-{number}.txt")
        try:
            disk.create_new(path, text.encode("utf-8", "replace"))
        except FileExistsError:
            number += 1
            continue
        return path
