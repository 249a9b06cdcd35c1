"""From the bytes of an exercise file to an Exercise, or to all that is wrong in it."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import tomli
from pydantic import ValidationError

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


CODES: Mapping[str, str] = {
    "E200": "something else is wrong",
    "E201": "a condition cannot be read",
    "E202": "an id that no question has",
    "E203": "an id that is asked only later, or depends on itself",
    "E204": "a choice or row that is not there",
    "E205": "a number outside the scale, where nothing can ever change",
    "E206": "a ${…} without a meaning",
    "E207": "an answer compared in a way that cannot be",
    "E208": "two questions with one id, or a word of the conditions as an id",
    "E209": "an id that was retired",
    "E210": "the file is no TOML, too large, or not UTF-8",
    "E211": "brackets or names go too deep",
    "E212": "a control character, which could trick a screen",
    "E213": "a newer format, or something not in this format yet",
    "E220": "a key that does not exist",
    "E221": "a key that is missing",
    "E222": "a type of question that does not exist",
    "E223": "a value of another kind, or out of bounds",
    "E224": "an id, version or name in a form it cannot have",
    "E225": "a word where only some are possible",
    "E226": "keys that do not fit together",
    "E230": "the file is a link, a folder, a device or an archive",
    "E231": "the id belongs to an exercise that came with leadcoach",
    "W221": "asks for a secret; answers are kept as plain text",
    "W222": "looks like a template language; it is shown as it stands",
    "W231": "a question of more than 28 words",
    "W232": "a text of more than 60 words",
    "W233": "more than one question mark",
    "W234": "opens with why, which calls for reasons instead of moments",
    "W235": "presses or advises: should, must, always, just …",
    "W236": "a word that already judges: toxic, healthy, good leader …",
    "W237": "a word of the trade, and no help that explains it",
    "W238": "a scale without words at both ends",
    "W239": "more than three required questions",
    "W240": "asks what a mirror finds; it asks and does not guess any more",
    "W241": "a mirror of the first kind; sentences can be picked for it",
}
"""E: the file cannot be run. W: it can, and a second look is worth it."""

# In order; the first that is found in the words of a problem is its code.
_BY_WORDS = (
    (r"not in this format yet|has format \d", "E213"),
    (r"go(es)? too deep|too many parts", "E211"),
    (r"control character", "E212"),
    (r"is not TOML|larger than|UTF-8|number in it is too large", "E210"),
    (r"is not on the scale", "E205"),
    (r"a mirror knows no choice", "E204"),
    (r"has another type than|not answered in sentences", "E226"),
    (r"has no (choice|row)|no choice", "E204"),
    (r"asked only after|cannot depend on its own", "E203"),
    (r"there is no question|is no list asked before", "E202"),
    (r"two questions with the id|a meaning of its own and cannot be", "E208"),
    (r"was once used", "E209"),
    (r"\$\{.*has (no|a) meaning", "E206"),
    (
        r"is no number|has rows; one row|needs an answer in words|can be compared",
        "E207",
    ),
    (r"^when: ", "E201"),
)


def code_of(what: str) -> str:
    """Return the code of a problem that was told only in words."""
    first = what.partition("\n")[0]
    return next((code for sign, code in _BY_WORDS if re.search(sign, first)), "E200")


@dataclass(frozen=True)
class Problem:
    """One thing wrong: in which line, what, and what to do."""

    line: int
    what: str
    remedy: str = ""
    code: str = ""
    """one of `codes.CODES`; found by the words where it is not given"""

    def __post_init__(self) -> None:
        if not self.code:
            object.__setattr__(self, "code", code_of(self.what))

    @property
    def is_warning(self) -> bool:
        """Tell whether the exercise can be run in spite of it."""
        return self.code.startswith("W")

    def told(self, name: str) -> str:
        """Return `name:line: what remedy`, on one line."""
        return f"{name}:{self.line}: {self.what} {self.remedy}".strip()


def from_pydantic(errors: Iterable[Any], positions: Positions) -> list[Problem]:
    """Return what pydantic found, in people's words, in the order of the file."""
    found = [_one(error, positions) for error in errors]
    return sorted(found, key=lambda problem: problem.line)


def _one(error: Any, positions: Positions) -> Problem:  # noqa: ANN401
    path: KeyPath = tuple(error["loc"])
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    what, remedy = _TOLD.get(error["type"], _plain)(key, path, error)
    code = _CODES.get(error["type"], "E223")
    if code == "E226" and code_of(what) != "E200":
        code = code_of(what)
    return Problem(positions.line_of(path), what, remedy, code)


def _unknown_key(key: str, path: KeyPath, _: Any) -> tuple[str, str]:  # noqa: ANN401
    if key in LATER_KEYS:
        return f"“{key}” is not in this format yet.", ""
    known = sorted(keys_at(path[:-1]))
    return f"there is no key “{key}” here.", nearest_of(key, known)


def _missing(key: str, *_: Any) -> tuple[str, str]:  # noqa: ANN401
    return f"the key “{key}” is missing.", ""


def _no_type(*_: Any) -> tuple[str, str]:  # noqa: ANN401
    return "the question has no type.", 'For example: type = "long".'


def _unknown_type(_: str, __: KeyPath, error: Any) -> tuple[str, str]:  # noqa: ANN401
    tag = str(error["ctx"]["tag"])
    if tag in LATER_TYPES:
        return f"the type “{tag}” is not in this format yet.", ""
    kinds = [each.strip(" '") for each in error["ctx"]["expected_tags"].split(",")]
    return (
        f"there is no type “{tag}”.",
        nearest_of(tag, kinds) or f"Types: {', '.join(kinds)}.",
    )


def _unknown_word(key: str, _: KeyPath, error: Any) -> tuple[str, str]:  # noqa: ANN401
    expected = error["ctx"]["expected"]
    words = [each for each in re.split(r"', '|' or '|'", expected) if each]
    if words == [expected]:
        return f"“{key}” can only be {expected}.", ""
    given = error["input"]
    meant = nearest_of(given, words) if isinstance(given, str) else ""
    return f"“{key}” is one of these words: {', '.join(words)}.", meant


def _other_form(key: str, path: KeyPath, _: Any) -> tuple[str, str]:  # noqa: ANN401
    if path[-1] == "[key]":
        return f"“{path[-2]}” cannot be an id.", _FORMS["id"]
    return f"“{key}” does not have the form it needs.", _FORMS.get(key, "")


def _own_words(_: str, __: KeyPath, error: Any) -> tuple[str, str]:  # noqa: ANN401
    return f"{str(error['msg']).removeprefix('Value error, ')}.", ""


def _plain(key: str, _: KeyPath, error: Any) -> tuple[str, str]:  # noqa: ANN401
    wanted = _WANTED.get(error["type"])
    if wanted is not None:
        return f"“{key}”: {wanted.format(**error.get('ctx', {}))}.", ""
    message = str(error["msg"])
    return f"“{key}”: {message[:1].lower()}{message[1:]}.", ""


_TOLD: dict[str, Callable[[str, KeyPath, Any], tuple[str, str]]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "union_tag_not_found": _no_type,
    "union_tag_invalid": _unknown_type,
    "literal_error": _unknown_word,
    "string_pattern_mismatch": _other_form,
    "value_error": _own_words,
}

_CODES = {
    "extra_forbidden": "E220",
    "missing": "E221",
    "union_tag_not_found": "E222",
    "union_tag_invalid": "E222",
    "literal_error": "E225",
    "string_pattern_mismatch": "E224",
    "value_error": "E226",
}

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


@dataclass(frozen=True)
class Examined:
    """A file that was looked at: the exercise in it, or the problems that prevent one."""

    exercise: Exercise | None
    problems: tuple[Problem, ...]
    sha256: str


def examine(content: bytes) -> Examined:
    """Return the exercise in `content`, or every problem in it."""
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        text = text_of(content, EXERCISE_LIMIT)
        table = parse_toml(text)
    except BadToml as problem:
        return Examined(None, (Problem(max(problem.line, 1), _told(problem)),), sha256)
    exercise, problems = _validated(table, positions_in(text))
    return Examined(exercise, tuple(problems), sha256)


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


def _told(problem: BadToml) -> str:
    return ": ".join(filter(None, (problem.what, problem.detail))) + "."


def _validated(
    table: dict[str, Any], positions: Positions
) -> tuple[Exercise | None, list[Problem]]:
    hidden = _control_characters(table, positions)
    if hidden:
        return None, hidden
    newer = table.get("format")
    if isinstance(newer, int) and newer > 1:
        what = f"it has format {newer}; this leadcoach reads format 1."
        return None, [
            Problem(positions.line_of(("format",)), what, "Upgrade leadcoach.")
        ]
    try:
        exercise = Exercise.model_validate(table)
    except ValidationError as found:
        return None, from_pydantic(found.errors(), positions)
    from leadcoach.exercises.validate import problems_of_meaning

    return exercise, problems_of_meaning(exercise, positions)


def _control_characters(table: dict[str, Any], positions: Positions) -> list[Problem]:
    found = []
    for path, text in all_text(table):
        character = control_character_in(text)
        if character:
            what = f"it holds a control character (U+{ord(character):04X})."
            remedy = "Such characters can trick a screen; take it out."
            found.append(Problem(positions.line_of(path), what, remedy))
    return found
