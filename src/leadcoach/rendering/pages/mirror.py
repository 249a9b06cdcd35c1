"""A reading as a page: two paragraphs, or why there are none."""

from leadcoach.domain.entry import Entry
from leadcoach.domain.reading import Reading
from leadcoach.rendering.page import Block, Heading, Page, Paragraph, Words

TOO_LITTLE = (
    "There is too little here about what you did to say how you lead. "
    "One question instead:"
)


def mirror_page(reading: Reading) -> Page:
    """Return what is shown when the mirror is held up."""
    return Page(title="The mirror", blocks=tuple(mirror_blocks(reading)))


def mirror_blocks(reading: Reading) -> list[Block]:
    """Return the paragraphs of a reading, or the question it asks instead."""
    if not reading.abstained:
        return [Paragraph(text) for text in reading.paragraphs]
    blocks: list[Block] = [Paragraph(TOO_LITTLE)]
    return [*blocks, Paragraph(reading.question)] if reading.question else blocks


def kept_mirror(entry: Entry) -> list[Block]:
    """Return the reading of an entry, or the person's words in its place."""
    if entry.reading is None:
        return []
    if entry.amended:
        return [
            Heading("The mirror, in your words"),
            Words(entry.amended, "what you would change in it"),
        ]
    return [Heading("The mirror"), *mirror_blocks(entry.reading)]
