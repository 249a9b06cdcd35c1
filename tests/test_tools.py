"""What makes shipped data still runs; tests/exercises/test_reference.py tries the keys."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

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
