"""What a run touches of the outside: streams, environment, clock; handed in once."""

import datetime as dt
import sys
from collections.abc import Callable, Mapping
from typing import NamedTuple, TextIO


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone()


def _zone() -> str:
    """Return the name of the zone whose clock this is; empty where none is sure.

    A rule like TZ=CET-1CEST has no name, and a setting can name another zone than the
    clock follows, so the two are compared over a year.
    """
    from zoneinfo import ZoneInfo

    import tzlocal

    try:
        name = tzlocal.get_localzone_name()
        zone = ZoneInfo(name)
    except (KeyError, TypeError, ValueError, OSError):
        return ""
    now = dt.datetime.now(dt.UTC)
    moments = (now + dt.timedelta(days=days) for days in range(0, 366, 14))
    is_so = all(
        each.astimezone().utcoffset() == each.astimezone(zone).utcoffset()
        for each in moments
    )
    return name if is_so else ""


class Surroundings(NamedTuple):
    """Everything that tests replace."""

    stdin: TextIO | None
    stdout: TextIO
    stderr: TextIO
    environ: Mapping[str, str]
    now: Callable[[], dt.datetime] = _now
    zone: Callable[[], str] = _zone

    @property
    def has_terminal(self) -> bool:
        """Tell whether there is somebody to ask: a terminal to read from and show on."""
        return _is_terminal(self.stdin) and _is_terminal(self.stderr)


def real() -> Surroundings:
    """Return the surroundings of this process."""
    import os

    # A stream that was closed before we began is None; what it would show is lost.
    out, err = (stream or _nowhere() for stream in (sys.stdout, sys.stderr))
    return Surroundings(sys.stdin, out, err, os.environ)


def _nowhere() -> TextIO:
    import io

    return io.StringIO()


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False
