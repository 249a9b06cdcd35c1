"""Keys that come before they are asked for: read in their turn, and printed only then."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO


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
