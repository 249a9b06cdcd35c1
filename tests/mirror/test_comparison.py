"""The sentences of leadcoach, for every pair of keys."""

import itertools
import re
from dataclasses import replace
from functools import cache

import pytest

from leadcoach.domain.reading import Lens, MirrorBlock, Quote
from leadcoach.mirror.comparison import NEEDS, WHO, Keys, comparison, lenses
from leadcoach.mirror.page import Heart, ToldStories, page

KNOWN = {lens.id: lens for lens in lenses()}
IDEAS = (KNOWN["heifetz"], KNOWN["kashtan"])
STORY = "I asked them what they saw."
HARD = "I say nothing and do it at night."


@cache
def every_page() -> list[tuple[Keys, tuple[MirrorBlock, ...]]]:
    """Return the page of every pair of keys, with and without them."""
    who, needs = ("", *WHO), ("", *NEEDS)
    rest = [("", ""), ("", "M"), ("yes", ""), ("yes", "the committee"), ("no", "M")]
    every = itertools.product(who, who, needs, needs, rest)
    keys = [
        Keys(one, two, mine, theirs, paid, they)
        for one, two, mine, theirs, (paid, they) in every
    ]
    return [(each, page(told(each), IDEAS)) for each in keys]


def told(keys: Keys, *, best: bool = True, struggle: bool = True) -> ToldStories:
    return ToldStories(
        best={"best": STORY} if best else {},
        struggle={"struggle": HARD} if struggle else {},
        best_heart=Heart(Quote(STORY, "best", 0, len(STORY))) if best else None,
        hard_heart=Heart(Quote(HARD, "struggle", 0, len(HARD))) if struggle else None,
        keys=keys,
    )


def ours(blocks: tuple[MirrorBlock, ...]) -> list[str]:
    """Return the sentences of leadcoach on a page, without definitions."""
    texts = [re.sub("“[^”]{45,}”", "“”", block.text) for block in blocks]
    return [
        sentence
        for text in texts
        for sentence in re.split(r"(?<=[.?”])\s+(?=[A-Z])", text)
        if sentence
    ]


def test_every_pair_of_keys_gives_whole_sentences_and_one_question() -> None:
    for _, blocks in every_page():
        for text in filter(None, [block.text for block in blocks]):
            assert "{" not in text, text
            assert text[0].isupper(), text
            assert text.rstrip("”")[-1] in ".?", text
        assert blocks[-1].kind == "question"
        assert blocks[-1].text.count("?") == 1


def test_no_sentence_of_ours_is_longer_than_thirty_five_words() -> None:
    for _, blocks in every_page():
        for sentence in ours(blocks):
            assert len(sentence.split()) <= 35, sentence


def test_a_page_has_at_most_130_words_of_ours() -> None:
    for _, blocks in every_page():
        count = sum(len(f"{each.title} {each.text}".split()) for each in blocks)
        defined = sum(
            len(each.split())
            for block in blocks
            for each in re.findall("“([^”]{45,})”", block.text)
        )
        assert count - defined <= 130


def test_no_sentence_of_ours_stands_twice_on_a_page() -> None:
    for _, blocks in every_page():
        said = ours(blocks)
        assert len(said) == len(set(said)), said


def test_power_over_is_named_only_after_the_person_said_that_others_paid() -> None:
    for keys, blocks in every_page():
        text = " ".join(block.text for block in blocks)
        named = keys.paid == "yes" and keys.hard_needs == "mine"
        assert ("power-over" in text) is named


@pytest.mark.parametrize(("best", "struggle"), [(True, False), (False, True)])
def test_where_one_story_is_told_nothing_is_compared(
    best: bool,  # noqa: FBT001
    struggle: bool,  # noqa: FBT001
) -> None:
    for keys, _ in every_page()[::7]:
        one = replace(keys, stories=1)
        blocks = page(told(one, best=best, struggle=struggle), IDEAS)
        text = " ".join(block.text for block in blocks)
        assert "first story" not in text
        assert "second story" not in text


def test_the_story_that_is_not_told_is_asked_for() -> None:
    one = told(Keys(stories=1), struggle=False)
    blocks = page(replace(one, missing=frozenset(["struggle"])), IDEAS)
    (asked,) = [block for block in blocks if block.kind == "struggle"]
    assert asked.text == "Which moment of struggle would you put here?"


def test_fewer_than_two_keys_for_needs_ask_who_has_not_been_asked() -> None:
    for keys in (Keys(), Keys(best_needs="both"), Keys(hard_needs="mine")):
        assert page(told(keys))[-1].text == (
            "Who in your second story has not yet been asked, and what would you ask?"
        )


def test_the_word_for_they_stands_in_what_is_said_of_the_second_story_only() -> None:
    keys = Keys(best_needs="both", hard_needs="mine", they="M")
    question = page(told(keys))[-1].text
    assert question == (
        "In the first story their needs were looked after. "
        "What do you think “M” needed in the second?"
    )
    lines = page(told(Keys(best_needs="theirs", hard_needs="theirs", they="M")))
    (said,) = [block.text for block in lines if block.kind == "keys"]
    assert said == (
        "At your best: their needs were looked after. "
        "In the struggle: the needs of “M” were looked after."
    )


def test_a_key_that_was_not_given_leaves_its_line_and_its_sentence_out() -> None:
    blocks = page(told(Keys(best_who="all")), IDEAS)
    lines = [block.text for block in blocks if block.kind == "keys"]
    assert lines == ["At your best: all of you tackled the challenge."]
    ideas = [block.text for block in blocks if block.kind == "idea"]
    assert all(text.endswith("?") for text in ideas)  # the question of the lens instead


def test_of_a_mixed_text_nothing_is_called_best() -> None:
    keys = Keys(best_who="me", best_needs="mine", stories=1, mixed=True)
    (lines,) = [
        each.text for each in page(told(keys, struggle=False)) if each.kind == "keys"
    ]
    assert lines == (
        "In this story: you tackled the challenge; your needs were looked after."
    )


def test_a_lens_without_sentences_shows_its_words_and_its_question() -> None:
    own = Lens(id="own", who="My coach", says="Lead from behind.", ask="Who was ahead?")
    keys = Keys("all", "me", "both", "mine")
    for lens in (KNOWN["follett"], own):
        (idea,) = [each for each in page(told(keys), [lens]) if each.kind == "idea"]
        assert lens.says in idea.text
        assert idea.text.endswith(lens.ask)


def test_a_language_without_sentences_of_ours_has_the_pair_alone() -> None:
    assert comparison("sw") is None
    blocks = page(replace(told(Keys()), language="sw"), IDEAS)
    assert [(block.kind, block.title, block.text) for block in blocks] == [
        ("best", "", ""),
        ("struggle", "", ""),
    ]
