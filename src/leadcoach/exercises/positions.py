"""In which line of a TOML file each table and key stands; the parser does not tell.

The scan is as simple as it can be for files that already parsed: it knows table
headers, keys at the start of a line, and where long strings and arrays go on.
"""

import re
from dataclasses import dataclass, field

Path = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(
    r"\s*((?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*[A-Za-z0-9_-]+)*)\s*="
)
_LONG = ('"""', "'''")


@dataclass
class Positions:
    """The line (from 1) of every table and key found."""

    lines: dict[Path, int] = field(default_factory=dict)

    def line_of(self, path: Path) -> int:
        """Return the line of `path`, or of the nearest thing around it; at least 1.

        Steps of `path` that the file does not have (a name pydantic put in) are
        passed over.
        """
        known: Path = ()
        for step in path:
            longer = (*known, step)
            if any(each[: len(longer)] == longer for each in self.lines):
                known = longer
        while known and known not in self.lines:
            known = known[:-1]
        return self.lines.get(known, 1)


def positions_in(text: str) -> Positions:
    """Return where the tables and keys of a TOML `text` stand."""
    found = Positions()
    counts: dict[Path, int] = {}
    here: Path = ()
    waiting = ""
    for number, line in enumerate(text.split("\n"), 1):
        if waiting:
            waiting = _still_open(line, waiting)
            continue
        header = _HEADER.match(line)
        if header:
            here = _table(header, counts)
            found.lines[here] = number
            continue
        key = _KEY.match(line)
        if key:
            found.lines[(*here, *_parts(key[1]))] = number
            waiting = _opened(line[key.end() :])
    return found


def _table(header: re.Match[str], counts: dict[Path, int]) -> Path:
    path: Path = ()
    parts = _parts(header[2])
    for at, part in enumerate(parts):
        path = (*path, part)
        is_last = at == len(parts) - 1
        if is_last and header[1] == "[[":
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _parts(dotted: str) -> tuple[str, ...]:
    found = re.findall(r"[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*'", dotted)
    return tuple(part.strip("\"'") for part in found)


def _opened(rest: str) -> str:
    """Return what must come before the value in `rest` is complete; mostly nothing."""
    for mark in _LONG:
        if rest.count(mark) % 2:
            return mark
    outside = re.sub(r"\"(?:\\.|[^\"\\])*\"|'[^']*'|#.*", "", rest)
    return "]" if outside.count("[") > outside.count("]") else ""


def _still_open(line: str, waiting: str) -> str:
    if waiting in _LONG:
        return "" if line.count(waiting) % 2 else waiting
    return "" if re.match(r"[^\"'#]*\]\s*(?:#.*)?$|.*\]\s*$", line) else waiting
