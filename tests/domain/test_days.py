"""Days as people write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadcoach.domain.days import day_of

SATURDAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-01", "2026-12-01"),
        ("today", "2026-11-21"),
        ("Tomorrow", "2026-11-22"),
        ("next week", "2026-11-28"),
        ("in a week", "2026-11-28"),
        ("in 2 weeks", "2026-12-05"),
        ("in two weeks", "2026-12-05"),
        ("in 1 day", "2026-11-22"),
        ("+3d", "2026-11-24"),
        ("+ 2w", "2026-12-05"),
        ("sunday", "2026-11-22"),
        ("fri", "2026-11-27"),
        ("Friday.", "2026-11-27"),
        ("by friday", "2026-11-27"),
        ("by next friday", "2026-11-27"),
        ("on monday", "2026-11-23"),
        ("saturday", "2026-11-28"),
        ("1 december", "2026-12-01"),
        ("1st of December", "2026-12-01"),
        ("the 3rd of dec", "2026-12-03"),
        ("1. dec", "2026-12-01"),
        ("dec 1", "2026-12-01"),
        ("Sept. 2nd", "2027-09-02"),
        ("12 march", "2027-03-12"),
        ("12 march 2028", "2028-03-12"),
        ("March 12, 2028", "2028-03-12"),
        ("21 november", "2026-11-21"),
        ("20 november", "2027-11-20"),
        ("29 february 2028", "2028-02-29"),
        ("31.12.2026", "2026-12-31"),
        ("by 31. 12. 2026", "2026-12-31"),
        ("1.3.", "2027-03-01"),
        ("31/12/2026", "2026-12-31"),
        ("12/31/2026", "2026-12-31"),
        ("2026-12-1", "2026-12-01"),
        ("2026/12/01", "2026-12-01"),
    ],
)
def test_a_day_in_words_is_the_coming_one(text: str, day: str) -> None:
    assert day_of(text, SATURDAY) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "31 february",
        "2026-13-01",
        "fr",
        "in 5000 days",
        "1/12/2026",
        "12",
        "31.13.2026",
    ],
)
def test_what_could_be_two_days_or_none_is_not_guessed(text: str) -> None:
    assert day_of(text, SATURDAY) is None


@given(st.text(max_size=30), st.dates())
def test_nothing_typed_makes_it_fail(text: str, today: dt.date) -> None:
    found = day_of(text, today)

    assert found is None or isinstance(found, dt.date)


@given(st.dates(max_value=dt.date(9000, 1, 1)))
def test_a_weekday_is_within_the_week_to_come(today: dt.date) -> None:
    found = day_of("wednesday", today)

    assert found is not None
    assert found.weekday() == 2
    assert 1 <= (found - today).days <= 7
