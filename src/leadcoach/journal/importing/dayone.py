"""Notes out of Day One: the JSON file of its export, as it lies in the zip.

Its dates are in UTC, with the zone the person was in; so each entry gets the person's
own day. Photos and recordings stay where they are, and are named.
"""

import re
from collections.abc import Mapping
from typing import Any

from leadcoach.domain.dates import stamp_in
from leadcoach.journal.importing.notes import Note

KIND = "Day One"
_MEDIA = {
    "photos": "photos",
    "videos": "videos",
    "audios": "recordings",
    "pdfAttachments": "PDFs",
}
# Its editor puts a backslash before signs that have a meaning in Markdown.
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HEADING = re.compile(r"#{1,6} +")
NO_NOTE = "it is not as Day One writes an entry"


def is_json(tables: object) -> bool:
    """Tell whether `tables` are an export of Day One."""
    made = tables.get("entries") if isinstance(tables, dict) else None
    return isinstance(made, list) and any(
        isinstance(each, dict) and "creationDate" in each for each in made
    )


def note_of(told: Mapping[str, Any]) -> Note | str:
    """Return the note of one entry, or why it is none."""
    text, created = told.get("text", ""), told.get("creationDate")
    zone, tags = told.get("timeZone", ""), told.get("tags", [])
    if not (isinstance(text, str) and isinstance(created, str)):
        return NO_NOTE
    if not text and told.get("richText"):
        return "its words are only in Day One's own form of text"
    stamp = stamp_in(created)
    if stamp is None or stamp.why or stamp.time is None:
        return stamp.why if stamp and stamp.why else "it tells no day and time"
    words = _ESCAPED.sub(r"\1", text) if told.get("richText") else text
    words = words.replace("\r\n", "\n").rstrip("\n")
    title = next((line for line in words.split("\n") if line.strip()), "")
    return Note(
        kind=KIND,
        day=stamp.day,
        words=words,
        title=_HEADING.sub("", title, count=1),
        time=stamp.time,
        offset=stamp.offset,
        starred=told.get("starred") is True,
        zone=zone if isinstance(zone, str) else "",
        in_utc=stamp.is_utc,
        tags=tuple(each for each in tags if isinstance(each, str) and each.strip())
        if isinstance(tags, list)
        else (),
    )


def media_of(told: Mapping[str, Any]) -> str:
    """Return what stays behind of an entry; empty where nothing does."""
    counted = [
        f"{name}: {len(told[key])}"
        for key, name in _MEDIA.items()
        if isinstance(told.get(key), list) and told[key]
    ]
    return f"{', '.join(counted)}; only words come in" if counted else ""
