"""The lenses and the follow-up questions that come as TOML files."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomli

from leadcoach.domain.reading import CONCEPTIONS, EDGES, STANCES, Lens, Probe
from leadcoach.domain.text import control_character_in
from leadcoach.errors import Unreadable

TEXT_LABELS = tuple(
    f"text.{name}"
    for name in [
        "no_others",
        "no_self",
        "results_only",
        "general",
        "absolute",
        "must",
        "harsh_self",
        "they_blame",
        "passive",
        "contrast",
        "same_as_before",
        "toward",
    ]
)
"""What can be noticed in how something was written, rather than in what was done."""

PROBE_LABELS = frozenset(
    (*STANCES, "none", *CONCEPTIONS, *EDGES, *TEXT_LABELS, "lens.gap")
)
"""Every label a follow-up question can wait for."""

_LARGEST = 64_000
_LENS_KEYS = frozenset(("id", "who", "says", "quote", "ask", "name"))
_PROBE_KEYS = frozenset(("on", "ask"))
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


def probes(path: Path) -> tuple[Probe, ...]:
    """Return the follow-up questions of the file at `path`, one by one, in its order.

    Raises:
        Unreadable: the file is not there, not TOML, or not a bank of questions.
    """
    return tuple(
        probe
        for number, row in enumerate(_rows(path, "probe"), 1)
        for probe in _probes(row, f"{path}: probe {number}")
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


def _lens(row: Mapping[str, Any], where: str) -> Lens:
    _refuse_other_keys(row, _LENS_KEYS, where)
    quoted = row.get("quote", False)
    if not isinstance(quoted, bool):
        raise Unreadable(f"{where}: `quote` is true or false.", _HINT)
    who = _words(row, "who", where)
    return Lens(
        id=_words(row, "id", where),
        who=who,
        says=_words(row, "says", where),
        ask=_words(row, "ask", where),
        quoted=quoted,
        name=_words(row, "name", where) if "name" in row else who,
    )


def _probes(row: Mapping[str, Any], where: str) -> tuple[Probe, ...]:
    _refuse_other_keys(row, _PROBE_KEYS, where)
    on = _several(row, "on", where)
    for label in on:
        if label not in PROBE_LABELS:
            raise Unreadable(f"{where}: there is no label {label!r}.", _HINT)
    return tuple(Probe(on=on, ask=ask) for ask in _several(row, "ask", where))


def _refuse_other_keys(
    row: Mapping[str, Any], known: frozenset[str], where: str
) -> None:
    other = sorted(row.keys() - known)
    if other:
        listed = ", ".join(sorted(known))
        raise Unreadable(f"{where}: there is no key {other[0]!r}.", f"Keys: {listed}.")


def _words(row: Mapping[str, Any], key: str, where: str) -> str:
    return _plain(row.get(key), f"{where}: `{key}`")


def _several(row: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = row.get(key)
    if not isinstance(value, list) or not value:
        raise Unreadable(f"{where}: `{key}` is a list of words in quotes.", _HINT)
    return tuple(_plain(each, f"{where}: `{key}`") for each in value)


def _plain(value: object, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Unreadable(f"{where} is missing, empty or not words.", _HINT)
    if control_character_in(value):
        raise Unreadable(f"{where} holds a character that cannot be seen.", _HINT)
    return value.strip()
