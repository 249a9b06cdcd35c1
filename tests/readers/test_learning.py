"""The weights come from labelled passages, the same every time, and say from which."""

import hashlib
import json
import re
from pathlib import Path

import pytest

import leadcoach.readers
from leadcoach.domain.reading import CONCEPTIONS, EDGES
from leadcoach.readers import learning, taught
from leadcoach.readers.descent import lowest
from leadcoach.readers.figures import Guess, report, sure_start
from leadcoach.readers.fitting import Example, Group, Settings, dot, fit_flag, fit_order
from leadcoach.readers.learning import fit, thresholds
from leadcoach.readers.model import CLASSES, Seen
from leadcoach.readers.taught import FOLDS, INVENTED, folds, passages

STORED = Path(leadcoach.readers.__file__).parent / "weights.json"
ACTS = [
    ("I asked them what they wanted.", "with"),
    ("I shouted at them and took it away.", "over"),
    ("I said nothing and waited.", "conceding"),
    ("I stayed late and did all of it.", "overgiving"),
]
SETTINGS = ["The room was cold.", "It was a long winter.", "There were two doors."]


@pytest.fixture(autouse=True)
def _only_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taught, "INVENTED", tmp_path / "no.jsonl")


def folder(path: Path) -> Path:
    rows = [
        {
            "id": f"p{number}",
            "source": f"s{number % 12}",
            "kind": "mixed",
            "sentences": [ACTS[number % 4][0], SETTINGS[number % 3]],
            "stance": [ACTS[number % 4][1], "none"],
            "conceptions": ["serving"] if number % 2 else [],
            "edges": [],
        }
        for number in range(48)
    ]
    text = "\n".join(json.dumps(row) for row in rows)
    (path / "real_small.jsonl").write_text(text, encoding="utf-8")
    return path


def test_a_model_puts_the_acts_it_was_taught_before_the_setting(tmp_path: Path) -> None:
    model = fit(passages(folder(tmp_path)))
    act, setting = model.sentences(
        ["I asked them again.", "The hall was cold."], "mixed"
    )
    assert act.score > setting.score
    assert act.act[0] == "with"


def test_learning_twice_gives_the_same_weights(tmp_path: Path) -> None:
    every = passages(folder(tmp_path))
    assert fit(every) == fit(every)


def test_all_passages_of_one_source_fall_in_the_same_fold(tmp_path: Path) -> None:
    every = passages(folder(tmp_path))
    by_source: dict[str, set[int]] = {}
    for each, fold in zip(every, folds(every), strict=True):
        by_source.setdefault(each.source, set()).add(fold)
    assert all(len(found) == 1 for found in by_source.values())
    assert len(set(folds(every))) == FOLDS


def test_the_command_records_what_it_learned_from(tmp_path: Path) -> None:
    here = folder(tmp_path)
    output = tmp_path / "weights.json"
    learning.main([str(here), "--output", str(output)])
    stored = json.loads(output.read_text(encoding="utf-8"))
    raw = (here / "real_small.jsonl").read_bytes()
    assert stored["inputs"] == {"real_small.jsonl": hashlib.sha256(raw).hexdigest()}
    assert stored["passages"] == {"real": 48}


def test_the_command_prints_the_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    learning.main([str(folder(tmp_path)), "--cross-validate"])
    out = capsys.readouterr().out
    assert re.search(r"P@1 1\.000", out)
    assert {"sure", "stance", "conceptions", "edges"} <= set(out.split())


def test_the_weights_that_come_with_leadcoach_name_their_inputs_and_credits() -> None:
    stored = json.loads(STORED.read_text(encoding="utf-8"))
    assert all(
        re.fullmatch(r"[0-9a-f]{64}", each) for each in stored["inputs"].values()
    )
    assert {name.split("_")[0].split(".")[0] for name in stored["inputs"]} == {
        "real",
        "train",
        "invented",
    }
    raw = INVENTED.read_bytes()
    assert stored["inputs"][INVENTED.name] == hashlib.sha256(raw).hexdigest()
    assert "CC-BY-SA-4.0" in stored["credits"]
    assert STORED.stat().st_size < 400_000


def test_the_weights_hold_words_and_pairs_and_no_longer_text() -> None:
    stored = json.loads(STORED.read_text(encoding="utf-8"))
    words = [name[2:] for name in stored["sentence"] if name.startswith("t:")]
    assert words
    assert max(len(each.split()) for each in words) == 2


def test_sureness_begins_where_enough_guesses_are_right() -> None:
    def seen(chance: float) -> Seen:
        return Seen(0.0, (1 - chance, chance, 0.0, 0.0, 0.0))

    sure = [seen(0.9 - at / 1000) for at in range(40)]
    vague = [seen(0.5 - at / 1000) for at in range(40)]
    truth = ["with"] * 40 + ["none"] * 40
    guess = Guess(truth, (), (), [*sure, *vague], {})
    start = sure_start([guess])
    assert 0.45 < start < 0.9


def test_figures_are_what_a_hand_would_count() -> None:
    first = Seen(2.0, (0.1, 0.8, 0.1, 0.0, 0.0))
    second = Seen(1.0, (0.9, 0.1, 0.0, 0.0, 0.0))
    chances = dict.fromkeys((*CONCEPTIONS, *EDGES), 0.0)
    guess = Guess(["none", "with"], (), (), [first, second], chances)
    told = report([[guess], [guess]], thresholds)
    assert "P@1 0.000" in told
    assert "R@2 1.000" in told


def test_the_order_is_learned_within_passages() -> None:
    rows = [[(0, 1.0)], [(1, 1.0)]]
    weights = fit_order([Group(rows, [False, True], 1.0)] * 5, 2, 0.1)
    assert dot(weights, rows[1]) > dot(weights, rows[0])


def test_the_lowest_point_of_a_bowl_is_found() -> None:
    def bowl(at: list[float]) -> tuple[float, list[float]]:
        gaps = (at[0] - 3, at[1] + 2)
        return gaps[0] ** 2 + 5 * gaps[1] ** 2, [2 * gaps[0], 10 * gaps[1]]

    assert lowest(bowl, 2) == pytest.approx([3, -2], abs=1e-3)


def test_our_own_invented_passages_are_labelled_sentence_by_sentence() -> None:
    rows = [json.loads(line) for line in INVENTED.read_text("utf-8").splitlines()]
    assert all(set(row["stance"]) <= set(CLASSES) for row in rows)
    assert all(len(row["stance"]) == len(row["sentences"]) > 2 for row in rows)


def test_a_flag_is_learned_from_both_sides() -> None:
    examples = [Example([(0, 1.0)], 1, 1.0), Example([(1, 1.0)], 0, 1.0)] * 5
    weights = fit_flag(examples, 2, Settings(0.1))
    assert weights[0] > 0 > weights[1]


def test_there_is_a_class_for_each_stance_and_for_none() -> None:
    assert CLASSES[0] == "none"
    assert len(CLASSES) == 5
