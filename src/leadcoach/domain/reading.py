"""A reading: the mirror's page as it was shown, and the person's words on it.

Readings of earlier versions have more in their files (moments, observations, what a lens
shares); nothing shows that, and it stays there as an entry's `unknown`.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Quote:
    """Words of one answer: `text` is exactly `answers[answer][start:end]`."""

    text: str
    answer: str
    start: int
    end: int

    def table(self) -> Mapping[str, Any]:
        return dict(vars(self))

    def overlaps(self, other: "Quote") -> bool:
        if self.answer != other.answer:
            return False
        return self.start < other.end and other.start < self.end

    def stands_in(self, said: object) -> bool:
        """Tell whether its words are at its place in an answer."""
        return isinstance(said, str) and said[self.start : self.end] == self.text

    def moved(self, text: str) -> "Quote | None":
        """Return it where its words stand in `text` now: there, or nearest; or None."""
        if self.stands_in(text):
            return self
        places = [found.start() for found in re.finditer(re.escape(self.text), text)]
        if not places or not self.text:
            return None
        start = min(places, key=lambda place: abs(place - self.start))
        return replace(self, start=start, end=start + len(self.text))


def quote_in(value: object) -> Quote | None:
    """Return the passage that an answer holds, or None where it is another answer."""
    if not isinstance(value, dict) or value.keys() != _QUOTE.keys():
        return None
    is_one = all(type(value[key]) is _QUOTE[key] for key in _QUOTE)
    return Quote(**value) if is_one else None


_QUOTE = {"text": str, "answer": str, "start": int, "end": int}


@dataclass(frozen=True)
class LensPoint:
    """An idea that the answers were held beside, and whose it is."""

    lens: str
    who: str
    says: str = ""


@dataclass(frozen=True)
class MirrorBlock:
    """A part of the mirror's page: words of leadcoach, and of the person.

    `kind` is `ideas` for the heading over them, `own`, `idea`, `best`, `struggle`, `keys`,
    `word`, `underlined` or `question`.
    """

    kind: str
    title: str = ""
    """its heading; of an idea the id of its lens"""
    text: str = ""
    """what leadcoach says"""
    quotes: tuple[Quote, ...] = ()
    """the words of the person, each a slice of an answer"""

    @property
    def in_words(self) -> str:
        said = " ".join(quote.text for quote in self.quotes) or self.text
        return f"{self.title}: {said}" if self.title else said


@dataclass(frozen=True)
class Reading:
    """What the mirror made of the answers; it can say that it saw too little."""

    reader: str = ""
    version: str = ""
    lenses: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    """the words of the person that stand in the paragraphs"""
    abstained: bool = False
    question: str = ""
    """the one question asked instead, when it abstained"""
    points: tuple[LensPoint, ...] = ()
    offered: tuple[str, ...] = ()
    """follow-up questions of the bank that were offered; they stay away for a month"""
    blocks: tuple[MirrorBlock, ...] = ()
    """the page as it was shown; empty in readings of earlier versions"""

    def every_quote(self) -> Iterator[Quote]:
        yield from self.quotes
        yield from (quote for block in self.blocks for quote in block.quotes)

    def with_blocks(self, blocks: Sequence[MirrorBlock]) -> "Reading":
        """Return it with another page, and with the paragraphs and quotes of that."""
        pair = [each for each in blocks if each.kind in ("best", "struggle", "keys")]
        ideas = [each.text for each in blocks if each.kind == "idea"]
        told = (" ".join(each.in_words for each in pair), " ".join(ideas))
        return replace(
            self,
            blocks=tuple(blocks),
            paragraphs=tuple(filter(None, told)),
            quotes=tuple(quote for each in pair for quote in each.quotes),
        )


@dataclass(frozen=True)
class Lens:
    """A published idea to hold an account beside."""

    id: str
    who: str
    says: str
    ask: str
    quoted: bool = False
    """whether `says` is a quotation"""
    name: str = ""
    """how the paragraph speaks of its author"""


@dataclass(frozen=True)
class CoachSentence:
    """One sentence of a coach, as it is shown: the person's words in it stand in “ ”."""

    part: str = ""
    """`portrait`, `beside` or `thread`"""
    text: str = ""
    rests_on: tuple[str, ...] = ()
    """numbers of the sentences it goes by, as they were sent: b1, s2"""
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True)
class Exchange:
    """One question of the conversation after a coach's reading, and what was said."""

    asked: str = ""
    said: str = ""
    noticed: str = ""
    """what the coach said back before it asked"""
    by: str = ""
    """`bank` where the model's question was not shown"""


@dataclass(frozen=True)
class CoachReading:
    """What a language model made of the answers, beside the mirror's reading."""

    reader: str = "model"
    """`model`, or `pasted` where the person brought it from a chat window"""
    model: str = ""
    reported: str = ""
    """the name that the server gave the model, where it is another"""
    where: str = ""
    """`this computer`, `your network` or `a company: NAME`"""
    origin: str = ""
    prompt: str = ""
    at: dt.datetime | None = None
    seconds: int = 0
    sent_words: int = 0
    sent_sha256: str = ""
    names_replaced: int = 0
    dropped: int = 0
    """sentences that did not pass the check"""
    struck: tuple[str, ...] = ()
    """sentences that the person struck, as `place` names them"""
    sentences: tuple[CoachSentence, ...] = ()
    talk: tuple[Exchange, ...] = ()

    def place(self, sentence: CoachSentence) -> str:
        """Return the name of a sentence: its part, and its number in that, from 1."""
        same = [each for each in self.sentences if each.part == sentence.part]
        return f"{sentence.part} {same.index(sentence) + 1}"

    @property
    def shown(self) -> tuple[CoachSentence, ...]:
        struck = self.struck
        return tuple(each for each in self.sentences if self.place(each) not in struck)

    def striking(self, place: str) -> "CoachReading":
        struck = (*self.struck, *(() if place in self.struck else (place,)))
        return replace(self, struck=struck)

    def every_quote(self) -> Iterator[Quote]:
        yield from (quote for each in self.sentences for quote in each.quotes)

    def with_quotes(self, now: Callable[[Quote], Quote | None]) -> "CoachReading":
        """Return it with quotes as they are `now`, without sentences that lost one."""
        kept, struck = [], []
        for each in self.sentences:
            stand = tuple(filter(None, map(now, each.quotes)))
            if len(stand) == len(each.quotes):
                kept.append(replace(each, quotes=stand))
                struck += kept[-1:] if self.place(each) in self.struck else []
        found = replace(self, sentences=tuple(kept))
        return replace(found, struck=tuple(map(found.place, struck)))

    @property
    def who(self) -> str:
        """Return what the reader is called on screen, with where it ran."""
        if self.reader == "pasted":
            return "pasted by you"
        named = self.where.removeprefix("a company: ")
        where = {
            "this computer": ", on this computer",
            "your network": ", on your network",
        }.get(self.where, f", at {named}" if named else "")
        return f"{self.model or 'a language model'}{where}"
