"""Random walks and cases: what an author learns of an exercise without doing it."""

import datetime as dt
from functools import partial
from pathlib import Path

import pytest

from leadcoach.domain.exercise import Exercise
from leadcoach.errors import Unreadable
from leadcoach.exercises.library import Library
from leadcoach.exercises.load import load
from leadcoach.exercises.try_out import (
    Case,
    Walked,
    broken_promises,
    cases_in,
    walk_many,
)
from leadcoach.paths import builtin_exercises
from tests.pace import seconds_of

TODAY = dt.date(2026, 11, 21)
CHOICE_POINT = Path(__file__).parent / "choice-point.toml"


def exercise_in(text: str) -> Exercise:
    return load(text.encode(), "small.toml")[0]


def walked(text: str, walks: int = 60, seed: int = 1) -> Walked:
    return walk_many(exercise_in(text), TODAY, walks, seed)


def test_walks_meet_every_question(small: str) -> None:
    found = walked(small)

    assert found.never == ()
    assert found.failure == ""
    assert found.counts["best"] == 60
    assert 0 < found.counts["more"] < 60


def test_the_same_seed_takes_the_same_ways(small: str) -> None:
    assert walked(small, seed=3).counts == walked(small, seed=3).counts
    assert any(
        walked(small, seed=3).counts != walked(small, seed=s).counts for s in range(5)
    )


def test_a_question_that_never_comes_up_is_named(small: str) -> None:
    """No answer to `best` has fewer words than one."""
    never = small.replace("own <= 2", "best is thin and words(best) < 1")

    assert walked(never).never == ("more",)


def test_the_words_of_conditions_are_tried(small: str) -> None:
    rare = small.replace("own <= 2", "best mentions 'hippopotamus'")

    assert walked(rare).never == ()


BOUNDED = """
[[section.ask]]
id = "bounded"
text = "Which?"
{keys}
[[section.ask]]
id = "then"
type = "short"
text = "And?"
when = "{when}"
[recap]
"""
_LETTERS = ", ".join(f"{each} = '{each}'" for each in "abcdefghijkl")
TWELVE = f"choices = {{ none = 'none', {_LETTERS} }}"
BOUNDS = [
    (f'type = "multi"\nmin_pick = 5\nmax_pick = 5\n{TWELVE}', "bounded has 'k' and bounded has 'l'"),
    (f'type = "multi"\nmin_pick = 2\nmax_pick = 2\nexclusive = ["none"]\n{TWELVE}', "bounded has 'l'"),
    (f'type = "multi"\nexclusive = ["none"]\n{TWELVE}', "bounded has 'none'"),
    ('type = "list"\nmin_items = 8\nmax_items = 8', "count(bounded) = 8"),
    ('type = "long"\nmin_words = 90\nmax_words = 95', "words(bounded) >= 90"),
    ('type = "short"\nmin_words = 2\nmax_words = 3', "words(bounded) = 3"),
    ('type = "number"\nmin = 50', "bounded > 52"),
    ('type = "number"\nmax = -50', "bounded < -50"),
    ('type = "number"\nmin = 0.1\nmax = 0.4', "bounded < 1"),
    ('type = "date"\nearliest = "+60d"\nlatest = "+90d"', "days_until(bounded) > 60"),
    ('type = "date"\nlatest = "2020-02-01"', "bounded is answered"),
]  # fmt: skip


@pytest.mark.parametrize(("keys", "when"), BOUNDS)
def test_walks_keep_to_the_bounds_of_a_question(
    keys: str, when: str, small: str
) -> None:
    """What a person can answer is answered, so that no question is said never to come."""
    text = small.replace("[recap]", BOUNDED.format(keys=keys, when=when), 1)
    found = walked(text, 200)

    assert (found.never, found.unanswerable, found.failure) == ((), set(), "")


def test_exactly_so_many_are_picked_out_of_what_was_picked_before(small: str) -> None:
    ten = f'type = "multi"\nmin_pick = 10\nmax_pick = 10\n{TWELVE}'
    text = small.replace(
        "[recap]", BOUNDED.format(keys=ten, when="bounded is answered"), 1
    )
    three = '"multi"\nchoices_from = "bounded"\nmin_pick = 3\nmax_pick = 3\n'
    text = text.replace('"short"\ntext = "And?"', f'{three}text = "And?"')
    found = walked(text)

    assert (found.never, found.unanswerable, found.failure) == ((), set(), "")


def test_a_walk_that_breaks_off_gives_the_answers_that_repeat_it(small: str) -> None:
    def broken(session: object) -> None:
        if getattr(session, "answers", {}).get("who") == "me":
            raise ZeroDivisionError

    found = walk_many(exercise_in(small), TODAY, 60, 1, broken)

    assert found.broken is not None
    assert found.broken.answers["who"] == "me"
    assert found.failure.startswith("ZeroDivisionError after ")
    assert found.walks < 60


def test_choice_point_is_walked_to_every_question() -> None:
    exercise, _ = load(CHOICE_POINT.read_bytes(), CHOICE_POINT.name)

    assert walk_many(exercise, TODAY, 200, 1).never == ()


@pytest.mark.slow
def test_a_thousand_walks_of_reflect_take_a_few_seconds() -> None:
    exercise = Library(builtin_exercises(), Path("nowhere")).find("reflect").exercise

    def hundred(seed: int) -> None:
        found = walk_many(exercise, TODAY, 100, seed)
        assert found.failure == ""

    assert seconds_of(partial(hundred, seed) for seed in range(10)) < 5


CASE = """\
[[case]]
name = "one"
answers = { own = 2 }
asked = ["more"]
not_asked = ["who"]
recap = ["to be  kept"]
"""


def test_a_case_promises_questions_and_words(small: str) -> None:
    (case,) = cases_in(CASE.encode(), "small.test.toml")
    exercise = exercise_in(small)

    kept = "What is to be\nkept."
    assert broken_promises(case, ("own", "more"), kept, exercise) == []
    assert broken_promises(case, ("own", "who"), "Nothing.", exercise) == [
        "“more” was not asked",
        "“who” was asked",
        "the recap does not hold “to be kept”",
    ]


def test_a_case_about_a_question_that_is_not_there_is_broken(small: str) -> None:
    case = Case(name="x", not_asked=("bset",))

    assert broken_promises(case, (), "", exercise_in(small)) == [
        "there is no question “bset”"
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ('name = "one"', "", "1: “name” is missing."),
        ('name = "one"', "name = 1", "2: “name”: words in quotes are needed."),
        ("not_asked", "notasked", "5: nothing is called “notasked” here."),
        ("[[case]]", "[[", "1: "),
        (
            'name = "one"',
            'name = "\\u001b"',
            "2: it holds a control character (U+001B).",
        ),
    ],
)
def test_a_mistake_in_a_case_is_told_with_its_line(
    right: str, wrong: str, told: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        cases_in(CASE.replace(right, wrong, 1).encode(), "small.test.toml")

    assert f"small.test.toml:{told}" in refused.value.message
