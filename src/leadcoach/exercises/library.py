"""The exercises at hand: those that came with leadcoach, and the person's own."""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from leadcoach.domain.exercise import Exercise
from leadcoach.domain.picking import nearest_of
from leadcoach.domain.text import clean_line
from leadcoach.errors import NotFound, Unreadable
from leadcoach.exercises.opening import content_of, exercise_files
from leadcoach.exercises.reading import load


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

    def shipped_ids(self) -> frozenset[str]:
        """Return the ids that belong to leadcoach."""
        return frozenset(path.stem for path in exercise_files(self.builtin))

    def own_ids(self) -> frozenset[str]:
        """Return the ids the person's own exercises have, and the names of their files."""
        ids = {found.exercise.id for found in self._own_readable()}
        return frozenset(ids | {path.stem for path in exercise_files(self.own)})

    def is_own(self, name: str) -> bool:
        """Tell whether the file called `name` is the person's own."""
        return any(own for path, own in self._files() if path.stem == name)

    def all(self) -> Iterator[Found]:
        """Yield every exercise.

        Raises:
            Unreadable: at the first file that is none.
        """
        for path, own in self._files():
            yield self.read(path, own=own)

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
                return self.read(path, own=own)
        for found in self._own_readable():
            if found.exercise.id == name:
                return found
        hint = nearest_of(name, self.names())
        hint = f"{hint} " if hint else ""
        message = f"There is no exercise “{clean_line(name, 60)}”."
        raise NotFound(message, f"{hint}`leadcoach exercise list` shows them all.")

    def _at(self, path: Path) -> Found:
        is_shipped = path.absolute().parent.resolve() == self.builtin.resolve()
        return self.read(path, own=not is_shipped)

    def _own_readable(self) -> Iterator[Found]:
        """Yield the person's own exercises that can be read."""
        for path, own in self._files():
            if own:
                with suppress(Unreadable):
                    yield self.read(path, own=True)

    def _files(self) -> Iterator[tuple[Path, bool]]:
        """Yield the shipped ones first: they need no folder of the person's."""
        shipped = {path.stem: path for path in exercise_files(self.builtin)}
        yield from ((shipped[name], False) for name in sorted(shipped))
        mine = {path.stem: path for path in exercise_files(self.own)}
        yield from ((mine[name], True) for name in sorted(mine) if name not in shipped)

    def read(self, path: Path, *, own: bool) -> Found:
        """Return the exercise in a file.

        Raises:
            NotFound: there is no such file.
            Unreadable: with all problems of the file.
        """
        content = content_of(path, follow_links=not own)
        exercise, sha256 = load(content, clean_line(path.name, 80))
        if own and self._is_other_than_shipped(exercise.id, sha256):
            what = f"the id “{exercise.id}” belongs to an exercise of leadcoach."
            hint = "Give this one another id, so that your entries stay apart."
            raise Unreadable(f"{path.name}: {what}", hint)
        return Found(exercise, sha256, path, own)

    def _is_other_than_shipped(self, name: str, sha256: str) -> bool:
        for path in exercise_files(self.builtin):
            if path.stem == name:
                return hashlib.sha256(path.read_bytes()).hexdigest() != sha256
        return False
