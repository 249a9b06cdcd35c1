"""What a person who uses leadcoach handed over: a share file, version 1.

A stranger may have made it, so it is right as a whole or refused as a whole: its keys are
a closed list, each with its kind of value, and no control character stands anywhere.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from leadcoach.answers import Refused
from leadcoach.answers.unpacking import LIMIT
from leadcoach.domain.entry import STATES, Answer, Commitment, Value, commitment_of
from leadcoach.domain.exercise import EXERCISE_ID, KINDS
from leadcoach.domain.text import clean_line, control_character_in
from leadcoach.domain.toml import BadToml, all_text, parse_toml, text_of

_VERSION = "share 1"
_IS_ONE = re.compile(rb"(?m)^[ \t]*leadcoach[ \t]*=[ \t]*[\"']share ")
_MOST = {"answer": 500, "commitment": 200, "week": 60}
_MOST_DONE = 50
"""exercises of a week"""
_TOP = {
    "leadcoach": str, "name": str, "made": dt.date, "for": str, "course": str,
    "week": list, "commitment": list, "answer": list, "promised": dict,
}  # fmt: skip
_MOST_PROMISED = 10_000
_PROMISED = {"done": int, "of": int}
"""how many commitments were made, and how many of them are done"""
_ANSWER = {
    "exercise": str, "version": str, "sitting": int, "on": dt.date, "id": str,
    "type": str, "asked": str, "value": object, "words": str, "labels": dict,
    "generated": bool,
}  # fmt: skip
_COMMITMENT = {
    "action": str, "cue": str, "due": dt.date, "obstacle": str, "plan": str,
    "told": str, "sure": int, "state": str,
}  # fmt: skip
_WEEK = {"week": int, "done": list}
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}(?:\..{1,200})?")
"""behind the point stands what it was asked of, in the person's own words"""
_VALUES: Mapping[str, tuple[type, ...]] = {
    "list": (list,), "multi": (list,), "matrix": (dict,), "commitment": (dict,),
    "scale": (int,), "number": (int, float), "yesno": (bool,), "date": (dt.date,),
}  # fmt: skip
"""what an answer can be by its kind of question; all others are words"""
_NOTHING = "Nothing was read; ask for it once more."


class SharedAnswer(NamedTuple):
    """An answer, and where it belongs."""

    exercise: str
    version: str
    on: dt.date | None
    answer: Answer
    generated: bool
    """whether leadcoach wrote it, and not the person"""


class ShareFile(NamedTuple):
    """What stands in a share file."""

    name: str
    made: dt.date | None
    answers: tuple[SharedAnswer, ...]
    commitments: tuple[tuple[Commitment, str], ...]
    """each with its state"""
    course: str = ""
    done: tuple[tuple[int, str], ...] = ()
    """weeks of the course, and exercises done in them"""
    promised: tuple[int, int] | None = None
    """how many commitments are done, and of how many"""


def share_of(content: bytes) -> ShareFile | None:
    """Return what a share file holds; None where it is no share file.

    Raises:
        Refused: it is one, and not as it should be.
    """
    if not _IS_ONE.search(content):
        return None
    try:
        table = parse_toml(text_of(content, LIMIT))
    except BadToml as problem:
        where = f" (line {problem.line})" if problem.line else ""
        message = f"It is a page that was shared, and was changed or cut{where}."
        raise Refused(message, _NOTHING) from None
    said = table.get("leadcoach")
    if not isinstance(said, str):  # the words stand inside an answer
        return None
    if said != _VERSION:
        message = "It was written by a newer leadcoach."
        raise Refused(message, "Nothing was read; update leadcoach.")
    return _share(table)


def _share(table: dict[str, Any]) -> ShareFile:
    for path, text in all_text(table):
        if control_character_in(text):
            where = clean_line(".".join(map(str, path[:3])), 60)
            raise Refused(f"It holds control characters ({where}).", _NOTHING)
    _check(table, _TOP)
    promised = _promised(table.get("promised"))
    parts = {key: _tables(table, key) for key in _MOST}
    done = tuple(done for each in parts["week"] for done in _week(each))
    made = table.get("made")
    answers = tuple(_answer(each, made) for each in parts["answer"])
    commitments = tuple(map(_commitment, parts["commitment"]))
    name, course = table.get("name", ""), table.get("course", "")
    return ShareFile(name, made, answers, commitments, course, done, promised)


def _tables(table: dict[str, Any], key: str) -> list[dict[str, Any]]:
    rows = table.get(key, [])
    if len(rows) > _MOST[key]:
        raise Refused(f"It holds more than {_MOST[key]} times “{key}”.", _NOTHING)
    if not all(isinstance(row, dict) for row in rows):
        raise _not_as_it_should_be(key)
    return list(rows)


def _check(table: dict[str, Any], keys: Mapping[str, type]) -> None:
    """Refuse a table with another key than `keys`, or with another kind of value."""
    for key, value in table.items():
        if key not in keys:
            shown = clean_line(key, 40)
            message = f"It holds something that is no part of such a file: {shown}."
            raise Refused(message, _NOTHING)
        if not _is(value, (keys[key],)):
            raise _not_as_it_should_be(key)


def _is(value: object, kinds: tuple[type, ...]) -> bool:
    if isinstance(value, bool | dt.datetime):  # they would pass for a number and a day
        return type(value) in kinds or object in kinds
    return isinstance(value, kinds)


def _not_as_it_should_be(key: str) -> Refused:
    return Refused(f"“{clean_line(key, 40)}” in it is not as it should be.", _NOTHING)


def _answer(row: dict[str, Any], made: dt.date | None) -> SharedAnswer:
    _check(row, _ANSWER)
    kind, name, labels = row.get("type", ""), row.get("id", ""), row.get("labels", {})
    is_known = kind in KINDS and re.fullmatch(EXERCISE_ID, row.get("exercise", ""))
    if not is_known or not _ID.fullmatch(name) or "value" not in row:
        raise _not_as_it_should_be("answer")
    if not all(isinstance(each, str) for each in labels.values()):
        raise _not_as_it_should_be("labels")
    value = _value(kind, row["value"])
    if kind == "choice" and "words" in row:
        labels = {row["value"]: row["words"]}
    asked = clean_line(row.get("asked", ""), 300)
    answer = Answer(name, kind, asked, value, labels=labels)
    version, on = clean_line(row.get("version", ""), 20), row.get("on", made)
    generated = row.get("generated", False)
    return SharedAnswer(row["exercise"], version, on, answer, generated)


def _value(kind: str, given: object) -> Value:
    if not _is(given, _VALUES.get(kind, (str,))):
        raise _not_as_it_should_be("value")
    if isinstance(given, list) and all(isinstance(each, str) for each in given):
        return tuple(given)
    if kind == "commitment" and isinstance(given, dict):
        _commitment(given)
    elif isinstance(given, dict):
        if not all(_is(each, (int, str)) for each in given.values()):
            raise _not_as_it_should_be("value")
    elif isinstance(given, list):
        raise _not_as_it_should_be("value")
    return given  # type: ignore[return-value]


def _promised(row: dict[str, Any] | None) -> tuple[int, int] | None:
    if row is None:
        return None
    _check(row, _PROMISED)
    done, of = (row.get(key, -1) for key in _PROMISED)
    if not 0 <= done <= of <= _MOST_PROMISED:
        raise _not_as_it_should_be("promised")
    return done, of


def _week(row: dict[str, Any]) -> Iterator[tuple[int, str]]:
    _check(row, _WEEK)
    names, number = row.get("done", []), row.get("week", 0)
    if len(names) > _MOST_DONE or not all(isinstance(each, str) for each in names):
        raise _not_as_it_should_be("week")
    yield from ((number, name) for name in names)


def _commitment(row: dict[str, Any]) -> tuple[Commitment, str]:
    _check(row, _COMMITMENT)
    state = row.get("state", "open")
    parts = {key: value for key, value in row.items() if key != "state"}
    if state not in STATES or not parts.get("action", "").strip():
        raise _not_as_it_should_be("commitment")
    return commitment_of(parts), state
