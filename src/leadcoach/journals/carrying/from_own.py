"""Entries out of leadcoach's own export: files under their own names, byte for byte."""

import datetime as dt
import json
from collections.abc import Sequence

from leadcoach.errors import Unreadable
from leadcoach.journals.carrying.arrivals import Found, Remark
from leadcoach.journals.commitments import COMMITMENTS as COMMITMENTS  # noqa: PLC0414
from leadcoach.journals.commitments import states_from_toml
from leadcoach.journals.files import FORMAT, entry_from_toml
from leadcoach.journals.names import ENTRY_NAME
from leadcoach.journals.toml import LARGEST, from_toml, reason_in

_NOT_A_LINE = "it is not a line of a leadcoach export"


def is_entry_name(name: str) -> bool:
    """Tell whether a file of this name holds an entry."""
    named = ENTRY_NAME.fullmatch(name)
    try:
        return named is not None and bool(dt.date.fromisoformat(named["day"]))
    except ValueError:
        return False


def entry_in(name: str, content: bytes, shown: str, line: int = 0) -> Found:
    """Return the entry file `name`, when it is one that can be read here or later on."""
    why = _why_not(content, name)
    if why:
        return Found(refused=[Remark(shown, why, line)])
    return Found(entries=[(name, content)])


def states_in(content: bytes, shown: str, line: int = 0) -> Found:
    """Return the file that says which commitments are done."""
    try:
        states_from_toml(content.decode(), COMMITMENTS)
    except (Unreadable, UnicodeDecodeError) as problem:
        return Found(refused=[Remark(shown, reason_in(problem), line)])
    return Found(states=[(shown, content)])


def is_line(text: str) -> bool:
    """Tell whether `text` is a line of our own export."""
    told = _told(text)
    return told is not None


def entries_in_lines(lines: Sequence[str], shown: str) -> Found:
    """Return the entries of an export for programs."""
    found = Found()
    for number, line in enumerate(lines, 1):
        if line.strip():
            found.add(_of_line(line, shown, number))
    return found


def _of_line(line: str, shown: str, number: int) -> Found:
    told = _told(line)
    if told is None:
        return Found(refused=[Remark(shown, _NOT_A_LINE, number)])
    name, content = told
    if name == COMMITMENTS:
        return states_in(content, shown, number)
    if not is_entry_name(name):
        return Found(refused=[Remark(shown, _NOT_A_LINE, number)])
    return entry_in(name, content, shown, number)


def _told(line: str) -> tuple[str, bytes] | None:
    try:
        tables = json.loads(line)
        name, file = tables["name"], tables["file"]
        return (name, file.encode()) if isinstance(name, str) else None
    except (ValueError, RecursionError, TypeError, KeyError, AttributeError):
        return None


def _why_not(content: bytes, name: str) -> str:
    """Return why `content` is no entry, or nothing when it is one."""
    if len(content) > LARGEST:
        return "it is larger than 32 megabytes"
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
