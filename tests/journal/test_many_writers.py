"""Several leadcoach at once, and some that are killed: nothing that was saved is lost.

The programs here are other processes that save through the journal, as commands do.
"""

import json
import random
import signal
import subprocess
import sys
import time
from itertools import chain
from pathlib import Path

import pytest

from leadcoach.journal.store import Journal
from tests.conftest import Run
from tests.journal.small import commitments_in

WRITERS, SAVES = 8, 200
KILLS = 200
AT_ONCE = 3
SAVING = """
import datetime as dt, sys
from leadcoach.domain.entry import Answer, Commitment, Entry
from leadcoach.journal.store import Journal
folder, who, saves = sys.argv[1], sys.argv[2], int(sys.argv[3])
at = dt.datetime(2026, 11, 21, 19, 30, tzinfo=dt.UTC)
from pathlib import Path
journal = Journal(Path(folder))
for number in range(saves):
    words = f"{who} {number} " + "and so on " * 30
    entry = Entry(
        exercise="reflect", version="1.0.0", title="T", sha256="0", language="en",
        started=at, finished=at, zone="UTC", local_date=at.date(),
        answers=(Answer("best", "long", "When?", words),),
        commitments=(Commitment(f"{who} {number}"),),
    )
    path = journal.add(entry)
    print(path.name, flush=True)
"""
MARKING = """
import datetime as dt, sys, time
from contextlib import nullcontext
from pathlib import Path
from leadcoach import disk
from leadcoach.journal.commitments import Outcomes
from leadcoach.journal.store import Journal
folder, locked, *names = sys.argv[1:]
if locked == "no":
    Journal.writing = lambda journal: nullcontext()
at_once = disk.atomic_write
def slowly(path, content):  # as on a slow disk
    time.sleep(0.01)
    at_once(path, content)
disk.atomic_write = slowly
outcomes = Outcomes(Journal(Path(folder)))
print("ready", flush=True)
sys.stdin.readline()
for name in names:
    outcomes.put([{"name": name, "state": "done", "on": dt.date(2026, 11, 30)}])
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a journal."""
    return tmp_path / "journal"


def begun(script: str, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def written_by(folder: Path, writers: int, saves: int) -> list[str]:
    """Let so many processes save at the same time; return the words that are there."""
    running = [
        begun(SAVING, str(folder), f"writer{who}", str(saves)) for who in range(writers)
    ]
    said = [each.communicate(timeout=300)[0].split() for each in running]
    assert [each.returncode for each in running] == [0] * writers
    journal = Journal(folder)
    paths = journal.paths()
    assert sorted(path.name for path in paths) == sorted(chain(*said))
    assert not list(folder.rglob("*.tmp"))
    return [str(journal.load(path).value("best")) for path in paths]


def test_three_programs_that_save_at_once_lose_nothing(folder: Path) -> None:
    found = written_by(folder, 3, 15)

    assert len({tuple(words.split()[:2]) for words in found}) == 3 * 15


@pytest.mark.slow
def test_eight_programs_that_save_two_hundred_entries_each_lose_none(
    folder: Path,
) -> None:
    found = written_by(folder, WRITERS, SAVES)

    assert len({tuple(words.split()[:2]) for words in found}) == WRITERS * SAVES


def done_by(folder: Path, writers: int, each: int, *, locked: bool) -> int:
    """Let so many processes mark commitments as done at once; return how many are."""
    written_by(folder, 1, writers * each)
    names = [kept.name for kept in commitments_in(Journal(folder)).open()]
    running = [
        begun(MARKING, str(folder), "yes" if locked else "no", *names[who::writers])
        for who in range(writers)
    ]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in running:  # all at once
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in running:
        process.communicate(timeout=300)
    assert [process.returncode for process in running] == [0] * writers
    open_ones = commitments_in(Journal(folder)).open()
    return writers * each - len(open_ones)


def test_programs_that_change_the_same_file_wait_for_each_other(folder: Path) -> None:
    assert done_by(folder, 3, 8, locked=True) == 3 * 8


def test_without_the_lock_changes_would_be_lost(folder: Path) -> None:
    """The test above notices when the lock is taken out."""
    assert done_by(folder, 3, 8, locked=False) < 3 * 8


def lost_by_a_kill(folder: Path, number: int) -> set[str]:
    """Kill a program that saves, at a random moment; return what it called saved in vain."""
    chance = random.Random(number)
    with begun(SAVING, str(folder), f"writer{number}", "100000") as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(chance.uniform(0, 0.06))
        process.send_signal(signal.SIGKILL)
        saved = [first, *process.stdout.read().splitlines(keepends=True)]
    # A name without its line end was cut off while it was said.
    names = {line.strip() for line in saved if line.endswith("\n")}
    journal = Journal(folder)
    there = {path.name: path for path in journal.paths()}
    assert names
    for path in there.values():  # also the one that nobody was told of is whole
        words = str(journal.load(path).value("best"))
        assert words == " ".join(words.split()[:2]) + " " + "and so on " * 30
    return names - set(there)


def test_a_kill_at_a_random_moment_loses_nothing_that_was_called_saved(
    folder: Path,
) -> None:
    assert lost_by_a_kill(folder, 0) == set()


@pytest.mark.slow
def test_two_hundred_kills_lose_nothing_that_was_called_saved(folder: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(AT_ONCE) as together:
        lost = together.map(lambda n: lost_by_a_kill(folder / str(n), n), range(KILLS))
        assert set().union(*lost) == set()


@pytest.mark.slow
def test_a_kill_leaves_no_lock_behind(folder: Path) -> None:
    """Whoever comes after a killed program can save at once."""
    assert lost_by_a_kill(folder, 1) == set()

    began = time.monotonic()
    found = written_by(folder / "another", 1, 1)
    process = begun(SAVING, str(folder), "after", "1")
    process.communicate(timeout=30)

    assert process.returncode == 0
    assert len(found) == 1
    assert time.monotonic() - began < 20


def test_what_is_counted_here_is_what_a_person_sees(home: Path, run: Run) -> None:
    """`leadcoach journal list` shows the entries that the processes wrote."""
    written_by(home / "journal", 1, 2)

    assert json.loads(run("journal", "list", "--json").out)["total"] == 2
