"""Notes of other programs, jrnl 4, Markdown files and Day One, and each as an entry.

A note is words with a day. What was found in files is told without the words in it.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from leadcoach.domain.dates import FIRST_YEAR, Stamp, stamp_in
from leadcoach.domain.entry import Answer, Entry
from leadcoach.domain.text import clean_line
from leadcoach.journal.entry_name import EntryName, sign_of

EXERCISE = "note"
_LONGEST_TITLE = 80
_NOON = dt.time(12)
_OFFSET = re.compile(r"(?:GMT|UTC)([+-]\d\d):?(\d\d)", re.ASCII)
"""how Apple names a zone that it knows by its offset only"""
_NO_SUCH_ZONE = (KeyError, ValueError, OSError, OverflowError)
"""what a zone can raise that this computer does not know, or not for that year"""
_HALF = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class ForeignNote:
    """One note as another program kept it."""

    kind: str
    """where it comes from: jrnl, Markdown or Day One"""
    day: dt.date
    words: str
    """to the letter, with plain line ends"""
    title: str
    time: dt.time | None = None
    offset: dt.timedelta | None = None
    """from UTC, where the note says so itself"""
    starred: bool = False
    zone: str = ""
    """where it was written, as in Europe/Paris, where the note says so"""
    in_utc: bool = False
    """whether day and time are UTC's: a program's clock, and nobody's own day"""
    tags: tuple[str, ...] = ()
    """tags that stand beside the words, not in them"""
    told: dt.datetime | None = None
    """day and time as they were written, where it was placed since"""

    def placed(self, zone: str) -> "ForeignNote":
        """Return it on the day and at the time that its writer had then.

        `zone` is the person's own, for a note that does not tell where it was written;
        empty is that of this computer.
        """
        if not self.in_utc or self.time is None:
            return self
        moment = self.at.replace(tzinfo=dt.UTC)
        for name in (self.zone, zone) if self.zone else (zone,):
            try:
                there = moment.astimezone(_place(name) if name else None)
            except _NO_SUCH_ZONE:
                continue
            if there.year >= FIRST_YEAR:
                return replace(
                    self,
                    zone="" if _OFFSET.fullmatch(name) else name,
                    in_utc=False,
                    told=self.at,
                    day=there.date(),
                    time=there.time(),
                    offset=there.utcoffset(),
                )
        return replace(self, zone="")

    @property
    def at(self) -> dt.datetime:
        """Return the note's own day and time, noon where it tells none."""
        return dt.datetime.combine(self.day, self.time or _NOON)

    @property
    def sign(self) -> str:
        """Return eight signs that are the same whenever the same note is met.

        Spaces, line ends and seconds do not count: jrnl's two formats differ in them.
        """
        at = self.told or self.at  # the same wherever it is brought in
        told = "\0".join((self.kind, f"{at:%Y-%m-%d %H:%M}", *self.words.split()))
        return sign_of(told.encode())

    @property
    def name(self) -> str:
        day, time = self.day.isoformat(), f"{self.at:%H%M%S}"
        return str(EntryName(day, time, EXERCISE, self.sign))


def sign_in(name: str) -> str:
    """Return the sign of a note, out of the name of its file; empty for other files."""
    named = EntryName.parse(name)
    return named.sign if named and named.exercise == EXERCISE else ""


def entry_of(note: ForeignNote, zone: str) -> Entry:
    """Return the entry that holds `note`, with the offset that `zone` had on its day."""
    started = note.at.replace(tzinfo=_offset(note, note.zone or zone))
    digest = hashlib.sha256(note.words.encode("utf-8", "replace")).hexdigest()
    source: dict[str, Any] = {"kind": note.kind, "sha256": digest}
    if note.starred:
        source["starred"] = True
    if note.tags:
        source["tags"] = list(note.tags)
    answers = [
        Answer(EXERCISE, "long", f"A note, brought in from {note.kind}", note.words)
    ]
    # Tags that stand beside a note are an answer, so that they are found.
    names = (re.sub(r"\W+", "-", tag).strip("-") for tag in note.tags)
    if marks := " ".join(f"#{name}" for name in names if name):
        answers.append(Answer("tags", "short", f"Its tags in {note.kind}", marks))
    return Entry(
        exercise=EXERCISE,
        version="1",
        title=clean_line(note.title, _LONGEST_TITLE) or "A note",
        sha256="",
        language="",
        started=started,
        finished=started,
        zone=note.zone or zone,
        local_date=note.day,
        answers=tuple(answers),
        unknown={"source": source},
    )


def _place(zone: str) -> dt.tzinfo:
    found = _OFFSET.fullmatch(zone)
    if found is None:
        return ZoneInfo(zone)
    hours, minutes = int(found[1]), int(found[1][0] + found[2])
    return dt.timezone(dt.timedelta(hours=hours, minutes=minutes))


def _offset(note: ForeignNote, zone: str) -> dt.timezone:
    told = note.offset
    if told is None:
        with suppress(*_NO_SUCH_ZONE):
            at = note.at
            there = at.replace(tzinfo=ZoneInfo(zone)) if zone else at.astimezone()
            told = there.utcoffset()
    # Offsets of long ago had seconds; TOML has none.
    minutes = (told or dt.timedelta()) // dt.timedelta(minutes=1)
    return dt.timezone(dt.timedelta(minutes=minutes))


# What was found


@dataclass(frozen=True)
class Remark:
    """What there is to say about a file or a line of it; never the words in it."""

    file: str
    why: str
    line: int = 0
    """from 1; 0 for the file as a whole"""


@dataclass(frozen=True)
class Arriving:
    """One file of an entry that would come in."""

    name: str
    kind: str
    """where it comes from"""
    content: Callable[[], bytes]
    """makes its bytes when they are needed; raises Unreadable where they are others now"""
    digest: str = ""
    """the SHA-256 of its bytes, where it is an entry already"""


@dataclass
class FileContents:
    """All that some files hold."""

    notes: list[ForeignNote] = field(default_factory=list)
    entries: list[Arriving] = field(default_factory=list)
    states: list[tuple[str, bytes]] = field(default_factory=list)
    """files of ours that say what became of commitments, with where they were"""
    refused: list[Remark] = field(default_factory=list)
    """what cannot come in"""
    remarks: list[Remark] = field(default_factory=list)
    """what comes in, but may not be as somebody expects; and what is empty"""
    left: list[Remark] = field(default_factory=list)
    """what is left out on purpose: folders of tools, and copies that they made"""
    passed: int = 0
    """files of other kinds that were passed over"""

    def __bool__(self) -> bool:
        """Tell whether anything of it can come in."""
        return bool(self.notes or self.entries or self.states)

    def add(self, other: "FileContents") -> None:
        """Add all that `other` holds."""
        for name, more in vars(other).items():
            if isinstance(more, list):
                getattr(self, name).extend(more)
        self.passed += other.passed

    def take(self, note: ForeignNote | str, file: str, line: int = 0) -> None:
        """Add a note that stands in `file`, or why there is none."""
        if isinstance(note, str):
            self.refused.append(Remark(file, note, line))
        elif _HALF.search(note.words + note.title):
            why = "it holds half a sign, which is not UTF-8"
            self.refused.append(Remark(file, why, line))
        elif note.words.strip():
            self.notes.append(note)
        else:
            self.remarks.append(Remark(file, "it holds no words", line))


# jrnl: its journal file, its folder of days, and its JSON.
#
# Only a line that begins with a whole date in brackets, in exactly the form of the
# file's first one, begins a note. jrnl itself takes anything a guess can turn into a
# date; a line of prose in brackets would be split off.

_JRNL = "jrnl"
_HEAD = re.compile(r"^\[([0-9A-Za-z][^\]\n]{3,60})\](?: |$)", re.MULTILINE)
_NO_JRNL_NOTE = "it is not as jrnl writes a note"


class _Head(NamedTuple):
    """Where in a file a note begins."""

    stamp: Stamp
    line: int
    start: int
    end: int
    """where its words begin"""


def is_jrnl(text: str, *, dated: bool = True) -> bool:
    """Tell whether `text` begins as jrnl's journal file; `dated` with a date that is read."""
    first = _HEAD.match(text.lstrip("\n"))
    if first is None or not dated:
        return first is not None and any(each.isdecimal() for each in first[1])
    return _whole_stamp(first[1]) is not None


def jrnl_notes(text: str, file: str, day: dt.date | None = None) -> FileContents:
    """Return the notes of a journal file; `day` is that of a file in a folder of days.

    In such a file, words before the first date are a note of that day.
    """
    found = FileContents()
    heads = list(_heads(text, file, day, found))
    before = text[: heads[0].start if heads else len(text)]
    if day is not None and before.strip():
        found.notes.append(_jrnl_note(before, day, None))
    elif not heads:
        found.remarks.append(Remark(file, "it is empty"))
    ends = [each.start for each in heads[1:]] + [len(text)]
    for (stamp, line, _, start), end in zip(heads, ends, strict=False):
        note = _jrnl_note(text[start:end], stamp.day, stamp.time)
        found.take(stamp.why or note, file, line)
    return found


def _heads(
    text: str, file: str, day: dt.date | None, found: FileContents
) -> Iterator[_Head]:
    """Yield where notes begin, and remark on lines that only look so."""
    form, stays = "", "it stays with the words above it"
    line, seen = 1, 0
    # Whether dates like 21/11/2026 begin with the day, where one shows it.
    stamps = (_whole_stamp(match[1]) for match in _HEAD.finditer(text))
    orders = {each.order for each in stamps if each and each.order}
    order = orders.pop() if len(orders) == 1 else ""
    for match in _HEAD.finditer(text):
        stamp = _whole_stamp(match[1], day, order)
        if stamp is None:
            continue
        line, seen = line + text.count("\n", seen, match.start()), match.start()
        is_first = not form
        form = form or stamp.form
        if stamp.form != form:
            why = "it begins like a note, but not in the form of the first one"
            found.remarks.append(Remark(file, f"{why}; {stays}", line))
        elif stamp.why and not (is_first and day is None):
            found.remarks.append(Remark(file, f"{stamp.why}; {stays}", line))
        else:
            yield _Head(stamp, line, *match.span())


def _whole_stamp(
    text: str, day: dt.date | None = None, order: str = ""
) -> Stamp | None:
    stamp = stamp_in(text, day, order)
    return None if stamp is None or stamp.rest.strip() else stamp


def _jrnl_note(text: str, day: dt.date, time: dt.time | None) -> ForeignNote:
    words = text.strip("\n")
    first, line_end, rest = words.partition("\n")
    # jrnl's own mark for a starred note; its JSON has it as a key.
    title = first.removesuffix(" *")
    words = title + line_end + rest
    return ForeignNote(_JRNL, day, words, title, time, starred=title != first)


def jrnl_note(told: object) -> ForeignNote | str:
    """Return the note of an entry that `jrnl --format json` prints, or why it is none."""
    keys = ("title", "body", "date", "time")
    if not isinstance(told, dict):
        return _NO_JRNL_NOTE
    title, body, day, time = said = [told.get(key, "") for key in keys]
    if not all(isinstance(each, str) for each in said):
        return _NO_JRNL_NOTE
    stamp = _whole_stamp(f"{day} {time}".rstrip())
    if stamp is None or stamp.why:
        return stamp.why if stamp else _NO_JRNL_NOTE
    words = "\n".join(each for each in (title, body) if each)
    starred = told.get("starred") is True
    return ForeignNote(_JRNL, stamp.day, words, title, stamp.time, starred=starred)


# Markdown: the day from the front matter or the file's name. A day in the text itself
# is prose, and never taken for the note's own.

MARKDOWN = (".md", ".markdown", ".mdown")
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


def markdown_note(text: str, file: str, day: dt.date | None = None) -> FileContents:
    """Return the note in the text of one file; `day` is what its folders tell."""
    if not text.strip():
        return FileContents(remarks=[Remark(file, "it is empty")])
    front = _front_matter(text)
    keys = _keys(front)
    told = next((keys[key] for key in _OF_DATE if keys.get(key)), None)
    stamp = _stamp_before_remark(told) if told else None
    name = PurePath(file).stem
    in_name = _IN_NAME.match(name)
    named = stamp_in(in_name[0]) if in_name else _stamp_before_remark(name)
    why = _why_not(told, stamp, named)
    at = stamp if stamp and not stamp.why else named
    if at is None or at.why:
        if day is None:
            return FileContents(refused=[Remark(file, why or _why_no_date(text, keys))])
        at = Stamp(day, None, None, "", "")
    rest = name[in_name.end() :] if in_name else named.rest if named else ""
    title = keys.get("title") or _title(text[len(front) :], rest)
    words = text.rstrip("\n")
    note = ForeignNote(
        "Markdown", at.day, words, title, at.time, at.offset, in_utc=at.is_utc
    )
    remark = f"{why}; it comes in on {at.day}, which its name or folder tells"
    return FileContents(
        notes=[note], remarks=[Remark(file, remark)] if told and why else []
    )


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
        quoted = re.fullmatch(r"""(["'])(.*?)\1(?:[ \t]+\#.*)?""", words)
        bare = quoted[2] if quoted else words
        name = re.sub("[-_ ]+", " ", key).casefold()
        found.setdefault(name, bare.strip("[]").strip())  # as in [[2026-01-05]]
    return found


def _stamp_before_remark(words: str) -> Stamp | None:
    stamp = stamp_in(words)
    # A remark can stand behind a date, a longer number cannot.
    is_whole = stamp is not None and re.match(r"[\s,;#(\[\]–—-]|$", stamp.rest)
    return stamp if is_whole else None


def _why_not(told: str | None, stamp: Stamp | None, named: Stamp | None) -> str:
    """Return why the day that a file tells is none; empty where nothing is wrong."""
    if told and stamp is None:
        why = "the date in its front matter is in no form that is read"
        return f"{why}; 2026-01-05 and 5 January 2026 are"
    if stamp is not None:
        return f"the date in its front matter: {stamp.why}" if stamp.why else ""
    return f"the date in its name: {named.why}" if named and named.why else ""


def _why_no_date(text: str, keys: dict[str, str]) -> str:
    if any(key in keys for key in _OF_DATE):
        return "the date in its front matter is empty, and its name does not begin with one"
    if _OPEN.match(text) and not _BETWEEN_RULES.match(text[:_MOST_FRONT_MATTER]):
        return "its front matter begins with a rule and never ends with one"
    no_date = (
        "it tells no day: no date: in its front matter, and its name does not begin"
    )
    return f"{no_date} with one"


def _title(body: str, rest_of_name: str) -> str:
    heading = _HEADING.search(body[:_MOST_FRONT_MATTER])
    return heading[1] if heading else rest_of_name.strip("-_, ") or _first_line(body)


def _first_line(text: str) -> str:
    return next((line for line in text.split("\n") if line.strip()), "")


# Day One: the JSON file of its export, as it lies in the zip. Its dates are in UTC,
# with the zone the person was in; so each entry gets the person's own day. Photos and
# recordings stay where they are, and are named.

_MEDIA = {
    "photos": "photos",
    "videos": "videos",
    "audios": "recordings",
    "pdfAttachments": "PDFs",
}
_NO_DAYONE_NOTE = "it is not as Day One writes an entry"
# Its editor puts a backslash before signs that have a meaning in Markdown.
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def dayone_note(told: object) -> ForeignNote | str:
    """Return the note of one entry, or why it is none."""
    if not isinstance(told, dict):
        return _NO_DAYONE_NOTE
    text, created = told.get("text", ""), told.get("creationDate")
    zone, tags = told.get("timeZone", ""), told.get("tags", [])
    if not (isinstance(text, str) and isinstance(created, str)):
        return _NO_DAYONE_NOTE
    if not text and told.get("richText"):
        return "its words are only in Day One's own form of text"
    stamp = stamp_in(created)
    if stamp is None or stamp.why or stamp.time is None:
        return stamp.why if stamp and stamp.why else "it tells no day and time"
    words = _ESCAPED.sub(r"\1", text) if told.get("richText") else text
    words = words.replace("\r\n", "\n").rstrip("\n")
    named = tags if isinstance(tags, list) else []
    return ForeignNote(
        kind="Day One",
        day=stamp.day,
        words=words,
        title=re.sub("^#{1,6} +", "", _first_line(words)),
        time=stamp.time,
        offset=stamp.offset,
        starred=told.get("starred") is True,
        zone=zone if isinstance(zone, str) else "",
        in_utc=stamp.is_utc,
        tags=tuple(each for each in named if isinstance(each, str) and each.strip()),
    )


def dayone_media(told: object) -> str:
    """Return what stays behind of an entry; empty where nothing does."""
    kept = told if isinstance(told, dict) else {}
    counted = [
        f"{name}: {len(kept[key])}"
        for key, name in _MEDIA.items()
        if isinstance(kept.get(key), list) and kept[key]
    ]
    return f"{', '.join(counted)}; only words come in" if counted else ""
