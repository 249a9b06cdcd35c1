"""Entries out of leadcoach's own export: files under their own names, byte for byte.

An export of lines can be of any size: one line is held at a time, and read once more
when its entry is written.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from leadcoach import disk
from leadcoach.errors import Unreadable
from leadcoach.journal.commitments import COMMITMENTS, states_from_toml
from leadcoach.journal.entry_file import FORMAT, entry_from_toml
from leadcoach.journal.entry_name import EntryName
from leadcoach.journal.importing.notes import Found, Held, Remark
from leadcoach.journal.toml_file import LARGEST, TOO_LARGE, from_toml, reason_in

LONGEST_LINE = 5 * LARGEST
"""bytes; a line holds the words of an entry twice, and signs in it can be escaped"""
_MOST_REFUSED = 1000
"""lines that are none, before the whole file is taken for something else"""
_MOST_BRACES = 4_000_000
"""in one line; a hostile one could ask for all the memory there is"""
_NOT_A_LINE = "it is not a line of a leadcoach export"


class Line(NamedTuple):
    """One line of an export."""

    number: int
    """from 1"""
    content: bytes
    again: Callable[[], bytes]
    """reads it once more"""


def is_entry_name(name: str) -> bool:
    """Tell whether a file of this name holds an entry."""
    named = EntryName.parse(name)
    try:
        return named is not None and bool(dt.date.fromisoformat(named.day))
    except ValueError:
        return False


def entry_in(
    name: str, content: bytes, read: Callable[[], bytes], place: Remark
) -> Found:
    """Return the entry file `name`, when it is one that can be read here or later on.

    `read` returns `content` again when it is needed; `place` is where it stands.
    """
    why = _why_not(content, name)
    if why:
        return Found(refused=[Remark(place.file, why, place.line)])
    return Found(entries=[Held(name, sha256(content).hexdigest(), read)])


def states_in(content: bytes, place: Remark) -> Found:
    """Return the file that says which commitments are done."""
    try:
        states_from_toml(content.decode(), COMMITMENTS)
    except (Unreadable, UnicodeDecodeError) as problem:
        return Found(refused=[Remark(place.file, reason_in(problem), place.line)])
    return Found(states=[(place.file, content)])


def is_line(line: bytes) -> bool:
    """Tell whether `line` is one of our own export."""
    return _told(line) is not None


def lines_of(path: Path) -> Iterator[Line]:
    """Yield the lines of the file at `path`; a line that is too long comes empty."""
    with path.open("rb") as file:
        start, number = 0, 0
        while line := file.readline(LONGEST_LINE):
            number += 1
            content = line
            while line and not line.endswith(b"\n"):
                line = file.readline(LONGEST_LINE)
                content = b"" if line else content
            yield Line(number, content, _again(path, start))
            start = file.tell()


def lines_in(lines: Iterable[bytes]) -> Iterator[Line]:
    """Yield lines that are in memory."""
    for number, line in enumerate(lines, 1):
        yield Line(number, line, partial(bytes, line))


def _again(path: Path, start: int) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            with path.open("rb") as file:
                file.seek(start)
                return file.readline(LONGEST_LINE)
        except OSError as problem:
            reason = disk.reason(problem)
            raise Unreadable(f"{path} cannot be read: {reason}.") from problem

    return read


def entries_in_lines(lines: Iterable[Line], shown: str) -> Found:
    """Return the entries of an export for programs.

    Raises:
        Unreadable: more than 1,000 lines are none of it.
    """
    found = Found()
    for line in lines:
        if line.content.strip() or not line.content:
            found.add(_of_line(line, shown))
        if len(found.refused) > _MOST_REFUSED:
            message = f"{shown}: more than {_MOST_REFUSED:,} lines cannot come in."
            raise Unreadable(message, "Nothing was changed. Is it the right file?")
    return found


def _of_line(line: Line, shown: str) -> Found:
    place = Remark(shown, _NOT_A_LINE, line.number)
    told = _told(line.content)
    if told is None:
        return Found(refused=[place])
    name, content = told
    if name == COMMITMENTS:
        return states_in(content, place)
    if not is_entry_name(name):
        return Found(refused=[place])

    return entry_in(name, content, partial(_file_of, line.again), place)


def _file_of(again: Callable[[], bytes]) -> bytes:
    told = _told(again())
    return told[1] if told else b""


def _told(line: bytes) -> tuple[str, bytes] | None:
    if line.count(b"{") + line.count(b"[") > _MOST_BRACES:
        return None
    try:
        tables = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
        name, file = tables["name"], tables["file"]
        return (name, file.encode()) if isinstance(name, str) else None
    except (ValueError, RecursionError, TypeError, KeyError, AttributeError):
        return None


def _why_not(content: bytes, name: str) -> str:
    """Return why `content` is no entry, or nothing when it is one."""
    if len(content) > LARGEST:
        return TOO_LARGE
    try:
        entry_from_toml(content.decode(), name)
    except (Unreadable, UnicodeDecodeError) as problem:
        return "" if _is_newer(content, name) else reason_in(problem)
    return ""


def _is_newer(content: bytes, name: str) -> bool:
    """Tell whether a newer leadcoach wrote it, which can read it again."""
    try:
        told = from_toml(content.decode(), name).get("format")
    except (Unreadable, UnicodeDecodeError):
        return False
    return type(told) is int and told > FORMAT
