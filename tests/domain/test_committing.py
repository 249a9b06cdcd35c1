"""A commitment in words: if this happens, then I will do that."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadcoach.domain.entry import Commitment
from leadcoach.domain.if_then import PARTS, commitment_of, in_words


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"action": "ask Kim"}, "I will ask Kim."),
        ({"action": "I will ask Kim."}, "I will ask Kim."),
        ({"action": "I'll ask Kim"}, "I will ask Kim."),
        ({"action": "… then I will ask"}, "I will ask."),
        ({"action": "Ask Kim"}, "I will Ask Kim."),
        (
            {"cue": "Ana is late", "action": "ask what is in the way"},
            "If Ana is late, then I will ask what is in the way.",
        ),
        (
            {"cue": "when Ana is late,", "action": "then I will ask"},
            "When Ana is late, then I will ask.",
        ),
        (
            {
                "action": "ask",
                "due": dt.date(2026, 12, 1),
                "told": " M. ",
                "sure": 4,
            },
            "I will ask. (by 2026-12-01; told to M.; sure 4 of 5)",
        ),
        (
            {"action": "ask", "obstacle": "I am tired", "plan": "write it down"},
            "I will ask. If I am tired, then I will write it down.",
        ),
        (
            {"action": "ask", "obstacle": "If I am tired"},
            "I will ask. What could get in the way: If I am tired.",
        ),
        ({"action": "إسأل كيم"}, "I will إسأل كيم."),
    ],
)
def test_a_commitment_reads_as_a_sentence_of_the_persons_own_words(
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
def test_nothing_in_it_makes_it_fail(commitment: Commitment) -> None:
    assert in_words(commitment)


def test_each_part_has_words_to_ask_for_it() -> None:
    assert list(PARTS) == [
        "cue", "action", "due", "obstacle", "plan", "told", "sure",
    ]  # fmt: skip
