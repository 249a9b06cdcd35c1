"""Tags and people are what somebody types as #budget and @M in an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadcoach.domain.excerpts import keys_in, mark_of, marks_in


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("The #budget, again.", ["#budget"]),
        ("#budget\n(#night-shift) “#Roof”", ["#budget", "#night-shift", "#Roof"]),
        ("I asked @M and @Ana-Lu.", ["@M", "@Ana-Lu"]),
        ("@M's plan, #one/#two", ["@M", "#one"]),
        ("#café and #cafe\u0301", ["#café", "#café"]),
        ("#2026plan, #1, #¹, # budget, #-x, @ M", []),
        ("me@work.example, a#b, C#, see https://x.example/#top and /p?a=1#b", []),
        ("##budget, \\#budget, @@M", []),
        ("#預算", ["#預算"]),
    ],
)
def test_a_mark_begins_with_a_letter_and_stands_outside_words(
    text: str, marks: list[str]
) -> None:
    assert [str(mark) for mark in marks_in(text)] == marks


def test_capitals_and_accents_do_not_make_another_tag() -> None:
    assert keys_in(["#Café #cafe #CAFÉ @m @M"]) == {"#cafe", "@m"}


@pytest.mark.parametrize("typed", ["budget", "#budget", " budget ", "#Budget"])
def test_a_tag_is_asked_for_with_or_without_its_sign(typed: str) -> None:
    mark = mark_of("#", typed)

    assert mark is not None
    assert mark.key == "#budget"


@pytest.mark.parametrize(
    "typed", ["", "#", "1", "two words", "a/b", "@M", "##x", "x" * 9 + " ", "-", "a-"]
)
def test_what_cannot_be_a_tag_is_not_taken_for_one(typed: str) -> None:
    mark = mark_of("#", typed)

    assert mark is None or str(mark) == f"#{typed.strip()}"


@given(st.text(max_size=60))
def test_any_text_has_marks_or_none(text: str) -> None:
    for mark in marks_in(text):
        found = mark_of(mark.sign, mark.name)
        assert found == mark
