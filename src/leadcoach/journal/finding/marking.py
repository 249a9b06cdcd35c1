"""Counting tags and people in the journal."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from leadcoach.domain.entry import Entry
from leadcoach.domain.marks import Mark, marks_in
from leadcoach.domain.own_words import own_words
from leadcoach.errors import Unreadable
from leadcoach.journal.entry_file import entry_from_toml, is_whole
from leadcoach.journal.finding.matching import Filters, Look, found_in, places_in
from leadcoach.journal.folder import bytes_of, decoded
from leadcoach.journal.store import Journal


@dataclass(frozen=True)
class Counted:
    """A tag or a person, as typed last, and in how many entries it stands."""

    mark: Mark
    entries: int


def marks_of(
    journal: Journal, filters: Filters, today: dt.date, look: Look
) -> list[Counted]:
    """Return every tag and person of the entries that fit, the most frequent first.

    Files that cannot be read are passed over and stand in `journal.unread`.

    Raises:
        WrongUsage: a date or a tag is none.
        Unreadable: a folder cannot be looked into.
    """
    counts: dict[str, int] = {}
    typed: dict[str, Mark] = {}
    for text in _texts(journal, filters, today, look):
        marks = {mark.key: mark for mark in marks_in(text)}
        for key, mark in marks.items():
            counts[key] = counts.get(key, 0) + 1
            typed.setdefault(key, mark)
    ordered = sorted(counts, key=lambda key: (-counts[key], key[1:]))
    return [Counted(typed[key], counts[key]) for key in ordered]


def _texts(
    journal: Journal, filters: Filters, today: dt.date, look: Look
) -> Iterator[str]:
    """Yield the own words of each entry that fits and may hold a mark, newest first."""
    if filters.opens_files:
        for found in found_in(journal, filters, today, look):
            if found.entry:
                yield _own(found.entry)
        return
    for place in places_in(journal, filters, today):
        look.passed()
        try:
            content = bytes_of(place.path)
            if b"#" in content or b"@" in content or not is_whole(content):
                text = decoded(content, place.path)
                yield _own(entry_from_toml(text, place.path))
        except Unreadable as problem:
            journal.unread.append(problem)


def _own(entry: Entry) -> str:
    return "\n".join(each.text for each in own_words(entry))
