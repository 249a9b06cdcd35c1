"""The only module that writes to the disk, so that a crash cannot spoil a file.

And the one way to read a file that is not leadcoach's own: `read` opens nothing but an
ordinary file, so that no pipe and no device keeps anybody waiting.

`atomic_write` and `create_new` follow one recipe: write beside the target, flush the
file, move it into place, flush the folder. All calls go through `io`, which tests
replace to fail at any one of them.
"""

import errno
import os
import re
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from leadcoach.errors import DiskRefused, NotConfirmed

_SAFELY = (
    getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_BINARY", 0)
)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _SAFELY
LOCK = os.O_RDWR | os.O_CREAT | _SAFELY
"""how a lock's file is opened"""
# A pipe is never waited for, and no terminal becomes ours.
_READ = _SAFELY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_AT_ONCE = 1024 * 1024
# Some file systems, mostly on a network, know no such call.
_FOLDERS_CANNOT_BE_FLUSHED = (errno.EINVAL, errno.ENOTSUP)
# Windows says these while a scanner or a sync program holds the file open.
_HELD_ON_WINDOWS = (5, 32, 33)
_DESCRIPTOR = re.compile(r"/(?:dev|proc/self)/fd/([0-9]{1,9})")
_STREAMS = {"/dev/stdout": 1, "/dev/stderr": 2}
_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)


class Io:
    """The disk calls a write is made of, one method each; tests let them fail."""

    def open(self, path: str, flags: int, mode: int = 0o600) -> int:
        return os.open(path, flags, mode)

    def write(self, descriptor: int, chunk: memoryview) -> int:
        return os.write(descriptor, chunk)

    def fsync(self, descriptor: int) -> None:
        """Wait until the disk holds what was written."""
        if sys.platform == "darwin":  # where fsync leaves it in the disk's own memory
            import fcntl

            with suppress(OSError):
                fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
                return
        os.fsync(descriptor)

    def close(self, descriptor: int) -> None:
        os.close(descriptor)

    def replace(self, source: str, target: str) -> None:
        os.replace(source, target)

    def link(self, source: str, target: str) -> None:
        """Give `source` a second name; fails where `target` exists."""
        os.link(source, target)

    def unlink(self, path: str) -> None:
        os.unlink(path)

    def mkdir(self, path: str, mode: int) -> None:
        os.mkdir(path, mode)

    def rmdir(self, path: str) -> None:
        os.rmdir(path)


io: Io = Io()


_KINDS = {
    stat.S_IFLNK: "it is a link to another place",
    stat.S_IFDIR: "it is a folder, not a file",
    stat.S_IFIFO: "it is a pipe, not a file",
    stat.S_IFSOCK: "it is a socket, not a file",
    stat.S_IFCHR: "it is a device, not a file",
    stat.S_IFBLK: "it is a device, not a file",
}


class NotAFile(OSError):
    """Something else stands where a file should; `reason` tells what it is."""

    def __init__(self, what: str) -> None:
        super().__init__(errno.EINVAL, what)


def read(path: Path | str, most: int, *, named: bool = False) -> bytes:
    """Return the bytes of the ordinary file at `path`, at most one more than `most`.

    With `named`, when a person named it, links are followed, and what a shell hands over,
    as in `leadcoach read <(pdftotext letter.pdf -)`, is read: it is open already. Any
    other pipe could keep us waiting for ever.

    Raises:
        OSError: it is not there, cannot be read, or is no file; see `reason`.
    """
    given = descriptor_of(path) if named else None
    descriptor = _opened(path, named=named) if given is None else os.dup(given)
    try:
        if given is None:
            _refuse_kind(os.fstat(descriptor).st_mode)
        parts, left = [], most + 1
        while left > 0 and (part := os.read(descriptor, min(left, _AT_ONCE))):
            parts.append(part)
            left -= len(part)
    finally:
        os.close(descriptor)
    return b"".join(parts)


def _opened(path: Path | str, *, named: bool) -> int:
    flags = _READ
    try:
        if named:  # some devices act on being opened
            refuse_what_is_no_file(path)
            flags &= ~getattr(os, "O_NOFOLLOW", 0)
        return os.open(path, flags)
    except ValueError:  # a NUL, or half a character
        raise NotAFile("this can be the name of no file") from None
    except OSError:
        refuse_what_is_no_file(path, follow_links=named)
        raise


def refuse_what_is_no_file(path: Path | str, *, follow_links: bool = True) -> None:
    """Refuse what is there and is no ordinary file, without opening it.

    Raises:
        NotAFile: it is a link (unless they are followed), a folder, a pipe or a device.
        OSError: it is not there, or cannot be looked at.
    """
    _refuse_kind(os.stat(path, follow_symlinks=follow_links).st_mode)


def _refuse_kind(mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise NotAFile(_KINDS.get(stat.S_IFMT(mode), "it is not a file"))


def reason(problem: OSError) -> str:
    """Return why the disk refused, in the words of the system or of `read`."""
    if problem.errno == errno.ELOOP:
        return "a link is in the way"
    if problem.errno == errno.ENOTDIR:
        return "a file stands where a folder is needed"
    return problem.strerror or type(problem).__name__


def make_folder(folder: Path) -> None:
    """Create `folder` and the missing ones above it, each for its owner only.

    Raises:
        DiskRefused: it cannot be made.
    """
    try:
        if folder.is_dir():
            return
        missing = [folder]
        while not missing[-1].parent.exists():
            missing.append(missing[-1].parent)
        for each in reversed(missing):
            with suppress(FileExistsError):  # another leadcoach was first
                io.mkdir(str(each), 0o700)
            _flush_folder(each.parent)
    except OSError as problem:
        raise refused(folder, problem) from problem


def atomic_write(path: Path, content: bytes) -> None:
    """Put `content` in place of `path` as a whole, or leave `path` as it was.

    Raises:
        DiskRefused: nothing was changed.
        NotConfirmed: the new content is there, but may not survive a power cut.
    """
    _write(path, content, lambda beside: _replace_with_patience(beside, str(path)))


def write_out(path: Path, content: bytes, *, over: bool = True) -> None:
    """Write `content` where a person said: to a file as a whole, or into what is no file.

    A link is followed. A pipe, a device or an open descriptor, like /dev/null or
    /dev/fd/3, is written to and stays.

    Raises:
        FileExistsError: there is a file, and it is not to be written `over`.
        DiskRefused: a file is as it was; a pipe or device may have got a part.
        NotConfirmed: the file is there, but may not survive a power cut.
    """
    given = descriptor_of(path)
    if given is None and (path.is_file() or path.is_dir() or not path.exists()):
        target = Path(os.path.realpath(path))
        before = target.stat().st_mode if over and target.is_file() else None
        (atomic_write if over else create_new)(target, content)
        if before is not None:  # the person's file, so who may read it stays as it was
            with suppress(OSError):
                target.chmod(stat.S_IMODE(before))
        return
    try:
        # Not by its real path: that of a pipe of the shell cannot be opened.
        opened = io.open(str(path), os.O_WRONLY) if given is None else os.dup(given)
        try:
            _write_all(opened, content)
        finally:
            io.close(opened)
    except OSError as problem:
        raise refused(path, problem) from problem


def descriptor_of(path: Path | str) -> int | None:
    """Return the number of the open file that a path like /dev/stdout means, or None."""
    found = _DESCRIPTOR.fullmatch(str(path))
    return int(found[1]) if found else _STREAMS.get(str(path))


def create_new(path: Path, content: bytes) -> None:
    """Write `content` to `path`, which must not exist yet.

    Raises:
        FileExistsError: somebody was first; their file is untouched.
        DiskRefused: nothing was written.
        NotConfirmed: the file is there, but may not survive a power cut.
    """
    _write(path, content, lambda beside: _take_name(beside, path))


def remove(path: Path, *, for_sure: bool = False) -> None:
    """Remove the file at `path`; it may be gone already.

    Raises:
        DiskRefused: it is still there.
        NotConfirmed: `for_sure`, and after a power cut it may be back.
    """
    try:
        io.unlink(str(path))
    except FileNotFoundError:
        return
    except OSError as problem:
        message = f"{path} could not be removed: {reason(problem)}. It is still there."
        raise DiskRefused(message, "Check who may write there.") from problem
    try:
        _flush_folder(path.parent)
    except OSError as problem:
        if for_sure:
            message = f"{path} is removed, but the disk did not confirm it."
            hint = "After a power cut it may be back; look again before you rely on it."
            raise NotConfirmed(message, hint) from problem


def remove_all_in(folder: Path) -> None:
    """Remove `folder` and all below it, as far as the disk lets us; look afterwards.

    A link is removed, and what it leads to is not.
    """
    for found, inner, names in os.walk(folder, topdown=False):
        for name in (*names, *inner):
            path = os.path.join(found, name)
            is_folder = name in inner and not os.path.islink(path)
            with suppress(OSError):
                (io.rmdir if is_folder else io.unlink)(path)
        with suppress(OSError):
            _flush_folder(Path(found))
    with suppress(OSError):
        io.rmdir(str(folder))
        _flush_folder(folder.parent)


def _write(path: Path, content: bytes, put: Callable[[str], None]) -> None:
    make_folder(path.parent)
    beside = str(path.parent / f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}.tmp")
    try:
        descriptor = io.open(beside, _NEW, 0o600)
        try:
            _write_all(descriptor, content)
            io.fsync(descriptor)
        finally:
            io.close(descriptor)
        put(beside)
    except BaseException as problem:
        _drop(beside)
        if isinstance(problem, OSError) and not isinstance(problem, FileExistsError):
            raise refused(path, problem) from problem
        raise
    try:
        _flush_folder(path.parent)
    except OSError as problem:
        message = f"Your words are in {path}, but the disk did not confirm them."
        hint = "Check the disk before you rely on this file."
        raise NotConfirmed(message, hint) from problem


def _write_all(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:  # a full disk may take only a part and report no error
        rest = rest[io.write(descriptor, rest) :]


def _take_name(beside: str, path: Path) -> None:
    # A hard link fails where the name exists, so nothing is ever written over.
    try:
        io.link(beside, str(path))
    except FileExistsError:
        raise
    except OSError:  # file systems without hard links
        io.close(io.open(str(path), _NEW, 0o600))
        try:
            _replace_with_patience(beside, str(path))
        except BaseException:
            _drop(str(path))  # only the empty file that held the name
            raise
        return
    _drop(beside)  # the words are in place under their own name


def _replace_with_patience(beside: str, target: str) -> None:
    for wait in (*_WAITS, None):
        try:
            io.replace(beside, target)
        except PermissionError as problem:
            code = getattr(problem, "winerror", None)
            if wait is None or code not in _HELD_ON_WINDOWS:
                raise
            time.sleep(wait)
        else:
            return


def _drop(beside: str) -> None:
    with suppress(OSError):
        io.unlink(beside)


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder
        return
    descriptor = io.open(str(folder), os.O_RDONLY)
    try:
        io.fsync(descriptor)
    except OSError as problem:
        if problem.errno not in _FOLDERS_CANNOT_BE_FLUSHED:
            raise
    finally:
        io.close(descriptor)


def refused(path: Path, problem: OSError) -> DiskRefused:
    """Return what to say when `path` could not be written."""
    return DiskRefused(
        f"{path} could not be written: {reason(problem)}. What was there before is unchanged.",
        "Make room or check who may write there, then try again.",
    )
