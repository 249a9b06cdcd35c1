"""The first question at once: what stood on the screen last time stands there again.

Reading an exercise and loading what asks its questions takes a moment. What was printed
before the first prompt is kept in the cache, and is printed from there while the rest
loads. The sitting then goes its usual way; what it would print again is left out, and
from the first difference on everything is printed as usual.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from leadcoach import __version__
from leadcoach.cli.context import Context
from leadcoach.paths import builtin_exercises
from leadcoach.rendering.screen import shown, write

_MOST = 256 * 1024
TOLD = "told-what-is-new"
"""a file in the cache, there once the news of an upgrade were told"""
_BOLD = re.compile("\x1b\\[[01]m")


def print_on(context: Context, text: str) -> None:
    """Print what is asked, at once."""
    screen, stderr = context.side_screen, context.around.stderr
    write(stderr, text if screen.unicode else shown(text, screen))
    stderr.flush()


class FirstScreen:
    """What is printed before the first prompt: some of it may stand there already."""

    def __init__(self, context: Context, exercise: str) -> None:
        self._file = context.places.cache / "first-screen.json"
        self._key = _key(context, exercise)
        self._waiting: list[str] = []
        self._printed: list[str] | None = []

    def begin(self, out: Callable[[str], None]) -> None:
        """Print what stood there last time, if it would be the same today."""
        self._waiting = _kept(self._file, self._key) if self._key else []
        for chunk in self._waiting:
            out(chunk)

    def passed_on(self, out: Callable[[str], None], chunk: str) -> None:
        """Print `chunk`, unless it stands on the screen already."""
        if self._printed is not None:
            self._printed.append(chunk)
        if self._waiting and self._waiting[0] == chunk:
            self._waiting.pop(0)
            return
        self._waiting = []
        out(chunk)

    def before_a_prompt(self) -> None:
        """Keep what was printed up to the first prompt, for the next time."""
        printed, self._printed = self._printed, None
        if printed and self._key and _kept(self._file, self._key) != printed:
            from leadcoach import disk
            from leadcoach.errors import LeadcoachError

            content = json.dumps({"key": self._key, "chunks": printed})
            try:
                disk.atomic_write(self._file, content.encode())
            except LeadcoachError:  # a cache that cannot be written is no loss
                self._key = []


def _key(context: Context, exercise: str) -> list[Any]:
    """Return all that the first screen depends on; nothing where it may differ."""
    places, screen = context.places, context.side_screen
    is_first = not places.journal.exists()
    has_drafts = places.drafts.is_dir() and any(places.drafts.glob("*.toml"))
    if (
        is_first
        or has_drafts
        or screen.plain
        or not exercise.replace("-", "").isalnum()
    ):
        return []
    try:
        status = (builtin_exercises() / f"{exercise}.toml").stat()
    except OSError:
        return []
    # Whoever did it before is not shown how it opens.
    was_done = any(places.journal.glob(f"*/*/*-{exercise}-*.toml"))
    is_told = (places.cache / TOLD).exists()
    shown = [was_done, is_told, screen.width, screen.unicode, screen.colour]
    return [__version__, exercise, status.st_size, status.st_mtime_ns, *shown]


def _kept(file: Path, key: list[Any]) -> list[str]:
    from leadcoach import disk
    from leadcoach.domain.text import clean

    try:
        kept = json.loads(disk.read(file, _MOST))
        chunks = [str(each) for each in kept["chunks"]]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return []
    # Whoever can write the cache could put anything into it; only words come out.
    is_words = all(clean(_BOLD.sub("", each)) == _BOLD.sub("", each) for each in chunks)
    return chunks if kept.get("key") == key and is_words else []
