"""Rows and columns of numbers: the same needs for oneself and for the others."""

from collections.abc import Sequence
from typing import NamedTuple

from leadcoach.domain.text import clean_line
from leadcoach.rendering.drawing import WIDTH, fitted, in_ascii, padded
from leadcoach.rendering.page import Picture
from leadcoach.rendering.screen import columns

_LONGEST_LABEL = 14
_NARROWEST = 11


class GridRow(NamedTuple):
    """A row: its label, and a number or None for each column."""

    label: str
    cells: tuple[int | None, ...]


def grid(
    names: Sequence[str], rows: Sequence[GridRow], ends: tuple[int, int] = (1, 5)
) -> Picture:
    """Return `rows` under the column `names`, no wider than 38 columns.

    The lowest number is marked where there is only one of it.
    """
    if not rows:
        return Picture((), (), ())
    given = [cell for row in rows for cell in row.cells if cell is not None]
    low = min(given, default=0)
    lowest = low if given.count(low) == 1 and len(given) > 1 else None
    names = [clean_line(name) for name in names]
    lines = _lines(names, rows, ends, lowest)
    words = tuple(_said(row, names, ends[1], lowest) for row in rows)
    return Picture(tuple(lines), in_ascii(lines), words, holds_all=True)


def _lines(
    names: Sequence[str],
    rows: Sequence[GridRow],
    ends: tuple[int, int],
    lowest: int | None,
) -> list[str]:
    labels = [clean_line(row.label) for row in rows]
    wide = max(map(columns, labels)) + 1
    room = (WIDTH - wide) // max(1, len(names))
    cells = [[_cell(cell, ends, lowest) for cell in row.cells] for row in rows]
    fits = all(
        columns(each) < room for each in (*names, *(c for r in cells for c in r))
    )
    if wide > _LONGEST_LABEL or room < _NARROWEST or not fits:
        return _stacked(names, labels, cells)
    head = " " * wide + "".join(padded(name, room) for name in names)
    drawn = [
        padded(label, wide) + "".join(padded(cell, room) for cell in row)
        for label, row in zip(labels, cells, strict=True)
    ]
    return [line.rstrip() for line in (head, *drawn)]


def _stacked(
    names: Sequence[str], labels: Sequence[str], cells: Sequence[Sequence[str]]
) -> list[str]:
    wide = max(map(columns, names))
    lines: list[str] = []
    for label, row in zip(labels, cells, strict=True):
        lines += fitted(label, WIDTH)
        lines += [
            f"  {padded(name, wide)} {cell}" if wide < WIDTH - 14 else f"  {cell}"
            for name, cell in zip(names, row, strict=True)
        ]
    return lines


def _cell(cell: int | None, ends: tuple[int, int], lowest: int | None) -> str:
    low, high = ends
    steps = high - low + 1
    if cell is None:
        return "left open"
    full = cell - low + 1
    drawn = "■" * full + "□" * (steps - full) + " " if steps <= 7 else ""
    return f"{drawn}{cell}{' ◂' if cell == lowest else ''}"


def _said(row: GridRow, names: Sequence[str], high: int, lowest: int | None) -> str:
    parts = [
        f"{name} {'left open' if cell is None else f'{cell} of {high}'}"
        + (", the lowest" if cell is not None and cell == lowest else "")
        for name, cell in zip(names, row.cells, strict=True)
    ]
    return f"{clean_line(row.label)}: {'; '.join(parts)}."
