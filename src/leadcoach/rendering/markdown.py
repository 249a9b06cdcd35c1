"""A page as Markdown (CommonMark with tables); nobody's words become markup in it."""

import re
from typing import assert_never

from leadcoach.domain.text import clean, clean_line
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
    paragraphs,
)

# Only what could become markup, here or in GitHub and Obsidian; the rest stays readable.
_ANYWHERE = re.compile(
    r"[\\`*_\[~|]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\$(?=.*\$)|([=%:^])(?=\1)"
)
_AT_START = re.compile(r"^(#{1,6}(?=\s|$)|[-+=:](?=\s|$)|[-=]+\s*$|-(?=-)|>)")
_NUMBER = re.compile(r"^([0-9]{1,9})([.)])")


def render(page: Page) -> str:
    """Return `page` as Markdown text."""
    blocks = (Heading(page.title, 1), *page.blocks)
    return (
        "\n\n".join(text for each in blocks if (text := _block(each))).strip("\n")
        + "\n"
    )


def escape(text: str) -> str:
    """Return `text` cleaned and such that Markdown shows it letter by letter.

    Line breaks stay line breaks, spaces at the start of a line stay too.
    """
    return "\\\n".join(_line(line) for line in clean(text).strip("\n").split("\n"))


def _line(line: str) -> str:
    line = line.replace("\t", "    ").rstrip(" ")
    body = line.lstrip(" ")
    body = _ANYWHERE.sub(lambda found: "\\" + found.group(), body)
    body = _NUMBER.sub(r"\1\\\2", _AT_START.sub(r"\\\1", body))
    return "\u00a0" * (len(line) - len(line.lstrip(" "))) + body


# One case a block; the type checker names a forgotten one.
def _block(block: Block) -> str:  # noqa: C901, PLR0911
    match block:
        case Rule():
            return "---"
        case Heading(text=text, level=level):
            name = _one_line(text)
            return f"{'#' * min(6, max(1, level))} {name}" if name else ""
        case Paragraph(text=text):
            return _paragraphs(text)
        case Words():
            return _words(block)
        case Listing():
            return _listing(block)
        case Pairs(rows=rows):
            return "\n".join(_pair(*row) for row in rows)
        case Table():
            return _table(block)
        case Picture(lines=lines, words=words, holds_all=in_words):
            drawn = "" if in_words else _fenced("\n".join(lines))
            return "\n\n".join(filter(None, (drawn, *map(_paragraphs, words))))
        case Framed(title=title, lines=lines):
            name = _one_line(title)
            strong = f"**{name}**" if name else ""
            parts = filter(None, (strong, _paragraphs("\n".join(lines))))
            return _quoted("\n\n".join(parts))
        case SideBySide(below=below) | Together(blocks=below):
            return "\n\n".join(_block(each) for each in below)
        case Verbatim(text=text):
            return _fenced(clean(text).strip("\n"))
        case _:
            assert_never(block)


def _one_line(text: str) -> str:
    return escape(clean_line(text))


def _paragraphs(text: str) -> str:
    return "\n\n".join(map(escape, paragraphs(text)))


def _quoted(text: str) -> str:
    if not text:
        return ""
    return "\n".join(f"> {line}".rstrip(" ") for line in text.split("\n"))


def _words(words: Words) -> str:
    text = _paragraphs(words.text)
    source = _one_line(words.source)
    return _quoted(f"{text}\n\n— {source}" if text and source else text)


def _listing(listing: Listing) -> str:
    lines = []
    for number, item in enumerate(listing.items, 1):
        mark = f"{number}. " if listing.numbered else "- "
        lines.append((mark + _set_in(_paragraphs(item), len(mark))).rstrip(" "))
    return "\n".join(lines)


def _pair(label: str, text: str) -> str:
    label, text = beside(label, text)
    name = _one_line(label)
    said = _set_in(_paragraphs(text), 2)
    return f"- **{name}:** {said}".rstrip() if name else f"- {said}"


def _set_in(text: str, by: int) -> str:
    return re.sub(r"\n(?=.)", "\n" + " " * by, text)


def _table(table: Table) -> str:
    if not table.rows:
        return ""
    rows = [table.head, ("---",) * len(table.head), *table.rows]
    cells = [
        [cell if at == 1 else _one_line(cell) for cell in row]
        for at, row in enumerate(rows)
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


def _fenced(text: str) -> str:
    if not text:
        return ""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"
