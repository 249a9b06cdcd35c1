"""The page: every quotation is a slice, whatever was written."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadcoach.domain.reading import Quote
from leadcoach.domain.sentences import passages
from leadcoach.mirror.comparison import NEEDS, WHO, Keys
from leadcoach.mirror.page import (
    Heart,
    ToldStories,
    bank,
    follow_ups,
    page,
    shared_word,
)
from leadcoach.paths import builtin_exercises

BANK = bank("en")
WARD = (
    "I got everyone into the linen room and told them what I knew and what I didn't. "
    "Nobody had ever asked them that. We stopped the hourly paperwork."
)
ROTA = (
    "What I do is I do the rota so that the students are never on with her, which takes me"
    " most of a Sunday every month, and I tell myself that is managing it. I know I should"
    " say something. It wasn't only M."
)

ODD = [
    "",
    "No",
    "I asked them and they told me " * 4000,
    "no full stop at all i just keep going and i told them and they said no " * 40,
    "我问了他们。他们告诉我。",
    "سألتهم. قالوا لي.",
    "\U0001f600\U0001f600 \U0001f680",
    "From: a@example.org\nTo: b@example.org\n\n> I asked you\n>> I told you\n\nI said no.",
    "…",
    "\u2026. . .",
    '"I told them," I said. "',
]
WORDS = st.sampled_from(
    [
        *[
            "I",
            "we",
            "she",
            "told",
            "asked",
            "but",
            "and",
            "never",
            "should",
            "gate",
            "spreadsheet",
            "nobody",
            ".",
            ";",
            "!",
            "?",
            "\n",
            "M",
        ]
    ]
)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(WORDS, max_size=80).map(" ".join),
    st.sampled_from([each for each in ODD if len(each) < 3000]),
)


def picked(text: str, answer: str, number: int) -> Quote | None:
    found = passages(text)
    if not found:
        return None
    start, end = found[number % len(found)]
    return Quote(text[start:end], answer, start, end)


@settings(max_examples=150, deadline=None)
@given(
    TEXTS,
    TEXTS,
    st.integers(0, 99),
    st.sampled_from(("", *WHO)),
    st.sampled_from(("", *NEEDS)),
    TEXTS,
)
def test_every_quotation_is_a_slice_of_an_answer(
    best: str, struggle: str, number: int, who: str, needs: str, they: str
) -> None:
    texts = {"best": best, "struggle": struggle}
    hard = picked(struggle, "struggle", number)
    heart = picked(best, "best", number)
    told = ToldStories(
        best={"best": best},
        struggle={"struggle": struggle},
        best_heart=Heart(heart) if heart else None,
        hard_heart=Heart(hard) if hard else None,
        keys=Keys(who, who, needs, needs, they=they),
        underlined=picked(struggle, "struggle", number + 1),
    )
    blocks = page(told)
    offered = follow_ups(BANK, texts, about=["conflict"], picked=[hard] if hard else [])
    for quote in [
        *(quote for block in blocks for quote in block.quotes),
        *(each.quote for each in offered),
    ]:
        assert texts[quote.answer][quote.start : quote.end] == quote.text
    assert len(offered) <= 3


@pytest.mark.parametrize("text", ODD)
def test_whatever_was_written_there_is_a_page(text: str) -> None:
    for best, struggle in ((text, text), (text, ROTA), (WARD, text)):
        heart = picked(best, "best", 0)
        told = ToldStories(
            {"best": best}, {"struggle": struggle}, Heart(heart) if heart else None
        )
        assert page(told)[-1].kind == "question"
        follow_ups(BANK, {"struggle": struggle})


def test_blocks_stand_in_the_order_of_the_design() -> None:
    told = ToldStories(
        best={"best": WARD},
        struggle={"struggle": ROTA},
        best_heart=Heart(picked(WARD, "best", 0)),  # type: ignore[arg-type]
        hard_heart=Heart(picked(ROTA, "struggle", 0)),  # type: ignore[arg-type]
        keys=Keys("all", "me", "both", "theirs"),
        underlined=picked(ROTA, "struggle", 3),
        leading=Quote("asking", "leading_is", 0, 6),
    )
    kinds = [block.kind for block in page(told)]
    assert kinds == [
        "ideas",
        "own",
        "best",
        "struggle",
        "keys",
        "word",
        "underlined",
        "question",
    ]


def test_a_word_in_both_stories_is_shown_with_its_clause_from_each_side() -> None:
    found = shared_word({"best": WARD}, {"struggle": ROTA})
    assert found is not None
    assert [each.word.text for each in found] == ["told", "tell"]
    one, two = (each.clause for each in found)
    assert "told them what I knew" in one.text
    assert two.text == "and I tell myself that is managing it."


def test_a_word_stands_nowhere_without_the_words_around_it() -> None:
    """Both clauses stand on the page already as the sentences that were picked."""
    best, hard = "I told them.", "I tell myself things."
    one, two = picked(best, "best", 0), picked(hard, "struggle", 0)
    assert one is not None
    assert two is not None
    told = ToldStories({"best": best}, {"struggle": hard}, Heart(one), Heart(two))
    blocks = page(told)
    assert shared_word(told.best, told.struggle) is not None
    assert not [each for each in blocks if each.kind == "word"]


def test_a_word_of_the_underlined_sentence_comes_first() -> None:
    best = "I told Ion, who was new, that slow is fine. I asked them."
    hard = "They ask me and I say yes. Upstairs I am like the new boy."
    found = shared_word(
        {"best": best}, {"struggle": hard}, "Upstairs I am like the new boy."
    )
    assert found is not None
    assert [each.word.text for each in found] == ["new", "new"]


@pytest.mark.parametrize("word", ["just", "jump", "shift", "people", "Kofi", "really"])
def test_a_word_that_shows_nothing_is_not_shown(word: str) -> None:
    assert shared_word({"b": f"Then came {word}."}, {"s": f"Where was {word}?"}) is None


def test_a_turn_of_phrase_is_asked_about_in_a_whole_clause() -> None:
    offered = follow_ups(BANK, {"struggle": ROTA}, about=["speaking_up"])
    asks = [each.ask for each in offered]
    assert (
        "You wrote “I know I should say something”. "
        "Who says so, and what would happen if not?" in asks
    )
    assert any("“… and I tell myself that is managing it”" in ask for ask in asks)


def test_a_question_goes_by_what_the_person_said_is_hard() -> None:
    hard = picked(ROTA, "struggle", 0)
    assert hard is not None
    offered = follow_ups(BANK, {"struggle": ROTA}, about=["conflict"], picked=[hard])
    assert any("what are you for in this" in each.ask for each in offered)


def test_the_bank_asks_about_everything_that_can_be_hard_and_quotes() -> None:
    reflect = tomllib.loads((builtin_exercises() / "reflect.toml").read_text())
    asked = [ask for section in reflect["section"] for ask in section["ask"]]
    (about,) = [ask for ask in asked if ask["id"] == "about"]
    labels = {label.replace("-", "_") for probe in BANK for label in probe.about}
    assert labels | {"other"} == set(about["choices"])
    for probe in BANK:
        assert probe.ask.count("{q}") == 1
        assert probe.ask.count("?") == 1
        assert len(probe.ask.split()) <= 28


def test_what_was_asked_within_a_month_stays_away() -> None:
    first = follow_ups(BANK, {"struggle": ROTA})
    asked = frozenset(each.key for each in first)
    again = follow_ups(BANK, {"struggle": ROTA}, asked=asked)
    assert asked.isdisjoint(each.key for each in again)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('I said "I always do".', 'I said "I always do"'),
        ('I tell myself "it is fine."', 'I tell myself "it is fine."'),
        ("She said “I never ask”.", "She said “I never ask”"),
        ('"I went home. I tell myself it is fine."', "I tell myself it is fine"),
        ('"I tell myself it is fine. It is not."', "I tell myself it is fine"),
    ],
)
def test_a_quotation_keeps_the_marks_of_speech_that_belong_to_it(
    text: str, quoted: str
) -> None:
    (offered, *_) = follow_ups(BANK, {"struggle": text})
    assert offered.quote.text == quoted
    assert f"“{quoted}”" in offered.ask


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*'"“”()., ', ". ", ' "', '" ', "I tell myself", "it is", "and I always"]
        ),
        max_size=40,
    ).map(" ".join),
    st.integers(0, 9),
)
def test_no_quotation_of_a_question_has_a_mark_without_its_other(
    text: str, number: int
) -> None:
    hard = picked(text, "struggle", number)
    for each in follow_ups(
        BANK, {"struggle": text}, about=["conflict"], picked=[hard] if hard else []
    ):
        said = each.quote
        assert text[said.start : said.end] == said.text
        assert said.text.count('"') % 2 == 0
        assert said.text.count("“") == said.text.count("”")
        assert said.text.count("(") == said.text.count(")")


def test_no_clause_is_quoted_by_two_questions() -> None:
    hard = picked(ROTA, "struggle", 0)
    assert hard is not None
    offered = follow_ups(
        BANK, {"struggle": ROTA}, about=["conflict", "control"], picked=[hard]
    )
    for at, one in enumerate(offered):
        assert not any(one.quote.overlaps(each.quote) for each in offered[at + 1 :])


def test_the_room_has_at_most_two_thousand_lines() -> None:
    room = Path(__file__).parents[2] / "src/leadcoach/mirror"
    files = [*room.glob("*.py"), *room.glob("*.toml")]
    assert sum(len(each.read_text().splitlines()) for each in files) <= 2000
    for each in room.glob("*.toml"):
        tomllib.loads(each.read_text())
