"""A page as Markdown (CommonMark with tables); nobody's words become markup in it."""

import re
from collections.abc import Iterable

from leadcoach.domain.text import clean, clean_line
from leadcoach.rendering import page as blocks

# Only what could become markup, here or in GitHub and Obsidian; the rest stays readable.
_ANYWHERE = re.compile(
    r"[\\`*_\[~|]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\$(?=.*\$)|([=%:^])(?=\1)"
)
_AT_START = re.compile(r"^(#{1,6}(?=\s|$)|[-+=:](?=\s|$)|[-=]+\s*$|-(?=-)|>)")
_NUMBER = re.compile(r"^([0-9]{1,9})([.)])")


def render(page: blocks.Page) -> str:
    """Return `page` as Markdown text."""
    text = _joined(map(_block, (blocks.Heading(page.title, 1), *page.blocks)))
    return text.strip("\n") + "\n"


def escape(text: str) -> str:
    """Return `text` cleaned and such that Markdown shows it letter by letter.

    Line breaks stay line breaks, spaces at the start of a line stay too.
    """
    return "\\\n".join(map(_line, clean(text).rstrip().strip("\n").split("\n")))


def _line(line: str) -> str:
    line = line.replace("\t", "    ").rstrip(" ")
    body = line.lstrip(" ")
    spaces = "\u00a0" * (len(line) - len(body))
    body = _ANYWHERE.sub(lambda found: "\\" + found.group(), body)
    return spaces + _NUMBER.sub(r"\1\\\2", _AT_START.sub(r"\\\1", body))


# One case a block; the type checker names a forgotten one.
def _block(block: blocks.Block) -> str:  # noqa: C901, PLR0911
    match block:
        case blocks.Rule():
            return "---"
        case blocks.Heading(text=text, level=level):
            name = _one_line(text)
            return f"{'#' * min(6, max(1, level))} {name}" if name else ""
        case blocks.Paragraph(text=text):
            return _paragraphs(text)
        case blocks.Words(text=text, source=source):
            from_ = _one_line(source)
            said = _paragraphs(text)
            return _quoted(said, f"— {from_}" if said and from_ else "")
        case blocks.Listing(numbered=numbered):
            marked = ((f"{n}. " if n else "- ", item) for n, item in numbered)
            lines = (mark + _set_in(_paragraphs(i), len(mark)) for mark, i in marked)
            return "\n".join(line.rstrip(" ") for line in lines)
        case blocks.Pairs(rows=rows):
            return "\n".join(_pair(*row) for row in rows)
        case blocks.Table():
            return _table(block) if block.rows else ""
        case blocks.Picture(pairs=[_, *_] as pairs, title=title):
            told, name = "\n".join(_pair(*row) for row in pairs), _one_line(title)
            return _quoted(f"**{name}**", told) if name else told
        case blocks.Picture(lines=lines, words=words, holds_all=in_words):
            drawn = "" if in_words else _fenced("\n".join(lines))
            return _joined([drawn, *map(_paragraphs, words)])
        case blocks.Framed(title=title, lines=lines):
            name = _one_line(title)
            return _quoted(f"**{name}**" if name else "", _paragraphs("\n".join(lines)))
        case blocks.SideBySide(below=below) | blocks.Together(blocks=below):
            return _joined(map(_block, below))
        case blocks.Verbatim(text=text):
            return _fenced(clean(text).strip("\n"))


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(filter(None, parts))


def _one_line(text: str) -> str:
    return escape(clean_line(text))


def _paragraphs(text: str) -> str:
    return _joined(map(escape, blocks.paragraphs(text)))


def _quoted(*parts: str) -> str:
    text = _joined(parts)
    return (
        "\n".join(f"> {line}".rstrip(" ") for line in text.split("\n")) if text else ""
    )


def _pair(label: str, text: str) -> str:
    label, text = blocks.beside(label, text)
    name = _one_line(label)
    said = _set_in(_paragraphs(text), 2)
    return f"- **{name}:** {said}".rstrip() if name else f"- {said}"


def _set_in(text: str, by: int) -> str:
    return re.sub(r"\n(?=.)", "\n" + " " * by, text)


def _table(table: blocks.Table) -> str:
    rows = [" | ".join(map(_one_line, row)) for row in (table.head, *table.filled)]
    rows.insert(1, " | ".join(["---"] * len(table.head)))
    return "\n".join(f"| {row} |" for row in rows)


def _fenced(text: str) -> str:
    if not text:
        return ""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"
