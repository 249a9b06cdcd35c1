"""Every kind of question: what it takes for an answer, and what it says to the rest."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from leadcoach.domain.entry import Value
from leadcoach.domain.exercise import AnyQuestion
from leadcoach.errors import NotAnAnswer
from tests import exercise_file

CHOICES = {"role": "role or title", "means": "money, time, things", "own": "My Own"}
ENDS = {"1": "not at all", "5": "fully"}
KINDS: dict[str, dict[str, Any]] = {
    "note": {},
    "short": {},
    "long": {},
    "list": {},
    "choice": {"choices": CHOICES},
    "multi": {"choices": CHOICES},
    "scale": {"anchors": ENDS},
    "matrix": {"rows": {"self": "with myself", "work": "at work"}, "anchors": ENDS},
    "ticks": {
        "type": "matrix",
        "rows": {"ana": "Ana", "ben": "Ben"},
        "cols": {"told": "they told me", "guess": "I guess"},
    },
    "yesno": {},
    "commitment": {"today": dt.date(2026, 11, 21)},
    "mirror": {},
    "pick": {"offers": ("What did you do?", "Who paid?")},
}
"""a question of each kind; `ticks` is a matrix with columns"""


def question(kind: str, **keys: object) -> AnyQuestion:
    return exercise_file.question(**{"kind": kind, **KINDS[kind], **keys})


TAKEN: list[tuple[str, object, Value]] = [
    ("short", " as typed ", " as typed "),
    ("short", "4", "4"),
    ("long", "one\r\ntwo\rthree", "one\ntwo\nthree"),
    ("list", ["Ana", " ", "Ben"], ("Ana", "Ben")),
    ("list", "Ana\nBen", ("Ana", "Ben")),
    ("list", ("Ana",), ("Ana",)),
    ("choice", "role", "role"),
    ("choice", 2, "means"),
    ("choice", "2", "means"),
    ("choice", " ROLE ", "role"),
    ("choice", "my own", "own"),
    ("choice", "۲", "means"),
    ("multi", ["own", "role", "own"], ("role", "own")),
    ("multi", "means", ("means",)),
    ("multi", [1, "my own"], ("role", "own")),
    ("scale", 3, 3),
    ("scale", " 3 ", 3),
    ("matrix", {"work": 2}, {"work": 2}),
    ("matrix", {"work": "2", "self": 5}, {"self": 5, "work": 2}),
    ("ticks", {"ana": "told", "ben": 2}, {"ana": "told", "ben": "guess"}),
    ("yesno", True, True),
    ("yesno", "No", False),
    ("yesno", "y", True),
    ("commitment", "ask Kim", {"action": "ask Kim"}),
    (
        "commitment",
        {"action": "ask", "due": "friday", "sure": "4", "told": ""},
        {"action": "ask", "due": dt.date(2026, 11, 27), "sure": 4},
    ),
    ("commitment", {"action": "ask", "due": dt.date(2027, 1, 1)},
     {"action": "ask", "due": dt.date(2027, 1, 1)}),
    ("pick", 2, "Who paid?"),
    ("pick", " 1 ", "What did you do?"),
    ("pick", "Who paid?", "Who paid?"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "given", "kept"), TAKEN)
def test_an_answer_is_kept(kind: str, given: object, kept: Value) -> None:
    assert question(kind).accept(given) == kept


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("short", "  as typed", "  as typed"),
        ("list", "Ana, Ben", ("Ana", " Ben")),
        ("list", "Ana, from work\nBen", ("Ana, from work", "Ben")),
        ("choice", "1", "role"),
        ("multi", "own, 1", ("role", "own")),
        ("multi", "1,,2 ,", ("role", "means")),
        ("multi", "Money, Time, Things", ("means",)),
        ("scale", "5", 5),
        ("yesno", "yes", True),
        ("yesno", "1", True),
        ("yesno", "2", False),
        ("yesno", "false", False),
        ("commitment", "ask, then wait", {"action": "ask, then wait"}),
        ("pick", "2", "Who paid?"),
    ],
)
def test_an_answer_can_be_typed_on_one_line(kind: str, typed: str, kept: Value) -> None:
    found = question(kind).from_text(typed)
    plain = tuple(map(str.strip, found)) if kind == "list" else found  # type: ignore[arg-type]

    assert plain == (tuple(map(str.strip, kept)) if kind == "list" else kept)  # type: ignore[arg-type]


NO_CHOICE_NUMBER = "There is no choice with that number. They go from 1 to 3."
REFUSED: list[tuple[str, object, str]] = [
    ("note", "x", "This is not something to answer."),
    ("mirror", "x", "This is not something to answer."),
    ("short", 4, "Words in quotes are needed."),
    ("long", ["a"], "Words in quotes are needed."),
    ("long", " \n", "This is empty."),
    ("list", 4, "A list of lines in quotes is needed."),
    ("list", ["a", 4], "A list of lines in quotes is needed."),
    ("list", [" "], "This is empty."),
    ("list", ["a"] * 101, "At most 100 lines: so far 101."),
    ("choice", "rol", "There is no choice “rol”. Did you mean “role”?"),
    ("choice", "x", "There is no choice “x”. Choices: role, means, own."),
    ("choice", 0, NO_CHOICE_NUMBER),
    ("choice", "4", NO_CHOICE_NUMBER),
    ("choice", 16**5000, NO_CHOICE_NUMBER),
    ("choice", ["role"], "One of the choices is needed, in quotes."),
    ("choice", True, "One of the choices is needed, in quotes."),
    ("multi", ["x"], "There is no choice “x”. Choices: role, means, own."),
    ("multi", 4, "A list of choices is needed."),
    ("multi", [], "This is empty."),
    ("scale", 0, "A whole number from 1 to 5 is needed."),
    ("scale", 6, "A whole number from 1 to 5 is needed."),
    ("scale", 3.5, "A whole number from 1 to 5 is needed."),
    ("scale", True, "A whole number from 1 to 5 is needed."),
    ("scale", "three", "A whole number from 1 to 5 is needed."),
    ("scale", "--3", "A whole number from 1 to 5 is needed."),
    ("scale", "9" * 5000, "A whole number from 1 to 5 is needed."),
    ("matrix", "self", "A table is needed: row = number or column."),
    ("matrix", {}, "This is empty."),
    ("matrix", {"slef": 3}, "There is no row “slef”. Did you mean “self”?"),
    ("matrix", {"q": 3}, "There is no row “q”. Rows: self, work."),
    ("matrix", {"self": 6}, "A whole number from 1 to 5 is needed."),
    ("ticks", {"ana": "tald"}, "There is no choice “tald”. Did you mean “told”?"),
    ("yesno", "perhaps", "Yes or no is needed (true or false in a file)."),
    ("yesno", 1, "Yes or no is needed (true or false in a file)."),
    ("commitment", 4, "Words are needed, or a table with action = …"),
    ("commitment", "  ", "An action is needed: what will you do?"),
    ("commitment", {"cue": "Ana is late"}, "An action is needed: what will you do?"),
    ("commitment", {"acton": "x"}, "A commitment has no part “acton”. Did you mean “action”?"),
    ("commitment", {"action": 4}, "action: words in quotes are needed."),
    ("commitment", {"action": "x", "due": "soon"}, "A day is needed: 2026-12-01, friday or in 2 weeks."),
    ("commitment", {"action": "x", "due": 16**5000}, "A day is needed: 2026-12-01, friday or in 2 weeks."),
    ("commitment", {"action": "x", "sure": 6}, "A number from 1 to 5 is needed."),
    ("commitment", {"action": "x", "sure": "very"}, "A number from 1 to 5 is needed."),
    ("pick", 3, "A number from 1 to 2 is needed. Or the words of the question."),
    ("pick", True, "A number from 1 to 2 is needed. Or the words of the question."),
    ("pick", "9" * 5000, "A number from 1 to 2 is needed. Or the words of the question."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "given", "told"), REFUSED, ids=[f"{row[0]}-{row[2]}" for row in REFUSED]
)
def test_what_is_no_answer_is_told_with_what_would_be(
    kind: str, given: object, told: str
) -> None:
    with pytest.raises(NotAnAnswer) as refused:
        question(kind).accept(given)

    assert f"{refused.value.message} {refused.value.hint}".strip() == told


def test_a_long_text_in_the_wrong_place_is_not_repeated_in_full() -> None:
    with pytest.raises(NotAnAnswer) as refused:
        question("choice").accept("what I felt then " * 50)

    assert len(refused.value.message) < 80


@given(
    st.sampled_from(sorted(KINDS)),
    st.one_of(
        st.text(),
        st.integers(),
        st.floats(),
        st.booleans(),
        st.datetimes(),
        st.times(),
        st.lists(st.text() | st.integers()),
        st.dictionaries(
            st.sampled_from(["self", "ana", "action", "due", "sure", "x"]),
            st.text() | st.integers() | st.datetimes() | st.lists(st.text()),
        ),
    ),
)
def test_anything_a_file_can_hold_is_taken_or_refused(kind: str, given: object) -> None:
    asked = question(kind)
    try:
        kept = asked.accept(given)
    except NotAnAnswer as refused:
        kept = refused.message
    else:
        assert asked.accept(kept) == kept
        assert "\r" not in asked.shown(kept)

    assert kept is not None


@given(st.sampled_from(sorted(KINDS)), st.text())
def test_anything_typed_is_taken_or_refused(kind: str, typed: str) -> None:
    asked = question(kind)
    try:
        outcome = asked.shown(asked.from_text(typed))
    except NotAnAnswer as refused:
        outcome = refused.message

    assert outcome


@pytest.mark.parametrize(
    ("kind", "value", "shown", "items"),
    [
        ("short", "as typed", "as typed", ("as typed",)),
        ("long", "one\ntwo", "one\ntwo", ("one", "two")),
        ("list", ("Ana", "Ben"), "Ana; Ben", ("Ana", "Ben")),
        ("choice", "role", "role or title", ("role or title",)),
        ("choice", "gone", "gone", ("gone",)),
        (
            "multi",
            ("role", "gone"),
            "role or title; gone",
            ("role or title", "gone"),
        ),
        ("scale", 4, "4 of 5", ("4 of 5",)),
        ("matrix", {"self": 2}, "with myself: 2", ("with myself: 2",)),
        ("ticks", {"ana": "told"}, "Ana: they told me", ("Ana: they told me",)),
        ("yesno", False, "no", ("no",)),
        ("commitment", {"action": "ask"}, "I will: ask", ("I will: ask",)),
        ("pick", "Who paid?", "Who paid?", ("Who paid?",)),
    ],
)
def test_an_answer_is_shown_in_words(
    kind: str, value: Value, shown: str, items: tuple[str, ...]
) -> None:
    assert question(kind).shown(value) == shown
    assert question(kind).items(value) == items


@pytest.mark.parametrize(
    ("kind", "value", "labels"),
    [
        ("long", "words", {}),
        ("choice", "role", {"role": "role or title"}),
        ("choice", "gone", {}),
        ("multi", ("own",), {"own": "My Own"}),
        ("scale", 4, ENDS),
        ("matrix", {"self": 2}, {"self": "with myself", **ENDS}),
        ("ticks", {"ana": "told"}, {"ana": "Ana", "told": "they told me"}),
    ],
)
def test_the_journal_gets_the_words_of_what_is_kept_by_its_id(
    kind: str, value: Value, labels: dict[str, str]
) -> None:
    assert question(kind).labels(value) == labels


def test_only_notes_and_mirrors_do_not_ask() -> None:
    assert [kind for kind in KINDS if not question(kind).asks] == ["note", "mirror"]


def test_the_words_at_the_ends_of_a_scale_come_in_its_order() -> None:
    anchors = {"10": "all", "-2": "less", "0": "none"}
    scale = question("scale", min=-2, max=10, anchors=anchors)

    assert getattr(scale, "ends")() == "-2 = less, 0 = none, 10 = all"  # noqa: B009


def test_rows_can_be_the_lines_of_an_earlier_list() -> None:
    matrix = question("ticks", rows={}, rows_from="people")
    bound = getattr(matrix, "with_items")(  # noqa: B009
        {"Ana from work": "Ana from work", "Q. = 3": "Q. = 3"}
    )

    assert bound.accept({"Q. = 3": "told"}) == {"Q. = 3": "told"}
    assert bound.labels({"Q. = 3": "told"}) == {"told": "they told me"}


@pytest.mark.parametrize(
    ("kind", "keys", "wrong"),
    [
        ("scale", {"min": 5, "max": 5}, "from min up to max"),
        ("scale", {"min": 0, "max": 21}, "at most 21 steps"),
        ("scale", {"anchors": {"6": "x"}}, "anchor 6 is not on the scale 1 to 5"),
        ("scale", {"anchors": {"low": "x"}}, "anchor low is not on the scale"),
        ("scale", {"anchors": {"--1": "x"}}, "anchor --1 is not on the scale"),
        ("matrix", {"rows": {}}, "either rows or rows_from"),
        ("matrix", {"rows_from": "people"}, "either rows or rows_from"),
        ("choice", {"choices": {"1": "x"}}, "should match pattern"),
        ("choice", {"choices": {"a, b": "x"}}, "should match pattern"),
        ("choice", {"choices": {}}, "either choices or choices_from"),
        ("pick", {"count": 4}, "less than or equal to 3"),
        ("short", {"id": "Two words"}, "should match pattern"),
        ("short", {"text": "x" * 2001}, "at most 2000"),
    ],
)
def test_a_question_that_cannot_be_asked_is_no_question(
    kind: str, keys: dict[str, object], wrong: str
) -> None:
    with pytest.raises(ValidationError, match=wrong):
        question(kind, **keys)
