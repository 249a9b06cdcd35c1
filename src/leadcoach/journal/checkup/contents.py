"""Whether the bytes of a file are an entry or a draft, and if not, what is wrong."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from leadcoach.domain.entry import Draft, Entry
from leadcoach.domain.toml import BadToml, parse_toml
from leadcoach.errors import Unreadable
from leadcoach.journal.entry_file import (
    FORMAT,
    draft_from_toml,
    entry_from_toml,
    is_newer,
)
from leadcoach.journal.folder import bytes_of
from leadcoach.journal.toml_file import LARGEST, reason_in

Read = TypeVar("Read", Entry, Draft)
Reader = Callable[[str, str], Read]
"""the text of a file and its name; raises Unreadable"""

_MARKERS = re.compile(
    r"^<{7}(?: .*)?\n(?P<ours>(?:.*\n)*?)"
    r"(?:^\|{7}(?: .*)?\n(?:.*\n)*?)?"
    r"^={7}\n(?P<theirs>(?:.*\n)*?)^>{7}(?: .*)?(?:\n|\Z)",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Judged(Generic[Read]):
    """What was found in the bytes of one file."""

    kind: str = ""
    """one of `damages.KINDS`; empty when the file is whole"""
    detail: str = ""
    """where and what, in words that are never the person's"""
    read: Read | None = None
    notes: tuple[str, ...] = ()


def judged(content: bytes, reader: Reader[Read]) -> Judged[Read]:
    """Return what `reader` makes of the bytes of a file, or what is wrong with them."""
    if not content.strip(b"\0"):
        return Judged("zeros" if content else "empty")
    if _guesses(content)[0].startswith("utf-16"):
        return Judged("encoding")
    try:
        text = content.decode()
    except UnicodeDecodeError as problem:
        cut = _is_cut_letter(content, problem)
        return Judged("cut" if cut else "encoding")
    notes: tuple[str, ...] = _notes(text)
    text = as_read(text)
    if not text.strip():
        return Judged("empty")
    try:
        read = reader(text, "")
    except Unreadable as problem:
        return _wrong(text, problem, notes)
    return Judged(read=read, notes=("newer", *notes) if is_newer(read) else notes)


def as_read(text: str) -> str:
    """Return `text` without what readers pass over: its mark, and Windows line ends."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _notes(text: str) -> tuple[str, ...]:
    marks = {"bom": text.startswith("\ufeff"), "crlf": "\r\n" in text}
    return tuple(name for name, is_there in marks.items() if is_there)


def _wrong(text: str, problem: Unreadable, notes: tuple[str, ...]) -> Judged[Read]:
    """Tell what is wrong with a text that cannot be read."""
    try:
        tables = parse_toml(text, own=True)
    except BadToml as bad:
        if _MARKERS.search(text):
            return Judged("git-markers")
        if "\0" in text or bad.is_cut:
            last = text.rstrip().count("\n") + 1
            return Judged("cut", f"in line {last}")
        return Judged("not-toml", reason_in(problem))
    told = tables.get("format")
    if type(told) is int and told > FORMAT:  # it may well have other keys
        return Judged(notes=("newer", *notes))
    return Judged("keys", reason_in(problem))


def versions_in(text: str) -> list[str]:
    """Return the versions that git joined in `text`; only itself without its marks."""
    if not _MARKERS.search(text):
        return [text]
    return [
        _MARKERS.sub(lambda found, side=side: found[side], text)  # type: ignore[misc]
        for side in ("ours", "theirs")
    ]


def decoded(content: bytes) -> str:
    """Return the text of bytes in whatever encoding an editor may have used."""
    for encoding in _guesses(content):
        try:
            return as_read(content.decode(encoding)).replace("\0", "")
        except UnicodeDecodeError as problem:
            if encoding == "utf-8" and _is_cut_letter(content, problem):
                return as_read(content[: problem.start].decode())
    return as_read(content.decode("latin-1")).replace("\0", "")


_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def _is_cut_letter(content: bytes, problem: UnicodeDecodeError) -> bool:
    # The file ends, or the disk's zeros begin, in the middle of a letter.
    return not content[problem.end :].strip(b"\0") and (
        problem.reason == "unexpected end of data" or content[-1:] == b"\0"
    )


def _guesses(content: bytes) -> tuple[str, ...]:
    if content[:2] in _UTF16:
        return ("utf-16",)
    if content[1:400:2].count(0) > 50:
        return ("utf-16-le",)
    if content[0:400:2].count(0) > 50:
        return ("utf-16-be",)
    return ("utf-8", "cp1252")


def salvaged(text: str, reader: Reader[Read]) -> tuple[str, str]:
    """Return the longest beginning of `text` that is whole, and the rest.

    It ends before a table; what follows, and all when nothing is whole, is the rest.
    """
    headers = re.finditer(r"^\[", text, re.MULTILINE)
    starts: list[int] = [found.start() for found in headers]
    for end in [len(text), *reversed(starts[-_tries(text) :])]:
        try:
            reader(text[:end], "")
        except Unreadable:
            continue
        return text[:end].rstrip("\n") + "\n", text[end:]
    return "", text


def _tries(text: str) -> int:
    # A cut tears one table; in a file of many megabytes each try takes a second.
    return 200 if len(text) < 1_000_000 else 3


_PLACEHOLDER = 0x40000000
"""SF_DATALESS of macOS: the words are only in the cloud"""


def unopened(status: os.stat_result) -> str:
    """Return why a file is better not opened, or an empty string."""
    if status.st_size > LARGEST:
        return "large"
    flags = int(getattr(status, "st_flags", 0))
    return "elsewhere" if flags & _PLACEHOLDER else ""


def is_same(path: Path, other: Path) -> bool:
    """Tell whether two files hold the same words."""
    try:
        return decoded(bytes_of(path)) == decoded(bytes_of(other))
    except Unreadable:
        return False


READERS: dict[str, Callable[[str, str], Any]] = {
    "journal": entry_from_toml,
    "drafts": draft_from_toml,
}
