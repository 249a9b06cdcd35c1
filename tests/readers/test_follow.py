"""Follow-up questions come from what was said, each tied to a quote."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadcoach.domain.reading import Observation, Probe, Quote, Reading
from leadcoach.paths import builtin_exercises
from leadcoach.readers import Account, reader_named
from leadcoach.readers.bank import PROBE_LABELS, probes
from leadcoach.readers.follow import follow_ups

BANK = probes(builtin_exercises() / "follow-ups.toml")
BEST = (
    "When the roof leaked I got the six of us in the kitchen and asked each of them what"
    " they'd drop first. We set the order together. I told them I could do two nights."
)
STRUGGLE = (
    "When Ana hands in late I say nothing. Then on Friday I snapped and took the whole"
    " newsletter off her without asking."
)


def read(best: str, struggle: str) -> Reading:
    account = Account((("best", best),), (("struggle", struggle),))
    return reader_named("mirror").read(account, ())


def seen(*labels: str) -> Reading:
    quotes = [Quote(f"words of {label}", "best", 0, 9) for label in labels]
    found = zip(labels, quotes, strict=True)
    observations = tuple(Observation(label, quote) for label, quote in found)
    return Reading("mirror", "1", observations=observations)


def test_one_question_from_stance_one_from_edge_one_from_text() -> None:
    offered = follow_ups(read(BEST, STRUGGLE), BANK)
    assert [each.on for each in offered] == [
        ("over", "conceding"),
        ("speaking-up",),
        ("text.contrast",),
    ]


def test_two_pulls_are_asked_about_with_a_quote_of_each() -> None:
    first = follow_ups(read(BEST, STRUGGLE), BANK)[0]
    assert first.ask == (
        "You wrote 'took the whole newsletter off her without asking' and also"
        " 'I say nothing'. What tips you from one to the other?"
    )
    assert [quote.answer for quote in first.quotes] == ["struggle", "struggle"]


@settings(deadline=None)
@given(st.sets(st.sampled_from(sorted(PROBE_LABELS)), max_size=8))
def test_never_more_than_three_each_tied_to_a_quote_with_no_gap_left(
    labels: set[str],
) -> None:
    offered = follow_ups(seen(*sorted(labels)), BANK)
    assert len(offered) <= 3
    assert len({each.key for each in offered}) == len(offered)
    for each in offered:
        assert each.quotes
        assert "{q" not in each.ask
        assert set(each.on) <= labels


def test_a_question_asked_lately_makes_room_for_another() -> None:
    reading = read(BEST, STRUGGLE)
    first = follow_ups(reading, BANK)
    again = follow_ups(reading, BANK, frozenset(each.key for each in first))
    assert again
    assert {each.key for each in again}.isdisjoint(each.key for each in first)


def test_when_every_question_was_asked_none_is_offered() -> None:
    asked = frozenset(probe.ask for probe in BANK)
    assert follow_ups(read(BEST, STRUGGLE), BANK, asked) == ()


@pytest.mark.parametrize("best", ["", "Leading is hard."])
def test_after_an_abstention_general_questions_need_no_quote(best: str) -> None:
    offered = follow_ups(read(best, ""), BANK)
    assert offered[0].ask == "Which one time stands for this?"
    assert all(each.quotes == () for each in offered)


def test_words_that_look_like_a_slot_stay_as_they_were_typed() -> None:
    quote = Quote("I said {q2} to her", "best", 0, 18)
    reading = Reading("mirror", "1", observations=(Observation("over", quote),))
    (offered,) = follow_ups(reading, [Probe(("over",), "You wrote '{q}'. And then?")])
    assert offered.ask == "You wrote 'I said {q2} to her'. And then?"
