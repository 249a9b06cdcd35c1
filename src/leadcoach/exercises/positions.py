"""In which line of a TOML file each table and key stands; the parser does not tell.

The scan is as simple as it can be for files that already parsed. Strings and comments
are masked first, so that only structure is left: headers, keys, brackets and commas.
"""

import re
from dataclasses import dataclass, field

import tomli

from leadcoach.domain.toml import NO_STRUCTURE

KeyPath = tuple[str | int, ...]

_NAME = r"[\w-]++(?:[ \t]*+\.[ \t]*+[\w-]++)*+"
# Possessive throughout: a file within the size limit must not take long.
_TOKEN = re.compile(
    rf"^[ \t]*+(?P<list>\[)?\[[ \t]*+(?P<table>{_NAME})[ \t]*+\]{{1,2}}[ \t]*+$"
    rf"|(?<![\w.-])(?P<key>{_NAME})[ \t]*+="
    r"|(?P<sign>[\[\]{},])",
    re.MULTILINE,
)
_NOT_LINE_END = re.compile(r"[^\n]")


@dataclass
class Positions:
    """The line (from 1) of every table and key found."""

    lines: dict[KeyPath, int] = field(default_factory=dict)
    _around: set[KeyPath] = field(default_factory=set)

    def line_of(self, path: KeyPath) -> int:
        """Return the line of `path`, or of the nearest thing around it; at least 1.

        Steps of `path` that the file does not have (a name pydantic put in) are
        passed over.
        """
        known: KeyPath = ()
        for step in path:
            longer = (*known, step)
            if longer in self._around:
                known = longer
        while known and known not in self.lines:
            known = known[:-1]
        return self.lines.get(known, 1)

    def put(self, path: KeyPath, line: int) -> None:
        """Note the line of `path`; the first line noted stays."""
        self.lines.setdefault(path, line)
        if path and isinstance(path[-1], int):
            self.lines.setdefault(path[:-1], line)
        self._around.update(path[:end] for end in range(1, len(path) + 1))


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
            self._table = self._header(
                self._parts(token, "table"), is_list=bool(token["list"])
            )
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
