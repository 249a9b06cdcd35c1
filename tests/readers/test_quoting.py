"""Quotes are short, whole-worded and exact."""

import pytest

from leadcoach.readers import Account
from leadcoach.readers.noticing import noticed
from leadcoach.readers.quoting import around
from leadcoach.readers.telling import observations


def quoted(told: str, label: str) -> list[str]:
    seen = noticed(Account((), (("struggle", told),)))
    return [each.quote.text for each in observations(seen) if each.label == label]


@pytest.mark.parametrize(
    ("told", "label", "quote"),
    [
        ("I say nothing and go home.", "conceding", "I say nothing"),
        ("I micromanaged.", "over", "I micromanaged"),
        ("Then I took it all back, again.", "over", "I took it all back"),
        (
            "I asked each of the people in the long room upstairs what they wanted from it.",
            "with",
            "I asked each of the people",
        ),
        ("I snapped at 'the boss' and “left” her.", "over", "I snapped at 'the boss'"),
        ("I said nothing\nto anyone.", "conceding", "I said nothing"),
    ],
)
def test_a_quote_holds_the_act_and_ends_where_its_clause_does(
    told: str, label: str, quote: str
) -> None:
    assert quote in quoted(told, label)


def test_a_quote_holds_no_quotation_mark_or_control_character() -> None:
    for told in ('I snapped "go" at them.', "I snapped at\x1b[31m them."):
        for text in quoted(told, "over"):
            assert '"' not in text
            assert text.isprintable()


def test_a_word_without_an_end_is_not_quoted() -> None:
    assert all(len(text) < 400 for text in quoted("I snapped at " + "x" * 5000, "over"))


def first_act(told: str) -> str:
    seen = noticed(Account((), (("struggle", told),)))
    return around(seen.order[0]).text


@pytest.mark.parametrize(
    ("told", "quote"),
    [
        ("I held the bleep, covered triage and went home.", "I held the bleep, covered triage"),
        ("She said no, so I rang her father. He came.", "I rang her father"),
        (
            "I asked her if she would want to present the five worst of them herself.",
            "I asked her if she would want to present",
        ),
        ("I smiled. Then I moved the chairs to the wall.", "I moved the chairs to the wall"),
    ],
)  # fmt: skip
def test_an_act_is_quoted_in_a_whole_clause_where_ten_words_hold_one(
    told: str, quote: str
) -> None:
    assert first_act(told) == quote
