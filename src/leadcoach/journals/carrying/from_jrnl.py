"""Notes out of jrnl 4: its journal file, its folder of days, and its JSON.

Only a line that begins with a whole date in brackets and a space, in exactly the form
of the file's first one, begins a note. jrnl itself takes anything a guess can turn into
a date; a line of prose in brackets would be split off.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from leadcoach.journals.carrying.arrivals import Found, Remark
from leadcoach.journals.carrying.notes import Note

KIND = "jrnl"
_HEAD = re.compile(r"^\[([0-9][^\]\n]{3,40})\] ", re.MULTILINE)
_CLOCK = (
    r"(?P<hour>\d\d):(?P<minute>\d\d)(?P<s>:(?P<second>\d\d))?"
    r"(?P<half> ?(?:[AP]M|[ap]m|[ap]\.m\.))?"
)
_TAIL = rf"(?:(?P<between>[ T]){_CLOCK})?(?P<end> ?)"
_FORMS = {
    "year": re.compile(
        rf"(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d){_TAIL}", re.ASCII
    ),
    "day": re.compile(
        rf"(?P<day>\d\d)\.(?P<month>\d\d)\.(?P<year>\d{{4}}){_TAIL}", re.ASCII
    ),
    "clock": re.compile(rf"{_CLOCK}(?P<end> ?)", re.ASCII),
}
_FIRST_YEAR = 1000
"""years are written with four digits"""


@dataclass(frozen=True)
class _Head:
    """The beginning of a note: its form, and its time where that is one."""

    form: tuple[str, ...]
    at: dt.datetime | None
    has_time: bool


def is_text(text: str) -> bool:
    """Tell whether `text` begins as jrnl's journal file does."""
    first = _HEAD.match(text.lstrip("\n"))
    head = _head(first[1], None) if first else None
    return head is not None and head.at is not None


def notes_in_text(text: str, file: str, day: dt.date | None = None) -> Found:
    """Return the notes of a journal file; `day` is that of a file in a folder of days."""
    found = Found()
    form: tuple[str, ...] | None = None
    begun: list[_Begun] = []
    line, seen = 1, 0
    for match in _HEAD.finditer(text):
        line, seen = line + text.count("\n", seen, match.start()), match.start()
        head = _head(match[1], day)
        if head is None:
            continue
        form = form or head.form
        if head.form == form and head.at:
            begun.append(_Begun(head, line, *match.span()))
        else:
            found.remarks.append(Remark(file, _IN_ANOTHER_FORM, line))
    ends = [each.start for each in begun[1:]] + [len(text)]
    for each, end in zip(begun, ends, strict=True):
        empty = Remark(file, _EMPTY, each.line)
        _add(found, _note(each.head, text[each.end : end]), empty)
    return found


class _Begun(NamedTuple):
    """Where in a file a note begins."""

    head: _Head
    line: int
    start: int
    end: int
    """where its words begin"""


_IN_ANOTHER_FORM = (
    "it begins like a note, but not in the form of the first one; it stays with the "
    "words above it"
)
_EMPTY = "it holds no words"
_NO_NOTE = "it is not as jrnl writes a note"


def _add(found: Found, note: Note, empty: Remark) -> None:
    if note.words.strip():
        found.notes.append(note)
    else:
        found.refused.append(empty)


def _note(head: _Head, text: str) -> Note:
    at = head.at or dt.datetime.min
    time = at.time() if head.has_time else None
    words = text.strip("\n")
    first, line_end, rest = words.partition("\n")
    # jrnl's own mark for a starred note; its JSON has it as a key.
    starred = first.endswith(" *")
    title = first.removesuffix(" *")
    return Note(KIND, at.date(), title + line_end + rest, title, time, None, starred)


def _head(blob: str, day: dt.date | None) -> _Head | None:
    for name, pattern in _FORMS.items():
        found = pattern.fullmatch(blob)
        if found and (day or name != "clock"):
            return _read(name, found, day)
    return None


def _read(name: str, found: re.Match[str], day: dt.date | None) -> _Head:
    parts = found.groupdict()
    half = parts["half"] or ""
    has_time = parts["hour"] is not None
    form = (
        name,
        parts.get("between") or "",
        "s" if parts["s"] else "",
        re.sub("[AP]", "X", half.upper()) if half else "",
        parts["end"],
        str(has_time),
    )
    return _Head(form, _moment(parts, half, day), has_time)


def _moment(
    parts: Mapping[str, str | None], half: str, day: dt.date | None
) -> dt.datetime | None:
    def number(key: str) -> int:
        return int(parts.get(key) or 0)

    hour = number("hour")
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if "P" in half.upper() else 0)
    try:
        date = day or dt.date(number("year"), number("month"), number("day"))
        time = dt.time(hour, number("minute"), number("second"))
    except ValueError:
        return None
    return dt.datetime.combine(date, time) if date.year >= _FIRST_YEAR else None


def is_json(tables: object) -> bool:
    """Tell whether `tables` are what `jrnl --format json` prints."""
    return isinstance(tables, dict) and isinstance(tables.get("entries"), list)


def notes_in_json(tables: Mapping[str, Any], file: str) -> Found:
    """Return the notes of what `jrnl --format json` printed."""
    found = Found()
    for at, each in enumerate(tables["entries"], 1):
        place = Remark(f"{file}, entry {at}", _NO_NOTE)
        note = _note_of(each) if isinstance(each, dict) else None
        if note is None:
            found.refused.append(place)
        else:
            _add(found, note, replace(place, why=_EMPTY))
    return found


def _note_of(told: Mapping[str, Any]) -> Note | None:
    title, body, day = (told.get(key, "") for key in ("title", "body", "date"))
    time = told.get("time", "")
    if not all(isinstance(each, str) for each in (title, body, day, time)):
        return None
    head = _head(f"{day} {time}".rstrip(), None)
    if head is None or head.at is None:
        return None
    words = "\n".join(_lines(title, body))
    starred = told.get("starred") is True
    note = _note(head, words)
    return replace(note, starred=starred, words=words, title=title)


def _lines(title: str, body: str) -> Iterator[str]:
    yield from (each for each in (title, body) if each)
