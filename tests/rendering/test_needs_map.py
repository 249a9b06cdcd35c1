"""The needs map: one told moment, drawn in 38 columns and said in plain words."""

import itertools
import re
from collections.abc import Callable, Sequence

import pytest

from leadcoach.rendering.needs_map import CAVEAT, MapPoint, needs_map
from tests.rendering.conftest import in_ascii

Golden = Callable[[str, str], None]

BEST = MapPoint(4, 5, "shared", "best")
OVER = MapPoint(5, 1, "alone", "struggle")
HELD = MapPoint(1, None, "drifted", "struggle")
GIVEN = MapPoint(1, 5, "heard", "struggle")
PLACED = MapPoint(2, 2, "", "struggle")
MIDDLE = MapPoint(3, 3, "heard", "best")
AROUND = MapPoint(3, 2, "drifted", "struggle")

MAPS: dict[str, Sequence[MapPoint]] = {
    "one-moment": [PLACED],
    "holding-back": [BEST, MapPoint(2, None, "drifted", "struggle")],
    "over-and-held-back": [BEST, OVER, HELD],
    "over-and-over-giving": [BEST, OVER, GIVEN],
    "all-in-between": [MIDDLE, MapPoint(3, 3, "alone", "struggle"), AROUND],
}


@pytest.mark.parametrize("name", MAPS)
def test_a_map_is_drawn_said_and_drawn_in_ascii_and_svg_as_its_files_show(
    golden: Golden, name: str
) -> None:
    picture = needs_map(MAPS[name])
    parts = (picture.lines, in_ascii(picture), picture.words)
    golden(f"map-{name}.txt", "\n\n".join("\n".join(part) for part in parts) + "\n")
    golden(f"map-{name}.svg", picture.svg + "\n")


def test_every_map_fits_forty_columns_and_holds_its_marks() -> None:
    steps = range(1, 6)
    for own, others, own2, others2 in itertools.product(steps, repeat=4):
        marks = [
            MapPoint(own, others, "alone", "best"),
            MapPoint(own2, others2, "drifted", "struggle"),
        ]
        picture = needs_map(marks)
        drawn = "\n".join(picture.lines[:12])
        assert max(map(len, picture.lines)) <= 38
        assert re.search("B ?○", drawn)
        assert re.search("S", drawn)
        assert all(line.isascii() for line in in_ascii(picture))
        assert ("in between" in drawn) is (3 not in (own, own2))


def test_what_the_axes_and_places_are_called() -> None:
    lines = "\n".join(needs_map([BEST]).lines)
    assert "own needs attended to (as you told it)" in lines
    assert "others' needs attended to" in lines
    for place in ("over others", "with others", "stepping away", "over-giving"):
        assert place in lines


def test_who_had_a_say_has_a_sign_and_words() -> None:
    for say, sign, plain in (
        ("alone", "○", "o"),
        ("heard", "◐", "("),
        ("shared", "●", "@"),
    ):
        mark = MapPoint(2, 4, say, "best")
        picture = needs_map([mark])
        assert f"B {sign}" in "\n".join(picture.lines)
        assert f"B {plain}" in "\n".join(in_ascii(picture))
    assert "Nobody else had a say." in needs_map([OVER]).words[0]
    assert "say" not in needs_map([PLACED]).words[0]


@pytest.mark.parametrize(
    ("say", "told"),
    [("theirs", "Others decided."), ("drifted", "Nobody decided; it drifted.")],
)
@pytest.mark.parametrize("others", [5, None])
def test_where_others_or_nobody_decided_is_a_bar_and_no_corner(
    say: str, told: str, others: int | None
) -> None:
    """Giving in out of fear is not care for others, so it has no place on that side."""
    picture = needs_map([MapPoint(1, others, say, "struggle")])
    drawn = "\n".join(picture.lines)
    assert re.search(r"├─+ S", drawn)
    assert told.split(";")[0].rstrip(".").lower() in drawn
    assert told in picture.words[0]
    assert "over-giving" not in picture.words[0]
    assert "held back" not in picture.words[0]
    assert ("fully attended to" in picture.words[0]) is bool(others)


def test_what_was_not_said_of_others_is_left_open_and_nothing_is_put_in_its_place() -> (
    None
):
    picture = needs_map([MapPoint(5, None, "alone")])
    assert "others' needs are left open" in " ".join(picture.lines)
    assert picture.words[0].endswith(
        "How far others' needs were is left open. Nobody else had a say."
    )


def test_a_mark_in_the_middle_leaves_the_dots_of_its_line_in_step() -> None:
    (line,) = (each for each in needs_map([MapPoint(3, 1)]).lines if "3 │" in each)
    assert {at % 2 for at, sign in enumerate(line) if sign == "·"} == {1}


def test_what_was_said_by_a_key_is_said_so_and_no_number_with_it() -> None:
    told = MapPoint(4, 2, name="struggle", said="your own needs were looked after")
    assert needs_map([told]).words == (
        "Struggle (S): your own needs were looked after.",
    )


def test_no_corner_is_named_of_a_moment_in_words() -> None:
    for own, others in itertools.product(range(1, 6), repeat=2):
        said = needs_map([MapPoint(own, others)]).words[0]
        assert not re.search(
            "over others|with others|over-giving|stepping|between", said
        )


def test_no_number_is_ever_said_of_a_moment() -> None:
    for own, others in itertools.product(range(1, 6), repeat=2):
        words = " ".join(needs_map([MapPoint(own, others, "heard", "best")]).words)
        assert not re.search(r"\d", words)


def test_names_that_begin_alike_get_letters_of_their_own() -> None:
    marks = [MapPoint(1, 1, "", "best"), MapPoint(5, 5, "", "board")]
    lines = "\n".join(needs_map([*marks, MapPoint(4, 4, "", "会議")]).lines)
    assert "B best  O board  1 会議" in lines


def test_the_caveat_makes_no_claim() -> None:
    assert CAVEAT.startswith("This map is leadcoach's own sketch")
    assert CAVEAT.endswith("No corner is a verdict.")
