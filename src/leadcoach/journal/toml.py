"""TOML as text: written so that a person can read it, read so that it cannot harm.

A file of ours is read again whatever is in it, up to 32 megabytes and 32 tables deep.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from leadcoach.domain.text import with_plain_line_ends
from leadcoach.domain.toml import BadToml, parse_toml
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
        line = f"line {problem.line} is not valid TOML"
        plainly = f"{line}: {problem.plainly}" if problem.plainly else line
        raise unreadable(name, plainly if problem.detail else problem.what) from None


def has_our_shape(content: bytes) -> bool:
    """Tell, without parsing, that a file is TOML just as `to_toml` writes it.

    It then is whole, and each letter in it stands for itself. False when in doubt:
    parsing takes twenty times as long, but knows.
    """
    return _AS_WRITTEN.fullmatch(content) is not None


def to_toml(table: Mapping[str, Any]) -> str:
    """Return `table` as TOML: first its values, then each of its tables under a header.

    Line ends become line feeds and characters no file can hold become U+FFFD; all
    other text is kept to the letter.
    """
    # tomli_w alone would write short tables as one-line lists of braces.
    return "".join(_chunks(_storable(table), "")).lstrip("\n")


def _chunks(table: Mapping[str, Any], path: str) -> Iterator[str]:
    import tomli_w

    plain = {key: value for key, value in table.items() if not _is_tables(value)}
    yield tomli_w.dumps(plain, multiline_strings=True)
    for key, value in table.items():
        if key in plain:
            continue
        header = path + tomli_w.dumps({key: 0}).removesuffix(" = 0\n")
        if isinstance(value, Mapping):
            yield f"\n[{header}]\n"
            yield from _chunks(value, f"{header}.")
            continue
        for each in value:
            yield f"\n[[{header}]]\n"
            yield from _chunks(each, f"{header}.")


def _is_tables(value: object) -> bool:
    if isinstance(value, Mapping):
        return True
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(each, Mapping) for each in value)
    )


def _storable(table: Mapping[str, Any]) -> dict[str, Any]:
    given = {key: each for key, each in table.items() if each is not None}
    return {_writable(key): _stored(each) for key, each in given.items()}


def _stored(value: object) -> object:
    if isinstance(value, str):
        return _writable(value)
    if isinstance(value, Mapping):
        return _storable(value)
    if isinstance(value, list | tuple):
        return [_stored(each) for each in value]
    return value


def _writable(text: str) -> str:
    return _SURROGATE.sub("\ufffd", with_plain_line_ends(text))


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
