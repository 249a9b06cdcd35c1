"""Finding entries: names of files answer dates, text is searched as text, hits are parsed.

No index and no second copy of anybody's words: looking through ten thousand files takes
a fraction of a second (tests/benchmark_journal.py).

What cannot be read may hold what is sought. So every file is looked at, and those that
are not whole are noted (`Journal.unread`), whether or not the words stand in what is left.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from leadcoach.domain.excerpts import (
    PERSON,
    TAG,
    Mark,
    all_found,
    fold,
    keys_in,
    mark_of,
    marks_in,
    terms_of,
)
from leadcoach.errors import NotFound, Unreadable, WrongUsage
from leadcoach.journal.folder import only_one
from leadcoach.journal.store import EVER, Filters, FoundEntry, Journal, span_of

_BETWEEN_REPORTS = 500


@dataclass(frozen=True)
class MarkCount:
    """A tag or a person, as typed last, and in how many entries it stands."""

    mark: Mark
    entries: int


class Search:
    """One search through a journal.

    Files that cannot be read are passed over and stand in `journal.unread`; a folder
    that cannot be looked into is Unreadable.
    """

    def __init__(
        self,
        journal: Journal,
        filters: Filters,
        today: dt.date,
        tell: Callable[[int], None] | None = None,
    ) -> None:
        """Take what is sought; `tell` is called with `looked` every few hundred entries.

        Raises:
            WrongUsage: a date, a tag or a person is none, or there is no word.
        """
        self.looked = 0
        """entries looked at so far"""
        self.tell = tell
        self._journal, self._filters = journal, filters
        self._span = span_of(filters, today)
        self._question = filters.question.strip()
        self._id = self._question.encode("utf-8", "surrogatepass")
        self._terms = terms_of(filters.words)
        if filters.words and not self._terms:
            hint = "Give a word: leadcoach journal search deadline"
            raise WrongUsage("There is nothing to look for.", hint)
        self._marks = [
            _mark(sign, typed).key
            for sign, each in ((TAG, filters.tag), (PERSON, filters.person))
            for typed in each
            if typed
        ]
        words = [
            _SURROGATE.sub("\ufffd", word) for term in self._terms for word in term
        ]
        parts = {part for word in words for part in _ESCAPED.split(word) if part}
        # As they stand in a file; the longest is the rarest, mostly.
        self._pieces = [*sorted(parts, key=len, reverse=True), *self._marks]

    def found(self) -> Iterator[FoundEntry]:
        """Return the entries that fit, newest first, as they are found."""
        places = self._places()
        opens = self._filters.opens_files
        return filter(None, map(self._fitting, places)) if opens else places

    @cached_property
    def _learnt(self) -> Mapping[str, tuple[str, ...]]:
        from leadcoach.journal.commitments import Outcomes  # only words need it

        try:
            return Outcomes(self._journal).learnt()
        except Unreadable as problem:
            self._journal.unread.append(problem)
            return {}

    def count(self) -> int:
        return sum(1 for _ in self._places())

    def marks(self) -> list[MarkCount]:
        """Return every tag and person of the entries that fit, the most frequent first."""
        counts: Counter[str] = Counter()
        typed: dict[str, Mark] = {}
        if self._filters.opens_files:
            found = self.found()
        else:
            found = (
                self._with_words(
                    each, lambda content: b"#" in content or b"@" in content
                )
                for each in self._places()
            )
        for each in found:
            text = "\n".join(own.text for own in each.written)
            marks = {mark.key: mark for mark in marks_in(text)}
            counts.update(marks.keys())
            for key, mark in marks.items():
                typed.setdefault(key, mark)
        ordered = sorted(counts, key=lambda key: (-counts[key], key[1:]))
        return [MarkCount(typed[key], counts[key]) for key in ordered]

    def _places(self) -> Iterator[FoundEntry]:
        # As far as their names tell.
        return self._journal.entries(self._span, self._filters.exercise.strip())

    def _with_words(
        self, place: FoundEntry, may_fit: Callable[[bytes], bool]
    ) -> FoundEntry:
        """Return the place with what is in it, where that may fit."""
        self.looked += 1
        if self.tell and not self.looked % _BETWEEN_REPORTS:
            self.tell(self.looked)
        learnt = self._learnt.get(place.path.stem, ())
        entry = self._journal.loaded(
            place.path, may_fit if not learnt else lambda _: True
        )
        return place._replace(entry=entry, learnt=learnt)

    def _fitting(self, place: FoundEntry) -> FoundEntry | None:
        found = self._with_words(place, self._may_fit)
        if found.entry is None:
            return None
        if self._question and not found.entry.answers_to(self._question):
            return None
        texts = [own.text for own in found.written]
        fits = keys_in(texts).issuperset(self._marks) and all_found(self._terms, texts)
        return found if fits else None

    def _may_fit(self, content: bytes) -> bool:
        """Tell whether the words can be among the person's; False only when not."""
        if self._id not in content or not self._holds(content):
            return False
        is_unclear = b'"""' in content or b"[answer.value" in content
        return is_unclear or self._holds(_NOT_OWN.sub(b"", content))

    def _holds(self, content: bytes) -> bool:
        text = fold(content.decode(errors="replace"))
        return all(piece in text for piece in self._pieces)


def find_entry(journal: Journal, name: str, today: dt.date) -> Path:
    """Return the entry that `name` means: as `Journal.find`, or a day in human words."""
    try:
        return journal.find(name or None)
    except NotFound:
        try:
            days = span_of(Filters(on=name), today)
        except WrongUsage:
            days = EVER
        if days == EVER or next(journal.newest(), None) is None:
            raise
    paths = [place.path for place in journal.entries(days)]
    if not paths:
        when = days.first if days.first == days.last else " to ".join(days)
        hint = "`leadcoach journal list` shows when you wrote."
        raise NotFound(f"There is no entry of {when}.", hint)
    stems = [path.stem for path in paths]
    return paths[stems.index(only_one(name, stems, stems))]


# A file writes these otherwise than they are: \" \\ \t.
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f]+')
_SURROGATE = re.compile("[\ud800-\udfff]")
# Words of the exercise. In a text of several lines, or a table that is an answer, the
# person's own could look like these.
_NOT_OWN = re.compile(
    rb'\n(?:exercise|version|title|language|zone|id|type|asked) = "[^\n]*'
)


def _mark(sign: str, typed: str) -> Mark:
    mark = mark_of(sign, typed)
    if mark is None:
        what = "tag, like budget or #budget" if sign == TAG else "person, like M or @M"
        how = "It begins with a letter and has no spaces"
        hint = f"{how}: as {sign} stands in your answers."
        raise WrongUsage(f"This is no {what}.", hint)
    return mark
