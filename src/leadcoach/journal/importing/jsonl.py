"""Entries one a line, for programs; `file` holds the file itself, byte for byte.

Schema 1: `name` and `file` are all that coming back needs; the other keys repeat what
stands in the file, so that nobody has to read TOML. The last line can be commitments.toml.
"""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from leadcoach.domain.entry import Answer
from leadcoach.journal.commitments import COMMITMENTS
from leadcoach.journal.exporting import (
    Export,
    Leaving,
    commitments_of,
    states_of,
)

SCHEMA = 1
# What JSON lets stand as it is, but a terminal would act on; parsed, it is the same.
_LIVE = re.compile("[\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def lines_of(export: Export) -> Iterator[str]:
    """Yield the lines of all that leaves, each with its end."""
    states = states_of(export)
    for each in export.entries:
        yield _line(_entry(each, states))
    if export.states:
        told = {"schema": SCHEMA, "name": COMMITMENTS, "file": export.states.decode()}
        yield _line(told)


def _line(table: Mapping[str, Any]) -> str:
    text = json.dumps(table, ensure_ascii=False, default=_day)
    return _LIVE.sub(lambda found: f"\\u{ord(found.group()):04x}", text) + "\n"


def _day(value: object) -> Any:  # noqa: ANN401 - whatever JSON has no sign for
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value)


def _entry(leaving: Leaving, states: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    entry = leaving.entry
    found: dict[str, Any] = {
        "schema": SCHEMA,
        "name": leaving.name,
        "day": entry.local_date,
        "started": entry.started,
        "exercise": entry.exercise,
        "title": entry.title,
        "answers": [_answer(each) for each in entry.answers],
    }
    if entry.reading:
        found["reading"] = {"paragraphs": entry.reading.paragraphs}
    if entry.amended:
        found["amended"] = entry.amended
    found["commitments"] = [
        {**_said(vars(each)), "state": "open", **_state(states.get(name, {}))}
        for name, each in commitments_of(leaving)
    ]
    found["file"] = leaving.content.decode()
    return found


def _answer(answer: Answer) -> dict[str, Any]:
    found = {"id": answer.id, "type": answer.type, "asked": answer.asked}
    rest = {"private": answer.private, "labels": answer.labels}
    return {**found, "value": answer.value, **_said(rest)}


def _said(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: each for key, each in table.items() if each}


def _state(told: Mapping[str, Any]) -> dict[str, Any]:
    days = {"changed": told["on"]} if "on" in told else {}
    return {"state": told["state"], **days} if told else {}
