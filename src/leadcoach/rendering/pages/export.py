"""What leaves the journal as a book to read, and what would come in as a page."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from leadcoach.domain.commitment import in_words
from leadcoach.journal.exporting import Export, commitments_of, states_of
from leadcoach.rendering.page import Block, Heading, Listing, Page, Paragraph, Words
from leadcoach.rendering.pages.journal import entry_page
from leadcoach.rendering.pages.mirror import AMENDED


def book_page(export: Export) -> Page:
    """Return all entries that leave, the newest last, and what became of commitments."""
    blocks: list[Block] = []
    for each in export.entries:
        path = Path(each.name)
        page = entry_page(each.entry, path)
        blocks.append(Heading(page.title))
        blocks += _chapter(page.blocks, path)
        if each.entry.amended and each.entry.reading is None:
            blocks += [Heading(AMENDED, level=3), Words(each.entry.amended)]
    return Page("Your journal", (*blocks, *_commitments(export)))


def _chapter(blocks: Sequence[Block], path: Path) -> Iterator[Block]:
    """Yield the parts of an entry, one level down and without the file's name."""
    for block in blocks:
        if isinstance(block, Heading):
            yield block._replace(level=max(3, block.level))
        elif block != Paragraph(str(path), quiet=True):
            yield block


def _commitments(export: Export) -> Iterator[Block]:
    states = states_of(export)
    items = [
        f"{in_words(commitment)}\n{_state(each.name[:10], states.get(name, {}))}"
        for each in export.entries
        for name, commitment in commitments_of(each)
    ]
    if items:
        yield Heading("Commitments")
        yield Listing(tuple(items))


def _state(made: str, told: dict[str, object]) -> str:
    return f"Made: {made}" + (f"\nDone: {told['on']}" if "on" in told else "")
