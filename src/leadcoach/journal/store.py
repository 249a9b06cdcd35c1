"""The journal: a folder of finished entries, one file each, never written over."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePath
from typing import NamedTuple

from leadcoach import disk
from leadcoach.domain.dates import day_or_none, period_of
from leadcoach.domain.entry import SMALL, Entry, Written, own_words
from leadcoach.errors import NotFound, Unreadable, WrongUsage
from leadcoach.journal.entry_file import entry_from_toml, entry_to_toml, is_whole
from leadcoach.journal.entry_name import (
    ENTRY_NAME,
    EntryName,
    day_in,
    file_name,
    folder_of,
    is_entry,
    slug,
    stranger,
)
from leadcoach.journal.folder import (
    alone,
    bytes_of,
    create,
    decoded,
    only_one,
    refuse_too_large,
    text_of,
    within,
)

_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"\d\d")
_DAYS_AT_ONCE = 3


class DayRange(NamedTuple):
    """The first and the last day that are meant, as in 2026-11-21."""

    first: str = "0000-00-00"
    last: str = "9999-99-99"


EVER = DayRange()


@dataclass(frozen=True)
class Filters:
    """Which entries are meant, each as typed; what is empty leaves all of them in."""

    exercise: str = ""
    since: str = ""
    until: str = ""
    on: str = ""
    tag: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    """tags and people that all stand in an entry"""
    words: tuple[str, ...] = ()
    question: str = ""
    """the id of a question that was answered"""

    def __bool__(self) -> bool:
        """Tell whether anything is left out."""
        return self != Filters()

    @property
    def opens_files(self) -> bool:
        """Tell whether names of files are not enough to know which entries are meant."""
        return bool(self.tag or self.person or self.words or self.question.strip())


def span_of(filters: Filters, today: dt.date) -> DayRange:
    """Return the days that the dates of `filters` leave, or raise WrongUsage."""
    first, last = EVER
    for text, is_first, is_last in (
        (filters.since, True, False),
        (filters.until, False, True),
        (filters.on, True, True),
    ):
        if text:
            days = period_of(text, today)
            first = max(first, days.first.isoformat()) if is_first else first
            last = min(last, days.last.isoformat()) if is_last else last
    if first > last:
        message = f"No day is left from {first} to {last}."
        raise WrongUsage(message, "--since takes the first day, --until the last.")
    return DayRange(first, last)


class FoundEntry(NamedTuple):
    """Where an entry is, and its number in the whole journal."""

    number: int
    """newest first, from 1"""
    path: Path
    entry: Entry | None = None
    """what is in it, where it had to be read"""
    learnt: tuple[str, ...] = ()
    """what was learnt from its commitments, where that was looked through"""

    @property
    def written(self) -> list[Written]:
        """All that the person wrote in it and about its commitments; none unread."""
        own = own_words(self.entry) if self.entry else []
        return own + [Written("learnt", each) for each in self.learnt]


class Journal:
    """The entries in one folder, by year and month; the folder may not exist yet.

    A folder that cannot be looked into is Unreadable, and one that is a link.
    """

    keeps = True
    """whether what is added is kept"""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.unread: list[Unreadable] = []
        """why entries could not be read, for all that were passed over so far"""
        self.copies: set[str] = set()
        """names of conflict copies that stood where entries were looked for"""

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only one who writes in this journal; see `alone`.

        Never held while somebody types.
        """
        with alone(self.folder / ".lock"):
            yield

    @contextmanager
    def reading_aside(self) -> Iterator[None]:
        """Note nothing in `unread`: what is done meanwhile lacks nothing without it."""
        before = len(self.unread)
        yield
        del self.unread[before:]

    def add(self, entry: Entry, sign: str = "") -> Path:
        """Write `entry` to a new file and return its path; raises as `create`.

        With a `sign`, the name ends with it, so that the entry can be known by it.
        """
        content = entry_to_toml(entry).encode()
        beginning = EntryName.of(entry).beginning
        with self.writing():
            return create(self.path_of(beginning).parent, beginning, content, sign)

    def add_file(self, name: str, content: bytes) -> Path:
        """Write `content`, byte for byte, as the entry `name`, and return its path.

        FileExistsError where there is one of that name; else it raises as `create`.
        """
        if not is_entry(name):
            raise ValueError(name)
        path = self.path_of(name)
        refuse_too_large(content)
        with self.writing():
            disk.create_new(path, content)
        return path

    def path_of(self, name: str) -> Path:
        """Return where the entry `name` is, or would be; raises as `path_at`."""
        return self.path_at(f"{folder_of(name)}/{name}")

    def path_at(self, place: str) -> Path:
        """Return the path of `place`, which is told from the journal's folder."""
        path = self.folder / place
        for folder in path.parents[: place.count("/")]:
            _refuse_link(folder)
        return path

    def names(self, first: str = "") -> Iterator[tuple[str, str]]:
        """Yield the folder and the name of each entry, newest first, from a month on."""
        for month in self._months(first):
            folder = str(month)
            for name in self._names_in(month):
                yield folder, name

    def newest(self) -> Iterator[Path]:
        """Yield the paths of all entries, newest first; see `entries`."""
        return (found.path for found in self.entries())

    def entries(
        self, span: DayRange = EVER, exercise: str = ""
    ) -> Iterator[FoundEntry]:
        """Yield the entries of the days in `span`, newest first, of `exercise` if given.

        By their names; a month is looked into when its turn comes, those before the span
        are not. Files of other names are passed over.
        """
        named = slug(exercise) if exercise else ""
        for number, (folder, name) in enumerate(self.names(span.first[:7]), 1):
            is_of_day = span.first <= day_in(name) <= span.last
            if is_of_day and named in ("", EntryName.of_file(name).exercise):
                yield FoundEntry(number, Path(folder, name))

    def sittings(self) -> Iterator[FoundEntry]:
        """Yield the entries of whole exercises, newest first, by name; see `entries`."""
        for found in self.entries():
            if EntryName.of_file(found.path.name).exercise not in SMALL:
                yield found

    def oldest(self, exercise: str) -> Iterator[Path]:
        """Yield the paths of the entries of `exercise`, oldest first."""
        named = slug(exercise)
        for month in reversed([*self._months()]):
            for name in reversed(self._names_in(month)):
                if EntryName.of_file(name).exercise == named:
                    yield month / name

    def paths(self) -> list[Path]:
        """Return the paths of all entries, newest first; raises as `entries`."""
        return list(self.newest())

    def count(self) -> int:
        """Return how many entries there are; raises as `entries`."""
        return sum(1 for _ in self.names())

    def find(self, name: str | None = None) -> Path:
        """Return the path of the entry that `name` means.

        None or "last" is what `last` returns; otherwise a number as in a list, newest first, a
        path or file name, a date, or the beginning of one name only.
        """
        asked = "last" if name is None else name.strip()
        found = self.last() if asked == "last" else None
        if re.fullmatch("[0-9]{1,6}", asked) and int(asked):
            found = next(islice(self.newest(), int(asked) - 1, None), None)
        if found is not None:
            return found
        paths = self.paths()
        if not paths:
            hint = "Run `leadcoach reflect` to begin."
            raise NotFound("Nothing is written yet.", hint)
        stem = PurePath(asked).name.removesuffix(".toml")
        for path in paths:
            # The folders somebody names have to be the end of the file's own.
            if path.stem == stem and path.match(
                f"{PurePath(asked).parent}/{path.name}"
            ):
                return path
        by_stem = {path.stem: path for path in paths}
        fitting = [each for each in by_stem if asked and each.startswith(asked)]
        return by_stem[only_one(asked, fitting, list(by_stem))]

    def signed(self, sign: str) -> Path | None:
        """Return the path of the entry that was added with `sign`, or None."""
        ending = file_name("", sign)
        fitting = (path for path in self.newest() if path.name.endswith(ending))
        return next(fitting, None) if sign else None

    def last(self) -> Path | None:
        """Return the path of the entry that was begun last, or None without any.

        Names tell the person's own day and time, and stand in lists by them. After a
        flight a later entry can have an earlier time of day, so instants are compared.
        """
        first = next(self.newest(), None)
        try:
            if first is not None:
                self.load(first)
        except Unreadable:
            return first  # whoever opens it is told
        last = self._begun_last(self.newest())
        return last[0] if last else first

    def load(self, path: Path) -> Entry:
        return entry_from_toml(text_of(path), str(path))

    def loaded(
        self, path: Path, may_fit: Callable[[bytes], bool] = lambda _: True
    ) -> Entry | None:
        """Return the same as `load`; None for what cannot be read, noted in `unread`.

        None too for a whole file of which `may_fit` says False: it is not parsed, which
        takes twenty times as long as such a look.
        """
        try:
            content = bytes_of(path)
            if may_fit(content) or not is_whole(content):
                return entry_from_toml(decoded(content, str(path)), str(path))
        except Unreadable as problem:
            self.unread.append(problem)
        return None

    def latest(self, exercise: str) -> Entry | None:
        """Return the entry of `exercise` that was begun last and can be read, or None."""
        paths = (found.path for found in self.entries(exercise=exercise))
        last = self._begun_last(paths, exercise)
        return last[1] if last else None

    def _begun_last(
        self, paths: Iterator[Path], exercise: str = ""
    ) -> tuple[Path, Entry] | None:
        last: tuple[Path, Entry] | None = None
        for path in paths:
            day = day_or_none(day_in(path.name))
            # At one instant it is one of three days, somewhere on earth.
            if last and day and (last[1].local_date - day).days >= _DAYS_AT_ONCE:
                break
            entry = self.loaded(path)
            is_meant = entry and exercise in ("", entry.exercise)
            if entry and is_meant and (not last or entry.started > last[1].started):
                last = path, entry
        return last

    def _months(self, first: str = "") -> Iterator[Path]:
        """Yield the folders of months, newest first, from `first` on, as in 2026-11."""
        for year in self._folders_in(self.folder, _YEAR, first[:4]):
            least = first[5:] if year.name == first[:4] else ""
            yield from self._folders_in(year, _MONTH, least)

    def _folders_in(
        self, folder: Path, name: re.Pattern[str], least: str
    ) -> Iterator[Path]:
        for each in self._within(folder, name):
            if each >= least:
                _refuse_link(folder / each)
                if not (folder / each).is_file():  # somebody's note, no folder of ours
                    yield folder / each

    def _names_in(self, month: Path) -> list[str]:
        return self._within(month, ENTRY_NAME)

    def _within(self, folder: Path, name: re.Pattern[str]) -> list[str]:
        others: list[str] = []
        names = sorted(within(folder, name, others), reverse=True)
        told = ((other, *stranger(other)) for other in others)
        self.copies |= {x for x, kind, of in told if kind == "copy" and x != of}
        return names


def _refuse_link(folder: Path) -> None:
    if folder.is_symlink():
        message = f"{folder} is a link to another place, and inside the journal none is"
        hint = "Put the folder itself in the place of the link."
        raise Unreadable(f"{message} followed.", f"Nothing was read or changed. {hint}")
