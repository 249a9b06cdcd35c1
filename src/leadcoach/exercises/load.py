"""From the bytes of an exercise file to an Exercise, or to all that is wrong in it."""

import hashlib
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from leadcoach.domain.exercise import Exercise
from leadcoach.domain.text import control_character_in
from leadcoach.domain.toml import (
    EXERCISE_LIMIT,
    BadToml,
    all_text,
    parse_toml,
    text_of,
)
from leadcoach.errors import Unreadable
from leadcoach.exercises.positions import Positions, positions_in
from leadcoach.exercises.problems import Problem, from_pydantic
from leadcoach.exercises.validate import problems_of_meaning


@dataclass(frozen=True)
class Examined:
    """A file that was looked at: the exercise in it, or the problems that prevent one."""

    exercise: Exercise | None
    problems: tuple[Problem, ...]
    sha256: str


def examine(content: bytes) -> Examined:
    """Return the exercise in `content`, or every problem in it."""
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        text = text_of(content, EXERCISE_LIMIT)
        table = parse_toml(text)
    except BadToml as problem:
        return Examined(None, (Problem(max(problem.line, 1), _told(problem)),), sha256)
    exercise, problems = _validated(table, positions_in(text))
    return Examined(exercise, tuple(problems), sha256)


def load(content: bytes, name: str) -> tuple[Exercise, str]:
    """Return the exercise in `content` and its sha256.

    Raises:
        Unreadable: with all problems, each `name:line: what`.
    """
    found = examine(content)
    if found.exercise is None or found.problems:
        told = "\n".join(problem.told(name) for problem in found.problems)
        hint = "Nothing was run. Mend the file, or ask whoever gave it to you."
        raise Unreadable(told, hint)
    return found.exercise, found.sha256


def _told(problem: BadToml) -> str:
    return ": ".join(filter(None, (problem.what, problem.detail))) + "."


def _validated(
    table: dict[str, Any], positions: Positions
) -> tuple[Exercise | None, list[Problem]]:
    hidden = _control_characters(table, positions)
    if hidden:
        return None, hidden
    newer = table.get("format")
    if isinstance(newer, int) and newer > 1:
        what = f"it has format {newer}; this leadcoach reads format 1."
        return None, [
            Problem(positions.line_of(("format",)), what, "Upgrade leadcoach.")
        ]
    try:
        exercise = Exercise.model_validate(table)
    except ValidationError as found:
        return None, from_pydantic(found.errors(), positions)
    return exercise, problems_of_meaning(exercise, positions)


def _control_characters(table: dict[str, Any], positions: Positions) -> list[Problem]:
    found = []
    for path, text in all_text(table):
        character = control_character_in(text)
        if character:
            what = f"it holds a control character (U+{ord(character):04X})."
            remedy = "Such characters can trick a screen; take it out."
            found.append(Problem(positions.line_of(path), what, remedy))
    return found
