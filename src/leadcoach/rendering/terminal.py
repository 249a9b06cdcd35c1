"""A page on a terminal, and on a plain screen in lines of text alone.

Every line is laid out here, so that it fits with and without colour. Colour is taken
from the sixteen of the person's own theme and never says anything alone. On a plain
screen nothing is drawn, nothing stands in columns, and there are no escape codes.
"""

from itertools import zip_longest
from typing import TypeAlias

from leadcoach.domain.text import clean_line, columns, wrap
from leadcoach.rendering import page as blocks
from leadcoach.rendering.screen import Screen, shown

StyledLine: TypeAlias = tuple[tuple[str, str], ...]
"""Pieces of one line: text, and the style of that text"""

# Styles, as a terminal takes them.
_STRONG, _QUIET, _LINE, _NAME = "1", "3", "36", "1;36"
_LONGEST_LABEL = 24
_WIDEST_PICTURE = 76


def render(page: blocks.Page, screen: Screen) -> str:
    """Return `page` as lines for a terminal, none wider than `screen`."""
    lines: list[StyledLine] = []
    gap = False
    for block in (blocks.Heading(page.title, 1), *page.blocks):
        shows = _block(block, screen)
        if shows:
            lines += [(), *shows] if gap else shows
            # What stands under a heading stands close to it; read aloud, it pauses.
            near = isinstance(block, blocks.Heading) and block.level > 1
            gap = screen.plain or not near
    return "".join(
        "".join(
            f"\x1b[{style}m{text}\x1b[0m" if screen.colour and text and style else text
            for text, style in line
        )
        + "\n"
        for line in lines
    )


# One case a block; the type checker names a forgotten one.
def _block(block: blocks.Block, screen: Screen) -> list[StyledLine]:  # noqa: C901, PLR0911
    match block:
        case blocks.Rule():
            return [] if screen.plain else [((_dash(screen) * 3, _LINE),)]
        case blocks.Heading():
            return _heading(block, screen)
        case blocks.Paragraph(text=text, quiet=quiet):
            return _prose(text, screen, _QUIET if quiet else "")
        case blocks.Words():
            return _words(block, screen)
        case blocks.Listing():
            return _listing(block, screen)
        case blocks.Pairs():
            return _pairs(block, screen)
        case blocks.Table():
            return _table(block, screen)
        case blocks.Picture():
            return _picture(block, screen)
        case blocks.Framed():
            return _framed(block, screen)
        case blocks.Verbatim(text=text):
            return _prose(text, screen, indent="" if screen.plain else _indent(screen))
        case blocks.SideBySide(below=below) | blocks.Together(blocks=below):
            lines: list[StyledLine] = []
            for before, each in zip((None, *below), below, strict=False):
                # A name does not stick to the picture above it.
                gap: list[StyledLine] = (
                    [()] if isinstance(before, blocks.Picture) else []
                )
                lines += [*gap, *_block(each, screen)]
            return lines


def _dash(screen: Screen) -> str:
    return "─" if screen.unicode else "-"


def _indent(screen: Screen) -> str:
    return "  " if screen.plain or screen.width < 40 else "    "


def _name(text: str, screen: Screen) -> str:
    return shown(clean_line(text), screen)


def _styled(lines: list[str], style: str = "") -> list[StyledLine]:
    return [((line, style),) for line in lines]


def _prose(
    text: str, screen: Screen, style: str = "", indent: str = ""
) -> list[StyledLine]:
    text = shown(text, screen).strip("\n")
    return _styled(wrap(text, screen.prose, indent), style) if text.strip() else []


def _heading(heading: blocks.Heading, screen: Screen) -> list[StyledLine]:
    style = _NAME if heading.level == 2 else _STRONG
    lines = _prose(clean_line(heading.text), screen, style)
    if heading.level > 1 or screen.plain or not lines:
        return lines
    long = max(columns(text) for line in lines for text, _ in line)
    return [*lines, ((_dash(screen) * long, _LINE),)]


def _words(words: blocks.Words, screen: Screen) -> list[StyledLine]:
    text, indent = words.text, _indent(screen)
    source = _name(words.source, screen)
    if screen.plain and words.quoted and shown(text, screen).strip():
        left, right = "“”" if screen.unicode else '""'
        text, indent = left + shown(text, screen).strip("\n") + right, ""
    lines = _prose(text, screen, indent=indent)
    if not lines or not source:
        return lines
    if screen.plain:
        return lines + _labelled("From", source, screen)
    first = indent + ("— " if screen.unicode else "-- ")
    from_ = wrap(source, screen.prose, first, " " * len(first))
    return lines + _styled(from_, _QUIET)


def _listing(listing: blocks.Listing, screen: Screen) -> list[StyledLine]:
    lines: list[str] = []
    wide = len(str(max(listing.numbers, default=0)))
    for number, item in listing.numbered:
        mark = f"{number:>{wide}}. " if number else "- "
        lines += wrap(shown(item, screen).strip(), screen.prose, mark, " " * len(mark))
    return _styled(lines)


def _pairs(pairs: blocks.Pairs, screen: Screen) -> list[StyledLine]:
    told = [blocks.beside(*row) for row in pairs.rows]
    labels = [_name(label, screen) for label, _ in told]
    wide = max(map(columns, labels), default=0)
    if screen.narrow or wide > _LONGEST_LABEL:
        return [line for row in told for line in _labelled(*row, screen)]
    lines: list[StyledLine] = []
    hang = " " * (wide + 3)
    for label, (_, text) in zip(labels, told, strict=True):
        first, *rest = wrap(shown(text, screen).strip(), screen.prose - len(hang))
        name = f"{label}:" if label else ""
        pad = " " * (len(hang) - columns(name)) if first else ""
        lines.append(((name, _STRONG), (pad + first, "")))
        lines += _styled([hang + each if each else "" for each in rest])
    return lines


def _labelled(label: str, text: str, screen: Screen) -> list[StyledLine]:
    """Return the lines of `label: text`, those after the first set in by two."""
    label, text = blocks.beside(label, text)
    name, text = _name(label, screen), shown(text, screen).strip()
    lines: list[StyledLine] = []
    for line in wrap(f"{name}: {text}" if name else text, screen.prose, "", "  "):
        head, colon, rest = line.partition(":")
        begins = colon and not line.startswith(" ")
        lines.append(((head + colon, _STRONG if begins else ""), (rest, "")))
    return lines


def _table(table: blocks.Table, screen: Screen) -> list[StyledLine]:
    if not table.rows:
        return []
    if table.brief:
        return _brief(table, screen)
    # With less room than that, columns of words are cut to pieces.
    cells = zip(table.head, *table.filled, strict=True)
    least = sum(min(14, 2 + max(map(columns, each))) for each in cells)
    if screen.narrow or screen.width < least:
        return _items(table, screen) if table.by_item else _stacked(table, screen)
    head = [_name(cell, screen) for cell in table.head]
    rows = [[shown(cell, screen).strip() for cell in row] for row in table.filled]
    # Each column as wide as its widest line; then the widest gives way, step by step.
    widths = [
        max(columns(line) for cell in column for line in cell.split("\n")) or 1
        for column in zip(head, *rows, strict=True)
    ]
    for _ in range(sum(widths) + 2 * (len(head) - 1) - screen.width):
        widths[widths.index(max(widths))] -= 1
    return _in_columns(head, rows, widths, screen)


def _stacked(table: blocks.Table, screen: Screen) -> list[StyledLine]:
    lines: list[StyledLine] = []
    for row in table.rows:
        lines += [()] if lines else []
        for named, cell in zip(table.head, row, strict=True):
            lines += _labelled(named, cell, screen) if clean_line(cell) else []
    return lines


def _items(table: blocks.Table, screen: Screen) -> list[StyledLine]:
    """Return each row as its item and, below it, what each column says of it."""
    named, *heads = table.head
    lines = _prose(f"{clean_line(named)}:", screen) if clean_line(named) else []
    inside = screen._replace(width=screen.prose - 2)
    for first, *row in table.rows:
        cells = [each for each in zip(heads, row, strict=True) if clean_line(each[1])]
        item = _name(first, screen) if cells else f"{first}: –"
        lines += _prose(clean_line(item), screen, _STRONG)
        told = (line for each in cells for line in _labelled(*each, inside))
        lines += ((("  ", ""), *line) for line in told)
    return lines


def _in_columns(
    head: list[str], rows: list[list[str]], widths: list[int], screen: Screen
) -> list[StyledLine]:
    under = "  ".join(_dash(screen) * width for width in widths)
    return [
        *_styled(_row(head, widths), _STRONG),
        ((under, _LINE),),
        *_styled([line for row in rows for line in _row(row, widths)]),
    ]


_LEAST_ROOM = 20
"""columns that the last cell of a brief row needs"""


def _brief(table: blocks.Table, screen: Screen) -> list[StyledLine]:
    """Return a line for each row, or without columns the cells one after the other."""
    rows = [[_name(cell, screen) for cell in row] for row in table.rows]
    head = [_name(cell, screen) for cell in table.head]
    wide = [max(map(columns, each)) for each in zip(head, *rows, strict=True)]
    room = screen.width - sum(wide[:-1]) - 2 * len(wide[:-1])
    if screen.narrow or room < _LEAST_ROOM:
        told = (f"{at}. {', '.join(of)}: {said}" for at, *of, said in rows)
        wrapped = (wrap(each, screen.prose, "", "   ") for each in told)
        return _styled([line for lines in wrapped for line in lines])
    more = shown(" …", screen)
    for row in rows:
        if len(wrap(row[-1], room)) > 1:  # the words that fit, and that others follow
            row[-1] = wrap(row[-1].removesuffix(more), room - len(more))[0] + more
    return _in_columns(head, rows, [*wide[:-1], min(wide[-1], room)], screen)


def _row(cells: list[str], widths: list[int]) -> list[str]:
    wrapped = [wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    return [
        "  ".join(
            part + " " * (width - columns(part))
            for part, width in zip(parts, widths, strict=True)
        ).rstrip(" ")
        for parts in zip_longest(*wrapped, fillvalue="")
    ]


def _picture(picture: blocks.Picture, screen: Screen) -> list[StyledLine]:
    drawing = picture.lines
    if picture.wider and not screen.narrow:
        drawing = picture.wider(min(screen.prose, _WIDEST_PICTURE + 2) - 2)
    lines = [shown(line, screen) for line in drawing]
    wide = max(map(columns, lines), default=0)
    drawn: list[StyledLine] = []
    if 0 < wide <= screen.width and not screen.plain:
        indent = "  " if wide + 2 <= screen.width else ""
        drawn = _styled([f"{indent}{line}".rstrip(" ") for line in lines])
    if drawn and picture.holds_all:
        return drawn
    said = [line for each in picture.words for line in _prose(each, screen)]
    return [*drawn, *([()] if drawn and said else []), *said]


def _framed(framed: blocks.Framed, screen: Screen) -> list[StyledLine]:
    side = "│ " if screen.unicode else "| "
    side, indent, colon = ("", "  ", ":") if screen.plain else (side, "", "")
    title = _name(framed.title, screen)
    room = screen.prose - len(side)
    lines = _styled(wrap(title + colon, room), _STRONG) if title else []
    text = shown("\n".join(framed.lines), screen).strip("\n")
    lines += _styled(wrap(text, room, indent)) if text.strip() else []
    return [((side if line[0][0] else side.rstrip(), _LINE), *line) for line in lines]
