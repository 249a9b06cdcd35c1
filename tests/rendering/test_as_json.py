"""A page for programs: to the letter once parsed, harmless while printed."""

import datetime as dt
import json
import re

from hypothesis import given
from hypothesis import strategies as st

from leadcoach.rendering import as_json
from leadcoach.rendering.page import Page


def shown(data: dict[str, object]) -> str:
    return as_json.render(Page("", (), data))


@given(st.text(st.characters()))
def test_what_is_parsed_is_to_the_letter(text: str) -> None:
    assert json.loads(shown({text: text})) == {"schema": 1} | {text: text}


@given(st.text())
def test_no_live_escape_code_reaches_the_terminal(text: str) -> None:
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]",
        shown({"a": text}),
    )


def test_hidden_letters_are_spelled_out() -> None:
    assert '"a\\u200b\\u202e\\u009b\\udb40\\udc41"' in shown(
        {"a": "a\u200b\u202e\x9b\U000e0041"}
    )


def test_ordinary_letters_stay_readable() -> None:
    assert '"é 会 👋"' in shown({"a": "é 会 👋"})


def test_dates_rows_and_odd_numbers_have_a_form() -> None:
    data: dict[str, object] = {
        "day": dt.date(2026, 5, 4),
        "at": dt.datetime(2026, 5, 4, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=2))),
        "chosen": ("a", "b"),
        "odd": float("nan"),
    }
    assert json.loads(shown(data)) == {
        "schema": 1,
        "day": "2026-05-04",
        "at": "2026-05-04T09:30:00+02:00",
        "chosen": ["a", "b"],
        "odd": "nan",
    }
