"""A page in lines of text alone: nothing drawn, no columns, no escape codes."""

from typing import assert_never

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
from leadcoach.rendering.screen import Screen, shown, wrap


def render(page: Page, screen: Screen) -> str:
    """Return `page` as lines that read well aloud."""
    blocks = (Heading(page.title, 1), *page.blocks)
    parts = [lines for each in blocks if (lines := _block(each, screen))]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def labelled(label: str, text: str, screen: Screen) -> list[str]:
    """Return the lines of `label: text`, those after the first set in by two."""
    label, text = beside(label, text)
    name, text = shown(clean_line(label), screen), shown(text, screen).strip()
    return wrap(f"{name}: {text}" if name else text, screen.prose, "", "  ")


def rows_in_words(table: Table, screen: Screen) -> list[str]:
    """Return a table as `head: cell` lines, with an empty line between its rows."""
    lines: list[str] = []
    for row in table.rows:
        lines += [""] if lines else []
        for head, cell in zip(table.head, row, strict=True):
            lines += labelled(head, cell, screen) if clean_line(cell) else []
    return lines


def listed(listing: Listing, screen: Screen) -> list[str]:
    """Return the items, each behind its number or a dash."""
    lines: list[str] = []
    last = len(str(len(listing.items)))
    for number, item in enumerate(listing.items, 1):
        mark = f"{number:>{last}}. " if listing.numbered else "- "
        text = shown(item, screen).strip()
        lines += wrap(text, screen.prose, mark, " " * len(mark))
    return lines


# One case a block; the type checker names a forgotten one.
def _block(block: Block, screen: Screen) -> list[str]:  # noqa: C901, PLR0911
    match block:
        case Rule():
            return []
        case Heading(text=text):
            line = shown(clean_line(text), screen)
            return wrap(line, screen.prose) if line else []
        case Paragraph(text=text):
            return _prose(text, screen)
        case Words():
            return _words(block, screen)
        case Listing():
            return listed(block, screen)
        case Pairs(rows=rows):
            return [line for row in rows for line in labelled(*row, screen)]
        case Table():
            return rows_in_words(block, screen)
        case Picture(words=words):
            return [line for each in words for line in _prose(each, screen)]
        case Framed():
            return _framed(block, screen)
        case Verbatim(text=text):
            return _prose(text, screen)
        case SideBySide(below=below) | Together(blocks=below):
            return [line for each in below for line in _block(each, screen)]
        case _:
            assert_never(block)


def _prose(text: str, screen: Screen) -> list[str]:
    text = shown(text, screen).strip("\n ")
    return wrap(text, screen.prose) if text else []


def _words(words: Words, screen: Screen) -> list[str]:
    text = shown(words.text, screen).strip("\n")
    if not text.strip():
        return []
    marks = "“”" if screen.unicode else '""'
    if words.quoted:
        lines = wrap(marks[0] + text + marks[1], screen.prose)
    else:
        lines = wrap(text, screen.prose, "  ", "  ")
    source = clean_line(words.source)
    return lines + (labelled("From", source, screen) if source else [])


def _framed(framed: Framed, screen: Screen) -> list[str]:
    title = shown(clean_line(framed.title), screen)
    lines = wrap(f"{title}:", screen.prose) if title else []
    text = shown("\n".join(framed.lines), screen)
    return lines + (wrap(text, screen.prose, "  ") if text.strip() else [])
