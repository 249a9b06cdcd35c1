"""Which keys exercise files can have, read off the models: for mistakes, for editors."""

import json
from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from leadcoach.domain.exercise import Asked, Exercise

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """Return the schema of the shape authors write: follow-ups inside their question."""
    made = Exercise.model_json_schema(mode="validation")
    parts = made["$defs"]
    del parts["Asked"]
    names = [kind.__name__ for kind in question_kinds().values()]
    for kind in question_kinds().values():
        part = parts[kind.__name__]
        for key, each in kind.model_fields.items():
            if each.exclude:  # filled in while running; no file can hold it
                part["properties"].pop(each.alias or key, None)
        parts[f"{kind.__name__}Asked"] = _with_follow_ups(part)
    parts["Asked"] = {"anyOf": [{"$ref": f"#/$defs/{name}Asked"} for name in names]}
    parts["FollowUp"] = {"anyOf": [{"$ref": f"#/$defs/{name}"} for name in names]}
    long = parts["Long"]  # a follow-up of no type is one
    long["required"] = [key for key in long["required"] if key != "type"]
    return {"$schema": _DRAFT, **made}


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


@cache
def question_kinds() -> dict[str, type[BaseModel]]:
    """Return every kind of question by the word it has in a file."""
    kinds = _models(Asked.model_fields["question"].annotation)
    return {get_args(kind.model_fields["type"].annotation)[0]: kind for kind in kinds}


def keys_at(path: Sequence[str | int]) -> frozenset[str]:
    """Return the keys that the table at `path` can have, as pydantic gives the path."""
    kind: type[BaseModel] = Exercise
    for step in path:
        known = kind.model_fields.get(str(step))
        within = [] if known is None else list(_models(known.annotation))
        is_one = len(within) == 1
        kind = within[0] if is_one else question_kinds().get(str(step), kind)
    fields = kind.model_fields.items()
    keys = {each.alias or key for key, each in fields if not each.exclude}
    return frozenset(
        keys - {"question"} | ({"follow"} if "question" in path else set())
    )


def _models(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401
    """Yield the models in an annotation such as tuple[Section, ...]."""
    if isinstance(annotation, FieldInfo):
        return
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
