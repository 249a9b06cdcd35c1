"""Sharing at a real terminal: wide and narrow, plain and drawn, left in the middle."""

import re
from pathlib import Path

import pytest

from leadcoach.domain.text import columns
from leadcoach.errors import ExitCode
from tests.conftest import Run
from tests.typing_person import CTRL_C, CTRL_D, DOWN, ENTER, Person

pytestmark = pytest.mark.slow
COMPARE = (
    *("compare", "--no-input", "--answer=situation=We moved the date twice."),
    *("--answer=own=4", "--answer=others=2", "--answer=commit.action=ask first"),
)
WHOM = "For whom is it?"
LIST = "Which of these go in?"
PREVIEW = "This is all that will be in the file:"


@pytest.fixture
def cwd(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert run(*COMPARE).code == 0
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(
    params=[("xterm-256color", 80), ("xterm-256color", 40), ("dumb", 80), ("dumb", 40)]
)
def person(request: pytest.FixtureRequest, cwd: Path, home: Path) -> Person:
    term, width = request.param
    found = Person(home, "share", columns=width, environ={"TERM": term})
    found.sees(WHOM)
    found.sees("›" if term != "dumb" else ">")
    found.look(0.3)
    return found


def at_the_list(person: Person) -> str:
    person.types(f"Paul{ENTER}")
    person.sees("Under which name will it stand?")
    person.types(f"Ana{ENTER}")
    person.sees(LIST)
    return person.sees("done or not")


def test_it_is_chosen_shown_left_out_of_and_written(
    person: Person, cwd: Path, home: Path
) -> None:
    screen = at_the_list(person)
    assert "[x]" not in screen

    if "[ ]" in screen:
        person.types(f" {DOWN} {DOWN} {ENTER}")
    else:
        person.types(f"1 2 3{ENTER}")
    person.sees(PREVIEW)
    person.sees("What now?")
    person.types(f"1{ENTER}")
    person.sees("Which line?")
    person.types(f"1{ENTER}")
    screen = person.sees("What now?")
    person.types(f"2{ENTER}")
    person.sees("Nothing was sent.")

    assert person.leaves() == 0
    [file] = cwd.iterdir()
    content = file.read_text()
    assert file.name.startswith("ana-")
    assert "We moved" not in content
    assert 'id = "own"' in content
    # What was on the screen last is the file, but for where lines were broken.
    shown = re.sub(r"\s", "", person.shown().rpartition(PREVIEW)[2])
    assert re.sub(r"\s", "", content) in shown
    assert all(columns(row) <= 80 for row in person.rows())


@pytest.mark.parametrize("keys", [CTRL_C, CTRL_D])
@pytest.mark.parametrize("place", ["whom", "list", "preview"])
def test_left_in_the_middle_nothing_is_written_and_that_is_said(
    place: str, keys: str, person: Person, cwd: Path, home: Path
) -> None:
    if place != "whom":
        at_the_list(person)
    if place == "preview":
        person.types(f"1{ENTER}")
        person.sees("What now?")

    person.types(keys)
    person.sees("Nothing was written.")

    assert person.leaves() == (
        ExitCode.INTERRUPTED if keys == CTRL_C else ExitCode.FOUND
    )
    assert [*cwd.iterdir()] == []
    assert not (home / "shared.toml").exists()


def test_enter_alone_takes_nothing(person: Person, cwd: Path) -> None:
    at_the_list(person)

    person.types(ENTER)
    person.sees("Nothing is chosen.")

    assert person.leaves() == 0
    assert [*cwd.iterdir()] == []
