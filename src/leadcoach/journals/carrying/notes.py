"""Notes from other programs: words with a day, on their way to becoming entries."""

import datetime as dt
import hashlib
import re
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from leadcoach.domain.entry import Answer, Entry
from leadcoach.domain.text import clean_line

EXERCISE = "note"
_LONGEST_TITLE = 80
_NOON = dt.time(12)
# The signs of names; 32 of them, so that five bits choose one.
_SIGNS = "abcdefghijkmnpqrstuvwxyz23456789"
_NAME = re.compile(
    r"(\d{4}-\d\d-\d\d)T(\d\d)b?(\d\d)\d\d-note-([a-z0-9]{8})\.toml", re.ASCII
)


@dataclass(frozen=True)
class Note:
    """One note as another program kept it."""

    kind: str
    """where it comes from: jrnl or Markdown"""
    day: dt.date
    words: str
    """to the letter, with plain line ends"""
    title: str
    time: dt.time | None = None
    offset: dt.timedelta | None = None
    """from UTC, where the note says so itself"""
    starred: bool = False
    in_utc: bool = False
    """whether a machine told its time in UTC, so that its day need not be the person's"""

    @property
    def at(self) -> dt.datetime:
        """Return the note's own day and time, noon where it tells none."""
        return dt.datetime.combine(self.day, self.time or _NOON)

    @property
    def sign(self) -> str:
        """Return eight signs that are the same whenever the same note is met.

        Spaces, line ends and seconds do not count: jrnl's two formats differ in them.
        """
        told = "\0".join((self.kind, f"{self.at:%Y-%m-%d %H:%M}", *self.words.split()))
        whole = int.from_bytes(hashlib.sha256(told.encode()).digest()[:5])
        return "".join(_SIGNS[whole >> (5 * at) & 31] for at in range(8))

    @property
    def name(self) -> str:
        """Return the name of the file that will hold it."""
        return f"{self.at:%Y-%m-%dT%H%M%S}-{EXERCISE}-{self.sign}.toml"


def at_home(note: Note, zone: str) -> Note:
    """Return a note told in UTC with the day and time that it was then in `zone`.

    An empty `zone` is that of this computer.
    """
    try:
        place = ZoneInfo(zone) if zone else None
        here = note.at.replace(tzinfo=dt.UTC).astimezone(place)
    except (KeyError, ValueError, OSError, OverflowError):
        return note
    offset = here.utcoffset()
    return replace(note, day=here.date(), time=here.time(), offset=offset, in_utc=False)


def known_by(name: str) -> tuple[str, ...] | None:
    """Return what tells one note from every other, out of the name of its file.

    None where the file holds no note that was brought in.
    """
    found = _NAME.fullmatch(name)
    return found.groups() if found else None


def entry_of(note: Note, zone: str) -> Entry:
    """Return the entry that holds `note`, with the offset that `zone` had on its day."""
    started = note.at.replace(tzinfo=_offset(note, zone))
    digest = hashlib.sha256(note.words.encode("utf-8", "replace")).hexdigest()
    source = {"kind": note.kind, "sha256": digest}
    starred = {"starred": True} if note.starred else {}
    asked = f"A note, brought in from {note.kind}"
    return Entry(
        exercise=EXERCISE,
        version="1",
        title=clean_line(note.title, _LONGEST_TITLE) or "A note",
        sha256="",
        language="",
        started=started,
        finished=started,
        zone=zone,
        local_date=note.day,
        answers=(Answer(id=EXERCISE, type="long", asked=asked, value=note.words),),
        unknown={"source": {**source, **starred}},
    )


def _offset(note: Note, zone: str) -> dt.timezone:
    told = note.offset
    if told is None:
        try:
            place = ZoneInfo(zone) if zone else None
            at = note.at.replace(tzinfo=place) if place else note.at.astimezone()
            told = at.utcoffset()
        except (
            KeyError,
            ValueError,
            OSError,
            OverflowError,
        ):  # no such zone on this computer
            told = None
    # Offsets of long ago had seconds; TOML has none.
    minutes = (told or dt.timedelta()) // dt.timedelta(minutes=1)
    return dt.timezone(dt.timedelta(minutes=minutes))
