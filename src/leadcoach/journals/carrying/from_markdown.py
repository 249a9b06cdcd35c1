"""Notes out of Markdown files: the day from the front matter or the file's name.

A day in the text itself is prose, and never taken for the note's own.
"""

import datetime as dt
import re
from pathlib import PurePath

from leadcoach.journals.carrying.arrivals import Found, Remark
from leadcoach.journals.carrying.notes import Note

KIND = "Markdown"
ENDS = (".md", ".markdown", ".mdown")
_MOST_FRONT_MATTER = 16_000
_FRONT_MATTER = re.compile(r"(---|\+\+\+)[ \t]*\n(.*?\n)\1[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"^(date|title)[ \t]*[:=][ \t]*(.*?)[ \t]*$", re.MULTILINE)
_IN_NAME = re.compile(r"(\d{4})([-_])(\d\d)\2(\d\d)(?!\d)[-_ ]*(.*)", re.ASCII)
_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[T ](?P<time>\d\d:\d\d(?::\d\d)?)(?:\.\d{1,9})?"
    r" ?(?P<zone>Z|[+-]\d\d:?\d\d)?)?",
    re.ASCII,
)
_HEADING = re.compile(r"^# +(.+)$", re.MULTILINE)
_FIRST_YEAR = 1000
NO_DATE = "it tells no day: no date: in its front matter, and its name does not begin with one"


def note_in(text: str, file: str) -> Found:
    """Return the note in the text of one file."""
    if not text.strip():
        return Found(refused=[Remark(file, "it is empty")])
    front = _FRONT_MATTER.match(text[:_MOST_FRONT_MATTER])
    keys = {key: _bare(words) for key, words in _KEY.findall(front[2] if front else "")}
    stem = PurePath(file).stem
    at = _moment(keys.get("date", "")) or _of_name(stem)
    if at is None:
        return Found(refused=[Remark(file, NO_DATE)])
    day, time, offset = at
    title = keys.get("title") or _title(text[front.end() if front else 0 :], stem)
    in_utc = offset == dt.timedelta()
    note = Note(KIND, day, text.rstrip("\n"), title, time, offset, in_utc=in_utc)
    return Found(notes=[note])


def _bare(words: str) -> str:
    quoted = len(words) > 1 and words[0] == words[-1] and words[0] in "\"'"
    return words[1:-1] if quoted else words


def _title(body: str, stem: str) -> str:
    heading = _HEADING.search(body[:_MOST_FRONT_MATTER])
    if heading:
        return heading[1]
    named = _IN_NAME.fullmatch(stem)
    if named is None or not named[5]:
        return next((line for line in body.split("\n") if line.strip()), "")
    return named[5]


def _moment(
    words: str,
) -> tuple[dt.date, dt.time | None, dt.timedelta | None] | None:
    found = _MOMENT.fullmatch(words)
    if found is None:
        return None
    try:
        day = dt.date.fromisoformat(found["day"])
        time = dt.time.fromisoformat(found["time"]) if found["time"] else None
        offset = _offset(found["zone"] or "")
    except ValueError:
        return None
    return (day, time, offset) if day.year >= _FIRST_YEAR else None


def _offset(zone: str) -> dt.timedelta | None:
    if not zone:
        return None
    if zone == "Z":
        return dt.timedelta()
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    if hours > 14 or minutes > 59:
        raise ValueError(zone)
    away = dt.timedelta(hours=hours, minutes=minutes)
    return away if zone[0] == "+" else -away


def _of_name(stem: str) -> tuple[dt.date, None, None] | None:
    found = _IN_NAME.fullmatch(stem)
    if found is None:
        return None
    try:
        day = dt.date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        return None
    return (day, None, None) if day.year >= _FIRST_YEAR else None
