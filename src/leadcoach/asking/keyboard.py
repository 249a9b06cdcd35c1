"""Lines from a real terminal, for plain mode: nothing is redrawn, nothing is cut.

The terminal's own line editing loses whatever of a line comes after 4,095 bytes, and
cannot tell a paste from typing. So the keys are read here, and echoed as they come,
without any escape code.
"""

import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, TextIO

from leadcoach.asking import Move
from leadcoach.asking.keys import (
    END,
    ENTER,
    NO_UTF8,
    SHIFT_TAB,
    TAB,
    Key,
    Reads,
    in_a_text,
)
from leadcoach.domain.text import clean
from leadcoach.errors import ExitCode, Stopped

KEPT_EVERY = 0.5
"""seconds after which text in progress is kept, while somebody types"""

_RUB_OUT = ("\x7f", "\x08")
_CLEAR = "\x15"
_ERASE_WORD = ("\x17", "\x1b\x7f", "\x1b\x08")
_MOST_OF_A_READ = 1 << 20
"""bytes after which a read that does not end is taken for one"""


def read_now(descriptor: int) -> bytes:
    """Return all that is there to read at this moment; nothing when it is at an end."""
    found = b""
    with suppress(OSError):  # the window may be gone
        while len(found) < _MOST_OF_A_READ:
            more = os.read(descriptor, 65536)
            found += more
            if not more or not select.select([descriptor], [], [], 0)[0]:
                break
    return found


class Keyboard:
    """Reads lines from `stdin`, a terminal, and echoes them with `echo`."""

    def __init__(self, stdin: TextIO, echo: Callable[[str], None]) -> None:
        self._descriptor = stdin.fileno()
        self._echo = echo
        self._reads = Reads()
        self._waiting: list[Key] = []
        """keys that came behind one that ended a line"""
        self._at_the_end = False
        self._text = ""

    def line(self, keep: Callable[[str], None]) -> str | Move:
        """Return one line with its end; without one after Ctrl-D; '' at the end of input.

        A key that goes back is told as such, with the text kept. What was pasted may hold line ends inside. `keep` gets the text every half
        second while somebody types, and when the line is broken off.
        """
        if self._at_the_end:
            self._at_the_end = False
            return ""
        self._text = ""
        with _single_keys(self._descriptor, lambda: self._echo(self._text)):
            try:
                return self._read(keep)
            except BaseException:
                keep(self._text)
                if self._text:
                    with suppress(OSError):  # the window may be gone
                        self._echo("\n")
                raise

    def _read(self, keep: Callable[[str], None]) -> str | Move:
        kept, due = "", 0.0
        while True:
            while self._waiting:
                ended = self._key(self._waiting.pop(0), keep)
                if ended is not None:
                    return ended
            if self._text != kept:
                due = due or time.monotonic() + KEPT_EVERY
                if not self._comes_before(due):
                    keep(self._text)
                    kept, due = self._text, 0.0
            read = read_now(self._descriptor)
            if not read:
                raise Stopped(ExitCode.HANGUP)
            self._waiting = in_a_text(self._reads.keys(read))
            if self._reads.refused:
                self._reads.refused = False
                self._echo(f"\n{NO_UTF8}\n{self._text}")

    def _comes_before(self, due: float) -> bool:
        left = due - time.monotonic()
        return left > 0 and bool(select.select([self._descriptor], [], [], left)[0])

    def _key(self, key: Key, keep: Callable[[str], None]) -> str | Move | None:
        """Do what one key does; return the line when it ended it."""
        if key.data == ENTER:
            self._echo("\n")
            return f"{self._text}\n"
        if key.data == END:
            return self._ended()
        if key.data == SHIFT_TAB:
            keep(self._text)
            self._echo("\n")
            return Move.BACK
        if key.is_text or key.data == TAB:
            self._text += key.data
            self._echo(clean(key.data))
        elif key.data in _RUB_OUT:
            self._erase(1)
        elif key.data == _CLEAR:
            self._erase(len(self._text))
        elif key.data in _ERASE_WORD:
            self._erase(len(self._text) - len(self._text.rstrip().rpartition(" ")[0]))
        return None

    def _ended(self) -> str:
        if self._text:
            self._echo("\n")
            self._at_the_end = True
        return self._text

    def _erase(self, count: int) -> None:
        if count < 1:
            return
        gone = self._text[-count:]
        self._text = self._text[: len(self._text) - len(gone)]
        from wcwidth import wcswidth  # its tables take a moment

        self._echo("\b \b" * max(wcswidth(clean(gone)), 0))


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


@contextmanager
def unechoed(stdin: TextIO | None) -> Iterator[None]:
    """Keep the terminal from printing what is typed between two questions.

    It would stand on the screen beside the next question, and stand there again once
    that question takes it. Nothing typed is lost. Prompts and editors set the terminal
    for themselves meanwhile.
    """
    if sys.platform == "win32" or stdin is None or not is_real(stdin):
        yield
        return
    import termios

    descriptor = stdin.fileno()
    before = termios.tcgetattr(descriptor)
    ours = termios.tcgetattr(descriptor)
    ours[3] &= ~termios.ECHO
    termios.tcsetattr(descriptor, termios.TCSANOW, ours)
    try:
        yield
    finally:
        with suppress(termios.error):  # the window may be gone
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def is_real(stdin: TextIO | None) -> bool:
    """Tell whether keys come from a terminal of the system; tests bring their own."""
    try:
        return stdin is not None and os.isatty(stdin.fileno())
    except (OSError, ValueError):
        return False
