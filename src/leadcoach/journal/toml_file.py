"""TOML as text: written so that a person can read it, read so that it cannot harm.

A file of ours is read again whatever is in it, up to 32 megabytes and 32 tables deep.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypeVar, cast

from leadcoach.domain.entry import Value
from leadcoach.domain.text import with_plain_line_ends
from leadcoach.domain.toml import BadToml, key_to_toml, parse_toml, rows_to_toml
from leadcoach.errors import Unreadable

LARGEST = 32_000_000
"""bytes that are read of one file; a file with more is refused unread, and not written"""
TOO_LARGE = "it is larger than 32 megabytes"
# The lines of a file as `to_toml` writes it, and no others.
_TEXT = (
    rb'"""(?:[^"\\\x00-\x08\x0b-\x1f\x7f]++|\\["\\bfnrt]|"(?!""))*+"{3,5}'
    rb'|"(?!"")(?:[^"\\\x00-\x1f\x7f]++|\\["\\bfnrt])*+"'
)
_PLAIN = (
    rb"\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d(?:\.\d+)?(?:[+-]\d\d:\d\d|Z))?"
    rb"|-?\d+(?:\.\d+)?|true|false"
)
_VALUE = rb"(?:" + _TEXT + rb"|" + _PLAIN + rb")"
_AS_WRITTEN = re.compile(
    rb"(?:(?:[\w.-]+ = (?:" + _VALUE + rb"|\[(?:\n    " + _VALUE + rb",)*+\n?\])"
    rb"|\[[\w.-]+\]|\[\[[\w.-]+\]\])?\n)*+"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def from_toml(text: str, name: str) -> dict[str, Any]:
    """Return the tables that `text` holds; `name` is the file's, for messages.

    A byte order mark at the start is passed over.

    Raises:
        Unreadable: it is empty, too large, too deep, or not TOML.
    """
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise unreadable(name, "it is empty")
    if len(text) > LARGEST:
        raise unreadable(name, TOO_LARGE)
    try:
        return parse_toml(text, own=True)
    except BadToml as problem:
        # The parser's own words can hold what a person wrote.
        why = f": {problem.plainly}" if problem.plainly else ""
        line = f"line {problem.line} is not valid TOML{why}"
        raise unreadable(name, line if problem.detail else problem.what) from None


def lines_from_toml(text: str, name: str) -> dict[str, Any]:
    """Return the tables of a file of lists, also where git put lines of two together.

    A name can stand there twice then; what it means is as in `joined`. Raises as
    `from_toml`.
    """
    try:
        return from_toml(text, name)
    except Unreadable:
        tables: dict[str, Any] = {}
        try:
            for each in _tables_by_line(text):
                tables = joined(tables, each)
        except BadToml:
            tables = {}
        if not tables:
            raise
        return tables


def _tables_by_line(text: str) -> Iterator[dict[str, Any]]:
    """Yield what each line says by itself, as `rows_to_toml` writes them.

    BadToml where a line is none of these, or the last list has no end, as in a cut file.
    """
    name, is_open = "", False
    for line in text.removeprefix("\ufeff").splitlines():
        row = line.strip()
        if row.endswith(" = ["):
            name, is_open = row.removesuffix(" = ["), True
            yield parse_toml(f"{name} = []", own=True)
        elif name and row.startswith("{"):
            yield parse_toml(f"{name} = [{row}]", own=True)
        else:
            is_open = False
            yield {} if row == "]" else parse_toml(line, own=True)
    if is_open:
        raise BadToml("a list does not end")


def joined(tables: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Return both: of a list what stands in either, each once; else what came first."""
    both = {**more, **tables}
    for name, rows in tables.items():
        if isinstance(rows, list) and isinstance(more.get(name), list):
            both[name] = [*rows, *(each for each in more[name] if each not in rows)]
    return both


def has_our_shape(content: bytes) -> bool:
    """Tell, without parsing, that a file is TOML just as `to_toml` writes it.

    It then is whole, and each letter in it stands for itself. False when in doubt:
    parsing takes twenty times as long, but knows.
    """
    return _AS_WRITTEN.fullmatch(content) is not None


def to_toml(table: Mapping[str, Any], *, rows: Collection[str] = ()) -> str:
    """Return `table` as TOML: first its values, then each of its tables under a header.

    Of the lists of tables called `rows` each table stands on a line of its own. Line ends
    become line feeds and characters no file can hold become U+FFFD; all other text is
    kept to the letter.
    """
    # tomli_w alone would write short tables as one-line lists of braces.
    return "".join(_chunks(_stored(table), "", rows)).lstrip("\n")


def _chunks(
    table: Mapping[str, Any], path: str, rows: Collection[str] = ()
) -> Iterator[str]:
    import tomli_w

    under = {key: _tables_in(table[key]) for key in table if key not in rows}
    plain = {key: table[key] for key in under if not under[key]}
    yield tomli_w.dumps(plain, multiline_strings=True)
    yield from (rows_to_toml(key, table[key]) for key in table if key in rows)
    for key, tables in under.items():
        header = path + key_to_toml(key)
        brackets = "[{}]" if isinstance(table[key], Mapping) else "[[{}]]"
        for each in tables:
            yield f"\n{brackets.format(header)}\n"
            yield from _chunks(each, f"{header}.")


def _tables_in(value: Any) -> list[Any]:  # noqa: ANN401 - whatever a file holds
    """Return a table, or the tables of a list that has nothing else."""
    values = value if isinstance(value, list) else [value]
    return values if all(isinstance(each, Mapping) for each in values) else []


def _stored(value: Any) -> Any:  # noqa: ANN401 - whatever a file holds
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", with_plain_line_ends(value))
    if isinstance(value, Mapping):
        given = {key: each for key, each in value.items() if each is not None}
        return {_stored(key): _stored(each) for key, each in given.items()}
    return list(map(_stored, value)) if isinstance(value, list | tuple) else value


def unreadable(name: str, what: str) -> Unreadable:
    """Return the error for the file `name`, about which `what` is wrong."""
    return Unreadable(
        f"{name} cannot be read: {what}.",
        "Nothing was changed. Put it right in an editor, or move it out of the folder.",
    )


def reason_in(problem: Unreadable | UnicodeDecodeError) -> str:
    """Return what is wrong with a file, without its name, out of what was raised."""
    if isinstance(problem, UnicodeDecodeError):
        return "it is not written in UTF-8"
    return problem.message.partition(" cannot be read: ")[2].rstrip(".")


def newer(name: str) -> Unreadable:
    """Return the error for changing the file `name`, which a newer leadcoach wrote."""
    return Unreadable(
        f"{name}: a newer leadcoach wrote it, so it is read here and not changed.",
        "Change it with that one, or bring this one up to date.",
    )


T = TypeVar("T")
_LIKE: Mapping[type, str] = {
    str: "text in quotation marks",
    int: "a whole number",
    bool: "true or false",
    dt.datetime: "a time with its offset, like 2026-11-21T19:30:00+01:00",
    dt.date: "a date, like 2026-11-21",
    dict: "a table",
}
"""what can stand under a key, in words for a message"""


class Fields:
    """The keys of one table, and where it stands, for messages.

    Every method raises Unreadable where something else stands there. Lists become tuples;
    a list or a table that is left out is empty.
    """

    def __init__(self, table: Mapping[str, Any], file: str, where: str = "") -> None:
        self._table = table
        self._file = file
        self._where = where

    def get(self, key: str, kind: type[T], default: T | None = None) -> T:
        """Return what stands under `key`; without a `default` it has to."""
        found = self._table.get(key, default)
        if found is None:
            raise self._missing(key)
        # Exactly this type: True is an int too, and a point in time is a date.
        if not isinstance(found, kind) or type(found) is not kind:
            raise self._wrong(key, _LIKE[kind])
        if isinstance(found, dt.datetime) and found.tzinfo is None:
            raise self._wrong(key, _LIKE[kind])
        return found

    def text(self, key: str, default: str | None = None) -> str:
        return self.get(key, str, default)

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(self._list(key, str, "texts"))

    def named_texts(self, key: str) -> dict[str, str]:
        """Return the table under `key` that gives words to names."""
        found = self.get(key, dict, {})
        if not all(isinstance(each, str) for each in found.values()):
            raise self._wrong(key, "a table of texts")
        return found

    def table(self, key: str) -> "Fields":
        return Fields(self.get(key, dict, {}), self._file, self._place(key))

    def tables(self, key: str) -> "list[Fields]":
        place = self._place(key)
        return [
            Fields(each, self._file, f"{place} {at}")
            for at, each in enumerate(self._list(key, dict, "tables"), 1)
        ]

    def value(self, key: str) -> Value:
        """Return whatever stands under `key`, lists as tuples."""
        if key not in self:
            raise self._missing(key)
        return cast("Value", _as_tuples(self._table[key]))

    def values(self) -> dict[str, Value]:
        return {key: self.value(key) for key in self._table}

    def __contains__(self, key: str) -> bool:
        return key in self._table

    def _list(self, key: str, kind: type[T], what: str) -> list[T]:
        found = self._table.get(key, [])
        if not (isinstance(found, list) and all(type(each) is kind for each in found)):
            raise self._wrong(key, f"a list of {what}")
        return found

    def _missing(self, key: str) -> Unreadable:
        return unreadable(self._file, f"{self._place(key)!r} is missing")

    def _wrong(self, key: str, like: str) -> Unreadable:
        return unreadable(self._file, f"{self._place(key)!r} should be {like}")

    def _place(self, key: str) -> str:
        return f"{self._where}.{key}" if self._where else key


def _as_tuples(value: object) -> object:
    if isinstance(value, list):
        return tuple(_as_tuples(each) for each in value)
    if isinstance(value, dict):
        return {key: _as_tuples(each) for key, each in value.items()}
    return value
