"""A course: weeks, the exercises of each, and what is wrong in a course file."""

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

from leadcoach.domain.exercise import EXERCISE_ID, Exercise
from leadcoach.domain.question import Ids, TomlTable, key, table
from leadcoach.domain.sharing import to_bring
from leadcoach.domain.text import clean_line, nearest_of, words_in
from leadcoach.errors import LeadcoachError, NotFound, Unreadable
from leadcoach.exercises.library import Library, content_of, exercise_files
from leadcoach.exercises.lint import (
    MOST_WORDS,
    REMEDIES,
    Advice,
    CheckedFile,
    findings_of,
    seen,
)
from leadcoach.exercises.load import Problem, placed, read_as, unreadable
from leadcoach.exercises.validate import Mistake

_LONGEST = 300
COMMITMENTS = "commitments"
"""what can be brought along beside answers"""


@table
class Week(TomlTable):
    """One week of a course, or as long as it takes."""

    title: str = key("Its title.", min_length=1, max_length=120)
    opens: dt.date | str = key(
        'When it is named: a day, or "done" for when the week before is done. Left out: '
        "one week after the other.",
        default="",
    )
    do: Ids = key("The exercises that make it done.", default=(), max_length=6)
    may: Ids = key("Exercises for those who like.", default=(), max_length=6)
    note: str = key("A word on it.", default="", max_length=_LONGEST)
    carry: str = key(
        "What to try or notice until the next.", default="", max_length=_LONGEST
    )
    ask: str = key(
        "A question to take along, shown shortly before a meeting.",
        default="",
        max_length=_LONGEST,
    )
    meet: dt.datetime | None = key(
        "The meeting that closes it, by the clock on the wall there.",
        default=None,
    )
    bring: Ids = key(
        "Answers worth bringing along: exercise.question, or commitments.",
        default=(),
        max_length=12,
    )

    def __post_init__(self) -> None:
        if isinstance(self.opens, str) and self.opens not in ("", "done"):
            message = "“opens” is a day without quotes, such as 2026-12-14, or “done”"
            raise ValueError(message)
        if self.meet is not None and self.meet.tzinfo is not None:
            message = "“meet” is the time on the clock there, without Z or +01:00"
            raise ValueError(message)


@table
class Course(TomlTable):
    """A whole course file."""

    format: Literal[1] = key("The format of the file: 1.")
    id: str = key("Its name; it never changes.", pattern=EXERCISE_ID)
    version: str = key("Goes up with each change.", pattern=r"^\d+\.\d+\.\d+$")
    title: str = key("Its title.", min_length=1, max_length=120)
    purpose: str = key("What it is for, in a sentence.", max_length=500)
    minutes: int = key("How long a week takes.", default=40, ge=1, le=600)
    language: str = key("en, de, …", default="en", pattern=r"^[a-z]{2,3}$")
    authors: Ids = key("Who wrote it.", default=())
    licence: str = key("An SPDX licence id.", default="")
    starts: dt.date | None = key(
        "The first day, when all begin together; else it is the day of the start.",
        default=None,
    )
    welcome: str = key("Words shown at the start.", default="", max_length=1000)
    finish: str = key("Words for the end.", default="", max_length=_LONGEST)
    week: tuple[Week, ...] = key("Its weeks, in order.", max_length=52)

    @property
    def together(self) -> bool:
        """Whether a group goes through it at one time."""
        return self.starts is not None or any(each.meet for each in self.week)


def load(content: bytes, name: str, library: Library) -> Course:
    """Return the course in `content`; Unreadable has all problems and their lines."""
    course, problems, _ = _read(content, library)
    if course is None or problems:
        raise unreadable(problems, name, "course")
    return course


def find(name: str, shipped: Path) -> Path:
    """Return the file that `name` is, or that of a shipped course; NotFound hints."""
    if name.endswith(".toml") or "/" in name or "\\" in name or Path(name).is_file():
        return Path(name)
    known = {path.stem: path for path in exercise_files(shipped)}
    if name in known:
        return known[name]
    hint = f"{nearest_of(name, known)} There are {', '.join(known)}; or name a file."
    message = f"There is no course “{clean_line(name, 60)}”."
    raise NotFound(message, hint.strip())


def content(path: Path, shipped: Path) -> bytes:
    """Return the bytes of a course file, or raise NotFound or Unreadable."""
    try:
        return content_of(path, follow_links=path.parent == shipped)
    except NotFound:
        hint = "`leadcoach help courses` shows a whole one."
        what = f"There is no course file {clean_line(path.name, 80)}."
        raise NotFound(what, hint) from None


def check(path: Path, shipped: Path, library: Library) -> CheckedFile:
    """Return what is wrong in a course file, and what could be better."""
    try:
        read = content(path, shipped)
    except Unreadable as refused:
        return CheckedFile(
            path, None, (Problem(1, "E230", refused.message, refused.hint),)
        )
    _, problems, warnings = _read(read, library)
    return findings_of(read, path, None, problems, warnings)


def _read(
    content: bytes, library: Library
) -> tuple[Course | None, list[Problem], list[Problem]]:
    keys, problems, positions = read_as(Course, content)
    if problems:
        return None, problems, []
    course = course_of(keys)
    advised = (
        Mistake(at, code, what, REMEDIES[code]) for at, code, what in _advice(course)
    )
    found = [*_of_weeks(course, library), *advised]
    mistakes = [each for each in found if each.code.startswith("E")]
    advice = [each for each in found if each.code.startswith("W")]
    return course, placed(mistakes, positions), placed(advice, positions)


def course_of(keys: dict[str, Any]) -> Course:
    """Return the course in the keys of a file that was checked."""

    def tupled(table: dict[str, Any]) -> dict[str, Any]:
        return {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}

    weeks = tuple(Week(**tupled(each)) for each in keys["week"])
    return Course(**{**tupled(keys), "week": weeks})


def _of_weeks(course: Course, library: Library) -> Iterator[Mistake]:
    """Yield exercises and questions that are not there, and days out of order."""
    known: dict[str, Exercise | None] = {}
    last = course.starts
    if not course.week:
        yield Mistake(("week",), "E226", "at least one week is needed.")
    for at, week in enumerate(course.week):
        for part in ("do", "may"):
            for place, name in enumerate(getattr(week, part)):
                if _exercise(name, library, known) is None:
                    yield _no_exercise(name, library, ("week", at, part, place))
        if not week.do:
            what = f"week {at + 1} has nothing to do: its `do` names no exercise."
            yield Mistake(("week", at, "do"), "W246", what, REMEDIES["W246"])
        for place, name in enumerate(week.bring):
            here = ("week", at, "bring", place)
            yield from _of_bringing(name, library, known, here)
        opens = week.opens if isinstance(week.opens, dt.date) else None
        if opens and last and opens < last:
            what = f"week {at + 1} opens before the one before it."
            yield Mistake(("week", at, "opens"), "E241", what)
        last = opens or last
        if week.meet and last and week.meet.date() < last:
            what = f"the meeting of week {at + 1} is before it opens."
            yield Mistake(("week", at, "meet"), "E241", what)


def _exercise(
    name: str, library: Library, known: dict[str, Exercise | None]
) -> Exercise | None:
    if name not in known:
        known[name] = None
        if not name.endswith(".toml") and "/" not in name:  # never a path of a stranger
            with suppress(LeadcoachError):
                known[name] = library.find(name).exercise
    return known[name]


def _no_exercise(name: str, library: Library, path: tuple[str | int, ...]) -> Mistake:
    what = f"there is no exercise “{clean_line(name, 60)}”."
    add = "If it comes with the course, add it first: leadcoach exercise add FILE"
    known = [*library.names(), *([COMMITMENTS] if "bring" in path else [])]
    return Mistake(path, "E240", what, nearest_of(name, known) or add)


def _of_bringing(
    name: str,
    library: Library,
    known: dict[str, Exercise | None],
    path: tuple[str | int, ...],
) -> Iterator[Mistake]:
    if name == COMMITMENTS:
        return
    of, _, asked = name.partition(".")
    exercise = _exercise(of, library, known)
    if exercise is None:
        yield _no_exercise(name if of == COMMITMENTS else of, library, path)
        return
    lists = f"`leadcoach exercise show {exercise.id}` lists its questions."
    ids = [each.question.id for each in exercise.plan]
    if asked not in ids:
        what = f"“{of}” asks no question “{clean_line(asked, 60)}”."
        if not asked:
            what = f"“{of}” is an exercise; a point and one of its questions follow."
        yield Mistake(path, "E202", what, f"{nearest_of(asked, ids)} {lists}".strip())
    elif not to_bring(asked, exercise):
        what = f"“{name}” never goes to anybody else, so nobody can bring it."
        yield Mistake(path, "E242", what, f"Leave it out, or bring another: {lists}")


def worth_bringing(week: Week, library: Library) -> list[str]:
    """Return in words what a week names to bring, as far as it may go to somebody else."""
    known: dict[str, Exercise | None] = {}
    found = []
    for name in week.bring:
        of, _, asked = name.partition(".")
        exercise = None if name == COMMITMENTS else _exercise(of, library, known)
        own = "your commitments" if name == COMMITMENTS else ""
        found.append(to_bring(asked, exercise) if exercise else own)
    return [*filter(None, found)]


def _advice(course: Course) -> Iterator[Advice]:
    """Yield what presses, judges or is too long, as in questions of exercises."""
    for at, week in enumerate(course.week):
        for name in ("title", "note", "carry", "ask"):
            words, path = getattr(week, name), ("week", at, name)
            codes = ("W222", "W235", "W236") if course.language == "en" else ("W222",)
            for code in codes:
                yield from ((path, *found) for found in seen(code, words))
        count = len(words_in(week.ask))
        if count > MOST_WORDS:
            yield ("week", at, "ask"), "W231", f"the question has {count} words."
        if (marks := week.ask.count("?")) > 1:
            yield ("week", at, "ask"), "W233", f"there are {marks} question marks."
