"""Answers from a file, from options, and from nobody."""

import datetime as dt

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from leadcoach.asking import Answered, Move, Place
from leadcoach.asking.scripted import (
    Scripted,
    Typed,
    answer_options,
    answers_in,
    check_known,
)
from leadcoach.domain.exercise import exercise_of
from leadcoach.domain.session import Session
from leadcoach.errors import NotAnAnswer, Unreadable, WrongUsage

FILE = """
format = 1
id = "small"
version = "1.0.0"
title = "Small"
purpose = "To be small."
[[section]]
id = "one"
[[section.ask]]
id = "best"
type = "long"
required = true
text = "Best?"
[[section.ask]]
id = "pull"
type = "multi"
text = "What pulled?"
choices = { thought = "a thought", feeling = "a feeling" }
[[section.ask]]
id = "own"
type = "scale"
text = "How far?"
[[section.ask]]
id = "people"
type = "list"
text = "Who?"
[[section.ask]]
id = "theirs"
type = "matrix"
text = "How?"
rows_from = "people"
[[section.ask]]
id = "areas"
type = "matrix"
text = "Where?"
rows = { self = "with me", work = "at work" }
[[section.ask]]
id = "step"
type = "commitment"
text = "What?"
"""
EXERCISE = exercise_of(tomli.loads(FILE))


def read(text: str) -> dict[str, object]:
    return answers_in(text.encode(), "answers.toml")


@pytest.mark.parametrize(
    "text",
    [
        "best = 'a'\nown = 3",
        "[answers]\nbest = 'a'\nown = 3",
        "own = 3\n[answers]\nbest = 'a'",
    ],
)
def test_answers_stand_at_the_top_or_under_answers(text: str) -> None:
    assert read(text) == {"best": "a", "own": 3}


def test_an_absent_or_empty_answer_is_passed_over() -> None:
    assert read("best = ''\n[answers]\nown = 3\nstruggle = ''") == {"own": 3}
    assert read("") == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("best = 'a", "answers.toml:1: it is not TOML."),
        ("own = 3\nbest = my secret", "answers.toml:2: it is not TOML."),
        ("answers = 'a'", "answers.toml: [answers] is not a table."),
        ("best = 'a'\n[answers]\nbest = 'b'", "answers.toml: answered twice: best."),
        ("a = " + "[" * 50, "answers.toml:1: its brackets go too deep."),
        ("a." * 30 + "a = 1", "answers.toml:1: a name has too many parts and goes too deep."),
        ("a = " + "1" * 5000, "answers.toml: a number in it is too large."),
        ("#" * (1024 * 1024 + 1), "answers.toml: it is larger than 1024 kB."),
    ],
    ids=range(8),
)  # fmt: skip
def test_a_file_that_is_none_is_told_without_a_word_of_what_it_holds(
    text: str, told: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        read(text)

    assert refused.value.message == told
    assert refused.value.hint


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(Unreadable, match=r"^a\.toml:2: it is not UTF-8 text"):
        answers_in(b"a = 1\nb = '\xff'", "a.toml")


def test_answers_as_options() -> None:
    given_ = answer_options(
        ["best=a=b", "pull=thought,feeling", "areas.self=3", "areas.work=4", "own= "]
    )

    assert given_ == {
        "best": Typed("a=b"),
        "pull": Typed("thought,feeling"),
        "areas": {"self": "3", "work": "4"},
    }


@pytest.mark.parametrize("option", ["best", "=a", " = a", ""])
def test_an_option_without_an_id_and_a_value_is_wrong_usage(option: str) -> None:
    with pytest.raises(WrongUsage, match="written id=value") as told:
        answer_options([option])

    assert told.value.hint == "For example: --answer close=4"


@pytest.mark.parametrize("options", [["own=3", "own.a=3"], ["own.a=3", "own=3"]])
def test_an_id_with_rows_and_without_is_not_guessed(options: list[str]) -> None:
    with pytest.raises(WrongUsage, match="“own” is answered both as a whole and row"):
        answer_options(options)


def test_all_that_is_wrong_is_told_at_once() -> None:
    answers: dict[str, object] = {
        "bset": "a",
        "zzz": "a",
        "own": 7,
        "pull": ["thougt"],
        "areas": {"slef": 3},
        "step": Typed(" "),
        "best": "fine",
        "theirs": {"anybody": 3},
    }

    with pytest.raises(NotAnAnswer) as told:
        check_known(EXERCISE, answers)

    assert told.value.message.split("\n") == [
        "There is no question “bset” in small. Did you mean “best”?",
        "There is no question “zzz” in small.",
        "own: A whole number from 1 to 5 is needed.",
        "pull: There is no choice “thougt”. Did you mean “thought”?",
        "areas: There is no row “slef”. Did you mean “self”?",
        "step: An action is needed: what will you do?",
    ]
    assert told.value.hint == "`leadcoach exercise show small` shows every question."


def sit(asker: Scripted) -> Session:
    session = Session(EXERCISE, dt.date(2026, 11, 21))
    while (step := session.next()) is not None:
        reply = asker.ask(step, Place())
        if isinstance(reply, Answered):
            session = session.answer(step.id, reply.value)
        else:
            assert reply is Move.SKIP
            session = session.skip(step.id)
    return session


def test_a_file_and_options_give_the_same_answers() -> None:
    file = read(
        """
        best = "a"
        pull = ["feeling", "thought"]
        own = 3
        people = ["Ana", "Ben"]
        theirs = { Ben = 2 }
        areas = { self = 4 }
        step = "ask Kim"
        """
    )
    options = answer_options(
        ["best=a", "pull=2,1", "own=3", "people=Ana,Ben", "theirs.Ben=2",
         "areas.self=4", "step=ask Kim"]
    )  # fmt: skip

    assert sit(Scripted(file)).answers == sit(Scripted(options)).answers
    assert sit(Scripted(file)).answers["pull"] == ("thought", "feeling")


def test_what_is_required_and_missing_is_remembered_and_the_rest_left_open() -> None:
    asker = Scripted({"own": 3})

    assert sit(asker).answers == {"own": 3}
    assert asker.missing == ["best"]


def test_an_answer_whose_question_never_came_up_is_told() -> None:
    asker = Scripted({"best": "a", "theirs": {"Ana": 3}})
    sit(asker)

    assert asker.unused() == ["theirs"]


def test_a_row_that_nobody_listed_is_told_with_its_question() -> None:
    asker = Scripted({"people": ["Ana"], "theirs": {"Ben": 3}})

    with pytest.raises(NotAnAnswer, match=r"^theirs: There is no row “Ben”"):
        sit(asker)


class Somebody:
    """Answers everything with the same words."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.told: list[str] = []

    def ask(self, step: object, place: Place) -> Move:
        self.asked.append(getattr(step, "id", ""))
        return Move.SKIP

    def choose(self, text: str, choices: object) -> str:
        self.asked.append(text)
        return "second"

    def tell(self, text: str) -> None:
        self.told.append(text)


def test_with_somebody_there_only_the_rest_is_asked() -> None:
    person = Somebody()
    asker = Scripted({"best": "a", "own": 3}, person)
    sit(asker)
    asker.tell("words")

    assert person.asked == ["pull", "people", "areas", "step"]
    assert person.told == ["words"]
    assert asker.missing == []
    assert asker.choose("Which?", {"first": "a", "second": "b"}) == "second"


def test_a_question_one_comes_back_to_is_asked_and_not_answered_again() -> None:
    person = Somebody()
    asker = Scripted({"best": "a"}, person)
    step = Session(EXERCISE, dt.date(2026, 11, 21)).next()
    assert step is not None

    assert asker.ask(step, Place()) == Answered("a")
    assert asker.ask(step, Place()) is Move.SKIP
    assert person.asked == ["best"]


def test_with_nobody_there_the_choice_that_changes_nothing_is_taken() -> None:
    asker = Scripted({})
    asker.tell("words that nobody hears")

    assert asker.choose("Which?", {"first": "a", "second": "b"}) == "first"


@settings(max_examples=60, deadline=None)
@given(st.text() | st.binary())
def test_any_content_is_answers_or_refused(content: str | bytes) -> None:
    raw = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
    try:
        outcome: object = answers_in(raw, "a.toml")
    except Unreadable as told:
        outcome = told.message

    assert isinstance(outcome, dict) or outcome


@settings(max_examples=60)
@given(st.lists(st.text(), max_size=4))
def test_any_options_are_answers_or_wrong_usage(options: list[str]) -> None:
    try:
        outcome: object = answer_options(options)
    except WrongUsage as told:
        outcome = told.message

    assert isinstance(outcome, dict) or outcome


EACH = """
[[section]]
id = "each"
for_each = "pull"
[[section.ask]]
id = "where"
type = "scale"
text = "${item}: how far?"
"""


def played(given: dict[str, object]) -> tuple[dict[str, object], list[str]]:
    """Return what is kept of the answers given for every item, and what is left over."""
    exercise = exercise_of(tomli.loads(FILE + EACH))
    check_known(exercise, given)
    session, asker = Session(exercise, dt.date(2026, 11, 21)), Scripted(given)
    while (step := session.next()) is not None:
        reply = asker.ask(step, Place())
        session = (
            session.answer(step.id, reply.value)
            if isinstance(reply, Answered)
            else session.skip(step.id)
        )
    return dict(session.answers), asker.unused()


BOTH: dict[str, object] = {"pull": ["thought", "feeling"]}


@pytest.mark.parametrize(
    "where",
    [
        {"where": {"thought": 2, "feeling": 4}},
        {"where": {"1": 2, "2": 4}},
        {"where.thought": 2, "where.feeling": 4},
        {"where": {"thought": "2", "feeling": "4"}},
    ],
)
def test_answers_about_items_come_as_a_table_or_one_by_one(
    where: dict[str, object],
) -> None:
    kept, left = played(BOTH | where)

    assert kept["where.thought"] == 2
    assert kept["where.feeling"] == 4
    assert left == []


def test_an_answer_about_an_item_that_was_not_chosen_is_told() -> None:
    _, left = played({"pull": ["thought"], "where": {"thought": 2, "feeling": 4}})

    assert left == ["where.feeling"]


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ({"where": 2}, "a table is needed"),
        ({"where": {"thought": 9}}, "where.thought: A whole number from 1 to 5"),
        ({"where.thought": 9}, "where.thought: A whole number from 1 to 5"),
        ({"wher.thought": 2}, "There is no question “wher.thought”"),
    ],
)
def test_what_cannot_be_an_answer_about_an_item_is_told_at_once(
    where: dict[str, object], said: str
) -> None:
    with pytest.raises(NotAnAnswer, match=said):
        played(BOTH | where)
