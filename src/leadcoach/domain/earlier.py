"""What a person wrote before, as far as an exercise can ask about it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from leadcoach.domain.entry import Value

MOST_ENTRIES = 12
"""of how many entries of one exercise the answers are looked back on"""


@dataclass(frozen=True)
class Earlier:
    """Gathered by the caller; empty where looking back is turned off."""

    day: dt.date | None = None
    """when the last entry of this exercise was written"""
    version: str = ""
    """the version of the exercise that it was written with"""
    history: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    """the answers of earlier entries of this exercise, newest first, by question"""
    lists: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """`commitments` that are open and the latest `entries`: name -> words"""
