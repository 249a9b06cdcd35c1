"""Makes src/leadcoach/mirror/ranking.toml: `python tools/ranking_points.py FOLDER`.

FOLDER holds labelled passages (real_*.jsonl, train_*.jsonl; see tools/README.md).
With --cross-validate it prints figures instead: ten folds by source over the passages by
real people, each scored by points that never saw its source. Plain Python, a minute.
"""

import argparse
import hashlib
import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from leadcoach.mirror.language import signs

FOLDS = 10
ROUNDS = 500
RATE = 8.0
PENALTY = 10.0
FEWEST_SOURCES = 12
"""sources that a word stands in; others say more of their authors than of English"""
INVENTED = 0.5
"""the weight of an invented passage"""
SCALE = 50
OWN = Path(__file__).parent / "invented.jsonl"
"""passages invented for leadcoach; they only teach"""
OUTPUT = Path(__file__).parents[1] / "src/leadcoach/mirror/ranking.toml"
HEAD = """\
# Points for mirror/language.py, made by tools/ranking_points.py; what is below 1 is left out.
# Learned from labelled passages by many authors: opensource.com, The Open Organization
# books and The Changelog transcripts (CC-BY-SA-4.0), blogs and handbooks under CC-BY-4.0
# and CC-BY-SA-4.0, public-domain texts of Project Gutenberg; and from passages invented
# for leadcoach. The points are shared under CC-BY-SA-4.0. They hold word stems only.
"""


class Passage(NamedTuple):
    """A labelled passage: the signs of each sentence, and whether it tells an own act."""

    source: str
    is_real: bool
    signs: list[set[str]]
    own: list[bool]


def passages(folder: Path) -> list[Passage]:
    """Return the labelled passages of a folder."""
    files = [*folder.glob("real_*.jsonl"), *folder.glob("train_*.jsonl"), OWN]
    return [
        _passage(json.loads(line), is_real=file.name.startswith("real"))
        for file in sorted(files)
        for line in file.read_text(encoding="utf-8").split("\n")
        if line.strip()
    ]


def _passage(row: Mapping[str, list[str]], *, is_real: bool) -> Passage:
    sentences = row["sentences"]
    return Passage(
        source=str(row["source"] if is_real else row["id"]),
        is_real=is_real,
        signs=[signs(each, opens=at == 0) for at, each in enumerate(sentences)],
        own=[label != "none" for label in row["stance"]],
    )


def fitted(taught: Sequence[Passage]) -> dict[str, int]:
    """Return points for the signs: a logistic regression, scaled and rounded."""
    sources: dict[str, set[str]] = defaultdict(set)
    for each in taught:
        for sign in set().union(*each.signs):
            sources[sign].add(each.source)
    kept = {sign: 0.0 for sign, of in sources.items() if len(of) >= FEWEST_SOURCES}
    rows = [
        ([sign for sign in row if sign in kept], own, 1 if each.is_real else INVENTED)
        for each in taught
        for row, own in zip(each.signs, each.own, strict=True)
    ]
    base = 0.0
    for _ in range(ROUNDS):
        slope = {sign: PENALTY * weight for sign, weight in kept.items()}
        lean = 0.0
        for row, own, weight in rows:
            score = base + sum(kept[sign] for sign in row)
            miss = weight * (1 / (1 + math.exp(-score)) - own)
            lean += miss
            for sign in row:
                slope[sign] += miss
        step = RATE / len(rows)
        base -= step * lean
        kept = {sign: weight - step * slope[sign] for sign, weight in kept.items()}
    points = {sign: round(SCALE * weight) for sign, weight in kept.items()}
    return {sign: value for sign, value in points.items() if value}


def _score(points: Mapping[str, int], asked: Passage) -> list[int]:
    return [sum(points.get(sign, 0) for sign in row) for row in asked.signs]


def cross_validated(every: Sequence[Passage]) -> str:
    """Return the figures of passages whose source the points never saw."""
    names = sorted(
        {each.source for each in every if each.is_real},
        key=lambda name: hashlib.sha256(name.encode()).hexdigest(),
    )
    fold = {name: at % FOLDS for at, name in enumerate(names)}
    first, second, within = [], [], []
    for number in range(FOLDS):
        points = fitted([one for one in every if fold.get(one.source) != number])
        for one in every:
            if fold.get(one.source) != number or not any(one.own):
                continue
            scores = _score(points, one)
            rank = sorted(range(len(scores)), key=lambda at: (-scores[at], at))
            first.append(one.own[rank[0]])
            two = [one.own[at] for at in rank[:2]]
            second.append(sum(two) / min(2, sum(one.own)))
            within.append(any(one.own[at] for at in rank[:3]))
    count = len(first)
    return (
        f"passages {count}  P@1 {sum(first) / count:.3f}  R@2 {sum(second) / count:.3f}"
        f"  one within three {sum(within) / count:.3f}"
    )


def stored(points: Mapping[str, int]) -> str:
    """Return points as the text of ranking.toml."""
    parts = [HEAD, "format = 1\n", "\n[signs]\n"]
    kinds = ("word ", "verb ")
    for sign, value in sorted(points.items(), key=lambda each: (-each[1], each[0])):
        if not sign.startswith(kinds):
            parts.append(f'"{sign}" = {value}\n')
    for kind in kinds:
        by_value: dict[int, list[str]] = defaultdict(list)
        for sign, value in points.items():
            if sign.startswith(kind):
                by_value[value].append(sign.removeprefix(kind))
        parts.append(f"\n[{kind.strip()}]\n")
        for value, stems in sorted(by_value.items(), reverse=True):
            parts.append(f'"{value}" = "{" ".join(sorted(stems))}"\n')
    return "".join(parts)


def main() -> None:
    """Write ranking.toml, or print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    options = parser.parse_args()
    every = passages(options.folder)
    if options.cross_validate:
        print(cross_validated(every))  # noqa: T201
    else:
        options.output.write_text(stored(fitted(every)), encoding="utf-8")


if __name__ == "__main__":
    main()
