"""A coach at a real terminal, from `settings coach` to the entry, over a real socket."""

import json
import signal
from pathlib import Path

import pytest
import tomli

from leadcoach.errors import ExitCode
from tests.cli.test_coach import GIVEN, turn
from tests.coach import ollama
from tests.coach.accounts import BEST, STRUGGLE
from tests.coach.test_checker import GOOD
from tests.typing_person import CTRL_C, CTRL_D, DOWN, ENTER, Person

pytest.importorskip("pydantic_ai", reason="the extra `coach` is not installed")
pytestmark = pytest.mark.slow

ANSWER = '{"answer": "What to stop doing."}'
READING = json.dumps(GOOD, ensure_ascii=False)
WAIT = 60
"""seconds for loading what speaks with a model, on a busy computer"""


def set_up(home: Path, served: ollama.Ollama) -> None:
    """Go through `settings coach` as help coach tells it, and let it be saved."""
    person = Person(home, "settings", "coach")
    person.sees("Where does the model run?", WAIT)
    person.types(f"4{ENTER}")
    person.sees("Its address:")
    person.types(f"{served.address}{ENTER}")
    person.sees("A key?")
    person.types(ENTER)
    person.sees("Which model?")
    person.types(ENTER)
    person.sees("Where does the model itself run?")
    person.types(ENTER)
    person.sees("Do you agree to that?")
    person.types(f"{DOWN}{ENTER}")
    person.sees("Before it reads what you wrote")
    person.types(ENTER)
    person.sees("What to stop doing.", WAIT)
    assert person.leaves() == 0


def entry(home: Path) -> dict[str, object]:
    (path,) = home.glob("journal/*/*/*.toml")
    return tomli.loads(path.read_text())


def to_the_coach(home: Path) -> Person:
    """Reflect, with all given but what the coach asks, up to where it may read."""
    person = Person(home, "reflect", *GIVEN, rows=70)
    person.sees("Let the coach read it too?", WAIT)
    return person


def strikes_a_sentence(person: Person) -> None:
    person.types(f"{DOWN}{ENTER}")
    person.sees("The coach's reading (gemma3:12b, on this computer)", WAIT)
    person.types(f"/strike 3{ENTER}")
    person.sees("Sentence 3 is struck out.")
    person.types(ENTER)


def test_a_person_goes_from_the_set_up_to_a_talk_with_the_coach(home: Path) -> None:
    last = turn("How would you put it, in a line?", enough=True)
    with ollama.served(ANSWER, READING, last) as served:
        set_up(home, served)
        person = to_the_coach(home)
        strikes_a_sentence(person)
        person.sees("Which of these would you follow with the coach?")
        person.types(ENTER)
        person.sees("What was in the text that you did not say to Tom?")
        person.types(f"That I was angry.{CTRL_D}")
        person.sees("How would you put it, in a line?", WAIT)
        person.types(f"I was angry, Tom.{CTRL_D}")
        person.sees("Before it is kept")
        person.types(ENTER)
        assert person.leaves() == 0

    kept = entry(home)["coach"]
    assert isinstance(kept, dict)
    assert kept["struck"] == ["portrait 3"]
    assert [each["said"] for each in kept["talk"]] == [
        "That I was angry.",
        "I was angry, Tom.",
    ]
    sent = b"".join(served.bodies).decode()
    assert BEST.split(".")[0] in sent
    assert STRUGGLE.split(".")[0] in sent
    assert set(served.paths) == {"/v1/models", "/v1/chat/completions"}


def test_ctrl_c_while_it_reads_goes_on_without_it(home: Path) -> None:
    with ollama.served(ANSWER, READING) as served:
        set_up(home, served)
        served.pause = 30
        person = to_the_coach(home)
        person.types(f"{DOWN}{ENTER}")
        person.sees("Ctrl-C goes on without it.", WAIT)
        person.sees("2 s", WAIT)
        person.types(CTRL_C)
        person.sees("Sent, but you went on without the answer.")
        person.sees("Which of these would be worth a few sentences")
        person.types(CTRL_C)
        assert person.leaves() == ExitCode.INTERRUPTED

    assert list(home.glob("drafts/*.toml"))
    assert "Leading seems" not in person.shown()


def test_words_typed_to_the_coach_and_not_finished_are_there_again(home: Path) -> None:
    with ollama.served(ANSWER, READING) as served:
        set_up(home, served)
        person = to_the_coach(home)
        person.types(f"{DOWN}{ENTER}")
        person.sees("What is not so?", WAIT)
        person.types(ENTER)
        person.sees("Which of these would you follow with the coach?")
        person.types(ENTER)
        person.sees("What was in the text that you did not say to Tom?")
        person.types("That I was an")
        person.types(CTRL_C)
        person.sees("leadcoach resume")
        person.leaves()

        person = Person(home, "resume", rows=70)
        person.sees("That I was an", WAIT)
        person.types(f"gry.{CTRL_D}")
        person.waits_for(WAIT)
        person.types(CTRL_C)
        person.leaves()

    (draft,) = home.glob("drafts/*.toml")
    assert "That I was angry." in draft.read_text()


def test_a_window_that_closes_while_it_reads_keeps_all_answers(home: Path) -> None:
    with ollama.served(ANSWER, READING) as served:
        set_up(home, served)
        served.pause = 30
        person = to_the_coach(home)
        person.types(f"{DOWN}{ENTER}")
        person.sees("2 s", WAIT)
        person.signals(signal.SIGHUP)
        assert person.leaves() == ExitCode.HANGUP

    (draft,) = home.glob("drafts/*.toml")
    assert "That I ask when it is wet." in draft.read_text()


def test_words_about_the_reading_that_are_half_typed_are_there_again(
    home: Path,
) -> None:
    with ollama.served(ANSWER, READING) as served:
        set_up(home, served)
        person = to_the_coach(home)
        person.types(f"{DOWN}{ENTER}")
        person.sees("What is not so?", WAIT)
        person.types("No, it was ra")
        person.signals(signal.SIGHUP)
        assert person.leaves() == ExitCode.HANGUP

        person = Person(home, "resume", rows=70)
        person.sees("The coach's reading (gemma3:12b, on this computer)", WAIT)
        person.sees("No, it was ra", WAIT)
        person.types(f"ther late.{ENTER}")
        person.sees("Stop here, or follow one thing further?")
        person.types(CTRL_C)
        person.leaves()

    (draft,) = home.glob("drafts/*.toml")
    assert "No, it was rather late." in draft.read_text()
