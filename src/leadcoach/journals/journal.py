"""The journal: a folder of finished entries, one file each, never written over."""

import re
from pathlib import Path, PurePath

from leadcoach.domain.entry import Entry
from leadcoach.errors import NotFound, Unreadable
from leadcoach.journals.files import entry_from_toml, entry_to_toml
from leadcoach.journals.folders import create, text_of, within
from leadcoach.journals.names import only_one, slug

_ENTRY = re.compile(
    r"\d{4}-\d\d-\d\dT\d{6}-(?P<exercise>[a-z0-9-]+)-[a-z0-9]{8,26}\.toml"
)
_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"\d\d")


class Journal:
    """The entries in one folder, by year and month; the folder may not exist yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, entry: Entry) -> Path:
        """Write `entry` to a new file and return its path.

        Raises:
            DiskRefused: nothing was written.
            NotConfirmed: the file is there, but may not survive a power cut.
        """
        day = entry.local_date
        folder = self.folder / f"{day:%Y}" / f"{day:%m}"
        beginning = f"{day.isoformat()}T{entry.started:%H%M%S}-{slug(entry.exercise)}"
        return create(folder, beginning, entry_to_toml(entry).encode())

    def paths(self) -> list[Path]:
        """Return the paths of all entries, newest first by the time in their names.

        Files of other names, links and folders are passed over.

        Raises:
            Unreadable: a folder is there and cannot be looked into.
        """
        found = [
            entry
            for year in within(self.folder, _YEAR)
            if year.is_dir()
            for month in within(Path(year), _MONTH)
            if month.is_dir()
            for entry in within(Path(month), _ENTRY)
            if entry.is_file()
        ]
        found.sort(key=lambda entry: entry.name, reverse=True)
        return [Path(entry) for entry in found]

    def find(self, name: str | None = None) -> Path:
        """Return the path of the entry that `name` means.

        None or "last" is the newest; otherwise a number as in a list, newest first, a
        path or file name, a date, or the beginning of one name only.

        Raises:
            NotFound: there is none, or more than one.
        """
        paths = self.paths()
        if not paths:
            raise NotFound(
                "Nothing is written yet.", "Run `leadcoach reflect` to begin."
            )
        asked = "last" if name is None else name.strip()
        if asked == "last":
            return paths[0]
        if re.fullmatch("[0-9]{1,6}", asked) and 1 <= int(asked) <= len(paths):
            return paths[int(asked) - 1]
        by_stem = {path.stem: path for path in paths}
        stem = PurePath(asked).name.removesuffix(".toml")
        if stem in by_stem and _is_at(by_stem[stem], asked):
            return by_stem[stem]
        fitting = [each for each in by_stem if asked and each.startswith(asked)]
        return by_stem[only_one(asked, fitting, list(by_stem))]

    def load(self, path: Path) -> Entry:
        """Return the entry in the file at `path`.

        Raises:
            Unreadable: the file is no entry; it is left as it is.
        """
        return entry_from_toml(text_of(path), str(path))

    def latest(self, exercise: str) -> Entry | None:
        """Return the newest entry of `exercise` that can be read, or None."""
        for path in self.paths():
            named = _ENTRY.fullmatch(path.name)
            if not named or named["exercise"] != slug(exercise):
                continue
            try:
                entry = self.load(path)
            except Unreadable:
                continue
            if entry.exercise == exercise:
                return entry
        return None


def _is_at(path: Path, asked: str) -> bool:
    # The folders somebody names have to be the end of the file's own.
    return path.match(str(PurePath(asked).with_name(path.name)))
