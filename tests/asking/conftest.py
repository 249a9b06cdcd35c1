"""A person who types the lines of a test, and all that they are shown."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
import tomli

from leadcoach.asking.plain import Plain
from leadcoach.domain.exercise import exercise_of
from leadcoach.domain.session import Session, Step

HEAD = """
format = 1
id = "x"
version = "1.0.0"
title = "X"
purpose = "P"
[[section]]
id = "one"
title = "The moment"
[[section.ask]]
id = "q"
text = "What is it?"
"""
TODAY = dt.date(2026, 11, 21)


class Person:
    """Types `lines`, one each time something is read, and sees `screen`."""

    def __init__(self, typed: str, width: int) -> None:
        self._lines = re.findall(r"[^\n]*\n|[^\n]+", typed)
        self.screen = ""
        self.asker = Plain(self._read, self.write, width)

    def _read(self, _: object) -> str:
        return self._lines.pop(0) if self._lines else ""

    def write(self, text: str) -> None:
        """Show `text`."""
        self.screen += text

    @property
    def left(self) -> int:
        """Return how many lines were not read."""
        return len(self._lines)


@pytest.fixture
def person() -> Callable[..., Person]:
    """Return a function that makes a person who types these lines."""

    def make(typed: str, width: int = 80) -> Person:
        return Person(typed, width)

    return make


@pytest.fixture
def step() -> Callable[..., Step]:
    """Return a function that makes one question out of its keys, answered or not."""

    def make(keys: str, answer: Any = None) -> Step:  # noqa: ANN401 - any value
        exercise = exercise_of(tomli.loads(HEAD + keys))
        given = {} if answer is None else {"q": answer}
        (found,) = Session(exercise, TODAY, answers=given).steps()
        return found

    return make
