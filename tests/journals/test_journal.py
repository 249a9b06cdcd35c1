"""The journal keeps every entry in a file of its own, and finds it by any part of it."""

import datetime as dt
import secrets
import stat
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, repeat
from pathlib import Path

import pytest

from leadcoach.domain.entry import Entry
from leadcoach.errors import DiskRefused, NotFound
from leadcoach.journals.journal import Journal

STARTED = dt.datetime(2026, 11, 21, 19, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
ENTRY = Entry(
    exercise="reflect",
    version="1.0.0",
    title="A first look",
    sha256="25b0",
    language="en",
    started=STARTED,
    finished=STARTED,
    zone="Europe/Paris",
    local_date=STARTED.date(),
)


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
    for folder in (path.parent, path.parent.parent, journal.folder):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


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
