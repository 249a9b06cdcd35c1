"""The lenses: published ideas to hold an account beside, from a TOML file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomli

from leadcoach.domain.reading import Lens
from leadcoach.domain.text import control_character_in
from leadcoach.errors import Unreadable

_LARGEST = 64_000
_KEYS = frozenset(("id", "who", "says", "quote", "ask", "name"))
_HINT = "Mend the file, or take it away to use the one leadcoach comes with."


def lenses(path: Path) -> tuple[Lens, ...]:
    """Return the lenses of the file at `path`, in its order.

    Raises:
        Unreadable: the file is not there, not TOML, or not a file of lenses.
    """
    found = [
        _lens(row, f"{path}: lens {number}")
        for number, row in enumerate(_rows(path, "lens"), 1)
    ]
    ids = [lens.id for lens in found]
    twice = sorted({each for each in ids if ids.count(each) > 1})
    if twice:
        raise Unreadable(f"{path}: the lens {twice[0]!r} is there twice.", _HINT)
    return tuple(found)


def _lens(row: Mapping[str, Any], where: str) -> Lens:
    _refuse_other_keys(row, _KEYS, where)
    quoted = row.get("quote", False)
    if not isinstance(quoted, bool):
        raise Unreadable(f"{where}: `quote` is true or false.", _HINT)
    who = _words(row.get("who"), f"{where}: `who`")
    return Lens(
        id=_words(row.get("id"), f"{where}: `id`"),
        who=who,
        says=_words(row.get("says"), f"{where}: `says`"),
        ask=_words(row.get("ask"), f"{where}: `ask`"),
        quoted=quoted,
        name=_words(row.get("name", who), f"{where}: `name`"),
    )


def _rows(path: Path, key: str) -> list[Mapping[str, Any]]:
    content = _read(path)
    if content.pop("format", None) != 1:
        raise Unreadable(f"{path} does not begin with `format = 1`.", _HINT)
    rows = content.pop(key, None)
    if content:
        message = f"{path}: {min(content)!r} is not a key of this file."
        raise Unreadable(message, f"It holds `format` and [[{key}]].")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Unreadable(f"{path} holds no [[{key}]].", _HINT)
    return rows


def _read(path: Path) -> dict[str, Any]:
    try:
        raw = path.read_bytes()
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise Unreadable(f"{path} cannot be read: {reason}.", _HINT) from problem
    if len(raw) > _LARGEST:
        raise Unreadable(f"{path} is larger than 64 kB.", _HINT)
    try:
        return tomli.loads(raw.decode())
    except UnicodeDecodeError as problem:
        raise Unreadable(f"{path} is not UTF-8 text.", _HINT) from problem
    except ValueError as problem:
        raise Unreadable(f"{path} is not valid TOML: {problem}.", _HINT) from problem


def _refuse_other_keys(
    row: Mapping[str, Any], known: frozenset[str], where: str
) -> None:
    other = sorted(row.keys() - known)
    if other:
        listed = ", ".join(sorted(known))
        raise Unreadable(f"{where}: there is no key {other[0]!r}.", f"Keys: {listed}.")


def _words(value: object, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Unreadable(f"{where} is missing, empty or not words.", _HINT)
    if control_character_in(value):
        raise Unreadable(f"{where} holds a character that cannot be seen.", _HINT)
    return value.strip()
