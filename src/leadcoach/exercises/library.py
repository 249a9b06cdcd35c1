"""The exercises at hand, shipped ones and the person's own: found, opened, listed.

A file that a stranger may have made is an ordinary, readable file or refused; what is
in it is read in `load`, later, so that a list needs no questions.
"""

import errno
import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli

from leadcoach import disk
from leadcoach.domain.entry import SMALL
from leadcoach.domain.text import ARCHIVES, clean_line, foreign_kind, nearest_of
from leadcoach.domain.toml import EXERCISE_LIMIT, BadToml, parse_toml, text_of
from leadcoach.errors import LeadcoachError, NotFound, Unreadable, WrongUsage
from leadcoach.paths import copied_from

if TYPE_CHECKING:
    from leadcoach.domain.exercise import Exercise

MOST_FILES = 200
_NOT_EXERCISES = frozenset({"lenses", "glossary"})


def how_to_begin(exercise: str) -> str:
    """Return the command that begins the exercise of that id."""
    own = {"reflect": "leadcoach reflect", "compare": "leadcoach compare"}
    return own.get(exercise, f"leadcoach reflect {exercise}")


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
    except disk.NotAFile as problem:
        hint = "An exercise is one .toml file; several stand in a folder."
        if path.is_symlink():
            hint = "Copy the file itself to this place, then try again."
        raise Unreadable(f"{name} cannot be read: {problem.strerror}.", hint) from None
    except OSError as problem:
        if problem.errno not in (errno.ENOENT, errno.ENAMETOOLONG):
            told = disk.reason(problem)
            raise Unreadable(f"{name} cannot be read: {told}.") from problem
        hint = "`leadcoach exercise list` shows the exercises at hand."
        message = f"There is no exercise file {clean_line(str(path))}."
        raise NotFound(message, hint) from None
    _refuse_foreign(content, name)
    return content


def _refuse_foreign(content: bytes, name: str) -> None:
    kind = foreign_kind(content)
    if kind == "Pages":
        hint = "In Pages: File > Export To > Plain Text."
        raise Unreadable(f"{name} is a document of Pages.", hint)
    if kind in ARCHIVES:
        hint = "Unpack it yourself, look at it, then name the folder or a .toml file."
        if kind == "zip":
            hint += " If it is a document of a word processor, save it as plain text."
        raise Unreadable(f"{name} is a {kind} archive; none is opened.", hint)


def files_in(folder: Path) -> list[Path]:
    """Return a stranger's exercise files, sorted, without sub-folders; or Unreadable."""
    name = clean_line(folder.name or str(folder), 80)
    if folder.is_symlink():
        hint = "Name the folder itself."
        raise Unreadable(f"{name} is a link to another place.", hint)
    found = exercise_files(folder)
    if len(found) > MOST_FILES:
        most = f"{MOST_FILES} are possible"
        message = f"{name} holds {len(found)} exercise files; {most}."
        raise Unreadable(message, "Take out what you do not need.")
    return found


def exercise_files(folder: Path) -> list[Path]:
    """Return the exercise files of a folder, sorted; none where it is missing.

    Links, pipes and the like are among them: whoever reads one says what it is. Copies
    that a sync program made are not; `leadcoach doctor` names them.

    Raises:
        Unreadable: it is there and cannot be looked into.
    """
    try:
        with os.scandir(folder) as listed:  # it knows of each whether it is a folder
            held = {each.name: each for each in listed}
        named = sorted(name for name in held if name.endswith(".toml"))
        return [
            folder / name
            for name in named
            if not name.startswith(".")
            if not name.endswith((".test.toml", ".course.toml"))
            if name.removesuffix(".toml") not in _NOT_EXERCISES
            if copied_from(name) not in held
            if held[name].is_symlink() or not held[name].is_dir()
        ]
    except OSError as problem:
        if isinstance(problem, FileNotFoundError) and not folder.is_symlink():
            return []
        told = disk.reason(problem)
        raise Unreadable(f"{folder} cannot be read: {told}.") from problem


@dataclass(frozen=True)
class Listed:
    """An exercise as it is listed."""

    id: str
    title: str
    minutes: int
    short: int
    """minutes of its short form; 0 where it has none"""
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
        mine = (path.stem for path in exercise_files(self.own))
        return list(dict.fromkeys([*sorted(self.shipped_ids), *mine]))

    @cached_property
    def shipped_ids(self) -> frozenset[str]:
        return frozenset(path.stem for path in exercise_files(self.builtin))

    def own_exercises(self) -> "dict[str, Exercise]":
        return {found.exercise.id: found.exercise for found in self._own_readable()}

    def find(self, name: str) -> ExerciseFile:
        """Return the exercise called `name`, or in the file of that path.

        Raises:
            NotFound: with the nearest name.
            Unreadable: with all problems of the file.
            WrongUsage: several of the person's own are called so, with their files.
        """
        if name.endswith(".toml") or "/" in name or "\\" in name:
            own = True
            with suppress(OSError):  # it is not there, or leads round and round
                own = not Path(name).parent.samefile(self.builtin)
            return self.read(Path(name), own=own)
        if name in self.shipped_ids:
            return self.read(self.builtin / f"{name}.toml", own=False)
        mine = self._own_readable()
        called = [each for each in mine if name in (each.exercise.id, each.path.stem)]
        if len(called) > 1:
            files = "\n".join(f"  {found.path}" for found in called)
            shown = clean_line(name, 60)
            message = f"{len(called)} exercises of yours are called “{shown}”:\n{files}"
            hint = "Give the file in place of the name, or give one of them another id."
            raise WrongUsage(message, hint)
        if called:
            return called[0]
        for path in exercise_files(self.own):
            if path.stem == name:  # it cannot be read, and says why
                return self.read(path, own=True)
        hint = f"{nearest_of(name, self.names())} `leadcoach exercise list` shows them all."
        message = f"There is no exercise “{clean_line(name, 60)}”."
        raise NotFound(message, hint.strip())

    def _own_readable(self) -> Iterator[ExerciseFile]:
        for path in exercise_files(self.own):
            with suppress(Unreadable):
                yield self.read(path, own=True)

    def heading(self, name: str) -> tuple[str, int]:
        """Return the title and the minutes of an exercise, unchecked; "" and 0 if unread."""
        folder = self.builtin if name in self.shipped_ids else self.own
        try:
            path = folder / f"{name}.toml"
            read = content_of(path, follow_links=folder == self.builtin)
            said = parse_toml(text_of(read, EXERCISE_LIMIT))
        except (LeadcoachError, BadToml):
            return "", 0
        title, minutes = said.get("title"), said.get("minutes", 10)
        return str(title or ""), minutes if type(minutes) is int else 0

    def may_compare(self, name: str) -> bool:
        """Tell, without reading it, whether an exercise may name answers for then and now."""
        for folder in (self.builtin, self.own):
            with suppress(LeadcoachError):
                path = folder / f"{name}.toml"
                return b"[again]" in content_of(
                    path, follow_links=folder == self.builtin
                )
        return False

    def choices(self, name: str) -> dict[str, frozenset[str]] | None:
        """Return the ids of the choices of an exercise, by question; None if not at hand.

        Choices that the person makes, by writing a list, are not among them.
        """
        try:
            exercise = self.find(name).exercise
        except LeadcoachError:
            return None
        asked = (*(planned.question for planned in exercise.plan), *exercise.past)
        return {each.id: frozenset(getattr(each, "choices", ())) for each in asked}

    def read(self, path: Path, *, own: bool) -> ExerciseFile:
        """Return the exercise in a file; the errors are those of `find`."""
        from leadcoach.exercises.load import load  # a list needs no questions

        content = content_of(path, follow_links=not own)
        exercise, sha256 = load(content, clean_line(path.name, 80), own=own)
        if own and self.takes_a_shipped_id(exercise.id, content):
            what = f"the id “{exercise.id}” belongs to an exercise of leadcoach."
            hint = "Give this one another id, so that your entries stay apart."
            raise Unreadable(f"{path.name}: {what}", hint)
        return ExerciseFile(exercise, sha256, path, own)

    def takes_a_shipped_id(self, name: str, content: bytes) -> bool:
        """Tell whether `name` is a shipped exercise's, and `content` another file's.

        A copy is none, wherever it lies, and however its lines end. Entries of `jot` and
        `ask` have an id, too.
        """
        if name not in self.shipped_ids:
            return name in SMALL
        shipped = (self.builtin / f"{name}.toml").read_bytes()
        return shipped.replace(b"\r\n", b"\n") != content.replace(b"\r\n", b"\n")

    def listed(self) -> tuple[list[Listed], list[LeadcoachError]]:
        """Return every exercise that can be read, and why the others cannot.

        What came with leadcoach was checked before it was packed: only its headings are
        read.
        """
        found: list[Listed] = []
        refused: list[LeadcoachError] = []
        shipped, mine = exercise_files(self.builtin), list[Path]()
        try:
            mine = exercise_files(self.own)
        except LeadcoachError as problem:
            refused.append(problem)
        for path in (*shipped, *mine):
            own = path.parent != self.builtin
            try:
                said = self._headings(path, own=own)
            except LeadcoachError as problem:
                refused.append(problem)
                continue
            if own and said["id"] in self.shipped_ids:
                continue  # it is a copy of that
            quick = _minutes_of(said, said.get("quick", ()))
            summary = clean_line(said.get("summary") or said["purpose"])
            named = said["id"], clean_line(said["title"]), said.get("minutes", 10)
            found.append(Listed(*named, quick, summary, own, str(path)))
        return found, refused

    def _headings(self, path: Path, *, own: bool) -> Mapping[str, Any]:
        if not own:
            with suppress(ValueError):
                said = tomli.loads(content_of(path, follow_links=True).decode())
                if {"id", "title", "purpose"} <= said.keys():
                    return said
        from leadcoach.domain.exercise import table_of

        return table_of(self.read(path, own=own).exercise)


_MINUTES = {"long": 1, "commitment": 1, "mirror": 1.25, "list": 0.75, "short": 0.5}
"""how long an answer takes; a row takes less than a choice, of a quarter of a minute"""
_A_CHOICE, _A_ROW, _READING = 0.25, 0.2, 0.6


def _minutes_of(said: Mapping[str, Any], ids: Collection[str]) -> int:
    """Return about how long the questions `ids` of an exercise take; 0 for none."""
    minutes: list[float] = []
    for section in said["section"]:
        times = 3 if section.get("for_each") else 1
        for ask in (each.get("question", each) for each in section["ask"]):
            rows = len(ask.get("rows", ())) * _A_ROW
            if ask["id"] in ids:
                minutes.append(times * (rows or _MINUTES.get(ask["type"], _A_CHOICE)))
    return round(sum(minutes) + _READING) if minutes else 0


@dataclass(frozen=True)
class GlossaryTerm:
    """A word of the glossary, what it means here, and whose it is."""

    term: str
    means: str
    source: str


def glossary(path: Path) -> tuple[GlossaryTerm, ...]:
    """Return the terms of a file: [[term]] with the keys of `GlossaryTerm`; or Unreadable."""
    try:
        table = tomli.loads(content_of(path, follow_links=True).decode())
        return tuple(GlossaryTerm(**row) for row in table["term"])
    except (ValueError, KeyError, TypeError):
        raise Unreadable(f"{path} is no glossary.") from None
