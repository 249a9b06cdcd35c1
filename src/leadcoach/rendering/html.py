"""A page as one HTML file that needs nothing else and calls nobody.

Its frame and its style stand in page.html.
"""

import re
from collections.abc import Iterable
from html import escape
from pathlib import Path
from string import Template

from leadcoach.domain.text import clean, clean_line
from leadcoach.rendering import page as blocks

_FRAME = Path(__file__).with_name("page.html")
_SHORT = len("30 Sep 2026")


def render(page: blocks.Page) -> str:
    """Return `page` as a whole HTML document."""
    title = _line(page.title)
    body = _joined(_tag("h1", title), *map(_block, page.blocks))
    return Template(_FRAME.read_text(encoding="utf-8")).substitute(
        language=_line(page.language), title=title or "leadcoach", body=body
    )


# One case a block; the type checker names a forgotten one.
def _block(block: blocks.Block) -> str:  # noqa: C901, PLR0911
    match block:
        case blocks.Rule():
            return "<hr>"
        case blocks.Heading(text=text, level=level):
            return _tag(f"h{min(6, max(2, level))}", _line(text))
        case blocks.Paragraph(text=text, quiet=quiet):
            return _paragraphs(text, ' class="quiet"' if quiet else "")
        case blocks.Words(text=text, source=source):
            said = _paragraphs(text)
            footer = _tag("footer", _line(source)) if said else ""
            return _around('blockquote dir="auto"', [said, footer])
        case blocks.Listing(numbers=numbers, numbered=numbered):
            value = ' value="{}"' if numbers else ""
            items = (
                f'<li dir="auto"{value.format(number)}>{_broken(item)}</li>'
                for number, item in numbered
            )
            return _around("ol" if numbers else "ul", items)
        case blocks.Pairs(rows=rows):
            return _around("dl", (_pair(*row) for row in rows))
        case blocks.Table():
            return _table(block) if block.rows else ""
        case blocks.Picture():
            return _picture(block)
        case blocks.Framed(title=title, lines=lines):
            named = _tag("p", _line(title), ' class="title"')
            return _around("aside", [named, _paragraphs("\n".join(lines))])
        case blocks.SideBySide(parts=parts):
            within = (_around("section", map(_block, part)) for part in parts)
            return _around('div class="pair"', within)
        case blocks.Together(blocks=inside):
            return "\n".join(map(_block, inside))
        case blocks.Verbatim(text=text):
            code = escape(clean(text).strip("\n"))
            return f'<pre dir="auto"><code>{code}</code></pre>' if code else ""


def _line(text: str) -> str:
    return escape(clean_line(text))


def _joined(*parts: str) -> str:
    return "\n".join(filter(None, parts))


def _tag(tag: str, inside: str, attributes: str = "") -> str:
    return f'<{tag}{attributes} dir="auto">{inside}</{tag}>' if inside else ""


def _around(tag: str, parts: Iterable[str]) -> str:
    inside = _joined(*parts)
    return f"<{tag}>\n{inside}\n</{tag.split(' ')[0]}>" if inside else ""


def _broken(text: str) -> str:
    # Line breaks stay, and so do the spaces a line begins with.
    text = escape(clean(text).strip("\n").replace("\t", "    "))
    text = re.sub(r"(?m)^ +", lambda spaces: "\u00a0" * len(spaces.group()), text)
    return text.replace("\n", "<br>\n")


def _paragraphs(text: str, attributes: str = "") -> str:
    parts = map(_broken, blocks.paragraphs(text))
    return _joined(*(_tag("p", part, attributes) for part in parts))


def _pair(label: str, text: str) -> str:
    label, text = blocks.beside(label, text)
    return f'<div><dt>{_line(label)}</dt><dd dir="auto">{_broken(text)}</dd></div>'


def _table(table: blocks.Table) -> str:
    head = "".join(
        f'<th scope="col"{_short(cell)}>{_line(cell)}</th>' for cell in table.head
    )
    rows = "\n".join(f"<tr>{_cells(table, row)}</tr>" for row in table.filled)
    kind = ' class="items"' if table.by_item else ""
    return (
        f'<div class="wide"><table{kind}>\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody>\n</table></div>"
    )


def _cells(table: blocks.Table, row: tuple[str, ...]) -> str:
    """Return a row; where there is no room for columns, each cell says its own."""
    cells = [f'<td dir="auto"{_short(cell)}>{_broken(cell)}</td>' for cell in row]
    if table.by_item:
        cells = [
            f'<td dir="auto" data-head="{_line(head)}">{_broken(cell)}</td>'
            for head, cell in zip(table.head, row, strict=True)
        ]
        cells[0] = f'<th scope="row" dir="auto">{_broken(row[0])}</th>'
    return "".join(cells)


def _short(cell: str) -> str:
    """Return the attribute of a cell that is not broken: a day, a number, a name."""
    return ' class="short"' if len(cell) <= _SHORT and "\n" not in cell else ""


def _picture(picture: blocks.Picture) -> str:
    if picture.pairs:
        title = _tag("figcaption", _line(picture.title))
        rows = _around("dl", (_pair(*row) for row in picture.pairs))
        return _around('figure class="card"' if title else "figure", [title, rows])
    words = "\n".join(map(_paragraphs, picture.words))
    drawn = picture.svg
    if not drawn and picture.lines and not picture.holds_all:
        lines = escape(clean("\n".join(picture.lines)))
        drawn = f'<pre aria-hidden="true">{lines}</pre>'
    return _around("figure", [drawn, _around("figcaption", [words])])
