"""Which keys an exercise file can have, and where; read off the models themselves."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from leadcoach.domain.exercise import Asked, Exercise
from leadcoach.domain.kind import Question


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
