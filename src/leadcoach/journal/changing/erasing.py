"""Erasing all that leadcoach keeps of a person; their exercises and settings stay."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from leadcoach import disk
from leadcoach.errors import WrongUsage
from leadcoach.journal.changes import FILE
from leadcoach.journal.changing.trash import Trash
from leadcoach.journal.checkup import strangers
from leadcoach.journal.drafts import Drafts
from leadcoach.journal.store import Journal
from leadcoach.paths import Places

_LOOK = "Nothing was erased. Look at it, and remove by hand what is yours."
_FOLDER = re.compile(r"\d{4}|\d\d")
"""of a year or a month"""


@dataclass(frozen=True)
class Holdings:
    """How many files there are of each kind."""

    entries: int
    discarded: int
    drafts: int
    reports: int
    cached: int
    lists: int
    """what leadcoach notes about them: which commitments are done, the last change"""
    others: int
    """files in these folders that are none of those"""

    @property
    def total(self) -> int:
        """Return how many files there are in all."""
        return sum(vars(self).values())


def folders_of(places: Places) -> tuple[Path, ...]:
    """Return the folders that are erased."""
    return (
        places.journal,
        places.trash,
        places.drafts,
        places.repaired,
        places.reports,
        places.cache,
    )


def refuse_what_is_not_ours(places: Places, home: Path) -> None:
    """Refuse to erase what holds more than we keep, or what a link leads to.

    Raises:
        WrongUsage: with the folder or the link; nothing was erased.
    """
    kept = [home, places.exercises, places.settings]
    for folder in folders_of(places):
        links = (each for each in _files(folder) if each.is_symlink())
        ours = (each for each in links if _is_ours(each.name))
        link = folder if folder.is_symlink() else next(ours, None)
        if link is not None:
            message = f"{link} is a link to another place, where words of yours may be."
            raise WrongUsage(message, _LOOK)
        here = os.path.realpath(folder)
        if any(Path(os.path.realpath(each)).is_relative_to(here) for each in kept):
            raise WrongUsage(f"{folder} holds more than leadcoach keeps.", _LOOK)


def holdings_of(places: Places) -> Holdings:
    """Return how many files there are of each kind.

    Raises:
        Unreadable: one of the folders cannot be looked into.
    """
    known = (
        Journal(places.journal).count(),
        len(Trash(places.trash).all()),
        len(Drafts(places.drafts).names()),
        _count(places.reports),
        _count(places.cache),
        sum(path.exists() for path in _lists(places)),
    )
    found = sum(_count(folder) for folder in folders_of(places))
    return Holdings(*known, others=max(0, found - sum(known)))


def erase_all(places: Places) -> list[Path]:
    """Remove these folders with all that is in them; return what is still there.

    Raises:
        DiskRefused: the lock of the journal cannot be held; nothing was erased.
    """
    if places.journal.exists():
        with Journal(places.journal).writing():
            _remove(places)
    _remove(places)  # the lock's own file, where it could not go while it was held
    return [path for folder in folders_of(places) for path in _files(folder)]


def _remove(places: Places) -> None:
    for folder in folders_of(places):
        disk.remove_all_in(folder)


def _files(folder: Path) -> list[Path]:
    """Return every file and link below `folder`; no link is followed."""
    found: list[Path] = []
    for at, inner, names in os.walk(folder):
        links = [name for name in inner if Path(at, name).is_symlink()]
        found += [Path(at, name) for name in (*names, *links)]
    return found


def _is_ours(name: str) -> bool:
    return (
        _FOLDER.fullmatch(name) is not None
        or strangers.is_entry(name)
        or strangers.is_trashed(name)
        or strangers.is_draft(name)
    )


def _lists(places: Places) -> tuple[Path, Path]:
    return places.journal / "commitments.toml", places.trash / FILE


def _count(folder: Path) -> int:
    return sum(not path.name.endswith(".lock") for path in _files(folder))
