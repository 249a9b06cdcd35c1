"""What goes into a sentence of the first paragraph, and what the parts of it are called."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from leadcoach.readers.cues import Found
from leadcoach.readers.noticing import Noticed, acts_in, sentence_of
from leadcoach.readers.phrasing import Words, wording
from leadcoach.readers.quoting import around
from leadcoach.readers.weaving import woven_in

PULLS = ("over", "conceding", "overgiving")
TOPICS = (
    "conflict",
    "delegating",
    "feedback",
    "overwork",
    "self-doubt",
    "impatience",
    "deciding",
    "uncertainty",
)
"""edges whose words name their topic outright"""
LEADS = (
    "asking",
    "listening",
    "gathering",
    "telling",
    "letting",
    "giving",
    "helping",
    "deciding",
)
"""ways of acting that leading may begin with"""
MOST_ACTS = 2
"""acts of one part that are told where no stance is known"""
_TELLS = 4
"""words of a sentence by which it says something"""
TWO_PULLS = (("over", "conceding"), ("over", "overgiving"))


@dataclass(frozen=True)
class Plan:
    """A sentence to be worded: where its wordings stand, and what goes into it."""

    group: str
    kind: str
    quotes: tuple[Found, ...]
    words: Words
    can_go: bool = False
    """whether it may be left out where room is short"""

    @cached_property
    def frames(self) -> list[str]:
        """Return its wordings as its quotes allow, made once for all that are tried."""
        return woven_in(wording()[self.group][self.kind], self.quotes)


Plans: TypeAlias = tuple[Plan, ...]


def line(
    seen: Noticed,
    group: str,
    kind: str,
    *quotes: Found | None,
    words: Words | None = None,
    can_go: bool = False,
) -> Plans:
    """Return a sentence as planned, or none where one of its quotes was not found."""
    kept = tuple(each for each in quotes if each)
    if len(kept) < len(quotes):
        return ()
    if seen.holds("mixed"):
        words = {**wording()["neither"], **(words or {})}
    return (Plan(group, kind, kept, words or {}, can_go),)


def is_limit(found: Found) -> bool:
    """Tell whether these words set an own limit."""
    return found.group == "limit"


def is_placed(found: Found) -> bool:
    """Tell whether the person said of these words what they were."""
    return found.group == "placed"


def overlap(one: Found, other: Found) -> bool:
    """Tell whether two quotes share words of an answer."""
    left, right = around(one), around(other)
    same = left.answer == right.answer
    return same and left.start < right.end and right.start < left.end


@dataclass
class Quoted:
    """What is quoted already, so that the same words do not return in a paragraph."""

    seen: Noticed
    used: list[Found] = field(default_factory=list)

    def take(self, found: Sequence[Found]) -> Found:
        """Return the first of `found` that is free, or the first; it counts as quoted."""
        taken = self.first_free(found) or found[0]
        self.used.append(taken)
        return taken

    def first_free(self, found: Iterable[Found]) -> Found | None:
        """Return the first of `found` whose words are not quoted yet."""
        return next(filter(self.is_free, found), None)

    def is_free(self, found: Found) -> bool:
        """Tell whether none of these words is quoted yet."""
        return not any(overlap(found, other) for other in self.used)

    def is_apart(self, found: Found) -> bool:
        """Tell whether these words stand in a sentence about the writer, not quoted yet."""
        taken = {sentence_of(each) for each in self.used}
        start, end = sentence_of(found)[1]
        is_own = f" {found.told.plain[start:end].lower()}".find(" i") >= 0
        return is_own and sentence_of(found) not in taken

    def acts(self, part: str, *, plain: bool = False) -> list[Found]:
        """Return acts of `part` that are neither quoted nor placed yet."""
        # A quote ends with its sentence at the latest.
        taken = {sentence_of(each) for each in self.used}
        found = [
            act
            for act in acts_in(self.seen, part, plain=plain)
            if sentence_of(act) not in taken and not self.seen.is_placed(act)
        ]
        long = [act for act in found if len(around(act).text.split()) >= _TELLS]
        return long or found[:1]
