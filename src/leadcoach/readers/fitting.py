"""Fitting linear models in plain Python: adaptive steps, the same result every time.

Both fits are AdaGrad (Duchi, Hazan, Singer 2011) over sparse rows, with a squared penalty
that each feature pays in the steps in which it occurs.
"""

import math
import random
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from leadcoach.readers.model import softmax

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


def fit_order(groups: Sequence[Group], width: int, how: Settings) -> list[float]:
    """Return weights by which own acts stand above the other sentences of their passage."""
    usable = [group for group in groups if 0 < sum(group.own) < len(group.own)]
    steps = _Steps(_occurrences([row for g in usable for row in g.rows], width), how)
    order = random.Random(how.seed)
    for _ in range(how.epochs):
        for group in order.sample(usable, len(usable)):
            scores = [dot(steps.weights, row) for row in group.rows]
            pulls = _pulls(scores, group)
            for row, pull in zip(group.rows, pulls, strict=True):
                steps.take(row, pull)
    return steps.weights


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


def chance(score: float) -> float:
    """Return a score as a chance between nothing and one."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


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


def _pulls(scores: Sequence[float], group: Group) -> list[float]:
    """Return the slope of the pairwise logistic loss at each sentence."""
    pulls = [0.0] * len(scores)
    pairs = sum(group.own) * (len(group.own) - sum(group.own))
    share = 2 * group.weight / math.sqrt(pairs)
    for up, is_own in enumerate(group.own):
        for down, other in enumerate(group.own):
            if is_own and not other:
                gap = max(-30.0, min(30.0, scores[up] - scores[down]))
                pull = share / (1 + math.exp(gap))
                pulls[up] -= pull
                pulls[down] += pull
    return pulls
