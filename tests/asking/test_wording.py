"""A question on the screen: wrapped, never cut, never wider than it may be."""

import datetime as dt
from collections.abc import Callable

import pytest
import tomli
import wcwidth
from hypothesis import example, given, settings
from hypothesis import strategies as st

from leadcoach.asking import Place
from leadcoach.asking.typed import (
    choices_of,
    how_to_answer,
    wrapped,
)
from leadcoach.domain.exercise import AnyQuestion, exercise_of
from leadcoach.domain.session import Session
from tests import exercise_file
from tests.asking.conftest import Person

ENDS = {"1": "not at all", "5": "fully"}
SCRIPTS = st.one_of(
    st.text(),
    st.text("我在学习如何领导。和 "),
    st.text("שלום עולם सीखता हूँ می‌خواهم "),
    st.text("👩‍👩‍👧‍👦🏳️‍🌈👍🏽🇫🇷 "),
    st.text("x", min_size=60, max_size=120),
    st.text("word \t\n"),
)


@settings(max_examples=300, deadline=None)
@given(SCRIPTS, st.integers(20, 100), st.sampled_from(["", "  ", "    "]))
@example("我" * 100, 21, "")
@example("👩‍👩‍👧‍👦" * 30, 20, "")
@example("x" * 200, 20, "  ")
def test_no_line_is_wider_than_the_screen(text: str, width: int, indent: str) -> None:
    lines = wrapped(text, width, indent).split("\n")

    assert max(wcwidth.wcswidth(line) for line in lines) <= min(width, 76)


@given(st.lists(st.text("abcé我", min_size=1, max_size=90)), st.integers(20, 100))
def test_no_letter_is_lost(words: list[str], width: int) -> None:
    text = wrapped(" ".join(words), width)

    assert "".join(text.split()) == "".join(words)


def test_lines_and_blank_lines_of_an_author_stay() -> None:
    assert wrapped("one\n\ntwo\tthree", 40) == "one\n\ntwo three"


def test_a_narrow_screen_wraps_between_words() -> None:
    assert wrapped("What do you need to lead well?", 20, "  ") == (
        "  What do you need\n  to lead well?"
    )


def test_escape_codes_are_harmless() -> None:
    assert wrapped("a\x1b[31mb\u202ec", 40) == "a�[31mb�c"


def question(**keys: object) -> AnyQuestion:
    return exercise_file.question(str(keys.pop("type")), **keys)


CHOICES = {"a": "one\nthing", "b": "two"}


@pytest.mark.parametrize(
    ("keys", "choices", "how"),
    [
        ({"type": "long"}, {}, ""),
        ({"type": "short"}, {}, ""),
        ({"type": "list"}, {}, "One a line; an empty line ends."),
        ({"type": "scale"}, {}, "A number from 1 to 5."),
        (
            {"type": "scale", "anchors": ENDS},
            {},
            "A number from 1 to 5 (1 = not at all, 5 = fully).",
        ),
        (
            {"type": "matrix", "rows": {"a": "A"}, "anchors": ENDS},
            {},
            "For each: 1 to 5 (1 = not at all, 5 = fully).",
        ),
        (
            {"type": "matrix", "rows": {"a": "A"}, "cols": {"t": "told", "g": "guess"}},
            {},
            "For each: 1 = told, 2 = guess.",
        ),
        ({"type": "choice", "choices": CHOICES}, {"a": "one thing", "b": "two"}, ""),
        ({"type": "multi", "choices": CHOICES}, {"a": "one thing", "b": "two"}, ""),
        (
            {"type": "multi", "choices": CHOICES, "min_pick": 2, "max_pick": 2},
            {"a": "one thing", "b": "two"},
            "Choose 2.",
        ),
        (
            {"type": "multi", "choices": CHOICES, "max_pick": 2},
            {"a": "one thing", "b": "two"},
            "Choose at most 2.",
        ),
        (
            {"type": "multi", "choices": CHOICES, "min_pick": 1, "max_pick": 2},
            {"a": "one thing", "b": "two"},
            "Choose 1 to 2.",
        ),
        (
            {"type": "multi", "choices": CHOICES, "min_pick": 2},
            {"a": "one thing", "b": "two"},
            "Choose at least 2.",
        ),
        ({"type": "yesno"}, {"yes": "yes", "no": "no"}, ""),
        (
            {"type": "pick", "offers": ("Who paid?",)},
            {"Who paid?": "Who paid?"},
            "",
        ),
        ({"type": "commitment"}, {}, ""),
    ],
)
def test_it_is_said_how_to_answer(
    keys: dict[str, object], choices: dict[str, str], how: str
) -> None:
    assert choices_of(question(**keys)) == choices
    assert how_to_answer(question(**keys)) == how


FILE = """
format = 1
id = "x"
version = "1.0.0"
title = "X"
purpose = "P"
[[section]]
id = "one"
title = "The moment\\u0021"
intro = "Pick one."
[[section.ask]]
id = "best"
type = "long"
text = "What are some examples of you at your best as a leader?"
help = "One to three moments."
"""


def test_the_parts_above_a_prompt(person: Callable[..., Person]) -> None:
    step = Session(exercise_of(tomli.loads(FILE)), dt.date.today()).next()
    who = person("\n")
    assert step is not None
    for to_come in (7, 0, None):
        who.asker.ask(step, Place(to_come))

    assert who.screen.count("\nThe moment!\n\nPick one.\n\nAbout 7 more\n") == 1
    assert who.screen.count("The moment!") == who.screen.count("Pick one.") == 1
    assert who.screen.count("\nThe last question\n") == 1
    assert "None" not in who.screen
