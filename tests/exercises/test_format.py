"""What newer keys of an exercise file mean, and which are not there yet."""

from collections.abc import Callable

import pytest

Told = Callable[[str], list[str]]
EACH = """
[[section]]
id = "each"
for_each = "{source}"
[[section.ask]]
id = "of_item"
type = "short"
text = "${{item}}?"
[[section]]
id = "then"
[[section.ask]]
id = "after"
type = "short"
when = "{when}"
text = "And?"
[recap]
"""
PICKS = """
[[section.ask]]
id = "picks"
type = "multi"
text = "Which?"
choices = { me = "me", us = "us" }
"""


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("own + 1 > 2", "arithmetic is not in this format yet"),
        ("best matches 'a.*'", "patterns are not in this format yet"),
    ],
)
def test_arithmetic_and_patterns_are_told_so(
    when: str, said: str, small: str, told: Told
) -> None:
    (found,) = told(small.replace('when = "own <= 2"', f'when = "{when}"', 1))

    assert said in found


@pytest.mark.parametrize("text", ["{{ best }}", "{% if best %}"])
def test_templates_are_told_so(text: str, small: str, told: Told) -> None:
    (found,) = told(small.replace('text = "Who?"', f'text = "Who? {text}"', 1))

    assert "templates are not in this format yet. ${id} puts an answer" in found


@pytest.mark.parametrize(
    ("source", "when", "said"),
    [
        ("picks", "of_item.me is answered", ""),
        ("picks", "of_item is answered", ""),
        ("commitments", "of_item.a1 is answered", ""),
        ("picks", "of_item.you is answered", "“of_item” has no row “you”."),
        ("best", "own > 1", "for_each: “best” is no list asked before."),
        ("pics", "own > 1", "is no list asked before. Did you mean “picks”?"),
    ],
)
def test_a_section_is_repeated_for_a_list_asked_before(
    source: str, when: str, said: str, small: str, told: Told
) -> None:
    each = EACH.format(source=source, when=when)
    found = told(small.replace("[recap]", PICKS + each, 1))

    assert [line for line in found if said in line] == found
    assert len(found) == bool(said)


def test_the_item_means_nothing_outside_such_a_section(small: str, told: Told) -> None:
    (found,) = told(small.replace('text = "Who?"', 'text = "Who of ${item}?"', 1))

    assert "${item} has a meaning only in a section with for_each." in found


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("hist(who, 'me') >= 3", ""),
        ("hist(who, 'mee') >= 3", "“who” has no choice “mee”. Did you mean “me”?"),
        ("hist(best, 'me') >= 3", "hist: “best” has no choices to count."),
        ("part(who, 'me') > 0.5", "part: “who” has no choices to count."),
    ],
)
def test_a_choice_is_counted_where_it_is_one(
    when: str, said: str, small: str, told: Told
) -> None:
    found = told(small.replace('when = "own <= 2"', f'when = "{when}"', 1))

    assert len(found) == bool(said)
    assert all(said in line for line in found)


@pytest.mark.parametrize("once", ['retired = ["best"]', 'renamed = { best = "who" }'])
def test_an_id_once_used_does_not_come_back(once: str, small: str, told: Told) -> None:
    (found,) = told(small.replace("minutes = 5", once, 1))

    assert "“best” was once used and cannot come back." in found


def test_a_new_name_is_that_of_a_question(small: str, told: Told) -> None:
    (found,) = told(small.replace("minutes = 5", 'renamed = { old = "bst" }', 1))

    assert "there is no question “bst”. Did you mean “best”?" in found


def test_what_is_set_side_by_side_was_asked(small: str, told: Told) -> None:
    again = '[again]\nafter_weeks = 6\nof = ["bst"]\n[recap]'
    (found,) = told(small.replace("[recap]", again, 1))

    assert "there is no question “bst”. Did you mean “best”?" in found


def test_names_of_a_picture_are_as_many_as_its_answers(small: str, told: Told) -> None:
    wrong = 'of = ["best"]\nnames = ["one", "two"]'
    (found,) = told(small.replace('of = ["best"]', wrong, 1))

    assert "names are as many as the answers in `of`" in found
