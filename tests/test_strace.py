"""What the installed command asks of the system before it says “Saved.” (F4).

strace looks on from outside, and then answers single calls with errors or a kill.
"""

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from leadcoach.journal.store import Journal
from tests.conftest import Run


def is_allowed() -> bool:
    if sys.platform != "linux" or not shutil.which("strace"):
        return False
    command = ["strace", "-o", os.devnull, "true"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not is_allowed(), reason="strace is not here, or not permitted"),
]

CALLS = "write,fsync,fdatasync,link,linkat,rename,renameat,renameat2"
WORDS = "I asked the night shift first."
SAVE = ("reflect", "--no-input", "--no-mirror", f"--answer=best={WORDS}")
INSTALLED = Path(sys.executable).parent / "leadcoach"
COMMAND = (
    [str(INSTALLED)] if INSTALLED.exists() else [sys.executable, "-m", "leadcoach"]
)


@dataclass
class Traced:
    """A run that was looked at: its exit code, what it said, and its calls in order."""

    code: int
    said: str
    calls: list[str]

    def at(self, pattern: str) -> list[int]:
        """Return the places of all calls that fit `pattern`."""
        return [at for at, call in enumerate(self.calls) if re.search(pattern, call)]

    def number_of(self, name: str, pattern: str) -> int:
        """Return which call of that name it is that fits `pattern`, from 1."""
        named = [call for call in self.calls if call.startswith(f"{name}(")]
        [first, *_] = [n for n, call in enumerate(named, 1) if re.search(pattern, call)]
        return first


def traced(home: Path, *inject: str) -> Traced:
    """Save an entry while strace looks on, and injects faults if asked."""
    log = home.parent / "calls"
    faults = [part for each in inject for part in ("-e", f"inject={each}")]
    ran = subprocess.run(
        ["strace", "-f", "-y", "-s", "60", "-o", str(log), "-e", f"trace={CALLS}"]
        + [*faults, *COMMAND, *SAVE, "--answer=struggle=Late."],
        env={
            **os.environ,
            "LEADCOACH_HOME": str(home),
            "PYTHONDONTWRITEBYTECODE": "1",
            "TERM": "dumb",
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    calls = [line.partition(" ")[2].strip() for line in lines]
    return Traced(ran.returncode, " ".join(ran.stderr.split()), calls)


@pytest.fixture
def begun(home: Path, run: Run) -> Path:
    """Give a home in which one entry is saved already, so that the month is there."""
    now = dt.datetime.now().astimezone()
    assert run(*SAVE, "--answer=struggle=Late.", now=now).code == 0
    return home


def words_in(home: Path) -> list[str]:
    journal = Journal(home / "journal")
    return [str(journal.load(path).value("best")) for path in journal.paths()]


ENTRY_FLUSHED = r"^fsync\(\d+<[^>]*-reflect-[a-z0-9]{8}\.toml\.\d+\.[0-9a-f]{8}\.tmp>"
NAMED = r'^(?:link|linkat|rename\w*)\(.*-reflect-[a-z0-9]{8}\.toml", '
FOLDER_FLUSHED = r"^fsync\(\d+<[^>]*/journal/\d{4}/\d\d>"
SAID = r'^write\(2<[^>]*>, "Saved\.'


def test_file_and_folder_are_flushed_before_saved_is_said(begun: Path) -> None:
    seen = traced(begun)

    [file], [folder] = seen.at(ENTRY_FLUSHED), seen.at(FOLDER_FLUSHED)
    named = max(at for at in seen.at(r"-reflect-[a-z0-9]{8}\.toml\"") if at < folder)
    [said] = seen.at(SAID)
    assert seen.code == 0
    assert file < named < folder < said


def test_the_folders_of_a_new_month_are_flushed_before_saved_is_said(
    home: Path,
) -> None:
    seen = traced(home)

    [said] = seen.at(SAID)
    for folder in (r"/journal>", r"/journal/\d{4}>", r"/journal/\d{4}/\d\d>"):
        flushed = seen.at(rf"^fsync\(\d+<[^>]*{folder}")
        assert flushed, folder
        assert flushed[-1] < said


@pytest.mark.parametrize("error", ["EIO", "ENOSPC", "EDQUOT"])
def test_an_error_while_flushing_the_file_is_told_and_nothing_is_half_there(
    error: str, begun: Path
) -> None:
    number = traced(begun).number_of("fsync", ENTRY_FLUSHED)
    before = words_in(begun)

    seen = traced(begun, f"fsync:error={error}:when={number}")

    assert seen.code == 74
    assert "could not be written" in seen.said
    assert "What was there before is unchanged" in seen.said
    assert "Saved" not in seen.said
    assert words_in(begun) == before
    assert not list(begun.rglob("*.tmp"))


@pytest.mark.parametrize("error", ["EIO", "ENOSPC"])
def test_an_error_while_writing_the_file_is_told_and_nothing_is_half_there(
    error: str, begun: Path
) -> None:
    number = traced(begun).number_of("write", r"\.tmp>")
    before = words_in(begun)

    seen = traced(begun, f"write:error={error}:when={number}")

    assert seen.code == 74
    assert "could not be written" in seen.said
    assert words_in(begun) == before
    assert not list(begun.rglob("*.tmp"))


def test_an_error_while_flushing_the_folder_is_told_as_not_confirmed(
    begun: Path,
) -> None:
    """The words are there; to call them lost would be as wrong as to call them safe."""
    number = traced(begun).number_of("fsync", FOLDER_FLUSHED)
    before = words_in(begun)

    seen = traced(begun, f"fsync:error=EIO:when={number}")

    assert seen.code == 74
    assert "but the disk did not confirm" in seen.said
    assert "Saved." not in seen.said
    assert len(words_in(begun)) == len(before) + 1


def test_a_name_that_cannot_be_given_is_told(begun: Path) -> None:
    """Neither by a link nor by a new name: the disk refuses both."""
    before = words_in(begun)
    errors = [f"{name}:error=EIO" for name in ("link,linkat", "rename,renameat2")]

    seen = traced(begun, *errors)

    assert seen.code == 74
    assert "Saved" not in seen.said
    assert words_in(begun) == before


@pytest.mark.parametrize(
    ("call", "pattern"),
    [("write", r"\.tmp>"), ("fsync", ENTRY_FLUSHED), ("fsync", FOLDER_FLUSHED)],
    ids=["writing", "flushing the file", "flushing the folder"],
)
def test_a_kill_at_a_call_leaves_the_journal_whole(
    call: str, pattern: str, begun: Path
) -> None:
    number = traced(begun).number_of(call, pattern)
    before = words_in(begun)

    seen = traced(begun, f"{call}:signal=KILL:when={number}")

    assert seen.code in {-9, 137}
    assert "Saved" not in seen.said
    assert words_in(begun) in (before, [WORDS, *before])
    assert traced(begun).code == 0
