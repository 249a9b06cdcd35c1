"""The journal keeps every entry in a file of its own, and finds it by any part of it."""

import datetime as dt
import errno
import os
import secrets
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import pytest

from leadcoach.domain.entry import Answer, Entry
from leadcoach.errors import DiskRefused, NotFound
from leadcoach.journal import folder
from leadcoach.journal.store import Journal
from tests.journal.small import IN_PARIS as STARTED
from tests.journal.small import OF_PARIS as ENTRY


def on(day: int, exercise: str = "reflect", hour: int = 19) -> Entry:
    started = STARTED.replace(day=day, hour=hour)
    return replace(ENTRY, exercise=exercise, started=started, local_date=started.date())


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal")


@pytest.fixture
def full(journal: Journal) -> Journal:
    for entry in (on(3), on(21), on(21, "compare", 20), on(5, "choice-point")):
        journal.add(entry)
    return journal


def test_an_entry_goes_to_a_folder_of_its_month_under_its_local_time(
    journal: Journal,
) -> None:
    path = journal.add(ENTRY)

    assert path.parent == journal.folder / "2026/11"
    assert path.name.startswith("2026-11-21T193000-reflect-")
    assert len(path.stem.rpartition("-")[2]) == 8
    assert journal.load(path) == ENTRY


def test_naming_a_journal_and_looking_into_it_creates_nothing(journal: Journal) -> None:
    assert journal.paths() == []
    assert journal.latest("reflect") is None
    assert not journal.folder.exists()


def test_two_entries_of_the_same_second_never_share_a_file(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs: Iterator[str] = chain("a" * 16, repeat("b"))
    monkeypatch.setattr(secrets, "choice", lambda _: next(signs))

    first = journal.add(replace(ENTRY, title="First"))
    second = journal.add(replace(ENTRY, title="Second"))

    assert (first.stem[-8:], second.stem[-8:]) == ("aaaaaaaa", "bbbbbbbb")
    assert journal.load(first).title == "First"
    assert journal.load(second).title == "Second"


def test_without_a_free_name_the_disk_refuses_and_the_first_entry_stays(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets, "choice", lambda _: "a")
    first = journal.add(ENTRY)

    with pytest.raises(DiskRefused):
        journal.add(replace(ENTRY, title="Second"))

    assert journal.load(first) == ENTRY


def test_an_exercise_of_any_name_stays_inside_the_journal(journal: Journal) -> None:
    path = journal.add(replace(ENTRY, exercise="../../Über ALLES"))

    assert path.name.startswith("2026-11-21T193000-ber-alles-")
    assert journal.paths() == [path]
    assert journal.latest("../../Über ALLES") is not None


def test_only_the_owner_may_look(journal: Journal) -> None:
    path = journal.add(ENTRY)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for each in (path.parent, path.parent.parent, journal.folder):
        assert stat.S_IMODE(each.stat().st_mode) == 0o700


def test_entries_are_listed_newest_first(full: Journal) -> None:
    listed = [path.name[:21] for path in full.paths()]

    assert listed == [
        "2026-11-21T203000-com",
        "2026-11-21T193000-ref",
        "2026-11-05T193000-cho",
        "2026-11-03T193000-ref",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "2026-11-21T193000-reflect-aaaaaaaa.sync-conflict-20261122-101500-X.toml",
        "2026-11-21T193000-reflect-aaaaaaaa (conflicted copy).toml",
        ".2026-11-21T193000-reflect-aaaaaaaa.toml.99.abcd1234.tmp",
        "2026-11-21T193000-reflect-aaaaaaaa.toml~",
        "notes.toml",
        "2026-11-21T193000-reflect.toml",
    ],
)
def test_files_of_other_names_are_passed_over(full: Journal, name: str) -> None:
    before = full.paths()
    (full.folder / "2026/11" / name).write_text("not ours")
    (full.folder / "2027").write_text("not a folder")
    (full.folder / "commitments.toml").write_text("format = 1\n")

    assert full.paths() == before


def test_every_way_to_name_an_entry_finds_it(full: Journal) -> None:
    compare, reflect, choice, first = full.paths()

    assert full.find() == full.find("last") == full.find("1") == compare
    assert full.find("4") == first
    assert full.find(reflect.stem) == full.find(reflect.name) == reflect
    assert full.find(str(reflect)) == full.find(f"2026/11/{reflect.name}") == reflect
    assert full.find("2026-11-05") == choice
    assert full.find("2026-11-21T20") == full.find(" 2026-11-21T20 ") == compare
    assert full.find(reflect.stem[:-3]) == reflect


@pytest.mark.parametrize("name", ["0", "5", "2027", "", "last-one", "9" * 5000, "*"])
def test_an_unknown_name_is_told_with_the_nearest(full: Journal, name: str) -> None:
    with pytest.raises(NotFound) as told:
        full.find(name)

    assert "The nearest is 2026-11-" in told.value.hint
    assert len(told.value.message) < 100


def test_a_path_in_another_folder_is_not_taken_for_ours(full: Journal) -> None:
    with pytest.raises(NotFound):
        full.find(f"/elsewhere/{full.paths()[0].name}")


def test_a_nearly_right_name_brings_the_right_one(full: Journal) -> None:
    with pytest.raises(NotFound) as told:
        full.find("2026-11-21T193000-refelct")

    assert told.value.hint == f"The nearest is {full.paths()[1].stem}."


def test_a_beginning_of_several_names_lists_at_most_five(journal: Journal) -> None:
    for day in range(1, 8):
        journal.add(on(day))

    with pytest.raises(NotFound) as told:
        journal.find("2026-11")

    assert "can mean 7 of them" in told.value.message
    assert told.value.message.count("T193000-reflect") == 5
    assert "and 2 more" in told.value.message


def test_an_empty_journal_says_how_to_begin(journal: Journal) -> None:
    for name in (None, "last", "2026"):
        with pytest.raises(NotFound) as told:
            journal.find(name)
        assert told.value.message == "Nothing is written yet."
        assert "`leadcoach reflect`" in told.value.hint


def test_the_latest_of_an_exercise_is_its_newest_that_can_be_read(
    full: Journal,
) -> None:
    assert full.latest("reflect") == on(21)
    full.paths()[1].write_text("cut")

    assert full.latest("reflect") == on(3)
    assert full.latest("pause") is None
    assert full.paths()[1].read_text() == "cut"


# Order, in a life with summer time and flights


PARIS = "Europe/Paris"


def at(hour: int, minute: int, offset: int, zone: str = PARIS) -> Entry:
    tz = dt.timezone(dt.timedelta(hours=offset))
    started = dt.datetime(2026, 10, 25, hour, minute, tzinfo=tz)
    return replace(ENTRY, started=started, local_date=started.date(), zone=zone)


def test_the_second_time_round_an_hour_sorts_after_the_first(journal: Journal) -> None:
    times = [at(2, 10, 1), at(1, 50, 2), at(3, 0, 1), at(2, 50, 2), at(2, 5, 2)]
    for entry in times:
        journal.add(entry)

    listed = [path.name[11:].split("-")[0] for path in reversed(journal.paths())]
    assert listed == ["015000", "020500", "025000", "02b1000", "030000"]
    assert [journal.load(path).started for path in reversed(journal.paths())] == sorted(
        entry.started for entry in times
    )


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../../etc/passwd", "UTC"])
def test_a_zone_that_is_not_known_makes_no_mark(journal: Journal, zone: str) -> None:
    assert "T021000-" in journal.add(at(2, 10, 1, zone)).name


def test_an_hour_left_out_in_spring_makes_no_mark(journal: Journal) -> None:
    started = dt.datetime(2026, 3, 29, 2, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    entry = replace(ENTRY, started=started, local_date=started.date())

    assert "T023000-" in journal.add(entry).name


def test_entries_are_ordered_by_your_own_day_whatever_the_files_times(
    journal: Journal,
) -> None:
    """A flight, a clock set back, a copy: the name alone tells when."""
    home = journal.add(replace(ENTRY, local_date=dt.date(2026, 11, 22)))
    away = journal.add(replace(ENTRY, local_date=dt.date(2026, 11, 20)))
    os.utime(home, (0, 0))

    assert journal.paths() == [home, away]


# Ten years of entries


def test_the_newest_entry_is_found_without_looking_into_other_months(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    for month in range(1, 12):
        journal.add(replace(ENTRY, local_date=dt.date(2026, month, 3)))
    looked_into: list[str] = []
    scan = os.scandir

    def scandir(path: Path) -> Any:  # noqa: ANN401 - an iterator that closes
        looked_into.append(Path(path).name)
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)

    assert journal.find("last").name.startswith("2026-11")
    assert journal.find("2").name.startswith("2026-10")
    assert journal.latest("reflect") is not None
    assert set(looked_into) <= {"journal", "2026", "11", "10"}


def test_counting_agrees_with_listing(full: Journal) -> None:
    (full.folder / "2026/11/notes.toml").write_text("not ours")

    assert full.count() == len(full.paths()) == 4
    assert list(full.newest()) == full.paths()


# Exact bytes, under the lock


def test_a_file_is_taken_in_byte_for_byte_and_never_over_another(
    journal: Journal,
) -> None:
    name = "2026-10-25T02b1000-reflect-aaaaaaaa.toml"
    path = journal.add_file(name, b"format = 1\r\n")

    assert path == journal.folder / "2026/10" / name
    assert path.read_bytes() == b"format = 1\r\n"
    with pytest.raises(FileExistsError):
        journal.add_file(name, b"other")
    with pytest.raises(ValueError, match="notes"):
        journal.add_file("notes.toml", b"")
    assert path.read_bytes() == b"format = 1\r\n"


def test_the_lock_is_for_its_owner_and_can_be_taken_twice(journal: Journal) -> None:
    masked = os.umask(0)
    try:
        with journal.writing(), journal.writing():
            journal.add(ENTRY)
    finally:
        os.umask(masked)

    lock = journal.folder / ".lock"
    assert stat.S_IMODE(lock.stat().st_mode) == 0o600
    assert lock.read_bytes() == b""


def test_a_folder_that_cannot_be_written_is_told_in_plain_words(
    journal: Journal,
) -> None:
    journal.folder.mkdir()
    (journal.folder / ".lock").symlink_to(journal.folder / "elsewhere")

    with pytest.raises(DiskRefused, match=r"\.lock could not be written"):
        journal.add(ENTRY)

    assert journal.paths() == []
    assert not (journal.folder / "elsewhere").exists()


@pytest.mark.parametrize("number", [errno.ENOSYS, errno.ENOLCK])
def test_where_no_locks_are_known_entries_are_saved_all_the_same(
    number: int, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def flock(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    fcntl = pytest.importorskip("fcntl")
    monkeypatch.setattr(fcntl, "flock", flock)

    path = journal.add(ENTRY)

    assert journal.load(path) == ENTRY


def test_a_lock_that_is_never_let_go_is_told(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    holding = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(journal.folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holding.stdout is not None
    assert holding.stdout.readline()
    monkeypatch.setattr(folder, "_LONGEST_WAIT", 0.05)

    with pytest.raises(DiskRefused, match="Another leadcoach"):
        journal.add(ENTRY)

    holding.kill()
    holding.communicate()
    assert journal.add(ENTRY).exists()  # a lock dies with who held it


HOLDING = """
import sys, pathlib
from leadcoach.journal import folder
from leadcoach.journal.store import Journal
with Journal(pathlib.Path(sys.argv[1])).writing():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_an_entry_of_megabytes_is_saved_and_read_again(journal: Journal) -> None:
    long = replace(ENTRY, answers=(Answer("a", "long", "?", "some words\n" * 300_000),))

    assert journal.load(journal.add(long)) == long


def test_what_could_not_be_read_again_is_not_written(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "LARGEST", 1000)
    long = replace(ENTRY, answers=(Answer("a", "long", "?", "x" * 1000),))

    with pytest.raises(DiskRefused, match="Nothing was changed"):
        journal.add(long)
    with pytest.raises(DiskRefused):
        journal.add_file("2026-10-25T021000-reflect-aaaaaaaa.toml", b"x" * 1001)

    assert journal.paths() == []
