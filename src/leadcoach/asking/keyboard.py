"""Lines from a real terminal, for plain mode: nothing is redrawn, nothing is cut.

The terminal's own line editing loses whatever of a line comes after 4,095 bytes, and
cannot tell a paste from typing. So the keys are read here, one by one, and echoed as
they come, without any escape code.
"""

import codecs
import math
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, TextIO

import wcwidth

from leadcoach.errors import ExitCode, Stopped

PASTE_BEGINS = 0.02
"""seconds within which more input after a line's end is a paste, and no finger"""
PASTE_ENDS = 0.15
"""seconds of silence after which a paste is over"""
KEPT_EVERY = 0.5
"""seconds after which text in progress is kept, while somebody types"""

_ENDS = "\r\n"
_RUB_OUT = "\x7f\x08"
_END_OF_INPUT = "\x04"
_CLEAR = "\x15"
_ERASE_WORD = "\x17"
_ESCAPE = "\x1b"


class Keyboard:
    """Reads lines from `stdin`, a terminal, and echoes them with `echo`."""

    def __init__(self, stdin: TextIO, echo: Callable[[str], None]) -> None:
        self._descriptor = stdin.fileno()
        self._echo = echo
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._pending = ""
        self._at_the_end = False
        self._is_gone = False
        """whether there is no terminal any more"""
        self._text = ""
        self._kept = ""
        self._due = math.inf
        """when the text is to be kept; never while it is as it was kept last"""

    def line(self, keep: Callable[[str], None]) -> str:
        """Return one line with its end; without one after Ctrl-D; '' at the end of input.

        `keep` gets the text every half second while somebody types, and when the line
        is broken off.
        """
        if self._at_the_end:
            self._at_the_end = False
            return ""
        self._text = self._kept = ""
        self._due = math.inf
        with _single_keys(self._descriptor, lambda: self._echo(self._text)):
            try:
                return self._read(keep)
            except BaseException:
                keep(self._text)
                if self._text:
                    with suppress(OSError):  # the window may be gone
                        self._echo("\n")
                raise

    def rest_of_a_paste(self) -> str:
        """Return what was pasted after the line's end; nothing when somebody types."""
        rest, self._pending = self._pending, ""
        wait = PASTE_ENDS if rest else PASTE_BEGINS
        with _single_keys(self._descriptor, lambda: None):
            while select.select([self._descriptor], [], [], wait)[0]:
                more = self._next_keys()
                if self._is_gone:
                    break
                rest, wait = rest + more, PASTE_ENDS
        text = rest.replace("\r", "\n")
        return "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")

    def _read(self, keep: Callable[[str], None]) -> str:
        while True:
            while not self._pending:
                wait = None if self._due == math.inf else self._left()
                if select.select([self._descriptor], [], [], wait)[0]:
                    self._pending = self._next_keys()
                    if self._is_gone:
                        raise Stopped(ExitCode.HANGUP)
                self._maybe_keep(keep)
            ended = self._key(self._take(1))
            if ended is not None:
                return ended
            if self._text != self._kept and self._due == math.inf:
                self._due = time.monotonic() + KEPT_EVERY

    def _left(self) -> float:
        return max(0.0, self._due - time.monotonic())

    def _maybe_keep(self, keep: Callable[[str], None]) -> None:
        """Keep the text when it is due: half a second after it began to be another."""
        if self._due <= time.monotonic():
            keep(self._text)
            self._kept, self._due = self._text, math.inf

    def _next_keys(self) -> str:
        """Return what was typed; nothing while a letter has come by half."""
        read = b""
        with suppress(OSError):
            read = os.read(self._descriptor, 4096)
        self._is_gone = not read
        return self._decoder.decode(read)

    def _take(self, count: int) -> str:
        taken, self._pending = self._pending[:count], self._pending[count:]
        return taken

    def _key(self, key: str) -> str | None:
        """Do what one key does; return the line when it ended it."""
        if key in _ENDS:
            self._echo("\n")
            return f"{self._text}\n"
        if key == _END_OF_INPUT:
            return self._ended()
        if key in _RUB_OUT:
            self._erase(1)
        elif key == _CLEAR:
            self._erase(len(self._text))
        elif key == _ERASE_WORD:
            self._erase(len(self._text) - len(self._text.rstrip().rpartition(" ")[0]))
        elif key == _ESCAPE:
            return self._escape()
        elif key.isprintable() or key == "\t":
            self._text += key
            self._echo(key)
        return None

    def _ended(self) -> str:
        if self._text:
            self._echo("\n")
            self._at_the_end = True
        return self._text

    def _escape(self) -> str | None:
        """Pass over the keys that move and paint; Esc and B go back."""
        if not self._pending:
            ready = select.select([self._descriptor], [], [], KEPT_EVERY)[0]
            self._pending += self._next_keys() if ready else ""
        following = self._take(1)
        if following in ("b", "B"):
            self._echo("\n")
            return "/back\n"
        if following in ("[", "O"):
            while self._pending and not "@" <= self._take(1) <= "~":
                pass
        return None

    def _erase(self, count: int) -> None:
        if count < 1:
            return
        gone = self._text[-count:]
        self._text = self._text[: len(self._text) - len(gone)]
        columns = max(wcwidth.wcswidth(gone), 0)
        self._echo("\b \b" * columns)


@contextmanager
def _single_keys(descriptor: int, show_again: Callable[[], None]) -> Iterator[None]:
    """Let keys through one by one, unechoed; put the terminal right afterwards.

    Ctrl-Z puts it right too, and `show_again` is called when the person comes back.
    """
    if sys.platform == "win32":
        yield
        return
    import termios

    before = termios.tcgetattr(descriptor)
    ours = termios.tcgetattr(descriptor)
    ours[3] &= ~(termios.ICANON | termios.ECHO | termios.IEXTEN)
    ours[6][termios.VMIN], ours[6][termios.VTIME] = 1, 0

    def suspended(number: int, _: FrameType | None) -> None:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
        signal.signal(number, suspended)
        termios.tcsetattr(descriptor, termios.TCSADRAIN, ours)
        show_again()

    handler: Any = signal.signal(signal.SIGTSTP, suspended)
    try:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, ours)
        yield
    finally:
        signal.signal(signal.SIGTSTP, handler)
        with suppress(termios.error):  # the window may be gone
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
