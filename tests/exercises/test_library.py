"""Finding an exercise: by its name, by its file, and never a false one."""

from pathlib import Path

import pytest

from leadcoach.errors import NotFound, Unreadable
from leadcoach.exercises.library import Library


@pytest.fixture
def library(tmp_path: Path, small: str) -> Library:
    """Return a library of two shipped exercises and two of one's own."""
    for folder, ids in (("shipped", ("small", "large")), ("own", ("mine", "slow"))):
        (tmp_path / folder).mkdir()
        for each in ids:
            text = small.replace('id = "small"', f'id = "{each}"')
            (tmp_path / folder / f"{each}.toml").write_text(text)
    (tmp_path / "shipped" / "lenses.toml").write_text("format = 1")
    (tmp_path / "own" / "notes.txt").write_text("no exercise")
    (tmp_path / "own" / "folder.toml").mkdir()
    return Library(tmp_path / "shipped", tmp_path / "own")


def test_all_names_are_listed_shipped_ones_first(library: Library) -> None:
    assert library.names() == ["large", "small", "mine", "slow"]
    assert [library.find(name).own for name in library.names()] == [
        *(False, False),
        *(True, True),
    ]


def test_folders_that_are_not_there_are_empty(tmp_path: Path) -> None:
    assert Library(tmp_path / "a", tmp_path / "b").names() == []


def test_an_exercise_is_found_by_name_and_by_path(library: Library) -> None:
    by_name = library.find("mine")
    by_path = library.find(str(library.own / "mine.toml"))

    assert by_name == by_path
    assert (by_name.exercise.id, by_name.own) == ("mine", True)
    assert len(by_name.sha256) == 64


def test_a_shipped_exercise_by_its_path_is_the_same(library: Library) -> None:
    path = str(library.builtin / "small.toml")

    assert library.find(path).exercise == library.find("small").exercise
    assert not library.find(path).own


def test_an_own_exercise_is_found_by_its_id_whatever_its_file_is_called(
    library: Library, small: str
) -> None:
    text = small.replace('id = "small"', 'id = "evening"')
    (library.own / "my file.toml").write_text(text)
    (library.own / "broken.toml").write_text("[[[")

    assert library.find("evening").path.name == "my file.toml"


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("smal", "There is no exercise “smal”.", "Did you mean “small”?"),
        ("mien", "There is no exercise “mien”.", "Did you mean “mine”?"),
        ("zzz", "There is no exercise “zzz”.", "`leadcoach exercise list` shows"),
        ("", "There is no exercise “”.", "`leadcoach exercise list` shows"),
        ("lenses", "There is no exercise “lenses”.", "`leadcoach exercise list`"),
        ("a\x1bb", "There is no exercise “a�b”.", "`leadcoach exercise list`"),
        ("no/such.toml", "There is no exercise file no/such.toml.", "`leadcoach"),
        ("x" * 5000 + ".toml", "There is no exercise file xxx", "`leadcoach"),
    ],
)
def test_an_unknown_name_gets_the_nearest_one(
    name: str, message: str, hint: str, library: Library
) -> None:
    with pytest.raises(NotFound) as told:
        library.find(name)

    assert told.value.message.startswith(message)
    assert told.value.hint.startswith(hint)


def test_a_file_of_ones_own_never_takes_the_place_of_a_shipped_one(
    library: Library, small: str
) -> None:
    (library.own / "small.toml").write_text(small.replace("Small", "Other"))

    assert library.find("small").exercise.title == "Small"
    assert library.names().count("small") == 1


def test_a_changed_copy_needs_an_id_of_its_own(library: Library, small: str) -> None:
    """Otherwise its entries and drafts would mix with those of the shipped one."""
    copy = library.own / "copy.toml"
    copy.write_text(small.replace("Small", "Other"))

    with pytest.raises(Unreadable) as told:
        library.find(str(copy))
    assert told.value.message == (
        "copy.toml: the id “small” belongs to an exercise of leadcoach."
    )
    copy.write_text(small)
    assert library.find(str(copy)).exercise.id == "small"


def test_a_file_with_mistakes_is_told_by_its_name(library: Library) -> None:
    (library.own / "bad.toml").write_text("format = 1\nid = 3")

    with pytest.raises(Unreadable, match=r"^bad\.toml:1: “version” is missing"):
        library.find("bad")


def test_a_file_that_is_too_large_is_not_read_to_its_end(library: Library) -> None:
    (library.own / "huge.toml").write_bytes(b"#" * 10_000_000)

    with pytest.raises(Unreadable, match="larger than 64 kB"):
        library.find("huge")
