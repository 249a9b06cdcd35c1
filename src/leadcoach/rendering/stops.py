"""A line with stops from top to bottom, and marks at some of them."""

from collections.abc import Sequence
from typing import NamedTuple

from leadcoach.domain.text import clean_line
from leadcoach.rendering.drawing import WIDTH, fitted, in_ascii, letters_of
from leadcoach.rendering.page import Picture


class Stand(NamedTuple):
    """What is marked: its name, the place of its stop from 0, and what it says.

    `at` is None where the answer lies beside the line.
    """

    name: str
    at: int | None
    says: str


def line_of_stops(stops: Sequence[str], stands: Sequence[Stand]) -> Picture:
    """Return the line of `stops` with a letter at each stand; at most 38 columns."""
    if not stops or not stands:
        return Picture((), (), ())
    letters = letters_of([stand.name for stand in stands])
    gutter = max(2, len(stands) * 2)
    lines: list[str] = []
    for at, stop in enumerate(stops):
        here = [
            letter
            for letter, stand in zip(letters, stands, strict=True)
            if stand.at == at
        ]
        sign = "●" if here else "○"
        label = fitted(stop, WIDTH - gutter - 2) or [""]
        lines.append(f"{' '.join(here):<{gutter}}{sign} {label[0]}".rstrip())
        tail = "│" if at < len(stops) - 1 else " "
        lines += [f"{'':{gutter}}{tail} {more}" for more in label[1:]]
        if at < len(stops) - 1:
            lines.append(f"{'':{gutter}}│")
    lines.append("")
    for letter, stand in zip(letters, stands, strict=True):
        beside = f": {clean_line(stand.says)}, beside the line" * (stand.at is None)
        lines += fitted(f"{letter} {clean_line(stand.name)}{beside}", WIDTH, "  ")
    words = tuple(
        f"{clean_line(stand.name).capitalize()}: {clean_line(stand.says)}"
        f"{', which is not on this line' if stand.at is None else ''}."
        for stand in stands
    )
    return Picture(tuple(lines), in_ascii(lines), words)
