"""What is wrong in an exercise file, in words for its author."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from leadcoach.domain.exercise import LATER_KEYS, LATER_TYPES
from leadcoach.domain.picking import nearest_of
from leadcoach.exercises.codes import code_of
from leadcoach.exercises.keys import keys_at
from leadcoach.exercises.positions import Path, Positions


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
    path: Path = tuple(error["loc"])
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    what, remedy = _TOLD.get(error["type"], _plain)(key, path, error)
    code = _CODES.get(error["type"], "E223")
    if code == "E226" and code_of(what) != "E200":
        code = code_of(what)
    return Problem(positions.line_of(path), what, remedy, code)


def _unknown_key(key: str, path: Path, _: Any) -> tuple[str, str]:  # noqa: ANN401
    if key in LATER_KEYS:
        return f"“{key}” is not in this format yet.", ""
    known = sorted(keys_at(path[:-1]))
    return f"there is no key “{key}” here.", nearest_of(key, known)


def _missing(key: str, *_: Any) -> tuple[str, str]:  # noqa: ANN401
    return f"the key “{key}” is missing.", ""


def _no_type(*_: Any) -> tuple[str, str]:  # noqa: ANN401
    return "the question has no type.", 'For example: type = "long".'


def _unknown_type(_: str, __: Path, error: Any) -> tuple[str, str]:  # noqa: ANN401
    tag = str(error["ctx"]["tag"])
    if tag in LATER_TYPES:
        return f"the type “{tag}” is not in this format yet.", ""
    kinds = [each.strip(" '") for each in error["ctx"]["expected_tags"].split(",")]
    return (
        f"there is no type “{tag}”.",
        nearest_of(tag, kinds) or f"Types: {', '.join(kinds)}.",
    )


def _unknown_word(key: str, _: Path, error: Any) -> tuple[str, str]:  # noqa: ANN401
    expected = error["ctx"]["expected"]
    words = [each for each in re.split(r"', '|' or '|'", expected) if each]
    if words == [expected]:
        return f"“{key}” can only be {expected}.", ""
    given = error["input"]
    meant = nearest_of(given, words) if isinstance(given, str) else ""
    return f"“{key}” is one of these words: {', '.join(words)}.", meant


def _other_form(key: str, path: Path, _: Any) -> tuple[str, str]:  # noqa: ANN401
    if path[-1] == "[key]":
        return f"“{path[-2]}” cannot be an id.", _FORMS["id"]
    return f"“{key}” does not have the form it needs.", _FORMS.get(key, "")


def _own_words(_: str, __: Path, error: Any) -> tuple[str, str]:  # noqa: ANN401
    return f"{str(error['msg']).removeprefix('Value error, ')}.", ""


def _plain(key: str, _: Path, error: Any) -> tuple[str, str]:  # noqa: ANN401
    wanted = _WANTED.get(error["type"])
    if wanted is not None:
        return f"“{key}”: {wanted.format(**error.get('ctx', {}))}.", ""
    message = str(error["msg"])
    return f"“{key}”: {message[:1].lower()}{message[1:]}.", ""


_TOLD: dict[str, Callable[[str, Path, Any], tuple[str, str]]] = {
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
