"""The two paragraphs: varied, and never against what the person said of their own words."""

import re
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadcoach.domain.reading import Placing, Quote, Reading
from leadcoach.paths import builtin_exercises
from leadcoach.readers import Account
from leadcoach.readers.bank import lenses
from leadcoach.readers.mirror import Mirror
from tests.readers.accounts import BEST, STRUGGLE, TWENTY, account
from tests.readers.promises import assert_promises_hold

ALL = lenses(builtin_exercises() / "lenses.toml")
THREE = ALL[:3]
_CITED = re.compile(
    r"Heifetz, Grashow & Linsky \(2009, p\. 14\),(?: writing)? on adaptive leadership"
    r"|Miki Kashtan \(2014, p\. 130\)|Paul Atkins, after Kashtan|\(Leadership and Shared Power\)"
)
PLACED = st.sampled_from(("with", "over", "overgiving", "conceding", "none"))


def read(told: Account) -> Reading:
    return Mirror().read(told, THREE)


def own_words(paragraph: str) -> list[list[str]]:
    """Return the stretches of the mirror's own words, between quotes and citations."""
    bare = _CITED.sub(" | ", re.sub('"[^"]*"', " | ", paragraph))
    return [re.findall(r"[\w'-]+", part.lower()) for part in bare.split("|")]


def sixes(reading: Reading) -> set[tuple[str, ...]]:
    return {
        tuple(words[at : at + 6])
        for paragraph in reading.paragraphs
        for words in own_words(paragraph)
        for at in range(len(words) - 5)
    }


def test_of_twenty_readings_no_two_share_six_words_in_a_row() -> None:
    readings = [read(told) for told in TWENTY]
    assert not any(reading.abstained for reading in readings)
    for one, other in combinations(readings, 2):
        assert sixes(one) & sixes(other) == set()


def test_of_twenty_readings_no_two_begin_alike() -> None:
    """Nor does any template show: the first four words of each differ."""
    openings = [read(told).paragraphs[0].split()[:4] for told in TWENTY]
    assert len({tuple(words) for words in openings}) >= 18


@pytest.mark.parametrize("told", TWENTY)
def test_each_of_the_twenty_keeps_every_promise(told: Account) -> None:
    assert_promises_hold(read(told), told, THREE)
    assert read(told) == read(told)


@settings(max_examples=120, deadline=None)
@given(
    best=st.sampled_from(BEST),
    struggle=st.sampled_from(STRUGGLE),
    mix=st.lists(PLACED, max_size=4),
    count=st.integers(0, 12),
)
def test_any_mix_of_accounts_placings_and_lenses_keeps_every_promise(
    best: str, struggle: str, mix: list[str], count: int
) -> None:
    told = account(best, struggle, tuple(mix))
    assert_promises_hold(Mirror().read(told, ALL[:count]), told, ALL[:count])


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(max_size=200),
    start=st.integers(-3, 60),
    length=st.integers(-3, 60),
    placed=st.one_of(PLACED, st.text(max_size=5)),
)
def test_a_placing_that_fits_nothing_is_let_be(
    text: str, start: int, length: int, placed: str
) -> None:
    whole = text + " " + BEST[0]
    quote = Quote(whole[start : start + length], "best", start, start + length)
    told = Account(
        (("best", whole),),
        (("struggle", STRUGGLE[0]),),
        (Placing(quote, placed), Placing(quote, "over")),
    )
    assert_promises_hold(Mirror().read(told, THREE), told, THREE)


def test_the_persons_word_wins_over_what_the_words_seem_to_say() -> None:
    """Snapping may have looked after everybody; then it is not called a pull."""
    sentence = "On Friday I snapped and took the whole page off him without asking."
    start = STRUGGLE[0].index(sentence)
    quote = Quote(sentence, "struggle", start, start + len(sentence))
    told = Account(
        (("best", BEST[0]),),
        (("struggle", STRUGGLE[0]),),
        (Placing(quote, "with"),),
    )
    reading = read(told)
    assert "over" not in reading.labels
    assert "two pulls" not in reading.paragraphs[0]
    (moment,) = reading.moments
    assert (moment.guess, moment.placed) == ("over", "with")


def test_none_of_these_takes_the_guess_away() -> None:
    told = account(BEST[3], "I micromanaged. " + STRUGGLE[8], ("", "", "none"))
    assert "over" in read(Account(told.best, told.struggle)).labels
    assert "over" not in read(told).labels


@pytest.mark.parametrize(
    "mix",
    [("with", "with", "over", "conceding"), ("with", "with", "overgiving", "over")],
)
def test_over_beside_holding_back_or_overgiving_is_called_two_pulls(
    mix: tuple[str, ...],
) -> None:
    first = read(account(BEST[9], STRUGGLE[8], mix)).paragraphs[0]
    assert "two pulls" in first
    assert '"I moved the shelves' in first


def test_two_pulls_may_lie_one_in_each_answer() -> None:
    first = read(account(BEST[9], STRUGGLE[8], ("over", "", "conceding"))).paragraphs[0]
    assert "two pulls" in first


def test_without_placings_and_names_it_quotes_and_asks() -> None:
    reading = read(
        account(
            BEST[9],
            "I moved my desk to the wall. I answered no calls. I wrote to her twice.",
        )
    )
    first = reading.paragraphs[0]
    assert "?" in first
    assert '"' in first
    assert reading.labels.isdisjoint({"with", "over", "conceding", "overgiving"})


def test_a_placing_tells_in_plain_words_what_the_person_said() -> None:
    first = read(account(BEST[9], STRUGGLE[8], ("with", "", "overgiving"))).paragraphs[
        0
    ]
    assert '"I moved the shelves' in first
    assert re.search("both|you and them|them and you|you all|all of you|yours", first)
    assert re.search(
        "your (own )?(expense|cost)|not you|you paid|them alone|only them|their side alone",
        first,
    )


def test_a_text_that_somebody_brings_needs_one_own_act_and_misses_no_other_side() -> (
    None
):
    told = Account((), (("text", "I told them that the door stays shut."),))
    assert read(told).abstained
    reading = Mirror.for_a_text().read(told, THREE)
    assert not reading.abstained
    assert "best" not in reading.paragraphs[0]
    assert (
        Mirror.for_a_text().read(Account((), (("text", "It rained."),)), ()).abstained
    )


def test_a_hundred_accounts_more_seldom_share_six_words() -> None:
    """What holds of the twenty is no luck: any two of these share next to nothing."""
    told = [account(best, struggle) for best in BEST for struggle in STRUGGLE]
    said = [sixes(read(each)) for each in told]
    pairs = list(combinations(said, 2))
    sharing = sum(bool(one & other) for one, other in pairs)
    assert sharing <= 0.03 * len(pairs)


def test_sentences_are_whole_and_begin_with_a_capital_letter() -> None:
    for told in TWENTY:
        for paragraph in read(told).paragraphs:
            bare = re.sub('"[^"]*"', "Quote", paragraph)
            for sentence in re.split(r"(?<=[.?]) (?!14\)|130\))", bare):
                assert re.match(r"[A-Z]", sentence), sentence
                assert len(sentence.split()) > 2, sentence
