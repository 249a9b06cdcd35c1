"""What a condition can measure in an answer."""

import datetime as dt

import pytest

from leadcoach.domain.entry import Value
from leadcoach.domain.facts import MEASURES, Facts, measured, number_of

TODAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("measure", "value", "found"),
    [
        ("words", "I didn't ask.", 3),
        ("words", "", 0),
        ("words", 7, None),
        ("count", ("a", "b", "c"), 3),
        ("count", {"row": 1}, 1),
        ("count", "three little words", None),
        ("mean", {"a": 1, "b": 4}, 2.5),
        ("mean", {"a": "told"}, None),
        ("mean", 4, 4),
        ("lowest", {"a": 1, "b": 4, "c": "told"}, 1),
        ("highest", {"a": 1, "b": 4}, 4),
        ("highest", True, None),
        ("days_until", dt.date(2026, 11, 20), -1),
        ("days_until", {"due": dt.date(2026, 11, 28)}, 7),
        ("days_until", {"action": "ask"}, None),
        ("days_until", dt.datetime(2026, 11, 22, 23, 0), 1),
        ("days_until", "2026-11-22", None),
    ],
)
def test_a_measure_is_a_number_or_nothing(
    measure: str, value: Value, found: float | None
) -> None:
    assert measured(measure, value, TODAY) == found


@pytest.mark.parametrize("measure", MEASURES)
def test_what_is_unanswered_cannot_be_measured(measure: str) -> None:
    assert measured(measure, None, TODAY) is None


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("own",), 4),
        (("areas", "self"), 2),
        (("areas", "work"), None),
        (("own", "self"), None),
        (("last", "own"), 1),
        (("last", "areas"), None),
        (("nothing",), None),
    ],
)
def test_an_answer_is_found_by_its_name_its_row_or_as_that_of_last_time(
    path: tuple[str, ...], value: Value | None
) -> None:
    facts = Facts(TODAY, {"own": 4, "areas": {"self": 2}}, last={"own": 1})

    assert facts.value(path) == value


def test_yes_is_no_number() -> None:
    assert list(map(number_of, (True, False))) == [None, None]
