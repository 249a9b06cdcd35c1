"""Removing one entry for good: every file and line of leadcoach's that names it."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from leadcoach import disk
from leadcoach.errors import DiskRefused, NotConfirmed, NotFound, Unreadable
from leadcoach.journals.changing.last_change import FILE, LastChange
from leadcoach.journals.changing.trash import Trash
from leadcoach.journals.commitments import Commitments
from leadcoach.journals.folders import bytes_of
from leadcoach.journals.journal import Journal
from leadcoach.journals.names import ENTRY_NAME


def stem_meant(journal: Journal, trash: Trash, name: str | None) -> str:
    """Return the name of the entry meant, in the journal or only in the trash.

    A whole name is enough by itself, so that what was cut short can be done again.

    Raises:
        NotFound: no entry is called that, or several are.
    """
    try:
        return journal.find(name).stem
    except NotFound:
        stem = Path((name or "").strip()).name.removesuffix(".toml")
        if ENTRY_NAME.fullmatch(f"{stem}.toml"):
            return stem
        if not any(stem and each.name.startswith(stem) for each in trash.all()):
            raise
        return trash.find(stem).name.removesuffix(".toml")


def remove_for_good(
    journal: Journal,
    trash: Trash,
    folders: Sequence[Path],
    stem: str,
    repaired: Path | None = None,
) -> list[Path]:
    """Remove the entry called `stem` everywhere, and return what still names it.

    Its versions in the trash go, its conflict copies, what a crash left of it, its lines
    about commitments, and its mended copies in `repaired`, whose names begin like its
    own; the entry itself goes last. A link is removed, and what it
    leads to is not.

    Raises:
        DiskRefused: the lock of the journal cannot be held; nothing was changed.
        NotConfirmed: all is removed, but some of it may be back after a power cut.
    """
    named = re.compile(rf"(?<![0-9]){re.escape(stem)}(?![a-z0-9])", re.IGNORECASE)
    mended = re.compile(rf"{re.escape(stem.rpartition('-')[0])}-", re.IGNORECASE)
    places = [journal.folder, trash.folder, *folders]
    copies = [repaired] if repaired else []
    state = journal.folder / "commitments.toml"
    with journal.writing():
        steps: list[tuple[Path, Callable[[], None]]] = [
            (state, partial(Commitments(journal).forget, stem)),
            (trash.folder / FILE, partial(LastChange(trash.folder).forget, stem)),
        ]
        files = [each for each in _files(places) if named.search(each.name)]
        files += [each for each in _files(copies) if mended.match(each.name)]
        files.sort(key=lambda path: path.stem == stem)
        steps += [(each, partial(disk.remove, each, for_sure=True)) for each in files]
        unsure = _done(steps)
        left = [each for each in _files([*places, *copies]) if _names(each, named)]
    if unsure and not left:
        raise unsure[-1]
    return left


def _done(steps: Sequence[tuple[Path, Callable[[], None]]]) -> list[NotConfirmed]:
    """Take every step there is a file for, and return what the disk did not confirm.

    What is refused is found afterwards, for then the file still names the entry.
    """
    unsure: list[NotConfirmed] = []
    for path, step in steps:
        try:
            if path.exists() or path.is_symlink():
                step()
        except NotConfirmed as problem:
            unsure.append(problem)
        except (Unreadable, DiskRefused):
            continue
    return unsure


def _files(folders: Sequence[Path]) -> Iterator[Path]:
    """Yield every file and link below `folders`; no link is followed."""
    for folder in folders:
        for found, inner, names in os.walk(folder):
            links = [name for name in inner if (Path(found) / name).is_symlink()]
            yield from (Path(found) / name for name in (*names, *links))


def _names(path: Path, stem: re.Pattern[str]) -> bool:
    content = _bytes(path).decode("utf-8", "replace")
    return bool(stem.search(path.name) or stem.search(content))


def _bytes(path: Path) -> bytes:
    try:
        return bytes_of(path)
    except Unreadable:
        return b""
