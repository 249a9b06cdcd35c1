"""The JSON Schema for editors: made from the models, and of the shape authors write."""

# ruff: noqa: ANN401 - a schema, and what it speaks of, can be anything
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli

from leadcoach.exercises.library import exercise_files
from leadcoach.exercises.shape import schema, schema_text
from leadcoach.paths import builtin_exercises

KEPT = builtin_exercises() / "exercise.schema.json"
SHIPPED = [
    *exercise_files(builtin_exercises()),
    Path(__file__).parent / "choice-point.toml",
]

Check = Callable[[Any, Any], bool]
KINDS: dict[str, Callable[[Any], bool]] = {
    "object": lambda it: isinstance(it, dict),
    "array": lambda it: isinstance(it, list),
    "string": lambda it: isinstance(it, str),
    "integer": lambda it: isinstance(it, int) and not isinstance(it, bool),
    "number": lambda it: isinstance(it, int | float) and not isinstance(it, bool),
    "boolean": lambda it: isinstance(it, bool),
    "null": lambda it: it is None,
}
SIMPLE: dict[str, Check] = {
    "type": lambda it, kind: KINDS[kind](it),
    "const": lambda it, only: it == only,
    "enum": lambda it, words: it in words,
    "minimum": lambda it, least: it >= least,
    "maximum": lambda it, most: it <= most,
    "minLength": lambda it, least: len(it) >= least,
    "maxLength": lambda it, most: len(it) <= most,
    "minItems": lambda it, least: len(it) >= least,
    "maxItems": lambda it, most: len(it) <= most,
    "minProperties": lambda it, least: len(it) >= least,
    "maxProperties": lambda it, most: len(it) <= most,
    "pattern": lambda it, form: re.search(form, it) is not None,
    "required": lambda it, keys: set(keys) <= set(it),
}
SAYS_NOTHING = {"description", "title", "default", "$defs", "$schema", "discriminator"}


def fits(it: Any, part: Any, whole: Any) -> bool:
    """Tell whether `it` is as `part` of the schema says; unknown words are refused."""
    if part is True or part is False:
        return part
    for word, says in sorted(part.items(), key=lambda pair: pair[0] != "type"):
        if word in SAYS_NOTHING:
            continue
        if word in SIMPLE:
            if not SIMPLE[word](it, says):
                return False
        elif not all(_deeper(it, word, says, part, whole)):
            return False
    return True


def _deeper(it: Any, word: str, says: Any, part: Any, whole: Any) -> Iterator[bool]:
    if word == "$ref":
        yield fits(it, whole["$defs"][says.rpartition("/")[2]], whole)
    elif word in ("anyOf", "oneOf"):
        yield any(fits(it, each, whole) for each in says)
    elif word in ("items", "propertyNames"):
        yield from (fits(each, says, whole) for each in it)
    else:
        yield from _keys(it, word, says, part, whole)


def _keys(it: Any, word: str, says: Any, part: Any, whole: Any) -> Iterator[bool]:
    forms = part.get("patternProperties", {})
    formed = [(key, form) for key in it for form in forms if re.search(form, key)]
    if word == "properties":
        yield from (fits(it[key], says[key], whole) for key in it if key in says)
    elif word == "patternProperties":
        yield from (fits(it[key], says[form], whole) for key, form in formed)
    elif word == "additionalProperties":
        known = {*part.get("properties", {}), *(key for key, _ in formed)}
        yield from (fits(it[key], says, whole) for key in it if key not in known)
    else:
        pytest.fail(f"the schema has a word this test does not know: {word}")


def is_right(text: str) -> bool:
    whole = schema()
    return fits(tomli.loads(text), whole, whole)


def test_the_kept_schema_is_the_one_of_this_leadcoach(*, rewrite: bool) -> None:
    """`pytest --rewrite` writes it anew."""
    if rewrite:
        KEPT.write_text(schema_text(), encoding="utf-8")
    assert KEPT.read_text(encoding="utf-8") == schema_text()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_exercise_there_is_is_right_by_it(path: Path) -> None:
    assert is_right(path.read_text(encoding="utf-8"))


def test_a_small_exercise_is_right_by_it(small: str) -> None:
    assert is_right(small)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("minutes = 5", "minits = 5"),
        ("minutes = 5", 'minutes = "5"'),
        ('type = "long"', 'type = "lnog"'),
        ('type = "long"', 'type = "long"\nanchors = { 1 = "x" }'),
        ('id = "best"', 'id = "my best"'),
        ("[[section.ask.follow]]", "[[section.ask.folow]]"),
        ('id = "more"', 'id = "more"\nwhn = "x"'),
        ('show = "quote"', 'show = "quoet"'),
        ('text = "Who?"', ""),
    ],
)
def test_a_mistake_is_wrong_by_it(right: str, wrong: str, small: str) -> None:
    assert right in small

    assert not is_right(small.replace(right, wrong, 1))


def test_every_key_says_what_it_is_for() -> None:
    """Editors show the sentence beside the key."""
    silent = [
        f"{name}.{key}"
        for name, part in schema()["$defs"].items()
        for key, each in part.get("properties", {}).items()
        if "description" not in each
    ]

    assert silent == []


def test_what_is_filled_in_while_running_is_no_key() -> None:
    text = json.dumps(schema())

    assert '"offers"' not in text
    assert '"today"' not in text
