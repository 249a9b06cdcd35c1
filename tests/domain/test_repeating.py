"""Sections asked for each item, lists that come from elsewhere, and looking back."""

import datetime as dt

import pytest
import tomli

from leadcoach.domain.condition import parse_condition
from leadcoach.domain.entry import Value
from leadcoach.domain.exercise import exercise_of
from leadcoach.domain.facts import Earlier, Facts
from leadcoach.domain.session import Session
from tests.exercise_file import exercise

TODAY = dt.date(2026, 11, 21)
FILE = """
format = 1
id = "pulls"
version = "2.0.0"
title = "Pulls"
purpose = "To look."
retired = ["gone"]
renamed = { drawn = "pull" }
[[section]]
id = "first"
[[section.ask]]
id = "pull"
type = "multi"
text = "What pulled?"
choices = { thought = "a thought", feeling = "a feeling", none = "nothing" }
[[section]]
id = "each"
when = "pull is answered and not (pull has 'none')"
for_each = "pull"
max_times = 2
intro = "Now ${item}."
[[section.ask]]
id = "where"
type = "short"
text = "${item}: where?"
[[section.ask.follow]]
id = "more"
when = "where mentions 'chest'"
text = "“${match}”: what of ${where}?"
[[section]]
id = "last"
[[section.ask]]
id = "kept"
type = "matrix"
text = "How did it go?"
rows_from = "commitments"
cols = { done = "done", open = "open" }
[[section.ask]]
id = "along"
type = "multi"
text = "Which go along?"
choices_from = "pull"
[[section.ask]]
id = "both"
type = "short"
when = "count(where) >= 2"
text = "${where|list} and ${where.thought}?"
[[section.ask]]
id = "thought_only"
type = "short"
when = "where.thought is answered"
text = "And the thought?"
"""
EXERCISE = exercise_of(tomli.loads(FILE))


def session(earlier: Earlier | None = None, **answers: Value) -> Session:
    named = {key.replace("__", "."): value for key, value in answers.items()}
    return Session(EXERCISE, TODAY, answers=named, earlier=earlier or Earlier())


def ids(given: Session) -> list[str]:
    return [step.id for step in given.steps()]


def text_of(given: Session, step: str) -> str:
    return next(each.question.text for each in given.steps() if each.id == step)


def test_a_section_is_asked_once_for_each_item_in_their_order() -> None:
    asked = session(pull=("thought", "feeling"))

    assert ids(asked)[:3] == ["pull", "where.thought", "where.feeling"]
    assert text_of(asked, "where.feeling") == "a feeling: where?"
    intros = [s.section.intro for s in asked.steps() if s.section.id == "each"]
    assert intros == ["Now a thought.", "Now a feeling."]


def test_it_is_asked_at_most_as_often_as_the_file_says() -> None:
    asked = session(pull=("thought", "feeling", "other"))

    assert len([each for each in ids(asked) if each.startswith("where")]) == 2


def test_without_an_item_the_section_is_passed_over() -> None:
    assert ids(session()) == ["pull"]
    assert "where.none" not in ids(session(pull=("none",)))


def test_a_follow_up_hangs_on_the_answer_about_its_own_item() -> None:
    asked = session(pull=("thought", "feeling"), where__feeling="In my chest.")

    assert ids(asked)[1:4] == ["where.thought", "where.feeling", "more.feeling"]
    assert text_of(asked, "more.feeling") == "“chest”: what of In my chest.?"


def test_afterwards_all_answers_stand_under_the_id_item_by_item() -> None:
    asked = session(
        pull=("thought", "feeling"), where__thought="head", where__feeling="chest"
    )

    assert asked.facts().answers["where"] == {"thought": "head", "feeling": "chest"}
    assert text_of(asked, "both") == "- a thought: head\n- a feeling: chest and head?"
    assert "thought_only" in ids(asked)
    assert "thought_only" not in ids(asked.skip("where.thought"))


def test_an_answer_about_an_item_that_was_taken_out_waits_for_its_return() -> None:
    asked = session(pull=("thought", "feeling"), where__feeling="chest")
    without = asked.answer("pull", ("thought",))

    assert "where" not in without.facts().answers
    assert without.answer("pull", ("feeling",)).facts().answers["where"] == {
        "feeling": "chest"
    }


def test_rows_and_choices_can_come_from_what_was_written_before() -> None:
    earlier = Earlier(lists={"commitments": {"a1": "I will ask Ana."}})
    asked = session(earlier, pull=("thought",), along=("thought", "feeling"))
    kept = next(s.question for s in asked.steps() if s.id == "kept")

    assert getattr(kept, "rows") == {"a1": "I will ask Ana."}  # noqa: B009
    assert asked.facts().answers["along"] == ("thought",)
    assert "kept" not in ids(session())


def test_answers_of_an_earlier_version_come_under_their_new_names() -> None:
    assert EXERCISE.with_new_names({"drawn": 1, "where.x": 2}) == {
        "pull": 1,
        "where.x": 2,
    }
    assert EXERCISE.with_new_names({"drawn": 1, "pull": 2}) == {"pull": 2}


HISTORY = {"choose": ("in", "in", "out", "in"), "many": (("a", "b"), ("b",))}


def holds(when: str, **answers: Value) -> bool:
    facts = Facts(TODAY, answers, history=HISTORY)
    return parse_condition(when).holds(facts)


def test_hist_counts_the_latest_entries_in_a_row_and_stops_at_the_first_other() -> None:
    assert holds("hist(choose, 'in') = 2")
    assert holds("hist(choose, 'out') = 0")
    assert holds("hist(many, 'b') >= 2")
    assert holds("hist(many, 'a') = 1")
    assert holds("hist(never, 'in') = 0")


def test_hist_does_not_count_the_sitting_under_way() -> None:
    assert holds("hist(choose, 'in') = 2", choose="in")


def test_part_is_the_part_of_the_rows_that_have_a_choice() -> None:
    theirs = {"Ana": "guess", "Ben": "told", "Cy": "guess"}

    assert holds("part(theirs, 'guess') > 0.5", theirs=theirs)
    assert not holds("part(theirs, 'told') > 0.5", theirs=theirs)
    assert holds("part(theirs, 'asked') = 0", theirs=theirs)
    assert not holds("part(theirs, 'asked') = 0")


TWO_OF = """
[[section]]
id = "one"
ask = [
  { id = "names", type = "list", text = "Who?" },
  { id = "two", type = "multi", choices_from = "names", min_pick = 2, max_pick = 2, text = "Which two?" },
]
"""


@pytest.mark.parametrize(
    ("lines", "picks"), [(("Ana",), ("1",)), (("Ana", "Ben", "Cy"), ("1", "3"))]
)
def test_of_fewer_lines_than_are_to_be_picked_all_can_be(
    lines: tuple[str, ...], picks: tuple[str, ...]
) -> None:
    session = Session(exercise=exercise(TWO_OF), today=TODAY).answer("names", lines)
    step = session.next()

    assert step is not None
    assert step.question.accept(list(picks)) == tuple(
        lines[int(each) - 1] for each in picks
    )
