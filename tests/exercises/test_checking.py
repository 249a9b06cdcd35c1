"""What `exercise check` finds: every problem with its code, its place and a caret."""

import re
from pathlib import Path

import pytest

from leadcoach.errors import NotFound
from leadcoach.exercises.library import Library
from leadcoach.exercises.lint import CODES, check, check_all
from leadcoach.exercises.load import Problem
from tests.conftest import Run

MANY = "x" * 60


def finding(text: str) -> Problem:
    (found,) = check(text.encode(), Path("small.toml")).findings
    return found


def drawn(found: Problem) -> str:
    return f"{found.source}\n{'^'.rjust(found.caret) if found.caret else ''}"


PLACES = [
    ("minutes = 5", "minits = 5", "E220", "minits = 5\n^"),
    ("minutes = 5", 'minutes = "5"', "E223", 'minutes = "5"\n^'),
    ('type = "long"', 'type = "lnog"', "E222", 'type = "lnog"\n        ^'),
    ('when = "own <= 2"', 'when = "own & 2"', "E201", 'when = "own & 2"\n            ^'),
    ('when = "own <= 2"', 'when = "owm <= 2"', "E202", 'when = "owm <= 2"\n        ^'),
    ('when = "own <= 2"', 'when = "own <= 9"', "E205", 'when = "own <= 9"\n        ^'),
    ('when = "own <= 2"', "when = \"who = 'mi'\"", "E204", "when = \"who = 'mi'\"\n        ^"),
    ('when = "own <= 2"', 'when = "best > 2"', "E207", 'when = "best > 2"\n        ^'),
    ('when = "own <= 2"', 'when = "more is answered"', "E203", 'when = "more is answered"\n        ^'),
    ('text = "Who?"', 'text = "${Who}?"', "E206", 'text = "${Who}?"\n        ^'),
    ('text = "Who?"', 'text = "a\\u001bb"', "E212", 'text = "a\\u001bb"\n         ^'),
    ('text = "Who?"', f'text = "{MANY} ${{Who}} x"', "E206", "…xxxxxxxxxxxxxxxx ${Who} x"),
    ('id = "who"', 'id = "best"', "E208", 'id = "best"\n      ^'),
    ('text = "Who?"', 'text   =   "${Who}?"', "E206", 'text = "${Who}?"\n        ^'),
    ('text = "Who?"', f'text = "${{Who}} {MANY}"', "E206", f'text = "${{Who}} {MANY[:19]}…\n        ^'),
    ("minutes = 5", 'retired = ["who"]', "E209", ""),
    ('text = "Who?"', 'text = "${item}?"', "E206", 'text = "${item}?"\n'),
    ('id = "who"', 'id = "Who"', "E224", 'id = "Who"\n^'),
    ('of = ["best"]', 'of = ["bset"]', "E202", 'of = ["bset"]\n       ^'),
    ('show = "quote"', 'show = "quot"', "E225", 'show = "quot"\n^'),
    ("anchors =", "max = 30\nanchors =", "E226", "[[section.ask]]\n"),
    ("format = 1", "format = 7", "E213", "format = 7\n"),
    ("minutes = 5", "minutes = ", "E210", "minutes =\n"),
    ('title = "Small"', "title = “Small”", "E210", "title = “Small”\n        ^"),
    ("minutes = 5", "minutes = " + "[" * 40 + "]" * 40, "E211", "minutes = [[[[["),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "code", "place"), PLACES)
def test_a_problem_is_shown_where_it_stands(
    right: str, wrong: str, code: str, place: str, small: str
) -> None:
    assert right in small
    found = finding(small.replace(right, wrong, 1))

    assert found.code == code
    assert code in CODES
    assert drawn(found).startswith(place.split("\n")[0])
    if "\n" in place:
        assert drawn(found) == place


def test_a_place_fits_a_narrow_screen(small: str) -> None:
    long = small.replace('text = "Who?"', f'text = "{MANY * 9} ${{Who}} {MANY * 9}"')
    found = finding(long)

    assert len(found.source) <= 36
    assert found.source[found.caret - 1 :].startswith("${Who}")


def test_what_cannot_be_decoded_has_no_place() -> None:
    (found,) = check(b"a = '\xe9'", Path("x.toml")).findings

    assert (found.code, found.source) == ("E210", "")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    shipped.mkdir()
    return Library(shipped, own)


def test_a_folder_is_checked_file_by_file(
    tmp_path: Path, library: Library, small: str
) -> None:
    (tmp_path / "small.toml").write_text(small)
    (tmp_path / "broken.toml").write_text("[[")
    (tmp_path / "small.test.toml").write_text("no exercise")
    (tmp_path / "notes.txt").write_text("no exercise")

    checked = check_all([tmp_path], library)

    assert [each.path.name for each in checked] == ["broken.toml", "small.toml"]
    assert [len(each.findings) for each in checked] == [1, 0]


def test_the_id_of_a_shipped_exercise_is_taken(
    tmp_path: Path, library: Library, small: str
) -> None:
    (tmp_path / "small.toml").write_text(small)
    (library.builtin / "small.toml").write_text(f"# other\n{small}")

    (checked,) = check_all([tmp_path], library)

    assert [each.code for each in checked.findings] == ["E231"]


def test_a_file_that_is_not_there_is_no_problem_of_a_file(
    tmp_path: Path, library: Library
) -> None:
    with pytest.raises(NotFound):
        check_all([tmp_path / "none.toml"], library)


OF_1_0 = Path(__file__).with_name("coach-of-1-0.toml")


def test_a_file_for_the_first_mirror_stays_valid_and_is_advised(run: Run) -> None:
    """`finds` is false, the lenses are shown with their words; both are said."""
    checked = run("exercise", "check", str(OF_1_0))
    said = " ".join(checked.out.split())

    assert not re.search(r"\bE2\d\d\b", said)
    assert said.count("W240") == 3
    assert said.count("W241") == 1
    assert "a multi, which the mirror's `about` names" in said
    assert "A `sentence` question lets people pick" in said


def test_a_file_for_the_first_mirror_runs_as_it_stands(run: Run) -> None:
    given = ("--answer", "best=I asked them all.", "--answer", "struggle=I shouted.")
    ran = run("reflect", str(OF_1_0), "--no-input", *given)
    amended = run("reflect", str(OF_1_0), "--no-input", *given, "--answer", "amend=No.")
    said = " ".join(ran.out.split())

    assert (ran.code, amended.code) == (0, 0), ran.err + amended.err
    assert "I asked them all." in said
    assert "the practice of mobilizing people" in said
    assert "You did it with them" not in said
    assert "The mirror, in your words\n    No." in amended.out
