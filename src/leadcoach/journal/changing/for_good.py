"""Removing one entry for good: every file and line of leadcoach's that tells of it."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from leadcoach import disk
from leadcoach.domain.own_words import own_words
from leadcoach.errors import DiskRefused, NotConfirmed, NotFound, Unreadable
from leadcoach.journal.changes import FILE, LastChange
from leadcoach.journal.changing.trash import Trash
from leadcoach.journal.checkup import strangers
from leadcoach.journal.commitments import Commitments
from leadcoach.journal.entry_file import entry_from_toml
from leadcoach.journal.folder import bytes_of
from leadcoach.journal.store import ENTRY_NAME, Journal


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
    """Remove the entry called `stem` everywhere, and return what still tells of it.

    Its versions in the trash go, its conflict copies, what a crash left of it and of the
    sitting it came from, under whatever sign, its lines about commitments, and its
    mended copies; the entry itself goes last. A link is removed, and what it leads to is
    not. Files of others that hold a sentence of it are only found.

    Raises:
        DiskRefused: the lock of the journal cannot be held; nothing was changed.
        NotConfirmed: all is removed, but some of it may be back after a power cut.
        Unreadable: its folder is a link, behind which nothing is removed.
    """
    places = [journal.folder, trash.folder, *folders, *filter(None, [repaired])]
    state = journal.folder / "commitments.toml"
    with journal.writing():
        versions = [each for each in _files(places) if stem in each.name]
        traces = _Traces(stem, [journal.path_of(f"{stem}.toml"), *versions], repaired)
        steps: list[tuple[Path, Callable[[], None]]] = [
            (state, partial(Commitments(journal).forget, stem)),
            (trash.folder / FILE, partial(LastChange(trash.folder).forget, stem)),
        ]
        files = [each for each in _files(places) if traces.may_go(each)]
        files.sort(key=lambda path: path.stem == stem)
        steps += [(each, partial(disk.remove, each, for_sure=True)) for each in files]
        unsure = _done(steps)
        left = [each for each in _files(places) if traces.are_in(each)]
    if unsure and not left:
        raise unsure[-1]
    return left


class _Traces:
    """By what one can tell that a file is of an entry, or has words of it."""

    def __init__(
        self, stem: str, versions: Sequence[Path], repaired: Path | None
    ) -> None:
        """Take what of `versions` can be read, as what is to be found elsewhere."""
        self._repaired = repaired
        beginning = re.escape(stem.rpartition("-")[0])
        self._name = re.compile(
            rf"(?<![0-9]){re.escape(stem)}(?![a-z0-9])", re.IGNORECASE
        )
        self._mended = re.compile(rf"{beginning}-", re.IGNORECASE)
        contents = [_bytes(each) for each in versions]
        self._heads = {_head(each) for each in contents} - {_NO_HEAD}
        self._sentences = {part for each in contents for part in _sentences(each)}

    def may_go(self, path: Path) -> bool:
        """Tell whether a file is one of ours that holds this entry, or a part of it."""
        if self._name.search(path.name):
            return True
        if (
            strangers.is_draft(path.name)
            or strangers.stranger(path.name).kind == "stray"
        ):
            return _head(_bytes(path)) in self._heads
        is_copy = self._repaired is not None and path.is_relative_to(self._repaired)
        return is_copy and self._mended.match(path.name) is not None

    def are_in(self, path: Path) -> bool:
        """Tell whether a file names the entry, quotes it, or is of the same sitting."""
        content = _bytes(path)
        text = f"{path.name}\n{content.decode('utf-8', 'replace')}"
        if self._name.search(text) or any(each in content for each in self._sentences):
            return True
        is_other = strangers.is_entry(path.name) or strangers.is_trashed(path.name)
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


def _bytes(path: Path) -> bytes:
    try:
        return bytes_of(path)
    except Unreadable:
        return b""
