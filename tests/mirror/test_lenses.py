"""The file of lenses: what it may hold, and how it is refused."""

from pathlib import Path

import pytest

from leadcoach.errors import Unreadable
from leadcoach.mirror.lenses import lenses
from leadcoach.paths import builtin_exercises

ONE = '[[lens]]\nid = "a"\nwho = "A. 2001"\nsays = "Walk."\nask = "Who walked?"\n'


def test_every_shipped_lens_says_whose_it_is_and_asks() -> None:
    found = lenses(builtin_exercises() / "lenses.toml")
    assert [lens.id for lens in found][:3] == ["heifetz", "kashtan", "atkins"]
    for lens in found:
        assert lens.name
        assert lens.who
        assert lens.ask.endswith("?")
        assert not lens.quoted or len(lens.says.split()) <= 15


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (ONE, "does not begin with `format = 1`"),
        ("format = 1\n", "holds no [[lens]]"),
        (f"format = 1\n{ONE}{ONE}", "is there twice"),
        (f"format = 1\nown = 2\n{ONE}", "is not a key of this file"),
        (f'format = 1\n{ONE}point = "x"\n', "there is no key 'point'"),
        (f'format = 1\n{ONE}quote = "yes"\n', "`quote` is true or false"),
        ("format = 1\n" + ONE.replace("Walk.", " "), "missing, empty or not words"),
        ("format = 1\n" + ONE.replace("Walk.", "\\u202e"), "cannot be seen"),
        ("format = ", "not valid TOML"),
        ("x" * 70_000, "larger than 64 kB"),
    ],
)
def test_a_file_that_is_none_of_lenses_is_refused_with_what_is_wrong(
    tmp_path: Path, content: str, what: str
) -> None:
    file = tmp_path / "lenses.toml"
    file.write_text(content)
    with pytest.raises(Unreadable, match="lenses.toml") as told:
        lenses(file)
    assert what in told.value.message


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="cannot be read"):
        lenses(tmp_path / "none.toml")
