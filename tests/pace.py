"""How long the program works, told in seconds that mean the same on any machine.

A bound in seconds was measured on one machine while it was quiet. The same machine can
run at half that speed a minute later, when others use it too. So a fixed piece of plain
Python is timed between the pieces of what is measured, and the time is told as if that
piece had taken what it takes on the quiet machine. A program that became slower still
fails; a machine that became slower does not make it fail.
"""

import re
import time
from collections.abc import Callable, Iterable

QUIET = 0.006
"""Processor seconds of `_plain_work` on the machine of the bounds, when it is quiet."""

_WORDS = re.compile(r"\w+")


def seconds_of(pieces: Iterable[Callable[[], object]]) -> float:
    """Return the processor seconds that all pieces take on that machine.

    A piece should take a quarter of a second at most, so that the machine has little
    time to change between it and the plain work beside it.
    """
    worked = plain = 0.0
    for count, piece in enumerate(pieces, 1):
        plain += _time_of(_plain_work)
        worked += _time_of(piece)
    return worked / max(1.0, plain / count / QUIET)


def slowness() -> float:
    """Return how many times as long this machine takes now; 1 where it is quicker."""
    return max(1.0, min(_time_of(_plain_work) for _ in range(3)) / QUIET)


def _time_of(piece: Callable[[], object]) -> float:
    began = time.process_time()
    piece()
    return time.process_time() - began


def _plain_work() -> None:
    counts: dict[str, int] = {}
    for number in range(3_000):
        for word in _WORDS.findall(f"some {number % 97} of {number % 89} words"):
            counts[word] = counts.get(word, 0) + len(word)
    sorted((count, isinstance(word, str)) for word, count in counts.items())
