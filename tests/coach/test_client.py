"""What is sent, where to, and each thing that can go wrong, by its own line."""

import json
import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from leadcoach.coach.consent import Permit
from leadcoach.coach.packet import body_of
from tests.coach.doubles import (
    MODEL,
    ORIGIN,
    SERVER,
    Reply,
    events,
    put_in_place,
    response,
    stream,
    told,
)

httpx2: Any = pytest.importorskip("httpx2", reason="the extra `coach` is not installed")

HERE = Permit(SERVER, ORIGIN, MODEL, "", only_here=True)
WORDS = [{"role": "user", "content": "I said “no” – twice."}]
BODY = body_of(SERVER, MODEL, WORDS, {"type": "object"})


def asked(permit: Permit = HERE, key: str = "", grown: Any = None) -> Any:
    from leadcoach.coach import client

    return client.ask(permit, key, BODY, grown or (lambda *_: None))


def problem_of(*given: Any) -> Any:
    from leadcoach.coach.client import NoAnswer

    with pytest.raises(NoAnswer) as caught:
        asked(*given)
    return caught.value


def test_what_is_shown_is_what_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    double = put_in_place(monkeypatch, told('{"a": 1}'))

    assert asked().text == '{"a": 1}'
    assert double.bodies == [BODY]
    assert json.loads(double.bodies[0])["messages"] == WORDS


def test_only_the_headers_that_are_needed_go_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("API_KEY", "ORG_ID", "PROJECT_ID", "BASE_URL"):
        monkeypatch.setenv(f"OPENAI_{name}", "https://elsewhere.example")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "x-person: me")
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://elsewhere.example:1")
    double = put_in_place(monkeypatch, told("{}"))

    asked()

    needed = {"host", "user-agent", "accept", "accept-encoding"}
    words = {"content-type", "content-length"}
    assert [set(each.headers) for each in double.asked] == [needed, needed | words]
    assert {each.headers["user-agent"] for each in double.asked} == {"leadcoach"}
    assert {f"{e.url.scheme}://{e.url.netloc.decode()}" for e in double.asked} == {
        ORIGIN
    }


def test_the_key_goes_to_the_one_address(monkeypatch: pytest.MonkeyPatch) -> None:
    double = put_in_place(monkeypatch, told("{}"))

    asked(HERE, "secret")

    assert {e.headers["authorization"] for e in double.asked} == {"Bearer secret"}


def test_the_debugging_of_a_library_prints_no_words(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    put_in_place(monkeypatch, told("{}"))
    caplog.set_level(logging.DEBUG)

    asked()

    assert "twice" not in caplog.text


def page() -> Reply:
    return response(headers={"content-type": "text/html"}, content=b"<html>Log in")


SENT: dict[str, tuple[Callable[[], Reply], str]] = {
    "wrong key": (lambda: response(401), "does not accept what it got"),
    "unknown model": (lambda: response(404), f"has no model “{MODEL}”"),
    "busy": (lambda: response(429), "is busy"),
    "too long": (lambda: response(413), "too long"),
    "broken server": (lambda: response(500), "error 500"),
    "redirect": (
        lambda: response(307, headers={"location": "https://elsewhere.example/"}),
        "points to another address, which was not followed",
    ),
    "a web page": (page, "does not speak as a model does"),
    "refusal": (lambda: stream({"refusal": "I cannot."}), "declined to answer"),
    "filter": (lambda: stream(finish="content_filter"), "declined to answer"),
    "nothing": (stream, "the answer was empty"),
    "cut at once": (lambda: stream(finish="length"), "cut off before its end"),
    "an error on the way": (
        lambda: events('data: {"error": {"message": "x"}}\n\n'),
        "broke off",
    ),
    "a broken piece": (lambda: events("data: {brok\n\n"), "broke off"),
    "no end": (lambda: told('{"a"', finish="", done=False), "broke off"),
    "2 MB": (lambda: told("x" * 2_100_000), "far longer than a reading"),
    "2 MB round it": (
        lambda: events(": still thinking\n\n" * 150_000),
        "far longer than a reading",
    ),
    "a zipped bomb": (
        lambda: response(
            headers={"content-type": "text/event-stream", "content-encoding": "gzip"},
            stream=httpx2.ByteStream(b"\x1f\x8b"),
        ),
        "does not speak as a model does",
    ),
    "no answer": (lambda: httpx2.ReadTimeout("x"), "no answer came in time"),
    "line broken": (lambda: httpx2.RemoteProtocolError("x"), "broke off"),
}


@pytest.mark.parametrize("name", SENT)
def test_it_is_said_that_words_were_sent(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, line = SENT[name]
    put_in_place(monkeypatch, make())

    problem = problem_of()

    assert problem.message.startswith("Sent, but ")
    assert line in problem.message
    assert "twice" not in f"{problem.message}{problem.hint}"


NOT_SENT: dict[str, tuple[Callable[[], Reply], str]] = {
    "server not there": (lambda: httpx2.ConnectError("x"), "nothing answers"),
    "server does not take it": (lambda: httpx2.ConnectTimeout("x"), "nothing answers"),
    "wrong key": (lambda: response(401), "does not accept what it got"),
    "redirect": (
        lambda: response(302, headers={"location": "https://elsewhere.example/"}),
        "was not followed",
    ),
    "a web page": (page, "does not speak as a model does"),
    "no JSON": (
        lambda: response(headers={"content-type": "application/json"}, content=b"{"),
        "does not speak as a model does",
    ),
    "unknown model": (
        lambda: response(json={"data": [{"id": "other"}]}),
        f"has no model “{MODEL}”",
    ),
}


@pytest.mark.parametrize("name", NOT_SENT)
def test_a_server_that_will_not_answer_is_sent_no_words(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, line = NOT_SENT[name]
    double = put_in_place(monkeypatch, told("{}"))
    double.listing = make()

    problem = problem_of()

    assert problem.message.endswith("Nothing was sent.")
    assert line.casefold() in problem.message.casefold()
    assert double.bodies == []


def test_a_server_without_a_list_of_models_is_asked_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    double = put_in_place(monkeypatch, told("{}"))
    double.listing = response(404)

    assert asked().text == "{}"


def test_words_for_this_computer_go_nowhere_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    double = put_in_place(monkeypatch, told("{}"))
    monkeypatch.setattr("leadcoach.coach.client.addresses_of", lambda _: ["10.0.0.7"])

    problem = problem_of()

    assert "is not this computer" in problem.message
    assert double.asked == []


def test_the_guard_lets_nothing_through_to_another_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import asyncio

    double = put_in_place(monkeypatch, told("{}"))
    from leadcoach.coach.client import Guard, NoAnswer

    for url in ("http://evil.example/v1", "https://127.0.0.1:11434", f"{ORIGIN}1"):
        with pytest.raises(NoAnswer, match="held back"):
            asyncio.run(
                Guard(HERE, "", BODY).handle_async_request(httpx2.Request("POST", url))
            )
    assert double.asked == []


def test_thinking_aloud_is_not_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    put_in_place(
        monkeypatch, stream({"reasoning_content": "hm"}, {"content": '{"b": 1}'})
    )

    assert asked().text == '{"b": 1}'


def test_a_cut_answer_comes_as_far_as_it_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    put_in_place(monkeypatch, told('{"a": ', finish="length"))

    assert asked().text == '{"a":'


class Slow(httpx2.AsyncByteStream):
    """Begins an answer, and never ends it."""

    async def __aiter__(self) -> Any:
        import asyncio

        yield b"data: {}\n\n"
        await asyncio.sleep(60)


def slow(_: Any) -> Any:
    kind = {"content-type": "text/event-stream"}
    return response(headers=kind, stream=Slow())


def test_ctrl_c_ends_the_waiting_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    put_in_place(monkeypatch, slow)
    threading.Timer(0.7, os.kill, (os.getpid(), signal.SIGINT)).start()
    start = time.monotonic()

    problem = problem_of()

    assert problem.message == "Sent, but you went on without the answer."
    assert time.monotonic() - start < 3


def test_an_answer_that_never_ends_is_waited_for_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put_in_place(monkeypatch, slow)
    monkeypatch.setattr("leadcoach.coach.client._ALL", 0.3)

    assert problem_of().message == "Sent, but no answer came in time."


def test_it_is_told_how_far_the_answer_is(monkeypatch: pytest.MonkeyPatch) -> None:
    put_in_place(monkeypatch, told("{" + "a" * 700 + "}"))
    grown: list[tuple[float, int]] = []

    asked(HERE, "", lambda *so_far: grown.append(so_far))

    assert grown[-1][1] > 500


def test_what_speaks_with_the_model_can_be_a_double(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """pydantic-ai's own: nothing of it is sent, and the same checks are made."""
    from pydantic_ai.models.function import FunctionModel

    from leadcoach.coach import client

    async def says(*_: Any) -> Any:
        yield '{"a": '
        yield "1}"

    put_in_place(monkeypatch)
    double = FunctionModel(stream_function=says)
    monkeypatch.setattr(client, "model_for", lambda *_: double)

    assert asked().text == '{"a": 1}'


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("env:COACH_KEY", "from the environment"),
        ("command:echo from the keyring", "from the keyring"),
        ("", ""),
    ],
)
def test_a_key_comes_from_where_the_settings_say(said: str, key: str) -> None:
    from leadcoach.coach.client import key_of

    assert key_of(said, {"COACH_KEY": "from the environment"}) == key


@pytest.mark.parametrize(
    "said",
    [
        "env:COACH_KEY",
        "command:false",
        "command:no-such-program",
        "command:",
        "command:'",
    ],
)
def test_a_key_that_is_not_there_is_said_to_be_missing(said: str) -> None:
    from leadcoach.coach.client import key_of
    from leadcoach.errors import NoCoach

    with pytest.raises(NoCoach, match="Nothing was sent"):
        key_of(said, {"OPENAI_API_KEY": "not asked for"})
