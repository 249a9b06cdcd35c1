"""The blocks of a page: what is shown, before any format decides how."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import repeat
from typing import Any, NamedTuple, TypeAlias

from leadcoach.domain.text import clean


class Heading(NamedTuple):
    """The name of a part; `level` 2 stands right under the page's title."""

    text: str
    level: int = 2


class Paragraph(NamedTuple):
    """Something the program says; `quiet` for what may be passed over."""

    text: str
    quiet: bool = False


class Words(NamedTuple):
    """Something the person wrote, with its own paragraphs and line breaks."""

    text: str
    source: str = ""
    """where the words come from, in words"""
    quoted: bool = True
    """whether they need quotation marks where nothing else sets them apart"""


class SideBySide(NamedTuple):
    """Things that belong beside each other, where there is room: names and contents."""

    sides: tuple[tuple[str, "Words | Paragraph | Picture"], ...]
    level: int = 2
    """that of the names as headings"""

    @property
    def parts(self) -> tuple[tuple[Heading, "Block"], ...]:
        return tuple((Heading(title, self.level), block) for title, block in self.sides)

    @property
    def below(self) -> tuple["Block", ...]:
        return tuple(block for part in self.parts for block in part)


class Together(NamedTuple):
    """Blocks that are to be seen at one glance: on a screen with no empty lines between."""

    blocks: tuple["Block", ...]


class Listing(NamedTuple):
    """Several things of a kind."""

    items: tuple[str, ...]
    numbers: tuple[int, ...] = ()
    """their numbers, where they have some"""

    @property
    def numbered(self) -> list[tuple[int, str]]:
        """The items with their numbers; 0 for none."""
        return list(zip(self.numbers or repeat(0), self.items, strict=False))


class Pairs(NamedTuple):
    """Labels, and what stands beside each."""

    rows: tuple[tuple[str, str], ...]


class Table(NamedTuple):
    """Rows under the same heads; every row is as long as `head`."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    by_item: bool = False
    """whether the first cell of a row is what the others are about; they may be empty"""
    brief: bool = False
    """whether a row is one line, on which the last cell gives way"""

    @property
    def filled(self) -> tuple[tuple[str, ...], ...]:
        """Return the rows with a dash where nothing was said of an item."""
        if not self.by_item:
            return self.rows
        return tuple(tuple(cell or "–" for cell in row) for row in self.rows)


@dataclass(frozen=True)
class Rule:
    """A pause between two parts."""


class Picture(NamedTuple):
    """A drawing, and the same in plain sentences, which always stand with it.

    Made by this program only: `svg` goes into a page as it is.
    """

    lines: tuple[str, ...]
    """the drawing; a screen without its signs shows others in their place"""
    words: tuple[str, ...]
    """what it shows, a sentence or two each"""
    svg: str = ""
    holds_all: bool = False
    """whether the drawing is made of words, so that either of the two is enough"""
    wider: Callable[[int], tuple[str, ...]] | None = None
    """the drawing in so many columns, where there is more room than on a phone"""
    title: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
    """the same as `words`: labels below `title`, and what stands beside each"""


class Framed(NamedTuple):
    """Text by the author of an exercise, set apart from the program's own."""

    title: str
    lines: tuple[str, ...]


class Verbatim(NamedTuple):
    """Text to be copied as it stands: a command, a part of a file."""

    text: str


Block: TypeAlias = (
    Heading | Paragraph | Words | Listing | Pairs | Table | Rule | Picture | Framed
    | Verbatim | SideBySide | Together
)  # fmt: skip
"""Anything a page can hold; every format knows how to show each."""


class Page(NamedTuple):
    """What a command shows: the same page in every format."""

    title: str
    blocks: tuple[Block, ...]
    data: Mapping[str, Any] | None = None
    """what a program gets in place of the blocks"""
    language: str = "en"


def beside(label: str, text: str) -> tuple[str, str]:
    """Return a label and its text; a label of several lines stands above the text."""
    return ("", f"{label}\n{text}") if "\n" in label else (label, text)


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of `text`, cleaned; their line breaks are kept."""
    lines = re.sub(r"(?m)[ \t]+$", "", clean(text))
    return [part for part in re.split(r"\n\n+", lines.strip("\n")) if part]


def counted(count: int, one: str, many: str = "") -> str:
    """Return `1 draft` or `2,000 drafts`; `many` where it is not `one` with an s."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"
