"""The label command writes one line for each passage."""

import json
from pathlib import Path
from typing import Any

import pytest

from leadcoach.domain.reading import CONCEPTIONS, EDGES, STANCES
from leadcoach.readers.label import labelled, main

PASSAGE = {
    "id": "one",
    "kind": "struggle",
    "sentences": [
        "The kitchen was closed for a month.",
        "I said nothing when they moved the date.",
        "I stayed late every night and did everything myself.",
    ],
}


def label(path: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    assert main([str(path)]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def write(path: Path, *rows: object) -> Path:
    path.write_text(
        "\n".join(json.dumps(row) for row in rows) + "\n\n", encoding="utf-8"
    )
    return path


def test_each_passage_gets_a_line_with_a_label_for_each_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "p.jsonl", PASSAGE, {**PASSAGE, "id": "two"})
    found = label(path, capsys)
    assert [row["id"] for row in found] == ["one", "two"]
    first = found[0]
    assert set(first) == {"id", "stance", "sure", "rank", "conceptions", "edges"}
    assert len(first["stance"]) == len(first["sure"]) == 3
    assert sorted(first["rank"]) == [0, 1, 2]
    assert set(first["stance"]) <= {"none", *STANCES}
    assert set(first["conceptions"]) <= set(CONCEPTIONS)
    assert set(first["edges"]) <= set(EDGES)


def test_the_setting_is_ranked_last() -> None:
    assert labelled(PASSAGE)["rank"][-1] == 0


def test_a_guess_that_is_stood_by_is_never_none() -> None:
    found = labelled(PASSAGE)
    pairs = zip(found["stance"], found["sure"], strict=True)
    assert all(stance != "none" for stance, sure in pairs if sure >= 0.5)


@pytest.mark.parametrize("count", [0, 1, 50])
def test_passages_may_be_short_or_long(count: int) -> None:
    found = labelled(
        {"id": "x", "kind": "best", "sentences": ["I asked them."] * count}
    )
    assert len(found["stance"]) == count


@pytest.mark.parametrize(
    "odd",
    [
        {"id": "x", "sentences": ["", "🙂", "???"]},
        {"id": "x", "kind": "other", "sentences": ["I ASKED"]},
        {"id": "x"},
    ],
)
def test_odd_passages_are_labelled_all_the_same(odd: dict[str, Any]) -> None:
    found = labelled(odd)
    assert len(found["stance"]) == len(odd.get("sentences", []))


def test_a_file_that_is_not_of_passages_is_refused_in_plain_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text("not json\n", encoding="utf-8")
    assert main([str(path)]) == 4
    assert "line 1" in capsys.readouterr().err
    assert main([str(tmp_path / "none.jsonl")]) == 4


def test_the_same_passage_is_labelled_the_same_again() -> None:
    assert labelled(PASSAGE) == labelled(PASSAGE)
