"""The journal as pages: a list of entries, and one entry to read."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from leadcoach.domain.entry import Answer, Entry
from leadcoach.domain.if_then import commitment_of, in_words
from leadcoach.domain.piping import plain_words
from leadcoach.rendering.page import (
    Block,
    Heading,
    Page,
    Pairs,
    Paragraph,
    Table,
    Words,
)
from leadcoach.rendering.pages.as_data import SCHEMA, entry_data
from leadcoach.rendering.pages.mirror import kept_mirror

NOTHING_YET = "Nothing is written yet. Begin with: leadcoach reflect"


def journal_page(paths: Sequence[Path], total: int) -> Page:
    """Return the list of entries in `paths`, newest first, out of `total`."""
    rows = tuple(
        (str(number), *_from_name(path), path.stem)
        for number, path in enumerate(paths, 1)
    )
    data = {
        "schema": SCHEMA,
        "total": total,
        "entries": [
            {
                "name": row[4],
                "date": row[1],
                "time": row[2],
                "exercise": row[3],
                "path": str(path),
            }
            for row, path in zip(rows, paths, strict=True)
        ],
    }
    if not rows:
        return Page("Your journal", (Paragraph(NOTHING_YET),), data)
    blocks: list[Block] = [
        Table(("", "Day", "Time", "Exercise", "Name"), rows),
        Paragraph("Read one with: leadcoach journal show 1", quiet=True),
    ]
    if total > len(rows):
        blocks.append(Paragraph(f"The newest {len(rows)} of {total}.", quiet=True))
    return Page("Your journal", tuple(blocks), data)


def _from_name(path: Path) -> tuple[str, str, str]:
    """Return day, time and exercise as the file's name tells them."""
    day, rest = path.stem[:10], path.stem[11:]
    exercise = rest[7:].rpartition("-")[0]
    return day, f"{rest[:2]}:{rest[2:4]}", exercise


def entry_page(entry: Entry, path: Path) -> Page:
    """Return one entry: what was asked, what was answered, and the reading."""
    blocks: list[Block] = [Paragraph(_when(entry), quiet=True)]
    for answer in entry.answers:
        blocks += [Heading(answer.asked, level=3), _answer(answer)]
    blocks += kept_mirror(entry)
    if entry.commitments:
        blocks.append(Heading("Commitment"))
        blocks += [Words(in_words(each)) for each in entry.commitments]
    blocks.append(Paragraph(str(path), quiet=True))
    data = entry_data(entry, path, mirror=entry.reading is not None)
    return Page(entry.title or entry.exercise, tuple(blocks), data, entry.language)


def _when(entry: Entry) -> str:
    started: dt.datetime = entry.started
    return f"{entry.local_date.isoformat()}, {started:%H:%M} ({entry.exercise})"


def _answer(answer: Answer) -> Block:
    value = answer.value
    if answer.type == "commitment":
        return Words(in_words(commitment_of(value)))
    if answer.type in ("choice", "multi"):
        chosen = value if isinstance(value, tuple) else (str(value),)
        return Words(", ".join(answer.labels.get(key, key) for key in chosen))
    if answer.type == "matrix" and hasattr(value, "items"):
        cells = [(answer.labels.get(row, row), cell) for row, cell in value.items()]
        rows = [
            (words, answer.labels.get(str(cell), str(cell))) for words, cell in cells
        ]
        return Pairs(tuple(rows))
    if answer.type == "scale":
        ends = ", ".join(f"{key} = {words}" for key, words in answer.labels.items())
        return Words(f"{value} ({ends})" if ends else str(value))
    return Words(plain_words(value))
