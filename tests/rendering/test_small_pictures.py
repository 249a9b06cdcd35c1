"""Bars, the line, the grid, the card and the rope: in signs, in ASCII and in words."""

from collections.abc import Callable

import pytest

from leadcoach.domain.text import columns
from leadcoach.rendering import Format, render
from leadcoach.rendering.drawings import (
    Bar,
    Stop,
    bars,
    card,
    grid,
    line_of_stops,
    rope,
)
from leadcoach.rendering.page import Page, Picture
from leadcoach.rendering.screen import Screen
from tests.rendering.conftest import in_ascii

Golden = Callable[[str, str], None]

PRINCIPLES = [
    Bar("who we are", 4), Bar("give and take", 2), Bar("part in say", 3),
    Bar("seen kept", 1), Bar("small steps", 3), Bar("early conflict", 1),
    Bar("own affairs", 5), Bar("other groups", 4),
]  # fmt: skip
LONG = [
    Bar("an idea from the leader is heard as an order", 4),
    Bar("people wait for leave they do not need", 5),
    Bar("feedback comes only when it is too much", 2),
]
NEEDS = [
    ("a say", (4, 2)),
    ("a place", (5, 1)),
    ("ability", (3, None)),
]
NAMES = (
    "listen and support",
    "ask questions",
    "feedback and a request",
    "bring in someone else",
    "say no or decide alone",
)
SPECTRUM = tuple(map(Stop, NAMES))
DECISION = [
    ("what", "the hall's keys, before the summer fair"),
    ("the choice", "hold, and watch until a set day"),
    ("with whom", "Émile, and the two who open up on Sundays and never said so"),
]

PICTURES: dict[str, Picture] = {
    "bars-lowest": bars(PRINCIPLES, "lowest"),
    "bars-two-highest": bars(LONG, "two highest"),
    "grid": grid(("you", "the others"), NEEDS),
    "grid-stacked": grid(
        ("you", "the others"),
        [("I could shape what affects me", (4, 2))],
    ),
    "line": line_of_stops(
        SPECTRUM,
        [("habit", 0, "listen and support"), ("choice", 2, "feedback")],
    ),
    "line-beside": line_of_stops(
        SPECTRUM,
        [("habit", None, "avoid it"), ("choice", 2, "feedback")],
    ),
    "line-rated": line_of_stops(
        [
            Stop(name, number)
            for name, number in zip(NAMES, (2, 4, 5, None, 1), strict=True)
        ],
        [
            ("habit", 0, "listen and support"),
            ("choice", 2, "feedback"),
            ("wish", 2, "feedback"),
        ],
    ),
    "card": card("For now", DECISION),
    "rope": rope(
        [
            ("vision", "Everyone who uses the hall has a key and a week."),
            ("the next step", "Ask four people."),
            ("now", "I hold the only key.\nNobody says that it is a nuisance."),
        ]
    ),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_small_picture_is_drawn_said_and_drawn_in_ascii_as_its_file_shows(
    golden: Golden, name: str
) -> None:
    picture = PICTURES[name]
    wide = [picture.wider(76)] if picture.wider else []
    parts = (picture.lines, in_ascii(picture), *wide, picture.words)
    golden(f"small-{name}.txt", "\n\n".join("\n".join(part) for part in parts) + "\n")


@pytest.mark.parametrize("name", PICTURES)
def test_a_small_picture_fits_forty_columns_with_its_indent(name: str) -> None:
    picture = PICTURES[name]

    assert max(map(columns, (*picture.lines, *in_ascii(picture)))) <= 38


@pytest.mark.parametrize("name", PICTURES)
def test_where_there_is_room_the_words_stand_beside_their_names(name: str) -> None:
    wider = PICTURES[name].wider
    lines = {width: wider(width) for width in range(58, 77)} if wider else {}

    for width, drawn in lines.items():
        assert max(map(columns, drawn)) <= width
        assert len(drawn) <= len(PICTURES[name].lines)


def test_bars_are_never_added_up_and_the_lowest_share_their_mark() -> None:
    said = bars(PRINCIPLES, "lowest").words

    assert [each for each in said if "lowest" in each] == [
        "seen kept: 1 of 5, the lowest.",
        "early conflict: 1 of 5, the lowest.",
    ]
    assert len(said) == len(PRINCIPLES)


@pytest.mark.parametrize("marking", ["lowest", "highest", "two highest", "both"])
def test_where_all_are_alike_none_is_marked(marking: str) -> None:
    alike = [Bar("one", 3), Bar("two", 3)]

    assert not any("est" in each for each in bars(alike, marking).words)


def test_a_shared_second_place_is_no_second_place() -> None:
    rows = [Bar("a", 5), Bar("b", 4), Bar("c", 4), Bar("d", 1)]

    assert [each for each in bars(rows, "two highest").words if "highest" in each] == [
        "a: 5 of 5, the highest."
    ]


def test_a_cell_left_open_is_said_to_be_open() -> None:
    assert "ability: you 3 of 5; the others left open." in grid(("you", "the others"), NEEDS).words  # fmt: skip


def test_what_lies_beside_the_line_is_said_to_lie_there() -> None:
    picture = PICTURES["line-beside"]

    assert "beside the line" in "\n".join(picture.lines)
    assert "habit: avoid it (beside the line)." in picture.words


def test_two_marks_at_one_stop_both_stand_there() -> None:
    both = [("habit", 1, "ask questions"), ("choice", 1, "ask questions")]

    assert "  ◂ habit, choice" in line_of_stops(SPECTRUM, both).lines


@pytest.mark.parametrize("draw", [card, lambda _, rows: rope(rows)])
def test_words_of_which_nothing_can_be_shown_are_an_empty_place(
    draw: Callable[[str, list[tuple[str, str]]], Picture],
) -> None:
    picture = draw("", [("", "\x1b"), ("now", "I wait.")])

    assert picture.wider
    for lines in (picture.lines, picture.wider(76)):
        assert "I wait." in "\n".join(lines)


@pytest.mark.parametrize("draw", [card, lambda _, rows: rope(rows)])
def test_words_from_a_person_cannot_break_out_of_a_picture(
    draw: Callable[[str, list[tuple[str, str]]], Picture],
) -> None:
    picture = draw("x", [("a\x1b[31m", "\x1b]0;t\x07" + "w" * 90 + "\n中文" * 30)])

    assert max(map(columns, picture.lines)) <= 38
    assert not any("\x1b" in line for line in (*picture.lines, *picture.words))


@pytest.mark.parametrize("form", [Format.MARKDOWN, Format.HTML])
def test_on_paper_a_card_stands_once_and_in_words(form: Format) -> None:
    text = render(Page("P", (PICTURES["card"],)), form, Screen())

    assert text.count("summer fair") == 1


def test_plain_lines_hold_the_words_and_no_drawing() -> None:
    text = render(Page("P", (PICTURES["card"],)), Format.TERMINAL, Screen(plain=True))

    assert "with whom: Émile" in text
    assert "│" not in text
