"""The list of exercises: quick, and what the files say."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from leadcoach.exercises.library import Library


@pytest.fixture
def library(tmp_path: Path, small: str) -> Library:
    """Return a library of one shipped exercise and one of one's own."""
    for folder, name in (("shipped", "small"), ("own", "mine")):
        (tmp_path / folder).mkdir()
        text = small.replace('id = "small"', f'id = "{name}"')
        (tmp_path / folder / f"{name}.toml").write_text(text)
    return Library(tmp_path / "shipped", tmp_path / "own")


def test_what_is_listed_is_what_the_files_say(library: Library) -> None:
    found, refused = library.listed()

    assert refused == []
    assert [(each.id, each.minutes, each.summary, each.own) for each in found] == [
        ("small", 5, "To be small.", False),
        ("mine", 5, "To be small.", True),
    ]
    assert library.listed()[0] == found


def test_a_broken_file_does_not_hide_the_others(library: Library) -> None:
    (library.own / "broken.toml").write_text("[[[")
    found, refused = library.listed()

    assert [each.id for each in found] == ["small", "mine"]
    assert [each.message.partition(" ")[0] for each in refused] == ["broken.toml:1:"]


def test_the_list_loads_no_questions(home: Path) -> None:
    """Listing what came with leadcoach loads neither models nor what checks them."""
    script = (
        "import sys; sys.argv = ['leadcoach', 'exercise', 'list']\n"
        "from leadcoach.main import run\n"
        "try: run()\nexcept SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "LEADCOACH_HOME": str(home)},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    loaded = set(ran.stderr.split())

    assert not loaded & {"pydantic", "leadcoach.domain.question"}
