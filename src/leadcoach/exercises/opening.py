"""Opening a file that a stranger may have made: an ordinary, readable file or nothing."""

import errno
import os
import stat
from pathlib import Path

from leadcoach.domain.text import clean_line
from leadcoach.domain.toml import EXERCISE_LIMIT
from leadcoach.errors import NotFound, Unreadable

_ONLY_TOML = "An exercise is one .toml file; several stand in a folder."
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
# A fifo would keep us waiting for somebody to write into it.
_READ = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


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
        refuse_what_is_no_file(path, follow_links=follow_links)
        flags = _READ & ~getattr(os, "O_NOFOLLOW", 0) if follow_links else _READ
        with os.fdopen(os.open(path, flags), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise Unreadable(f"{name} is no ordinary file.", _ONLY_TOML)
            content = file.read(EXERCISE_LIMIT + 1)
    except FileNotFoundError:
        raise _nothing_at(path) from None
    except OSError as problem:
        if problem.errno == errno.ENAMETOOLONG:
            raise _nothing_at(path) from None
        reason = problem.strerror or type(problem).__name__
        raise Unreadable(f"{name} cannot be read: {reason}.") from problem
    _refuse_archive(content, name)
    return content


def _nothing_at(path: Path) -> NotFound:
    hint = "`leadcoach exercise list` shows the exercises at hand."
    return NotFound(f"There is no exercise file {clean_line(str(path))}.", hint)


def refuse_what_is_no_file(path: Path, *, follow_links: bool = False) -> None:
    """Refuse links, folders, pipes and devices.

    Raises:
        Unreadable: with what it is.
        OSError: it cannot be looked at.
    """
    name = clean_line(path.name, 80)
    mode = path.stat().st_mode if follow_links else path.lstat().st_mode
    if stat.S_ISLNK(mode):
        hint = "Copy the file itself to this place, then try again."
        raise Unreadable(f"{name} is a link to another place.", hint)
    if stat.S_ISDIR(mode):
        raise Unreadable(f"{name} is a folder and no exercise file.", _ONLY_TOML)
    if not stat.S_ISREG(mode):
        what = "a pipe" if stat.S_ISFIFO(mode) else "a device or socket"
        raise Unreadable(f"{name} is {what} and no exercise file.", _ONLY_TOML)


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
        reason = problem.strerror or type(problem).__name__
        raise Unreadable(f"{name} cannot be read: {reason}.") from problem
    if len(found) > MOST_FILES:
        message = (
            f"{name} holds {len(found)} exercise files; {MOST_FILES} are possible."
        )
        raise Unreadable(message, "Take out what you do not need.")
    return found


def exercise_files(folder: Path) -> list[Path]:
    """Return the exercise files of one of our own folders; none where it is missing.

    Links are among them: whoever reads one says that it is a link.
    """
    if not folder.is_dir():
        return []
    named = (path for path in folder.iterdir() if is_exercise_name(path))
    return sorted(path for path in named if path.is_symlink() or path.is_file())


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
