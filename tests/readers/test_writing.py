"""The two paragraphs: varied, and never against what the person said of their own words."""

import re
from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadcoach.domain.reading import Placing, Quote, Reading
from leadcoach.domain.text import words_in
from leadcoach.paths import builtin_exercises
from leadcoach.readers import Account
from leadcoach.readers.bank import lenses
from leadcoach.readers.gallery import known_lens
from leadcoach.readers.hearing import heard
from leadcoach.readers.mirror import Mirror
from leadcoach.readers.needs import others_in
from leadcoach.readers.phrasing import Words, stretches, wording
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


def test_of_twenty_readings_one_pair_at_most_shares_six_words_in_a_row() -> None:
    """Six of seven random twenties share none; this one twenty may be the seventh."""
    readings = [read(told) for told in TWENTY]
    assert not any(reading.abstained for reading in readings)
    pairs = combinations(map(sixes, readings), 2)
    assert sum(bool(one & other) for one, other in pairs) <= 1


def test_of_twenty_readings_no_two_begin_alike() -> None:
    """Nor does any template show: the first six words of each differ."""
    openings = [read(told).paragraphs[0].split()[:6] for told in TWENTY]
    assert len({tuple(words) for words in openings}) >= 18


@pytest.mark.parametrize("told", TWENTY)
def test_each_of_the_twenty_keeps_every_promise(told: Account) -> None:
    assert_promises_hold(read(told), told, THREE)
    assert read(told) == read(told)


@settings(max_examples=60, deadline=None)
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
    assert "two pulls" not in reading.paragraphs[0].lower()
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
    assert "two pulls" in first.lower()
    assert "moved the shelves" in first


def test_two_pulls_may_lie_one_in_each_answer() -> None:
    first = read(account(BEST[9], STRUGGLE[8], ("over", "", "conceding"))).paragraphs[0]
    assert "two pulls" in first.lower()


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
    assert "moved the shelves" in first
    assert re.search(
        "both|them and you|their needs and yours|others and yourself", first
    )
    said = (wording()[group]["overgiving"] for group in ("side", "short", "manner_of"))
    ways = [way for ways in said for way in ways]
    assert any(way in first.lower() for way in ways)


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


MIXES = ((), ("with", "", "over"), ("with", "with", "conceding", "overgiving"))


FEWEST_PAIRS = 100
"""made-up accounts share their few phrases: real ones are ten times as far apart"""


@pytest.mark.slow
def test_two_readings_seldom_share_six_words_in_a_row() -> None:
    """What holds of the twenty is no luck: of all pairs with no text in common, few do.

    Sentences may be longer than five words where they have many ways to be said; this
    measures whether they have.
    """
    made_up = [
        (best, struggle, sixes(read(account(best, struggle, mix))))
        for best in BEST
        for struggle in STRUGGLE
        for mix in MIXES
    ]
    pairs = [
        (one[2], other[2])
        for one, other in combinations(made_up, 2)
        if one[0] != other[0] and one[1] != other[1]
    ]
    alike = sum(bool(one & other) for one, other in pairs)
    assert alike <= len(pairs) / FEWEST_PAIRS


def every_frame() -> list[tuple[str, str, dict[str, list[str]]]]:
    """Return every sentence of the wording files, with the parts it may hold."""
    parts = dict(wording()["parts"])
    parts |= {"c": flat("meaning"), "c2": flat("meaning"), "e": flat("topic")}
    parts |= {"p": flat("doing"), "p2": flat("doing")}
    parts |= {"d": flat("does"), "d2": flat("does")}
    for slot, group in (("u", "side"), ("w", "short"), ("a", "manner_of")):
        parts |= {slot: flat(group), f"{slot}2": flat(group)}
    parts |= {"they": ["the others"], "their": ["their"]}
    ways = wording()["manner"].values()
    parts |= {"g": [each for way in ways for each in way["leading"]]}
    frames = [
        (group, frame, parts)
        for group, kinds in wording().items()
        if group in SENTENCES
        for ways in kinds.values()
        for frame in ([ways] if isinstance(ways, str) else ways)
    ]
    for lens in ALL:
        known = known_lens(lens)
        assert known
        points = known["points"].values()
        frames += [(lens.id, way, parts) for ways in points for way in ways]
    return frames


SENTENCES = frozenset(
    ["leading", "best_told", "struggle_told", "topic_told", "asked", "missing"]
    + ["beside", "close"]
)


def flat(group: str) -> list[str]:
    return [each for ways in wording()[group].values() for each in ways]


def test_no_sentence_holds_six_words_that_are_the_same_each_time() -> None:
    """Between two choices or quotes stand five words at most, in every wording."""
    for group, frame, _ in every_frame():
        fixed = re.split(r"\{\w+\}|<\w+>|\[[^\]]*\]", frame)
        for part in fixed:
            assert len(words_in(part)) <= 5, (group, frame)


def test_every_sentence_can_be_said_in_five_words_between_two_quotes() -> None:
    """Each kind has a wording whose longest stretch without a quote holds five at most."""
    for group in SENTENCES:
        for kind, frames in wording()[group].items():
            if kind in ROOMY or isinstance(frames, str):
                continue
            parts = every_frame()[0][2]
            shortest = min(longest_stretch(frame, parts) for frame in frames)
            assert shortest <= 5, (group, kind)


ROOMY = frozenset(["ask", "rest", "empty", "with_limit", "silent", "alone"])
"""kinds that are seldom or never said next to a quote"""


def longest_stretch(frame: str, parts: Words) -> int:
    """Return the words of the longest stretch without a quote, said most briefly."""
    said = frame
    while re.search(r"[<\[]", said):
        said = re.sub(
            r"\[([^\[\]]*)\]", lambda choice: briefest(choice[1].split("|")), said
        )
        said = re.sub(r"<(\w+)>", lambda part: briefest(parts[part[1]]), said)
    return max(stretches(said))


def briefest(ways: Sequence[str]) -> str:
    return min(ways, key=lambda each: len(each.split()))


def test_a_text_of_which_nobody_said_what_it_tells_is_called_neither() -> None:
    """The same text as best and as struggle: its pulls and strengths stand side by side."""
    text = (
        "I asked each of them what they could do without. We set the order together."
        " On Friday I snapped and took the page off him without asking."
    )
    pair = (("text", text),)
    reading = Mirror.for_a_text().read(Account(pair, pair), THREE)
    assert reading.labels >= {"with", "over"}
    assert_promises_hold(reading, Account(pair, pair), THREE)
    own = re.sub('"[^"]*"', "", reading.paragraphs[0]).lower()
    assert not re.search(r"struggl|hard|your best|goes well|went well|good moment", own)
    assert '"took the page off him without asking"' in reading.paragraphs[0]


def test_without_placings_it_says_what_the_verbs_say_and_nothing_more() -> None:
    """To have asked is asking: that much the words tell by themselves."""
    told = account(
        "I asked Omar for the keys to the hall. It was cold. I wrote a list of the chairs"
        " that we had left over from the fair.",
        "I stayed at the back of the hall. The others talked among themselves. I went to"
        " the door at nine and I moved the chairs.",
    )
    reading = read(told)
    assert reading.labels.isdisjoint({"with", "over", "conceding", "overgiving"})
    own = re.sub('"[^"]*"', "", reading.paragraphs[0]).lower()
    assert re.search("ask|question", own)
    assert "?" in own


@pytest.mark.parametrize(
    ("told", "who"),
    [
        ("I taught Ines how to run the till. I told Ines what to do.", "Ines"),
        ("On Monday I told the team where to stand.", "the team"),
        ("In April I rang my daughter and I said so.", "your daughter"),
        ("I moved the chairs on Friday.", ""),
    ],
)
def test_who_else_is_there_is_taken_from_the_words(told: str, who: str) -> None:
    """So that what one of them needed can be missed by name."""
    assert others_in(heard(Account((), (("struggle", told),)))) == who


def test_sentences_are_whole_and_begin_with_a_capital_letter() -> None:
    for told in TWENTY:
        for paragraph in read(told).paragraphs:
            bare = re.sub('"[^"]*"', "Quote", paragraph)
            for sentence in re.split(r"(?<=[.?]) (?!14\)|130\))", bare):
                assert re.match(r"[A-Z]", sentence), sentence
                assert len(sentence.split()) > 2, sentence
