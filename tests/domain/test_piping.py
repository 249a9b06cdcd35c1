"""Answers put into the words of later questions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadcoach.domain.entry import Value
from leadcoach.domain.piping import BadPipe, Pipe, piped, pipes_in, plain_words

MANY = "one two three four five six seven eight nine ten eleven twelve thirteen"
SHOWN = {
    "best": ("  I asked them.  ",),
    "long": (MANY,),
    "people": ("Ana; Ben", "Ana", "Ben"),
    "lines": ("first\nsecond",),
    "blank": ("  ",),
    "last.edge": ("saying it",),
    "date": ("2026-11-21",),
    "price": ("5 $$ and ${best} and ${date}",),
}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You wrote ${best}", "You wrote I asked them."),
        ("${best|quote}", "“I asked them.”"),
        ("${long|short}", MANY.removesuffix(" thirteen") + " …"),
        ("${best|short}", "I asked them."),
        ("${people}", "Ana; Ben"),
        ("${people|list}", "- Ana\n- Ben"),
        ("${lines|list}", "- first\n- second"),
        ("${best|or the moment}", "I asked them."),
        ("${nothing|or the moment}", "the moment"),
        ("${blank|or the moment}", "the moment"),
        ("[${nothing}]", "[]"),
        ("[${nothing|quote}]", "[]"),
        ("${last.edge}, ${date}", "saying it, 2026-11-21"),
        ("$$5", "$5"),
        ("$${best}", "${best}"),
        ("$5 and $", "$5 and $"),
        ("${best", "${best"),
        ("${best|loud}", "${best|loud}"),
        ("[${best.__class__}]", "[]"),
        ("{best} {{best}} {0.__class__}", "{best} {{best}} {0.__class__}"),
    ],
)
def test_each_form_puts_words_in(text: str, words: str) -> None:
    assert piped(text, SHOWN) == words


@pytest.mark.parametrize(
    ("text", "answer", "words"),
    [
        (
            "${it}: who could?",
            "Reading the accounts.",
            "Reading the accounts: who could?",
        ),
        ("${it}: who could?", "Mr Brandt?", "“Mr Brandt?”: who could?"),
        ("${it}: who could?", "Ask M.", "Ask M.: who could?"),
        (
            "${it}, I am about to decide.",
            "Ade or Lin.",
            "Ade or Lin, I am about to decide.",
        ),
        ("About this: ${it}.", "Should I chair it?", "About this: Should I chair it?"),
        ("About this: ${it}.", "the fair…", "About this: the fair…"),
        ("About this: ${it}.", "the fair", "About this: the fair."),
        ("$$. ${it}", "the fair.", "$. the fair."),
    ],
)
def test_two_marks_never_stand_side_by_side(text: str, answer: str, words: str) -> None:
    assert piped(text, {"it": (answer,)}) == words


def test_what_a_person_wrote_is_never_expanded_again() -> None:
    assert piped("${price}", SHOWN) == "5 $$ and ${best} and ${date}"


@given(st.text())
def test_an_answer_stands_in_the_question_to_the_letter(answer: str) -> None:
    assert piped("<${it}>", {"it": (answer,)}) == f"<{answer.strip()}>"


@given(st.text(alphabet="${}|abor. short\n"))
def test_no_words_of_an_author_make_it_fail(text: str) -> None:
    assert isinstance(piped(text, SHOWN), str)
    assert all(text[pipe.at] == "$" for pipe in pipes_in(text))


def test_an_author_learns_which_pipes_have_no_meaning() -> None:
    found = list(pipes_in("$$ ${best|or x y} ${Best} ${}"))

    assert found == [
        Pipe("best", "or", "x y", 3),
        BadPipe("${Best}", 18),
        BadPipe("${}", 26),
    ]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("as it is", "as it is"),
        (("Ana", "Ben"), "Ana, Ben"),
        ({"self": 2}, "self: 2"),
        (True, "yes"),
        (False, "no"),
        (4, "4"),
    ],
)
def test_an_answer_has_words_even_without_its_question(
    value: Value, words: str
) -> None:
    assert plain_words(value) == words
