"""A server on this computer that speaks Ollama's API and OpenAI's, and has no model."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MODELS = ("gemma3:12b", "gpt-oss:120b-cloud")


@dataclass
class Ollama:
    """Answers with the next of `replies`, the last again, and keeps what it was sent."""

    replies: list[str]
    pause: float = 0
    """seconds before the answer begins"""
    port: int = 0
    bodies: list[bytes] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Return its address, as a person types it."""
        return f"127.0.0.1:{self.port}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    ollama: Ollama

    def log_message(self, *_: Any) -> None:
        """Print nothing."""

    def do_GET(self) -> None:
        self.ollama.paths.append(self.path)
        tags = [{"name": each, "model": each, "size": 8_149_190_253} for each in MODELS]
        models = [
            {"id": each, "object": "model", "owned_by": "library"} for each in MODELS
        ]
        told: dict[str, Any] = {
            "/api/tags": {"models": tags},
            "/api/version": {"version": "0.12.6"},
            "/v1/models": {"object": "list", "data": models},
        }
        if self.path == "/":
            self._send(b"Ollama is running", "text/plain; charset=utf-8")
        elif self.path in told:
            self._send(json.dumps(told[self.path]).encode(), "application/json")
        else:
            self._send(b"404 page not found", "text/plain", 404)

    def do_POST(self) -> None:
        self.ollama.paths.append(self.path)
        body = self.rfile.read(int(self.headers["content-length"]))
        self.ollama.bodies.append(body)
        at = min(len(self.ollama.bodies), len(self.ollama.replies)) - 1
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        time.sleep(self.ollama.pause)
        model = json.loads(body)["model"]
        try:
            for line in _events(self.ollama.replies[at], model):
                data = line.encode()
                self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
                self.wfile.flush()
                time.sleep(0.002)
            self.wfile.write(b"0\r\n\r\n")
        except OSError:  # who asked went on without the answer
            self.close_connection = True

    def _send(self, content: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def _events(text: str, model: str) -> Iterator[str]:
    head = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1}
    head |= {"model": model, "system_fingerprint": "fp_ollama"}
    for at in range(0, len(text), 20):
        delta = {"role": "assistant", "content": text[at : at + 20]}
        choice = {"index": 0, "delta": delta, "finish_reason": None}
        yield f"data: {json.dumps({**head, 'choices': [choice]})}\n\n"
    end = {"index": 0, "delta": {"role": "assistant", "content": ""}}
    choices = [{**end, "finish_reason": "stop"}]
    yield f"data: {json.dumps({**head, 'choices': choices})}\n\n"
    yield "data: [DONE]\n\n"


@contextmanager
def served(*replies: str, pause: float = 0) -> Iterator[Ollama]:
    """Serve on a free port of this computer."""
    ollama = Ollama(list(replies), pause)
    handler = type("Handler", (_Handler,), {"ollama": ollama})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    ollama.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield ollama
    finally:
        server.shutdown()
        server.server_close()
