"""Handing an exercise over: shown first, added after a yes, never over another."""

import io
import stat
from pathlib import Path

import pytest
import tomli

from tests.conftest import Run
from tests.exercises.conftest import SMALL

CHOICE_POINT = Path(__file__).parents[1] / "exercises" / "choice-point.toml"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return the file of a small exercise, as somebody sent it."""
    file = tmp_path / "sent" / "from-ana.toml"
    file.parent.mkdir()
    file.write_text(f"# a remark of Ana's\n{SMALL}")
    return file


def mine(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "exercises").glob("*"))


def test_all_is_shown_before_anything_is_added(run: Run, home: Path) -> None:
    ran = run("exercise", "add", str(CHOICE_POINT), terminal=True, stdin="no\n")

    assert ran.code == 0
    assert "Ana Example <ana@example.org>" in ran.out
    assert "CC-BY-SA-4.0" in ran.out
    assert "Unverified author" in ran.out
    offers = "ratings, choices, days and commitments, line by line, if you say so"
    assert f"Would offer to share: {offers}" in " ".join(ran.out.split())
    asked = [each["text"] for each in questions(CHOICE_POINT)]
    shown = " ".join(ran.out.replace("│", " ").split())
    assert [text for text in asked if text not in shown] == []
    assert "Nothing was added." in ran.err
    assert mine(home) == []


def questions(path: Path) -> list[dict[str, str]]:
    sections = tomli.loads(path.read_text())["section"]
    asked = [ask for section in sections for ask in section["ask"]]
    return asked + [each for ask in asked for each in ask.get("follow", [])]


@pytest.mark.parametrize("said", ["", "y\n", "ja\n", "no\n", "/skip\n"])
def test_anything_but_a_typed_yes_is_a_no(
    said: str, run: Run, home: Path, small: Path
) -> None:
    ran = run("exercise", "add", str(small), terminal=True, stdin=said)

    assert ran.code == 0
    assert mine(home) == []


def test_after_a_yes_our_own_copy_is_kept(run: Run, home: Path, small: Path) -> None:
    ran = run("exercise", "add", str(small), terminal=True, stdin="yes\n")
    file = home / "exercises" / "small.toml"

    assert ran.code == 0
    assert mine(home) == ["small.toml"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "Ana's" not in file.read_text()
    assert tomli.loads(file.read_text()) == tomli.loads(SMALL)
    assert run("reflect", "small", "--no-input", "--answer", "best=Yes.").code == 0


class Late(io.StringIO):
    """A person who says yes, and meanwhile a file comes from elsewhere."""

    def __init__(self, comes: Path) -> None:
        super().__init__("yes\n")
        self.comes = comes

    def isatty(self) -> bool:
        return True

    def readline(self, size: int | None = -1) -> str:  # type: ignore[override]
        self.comes.parent.mkdir(parents=True, exist_ok=True)
        self.comes.write_text("mine, and not to be lost")
        return super().readline(-1 if size is None else size)


def test_what_came_while_somebody_read_is_never_written_over(
    run: Run, home: Path, small: Path
) -> None:
    """It was not there when the exercise was looked at, and is there after the yes."""
    file = home / "exercises" / "small.toml"

    ran = run("exercise", "add", str(small), terminal=True, stdin_stream=Late(file))

    assert ran.code == 2
    assert "You have an exercise “small” already." in " ".join(ran.err.split())
    assert "Added" not in ran.err
    assert file.read_text() == "mine, and not to be lost"


def test_without_a_terminal_a_yes_is_an_option(
    run: Run, home: Path, small: Path
) -> None:
    assert run("exercise", "add", str(small), stdin="yes\n").code == 2
    assert mine(home) == []
    assert run("exercise", "add", str(small), "--yes").code == 0
    assert mine(home) == ["small.toml"]


def test_one_is_never_added_over_another(run: Run, home: Path, small: Path) -> None:
    run("exercise", "add", str(small), "--yes")
    before = (home / "exercises" / "small.toml").read_bytes()
    small.write_text(SMALL.replace("Small", "Other"))
    ran = run("exercise", "add", str(small), "--yes")

    assert ran.code == 2
    assert "leadcoach exercise remove small" in ran.err
    assert (home / "exercises" / "small.toml").read_bytes() == before


def test_none_takes_the_place_of_a_shipped_one(
    run: Run, home: Path, small: Path
) -> None:
    small.write_text(SMALL.replace('id = "small"', 'id = "reflect"'))
    ran = run("exercise", "add", str(small), "--yes")

    assert ran.code == 2
    assert "belongs to an exercise of leadcoach" in ran.err
    assert mine(home) == []


def test_a_folder_is_a_pack(run: Run, home: Path, small: Path) -> None:
    other = small.with_name("other.toml")
    other.write_text(SMALL.replace('id = "small"', 'id = "other"'))
    small.with_name("readme.md").write_text("# Read me")
    small.with_name("other.test.toml").write_text("no exercise")
    ran = run("exercise", "add", str(small.parent), "--yes")

    assert ran.code == 0
    assert mine(home) == ["other.toml", "small.toml"]


def test_two_of_one_id_are_not_added(run: Run, home: Path, small: Path) -> None:
    small.with_name("again.toml").write_text(SMALL)
    ran = run("exercise", "add", str(small.parent), "--yes")

    assert ran.code == 2
    assert mine(home) == []


def test_an_empty_folder_or_none_at_all(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    assert run("exercise", "add", str(tmp_path / "empty"), "--yes").code == 3
    assert run("exercise", "add", str(tmp_path / "none.toml"), "--yes").code == 3


def test_one_of_ones_own_can_be_removed(run: Run, home: Path, small: Path) -> None:
    run("exercise", "add", str(small), "--yes")
    ran = run("exercise", "remove", "small")

    assert ran.code == 0
    assert "Removed:" in ran.err
    assert mine(home) == []
    assert small.exists()


def test_an_entry_outlives_its_exercise(run: Run, small: Path) -> None:
    run("exercise", "add", str(small), "--yes")
    run("reflect", "small", "--no-input", "--answer", "best=I asked them.")
    run("exercise", "remove", "small")

    assert "I asked them." in run("journal", "show").out


def test_a_broken_one_can_be_removed_by_its_name(run: Run, home: Path) -> None:
    (home / "exercises").mkdir(parents=True)
    (home / "exercises" / "bad.toml").write_text("[")

    assert run("exercise", "remove", "bad").code == 0
    assert mine(home) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [("reflect", 2), ("none", 3), ("../x", 3), ("../settings", 3), ("", 3)],
)
def test_nothing_else_can_be_removed(
    name: str, code: int, run: Run, home: Path
) -> None:
    home.mkdir()
    (home / "settings.toml").write_text("")
    ran = run("exercise", "remove", name)

    assert ran.code == code
    assert (home / "settings.toml").exists()


def test_only_ones_own_can_be_listed(run: Run, small: Path) -> None:
    assert "no exercises of your own yet" in run("exercise", "list", "--mine").out
    run("exercise", "add", str(small), "--yes")
    ran = run("exercise", "list", "--mine")

    assert "small" in ran.out
    assert "compare" not in ran.out
