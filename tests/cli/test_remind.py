"""Reminders are a file for any calendar: neutral, silent, and without a word of yours."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import vobject
from icalendar import Calendar

from leadcoach.cli.remind import CHOSEN, TITLE
from leadcoach.errors import ExitCode
from tests.conftest import NOW, Run

SECRET = "kingfisher"


def written(run: Run, file: Path, *options: str, now: dt.datetime = NOW) -> str:
    ran = run("remind", *options, "--output", str(file), "--force", now=now)
    assert ran.code == ExitCode.DONE, ran.err
    assert ran.out == ""
    return file.read_bytes().decode()


def events(text: str) -> list[Any]:
    """Return the events as both readers see them to begin, and as one of them has them."""
    one = Calendar.from_ical(text).walk("VEVENT")
    other = vobject.readOne(text).vevent_list
    assert [each.decoded("dtstart") for each in one] == [
        each.dtstart.value for each in other
    ]
    return list(one)


def test_a_file_of_reminders_says_ten_minutes_and_nothing_else(
    run: Run, tmp_path: Path
) -> None:
    run("reflect", "--no-input", f"--answer=best={SECRET}", f"--answer=commit={SECRET}")
    text = written(run, tmp_path / "reminders.ics", "--commitments")
    (event,) = events(text)

    assert event["summary"] == TITLE
    assert event["class"] == "PRIVATE"
    assert not event.walk("VALARM")
    assert not {"description", "location", "organizer", "url"} & {
        *map(str.lower, event)
    }
    assert SECRET not in text
    assert str(tmp_path) not in text


def test_it_comes_at_your_own_clock_wherever_you_are(run: Run, tmp_path: Path) -> None:
    text = written(run, tmp_path / "a.ics", "--on", "monday", "--at", "6:30 pm")

    assert "DTSTART:20261123T183000\r\n" in text
    assert "TZID" not in text


@pytest.mark.parametrize(
    ("options", "comes"),
    [
        (["--every", "week"], ["2026-11-23 18:00", "2026-11-30 18:00"]),
        (["--every", "two-weeks"], ["2026-11-23 18:00", "2026-12-07 18:00"]),
        (["--every", "month"], ["2026-12-07 18:00", "2027-01-04 18:00"]),
        (["--on", "Sat", "--at", "19:29"], ["2026-11-28 19:29", "2026-12-05 19:29"]),
        (["--on", "Sat", "--at", "19:31"], ["2026-11-21 19:31", "2026-11-28 19:31"]),
    ],
)
def test_it_comes_as_often_as_you_say_and_never_begins_in_the_past(
    options: list[str], comes: list[str], run: Run, tmp_path: Path
) -> None:
    text = written(run, tmp_path / "a.ics", *options)
    (event,) = events(text)
    begins = vobject.readOne(text).vevent.dtstart.value

    rule = event["rrule"].to_ical().decode()
    assert rule.startswith(("FREQ=WEEKLY", "FREQ=MONTHLY"))
    assert f"{begins:%Y-%m-%d %H:%M}" == comes[0]
    assert first_two(text) == comes


def first_two(text: str) -> list[str]:
    found = vobject.readOne(text).vevent.getrruleset(addRDate=True)
    return [f"{found[at]:%Y-%m-%d %H:%M}" for at in (0, 1)]


def test_a_new_file_takes_the_place_of_the_old_one(run: Run, tmp_path: Path) -> None:
    later = NOW + dt.timedelta(minutes=1)
    (one,) = events(written(run, tmp_path / "a.ics"))
    (two,) = events(written(run, tmp_path / "b.ics", "--on", "friday", now=later))

    assert one["uid"] == two["uid"]
    assert one["sequence"] < two["sequence"]


def test_it_rings_only_where_that_was_asked_for(run: Run, tmp_path: Path) -> None:
    (event,) = events(written(run, tmp_path / "a.ics", "--alarm", "10"))
    (ring,) = event.walk("VALARM")

    assert ring.decoded("trigger") == dt.timedelta(minutes=-10)
    assert ring["action"] == "DISPLAY"
    assert ring["description"] == TITLE


def test_days_of_open_commitments_stand_there_without_their_words(
    run: Run, tmp_path: Path
) -> None:
    for due in ("2026-11-28", "2026-12-05", "2026-11-01", ""):
        answers = tmp_path / "answers.toml"
        day = f"due = {due}" if due else ""
        answers.write_text(
            f'best = "a"\nstruggle = "b"\n[commit]\naction = "{SECRET} {due}"\n{day}\n'
        )
        run("reflect", "--no-input", "--no-mirror", "--answers", str(answers))
    done = run("commitment", "done", f"{SECRET} 2026-12-05")
    assert done.code == ExitCode.DONE, done.err

    text = written(run, tmp_path / "a.ics", "--commitments", "--alarm", "5")
    _, chosen = events(text)
    assert chosen["summary"] == CHOSEN
    assert chosen.decoded("dtstart") == dt.date(2026, 11, 28)
    assert not chosen.walk("VALARM")
    assert SECRET not in text


def test_a_title_of_your_own_is_folded_and_comes_out_as_it_went_in(
    run: Run, tmp_path: Path
) -> None:
    title = "Zeit für mich; kurz, aber schön " + "ü" * 40
    text = written(run, tmp_path / "a.ics", "--title", title)
    lines = text.split("\r\n")

    assert max(len(line.encode()) for line in lines) <= 75
    assert "\n" not in "".join(lines)
    assert events(text)[0]["summary"] == title
    assert vobject.readOne(text).vevent.summary.value == title


def test_a_file_that_is_there_is_left_alone(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "reminders.ics"
    file.write_text("mine")
    ran = run("remind", "--output", str(file))

    assert ran.code == ExitCode.USAGE
    assert "there already" in ran.err
    assert file.read_text() == "mine"


def test_without_a_file_it_says_how_to_name_one(run: Run) -> None:
    ran = run("remind")

    assert ran.code == ExitCode.USAGE
    assert "--output reminders.ics" in ran.err
    assert ran.out == ""


def test_it_is_printed_where_that_was_asked_for(run: Run) -> None:
    ran = run("remind", "--output", "-")

    assert ran.out.startswith("BEGIN:VCALENDAR\r\n")
    assert ran.err == ""


def test_what_to_do_with_the_file_is_said(run: Run, tmp_path: Path) -> None:
    ran = run("remind", "--every", "month", "--output", str(tmp_path / "a.ics"))

    assert (
        "The first Monday of each month at 18:00, from 7 December 2026 on." in ran.err
    )
    assert "Open the file with your calendar" in ran.err


@pytest.mark.parametrize(
    "options",
    [
        ("--on", "t"),
        ("--on", ""),
        ("--on", "2026-12-01"),
        ("--at", "25:00"),
        ("--at", "noon"),
        ("--at", "2026-12-07 18:00"),
        ("--at", "18:00Z"),
        ("--alarm", "-1"),
        ("--every", "day"),
    ],
)
def test_what_can_not_be_understood_writes_nothing(
    options: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    ran = run("remind", *options, "--output", str(tmp_path / "a.ics"))

    assert ran.code == ExitCode.USAGE
    assert not (tmp_path / "a.ics").exists()
