"""The shape of exercise files: their keys and values, checked by pydantic, and as schema.

The models are made from the classes of `domain`, whose fields say every key with its
meaning and bounds. Only what somebody wrote is checked: pydantic takes longer to load
than all the rest of a sitting.
"""

import json
import operator
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import MISSING, fields, is_dataclass
from functools import cache, reduce
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, get_args, get_origin

import tomli
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    create_model,
    model_validator,
)

from leadcoach.domain.exercise import KINDS, PARTS, Asked, Exercise, in_two
from leadcoach.domain.question import Question
from leadcoach.domain.text import clean_line, nearest, nearest_of
from leadcoach.exercises.validate import KeyPath, Mistake

_STORED = tomli.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_WANTED, _FORMS, _OWN = _STORED["wanted"], _STORED["forms"], _STORED["codes"]
_HEADINGS, _PAIRS = _STORED["headings"], _STORED["pairs"]
_STRICT = ConfigDict(extra="forbid", strict=True)
_KEY_FIRST = re.compile("Value error, “(\\w+)”")
"""the key that words of a class of ours begin with"""


def mistakes_of_shape(kind: type, keys: dict[str, Any]) -> list[Mistake]:
    """Return what keeps a table of a file from being a `kind`, a class of tables."""
    try:
        model_of(kind).model_validate(keys)
    except ValidationError as found:
        return [_by_pydantic(error, kind) for error in _of_one_form(found.errors())]
    return []


def _of_one_form(errors: Sequence[Any]) -> Iterator[Any]:
    """Yield errors; of a key that is a table or a list, those of the form it has."""
    told: dict[KeyPath, list[Any]] = {}
    for error in errors:
        place = [
            at
            for at, step in enumerate(error["loc"])
            if str(step).startswith(("dict[", "tuple[")) or step in ("date", "str")
        ]
        if place:
            key = error["loc"][: place[0]]
            error = {**error, "loc": (*key, *error["loc"][place[0] + 1 :])}
            told.setdefault(key, []).append(error)
        else:
            yield error
    for key, found in told.items():
        within = [each for each in found if each["loc"] != key]
        yield from within or found[:1]


@cache
def model_of(kind: type) -> type[BaseModel]:
    """Return the pydantic model with the keys of `kind`, strict and closed."""
    found: dict[str, Any] = {}
    for each in fields(kind):
        default = {} if each.default is MISSING else {"default": each.default}
        if each.default_factory is not MISSING:
            default = {"default_factory": each.default_factory}
        if each.init:  # the others are filled in while running
            name = each.name.rstrip("_")
            found[name] = _hint(each.type), Field(**default, **each.metadata)
    checks: dict[str, Any] = {}
    if hasattr(kind, "__post_init__"):

        def together(self: Any) -> Any:  # noqa: ANN401
            kind.__post_init__(self)
            return self

        checks["together"] = model_validator(mode="after")(together)
    if kind is Asked:
        checks["in_two"] = model_validator(mode="before")(lambda keys: in_two(keys))
    return create_model(
        kind.__name__,
        __config__=_STRICT,
        __doc__=kind.__doc__,
        __validators__=checks,
        **found,
    )


def _hint(hint: Any) -> Any:  # noqa: ANN401
    """Return the type of a field with models in place of the classes of `domain`."""
    origin: Any = get_origin(hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return model_of(hint)
    if origin is Annotated:
        return Annotated[hint.__origin__, Field(pattern=hint.__metadata__[0])]
    if origin is None or origin is Literal:
        return hint
    parts = tuple(map(_hint, get_args(hint)))
    if origin is tuple:
        return Annotated[origin[parts], Field(strict=False)]
    if origin is not UnionType:
        return origin[parts]
    union = reduce(operator.or_, parts)
    is_kind = all(map(is_dataclass, get_args(hint)))
    return Annotated[union, Field(discriminator="type")] if is_kind else union


# What pydantic found, in people's words


def _by_pydantic(error: Any, kind: type) -> Mistake:  # noqa: ANN401
    path = _place(error)
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    code, what, remedy = "E223", f"“{key}”: {_wanted(error)}.", _looks(key, error)
    match error["type"]:
        case "extra_forbidden":
            code, what = "E220", f"nothing is called “{key}” here."
            remedy = _like_the_key(key.lower(), path, kind)
        case "missing":
            code, what = "E221", f"“{key}” is missing."
        case "union_tag_not_found":
            what, remedy = "the question has no type.", 'For example: type = "long".'
            return Mistake(path, "E222", what, remedy)
        case "union_tag_invalid":
            tag, asked = str(error["ctx"]["tag"]), str(error["input"].get("id"))
            what = f"{clean_line(asked, 40)}: there is no type “{tag}”."
            remedy = nearest_of(tag, KINDS) or f"Types: {', '.join(KINDS)}."
            return Mistake((*path, "type"), "E222", what, remedy)
        case "string_pattern_mismatch" if path[-1] == "[key]":
            code, what, remedy = "E224", f"“{path[-2]}” cannot be an id.", _FORMS["id"]
        case "string_pattern_mismatch":
            what = f"“{key}” does not have the form it needs."
            code, remedy = "E224", _FORMS.get(key, "")
        case "literal_error":
            code, (what, remedy) = "E225", _unknown_word(key, error)
        case "value_error":  # the words of a class of ours
            what = f"{error['ctx']['error']}."
            code = next((_OWN[each] for each in _OWN if each in what), "E226")
    return Mistake(path, code, what, remedy)


def _place(error: Any) -> KeyPath:  # noqa: ANN401
    named = _KEY_FIRST.search(error["msg"])
    return (*error["loc"], *(named.groups() if named else ()))


def _wanted(error: Any) -> str:  # noqa: ANN401
    said = str(error["msg"])
    known = _WANTED.get(error["type"], "").format(**error.get("ctx", {}))
    return known or said[:1].lower() + said[1:]


def _looks(key: str, error: Any) -> str:  # noqa: ANN401
    """Return how the table or the list looks that is needed."""
    match error["type"]:
        case "dict_type":
            pairs = _PAIRS.get(key, 'home = "at home", work = "at work"')
            return f"For example: {key} = {{ {pairs} }}."
        case "model_type" | "tuple_type" if key in _HEADINGS:
            return f"Write {_HEADINGS[key]} on a line of its own, and its keys below."
        case "tuple_type" | "list_type":
            given = error["input"]
            is_word = isinstance(given, str) and '"' not in given
            return f'For example: {key} = ["{clean_line(given, 40) if is_word else "best"}"].'
    return ""


def _keys_of(kind: Any) -> frozenset[str]:  # noqa: ANN401
    return frozenset(model_of(kind).model_fields)


def _like_the_key(key: str, path: KeyPath, kind: type) -> str:
    """Return which key is meant at `path`, or where in a file the one most like it stands."""
    if kind is not Exercise:
        made = model_of(kind).model_json_schema()
        parts = [made, *made.get("$defs", {}).values()]
        return nearest_of(
            key, sorted({name for x in parts for name in x["properties"]})
        )
    named = (KINDS.get(str(x)) or PARTS.get(str(x)) for x in reversed(path[:-1]))
    here: Any = next(filter(None, named), Exercise)
    follow = {"follow"} if "question" in path else set()
    if meant := nearest_of(key, sorted(_keys_of(here) | follow)):
        return meant
    every = _keys_of(Question)
    places = {
        "the first lines of the file": _keys_of(Exercise),
        "every question": every,
    }
    for name in ("section", "recap", "line", "next", "again", "sources"):
        places[_HEADINGS[name]] = _keys_of(PARTS[name])
    for name, asked in KINDS.items():
        places[f"a question of type {name}"] = _keys_of(asked) - every
    known = dict.fromkeys(each for keys in places.values() for each in keys)
    # Of a file with thousands of keys not each can be held beside all that there are.
    meant = nearest(key, (each for each in known if each[0] == key[:1]))
    if not meant:
        return ""
    where = " or in ".join(place for place, keys in places.items() if meant in keys)
    return f"{'It' if meant == key else f'“{meant}”'} stands in {where}."


def _unknown_word(key: str, error: Any) -> tuple[str, str]:  # noqa: ANN401
    expected, given = error["ctx"]["expected"], error["input"]
    words = [each for each in re.split(r"', '|' or '|'", expected) if each]
    if words == [expected]:
        return f"“{key}” can only be {expected}.", ""
    meant = nearest_of(given, words) if isinstance(given, str) else ""
    return f"“{key}” is one of these words: {', '.join(words)}.", meant


# The schema for editors


def schema() -> dict[str, Any]:
    """Return the schema of the shape authors write: follow-ups inside their question."""
    made = schema_of(Exercise)
    parts = made["$defs"]
    del parts["Asked"]
    names = [model_of(kind).__name__ for kind in KINDS.values()]
    for name in names:
        asked = deepcopy(parts[name])
        asked["properties"]["follow"] = {
            "type": "array",
            "items": {"$ref": "#/$defs/FollowUp"},
            "description": "Questions asked after an answer.",
        }
        parts[f"{name}Asked"] = asked
    parts["Asked"] = {"anyOf": [{"$ref": f"#/$defs/{name}Asked"} for name in names]}
    parts["FollowUp"] = {"anyOf": [{"$ref": f"#/$defs/{name}"} for name in names]}
    long = parts["Long"]  # a follow-up of no type is one
    long["required"] = [key for key in long["required"] if key != "type"]
    return made


def schema_of(kind: type) -> dict[str, Any]:
    """Return the schema of a kind of file."""
    made = model_of(kind).model_json_schema(mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def schema_text(made: Mapping[str, Any] | None = None) -> str:
    """Return a schema as it stands in prompts/exercise.schema.json: that of exercises."""
    return json.dumps(made or schema(), indent=1, ensure_ascii=False) + "\n"
