"""What small drawings share: how wide they are, and how they look in ASCII."""

from collections.abc import Iterable, Sequence

from leadcoach.domain.text import clean, clean_line
from leadcoach.rendering.screen import Screen, columns, shown, wrap

WIDTH = 38
"""columns a drawing may take, so that it fits a screen of 40 with its indent"""

_TO_ASCII = str.maketrans("│─┌┐└┘├┤┬┴┼●○█░■□◂", "|-+++++++++@o#.#.<")
_BARE = Screen(unicode=False)


def in_ascii(lines: Iterable[str]) -> tuple[str, ...]:
    """Return a drawing with signs of ASCII in place of lines, bars and dots."""
    return tuple(shown(line.translate(_TO_ASCII), _BARE) for line in lines)


def padded(text: str, width: int) -> str:
    """Return `text` with spaces behind it, `width` columns wide; never cut."""
    return text + " " * max(0, width - columns(text))


def fitted(text: str, width: int, rest: str = "") -> list[str]:
    """Return the lines of a person's words, cleaned and at most `width` columns."""
    lines = [line for line in clean(text).split("\n") if line.strip()]
    return [part for line in lines for part in wrap(line.strip(), width, "", rest)]


def letters_of(names: Sequence[str]) -> list[str]:
    """Return one letter for each name, no two the same."""
    chosen: list[str] = []
    for name in names:
        free = [*clean_line(name).lower(), *"123456789abcdefghijklmnopqrstuvwxyz"]
        fit = (each for each in free if each.isascii() and each.isalnum())
        chosen.append(next((each for each in fit if each not in chosen), "+"))
    return chosen
