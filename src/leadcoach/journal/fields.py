"""One table of a file, whose values are taken out by hand and checked.

Checked by hand, not by a library: importing one would take longer than reading a
whole journal.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from leadcoach.domain.entry import Value
from leadcoach.errors import Unreadable
from leadcoach.journal.toml import unreadable

T = TypeVar("T")


class Fields:
    """The keys of one table, and where it stands, for messages."""

    def __init__(self, table: Mapping[str, Any], file: str, where: str = "") -> None:
        self._table = table
        self._file = file
        self._where = where

    def text(self, key: str, default: str | None = None) -> str:
        """Return the words under `key`."""
        return self._take(key, str, "text in quotation marks", default)

    def whole(self, key: str, default: int | None = None) -> int:
        """Return the whole number under `key`."""
        return self._take(key, int, "a whole number", default)

    def flag(self, key: str) -> bool:
        """Return whether `key` is true; left out means false."""
        return self._take(key, bool, "true or false", default=False)

    def moment(self, key: str) -> dt.datetime:
        """Return the point in time under `key`, with its offset."""
        like = "a time with its offset, like 2026-11-21T19:30:00+01:00"
        found = self._take(key, dt.datetime, like)
        if found.tzinfo is None:
            raise self._wrong(key, like)
        return found

    def day(self, key: str) -> dt.date:
        """Return the date under `key`."""
        return self._take(key, dt.date, "a date, like 2026-11-21")

    def day_or_none(self, key: str) -> dt.date | None:
        """Return the date under `key`, or None where the key is left out."""
        return self.day(key) if key in self else None

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the list of words under `key`; left out means empty."""
        found = self._take(key, list, "a list", default=[])
        if not all(isinstance(each, str) for each in found):
            raise self._wrong(key, "a list of texts")
        return tuple(found)

    def named_texts(self, key: str) -> dict[str, str]:
        """Return the table under `key` that gives words to names."""
        found = self._take(key, dict, "a table", default={})
        if not all(isinstance(each, str) for each in found.values()):
            raise self._wrong(key, "a table of texts")
        return found

    def table(self, key: str) -> "Fields":
        """Return the table under `key`; left out means empty."""
        found = self._take(key, dict, "a table", default={})
        return Fields(found, self._file, self._place(key))

    def tables(self, key: str) -> "list[Fields]":
        """Return the list of tables under `key`; left out means empty."""
        found = self._take(key, list, "a list of tables", default=[])
        if not all(isinstance(each, dict) for each in found):
            raise self._wrong(key, "a list of tables")
        place = self._place(key)
        return [
            Fields(each, self._file, f"{place} {at}")
            for at, each in enumerate(found, 1)
        ]

    def value(self, key: str) -> Value:
        """Return whatever stands under `key`, lists as tuples."""
        if key not in self:
            raise unreadable(self._file, f"{self._place(key)!r} is missing")
        return cast("Value", _as_tuples(self._table[key]))

    def values(self) -> dict[str, Value]:
        """Return every value of this table, lists as tuples."""
        return {key: self.value(key) for key in self._table}

    def __contains__(self, key: str) -> bool:
        return key in self._table

    def _take(self, key: str, kind: type[T], like: str, default: T | None = None) -> T:
        found = self._table.get(key, default)
        if found is None:
            raise unreadable(self._file, f"{self._place(key)!r} is missing")
        # Exactly this type: True is an int too, and a point in time is a date.
        if not isinstance(found, kind) or type(found) is not kind:
            raise self._wrong(key, like)
        return found

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
