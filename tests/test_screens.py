"""Every command on every kind of screen: nothing too wide, no escape code in a pipe."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import wcwidth

from tests.answers import BEST, STRUGGLE, answers_file
from tests.conftest import Run

COMMANDS: tuple[tuple[str, ...], ...] = (
    (),
    ("--help",),
    ("reflect", "--help"),
    ("journal", "list"),
    ("journal", "list", "--tag", "budget"),
    ("journal", "show"),
    ("journal", "show", "--question", "best"),
    ("journal", "search", "the"),
    ("journal", "tags"),
    ("journal", "restore"),
    ("journal", "undo"),
    ("doctor",),
    ("commitment", "list"),
    ("exercise", "list"),
    ("exercise", "show", "compare"),
    ("settings", "show"),
    ("help",),
    ("help", "privacy"),
    ("help", "exit-codes"),
    ("help", "finding"),
    ("reflect", "--no-input", "--answers", "-"),
    ("reflct",),
    ("reflect", "--no-input"),
    ("journal", "show", "nothing-of-that-name"),
)

SCREENS: dict[str, dict[str, str]] = {
    "20 columns": {"COLUMNS": "20"},
    "40 columns": {"COLUMNS": "40"},
    "80 columns": {"COLUMNS": "80"},
    "200 columns": {"COLUMNS": "200"},
    "COLUMNS=0": {"COLUMNS": "0"},
    "no colour": {"NO_COLOR": "1"},
    "forced colour 0": {"FORCE_COLOR": "0"},
    "CLICOLOR=0": {"CLICOLOR": "0"},
    "dumb": {"TERM": "dumb", "COLUMNS": "40"},
    "plain": {"LEADCOACH_PLAIN": "1", "COLUMNS": "40"},
}

STDIN = (
    answers_file(
        best=BEST
        + "\nWe said: 中文字 and ünïcödé, and https://example.org/"
        + "a" * 90,
        struggle=STRUGGLE,
        leading_is="making room",
        edge="saying it",
        commit="ask Ana",
    )
    + "best_needs = 'theirs'\nhard_needs = 'mine'\n"
)


def width_of(name: str) -> int:
    columns = int(SCREENS[name].get("COLUMNS", "80"))
    return columns or 80


def too_wide(text: str, width: int, home: Path) -> Iterator[str]:
    """Yield lines wider than the screen; a word of a message is kept in one piece."""
    for line in text.split("\n"):
        if wcwidth.wcswidth(line) > width and " " in line.strip():
            yield line


@pytest.mark.parametrize("screen", SCREENS)
def test_every_command_fits_every_screen(run: Run, home: Path, screen: str) -> None:
    """No line wider than the screen, no escape code where no terminal is."""
    run("reflect", "--no-input", "--answers", "-", stdin=STDIN)
    for command in COMMANDS:
        ran = run(*command, stdin=STDIN, environ=SCREENS[screen])
        assert ran.code in {0, 1, 2, 3, 6}, command
        for text in (ran.out, ran.err):
            assert "\x1b" not in text, command
            assert list(too_wide(text, width_of(screen), home)) == [], command


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_a_screen_without_unicode_shows_everything(
    run: Run, home: Path, encoding: str
) -> None:
    """Lines and quotes become ASCII; nothing fails."""
    run("reflect", "--no-input", "--answers", "-", stdin=STDIN)
    for command in COMMANDS:
        ran = run(*command, stdin=STDIN, encoding=encoding)
        assert ran.code in {0, 1, 2, 3, 6}, command
        for text in (ran.out, ran.err):
            assert not set("│─“”…›◐○●") & set(text), (command, text)


def test_forced_colour_reaches_a_pipe(run: Run) -> None:
    """FORCE_COLOR=1 is the person's own wish; only colour codes come."""
    import re

    ran = run("exercise", "list", environ={"FORCE_COLOR": "1"})
    assert "\x1b[" in ran.out
    assert "\x1b" not in re.sub(r"\x1b\[[0-9;]*m", "", ran.out)


def test_pictures_are_sentences_in_plain_mode(run: Run) -> None:
    """No drawn lines, no tables; the map is told."""
    ran = run(
        *("reflect", "--plain", "--no-input", "--answers", "-"),
        stdin=STDIN,
    )
    assert ran.code == 0
    assert not set("│─┌└├┼●○◐◆|+") & set(ran.out)
    assert "Struggle (S): your own needs were looked after" in " ".join(ran.out.split())
    assert "Saved." in ran.err


def test_closed_streams_are_no_bug(home: Path) -> None:
    """`leadcoach journal list >&-`, and with standard input closed."""
    import os
    import subprocess

    environ = {**os.environ, "LEADCOACH_HOME": str(home)}
    for redirect in (">&-", "<&-", "2>&-", "<&- >&- 2>&-"):
        command = f"{sys.executable} -m leadcoach journal list {redirect}"
        ran = subprocess.run(
            ["sh", "-c", command], capture_output=True, env=environ, check=False
        )
        assert ran.returncode in {0, 74}, redirect
        assert b"Traceback" not in ran.stderr, redirect
    command = f"{sys.executable} -m leadcoach reflect <&-"
    ran = subprocess.run(
        ["sh", "-c", command], capture_output=True, env=environ, check=False
    )
    assert ran.returncode == 6


def test_a_console_block_of_a_help_topic_stays_in_one_piece(run: Run) -> None:
    """An empty line inside it does not end it, and its fences are not shown."""
    out = run("help", "finding").out

    assert "```" not in out
    assert "\n    1. 2026-11-21 (reflect)\n        I put off the hard talk.\n" in out
