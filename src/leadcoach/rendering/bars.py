"""Numbers as bars, one for each row; never added up."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from leadcoach.domain.text import clean_line
from leadcoach.rendering.drawing import WIDTH, fitted, in_ascii, padded
from leadcoach.rendering.page import Picture
from leadcoach.rendering.screen import columns

Marking = Literal["", "lowest", "highest", "two highest", "both"]

_LONG = 10
"""columns of a whole bar"""
_BESIDE = 15
"""columns a name may take to stand beside its bar"""


class Bar(NamedTuple):
    """One row: its name, the number given, and the ends of its scale."""

    name: str
    value: float
    low: int = 1
    high: int = 5


def bars(rows: Sequence[Bar], marking: Marking = "") -> Picture:
    """Return `rows` as bars, no wider than 38 columns; `marking` says which stand out.

    Rows that share a number are marked together; where all are alike, none is.
    """
    if not rows:
        return Picture((), (), ())
    marks = _marks([row.value for row in rows], marking)
    names = [clean_line(row.name) for row in rows]
    wide = max(map(columns, names))
    lines: list[str] = []
    for row, name, mark in zip(rows, names, marks, strict=True):
        drawn = f"{_drawn(row)} {row.value:g}{f' ◂ {mark}' if mark else ''}"
        if wide <= _BESIDE:
            lines.append(f"{padded(name, wide)} {drawn}")
        else:
            lines += [*fitted(name, WIDTH), f"  {drawn}"]
    words = tuple(
        f"{name}: {row.value:g} of {row.high}{f', the {mark}' if mark else ''}."
        for row, name, mark in zip(rows, names, marks, strict=True)
    )
    return Picture(tuple(lines), in_ascii(lines), words, holds_all=True)


def _drawn(row: Bar) -> str:
    share = (row.value - row.low + 1) / (row.high - row.low + 1)
    full = min(_LONG, max(1, round(_LONG * share)))
    return "█" * full + "░" * (_LONG - full)


def _marks(values: Sequence[float], marking: Marking) -> list[str]:
    if not marking or len(set(values)) < 2:
        return [""] * len(values)
    low = min(values) if marking in ("lowest", "both") else None
    high = _high(values, marking)
    return [
        "lowest"
        if value == low
        else "highest"
        if high is not None and value >= high
        else ""
        for value in values
    ]


def _high(values: Sequence[float], marking: Marking) -> float | None:
    """Return the number from which a row is marked as highest, or None."""
    if marking == "lowest":
        return None
    top = sorted(values, reverse=True)
    # Where several share the second place, only the first stands out.
    shared = len(top) > 2 and top[1] == top[2] != top[0]
    return top[1] if marking == "two highest" and not shared else top[0]
