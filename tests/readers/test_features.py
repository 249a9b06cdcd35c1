"""What is seen in the form of a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadcoach.readers.clauses import own_acts, tokens
from leadcoach.readers.features import featured
from leadcoach.readers.lexicon import phrases, verbs


def deeds(sentence: str) -> list[str]:
    return [act.verb.base for act in own_acts(tokens([sentence])[0])]


def form(sentence: str, kind: str = "mixed") -> dict[str, float]:
    return featured([sentence], kind)[0]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("I asked them what they needed.", ["ask"]),
        ("I listened and told her the truth.", ["listen", "tell"]),
        ("We had quietly decided.", ["decide"]),
        ("He told me to wait.", []),
        ("The van came at eight.", []),
        ("i did not ask anyone", ["ask"]),
    ],
)
def test_the_verbs_of_the_writer_are_found_and_those_of_others_are_not(
    sentence: str, expected: list[str]
) -> None:
    assert deeds(sentence) == expected


def test_a_denied_act_is_known_as_denied() -> None:
    assert "denied:ask" in form("I did not ask anyone.")
    assert "denied:ask" not in form("I asked everyone.")


def test_an_act_only_wished_for_is_not_a_deed_told() -> None:
    wished = form("I would ask them another time.")
    assert "deed only supposed" in wished
    assert "a plain deed" not in wished
    assert "a plain deed" in form("I asked them again.")


def test_what_somebody_else_says_of_themselves_is_not_the_writers_act() -> None:
    one = tokens(['She said, "I shouted at them."'])[0]
    assert own_acts(one) == []


def test_the_writers_speech_goes_on_until_the_quotation_marks_close() -> None:
    rows = featured(['I said, "You decide.', 'I trust you."', "They left."], "best")
    assert ["in speech of I" in row for row in rows] == [False, True, False]


def test_names_of_people_and_numbers_are_not_among_the_words() -> None:
    row = form("Then I asked Marguerite for 4711 tiles.")
    assert "t:marguerite" not in row
    assert not any("4711" in name for name in row)


def test_said_nothing_is_not_taken_for_saying_no() -> None:
    assert not phrases("phrases")["shares"].count(" i say nothing ")
    assert phrases("phrases")["shares"].count(" i say no ")


@pytest.mark.parametrize(
    ("shape", "base", "tense"),
    [
        ("asked", "ask", "past"),
        ("told", "tell", "past"),
        ("carried", "carry", "past"),
        ("letting", "let", "ing"),
        ("decides", "decide", "now"),
    ],
)
def test_verbs_are_known_in_all_their_forms(shape: str, base: str, tense: str) -> None:
    assert verbs()[shape][:2] == (base, tense)


@given(
    st.lists(st.text(max_size=80), max_size=6), st.sampled_from(["best", "struggle"])
)
def test_any_text_has_features_and_each_is_a_small_number(
    sentences: list[str], kind: str
) -> None:
    rows = featured(sentences, kind)
    assert len(rows) == len(sentences)
    assert all(0 <= value <= 1 for row in rows for value in row.values())
