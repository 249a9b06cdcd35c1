"""Files made to hang or to fill the memory are refused within three seconds (F15).

Each run has three seconds of the processor and 300 megabytes, and no more.
"""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journal.seeding import name, well
from tests.journal.test_importing import hostile_files

SECONDS, MEGABYTES = 3, 300
DEEP_TOML = {
    "brackets": b"x = " + b"[" * 500_000,
    "one key of many parts": b"a." * 400_000 + b"a = 1",
    "a header of many parts": b"[" + b"a." * 400_000 + b"a]",
    "braces": b"x = " + b"{a = " * 200_000,
    "quoted keys": b'"a".' * 200_000 + b"a = 1",
    "a huge number": b"format = " + b"9" * 900_000,
    "a string without end": b'a = """' + b'\\"""' * 300_000,
    "many tables": b"[[answer]]\n" * 90_000,
}


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20, MEGABYTES << 20))


def ran(home: Path, *argv: str) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(
        [sys.executable, "-m", "leadcoach", *argv],
        env={**os.environ, "LEADCOACH_HOME": str(home), "TERM": "dumb"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        preexec_fn=limited,
        timeout=60,
    )
    assert done.returncode in {0, 1, 3, 4}, (argv, done.returncode, done.stderr[-300:])
    assert "Traceback" not in done.stderr
    return done


def test_a_folder_of_hostile_files_is_looked_through_in_time(
    home: Path, tmp_path: Path
) -> None:
    given = tmp_path / "given"
    given.mkdir()
    for called, content in hostile_files(given).items():
        if len(content) < 1_000_000:
            (given / called).write_bytes(content)

    ran(home, "journal", "import", str(given), "--dry-run")

    assert not list(home.glob("journal/*/*/*"))


@pytest.mark.slow
@pytest.mark.parametrize("bomb", [*hostile_files(Path())])
def test_one_hostile_file_is_refused_in_time(
    bomb: str, home: Path, tmp_path: Path
) -> None:
    (tmp_path / bomb).write_bytes(hostile_files(Path())[bomb])

    ran(home, "journal", "import", str(tmp_path / bomb), "--dry-run")

    assert not list(home.glob("journal/*/*/*"))


@pytest.mark.parametrize(
    "bomb",
    [
        each if "key of" in each else pytest.param(each, marks=pytest.mark.slow)
        for each in DEEP_TOML
    ],
)
def test_a_bomb_under_the_name_of_an_entry_stops_no_command(
    bomb: str, home: Path
) -> None:
    """It may have come through a sync program; the doctor names it."""
    well(home)
    path = home / "journal/2026/11" / name(9, "aaaaaaaa")
    path.write_bytes(DEEP_TOML[bomb])
    path.chmod(0o600)

    told = ran(home, "doctor")

    assert told.returncode == 1
    assert path.name in told.stdout
    assert path.read_bytes() == DEEP_TOML[bomb]


@pytest.mark.slow
@pytest.mark.parametrize("bomb", DEEP_TOML)
def test_a_bomb_among_entries_is_passed_over_by_all_who_look(
    bomb: str, home: Path
) -> None:
    well(home)
    path = home / "journal/2026/11" / name(9, "aaaaaaaa")
    path.write_bytes(DEEP_TOML[bomb])

    for command in (
        ("journal", "search", "kingfisher"),
        ("journal", "list", "--tag", "budget"),
        ("journal", "show", "2026-11-01"),
        ("commitment", "list"),
    ):
        ran(home, *command)
    assert ran(home, "journal", "show", "2026-11-09").returncode == 4
