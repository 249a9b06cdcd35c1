"""A sitting: which question comes next, and what becomes of each answer."""

import datetime as dt
from typing import Any

import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from leadcoach.domain.entry import Value
from leadcoach.domain.exercise import exercise_of
from leadcoach.domain.progress import still_to_come
from leadcoach.domain.reading import Reading
from leadcoach.domain.session import Session

TODAY = dt.date(2026, 11, 21)
FILE = """
format = 1
id = "walk"
version = "1.0.0"
title = "Walk"
purpose = "To walk."
quick = ["best", "others"]

[[section]]
id = "first"
intro = "For ${where|or you}."
[[section.ask]]
id = "hello"
type = "note"
text = "Welcome."
[[section.ask]]
id = "where"
type = "short"
text = "Where?"
[[section.ask]]
id = "best"
type = "long"
text = "What of ${where|or it}?"
follow = [
  { id = "more", when = "best mentions 'should'", text = "You wrote “${match}”." },
]

[[section]]
id = "second"
intro = "You said ${best|short}."
[[section.ask]]
id = "people"
type = "list"
text = "Who?"
[[section.ask]]
id = "theirs"
type = "matrix"
text = "How far?"
rows_from = "people"
[[section.ask]]
id = "own"
type = "scale"
text = "You?"
[[section.ask]]
id = "low"
type = "short"
when = "own <= 2"
text = "What was missing?"
[[section.ask]]
id = "lower"
type = "short"
when = "low is answered"
text = "And below that?"
[[section.ask]]
id = "reading"
type = "mirror"
[[section.ask]]
id = "over"
type = "short"
when = "mirror finds 'over'"
text = "Over?"
[[section.ask]]
id = "pursue"
type = "pick"
count = 2
text = "Which?"
[[section.ask]]
id = "passed"
type = "short"
when = "skipped(own)"
text = "Why not?"
[[section.ask]]
id = "others"
type = "scale"
text = "They? $$"
"""
EXERCISE = exercise_of(tomli.loads(FILE))
BEGUN = Session(EXERCISE, TODAY)
SEEN = Reading("mirror", "1", paragraphs=("You…",))
IDS = [each.question.id for each in EXERCISE.plan]
GIVEN: dict[str, Value] = {
    "where": "work",
    "best": "I should ask",
    "people": ("Ana", "Ben"),
    "own": 2,
    "low": "rest",
    "others": 4,
}


def ids(session: Session) -> list[str]:
    return [step.id for step in session.steps()]


def following(session: Session) -> str:
    step = session.next()
    return step.id if step else ""


def after(**answers: Value) -> Session:
    return Session(EXERCISE, TODAY, answers=answers)


def text_of(session: Session, question: str) -> str:
    (found,) = [each.question.text for each in session.steps() if each.id == question]
    return found


def test_questions_come_in_the_order_of_the_file() -> None:
    session, seen = BEGUN, []
    while (step := session.next()) is not None:
        seen.append(step.id)
        session = session.skip(step.id)

    assert seen == [
        "hello", "where", "best", "people", "own", "reading", "passed", "others",
    ]  # fmt: skip


def test_an_answer_leads_to_the_next_question_and_nothing_is_changed_behind() -> None:
    session = BEGUN.skip("hello")
    answered = session.answer("where", "work")

    assert following(answered) == "best"
    assert following(session) == "where"
    assert answered.answers == {"where": "work"}


def test_a_question_left_open_is_not_asked_again_until_one_turns_back() -> None:
    session = BEGUN.skip("hello").skip("where")

    assert following(session) == "best"
    assert following(session.back()) == "where"
    assert following(session.turn_to("where").answer("where", "home")) == "best"


def test_passing_over_an_answered_question_takes_the_answer_out() -> None:
    session = BEGUN.answer("where", "work").skip("where")

    assert session.answers == {}
    assert "where" in session.facts().skipped
    assert "where" not in session.answer("where", "home").facts().skipped


def test_back_goes_to_the_question_before_and_passes_over_notes() -> None:
    session = BEGUN.skip("hello").answer("where", "work").answer("best", "x")

    back = session.back()
    assert following(back) == "best"
    assert following(back.back()) == "where"
    assert following(back.back().back()) == "where"
    assert back.answers == session.answers


def test_answers_further_on_are_kept_when_one_goes_back() -> None:
    session = after(**GIVEN).turn_to("where").answer("where", "home")

    assert session.answers == {**GIVEN, "where": "home"}
    assert text_of(session, "best") == "What of home?"


def test_back_from_the_end_is_the_last_question() -> None:
    session = BEGUN
    while (step := session.next()) is not None:
        session = session.skip(step.id)

    assert following(session.back()) == "others"


def test_a_hidden_question_counts_as_unanswered_for_all_that_hang_on_it() -> None:
    shown = after(own=2, low="rest", lower="sleep")
    hidden = shown.answer("own", 4)

    assert {"low", "lower"} <= set(ids(shown))
    assert not {"low", "lower"} & set(ids(hidden))
    assert set(hidden.facts().answers) == {"own"}
    assert hidden.answer("own", 1).facts().answers["lower"] == "sleep"


def test_a_follow_up_waits_for_the_answer_it_follows() -> None:
    assert "more" not in ids(BEGUN)
    assert "more" not in ids(after(best="I asked"))
    asked = after(best="I SHOULD ask")
    assert text_of(asked, "more") == "You wrote “SHOULD”."


def test_rows_come_from_the_list_and_cells_go_with_their_rows() -> None:
    assert "theirs" not in ids(BEGUN)
    session = after(people=("Ana", "Ben"), theirs={"Ana": 2, "Ben": 4})
    fewer = session.answer("people", ("Ben", "Cy"))

    assert session.facts().answers["theirs"] == {"Ana": 2, "Ben": 4}
    assert fewer.facts().answers["theirs"] == {"Ben": 4}
    assert following(session.answer("people", ("Cy",)).turn_to("theirs")) == "theirs"
    again = fewer.answer("people", ("Ana", "Ben"))
    assert again.facts().answers["theirs"] == {"Ana": 2, "Ben": 4}


def test_quick_asks_only_the_questions_the_file_names() -> None:
    assert ids(Session(EXERCISE, TODAY, quick=True)) == ["best", "others"]


def test_without_a_mirror_there_is_no_mirror_and_nothing_that_hangs_on_it() -> None:
    read = BEGUN.with_reading(SEEN, ("Who paid?",), "reading")
    unread = Session(EXERCISE, TODAY, mirror=False, reading=SEEN, offers=("Who?",))

    assert {"reading", "pursue"} <= set(ids(read))
    assert not {"reading", "pursue"} & set(ids(unread))
    assert "over" not in ids(read)  # a mirror asks, and finds nothing


def test_a_mirror_that_was_held_up_is_not_held_up_again() -> None:
    session = BEGUN
    while (step := session.next()) is not None and step.id != "reading":
        session = session.skip(step.id)

    assert following(session) == "reading"
    assert following(session.with_reading(SEEN, (), "reading")) == "passed"


def test_a_pick_offers_no_more_than_it_may() -> None:
    session = BEGUN.with_reading(SEEN, ("a", "b", "c"), "reading")
    (pick,) = [each.question for each in session.steps() if each.id == "pursue"]

    assert getattr(pick, "offers") == ("a", "b")  # noqa: B009


def test_what_is_to_come_is_counted_with_all_that_could_still_be_asked() -> None:
    assert still_to_come(BEGUN.skip("hello")) == 10
    assert still_to_come(after(where="x", own=3).skip("hello")) == 5


def test_words_of_a_section_name_answers_too() -> None:
    session = after(where="work", best="I asked them all")
    intros = {step.section.id: step.section.intro for step in session.steps()}

    assert intros == {"first": "For work.", "second": "You said I asked them all."}
    assert BEGUN.steps()[0].section.intro == "For you."


def test_a_dollar_sign_of_the_author_and_of_the_person_both_stay() -> None:
    session = after(where="${best} for $$5", best="x")

    assert text_of(session, "best") == "What of ${best} for $$5?"
    assert text_of(session, "others") == "They? $"


def test_the_answers_of_last_time_come_in_their_words() -> None:
    table = tomli.loads(FILE)
    table["section"][0]["ask"].append(
        {"id": "mood", "type": "choice", "text": "Last: ${last.mood}, ${last.own}.",
         "choices": {"up": "looking up", "down": "not much"}}
    )  # fmt: skip
    exercise = exercise_of(table)
    session = Session(exercise, TODAY, last={"mood": "up", "own": 3})

    assert text_of(session, "mood") == "Last: looking up, 3."


def answer_for(question: Any, number: int) -> Value:  # noqa: ANN401 - any kind
    kind = question.type
    if kind == "scale":
        return number % 5 + 1
    if kind == "list":
        return ("Ana", "Ben", "Cy")[: number % 3 + 1]
    if kind == "matrix":
        return {row: number % 5 + 1 for row in question.rows}
    if kind == "pick":
        return str(question.offers[number % len(question.offers)])
    return ("I should", "plain", "rest")[number % 3]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("aaasbt"), st.integers(0, 60)), max_size=60))
def test_any_walk_comes_to_an_end_and_loses_no_answer(
    moves: list[tuple[str, int]],
) -> None:
    session, expected = BEGUN, dict[str, Value]()
    for move, number in moves + [("a", at) for at in range(40)]:
        step = session.next()
        if step is None:
            break
        if step.id == "reading":
            session = session.with_reading(SEEN, ("Who?", "What?"), "reading")
        elif not step.question.asks or move == "s":
            session = session.skip(step.id)
            expected.pop(step.id, None)
        elif move == "a":
            expected[step.id] = answer_for(step.question, number)
            session = session.answer(step.id, expected[step.id])
        elif move == "b":
            session = session.back()
        else:
            session = session.turn_to(IDS[number % len(IDS)])
        assert session.answers == expected

    assert session.next() is None
