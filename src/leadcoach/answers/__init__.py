"""Answers that came back through mail programs, phones and word processors.

A right file is taken as it is. Of another, the words stay as they are and only what
stands around them is looked through; each change is told, and what could not be read is
kept, with its line. Nothing is guessed, and nothing is dropped in silence.
"""

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from leadcoach.answers.mail import few, taken_out
from leadcoach.answers.meaning import Meaning
from leadcoach.answers.places import AnswerFinder
from leadcoach.answers.unpacking import (
    About,
    NothingInIt,
    Refused,
    sent_on,
    text_of,
    text_part,
    told_by,
)
from leadcoach.domain.dates import day_or_none
from leadcoach.domain.entry import Value
from leadcoach.domain.exercise import Exercise
from leadcoach.domain.toml import BadToml, parse_toml

__all__ = ["About", "NothingInIt", "Read", "Refused", "Unread", "about", "read"]


class Unread(NamedTuple):
    """Something that was not understood."""

    line: int
    """where it stands, from 1; 0 where it stands nowhere"""
    what: str

    @property
    def told(self) -> str:
        """What is said of it: `line 7: …`."""
        return f"line {self.line}: {self.what}" if self.line else self.what


@dataclass
class ReadAnswers:
    """What was read of a file."""

    answers: dict[str, Value] = field(default_factory=dict)
    """by the ids of questions, as an answers file gives them; in a section for each of
    several a table, item -> answer"""
    changed: list[str] = field(default_factory=list)
    """what was read in another way than it stands there; nothing for a right file"""
    unread: list[Unread] = field(default_factory=list)
    about: About = field(default_factory=About)


_MOST_TOLD = 100
"""lines that are told one by one"""


def about(content: bytes) -> About:
    """Return what a file says of itself, or raise Refused where it is no text."""
    return told_by(_text(content, []))


def read(content: bytes, exercise: Exercise, today: dt.date) -> ReadAnswers:
    """Return the answers to `exercise` in a file.

    A day like “friday” is seen from the day that stands in the file or on which its mail
    was sent, or from `today`. Refused: there are none, or they are to another exercise.
    """
    found = ReadAnswers()
    text = _text(content, found.changed)
    found.about = told_by(text)
    if not day_or_none(found.about.day):
        found.about = replace(found.about, day=sent_on(content))
    if (other := found.about.exercise or exercise.id) != exercise.id:
        message = f"These are answers to “{other}”, not to “{exercise.id}”."
        hint = f"Read them with: leadcoach reflect {other} --answers FILE"
        raise Refused(message, hint)
    written = day_or_none(found.about.day) or today  # “friday” was meant from there
    meaning = Meaning(exercise, min(written, today), found.changed)
    right = _as_toml(text)
    if right is None:
        _by_line(text, exercise, meaning, found)
    for key, value in right or ():
        meaning.take(key, value)
    found.answers = meaning.answers()
    if not meaning.unread:
        _refuse_nothing(found)
    found.unread += [Unread(*each) for each in sorted(meaning.unread)]
    if (more := len(found.unread) - _MOST_TOLD) > 0:
        found.unread[_MOST_TOLD:] = [
            Unread(0, f"{more} more lines were not understood.")
        ]
    _look_for_more(found)
    return found


def _by_line(
    text: str, exercise: Exercise, meaning: Meaning, found: ReadAnswers
) -> None:
    """Find the answers in a text that is no TOML."""
    found.changed.append("it is not as a form saves it; read line by line")
    inside, around = taken_out(text, AnswerFinder(exercise).begins, found.changed)
    places = AnswerFinder(exercise)
    places.go_through(inside)
    own = [each for each in around if not each.is_quoted]
    above = AnswerFinder(exercise)
    above.go_through(own)
    if not places.has_words and above.has_words:  # answered above the form
        places = above
    elif not found.about.others:
        found.unread += [
            Unread(each.number, f"It stands outside of the answers: {few(each.text)}")
            for each in own
            if "=" in each.text and places.begins(each.text)
        ]
    for each in places.given:
        meaning.take(each.key, each.value, each.line)
    found.unread += [Unread(*each) for each in places.unread]


def _text(content: bytes, changed: list[str]) -> str:
    return text_of(text_part(content, changed), changed)


def _as_toml(text: str) -> list[tuple[str, object]] | None:
    """Return the answers of a right file: its keys, and those under `[answers]`."""
    try:
        table = parse_toml(text)
    except BadToml:
        return None
    nested = table.pop("answers", {})
    more = nested.items() if isinstance(nested, dict) else ()
    return [*table.items(), *more] or None


def _look_for_more(found: ReadAnswers) -> None:
    told, count = found.about, len(found.answers)
    missing = []
    if told.count > count + len(found.unread):
        what = f"The file says {told.count} answers, {count} were found."
        missing.append(f"{what} Part of it may be missing.")
    if told.exercise and not told.is_whole:
        missing.append("Its last line, # end, is not there. Part of it may be missing.")
    for each in told.others:
        what = f"More answers to “{each}” stand below and were not read."
        missing.append(f"{what} They need a file of their own.")
    found.unread += [Unread(0, each) for each in missing]


def _refuse_nothing(found: ReadAnswers) -> None:
    if not found.answers and found.about.exercise and not found.unread:
        hint = "Answers go under each question; then it can be handed over again."
        raise Refused("This is the form with nothing filled in.", hint)
    if not found.answers and not found.about.exercise:
        hint = "The first line of an answers file is: # leadcoach answers 1: …"
        raise NothingInIt("There are no answers in it.", hint)
