"""The exercises at hand: those that came with leadcoach, and the person's own."""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from leadcoach.domain.exercise import Exercise
from leadcoach.domain.picking import nearest_of
from leadcoach.domain.text import clean_line
from leadcoach.domain.toml import EXERCISE_LIMIT
from leadcoach.errors import NotFound, Unreadable
from leadcoach.exercises.reading import load

_NOT_EXERCISES = frozenset({"lenses", "follow-ups", "glossary"})


@dataclass(frozen=True)
class Found:
    """An exercise, the hash of its file, and where that file is."""

    exercise: Exercise
    sha256: str
    path: Path
    own: bool
    """whether it is the person's own, or a coach's, and not a shipped one"""


@dataclass(frozen=True)
class Library:
    """Two folders of exercise files; a shipped exercise is never replaced."""

    builtin: Path
    own: Path

    def names(self) -> list[str]:
        """Return the ids of all exercises: shipped ones first, each part sorted."""
        return [path.stem for path, _ in self._files()]

    def all(self) -> Iterator[Found]:
        """Yield every exercise.

        Raises:
            Unreadable: at the first file that is none.
        """
        for path, own in self._files():
            yield self._read(path, own=own)

    def find(self, name: str) -> Found:
        """Return the exercise called `name`, or in the file of that path.

        Raises:
            NotFound: with the nearest name.
            Unreadable: with all problems of the file.
        """
        if name.endswith(".toml") or "/" in name or "\\" in name:
            return self._at(Path(name))
        for path, own in self._files():
            if path.stem == name:
                return self._read(path, own=own)
        for found in self._own_readable():
            if found.exercise.id == name:
                return found
        hint = nearest_of(name, self.names())
        hint = f"{hint} " if hint else ""
        message = f"There is no exercise “{clean_line(name, 60)}”."
        raise NotFound(message, f"{hint}`leadcoach exercise list` shows them all.")

    def _at(self, path: Path) -> Found:
        try:
            is_there = path.is_file()
        except OSError:  # a name longer than a file can have
            is_there = False
        if not is_there:
            hint = "`leadcoach exercise list` shows the exercises at hand."
            raise NotFound(f"There is no exercise file {clean_line(str(path))}.", hint)
        return self._read(path, own=path.resolve().parent != self.builtin.resolve())

    def _own_readable(self) -> Iterator[Found]:
        """Yield the person's own exercises that can be read."""
        for path, own in self._files():
            if own:
                with suppress(Unreadable):
                    yield self._read(path, own=True)

    def _files(self) -> list[tuple[Path, bool]]:
        shipped = {path.stem: path for path in _exercise_files(self.builtin)}
        mine = {path.stem: path for path in _exercise_files(self.own)}
        return [(shipped[name], False) for name in sorted(shipped)] + [
            (mine[name], True) for name in sorted(mine) if name not in shipped
        ]

    def _read(self, path: Path, *, own: bool) -> Found:
        try:
            with path.open("rb") as file:
                content = file.read(EXERCISE_LIMIT + 1)
        except OSError as problem:
            reason = problem.strerror or type(problem).__name__
            raise Unreadable(f"{path} cannot be read: {reason}.") from problem
        exercise, sha256 = load(content, path.name)
        if own and self._is_other_than_shipped(exercise.id, sha256):
            what = f"the id “{exercise.id}” belongs to an exercise of leadcoach."
            hint = "Give this one another id, so that your entries stay apart."
            raise Unreadable(f"{path.name}: {what}", hint)
        return Found(exercise, sha256, path, own)

    def _is_other_than_shipped(self, name: str, sha256: str) -> bool:
        for path in _exercise_files(self.builtin):
            if path.stem == name:
                return hashlib.sha256(path.read_bytes()).hexdigest() != sha256
        return False


def _exercise_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    files = (path for path in folder.glob("*.toml") if path.is_file())
    return [path for path in files if path.stem not in _NOT_EXERCISES]
