"""Conditions: what an author can write after `when`, and what it means."""

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leadcoach.domain.condition import (
    GRAMMAR_WORDS,
    BadCondition,
    atoms_in,
    names_in,
    parse_condition,
)
from leadcoach.domain.entry import Value
from leadcoach.domain.facts import Facts

TODAY = dt.date(2026, 11, 21)
LONG = "I asked them. I said what I saw. I waited. " + "And so it went on. " * 10
ANSWERS: dict[str, Value] = {
    "own": 4,
    "others": 2,
    "say": "alone",
    "pull": ("thought", "feeling"),
    "rule": "You should never shout, SHOULD you",
    "best": LONG,
    "scant": "Too fast.",
    "toward": True,
    "away": False,
    "areas": {"self": 2, "work": 5},
    "step": {"action": "ask Kim", "due": dt.date(2026, 11, 24)},
    "day": dt.date(2026, 12, 1),
}
FACTS = Facts(
    today=TODAY,
    answers=ANSWERS,
    skipped=frozenset({"passed"}),
    last={"own": 1, "areas": {"self": 5}},
)


def holds(text: str) -> bool:
    return parse_condition(text).holds(FACTS)


TRUE = [
    "own = 4",
    "own != 5",
    "own < 5",
    "own <= 4",
    "own > 3",
    "own >= 4",
    "own > others",
    "4 <= own",
    "own > -1",
    "own >= 3.5",
    "say = 'alone'",
    "'alone' = say",
    "say != 'shared'",
    "toward",
    "toward = true",
    "away = false",
    "not away",
    "pull has 'thought'",
    "areas has 'work'",
    "say in 'alone, heard'",
    "rule mentions 'must, should'",
    "own is answered",
    "missing is not answered",
    "answered(own)",
    "skipped(passed)",
    "scant is thin",
    "best is not thin",
    "words(scant) = 2",
    "count(pull) = 2",
    "count(areas) = 2",
    "mean(areas) = 3.5",
    "lowest(areas) = 2",
    "highest(areas) = 5",
    "mean(own) = 4",
    "days_until(step) = 3",
    "days_until(day) = 10",
    "areas.self = 2",
    "last.own = 1",
    "last.areas.self = 5",
    "own > last.own",
    "step.due = day or step.action = 'ask Kim'",
    "  own   =4 ",
    "((own = 4))",
]


@pytest.mark.parametrize("text", TRUE)
def test_each_form_says_what_it_seems_to_say(text: str) -> None:
    assert holds(text)
    assert not holds(f"not ({text})")


FALSE = [
    "own = 5",
    "own != 4",
    "own < 4",
    "own = true",
    "toward = 1",
    "say = 'Alone'",
    "away",
    "own",
    "say",
    "pull has 'none'",
    "say in 'heard, shared'",
    "rule mentions 'shou'",
    "rule mentions ''",
    "say < 'b'",
    "pull > 1",
    "skipped(own)",
    "best is thin",
    "mirror finds 'with'",
    "own in '4'",
    "last.others = 2",
    "areas.nobody = 1",
    "own.self = 4",
]


@pytest.mark.parametrize("text", FALSE)
def test_what_is_not_so_does_not_hold(text: str) -> None:
    assert not holds(text)


UNANSWERED = [
    "nothing = 1",
    "nothing != 1",
    "nothing < 1",
    "nothing >= 1",
    "1 > nothing",
    "nothing = nothing",
    "nothing",
    "nothing has 'a'",
    "nothing in 'a'",
    "nothing mentions 'a'",
    "nothing is answered",
    "answered(nothing)",
    "nothing is thin",
    "words(nothing) < 5",
    "count(nothing) < 5",
    "mean(nothing) < 5",
    "lowest(nothing) < 5",
    "highest(nothing) < 5",
    "days_until(nothing) < 5",
    "last.nothing != 1",
    "areas.nothing != 1",
    "words(own) < 99",
    "mean(say) < 99",
]


@pytest.mark.parametrize("text", UNANSWERED)
def test_anything_about_an_unanswered_question_is_false_and_no_error(text: str) -> None:
    assert not holds(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("toward or away and away", True),
        ("(toward or away) and away", False),
        ("not away and toward", True),
        ("not (away and toward)", True),
        ("not toward or toward", True),
        ("not not toward", True),
        ("away or away or toward", True),
        ("toward and toward and away", False),
    ],
)
def test_not_binds_closest_then_and_then_or(text: str, *, expected: bool) -> None:
    assert holds(text) is expected


def test_a_word_that_was_met_is_given_back_as_it_was_written() -> None:
    (atom,) = atoms_in(parse_condition("rule mentions 'must, should'"))

    assert getattr(atom, "match")(FACTS) == "should"  # noqa: B009 - one of many kinds


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("It must be", True),
        ("mustard", False),
        ("MUST!", True),
        ("“must”", True),
        ("must-have", True),
        ("I must not", True),
    ],
)
def test_words_are_met_whole_and_in_any_case(text: str, *, met: bool) -> None:
    facts = Facts(today=TODAY, answers={"it": text})

    assert parse_condition("it mentions 'must'").holds(facts) is met


def test_a_condition_knows_which_answers_it_asks_about() -> None:
    condition = parse_condition("own > areas.self and not (words(last.best) < say)")

    names = [(".".join(name.path), name.at) for name in names_in(condition)]
    assert names == [("own", 0), ("areas.self", 6), ("last.best", 32), ("say", 45)]


WRONG = [
    ("", 0, "the id of a question is expected, not the end"),
    ("own =", 5, "the id of a question is expected, not the end"),
    ("own == 4", 5, "one = is enough"),
    ("own & others", 4, "“&” has no meaning here; write “and”"),
    ("Own = 4", 0, "ids and words are written small; “O” is not"),
    ("own = 4 AND own = 5", 8, "ids and words are written small; “A” is not"),
    ("say = 'alone", 6, "this quotation mark has no partner"),
    ('say = "alone"', 6, "words stand in 'single quotes'"),
    ("own 4", 4, "“and” or “or” is expected, not “4”"),
    ("own = 4 others = 2", 8, "“and” or “or” is expected, not “others”"),
    ("(own = 4", 8, "“)” is expected, not the end"),
    ("own = 4)", 7, "“and” or “or” is expected, not “)”"),
    ("own = and", 6, "the id of a question is expected, not “and”"),
    ("4", 1, "a comparison such as “>= 4” is expected, not the end"),
    ("'a' has 'b'", 4, "a comparison such as “>= 4” is expected, not “has”"),
    ("words(own)", 10, "a comparison such as “>= 4” is expected, not the end"),
    ("words own > 3", 6, "“(” is expected, not “own”"),
    ("words(4) > 3", 6, "the id of a question is expected, not “4”"),
    ("pull has 3", 9, "words in 'single quotes' is expected, not “3”"),
    ("pull has", 8, "words in 'single quotes' is expected, not the end"),
    ("own is", 6, "“answered” or “thin” is expected, not the end"),
    ("own is not big", 11, "“answered” or “thin” is expected, not “big”"),
    ("mirror sees 'over'", 7, "“finds” is expected, not “sees”"),
    ("last = 3", 0, "the id of a question is expected, not “last”"),
    ("not", 3, "the id of a question is expected, not the end"),
    ("own + 1 = 5", 4, "arithmetic is not in this format yet"),
    ("own ** 2 = 4", 4, "arithmetic is not in this format yet"),
    ("__import__('os')", 0, "“_” has no meaning here"),
]


@pytest.mark.parametrize(("text", "at", "what"), WRONG)
def test_a_mistake_is_told_with_its_place(text: str, at: int, what: str) -> None:
    with pytest.raises(BadCondition) as told:
        parse_condition(text)

    assert (told.value.at, told.value.what) == (at, what)


def test_brackets_go_twelve_deep_and_no_further() -> None:
    assert parse_condition("(" * 12 + "toward" + ")" * 12).holds(FACTS)
    assert parse_condition("not " * 12 + "toward").holds(FACTS)
    with pytest.raises(BadCondition, match="at most 12 deep") as told:
        parse_condition("(" * 13 + "toward" + ")" * 13)
    assert told.value.at == 12


def test_a_condition_has_at_most_sixty_words_and_signs() -> None:
    longest = " or ".join(["own = 1"] * 15)

    assert not parse_condition(longest).holds(FACTS)
    with pytest.raises(BadCondition, match="at most 60 words and signs"):
        parse_condition(f"{longest} or own = 1")


def test_a_condition_has_at_most_three_hundred_characters() -> None:
    assert parse_condition("toward" + " " * 294).holds(FACTS)
    with pytest.raises(BadCondition, match="at most 300 characters"):
        parse_condition("toward" + " " * 295)


WORDS = sorted(GRAMMAR_WORDS) + ["own", "areas.self", "last.own", "'a, b'", "'", "4"]
SIGNS = ["(", ")", "=", "!=", "<", "<=", ">", ">=", "-1", "3.5", "&", "O", " "]


@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(st.sampled_from(WORDS + SIGNS), max_size=30).map(" ".join),
    )
)
@example("\x1c")
@example("١ = own")
def test_whatever_is_written_is_a_condition_or_a_mistake_with_a_place(
    text: str,
) -> None:
    try:
        outcome: object = parse_condition(text).holds(FACTS)
    except BadCondition as mistake:
        outcome = bool(mistake.what) and 0 <= mistake.at <= max(len(text), 300)

    assert outcome in (True, False)


VALUES = st.one_of(
    st.text(max_size=20),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.lists(st.text(max_size=5), max_size=3).map(tuple),
    st.dictionaries(st.sampled_from(["self", "due"]), st.integers() | st.datetimes()),
)


@given(VALUES, st.sampled_from(TRUE + FALSE))
def test_an_answer_of_another_kind_makes_a_condition_false_and_never_fail(
    value: Value, text: str
) -> None:
    """An exercise can change between two sittings, and last time's answers stay."""
    same = dict.fromkeys(ANSWERS, value)
    facts = Facts(today=TODAY, answers=same, last=same)

    assert parse_condition(text).holds(facts) in (True, False)
