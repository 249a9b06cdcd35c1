"""What a screen can show, and what it shows in place of what it has not."""

import codecs
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple, TextIO

from leadcoach.domain.text import clean, columns

_NARROWEST = 20
_WIDEST_PROSE = 80
_OFF = ("", "0", "false", "no", "off")
_TYPED = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2026": "...",
        "\u2013": "-", "\u2014": "-", "\u2022": "*", "\u00b7": ".", "\u2192": "->",
        "\u00a0": " ", "\u202f": " ", "\u2212": "-", "\u2500": "-", "\u2502": "|",
        "\u203a": ">", "\u2713": "x",
    }
    | dict(zip("┌┐└┘├┤┬┴┼●○◐◆█◂", "+++++++++@o(*#<", strict=True))
    | dict(zip("▁▂▃▄▅▆▇", "_,-~=+*", strict=True))
)  # fmt: skip


class Screen(NamedTuple):
    """What the place where text will be shown can do."""

    width: int = 80
    colour: bool = False
    unicode: bool = True
    """whether lines, quotation marks and dots beyond ASCII can be shown"""
    plain: bool = False
    """whether everything is to be said in lines of text, for ears as for eyes"""
    is_terminal: bool = False

    @property
    def prose(self) -> int:
        """Return how wide text may run and still be read with ease."""
        return min(self.width, _WIDEST_PROSE)

    @property
    def narrow(self) -> bool:
        """Tell whether there is no room for columns."""
        return self.plain or self.width < 60


def screen_for(
    stream: TextIO,
    environ: Mapping[str, str],
    *,
    plain: bool = False,
    colour: str = "auto",
) -> Screen:
    """Return what `stream` can show.

    `colour` is what an option said: always, never, or auto to let NO_COLOR,
    FORCE_COLOR, CLICOLOR_FORCE, CLICOLOR and the terminal decide, in that order.
    A plain screen has no colour, whatever was asked.
    """
    on = {name for name in environ if environ[name].strip().lower() not in _OFF}
    # Windows has terminals that can do everything, and no TERM.
    term = environ.get("TERM") or ("dumb" if os.name == "posix" else "windows")
    plain = plain or "LEADCOACH_PLAIN" in on or term.lower() in ("dumb", "unknown")
    try:
        is_terminal = stream.isatty()
    except ValueError:  # a closed stream
        is_terminal = False
    if colour == "auto":
        forced = on & {"FORCE_COLOR", "CLICOLOR_FORCE"}
        wanted = forced or (is_terminal and environ.get("CLICOLOR") != "0")
        colour = "always" if wanted and not environ.get("NO_COLOR") else "never"
    return Screen(
        width=_width(stream, environ),
        colour=colour == "always" and not plain,
        unicode=_encoding(stream).startswith("utf"),
        plain=plain,
        is_terminal=is_terminal,
    )


def write(stream: TextIO, text: str) -> None:
    """Write `text`; what the stream has no sign for becomes a question mark."""
    try:
        stream.write(text)
    except UnicodeEncodeError:
        encoding = stream.encoding or "ascii"
        stream.write(text.encode(encoding, "replace").decode(encoding))


def shown(text: str, screen: Screen) -> str:
    """Return `text` cleaned, with spaces for tabs and signs that the screen has."""
    text = clean(text).replace("\t", "    ")
    return text if screen.unicode else text.translate(_TYPED)


def message(text: str, screen: Screen) -> str:
    """Return a message of several lines as `screen` can show it, each with its end.

    Lines break between words only, so that a path can be copied.
    """
    lines: list[str] = []
    for line in shown(text, screen).split("\n"):
        indent = " " * (len(line) - len(line.lstrip(" ")))
        lines.append(indent)
        for word in line.lstrip(" ").split(" "):
            longer = f"{lines[-1]} {word}" if lines[-1].strip() else lines[-1] + word
            if columns(longer) > screen.width and lines[-1].strip():
                longer = indent + word
                lines.append("")
            lines[-1] = longer
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _width(stream: TextIO, environ: Mapping[str, str]) -> int:
    given = environ.get("COLUMNS", "").strip()
    found = int(given) if re.fullmatch(r"[0-9]{1,4}", given) else 0
    if not found:
        with suppress(OSError, ValueError, AttributeError):
            found = os.get_terminal_size(stream.fileno()).columns
    return max(_NARROWEST, found or 80)


def _encoding(stream: TextIO) -> str:
    with suppress(LookupError):
        return codecs.lookup(getattr(stream, "encoding", None) or "utf-8").name
    return ""
