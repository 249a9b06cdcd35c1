"""The lowest point of a smooth convex loss, in plain Python: L-BFGS.

After Liu and Nocedal (1989), with steps halved until the loss falls enough. There is nothing
to tune and no chance in it.
"""

from collections import deque
from collections.abc import Callable, Sequence
from operator import mul
from typing import TypeAlias

Loss: TypeAlias = Callable[[list[float]], tuple[float, list[float]]]
"""the loss at a point, and its slope there"""

_MEMORY = 8
_MOST_STEPS = 150
_FLAT = 1e-4
"""a slope shorter than this share of the first one is the bottom"""
_FALLS_ENOUGH = 1e-4
_SHORTEST = 1e-8


def lowest(loss: Loss, width: int) -> list[float]:
    """Return the point of `width` numbers at which `loss` is lowest, starting from zero."""
    point = [0.0] * width
    value, slope = loss(point)
    flat = _FLAT**2 * _product(slope, slope)
    past: deque[tuple[list[float], list[float]]] = deque(maxlen=_MEMORY)
    for _ in range(_MOST_STEPS):
        if _product(slope, slope) <= flat:
            break
        way = _way_down(slope, past)
        moved = _step(loss, point, value, way, _product(slope, way))
        if moved is None:
            break
        there, value, after = moved
        step = _minus(there, point)
        turn = _minus(after, slope)
        if _product(step, turn) > 0:
            past.append((step, turn))
        point, slope = there, after
    return point


def _step(
    loss: Loss, point: list[float], value: float, way: list[float], fall: float
) -> tuple[list[float], float, list[float]] | None:
    """Return the next point with its loss and slope, or None where none is lower."""
    size = 1.0
    while size > _SHORTEST:
        there = [at + size * by for at, by in zip(point, way, strict=True)]
        lower, slope = loss(there)
        if lower <= value + _FALLS_ENOUGH * size * fall:
            return there, lower, slope
        size /= 2
    return None


def _way_down(
    slope: Sequence[float], past: Sequence[tuple[list[float], list[float]]]
) -> list[float]:
    way = [-each for each in slope]
    if not past:
        length = _product(slope, slope) ** 0.5
        return [each / length for each in way]
    shares = []
    for step, turn in reversed(past):
        share = _product(step, way) / _product(step, turn)
        shares.append(share)
        way = [each - share * by for each, by in zip(way, turn, strict=True)]
    step, turn = past[-1]
    scale = _product(step, turn) / _product(turn, turn)
    way = [scale * each for each in way]
    for (step, turn), share in zip(past, reversed(shares), strict=True):
        back = share - _product(turn, way) / _product(step, turn)
        way = [each + back * by for each, by in zip(way, step, strict=True)]
    return way


def _product(left: Sequence[float], right: Sequence[float]) -> float:
    total: float = sum(map(mul, left, right))
    return total


def _minus(left: Sequence[float], right: Sequence[float]) -> list[float]:
    return [a - b for a, b in zip(left, right, strict=True)]
