"""An entry as plain tables, for `--format json`; the keys are part of a promise.

Schema 1: path, exercise, answers {id: value}, reading {paragraphs, quotes, abstained,
blocks, and the question it ends in}, commitments. `reading` is missing only when there was
to be no mirror; readings of earlier versions have no blocks.
"""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from leadcoach.domain.entry import Commitment, Entry
from leadcoach.domain.reading import MirrorBlock, Quote, Reading

SCHEMA = 1


def entry_data(entry: Entry, path: Path, *, mirror: bool = True) -> dict[str, Any]:
    """Return the entry for a program; private answers stand there too: it is theirs."""
    found: dict[str, Any] = {
        "schema": SCHEMA,
        "path": str(path),
        "exercise": entry.exercise,
        "answers": {answer.id: answer.value for answer in entry.answers},
    }
    if mirror:
        found["reading"] = reading_data(entry.reading)
    if entry.amended:
        found["amended"] = entry.amended
    found["commitments"] = [commitment_data(each) for each in entry.commitments]
    return found


def commitment_data(commitment: Commitment) -> dict[str, Any]:
    """Return the parts of a commitment that were said."""
    return {key: value for key, value in asdict(commitment).items() if value}


def reading_data(reading: Reading | None) -> Mapping[str, Any]:
    """Return a reading for a program."""
    if reading is None:
        return {"paragraphs": [], "quotes": [], "abstained": True}
    return {
        "paragraphs": list(reading.paragraphs),
        "quotes": [_quote(each) for each in reading.quotes],
        "abstained": reading.abstained,
        **({"question": reading.question} if reading.question else {}),
        **({"blocks": list(map(_block, reading.blocks))} if reading.blocks else {}),
    }


def _block(block: MirrorBlock) -> Mapping[str, Any]:
    found = {"kind": block.kind, "title": block.title, "text": block.text}
    quotes = [_quote(each) for each in block.quotes]
    return {**found, "quotes": quotes}


def _quote(quote: Quote) -> Mapping[str, Any]:
    return asdict(quote)
