"""A file of answers that is not right: shown, asked about, forgiven or refused."""

from pathlib import Path

import pytest

from tests.answers.right import RIGHT
from tests.conftest import Run

BROKEN = """\
situation: We moved the date.
own: 4, mostly
say: only mee
mood: fine
"""


@pytest.fixture
def broken(tmp_path: Path) -> str:
    file = tmp_path / "ana.txt"
    file.write_text(BROKEN)
    return str(file)


def kept(home: Path) -> str:
    return "".join(each.read_text() for each in home.glob("journal/*/*/*.toml"))


def test_a_right_file_is_never_asked_about(
    run: Run, home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "ana-compare.answers.txt"
    file.write_text(RIGHT)

    ran = run("compare", "--answers", str(file), "--no-input")

    assert ran.code == 0
    assert "was read of it" not in ran.err
    assert "We moved the date of the handover" in kept(home)


def test_without_a_terminal_a_broken_file_is_refused_without_a_word_of_it(
    run: Run, home: Path, broken: str
) -> None:
    ran = run("compare", "--answers", broken)

    assert ran.code == 2
    told = " ".join(ran.err.split())
    assert ":1: it is not TOML." in told
    assert "With --forgive, what can be read of it is taken" in told
    assert "moved" not in told
    assert kept(home) == ""


def test_forgiven_it_is_kept_each_change_is_told_and_the_code_says_what_is_left_out(
    run: Run, home: Path, broken: str
) -> None:
    ran = run("compare", "--answers", broken, "--forgive")

    assert ran.code == 1
    assert "own: “4, mostly” was read as 4 of 5" in ran.err
    assert "say: “only mee” was read as “only me”" in ran.err
    assert "Not understood:\n  - line 4: mood: fine" in ran.err
    assert "value = 4" in kept(home)
    assert "We moved the date." in kept(home)


@pytest.mark.parametrize(("typed", "is_kept"), [("1", True), ("2", False)])
def test_at_a_terminal_somebody_says_whether_to_keep_it(
    run: Run, home: Path, broken: str, *, typed: str, is_kept: bool
) -> None:
    ran = run("compare", "--answers", broken, terminal=True, stdin=f"{typed}\n/pause\n")

    assert "Keep it like this?" in ran.err
    assert "    We moved the date.\n" in ran.err
    assert ("Nothing was kept." in ran.err) is not is_kept
    assert list(home.glob("drafts/*.toml")) if is_kept else kept(home) == ""


def test_a_part_that_is_missing_is_told_also_where_all_of_the_rest_is_right(
    run: Run, home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "ana.txt"
    file.write_text(RIGHT[: RIGHT.index("commit =")])

    ran = run("compare", "--answers", str(file), "--no-input")

    assert ran.code == 2
    assert "Part of it may be missing." in " ".join(ran.err.split())
    assert kept(home) == ""


def test_answers_to_another_exercise_name_the_command_that_takes_them(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "ana.txt"
    file.write_text(RIGHT)

    ran = run("reflect", "--answers", str(file), "--forgive")

    assert ran.code == 2
    told = " ".join(ran.err.split())
    assert "These are answers to “compare”, not to “reflect”." in told
    assert "leadcoach reflect compare --answers FILE" in told


def test_what_is_no_text_is_refused_with_the_way_out(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "ana.docx"
    file.write_bytes(b"PK\x03\x04....word/document.xml")

    ran = run("compare", "--answers", str(file))

    assert ran.code == 2
    assert "This is a Word or zip file." in ran.err


def test_an_option_stands_above_what_is_broken_in_the_file(
    run: Run, home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "a.toml"
    file.write_text("situation = 'We moved it.'\nown = 9\n")

    ran = run("compare", "--answers", str(file), "--answer", "own=3", "--no-input")

    assert ran.code == 0
    assert "value = 3" in kept(home)
