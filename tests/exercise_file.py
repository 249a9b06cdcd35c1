"""Exercises and questions to try something with, made from what a file would say."""

from pathlib import Path

import tomli

from leadcoach.domain.exercise import (
    KINDS,
    AnyQuestion,
    Exercise,
    exercise_of,
)
from leadcoach.exercises.shape import model_of

HEAD = """\
format = 1
id = "{name}"
version = "1.0.0"
title = "{title}"
purpose = "To try it."
{keys}
"""
RUNNING = ("today", "offers")
"""what a question has only while it is asked"""


def exercise_file(parts: str, name: str = "small", keys: str = "") -> str:
    """Return an exercise file of `parts`: its sections, recap and what follows them."""
    return HEAD.format(name=name, title=name.capitalize(), keys=keys) + parts


def saved(folder: Path, parts: str, name: str = "small") -> str:
    """Save such a file and return its path, as one types it."""
    file = folder / f"{name}.toml"
    file.write_text(exercise_file(parts, name), encoding="utf-8")
    return str(file)


def ask(name: str, kind: str, text: str, *lines: str) -> str:
    """Return a question of a file that has `lines` besides its text."""
    keys = (f'id = "{name}"', f'type = "{kind}"', f'text = "{text}"', *lines)
    return "\n".join(("[[section.ask]]", *keys, ""))


def exercise(parts: str, name: str = "small", keys: str = "") -> Exercise:
    """Return the exercise of such a file."""
    return exercise_of(tomli.loads(exercise_file(parts, name, keys)))


def question(kind: str, **keys: object) -> AnyQuestion:
    """Return a question of that type, whose keys are checked as those of a file.

    Raises:
        ValidationError: a file could not say it so.
    """
    running = {key: keys.pop(key) for key in RUNNING if key in keys}
    table = {"id": "q", "text": "What?", "type": kind, **keys}
    model_of(KINDS[str(table["type"])]).model_validate(table)
    section = {"id": "one", "ask": [table]}
    [asked] = exercise_of({**tomli.loads(exercise_file("")), "section": [section]}).plan
    return asked.question.changed(**running)
