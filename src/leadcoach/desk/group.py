"""One question over all people: the latest answers, and numbers that point at nobody."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import median
from typing import NamedTuple

from leadcoach import disk
from leadcoach.answers.unpacking import LIMIT
from leadcoach.desk.handed import Handed, HandedAnswer
from leadcoach.domain.exercise import Exercise
from leadcoach.domain.rating import Matrix, Scale
from leadcoach.errors import NotFound, WrongUsage

FEWEST = 5
"""people whose numbers may stand together on a page for the group"""


def newest(handed: Iterable[Handed], question: str) -> dict[str, list[HandedAnswer]]:
    """Return the latest answer of each person to `compare.more`.

    Several where it was asked for each of some; they come out of one file.
    """
    found: dict[str, tuple[dt.date, list[HandedAnswer]]] = {}
    for each in handed:
        rows = [row for row in each.rows if row.question == question]
        on = max((row.on or dt.date.min for row in rows), default=dt.date.min)
        rows = [row for row in rows if (row.on or dt.date.min) == on]
        before = found.get(each.person)
        if rows and (before is None or on >= before[0]):
            found[each.person] = on, rows
    return {person: rows for person, (_, rows) in found.items()}


class Counts(NamedTuple):
    """How often each number was chosen in a row."""

    row: str
    """its words; empty where the question has no rows"""
    people: int
    chosen: Mapping[str, int]
    """number or column -> how many chose it; empty for fewer people than FEWEST"""
    middle: float | None
    """of numbers"""


class Group(NamedTuple):
    """The ratings of a group, without anything that tells whose they are."""

    question: str
    asked: str
    people: int
    heads: tuple[str, ...]
    """the numbers of the scale, or the words of columns"""
    anchors: str
    rows: tuple[Counts, ...]
    off: int
    """how many numbers or rows are not those of the exercise, and were left out"""

    @property
    def told(self) -> str:
        """Return what the page says of itself; `pages_beside` looks for it."""
        return (
            f"{self.people} people answered {self.question}; how many chose each; "
            "no names, no order."
        )


def rated(exercise: Exercise, name: str) -> Scale | Matrix:
    """Return the question of ratings called `name`.

    Raises:
        NotFound: there is no such question.
        WrongUsage: it cannot stand on a page for the group.
    """
    planned = exercise.planned(name)
    called = f"{exercise.id}.{name}"
    if planned is None:
        hint = f"`leadcoach exercise show {exercise.id} --logic` has the names."
        raise NotFound(f"There is no question {called}.", hint)
    question = planned.question
    is_rated = isinstance(question, Scale | Matrix)
    if not is_rated or question.source or planned.section.for_each:
        message = f"{called} holds words of each person; the group sees only ratings."
        raise WrongUsage(message, f"For yourself: leadcoach desk ask INBOX {called}")
    if exercise.is_private(name):
        message = f"{called} is private: what you were given is for you alone."
        raise WrongUsage(message, f"For yourself: leadcoach desk ask INBOX {called}")
    assert isinstance(question, Scale | Matrix)
    return question


def group_of(
    exercise: Exercise,
    question: Scale | Matrix,
    found: Mapping[str, list[HandedAnswer]],
) -> Group:
    """Return the page of `question`; its words are those of the exercise at hand."""
    columns = question.cols if isinstance(question, Matrix) else {}
    heads = columns or {str(n): str(n) for n in range(question.min, question.max + 1)}
    rows = question.rows if isinstance(question, Matrix) else {"": ""}
    cells: dict[str, list[str]] = {row: [] for row in rows}
    off, people = 0, 0
    for each, *_ in found.values():
        value = each.answer.value
        given = value if isinstance(value, Mapping) else {"": value}
        right = {r: str(c) for r, c in given.items() if r in rows and str(c) in heads}
        off += len(given) - len(right)
        people += bool(right)
        for row, cell in right.items():
            cells[row].append(cell)
    counts = (_counts(rows[row], cells[row], rated=not columns) for row in rows)
    name = f"{exercise.id}.{question.id}"
    words = tuple(heads.values())
    anchors = "" if columns else question.ends()
    return Group(name, question.text, people, words, anchors, tuple(counts), off)


def _counts(row: str, cells: list[str], *, rated: bool) -> Counts:
    if len(cells) < FEWEST:
        return Counts(row, len(cells), {}, None)
    middle = median(map(int, cells)) if rated else None
    return Counts(row, len(cells), Counter(cells), middle)


_MOST_BESIDE = 500


def pages_beside(path: Path, group: Group) -> list[str]:
    """Return names of pages in the same folder that would give somebody away.

    They are for the same question, with one to four people more or fewer.
    """
    is_one = re.compile(rf"(\d{{1,4}}) people answered {re.escape(group.question)};")
    found = []
    names = sorted(path.absolute().parent.glob("*.*"))[:_MOST_BESIDE]
    for each in names:
        try:
            text = disk.read(each, LIMIT).decode(errors="replace").replace("\\", "")
        except OSError:
            continue
        apart = {abs(int(n) - group.people) for n in is_one.findall(text)}
        if apart & set(range(1, FEWEST)):
            found.append(each.name)
    return found
