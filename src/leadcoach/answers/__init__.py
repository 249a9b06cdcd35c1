"""Answers that came back through mail programs, phones and word processors.

A right file is taken as it is. Of another, the words stay as they are and only what
stands around them is looked through; each change is told, and what could not be read is
kept, with its line. Nothing is guessed, and nothing is dropped in silence.
"""

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from leadcoach.answers.characters import text_of
from leadcoach.answers.kind import Refused, text_part
from leadcoach.answers.meaning import Meaning
from leadcoach.domain.entry import Value
from leadcoach.domain.exercise import Exercise
from leadcoach.domain.toml import BadToml, parse_toml

__all__ = ["About", "Read", "Refused", "Unread", "about", "read"]


class Unread(NamedTuple):
    """Something that was not understood."""

    line: int
    """where it stands, from 1; 0 where it stands nowhere"""
    what: str

    @property
    def told(self) -> str:
        """What is said of it: `line 7: …`."""
        return f"line {self.line}: {self.what}" if self.line else self.what


@dataclass(frozen=True)
class About:
    """What the lines behind # say of a file; empty where they do not."""

    exercise: str = ""
    version: str = ""
    name: str = ""
    day: str = ""
    count: int | None = None
    """how many answers have to be there"""


@dataclass
class Read:
    """What was read of a file."""

    answers: dict[str, Value] = field(default_factory=dict)
    """by the ids of questions, as an answers file gives them; in a section for each of
    several a table, item -> answer"""
    changed: list[str] = field(default_factory=list)
    """what was read in another way than it stands there; nothing for a right file"""
    unread: list[Unread] = field(default_factory=list)
    about: About = About()


def about(content: bytes) -> About:
    """Return what a file says of itself: for which exercise it is, and whose.

    Raises:
        Refused: it is something else than text.
    """
    return _about(_text(content, []))


def read(content: bytes, exercise: Exercise, today: dt.date) -> Read:
    """Return the answers to `exercise` in a file; `today` is for days like “friday”.

    Raises:
        Refused: there are none, or they are to another exercise.
    """
    found = Read()
    text = _text(content, found.changed)
    found.about = _about(text)
    _refuse_others(found.about, exercise)
    given = _as_toml(text)
    if given is None:
        found.unread.append(Unread(0, "It is no right answers file."))
        given = {}
    meaning = Meaning(exercise, today, found.changed)
    for key, value in given.items():
        meaning.take(key, value, 0)
    found.answers = meaning.answers()
    found.unread += [Unread(*each) for each in meaning.unread]
    _count(found)
    return found


def _text(content: bytes, changed: list[str]) -> str:
    return text_of(text_part(content, changed), changed)


_FIRST = re.compile(r"# ?leadcoach answers 1: ([a-z][a-z0-9-]{0,59}) (\d+\.\d+\.\d+)\b")
_TOLD = re.compile(r"# ?(name|day): (.{1,60})$")
_LAST = re.compile(r"# ?end: (\d{1,4}) answers?\b")


def _about(text: str) -> About:
    found: dict[str, str] = {}
    count = None
    for line in text.split("\n"):
        bare = line.lstrip("> \t\u00a0\ufeff")
        if first := _FIRST.match(bare):
            found = {"exercise": first[1], "version": first[2]} | found
        elif told := _TOLD.match(bare):
            found.setdefault(told[1], told[2].strip())
        elif last := _LAST.match(bare):
            count = int(last[1])
    return About(**found, count=count)


def _refuse_others(told: About, exercise: Exercise) -> None:
    other = told.exercise or exercise.id
    if other != exercise.id:
        message = f"These are answers to “{other}”, not to “{exercise.id}”."
        hint = f"Read them with: leadcoach reflect {other} --answers FILE"
        raise Refused(message, hint)


def _as_toml(text: str) -> dict[str, object] | None:
    """Return the answers of a right file: its keys, or those under `[answers]`."""
    try:
        table = parse_toml(text)
    except BadToml:
        return None
    nested = table.get("answers")
    if isinstance(nested, dict):
        del table["answers"]
        table |= nested
    return table or None


def _count(found: Read) -> None:
    told, count = found.about, len(found.answers)
    if told.count is not None and told.count > count + len(found.unread):
        what = f"The file says {told.count} answers, {count} were found."
        found.unread.append(Unread(0, f"{what} Part of it may be missing."))
    if found.answers or (found.unread and told.exercise):
        return
    if told.exercise:
        raise Refused("This is the form with nothing filled in.")
    hint = "The first line of an answers file is: # leadcoach answers 1: …"
    raise Refused("There are no answers in it.", hint)
