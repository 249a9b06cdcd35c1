"""Counting tags and people in the journal."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from leadcoach.domain.marks import Mark, marks_in
from leadcoach.domain.own_words import own_words
from leadcoach.errors import Unreadable
from leadcoach.journals.files import entry_from_toml
from leadcoach.journals.finding.looking import content_of
from leadcoach.journals.finding.matching import Filters, Look, found_in, places_in
from leadcoach.journals.finding.written import written_in
from leadcoach.journals.journal import Journal


@dataclass(frozen=True)
class Counted:
    """A tag or a person, as typed last, and in how many entries it stands."""

    mark: Mark
    entries: int


def marks_of(
    journal: Journal, filters: Filters, today: dt.date, look: Look
) -> list[Counted]:
    """Return every tag and person of the entries that fit, the most frequent first.

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
            yield _own(content_of(str(found.path)) or b"", str(found.path))
        return
    for place in places_in(journal, filters, today):
        look.passed()
        content = content_of(place.path)
        try:
            if not content or b"#" in content or b"@" in content:
                yield _own(content or b"", place.path)
        except (Unreadable, UnicodeDecodeError):
            look.unread.append(place.path)


def _own(content: bytes, path: str) -> str:
    own = written_in(content)
    if own is not None:
        return own
    entry = entry_from_toml(content.decode(), path)
    return "\n".join(each.text for each in own_words(entry))
