"""The only module that uses the network: one address, once it was agreed to.

It needs the extra `coach`, takes a second to load, and is imported when something is
to be sent. pydantic-ai reads the stream of the reply. What is sent is not made by it:
the guard sends the bytes that leadcoach shows, with the few headers they need.
"""

import asyncio
import logging
import shlex
import socket
import subprocess
import threading
import time
import tomllib
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx2
from openai import AsyncOpenAI
from pydantic_ai import ModelRequest, exceptions
from pydantic_ai.direct import model_request_stream
from pydantic_ai.messages import TextPart, ThinkingPart
from pydantic_ai.models import Model
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider

from leadcoach.coach.consent import Permit, are_here
from leadcoach.coach.packet import ModelText
from leadcoach.domain.text import clean_line
from leadcoach.errors import NoCoach

transport: Callable[[], Any] = httpx2.AsyncHTTPTransport
"""makes what bytes are sent by; tests put another in its place"""

_CONNECT, _ALL = 5, 300
"""seconds until it answers, and for all of the reply: a model loads slowly"""
_MOST_BYTES = 2_000_000
"""of a reply with all that is round it; a reading has less than a quarter"""
_MOST_SIGNS = 50_000
"""of the words of a reply"""
_EVERY = 0.2
"""seconds between two looks at how far it is"""

# Their debugging, which a variable can turn on, would print the words that are sent.
for _name in ("openai", "httpx2", "httpcore2"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

T = TypeVar("T")
Grown = Callable[[float, int], None]
"""is told now and then the seconds since the start, and the signs that came"""

_PROBLEMS = tomllib.loads(
    Path(__file__).with_name("problems.toml").read_text(encoding="utf-8")
)
"""what can happen, and what helps"""
_STATUS = {401: "key", 403: "key", 404: "model", 413: "long", 429: "busy"}


class NoAnswer(NoCoach):
    """No answer came, by its `kind`; `sent` tells whether words left this program."""

    def __init__(
        self, kind: str, permit: Permit, *, sent: bool, status: int = 0
    ) -> None:
        what, hint = _PROBLEMS[kind]
        model = clean_line(permit.model)
        what = what.format(origin=permit.origin, model=model, status=status)
        whole = f"Sent, but {what}" if sent else f"{what[:1].upper()}{what[1:]}"
        super().__init__(whole if sent else f"{whole} Nothing was sent.", hint)
        self.kind = kind
        self.sent = sent


class Guard(httpx2.AsyncBaseTransport):
    """Lets agreed bytes through to one address, and a reply of bearable length back."""

    def __init__(self, permit: Permit, key: str, body: bytes = b"") -> None:
        """Take where to, and the bytes to send in place of what a library made."""
        self._permit = permit
        self._key = key
        self._body = body
        self._inner = transport()
        self.sent = False
        """whether words left this program"""
        self.problem: NoAnswer | None = None
        self.is_whole = False
        """whether the stream said that it is at its end"""

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send it, where it goes to the one address that was agreed to."""
        if _origin(request.url) != _origin(httpx2.URL(self._permit.origin)):
            raise self.said("elsewhere")
        bare = httpx2.Request(
            request.method, request.url, headers=self._headers, content=self._body
        )
        bare.extensions = request.extensions
        self.sent = bool(self._body)
        try:
            response = await self._inner.handle_async_request(bare)
        except (httpx2.ConnectError, httpx2.ConnectTimeout) as problem:
            self.sent = False
            raise self.said("nobody") from problem
        self._look_at(response)
        return httpx2.Response(
            response.status_code,
            headers=response.headers,
            stream=_Counted(response, self),
            extensions=response.extensions,
        )

    @property
    def _headers(self) -> dict[str, str]:
        needed = {
            "host": urlsplit(self._permit.origin).netloc,
            "user-agent": "leadcoach",
            "accept": "*/*",
            "accept-encoding": "identity",
        }
        if self._body:
            needed["content-type"] = "application/json"
        return needed | ({"authorization": f"Bearer {self._key}"} if self._key else {})

    def _look_at(self, response: httpx2.Response) -> None:
        status = response.status_code
        kind = response.headers.get("content-type", "")
        wanted = "event-stream" if self._body else "json"
        if 300 <= status < 400:
            raise self.said("redirect")
        if status != 200:
            raise self.said(_STATUS.get(status, "refused"), status)
        encoding = response.headers.get("content-encoding", "identity")
        if wanted not in kind or encoding != "identity":
            raise self.said("page")

    def said(self, kind: str, status: int = 0) -> NoAnswer:
        """Return, and note, what kept an answer from coming."""
        self.problem = NoAnswer(kind, self._permit, sent=self.sent, status=status)
        return self.problem

    async def aclose(self) -> None:
        await self._inner.aclose()


class _Counted(httpx2.AsyncByteStream):
    """The bytes of a reply, up to a limit."""

    def __init__(self, response: httpx2.Response, guard: Guard) -> None:
        self._response = response
        self._guard = guard

    async def __aiter__(self) -> AsyncIterator[bytes]:
        count, tail = 0, b""
        async for piece in self._response.stream:
            count += len(piece)
            if count > _MOST_BYTES:
                raise self._guard.said("huge")
            tail = (tail + piece)[-64:]
            self._guard.is_whole = b"[DONE]" in tail
            yield piece

    async def aclose(self) -> None:
        await self._response.aclose()


def _origin(url: httpx2.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def addresses_of(server: str) -> list[str]:
    """Return the numbers that the name in an address leads to; none where none does."""
    try:
        found = socket.getaddrinfo(urlsplit(server).hostname, None)
    except OSError:
        return []
    return sorted({str(each[4][0]).partition("%")[0] for each in found})


def key_of(said: str, environ: Mapping[str, str]) -> str:
    """Return the key that the settings point to: env:NAME or command:WORDS.

    A command is run without a shell, and the first line that it prints is the key. NoCoach:
    it is not there, and nothing was sent.
    """
    kind, _, where = said.partition(":")
    if kind not in ("env", "command"):
        return ""
    key = environ.get(where, "")
    if kind == "command":
        with suppress(OSError, ValueError, IndexError, subprocess.SubprocessError):
            printed = subprocess.check_output(shlex.split(where), timeout=120)
            key = printed.decode().splitlines()[0]
    if not key.strip() or not key.isascii():
        raise NoCoach(
            f"The key was to come from {said}, and did not. Nothing was sent."
        )
    return key.strip()


def models(permit: Permit, key: str) -> list[str]:
    """Return the server's models, none where it does not tell; or raise NoAnswer."""
    guard = Guard(permit, key)

    async def work(_: Callable[[int], None]) -> Any:  # noqa: ANN401 - what it says
        async with _http(guard) as http:
            return (await http.get(f"{permit.server}/models")).json()

    try:
        told = _waited(work, guard, lambda *_: None)
    except NoAnswer as problem:
        if problem.kind == "model":  # 404: it has no such list
            return []
        raise
    listed = told.get("data") if isinstance(told, dict) else None
    names = [each.get("id") for each in listed or () if isinstance(each, dict)]
    return sorted(each for each in names if isinstance(each, str) and each)


def ask(permit: Permit, key: str, body: bytes, grown: Grown) -> ModelText:
    """Send `body` and return the reply. Before that, see that it would be answered.

    Raises:
        NoAnswer: none came, or Ctrl-C stopped it; its message says what was sent.
    """
    if permit.only_here and not are_here(addresses_of(permit.server)):
        raise NoAnswer("not here", permit, sent=False)
    known = models(permit, key)
    if known and permit.model not in known:
        raise NoAnswer("model", permit, sent=False)
    guard = Guard(permit, key, body)
    start = time.monotonic()

    async def work(count: Callable[[int], None]) -> ModelText:
        async with _http(guard) as http:
            return await _read(model_for(permit, http), guard, count, start)

    return _waited(work, guard, grown)


def _http(guard: Guard) -> httpx2.AsyncClient:
    limits = httpx2.Timeout(_ALL, connect=_CONNECT)
    return httpx2.AsyncClient(
        transport=guard, trust_env=False, follow_redirects=False, timeout=limits
    )


def model_for(permit: Permit, http: httpx2.AsyncClient) -> Model:
    """Return what speaks with the model; a test puts one of its own in this place."""
    client = AsyncOpenAI(
        base_url=permit.server, api_key="none", http_client=http, max_retries=0
    )
    provider = OpenAICompatibleProvider("coach", openai_client=client)
    return OpenAIChatModel(permit.model, provider=provider)


async def _read(
    model: Model, guard: Guard, count: Callable[[int], None], start: float
) -> ModelText:
    # The guard sends its own bytes in place of this request.
    stands_in = [ModelRequest.user_text_prompt("")]
    async with model_request_stream(model, stands_in) as stream:
        signs = 0
        async for event in stream:
            delta = getattr(event, "delta", None)
            signs += len(getattr(delta, "content_delta", "") or "")
            count(signs)
            if signs > _MOST_SIGNS:
                raise guard.said("huge")
        told = stream.get()
    parts = [each.content for each in told.parts if isinstance(each, TextPart)]
    # Servers of models that think aloud put the answer there, too.
    parts = parts or [p.content for p in told.parts if isinstance(p, ThinkingPart)][-1:]
    text = "".join(parts).strip()
    if told.finish_reason == "content_filter":
        raise guard.said("declined")
    if not text:
        raise guard.said("cut" if told.finish_reason == "length" else "empty")
    if not guard.is_whole and not text.endswith(("}", "```")):
        raise guard.said("broken")
    return ModelText(text, told.model_name or "", time.monotonic() - start)


def _waited(
    work: Callable[[Callable[[int], None]], Coroutine[Any, Any, T]],
    guard: Guard,
    grown: Grown,
) -> T:
    """Return what `work` returns; it runs beside, so that a signal ends it at once."""
    loop = asyncio.new_event_loop()
    signs = [0]
    task = loop.create_task(work(lambda count: signs.__setitem__(0, count)))
    beside = threading.Thread(target=_run, args=(loop, task), daemon=True)
    start = time.monotonic()
    beside.start()
    try:
        is_under_way = True
        while is_under_way:
            beside.join(_EVERY)
            is_under_way = beside.is_alive()  # also what is quick is told once
            grown(seconds := time.monotonic() - start, signs[0])
            if seconds > _ALL:
                raise guard.said("late")
    except KeyboardInterrupt:
        raise guard.said("stopped") from None
    finally:
        if beside.is_alive():
            loop.call_soon_threadsafe(task.cancel)
            beside.join(1)
    problem = task.exception()
    if problem is not None:
        raise _in_words(problem, guard) from None
    return task.result()


def _run(loop: asyncio.AbstractEventLoop, task: "asyncio.Task[Any]") -> None:
    try:
        loop.run_until_complete(asyncio.wait([task]))
        loop.run_until_complete(loop.shutdown_asyncgens())
    finally:
        loop.close()


def _in_words(problem: BaseException, guard: Guard) -> NoAnswer:
    """Return what happened in our words; a library's may hold the text that was sent."""
    if guard.problem is not None:
        return guard.problem
    if isinstance(problem, exceptions.ModelTimeoutError | httpx2.TimeoutException):
        return guard.said("late")
    is_no_stream = isinstance(problem, ValueError) and not guard.sent
    return guard.said("page" if is_no_stream else "broken")
