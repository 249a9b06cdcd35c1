"""A page as one HTML file that needs nothing else and calls nobody."""

import re
from html import escape
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

_STYLE = """
:root {
  color-scheme: light dark;
  --paper: #fcfaf6; --ink: #2a2723; --soft: #655e55; --line: #ddd5c8;
  --mark: #8a4b2a; --shade: #f4efe6;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #1c1a18; --ink: #e9e3d9; --soft: #b3a99b; --line: #453f38;
    --mark: #e0a27c; --shade: #262320;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; max-width: 40rem; padding: 2.5rem 1.25rem 4rem;
  background: var(--paper); color: var(--ink); overflow-wrap: anywhere;
  font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif;
}
h1, h2, h3, h4, h5, h6 { line-height: 1.25; text-wrap: balance; }
h1 { font-size: 1.75rem; margin: 0 0 1.5rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; color: var(--mark); }
h3, h4, h5, h6 { font-size: 1.0625rem; margin: 1.75rem 0 .5rem; }
p, ul, ol, dl, pre, figure, table { margin: 0 0 1rem; }
p.quiet { color: var(--soft); font-size: .9375rem; }
ul, ol { padding-left: 1.5rem; }
li { margin-bottom: .25rem; }
blockquote {
  margin: 0 0 1.25rem; padding: .125rem 0 .125rem 1.125rem;
  border-left: .1875rem solid var(--mark);
  font: 1.125rem/1.6 Charter, Georgia, "Noto Serif", serif;
}
blockquote[dir=rtl] {
  padding: .125rem 1.125rem .125rem 0;
  border-left: 0; border-right: .1875rem solid var(--mark);
}
blockquote p { margin-bottom: .75rem; }
blockquote > :last-child { margin-bottom: 0; }
blockquote footer { color: var(--soft); font: .875rem/1.5 system-ui, sans-serif; }
dl > div { display: grid; grid-template-columns: 11rem 1fr; column-gap: 1.25rem;
  padding: .4375rem 0; border-bottom: 1px solid var(--line); }
dt { color: var(--soft); }
dd { margin: 0; }
.pair { display: grid; column-gap: 1.5rem;
  grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); }
.pair h2 { margin-top: 1rem; }
.wide { overflow-x: auto; margin-bottom: 1rem; }
table { border-collapse: collapse; min-width: 100%; margin: 0; }
th, td { text-align: start; vertical-align: top; padding: .4375rem .875rem .4375rem 0;
  border-bottom: 1px solid var(--line); min-width: 6rem; }
th { overflow-wrap: normal; color: var(--soft); font-weight: 600; }
hr { border: 0; border-top: 1px solid var(--line); margin: 2.5rem auto; width: 6rem; }
figure svg { display: block; width: 100%; max-width: 30rem; height: auto;
  margin: 0 auto 1rem; }
figure svg .mark { color: var(--mark); }
figcaption p { margin-bottom: .5rem; }
aside { margin: 0 0 1.25rem; padding: .75rem 1rem; background: var(--shade);
  border-left: .1875rem solid var(--line); }
aside > :last-child { margin-bottom: 0; }
aside .title { font-weight: 600; margin-bottom: .375rem; }
pre { padding: .75rem 1rem; background: var(--shade); white-space: pre-wrap;
  font: .875rem/1.5 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; }
@media (max-width: 30rem) {
  body { padding-top: 1.5rem; }
  dl > div { grid-template-columns: 1fr; }
}
@media print {
  :root { --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --mark: #000;
    --shade: #fff; }
  @page { margin: 2cm; }
  body { max-width: none; padding: 0; font-size: 11pt; }
  h1, h2, h3, h4, h5, h6 { break-after: avoid; }
  blockquote, svg, dl > div, tr, li { break-inside: avoid; }
  figure svg { max-width: 20rem; }
  p { orphans: 3; widows: 3; }
  aside, pre { border: 1px solid var(--line); }
}
"""

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def render(page: Page) -> str:
    """Return `page` as a whole HTML document."""
    title = _line(page.title)
    parts = [f'<h1 dir="auto">{title}</h1>' if title else "", *map(_block, page.blocks)]
    return _PAGE.format(
        language=_line(page.language),
        policy=_POLICY,
        title=title or "leadcoach",
        style=_STYLE,
        body="\n".join(filter(None, parts)),
    )


# One case a block; the type checker names a forgotten one.
def _block(block: Block) -> str:  # noqa: C901, PLR0911, PLR0912
    match block:
        case Rule():
            return "<hr>"
        case Heading():
            return _heading(block)
        case Paragraph(text=text, quiet=quiet):
            return _paragraphs(text, ' class="quiet"' if quiet else "")
        case Words():
            return _words(block)
        case Listing():
            return _listing(block)
        case Pairs(rows=rows):
            pairs = "".join(_pair(*row) for row in rows)
            return f"<dl>\n{pairs}</dl>" if pairs else ""
        case Table():
            return _table(block)
        case Picture():
            return _picture(block)
        case Framed():
            return _framed(block)
        case SideBySide():
            return _side_by_side(block)
        case Together(blocks=blocks):
            return "\n".join(map(_block, blocks))
        case Verbatim(text=text):
            code = escape(clean(text).strip("\n"))
            return f'<pre dir="auto"><code>{code}</code></pre>' if code else ""
        case _:
            assert_never(block)


def _line(text: str) -> str:
    return escape(clean_line(text))


def _broken(text: str) -> str:
    # Line breaks stay, and so do the spaces a line begins with.
    text = escape(clean(text).strip("\n").replace("\t", "    "))
    text = re.sub(
        r"^ +", lambda spaces: "\u00a0" * len(spaces.group()), text, flags=re.MULTILINE
    )
    return text.replace("\n", "<br>\n")


def _paragraphs(text: str, attributes: str = "") -> str:
    parts = map(_broken, paragraphs(text))
    return "\n".join(f'<p{attributes} dir="auto">{part}</p>' for part in parts)


def _heading(heading: Heading) -> str:
    level = min(6, max(2, heading.level))
    text = _line(heading.text)
    return f'<h{level} dir="auto">{text}</h{level}>' if text else ""


def _words(words: Words) -> str:
    text = _paragraphs(words.text)
    source = _line(words.source)
    footer = f'\n<footer dir="auto">{source}</footer>' if source else ""
    return f'<blockquote dir="auto">\n{text}{footer}\n</blockquote>' if text else ""


def _listing(listing: Listing) -> str:
    tag = "ol" if listing.numbered else "ul"
    items = "".join(f'<li dir="auto">{_broken(each)}</li>\n' for each in listing.items)
    return f"<{tag}>\n{items}</{tag}>" if items else ""


def _pair(label: str, text: str) -> str:
    label, text = beside(label, text)
    value = _broken(text)
    return f'<div><dt>{_line(label)}</dt><dd dir="auto">{value}</dd></div>\n'


def _table(table: Table) -> str:
    if not table.rows:
        return ""
    head = "".join(f'<th scope="col">{_line(cell)}</th>' for cell in table.head)
    rows = "\n".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows)
    return (
        f'<div class="wide"><table>\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody>\n</table></div>"
    )


def _cell(text: str) -> str:
    return f'<td dir="auto">{_broken(text)}</td>'


def _picture(picture: Picture) -> str:
    words = "\n".join(_paragraphs(each) for each in picture.words)
    drawn = picture.svg
    if not drawn and picture.lines and not picture.holds_all:
        lines = escape(clean("\n".join(picture.lines)))
        drawn = f'<pre aria-hidden="true">{lines}</pre>'
    return f"<figure>\n{drawn}\n<figcaption>\n{words}\n</figcaption>\n</figure>"


def _side_by_side(pair: SideBySide) -> str:
    sides = [
        "\n".join(filter(None, (_heading(Heading(side.title)), _block(side.block))))
        for side in pair.sides
    ]
    inside = "\n".join(f"<section>\n{side}\n</section>" for side in sides if side)
    return f'<div class="pair">\n{inside}\n</div>' if inside else ""


def _framed(framed: Framed) -> str:
    title = _line(framed.title)
    named = f'<p class="title" dir="auto">{title}</p>\n' if title else ""
    text = named + _paragraphs("\n".join(framed.lines))
    return f"<aside>\n{text}\n</aside>" if text else ""
