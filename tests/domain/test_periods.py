"""A day, week, month or year that lies back is understood in the words people use."""

import datetime as dt
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadcoach.domain.periods import Period, period_of
from leadcoach.errors import WrongUsage

TODAY = dt.date(2026, 11, 21)  # a Saturday


def period(text: str, today: dt.date = TODAY) -> str:
    """Return the period as its first day, with .. and the last when it is longer."""
    first, last = period_of(text, today)
    return f"{first}" if first == last else f"{first}..{last}"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-11-05", "2026-11-05"),
        ("2026-11", "2026-11-01..2026-11-30"),
        ("2024-02", "2024-02-01..2024-02-29"),
        ("2026-12", "2026-12-01..2026-12-31"),
        ("2026", "2026-01-01..2026-12-31"),
        ("2026-W47", "2026-11-16..2026-11-22"),
        ("2026/11/05", "2026-11-05"),
    ],
)
def test_days_months_and_years_in_figures(text: str, meant: str) -> None:
    assert period(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("today", "2026-11-21"),
        ("Yesterday", "2026-11-20"),
        ("on  the day before yesterday", "2026-11-19"),
        ("yesterday evening", "2026-11-20"),
        ("3 days ago", "2026-11-18"),
        ("a couple of days ago", "2026-11-19"),
        ("twenty days ago", "2026-11-01"),
        ("tuesday", "2026-11-17"),
        ("last tuesday", "2026-11-17"),
        ("saturday", "2026-11-21"),
        ("last saturday", "2026-11-14"),
        ("this monday", "2026-11-16"),
        ("tuesday last week", "2026-11-10"),
        ("a week ago tuesday", "2026-11-10"),
        ("21 november", "2026-11-21"),
        ("22 November", "2025-11-22"),
        ("1st of May", "2026-05-01"),
        ("nov 3, 2025", "2025-11-03"),
        ("21 november last year", "2025-11-21"),
        ("saturday 21 november", "2026-11-21"),
        ("11/21/2026", "2026-11-21"),
        ("21/11/2026", "2026-11-21"),
        ("21.11.2026", "2026-11-21"),
        ("5/5", "2026-05-05"),
        ("a month ago today", "2026-10-21"),
    ],
)
def test_words_for_one_day(text: str, meant: str) -> None:
    assert period(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("this week", "2026-11-16..2026-11-22"),
        ("last week", "2026-11-09..2026-11-15"),
        ("two weeks ago", "2026-11-02..2026-11-08"),
        ("a fortnight ago", "2026-11-02..2026-11-08"),
        ("the week before last", "2026-11-02..2026-11-08"),
        ("last weekend", "2026-11-14..2026-11-15"),
        ("this month", "2026-11-01..2026-11-30"),
        ("last month", "2026-10-01..2026-10-31"),
        ("2 months ago", "2026-09-01..2026-09-30"),
        ("march", "2026-03-01..2026-03-31"),
        ("in November", "2026-11-01..2026-11-30"),
        ("december", "2025-12-01..2025-12-31"),
        ("last november", "2025-11-01..2025-11-30"),
        ("march 2024", "2024-03-01..2024-03-31"),
        ("march last year", "2025-03-01..2025-03-31"),
        ("last year", "2025-01-01..2025-12-31"),
        ("a year ago", "2025-01-01..2025-12-31"),
        ("last 7 days", "2026-11-14..2026-11-21"),
        ("past month", "2026-10-21..2026-11-21"),
    ],
)
def test_the_words_say_how_wide_a_period_is(text: str, meant: str) -> None:
    assert period(text) == meant


@pytest.mark.parametrize(
    ("today", "text", "meant"),
    [
        (dt.date(2024, 2, 29), "a year ago", "2023-01-01..2023-12-31"),
        (dt.date(2024, 2, 29), "last 1 year", "2023-02-28..2024-02-29"),
        (dt.date(2026, 3, 31), "past month", "2026-02-28..2026-03-31"),
        (dt.date(2026, 11, 21), "29 february", "2024-02-29"),
        (dt.date(2026, 1, 1), "yesterday", "2025-12-31"),
        (dt.date(2026, 1, 1), "last week", "2025-12-22..2025-12-28"),
        (dt.date(2026, 1, 1), "last month", "2025-12-01..2025-12-31"),
        (dt.date(2026, 1, 1), "december", "2025-12-01..2025-12-31"),
        (dt.date(2027, 1, 3), "this week", "2026-12-28..2027-01-03"),
    ],
)
def test_leap_days_and_ends_of_years(today: dt.date, text: str, meant: str) -> None:
    assert period(text, today) == meant


@pytest.mark.parametrize(
    "text",
    [
        *("purple", "", "   ", "purple yesterday", "yesterday purple", "week", "10"),
        *(
            "2026-13",
            "2026-02-30",
            "0000",
            "31 june",
            "29 feb 2023",
            "now",
            "next week",
        ),
        *("end of last month", "friday 21 november", "٢٠٢٦", "99999999999 days ago"),
        *("last day of march", "9999 years ago", "x" * 10_000, "\0", "🙂", "(", ".*"),
    ],
)
def test_what_is_no_date_is_refused_with_three_examples(text: str) -> None:
    with pytest.raises(WrongUsage) as told:
        period_of(text, TODAY)

    assert told.value.hint == "Try 2026-03, last week or 3 days ago."
    assert len(told.value.message) < 100


def test_a_date_that_can_be_read_in_two_ways_is_asked_about() -> None:
    with pytest.raises(WrongUsage) as told:
        period_of("3/4/2026", TODAY)

    assert told.value.message == "“3/4/2026” can be 3 April or 4 March."
    assert told.value.hint == "Write 2026-04-03 or 2026-03-04."


WORDS = """a the last this past next 0 1 3 31 99 2024 day days week month year ago march
mon tuesday 29 feb / . - , : of on yesterday today before 12 am eod °"""
PIECES = st.lists(st.sampled_from(WORDS.split()), max_size=6).map(" ".join)


@given(text=st.one_of(st.text(max_size=80), PIECES), today=st.dates())
def test_any_text_is_a_period_or_is_refused(text: str, today: dt.date) -> None:
    try:
        found = period_of(text, today)
    except WrongUsage:
        return
    assert isinstance(found, Period)
    assert found.first <= found.last


def test_a_day_in_figures_needs_no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "parsedatetime", None)

    assert period("2026-11-05") == "2026-11-05"
    assert period("last week") == "2026-11-09..2026-11-15"
