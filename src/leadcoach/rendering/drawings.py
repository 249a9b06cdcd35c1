"""Drawings at most 38 columns wide, each with the same in plain sentences.

A grid, bars, a card, a rope, a line of stops, numbers over time. Where there is more
room, words stand beside their names.
"""

import datetime as dt
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape
from itertools import chain, zip_longest
from typing import NamedTuple, TypeAlias

from leadcoach.domain.dates import MONTHS
from leadcoach.domain.text import (
    clean,
    clean_line,
    columns,
    first_words,
    words_in,
    wrap,
)
from leadcoach.rendering.page import Picture

WIDTH = 38
"""columns a drawing may take, so that it fits a screen of 40 with its indent"""

Rows: TypeAlias = Sequence[tuple[str, str]]
"""a label, and the words beside it"""


def _padded(text: str, width: int) -> str:
    return text + " " * max(0, width - columns(text))


def _fitted(text: str, width: int, rest: str = "") -> list[str]:
    """Return the lines of a person's words, cleaned and at most `width` columns."""
    lines = [line for line in clean(text).split("\n") if line.strip()]
    return [part for line in lines for part in wrap(line.strip(), width, "", rest)]


def _below(rows: Rows, width: int) -> list[str]:
    """Return what was drawn for each name under it, set in by two."""
    lines: list[str] = []
    for name, drawn in rows:
        lines += [*_fitted(name, width), *([f"  {drawn}"] if drawn else [])]
    return lines


def _picture(
    draw: Callable[[int], tuple[str, ...]], pairs: Rows, title: str = "", end: str = ""
) -> Picture:
    """Return what `draw` makes of a width; `pairs` say the same, each with its `end`."""
    said = (": ".join(filter(None, each)) + (end if each[0] else "") for each in pairs)
    words = (*([clean_line(title)] if title.strip() else []), *said)
    lines = draw(WIDTH)
    return Picture(lines, words, "", True, draw, title, tuple(pairs))  # noqa: FBT003


# The grid: the same rows for oneself and for the others.

GridRow: TypeAlias = tuple[str, Sequence[int | None]]
"""its label, and a number or None for each column"""


def grid(
    names: Sequence[str], rows: Sequence[GridRow], ends: tuple[int, int] = (1, 5)
) -> Picture:
    """Return `rows` under the column `names`; `ends` are the least and the most.

    The lowest number is marked where there is only one of it.
    """
    given = [cell for _, row in rows for cell in row if cell is not None]
    low = min(given, default=0)
    lowest = low if given.count(low) == 1 and len(given) > 1 else None
    names = [clean_line(name) for name in names]
    labels = [clean_line(label) for label, _ in rows]
    cells = [[_cell(cell, ends, lowest) for cell in row] for _, row in rows]
    wide = max(map(columns, labels)) + 1
    room = (WIDTH - wide) // len(names)
    lines: list[str] = []
    if wide > 14 or room < 11 or max(map(columns, chain(names, *cells))) >= room:
        beside = max(map(columns, names))
        for label, drawn in zip(labels, cells, strict=True):
            lines += _fitted(label, WIDTH)
            for name, cell in zip(names, drawn, strict=True):
                named = f"{_padded(name, beside)} " if beside < WIDTH - 14 else ""
                lines.append(f"  {named}{cell}")
    else:
        for label, drawn in zip(("", *labels), (names, *cells), strict=True):
            parts = (_padded(cell, room) for cell in drawn)
            lines.append("".join((_padded(label, wide), *parts)).rstrip())
    words = []
    for label, (_, row) in zip(labels, rows, strict=True):
        told = (
            f"{name} {'left open' if cell is None else f'{cell} of {ends[1]}'}"
            + (", the lowest" if cell is not None and cell == lowest else "")
            for name, cell in zip(names, row, strict=True)
        )
        words.append(f"{label}: {'; '.join(told)}.")
    return Picture(tuple(lines), tuple(words), holds_all=True)


def _cell(cell: int | None, ends: tuple[int, int], lowest: int | None) -> str:
    if cell is None:
        return "left open"
    drawn = f"{_on_a_line(cell, ends)} " if ends[1] - ends[0] < 7 else ""
    return f"{drawn}{cell}{' ◂' if cell == lowest else ''}"


_LONG = 10
"""columns of a line of places"""


def _on_a_line(value: float, ends: tuple[int, int]) -> str:
    """Return a mark at its place between the two ends; nothing is filled."""
    low, high = ends
    places = min(_LONG, max(2, high - low + 1))
    at = round((value - low) / ((high - low) or 1) * (places - 1))
    at = max(0, min(at, places - 1))  # a file changed by hand can hold any number
    return "·" * at + "●" + "·" * (places - 1 - at)


# Bars: a place on a line for each row.

_BESIDE = 23
"""columns that a line takes beside its name, with its number and mark"""


class Bar(NamedTuple):
    """One row: its name, the number given, and the ends of its scale."""

    name: str
    value: float
    low: int = 1
    high: int = 5


def bars(rows: Sequence[Bar], marking: str = "", ends: str = "") -> Picture:
    """Return `rows`, each a place on its line; `marking` is lowest, highest, two highest, both or empty.

    Rows that share a number are marked together; where all are alike, none is. `ends`
    says what the least and the most mean.
    """
    marks = _marks([row.value for row in rows], marking)
    pairs = []
    for row in rows:
        said = f", the {marks[row.value]}" if row.value in marks else ""
        pairs.append((clean_line(row.name), f"{row.value:g} of {row.high}{said}"))
    pairs += [("", ends)] if ends else []
    return _picture(partial(_bars, rows, marks, ends), pairs, end=".")


def _bars(
    rows: Sequence[Bar], marks: Mapping[float, str], ends: str, width: int
) -> tuple[str, ...]:
    drawn = []
    for row in rows:
        line = _on_a_line(row.value, (row.low, row.high))
        spaced = " ".join(line) if len(line) <= _LONG // 2 else line
        mark = f", {marks[row.value]}" if row.value in marks else ""
        drawn.append((clean_line(row.name), f"{spaced}  {row.value:g}{mark}"))
    wide = max(columns(name) for name, _ in drawn)
    lines = _below(drawn, width)
    if wide <= width - _BESIDE:
        lines = [f"{_padded(name, wide)} {each}" for name, each in drawn]
    beside = f"{lines[0]}   ({clean_line(ends)})"
    if ends and WIDTH < width and columns(beside) <= width:  # it takes no line there
        return (beside, *lines[1:])
    return (*lines, *_fitted(ends, width))


def _marks(values: Sequence[float], marking: str) -> dict[float, str]:
    """Return what is said of the numbers that stand out."""
    top = sorted(values, reverse=True)
    marks: dict[float, str] = {}
    if not marking or top[0] == top[-1]:
        return marks
    if marking != "lowest":
        # Where several share the second place, only the first stands out.
        shared = top[0] != top[1] and top[1] in top[2:]
        second = marking == "two highest" and not shared
        marks = dict.fromkeys(top[: 1 + second], "highest")
    if marking in ("lowest", "both"):
        marks[top[-1]] = "lowest"
    return marks


# The card, the rope and the line of stops: answers beside their names.

_LONGEST = 60
"""words of one answer that a card repeats"""


def cut(text: str) -> str:
    """Return a long answer with … where it goes on."""
    return first_words(text, _LONGEST) if len(words_in(text)) > _LONGEST else text


def _cut(rows: Rows) -> Rows:
    return [(clean_line(label), clean(cut(text)).strip()) for label, text in rows]


def card(title: str, rows: Rows) -> Picture:
    """Return a card of labels and the words beside them."""
    rows = _cut(rows)
    return _picture(partial(_card, title, rows), rows, title)


def _card(title: str, rows: Rows, width: int) -> tuple[str, ...]:
    inside = width - 4
    body = _fitted(title, inside)
    colons = [(f"{label}:" if label else "", text) for label, text in rows]
    if width > WIDTH:
        body += chain(*_beside(colons, inside))
    else:
        for label, text in colons:
            body += [""] if body else []
            body += _fitted(label, inside)
            body += [f"  {line}" for line in _fitted(text, inside - 2)]
    edge = "─" * (width - 2)
    framed = (f"│ {_padded(each, inside)} │" for each in body)
    return (f"┌{edge}┐", *framed, f"└{edge}┘")


def _beside(rows: Rows, width: int) -> list[list[str]]:
    """Return the lines of each row, its words beside its label."""
    wide = min(max(columns(label) for label, _ in rows), width // 2)
    found = []
    for label, text in rows:
        names, words = _fitted(label, wide), _fitted(text, width - wide - 2)
        both = zip_longest(names, words, fillvalue="")
        found.append([f"{_padded(name, wide)}  {said}".rstrip() for name, said in both])
    return found


def rope(rows: Rows) -> Picture:
    """Return what stands at the top, between and at the bottom of a rope."""
    rows = _cut(rows)
    return _picture(partial(_rope, rows), rows)


def _rope(rows: Rows, width: int) -> tuple[str, ...]:
    parts = _beside(rows, width - 2) if width > WIDTH else []
    for label, text in () if parts else rows:
        words = (f"  {line}" for line in _fitted(text, width - 4))
        parts.append([*_fitted(label, width - 2)[:1], *words])
    signs = ["┬", *"┼" * (len(parts) - 2), "┴"] if len(parts) > 1 else ["┼"]
    lines: list[str] = []
    for sign, (first, *rest) in zip(
        signs, (part or [""] for part in parts), strict=True
    ):
        side = " " if sign == signs[-1] else "│"
        lines.append(f"{sign} {first}".rstrip())
        lines += [f"{side} {line}".rstrip() for line in rest]
        lines += ["│"] if side == "│" else []
    return tuple(lines)


_BESIDE_THE_LINE = " (beside the line)"


class Stop(NamedTuple):
    """A place on a line: what it is called, and its own number where each has one."""

    name: str
    value: int | None = None
    ends: tuple[int, int] = (1, 5)
    """the least and the most that number can be"""
    what: str = ""
    """what the number is, in words"""


Stops: TypeAlias = Sequence[tuple[str, int | None, str]]
"""a name, the place of its stop from 0 or None beside the line, and what it says"""


def line_of_stops(stops: Sequence[Stop], marks: Stops) -> Picture:
    """Return the line of `stops` with the name of each mark at its stop."""
    pairs = [
        (clean_line(name), f"{clean_line(says)}{_BESIDE_THE_LINE * (place is None)}")
        for name, place, says in marks
    ]
    for each in stops:
        if each.value is not None:
            name = clean_line(": ".join(filter(None, (each.what, each.name))))
            pairs.append((name, f"{each.value} of {each.ends[1]}"))
    return _picture(partial(_line, stops, marks), pairs, end=".")


def _line(stops: Sequence[Stop], marks: Stops, width: int) -> tuple[str, ...]:
    is_rated = any(each.value is not None for each in stops)
    rows = []
    for at, stop in enumerate(stops):
        here = ", ".join(clean_line(name) for name, place, _ in marks if place == at)
        mark = f"◂ {here}" if here else ""
        bar = f"{_bar(stop)}  " if is_rated else ""
        rows.append((clean_line(stop.name), f"{bar}{mark}".rstrip()))
    lines: list[str] = []
    # Where all lies beside the line, the names of its stops say nothing.
    if any(cell.strip() for _, cell in rows):
        wide, widest = (max(map(columns, each)) for each in zip(*rows, strict=True))
        lines = _below(rows, width)
        if wide + 2 + widest <= width:
            lines = [f"{_padded(name, wide)}  {cell}".rstrip() for name, cell in rows]
    for name, place, says in marks:
        if place is None:
            told = f"{clean_line(name)}: {says}{_BESIDE_THE_LINE}"
            lines += _fitted(told, width, "  ")
    return tuple(lines)


def _bar(stop: Stop) -> str:
    """Return the number of a stop on its line, or as much room where it has none."""
    wide = len(str(stop.ends[1]))
    if stop.value is None:
        return " " * (len(_on_a_line(stop.ends[0], stop.ends)) + 1 + wide)
    return f"{_on_a_line(stop.value, stop.ends)} {stop.value:>{wide}}"


# Numbers over time: a sign or a dot for each, and no line between them.

_HEIGHTS = "▁▂▃▄▅▆▇█"
_MOST_ROWS = 12
_ROOM = WIDTH - 13
"""columns of signs beside the names of their months"""

Point: TypeAlias = tuple[dt.date, float]
"""a day, and the number that was given on it"""


def over_time(
    name: str, points: Sequence[Point], ends: tuple[float, float], words: Sequence[str]
) -> Picture:
    """Return `points`, oldest first, between `ends`; `words` say the same."""
    # Rows of months, or of quarters; a month without a number is a dot in them.
    low, high = ends
    months: dict[int, str] = {}
    for day, value in points:
        at = round((value - low) / ((high - low) or 1) * (len(_HEIGHTS) - 1))
        month = day.year * 12 + day.month - 1
        months[month] = months.get(month, "") + _HEIGHTS[max(0, min(at, 7))]
    first, last = min(months), max(months)
    many = 3 if last - first > 5 else 1
    lines: list[str] = []
    for begins in range(first // many * many, last + 1, many):
        within = range(max(begins, first), min(begins + many, last + 1))
        row = " ".join(months.get(each, "·") for each in within)
        names = dict.fromkeys(MONTHS[(begins + at) % 12][:3] for at in (0, many - 1))
        named = f"{'-'.join(names)} {begins // 12}"
        for at in range(0, len(row), _ROOM):
            part = row[at : at + _ROOM]
            lines.append(f"{'' if at else named:<13}{part}".rstrip())
    signs = f"{_HEIGHTS[0]} is the least, {_HEIGHTS[-1]} the most."
    spaces = ["A space ends a month; · is one without."] if many > 1 else []
    drawn = (*lines[-_MOST_ROWS:], "", signs, *spaces)
    return Picture(drawn, tuple(words), svg=_dots(name, points, ends, " ".join(words)))


_CHART = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 452 130" role="img"
aria-labelledby="{id}-t {id}-d" font-family="system-ui, sans-serif">
<title id="{id}-t">{name}</title>
<desc id="{id}-d">{words}</desc>
<path d="M36 12V100H444" fill="none" stroke="currentColor" stroke-opacity=".5"/>
<g font-size="14" fill="currentColor"><text x="28" y="23" text-anchor="end">{high:g}</text>\
<text x="28" y="96" text-anchor="end">{low:g}</text>
<text x="36" y="120">{first}</text><text x="444" y="120" text-anchor="end">{last}</text></g>
<g class="mark" fill="currentColor">
{dots}
</g>
</svg>"""


def _dots(
    name: str, points: Sequence[Point], ends: tuple[float, float], words: str
) -> str:
    (low, high), first, last = ends, points[0][0], points[-1][0]
    days = (last - first).days or 1
    dots: dict[tuple[int, int], str] = {}  # what lies on each other is drawn once
    for day, value in points:
        x = round(48 + 384 * (day - first).days / days)
        y = round(90 - 72 * (value - low) / ((high - low) or 1))
        dots[x, y] = (
            f'<circle cx="{x}" cy="{y}" r="4.5">'
            f"<title>{day.isoformat()}: {value:g}</title></circle>"
        )
    told = escape(clean_line(f"{name} {words}"))
    return _CHART.format(
        id=f"chart-{zlib.crc32(told.encode()):08x}",
        name=escape(clean_line(name)),
        words=escape(clean_line(words)),
        low=low,
        high=high,
        first=first.isoformat(),
        last=last.isoformat() if last > first else "",
        dots="\n".join(dots.values()),
    )
