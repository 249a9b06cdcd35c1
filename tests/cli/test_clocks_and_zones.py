"""Time as a person lives it: flights, machines that tell UTC, clocks without a name."""

import datetime as dt
import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import tomli

from leadcoach.domain.entry import Entry
from leadcoach.journal.entry_name import EntryName
from tests.conftest import Run

BEFORE = dt.datetime(2026, 11, 21, 19, 30, tzinfo=ZoneInfo("Pacific/Auckland"))
"""before a flight over the line where the day changes"""
AFTER = BEFORE.astimezone(ZoneInfo("America/Los_Angeles")) + dt.timedelta(seconds=2)


@pytest.fixture
def flown(run: Run) -> Run:
    """Write an entry on either side of a flight: the later one has the earlier day."""
    for words, now in (("Before the flight.", BEFORE), ("After the flight.", AFTER)):
        given = ("--answer", f"best={words}", "--answer", "struggle=x")
        assert run("reflect", "--no-input", "--no-mirror", *given, now=now).code == 0
    return run


def test_the_last_entry_is_the_one_written_last_wherever_that_was(flown: Run) -> None:
    assert "After the flight." in flown("journal", "show", now=AFTER).out
    assert "After the flight." in flown("journal", "show", "last", now=AFTER).out
    last = json.loads(flown("--json", now=AFTER).out)["last"]
    assert last.startswith("2026-11-20T223002-reflect")


def test_an_edit_without_a_name_changes_the_entry_written_last(flown: Run) -> None:
    words = "best=After the flight, corrected."
    assert flown("journal", "edit", "--answer", words, now=AFTER).code == 0

    entries = json.loads(flown("journal", "list", "--json").out)["entries"]
    by_day = [Path(each["path"]).read_text() for each in entries]
    assert "Before the flight." in by_day[0]
    assert "After the flight, corrected." in by_day[1]


def test_lists_stand_by_the_persons_own_day(flown: Run) -> None:
    entries = json.loads(flown("journal", "list", "--json").out)["entries"]

    assert [each["date"] for each in entries] == ["2026-11-21", "2026-11-20"]
    assert "Before the flight." in flown("journal", "show", "1").out


def test_an_exercise_looks_back_on_the_sitting_that_was_last(run: Run) -> None:
    for chosen, now in (("purpose", BEFORE), ("talk", AFTER)):
        given = ("--no-input", "--answer", f"practice={chosen}")
        assert run("reflect", "sprint", *given, now=now).code == 0
    later = AFTER + dt.timedelta(days=14)
    answers = ("--answer", "after=keep", "--answer", "practice=grow")
    run("reflect", "sprint", "--no-input", *answers, now=later)

    shown = run("journal", "show", "--answers", now=later).out
    assert "Last time you chose to share news" in " ".join(shown.split())


# Machines that tell UTC


def imported(run: Run, tmp_path: Path, name: str, date: str) -> dict[str, object]:
    file = tmp_path / name
    file.write_text(f'---\ndate: {date}\ntitle: "Late"\n---\nLate words\n')
    ran = run("journal", "import", str(file), "--yes")
    assert ran.code == 0, ran.err
    shown = run("journal", "show", "--json").out
    return tomli.loads(Path(json.loads(shown)["path"]).read_text())


@pytest.mark.parametrize(
    ("date", "day", "started"),
    [
        ("2026-01-05T23:30:00Z", "2026-01-06", "2026-01-06 00:30:00+01:00"),
        ("2026-07-05 22:30:00+00:00", "2026-07-06", "2026-07-06 00:30:00+02:00"),
        ("2026-01-05T12:00:00Z", "2026-01-05", "2026-01-05 13:00:00+01:00"),
        ("2026-01-05T23:30:00-05:00", "2026-01-05", "2026-01-05 23:30:00-05:00"),
    ],
)
def test_a_note_told_in_utc_stands_on_the_persons_own_day(
    run: Run, tmp_path: Path, date: str, day: str, started: str
) -> None:
    kept = imported(run, tmp_path, "zulu.md", date)

    assert (str(kept["local_date"]), str(kept["started"])) == (day, started)


def test_a_note_that_came_in_under_the_day_of_utc_does_not_come_twice(
    run: Run, tmp_path: Path
) -> None:
    imported(run, tmp_path, "zulu.md", "2026-01-05T23:30:00Z")
    (path,) = (tmp_path / "home/journal").rglob("*-note-*.toml")
    before = path.read_text().replace("2026-01-06", "2026-01-05")
    old = path.parent / path.name.replace("2026-01-06T003000", "2026-01-05T233000")
    as_told = _as_it_was_named(old, path, before)

    ran = run("journal", "import", str(tmp_path / "zulu.md"), "--yes")

    assert "There is nothing new" in ran.err
    assert as_told.exists()


def _as_it_was_named(old: Path, path: Path, content: str) -> Path:
    from leadcoach.journal.importing.notes import ForeignNote

    words = tomli.loads(content)["answer"][0]["value"]
    note = ForeignNote("Markdown", dt.date(2026, 1, 5), words, "Late", dt.time(23, 30))
    path.unlink()
    named = old.with_name(note.name)
    named.write_text(content)
    return named


# Clocks without a name


NO_NAMES = ("CET-1CEST", "<+03>-3", "EST5EDT", "Nowhere/City")
NAMES = ("Europe/Paris", "America/New_York", "Asia/Tokyo")
EACH = """
import os, sys, time
import leadcoach.cli.reflect, leadcoach.exercises.load, leadcoach.rendering.pages.recap
from leadcoach.main import run
for number, zone in enumerate(sys.argv[2:]):
    if os.fork() == 0:
        os.environ.update(TZ=zone, LEADCOACH_HOME=f"{sys.argv[1]}/{number}")
        time.tzset()
        given = ("--no-mirror", "--answer=best=a", "--answer=struggle=b")
        sys.argv = ["leadcoach", "reflect", "--no-input", *given]
        run()
    assert os.wait()[1] == 0
"""
"""Forks for each zone what was loaded once: nobody has asked for a zone before."""


@pytest.fixture(scope="module")
def entries(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """Return the entry that a process of its own writes under TZ=zone, for each zone."""
    folder, zones = tmp_path_factory.mktemp("zones"), NO_NAMES + NAMES
    subprocess.run(
        [sys.executable, "-c", EACH, str(folder), *zones],
        check=True,
        capture_output=True,
    )
    written = [next((folder / str(at)).rglob("2*.toml")) for at in range(len(zones))]
    kept = [tomli.loads(path.read_text()) for path in written]
    return dict(zip(zones, kept, strict=True))


@pytest.mark.parametrize("zone", NO_NAMES)
def test_no_zone_is_claimed_that_is_not_so(
    entries: dict[str, dict[str, object]], zone: str
) -> None:
    kept = entries[zone]

    claimed, started = str(kept["zone"]), kept["started"]
    assert isinstance(started, dt.datetime)
    if claimed:
        assert started.utcoffset() == started.astimezone(ZoneInfo(claimed)).utcoffset()
    assert claimed or zone != "Nowhere/City"


@pytest.mark.parametrize("zone", NAMES)
def test_a_zone_that_is_so_is_kept_by_name(
    entries: dict[str, dict[str, object]], zone: str
) -> None:
    assert entries[zone]["zone"] == zone


def test_a_note_of_another_season_has_the_offset_of_a_clock_without_a_name(
    tmp_path: Path,
) -> None:
    file = tmp_path / "2026-07-05.md"
    file.write_text("Summer words\n")
    rule = "CET-1CEST,M3.5.0,M10.5.0"
    home = tmp_path / "lc"
    subprocess.run(
        [sys.executable, "-m", "leadcoach", "journal", "import", str(file), "--yes"],
        env={**os.environ, "TZ": rule, "LEADCOACH_HOME": str(home)},
        check=True,
        capture_output=True,
    )
    (path,) = (home / "journal").rglob("*.toml")

    kept = tomli.loads(path.read_text())
    assert (kept["zone"], str(kept["started"])) == ("", "2026-07-05 12:00:00+02:00")


def test_an_hour_that_came_twice_is_told_apart_by_a_clock_without_a_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0/2,M10.5.0/3")
    time.tzset()
    try:
        begun = [
            dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC).astimezone(),
            dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC).astimezone(),
        ]
        names = [EntryName.of(replace(ENTRY, started=each)).beginning for each in begun]
    finally:
        monkeypatch.undo()
        time.tzset()

    assert names == ["2026-10-25T023000-reflect", "2026-10-25T02b3000-reflect"]


ENTRY = Entry(
    exercise="reflect",
    version="1",
    title="",
    sha256="",
    language="en",
    started=BEFORE,
    finished=BEFORE,
    zone="",
    local_date=dt.date(2026, 10, 25),
)
