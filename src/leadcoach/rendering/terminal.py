"""A page on a terminal; the only renderer that imports Rich, and only for colour.

Every line is laid out here first, so that it fits with and without colour. Colour is
taken from the sixteen of the person's own theme and never says anything alone.
"""

import io
from typing import TYPE_CHECKING, TypeAlias, assert_never

from leadcoach.domain.text import clean_line
from leadcoach.rendering.page import (
    Block,
    Framed,
    Heading,
    Listing,
    Page,
    Pairs,
    Paragraph,
    Picture,
    Rule,
    SideBySide,
    Table,
    Together,
    Verbatim,
    Words,
    beside,
)
from leadcoach.rendering.plain import labelled, listed, rows_in_words
from leadcoach.rendering.screen import Screen, columns, shown, wrap

if TYPE_CHECKING:
    from rich.console import Console

Line: TypeAlias = tuple[tuple[str, str], ...]
"""Pieces of one line: text, and the style of that text"""

_STRONG = "bold"
_NAME = "bold cyan"
_LINE = "cyan"
_LONGEST_LABEL = 24


def render(page: Page, screen: Screen) -> str:
    """Return `page` as lines for a terminal, none wider than `screen`."""
    lines: list[Line] = _title(page.title, screen)
    gap = bool(lines)
    for block in page.blocks:
        shows = _block(block, screen)
        if shows:
            lines += [(), *shows] if gap else shows
            gap = not isinstance(block, Heading)
    return _coloured(lines, screen) if screen.colour else _bare(lines)


def make_console(file: io.StringIO, width: int) -> "Console":
    """Return the one console: it colours, and interprets nothing in what it is given."""
    from rich.console import Console

    return Console(
        file=file,
        width=width,
        height=100,
        force_terminal=True,
        color_system="standard",
        no_color=False,
        legacy_windows=False,
        force_jupyter=False,
        markup=False,
        emoji=False,
        highlight=False,
        soft_wrap=True,
    )


def _coloured(lines: list[Line], screen: Screen) -> str:
    from rich.text import Text

    file = io.StringIO()
    console = make_console(file, screen.width)
    for line in lines:
        console.print(Text.assemble(*line), soft_wrap=True)
    return file.getvalue()


def _bare(lines: list[Line]) -> str:
    return "".join("".join(text for text, _ in line) + "\n" for line in lines)


# One case a block; the type checker names a forgotten one.
def _block(block: Block, screen: Screen) -> list[Line]:  # noqa: C901, PLR0911
    match block:
        case Rule():
            return [(("─" * 3 if screen.unicode else "-" * 3, _LINE),)]
        case Heading():
            return _heading(block, screen)
        case Paragraph(text=text, quiet=quiet):
            return _prose(text, screen, "italic" if quiet else "")
        case Words():
            return _words(block, screen)
        case Listing():
            return [((line, ""),) for line in listed(block, screen)]
        case Pairs():
            return _pairs(block, screen)
        case Table():
            return _table(block, screen)
        case Picture():
            return _picture(block, screen)
        case Framed():
            return _framed(block, screen)
        case Verbatim(text=text):
            return _prose(text, screen, indent=_indent(screen))
        case SideBySide(below=below) | Together(blocks=below):
            return [line for each in below for line in _block(each, screen)]
        case _:
            assert_never(block)


def _indent(screen: Screen) -> str:
    return "  " if screen.width < 40 else "    "


def _title(title: str, screen: Screen) -> list[Line]:
    lines = _prose(clean_line(title), screen, _STRONG)
    if not lines:
        return []
    long = max(columns(text) for line in lines for text, _ in line)
    return [*lines, ((("─" if screen.unicode else "-") * long, _LINE),)]


def _heading(heading: Heading, screen: Screen) -> list[Line]:
    style = _NAME if heading.level <= 2 else _STRONG
    return _prose(clean_line(heading.text), screen, style)


def _prose(text: str, screen: Screen, style: str = "", indent: str = "") -> list[Line]:
    text = shown(text, screen).strip("\n")
    if not text.strip():
        return []
    return [((line, style),) for line in wrap(text, screen.prose, indent)]


def _words(words: Words, screen: Screen) -> list[Line]:
    indent = _indent(screen)
    lines = _prose(words.text, screen, indent=indent)
    source = clean_line(words.source)
    if not lines or not source:
        return lines
    dash = "— " if screen.unicode else "-- "
    hang = indent + " " * len(dash)
    from_ = wrap(shown(source, screen), screen.prose, indent + dash, hang)
    return [*lines, *(((line, "italic"),) for line in from_)]


def _pairs(pairs: Pairs, screen: Screen) -> list[Line]:
    told = [beside(*row) for row in pairs.rows]
    labels = [shown(clean_line(label), screen) for label, _ in told]
    wide = max(map(columns, labels), default=0)
    if screen.narrow or wide > _LONGEST_LABEL:
        rows = [labelled(*row, screen) for row in told]
        return [line for row in rows for line in _labels_strong(row)]
    lines: list[Line] = []
    for label, (_, text) in zip(labels, told, strict=True):
        hang = " " * (wide + 3)
        cell = wrap(shown(text, screen).strip(), screen.prose - len(hang))
        name = f"{label}:" if label else ""
        pad = " " * (len(hang) - columns(name)) if cell[0] else ""
        lines.append(((name, _STRONG), (pad + cell[0], "")))
        lines += [((hang + each if each else "", ""),) for each in cell[1:]]
    return lines


def _labels_strong(lines: list[str]) -> list[Line]:
    strong: list[Line] = []
    for line in lines:
        label, colon, text = line.partition(":")
        begins = colon and not line.startswith(" ")
        strong.append(((label + colon, _STRONG if begins else ""), (text, "")))
    return strong


def _table(table: Table, screen: Screen) -> list[Line]:
    count = len(table.head)
    if not table.rows or not count:
        return []
    if screen.narrow or screen.width < 14 * count:
        return _labels_strong(rows_in_words(table, screen))
    head = [shown(clean_line(cell), screen) for cell in table.head]
    rows = [[shown(cell, screen).strip() for cell in row] for row in table.rows]
    widths = _column_widths([head, *rows], screen.width - 2 * (count - 1))
    under = ["─" * width if screen.unicode else "-" * width for width in widths]
    lines = _row(head, widths)
    drawn: list[Line] = [((line, _STRONG),) for line in lines]
    drawn.append((("  ".join(under), _LINE),))
    return drawn + [((line, ""),) for row in rows for line in _row(row, widths)]


def _column_widths(rows: list[list[str]], room: int) -> list[int]:
    # Each column as wide as its widest line; then the widest gives way, step by step.
    widths = [
        max(columns(line) for cell in column for line in cell.split("\n")) or 1
        for column in zip(*rows, strict=True)
    ]
    excess = sum(widths) - room
    for _ in range(max(0, excess)):
        widths[widths.index(max(widths))] -= 1
    return widths


def _row(cells: list[str], widths: list[int]) -> list[str]:
    wrapped = [wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    lines = []
    for at in range(max(map(len, wrapped))):
        parts = [cell[at] if at < len(cell) else "" for cell in wrapped]
        padded = (
            part + " " * (width - columns(part))
            for part, width in zip(parts, widths, strict=True)
        )
        lines.append("  ".join(padded).rstrip(" "))
    return lines


def _picture(picture: Picture, screen: Screen) -> list[Line]:
    lines = picture.lines if screen.unicode else picture.ascii
    wide = max(map(columns, lines), default=0)
    drawn: list[Line] = []
    if 0 < wide <= screen.width:
        indent = "  " if wide + 2 <= screen.width else ""
        drawn = [((f"{indent}{line}".rstrip(" "), ""),) for line in lines]
    if drawn and picture.holds_all:
        return drawn
    said = [line for each in picture.words for line in _prose(each, screen)]
    return [*drawn, *([()] if drawn and said else []), *said]


def _framed(framed: Framed, screen: Screen) -> list[Line]:
    side = "│ " if screen.unicode else "| "
    title = shown(clean_line(framed.title), screen)
    text = shown("\n".join(framed.lines), screen).strip("\n")
    named = wrap(title, screen.prose - len(side)) if title else []
    lines = wrap(text, screen.prose - len(side)) if text.strip() else []
    styled = [(line, _STRONG) for line in named] + [(line, "") for line in lines]
    return [((side if line else side.rstrip(), _LINE), (line, style))
            for line, style in styled]  # fmt: skip
