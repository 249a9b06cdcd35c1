"""Mending copies of what the doctor found damaged: the originals stay, to the byte."""

import datetime as dt
import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from leadcoach import disk
from leadcoach.domain.entry import Draft
from leadcoach.errors import DiskRefused, NotConfirmed, Unreadable
from leadcoach.journal.commitments import COMMITMENTS, states_from_toml
from leadcoach.journal.doctor import (
    Damage,
    FileReader,
    beginning_of,
    decoded,
    is_of_lines,
    made_from,
    says_no_more,
)
from leadcoach.journal.entry_name import file_name, sign_of, slug
from leadcoach.journal.folder import alone, bytes_of, create
from leadcoach.journal.toml_file import joined, lines_from_toml, newer, to_toml
from leadcoach.paths import GIT_MARKS, Places

MENDED = ("cut", "encoding", "broken", "git-markers", "stray", "copy")
"""kinds of damage of which there can be a mended copy"""


@dataclass
class Repaired:
    """What was done: copies that were written, and what was closed to others."""

    folder: Path
    entries: dict[str, list[Path]] = field(default_factory=dict)
    """new entries, by what each was copied from"""
    drafts: dict[str, list[Path]] = field(default_factory=dict)
    lists: dict[str, list[Path]] = field(default_factory=dict)
    """what became of commitments"""
    rests: dict[str, list[Path]] = field(default_factory=dict)
    """what could not be read as an entry or draft, as text"""
    joined: list[str] = field(default_factory=list)
    """copies whose lines stand in the file itself now"""
    closed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    """what the system did not let us do"""

    @property
    def copies(self) -> tuple[dict[str, list[Path]], ...]:
        return self.entries, self.drafts, self.lists, self.rests

    @property
    def has_copies(self) -> bool:
        """Tell whether the folder was made; drafts go to their own."""
        return bool(self.entries or self.lists or self.rests)


def repair(places: Places, found: Iterable[Damage], now: dt.datetime) -> Repaired:
    """Write mended copies beside the journal and close what is open to others.

    No byte of a damaged file changes. To files of lines those of their copies are added.
    """
    folders = (places.repaired / each for each in _numbered(f"{now:%Y%m%dT%H%M%S}"))
    done = Repaired(next(each for each in folders if not os.path.lexists(each)))
    for damage in found:
        if damage.kind == "wide":
            _close(damage, done)
        elif damage.kind == "copy" and is_of_lines(damage.where):
            _join(damage, done)
        elif damage.kind in MENDED and damage.where.startswith(("journal/", "drafts/")):
            _copy(damage, done)
    return done


def _numbered(name: str, end: str = "") -> Iterator[str]:
    yield f"{name}{end}"
    yield from (f"{name}-{number}{end}" for number in range(2, 1_000_000))


def _close(damage: Damage, done: Repaired) -> None:
    with suppress(OSError):
        mode = damage.path.lstat().st_mode
        damage.path.chmod(0o700 if stat.S_ISDIR(mode) else 0o600)
        # Some drives know no owners, and say yes all the same.
        if not damage.path.lstat().st_mode & 0o077:
            done.closed.append(damage.where)
            return
    done.refused.append(f"{damage.where} could not be closed to others.")


def _join(damage: Damage, done: Repaired) -> None:
    """Add what only a copy says to the file it was made of; the copy stays."""
    _, original = made_from(damage.path)
    try:
        with alone(original.with_name(".lock")):
            if says_no_more(damage.path, original, damage.where):
                return
            ours, theirs = (
                lines_from_toml(decoded(bytes_of(each)), damage.where)
                for each in (original, damage.path)
            )
            if {ours.get("format"), theirs.get("format")} != {1}:
                raise newer(damage.where)
            both = joined(ours, theirs)
            lists = [name for name in both if isinstance(both[name], list)]
            disk.atomic_write(original, to_toml(both, rows=lists).encode())
    except (Unreadable, DiskRefused, NotConfirmed) as problem:
        done.refused.append(problem.message)
    else:
        done.joined.append(damage.where)


def _copy(damage: Damage, done: Repaired) -> None:
    _, original = made_from(damage.path)
    if damage.kind in ("copy", "stray") and says_no_more(
        damage.path, original, damage.where
    ):
        return
    try:
        text = decoded(bytes_of(damage.path))
    except Unreadable as problem:
        done.refused.append(problem.message)
        return
    mend = _copy_lines if original.name == COMMITMENTS else _copy_version
    for version in versions_in(text):
        mend(version, damage, done)


def versions_in(text: str) -> list[str]:
    """Return the versions that git joined in `text`; only itself without its marks."""
    if not GIT_MARKS.search(text):
        return [text]
    return [
        GIT_MARKS.sub(lambda found, side=side: found[side], text)  # type: ignore[misc]
        for side in ("ours", "theirs")
    ]


def salvaged(text: str, reader: FileReader) -> tuple[str, str]:
    """Return the longest beginning of `text` that is whole, and the rest.

    It ends before a table; what follows, and all when nothing is whole, is the rest.
    """
    starts = [found.start() for found in re.finditer(r"^\[", text, re.MULTILINE)]
    # A cut tears one table; in a file of many megabytes each try takes a second.
    most = 200 if len(text) < 1_000_000 else 3
    for end in [len(text), *reversed(starts[-most:])]:
        try:
            reader(text[:end], "")
        except Unreadable:
            continue
        return text[:end].rstrip("\n") + "\n", text[end:]
    return "", text


def _copy_lines(text: str, damage: Damage, done: Repaired) -> None:
    """Copy what became of commitments, for an import to add what is new of it."""
    try:
        states_from_toml(text, damage.where)
    except Unreadable:
        _copy_rest(text, COMMITMENTS, damage, done)
        return
    for each in _numbered("commitments"):
        path = done.folder / each / COMMITMENTS
        with suppress(FileExistsError):
            disk.create_new(path, text.encode())
            done.lists.setdefault(damage.where, []).append(path)
            break


def _copy_version(text: str, damage: Damage, done: Repaired) -> None:
    whole, rest = salvaged(text, damage.reader)
    name = slug(damage.path.name)
    if whole:
        read = damage.reader(whole, "")
        folder, written = done.folder, done.entries
        if isinstance(read, Draft):  # at hand at once, to go on with
            folder, written = damage.path.parent, done.drafts
        # The same words get the same name, so that nothing comes in twice.
        sign = sign_of(whole.encode())
        path = folder / file_name(beginning_of(read), sign)
        if written is done.drafts and path.exists():
            return
        path = create(folder, beginning_of(read), whole.encode(), sign)
        written.setdefault(damage.where, []).append(path)
        name = path.stem
    if rest.strip():
        _copy_rest(rest, name, damage, done)


def _copy_rest(rest: str, name: str, damage: Damage, done: Repaired) -> None:
    for each in _numbered(name, ".txt"):
        path = done.folder / "rest" / each
        with suppress(FileExistsError):
            disk.create_new(path, rest.encode("utf-8", "replace"))
            done.rests.setdefault(damage.where, []).append(path)
            break
