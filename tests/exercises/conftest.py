"""What the tests of exercise files share: a small file, and what is said about it."""

from collections.abc import Callable

import pytest

from leadcoach.exercises.load import examine
from leadcoach.exercises.shape import schema

SMALL = """\
format = 1
id = "small"
version = "1.0.0"
title = "Small"
purpose = "To be small."
minutes = 5
[[section]]
id = "one"
[[section.ask]]
id = "best"
type = "long"
text = "What went well?"
[[section.ask]]
id = "who"
type = "choice"
text = "Who?"
[section.ask.choices]
me = "only me"
us = "all of us"
[[section.ask]]
id = "own"
type = "scale"
text = "How far?"
anchors = { 1 = "not at all", 5 = "fully" }
[[section.ask.follow]]
id = "more"
when = "own <= 2"
text = "What was missing?"
[recap]
[[recap.line]]
show = "quote"
of = ["best"]
"""


@pytest.fixture
def small() -> str:
    """Return a small exercise file without a mistake."""
    return SMALL


@pytest.fixture
def told() -> Callable[[str], list[str]]:
    """Return a function that lists what is wrong in a file, as its author reads it."""

    def problems_of(text: str) -> list[str]:
        found = examine(text.encode())
        assert (found.exercise is None) <= bool(found.problems)
        return [problem.told("small.toml") for problem in found.problems]

    return problems_of


def all_keys() -> set[str]:
    """Return every key an exercise file can have."""
    whole = schema()
    parts = [whole, *whole["$defs"].values()]
    return {key for part in parts for key in part.get("properties", {})}
