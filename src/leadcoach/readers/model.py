"""The learned weights, and what they make of the sentences of a passage.

A sentence's score is a sum: each feature has one weight for the order of the sentences, and
one for each stance. The weights are in weights.json, made by readers/learning.py.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from leadcoach.domain.reading import CONCEPTIONS, EDGES, STANCES
from leadcoach.readers.features import Features, featured
from leadcoach.readers.passages import passage_features

CLASSES = ("none", *STANCES)
LABELS = (*CONCEPTIONS, *EDGES)
SCALE = 100
"""weights are stored as whole numbers of hundredths"""
_MOST_LABELS = 3
_ORDER, _FIRST_CLASS = 0, 1


class Seen(NamedTuple):
    """What the model makes of one sentence."""

    score: float
    """how clearly it tells an own act; higher is clearer"""
    chances: tuple[float, ...]
    """of each of CLASSES, adding up to one"""

    @property
    def stance(self) -> str:
        """Return the likeliest label, `none` among them."""
        return CLASSES[self.chances.index(max(self.chances))]

    @property
    def act(self) -> tuple[str, float]:
        """Return the likeliest stance, were there one, and its chance."""
        best = max(range(1, len(CLASSES)), key=self.chances.__getitem__)
        return CLASSES[best], self.chances[best]


class Model(NamedTuple):
    """Weights by the names of features, and the chances from which a label is given."""

    sentence: Mapping[str, Sequence[float]]
    """for the order, then for each of CLASSES"""
    passage: Mapping[str, Sequence[float]]
    """for each of LABELS"""
    sure_from: float = 0.5
    conceptions_from: float = 0.3
    edges_from: float = 0.3

    def sentences(self, texts: Sequence[str], kind: str) -> list[Seen]:
        """Return what is seen in each sentence of one passage."""
        return [self.seen(row) for row in featured(texts, kind)]

    def seen(self, row: Features) -> Seen:
        """Return what is seen in a sentence of these features."""
        sums = [0.0] * (len(CLASSES) + 1)
        for name, value in row.items():
            if name in self.sentence:
                for at, weight in enumerate(self.sentence[name]):
                    sums[at] += weight * value
        chances = softmax(sums[_FIRST_CLASS:])
        return Seen(sums[_ORDER], tuple(chances))

    def knows(self, word: str) -> bool:
        """Tell whether a word was met often enough to have a weight."""
        return f"t:{word}" in self.sentence

    def sure(self, chance: float) -> float:
        """Return a chance as sureness: one half is where the guess is stood by."""
        if chance < self.sure_from:
            return 0.5 * chance / self.sure_from
        return 0.5 + 0.5 * (chance - self.sure_from) / (1 - self.sure_from)

    def labels(self, texts: Sequence[str], kind: str) -> Mapping[str, float]:
        """Return the chance of each conception and edge in a passage."""
        sums = [0.0] * len(LABELS)
        for value, weights in self._weighed(texts, kind):
            for at, weight in enumerate(weights):
                sums[at] += weight * value
        return dict(zip(LABELS, map(chance, sums), strict=True))

    def odds(self, texts: Sequence[str], kind: str, label: str) -> float:
        """Return the log-odds of one conception or edge in a passage."""
        at = LABELS.index(label)
        return sum(
            [weights[at] * value for value, weights in self._weighed(texts, kind)]
        )

    def _weighed(
        self, texts: Sequence[str], kind: str
    ) -> Iterator[tuple[float, Sequence[float]]]:
        for name, value in passage_features(texts, kind).items():
            if name in self.passage:
                yield value, self.passage[name]

    def conceptions(self, chances: Mapping[str, float]) -> tuple[str, ...]:
        """Return the conceptions that are likely enough, the likeliest first."""
        return likely(chances, CONCEPTIONS, self.conceptions_from)

    def edges(self, chances: Mapping[str, float]) -> tuple[str, ...]:
        """Return the edges that are likely enough, the likeliest first."""
        return likely(chances, EDGES, self.edges_from)


def likely(
    chances: Mapping[str, float], labels: Sequence[str], start: float
) -> tuple[str, ...]:
    """Return up to three labels with a chance of at least `start`, the likeliest first."""
    enough = [label for label in labels if chances[label] >= start]
    return tuple(sorted(enough, key=lambda each: -chances[each])[:_MOST_LABELS])


def chance(odds: float) -> float:
    """Return log-odds as a chance between nothing and one."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def softmax(scores: Sequence[float]) -> list[float]:
    """Return scores as chances that add up to one."""
    highest = max(scores)
    raised = [math.exp(score - highest) for score in scores]
    total = sum(raised)
    return [each / total for each in raised]


class Written(Mapping[str, tuple[float, ...]]):
    """Weights as they are stored, each a line of whole numbers, read when asked for.

    An account meets a few hundred of the thousands there are.
    """

    def __init__(self, lines: Mapping[str, str]) -> None:
        self._lines = lines
        self._read: dict[str, tuple[float, ...]] = {}

    def __getitem__(self, name: str) -> tuple[float, ...]:
        if name not in self._read:
            numbers = map(int, self._lines[name].split())
            self._read[name] = tuple(number / SCALE for number in numbers)
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


@cache
def learned() -> Model:
    """Return the model that comes with leadcoach."""
    path = Path(__file__).parent / "weights.json"
    stored: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Model(
        sentence=Written(stored["sentence"]),
        passage=Written(stored["passage"]),
        **stored["thresholds"],
    )
