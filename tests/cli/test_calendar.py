"""A month shows the days that were written on; a day shows what stood on it before."""

import datetime as dt
import json
from pathlib import Path

import pytest

from leadcoach.errors import ExitCode
from tests.conftest import NOW, Run


def wrote(run: Run, day: str, words: str, time: str = "19:30") -> None:
    at = dt.datetime.fromisoformat(f"{day} {time}+01:00")
    given = f"--answer=best={words}", "--answer=struggle=Late."
    ran = run("reflect", "--no-input", "--no-mirror", *given, now=at)
    assert ran.code == ExitCode.DONE, ran.err


def november(run: Run) -> None:
    wrote(run, "2026-11-03", "I asked first.")
    wrote(run, "2026-11-03", "I waited.", "21:00")
    wrote(run, "2026-11-19", "I gave it away.")
    wrote(run, "2026-10-31", "Long ago.")


def test_a_month_has_brackets_around_the_days_that_were_written_on(run: Run) -> None:
    november(run)
    shown = run("journal", "calendar").out

    assert "   2  [3]  4   5   6   7   8\n" in shown
    assert "  16  17  18 [19] 20  21  22\n" in shown
    assert shown.count("[") == 2
    assert "Long ago" not in shown


def test_read_aloud_it_is_a_list_of_days(run: Run) -> None:
    november(run)
    shown = run("journal", "calendar", environ={"TERM": "dumb"}).out

    days = [line.split()[1] for line in shown.split("\n") if " November, " in line]
    assert days == ["3", "3", "19"]
    assert "[" not in shown


def test_below_it_each_entry_has_a_line_and_its_number(run: Run) -> None:
    november(run)
    shown = run("journal", "calendar", "2026-11").out

    assert "3  3 November, 19:30   reflect   I asked first.\n" in shown
    assert "1  19 November, 19:30  reflect   I gave it away.\n" in shown
    assert "I gave it away." in run("journal", "show", "1").out


def test_an_entry_has_one_line_with_as_many_words_as_there_is_room_for(
    run: Run,
) -> None:
    words = "I asked everybody at the table what they would like to hand over first."
    wrote(run, "2026-11-03", f"{words} Nobody spoke.")

    def row(*argv: str, wide: str) -> str:
        out = run("journal", *argv, environ={"COLUMNS": wide}).out
        [line] = [each for each in out.split("\n") if "I asked" in each]
        return line

    for argv in (("calendar", "2026-11"), ("list",)):
        assert len(row(*argv, wide="80")) <= 80
        assert "what they would" in row(*argv, wide="80")
        assert words in row(*argv, wide="140")


@pytest.mark.parametrize("month", ["2026-10", "last month", "october", "2026-10-05"])
def test_a_month_is_named_as_elsewhere(month: str, run: Run) -> None:
    november(run)

    assert "Long ago" in run("journal", "calendar", month).out


def test_it_counts_no_days_without_words_and_no_days_in_a_row(run: Run) -> None:
    november(run)
    for environ in ({}, {"TERM": "dumb"}):
        shown = run("journal", "calendar", environ=environ).out.lower()

        assert not {"streak", "row", "missed", "days"} & {*shown.split()}
    empty = run("journal", "calendar", "2026-09")
    assert "Nothing is written in September 2026." in empty.out
    assert empty.code == ExitCode.DONE


def test_a_program_gets_days_and_entries(run: Run) -> None:
    november(run)
    told = json.loads(run("journal", "calendar", "--json").out)

    assert told["month"] == "2026-11"
    assert told["days"] == [
        {"day": "2026-11-03", "entries": 2},
        {"day": "2026-11-19", "entries": 1},
    ]
    assert [each["number"] for each in told["entries"]] == [3, 2, 1]


def test_a_year_is_no_month(run: Run) -> None:
    ran = run("journal", "calendar", "2026")

    assert ran.code == ExitCode.USAGE
    assert "A calendar shows one month." in ran.err


def test_on_this_day_shows_earlier_months_and_years(run: Run) -> None:
    for day in ("2026-11-21", "2026-10-21", "2025-11-21", "2024-11-21"):
        wrote(run, day, f"Then, {day}.")
    for day in ("2026-10-20", "2025-10-21", "2025-11-22"):
        wrote(run, day, "Another day.")
    shown = run("journal", "on-this-day").out

    assert [
        line.partition("Then, ")[2] for line in shown.split("\n") if "Then" in line
    ] == [
        "2026-10-21.",
        "2025-11-21.",
        "2024-11-21.",
    ]
    assert "Another day" not in shown
    assert "21 October 2026, 19:30   reflect" in shown


@pytest.mark.parametrize(
    ("written", "today"),
    [
        ("2026-10-31", "2026-11-30"),
        ("2024-02-29", "2025-02-28"),
        ("2025-11-30", "2026-11-30"),
    ],
)
def test_no_day_is_without_its_turn(written: str, today: str, run: Run) -> None:
    wrote(run, written, "Its turn.")
    now = dt.datetime.fromisoformat(f"{today} 08:00+01:00")

    assert "Its turn." in run("journal", "on-this-day", now=now).out


def test_a_day_without_earlier_ones_is_said_plainly(run: Run) -> None:
    ran = run("journal", "on-this-day", now=NOW)

    assert ran.code == ExitCode.DONE
    assert "Nothing is written on this day of earlier months" in ran.out


def test_what_is_private_is_not_shown_there(run: Run, home: Path) -> None:
    wrote(run, "2026-11-03", "A secret.")
    for path in home.glob("journal/2026/11/*.toml"):
        text = path.read_text()
        private = text.replace('id = "best"', 'id = "best"\nprivate = true')
        path.write_text(private)
    shown = run("journal", "calendar").out

    assert "secret" not in shown
    assert "reflect   Late." in shown


def test_an_entry_that_can_not_be_read_is_named_all_the_same(
    run: Run, home: Path
) -> None:
    november(run)
    for path in home.glob("journal/2026/11/2026-11-19*"):
        path.write_text("broken")
    ran = run("journal", "calendar")

    assert "19 November, 19:30  reflect   it cannot be read" in ran.out
    assert ran.code == ExitCode.UNREADABLE
