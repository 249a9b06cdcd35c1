"""Opening a file that a stranger may have made: an ordinary, readable file or nothing."""

import errno
from pathlib import Path

from leadcoach import disk
from leadcoach.domain.text import clean_line
from leadcoach.domain.toml import EXERCISE_LIMIT
from leadcoach.errors import NotFound, Unreadable

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
_NOT_EXERCISES = frozenset({"lenses", "follow-ups", "glossary"})


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
