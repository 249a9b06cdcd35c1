"""A page of an entry that is written to a file can be handed on."""

from pathlib import Path

from tests.conftest import Run


def test_a_page_in_a_file_tells_nothing_of_the_home_it_comes_from(
    run: Run, home: Path, tmp_path: Path
) -> None:
    run("reflect", "--answer=best=I asked.", "--answer=struggle=I wait.", "--no-input")

    for form in ("html", "markdown", "json"):
        target = tmp_path / f"page.{form}"
        ran = run("journal", "show", "--format", form, "--output", str(target))

        assert ran.code == 0, ran.err
        assert str(home) not in target.read_text()
        assert "-reflect-" in target.read_text()


def test_private_answers_in_a_page_that_is_written_are_counted(
    run: Run, tmp_path: Path
) -> None:
    given = ("--answer=role=give", "--answer=raw=He is a bully.")
    sat = run("reflect", "feedback", *given, "--no-input")
    assert sat.code == 0, sat.err

    page = str(tmp_path / "page.txt")
    told = run("journal", "show", "--answers", "--output", page)
    shown = run("journal", "show")

    assert "1 private answer is in it." in told.err
    assert "leadcoach journal export" in told.err
    assert "in it." not in shown.err
