"""The name of an entry's file, and every question that a name answers.

In 2026-11-21T193000-reflect-abcdefgh.toml stand the person's own day and time of day, the
exercise, and a sign that makes it the only one. It lies in the folder 2026/11.
"""

import datetime as dt
import re
from typing import NamedTuple

from leadcoach.domain.entry import Entry

BEGINNING = r"\d{4}-\d\d-\d\dT\d\db?\d{4}-[a-z0-9-]+"
"""the pattern of a name up to the sign; a b after the hour when it came a second time"""
ENTRY_NAME = re.compile(rf"{BEGINNING}-[a-z0-9]{{8,26}}\.toml")
DRAFT_NAME = re.compile(r"[a-z0-9-]+-[a-z0-9]{8}\.toml")
"""a draft's name is its exercise and a sign"""
SIGNS = "abcdefghijkmnpqrstuvwxyz23456789"
"""what a sign is made of, five bits each; l, o, 0 and 1 are left out, being mixed up"""


class EntryName(NamedTuple):
    """What the name of an entry's file tells."""

    day: str
    """as in 2026-11-21"""
    time: str
    """as in 193000; 02b3000 the second time round an hour, so that names sort as life went"""
    exercise: str
    """its id, as far as a name can hold it; see `slug`"""
    sign: str = ""

    @classmethod
    def parse(cls, name: str) -> "EntryName | None":
        """Return what the name of a file tells; None where it is no entry's."""
        return cls.of_file(name) if ENTRY_NAME.fullmatch(name) else None

    @classmethod
    def of_file(cls, name: str) -> "EntryName":
        beginning, _, sign = name.removesuffix(".toml").rpartition("-")
        time, _, exercise = beginning[11:].partition("-")
        return cls(day_in(name), time, exercise, sign)

    @classmethod
    def of(cls, entry: Entry) -> "EntryName":
        """Return the name for `entry`, without a sign."""
        time = f"{entry.started:%H%M%S}"
        if _is_second_time(entry.started, entry.zone):
            time = f"{time[:2]}b{time[2:]}"
        return cls(entry.local_date.isoformat(), time, slug(entry.exercise))

    @property
    def clock(self) -> str:
        """The time of day for a reader, as in 19:30."""
        digits = self.time.replace("b", "")
        return f"{digits[:2]}:{digits[2:4]}"

    @property
    def beginning(self) -> str:
        """The name up to the sign."""
        return f"{self.day}T{self.time}-{self.exercise}"

    def __str__(self) -> str:
        return file_name(self.beginning, self.sign)


def file_name(beginning: str, sign: str) -> str:
    """Return the whole name of an entry's or a draft's file."""
    return f"{beginning}-{sign}.toml"


def is_entry(name: str) -> bool:
    """Tell whether a file of that name is an entry's."""
    return ENTRY_NAME.fullmatch(name) is not None


def is_draft(name: str) -> bool:
    """Tell whether a file of that name is a draft's."""
    return DRAFT_NAME.fullmatch(name) is not None


def day_in(name: str) -> str:
    """Return the day of what begins as a name does; for thousands, where `parse` is slow."""
    return name[:10]


def folder_of(name: str) -> str:
    """Return the folder of what begins as a name does, as in 2026/11."""
    return f"{name[:4]}/{name[5:7]}"


def slug(exercise: str) -> str:
    """Return `exercise` as part of a file name; ids of exercises stay as they are."""
    return re.sub("[^a-z0-9]+", "-", exercise.lower()).strip("-")[:60] or "exercise"


def random_sign() -> str:
    """Return 40 random bits as eight letters and digits."""
    import secrets  # slow to import, and only writing needs it

    return "".join(secrets.choice(SIGNS) for _ in range(8))


def sign_of(content: bytes) -> str:
    """Return eight letters and digits that are the same whenever `content` is."""
    from hashlib import sha256  # only importing and mending need it

    whole = int.from_bytes(sha256(content).digest()[:5])
    return "".join(SIGNS[whole >> (5 * at) & 31] for at in range(8))


def _is_second_time(started: dt.datetime, zone: str) -> bool:
    from zoneinfo import ZoneInfo  # slow to import, and only adding needs it

    try:
        place = ZoneInfo(zone) if zone else None
    except (KeyError, ValueError, OSError):  # not a zone that is known here
        return False
    both = (started.replace(tzinfo=place, fold=fold) for fold in (0, 1))
    # Without a zone it is this computer's clock, which needs no name to be asked.
    first, second = (each if zone else each.astimezone() for each in both)
    before, after = (each.utcoffset() or dt.timedelta() for each in (first, second))
    return before > after and started.utcoffset() == after


# Names that other programs made of ours

TEMPORARY = re.compile(r"\.(?P<original>.+)\.(?P<process>\d+)\.[0-9a-f]{8}\.tmp")
_OF_SYNCTHING = re.compile(r"(?:\.syncthing\.|~syncthing~)(?P<original>.+)\.tmp")
_OF_ICLOUD = re.compile(r"\.(?P<original>.+)\.icloud")
_COPY = re.compile(
    rf"(?P<stem>{BEGINNING}-[a-z0-9]{{8}}|commitments"
    r"|[a-z0-9-]+-[a-z0-9]{8})(?![a-z0-9]).*\.toml.*"
)
"""a name of ours with something more in it, as sync programs, git and people do it"""


def stranger(name: str) -> tuple[str, str]:
    """Return the kind of a file with a name that is not ours, and what it was made from."""
    for kind, pattern in (
        ("stray", TEMPORARY),
        ("stray", _OF_SYNCTHING),
        ("refused", _OF_ICLOUD),
    ):
        if found := pattern.fullmatch(name):
            return kind, found["original"]
    copy = _COPY.fullmatch(name)
    return ("copy", f"{copy['stem']}.toml") if copy else ("foreign", "")
