"""A commitment in words: when something happens, and what somebody will do then."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadcoach.domain.entry import PARTS, Commitment, commitment_of, in_words


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"action": "ask Kim"}, "I will: ask Kim"),
        ({"action": "I will ask Kim."}, "The act: I will ask Kim."),
        (
            {"action": "strengthen the team and then I will ask"},
            "I will: strengthen the team and then I will ask",
        ),
        ({"action": "… then I'll ask"}, "I will: … then I'll ask"),
        (
            {"cue": "when Ana is late, … ", "action": "Ask what is in the way."},
            "The sign: when Ana is late, …  / I will: Ask what is in the way.",
        ),
        (
            {
                "action": "ask",
                "due": dt.date(2026, 12, 1),
                "told": " M. ",
                "sure": 4,
            },
            "I will: ask / By: 2026-12-01 · told to  M.  · sure 4 of 5",
        ),
        (
            {"action": "ask", "obstacle": "If I am tired", "plan": "then I will rest"},
            "I will: ask / In the way: If I am tired / The plan: then I will rest",
        ),
        ({"action": "I am going to ask Kim"}, "The act: I am going to ask Kim"),
        (
            {"action": "ask", "plan": "I will wait"},
            "I will: ask / The plan: I will wait",
        ),
        (
            {"action": "ask", "plan": "I willingly wait"},
            "I will: ask / Then I will: I willingly wait",
        ),
        ({"action": "إسأل كيم"}, "I will: إسأل كيم"),
        ({"action": "rest", "sure": 2}, "I will: rest / Also: sure 2 of 5"),
        (
            {"action": "I’ll rest", "cue": "Whenever"},
            "The sign: Whenever / The act: I’ll rest",
        ),
        (
            {"action": "i willed it", "cue": "Iffy days"},
            "When: Iffy days / I will: i willed it",
        ),
    ],
)
def test_a_commitment_is_shown_in_the_words_it_was_typed_in(
    parts: dict[str, object], words: str
) -> None:
    assert in_words(commitment_of(parts)) == words


def test_words_alone_are_the_action() -> None:
    assert commitment_of("ask Kim") == Commitment(action="ask Kim")


@given(
    st.builds(
        Commitment,
        action=st.text(),
        cue=st.text(),
        obstacle=st.text(),
        plan=st.text(),
        told=st.text(),
        due=st.none() | st.dates(),
        sure=st.integers(0, 5),
    )
)
def test_no_word_of_it_is_taken_out_or_altered(commitment: Commitment) -> None:
    shown = in_words(commitment)

    for words in vars(commitment).values():
        assert not isinstance(words, str) or words in shown


def test_each_part_has_words_to_ask_for_it() -> None:
    assert list(PARTS) == [
        "cue", "action", "due", "obstacle", "plan", "told", "sure",
    ]  # fmt: skip
