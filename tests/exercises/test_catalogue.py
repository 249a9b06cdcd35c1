"""The list of exercises: quick, and never wrong because of what was kept beside it."""

import json
import os
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from leadcoach.errors import LeadcoachError
from leadcoach.exercises.library import Library, Listed


@dataclass(frozen=True)
class Catalogue:
    """A library, and where it keeps what it read."""

    library: Library
    cache: Path

    @property
    def own(self) -> Path:
        return self.library.own

    def listed(self) -> tuple[list[Listed], list[LeadcoachError]]:
        return self.library.listed(self.cache)


@pytest.fixture
def catalogue(tmp_path: Path, small: str) -> Catalogue:
    """Return a catalogue of one shipped exercise and one of one's own."""
    for folder, name in (("shipped", "small"), ("own", "mine")):
        (tmp_path / folder).mkdir()
        text = small.replace('id = "small"', f'id = "{name}"')
        (tmp_path / folder / f"{name}.toml").write_text(text)
    library = Library(tmp_path / "shipped", tmp_path / "own")
    return Catalogue(library, tmp_path / "cache" / "exercises.json")


def titles(catalogue: Catalogue) -> list[str]:
    return [each.title for each in catalogue.listed()[0]]


def kept(catalogue: Catalogue) -> Any:  # noqa: ANN401 - what a JSON file holds
    return json.loads(catalogue.cache.read_text())


def spoil(catalogue: Catalogue, **changes: object) -> None:
    whole = kept(catalogue)
    for each in whole["files"].values():
        each.update(changes)
    catalogue.cache.write_text(json.dumps(whole))


def test_what_is_listed_is_what_the_files_say(catalogue: Catalogue) -> None:
    found, refused = catalogue.listed()

    assert refused == []
    assert [(each.id, each.minutes, each.summary, each.own) for each in found] == [
        ("small", 5, "To be small.", False),
        ("mine", 5, "To be small.", True),
    ]
    assert catalogue.listed()[0] == found


def test_what_is_kept_is_for_its_owner_only(catalogue: Catalogue) -> None:
    catalogue.listed()

    assert stat.S_IMODE(catalogue.cache.stat().st_mode) == 0o600


def test_a_changed_file_is_read_again(catalogue: Catalogue) -> None:
    catalogue.listed()
    file = catalogue.own / "mine.toml"
    file.write_text(file.read_text().replace('"Small"', '"Other"'))

    assert titles(catalogue) == ["Small", "Other"]


def test_a_change_of_the_same_length_and_time_is_seen(catalogue: Catalogue) -> None:
    """The hash of the bytes decides, and not the clock of the file."""
    catalogue.listed()
    file = catalogue.own / "mine.toml"
    before = file.stat()
    file.write_text(file.read_text().replace('"Small"', '"Smell"'))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert titles(catalogue) == ["Small", "Smell"]


def test_a_file_that_is_gone_is_not_listed(catalogue: Catalogue) -> None:
    catalogue.listed()
    (catalogue.own / "mine.toml").unlink()

    assert titles(catalogue) == ["Small"]
    assert len(kept(catalogue)["files"]) == 1


@pytest.mark.parametrize(
    "content",
    ["", "[", "[]", "null", '{"schema": 9}', '{"schema": 1, "files": []}', "[" * 9999],
)
def test_a_damaged_memory_is_made_anew(catalogue: Catalogue, content: str) -> None:
    catalogue.cache.parent.mkdir()
    catalogue.cache.write_text(content)

    assert titles(catalogue) == ["Small", "Small"]
    assert len(kept(catalogue)["files"]) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "\x1b[31mred"},
        {"title": "two\nlines"},
        {"title": "a\u202eb"},
        {"title": 7},
        {"title": "x" * 501},
        {"summary": None},
        {"minutes": 0},
        {"minutes": True},
        {"id": "../x"},
        {"own": "yes"},
        {"more": 1},
    ],
)
def test_nothing_is_believed_that_no_file_can_say(
    catalogue: Catalogue, changes: dict[str, object]
) -> None:
    catalogue.listed()
    spoil(catalogue, **changes)

    assert titles(catalogue) == ["Small", "Small"]
    assert "\x1b" not in catalogue.cache.read_text()


def test_another_version_of_leadcoach_reads_anew(catalogue: Catalogue) -> None:
    catalogue.listed()
    whole = kept(catalogue) | {"version": "0.0.0"}
    for each in whole["files"].values():
        each["title"] = "Old"
    catalogue.cache.write_text(json.dumps(whole))

    assert titles(catalogue) == ["Small", "Small"]


def test_a_broken_file_does_not_hide_the_others(catalogue: Catalogue) -> None:
    (catalogue.own / "broken.toml").write_text("[[[")
    found, refused = catalogue.listed()

    assert [each.id for each in found] == ["small", "mine"]
    assert [each.message.partition(" ")[0] for each in refused] == ["broken.toml:1:"]


def test_a_place_that_cannot_be_written_only_costs_time(catalogue: Catalogue) -> None:
    catalogue.cache.parent.write_text("a file, and no folder")

    assert titles(catalogue) == ["Small", "Small"]


def test_the_second_look_reads_no_exercise(catalogue: Catalogue, home: Path) -> None:
    """Listing warm loads neither the models nor what they are made with."""
    script = (
        "import sys; sys.argv = ['leadcoach', 'exercise', 'list']\n"
        "from leadcoach.main import run\n"
        "try: run()\nexcept SystemExit: pass\n"
        "print('pydantic' in sys.modules, file=sys.stderr)"
    )
    said = []
    for _ in range(2):
        ran = subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "LEADCOACH_HOME": str(home)},
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
        said.append(ran.stderr.split()[-1])

    assert said == ["True", "False"]
