"""A person at a real terminal: keys in, a screen out (pexpect and pyte)."""

import os
import select
import signal
import sys
import time
from pathlib import Path

import pexpect
import pyte

_SHORT = 2000
"""characters that a terminal takes at once"""


class Person:
    """Runs leadcoach on a pseudo-terminal, types, and looks at the screen."""

    def __init__(
        self,
        home: Path,
        *argv: str,
        columns: int = 80,
        rows: int = 60,
        environ: dict[str, str] | None = None,
        command: list[str] | None = None,
    ) -> None:
        self.raw = b""
        self._screen = pyte.HistoryScreen(columns, rows, history=2000)
        self._stream = pyte.ByteStream(self._screen)
        program, *first = command or [sys.executable, "-m", "leadcoach"]
        self.child = pexpect.spawn(
            program,
            [*first, *argv],
            dimensions=(rows, columns),
            timeout=20,
            env={
                **{k: v for k, v in os.environ.items() if k in ("PATH", "LANG")},
                "LEADCOACH_HOME": str(home),
                "HOME": str(home.parent),
                "TERM": "xterm-256color",
                "LANG": "C.UTF-8",
                **(environ or {}),
            },
        )
        self.child.delaybeforesend = None

    def look(self, seconds: float = 0.05, most: float = 20) -> str:
        """Take in what is printed within `seconds` of silence; return the screen."""
        end = time.monotonic() + most
        while time.monotonic() < end:
            try:
                chunk = self.child.read_nonblocking(65536, seconds)
            except (pexpect.TIMEOUT, pexpect.EOF):
                break
            self.raw += chunk
            self._stream.feed(chunk)
        return self.shown()

    def shown(self) -> str:
        """Return all that was printed, what scrolled away included."""
        top = [
            "".join(c.data for _, c in sorted(line.items()))
            for line in self._screen.history.top
        ]
        lines = [*top, *self._screen.display]
        return "\n".join(line.rstrip() for line in lines).strip("\n")

    def rows(self) -> list[str]:
        """Return the rows of the screen as it is now, without what scrolled away."""
        return [row.rstrip() for row in self._screen.display]

    def sees(self, words: str, seconds: float = 15) -> str:
        """Wait until `words` are on the screen, and return it."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            screen = self.look(most=end - time.monotonic())
            if words in " ".join(screen.split()):
                return screen
        raise AssertionError(f"never saw {words!r}; the screen:\n{self.shown()}")

    def types(self, keys: str) -> None:
        """Type as a person does: one key after another, with a moment between."""
        for key in keys:
            self.child.send(key)
            time.sleep(0.05)

    def pastes(self, text: str, *, bracketed: bool = True) -> None:
        """Paste, as a terminal that marks pastes does, or as an old one."""
        text = text.replace("\r\n", "\r").replace("\n", "\r")
        text = f"\x1b[200~{text}\x1b[201~" if bracketed else text
        left = text.encode()
        while left:  # the other side must be read meanwhile, or both would wait
            descriptor = self.child.child_fd
            ready = select.select([descriptor], [descriptor], [], 20)
            if descriptor in ready[0] and len(text) > _SHORT:
                self.raw += os.read(descriptor, 65536)
            if descriptor in ready[1]:
                left = left[os.write(descriptor, left[:256]) :]

    def _drain(self, seconds: float) -> None:
        """Read what is printed without drawing it."""
        try:
            while True:
                self.raw += self.child.read_nonblocking(65536, seconds)
        except (pexpect.TIMEOUT, pexpect.EOF):
            pass

    def waits_for(self, seconds: float, silence: float = 1.0) -> None:
        """Let leadcoach work, without drawing, until it is silent."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            before = len(self.raw)
            self._drain(silence)
            if len(self.raw) == before:
                return

    def signals(self, number: signal.Signals) -> None:
        """Send a signal to leadcoach."""
        self.child.kill(number)

    def leaves(self, seconds: float = 20) -> int:
        """Wait for the end and return the exit code."""
        end = time.monotonic() + seconds
        while self.child.isalive() and time.monotonic() < end:
            self.look()
        self.look()
        self.child.close()
        if self.child.signalstatus is not None:
            return -int(self.child.signalstatus)
        return int(self.child.exitstatus if self.child.exitstatus is not None else -1)


ENTER = "\r"
CTRL_C = "\x03"
CTRL_D = "\x04"
CTRL_O = "\x0f"
CTRL_Z = "\x1a"
DOWN = "\x1b[B"
BACK = "\x1b[Z"
