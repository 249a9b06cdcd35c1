"""The form of a reply: strict on the wire, lenient on arrival.

Limits stand in the JSON schema that a server decodes by. One pointer that is off, one
line too long or an answer that was cut must not lose a whole reading.
"""

import re
from collections.abc import Mapping
from typing import Any

from leadcoach.domain.text import clean

LARGEST = 200_000
"""characters of a reply that are looked at; a reading has about 3,000"""
_LONGEST_LINE = 1000
_ESCAPES = re.compile(
    r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b."
    r"|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]"
)
_THOUGHT = re.compile(r"</think(?:ing)?>")
_FENCED = re.compile(r"```(?:json)?\s*(\{.*\})\s*```", re.DOTALL)


def _table(**keys: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a JSON schema
    return {
        "type": "object",
        "properties": keys,
        "required": list(keys),
        "additionalProperties": False,
    }


def _text(least: int, most: int) -> dict[str, Any]:
    return {"type": "string", "minLength": least, "maxLength": most}


def _list(items: Mapping[str, Any], least: int, most: int) -> dict[str, Any]:
    return {"type": "array", "items": items, "minItems": least, "maxItems": most}


def reading_schema(numbers: tuple[str, ...]) -> dict[str, Any]:
    """Return the schema of a reading: only `numbers` can be pointed at."""
    number = {"type": "string", "enum": list(numbers)}
    sentence = _table(rests_on=_list(number, 0, 4), says=_text(20, 360))
    thread = _table(rests_on=_list(number, 1, 3), ask=_text(12, 200))
    return _table(
        too_little=_text(0, 200),
        portrait=_list(sentence, 0, 5),
        beside=_list(sentence, 0, 5),
        threads=_list(thread, 0, 3),
    )


TURN_SCHEMA = _table(
    noticed=_text(0, 240), ask=_text(8, 200), enough={"type": "boolean"}
)
"""of one question of the conversation after the reading"""
TRIAL_SCHEMA = _table(answer=_text(1, 200))
"""of the answer to what a coach is tried with"""


def without_escapes(text: str) -> str:
    """Return `text` without escape sequences and what else a screen acts on."""
    return _ESCAPES.sub("", clean(_ESCAPES.sub("", text)))


def without_thought(text: str) -> str:
    """Return `text` without what a model thought aloud before it."""
    return _THOUGHT.split(text)[-1]


def table_in(reply: str | Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the table that a reply holds, or None: fenced, thought about aloud, or cut."""
    if not isinstance(reply, str):
        return reply
    text = without_thought(reply[:LARGEST]).strip()
    if fenced := _FENCED.search(text):
        text = fenced[1]
    start = text.find("{")
    if start < 0:
        return None
    from pydantic_core import from_json  # the one reader that takes a cut answer

    for end in (text.rfind("}") + 1, len(text)):
        try:
            found = from_json(text[start:end], allow_partial=end == len(text))
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict):
            return found
    return None


def items_of(
    table: Mapping[str, Any], part: str, words: str
) -> list[tuple[str, tuple[str, ...]]]:
    """Return the lines of a part under the key `words`, and what each rests on."""
    listed = table.get(part)
    found = []
    for item in listed if isinstance(listed, list) else []:
        line = line_of(item, words) if isinstance(item, Mapping) else ""
        if line:
            numbers = item.get("rests_on")
            named = numbers if isinstance(numbers, list) else []
            found.append((line, tuple(each for each in named if isinstance(each, str))))
    return found


def line_of(table: Mapping[str, Any], key: str) -> str:
    """Return the words under `key` on one line; nothing where they are not one line."""
    words = table.get(key)
    if not isinstance(words, str) or len(words) > _LONGEST_LINE:
        return ""
    return " ".join(without_escapes(words).split())
