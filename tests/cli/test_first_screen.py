"""The first question stands on the screen at once, and stands there once."""

import json
from pathlib import Path

import pytest

from leadcoach.domain.safety import NOTE
from tests.conftest import Run
from tests.typing_person import CTRL_C, Person


@pytest.mark.slow
@pytest.mark.parametrize("plain", [False, True])
def test_few_words_stand_before_the_first_question(home: Path, *, plain: bool) -> None:
    """Forty-eight beside the safety note the first time, and fourteen later."""
    mode = ["--plain"] if plain else []
    first = words_before_the_first_question(home, *mode)
    note = " ".join(NOTE.split())
    assert first.count(note) == 1
    assert len(first.replace(note, "").split()) <= 48

    later = words_before_the_first_question(home, *mode)
    assert "leadcoach is a notebook" not in later
    assert len(later.split()) <= 14
    assert "Keys: /help, or ? in choices." in later


def words_before_the_first_question(home: Path, *mode: str) -> str:
    """Return what a person is shown before the first question; leave an entry."""
    person = Person(home, "reflect", "--no-mirror", *mode)
    screen = person.sees("What are some examples of you at your best as a leader?")
    person.types(CTRL_C)
    person.leaves()
    for draft in home.glob("drafts/*.toml"):
        draft.unlink()
    answers = ("--answer", "best=I asked.", "--answer", "struggle=I left.")
    Person(home, "reflect", "--no-input", *answers).leaves()
    shown = " ".join(screen.split())
    return shown[: shown.index("What are some examples")]


def test_how_an_exercise_opens_is_told_once_and_its_word_of_care_each_time(
    run: Run,
) -> None:
    opens = "Not for harassment, abuse, or danger"
    care = "belong in the channel made for them"
    first = run("reflect", "feedback", terminal=True, stdin="")
    assert opens in first.err
    assert care in first.err

    run("reflect", "feedback", "--no-input", "--answer", "role=build")
    later = run("reflect", "feedback", terminal=True, stdin="")
    assert opens not in later.err
    assert care in later.err


def first_screen(home: Path) -> str:
    person = Person(home, "reflect")
    person.sees("at your best as a leader?")
    screen = person.look(0.5)
    person.types(CTRL_C)
    assert person.leaves() == 130
    return screen.partition("Enter makes")[0]


@pytest.mark.slow
def test_what_is_kept_is_printed_once_and_is_the_same(home: Path) -> None:
    """The second start shows exactly what the first one did."""
    (home / "journal").mkdir(parents=True)
    first = first_screen(home)
    assert (home / "cache" / "first-screen.json").exists()
    assert first_screen(home) == first


@pytest.mark.slow
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
