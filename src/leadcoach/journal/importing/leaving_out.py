"""Entries with some answers left out, and with everything that quotes those answers.

A question, a label, a paragraph of the mirror or a commitment can hold words of an
earlier answer, of the same entry or of one before it. What quotes an answer that is
left out is left out as well; a question is then named by its id.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from leadcoach.domain.commitment import commitment_of, in_words
from leadcoach.domain.entry import Answer, Commitment, Entry
from leadcoach.domain.piping import plain_words
from leadcoach.domain.reading import Reading, quote_in
from leadcoach.domain.text import clean, words_in

_RUN = 3
"""as many words in a row are no chance"""
_OPENING = 6
"""words by which an answer is known; `${id|short}` shows twelve, other forms more"""
_OF_A_COMMITMENT = 5
"""words of a commitment by which it is known; lists show it cut short"""
_QUOTED = re.compile('[“„«"]([^“”„«»"\n]{1,200})[”“»"]')
_SET_ASIDE = "set_aside"
_SOURCE = "source"
_PICKING = ("choice", "multi", "matrix")

Run: TypeAlias = tuple[str, ...]
"""words that stand one after the other"""


@dataclass(frozen=True)
class LeavingOut:
    """Which answers are to be left out."""

    ids: frozenset[str] = frozenset()
    """questions by their ids; those asked for several items count as one"""
    private: bool = True
    """whether answers to questions marked as private are left out"""

    def __bool__(self) -> bool:
        return bool(self.ids) or self.private

    def covers(self, answer: Answer) -> bool:
        """Tell whether `answer` is to be left out."""
        return (self.private and answer.private) or self.names(answer.id)

    def names(self, question: str) -> bool:
        """Tell whether the question is one of those named."""
        return question in self.ids or question.partition(".")[0] in self.ids


@dataclass
class Secrets:
    """Words that are to be left out, for finding what quotes them."""

    openings: set[Run] = field(default_factory=set)
    """the first words of answers and items, as questions repeat them"""
    runs: set[Run] = field(default_factory=set)
    """every three words in a row"""
    parts: set[Run] = field(default_factory=set)
    """every one or two words in a row, which count where they stand in quotation marks"""

    def add(self, answer: Answer) -> None:
        """Look for the words of `answer` too."""
        most = _OF_A_COMMITMENT if answer.type == "commitment" else _OPENING
        for words in filter(None, map(_words, _texts_of(answer))):
            self.openings.add(words[:most])
            self.runs.update(_runs(words, _RUN))
            self.parts.update([*_runs(words, 1), *_runs(words, 2)])

    def with_openings(self, others: Iterable[Run]) -> "Secrets":
        """Return these, and the openings of other answers."""
        return replace(self, openings=self.openings.union(others))

    def are_asked_in(self, text: str) -> bool:
        """Tell whether a question or a label repeats one of the answers."""
        if not self.openings:
            return False
        words = _words(text)
        lengths = {len(each) for each in self.openings}
        return self._are_quoted_in(text) or any(
            not self.openings.isdisjoint(_runs(words, length)) for length in lengths
        )

    def are_told_in(self, texts: Iterable[str]) -> bool:
        """Tell whether one of `texts`, made of answers, holds words of one of these."""
        return any(
            self.are_asked_in(text)
            or not self.runs.isdisjoint(_runs(_words(text), _RUN))
            for text in texts
        )

    def _are_quoted_in(self, text: str) -> bool:
        if not self.parts:
            return False
        return any(_words(each) in self.parts for each in _QUOTED.findall(clean(text)))


@dataclass(frozen=True)
class Reduced:
    """An entry as it may leave, and what was taken out of it."""

    entry: Entry
    private: int = 0
    """private answers that were left out"""
    changed: bool = False
    """whether anything at all was taken out"""


def secrets_of(entry: Entry, leaving: LeavingOut) -> Secrets:
    """Return the words of `entry` that are to be left out."""
    found = Secrets()
    for answer in entry.answers:
        if leaving.covers(answer):
            found.add(answer)
    return found


def reduced(
    entry: Entry, leaving: LeavingOut, elsewhere: Iterable[Run] = ()
) -> Reduced:
    """Return `entry` without the answers in `leaving` and all that quotes them.

    `elsewhere` holds the openings of what is left out of other entries, which this
    one may quote.
    """
    secrets = secrets_of(entry, leaving).with_openings(elsewhere)
    out = [
        answer
        for answer in entry.answers
        if leaving.covers(answer)
        or _picks_from(answer, secrets)
        or _repeats(answer, entry, leaving)
    ]
    without = _without(entry, out, secrets)
    # Nobody can tell any more which of these were private.
    if without == entry and not (leaving and _SET_ASIDE in entry.unknown):
        return Reduced(entry)
    kept = {key: each for key, each in entry.unknown.items() if key == _SOURCE}
    private = sum(answer.private for answer in out) if leaving.private else 0
    return Reduced(replace(without, unknown=kept), private, changed=True)


def _without(entry: Entry, out: list[Answer], secrets: Secrets) -> Entry:
    names = {answer.id for answer in out}
    made = [commitment_of(each.value) for each in out if each.type == "commitment"]
    # The title of what was brought in from elsewhere is made of its words.
    hides_title = bool(out) and _SOURCE in entry.unknown
    return replace(
        entry,
        title="" if hides_title else entry.title,
        answers=tuple(
            _asked_without(each, secrets) for each in entry.answers if each not in out
        ),
        reading=_reading_without(entry.reading, names, secrets),
        amended="" if secrets.are_told_in((entry.amended,)) else entry.amended,
        commitments=tuple(
            each
            for each in entry.commitments
            if each not in made and not secrets.are_told_in(_said(each))
        ),
    )


def _picks_from(answer: Answer, secrets: Secrets) -> bool:
    """Tell whether an answer is about items that are left out, or places them."""
    keys = [answer.id.partition(".")[2]]
    if answer.type in _PICKING and isinstance(answer.value, tuple | Mapping):
        keys += map(str, answer.value)
    return any(_words(key)[:_OPENING] in secrets.openings for key in keys)


def _repeats(answer: Answer, entry: Entry, leaving: LeavingOut) -> bool:
    """Tell whether it is a sentence out of an answer that is left out."""
    quote = quote_in(answer.value)
    return quote is not None and any(
        leaving.covers(each) for each in entry.answers if each.id == quote.answer
    )


def _asked_without(answer: Answer, secrets: Secrets) -> Answer:
    asked = answer.id if secrets.are_asked_in(answer.asked) else answer.asked
    labels = {
        key: words
        for key, words in answer.labels.items()
        if not secrets.are_asked_in(words)
    }
    if asked == answer.asked and len(labels) == len(answer.labels):
        return answer
    return replace(answer, asked=asked, labels=labels)


def _reading_without(
    reading: Reading | None, names: set[str], secrets: Secrets
) -> Reading | None:
    if reading is None or any(each.answer in names for each in reading.every_quote()):
        return None
    return None if secrets.are_told_in(_told(reading)) else reading


def _told(reading: Reading) -> Iterator[str]:
    yield from reading.paragraphs
    yield reading.question
    yield from reading.offered
    yield from (block.text for block in reading.blocks)
    for point in reading.points:
        yield from (point.point, point.shares, point.differs, point.leaves_open)


def _said(commitment: Commitment) -> tuple[str, ...]:
    parts = (commitment.action, commitment.cue, commitment.obstacle, commitment.plan)
    return (*parts, commitment.told)


def _texts_of(answer: Answer) -> Iterator[str]:
    """Yield the words of an answer as they can stand elsewhere."""
    value = answer.value
    quote = quote_in(value)
    if quote is not None:
        value = quote.text
    if answer.type == "commitment":
        yield in_words(commitment_of(value))
    if answer.type in _PICKING:  # ids say nothing where they have words
        keys = value if isinstance(value, tuple | Mapping) else (str(value),)
        yield from (answer.labels.get(str(key), str(key)) for key in keys)
    elif isinstance(value, Mapping):
        yield from (each for each in value.values() if isinstance(each, str))
    elif isinstance(value, tuple):
        yield from value
    elif not isinstance(value, bool | int | float):
        yield plain_words(value)  # a yes or a number stands in many sentences


def _words(text: str) -> Run:
    return tuple(word.casefold() for word in words_in(clean(text)))


def _runs(words: Run, length: int) -> Iterator[Run]:
    return (words[at : at + length] for at in range(len(words) - length + 1))
