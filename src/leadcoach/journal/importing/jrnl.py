"""Notes out of jrnl 4: its journal file, its folder of days, and its JSON.

Only a line that begins with a whole date in brackets, in exactly the form of the file's
first one, begins a note. jrnl itself takes anything a guess can turn into a date; a line
of prose in brackets would be split off.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from leadcoach.domain.dates import Stamp, stamp_in
from leadcoach.journal.importing.notes import EMPTY, Found, Note, Remark

KIND = "jrnl"
_HEAD = re.compile(r"^\[([0-9A-Za-z][^\]\n]{3,60})\](?: |$)", re.MULTILINE)
_IN_ANOTHER_FORM = (
    "it begins like a note, but not in the form of the first one; it stays with the "
    "words above it"
)
NO_NOTE = "it is not as jrnl writes a note"


@dataclass(frozen=True)
class _Begun:
    """Where in a file a note begins."""

    stamp: Stamp
    line: int
    start: int
    end: int
    """where its words begin"""


def looks_like_text(text: str) -> bool:
    """Tell whether `text` begins in brackets as jrnl's journal file does, date or not."""
    first = _HEAD.match(text.lstrip("\n"))
    return first is not None and any(each.isdecimal() for each in first[1])


def is_text(text: str) -> bool:
    """Tell whether `text` begins as jrnl's journal file does."""
    first = _HEAD.match(text.lstrip("\n"))
    return first is not None and _stamp(first[1]) is not None


def notes_in_text(text: str, file: str, day: dt.date | None = None) -> Found:
    """Return the notes of a journal file; `day` is that of a file in a folder of days.

    In such a file, words before the first date are a note of that day.
    """
    found = Found()
    begun = list(_begun(text, file, day, found))
    before = text[: begun[0].start if begun else len(text)]
    if day is not None and before.strip():
        found.notes.append(_note(before, day, None))
    elif not begun:
        found.remarks.append(Remark(file, "it is empty"))
    ends = [each.start for each in begun[1:]] + [len(text)]
    for each, end in zip(begun, ends, strict=False):
        stamp, words = each.stamp, text[each.end : end]
        if stamp.why:
            found.refused.append(Remark(file, stamp.why, each.line))
        elif words.strip():
            found.notes.append(_note(words, stamp.day, stamp.time))
        else:
            found.remarks.append(Remark(file, EMPTY, each.line))
    return found


def _begun(text: str, file: str, day: dt.date | None, found: Found) -> Iterator[_Begun]:
    """Yield where notes begin, and remark on lines that only look so."""
    form = ""
    line, seen = 1, 0
    order = _order(text)
    for match in _HEAD.finditer(text):
        stamp = _stamp(match[1], day, order)
        if stamp is None:
            continue
        line, seen = line + text.count("\n", seen, match.start()), match.start()
        is_first = not form
        form = form or stamp.form
        if stamp.form != form:
            found.remarks.append(Remark(file, _IN_ANOTHER_FORM, line))
        elif stamp.why and not (is_first and day is None):
            why = f"{stamp.why}; it stays with the words above it"
            found.remarks.append(Remark(file, why, line))
        else:
            yield _Begun(stamp, line, *match.span())


def _order(text: str) -> str:
    """Return whether dates like 21/11/2026 begin with the day, where one shows it."""
    heads = (_stamp(match[1]) for match in _HEAD.finditer(text))
    orders = {each.order for each in heads if each and each.order}
    return orders.pop() if len(orders) == 1 else ""


def _stamp(head: str, day: dt.date | None = None, order: str = "") -> Stamp | None:
    stamp = stamp_in(head, day, order)
    return None if stamp is None or stamp.rest.strip() else stamp


def _note(text: str, day: dt.date, time: dt.time | None) -> Note:
    words = text.strip("\n")
    first, line_end, rest = words.partition("\n")
    # jrnl's own mark for a starred note; its JSON has it as a key.
    starred = first.endswith(" *")
    title = first.removesuffix(" *")
    return Note(KIND, day, title + line_end + rest, title, time, None, starred)


def is_json(tables: object) -> bool:
    """Tell whether `tables` are what `jrnl --format json` prints."""
    return isinstance(tables, dict) and isinstance(tables.get("entries"), list)


def note_of(told: Mapping[str, Any]) -> Note | str:
    """Return the note of one entry, or why it is none."""
    title, body, day = (told.get(key, "") for key in ("title", "body", "date"))
    time = told.get("time", "")
    if not all(isinstance(each, str) for each in (title, body, day, time)):
        return NO_NOTE
    stamp = _stamp(f"{day} {time}".rstrip())
    if stamp is None or stamp.why:
        return stamp.why if stamp else NO_NOTE
    words = "\n".join(each for each in (title, body) if each)
    note = _note(words, stamp.day, stamp.time)
    starred = told.get("starred") is True
    return replace(note, starred=starred, words=words, title=title)
