"""Moments kept in a line between sittings, and the entries that used them."""

from typing import NamedTuple

from leadcoach.domain.entry import JOT
from leadcoach.domain.excerpts import fold
from leadcoach.domain.text import clean_line, on_one_line, words_in
from leadcoach.journal.entry_name import day_in
from leadcoach.journal.index import Index
from leadcoach.journal.store import FoundEntry, Journal

MOMENT = "moment"
"""the id of the one answer that the entry of a jot has"""
_LONGER = 5


class Jot(NamedTuple):
    """A moment that was kept."""

    found: FoundEntry
    words: str
    used_by: str = ""
    """the name of the entry that used it last; empty while none did"""

    @property
    def name(self) -> str:
        return self.found.path.stem

    def line(self, most: int = 0) -> str:
        """Return its day and its words, cut to `most` signs."""
        return f"{day_in(self.name)}: {clean_line(on_one_line(self.words), most)}"

    def is_left_in(self, answer: str) -> bool:
        """Tell whether any of its longer words, if it has some, stands in `answer`."""
        longer = [each for each in words_in(fold(self.words)) if len(each) >= _LONGER]
        folded = fold(answer)
        return not longer or any(each in folded for each in longer)


def jots(journal: Journal, index: Index) -> list[Jot]:
    """Return all jots, newest first; what cannot be read is noted in `journal.unread`."""
    kept: list[Jot] = []
    for found in journal.entries(exercise=JOT):
        entry = journal.loaded(found.path)
        if entry and entry.exercise == JOT:
            kept.append(Jot(found, str(entry.value(MOMENT) or "")))
    oldest_first = reversed(index.entries() if kept else [])
    used = {name: each.stem for each in oldest_first for name in each.jots}
    return [each._replace(used_by=used.get(each.name, "")) for each in kept]


def unused_jots(journal: Journal, index: Index) -> list[Jot]:
    """Return the jots that no entry used, newest first."""
    return [each for each in jots(journal, index) if not each.used_by]
