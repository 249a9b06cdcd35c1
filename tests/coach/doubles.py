"""A server that is none: what it is asked, and what it answers, without a socket."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest

SERVER = "http://127.0.0.1:11434/v1"
ORIGIN = "http://127.0.0.1:11434"
MODEL = "gemma3:12b"

Reply = Any
"""httpx2.Response, or an exception to raise, or a function of the request"""


def response(status: int = 200, **given: Any) -> Reply:
    """Return a reply of a server; where the extra is missing, the test is skipped."""
    needs = "httpx2 is not installed: pip install -e '.[coach]'"
    httpx2 = pytest.importorskip("httpx2", reason=needs)

    return httpx2.Response(status, **given)


def stream(*deltas: dict[str, str], finish: str = "stop", done: bool = True) -> Reply:
    """Return a reply that comes in pieces, as models send it."""
    choices = [{"index": 0, "delta": each} for each in deltas]
    if finish:
        choices.append({"index": 0, "delta": {}, "finish_reason": finish})
    head = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": MODEL}
    lines = [f"data: {json.dumps({**head, 'choices': [each]})}\n\n" for each in choices]
    return events("".join(lines) + ("data: [DONE]\n\n" if done else ""))


def events(text: str) -> Reply:
    """Return a reply of server-sent events as they stand in `text`."""
    kind = {"content-type": "text/event-stream"}
    return response(headers=kind, content=text.encode())


def told(text: str, **more: Any) -> Reply:
    """Return a reply that says `text`, in pieces of a few signs."""
    pieces = [{"content": text[at : at + 37]} for at in range(0, len(text), 37)]
    return stream(*pieces, **more)


@dataclass
class Double:
    """Answers each request for words with the next of `replies`, the last again."""

    replies: list[Reply] = field(default_factory=list)
    models: tuple[str, ...] = (MODEL, "qwen3:480b-cloud")
    listing: Reply = None
    """what is answered when the models are asked for, where it is not their list"""
    asked: list[Any] = field(default_factory=list)

    @property
    def bodies(self) -> list[bytes]:
        """Return what was sent with words in it."""
        return [each.content for each in self.asked if each.content]

    def transport(self) -> Any:
        """Return it in the shape that a client sends through."""
        import httpx2

        return httpx2.MockTransport(self._answer)

    def _answer(self, request: Any) -> Any:
        self.asked.append(request)
        if request.url.path.endswith("/models"):
            listed = {"data": [{"id": each} for each in self.models]}
            return _made(self.listing or response(json=listed), request)
        at = min(len(self.bodies), len(self.replies)) - 1
        return _made(self.replies[at], request)


def _made(reply: Reply, request: Any) -> Any:
    if isinstance(reply, Exception):
        raise reply
    return reply(request) if isinstance(reply, Callable) else reply  # type: ignore[arg-type]


def put_in_place(monkeypatch: pytest.MonkeyPatch, *replies: Reply) -> Double:
    """Let all that is sent go to a double that answers with `replies`."""
    needs = "pydantic-ai is not installed: pip install -e '.[coach]'"
    pytest.importorskip("pydantic_ai", reason=needs)
    from leadcoach.coach import client

    double = Double(list(replies))
    monkeypatch.setattr(client, "transport", double.transport)
    return double


def lines(*said: str) -> str:
    """Return what somebody types, line by line."""
    return "".join(f"{each}\n" for each in said)


def all_in(text: str, parts: Iterable[str]) -> bool:
    """Tell whether each of `parts` stands in `text`, line breaks apart."""
    joined = " ".join(text.split())
    return all(" ".join(each.split()) in joined for each in parts)
