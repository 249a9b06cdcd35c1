"""Folders of files with names of our own: listed, read, locked, never written over."""

import os
import re
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from leadcoach import disk
from leadcoach.domain.text import clean_line, nearest, several
from leadcoach.errors import DiskRefused, NotFound, Unreadable
from leadcoach.journal.entry_name import file_name, random_sign
from leadcoach.journal.toml_file import LARGEST, TOO_LARGE, unreadable

_TRIES = 100
_SHOWN = 5
LEADS_NOWHERE = "it is a link, and what it leads to is not there"


def create(folder: Path, beginning: str, content: bytes, sign: str = "") -> Path:
    """Write `content` to a new file, `beginning` and a sign, and return its path.

    The sign is a random one where none is given, or the one given stands there already.

    Raises:
        DiskRefused: nothing was written.
        NotConfirmed: the file is there, but may not survive a power cut.
    """
    refuse_too_large(content)
    for _ in range(_TRIES):
        path = folder / file_name(beginning, sign or random_sign())
        try:
            disk.create_new(path, content)
        except FileExistsError:
            sign = ""
        else:
            return path
    raise DiskRefused(f"No new file could be made in {folder}.", "Try again.")


def refuse_too_large(content: bytes) -> None:
    """Raise DiskRefused for what would not be read again; nothing was written."""
    if len(content) > LARGEST:
        raise DiskRefused(
            "This is larger than 32 megabytes, more than one file takes. Nothing was "
            "changed.",
            "Put a part of it into a file of your own.",
        )


def within(
    folder: Path, name: re.Pattern[str], others: list[str] | None = None
) -> list[str]:
    """Return the names in `folder` that fit `name`; empty if it is missing.

    To `others` those are added that do not.

    What has such a name counts, whatever it is: whoever reads it is told if it is no
    file. So nothing is ever passed over in silence.

    Raises:
        Unreadable: it is there and cannot be looked into.
    """
    try:
        with os.scandir(folder) as found:
            names = [each.name for each in found]
    except OSError as problem:
        is_there = os.path.lexists(folder)
        if isinstance(problem, FileNotFoundError) and not is_there:
            return []
        why = LEADS_NOWHERE if is_there and not folder.exists() else problem.strerror
        hint = "Nothing was changed. Look at what is there."
        raise Unreadable(f"{folder} cannot be read: {why}.", hint) from None
    fitting = [each for each in names if name.fullmatch(each)]
    if others is not None and len(fitting) < len(names):
        others += set(names).difference(fitting)
    return fitting


def text_of(path: Path) -> str:
    """Return the text of the file at `path`; Unreadable also where it is not UTF-8."""
    return decoded(bytes_of(path), str(path))


def decoded(content: bytes, name: str) -> str:
    """Return `content` as text, or raise Unreadable; `name` is the file's."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise unreadable(name, "it is not written in UTF-8") from None


def git_of(folder: Path) -> Path | None:
    """Return the .git of the repository that `folder` is in; it need not be there."""
    here = Path(os.path.realpath(folder))
    there = (each / ".git" for each in (here, *here.parents))
    return next((each for each in there if each.exists()), None)


def bytes_if_readable(path: Path) -> bytes:
    """Return the bytes of the file at `path`, none where it is Unreadable."""
    try:
        return bytes_of(path)
    except Unreadable:
        return b""


def bytes_of(path: Path | str) -> bytes:
    """Return the bytes of a file; Unreadable where it is missing, too large or none."""
    try:
        content = disk.read(path, LARGEST)
    except OSError as problem:
        raise unreadable(str(path), disk.reason(problem)) from problem
    if len(content) > LARGEST:
        raise unreadable(str(path), TOO_LARGE)
    return content


def only_one(asked: str, fitting: Sequence[str], names: Sequence[str]) -> str:
    """Return the one name in `fitting`, which are those of `names` that fit `asked`.

    Raises:
        NotFound: none fits, and the hint has the nearest; or several do.
    """
    if len(fitting) == 1:
        return fitting[0]
    shown = clean_line(asked, 60)
    if not fitting:
        near = nearest(asked, names, 0.4) or "".join(names[:1])
        raise NotFound(f"There is no “{shown}”.", near and f"The nearest is {near}.")
    named = several(fitting, _SHOWN)
    message = f"“{shown}” can mean {len(fitting)} of them: {named}."
    raise NotFound(message, "Give more of the name.")


# Locks: one for everybody who writes in a journal, and one for each draft. The
# journal's is held only while something is written, and others wait for it. A draft's
# is held while somebody types, and others are told.

_LONGEST_WAIT = 60.0
"""seconds another leadcoach can keep this one from writing"""
_POLL = 0.005
_alone: set[Path] = set()
"""the locks for which `alone` holds off other processes just now"""


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Hold `lock` as the only process; others wait. The empty file stays behind.

    Whoever holds it can take it again. The system lets go of it when the process ends,
    however it ends. Where the file system knows no locks, nobody is held off.

    Raises:
        DiskRefused: the lock cannot be opened, or another process keeps it.
    """
    if lock in _alone:
        yield
        return
    until = time.monotonic() + _LONGEST_WAIT
    while (descriptor := hold(lock)) is None:
        if time.monotonic() > until:
            message = f"Another leadcoach keeps {lock.parent} to itself."
            hint = "Let it come to its end, then try again."
            raise DiskRefused(f"{message} Nothing was changed.", hint)
        time.sleep(_POLL)
    _alone.add(lock)
    try:
        yield
    finally:
        _alone.remove(lock)
        let_go(descriptor)


def hold(lock: Path) -> int | None:
    """Hold `lock` until `let_go` or the process ends; None when another has it."""
    disk.make_folder(lock.parent)
    try:
        descriptor = disk.io.open(str(lock), disk.LOCK, 0o600)
    except OSError as problem:
        raise disk.refused(lock, problem) from problem
    try:
        _take_at_once(descriptor)
    except (BlockingIOError, PermissionError):  # as Unix says it, and as Windows does
        let_go(descriptor)
        return None
    except OSError:  # no locks here, mostly on a network; nobody can be seen to hold it
        pass
    return descriptor


def let_go(descriptor: int) -> None:
    """Give up what `hold` returned."""
    with suppress(OSError):
        os.close(descriptor)  # nothing was written; it is no call that can lose a word


def _take_at_once(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
