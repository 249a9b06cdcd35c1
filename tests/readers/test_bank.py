"""The lenses and the follow-up questions are files that a coach can write."""

from pathlib import Path

import pytest

from leadcoach.errors import Unreadable
from leadcoach.paths import builtin_exercises
from leadcoach.readers.bank import PROBE_LABELS, lenses, probes

LENS = 'format = 1\n[[lens]]\nid = "mine"\nwho = "My coach"\nsays = "Walk."\nask = "Who?"\n'
PROBE = 'format = 1\n[[probe]]\non = ["over"]\nask = ["What then?"]\n'


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "bank.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_twelve_lenses_come_with_leadcoach() -> None:
    found = lenses(builtin_exercises() / "lenses.toml")
    assert [lens.id for lens in found] == [
        "heifetz", "kashtan", "atkins", "kashtan-whole", "follett", "four-powers",
        "system", "mccrossan", "collective", "prosocial", "needs-full", "choice",
    ]  # fmt: skip
    assert [lens.id for lens in found if lens.quoted] == ["heifetz", "kashtan"]
    assert all(lens.ask.endswith("?") for lens in found)


def test_definitions_are_quoted_to_the_letter() -> None:
    heifetz, kashtan, *_ = lenses(builtin_exercises() / "lenses.toml")
    assert heifetz.says == (
        "the practice of mobilizing people to tackle tough challenges and thrive"
    )
    assert "adaptive leadership" in heifetz.who
    assert kashtan.says == "the capacity to mobilize resources to attend to needs"


def test_the_bank_has_a_question_for_every_label_but_no_danger_probe() -> None:
    found = probes(builtin_exercises() / "follow-ups.toml")
    assert {label for probe in found for label in probe.on} == PROBE_LABELS
    assert all(probe.ask.endswith("?") for probe in found)
    assert all(len(probe.ask.split()) <= 28 for probe in found)


def test_a_coachs_lens_needs_only_its_words(tmp_path: Path) -> None:
    (lens,) = lenses(written(tmp_path, LENS))
    assert (lens.name, lens.quoted) == ("My coach", False)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (LENS.replace("format = 1", ""), "format = 1"),
        (LENS.replace("who", "whom"), "'whom'"),
        (LENS.replace('"Walk."', "3"), "`says`"),
        (LENS.replace('"Walk."', '" "'), "`says`"),
        (LENS.replace("Walk.", "Wa\\u001blk."), "cannot be seen"),
        (LENS + "quote = 1", "`quote`"),
        (LENS + LENS[11:], "twice"),
        ("format = 1\nlens = 3", "[[lens]]"),
        ("format = 1", "[[lens]]"),
        (LENS + '[extra]\nmore = "x"', "'extra'"),
        ("format = ", "TOML"),
        (b"\xff\xfe", "UTF-8"),
        ("#" * 64_001, "64 kB"),
    ],
)
def test_a_broken_file_of_lenses_is_refused_with_the_reason(
    tmp_path: Path, content: str | bytes, says: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        lenses(written(tmp_path, content))
    assert says in refused.value.message
    assert str(tmp_path) in refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (PROBE.replace('["over"]', '["ovre"]'), "'ovre'"),
        (PROBE.replace('["over"]', "[]"), "`on`"),
        (PROBE.replace('["What then?"]', '"What then?"'), "`ask`"),
        (PROBE.replace("ask", "asks"), "'asks'"),
    ],
)
def test_a_broken_bank_of_questions_is_refused_with_the_reason(
    tmp_path: Path, content: str, says: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        probes(written(tmp_path, content))
    assert says in refused.value.message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"none\.toml"):
        lenses(tmp_path / "none.toml")
