"""Numbers and days as answers, and how many words, lines and choices there may be."""

import datetime as dt
from typing import Any

import pytest
from pydantic import ValidationError

from leadcoach.domain.entry import Value
from leadcoach.errors import NotAnAnswer
from tests import exercise_file

TODAY = dt.date(2026, 11, 21)


def question(kind: str, **keys: object) -> Any:  # noqa: ANN401 - any kind
    running = {"today": TODAY} if kind == "date" else {}
    return exercise_file.question(kind, text="How?", **running, **keys)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("4", 4),
        ("4.5", 4.5),
        ("4,5", 4.5),
        (" 12 hours ", 12),
        ("-3", -3),
        ("7.0", 7),
        ("١٢", 12),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, kept: float) -> None:
    found = question("number", unit="hours").from_text(typed)

    assert found == kept
    assert type(found) is type(kept)


@pytest.mark.parametrize("given", ["", "many", "1e400", "4..5", True, [3], "4 days"])
def test_what_is_no_number_is_refused(given: object) -> None:
    with pytest.raises(NotAnAnswer, match="A number is needed"):
        question("number", unit="hours").accept(given)


@pytest.mark.parametrize("given", [float("nan"), float("inf"), 1e300])
def test_a_number_of_no_size_is_refused(given: float) -> None:
    with pytest.raises(NotAnAnswer):
        question("number").accept(given)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"min": 0, "max": 40}, "A number is needed, from 0 to 40."),
        ({"min": 0}, "A number is needed, from 0."),
        ({"max": 40}, "A number is needed, up to 40."),
    ],
)
def test_a_number_out_of_bounds_is_told_the_bounds(
    keys: dict[str, int], said: str
) -> None:
    given = -1 if "min" in keys else 41
    with pytest.raises(NotAnAnswer) as refused:
        question("number", **keys).accept(given)

    assert refused.value.message == said


def test_a_number_is_shown_with_its_unit() -> None:
    assert question("number", unit="hours").shown(4) == "4 hours"
    assert question("number").shown(4.5) == "4.5"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2026-12-01", dt.date(2026, 12, 1)),
        ("friday", dt.date(2026, 11, 27)),
        (dt.date(2026, 12, 1), dt.date(2026, 12, 1)),
    ],
)
def test_a_day_is_a_date_or_the_name_of_one(given: object, kept: dt.date) -> None:
    assert question("date").accept(given) == kept


@pytest.mark.parametrize("given", ["soon", 20261201, dt.datetime(2026, 12, 1, 9, 0)])
def test_what_is_no_day_is_refused(given: object) -> None:
    with pytest.raises(NotAnAnswer, match="A day is needed"):
        question("date").accept(given)


@pytest.mark.parametrize(
    ("keys", "given", "said"),
    [
        ({"earliest": "today"}, "2026-11-20", "from 2026-11-21 on"),
        ({"earliest": "-7d"}, "2026-11-13", "from 2026-11-14 on"),
        ({"latest": "+60d"}, "2027-03-01", "up to 2027-01-20"),
        ({"latest": "2026-12-31"}, "2027-01-01", "up to 2026-12-31"),
    ],
)
def test_a_day_out_of_bounds_is_told_the_bounds(
    keys: dict[str, str], given: str, said: str
) -> None:
    with pytest.raises(NotAnAnswer, match=said):
        question("date", **keys).accept(given)


WRONG: list[tuple[str, dict[str, object], str]] = [
    ("number", {"min": 5, "max": 1}, "a number goes from min up to max"),
    ("date", {"earliest": "soon"}, "“soon” is no day"),
    ("date", {"earliest": "+9d", "latest": "+2d"}, "earliest is later than latest"),
    ("long", {"min_words": 9, "max_words": 3}, "min_words is more than max_words"),
    ("list", {"min_items": 9, "max_items": 3}, "min_items is more than max_items"),
    ("multi", {"choices": {"a": "A"}, "exclusive": ["b"]}, "there is no choice “b”"),
    ("multi", {}, "needs either choices or choices_from"),
    ("multi", {"choices": {"a": "A"}, "choices_from": "c"}, "needs either choices or"),
    ("choice", {"choices": {"a": "A"}, "closes": ["b"]}, "there is no choice “b”"),
    ("choice", {"choices": {"a": "A"}, "closes": {"a": "gone"}}, "is none of done, partly"),
    ("matrix", {"rows": {"r": "R"}, "cols": {"a": "A"}, "closes": ["a"]}, "closes goes with"),
    ("matrix", {"rows_from": "commitments", "cols": {"a": "A"}, "closes": ["b"]},
     "there is no choice “b”"),
    ("scale", {"track": "My Track"}, "pattern"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "keys", "said"), WRONG)
def test_bounds_that_cannot_be_are_told(
    kind: str, keys: dict[str, object], said: str
) -> None:
    with pytest.raises(ValidationError, match=said):
        question(kind, **keys)


CHOICES = {"a": "the first", "b": "the second", "none": "none of these"}
COUNTS: list[tuple[str, dict[str, object], object, str]] = [
    ("long", {"min_words": 3}, "Too few", "At least 3 words: so far 2."),
    ("short", {"max_words": 1}, "Too many", "At most 1 word: so far 2."),
    ("list", {"min_items": 2}, ["one"], "At least 2 lines: so far 1."),
    ("list", {"max_items": 1}, ["one", "two"], "At most 1 line: so far 2."),
    ("multi", {"choices": CHOICES, "min_pick": 2}, ["a"], "At least 2 choices: so far 1."),
    ("multi", {"choices": CHOICES, "max_pick": 1}, ["a", "b"], "At most 1 choice: so far 2."),
    ("multi", {"choices": CHOICES, "exclusive": ["none"]}, ["a", "none"],
     "“none of these” stands alone: it, or the others."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "keys", "given", "said"), COUNTS)
def test_too_few_and_too_many_are_told_with_how_many(
    kind: str, keys: dict[str, object], given: Value, said: str
) -> None:
    with pytest.raises(NotAnAnswer) as refused:
        question(kind, **keys).accept(given)

    assert refused.value.message == said


def test_enough_is_kept_to_the_letter() -> None:
    assert question("long", min_words=2).accept(" Two words. ") == " Two words. "
    alone = question("multi", choices=CHOICES, exclusive=["none"])
    assert alone.accept(["none"]) == ("none",)
