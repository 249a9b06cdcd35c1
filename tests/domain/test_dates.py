"""Days, weeks, months and years are understood in the words people use."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadcoach.domain.dates import Period, day_of, period_of, stamp_in
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
        ("3 days ago", "2026-11-18"),
        ("tuesday", "2026-11-17"),
        ("last tuesday", "2026-11-17"),
        ("saturday", "2026-11-21"),
        ("last saturday", "2026-11-14"),
        ("21 november", "2026-11-21"),
        ("22 November", "2025-11-22"),
        ("1st of May", "2026-05-01"),
        ("nov 3, 2025", "2025-11-03"),
        ("saturday 21 november", "2026-11-21"),
        ("11/21/2026", "2026-11-21"),
        ("21/11/2026", "2026-11-21"),
        ("21.11.2026", "2026-11-21"),
        ("31.12.2025", "2025-12-31"),
        ("6 January 2026", "2026-01-06"),
        ("5/5", "2026-05-05"),
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
        ("this month", "2026-11-01..2026-11-30"),
        ("last month", "2026-10-01..2026-10-31"),
        ("2 months ago", "2026-09-01..2026-09-30"),
        ("march", "2026-03-01..2026-03-31"),
        ("in November", "2026-11-01..2026-11-30"),
        ("december", "2025-12-01..2025-12-31"),
        ("march 2024", "2024-03-01..2024-03-31"),
        ("last year", "2025-01-01..2025-12-31"),
        ("a year ago", "2025-01-01..2025-12-31"),
    ],
)
def test_the_words_say_how_wide_a_period_is(text: str, meant: str) -> None:
    assert period(text) == meant


@pytest.mark.parametrize(
    ("today", "text", "meant"),
    [
        (dt.date(2024, 2, 29), "a year ago", "2023-01-01..2023-12-31"),
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
        *("a fortnight ago", "3/4/26", "yesterday evening"),
        *("day before yesterday", "this monday", "last november", "last 7 days"),
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


# Days to come


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
    assert day_of(text, TODAY) == dt.date.fromisoformat(day)


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
    assert day_of(text, TODAY) is None


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


# One grammar


WRITTEN = [
    "2026-03-05",
    "2026/03/05",
    "5.3.2026",
    "5 March 2026",
    "Mar 5, 2026",
    "25/3/2026",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_what_is_a_date_in_one_place_is_the_same_date_in_every_other(text: str) -> None:
    stamp = stamp_in(text)

    assert stamp is not None
    assert stamp.day == day_of(text, TODAY) == period_of(text, TODAY).first
