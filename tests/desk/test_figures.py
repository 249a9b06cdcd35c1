"""How long the desk takes and how much memory, with many people."""

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from tests.desk.cohort import compare, reflect, seven
from tests.pace import slowness

PROBE = """
import re, sys, time
from pathlib import Path
from leadcoach.main import run
began = time.process_time()
try:
    run()
except SystemExit as end:
    assert not end.code
# What the system says of a process counts what began it; this is of its own memory.
used = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]
print(time.process_time() - began, used, file=sys.stderr)
"""


def make_inbox(inbox: Path, people: int, files: int) -> None:
    """Make an inbox of so many files for each of so many people."""
    dice = Random(7)
    for number in range(people):
        folder = inbox / f"person-{number:02}"
        folder.mkdir(parents=True)
        for at in range(files):
            text = (
                compare(at % 10, folder.name, dice),
                reflect(at % 10, folder.name, dice),
                seven(folder.name, dice=dice, bonds=True),
            )[at % 3]
            (folder / f"{at:03}.txt").write_text(f"{text}# {at}\n", "utf-8")


def taken(*argv: str) -> tuple[float, float]:
    """Return the seconds and MB of a command in a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-c", PROBE, *argv],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    seconds, memory = ran.stderr.split()[-2:]
    return float(seconds) / slowness(), int(memory) / 1024


HAS_PROC = Path("/proc/self/status").exists()
pytestmark = pytest.mark.skipif(not HAS_PROC, reason="no /proc to read memory from")


@pytest.mark.slow
def test_an_inbox_of_360_files_is_shown_in_a_breath(tmp_path: Path) -> None:
    make_inbox(tmp_path / "inbox", people=30, files=12)
    for command in ("in", "promises"):
        seconds, memory = taken("desk", command, str(tmp_path / "inbox"))
        assert seconds < 1.5
        assert memory < 80


@pytest.mark.slow
def test_ten_thousand_files_become_lines_for_programs(tmp_path: Path) -> None:
    make_inbox(tmp_path / "inbox", people=50, files=200)
    target = tmp_path / "all.jsonl"

    seconds, memory = taken(
        "desk", "export", str(tmp_path / "inbox"), "--output", str(target)
    )

    assert seconds < 30
    assert memory < 150
    assert target.read_text().count("\n") > 40_000
