"""Locks: one for everybody who writes in a journal, and one for each draft.

The journal's is held only while something is written, and others wait for it. A draft's
is held while somebody types, and others are told.
"""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from leadcoach import disk
from leadcoach.errors import DiskRefused

if TYPE_CHECKING:
    from filelock import FileLock

_LONGEST_WAIT = 60.0
"""seconds another leadcoach can keep this one from writing"""
_POLL = 0.005
# What file systems without locks say, mostly on a network.
_NO_LOCKS = (errno.ENOSYS, errno.ENOLCK, errno.ENOTSUP, errno.EINVAL)


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Hold `lock` as the only process; others wait. The empty file stays behind.

    Whoever holds it can take it again. The system lets go of it when the process ends,
    however it ends. Where the file system knows no locks, nothing is held.

    Raises:
        DiskRefused: the lock cannot be opened, or another process keeps it.
    """
    disk.make_folder(lock.parent)
    held = _taken(lock)
    try:
        yield
    finally:
        if held is not None:
            with suppress(OSError):
                held.release()


def _taken(lock: Path) -> "FileLock | None":
    from filelock import FileLock, Timeout  # slow to import, and only writers need it

    asked = FileLock(
        lock,
        mode=0o600,
        is_singleton=True,
        fallback_to_soft=False,
        preserve_lock_file=True,
    )
    try:
        asked.acquire(timeout=_LONGEST_WAIT, poll_interval=_POLL)
    except Timeout as problem:
        message = (
            f"Another leadcoach keeps {lock.parent} to itself. Nothing was changed."
        )
        raise DiskRefused(
            message, "Let it come to its end, then try again."
        ) from problem
    except OSError as problem:
        if problem.errno in _NO_LOCKS:
            return None
        raise disk.refused(lock, problem) from problem
    return asked


def hold(lock: Path) -> int | None:
    """Hold `lock` until `let_go`, or the end of the process; None when another has it.

    Raises:
        DiskRefused: the lock cannot be opened.
    """
    disk.make_folder(lock.parent)
    try:
        descriptor = disk.io.open(str(lock), disk.LOCK, 0o600)
    except OSError as problem:
        raise disk.refused(lock, problem) from problem
    try:
        _take_at_once(descriptor)
    except BlockingIOError:
        disk.io.close(descriptor)
        return None
    except OSError:  # no locks here; nobody can be seen to hold it
        pass
    return descriptor


def let_go(descriptor: int) -> None:
    """Give up what `hold` returned."""
    with suppress(OSError):
        disk.io.close(descriptor)


def _take_at_once(descriptor: int) -> None:
    # Not by filelock: importing it would keep the first question waiting.
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
