"""From the bytes of an exercise file to an Exercise, or to all that is wrong in it.

The parser does not tell in which line a key stands. The scan for that is as simple as
it can be for files that already parsed: strings and comments are masked first, so that
only structure is left, which is headers, keys, brackets and commas.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

import tomli
from pydantic import BaseModel, ValidationError

from leadcoach.domain.exercise import LATER_KEYS, LATER_TYPES, Exercise
from leadcoach.domain.picking import nearest_of
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
from leadcoach.exercises.reference import keys_at
from leadcoach.exercises.validate import KeyPath, Mistake, mistakes_in


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
    problems: tuple[Problem, ...]
    positions: "Positions"
    sha256: str


def load(content: bytes, name: str) -> tuple[Exercise, str]:
    """Return the exercise in `content` and its sha256.

    Raises:
        Unreadable: with all problems, each `name:line: what`.
    """
    found = examine(content)
    if found.exercise is None or found.problems:
        told = "\n".join(problem.told(name) for problem in found.problems)
        hint = "Nothing was run. Mend the file, or ask whoever gave it to you."
        raise Unreadable(told, hint)
    return found.exercise, found.sha256


def examine(content: bytes) -> Examined:
    """Return the exercise in `content`, or every problem in it."""
    exercise, problems, positions = read_as(Exercise, content)
    if exercise is not None:
        problems = placed(mistakes_in(exercise), positions)
    sha256 = hashlib.sha256(content).hexdigest()
    return Examined(exercise, tuple(problems), positions, sha256)


Model = TypeVar("Model", bound=BaseModel)


def read_as(
    model: type[Model], content: bytes
) -> tuple[Model | None, list[Problem], "Positions"]:
    """Return the TOML in `content` as a model, or what keeps it from being one."""
    try:
        text = text_of(content, EXERCISE_LIMIT)
        table = parse_toml(text)
    except BadToml as bad:
        code = "E211" if "too deep" in bad.what else "E210"
        what = ": ".join(filter(None, (bad.what, bad.detail))) + "."
        return None, [Problem(max(bad.line, 1), code, what)], Positions()
    positions = positions_in(text)
    mistakes = [*_control_characters(table)] or [*_newer(table)]
    if mistakes:
        return None, placed(mistakes, positions), positions
    try:
        return model.model_validate(table), [], positions
    except ValidationError as found:
        mistakes = [_by_pydantic(error) for error in found.errors()]
        return None, placed(mistakes, positions), positions


def placed(mistakes: Iterable[Mistake], positions: "Positions") -> list[Problem]:
    """Return mistakes with their lines, in the order of the file."""
    found = [Problem(positions.line_of(each.path), *each[1:]) for each in mistakes]
    return sorted(found, key=lambda problem: problem.line)


def _control_characters(table: dict[str, Any]) -> Iterable[Mistake]:
    for path, text in all_text(table):
        character = control_character_in(text)
        if character:
            what = f"it holds a control character (U+{ord(character):04X})."
            remedy = "Such characters can trick a screen; take it out."
            yield Mistake(path, "E212", what, remedy)


def _newer(table: dict[str, Any]) -> Iterable[Mistake]:
    newer = table.get("format")
    if isinstance(newer, int) and newer > 1:
        what = f"it has format {newer}; this leadcoach reads format 1."
        yield Mistake(("format",), "E213", what, "Upgrade leadcoach.")


# What pydantic found, in people's words


def _by_pydantic(error: Any) -> Mistake:  # noqa: ANN401
    path: KeyPath = tuple(error["loc"])
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    code, what, remedy = "E223", f"“{key}”: {_wanted(error)}.", ""
    match error["type"]:
        case "extra_forbidden" if key in LATER_KEYS:
            code, what = "E220", f"“{key}” is not in this format yet."
        case "extra_forbidden":
            code, what = "E220", f"there is no key “{key}” here."
            remedy = nearest_of(key, sorted(keys_at(path[:-1])))
        case "missing":
            code, what = "E221", f"the key “{key}” is missing."
        case "union_tag_not_found":
            code, what = "E222", "the question has no type."
            remedy = 'For example: type = "long".'
        case "union_tag_invalid":
            code, (what, remedy) = "E222", _unknown_type(error["ctx"])
        case "string_pattern_mismatch" if path[-1] == "[key]":
            code, what, remedy = "E224", f"“{path[-2]}” cannot be an id.", _FORMS["id"]
        case "string_pattern_mismatch":
            code, what = "E224", f"“{key}” does not have the form it needs."
            remedy = _FORMS.get(key, "")
        case "literal_error":
            code, (what, remedy) = "E225", _unknown_word(key, error)
        case "value_error":
            code, what = _own_words(str(error["msg"]).removeprefix("Value error, "))
    return Mistake(path, code, what, remedy)


def _wanted(error: Any) -> str:  # noqa: ANN401
    said = str(error["msg"])
    known = _WANTED.get(error["type"], "").format(**error.get("ctx", {}))
    return known or said[:1].lower() + said[1:]


def _unknown_type(context: Any) -> tuple[str, str]:  # noqa: ANN401
    tag = str(context["tag"])
    if tag in LATER_TYPES:
        return f"the type “{tag}” is not in this format yet.", ""
    kinds = [each.strip(" '") for each in context["expected_tags"].split(",")]
    known = nearest_of(tag, kinds) or f"Types: {', '.join(kinds)}."
    return f"there is no type “{tag}”.", known


def _unknown_word(key: str, error: Any) -> tuple[str, str]:  # noqa: ANN401
    expected, given = error["ctx"]["expected"], error["input"]
    words = [each for each in re.split(r"', '|' or '|'", expected) if each]
    if words == [expected]:
        return f"“{key}” can only be {expected}.", ""
    meant = nearest_of(given, words) if isinstance(given, str) else ""
    return f"“{key}” is one of these words: {', '.join(words)}.", meant


def _own_words(what: str) -> tuple[str, str]:
    """Return the code of what a model of ours says of keys that do not fit together."""
    code = "E205" if "is not on the scale" in what else "E226"
    return "E204" if "there is no choice" in what else code, f"{what}."


_FORMS = {
    "id": "Small letters first, then small letters and digits; no spaces.",
    "version": "Three numbers: 1.0.0.",
    "language": "Two or three small letters: en.",
    "exercise": "The id of an exercise.",
}
_WANTED = {
    "string_type": "words in quotes are needed",
    "int_type": "a whole number is needed",
    "bool_type": "true or false is needed",
    "list_type": "a list is needed",
    "tuple_type": "a list is needed",
    "dict_type": "a table is needed",
    "model_type": "a table is needed",
    "string_too_long": "at most {max_length} characters are possible",
    "string_too_short": "this is empty",
    "too_short": "this is empty",
    "too_long": "at most {max_length} are possible",
    "greater_than_equal": "{ge} is the least possible",
    "less_than_equal": "{le} is the most possible",
}

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
