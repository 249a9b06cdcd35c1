"""The words of the glossary, from a file with `format = 1` and [[term]] tables.

A term has `term`, `means` (a sentence or two) and `source` (whose word it is).
"""

from dataclasses import dataclass
from pathlib import Path

from leadcoach import disk
from leadcoach.domain.text import control_character_in
from leadcoach.domain.toml import EXERCISE_LIMIT, BadToml, parse_toml, text_of
from leadcoach.errors import Unreadable

_KEYS = ("term", "means", "source")


@dataclass(frozen=True)
class Term:
    """A word, what it means here, and whose it is."""

    term: str
    means: str
    source: str


def glossary(path: Path) -> tuple[Term, ...]:
    """Return the terms of the file at `path`, in its order.

    Raises:
        Unreadable: it is not there, or is no glossary.
    """
    try:
        table = parse_toml(text_of(path.read_bytes(), EXERCISE_LIMIT))
    except OSError as problem:
        reason = disk.reason(problem)
        raise Unreadable(f"{path} cannot be read: {reason}.") from problem
    except BadToml as problem:
        raise Unreadable(f"{path}:{problem.line}: {problem.what}.") from problem
    rows = table.get("term")
    if table.get("format") != 1 or not isinstance(rows, list):
        raise Unreadable(f"{path} holds no `format = 1` and [[term]].")
    return tuple(_term(row, f"{path}: term {at}") for at, row in enumerate(rows, 1))


def _term(row: object, where: str) -> Term:
    if not isinstance(row, dict) or set(row) != set(_KEYS):
        raise Unreadable(f"{where} has other keys than {', '.join(_KEYS)}.")
    words = [row[key] for key in _KEYS]
    if not all(isinstance(each, str) and each.strip() for each in words):
        raise Unreadable(f"{where}: words are needed for each of its keys.")
    if any(control_character_in(each) for each in words):
        raise Unreadable(f"{where} holds a character that cannot be seen.")
    return Term(*words)
