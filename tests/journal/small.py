"""A small journal for tests: one entry, its words, and somebody who changes them."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from leadcoach.domain.entry import Answer, Entry, Outcome
from leadcoach.journal.changes import Changes
from leadcoach.journal.commitments import (
    Commitments,
    Outcomes,
    TrackedCommitment,
    lines_of,
)
from leadcoach.journal.entry_file import entry_to_toml
from leadcoach.journal.index import Index
from leadcoach.journal.store import Journal
from leadcoach.journal.trash import Trash

PARIS = "Europe/Paris"
STARTED = dt.datetime(2026, 11, 21, 19, 30, tzinfo=dt.UTC)
ENTRY = Entry(
    exercise="reflect",
    version="1.0.0",
    title="A first look",
    sha256="25b0",
    language="en",
    started=STARTED,
    finished=STARTED,
    zone="UTC",
    local_date=STARTED.date(),
)
IN_PARIS = STARTED.replace(tzinfo=dt.timezone(dt.timedelta(hours=1)))
OF_PARIS = replace(ENTRY, started=IN_PARIS, finished=IN_PARIS, zone=PARIS)


def told(words: str, entry: Entry = ENTRY) -> Entry:
    """Return an entry with one answer."""
    return replace(entry, answers=(Answer("best", "long", "?", words),))


def content(words: str) -> bytes:
    """Return the file of an entry with one answer."""
    return entry_to_toml(told(words)).encode()


def commitments_in(journal: Journal) -> Commitments:
    """Return the commitments of a journal, with its index beside it."""
    cache = journal.folder.with_name("cache")
    return Commitments(Index(journal, cache, lambda _: None), Outcomes(journal))


def mark_done(journal: Journal, which: str, on: dt.date) -> TrackedCommitment:
    """Write down that an open commitment is done, and return it as it was."""
    kept = commitments_in(journal).named(which, is_open=True)
    Outcomes(journal).put(lines_of({kept.name: Outcome("done", on)}))
    return kept


class Person:
    """A journal, its trash, a clock that goes on, and what can be changed."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.now = STARTED
        self.journal = Journal(home / "journal")
        self.trash = Trash(home / "trash")
        self.changes = Changes(self.journal, self.trash, lambda: self.now)

    def writes(self, words: str) -> Path:
        """Add an entry and return its path."""
        return self.journal.add(told(words))

    def edits(self, path: Path, words: str) -> None:
        """Put other words in place of those of an entry."""
        self.changes.edit(path, path.read_bytes(), content(words))

    def words(self) -> list[str]:
        """Return the words of the journal, newest first."""
        loaded = [self.journal.load(path) for path in self.journal.paths()]
        return [str(each.answers[0].value) for each in loaded]

    def thrown_away(self) -> list[str]:
        """Return the words in the trash, what came last first."""
        found = [self.journal.load(each.path) for each in self.trash.all()]
        return [str(each.answers[0].value) for each in found]

    def later(self, **time: float) -> None:
        """Let time go by."""
        self.now += dt.timedelta(**time)
