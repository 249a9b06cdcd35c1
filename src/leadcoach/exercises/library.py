"""The exercises at hand: those that came with leadcoach, and the person's own."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from leadcoach.domain.exercise import Exercise
from leadcoach.domain.picking import nearest_of
from leadcoach.domain.text import clean_line
from leadcoach.errors import NotFound, Unreadable, WrongUsage
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

    def find(self, name: str) -> Found:
        """Return the exercise called `name`, or in the file of that path.

        Raises:
            NotFound: with the nearest name.
            Unreadable: with all problems of the file.
            WrongUsage: several of the person's own are called so, with their files.
        """
        if name.endswith(".toml") or "/" in name or "\\" in name:
            return self._at(Path(name))
        named = {path.stem: (path, own) for path, own in self._files()}
        if name in named and not named[name][1]:
            return self.read(named[name][0], own=False)
        called = [
            found
            for found in self._own_readable()
            if name in (found.exercise.id, found.path.stem)
        ]
        if len(called) > 1:
            raise _several(name, called)
        if called or name in named:
            return called[0] if called else self.read(named[name][0], own=True)
        hint = nearest_of(name, self.names())
        hint = f"{hint} " if hint else ""
        message = f"There is no exercise “{clean_line(name, 60)}”."
        raise NotFound(message, f"{hint}`leadcoach exercise list` shows them all.")

    def _at(self, path: Path) -> Found:
        return self.read(path, own=not self.has_shipped(path.parent))

    def has_shipped(self, folder: Path) -> bool:
        """Tell whether `folder` is that of the shipped exercises, by whatever name."""
        try:
            return folder.samefile(self.builtin)
        except OSError:  # it is not there, or leads round and round
            return False

    def _own_readable(self) -> Iterator[Found]:
        """Yield the person's own exercises that can be read."""
        for path in exercise_files(self.own):
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
        if own and self.takes_a_shipped_id(exercise.id, content):
            what = f"the id “{exercise.id}” belongs to an exercise of leadcoach."
            hint = "Give this one another id, so that your entries stay apart."
            raise Unreadable(f"{path.name}: {what}", hint)
        return Found(exercise, sha256, path, own)

    def takes_a_shipped_id(self, name: str, content: bytes) -> bool:
        """Tell whether `name` is a shipped exercise's, and `content` another file's.

        A copy is none, wherever it lies, and however its lines end.
        """
        for path in exercise_files(self.builtin):
            if path.stem == name:
                return _with_line_feeds(path.read_bytes()) != _with_line_feeds(content)
        return False


def _with_line_feeds(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n")


def _several(name: str, called: list[Found]) -> WrongUsage:
    shown = clean_line(name, 60)
    files = "\n".join(f"  {found.path}" for found in called)
    message = f"{len(called)} exercises of yours are called “{shown}”:\n{files}"
    hint = "Give the file in place of the name, or give one of them another id."
    return WrongUsage(message, hint)
