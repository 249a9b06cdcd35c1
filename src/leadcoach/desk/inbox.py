"""The folder of a coach, `inbox/NAME/`, with what NAME handed in.

Strangers made what lies there: nothing but ordinary files is opened, one folder deep, and
there are limits. What is left out for it is named in `problems`, so that one bad file
never hides the others. Nothing is written, and nothing is kept.
"""

import os
from collections.abc import Iterable, Iterator
from hashlib import sha256
from heapq import nsmallest
from pathlib import Path
from typing import NamedTuple

from leadcoach import disk
from leadcoach.answers.unpacking import LIMIT
from leadcoach.domain.text import clean_line
from leadcoach.errors import NotFound, Unreadable

MOST_PEOPLE = 60
MOST_FILES = 200
"""of one person"""
MOST_IN_ALL = 50 * 1024 * 1024
"""bytes in an inbox"""
_MOST_STRAYS = 20
"""things beside the folders that are named"""
_REST = "This and what comes after it was not read; make a second inbox."


class InboxProblem(NamedTuple):
    """Something that was not read, and why."""

    place: str
    told: str


class File(NamedTuple):
    """One file that somebody handed in."""

    person: str
    name: str
    """as it is shown"""
    content: bytes
    """at most one byte more than a file of answers may have"""
    sha256: str

    @property
    def place(self) -> str:
        """Return the folder and the name: `ana/ana-compare.answers.txt`."""
        return f"{self.person}/{self.name}"


class Inbox:
    """A folder with a folder for each person."""

    def __init__(self, folder: Path) -> None:
        """Look into `folder`, and not yet into those of people.

        Raises:
            NotFound: it is not there.
            Unreadable: it is no folder, or cannot be looked into.
        """
        self.problems: list[InboxProblem] = []
        """what was left out; it grows while `files` are read"""
        self._folders: dict[str, str] = {}
        name = clean_line(str(folder))
        try:
            found = _smallest(folder, MOST_PEOPLE, folders=True)
            strays = _smallest(folder, _MOST_STRAYS, folders=False)
        except FileNotFoundError:
            hint = "Make it, and in it a folder for each person: inbox/ana"
            raise NotFound(f"There is no folder {name}.", hint) from None
        except (OSError, ValueError) as problem:
            told = disk.reason(problem) if isinstance(problem, OSError) else "no folder"
            message = f"{name} cannot be looked into: {told}."
            hint = "Name the folder that holds a folder for each person."
            raise Unreadable(message, hint) from None
        for entry in strays:
            self._leave_out(clean_line(entry.name, 60), _of_a_stray(entry.path))
        for entry in found[:MOST_PEOPLE]:
            self._add(entry)
        for entry in found[MOST_PEOPLE:]:
            told = f"An inbox has at most {MOST_PEOPLE} people. {_REST}"
            self._leave_out(clean_line(entry.name, 40), told)

    @property
    def people(self) -> tuple[str, ...]:
        """Return the names of the folders, as they are shown."""
        return tuple(self._folders)

    def files(self) -> Iterator[File]:
        """Yield every file that is one, each content once."""
        total, seen = 0, dict[str, str]()
        for person, folder in self._folders.items():
            for name in self._names(person, folder):
                place = f"{person}/{clean_line(name, 60)}"
                try:
                    content = disk.read(os.path.join(folder, name), LIMIT)  # noqa: PTH118
                except OSError as problem:
                    told = f"It cannot be read: {disk.reason(problem)}."
                    self._leave_out(place, told)
                    continue
                total += len(content)
                if total > MOST_IN_ALL:
                    self._leave_out(place, f"The inbox holds more than 50 MB. {_REST}")
                    return
                sha = sha256(content).hexdigest()
                if not self._is_known(place, sha, seen):
                    yield File(person, place.partition("/")[2], content, sha)

    def _add(self, entry: "os.DirEntry[str]") -> None:
        name = clean_line(entry.name, 40) or "…"
        if name in self._folders:
            told = "There is another folder whose name looks the same. Rename one."
            self._leave_out(name, told)
        else:
            self._folders[name] = entry.path

    def _names(self, person: str, folder: str) -> Iterable[str]:
        try:
            names = [each.name for each in _smallest(folder, MOST_FILES)]
        except OSError as problem:
            self._leave_out(person, f"It cannot be read: {disk.reason(problem)}.")
            return []
        if len(names) > MOST_FILES:
            told = f"A person has at most {MOST_FILES} files. {_REST}"
            self._leave_out(f"{person}/{clean_line(names.pop(), 60)}", told)
        return names

    def _is_known(self, place: str, sha: str, seen: dict[str, str]) -> bool:
        """Tell whether the same was read before; of another person that is told."""
        first = seen.setdefault(sha, place)
        if first.partition("/")[0] != place.partition("/")[0]:
            told = f"It is the same file as {first}, and counts once."
            self._leave_out(place, told)
        return first != place

    def _leave_out(self, place: str, told: str) -> None:
        self.problems.append(InboxProblem(place, told))


def _smallest(
    folder: Path | str, most: int, *, folders: bool | None = None
) -> "list[os.DirEntry[str]]":
    """Return what lies in a folder, by name, and one more than `most` at the most.

    With `folders` only these, or only the rest; what begins with a point never.
    """
    with os.scandir(folder) as found:
        seen = (
            each
            for each in found
            if not each.name.startswith(".")
            if folders in (None, each.is_dir(follow_symlinks=False))
        )
        return nsmallest(most + 1, seen, key=lambda each: each.name)


def _of_a_stray(path: str) -> str:
    try:
        disk.refuse_what_is_no_file(path, follow_links=False)
    except OSError as problem:
        return f"It cannot be read: {disk.reason(problem)}."
    return "It lies beside the folders of people. Put it into the one of its writer."
