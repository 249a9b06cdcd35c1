"""Notes out of Markdown files: the day from the front matter or the file's name.

A day in the text itself is prose, and never taken for the note's own.
"""

import datetime as dt
import re
from pathlib import PurePath

from leadcoach.domain.dates import Stamp, stamp_in
from leadcoach.journal.importing.notes import Found, Note, Remark

KIND = "Markdown"
ENDS = (".md", ".markdown", ".mdown")
_MOST_FRONT_MATTER = 16_000
_BETWEEN_RULES = re.compile(
    r"(---|\+\+\+)[ \t]*\n(.*?\n)(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL
)
# Keys and what belongs to them. Prose between two rules has other lines too.
_OF_FRONT_MATTER = re.compile(
    r"(?:[ \t]*|[ \t]*#.*|[ \t]+\S.*|- .*|-|[\]}].*|\[.*\]|(?i:date|created|title|tags):.*"
    r"|[\"']?[\w.-]+(?: [\w.-]+){0,2}[\"']?[ \t]*(?:[:=](?:[ \t].*)?|=.*))"
)
_OPEN = re.compile(r"(?:---|\+\+\+)[ \t]*\n[\w\"' -]+[:=]")
_KEY = re.compile(
    r"^[\"']?([\w-]+(?: [\w-]+)?)[\"']?[ \t]*[:=][ \t]*(.*?)[ \t]*$", re.MULTILINE
)
_OF_DATE = ("date", "created", "date created", "created at", "creation date")
"""keys that tell the day, the best first; - and _ count as spaces"""
_IN_NAME = re.compile(r"\d{4}[-_.]\d\d?[-_.]\d\d?(?!\d)")
_HEADING = re.compile(r"^# +(.+)$", re.MULTILINE)
_NO_DATE = "it tells no day: no date: in its front matter, and its name does not begin with one"
_IN_NO_FORM = (
    "the date in its front matter is in no form that is read; 2026-01-05 and "
    "5 January 2026 are"
)


def note_in(text: str, file: str, day: dt.date | None = None) -> Found:
    """Return the note in the text of one file; `day` is what its folders tell."""
    if not text.strip():
        return Found(remarks=[Remark(file, "it is empty")])
    front = _front_matter(text)
    keys = _keys(front)
    told = next((keys[key] for key in _OF_DATE if keys.get(key)), None)
    stamp = _stamp(told) if told else None
    name = PurePath(file).stem
    named = _of_name(name)
    why = _why_not(told, stamp, named)
    at = stamp if stamp and not stamp.why else named
    if at is None or at.why:
        if day is None:
            return Found(refused=[Remark(file, why or _no_date(text, keys))])
        at = Stamp(day, None, None, "", "")
    title = keys.get("title") or _title(text[len(front) :], name, named)
    words = text.rstrip("\n")
    note = Note(KIND, at.day, words, title, at.time, at.offset, in_utc=at.is_utc)
    remark = f"{why}; it comes in on {at.day}, which its name or folder tells"
    return Found(notes=[note], remarks=[Remark(file, remark)] if told and why else [])


def _no_date(text: str, keys: dict[str, str]) -> str:
    """Return why a text that tells no day tells none."""
    if any(key in keys for key in _OF_DATE):
        return "the date in its front matter is empty, and its name does not begin with one"
    if _OPEN.match(text) and not _BETWEEN_RULES.match(text[:_MOST_FRONT_MATTER]):
        return "its front matter begins with a rule and never ends with one"
    return _NO_DATE


def _front_matter(text: str) -> str:
    """Return the front matter of `text`, rules and all; empty where it has none."""
    found = _BETWEEN_RULES.match(text[:_MOST_FRONT_MATTER])
    if found is None or not _KEY.search(found[2]):
        return ""
    lines = found[2].splitlines()
    return found[0] if all(map(_OF_FRONT_MATTER.fullmatch, lines)) else ""


def _keys(front: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, words in _KEY.findall(front):
        found.setdefault(re.sub("[-_ ]+", " ", key).casefold(), _bare(words))
    return found


def _bare(words: str) -> str:
    """Return what stands in quotation marks or brackets, as in [[2026-01-05]]."""
    quoted = re.fullmatch(r"""(["'])(.*?)\1(?:[ \t]+\#.*)?""", words)
    return (quoted[2] if quoted else words).strip("[]").strip()


def _stamp(words: str) -> Stamp | None:
    stamp = stamp_in(words)
    # A remark can stand behind a date, a longer number cannot.
    is_whole = stamp is not None and re.match(r"[\s,;#(\[\]–—-]|$", stamp.rest)
    return stamp if is_whole else None


def _why_not(told: str | None, stamp: Stamp | None, named: Stamp | None) -> str:
    """Return why the day that a file tells is none; empty where nothing is wrong."""
    if told and stamp is None:
        return _IN_NO_FORM
    if stamp is not None:
        return f"the date in its front matter: {stamp.why}" if stamp.why else ""
    return f"the date in its name: {named.why}" if named and named.why else ""


def _of_name(name: str) -> Stamp | None:
    found = _IN_NAME.match(name)
    return stamp_in(found[0]) if found else _stamp(name)


def _title(body: str, name: str, named: Stamp | None) -> str:
    heading = _HEADING.search(body[:_MOST_FRONT_MATTER])
    if heading:
        return heading[1]
    rest = named.rest if named else ""
    if _IN_NAME.match(name):
        rest = _IN_NAME.sub("", name, count=1)
    return rest.strip("-_, ") or next(
        (line for line in body.split("\n") if line.strip()), ""
    )
