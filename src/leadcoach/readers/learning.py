"""Makes weights.json: `python -m leadcoach.readers.learning FOLDER`, of labelled passages.

With --cross-validate it prints the figures instead: ten folds by source over the passages by
real people, each scored by a model that never saw its source. Invented passages (train_*, and
our own invented.jsonl) only ever teach. Plain Python; two minutes or three.
"""

import argparse
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from leadcoach.domain.reading import CONCEPTIONS, EDGES
from leadcoach.readers.features import Features, featured
from leadcoach.readers.figures import Guess, best_start, report, sure_start
from leadcoach.readers.fitting import (
    Example,
    Group,
    Row,
    Settings,
    fit_classes,
    fit_flag,
    fit_order,
)
from leadcoach.readers.model import CLASSES, LABELS, SCALE, Model
from leadcoach.readers.passages import passage_features
from leadcoach.readers.taught import (
    FOLDS,
    POINTED_WEIGHT,
    Passage,
    files,
    folds,
    passages,
)

FEWEST_SOURCES = 4
"""a feature seen in fewer different sources is dropped: no names, no rare words"""
FAINT = 0.02
"""a feature with no weight beyond this is dropped"""
ORDER_PENALTY = 50
STANCE = Settings(penalty=10, epochs=15, rate=0.05)
PASSAGE = Settings(penalty=5, epochs=20, rate=0.05)
_ORDER_SCALES = {"t:": 2.0, "v:": 2.0, "phrase ": 1.5, "any phrase ": 1.5, "": 0.7}
"""by how a feature's name begins; forms are few and in every sentence, and drown words"""
_STANCE_SCALES = {**_ORDER_SCALES, "": 1.0}
_PASSAGE_SCALES = {"t:": 2.0, "": 1.0}
_CREDITS = (
    "Learned from labelled passages by many authors: opensource.com, The Open"
    " Organization books and The Changelog transcripts (CC-BY-SA-4.0), blogs and"
    " handbooks under CC-BY-4.0 and CC-BY-SA-4.0, public-domain texts of Project"
    " Gutenberg; and from passages invented for leadcoach. These weights are shared"
    " under CC-BY-SA-4.0. They hold single words and pairs, no sentences."
)


class _Columns:
    """The features that stand in enough sources, numbered."""

    def __init__(self, rows: Iterable[tuple[str, Features]]) -> None:
        sources: dict[str, set[str]] = defaultdict(set)
        for source, row in rows:
            for name in row:
                sources[name].add(source)
        self.names = sorted(
            each for each, of in sources.items() if len(of) >= FEWEST_SOURCES
        )
        self._places = {name: at for at, name in enumerate(self.names)}

    def row(self, features: Features, scales: Sequence[float]) -> Row:
        """Return features as columns and scaled values."""
        places = ((self._places.get(name), value) for name, value in features.items())
        return [(at, value * scales[at]) for at, value in places if at is not None]

    def scales(self, table: Mapping[str, float]) -> list[float]:
        """Return the scale of each column, by how its name begins."""
        return [
            next(by for start, by in table.items() if name.startswith(start))
            for name in self.names
        ]


def fit(taught: Sequence[Passage]) -> Model:
    """Return a model of `taught`, with thresholds still to be set."""
    forms = [featured(each.sentences, each.kind) for each in taught]
    columns = _Columns(
        (each.source, row)
        for each, rows in zip(taught, forms, strict=True)
        for row in rows
    )
    heads = [
        *_fit_order(taught, forms, columns),
        *_fit_stances(taught, forms, columns),
    ]
    return Model(_named(columns, heads), _fit_passages(taught))


def _fit_order(
    taught: Sequence[Passage], forms: Sequence[Sequence[Features]], columns: _Columns
) -> list[list[float]]:
    scales = columns.scales(_ORDER_SCALES)
    groups = [
        Group(
            rows=[columns.row(form, scales) for form in its],
            own=[label != "none" for label in each.stance],
            weight=each.weight,
        )
        for each, its in zip(taught, forms, strict=True)
    ]
    return [_unscaled(fit_order(groups, len(scales), ORDER_PENALTY), scales)]


def _fit_stances(
    taught: Sequence[Passage], forms: Sequence[Sequence[Features]], columns: _Columns
) -> list[list[float]]:
    scales = columns.scales(_STANCE_SCALES)
    examples = [
        Example(columns.row(form, scales), CLASSES.index(label), each.weight)
        for each, its in zip(taught, forms, strict=True)
        for form, label in zip(its, each.stance, strict=True)
    ]
    heads = fit_classes(examples, len(CLASSES), len(scales), STANCE)
    return [_unscaled(head, scales) for head in heads]


def _unscaled(weights: Sequence[float], scales: Sequence[float]) -> list[float]:
    return [weight * by for weight, by in zip(weights, scales, strict=True)]


def _fit_passages(every: Sequence[Passage]) -> dict[str, tuple[float, ...]]:
    taught = [each for each in every if each.labels is not None]
    forms = [passage_features(each.sentences, each.kind) for each in taught]
    columns = _Columns(
        (each.source, form) for each, form in zip(taught, forms, strict=True)
    )
    scales = columns.scales(_PASSAGE_SCALES)
    rows = [columns.row(form, scales) for form in forms]
    heads = []
    for label in LABELS:
        examples = [
            Example(row, label in (each.labels or ()), each.weight)
            for each, row in zip(taught, rows, strict=True)
        ]
        heads.append(_unscaled(fit_flag(examples, len(scales), PASSAGE), scales))
    return _named(columns, heads)


def _named(
    columns: _Columns, heads: Sequence[Sequence[float]]
) -> dict[str, tuple[float, ...]]:
    """Return the weights of each feature by its name, but for features that are faint."""
    named = {}
    for at, name in enumerate(columns.names):
        weights = tuple(round(head[at], 2) for head in heads)
        if max(map(abs, weights)) >= FAINT:
            named[name] = weights
    return named


def guesses(model: Model, asked: Sequence[Passage]) -> list[Guess]:
    """Return what a model makes of passages, beside what is true of them."""
    return [
        Guess(
            truth=each.stance,
            true_conceptions=each.conceptions,
            true_edges=each.edges,
            seen=tuple(model.sentences(each.sentences, each.kind)),
            chances=model.labels(each.sentences, each.kind),
        )
        for each in asked
    ]


def _fold(every: Sequence[Passage], number: int) -> list[Guess]:
    real = [each for each in every if each.real]
    at = folds(real)
    taught = [each for each, fold in zip(real, at, strict=True) if fold != number]
    asked = [each for each, fold in zip(real, at, strict=True) if fold == number]
    model = fit([*taught, *(each for each in every if not each.real)])
    return guesses(model, asked)


def cross_validated(every: Sequence[Passage]) -> list[list[Guess]]:
    """Return the guesses of each fold, by models that never saw its sources."""
    with ProcessPoolExecutor() as pool:
        return list(pool.map(partial(_fold, every), range(FOLDS)))


def thresholds(known: Sequence[Guess]) -> dict[str, float]:
    """Return the chances from which to give labels, chosen on guesses beside the truth."""
    return {
        "sure_from": sure_start(known),
        "conceptions_from": best_start(known, CONCEPTIONS),
        "edges_from": best_start(known, EDGES),
    }


def _stored(model: Model, folder: Path, every: Sequence[Passage]) -> dict[str, Any]:
    return {
        "format": 2,
        "credits": _CREDITS,
        "inputs": {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in files(folder)
        },
        "passages": dict(
            Counter("real" if each.real else "invented" for each in every)
        ),
        "parameters": {
            "order": {"penalty": ORDER_PENALTY},
            "stance": STANCE._asdict(),
            "passage": PASSAGE._asdict(),
            "fewest_sources": FEWEST_SOURCES,
            "pointed_weight": POINTED_WEIGHT,
            "faint": FAINT,
        },
        "thresholds": {
            "sure_from": model.sure_from,
            "conceptions_from": model.conceptions_from,
            "edges_from": model.edges_from,
        },
        "heads": {"sentence": ["order", *CLASSES], "passage": LABELS},
        "sentence": _lines(model.sentence),
        "passage": _lines(model.passage),
    }


def _lines(weights: Mapping[str, Sequence[float]]) -> dict[str, str]:
    return {
        name: " ".join(str(round(weight * SCALE)) for weight in each)
        for name, each in weights.items()
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Make weights.json, or print the figures by cross-validation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument(
        "--output", type=Path, default=Path(__file__).parent / "weights.json"
    )
    options = parser.parse_args(arguments)
    every = passages(options.folder)
    parts = cross_validated(every)
    if options.cross_validate:
        print(report(parts, thresholds))  # noqa: T201
        return
    model = fit(every)
    chosen = thresholds([guess for part in parts for guess in part])
    best = Model(model.sentence, model.passage, **chosen)
    text = json.dumps(_stored(best, options.folder, every), separators=(",", ":"))
    lines = text.replace('",', '",\n').replace("},", "},\n")
    options.output.write_text(f"{lines}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
