"""From the bytes of an exercise file to an Exercise, or to all that is wrong in it.

The parser does not tell in which line a key stands. The scan for that is as simple as
it can be for files that already parsed: strings and comments are masked first, so that
only structure is left, which is headers, keys, brackets and commas.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
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
from leadcoach.exercises.validate import KeyPath, Mistake, mistakes_in

_UPGRADE = "Upgrade leadcoach."
"""what to do about a file of a later format"""


class Problem(NamedTuple):
    """One thing wrong: in which line (from 1), its code, what, and what to do."""

    line: int
    code: str
    """one of `lint.CODES`"""
    what: str
    remedy: str = ""
    source: str = ""
    """a part of the line it stands in, cleaned"""
    column: int = 0
    """where in the line of the file it is, from 1; 0 when the place is the line"""
    caret: int = 0
    """where in `source` it is, from 1"""

    @property
    def is_warning(self) -> bool:
        return self.code.startswith("W")

    def told(self, name: str) -> str:
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
    that fails, somebody has changed it, and it is checked like the person's own. Unreadable
    has all problems, each `name:line: what`.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    if not own:
        with suppress(ValueError, TypeError, LookupError, AttributeError):
            return exercise_of(parse_toml(text_of(content, EXERCISE_LIMIT))), sha256
    found = examine(content)
    if found.exercise is None or found.problems:
        raise unreadable(found.problems, name, "exercise", "Nothing was run.")
    return found.exercise, sha256


def unreadable(
    problems: Sequence[Problem], name: str, kind: str, before: str = ""
) -> Unreadable:
    """Return the error that tells all `problems` of a file, which was taken for a `kind`."""
    told, first = "\n".join(each.told(name) for each in problems), problems[0]
    hint = "Mend the file, or ask whoever gave it to you."
    if first.remedy == _UPGRADE:  # the file is not at fault
        hint = ""
    elif first.code == "E210" and first.line == 1:
        hint = f"This may be no {kind}. {hint}"
    return Unreadable(told, f"{before} {hint}".strip())


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
        table = parse_toml(f"{text}\n")  # the last line may have no end
    except BadToml as bad:
        code = "E211" if "too deep" in bad.what else "E210"
        what = f"{bad.plainly or ': '.join(filter(None, (bad.what, bad.detail)))}."
        return {}, [Problem(max(bad.line, 1), code, what)], Positions()
    positions = positions_in(text)
    mistakes = [
        Mistake(
            path,
            "E212",
            f"it holds a control character (U+{ord(character):04X}).",
            "Such characters can trick a screen; take it out.",
        )
        for path, said in all_text(table)
        if (character := control_character_in(said))
    ]
    newer = table.get("format")
    if not mistakes and isinstance(newer, int) and newer > 1:
        what = f"it has format {newer}; this leadcoach reads format 1."
        mistakes = [Mistake(("format",), "E213", what, _UPGRADE)]
    mistakes = mistakes or mistakes_of_shape(kind, table)
    return table, placed(mistakes, positions), positions


def placed(mistakes: Iterable[Mistake], positions: "Positions") -> list[Problem]:
    """Return mistakes with their lines, in the order of the file."""
    found = [Problem(positions.line_of(each.path), *each[1:]) for each in mistakes]
    return sorted(found, key=lambda problem: problem.line)


# In which line things stand

_NAME = r"[\w-]++(?:[ \t]*+\.[ \t]*+[\w-]++)*+"
# Possessive throughout: a file within the size limit must not take long.
_TOKEN = re.compile(
    rf"^[ \t]*+(?P<list>\[)?\[[ \t]*+(?P<table>{_NAME})[ \t]*+\]{{1,2}}[ \t]*+$"
    rf"|(?<![\w.-])(?P<key>{_NAME})[ \t]*+="
    r"|(?P<sign>[\[\]{},])",
    re.MULTILINE,
)


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
    found, counts = Positions(), dict[KeyPath, int]()
    table: KeyPath = ()
    value: KeyPath = ()
    open_: list[tuple[KeyPath, bool]] = []
    """the lists (True) and inline tables that are not closed yet; a list's item"""
    line, seen = 1, 0
    # A quoted key looks like a bare one of the same length; a comment like blanks.
    masked = NO_STRUCTURE.sub(
        lambda part: re.sub(r"[^\n]", " " if part[0][0] == "#" else "_", part[0]), text
    )
    for token in _TOKEN.finditer(masked):
        sign, at = token["sign"], token.start(str(token.lastgroup))
        line, seen = line + text.count("\n", seen, at), at
        if token["table"] and not open_:
            names = _names(text[slice(*token.span("table"))])
            value = table = _header(names, counts, is_list=bool(token["list"]))
        elif token["key"]:
            around = open_[-1][0] if open_ else table
            value = (*around, *_names(text[slice(*token.span("key"))]))
        elif sign and sign in "[{":
            value = open_[-1][0] if open_ and open_[-1][1] else value
            open_.append(((*value, 0), True) if sign == "[" else (value, False))
        elif sign and sign in "]}":
            open_ = open_[:-1]
        elif open_ and open_[-1][1]:
            *path, item = open_[-1][0]
            open_[-1] = ((*path, int(item) + 1), True)
        found.put(value, line)
    return found


def _names(written: str) -> Iterator[str]:
    """Yield the parts of a name such as a."b c"."""
    table: Any = tomli.loads(f"{written} = 0")
    while isinstance(table, dict):
        ((name, table),) = table.items()
        yield name


def _header(
    names: Iterable[str], counts: dict[KeyPath, int], *, is_list: bool
) -> KeyPath:
    """Return the path of the table under a header; `counts` has the lists' last places."""
    path: KeyPath = ()
    *outer, last = names
    for name in outer:
        path = (*path, name)
        path = (*path, counts[path]) if path in counts else path
    path = (*path, last)
    if is_list:
        counts[path] = counts.get(path, -1) + 1
    return (*path, counts[path]) if path in counts else path
