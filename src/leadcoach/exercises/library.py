"""The exercises at hand, shipped ones and the person's own: found, opened, listed.

A file that a stranger may have made is an ordinary, readable file or refused; what is
in it is read in `load`, later, so that a list needs no models.
"""

import errno
import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leadcoach import __version__, disk
from leadcoach.domain.picking import nearest_of
from leadcoach.domain.text import clean_line
from leadcoach.domain.toml import EXERCISE_LIMIT, BadToml, parse_toml, text_of
from leadcoach.errors import LeadcoachError, NotFound, Unreadable, WrongUsage

if TYPE_CHECKING:
    from leadcoach.domain.exercise import Exercise

_ONLY_TOML = "An exercise is one .toml file; several stand in a folder."
_COPY_IT = "Copy the file itself to this place, then try again."
_ARCHIVES = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"(\xb5/\xfd", "zstd"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "rar"),
)
_TAR_AT = 257
MOST_FILES = 200
_NOT_EXERCISES = frozenset({"lenses", "glossary"})
_ID = re.compile(r"[a-z][a-z0-9-]{0,59}")
_CACHE_LIMIT = 1024 * 1024


def content_of(path: Path, *, follow_links: bool = False) -> bytes:
    """Return the bytes of `path`, at most one more than an exercise may have.

    Links are followed only for files that came with leadcoach: some package managers
    put links in place of files.

    Raises:
        NotFound: there is no such file.
        Unreadable: it is a link, a folder, a device or an archive, or not readable.
    """
    name = clean_line(path.name, 80)
    try:
        content = disk.read(path, EXERCISE_LIMIT, named=follow_links)
    except FileNotFoundError:
        raise _nothing_at(path) from None
    except disk.NotAFile as problem:
        hint = _COPY_IT if path.is_symlink() else _ONLY_TOML
        raise Unreadable(f"{name} cannot be read: {problem.strerror}.", hint) from None
    except OSError as problem:
        if problem.errno == errno.ENAMETOOLONG:
            raise _nothing_at(path) from None
        told = disk.reason(problem)
        raise Unreadable(f"{name} cannot be read: {told}.") from problem
    _refuse_archive(content, name)
    return content


def _nothing_at(path: Path) -> NotFound:
    hint = "`leadcoach exercise list` shows the exercises at hand."
    return NotFound(f"There is no exercise file {clean_line(str(path))}.", hint)


def files_in(folder: Path) -> list[Path]:
    """Return the exercise files of a stranger's folder, sorted; no sub-folders.

    Raises:
        Unreadable: the folder is a link, cannot be read, or holds too many.
    """
    name = clean_line(folder.name or str(folder), 80)
    if folder.is_symlink():
        hint = "Name the folder itself."
        raise Unreadable(f"{name} is a link to another place.", hint)
    found = exercise_files(folder)
    if len(found) > MOST_FILES:
        message = (
            f"{name} holds {len(found)} exercise files; {MOST_FILES} are possible."
        )
        raise Unreadable(message, "Take out what you do not need.")
    return found


def exercise_files(folder: Path) -> list[Path]:
    """Return the exercise files of a folder, sorted; none where it is missing.

    Links, pipes and the like are among them: whoever reads one says what it is.

    Raises:
        Unreadable: it is there and cannot be looked into.
    """
    try:
        named = (path for path in folder.iterdir() if _is_exercise_name(path))
        return sorted(path for path in named if path.is_symlink() or not path.is_dir())
    except OSError as problem:
        if isinstance(problem, FileNotFoundError) and not folder.is_symlink():
            return []
        told = disk.reason(problem)
        raise Unreadable(f"{folder} cannot be read: {told}.") from problem


def _is_exercise_name(path: Path) -> bool:
    name = path.name
    if not name.endswith(".toml") or name.endswith(".test.toml"):
        return False
    return path.stem not in _NOT_EXERCISES and not name.startswith(".")


def _refuse_archive(content: bytes, name: str) -> None:
    kind = next((kind for sign, kind in _ARCHIVES if content.startswith(sign)), "")
    if content[_TAR_AT : _TAR_AT + 5] == b"ustar":
        kind = "tar"
    if kind:
        hint = "Unpack it yourself, look at it, then name the folder or a .toml file."
        raise Unreadable(f"{name} is a {kind} archive; none is opened.", hint)


@dataclass(frozen=True)
class Listed:
    """An exercise as it is listed."""

    id: str
    title: str
    minutes: int
    summary: str
    own: bool
    path: str


@dataclass(frozen=True)
class ExerciseFile:
    """An exercise, the hash of its file, and where that file is."""

    exercise: "Exercise"
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

    def find(self, name: str) -> ExerciseFile:
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

    def _at(self, path: Path) -> ExerciseFile:
        return self.read(path, own=not self.has_shipped(path.parent))

    def has_shipped(self, folder: Path) -> bool:
        """Tell whether `folder` is that of the shipped exercises, by whatever name."""
        try:
            return folder.samefile(self.builtin)
        except OSError:  # it is not there, or leads round and round
            return False

    def _own_readable(self) -> Iterator[ExerciseFile]:
        """Yield the person's own exercises that can be read."""
        for path in exercise_files(self.own):
            with suppress(Unreadable):
                yield self.read(path, own=True)

    def _files(self) -> Iterator[tuple[Path, bool]]:
        """Yield the shipped ones first: they need no folder of the person's."""
        shipped = self.shipped_ids()
        yield from ((path, False) for path in exercise_files(self.builtin))
        mine = exercise_files(self.own)
        yield from ((path, True) for path in mine if path.stem not in shipped)

    def read(self, path: Path, *, own: bool) -> ExerciseFile:
        """Return the exercise in a file.

        Raises:
            NotFound: there is no such file.
            Unreadable: with all problems of the file.
        """
        return self._in(content_of(path, follow_links=not own), path, own=own)

    def _in(self, content: bytes, path: Path, *, own: bool) -> ExerciseFile:
        # Reading means pydantic, which takes as long as all the rest of a command.
        from leadcoach.exercises.load import load

        exercise, sha256 = load(content, clean_line(path.name, 80))
        if own and self.takes_a_shipped_id(exercise.id, content):
            what = f"the id “{exercise.id}” belongs to an exercise of leadcoach."
            hint = "Give this one another id, so that your entries stay apart."
            raise Unreadable(f"{path.name}: {what}", hint)
        return ExerciseFile(exercise, sha256, path, own)

    def takes_a_shipped_id(self, name: str, content: bytes) -> bool:
        """Tell whether `name` is a shipped exercise's, and `content` another file's.

        A copy is none, wherever it lies, and however its lines end.
        """
        for path in exercise_files(self.builtin):
            if path.stem == name:
                return _with_line_feeds(path.read_bytes()) != _with_line_feeds(content)
        return False

    def listed(self, cache: Path) -> tuple[list[Listed], list[LeadcoachError]]:
        """Return every exercise that can be read, and why the others cannot.

        What was read of a file is kept in `cache` under the hash of its bytes, so that
        the next look needs no models. Nothing kept is believed that no file can say.
        """
        kept, fresh = _kept(cache), dict[str, Any]()
        found: list[Listed] = []
        refused: list[LeadcoachError] = []
        shipped = self.shipped_ids()
        for path, own in self._all_files(refused):
            try:
                content = content_of(path, follow_links=not own)
                sha256 = hashlib.sha256(content).hexdigest()
                said: Any = kept.get(sha256)
                if not _can_be_right(said):
                    said = _said_of(self._in(content, path, own=own))
            except LeadcoachError as problem:
                refused.append(problem)
                continue
            fresh[sha256] = said
            if not own or said["id"] not in shipped:  # a copy of that one is that one
                found.append(Listed(**said, own=own, path=str(path)))
        if fresh != kept:
            _keep(fresh, cache)
        return found, refused

    def _all_files(self, refused: list[LeadcoachError]) -> Iterator[tuple[Path, bool]]:
        yield from ((path, False) for path in exercise_files(self.builtin))
        try:
            yield from ((path, True) for path in exercise_files(self.own))
        except LeadcoachError as problem:
            refused.append(problem)


def _said_of(found: ExerciseFile) -> dict[str, Any]:
    exercise = found.exercise
    return {
        "id": exercise.id,
        "title": clean_line(exercise.title),
        "minutes": exercise.minutes,
        "summary": clean_line(exercise.summary or exercise.purpose),
    }


def _kept(cache: Path) -> dict[str, Any]:
    try:
        kept = json.loads(disk.read(cache, _CACHE_LIMIT))
    except (OSError, ValueError, RecursionError):
        return {}
    is_ours = isinstance(kept, dict) and kept.get("version") == __version__
    files = kept.get("files") if is_ours else None
    return files if isinstance(files, dict) else {}


def _keep(files: dict[str, Any], cache: Path) -> None:
    written = json.dumps({"version": __version__, "files": files})
    with suppress(LeadcoachError):  # it is only faster with it
        disk.atomic_write(cache, written.encode())


def _can_be_right(said: Any) -> bool:  # noqa: ANN401 - whatever a JSON file holds
    match said:
        case {
            "id": str(name),
            "title": str(title),
            "minutes": minutes,
            "summary": str(summary),
            **rest,
        }:
            is_number = type(minutes) is int and 1 <= minutes <= 240
            words = all(
                len(each) <= 500 and clean_line(each) == each
                for each in (title, summary)
            )
            return not rest and bool(_ID.fullmatch(name)) and is_number and words
    return False


def _with_line_feeds(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n")


def _several(name: str, called: list[ExerciseFile]) -> WrongUsage:
    shown = clean_line(name, 60)
    files = "\n".join(f"  {found.path}" for found in called)
    message = f"{len(called)} exercises of yours are called “{shown}”:\n{files}"
    hint = "Give the file in place of the name, or give one of them another id."
    return WrongUsage(message, hint)


@dataclass(frozen=True)
class Term:
    """A word of the glossary, what it means here, and whose it is."""

    term: str
    means: str
    source: str


def glossary(path: Path) -> tuple[Term, ...]:
    """Return the terms of the shipped file at `path`: [[term]] with the keys of `Term`.

    Raises:
        NotFound: it is not there.
        Unreadable: it is no glossary.
    """
    try:
        table = parse_toml(text_of(content_of(path, follow_links=True), EXERCISE_LIMIT))
        return tuple(Term(**row) for row in table["term"])
    except (BadToml, KeyError, TypeError):
        raise Unreadable(f"{path} is no glossary.") from None
