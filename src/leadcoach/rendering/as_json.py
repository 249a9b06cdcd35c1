"""A page for programs: the data behind it, with nothing changed and nothing live.

The keys are part of a promise. Schema 1 of an entry: path, exercise, answers {id: value},
reading {paragraphs, quotes, abstained, blocks, and the question it ends in}, commitments.
`coach` {reader, sentences, talk} is there where a language model was asked.
`reading` is missing only when there was to be no mirror; earlier ones have no blocks.
"""

import datetime as dt
import math
import re
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leadcoach.domain.entry import Commitment, Entry
from leadcoach.domain.reading import CoachReading, Reading
from leadcoach.rendering.page import Page

if TYPE_CHECKING:
    from leadcoach.journal.summary import CountedEntry, Figure, Summary

SCHEMA = 1

# What JSON lets stand as it is, but a terminal would act on or hide.
_LIVE = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\uffff\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)


def render(page: Page) -> str:
    """Return the page's data as JSON; what is parsed from it is to the letter."""
    import json  # a list on a screen does not wait for it

    data = {} if page.data is None else _jsonable({"schema": SCHEMA, **page.data})
    text = json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)
    return _LIVE.sub(_escaped, text) + "\n"


def _jsonable(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _jsonable(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_jsonable(each) for each in value]
    if isinstance(value, dt.date | dt.time):  # a datetime is a date too
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)  # TOML has nan and inf, JSON has not
    return value


def _escaped(found: re.Match[str]) -> str:
    units = found.group().encode("utf-16-be", "surrogatepass").hex()
    return re.sub("(....)", r"\\u\1", units)


def entry_data(entry: Entry, path: Path, *, mirror: bool = True) -> dict[str, Any]:
    """Return the entry for a program; private answers stand there too: it is theirs."""
    return {
        "path": str(path),
        "exercise": entry.exercise,
        "answers": {answer.id: answer.value for answer in entry.answers},
        **({"reading": reading_data(entry.reading)} if mirror else {}),
        **({"coach": coach_data(entry.coach)} if entry.coach else {}),
        **({"amended": entry.amended} if entry.amended else {}),
        "commitments": [commitment_data(each) for each in entry.commitments],
    }


def coach_data(coach: CoachReading) -> dict[str, Any]:
    """Return what a coach made of it for a program, without what the person struck."""
    always = ("reader", "model", "where", "prompt", "at")
    told = {key: each for key in always if (each := getattr(coach, key))}
    sentences = [asdict(each) for each in coach.shown]
    return told | {"sentences": sentences, "talk": [vars(each) for each in coach.talk]}


def commitment_data(commitment: Commitment) -> dict[str, Any]:
    """Return the parts of a commitment that were said."""
    return {key: value for key, value in asdict(commitment).items() if value}


def reading_data(reading: Reading | None) -> dict[str, Any]:
    """Return a reading for a program."""
    if reading is None:
        return {"paragraphs": [], "quotes": [], "abstained": True}
    told = asdict(reading)
    said = (each for each in ("question", "blocks") if told[each])
    return {key: told[key] for key in ("paragraphs", "quotes", "abstained", *said)}


def summary_data(summary: "Summary") -> dict[str, Any]:
    """Return every number with the names of its entries, oldest first."""
    figures = []
    for each in summary.figures():
        told = {"key": each.key, "name": each.name, "count": len(each.sources)}
        asked = {"asked": each.asked} if each.asked else {}
        entries = [_source(each, source) for source in each.sources]
        figures.append({**told, **asked, "entries": entries})
    return {"title": "What has moved", "figures": figures}


def _source(figure: "Figure", source: "CountedEntry") -> dict[str, Any]:
    from leadcoach.journal.summary import BEST, HARD, NEEDS, SAY  # lists do without

    entry, kept = source.entry, source.commitment
    told: dict[str, Any] = {"name": entry.stem, "date": entry.day}
    if source.value is not None:
        told["value"] = source.value
    if kept is not None:
        told |= {"state": kept.state, "on": kept.changed}
        told |= commitment_data(kept.commitment)
    if figure.key in ("stories", "scaled", "compare"):
        asked = (each for each in (*BEST, *HARD, SAY) if each in entry.chosen)
        told |= {each: entry.chosen[each][0] for each in asked}
        told |= {each: entry.numbers[each] for each in NEEDS if each in entry.numbers}
    return told
