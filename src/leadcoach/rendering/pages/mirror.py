"""The mirror's page: two stories in the person's own words, beside ideas.

Readings of earlier versions have two paragraphs instead, which are shown as they were.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from leadcoach.domain.entry import Entry
from leadcoach.domain.reading import CoachReading, MirrorBlock, Reading
from leadcoach.domain.sentences import Span, marked
from leadcoach.rendering.as_json import reading_data
from leadcoach.rendering.page import (
    Block,
    Heading,
    Listing,
    Page,
    Pairs,
    Paragraph,
    SideBySide,
    Together,
    Words,
)

_TOO_LITTLE = (
    "There is too little here about what you did to say how you lead. "
    "One question instead:"
)
AMENDED = "The mirror, in your words"


def mirror_page(
    reading: Reading, texts: Mapping[str, str], *, with_question: bool = True
) -> Page:
    """Return what is shown when the mirror is held up.

    `texts` are the answers it was made of, by their ids. Without its question it is shown
    where that is asked next.
    """
    hidden = "" if with_question else "question"
    shown = [block for block in reading.blocks if block.kind != hidden]
    return Page("The mirror", tuple(_blocks(shown, texts)))


def _mirror(reading: Reading, texts: Mapping[str, str]) -> list[Block]:
    """Return the page of a reading; of an earlier one its paragraphs, or its question."""
    if reading.blocks:
        return list(_blocks(reading.blocks, texts))
    if not reading.abstained:
        return list(map(Paragraph, reading.paragraphs))
    question = reading.question
    return [Paragraph(_TOO_LITTLE), Paragraph(question)] if question else []


def _blocks(blocks: Sequence[MirrorBlock], texts: Mapping[str, str]) -> Iterator[Block]:
    """Yield the ideas; what is the person's own, close together; and the question."""
    own = tuple(
        (each.title, _said(each, texts)) for each in blocks if each.kind == "own"
    )
    yield from (Heading(each.title) for each in blocks if each.kind == "ideas")
    yield from [Pairs(own)] if own else []
    yield from (Paragraph(each.text) for each in blocks if each.kind == "idea")
    sides: list[tuple[str, Words | Paragraph]] = []
    below: list[Block] = []
    for block in blocks:
        said = _said(block, texts)
        if block.kind in ("best", "struggle"):
            words = Words(said, block.text, quoted=False)
            side = words if block.quotes else Paragraph(block.text)
            sides.append((block.title, side))
        elif block.kind == "keys":
            below.append(Paragraph(block.text))
        elif block.kind in ("word", "underlined"):
            below.append(Heading(block.title))
            below += [Words(said, quoted=False)] if said else []
    if sides or below:
        yield Together((*([SideBySide(tuple(sides))] if sides else []), *below))
    yield from (Paragraph(each.text) for each in blocks if each.kind == "question")


def _said(block: MirrorBlock, texts: Mapping[str, str]) -> str:
    """Return the quotes of a block, each a line; as kept where its answer was changed."""
    lines = []
    for quote in block.quotes:
        text, place = texts.get(quote.answer, ""), Span(quote.start, quote.end)
        is_there = text[quote.start : quote.end] == quote.text
        lines.append(marked(text, place) if is_there else quote.text)
    return "\n".join(lines)


def kept_mirror(entry: Entry) -> list[Block]:
    """Return the reading of an entry, or the person's words in its place."""
    if entry.reading is None:
        return []
    if entry.amended:
        return [Heading(AMENDED), Words(entry.amended, "what you would change in it")]
    texts = {a.id: a.value for a in entry.answers if isinstance(a.value, str)}
    said = _mirror(entry.reading, texts)
    return [Heading("The mirror"), *said] if said else []


def kept_coach(entry: Entry) -> list[Block]:
    """Return what a coach made of an entry, and the conversation after it."""
    return coach_blocks(entry.coach) if entry.coach else []


def coach_blocks(coach: CoachReading) -> list[Block]:
    """Return a coach's reading under the name of its reader; struck sentences are gone."""
    blocks: list[Block] = [Heading(f"A coach's reading ({coach.who})")]
    for part in ("portrait", "beside", "thread"):
        said = [each.text for each in coach.shown if each.part == part]
        if said and part == "thread":
            blocks.append(Listing(tuple(said)))
        elif said:
            whole = said if coach.reader == "pasted" else [" ".join(said)]
            blocks += [Paragraph(each) for each in whole if each]
    for each in coach.talk:
        blocks += [Paragraph(each.noticed)] if each.noticed else []
        blocks += [Heading(each.asked, level=3), Words(each.said)]
    return blocks


def text_page(
    reading: Reading, texts: Mapping[str, str], offers: Sequence[str], path: Path | None
) -> Page:
    """Return the page of a text that no exercise asked for, and questions to go on with."""
    blocks = _mirror(reading, texts) or [Paragraph("There is nothing here to read.")]
    if offers:
        blocks += [Heading("To go on with"), Listing(tuple(offers))]
    told = {"path": str(path) if path else None, "reading": reading_data(reading)}
    return Page("The mirror", tuple(blocks), {**told, "offers": offers})
