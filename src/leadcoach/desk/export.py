"""What was handed in as lines of JSON, one an answer and one a row of a matrix."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping

from leadcoach.desk.handed import Handed, HandedAnswer
from leadcoach.domain.entry import Answer, in_words
from leadcoach.domain.sharing import said_in

SCHEMA = 1


def lines_of(handed: Handed) -> Iterator[str]:
    """Yield the lines of one file, each with its end and always with the same columns.

    `id` is the question; `row` a row of a matrix, or the item it was asked for. Of
    `number`, `text` and `many` at most one is there; `words` is all of it in words.
    """
    for row in handed.rows:
        for name, cell, words in _cells(row.answer):
            yield _line(handed, row, name, cell, words)
    for each in handed.shared:
        answer = Answer("commitment", "commitment", "", each.state)
        row = HandedAnswer("", "", each.on, answer)
        yield _line(handed, row, None, each.state, in_words(each.commitment))


def _cells(answer: Answer) -> Iterator[tuple[str | None, object, str]]:
    """Yield row, value and words of an answer, several for a matrix."""
    item = answer.id.partition(".")[2]
    if answer.type == "matrix" and isinstance(answer.value, Mapping):
        for row, cell in answer.value.items():
            alone = Answer("", "matrix", "", {row: cell}, labels=answer.labels)
            yield f"{item}.{row}" if item else row, cell, said_in(alone)
    else:
        yield item or None, answer.value, said_in(answer)


def _line(
    handed: Handed,
    row: HandedAnswer,
    name: str | None,
    cell: object,
    words: str,
) -> str:
    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    many = list(cell) if isinstance(cell, tuple) else None
    is_text = not (is_number or many is not None or isinstance(cell, Mapping))
    if isinstance(cell, bool):
        cell = "yes" if cell else "no"
    table = {
        "schema": SCHEMA,
        "person": handed.person,
        "handed": handed.on,
        "file_sha256": handed.sha256,
        "exercise": row.exercise,
        "version": row.version,
        "on": row.on,
        "id": row.answer.id.partition(".")[0],
        "row": name,
        "type": row.answer.type,
        "asked": row.was_asked or row.answer.asked,
        "number": cell if is_number else None,
        "text": str(cell) if is_text else None,
        "many": many,
        "words": words,
    }
    # Everything outside ASCII is escaped, and the one control character that is in it.
    return json.dumps(table, default=_day).replace("\x7f", "\\u007f") + "\n"


def _day(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)
