"""Makes weights.json: `python -m leadcoach.readers.learning FOLDER`, of labelled passages.

With --cross-validate it prints the figures instead: ten folds by source over the passages by
real people, each scored by a model that never saw its source. Invented passages (train_*)
only ever teach. Plain Python; a minute or two.
"""

import argparse
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
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
from leadcoach.readers.model import CLASSES, SCALE, Model
from leadcoach.readers.passages import passage_features

FOLDS = 10
FEWEST_SOURCES = 3
"""a feature seen in fewer different sources is dropped: no names, no rare words"""
INVENTED_WEIGHT = 0.5
FAINT = 0.08
"""a feature with no weight beyond this is dropped"""
ORDER = Settings(penalty=40, epochs=25, rate=0.05)
STANCE = Settings(penalty=10, epochs=15, rate=0.05)
PASSAGE = Settings(penalty=5, epochs=20, rate=0.05)
_SCALES = (("t:", 2.0), ("v:", 2.0), ("phrase ", 1.5), ("any phrase ", 1.5))
_CREDITS = (
    "Learned from labelled passages by many authors: opensource.com, The Open"
    " Organization books and The Changelog transcripts (CC-BY-SA-4.0), blogs and"
    " handbooks under CC-BY-4.0 and CC-BY-SA-4.0, public-domain texts of Project"
    " Gutenberg; and from passages invented for leadcoach. These weights are shared"
    " under CC-BY-SA-4.0. They hold single words and pairs, no sentences."
)


@dataclass(frozen=True)
class Passage:
    """A labelled passage; `source` is the same for passages that may share words."""

    id: str
    source: str
    kind: str
    sentences: tuple[str, ...]
    stance: tuple[str, ...]
    labels: frozenset[str]
    conceptions: tuple[str, ...]
    edges: tuple[str, ...]
    real: bool


def passages(folder: Path) -> list[Passage]:
    """Return the passages of real_*.jsonl and train_*.jsonl in `folder`."""
    return [
        _passage(json.loads(line), real=path.name.startswith("real"))
        for path in _files(folder)
        for line in path.read_text(encoding="utf-8").split("\n")
        if line.strip()
    ]


def _files(folder: Path) -> list[Path]:
    return sorted([*folder.glob("real_*.jsonl"), *folder.glob("train_*.jsonl")])


def _passage(row: Mapping[str, Any], *, real: bool) -> Passage:
    return Passage(
        id=row["id"],
        source=row["source"],
        kind=row["kind"],
        sentences=tuple(row["sentences"]),
        stance=tuple(row["stance"]),
        labels=frozenset(row["conceptions"] + row["edges"]),
        conceptions=tuple(row["conceptions"]),
        edges=tuple(row["edges"]),
        real=real,
    )


class _Columns:
    """The features that stand in enough sources, numbered, with their scales."""

    def __init__(self, rows: Iterable[tuple[str, Features]]) -> None:
        sources: dict[str, set[str]] = defaultdict(set)
        for source, row in rows:
            for name in row:
                sources[name].add(source)
        names = sorted(
            each for each, of in sources.items() if len(of) >= FEWEST_SOURCES
        )
        self.names = names
        self._places = {name: at for at, name in enumerate(names)}
        self.scales = [_scale(name) for name in names]

    def row(self, features: Features) -> Row:
        """Return features as columns and scaled values."""
        places = ((self._places.get(name), value) for name, value in features.items())
        return [(at, value * self.scales[at]) for at, value in places if at is not None]


def _scale(name: str) -> float:
    return next((by for start, by in _SCALES if name.startswith(start)), 1.0)


def fit(taught: Sequence[Passage]) -> Model:
    """Return a model of `taught`, with thresholds still to be set."""
    forms = [featured(each.sentences, each.kind) for each in taught]
    columns = _Columns(
        (each.source, row)
        for each, rows in zip(taught, forms, strict=True)
        for row in rows
    )
    rows = [[columns.row(form) for form in each] for each in forms]
    width = len(columns.names)
    order = fit_order(_groups(taught, rows), width, ORDER)
    stances = fit_classes(_examples(taught, rows), len(CLASSES), width, STANCE)
    sentence = {
        name: tuple(round(scale * weights[at], 2) for weights in (order, *stances))
        for at, (name, scale) in enumerate(
            zip(columns.names, columns.scales, strict=True)
        )
    }
    return Model(_without_faint(sentence), _fit_passages(taught))


def _without_faint(
    sentence: Mapping[str, tuple[float, ...]],
) -> dict[str, tuple[float, ...]]:
    return {
        name: each for name, each in sentence.items() if max(map(abs, each)) >= FAINT
    }


def _weight(passage: Passage) -> float:
    return 1.0 if passage.real else INVENTED_WEIGHT


def _groups(taught: Sequence[Passage], rows: Sequence[Sequence[Row]]) -> list[Group]:
    return [
        Group(its, [label != "none" for label in each.stance], _weight(each))
        for each, its in zip(taught, rows, strict=True)
    ]


def _examples(
    taught: Sequence[Passage], rows: Sequence[Sequence[Row]]
) -> list[Example]:
    return [
        Example(row, CLASSES.index(label), _weight(each))
        for each, its in zip(taught, rows, strict=True)
        for row, label in zip(its, each.stance, strict=True)
    ]


def _fit_passages(taught: Sequence[Passage]) -> dict[str, dict[str, float]]:
    forms = [passage_features(each.sentences, each.kind) for each in taught]
    columns = _Columns(
        (each.source, form) for each, form in zip(taught, forms, strict=True)
    )
    rows = [columns.row(form) for form in forms]
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for label in (*CONCEPTIONS, *EDGES):
        examples = [
            Example(row, label in each.labels, _weight(each))
            for each, row in zip(taught, rows, strict=True)
        ]
        weights = fit_flag(examples, len(columns.names), PASSAGE)
        for name, scale, weight in zip(
            columns.names, columns.scales, weights, strict=True
        ):
            if abs(weight * scale) >= FAINT:
                found[name][label] = round(weight * scale, 2)
    return dict(found)


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


def folds(real: Sequence[Passage]) -> list[int]:
    """Return the fold of each passage: all of one source fall in the same."""
    ordered = sorted(
        {each.source for each in real},
        key=lambda source: hashlib.sha256(source.encode()).hexdigest(),
    )
    place = {source: at % FOLDS for at, source in enumerate(ordered)}
    return [place[each.source] for each in real]


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
        "format": 1,
        "credits": _CREDITS,
        "inputs": {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in _files(folder)
        },
        "passages": dict(
            Counter("real" if each.real else "invented" for each in every)
        ),
        "parameters": {
            "order": ORDER._asdict(),
            "stance": STANCE._asdict(),
            "passage": PASSAGE._asdict(),
            "fewest_sources": FEWEST_SOURCES,
            "invented_weight": INVENTED_WEIGHT,
            "faint": FAINT,
        },
        "thresholds": {
            "sure_from": model.sure_from,
            "conceptions_from": model.conceptions_from,
            "edges_from": model.edges_from,
        },
        "sentence": {
            name: [round(weight * SCALE) for weight in each]
            for name, each in model.sentence.items()
        },
        "passage": {
            name: {label: round(weight * SCALE) for label, weight in each.items()}
            for name, each in model.passage.items()
        },
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
    lines = text.replace("],", "],\n").replace("},", "},\n")
    options.output.write_text(f"{lines}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
