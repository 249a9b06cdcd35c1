"""A page in lines of text alone, for a screen reader or a terminal that can do little."""

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
    Picture,
    Rule,
    Table,
    Words,
)
from leadcoach.rendering.screen import Screen


def shown(*blocks: Block, width: int = 60) -> str:
    return terminal.render(Page("", blocks), Screen(width, plain=True))


def test_nothing_is_drawn(page: Page) -> None:
    text = terminal.render(page, Screen(80, plain=True))
    assert not any(sign in text for sign in "│─└┘├┤┌┐◐●○◆\x1b")


def test_a_table_is_said_as_labels_and_values() -> None:
    table = Table(("When", "What"), (("4 May", "reflect"), ("11 May", "")))
    assert shown(table) == "When: 4 May\nWhat: reflect\n\nWhen: 11 May\n"


def test_pairs_are_said_as_labels_and_values() -> None:
    pairs = Pairs((("Edge", "saying it early"), ("", ":) alone"), ("Told", "")))
    assert shown(pairs) == "Edge: saying it early\n:) alone\nTold:\n"


def test_a_picture_is_said_in_its_words(pulls: Picture) -> None:
    assert shown(pulls, width=200).split("\n")[0].startswith("Best (B): as you told")
    assert "Struggle (S): as you told" in shown(pulls)


def test_a_persons_words_can_be_told_from_the_programs() -> None:
    assert shown(Words("one\n\ntwo", "your best moment")) == (
        "“one\n\ntwo”\nFrom: your best moment\n"
    )


def test_text_by_an_exercises_author_is_named_and_set_in() -> None:
    assert shown(Framed("From the author", ("one", "two"))) == (
        "From the author:\n  one\n  two\n"
    )


def test_numbers_stand_under_each_other() -> None:
    items = tuple("abcdefghij")
    text = shown(Listing(items, tuple(range(1, 11))))
    assert text.startswith(" 1. a\n")
    assert text.endswith("10. j\n")


def test_a_pause_is_an_empty_line() -> None:
    assert shown(Heading("a"), Rule(), Heading("b")) == "a\n\nb\n"


@given(st.text(), st.integers(20, 100))
def test_nothing_a_person_can_type_is_wider_than_the_screen_or_acts(
    text: str, width: int
) -> None:
    blocks = (Words(text, text), Pairs(((text, text),)), Framed(text, (text,)))
    out = terminal.render(Page(text, blocks), Screen(width, plain=True))
    assert "\x1b" not in out
    assert all(columns(line) <= width for line in out.split("\n"))
