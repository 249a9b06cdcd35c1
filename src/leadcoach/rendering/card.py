"""A person's words on a card to keep or to hand over, and along a rope."""

from collections.abc import Sequence

from leadcoach.domain.text import clean, clean_line, first_words, words_in
from leadcoach.rendering.drawing import WIDTH, fitted, in_ascii, padded
from leadcoach.rendering.page import Picture

_INSIDE = WIDTH - 4
_LONGEST = 60
"""words of one answer that a card holds"""


def card(title: str, rows: Sequence[tuple[str, str]]) -> Picture:
    """Return a card, 38 columns wide, of labels and the words beside them."""
    if not rows:
        return Picture((), (), ())
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
    words = (*_title(title), *_said(rows))
    return Picture(tuple(lines), in_ascii(lines), words, holds_all=True)


def rope(rows: Sequence[tuple[str, str]]) -> Picture:
    """Return what stands at the top, between and at the bottom of a rope."""
    if not rows:
        return Picture((), (), ())
    signs = ["┬", *"┼" * (len(rows) - 2), "┴"] if len(rows) > 1 else ["┼"]
    lines: list[str] = []
    for at, ((label, text), sign) in enumerate(zip(rows, signs, strict=True), 1):
        side = "│" if at < len(rows) else " "
        lines += [f"{sign} {line}" for line in fitted(label, WIDTH - 2)[:1]]
        lines += [f"{side}   {line}" for line in fitted(_cut(text), WIDTH - 4)]
        lines += ["│"] * (at < len(rows))
    return Picture(tuple(lines), in_ascii(lines), _said(rows), holds_all=True)


def _cut(text: str) -> str:
    return first_words(text, _LONGEST) if len(words_in(text)) > _LONGEST else text


def _title(title: str) -> tuple[str, ...]:
    return (clean_line(title),) if title.strip() else ()


def _said(rows: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(
        f"{clean_line(label)}: {clean(_cut(text)).strip()}" if label else _cut(text)
        for label, text in rows
    )
