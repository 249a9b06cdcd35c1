"""The mirror's page: two stories in the person's own words, beside ideas.

Readings of earlier versions have two paragraphs instead, which are shown as they were.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from leadcoach.domain.entry import Entry
from leadcoach.domain.reading import MirrorBlock, Quote, Reading
from leadcoach.domain.sentences import Span, marked
from leadcoach.rendering.as_json import reading_data
from leadcoach.rendering.page import (
    Block,
    Heading,
    Listing,
    Page,
    Pairs,
    Paragraph,
    Side,
    SideBySide,
    Together,
    Words,
)

TOO_LITTLE = (
    "There is too little here about what you did to say how you lead. "
    "One question instead:"
)
NOTHING_TO_READ = "There is nothing here to read."
AMENDED = "The mirror, in your words"
_PAIR = ("best", "struggle")


def mirror_page(
    reading: Reading, texts: Mapping[str, str], *, with_question: bool = True
) -> Page:
    """Return what is shown when the mirror is held up.

    `texts` are the answers it was made of, by their ids. Without its question it is shown
    where that is asked next.
    """
    shown = [
        block for block in reading.blocks if with_question or block.kind != "question"
    ]
    return Page("The mirror", tuple(_blocks(shown, texts)))


def mirror_blocks(reading: Reading, texts: Mapping[str, str]) -> list[Block]:
    """Return the page of a reading; of an earlier one its paragraphs, or its question."""
    if reading.blocks:
        return list(_blocks(reading.blocks, texts))
    if not reading.abstained:
        return [Paragraph(text) for text in reading.paragraphs]
    return [Paragraph(TOO_LITTLE), Paragraph(reading.question)] * bool(reading.question)


def _blocks(blocks: Sequence[MirrorBlock], texts: Mapping[str, str]) -> Iterator[Block]:
    """Yield the ideas; what is the person's own, close together; and the question."""
    own = [(each.title, _said(each, texts)) for each in blocks if each.kind == "own"]
    yield from (Heading(each.title) for each in blocks if each.kind == "ideas")
    if own:
        yield Pairs(tuple(own))
    yield from (Paragraph(each.text) for each in blocks if each.kind == "idea")
    sides = tuple(_side(each, texts) for each in blocks if each.kind in _PAIR)
    below: list[Block] = [SideBySide(sides)] if sides else []
    for block in blocks:
        if block.kind == "keys":
            below.append(Paragraph(block.text))
        if block.kind in ("word", "underlined"):
            said = _said(block, texts)
            below.append(Heading(block.title))
            below += [Words(said, quoted=False)] if said else []
    if below:
        yield Together(tuple(below))
    yield from (Paragraph(each.text) for each in blocks if each.kind == "question")


def _side(block: MirrorBlock, texts: Mapping[str, str]) -> Side:
    if block.quotes:
        return Side(block.title, Words(_said(block, texts), block.text, quoted=False))
    return Side(block.title, Paragraph(block.text))


def _said(block: MirrorBlock, texts: Mapping[str, str]) -> str:
    return "\n".join(_marked(quote, texts) for quote in block.quotes)


def _marked(quote: Quote, texts: Mapping[str, str]) -> str:
    text = texts.get(quote.answer, "")
    if text[quote.start : quote.end] != quote.text:
        return quote.text
    return marked(text, Span(quote.start, quote.end))


def kept_mirror(entry: Entry) -> list[Block]:
    """Return the reading of an entry, or the person's words in its place."""
    if entry.reading is None:
        return []
    if entry.amended:
        source = "what you would change in it"
        return [Heading(AMENDED), Words(entry.amended, source)]
    said = mirror_blocks(entry.reading, texts_of(entry))
    return [Heading("The mirror"), *said] if said else []


def texts_of(entry: Entry) -> Mapping[str, str]:
    """Return the answers of an entry that are texts, by the ids of their questions."""
    texts = {}
    for answer in entry.answers:
        if isinstance(answer.value, str):
            texts[answer.id] = answer.value
    return texts


def text_page(
    reading: Reading, texts: Mapping[str, str], offers: Sequence[str], path: Path | None
) -> Page:
    """Return the page of a text that no exercise asked for, and questions to go on with."""
    blocks = mirror_blocks(reading, texts)
    if not blocks:
        blocks.append(Paragraph(NOTHING_TO_READ))
    if offers:
        blocks += [Heading("To go on with"), Listing(tuple(offers))]
    data = {
        "path": str(path) if path else None,
        "reading": reading_data(reading),
        "offers": list(offers),
    }
    return Page("The mirror", tuple(blocks), data)
