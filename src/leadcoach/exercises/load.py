"""From the bytes of an exercise file to an Exercise, or to all that is wrong in it.

The parser does not tell in which line a key stands. The scan for that is as simple as
it can be for files that already parsed: strings and comments are masked first, so that
only structure is left, which is headers, keys, brackets and commas.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple

import tomli

from leadcoach.domain.exercise import Exercise, exercise_of
from leadcoach.domain.text import control_character_in
from leadcoach.domain.toml import (
    EXERCISE_LIMIT,
    NO_STRUCTURE,
    BadToml,
    all_text,
    parse_toml,
    text_of,
)
from leadcoach.errors import Unreadable
from leadcoach.exercises.conditions import KeyPath, Mistake
from leadcoach.exercises.validate import mistakes_in


class Problem(NamedTuple):
    """One thing wrong: in which line (from 1), its code, what, and what to do."""

    line: int
    code: str
    """one of `validate.CODES`"""
    what: str
    remedy: str = ""

    @property
    def is_warning(self) -> bool:
        """Tell whether the exercise can be run in spite of it."""
        return self.code.startswith("W")

    def told(self, name: str) -> str:
        """Return `name:line: what remedy`, on one line."""
        return f"{name}:{self.line}: {self.what} {self.remedy}".strip()


@dataclass(frozen=True)
class Examined:
    """A file that was looked at: the exercise in it, or the problems that prevent one."""

    exercise: Exercise | None
    problems: list[Problem]
    positions: "Positions"


def load(content: bytes, name: str, *, own: bool = True) -> tuple[Exercise, str]:
    """Return the exercise in `content` and its sha256.

    What came with leadcoach was checked before it was packed, so it is only read; where
    that fails, somebody has changed it, and it is checked like the person's own.

    Raises:
        Unreadable: with all problems, each `name:line: what`.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    if not own:
        with suppress(ValueError, TypeError, LookupError, AttributeError):
            return exercise_of(parse_toml(text_of(content, EXERCISE_LIMIT))), sha256
    found = examine(content)
    if found.exercise is None or found.problems:
        told = "\n".join(problem.told(name) for problem in found.problems)
        hint = "Nothing was run. Mend the file, or ask whoever gave it to you."
        raise Unreadable(told, hint)
    return found.exercise, sha256


def examine(content: bytes) -> Examined:
    """Return the exercise in `content`, or every problem in it."""
    table, problems, positions = read_as(Exercise, content)
    if problems:
        return Examined(None, problems, positions)
    exercise = exercise_of(table)
    return Examined(exercise, placed(mistakes_in(exercise), positions), positions)


def read_as(
    kind: type, content: bytes
) -> tuple[dict[str, Any], list[Problem], "Positions"]:
    """Return the TOML in `content`, and what keeps it from being a `kind` of table."""
    from leadcoach.exercises.shape import mistakes_of_shape  # it loads pydantic

    try:
        text = text_of(content, EXERCISE_LIMIT)
        table = parse_toml(text)
    except BadToml as bad:
        code = "E211" if "too deep" in bad.what else "E210"
        what = ": ".join(filter(None, (bad.what, bad.plainly or bad.detail))) + "."
        return {}, [Problem(max(bad.line, 1), code, what)], Positions()
    positions = positions_in(text)
    mistakes = [*_control_characters(table)] or [*_newer(table)]
    return (
        table,
        placed(mistakes or mistakes_of_shape(kind, table), positions),
        positions,
    )


def placed(mistakes: Iterable[Mistake], positions: "Positions") -> list[Problem]:
    """Return mistakes with their lines, in the order of the file."""
    found = [Problem(positions.line_of(each.path), *each[1:]) for each in mistakes]
    return sorted(found, key=lambda problem: problem.line)


def _control_characters(table: dict[str, Any]) -> Iterator[Mistake]:
    for path, text in all_text(table):
        character = control_character_in(text)
        if character:
            what = f"it holds a control character (U+{ord(character):04X})."
            remedy = "Such characters can trick a screen; take it out."
            yield Mistake(path, "E212", what, remedy)


def _newer(table: dict[str, Any]) -> Iterator[Mistake]:
    newer = table.get("format")
    if isinstance(newer, int) and newer > 1:
        what = f"it has format {newer}; this leadcoach reads format 1."
        yield Mistake(("format",), "E213", what, "Upgrade leadcoach.")


# In which line things stand

_NAME = r"[\w-]++(?:[ \t]*+\.[ \t]*+[\w-]++)*+"
# Possessive throughout: a file within the size limit must not take long.
_TOKEN = re.compile(
    rf"^[ \t]*+(?P<list>\[)?\[[ \t]*+(?P<table>{_NAME})[ \t]*+\]{{1,2}}[ \t]*+$"
    rf"|(?<![\w.-])(?P<key>{_NAME})[ \t]*+="
    r"|(?P<sign>[\[\]{},])",
    re.MULTILINE,
)
_NOT_LINE_END = re.compile(r"[^\n]")


class Positions(dict[KeyPath, int]):
    """The line (from 1) of every table and key."""

    def line_of(self, path: KeyPath) -> int:
        """Return the line of `path`, or of the nearest thing around it; at least 1.

        Steps of `path` that the file does not have (a name pydantic put in) are
        passed over.
        """
        known: KeyPath = ()
        for step in path:
            if (*known, step) in self:
                known = (*known, step)
        return self.get(known, 1)

    def put(self, path: KeyPath, line: int) -> None:
        """Note the line of `path` and of what is around it; the first one stays."""
        for end in range(1, len(path) + 1):
            self.setdefault(path[:end], line)


def positions_in(text: str) -> Positions:
    """Return where the tables and keys of a TOML `text` stand."""
    scan = _Scan(text)
    for token in _TOKEN.finditer(NO_STRUCTURE.sub(_masked, text)):
        scan.take(token)
    return scan.found


def _masked(found: re.Match[str]) -> str:
    # A quoted key looks like a bare one of the same length; a comment like blanks.
    return _NOT_LINE_END.sub(" " if found[0][0] == "#" else "_", found[0])


def _unquoted(part: str) -> str:
    return next(iter(tomli.loads(f"{part} = 0"))) if "\\" in part else part.strip("\"'")


@dataclass
class _Open:
    """A list or an inline table that is not closed yet."""

    path: KeyPath
    is_list: bool
    item: int = 0


class _Scan:
    """Knows at each token which table or list it stands in."""

    def __init__(self, text: str) -> None:
        self.found = Positions()
        self._text = text
        self._counts: dict[KeyPath, int] = {}
        self._table: KeyPath = ()
        self._value: KeyPath = ()
        self._open: list[_Open] = []
        self._line = 1
        self._seen = 0

    def take(self, token: re.Match[str]) -> None:
        if token["table"] and not self._open:
            parts = self._parts(token, "table")
            self._table = self._header(parts, is_list=bool(token["list"]))
            self._put(self._table, token.start("table"))
        elif token["key"]:
            base = self._open[-1].path if self._open else self._table
            self._value = (*base, *self._parts(token, "key"))
            self._put(self._value, token.start("key"))
        elif token["sign"]:
            self._sign(token["sign"], token.start())

    def _sign(self, sign: str, at: int) -> None:
        if sign in "[{":
            self._put(self._here(), at)
            self._open.append(_Open(self._here(), sign == "["))
        elif sign in "]}":
            if self._open:
                self._open.pop()
        elif self._open and self._open[-1].is_list:
            self._open[-1].item += 1

    def _here(self) -> KeyPath:
        """Return the path of the value that begins here."""
        if self._open and self._open[-1].is_list:
            return (*self._open[-1].path, self._open[-1].item)
        return self._value

    def _put(self, path: KeyPath, at: int) -> None:
        self._line += self._text.count("\n", self._seen, at)
        self._seen = at
        self.found.put(path, self._line)

    def _parts(self, token: re.Match[str], group: str) -> tuple[str, ...]:
        written = self._text[token.start(group) : token.end(group)]
        found = re.findall(r"\"(?:\\.|[^\"])*\"|'[^']*'|[\w-]+", written)
        return tuple(_unquoted(part) for part in found)

    def _header(self, parts: tuple[str, ...], *, is_list: bool) -> KeyPath:
        path: KeyPath = ()
        for at, part in enumerate(parts):
            path = (*path, part)
            if is_list and at == len(parts) - 1:
                self._counts[path] = self._counts.get(path, -1) + 1
            if path in self._counts:
                path = (*path, self._counts[path])
        return path
