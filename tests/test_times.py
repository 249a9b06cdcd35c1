"""Days and hours that are not like others: order, names and lists hold (F13).

The person's own day is what counts, then the moment they began; never the clock of
the file.
"""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from leadcoach.journal.store import Journal
from tests.conftest import Run
from tests.journal.seeding import entry

SAVE = ("reflect", "--no-input", "--no-mirror", "--answer")
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def written(home: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Return a function that writes at several moments and returns what is listed."""
    from dataclasses import replace

    def write(zone: str, *moments: dt.datetime) -> list[str]:
        journal = Journal(home / "journal")
        for number, at in enumerate(moments):
            added = replace(
                entry(1),
                started=at,
                finished=at,
                zone=zone,
                local_date=at.date(),
                title=str(number),
            )
            journal.add(added)
        return [journal.load(path).title for path in journal.paths()]

    return write


def test_the_hour_that_comes_twice_in_autumn_keeps_its_order(
    written: Callable[..., list[str]],
) -> None:
    """02:10 comes again an hour later; the second one is the newer."""
    first = dt.datetime(2026, 10, 25, 2, 40, tzinfo=PARIS, fold=0)
    again = dt.datetime(2026, 10, 25, 2, 10, tzinfo=PARIS, fold=1)
    after = dt.datetime(2026, 10, 25, 3, 5, tzinfo=PARIS)

    assert written("Europe/Paris", again, after, first) == ["1", "0", "2"]


def test_the_hour_that_is_left_out_in_spring_keeps_its_order(
    written: Callable[..., list[str]],
) -> None:
    before = dt.datetime(2026, 3, 29, 1, 59, tzinfo=PARIS)
    after = dt.datetime(2026, 3, 29, 3, 1, tzinfo=PARIS)

    assert written("Europe/Paris", after, before) == ["0", "1"]


def test_a_flight_over_the_date_line_keeps_the_days_of_the_person(
    written: Callable[..., list[str]],
) -> None:
    """Landing in Honolulu the day before: lists go by the day the person had."""
    auckland = dt.datetime(2026, 5, 2, 9, 0, tzinfo=ZoneInfo("Pacific/Auckland"))
    honolulu = dt.datetime(2026, 5, 1, 20, 0, tzinfo=ZoneInfo("Pacific/Honolulu"))
    assert auckland < honolulu

    assert written("Pacific/Honolulu", auckland, honolulu) == ["0", "1"]


@pytest.mark.parametrize(
    "day",
    [
        dt.datetime(1969, 12, 31, 23, 59, 59, tzinfo=dt.UTC),
        dt.datetime(2000, 2, 29, 12, tzinfo=dt.UTC),
        dt.datetime(2028, 2, 29, 12, tzinfo=dt.UTC),
        dt.datetime(2038, 1, 19, 3, 14, 8, tzinfo=dt.UTC),
        dt.datetime(2106, 2, 7, 6, 28, 16, tzinfo=dt.UTC),
    ],
    ids=lambda day: f"{day:%Y-%m-%d}",
)
def test_any_day_can_be_written_on_listed_and_found(
    day: dt.datetime, run: Run, home: Path
) -> None:
    saved = run(*SAVE, "best=I asked.", "--answer", "struggle=Late.", now=day)

    assert saved.code == 0, saved.err
    assert f"{day:%Y-%m-%d}" in run("journal", "list", now=day).out
    assert run("journal", "show", f"{day:%Y-%m-%d}", now=day).code == 0
    on = run("journal", "list", "--on", f"{day:%Y-%m-%d}", now=day)
    assert "reflect" in on.out
    assert run("doctor", now=day).code == 0


def test_a_clock_set_back_by_a_day_loses_nothing_and_the_doctor_says_so(
    run: Run, home: Path
) -> None:
    """What is written then stands under the day the clock showed."""
    now = dt.datetime(2026, 11, 21, 19, 30, tzinfo=PARIS)
    back = now - dt.timedelta(days=1)
    answers = ("best=One.", "--answer", "struggle=Late.")
    run(*SAVE, *answers, now=now)

    saved = run(*SAVE, *answers, now=back)

    assert saved.code == 0
    names = [path.name[:10] for path in Journal(home / "journal").paths()]
    assert names == ["2026-11-21", "2026-11-20"]
    told = run("doctor", now=back)
    assert told.code == 1
    assert "Dated in the future (1)" in told.out


def test_the_order_is_that_of_days_and_not_of_files(run: Run, home: Path) -> None:
    """A copy from a backup has new times of files, and nothing else changes."""
    import os

    answers = ("best=One.", "--answer", "struggle=Late.")
    for day in (1, 2, 3):
        run(*SAVE, *answers, now=dt.datetime(2026, 11, day, 9, tzinfo=PARIS))
    listed = run("journal", "list").out
    for at, path in enumerate(Journal(home / "journal").paths()):
        os.utime(path, (at * 1000, at * 1000))

    assert run("journal", "list").out == listed


@pytest.mark.parametrize(
    "moment", ["1969-12-31T23:00:00", "2028-02-29T12:00:00", "2038-01-19T03:14:08"]
)
def test_the_computers_own_clock_can_show_any_day(
    moment: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real clock of the run, not one that is handed in."""
    import io

    from leadcoach.cli.context import Surroundings
    from leadcoach.main import main

    environ = {"LEADCOACH_HOME": str(home), "TERM": "xterm", "COLUMNS": "80"}
    around = Surroundings(io.StringIO(), io.StringIO(), io.StringIO(), environ)
    at = dt.datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo("UTC"))
    with time_machine.travel(at, tick=False):
        argv = (*SAVE, "best=I asked.", "--answer", "struggle=Late.")
        assert main(argv, around) == 0

    [path] = Journal(home / "journal").paths()
    assert path.name.startswith(moment[:10])
