"""Names and bytes of entries, newest first, with as little work for each as will do."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from leadcoach.journals.folders import within
from leadcoach.journals.names import ENTRY_NAME
from leadcoach.journals.toml import LARGEST

_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"\d\d")
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe put in a file's place is never waited for
    | getattr(os, "O_BINARY", 0)
)
_AT_ONCE = 32 * 1024
"""bytes; an entry of a thousand words has a quarter of that"""


class Span(NamedTuple):
    """The first and the last day that are meant, as in 2026-11-21."""

    first: str = "0000-00-00"
    last: str = "9999-99-99"


class Place(NamedTuple):
    """Where an entry is, and its number in the whole journal."""

    number: int
    folder: str
    name: str

    @property
    def path(self) -> str:
        """Return the path of the file."""
        return os.path.join(self.folder, self.name)  # noqa: PTH118 - one of many


def entries_in(folder: Path, span: Span, exercise: str = "") -> Iterator[Place]:
    """Yield the entries of the days in `span`, newest first; `exercise` is a slug.

    Years and months before it are not looked into; those after it are only counted.

    Raises:
        Unreadable: a folder is there and cannot be looked into.
    """
    number = 0
    for month, day in _months(folder, span.first):
        names = _names(month)
        if day > span.last:
            number += len(names)
            continue
        for name in names:
            number += 1
            if not span.first <= name[:10] <= span.last:
                continue
            if not exercise or _is_of(name, exercise):
                yield Place(number, month, name)


def _months(folder: Path, first: str) -> Iterator[tuple[str, str]]:
    """Yield the folders of months from that of `first` on, newest first, and their day."""
    for year in _folders(folder, _YEAR, first[:4]):
        least = first[5:7] if year.name == first[:4] else ""
        for month in _folders(Path(year.path), _MONTH, least):
            yield month.path, f"{year.name}-{month.name}-01"


def _folders(
    folder: Path, name: re.Pattern[str], least: str
) -> "list[os.DirEntry[str]]":
    found = (each for each in within(folder, name) if each.name >= least)
    inside = (each for each in found if each.is_dir())
    return sorted(inside, key=lambda each: each.name, reverse=True)


def _names(month: str) -> list[str]:
    found = within(Path(month), ENTRY_NAME)
    return sorted((each.name for each in found if each.is_file()), reverse=True)


def _is_of(name: str, exercise: str) -> bool:
    named = ENTRY_NAME.fullmatch(name)
    return named is not None and named["exercise"] == exercise


def content_of(path: str) -> bytes | None:
    """Return the bytes of the file at `path`; None when it cannot be read or is too large."""
    try:
        descriptor = os.open(path, _FLAGS)
    except OSError:
        return None
    try:
        content = os.read(descriptor, _AT_ONCE)
        if len(content) == _AT_ONCE:
            content = _with_the_rest(descriptor, content)
    except OSError:
        return None
    finally:
        os.close(descriptor)
    return content if len(content) <= LARGEST else None


def _with_the_rest(descriptor: int, content: bytes) -> bytes:
    parts = [content]
    read = len(content)
    while read <= LARGEST and (more := os.read(descriptor, LARGEST)):
        parts.append(more)
        read += len(more)
    return b"".join(parts)
