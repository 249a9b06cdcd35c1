"""The shipped lenses: whose each is, and what it asks."""

import tomllib

from leadcoach.domain.text import control_character_in
from leadcoach.mirror.comparison import lenses
from leadcoach.paths import builtin_exercises


def test_every_shipped_lens_says_whose_it_is_and_asks() -> None:
    found = lenses()
    assert [lens.id for lens in found][:3] == ["heifetz", "kashtan", "atkins"]
    assert len({lens.id for lens in found}) == len(found)
    for lens in found:
        assert lens.ask.endswith("?")
        assert not lens.quoted or len(lens.says.split()) <= 15


def test_the_file_of_lenses_holds_nothing_else() -> None:
    text = (builtin_exercises() / "lenses.toml").read_text(encoding="utf-8")
    stored = tomllib.loads(text)

    assert set(stored) == {"format", "lens"}
    assert not control_character_in(text.replace("\n", ""))
    for row in stored["lens"]:
        assert row.keys() - {"quote"} == {"id", "name", "who", "says", "ask"}
        assert all(
            isinstance(each, str) and each.strip()
            for key, each in row.items()
            if key != "quote"
        )
