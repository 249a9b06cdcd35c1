"""A page on a terminal: soft colours, one left edge, nothing that acts."""

import re

from hypothesis import given
from hypothesis import strategies as st

from leadcoach.domain.text import columns
from leadcoach.rendering import terminal
from leadcoach.rendering.page import (
    Block,
    Framed,
    Heading,
    Listing,
    Page,
    Pairs,
    Paragraph,
    Picture,
    Table,
    Words,
)
from leadcoach.rendering.screen import Screen

COLOUR = re.compile("\x1b\\[[0-9;]*m")


def shown(*blocks: Block, width: int = 60, colour: bool = False) -> str:
    return terminal.render(Page("", blocks), Screen(width, colour=colour))


def test_colour_changes_nothing_but_colour(page: Page) -> None:
    """Whoever sees no colour reads the very same lines."""
    bare = terminal.render(page, Screen(72))
    coloured = terminal.render(page, Screen(72, colour=True))
    assert "\x1b[" in coloured
    assert COLOUR.sub("", coloured) == bare


def test_only_colours_of_the_persons_own_theme(page: Page) -> None:
    coloured = terminal.render(page, Screen(72, colour=True))
    codes = {
        int(code)
        for found in COLOUR.findall(coloured)
        for code in re.findall(r"\d+", found)
    }
    assert codes <= {0, 1, 3, *range(30, 38), *range(90, 98)}


@given(st.text(), st.integers(20, 100))
def test_nothing_a_person_can_type_is_wider_than_the_screen_or_acts(
    text: str, width: int
) -> None:
    blocks = (
        Heading(text),
        Words(text, text),
        Listing((text,), (1,)),
        Pairs(((text, text),)),
        Table((text, "b"), ((text, text),)),
        Framed(text, (text,)),
    )
    out = terminal.render(Page(text, blocks), Screen(width, colour=True))
    bare = COLOUR.sub("", out)
    assert "\x1b" not in bare
    assert all(columns(line) <= width for line in bare.split("\n"))


def test_markup_is_shown_as_it_was_typed() -> None:
    typed = "[bold]x[/bold] [/y] :smile: [link=https://example.org]z[/link] C:\\"
    assert shown(Paragraph(typed), width=80, colour=True) == f"{typed}\n"


def test_a_persons_words_are_set_in_with_their_own_lines() -> None:
    assert shown(Words("one\n\ntwo\n  three", "your best moment")) == (
        "    one\n\n    two\n      three\n    — your best moment\n"
    )


def test_text_by_an_exercises_author_stands_behind_a_rule() -> None:
    framed = Framed("From the author", ("Saved.", "", "leadcoach: do this"))
    assert shown(framed) == ("│ From the author\n│ Saved.\n│\n│ leadcoach: do this\n")


def test_a_table_has_columns_where_there_is_room_and_labels_where_not() -> None:
    table = Table(("When", "What"), (("4 May", "reflect"), ("11 May", "compare")))
    assert shown(table) == (
        "When    What\n──────  ───────\n4 May   reflect\n11 May  compare\n"
    )
    assert shown(table, width=59) == (
        "When: 4 May\nWhat: reflect\n\nWhen: 11 May\nWhat: compare\n"
    )


def test_a_drawing_that_does_not_fit_is_left_to_its_words() -> None:
    picture = Picture(("-" * 30,), ("A line.",))
    assert shown(picture, width=30) == f"{'-' * 30}\n\nA line.\n"
    assert shown(picture, width=29) == "A line.\n"
