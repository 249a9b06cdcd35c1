"""What --output names is opened in one way by every command, and nothing is lost by it."""

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from leadcoach.cli.app import app
from leadcoach.errors import ExitCode
from leadcoach.paths import places
from tests.conftest import Run, runs_in

SIT = ("--no-input",)
COMMANDS: dict[str, tuple[str, ...]] = {
    "reflect": (
        *SIT,
        "--answer=best=I asked.",
        "--answer=struggle=I wait.",
        "--no-mirror",
    ),
    "compare": (*SIT, "--answer=situation=I moved it."),
    "resume": (),
    "jot": ("list",),
    "ask": (),
    "read": ("text.txt",),
    "prompt": (),
    "paste": (),
    "journal list": (),
    "journal show": (),
    "journal search": ("asked",),
    "journal tags": (),
    "journal restore": (),
    "journal calendar": (),
    "journal on-this-day": (),
    "journal export": ("--format", "markdown"),
    "commitment list": (),
    "commitment show": ("1",),
    "commitment change": ("1", "--to", "ask first"),
    "remind": (),
    "exercise list": (),
    "exercise show": ("reflect",),
    "exercise check": (),
    "exercise form": ("compare",),
    "exercise preview": ("reflect",),
    "exercise test": ("reflect", "--walks", "1"),
    "lens list": (),
    "lens show": ("follett",),
    "glossary": (),
    "settings show": (),
    "summary": (),
    "doctor": (),
    "course check": ("shared-power",),
    "course start": ("carrying-less",),
    "course show": (),
    "course next": (
        *(*SIT, "--answer=best=I asked."),
        *("--answer=struggle=I wait.", "--course=shared-power"),
    ),
    "course calendar": ("--course=shared-power",),
    "course forms": ("shared-power", "--week=2"),
    "share": ("--take", "reflect.best,commitments", "--yes"),
    "desk in": ("inbox",),
    "desk ask": ("inbox", "seven.where"),
    "desk group": ("inbox", "seven.rate"),
    "desk promises": ("inbox",),
    "desk page": ("inbox", "ana"),
    "desk export": ("inbox",),
}
"""every command that has --output, and what else it needs"""
NO_FILE = {"resume", "paste", "course forms"}
"""those that need somebody to type before they write anything, or write a folder"""


def test_every_command_that_writes_to_a_file_is_walked_here() -> None:
    tree: Any = get_command(app)
    writing = [
        " ".join(path)
        for path, command in tree.all_below()
        if any("--output" in each.opts for each in command.params)
    ]

    assert sorted(writing) == sorted(COMMANDS)


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with an entry, a commitment that is done, and a setting."""
    home = tmp_path_factory.mktemp("lived-in") / "home"
    run = runs_in(home)
    sat = run(
        *("reflect", *COMMANDS["reflect"][:-2], "--answer=best=I asked Ama."),
        *("--answer=struggle=I wait.", "--no-mirror", "--answer=commit=ask"),
    )
    assert sat.code == 0, sat.err
    assert run("commitment", "partly", "1").code == 0
    assert run("settings", "set", "plain", "yes").code == 0
    assert run("course", "start", "shared-power").code == 0
    return home


@pytest.fixture
def cwd(
    tmp_path: Path, lived_in: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    shutil.copytree(lived_in, home)
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "text.txt").write_text("I asked Ama. I said no to the others. I waited.")
    for name in ("ana", "ben", "chiara", "dov", "elif"):
        (folder / "inbox" / name).mkdir(parents=True)
        handed_in = f"# {name}\nrate = {{ own = 3 }}\n"
        (folder / "inbox" / name / "seven.toml").write_text(handed_in)
    return folder


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mode)
        for path in folder.rglob("*")
        if path.is_file() and path.name not in (".lock", "exercises.json")
    }


def called(run: Run, command: str, *options: str) -> int:
    return run(*command.split(), *COMMANDS[command], *options).code


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_is_there_is_not_written_over(
    run: Run, cwd: Path, home: Path, command: str
) -> None:
    (cwd / "mine.txt").write_text("mine")
    (cwd / "mine.txt").chmod(0o640)
    (cwd / "link.txt").symlink_to("mine.txt")
    before, there = state(cwd), state(home)

    for name in ("mine.txt", "link.txt", "./../here/mine.txt"):
        assert called(run, command, "--output", name) == ExitCode.USAGE

    assert (state(cwd), state(home)) == (before, there)
    assert (cwd / "link.txt").is_symlink()


@pytest.mark.parametrize("command", sorted({*COMMANDS} - NO_FILE))
def test_it_is_written_over_when_that_is_asked_for(
    run: Run, cwd: Path, command: str
) -> None:
    (cwd / "mine.txt").write_text("mine")
    (cwd / "mine.txt").chmod(0o640)
    (cwd / "link.txt").symlink_to("mine.txt")

    called(run, command, "--output", "link.txt", "--force")

    assert (cwd / "mine.txt").stat().st_mode & 0o777 == 0o640

    assert (cwd / "link.txt").is_symlink()
    assert len((cwd / "mine.txt").read_text()) > 10


@pytest.mark.parametrize("command", COMMANDS)
def test_no_file_of_leadcoachs_own_is_written_over_by_any_way(
    run: Run, cwd: Path, home: Path, command: str
) -> None:
    own = places({"LEADCOACH_HOME": str(home)})
    entry = next(own.journal.rglob("*.toml"))
    (cwd / "to-journal").symlink_to(own.journal)
    (cwd / "to-entry.txt").symlink_to(entry)
    (cwd / "to-nothing.txt").symlink_to(own.trash / "new.txt")
    before = state(home)
    targets = [
        *(place / "new.txt" for place in own[:-1]),
        own.repaired / "new.txt",
        own.settings,
        entry,
        own.journal / "commitments.toml",
        cwd / "to-journal" / "2027" / "new.txt",
        cwd / "to-entry.txt",
        cwd / "to-nothing.txt",
        own.journal / ".." / "journal" / "new.txt",
    ]

    for target in targets:
        for force in ((), ("--force",)):
            code = called(run, command, "--output", str(target), *force)
            assert code == ExitCode.USAGE, target

    assert state(home) == before


@pytest.mark.parametrize("command", sorted({*COMMANDS} - NO_FILE))
def test_a_dash_and_the_name_of_standard_output_print_it(
    run: Run, cwd: Path, command: str
) -> None:
    printed = run(*command.split(), *COMMANDS[command], "--output", "-")
    same = run(*command.split(), *COMMANDS[command], "--output", "/dev/stdout")

    assert printed.out
    is_once = command == "course next"  # nothing of the week is open any more
    assert printed.code == same.code or is_once
    assert len(same.out) == len(printed.out) or command in (
        *("reflect", "compare", "commitment change", "course next"),
    )
    assert not (cwd / "-").exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_and_a_name_that_is_empty_are_refused(
    run: Run, cwd: Path, command: str
) -> None:
    before = state(cwd)

    for name in ("", "  ") if command == "course forms" else (".", "", "  "):
        assert called(run, command, "--output", name) == ExitCode.USAGE

    assert state(cwd) == before


def test_a_place_that_cannot_be_is_told_before_the_first_question(
    run: Run, cwd: Path, home: Path
) -> None:
    (cwd / "loop").symlink_to("loop")
    before = state(home)

    ran = run("reflect", *COMMANDS["reflect"], "--output", "loop")

    assert ran.code == ExitCode.USAGE
    assert state(home) == before


def test_an_option_that_would_do_nothing_is_refused(run: Run, cwd: Path) -> None:
    assert run("journal", "remove", "1", "--yes").code == 0

    ran = run("journal", "restore", "1", "--output", "out.txt")

    assert ran.code == ExitCode.USAGE
    assert not (cwd / "out.txt").exists()
    assert run("journal", "restore", "1").code == 0


def test_the_message_says_what_to_do(run: Run, cwd: Path) -> None:
    (cwd / "mine.txt").write_text("mine")

    ran = run("journal", "list", "--output", "mine.txt")

    assert ran.err == (
        "mine.txt is there already.\n"
        "Give another name, or write over it with --force. Nothing was written.\n"
    )


def test_a_folder_of_an_export_is_never_mixed_with_what_is_there(
    run: Run, cwd: Path
) -> None:
    (cwd / "folder").mkdir()
    (cwd / "folder" / "mine").write_text("mine")

    for force in ((), ("--force",)):
        ran = run("journal", "export", "--output", "folder", *force)
        assert ran.code == ExitCode.USAGE
    assert [each.name for each in (cwd / "folder").iterdir()] == ["mine"]


def test_a_pipe_gets_it_and_stays_a_pipe(run: Run, cwd: Path) -> None:
    os.mkfifo(cwd / "pipe")
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append((cwd / "pipe").read_text()))
    reader.start()

    ran = run("journal", "list", "--output", "pipe")
    reader.join(10)

    assert ran.code == 0
    assert "I asked Ama" in got[0] or "reflect" in got[0]
    assert (cwd / "pipe").is_fifo()


@pytest.mark.parametrize(
    "line",
    [
        "$L journal list --output /dev/stdout > out",
        "$L journal list --output - > out",
        "$L journal list --output /dev/stdout | cat > out",
        "$L journal list --output /dev/fd/3 3> out",
        "$L journal list --output /dev/fd/3 3>&1 > /dev/null | cat > out",
        "$L journal export --format markdown --output /dev/stdout > out",
    ],
)
def test_redirections_of_a_shell_get_it_whole(cwd: Path, home: Path, line: str) -> None:
    command = f"{sys.executable} -m leadcoach"
    environ = {**os.environ, "LEADCOACH_HOME": str(home), "L": command}
    (cwd / "out").write_text("")

    subprocess.run(["sh", "-c", line], check=True, env=environ, cwd=cwd)

    assert "2026" in (cwd / "out").read_text()


def test_standard_output_that_appends_to_a_file_keeps_what_was_in_it(
    cwd: Path, home: Path
) -> None:
    command = f"{sys.executable} -m leadcoach"
    environ = {**os.environ, "LEADCOACH_HOME": str(home), "L": command}
    (cwd / "out").write_text("mine\n")

    line = "$L journal list --output /dev/stdout >> out"
    subprocess.run(["sh", "-c", line], check=True, env=environ, cwd=cwd)

    assert (cwd / "out").read_text().startswith("mine\n")
    assert len((cwd / "out").read_text()) > 20


def test_a_filter_with_nothing_after_it_does_not_mean_everything(
    run: Run, cwd: Path
) -> None:
    for name in ("on", "since", "until", "exercise", "tag", "person"):
        for command in (("journal", "list"), ("journal", "export", "--output", "out")):
            ran = run(*command, f"--{name}", "")
            assert ran.code == ExitCode.USAGE
            assert f"--{name}" in ran.err
    assert not (cwd / "out").exists()
