"""What every test can ask for: a home of its own, a run, golden files."""

import atexit
import datetime as dt
import gc
import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol, TextIO

import pytest
import typer
from prompt_toolkit.application import application
from prompt_toolkit.key_binding.defaults import load_key_bindings

from leadcoach.cli.context import Surroundings
from leadcoach.exercises import load
from leadcoach.main import main

# A hundred processes are begun here; what they load is compiled for the first of them.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Every run asks for the same commands; Typer would build them anew in each.
typer.main.get_command = cache(typer.main.get_command)
# Every run reads the same exercises; what the same bytes mean does not change.
load.load = cache(load.load)
# Every prompt has the same two hundred keys of its library; to bind them takes longest.
application.load_key_bindings = cache(load_key_bindings)  # type: ignore[attr-defined]
# Thousands of tests make much that lives long; looking through it often takes seconds.
gc.set_threshold(50_000, 25, 25)
atexit.register(gc.freeze)  # and at the very end nobody waits for what is found

_sockets_are_refused = [True]


def _refuse_sockets(event: str, args: tuple[object, ...]) -> None:
    """Fail whatever in an everyday test reaches for the network, even this computer's."""
    if event == "socket.connect" and _sockets_are_refused[0]:
        if isinstance(args[1], tuple):  # a path is a socket of the system's own
            message = f"a test reached for the network: {args[1]}"
            raise RuntimeError(message)
    elif event == "socket.getaddrinfo" and _sockets_are_refused[0]:
        host = str(args[0])
        if not host.replace(".", "").isdigit() and ":" not in host:
            message = f"a test asked for the address of {host}"
            raise RuntimeError(message)


sys.addaudithook(_refuse_sockets)


@pytest.fixture
def sockets() -> Iterator[None]:
    """Let a test speak with a server of its own on this computer."""
    _sockets_are_refused[0] = False
    yield
    _sockets_are_refused[0] = True


GOLDENS = Path(__file__).parent / "rendering" / "goldens"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--rewrite`: golden files are written anew; look at the difference in git."""
    parser.addoption("--rewrite", action="store_true", help="write golden files anew")


MEMORY = Path("/dev/shm")
ROOM = 2**30
"""of bytes that the homes of all tests find room in"""


def pytest_configure() -> None:
    """Keep the homes of tests in memory: to remove ten thousand takes as long as tests."""
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave out the tests with a real model, unless they are asked for by name."""
    if "model" in str(config.option.markexpr):
        return
    chosen = [each for each in items if not each.get_closest_marker("model")]
    config.hook.pytest_deselected(items=[each for each in items if each not in chosen])
    items[:] = chosen


@pytest.fixture
def rewrite(request: pytest.FixtureRequest) -> bool:
    """Tell whether golden files are to be written anew."""
    return bool(request.config.getoption("--rewrite"))


@pytest.fixture
def golden(*, rewrite: bool) -> Callable[[str, str], None]:
    """Return a function that compares a text with a file of tests/rendering/goldens."""

    def compare(name: str, text: str) -> None:
        file = GOLDENS / name
        if rewrite:
            file.write_bytes(text.encode())
        assert file.exists(), f"no golden file {name}; run pytest --rewrite"
        assert text == file.read_bytes().decode()

    return compare


NOW = dt.datetime(2026, 11, 21, 19, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
"""The time of every run in a test, unless it says otherwise."""


@dataclass(frozen=True)
class Ran:
    """What a run left: its exit code and all that it printed."""

    code: int
    out: str
    err: str


class Run(Protocol):
    """Runs a command line as a person or a script would."""

    def __call__(
        self,
        *argv: str,
        stdin: str = "",
        terminal: bool = False,
        environ: dict[str, str] | None = None,
        now: dt.datetime = NOW,
        stdin_stream: TextIO | None = None,
        encoding: str = "utf-8",
    ) -> Ran:
        """Run `leadcoach argv`; with `terminal`, plain lines are read from stdin."""
        ...


class _Stream(io.StringIO):
    """A stream that can say it is a terminal."""

    def __init__(self, text: str = "", *, terminal: bool = False) -> None:
        super().__init__(text)
        self._terminal = terminal
        self.encoding_name = "utf-8"

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self.encoding_name

    def isatty(self) -> bool:
        return self._terminal


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test its own home, so that none ever touches a person's."""
    folder = tmp_path / "home"
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LEADCOACH_HOME", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path / "elsewhere"))
    # No power is cut here, and waiting for the disk is half of all waiting. What is
    # flushed, and when, is seen in test_disk.py, test_power_cut.py and test_strace.py.
    monkeypatch.setattr(os, "fsync", lambda _: None)
    return folder


@pytest.fixture
def run(home: Path) -> Run:
    """Return a function that runs leadcoach in this test's home, at a fixed time."""
    return runs_in(home)


def runs_in(home: Path) -> Run:
    """Return a function that runs leadcoach in any home, at a fixed time."""

    def run_it(
        *argv: str,
        stdin: str = "",
        terminal: bool = False,
        environ: dict[str, str] | None = None,
        now: dt.datetime = NOW,
        stdin_stream: TextIO | None = None,
        encoding: str = "utf-8",
    ) -> Ran:
        out, err = _Stream(), _Stream(terminal=terminal)
        out.encoding_name = err.encoding_name = encoding
        around = Surroundings(
            stdin=stdin_stream or _Stream(stdin, terminal=terminal),
            stdout=out,
            stderr=err,
            environ={
                "LEADCOACH_HOME": str(home),
                "LEADCOACH_PLAIN": "1" if terminal else "",
                "TERM": "xterm",
                "COLUMNS": "80",
                **(environ or {}),
            },
            now=lambda: now,
            zone=lambda: "Europe/Paris",
        )
        code = main(argv, around)
        return Ran(int(code), out.getvalue(), err.getvalue())

    return run_it
