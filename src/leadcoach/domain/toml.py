"""Reading TOML that a stranger may have written, without being hung or crashed by it."""

import re
from collections.abc import Iterator
from typing import Any

import tomli

EXERCISE_LIMIT = 64 * 1024
ENTRY_LIMIT = 1024 * 1024

_DOTTED = re.compile(r"(?:[^\s.=#\[\]]+[ \t]*\.[ \t]*){17}")
_BRACKETS = re.compile(r"(?:[\[{]\s*){33}")


class BadToml(ValueError):
    """The content is no TOML we read; `line` (from 1) tells where, 0 when unknown."""

    def __init__(self, what: str, line: int = 0) -> None:
        super().__init__(what)
        self.what = what
        self.line = line


def text_of(content: bytes, limit: int) -> str:
    """Return `content` as text with plain line ends, without a byte order mark.

    Raises:
        BadToml: when it is too large, or not UTF-8.
    """
    if len(content) > limit:
        raise BadToml(f"it is larger than {limit // 1024} kB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        raise BadToml("it is not UTF-8 text; save it as UTF-8", line) from None
    return text.replace("\r\n", "\n")


def refuse_bombs(text: str) -> None:
    """Refuse what takes the parser long; only for files that others may have made.

    Raises:
        BadToml: for names of more than 16 parts, or 32 brackets in a row.
    """
    bombs = (_DOTTED, "a name has too many parts"), (_BRACKETS, "it is nested too deep")
    for pattern, what in bombs:
        deep = pattern.search(text)
        if deep:
            raise BadToml(what, text.count("\n", 0, deep.start()) + 1)


def parse_toml(text: str) -> dict[str, Any]:
    """Return the table in `text`.

    Raises:
        BadToml: when it is not TOML.
    """
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as problem:
        raise BadToml(_in_words(problem), problem.lineno or 0) from None
    except RecursionError:
        raise BadToml("it is nested too deeply") from None
    except ValueError:
        raise BadToml("a number in it is too long") from None


def all_text(
    table: Any,  # noqa: ANN401 - whatever a file holds
    path: tuple[str | int, ...] = (),
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every key and every text of a parsed file, at any depth, with its path."""
    if isinstance(table, dict):
        for key, value in table.items():
            yield (*path, key), key
            yield from all_text(value, (*path, key))
    elif isinstance(table, list):
        for at, value in enumerate(table):
            yield from all_text(value, (*path, at))
    elif isinstance(table, str):
        yield path, table


def _in_words(problem: tomli.TOMLDecodeError) -> str:
    what = problem.msg.strip().rstrip(".")
    return f"it is not TOML: {what[:1].lower()}{what[1:]}"
