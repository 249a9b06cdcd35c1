"""Sentences of the mirror that still wait for their quotes, and how they are filled."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from leadcoach.domain.reading import Quote
from leadcoach.domain.text import words_in
from leadcoach.readers.cues import Found
from leadcoach.readers.phrasing import capital
from leadcoach.readers.quoting import LONGEST, around
from leadcoach.readers.weaving import said_once, verb_phrase

LONGEST_PARAGRAPH = 110
"""words"""
_SLOT = re.compile(r"\{(\w+)\}")


class Line(NamedTuple):
    """A sentence with places for its quotes, and words for its other slots.

    `{q}` and `{q2}` are quotes in quotation marks; `{v}` and `{v2}` the same from the
    verb on, for a "you" that stands before: you "asked each of them".
    """

    template: str
    quotes: tuple[Found, ...] = ()
    words: Mapping[str, str] = MappingProxyType({})
    can_go: bool = False
    """whether it may be left out where room is short"""


def filled(line: Line, limit: int = LONGEST) -> tuple[str, tuple[Quote, ...]]:
    """Return the sentence with quotes of at most `limit` words, and those quotes."""
    slots = dict(line.words)
    quotes = []
    for each, number in zip(line.quotes, ("", "2"), strict=False):
        quote = around(each, limit)
        slots[f"q{number}"] = f'"{quote.text}"'
        if f"{{v{number}}}" in line.template:
            # A shorter quote may begin with something else.
            verb = verb_phrase(quote)
            quote = verb or quote
            slots[f"v{number}"] = f'{"" if verb else "write "}"{quote.text}"'
        quotes.append(quote)
    # In one pass: what was put in is never itself taken for a slot.
    text = _SLOT.sub(lambda slot: slots.get(slot.group(1), slot.group()), line.template)
    return capital(said_once(text)), tuple(quotes)


def paragraph(
    lines: Sequence[Line], limits: Sequence[int] = (LONGEST, 8, 7, 6, 5, 4)
) -> tuple[str, tuple[Quote, ...]]:
    """Return the lines as one paragraph that fits, and the quotes that stand in it.

    First the quotes get shorter, then lines that can go do so, the last ones first.
    """
    kept = list(lines)
    while True:
        for limit in limits:
            text, quotes = _set(kept, limit)
            if fits(text):
                return text, quotes
        goes = [at for at, line in enumerate(kept) if line.can_go]
        if not goes:
            return _set(kept, limits[-1])
        del kept[goes[-1]]


def _set(lines: Sequence[Line], limit: int) -> tuple[str, tuple[Quote, ...]]:
    parts = [filled(line, limit) for line in lines]
    quotes = tuple(quote for _, quotes in parts for quote in quotes)
    return " ".join(text for text, _ in parts), quotes


def fits(text: str) -> bool:
    """Tell whether `text` is short enough for a paragraph, however words are counted."""
    return max(len(text.split()), len(words_in(text))) <= LONGEST_PARAGRAPH
