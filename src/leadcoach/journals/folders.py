"""Folders of files with names of our own: listed, read, and never written over."""

import os
import re
import secrets
from pathlib import Path
from stat import S_ISREG

from leadcoach import disk
from leadcoach.errors import DiskRefused, Unreadable
from leadcoach.journals.toml import LARGEST, TOO_LARGE, unreadable

# Five bits a sign; l, o, 0 and 1 are left out, for they are mixed up.
_SIGNS = "abcdefghijkmnpqrstuvwxyz23456789"
_TRIES = 100


def random_sign() -> str:
    """Return 40 random bits as eight letters and digits."""
    return "".join(secrets.choice(_SIGNS) for _ in range(8))


def create(folder: Path, beginning: str, content: bytes, sign: str = "") -> Path:
    """Write `content` to a new file, `beginning` and a sign, and return its path.

    The sign is a random one where none is given, or the one given stands there already.

    Raises:
        DiskRefused: nothing was written.
        NotConfirmed: the file is there, but may not survive a power cut.
    """
    refuse_too_large(content)
    for _ in range(_TRIES):
        path = folder / f"{beginning}-{sign or random_sign()}.toml"
        try:
            disk.create_new(path, content)
        except FileExistsError:
            sign = ""
            continue
        return path
    raise DiskRefused(f"No new file could be made in {folder}.", "Try again.")


def refuse_too_large(content: bytes) -> None:
    """Refuse to write what would not be read again.

    Raises:
        DiskRefused: it is larger than that; nothing was written.
    """
    if len(content) > LARGEST:
        raise DiskRefused(
            "This is larger than 32 megabytes, more than one file takes. Nothing was "
            "changed.",
            "Put a part of it into a file of your own.",
        )


def within(folder: Path, name: re.Pattern[str]) -> "list[os.DirEntry[str]]":
    """Return what `folder` holds under names that fit `name`; empty if it is missing.

    Links are passed over: they can lead out of the folder.

    Raises:
        Unreadable: it is there and cannot be looked into.
    """
    try:
        with os.scandir(folder) as found:
            return [
                each
                for each in found
                if name.fullmatch(each.name) and not each.is_symlink()
            ]
    except FileNotFoundError:
        return []
    except OSError as problem:
        raise _unreadable(folder, problem) from problem


def text_of(path: Path) -> str:
    """Return the text of the file at `path`.

    Raises:
        Unreadable: it is missing, no plain file, too large, or not UTF-8.
    """
    try:
        return bytes_of(path).decode()
    except UnicodeDecodeError:
        raise unreadable(str(path), "it is not written in UTF-8") from None


def bytes_of(path: Path) -> bytes:
    """Return the bytes of the file at `path`.

    Raises:
        Unreadable: it is missing, no plain file, or too large.
    """
    try:
        status = path.lstat()
        if not S_ISREG(status.st_mode):  # opening a pipe would wait for ever
            raise unreadable(str(path), "it is not a plain file")
        if status.st_size > LARGEST:
            raise unreadable(str(path), TOO_LARGE)
        return path.read_bytes()
    except OSError as problem:
        raise _unreadable(path, problem) from problem


def _unreadable(path: Path, problem: OSError) -> Unreadable:
    return unreadable(str(path), problem.strerror or type(problem).__name__)
