"""What makes shipped data still runs; tests/exercises/test_reference.py tries the keys."""

import json
import os
import runpy
import secrets
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import Run

TOOLS = Path(__file__).parents[1] / "tools"


@pytest.mark.slow
def test_the_points_for_likely_sentences_can_be_made_anew(tmp_path: Path) -> None:
    shutil.copy(TOOLS / "invented.jsonl", tmp_path / "real_invented.jsonl")
    made = tmp_path / "ranking.toml"

    subprocess.run(
        [sys.executable, TOOLS / "ranking_points.py", tmp_path, "--output", made],
        check=True,
    )

    shipped = TOOLS.parent / "src" / "leadcoach" / "mirror" / "ranking.toml"
    assert set(tomllib.loads(made.read_text())) == set(
        tomllib.loads(shipped.read_text())
    )


def test_the_readme_names_every_tool() -> None:
    readme = (TOOLS / "README.md").read_text()

    assert [path.name for path in TOOLS.glob("*.py") if path.name not in readme] == []


def made(home: Path, *options: str) -> Path:
    """Let tools/year.py write into `home`, in this process, and return it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["year.py", str(home), *options])
        patch.setattr(secrets, "choice", secrets.choice)  # it puts its own there
        before = os.umask(0o077)
        with pytest.raises(SystemExit) as end:
            runpy.run_path(str(TOOLS / "year.py"), run_name="__main__")
        os.umask(before)
    assert not end.value.code
    return home


def test_a_year_that_nobody_wrote_is_the_same_each_time(
    run: Run, tmp_path: Path
) -> None:
    once, again = made(tmp_path / "a", "--short", "--old"), tmp_path / "b"
    command = [sys.executable, str(TOOLS / "year.py"), str(again), "--short", "--old"]
    subprocess.run(command, check=True)

    files = [path for path in once.rglob("*.toml") if path.is_file()]
    assert len(files) > 10
    for path in files:
        assert (again / path.relative_to(once)).read_bytes() == path.read_bytes()
    at_home = {"LEADCOACH_HOME": str(once)}
    assert run("doctor", environ=at_home).code == 0
    assert "leave at half past" in run("commitment", "list", environ=at_home).out


def test_a_journal_for_figures_has_as_many_entries_and_commitments_as_it_says(
    run: Run, tmp_path: Path
) -> None:
    at_home = {"LEADCOACH_HOME": str(made(tmp_path / "home", "--many", "1030"))}

    entries = run("journal", "list", "--all", "--json", environ=at_home).out
    commitments = run("commitment", "list", "--all", "--json", environ=at_home).out
    states = [each["state"] for each in json.loads(commitments)["commitments"]]

    assert len(json.loads(entries)["entries"]) == 1_030
    assert (states.count("open"), states.count("done")) == (20, 1_000)
