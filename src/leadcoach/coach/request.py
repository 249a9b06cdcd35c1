"""What is sent to a model, to the byte; `--show-prompt` prints the same bytes."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MOST_TOKENS = 1500
"""of one reply: a reading takes about 550"""
_OPENAI = "//api.openai.com/"
"""refuses a temperature, and calls the limit by another name"""


@dataclass(frozen=True)
class Told:
    """The words of a model, not yet checked, and how they came."""

    text: str
    model: str = ""
    """what the server calls it, where it says so"""
    seconds: float = 0
    is_cut: bool = False
    """whether the limit of tokens ended it"""


def body_of(
    server: str,
    model: str,
    messages: Sequence[Mapping[str, str]],
    schema: Mapping[str, Any],
    most: int = 0,
) -> bytes:
    """Return the body of one request: the words, and the form of the answer.

    `server` is the address that paths are put behind; `most` tokens may come back.
    """
    most = most or MOST_TOKENS
    if _OPENAI in f"{server}/":
        limits: dict[str, Any] = {"max_completion_tokens": most}
    else:
        limits = {"max_tokens": most, "temperature": 0.4}
    form = {"name": "answer", "schema": schema}
    body = {
        "model": model,
        "messages": [dict(each) for each in messages],
        "stream": True,
        **limits,
        "response_format": {"type": "json_schema", "json_schema": form},
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def again(
    messages: Sequence[Mapping[str, str]], reply: str, reasons: str
) -> list[Mapping[str, str]]:
    """Return the messages that ask once more: the reply there was, and what to mend."""
    return [
        *messages,
        {"role": "assistant", "content": reply},
        {"role": "user", "content": reasons},
    ]
