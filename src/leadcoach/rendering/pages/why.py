"""The entries behind the numbers of a summary, one by one."""

from collections.abc import Mapping, Sequence
from typing import Any

from leadcoach.domain.dates import short_day
from leadcoach.journal.summary import BEST, HARD, NEEDS, SAY, Figure, Source
from leadcoach.rendering.page import Block, Heading, Page, Paragraph, Table
from leadcoach.rendering.pages.summary import (
    Reader,
    answer_to,
    chosen,
    in_short,
    promised,
)


def why_page(
    figures: Sequence[Figure],
    numbers: Mapping[str, int],
    reader: Reader,
    most: int | None = None,
) -> Page:
    """Return the entries behind some figures, the newest first, `most` of each at most.

    `numbers` are those of all entries in the journal, by stem.
    """
    blocks: list[Block] = []
    data: list[dict[str, Any]] = []
    for figure in figures:
        entries = [
            _behind(figure, each, numbers, reader)
            for each in figure.sources[::-1][:most]
        ]
        blocks.append(Heading(f"{figure.name}: {len(figure.sources)}"))
        blocks.append(_table_of(entries, reader))
        if len(entries) < len(figure.sources):
            rest = f"The newest {len(entries)}. See them with --all."
            blocks.append(Paragraph(rest, quiet=True))
        count = {"count": len(figure.sources), "entries": entries}
        data.append({"key": figure.key, "name": figure.name, **count})
    number = data[0]["entries"][0]["number"]
    example = f"Read one with: leadcoach journal show {number}"
    blocks.append(Paragraph(example, quiet=True))
    return Page("The entries behind it", tuple(blocks), {"figures": data})


def _behind(
    figure: Figure, source: Source, numbers: Mapping[str, int], reader: Reader
) -> dict[str, Any]:
    entry = source.entry
    return {
        "number": numbers.get(entry.stem, 0),
        "name": entry.stem,
        "date": entry.day,
        "exercise": entry.exercise,
        "says": _says(figure, source, reader),
        "first_words": reader.begins(entry),
    }


def _table_of(entries: Sequence[Mapping[str, Any]], reader: Reader) -> Table:
    says = ["says"] if any(each["says"] for each in entries) else []
    rows = (
        (
            str(each["number"]),
            short_day(each["date"], reader.today),
            *(each[key] for key in ("exercise", *says, "first_words")),
        )
        for each in entries
    )
    head = ("", "Day", "Exercise", *map(str.capitalize, says), "First words")
    return Table(head, tuple(rows))


def _says(figure: Figure, source: Source, reader: Reader) -> str:
    """Return what an entry says to a figure."""
    part, _, question = figure.key.partition(".")
    entry, told = source.entry, [""]
    if source.value is not None:
        told = [f"{source.value:g}"]
    elif source.commitment is not None:
        told = [promised(source, reader)]
    elif part == "words":
        told = [in_short(answer_to(reader.load(entry), question))]
    elif part == "underlined":
        told = reader.underlined(entry)
    elif part == "stories":
        pairs = (("best", BEST), ("hard", HARD))
        both = ((name, chosen(entry, pair, reader)) for name, pair in pairs)
        told = [f"{name}: {said}" for name, said in both if said]
    elif part in ("scaled", "compare"):
        told = [
            f"{name} {entry.numbers[name]:g}" for name in NEEDS if name in entry.numbers
        ]
        told.append(chosen(entry, (SAY,), reader))
    return "\n".join(filter(None, told))
