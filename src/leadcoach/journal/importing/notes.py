"""What was found in files from elsewhere: notes, entries of our own, and remarks.

A note is words with a day, on their way to becoming an entry.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from leadcoach.domain.dates import FIRST_YEAR
from leadcoach.domain.entry import Answer, Entry
from leadcoach.domain.text import clean_line
from leadcoach.errors import Unreadable
from leadcoach.journal.entry_name import SIGNS, EntryName

EXERCISE = "note"
EMPTY = "it holds no words"
_LONGEST_TITLE = 80
_NOON = dt.time(12)
_OFFSET = re.compile(r"(?:GMT|UTC)([+-]\d\d):?(\d\d)", re.ASCII)
"""how Apple names a zone that it knows by its offset only"""
_NO_SUCH_ZONE = (KeyError, ValueError, OSError, OverflowError)
"""what a zone can raise that this computer does not know, or not for that year"""


@dataclass(frozen=True)
class Note:
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

    def placed(self, zone: str) -> "Note":
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
            if there.year < FIRST_YEAR:
                continue
            known = "" if _OFFSET.fullmatch(name) else name
            note = replace(self, zone=known, in_utc=False, told=self.at)
            return replace(
                note, day=there.date(), time=there.time(), offset=there.utcoffset()
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
        whole = int.from_bytes(hashlib.sha256(told.encode()).digest()[:5])
        return "".join(SIGNS[whole >> (5 * at) & 31] for at in range(8))

    @property
    def name(self) -> str:
        """Return the name of the file that will hold it."""
        day, time = self.day.isoformat(), f"{self.at:%H%M%S}"
        return str(EntryName(day, time, EXERCISE, self.sign))


def sign_in(name: str) -> str:
    """Return the sign of a note, out of the name of its file; empty for other files."""
    named = EntryName.parse(name)
    return named.sign if named and named.exercise == EXERCISE else ""


def entry_of(note: Note, zone: str) -> Entry:
    """Return the entry that holds `note`, with the offset that `zone` had on its day."""
    started = note.at.replace(tzinfo=_offset(note, note.zone or zone))
    digest = hashlib.sha256(note.words.encode("utf-8", "replace")).hexdigest()
    source = {"kind": note.kind, "sha256": digest}
    starred = {"starred": True} if note.starred else {}
    tags = {"tags": list(note.tags)} if note.tags else {}
    asked = f"A note, brought in from {note.kind}"
    words = Answer(id=EXERCISE, type="long", asked=asked, value=note.words)
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
        answers=(words, *_tags(note)),
        unknown={"source": {**source, **starred, **tags}},
    )


def _tags(note: Note) -> Iterable[Answer]:
    """Yield the tags that stand beside a note as an answer, so that they are found."""
    names = (re.sub(r"\W+", "-", tag).strip("-") for tag in note.tags)
    marks = " ".join(f"#{name}" for name in names if name)
    if marks:
        asked = f"Its tags in {note.kind}"
        yield Answer(id="tags", type="short", asked=asked, value=marks)


def _place(zone: str) -> dt.tzinfo:
    found = _OFFSET.fullmatch(zone)
    if found is None:
        return ZoneInfo(zone)
    hours, minutes = int(found[1]), int(found[1][0] + found[2])
    return dt.timezone(dt.timedelta(hours=hours, minutes=minutes))


def _offset(note: Note, zone: str) -> dt.timezone:
    told = note.offset
    if told is None:
        try:
            there = (
                note.at.replace(tzinfo=ZoneInfo(zone)) if zone else note.at.astimezone()
            )
            told = there.utcoffset()
        except _NO_SUCH_ZONE:
            told = None
    # Offsets of long ago had seconds; TOML has none.
    minutes = (told or dt.timedelta()) // dt.timedelta(minutes=1)
    return dt.timezone(dt.timedelta(minutes=minutes))


@dataclass(frozen=True)
class Remark:
    """What there is to say about a file or a line of it; never the words in it."""

    file: str
    why: str
    line: int = 0
    """from 1; 0 for the file as a whole"""


@dataclass(frozen=True)
class Held:
    """An entry file of our own; its bytes stay where they are until they are needed."""

    name: str
    digest: str
    """the SHA-256 of its bytes"""
    read: Callable[[], bytes]

    def content(self) -> bytes:
        """Return the bytes of the file.

        Raises:
            Unreadable: they are not there any more, or others.
        """
        content = self.read()
        if hashlib.sha256(content).hexdigest() != self.digest:
            message = f"The file that {self.name} comes from was changed meanwhile."
            raise Unreadable(message, "Try again.")
        return content


@dataclass
class Found:
    """All that some files hold."""

    notes: list[Note] = field(default_factory=list)
    entries: list[Held] = field(default_factory=list)
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

    def add(self, other: "Found") -> None:
        """Add all that `other` holds."""
        self.notes += other.notes
        self.entries += other.entries
        self.states += other.states
        self.refused += other.refused
        self.remarks += other.remarks
        self.left += other.left
        self.passed += other.passed
