"""Erasing all that leadcoach keeps of a person; their exercises and settings stay."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from leadcoach import disk
from leadcoach.domain.entry import own_words
from leadcoach.errors import DiskRefused, NotConfirmed, NotFound, Unreadable, WrongUsage
from leadcoach.journal.changes import LAST_CHANGE, LastChange
from leadcoach.journal.commitments import COMMITMENTS, Outcomes
from leadcoach.journal.drafts import Drafts
from leadcoach.journal.entry_file import entry_from_toml
from leadcoach.journal.entry_name import (
    DRAFT_NAME,
    ENTRY_NAME,
    is_draft,
    is_entry,
    stranger,
)
from leadcoach.journal.folder import bytes_if_readable
from leadcoach.journal.index import INDEX
from leadcoach.journal.store import Journal
from leadcoach.journal.trash import TRASH_NAME, Trash, is_trashed
from leadcoach.paths import Places, copied_from

_LOOK = "Nothing was erased. Look at it, and remove by hand what is yours."
_OURS = re.compile(
    rf"\d{{4}}|\d\d|{ENTRY_NAME.pattern}|{DRAFT_NAME.pattern}|{TRASH_NAME.pattern}"
)
"""the name of a year or a month, an entry, a draft, and what is in the trash"""


def folders_of(places: Places) -> tuple[Path, ...]:
    """Return the folders that are erased."""
    return (
        places.journal,
        places.trash,
        places.drafts,
        places.repaired,
        places.reports,
        places.courses,
        places.cache,
    )


def refuse_what_is_not_ours(places: Places, home: Path) -> None:
    """Raise WrongUsage for a folder that holds more than we keep, or is a link."""
    kept = [home, places.exercises, places.settings]
    for folder in folders_of(places):
        links = (each for each in _files(folder) if each.is_symlink())
        ours = (each for each in links if _OURS.fullmatch(each.name))
        link = next(filter(Path.is_symlink, (folder, places.shared)), next(ours, None))
        if link is not None:
            message = f"{link} is a link to another place, where words of yours may be."
            raise WrongUsage(message, _LOOK)
        here = os.path.realpath(folder)
        if any(Path(os.path.realpath(each)).is_relative_to(here) for each in kept):
            raise WrongUsage(f"{folder} holds more than leadcoach keeps.", _LOOK)


def holdings_of(places: Places) -> dict[str, int]:
    """Return how many files there are of each kind, under the words for it.

    Lists say which commitments are done, and what the last change was.

    Raises:
        Unreadable: one of the folders cannot be looked into.
    """
    lists = places.journal / COMMITMENTS, places.trash / LAST_CHANGE
    found = {
        "Entries": Journal(places.journal).count(),
        "In the trash": len(Trash(places.trash).all()),
        "Drafts": len(Drafts(places.drafts).names()),
        "Reports of bugs": _count(places.reports),
        "Files of courses": _count(places.courses),
        "Derived files": _count(places.cache),
        "Lists that go with them": sum(path.exists() for path in lists),
    }
    others = _count(*folders_of(places)) - sum(found.values())
    return {
        **found,
        "Lists of what you shared": sum(map(_counts, _shared(places))),
        "Other files in these folders": max(0, others),
    }


def erase_all(places: Places) -> list[Path]:
    """Remove these folders with all that is in them; return what is still there."""
    if places.journal.exists():
        with Journal(places.journal).writing():
            for folder in folders_of(places):
                disk.remove_all_in(folder)
    for folder in folders_of(places):  # with the lock's own file, if it still is there
        disk.remove_all_in(folder)
    for path in _shared(places):
        with suppress(DiskRefused):
            disk.remove(path)
    return [*_files(*folders_of(places)), *_shared(places)]


def _count(*folders: Path) -> int:
    return sum(map(_counts, _files(*folders)))


def _counts(path: Path) -> bool:
    return not path.name.endswith(".lock")


def _shared(places: Places) -> list[Path]:
    """Return the list of what was shared, copies of it, and what a crash left of it."""
    name = places.shared.name
    try:
        there = list(places.shared.parent.iterdir())
    except OSError:
        return []
    return [
        path
        for path in there
        if path.name in (name, ".lock")
        or name in (stranger(path.name)[1], copied_from(path.name))
    ]


def stem_meant(journal: Journal, trash: Trash, name: str | None) -> str:
    """Return the name of the entry meant, in the journal or only in the trash.

    A whole name is enough by itself, so that what was cut short can be done again.
    """
    try:
        return journal.find(name).stem
    except NotFound:
        stem = Path((name or "").strip()).name.removesuffix(".toml")
        if is_entry(f"{stem}.toml"):
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
    """Remove the entry called `stem` everywhere, and return what still tells of it.

    Its versions in the trash go, its conflict copies, what a crash left of it and of the
    sitting it came from, under whatever sign, its lines about commitments, its mended
    copies, and what was derived of all entries; the entry itself goes last. A link is removed, and what it leads to is
    not. Files of others that hold a sentence of it are only found.

    Raises:
        DiskRefused: the lock of the journal cannot be held; nothing was changed.
        NotConfirmed: all is removed, but some of it may be back after a power cut.
        Unreadable: its folder is a link, behind which nothing is removed.
    """
    places = [journal.folder, trash.folder, *folders, *filter(None, [repaired])]
    with journal.writing():
        versions = [each for each in _files(*places) if stem in each.name]
        traces = _Traces(stem, [journal.path_of(f"{stem}.toml"), *versions], repaired)
        files = [each for each in _files(*places) if traces.may_go(each)]
        files.sort(key=lambda path: path.stem == stem)
        steps: list[Callable[[], None]] = [
            partial(Outcomes(journal).forget, stem),
            partial(LastChange(trash.folder).forget, stem),
            *(partial(disk.remove, each, for_sure=True) for each in files),
        ]
        unsure: list[NotConfirmed] = []
        for step in steps:
            try:
                step()
            except NotConfirmed as problem:
                unsure.append(problem)
            except (Unreadable, DiskRefused):
                continue  # what is left still names the entry, and is found then
        left = [each for each in _files(*places) if traces.are_in(each)]
    if unsure and not left:
        raise unsure[-1]
    return left


def copies_of(path: Path) -> list[Path]:
    """Return the conflict copies that stand beside the entry at `path`."""
    there = set(path.parent.glob(f"{path.stem}*")) - {path}
    return sorted(x for x in there if stranger(x.name) == ("copy", path.name))


class _Traces:
    """By what one can tell that a file is of an entry, or has words of it."""

    def __init__(
        self, stem: str, versions: Sequence[Path], repaired: Path | None
    ) -> None:
        """Take what of `versions` can be read, as what is to be found elsewhere."""
        self._repaired = repaired
        name, beginning = re.escape(stem), re.escape(stem.rpartition("-")[0])
        self._name = re.compile(rf"(?<![0-9]){name}(?![a-z0-9])", re.IGNORECASE)
        self._mended = re.compile(rf"{beginning}-", re.IGNORECASE)
        contents = [bytes_if_readable(each) for each in versions]
        self._heads = {_head(each) for each in contents} - {_NO_HEAD}
        self._sentences = {part for each in contents for part in _sentences(each)}

    def may_go(self, path: Path) -> bool:
        """Tell whether a file is one of ours that holds this entry, or a part of it."""
        if self._name.search(path.name) or INDEX in path.name:
            return True
        if is_draft(path.name) or stranger(path.name)[0] == "stray":
            return _head(bytes_if_readable(path)) in self._heads
        is_copy = self._repaired is not None and path.is_relative_to(self._repaired)
        return is_copy and self._mended.match(path.name) is not None

    def are_in(self, path: Path) -> bool:
        """Tell whether a file names the entry, quotes it, or is of the same sitting."""
        content = bytes_if_readable(path)
        text = f"{path.name}\n{content.decode('utf-8', 'replace')}"
        if self._name.search(text) or any(each in content for each in self._sentences):
            return True
        is_other = is_entry(path.name) or is_trashed(path.name)
        return not is_other and _head(content) in self._heads


_NO_HEAD = (b"", b"")
_LINE = re.compile(rb"^(exercise|started) = (.+)$", re.MULTILINE)
_SHORTEST = 24
"""bytes of a line by which it can be known again; shorter ones anybody may write twice"""


def _head(content: bytes) -> tuple[bytes, bytes]:
    """Return the exercise of an entry or a draft, and when it was begun."""
    top, _, _ = content.partition(b"\n[")
    found = dict(_LINE.findall(top))
    started = found.get(b"started")
    return (found.get(b"exercise", b""), started) if started else _NO_HEAD


def _sentences(content: bytes) -> Iterator[bytes]:
    """Yield the lines of the person's own words, as they stand in a file."""
    try:
        entry = entry_from_toml(content.decode(), "")
    except (Unreadable, UnicodeDecodeError):
        return
    for own in own_words(entry):
        for part in re.split(r'[\n"\\]', own.text):  # a file writes those otherwise
            line = part.strip().encode("utf-8", "replace")
            if len(line) >= _SHORTEST:
                yield line


def _files(*folders: Path) -> Iterator[Path]:
    """Yield every file and link below `folders`; no link is followed."""
    for folder in folders:
        for found, inner, names in os.walk(folder):
            links = [name for name in inner if (Path(found) / name).is_symlink()]
            yield from (Path(found) / name for name in (*names, *links))
