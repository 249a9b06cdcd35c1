"""The exercises at hand: those that came with leadcoach, and the person's own."""

import errno
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leadcoach import __version__, disk
from leadcoach.domain.picking import nearest_of
from leadcoach.domain.text import clean_line, control_character_in
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
    """Return the .toml files of a stranger's folder, sorted; sub-folders are left out.

    Raises:
        Unreadable: the folder is a link, or holds no such file, or too many.
    """
    name = clean_line(folder.name or str(folder), 80)
    if folder.is_symlink():
        hint = "Name the folder itself."
        raise Unreadable(f"{name} is a link to another place.", hint)
    try:
        found = sorted(path for path in folder.iterdir() if is_exercise_name(path))
    except OSError as problem:
        told = disk.reason(problem)
        raise Unreadable(f"{name} cannot be read: {told}.") from problem
    if len(found) > MOST_FILES:
        message = (
            f"{name} holds {len(found)} exercise files; {MOST_FILES} are possible."
        )
        raise Unreadable(message, "Take out what you do not need.")
    return found


def exercise_files(folder: Path) -> list[Path]:
    """Return the exercise files of one of our own folders; none where it is missing.

    Links, pipes and the like are among them: whoever reads one says what it is.

    Raises:
        Unreadable: it is there and cannot be looked into.
    """
    try:
        named = (path for path in folder.iterdir() if is_exercise_name(path))
        return sorted(path for path in named if path.is_symlink() or not path.is_dir())
    except OSError as problem:
        if isinstance(problem, FileNotFoundError) and not folder.is_symlink():
            return []
        told = disk.reason(problem)
        raise Unreadable(f"{folder} cannot be read: {told}.") from problem


MOST_FILES = 200
_NOT_EXERCISES = frozenset({"lenses", "glossary"})


def is_exercise_name(path: Path) -> bool:
    """Tell whether a file is called like an exercise, and not like a test of one."""
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
class Found:
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
        # Reading means pydantic, which takes as long as all the rest of a command.
        from leadcoach.exercises.load import load

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


SCHEMA = 1
_ID = re.compile(r"[a-z][a-z0-9-]{0,59}")
_LIMIT = 1024 * 1024


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
class Catalogue:
    """The exercises of two folders; `cache` is where what was read is kept."""

    builtin: Path
    own: Path
    cache: Path

    def listed(self) -> tuple[list[Listed], list[LeadcoachError]]:
        """Return every exercise that can be read, and why the others cannot."""
        kept = self._kept()
        found: list[Listed] = []
        refused: list[LeadcoachError] = []
        fresh: dict[str, Any] = {}
        for path, own in self._files(refused):
            try:
                mark = _mark(path, own=own)
                each = _believed(kept.get(str(path)), mark, path, own=own)
                each = each or self._read(path, own=own)
            except LeadcoachError as problem:
                refused.append(problem)
                continue
            fresh[str(path)] = {**mark, **asdict(each)}
            if not (
                own and any(other.id == each.id for other in found if not other.own)
            ):
                found.append(each)  # a copy of a shipped one is that one
        if fresh != kept:
            self._keep(fresh)
        return found, refused

    def _files(self, refused: list[LeadcoachError]) -> Iterator[tuple[Path, bool]]:
        yield from ((path, False) for path in exercise_files(self.builtin))
        try:
            yield from ((path, True) for path in exercise_files(self.own))
        except LeadcoachError as problem:
            refused.append(problem)

    def _read(self, path: Path, *, own: bool) -> Listed:
        exercise = Library(self.builtin, self.own).read(path, own=own).exercise
        summary = exercise.summary or exercise.purpose
        return Listed(
            id=exercise.id,
            title=clean_line(exercise.title),
            minutes=exercise.minutes,
            summary=clean_line(summary),
            own=own,
            path=str(path),
        )

    def _kept(self) -> Mapping[str, Any]:
        try:
            kept = json.loads(disk.read(self.cache, _LIMIT))
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(kept, dict) or kept.get("schema") != SCHEMA:
            return {}
        files = kept.get("files")
        if not isinstance(files, dict) or kept.get("version") != __version__:
            return {}
        return files

    def _keep(self, files: Mapping[str, Any]) -> None:
        kept = {"schema": SCHEMA, "version": __version__, "files": files}
        with suppress(LeadcoachError):  # it is only faster with it
            disk.atomic_write(self.cache, json.dumps(kept).encode())


def _mark(path: Path, *, own: bool) -> dict[str, Any]:
    """Return what tells this file from any other, and from itself before a change."""
    content = content_of(path, follow_links=not own)
    try:
        seen = path.stat()
    except OSError:  # gone this very moment
        return {}
    return {
        "size": seen.st_size,
        "mtime_ns": seen.st_mtime_ns,
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _believed(
    kept: Any,  # noqa: ANN401
    mark: dict[str, Any],
    path: Path,
    *,
    own: bool,
) -> Listed | None:
    """Return what is kept of a file, where it is of this file and can be right."""
    if not isinstance(kept, dict) or not mark:
        return None
    if any(kept.get(key) != value for key, value in mark.items()):
        return None
    rest = {key: value for key, value in kept.items() if key not in mark}
    if set(rest) != set(Listed.__dataclass_fields__):
        return None
    if rest["own"] is not own or rest["path"] != str(path):
        return None
    return Listed(**rest) if _can_be_right(rest) else None


def _can_be_right(rest: Mapping[str, Any]) -> bool:
    name, minutes = rest["id"], rest["minutes"]
    if not isinstance(name, str) or not _ID.fullmatch(name):
        return False
    if type(minutes) is not int or not 1 <= minutes <= 240:
        return False
    words = (rest["title"], rest["summary"])
    return all(
        isinstance(each, str) and len(each) <= 500 and clean_line(each) == each
        for each in words
    )


_KEYS = ("term", "means", "source")


@dataclass(frozen=True)
class Term:
    """A word, what it means here, and whose it is."""

    term: str
    means: str
    source: str


def glossary(path: Path) -> tuple[Term, ...]:
    """Return the terms of the file at `path`, in its order.

    Raises:
        Unreadable: it is not there, or is no glossary.
    """
    try:
        table = parse_toml(text_of(path.read_bytes(), EXERCISE_LIMIT))
    except OSError as problem:
        reason = disk.reason(problem)
        raise Unreadable(f"{path} cannot be read: {reason}.") from problem
    except BadToml as problem:
        raise Unreadable(f"{path}:{problem.line}: {problem.what}.") from problem
    rows = table.get("term")
    if table.get("format") != 1 or not isinstance(rows, list):
        raise Unreadable(f"{path} holds no `format = 1` and [[term]].")
    return tuple(_term(row, f"{path}: term {at}") for at, row in enumerate(rows, 1))


def _term(row: object, where: str) -> Term:
    if not isinstance(row, dict) or set(row) != set(_KEYS):
        raise Unreadable(f"{where} has other keys than {', '.join(_KEYS)}.")
    words = [row[key] for key in _KEYS]
    if not all(isinstance(each, str) and each.strip() for each in words):
        raise Unreadable(f"{where}: words are needed for each of its keys.")
    if any(control_character_in(each) for each in words):
        raise Unreadable(f"{where} holds a character that cannot be seen.")
    return Term(*words)
