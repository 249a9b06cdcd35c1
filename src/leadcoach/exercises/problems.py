"""What is wrong in an exercise file, in words for its author."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from leadcoach.domain.picking import nearest_of
from leadcoach.exercises.positions import Path, Positions


@dataclass(frozen=True)
class Problem:
    """One thing wrong: in which line, what, and what to do."""

    line: int
    what: str
    remedy: str = ""

    def told(self, name: str) -> str:
        """Return `name:line: what remedy`, on one line."""
        return f"{name}:{self.line}: {self.what} {self.remedy}".strip()


def from_pydantic(
    errors: Iterable[Any], positions: Positions, known: Iterable[str]
) -> list[Problem]:
    """Return what pydantic found, in people's words; `known` are all keys there are."""
    keys = sorted(known)
    return [_one(error, positions, keys) for error in errors]


def _one(error: Any, positions: Positions, known: list[str]) -> Problem:  # noqa: ANN401
    path: Path = tuple(error["loc"])
    line = positions.line_of(path)
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    kind = error["type"]
    if kind == "extra_forbidden":
        what = f"there is no key “{key}” here."
        return Problem(line, what, nearest_of(key, known))
    if kind == "missing":
        return Problem(line, f"the key “{key}” is missing.")
    if kind == "union_tag_not_found":
        return Problem(line, "the question has no type.", 'For example: type = "long".')
    if kind == "union_tag_invalid":
        return _unknown_type(line, error["ctx"])
    if kind == "string_pattern_mismatch":
        return Problem(line, f"“{key}” does not have the form it needs.", _form_of(key))
    return Problem(line, f"“{key}”: {_plain(error)}")


def _unknown_type(line: int, context: Any) -> Problem:  # noqa: ANN401
    kinds = [each.strip(" '") for each in context["expected_tags"].split(",")]
    what = f"there is no type “{context['tag']}”."
    remedy = nearest_of(str(context["tag"]), kinds) or f"Types: {', '.join(kinds)}."
    return Problem(line, what, remedy)


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
    "literal_error": "this is not one of the words possible here",
}


def _form_of(key: str) -> str:
    return _FORMS.get(key, "")


def _plain(error: Any) -> str:  # noqa: ANN401
    kind = error["type"]
    if kind in _WANTED:
        expected = error.get("ctx", {}).get("expected", "")
        return f"{_WANTED[kind]}{': ' + expected if expected else ''}."
    message = str(error["msg"]).removeprefix("Value error, ")
    return f"{message[:1].lower()}{message[1:]}."
