"""The first question stands on the screen at once, and stands there once."""

import json
from pathlib import Path

import pytest

from tests.typing_person import CTRL_C, Person

pytestmark = pytest.mark.slow


def first_screen(home: Path) -> str:
    person = Person(home, "reflect")
    person.sees("a whole organisation")
    screen = person.look(0.5)
    person.types(CTRL_C)
    assert person.leaves() == 130
    return screen.partition("(skip)")[0]


def test_what_is_kept_is_printed_once_and_is_the_same(home: Path) -> None:
    """The second start shows exactly what the first one did."""
    (home / "journal").mkdir(parents=True)
    first = first_screen(home)
    assert (home / "cache" / "first-screen.json").exists()
    assert first_screen(home) == first


def test_a_cache_that_was_tampered_with_is_not_shown(home: Path) -> None:
    """Only words come out of it, and only for the very same file."""
    (home / "journal").mkdir(parents=True)
    first = first_screen(home)
    cache = home / "cache" / "first-screen.json"
    kept = json.loads(cache.read_text())
    kept["chunks"][0] = "\x1b]0;owned\x07 evil"
    cache.write_text(json.dumps(kept))
    assert first_screen(home) == first
    cache.write_text("not json")
    assert first_screen(home) == first
