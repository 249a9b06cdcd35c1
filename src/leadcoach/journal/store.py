"""The journal: a folder of finished entries, one file each, never written over."""

import datetime as dt
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path, PurePath
from typing import NamedTuple

from leadcoach import disk
from leadcoach.domain.entry import Entry
from leadcoach.domain.text import clean_line
from leadcoach.errors import NotFound, Unreadable
from leadcoach.journal.entry_file import entry_from_toml, entry_to_toml
from leadcoach.journal.folder import alone, create, refuse_too_large, text_of, within

ENTRY_NAME = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)T(?P<hour>\d\d)(?P<again>b?)(?P<minute>\d\d)\d\d"
    r"-(?P<exercise>[a-z0-9-]+)-[a-z0-9]{8,26}\.toml"
)
"""The name of an entry's file: the person's own day and time, the exercise, a sign.

`again` is a b when an hour came round a second time, so that names sort as life went.
"""
_SHOWN = 5


class Told(NamedTuple):
    """What the name of an entry's file tells."""

    day: str
    """as in 2026-11-21"""
    time: str
    """as in 19:30"""
    exercise: str


def told_by(name: str) -> Told:
    """Return what the name of an entry's file tells; all empty for other names."""
    found = ENTRY_NAME.fullmatch(name)
    if found is None:
        return Told("", "", "")
    return Told(found["day"], f"{found['hour']}:{found['minute']}", found["exercise"])


def slug(exercise: str) -> str:
    """Return `exercise` as part of a file name; ids of exercises stay as they are."""
    return re.sub("[^a-z0-9]+", "-", exercise.lower()).strip("-")[:60] or "exercise"


def only_one(asked: str, fitting: Sequence[str], names: Sequence[str]) -> str:
    """Return the one name in `fitting`, which are those of `names` that fit `asked`.

    Raises:
        NotFound: none fits, and the hint has the nearest; or several do.
    """
    shown = clean_line(asked, 60)
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise NotFound(f"There is no “{shown}”.", _nearest(asked, names))
    listed = ", ".join(fitting[:_SHOWN])
    more = f" and {len(fitting) - _SHOWN} more" if len(fitting) > _SHOWN else ""
    raise NotFound(
        f"“{shown}” can mean {len(fitting)} of them: {listed}{more}.",
        "Give more of the name.",
    )


def _nearest(asked: str, names: Sequence[str]) -> str:
    # Needed only here, and slow to import.
    from difflib import get_close_matches

    found = get_close_matches(asked, names, 1, 0.4) or names[:1]
    return f"The nearest is {found[0]}." if found else ""


_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"\d\d")
_IN_A_MONTH = re.compile(r"(\d{4})-(\d\d)-.*")


class Span(NamedTuple):
    """The first and the last day that are meant, as in 2026-11-21."""

    first: str = "0000-00-00"
    last: str = "9999-99-99"


class Place(NamedTuple):
    """Where an entry is, and its number in the whole journal."""

    number: int
    folder: str
    name: str

    @property
    def path(self) -> str:
        """Return the path of the file."""
        return os.path.join(self.folder, self.name)  # noqa: PTH118 - one of many


class Journal:
    """The entries in one folder, by year and month; the folder may not exist yet."""

    keeps = True
    """whether what is added is kept"""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.unread: list[Unreadable] = []
        """why entries could not be read, for all that were passed over so far"""

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only one who writes in this journal; others wait.

        Never held while somebody types. Whoever holds it can take it again.

        Raises:
            DiskRefused: the lock cannot be opened, or another leadcoach keeps it.
        """
        with alone(self.folder / ".lock"):
            yield

    def add(self, entry: Entry, sign: str = "") -> Path:
        """Write `entry` to a new file and return its path.

        With a `sign`, the name ends with it, so that the entry can be known by it.

        Raises:
            DiskRefused: nothing was written.
            NotConfirmed: the file is there, but may not survive a power cut.
        """
        content = entry_to_toml(entry).encode()
        beginning = beginning_of(entry)
        with self.writing():
            return create(self.path_of(beginning).parent, beginning, content, sign)

    def add_file(self, name: str, content: bytes) -> Path:
        """Write `content`, byte for byte, as the entry `name`, and return its path.

        Raises:
            FileExistsError: there is an entry of that name; it is untouched.
            DiskRefused: nothing was written.
            NotConfirmed: the file is there, but may not survive a power cut.
        """
        if not ENTRY_NAME.fullmatch(name):
            raise ValueError(name)
        path = self.path_of(name)
        refuse_too_large(content)
        with self.writing():
            disk.create_new(path, content)
        return path

    def path_of(self, name: str) -> Path:
        """Return where the entry `name` is, or would be.

        Raises:
            Unreadable: its year or its month is a link; none is followed.
        """
        return self.path_at(f"{name[:4]}/{name[5:7]}/{name}")

    def path_at(self, place: str) -> Path:
        """Return the path of `place`, which is told from the journal's folder.

        Raises:
            Unreadable: a folder on the way there is a link; none is followed.
        """
        path = self.folder / place
        for folder in path.parents[: place.count("/")]:
            _refuse_link(folder)
        return path

    def newest(self) -> Iterator[Path]:
        """Yield the paths of all entries, newest first, by folder and name.

        A month is looked into when its turn comes. Files of other names are passed
        over.

        Raises:
            Unreadable: a folder is there and cannot be looked into, or is a link.
        """
        for month in self._months():
            for name in _names_in(month):
                yield month / name

    def places(self, span: Span, exercise: str = "") -> Iterator[Place]:
        """Yield the entries of the days in `span`, newest first; `exercise` is a slug.

        Years and months before it are not looked into; those after it are only counted.

        Raises:
            Unreadable: a folder is there and cannot be looked into, or is a link.
        """
        number = 0
        for month in self._months(span.first[:7]):
            names, folder = _names_in(month), str(month)
            if f"{month.parent.name}-{month.name}-01" > span.last:
                number += len(names)
                continue
            for name in names:
                number += 1
                if not span.first <= name[:10] <= span.last:
                    continue
                if not exercise or _is_of(name, exercise):
                    yield Place(number, folder, name)

    def paths(self) -> list[Path]:
        """Return the paths of all entries, newest first.

        Raises:
            Unreadable: a folder is there and cannot be looked into.
        """
        return list(self.newest())

    def count(self) -> int:
        """Return how many entries there are.

        Raises:
            Unreadable: a folder is there and cannot be looked into.
        """
        return sum(len(_names_in(month)) for month in self._months())

    def find(self, name: str | None = None) -> Path:
        """Return the path of the entry that `name` means.

        None or "last" is what `last` returns; otherwise a number as in a list, newest first, a
        path or file name, a date, or the beginning of one name only.

        Raises:
            NotFound: there is none, or more than one.
        """
        asked = "last" if name is None else name.strip()
        first = self.last() if asked == "last" else next(self.newest(), None)
        if first is None:
            raise NotFound(
                "Nothing is written yet.", "Run `leadcoach reflect` to begin."
            )
        if asked == "last":
            return first
        if re.fullmatch("[0-9]{1,6}", asked) and int(asked):
            numbered = next(islice(self.newest(), int(asked) - 1, None), None)
            if numbered is not None:
                return numbered
        return _meant(asked, self._of_month(asked)) or self._only_one(asked)

    def signed(self, sign: str) -> Path | None:
        """Return the path of the entry that was added with `sign`, or None."""
        ending = f"-{sign}.toml"
        fitting = (path for path in self.newest() if path.name.endswith(ending))
        return next(fitting, None) if sign else None

    def last(self) -> Path | None:
        """Return the path of the entry that was begun last, or None without any.

        Names tell the person's own day and time, and stand in lists by them. After a
        flight a later entry can have an earlier time of day, so instants are compared.
        """
        last: Path | None = None
        begun = dt.datetime.min.replace(tzinfo=dt.UTC)
        for path in self.newest():
            if last is not None and _begun_at_most(path) <= begun:
                break
            try:
                started = self.load(path).started
            except Unreadable:
                if last is None:  # whoever opens it is told
                    return path
                continue
            if started > begun:
                last, begun = path, started
        return last

    def load(self, path: Path) -> Entry:
        """Return the entry in the file at `path`.

        Raises:
            Unreadable: the file is no entry; it is left as it is.
        """
        return entry_from_toml(text_of(path), str(path))

    def loaded(self, path: Path) -> Entry | None:
        """Return the same as `load`; None for what cannot be read, noted in `unread`."""
        try:
            return self.load(path)
        except Unreadable as problem:
            self.unread.append(problem)
            return None

    def latest(self, exercise: str) -> Entry | None:
        """Return the entry of `exercise` that was begun last and can be read, or None."""
        last: Entry | None = None
        for path in self.newest():
            if not _is_of(path.name, slug(exercise)):
                continue
            if last is not None and _begun_at_most(path) <= last.started:
                break
            entry = self.loaded(path)
            if entry is None or entry.exercise != exercise:
                continue
            if last is None or entry.started > last.started:
                last = entry
        return last

    def _months(self, first: str = "") -> Iterator[Path]:
        """Yield the folders of months, newest first, from `first` on, as in 2026-11."""
        for year in _folders_in(self.folder, _YEAR, first[:4]):
            least = first[5:] if year.name == first[:4] else ""
            yield from _folders_in(year, _MONTH, least)

    def _of_month(self, asked: str) -> list[Path]:
        """Return the entries of the month that `asked` begins with, if it does."""
        month = _IN_A_MONTH.fullmatch(PurePath(asked).name)
        if month is None:
            return []
        folder = self.folder / month[1] / month[2]
        return [folder / name for name in _names_in(folder)]

    def _only_one(self, asked: str) -> Path:
        paths = self.paths()
        found = _meant(asked, paths)
        if found is not None:
            return found
        by_stem = {path.stem: path for path in paths}
        fitting = [each for each in by_stem if asked and each.startswith(asked)]
        return by_stem[only_one(asked, fitting, list(by_stem))]


def _begun_at_most(path: Path) -> dt.datetime:
    """Return the last instant at which the entry of this name can have been begun."""
    # No clock is more than 12 hours behind UTC; the second hour of a day with 25 counts.
    most = dt.timedelta(days=1, hours=13)
    try:
        return dt.datetime.fromisoformat(path.name[:10]).replace(tzinfo=dt.UTC) + most
    except (ValueError, OverflowError):  # a month 13, the last day there is
        return dt.datetime.max.replace(tzinfo=dt.UTC)


def _names_in(month: Path) -> list[str]:
    return sorted(within(month, ENTRY_NAME), reverse=True)


def _folders_in(folder: Path, name: re.Pattern[str], least: str) -> Iterator[Path]:
    for each in sorted(within(folder, name), reverse=True):
        if each >= least:
            _refuse_link(folder / each)
            if not (folder / each).is_file():  # somebody's note, and no folder of ours
                yield folder / each


def _refuse_link(folder: Path) -> None:
    if folder.is_symlink():
        raise Unreadable(
            f"{folder} is a link to another place, and inside the journal none is "
            "followed.",
            "Nothing was read or changed. Put the folder itself in the place of the link.",
        )


def _is_of(name: str, exercise: str) -> bool:
    named = ENTRY_NAME.fullmatch(name)
    return named is not None and named["exercise"] == exercise


def _meant(asked: str, paths: list[Path]) -> Path | None:
    """Return the one of `paths` that is called `asked`, or alone begins like it."""
    stem = PurePath(asked).name.removesuffix(".toml")
    for path in paths:
        # The folders somebody names have to be the end of the file's own.
        if path.stem == stem and path.match(str(PurePath(asked).with_name(path.name))):
            return path
    fitting = [path for path in paths if asked and path.stem.startswith(asked)]
    return fitting[0] if len(fitting) == 1 else None


def beginning_of(entry: Entry) -> str:
    """Return what the name of `entry` begins with: its day, its time, its exercise."""
    return f"{entry.local_date.isoformat()}T{_time(entry)}-{slug(entry.exercise)}"


def _time(entry: Entry) -> str:
    """Return the time of day for a name; with a b the second time round an hour."""
    hour, rest = f"{entry.started:%H}", f"{entry.started:%M%S}"
    return (
        f"{hour}b{rest}" if _is_second_time(entry.started, entry.zone) else hour + rest
    )


def _is_second_time(started: dt.datetime, zone: str) -> bool:
    from zoneinfo import ZoneInfo  # slow to import, and only adding needs it

    try:
        place = ZoneInfo(zone) if zone else None
    except (KeyError, ValueError, OSError):  # not a zone that is known here
        return False
    first = started.replace(tzinfo=place, fold=0)
    second = first.replace(fold=1)
    # Without a zone it is this computer's clock, which needs no name to be asked.
    before, after = (
        (each if zone else each.astimezone()).utcoffset() for each in (first, second)
    )
    if before is None or after is None:
        return False
    return before > after and started.utcoffset() == after
