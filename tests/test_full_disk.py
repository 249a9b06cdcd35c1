"""A disk that is full or may not be written, and files that cannot be read (F5, F8).

Each is met through commands, as somebody meets it: what was there stays whole, what
was given is told of in plain words, and no command falls over.
"""

import os
import resource
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from tests.journal.seeding import name, put, text, well

FULL = Path("/dev/full")
SAVE = ("reflect", "--no-input", "--no-mirror", "--answer", "best=" + "My words. " * 9)
STRUGGLE = ("--answer", "struggle=At night.")
LONG = "struggle=" + "I wrote much that night. " * 4000


def started(
    home: Path,
    *argv: str,
    before: Callable[[], None] | None = None,
    stdout: int | IO[bytes] = subprocess.PIPE,
) -> "subprocess.CompletedProcess[bytes]":
    """Run the program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "leadcoach", *argv],
        env={**os.environ, "LEADCOACH_HOME": str(home), "TERM": "dumb"},
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
        preexec_fn=before,
        timeout=60,
    )


def files_in(home: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(home)): path.read_bytes()
        for path in home.rglob("*")
        if path.is_file() and path.stat().st_size
    }


def said(ran: "subprocess.CompletedProcess[bytes]") -> str:
    return " ".join(ran.stderr.decode().split())


# Full


def no_file_over(size: int) -> Callable[[], None]:
    def limit() -> None:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def test_what_does_not_fit_is_not_half_saved_and_is_told(home: Path) -> None:
    """A limit to the size of files: the disk takes a part, then refuses."""
    well(home)
    before = files_in(home)

    ran = started(home, *SAVE, "--answer", LONG, before=no_file_over(20_000))

    assert ran.returncode == 74
    assert "could not be written: File too large" in said(ran)
    assert "What was there before is unchanged" in said(ran)
    assert "I wrote much" not in said(ran)
    assert "Saved" not in said(ran)
    assert files_in(home) == before


def can_mount() -> bool:
    if not shutil.which("unshare"):
        return False
    command = ["unshare", "-Urm", "true"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


ON_A_SMALL_DISK = """
set -e
mount -t tmpfs -o size=256k,mode=0700 none "$LEADCOACH_HOME"
"$@" --answer struggle=short >/dev/null
ls -R "$LEADCOACH_HOME" > "$LEADCOACH_HOME/../before"
dd if=/dev/zero of="$LEADCOACH_HOME/filler" bs=1k 2>/dev/null || true
set +e
"$@" --answer "$LONG" >/dev/null
echo $? > "$LEADCOACH_HOME/../code"
rm "$LEADCOACH_HOME/filler"
ls -R "$LEADCOACH_HOME" > "$LEADCOACH_HOME/../after"
"$@" --answer struggle=again >/dev/null
echo $? > "$LEADCOACH_HOME/../again"
"""


@pytest.mark.slow
@pytest.mark.skipif(not can_mount(), reason="no file system can be mounted here")
def test_a_full_disk_leaves_what_was_there_and_saves_again_once_there_is_room(
    home: Path,
) -> None:
    home.mkdir(parents=True)
    command = [sys.executable, "-m", "leadcoach", *SAVE]
    ran = subprocess.run(
        ["unshare", "-Urm", "sh", "-c", ON_A_SMALL_DISK, "sh", *command],
        env={**os.environ, "LEADCOACH_HOME": str(home), "LONG": LONG, "TERM": "dumb"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    told = {
        name: (home.parent / name).read_text()
        for name in ("before", "after", "code", "again")
    }

    assert "No space left on device" in said(ran)
    assert told["code"] == "74\n"
    assert told["after"] == told["before"]
    assert told["again"] == "0\n"


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    "command",
    [
        "journal list",
        *(
            pytest.param(each, marks=pytest.mark.slow)
            for each in ("journal show", "journal search night", "doctor", "help keys")
        ),
    ],
)
def test_a_full_disk_behind_the_output_is_told_in_plain_words(
    home: Path, command: str
) -> None:
    well(home)
    with FULL.open("wb") as full:
        ran = started(home, *command.split(), stdout=full)

    assert ran.returncode == 74
    assert "The output could not be written: No space left on device." in said(ran)
    assert "Traceback" not in said(ran)


# Files that cannot be read, and folders that may not be written


def make_directory(path: Path) -> None:
    path.mkdir()


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_link(path: Path) -> None:
    put(path.parents[3] / "elsewhere.toml", text(9))
    path.symlink_to(path.parents[3] / "elsewhere.toml")


def bytes_that(content: bytes) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        put(path, content)

    return make


LATIN = text(9).decode().encode("latin-1")
BROKEN: dict[str, Callable[[Path], None]] = {
    "nothing in it": bytes_that(b""),
    "zeros": bytes_that(b"\0" * 4096),
    "cut": bytes_that(text(9)[:300]),
    "Latin-1": bytes_that(LATIN),
    "a folder": make_directory,
    "a link": make_link,
    "a pipe": make_pipe,
}
WHOLE: dict[str, Callable[[Path], None]] = {
    "a byte order mark": bytes_that(b"\xef\xbb\xbf" + text(9)),
    "Windows line ends": bytes_that(text(9).replace(b"\n", b"\r\n")),
}
COMMANDS = {
    "list": ("journal", "list"),
    "show": ("journal", "show", "2026-11-01"),
    "search": ("journal", "search", "kingfisher"),
    "export": ("journal", "export", "--format", "folder", "--output", "out"),
    "add": (*SAVE, *STRUGGLE),
    "doctor": ("doctor",),
}


def as_it_was(path: Path) -> tuple[object, ...]:
    status = path.lstat()
    content = path.read_bytes() if stat.S_ISREG(status.st_mode) else b""
    return (stat.S_IFMT(status.st_mode), content)


@pytest.mark.parametrize("broken", BROKEN)
def test_one_file_that_cannot_be_read_stops_nothing_and_stays_as_it_is(
    broken: str, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are listed, shown, found and taken out; and one can be added.

    Exit codes say where one entry did not come along.
    """
    well(home)
    path = home / "journal/2026/11" / name(9, "aaaaaaaa")
    BROKEN[broken](path)
    before = as_it_was(path)
    monkeypatch.chdir(tmp_path)

    codes = {}
    for called, command in COMMANDS.items():
        ran = inside(home, *command)
        codes[called] = ran
        assert as_it_was(path) == before, called

    wrong = {"doctor": 1, "list": 4, "search": 4, "export": 4}
    assert codes == dict.fromkeys(COMMANDS, 0) | wrong
    assert len(list((home / "journal").glob("*/*/*.toml"))) == 5


@pytest.mark.parametrize("whole", WHOLE)
def test_what_an_editor_of_windows_saved_is_read_like_any_other(
    whole: str, home: Path
) -> None:
    path = home / "journal/2026/11" / name(9, "aaaaaaaa")
    WHOLE[whole](path)

    assert inside(home, "journal", "show") == 0
    assert inside(home, "journal", "search", "kingfisher") == 0
    assert inside(home, "doctor") == 0


def inside(home: Path, *argv: str) -> int:
    """Run the program in this process; return its exit code."""
    import io

    from leadcoach.cli.context import Surroundings
    from leadcoach.main import main

    environ = {"LEADCOACH_HOME": str(home), "TERM": "xterm", "COLUMNS": "80"}
    around = Surroundings(io.StringIO(), io.StringIO(), io.StringIO(), environ)
    code = int(main(argv, around))
    assert code != 70, around.stderr
    return code


def with_no_special_rights(*command: str) -> tuple[str, ...]:
    """Return a command line that may open no more than the modes of files allow."""
    if os.geteuid() != 0:
        return command
    less = "--bounding-set=-dac_override,-dac_read_search"
    return ("setpriv", less, *command)


needs_modes = pytest.mark.skipif(
    os.geteuid() == 0 and not shutil.which("setpriv"),
    reason="nothing is forbidden to root, and there is no setpriv",
)


def forbidden(home: Path, *argv: str) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-m", "leadcoach", *argv]
    return subprocess.run(
        with_no_special_rights(*command),
        env={**os.environ, "LEADCOACH_HOME": str(home), "TERM": "dumb"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
    )


@needs_modes
def test_a_folder_that_may_not_be_written_is_told_and_stays_as_it_is(
    home: Path,
) -> None:
    well(home)
    for path in [home, *home.rglob("*")]:
        path.chmod(0o500 if path.is_dir() else 0o400)
    before = files_in(home)

    adding = forbidden(home, *SAVE, *STRUGGLE)
    listing = forbidden(home, "journal", "list")
    for path in [home, *home.rglob("*")]:
        path.chmod(0o700 if path.is_dir() else 0o600)

    assert adding.returncode == 74, adding.stderr
    assert "Permission denied" in said(adding)
    assert "Saved" not in said(adding)
    assert listing.returncode == 0, listing.stderr
    assert files_in(home) == before


@pytest.mark.slow
@needs_modes
def test_a_file_that_may_not_be_opened_stops_nothing_and_the_doctor_names_it(
    home: Path,
) -> None:
    well(home)
    path = put(home / "journal/2026/11" / name(9, "aaaaaaaa"), text(9), 0o000)

    found = forbidden(home, "journal", "search", "kingfisher")
    doctor = forbidden(home, "doctor")

    assert found.returncode == 4, found.stderr
    assert doctor.returncode == 1, doctor.stderr
    assert "Files that cannot be opened (1)" in doctor.stdout.decode()
    assert path.name in doctor.stdout.decode()
