"""Taking in exercises from others: looked at first, then installed as our own copy."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import tomli
import tomli_w

from leadcoach import disk
from leadcoach.domain.exercise import Exercise
from leadcoach.domain.text import clean_line
from leadcoach.domain.toml import EXERCISE_LIMIT, text_of
from leadcoach.errors import NotFound, Unreadable, WrongUsage
from leadcoach.exercises.library import Library, content_of, files_in
from leadcoach.exercises.load import load

# Windows takes these for devices, whatever stands behind the point.
_DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)\d")


@dataclass(frozen=True)
class Offered:
    """An exercise that could be added: what is in it, and what would be written."""

    source: Path
    exercise: Exercise
    content: bytes

    @property
    def fingerprint(self) -> str:
        """Return the first signs of its hash, to compare with its author."""
        return hashlib.sha256(self.content).hexdigest()[:16]


def offered_by(path: Path, library: Library) -> list[Offered]:
    """Return what the file or the folder `path` offers; nothing is written.

    Raises:
        NotFound: there is nothing at `path`.
        Unreadable: one of the files is no exercise; then none is offered.
        WrongUsage: one is there already, or has the id of a shipped one.
    """
    found = [_offered(each) for each in _sources(path)]
    for each in found:
        _refuse_taken(each, found, library)
    return found


def install(offered: Offered, folder: Path) -> Path:
    """Write an exercise into `folder` and return its file; never over another.

    Raises:
        WrongUsage: there is one of that name already.
        DiskRefused: it could not be written.
    """
    target = folder / f"{offered.exercise.id}.toml"
    try:
        disk.create_new(target, offered.content)
    except FileExistsError:
        raise _is_there(offered.exercise.id) from None
    return target


def remove(name: str, library: Library) -> Path:
    """Remove one of the person's own exercises; return its file.

    A file that can no longer be read goes as well, by the name it has. Where several are called so, one is named by its file; no other file is removed.

    Raises:
        WrongUsage: it came with leadcoach, or several are called so.
        NotFound: there is no such exercise.
    """
    if name in library.shipped_ids():
        hint = "It comes with leadcoach and stays; your own ones can be removed."
        raise WrongUsage(f"“{clean_line(name, 60)}” is not yours.", hint)
    is_path = "/" in name or name.endswith(".toml")
    path = Path(name).absolute() if is_path else library.own / f"{name}.toml"
    none_called = NotFound(f"You have no exercise “{clean_line(name, 60)}”.")
    try:
        path = library.find(name).path.absolute()
    except NotFound:
        raise none_called from None
    except Unreadable:
        pass  # it goes as well, by the name of its file
    if path.parent != library.own.absolute():
        raise none_called
    disk.remove(path)
    return path


def _sources(path: Path) -> list[Path]:
    if not path.is_dir() or path.is_symlink():
        return [path]
    found = files_in(path)
    if not found:
        shown = clean_line(path.name or str(path), 80)
        hint = "A pack is a folder with .toml files, or one such file."
        raise NotFound(f"There is no exercise file in {shown}.", hint)
    return found


def _offered(path: Path) -> Offered:
    name = clean_line(path.name, 80)
    exercise, content = _written_anew(content_of(path), name)
    if _DEVICE.fullmatch(exercise.id):
        what = f"{name}:1: “{exercise.id}” is the name of a device on some computers."
        raise Unreadable(what, "Ask its author for another id.")
    return Offered(path, exercise, content)


def _written_anew(content: bytes, name: str) -> tuple[Exercise, bytes]:
    """Return the exercise in `content` and its file as we write it.

    A stranger's bytes are read only once: comments, spacing and the order of keys are
    ours, every value is the author's.
    """
    exercise, _ = load(content, name)
    table = tomli.loads(text_of(content, EXERCISE_LIMIT))
    written = tomli_w.dumps(table).encode()
    if load(written, name)[0] != exercise:
        message = f"{name} does not read the same when it is written out anew."
        raise Unreadable(message, "Ask its author for another copy.")
    return exercise, written


def _refuse_taken(each: Offered, others: list[Offered], library: Library) -> None:
    name = each.exercise.id
    if name in library.shipped_ids():
        message = f"The id “{name}” belongs to an exercise of leadcoach."
        raise WrongUsage(
            message, "None of yours can take its place. Nothing was added."
        )
    if sum(other.exercise.id == name for other in others) > 1:
        message = f"Two of these files have the id “{name}”."
        raise WrongUsage(message, "Take one of them out. Nothing was added.")
    if name in library.own_ids():
        raise _is_there(name)


def _is_there(name: str) -> WrongUsage:
    hint = f"To take the new one, first: leadcoach exercise remove {name}"
    return WrongUsage(f"You have an exercise “{name}” already.", hint)
