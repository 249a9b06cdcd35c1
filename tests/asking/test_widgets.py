"""What is typed is drawn in lines that end between words, and stored as it was typed."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.formatted_text.utils import fragment_list_to_text
from prompt_toolkit.layout.processors import Transformation

from leadcoach.asking.keys import NARROWEST
from leadcoach.asking.widgets import BetweenWords

TEXTS = st.lists(
    st.sampled_from(["I", "asked", "each", "of them", " ", "  ", "überall", "x" * 30]),
    max_size=30,
).map(" ".join)
ROOMS = st.integers(NARROWEST, 40)


def drawn(
    text: str, room: int, fragments: StyleAndTextTuples | None = None
) -> Transformation:
    given: Any = SimpleNamespace(fragments=fragments or [("", text)], width=room + 3)
    return BetweenWords(beside=3).apply_transformation(given)


def lines(made: Transformation, room: int) -> list[str]:
    """Return the lines as the library breaks them: wherever the room ends."""
    text = fragment_list_to_text(made.fragments)
    return [text[at : at + room] for at in range(0, len(text), room)]


@given(TEXTS, ROOMS)
def test_no_word_that_fits_a_line_is_broken(text: str, room: int) -> None:
    found = [word for line in lines(drawn(text, room), room) for word in line.split()]
    long = {word for word in text.split() if len(word) > room}

    if not long:
        assert found == text.split()
    assert "".join(found) == "".join(text.split())


@given(TEXTS, ROOMS)
def test_no_line_begins_with_the_space_that_ended_the_one_before(
    text: str, room: int
) -> None:
    single = " ".join(text.split())
    broken = lines(drawn(single, room), room)

    assert not any(line.startswith(" ") for line in broken if line.strip())


@given(TEXTS, ROOMS)
def test_the_cursor_stands_where_its_character_is_drawn(text: str, room: int) -> None:
    made = drawn(text, room)
    shown = fragment_list_to_text(made.fragments)

    for place, sign in enumerate(text):
        at = made.source_to_display(place)
        if sign != " ":  # one that ends a line is not drawn
            assert shown[at] == sign
            assert made.display_to_source(at) == place
    places = [made.source_to_display(place) for place in range(len(text) + 1)]
    assert places == sorted(places)
    assert places[-1] == len(shown)


@given(TEXTS, ROOMS)
def test_a_line_in_several_styles_is_broken_at_the_same_places(
    text: str, room: int
) -> None:
    middle = len(text) // 2
    styled: StyleAndTextTuples = [("bold", text[:middle]), ("", text[middle:])]

    assert lines(drawn(text, room, styled), room) == lines(drawn(text, room), room)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one two three", ["one two   ", "three"]),
        ("one two 34 five", ["one two 34", "five"]),
        ("one twenty-three", ["one twenty", "-three"]),
        ("", []),
    ],
)
def test_lines_of_ten_cells(text: str, expected: list[str]) -> None:
    made = drawn(text, 10)
    assert lines(made, 10) == expected


def test_wide_signs_take_two_cells() -> None:
    """Chinese characters, for example."""
    assert lines(drawn("one two 山山", 10), 10)[0] == "one two   "


def test_a_line_too_narrow_for_words_is_left_alone() -> None:
    text = "one two three"
    assert fragment_list_to_text(drawn(text, NARROWEST - 1).fragments) == text
