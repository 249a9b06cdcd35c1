"""The page of all keys, prompts/KEYS.md, made from the models through their schema."""

import json
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from leadcoach.domain.exercise import Asked, Exercise
from leadcoach.domain.kind import Question

_ID = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """Return the schema of the shape authors write: follow-ups inside their question."""
    made = Exercise.model_json_schema(mode="validation")
    parts = made["$defs"]
    asked = parts.pop("Asked")
    kinds = [each["$ref"] for each in asked["properties"]["question"]["oneOf"]]
    for kind in (ref.removeprefix("#/$defs/") for ref in kinds):
        _drop_inner_keys(kind, parts[kind])
        parts[f"{kind}Asked"] = _with_follow_ups(parts[kind])
    parts["Asked"] = {"anyOf": [{"$ref": f"{ref}Asked"} for ref in kinds]}
    parts["FollowUp"] = {"anyOf": [{"$ref": ref} for ref in kinds]}
    long = parts["Long"]  # a follow-up of no type is one
    long["required"] = [key for key in long["required"] if key != "type"]
    return {"$schema": _ID, **made}


def schema_text() -> str:
    """Return the schema as it stands in prompts/exercise.schema.json."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def _with_follow_ups(kind: dict[str, Any]) -> dict[str, Any]:
    asked = deepcopy(kind)
    asked["properties"]["follow"] = {
        "type": "array",
        "items": {"$ref": "#/$defs/FollowUp"},
        "description": "Questions asked after an answer.",
    }
    return asked


def _drop_inner_keys(name: str, kind: dict[str, Any]) -> None:
    """Take out what is filled in while running, and no file can hold."""
    for key, each in _question_models()[name].model_fields.items():
        if each.exclude:
            kind["properties"].pop(each.alias or key, None)


def _question_models() -> dict[str, type[BaseModel]]:
    every = get_args(Asked.model_fields["question"].annotation)
    return {kind.__name__: kind for kind in every if isinstance(kind, type)}


_HEAD = """\
# Keys of exercise files

Made from the code by `pytest --rewrite`; a test keeps it fresh. [README.md](README.md)
says how to begin, `leadcoach exercise schema` prints the same for editors.
"""
_TABLES = {
    "Section": "[[section]]",
    "Recap": "[recap]",
    "RecapLine": "[[recap.line]]",
    "Next": "[[next]]",
    "Again": "[again]",
    "Source": "[[sources]]",
}


def reference() -> str:
    """Return the page as Markdown."""
    whole = schema()
    parts: Mapping[str, Any] = whole["$defs"]
    kinds = [each["$ref"].rpartition("/")[2] for each in parts["FollowUp"]["anyOf"]]
    common = set.intersection(*(set(parts[kind]["properties"]) for kind in kinds))
    lines = [_HEAD, *_table("The file", whole)]
    for name, title in _TABLES.items():
        if name in parts:
            lines += _table(f"`{title}`", parts[name])
    lines += ["## `[[section.ask]]` and `[[section.ask.follow]]`: every question", ""]
    first = {**parts[kinds[1]], "properties": _only(parts[kinds[1]], common)}
    lines += [*_rows(first), ""]
    for kind in kinds:
        keys = set(parts[kind]["properties"]) - common
        own = {**parts[kind], "properties": _only(parts[kind], keys)}
        named = parts[kind]["properties"]["type"]
        lines += [f'## `type = "{named["const"]}"`', ""]
        lines += [named.get("description", ""), ""]
        lines += [*_rows(own), ""] if own["properties"] else []
    return "\n".join(lines).rstrip("\n") + "\n"


def _only(part: Mapping[str, Any], keys: set[str]) -> dict[str, Any]:
    kept = keys - {"type"}
    return {key: each for key, each in part["properties"].items() if key in kept}


def _table(title: str, part: Mapping[str, Any]) -> list[str]:
    return [f"## {title}", "", *_rows(part), ""]


def _rows(part: Mapping[str, Any]) -> Iterator[str]:
    yield "| key | what it is |"
    yield "|---|---|"
    for key, each in part["properties"].items():
        words = ", ".join(f"`{word}`" for word in each.get("enum", ()) if word)
        said = str(each.get("description", "")) + (
            f" One of: {words}." if words else ""
        )
        said = said.replace("|", "\\|")
        needed = " Needed." if key in part.get("required", ()) else ""
        yield f"| `{key}` | {said}{needed} |"


@cache
def all_keys() -> frozenset[str]:
    """Return every key an exercise file can have."""
    return frozenset().union(*(keys_of(kind) for kind in _kinds(Exercise)))


def keys_of(kind: type[BaseModel]) -> frozenset[str]:
    """Return the keys of one table."""
    keys = {
        each.alias or key for key, each in kind.model_fields.items() if not each.exclude
    }
    return frozenset(keys - {"question"})


def keys_at(path: Sequence[str | int]) -> frozenset[str]:
    """Return the keys that the table at `path` can have, as pydantic gives the path."""
    kind: type[BaseModel] = Exercise
    for step in path:
        kind = _next(kind, step)
    return keys_of(kind) | ({"follow"} if "question" in path else set())


def _next(kind: type[BaseModel], step: str | int) -> type[BaseModel]:
    known = kind.model_fields.get(str(step))
    within = [] if known is None else list(_models(known.annotation))
    if len(within) == 1:
        return within[0]
    return question_kinds().get(str(step), kind)


@cache
def question_kinds() -> dict[str, type[BaseModel]]:
    """Return every kind of question by the word it has in a file."""
    kinds = (kind for kind in _kinds(Asked) if issubclass(kind, Question))
    return {get_args(kind.model_fields["type"].annotation)[0]: kind for kind in kinds}


def _kinds(first: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Yield `first` and every kind of table that can stand in it."""
    waiting, seen = [first], set()
    while waiting:
        kind = waiting.pop()
        if kind not in seen:
            seen.add(kind)
            yield kind
            for each in kind.model_fields.values():
                waiting += _models(each.annotation)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401
    if isinstance(annotation, FieldInfo):
        return
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
