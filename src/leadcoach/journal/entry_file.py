"""Entries and drafts as the text of TOML files, and back; nothing here opens a file.

A table has the keys of the dataclass it stands for: a list of records stands under the
singular of its name, and what is empty is left out.

What a newer leadcoach wrote is found by comparing a file with what this one would
write of it: whatever is left over is kept in `unknown`, and written again as it was.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, get_args, get_origin

from leadcoach.domain.entry import Answer, Draft, Entry, Value
from leadcoach.domain.reading import Quote, quote_in
from leadcoach.journal.toml_file import (
    Fields,
    from_toml,
    has_our_shape,
    to_toml,
    unreadable,
)

FORMAT = 1
"""the newest form of file that this leadcoach writes"""
_EVEN_IF_EMPTY = ("passed", "answers", "abstained")
_CAN_LACK = ("title", "sha256", "language", "zone", "text", "answer")
"""texts without a default in their dataclass that older files may not have"""

Record = TypeVar("Record")
EntryOrDraft = TypeVar("EntryOrDraft", Entry, Draft)


def is_newer(written: Entry | Draft) -> bool:
    """Tell whether a newer leadcoach wrote it in a form that this one cannot write."""
    told = written.unknown.get("format", FORMAT)
    return isinstance(told, int) and told > FORMAT


def entry_to_toml(entry: Entry) -> str:
    """Return the text of the file that holds `entry`."""
    return to_toml(_merged(_file_of(entry), entry.unknown))


def draft_to_toml(draft: Draft) -> str:
    """Return the text of the file that holds `draft`."""
    return to_toml(_merged(_file_of(draft), draft.unknown))


def entry_from_toml(text: str, name: str) -> Entry:
    """Return the entry that `text` holds; `name` is the file's, for messages.

    Raises:
        Unreadable: it is no entry; the message says what is wrong and where.
    """
    return _written_in(text, name, Entry)


def draft_from_toml(text: str, name: str) -> Draft:
    """Return the draft that `text` holds; as `entry_from_toml`."""
    return _written_in(text, name, Draft)


# Writing


def _file_of(written: Entry | Draft) -> dict[str, Any]:
    return {"format": written.unknown.get("format", FORMAT), **_table_of(written)}


def _table_of(record: Any) -> dict[str, Any]:  # noqa: ANN401 - any dataclass in a file
    table: dict[str, Any] = {}
    for key, _, has_default in _keys_of(type(record)):  # type: ignore[arg-type]
        value = getattr(record, key)
        if not value and has_default and key not in _EVEN_IF_EMPTY:
            continue
        if isinstance(value, dt.datetime):
            placed = _placed(value)
            table[key] = placed if key == "saved" else placed.replace(microsecond=0)
        elif is_dataclass(value):
            table[key] = _table_of(value)
        elif value and isinstance(value, tuple) and is_dataclass(value[0]):
            table[key.removesuffix("s")] = [_table_of(inner) for inner in value]
        else:
            table[key] = value
    if isinstance(record, Answer) and (quote := quote_in(record.value)):
        place = {"from": quote.answer, "start": quote.start, "end": quote.end}
        table |= {"value": quote.text, **place}
    return table


@cache
def _keys_of(kind: Any) -> list[tuple[str, Any, bool]]:  # noqa: ANN401 - a dataclass
    """Return the name and type of each field, and whether it has a default."""
    return [
        (each.name, each.type, {each.default, each.default_factory} != {MISSING})
        for each in fields(kind)
        if each.name != "unknown"
    ]


def _placed(moment: dt.datetime) -> dt.datetime:
    # Offsets of long ago had seconds; TOML has none.
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("a time without its offset cannot be placed in a life")
    minutes = dt.timedelta(minutes=offset // dt.timedelta(minutes=1))
    return moment.astimezone(dt.timezone(minutes))


# Reading


def _written_in(text: str, name: str, kind: type[EntryOrDraft]) -> EntryOrDraft:
    tables = from_toml(text, name)
    told = Fields(tables, name)
    written = record_in(told, kind)
    form = told.get("format", int)
    if form < 1:
        raise unreadable(name, "'format' should be 1 or more")
    newer = {"format": form} if form > FORMAT else {}
    return replace(written, unknown=_left_over(tables, _file_of(written)) | newer)


def record_in(told: Fields, kind: type[Record]) -> Record:
    """Return the record, a dataclass, that a table holds; raises Unreadable."""
    found = {
        key: _value_in(told, key, each, has_default=has_default)
        for key, each, has_default in _keys_of(kind)  # type: ignore[arg-type]
    }
    is_placed = kind is Answer and all(key in told for key in ("from", "start", "end"))
    if is_placed and found["type"] == "sentence" and isinstance(found["value"], str):
        place = told.text("from"), told.get("start", int), told.get("end", int)
        found["value"] = Quote(found["value"], *place).table()
    return kind(**found)


def _value_in(told: Fields, key: str, kind: Any, *, has_default: bool) -> Any:  # noqa: ANN401 - what the field is
    if kind in (str, int, bool, dt.datetime, dt.date):
        can_lack = has_default or key in _CAN_LACK
        return told.get(key, kind, kind() if can_lack else None)
    if kind in _READERS:
        return _READERS[kind](told, key)
    if get_origin(kind) is tuple:
        tables = told.tables(key.removesuffix("s"))
        return tuple(record_in(each, get_args(kind)[0]) for each in tables)
    if isinstance(kind, type):
        return record_in(told.table(key), kind)
    # What is left is optional.
    if key not in told:
        return None
    return _value_in(told, key, get_args(kind)[0], has_default=False)


def _named_tables(told: Fields, key: str) -> dict[str, dict[str, str]]:
    table = told.table(key)
    return {each: table.named_texts(each) for each in table.values()}


_READERS: Mapping[Any, Any] = {
    tuple[str, ...]: Fields.texts,
    Mapping[str, str]: Fields.named_texts,
    Mapping[str, Value]: lambda told, key: told.table(key).values(),
    Mapping[str, Any]: lambda told, key: told.table(key).values(),
    Mapping[str, Mapping[str, str]]: _named_tables,
    Value: Fields.value,
    Quote: lambda told, _: record_in(told, Quote),
}
"""how the value of a field is read, by its type; besides plain ones and records"""


def is_whole(content: bytes) -> bool:
    """Tell, without parsing, that a file is a whole entry just as we write one.

    False when in doubt, and then only `entry_from_toml` can tell.
    """
    if not has_our_shape(content):
        return False
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    # Texts of several lines could hold lines like those that are counted.
    many = b"".join(content.split(b'"""')[::2]).count
    answers = many(b"\n[[answer]]\n")
    if many(b"\nlocal_date = ") != 1 or answers > (
        many(b"\nvalue = ") + many(b"\n[answer.value]\n")
    ):
        return False
    return many(b"\n[[") == answers or (
        many(b"\n[[commitment]]\n") <= many(b"\naction = ")
        and many(b"\n[[reading.point]]\n") <= many(b"\nwho = ")
        and many(b"\n[[moment]]\n")
        + many(b"\n[[reading.quote]]\n")
        + many(b"\n[[coach.sentence.quote]]\n")
        <= many(b"\nend = ")
    )


# What a newer leadcoach wrote


def _left_over(kept: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of `kept` is not in `known`, in the shape of `kept`."""
    rest = {
        key: _rest(each, known[key]) if key in known else each
        for key, each in kept.items()
    }
    return {key: each for key, each in rest.items() if each or key not in known}


def _rest(kept: object, known: object) -> object:
    if isinstance(kept, dict) and isinstance(known, Mapping):
        return _left_over(kept, known)
    if isinstance(kept, list) and isinstance(known, list | tuple):
        rests = [_rest(*pair) for pair in zip(kept, known, strict=False)]
        return rests if any(rests) else None
    return None


def _merged(known: Mapping[str, Any], unknown: Mapping[str, Any]) -> dict[str, Any]:
    """Return `known` together with what only `unknown` has, found by `_left_over`."""
    both = {
        key: _joined(each, unknown[key]) if key in unknown else each
        for key, each in known.items()
    }
    return {**unknown, **both}


def _joined(known: object, unknown: object) -> object:
    if isinstance(known, Mapping) and isinstance(unknown, Mapping):
        return _merged(known, unknown)
    if isinstance(known, list) and isinstance(unknown, list):
        # Unknown keys of a list's tables belong to the table in the same place.
        beside = unknown + [None] * len(known)
        return [_joined(*pair) for pair in zip(known, beside, strict=False)]
    return known
