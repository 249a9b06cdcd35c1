"""The scripts that coaches are shown run as they stand there, and so does DuckDB."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from leadcoach.paths import help_topics

README = Path(__file__).parents[2] / "README.md"
COACHES = help_topics() / "coaches.md"
SCRIPT = re.compile(
    r"^```(?:sh|sql)\n(?:#|--) ([a-z]+\.(?:sh|sql))\b.*?^```$", re.MULTILINE | re.DOTALL
)
FIVE = ("ana", "ben", "chiara", "dov", "elif")


def block(text: str, opening: str) -> str:
    """Return the block that begins with `opening`, as it is shown."""
    (found,) = re.findall(
        rf"^```\w+\n({re.escape(opening)}.*?)^```$", text, re.MULTILINE | re.DOTALL
    )
    return str(found)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return where a coach stands, with what five people handed in, and Kofi did not."""
    fill(tmp_path / "inbox", FIVE)
    (tmp_path / "inbox" / "kofi").mkdir()
    return tmp_path


def fill(inbox: Path, people: tuple[str, ...]) -> None:
    """Let each of `people` hand in two forms."""
    for number, person in enumerate(people, start=1):
        (inbox / person).mkdir(parents=True)
        (inbox / person / f"{person}-compare.answers.txt").write_text(
            "# leadcoach answers 1: compare 2.0.0\n# day: 2026-11-20\n\n"
            f'own = {number}\nmore = "Ask the night shift."\n'
            'commit = { cue = "a date moves", action = "ask first" }\n\n'
            "# end: 3 answers\n"
        )
        (inbox / person / f"{person}-seven.answers.txt").write_text(
            "# leadcoach answers 1: seven 1.1.0\n# day: 2026-11-20\n\n"
            f"[rate]\nown = {number}\ntrust = 2\n\n# end: 1 answer\n"
        )


def lines_of(file: Path) -> list[dict[str, Any]]:
    """Return what stands in the lines of JSON of a file."""
    return [json.loads(line) for line in file.read_text().splitlines()]


def shell(
    script: str, *arguments: str, folder: Path
) -> "subprocess.CompletedProcess[str]":
    """Run the text of a script with sh in `folder`, as a coach would."""
    (folder / "script.sh").write_text(script)
    venv = Path(sys.executable).parent
    environ = {
        "PATH": f"{venv}:{os.environ['PATH']}",
        "HOME": str(folder / "home"),
        "LEADCOACH_HOME": str(folder / "home" / "leadcoach"),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }
    return subprocess.run(
        ["sh", "script.sh", *arguments],
        cwd=folder, env=environ, capture_output=True, encoding="utf-8", check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


def test_every_script_of_the_topic_is_run_here() -> None:
    names = SCRIPT.findall(COACHES.read_text())

    assert names == ["monday.sh", "sunday.sh", "numbers.sql", "everybody.sh"]


def test_on_monday_the_forms_of_a_week_are_made(tmp_path: Path) -> None:
    script = block(COACHES.read_text(), "# monday.sh")

    ran = shell(script, "3", "compare", "seven", folder=tmp_path)

    made = sorted(path.name for path in (tmp_path / "week-3").iterdir())
    assert (ran.returncode, made) == (0, ["compare.html", "seven.html"]), ran.stderr
    for name in made:
        page = (tmp_path / "week-3" / name).read_text()
        assert "Week 3" in page
        assert "Mail it to Paul by Sunday." in page


@pytest.mark.slow
def test_on_sunday_there_are_a_page_for_each_one_for_the_group_and_the_lines(
    folder: Path,
) -> None:
    script = block(COACHES.read_text(), "# sunday.sh")

    (folder / "pages").mkdir()
    (folder / "pages" / "ana.html").write_text("of last week")

    ran = shell(script, folder=folder)

    assert ran.returncode == 0, ran.stderr
    assert "Handed in by 5 of 6" in ran.stdout
    made = sorted(path.stem for path in (folder / "pages").iterdir())
    assert made == sorted([*FIVE, "kofi"])
    assert "Ask the night shift." in (folder / "pages" / "ana.html").read_text()
    assert "<table" in (folder / "group.html").read_text()
    people = {line["person"] for line in lines_of(folder / "all.jsonl")}
    assert people == set(FIVE)
    assert not (folder / "home" / "leadcoach" / "journal").exists()


@pytest.mark.slow
def test_on_sunday_four_people_give_no_page_for_the_group_and_the_rest_is_there(
    folder: Path,
) -> None:
    (folder / "inbox" / "elif" / "elif-seven.answers.txt").unlink()

    ran = shell(block(COACHES.read_text(), "# sunday.sh"), folder=folder)

    assert ran.returncode == 0, ran.stderr
    assert not (folder / "group.html").exists()
    assert (folder / "all.jsonl").exists()


@pytest.mark.slow
def test_the_lines_of_several_inboxes_become_one_file(tmp_path: Path) -> None:
    fill(tmp_path / "inboxes" / "north", FIVE[:2])
    fill(tmp_path / "inboxes" / "south", FIVE[2:])

    ran = shell(block(COACHES.read_text(), "# everybody.sh"), folder=tmp_path)

    assert ran.returncode == 0, ran.stderr
    people = {line["person"] for line in lines_of(tmp_path / "everybody.jsonl")}
    assert people == set(FIVE)


@pytest.mark.slow
def test_the_week_of_the_readme_runs(folder: Path) -> None:
    week = block(README.read_text(), "# Monday.")

    ran = shell(f"set -eu\n{week}", folder=folder)

    assert week.count("\n") == 11
    assert ran.returncode == 0, ran.stderr
    made = {path.name for path in folder.iterdir() if path.is_file()}
    files = {"compare.html", "seven.txt", "ana.html", "group.html", "all.jsonl"}
    assert made == {*files, "script.sh"}
    assert "Ask the night shift." in ran.stdout


def test_duckdb_counts_the_lines_and_writes_a_parquet_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    duckdb = pytest.importorskip("duckdb", reason="pip install -e '.[data]'")
    monkeypatch.chdir(folder)
    shell("leadcoach desk export inbox --output all.jsonl", folder=folder)
    query, copy = block(COACHES.read_text(), "-- numbers.sql").split(";")[:2]

    counted = duckdb.sql(query).fetchall()
    duckdb.sql(copy)

    assert counted == [
        ("compare", "own", None, 5, 3.0),
        ("seven", "rate", "own", 5, 3.0),
        ("seven", "rate", "trust", 5, 2.0),
    ]
    kept = duckdb.sql("select count(*) from 'all.parquet'").fetchall()
    assert kept == [(len(lines_of(folder / "all.jsonl")),)]
