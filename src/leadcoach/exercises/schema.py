"""The JSON Schema of exercise files, made from the models; editors check with it."""

import json
from copy import deepcopy
from typing import Any, get_args

from pydantic import BaseModel

from leadcoach.domain.exercise import Asked, Exercise

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
    for key, each in _models()[name].model_fields.items():
        if each.exclude:
            kind["properties"].pop(each.alias or key, None)


def _models() -> dict[str, type[BaseModel]]:
    every = get_args(Asked.model_fields["question"].annotation)
    return {kind.__name__: kind for kind in every if isinstance(kind, type)}
