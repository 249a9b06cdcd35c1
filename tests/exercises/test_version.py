"""A newer version of an exercise one has: what it changes, and taking it in its place."""

import json
from pathlib import Path

import pytest
import tomli

from tests.conftest import Run
from tests.exercises.conftest import SMALL

OLD = SMALL.replace("minutes = 5", 'authors = ["Ana Example"]')
NEW = (
    OLD.replace('version = "1.0.0"', 'version = "1.1.0"')
    .replace('id = "best"', 'id = "best_moment"')
    .replace('of = ["best"]', 'of = ["best_moment"]')
    .replace('text = "Who?"', 'text = "Who did it?"')
    .replace('us = "all of us"', 'all = "all of us"')
)
RENAMED = NEW.replace("authors", 'renamed = { best = "best_moment" }\nauthors')


@pytest.fixture
def had(run: Run, tmp_path: Path) -> Path:
    """Return the file of an exercise that is added, with an entry and a draft of it."""
    file = tmp_path / "small.toml"
    file.write_text(OLD)
    assert run("exercise", "add", str(file), "--yes").code == 0
    given = ("--answer", "best=I asked.", "--answer", "who=us")
    assert run("reflect", "small", "--no-input", *given).code == 0
    left = run("reflect", "small", terminal=True, stdin="I waited.\n.\n/pause\n")
    assert left.code == 0, left.err
    return file


def own(home: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in (home / "exercises").iterdir()}


def test_several_files_are_looked_at_and_added_at_once(
    run: Run, tmp_path: Path, home: Path
) -> None:
    files = [tmp_path / f"{name}.toml" for name in ("one", "two")]
    for file in files:
        file.write_text(SMALL.replace('id = "small"', f'id = "{file.stem}"'))
    ran = run("exercise", "add", *map(str, files), terminal=True, stdin="yes\n")

    assert ran.code == 0
    assert "To add these 2 exercises, type yes." in ran.err
    assert sorted(own(home)) == ["one.toml", "two.toml"]


def test_one_bad_file_among_several_and_none_is_added(
    run: Run, tmp_path: Path, home: Path
) -> None:
    (tmp_path / "one.toml").write_text(SMALL)
    (tmp_path / "two.toml").write_text(SMALL.replace("Who?", "${nobody}"))
    files = [str(tmp_path / name) for name in ("one.toml", "two.toml")]

    assert run("exercise", "add", *files, "--yes").code == 4
    assert not (home / "exercises").exists()


def test_a_newer_version_is_offered_in_the_place_of_the_one_there_is(
    run: Run, had: Path
) -> None:
    """It says what changes for what was written, and waits for a yes."""
    had.write_text(NEW)
    ran = run("exercise", "add", str(had), terminal=True, stdin="no\n")
    said = " ".join(ran.out.split())

    assert ran.code == 0
    assert "In the place of version 1.0.0, which you have" in said
    assert (
        "1 entry, which stays as written. 1 draft, which the new version goes on with."
        in said
    )
    assert (
        "“best” is asked no longer. What you answered stays in your entries. In an open draft it is set aside, and kept."
        in said
    )
    assert (
        '“best_moment” is new and like “best”. If they are one question, its author can say so: renamed = { best = "best_moment" }.'
        in said
    )
    assert "“who” has no us any more; what you answered stays in your entries." in said
    assert "In other words: who. Entries keep the words they were asked in." in said
    assert "To add this exercise, 1 in the place of what you have, type yes." in ran.err
    assert "Nothing was added." in ran.err


def test_a_newer_version_takes_its_place_and_nothing_is_lost(
    run: Run, had: Path, home: Path
) -> None:
    before, entry = own(home)["small.toml"], run("journal", "show", "--json").out
    had.write_text(RENAMED)
    ran = run("exercise", "add", str(had), "--yes")
    files = own(home)

    assert ran.code == 0, ran.err
    assert (
        "“best” is called “best_moment” now; what you answered goes along." in ran.out
    )
    assert "Replaced:" in ran.err
    assert tomli.loads(files.pop("small.toml"))["version"] == "1.1.0"
    [(name, kept)] = files.items()
    assert name.startswith("small.toml.1.0.0-")
    assert kept == before
    assert run("journal", "show", "--json").out == entry
    assert run("exercise", "list", "--mine").out.count("(yours)") == 1
    going_on = run("resume", terminal=True, stdin="1\n2\n/skip\n\n1\n")
    assert "What went well? I waited." in going_on.err, "the answer went along"
    assert going_on.code == 0, going_on.err
    assert "I waited." in going_on.out


def test_for_a_program_what_changes_is_listed(run: Run, had: Path) -> None:
    had.write_text(RENAMED)
    [told] = json.loads(run("exercise", "add", str(had), "--yes", "--json").out)[
        "offered"
    ]

    assert told["replaces"] == "1.0.0"
    assert len(told["changes"]) == 3


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (NEW.replace("Ana Example", "Ben Example"), "It names other authors, or none."),
        (NEW.replace('"Ana Example"', ""), "It names other authors, or none."),
        (NEW.replace("1.1.0", "1.0.0"), "Yours is version 1.0.0, and this is 1.0.0."),
        (NEW.replace("1.1.0", "0.9.9"), "Yours is version 1.0.0, and this is 0.9.9."),
    ],
)
def test_nothing_else_takes_the_place_of_an_exercise_one_has(
    content: str, told: str, run: Run, had: Path, home: Path
) -> None:
    before = own(home)
    had.write_text(content)
    ran = run("exercise", "add", str(had), "--yes")

    assert ran.code == 2
    assert told in ran.err
    assert "first: leadcoach exercise remove small" in " ".join(ran.err.split())
    assert own(home) == before


def test_an_author_who_names_nobody_replaces_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_text(SMALL)
    assert run("exercise", "add", str(tmp_path / "small.toml"), "--yes").code == 0
    (tmp_path / "small.toml").write_text(SMALL.replace("1.0.0", "2.0.0"))

    assert run("exercise", "add", str(tmp_path / "small.toml"), "--yes").code == 2


def test_what_is_there_as_it_is_needs_no_adding(
    run: Run, had: Path, home: Path
) -> None:
    other = had.with_name("other.toml")
    other.write_text(SMALL.replace('id = "small"', 'id = "other"'))
    again = run("exercise", "add", str(had))
    both = run("exercise", "add", str(had), str(other), "--yes")

    assert (again.code, again.out) == (0, "")
    assert "You have small 1.0.0 already, as it is here." in again.err
    assert both.code == 0
    assert sorted(own(home)) == ["other.toml", "small.toml"]


VANISHED = [
    (NEW, 'small.toml:10: W245 “best” of version 1.0.0, which you have, is gone, and “best_moment” is new. If they are one question: renamed = { best = "best_moment" }.'),
    (NEW.replace('id = "best_moment"\ntype = "long"', 'id = "start"\ntype = "date"').replace('["best_moment"]', '["start"]').replace("What went well?", "Which day?"), 'small.toml:3: W245 “best” of version 1.0.0, which you have, is gone. So that it never comes back: retired = ["best"].'),
    (RENAMED, ""),
    (NEW.replace("authors", 'retired = ["best"]\nauthors'), ""),
    (NEW.replace("authors", 'past = [{ id = "best", type = "long", text = "What?" }]\nauthors'), ""),
]  # fmt: skip


@pytest.mark.parametrize(("content", "told"), VANISHED)
def test_check_suggests_what_an_author_can_say_of_an_id_that_vanished(
    content: str, told: str, run: Run, had: Path
) -> None:
    had.write_text(content)
    ran = run("exercise", "check", str(had))
    said = " ".join(ran.out.split())

    assert (told in said) if told else ("nothing to mend" in said), ran.out
    assert ran.code == bool(told)


@pytest.mark.parametrize(
    "kind", ["short", "yesno", "date", "commitment", "list", "number"]
)
def test_a_draft_goes_on_whatever_kind_its_questions_have_become(
    kind: str, run: Run, had: Path
) -> None:
    newer = OLD.replace("1.0.0", "2.0.0").replace('"long"', f'"{kind}"')
    had.write_text(newer)
    assert run("exercise", "add", str(had), "--yes").code == 0
    going_on = run("resume", terminal=True, stdin="/skip\n" * 8 + "1\n")

    assert going_on.code == 0, going_on.err
    assert "a bug" not in going_on.err


def test_versions_are_compared_by_number_however_long(
    run: Run, had: Path, home: Path
) -> None:
    for version in ("1.9.0", "1.10.0", f"2.{'9' * 5000}.0", "3.0.0"):
        had.write_text(RENAMED.replace("1.1.0", version))
        ran = run("exercise", "add", str(had), "--yes")
        assert ran.code == 0, ran.err
    assert tomli.loads(own(home)["small.toml"])["version"] == "3.0.0"
    assert len(own(home)) == 5
