"""What is wrong in an exercise file, in words for its author."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from leadcoach.domain.exercise import LATER_KEYS, LATER_TYPES
from leadcoach.domain.picking import nearest_of
from leadcoach.exercises.positions import KeyPath, Positions
from leadcoach.exercises.reference import keys_at

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
