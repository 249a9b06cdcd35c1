"""The journal as pages: a list of entries, and one entry to read."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from leadcoach.domain.commitment import commitment_of, in_words
from leadcoach.domain.entry import Answer, Entry
from leadcoach.domain.piping import plain_words
from leadcoach.domain.reading import quote_in
from leadcoach.journal.store import told_by
from leadcoach.rendering.page import (
    Block,
    Heading,
    Listing,
    Page,
    Pairs,
    Paragraph,
    Table,
    Words,
)
from leadcoach.rendering.pages.as_data import SCHEMA, entry_data
from leadcoach.rendering.pages.mirror import kept_mirror

if TYPE_CHECKING:
    from leadcoach.journal.search import Found

AS_IT_WAS = "as you wrote it then"
"""said of a sentence whose answer was changed since"""
NOTHING_YET = "Nothing is written yet. Begin with: leadcoach reflect"


def journal_page(
    found: "Sequence[Found]", rest: str = "", total: int | None = None
) -> Page:
    """Return the list of entries, newest first, numbered as in the whole journal.

    Args:
        found: the entries to list.
        rest: what to say of entries that are not listed, or of none being there.
        total: how many there are; None when that was not counted.
    """
    rows = tuple(
        (str(each.number), *told_by(each.path.name), each.path.stem) for each in found
    )
    data = {
        "schema": SCHEMA,
        "total": total,
        "entries": [
            {
                "number": each.number,
                "name": row[4],
                "date": row[1],
                "time": row[2],
                "exercise": row[3],
                "path": str(each.path),
            }
            for row, each in zip(rows, found, strict=True)
        ],
    }
    said = [Paragraph(rest, quiet=bool(rows))] if rest else []
    if not rows:
        return Page("Your journal", tuple(said), data)
    blocks: list[Block] = [
        Table(("", "Day", "Time", "Exercise", "Name"), rows),
        Paragraph(f"Read one with: leadcoach journal show {rows[0][0]}", quiet=True),
    ]
    return Page("Your journal", (*blocks, *said), data)


def entry_page(entry: Entry, path: Path) -> Page:
    """Return one entry: what was asked, what was answered, and the reading."""
    blocks: list[Block] = [Paragraph(_when(entry), quiet=True)]
    for answer in entry.answers:
        blocks += [*_asked(answer.asked), answer_block(answer, entry)]
    blocks += kept_mirror(entry)
    if entry.commitments:
        blocks.append(Heading("Commitment"))
        blocks += [Paragraph(in_words(each)) for each in entry.commitments]
    blocks.append(Paragraph(str(path), quiet=True))
    data = entry_data(entry, path, mirror=entry.reading is not None)
    return Page(entry.title or entry.exercise, tuple(blocks), data, entry.language)


def _asked(asked: str) -> list[Block]:
    """Return a question as a heading, and above it what it was asked about."""
    about, _, question = asked.rstrip("\n").rpartition("\n")
    return [*([Paragraph(about)] if about else []), Heading(question, level=3)]


def _when(entry: Entry) -> str:
    started: dt.datetime = entry.started
    return f"{entry.local_date.isoformat()}, {started:%H:%M} ({entry.exercise})"


def answer_block(answer: Answer, entry: Entry) -> Block:
    """Return an answer as it is shown, with the words for what stands there as an id."""
    value = answer.value
    if answer.type == "commitment":
        return Paragraph(in_words(commitment_of(value)))
    if answer.type in ("choice", "multi"):
        chosen = value if isinstance(value, tuple) else (str(value),)
        labels = tuple(answer.labels.get(key, key) for key in chosen)
        has_lines = any("\n" in each for each in labels)
        return Listing(labels) if has_lines else Words(", ".join(labels))
    if answer.type == "matrix" and hasattr(value, "items"):
        cells = [(answer.labels.get(row, row), cell) for row, cell in value.items()]
        rows = [
            (words, answer.labels.get(str(cell), str(cell))) for words, cell in cells
        ]
        return Pairs(tuple(rows))
    if answer.type == "scale":
        ends = ", ".join(f"{key} = {words}" for key, words in answer.labels.items())
        return Words(f"{value} ({ends})" if ends else str(value))
    quote = quote_in(value)
    as_it_was = quote is not None and not entry.still_says(quote)
    return Words(plain_words(value), AS_IT_WAS if as_it_was else "")
