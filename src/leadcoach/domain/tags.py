"""Tags and people as they are typed in answers: #budget, @M."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from leadcoach.domain.excerpts import fold

TAG = "#"
PERSON = "@"

# A letter first, so that #1 is a number; not inside a word or an address.
_NAME = r"[^\W\d_](?:[\w-]*\w)?"
_MARK = re.compile(rf"(?<![\w/#@&?=%.+~\\])([#@])({_NAME})")


@dataclass(frozen=True)
class Mark:
    """A tag or a person, as typed."""

    sign: str
    """# or @"""
    name: str

    @property
    def key(self) -> str:
        """Return what two marks of one meaning share, whatever their case and accents."""
        return self.sign + fold(self.name)

    def __str__(self) -> str:
        return self.sign + self.name


def marks_in(text: str) -> list[Mark]:
    """Return the tags and people in `text`, in order, as often as they stand there."""
    if TAG not in text and PERSON not in text:
        return []
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)  # a letter and its accent are one
    found = _MARK.findall(text)
    # To a pattern ¹ is as little a digit as a sign is: it would be found as a letter.
    return [Mark(sign, name) for sign, name in found if name[0].isalpha()]


def keys_in(texts: Iterable[str]) -> set[str]:
    """Return the keys of all marks in `texts`."""
    return {mark.key for text in texts for mark in marks_in(text)}


def mark_of(sign: str, typed: str) -> Mark | None:
    """Return the mark somebody means by `typed`, with or without its sign, or None."""
    name = typed.strip().removeprefix(sign)
    found = marks_in(sign + name)
    whole = len(found) == 1 and found[0].name == unicodedata.normalize("NFC", name)
    return found[0] if whole else None
