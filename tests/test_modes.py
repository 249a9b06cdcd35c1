"""Whatever is created is for its owner only, also when nothing is masked (F12)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.answers import BEST, STRUGGLE
from tests.conftest import Run

ANSWERS = (f"--answer=best={BEST}", f"--answer=struggle={STRUGGLE}")
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("reflect", "--no-input", *ANSWERS, "--answer=commit=ask Ana"),
    ("reflect", "--no-input", "--no-mirror", *ANSWERS),
    ("commitment", "done", "1"),
    ("settings", "set", "plain", "yes"),
    ("exercise", "new", "mine", "--purpose", "To see.", "--closing", "step"),
    ("exercise", "list"),
    ("journal", "show", "--output", "shown.txt"),
    ("journal", "list", "--format", "html", "--output", "listed.html"),
    ("journal", "export", "--format", "folder", "--output", "taken"),
    ("journal", "export", "--format", "jsonl", "--output", "taken.jsonl"),
    ("journal", "export", "--format", "html", "--output", "taken.html"),
    ("journal", "export", "--format", "markdown", "--output", "taken-as-text"),
    ("journal", "import", "taken", "--yes"),
    ("journal", "edit", "2", "--answer", "best=Otherwise."),
    ("journal", "remove", "2", "--yes"),
    ("journal", "undo"),
    ("doctor", "--repair"),
)


def assert_private(*folders: Path) -> None:
    created = [path for folder in folders for path in folder.rglob("*")]
    assert len(created) > 20
    assert [str(path) for path in created if path.lstat().st_mode & 0o077] == []


def test_no_command_creates_what_others_can_open(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Folders, entries, settings, exports: mode & 077 is 0, with nothing masked."""
    cwd = tmp_path / "work"
    cwd.mkdir(mode=0o700)
    monkeypatch.chdir(cwd)
    before = os.umask(0)
    try:
        failed = [each for each in COMMANDS if run(*each).code]
    finally:
        os.umask(before)

    assert failed == []
    assert_private(home, cwd)


@pytest.mark.slow
def test_no_program_creates_what_others_can_open(home: Path, tmp_path: Path) -> None:
    """The same, each command as a program of its own."""
    cwd = tmp_path / "work"
    cwd.mkdir(mode=0o700)
    for command in COMMANDS:
        ran = subprocess.run(
            [sys.executable, "-c", UNMASKED, *command],
            cwd=cwd,
            env={**os.environ, "LEADCOACH_HOME": str(home), "TERM": "dumb"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        assert ran.returncode == 0, (command, ran.stderr)
    assert_private(home, cwd)


UNMASKED = """
import os, sys
os.umask(0)
from leadcoach.main import run
sys.argv[0] = "leadcoach"
run()
"""


@pytest.mark.parametrize("mask", [0o000, 0o022])
def test_a_writer_that_is_no_command_creates_private_files_too(
    mask: int, home: Path
) -> None:
    """Without the umask that the command line sets, each write is still private."""
    from leadcoach.journal.store import Journal
    from tests.journal.seeding import entry

    before = os.umask(mask)
    try:
        Journal(home / "journal").add(entry(1))
    finally:
        os.umask(before)

    assert {oct(path.stat().st_mode & 0o077) for path in home.rglob("*")} == {"0o0"}
