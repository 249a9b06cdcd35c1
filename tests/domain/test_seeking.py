"""Searched words are found whatever their case and accents; no sign is special."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadcoach.domain.excerpts import ROOM, all_found, excerpts, fold, places, terms_of


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("cafe", "At the Café"),
        ("CAFÉ", "at the cafe\u0301"),
        ("strasse", "Straße"),
        ("don't", "I don’t know"),
        ('"no"', "He said “no” twice"),
        ("привет", "ПРИВЕТ"),
        ("it's (a) *:-", "it's (a) *:- sign"),
        (r"C:\new", r"in C:\new there"),
        ("🙂", "fine 🙂"),
        ("שלום", "שָׁלוֹם"),
        ("night shift", "the night\n   shift came"),
    ],
)
def test_a_word_is_found(word: str, text: str) -> None:
    terms = terms_of([word])

    assert all_found(terms, [text])
    assert places(terms, text)


def test_quotes_inside_an_argument_tell_phrases_from_words() -> None:
    assert terms_of(["roof", "night  shift"]) == (("roof",), ("night", "shift"))
    assert terms_of(['"night shift" roof']) == (("night", "shift"), ("roof",))
    assert terms_of(['say "hi']) == (("say", '"hi'),)
    assert terms_of(['"']) == (('"',),)
    assert terms_of(["", "  ", "\n"]) == ()


def test_all_words_have_to_be_there_each_in_any_text() -> None:
    terms = terms_of(["roof", "night"])

    assert all_found(terms, ["the roof", "at night"])
    assert not all_found(terms, ["the roof", "at noon"])


@given(st.text(max_size=40), st.text(max_size=20), st.text(max_size=40))
def test_a_part_of_a_text_is_found_in_it(before: str, word: str, after: str) -> None:
    assert fold(word) in fold(before + word + after)


@given(st.lists(st.text(max_size=20), max_size=4), st.text(max_size=300))
def test_any_words_and_any_text(words: list[str], text: str) -> None:
    terms = terms_of(words)
    for start, end in places(terms, text):
        assert 0 <= start < end <= len(text)
    for each in excerpts(text, terms):
        assert each.sentence in text
        assert len(each.marked) <= ROOM + 4 + 2 * len(text)


def test_the_sentence_is_shown_with_the_word_between_stars() -> None:
    text = "It rained. When the Roof leaked, I asked. Then roofers came."

    marked = [each.marked for each in excerpts(text, terms_of(["roof"]))]

    assert marked == ["When the *Roof* leaked, I asked.", "Then *roof*ers came."]


def test_a_phrase_over_the_end_of_a_sentence_brings_both() -> None:
    (found,) = excerpts("I left. We talked. Bye.", terms_of(["left. We"]))

    assert found.marked == "I *left. We* talked."


def test_a_tag_alone_brings_the_sentence_before_it() -> None:
    text = "It was Monday. I did the books again. #budget"
    (found,) = excerpts(text, terms_of(["#budget"]))

    assert found.marked == "I did the books again. *#budget*"


def test_a_long_sentence_is_cut_at_the_ends_of_words() -> None:
    text = " ".join(["before"] * 100 + ["needle"] + ["afterwards"] * 100)

    (found,) = excerpts(text, terms_of(["needle"]))

    assert "*needle*" in found.marked
    assert len(found.marked) <= ROOM + 6
    words = set(found.marked.split())
    assert words == {"…", "before", "*needle*", "afterwards"}
