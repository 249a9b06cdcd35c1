"""A reading as a page: two paragraphs, or why there are none; and the lenses beneath."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from leadcoach.domain.entry import Entry
from leadcoach.domain.reading import LensPoint, Reading
from leadcoach.rendering.page import Block, Heading, Page, Pairs, Paragraph, Words
from leadcoach.rendering.pages.as_data import SCHEMA, reading_data

if TYPE_CHECKING:
    from leadcoach.readers.ranking import Ranked

TOO_LITTLE = (
    "There is too little here about what you did to say how you lead. "
    "One question instead:"
)
_QUOTED = re.compile(r'"([^"]*)"')
_LONG = 20
"""letters from which on a quote may well be the words of a lens"""
AMENDED = "The mirror, in your words"


def mirror_page(reading: Reading) -> Page:
    """Return what is shown when the mirror is held up, and no word of it twice."""
    points = [_without_what_stands_above(each, reading) for each in reading.points]
    blocks = [*mirror_blocks(reading), *lens_blocks(points)]
    return Page(title="The mirror", blocks=tuple(blocks))


def mirror_blocks(reading: Reading) -> list[Block]:
    """Return the paragraphs of a reading, or the question it asks instead."""
    if not reading.abstained:
        return [Paragraph(text) for text in reading.paragraphs]
    blocks: list[Block] = [Paragraph(TOO_LITTLE)]
    return [*blocks, Paragraph(reading.question)] if reading.question else blocks


def _without_what_stands_above(point: LensPoint, reading: Reading) -> LensPoint:
    """Return the point without words of its lens that a paragraph has just quoted.

    Where something was found beside the lens, its question waits for another time, too:
    a sitting has enough of them.
    """
    quoted = _QUOTED.findall(" ".join(reading.paragraphs))
    stands_above = any(len(each) >= _LONG and each in point.says for each in quoted)
    says = "" if stands_above else point.says
    return replace(point, says=says, ask="" if point.shares else point.ask)


def lens_blocks(points: Sequence[LensPoint]) -> Iterator[Block]:
    """Yield, for each lens, what the account shares, where it differs, what is open."""
    if points:
        yield Heading("Beside published ideas")
    for point in points:
        yield Heading(": ".join(filter(None, (point.who, point.says))), level=3)
        rows = (
            ("Shares", point.shares),
            ("Differs", point.differs),
            ("Leaves open", point.leaves_open),
            ("It asks", point.ask),
        )
        said = tuple(row for row in rows if row[1])
        yield Pairs(said) if said else Paragraph(point.point)


def kept_mirror(entry: Entry) -> list[Block]:
    """Return the reading of an entry, or the person's words in its place."""
    if entry.reading is None:
        return []
    if entry.amended:
        source = "what you would change in it"
        return [Heading(AMENDED), Words(entry.amended, source)]
    return [Heading("The mirror"), *mirror_blocks(entry.reading)]


def text_page(reading: Reading, moments: Sequence["Ranked"], path: Path | None) -> Page:
    """Return the reading of a text; with `moments`, why each was picked out."""
    blocks = [*mirror_blocks(reading), *lens_blocks(reading.points)]
    if moments:
        blocks.append(Heading("Why these sentences"))
    for one in moments:
        blocks += [Words(one.quote.text), Paragraph("; ".join(one.why), quiet=True)]
    data = {
        "schema": SCHEMA,
        "path": str(path) if path else None,
        "reading": reading_data(reading),
        "why": [
            {"text": one.quote.text, "start": one.quote.start, "why": one.why}
            for one in moments
        ],
    }
    return Page("The mirror", tuple(blocks), data)
