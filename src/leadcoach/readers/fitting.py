"""Fitting linear models in plain Python, the same result every time.

The order is fitted to the bottom of its loss (readers/descent.py). The labels are fitted by
AdaGrad (Duchi, Hazan, Singer 2011) over sparse rows, with a squared penalty that each
feature pays in the steps in which it occurs.
"""

import math
import random
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from leadcoach.readers.descent import lowest
from leadcoach.readers.model import chance, softmax

Row: TypeAlias = Sequence[tuple[int, float]]
"""the features of one sentence or passage: pairs of a column and its value"""


class Settings(NamedTuple):
    """How a model is fitted."""

    penalty: float
    epochs: int = 25
    rate: float = 0.1
    seed: int = 7


class Group(NamedTuple):
    """The sentences of one passage: their rows, which of them tell an own act, a weight."""

    rows: Sequence[Row]
    own: Sequence[bool]
    weight: float


class Example(NamedTuple):
    """One row, the number of its class, and a weight."""

    row: Row
    label: int
    weight: float


def fit_order(groups: Sequence[Group], width: int, penalty: float) -> list[float]:
    """Return weights by which own acts stand above the other sentences of their passage.

    They are the lowest point of the pairwise logistic loss with a squared penalty.
    """
    usable = [group for group in groups if 0 < sum(group.own) < len(group.own)]

    def loss(weights: list[float]) -> tuple[float, list[float]]:
        total = sum([weight * weight for weight in weights]) * penalty / 2
        slope = [penalty * weight for weight in weights]
        for group in usable:
            scores = [dot(weights, row) for row in group.rows]
            lost, pulls = _pulls(scores, group)
            total += lost
            for row, pull in zip(group.rows, pulls, strict=True):
                for at, value in row:
                    slope[at] += pull * value
        return total, slope

    return lowest(loss, width)


def fit_classes(
    examples: Sequence[Example], classes: int, width: int, how: Settings
) -> list[list[float]]:
    """Return a list of weights for each class of a multinomial logistic model."""
    often = _occurrences([example.row for example in examples], width)
    steps = [_Steps(often, how) for _ in range(classes)]
    order = random.Random(how.seed)
    for _ in range(how.epochs):
        for row, label, weight in order.sample(examples, len(examples)):
            chances = softmax([dot(each.weights, row) for each in steps])
            for at, each in enumerate(steps):
                each.take(row, weight * (chances[at] - (at == label)))
    return [each.weights for each in steps]


def fit_flag(examples: Sequence[Example], width: int, how: Settings) -> list[float]:
    """Return the weights of a logistic model for label 1 against label 0."""
    steps = _Steps(_occurrences([example.row for example in examples], width), how)
    order = random.Random(how.seed)
    for _ in range(how.epochs):
        for row, label, weight in order.sample(examples, len(examples)):
            steps.take(row, weight * (chance(dot(steps.weights, row)) - label))
    return steps.weights


def dot(weights: Sequence[float], row: Row) -> float:
    """Return the sum of a row's values, weighed."""
    return sum([weights[at] * value for at, value in row])


class _Steps:
    """How far each weight still moves; smaller the more it has moved."""

    def __init__(self, often: Sequence[int], how: Settings) -> None:
        self.weights = [0.0] * len(often)
        self._sums = [1e-3] * len(often)
        self._cost = [how.penalty / max(1, each) for each in often]
        self._rate = how.rate

    def take(self, row: Row, slope: float) -> None:
        """Step against the slope of the loss at `row`, and pay the penalty."""
        weights, sums, cost, rate = self.weights, self._sums, self._cost, self._rate
        for at, value in row:
            step = slope * value + cost[at] * weights[at]
            sums[at] += step * step
            weights[at] -= rate * step / math.sqrt(sums[at])


def _occurrences(rows: Sequence[Row], width: int) -> list[int]:
    often = [0] * width
    for row in rows:
        for at, _ in row:
            often[at] += 1
    return often


def _pulls(scores: Sequence[float], group: Group) -> tuple[float, list[float]]:
    """Return the pairwise logistic loss, and its slope at each sentence."""
    lost, pulls = 0.0, [0.0] * len(scores)
    pairs = sum(group.own) * (len(group.own) - sum(group.own))
    share = 2 * group.weight / math.sqrt(pairs)
    for up, is_own in enumerate(group.own):
        for down, other in enumerate(group.own):
            if is_own and not other:
                gap = max(-30.0, min(30.0, scores[up] - scores[down]))
                lost += share * math.log1p(math.exp(-gap))
                pull = share / (1 + math.exp(gap))
                pulls[up] -= pull
                pulls[down] += pull
    return lost, pulls
