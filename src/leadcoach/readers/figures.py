"""How well guesses fit the truth: the figures of the labelled passages."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from leadcoach.domain.reading import CONCEPTIONS, EDGES
from leadcoach.readers.model import CLASSES, Seen, likely

RIGHT_WHEN_SURE = 0.77
"""the share of right guesses that sureness is set for; a little above what is asked"""
_STEPS = 60


@dataclass(frozen=True)
class Guess:
    """What a model made of one passage, beside what is true of it."""

    truth: Sequence[str]
    true_conceptions: Sequence[str]
    true_edges: Sequence[str]
    seen: Sequence[Seen]
    chances: Mapping[str, float]

    def true_labels(self, labels: Sequence[str]) -> Sequence[str]:
        """Return the true ones of `labels`."""
        return self.true_conceptions if labels is CONCEPTIONS else self.true_edges


def order(seen: Sequence[Seen]) -> list[int]:
    """Return the numbers of sentences, the clearest own act first."""
    return sorted(range(len(seen)), key=lambda at: (-seen[at].score, at))


def sure_start(known: Sequence[Guess]) -> float:
    """Return the lowest chance from which enough of the guesses of a stance are right."""
    pairs = sorted(
        (
            (one.act[1], one.act[0] == label)
            for guess in known
            for one, label in zip(guess.seen, guess.truth, strict=True)
        ),
        reverse=True,
    )
    right, start = 0, 0.9
    for count, (chance, is_right) in enumerate(pairs, 1):
        right += is_right
        if count >= 20 and right / count >= RIGHT_WHEN_SURE:
            start = chance
    return round(start, 4)


def best_start(known: Sequence[Guess], labels: Sequence[str]) -> float:
    """Return the chance from which labels are given so that their micro-F1 is highest."""
    starts = [step / _STEPS for step in range(3, _STEPS - 10)]
    return max(starts, key=lambda start: _micro(_label_pairs(known, labels, start)))


def _label_pairs(
    known: Sequence[Guess], labels: Sequence[str], start: float
) -> list[tuple[set[str], set[str]]]:
    return [
        (set(one.true_labels(labels)), set(likely(one.chances, labels, start)))
        for one in known
    ]


def _micro(pairs: Sequence[tuple[set[str], set[str]]]) -> float:
    hits = sum(len(true & given) for true, given in pairs)
    return 2 * hits / max(1, sum(len(true) + len(given) for true, given in pairs))


def report(
    parts: Sequence[Sequence[Guess]],
    choose: Callable[[Sequence[Guess]], Mapping[str, float]],
) -> str:
    """Return the figures; the thresholds of a fold are chosen on the other folds."""
    starts = [
        choose([guess for other in parts if other is not part for guess in other])
        for part in parts
    ]
    every = [guess for part in parts for guess in part]
    sure = [
        (one, label, one.act[1] >= start["sure_from"])
        for part, start in zip(parts, starts, strict=True)
        for guess in part
        for one, label in zip(guess.seen, guess.truth, strict=True)
    ]
    lines = [_moments(every), _sureness(sure), _stances(every)]
    for name, labels in (("conceptions", CONCEPTIONS), ("edges", EDGES)):
        pairs = [
            pair
            for part, start in zip(parts, starts, strict=True)
            for pair in _label_pairs(part, labels, start[f"{name}_from"])
        ]
        lines.append(f"{name:12}micro-F1 {_micro(pairs):.3f}")
    return "\n".join(lines)


def _moments(every: Sequence[Guess]) -> str:
    first, second, within = [], [], []
    for guess in every:
        own = [label != "none" for label in guess.truth]
        if any(own):
            ranked = [own[at] for at in order(guess.seen)]
            first.append(ranked[0])
            second.append(sum(ranked[:2]) / min(2, sum(own)))
            within.append(any(ranked[:3]))
    count = len(first)
    return (
        f"passages    {len(every)}, with an own act {count}\n"
        f"moments     P@1 {sum(first) / count:.3f}   R@2 {sum(second) / count:.3f}"
        f"   one within three {sum(within) / count:.3f}"
    )


def _sureness(sure: Sequence[tuple[Seen, str, bool]]) -> str:
    given = [(one.act[0], label) for one, label, is_sure in sure if is_sure]
    right = sum(guess == label for guess, label in given)
    own = sum(label != "none" for _, label, _ in sure)
    share = sum(label != "none" for _, label in given) / max(1, own)
    return (
        f"sure        right {right / max(1, len(given)):.3f}   given for {share:.3f}"
        f" of the own acts   ({len(given)} guesses)"
    )


def _stances(every: Sequence[Guess]) -> str:
    truth = [label for guess in every for label in guess.truth]
    found = [one.stance for guess in every for one in guess.seen]
    f1 = {label: _f1(truth, found, label) for label in CLASSES}
    listed = "  ".join(f"{label} {value:.2f}" for label, value in f1.items())
    mean = sum(f1.values()) / len(f1)
    return (
        f"stance      kappa {kappa(truth, found):.3f}   macro-F1 {mean:.3f}   {listed}"
    )


def kappa(truth: Sequence[str], found: Sequence[str]) -> float:
    """Return Cohen's kappa of two readings of the same sentences."""
    count = len(truth)
    same = sum(a == b for a, b in zip(truth, found, strict=True)) / count
    left, right = Counter(truth), Counter(found)
    chance = sum(left[each] * right[each] for each in CLASSES) / count**2
    return (same - chance) / (1 - chance)


def _f1(truth: Sequence[str], found: Sequence[str], label: str) -> float:
    hits = sum(a == b == label for a, b in zip(truth, found, strict=True))
    return 2 * hits / max(1, truth.count(label) + found.count(label))
