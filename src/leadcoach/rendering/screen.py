"""What a screen can show, and how text is made to fit it."""

import codecs
import os
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple, TextIO

from leadcoach.domain.text import clean

_NARROWEST = 20
_WIDEST_PROSE = 80
_OFF = ("", "0", "false", "no", "off")
_TYPED = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2026": "...",
        "\u2013": "-", "\u2014": "-", "\u2022": "*", "\u00b7": ".", "\u2192": "->",
        "\u00a0": " ", "\u202f": " ", "\u2212": "-", "\u2500": "-", "\u2502": "|",
        "\u203a": ">",
    }
    | dict(zip("┌┐└┘├┤┬┴┼●○◐◆█░■□◂", "+++++++++@o(*#.#.<", strict=True))
)  # fmt: skip
_NOT_FIRST = (
    "、。，．！？：；）］｝」』】〉》〕ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
)
_NOT_LAST = "（［｛「『【〈《〔"


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
    is_terminal = _is_terminal(stream)
    plain = plain or _is_on(environ, "LEADCOACH_PLAIN") or _is_dumb(environ)
    return Screen(
        width=_width(stream, environ),
        colour=not plain and _wants_colour(environ, colour, is_terminal=is_terminal),
        unicode=_shows_unicode(stream),
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


def wrap(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """Return the lines of cleaned `text`, none wider than `width` columns.

    `first` stands before the first line and `rest` (the same when None) before the
    others. Line breaks and the spaces a line begins with are kept; words too long for
    a line are cut between two signs.
    """
    rest = first if rest is None else rest
    room = max(2, width - max(columns(first), columns(rest)))
    lines = [each for line in text.split("\n") for each in _broken(line, room)]
    return [
        ((rest if at else first) + line).rstrip(" ") for at, line in enumerate(lines)
    ]


def columns(text: str) -> int:
    """Return how many columns of a terminal `text` takes."""
    return len(text) if text.isascii() else sum(map(_columns_of, _signs(text)))


@lru_cache(maxsize=4096)
def _columns_of(sign: str) -> int:
    if sign.isascii():
        return len(sign)
    from wcwidth import wcswidth

    return max(0, wcswidth(sign))


@lru_cache(maxsize=4096)
def _joins(sign: str) -> bool:
    from wcwidth import wcwidth

    return wcwidth(sign) == 0 or "\U0001f3fb" <= sign <= "\U0001f3ff"


def _signs(text: str) -> Iterator[str]:
    # A letter with its accents, an emoji with its parts: never cut in two.
    sign = ""
    for each in text:
        flag = len(sign) == 1 and _is_flag_letter(sign) and _is_flag_letter(each)
        if sign and (flag or sign[-1] == "\u200d" or _joins(each)):
            sign += each
            continue
        if sign:
            yield sign
        sign = each
    if sign:
        yield sign


def _is_flag_letter(sign: str) -> bool:
    return "\U0001f1e6" <= sign <= "\U0001f1ff"


def _broken(line: str, room: int) -> Iterator[str]:
    body = line.lstrip(" ")
    indent = " " * min(len(line) - len(body), room // 2)
    now, used = indent, len(indent)
    space = ""
    for piece in _pieces(body):
        if piece[0] == " ":
            space = piece
            continue
        wide = columns(piece)
        if now.strip(" ") and used + len(space) + wide > room:
            yield now
            now, used, space = "", 0, ""
        now, used, space = now + space + piece, used + len(space) + wide, ""
        while used > room:
            head, now = _cut(now, room)
            yield head
            used -= columns(head)
    yield now


def _pieces(line: str) -> Iterator[str]:
    for word in re.findall(r" +|[^ ]+", line):
        if word.isascii():
            yield word
        else:
            yield from _parts(word)


def _parts(word: str) -> Iterator[str]:
    # Chinese and Japanese put no spaces: a line may end before any wide sign.
    part, last_wide = "", False
    for sign in _signs(word):
        wide = _columns_of(sign) > 1
        may_end = (wide or last_wide) and part[-1:] not in _NOT_LAST
        if part and may_end and sign not in _NOT_FIRST:
            yield part
            part = ""
        part, last_wide = part + sign, wide
    if part:
        yield part


def _cut(text: str, room: int) -> tuple[str, str]:
    head, used = "", 0
    for sign in _signs(text):
        used += _columns_of(sign)
        if used > room and head:
            break
        head += sign
    return head, text[len(head) :]


def _width(stream: TextIO, environ: Mapping[str, str]) -> int:
    given = environ.get("COLUMNS", "").strip()
    if re.fullmatch(r"[0-9]{1,4}", given) and int(given):
        return max(_NARROWEST, int(given))
    try:
        found = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError, AttributeError):
        found = 0
    return max(_NARROWEST, found or 80)


def _wants_colour(environ: Mapping[str, str], asked: str, *, is_terminal: bool) -> bool:
    if asked in ("always", "never"):
        return asked == "always"
    if environ.get("NO_COLOR"):
        return False
    if _is_on(environ, "FORCE_COLOR") or _is_on(environ, "CLICOLOR_FORCE"):
        return True
    return is_terminal and environ.get("CLICOLOR") != "0"


def _is_on(environ: Mapping[str, str], name: str) -> bool:
    return environ.get(name, "").strip().lower() not in _OFF


def _is_dumb(environ: Mapping[str, str]) -> bool:
    # Windows has terminals that can do everything, and no TERM.
    missing = "dumb" if os.name == "posix" else "windows"
    return (environ.get("TERM") or missing).lower() in ("dumb", "unknown")


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except ValueError:  # a closed stream
        return False


def _shows_unicode(stream: TextIO) -> bool:
    try:
        encoding = codecs.lookup(getattr(stream, "encoding", None) or "utf-8").name
    except LookupError:
        return False
    return encoding.startswith("utf")
