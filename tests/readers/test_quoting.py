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
        ("I say nothing and go home.", "conceding", "I say nothing and go home"),
        ("I micromanaged.", "over", "I micromanaged"),
        ("Then I took it all back, again.", "over", "I took it all back, again"),
        (
            "I asked each of them what they would drop first, and Omar laughed about it.",
            "with",
            "I asked each of them what they would drop first",
        ),
        ("I snapped at 'the boss' and left her.", "over", "I snapped at 'the boss' and left her"),
        ("I said nothing\nto anyone.", "conceding", "I said nothing"),
        (
            "On Friday, when it was late, I took the page off her and she wept in the hall.",
            "over",
            "I took the page off her",
        ),
    ],
)  # fmt: skip
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


def acts(told: str) -> list[str]:
    seen = noticed(Account((), (("struggle", told),)))
    return [around(each).text for each in seen.order]


@pytest.mark.parametrize(
    ("told", "quote"),
    [
        ("I held the bleep, covered triage and went home.", "I held the bleep, covered triage and went home"),
        ("She said no, so I rang her father. He came.", "I rang her father"),
        ("I smiled. Then I moved the chairs to the wall.", "I moved the chairs to the wall"),
        (
            "I proposed that we should share the tips at the end of every single week of the year.",
            "I proposed that we should share the tips",
        ),
        (
            "I told my sister that I would take the early shift for the rest of that long winter.",
            "I told my sister that I would take the early shift",
        ),
        (
            "I wrote to the board, which had met without us and meant to sell the old boathouse.",
            "I wrote to the board",
        ),
        (
            "I carried the boxes and the chairs up four flights until the caretaker came to help us.",
            "I carried the boxes and the chairs up four flights",
        ),
    ],
)  # fmt: skip
def test_an_act_is_quoted_as_a_whole_thought(told: str, quote: str) -> None:
    assert acts(told)[0] == quote


@pytest.mark.parametrize(
    "told",
    [
        "I asked her if she would want to present the five worst of them herself.",
        "I told the whole assembled and by now rather noisy and impatient committee of the club that.",
        "The plan that I had drawn was lost and the garden that we dug was sold.",
        "I said that the, well, the.",
    ],
)
def test_what_comes_to_no_whole_thought_is_not_quoted(told: str) -> None:
    assert acts(told) == []


@pytest.mark.parametrize(
    "ending", ["the", "to", "of", "that", "and", "with", "said", "told her", "I"]
)
def test_no_quote_of_an_act_ends_on_a_word_that_leads_on(ending: str) -> None:
    told = (
        f"I moved the benches to the wall and {ending} every other odd old broken thing"
    )
    for text in acts(f"{told} in the hall there then."):
        assert not text.endswith(f" {ending}")


def test_a_word_in_quotation_marks_may_stand_inside_a_quote() -> None:
    assert "I gave the \u201cquiet\u201d ones the floor" in quoted(
        "I gave the \u201cquiet\u201d ones the floor.", "with"
    ) + acts("I gave the \u201cquiet\u201d ones the floor.")


def test_an_edge_is_quoted_with_who_meets_it() -> None:
    told = "It rained, and for three weeks I avoided every conflict with my neighbour."
    assert quoted(told, "conflict") == ["I avoided every conflict with my neighbour"]


def test_an_edge_that_somebody_else_meets_is_not_quoted() -> None:
    assert quoted("The two of them had a conflict about the shed.", "conflict") == []
