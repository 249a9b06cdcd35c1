"""Taking in exercises from others: looked at first, then installed as our own copy.

A newer version takes the place of an earlier one; what changes for what was answered to
that is told before.
"""

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import tomli
import tomli_w

from leadcoach import disk
from leadcoach.domain.exercise import AnyQuestion, Exercise
from leadcoach.domain.text import clean_line, nearest, several
from leadcoach.domain.toml import EXERCISE_LIMIT, text_of
from leadcoach.errors import NotFound, Unreadable, WrongUsage
from leadcoach.exercises.library import ExerciseFile, Library, content_of, files_in
from leadcoach.exercises.load import load
from leadcoach.exercises.validate import KeyPath, Mistake, questions_in

# Windows takes these for devices, whatever stands behind the point.
_DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)\d")


@dataclass(frozen=True)
class ExerciseToAdd:
    """An exercise that could be added: what is in it, and what would be written."""

    source: Path
    exercise: Exercise
    content: bytes
    replaces: ExerciseFile | None = None
    """the earlier version that the person has"""

    @property
    def fingerprint(self) -> str:
        """The first signs of its hash, to compare with its author."""
        return hashlib.sha256(self.content).hexdigest()[:16]


def offered_by(
    paths: Sequence[Path], library: Library
) -> tuple[list[ExerciseToAdd], list[Exercise]]:
    """Return what files and folders offer, and what of it is there as it is.

    Nothing is written. What is a newer version by the same authors replaces the other.

    Raises:
        NotFound: there is nothing at one of the paths.
        Unreadable: one of the files is no exercise; then none is offered.
        WrongUsage: one cannot be taken beside what is there.
    """
    files: dict[Path, None] = {}
    for path in paths:
        is_folder = path.is_dir() and not path.is_symlink()
        found = files_in(path) if is_folder else [path]
        if not found:
            shown = clean_line(path.name or str(path), 80)
            hint = "A pack is a folder with .toml files, or one such file."
            raise NotFound(f"There is no exercise file in {shown}.", hint)
        files |= dict.fromkeys(found)
    offered: list[ExerciseToAdd] = []
    is_there: list[Exercise] = []
    for each in map(_offered, files):
        name, message = each.exercise.id, ""
        if library.takes_a_shipped_id(name, b""):
            message = f"The id “{name}” belongs to an exercise of leadcoach."
        elif any(other.exercise.id == name for other in offered):
            message = f"Two of these files have the id “{name}”."
        if message:
            raise WrongUsage(message, "Give one another id. Nothing was added.")
        mine = _mine(each, library)
        if mine and mine.exercise == each.exercise:
            is_there.append(each.exercise)
        else:
            offered.append(replace(each, replaces=mine))
    return offered, is_there


def install(offered: ExerciseToAdd, folder: Path) -> tuple[Path, Path | None]:
    """Write an exercise into `folder`; return its file, and that of the one it replaces.

    What it replaces is kept beside it, under a name that is no exercise's.

    Raises:
        WrongUsage: there is one of that name already, which it is not to replace.
        DiskRefused: it could not be written.
    """
    target, earlier = folder / f"{offered.exercise.id}.toml", offered.replaces
    if earlier is None:
        try:
            disk.create_new(target, offered.content)
        except FileExistsError:
            raise _is_there(offered.exercise.id) from None
        return target, None
    target = earlier.path
    kept = f"{target.name}.{earlier.exercise.version[:20]}-{earlier.sha256[:8]}"
    with suppress(FileExistsError):  # its name says what is in it
        disk.create_new(target.with_name(kept), content_of(target))
    disk.atomic_write(target, offered.content)
    return target, target.with_name(kept)


def remove(name: str, library: Library) -> Path:
    """Remove one of the person's own exercises; return its file.

    A file that can no longer be read goes as well, by the name it has. Where several
    are called so, one is named by its file; no other file is removed.

    Raises:
        WrongUsage: it came with leadcoach, or several are called so.
        NotFound: there is no such exercise.
    """
    if name in library.shipped_ids:
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


def _offered(path: Path) -> ExerciseToAdd:
    """Return what a file offers, as we write it.

    A stranger's bytes are read only once: comments, spacing and the order of keys are
    ours, every value is the author's.
    """
    name, content = clean_line(path.name, 80), content_of(path)
    exercise, _ = load(content, name)
    written = tomli_w.dumps(tomli.loads(text_of(content, EXERCISE_LIMIT))).encode()
    if load(written, name)[0] != exercise:
        message = f"{name} does not read the same when it is written out anew."
        raise Unreadable(message, "Ask its author for another copy.")
    if _DEVICE.fullmatch(exercise.id):
        what = f"{name}:1: “{exercise.id}” is the name of a device on some computers."
        raise Unreadable(what, "Ask its author for another id.")
    return ExerciseToAdd(path, exercise, written)


def _mine(each: ExerciseToAdd, library: Library) -> ExerciseFile | None:
    """Return the exercise of that id, if the same or older; WrongUsage for others."""
    name = each.exercise.id
    try:
        found = library.find(name)
    except NotFound:
        return None
    except Unreadable:
        raise _is_there(name) from None
    has = found.exercise
    if has == each.exercise:
        return found
    if has.id != name:  # only its file is called so
        raise _is_there(name)
    both = (each.exercise, has)
    one, other = ({clean_line(name).casefold() for name in x.authors} for x in both)
    if not one or one != other:
        raise _is_there(name, " It names other authors, or none.")
    # Numbers of any length: as many digits, or more, and then which.
    parts = [[part.lstrip("0") for part in x.version.split(".")] for x in both]
    new, old = ([(len(part), part) for part in x] for x in parts)
    if new <= old:
        this = each.exercise.version
        raise _is_there(name, f" Yours is version {has.version}, and this is {this}.")
    return found


def _is_there(name: str, because: str = "") -> WrongUsage:
    hint = f"To take the new one, first: leadcoach exercise remove {name}"
    return WrongUsage(f"You have an exercise “{name}” already.{because}", hint)


# What a newer version changes

_MOST_NAMED = 6


@dataclass(frozen=True)
class Kept:
    """What the person has written with the version that is at hand."""

    entries: int
    drafts: int
    in_drafts: frozenset[str]
    """the ids that are answered in a draft"""


@dataclass(frozen=True)
class Difference:
    """Two versions of one exercise, question by question."""

    before: Exercise
    now: Exercise

    def gone(self) -> list[str]:
        """Return the questions that are asked no longer, under any name."""
        kept = {*_questions(self.now), *self.now.renamed}
        return [each for each in _questions(self.before) if each not in kept]

    def unexplained(self) -> dict[str, str]:
        """Return the ids of which the newer file says nothing, and the new ones like them."""
        now, before = _questions(self.now), _questions(self.before)
        new = {each: now[each] for each in now if each not in before}
        told = {*self.now.retired, *(each.id for each in self.now.past)}
        found: dict[str, str] = {}
        for each in (each for each in self.gone() if each not in told):
            asked = before[each]  # which may be a new one: by its words, or by its id
            kind = {x: new[x] for x in new if new[x].type == asked.type}
            by_text = {kind[x].text: x for x in kind}
            text = nearest(asked.text, by_text, 0.7)
            found[each] = by_text[text] if text else nearest(asked.id, kind)
        return found

    def told(self, in_drafts: Collection[str] = ()) -> Iterator[str]:
        before, now = _questions(self.before), _questions(self.now)
        for old, new in self.now.renamed.items():
            if old in before and new in now:
                yield f"“{old}” is called “{new}” now; what you answered goes along."
        past = {each.id for each in self.now.past}
        for each in self.gone():
            stays = "What you answered stays in your entries"
            stays += ", and can be changed there." if each in past else "."
            draft = " In an open draft it is set aside, and kept." * (each in in_drafts)
            yield f"“{each}” is asked no longer. {stays}{draft}"
        for each, like in self.unexplained().items():
            if like:
                yield (
                    f"“{like}” is new and like “{each}”. If they are one question, its "
                    f'author can say so: renamed = {{ {each} = "{like}" }}.'
                )
        both = [each for each in now if each in before]
        for each in both:
            yield from _changed(before[each], now[each])
        known = {*before, *self.now.renamed.values(), *self.unexplained().values()}
        if new_ones := [each for each in now if each not in known]:
            yield f"New: {several(new_ones, _MOST_NAMED)}."
        said = [each for each in both if before[each].text != now[each].text]
        if said:
            asked = several(said, _MOST_NAMED)
            yield f"In other words: {asked}. Entries keep the words they were asked in."

    def vanished(self) -> Iterator[Mistake]:
        """Yield the ids that vanished, and what the author can say of them."""
        places = {each.id: path for each, path in questions_in(self.now)}
        for each, like in self.unexplained().items():
            path: KeyPath = (*places[like], "id") if like else ("version",)
            gone = f"“{each}” of version {self.before.version}, which you have, is gone"
            what = f"{gone}, and “{like}” is new." if like else f"{gone}."
            one = f'If they are one question: renamed = {{ {each} = "{like}" }}.'
            never = f'So that it never comes back: retired = ["{each}"].'
            yield Mistake(path, "W245", what, one if like else never)


def _changed(before: AnyQuestion, now: AnyQuestion) -> Iterator[str]:
    stays = "what you answered stays in your entries."
    if before.type != now.type:
        kinds = f"of type {now.type}, and was of type {before.type}"
        yield f"“{now.id}” is {kinds}; {stays}"
        return
    for key in ("choices", "rows", "cols"):
        parts: list[Mapping[str, str]] = [getattr(x, key, {}) for x in (before, now)]
        gone = [each for each in parts[0] if each not in parts[1]]
        if gone and parts[1]:
            yield f"“{now.id}” has no {several(gone, _MOST_NAMED)} any more; {stays}"


def _questions(exercise: Exercise) -> dict[str, AnyQuestion]:
    return {each.id: each for each, _ in questions_in(exercise)}
