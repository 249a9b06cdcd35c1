"""Rows and columns of numbers: the same needs for oneself and for the others."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from leadcoach.domain.text import clean, clean_line, first_words, words_in
from leadcoach.rendering.page import Picture
from leadcoach.rendering.screen import columns, wrap

WIDTH = 38
"""columns a drawing may take, so that it fits a screen of 40 with its indent"""


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
        return Picture((), ())
    given = [cell for row in rows for cell in row.cells if cell is not None]
    low = min(given, default=0)
    lowest = low if given.count(low) == 1 and len(given) > 1 else None
    names = [clean_line(name) for name in names]
    lines = _lines(names, rows, ends, lowest)
    words = tuple(_said(row, names, ends[1], lowest) for row in rows)
    return Picture(tuple(lines), words, holds_all=True)


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
        return Picture((), ())
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
    return Picture(tuple(lines), words, holds_all=True)


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


_INSIDE = WIDTH - 4
_LONGEST = 60
"""words of one answer that a card holds"""


def card(title: str, rows: Sequence[tuple[str, str]]) -> Picture:
    """Return a card, 38 columns wide, of labels and the words beside them."""
    if not rows:
        return Picture((), ())
    inside = fitted(title, _INSIDE)
    for label, text in rows:
        inside += ["", *fitted(f"{clean_line(label)}:", _INSIDE)] if label else [""]
        inside += [f"  {line}" for line in fitted(_cut(text), _INSIDE - 2)]
    edge = "─" * (WIDTH - 2)
    body = inside if title.strip() else inside[1:]
    lines = [
        f"┌{edge}┐",
        *(f"│ {padded(each, _INSIDE)} │" for each in body),
        f"└{edge}┘",
    ]
    words = (*_title(title), *_said_card(rows))
    return Picture(tuple(lines), words, holds_all=True)


def rope(rows: Sequence[tuple[str, str]]) -> Picture:
    """Return what stands at the top, between and at the bottom of a rope."""
    if not rows:
        return Picture((), ())
    signs = ["┬", *"┼" * (len(rows) - 2), "┴"] if len(rows) > 1 else ["┼"]
    lines: list[str] = []
    for at, ((label, text), sign) in enumerate(zip(rows, signs, strict=True), 1):
        side = "│" if at < len(rows) else " "
        lines += [f"{sign} {line}" for line in fitted(label, WIDTH - 2)[:1]]
        lines += [f"{side}   {line}" for line in fitted(_cut(text), WIDTH - 4)]
        lines += ["│"] * (at < len(rows))
    return Picture(tuple(lines), _said_card(rows), holds_all=True)


def _cut(text: str) -> str:
    return first_words(text, _LONGEST) if len(words_in(text)) > _LONGEST else text


def _title(title: str) -> tuple[str, ...]:
    return (clean_line(title),) if title.strip() else ()


def _said_card(rows: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(
        f"{clean_line(label)}: {clean(_cut(text)).strip()}" if label else _cut(text)
        for label, text in rows
    )


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
        return Picture((), ())
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
    return Picture(tuple(lines), words)
