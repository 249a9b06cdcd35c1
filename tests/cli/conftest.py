"""Running a command with a terminal that can show a rule, and at any width."""

import io
from pathlib import Path

from leadcoach.cli.context import Surroundings
from leadcoach.main import main
from tests.conftest import NOW, Ran


class _Stream(io.StringIO):
    """A stream that can be a terminal."""

    def __init__(self, text: str = "", *, terminal: bool = False) -> None:
        super().__init__(text)
        self._terminal = terminal

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"

    def isatty(self) -> bool:
        return self._terminal


def run_in(
    home: Path, *argv: str, stdin: str = "", terminal: bool = False, width: str = "80"
) -> Ran:
    """Run `leadcoach argv` on a screen that is not plain; lines are read from stdin."""
    out, err = _Stream(), _Stream(terminal=terminal)
    environ = {"LEADCOACH_HOME": str(home), "TERM": "xterm", "COLUMNS": width}
    around = Surroundings(
        stdin=_Stream(stdin, terminal=terminal),
        stdout=out,
        stderr=err,
        environ={**environ, "NO_COLOR": "1"},
        now=lambda: NOW,
        zone=lambda: "Europe/Paris",
    )
    code = main(argv, around)
    return Ran(int(code), out.getvalue(), err.getvalue())
