"""What prompts/README.md tells an author can be written, checked, tried out and used."""

import re
from pathlib import Path

import pytest
import tomli

from leadcoach.paths import builtin_exercises
from tests.conftest import Run

README = (builtin_exercises() / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
[TALKS] = [each for each in BLOCKS if "two-talks" in each]
GOOD = (
    "I rang Ana before the meeting. I asked what she needed, and I waited. She said it."
)
HARD = "I wrote a long mail at night. Nobody answered. I said no more about it."
CASES = """
[[case]]
name      = "both told"
answers   = { good = "I rang. I asked.", hard = "I wrote.", good_heart = 2 }
asked     = ["good_heart", "hard_heart", "page"]

[[case]]
name      = "nothing told"
answers   = { good = "...", good_heart = 1 }
not_asked = ["good_heart", "hard_heart"]
"""
ANSWERS = f"""
good       = '{GOOD}'
hard       = '{HARD}'
good_heart = 2
good_needs = "both"
hard_heart = "I wrote a long mail at night."
hard_needs = "theirs"
notice     = "I asked nobody in the second one."
"""


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    """Write the exercise of the page as an author would."""
    file = tmp_path / "two-talks.toml"
    file.write_text(TALKS, encoding="utf-8")
    return file


def test_the_exercise_with_two_sentences_and_a_mirror_is_without_fault(
    talks: Path, run: Run
) -> None:
    checked = run("exercise", "check", str(talks))
    talks.with_name("two-talks.test.toml").write_text(CASES)
    tested = run("exercise", "test", str(talks))

    assert (checked.code, tested.code) == (0, 0), checked.out + tested.out
    assert "nothing to mend" in checked.out
    assert "Case both told: ok" in tested.out
    assert "Case nothing told: ok" in tested.out


def test_it_shows_the_sentences_side_by_side_and_asks(talks: Path, run: Run) -> None:
    run("exercise", "add", str(talks), "--yes")
    answers = talks.with_name("monday.toml")
    answers.write_text(ANSWERS)
    ran = run("reflect", "two-talks", "--no-input", "--answers", str(answers))
    said = " ".join(ran.out.split())

    assert ran.code == 0, ran.err
    assert "I asked what she needed, and I waited." in said
    assert "I wrote a long mail at night." in said
    assert "Kashtan calls power" in said
    assert "What did you need yourself in the second?" in said
    assert "I asked nobody in the second one." in said
    assert "taken by leadcoach" not in said


def test_its_questions_are_asked_in_plain_lines(
    talks: Path, run: Run, home: Path
) -> None:
    lines = (GOOD, ".", "2", "3", HARD, ".", "1", "2", "It is late.", ".", "1")
    typed = "".join(f"{line}\n" for line in lines)
    ran = run("reflect", str(talks), terminal=True, stdin=typed)

    assert ran.code == 0, ran.err
    [file] = (home / "journal").glob("*/*/*.toml")
    found = {each["id"]: each for each in tomli.loads(file.read_text())["answer"]}
    assert found["good_heart"]["value"] == "I asked what she needed, and I waited."
    assert found["notice"]["asked"].endswith(
        "What did you need yourself in the second?"
    )


def test_every_key_of_a_mirror_and_of_a_sentence_is_told() -> None:
    part = README.partition("## Their own sentences")[2].partition("## What a good")[0]

    for key in ("hearts", "who", "needs", "paid", "they", "underline", "own_words"):
        assert f"`{key}`" in part
    for key in ("about", "lenses", "from", "most", "skip_used", "best", "struggle"):
        assert f"`{key}" in part or f"{key} " in part
