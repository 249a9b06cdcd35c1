"""What goes into a sentence of the first paragraph, and what the parts of it are called."""

from dataclasses import dataclass
from typing import TypeAlias

from leadcoach.readers.cues import Found
from leadcoach.readers.phrasing import Words
from leadcoach.readers.quoting import around

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
QUOTES_ENOUGH = 4
"""quotes in a paragraph beside which what was not found needs none"""
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


Plans: TypeAlias = tuple[Plan, ...]


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
