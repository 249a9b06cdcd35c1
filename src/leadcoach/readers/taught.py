"""The labelled passages that weights are learned from, and the folds they are scored in."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

INVENTED = Path(__file__).parent / "invented.jsonl"
"""passages of leadcoach's own, invented in the manner of real ones; they only teach"""
FOLDS = 10
POINTED_WEIGHT = 0.5
"""of the passages of train_*.jsonl, wrier and more pointed than real ones"""


@dataclass(frozen=True)
class Passage:
    """A labelled passage; `source` is the same for passages that may share words."""

    id: str
    source: str
    kind: str
    sentences: tuple[str, ...]
    stance: tuple[str, ...]
    conceptions: tuple[str, ...]
    edges: tuple[str, ...]
    labels: frozenset[str] | None
    """conceptions and edges together, or None where nobody looked for any"""
    real: bool
    weight: float


def passages(folder: Path) -> list[Passage]:
    """Return the passages of real_*.jsonl and train_*.jsonl in `folder`, and our own."""
    return [
        _passage(json.loads(line), path)
        for path in files(folder)
        for line in path.read_text(encoding="utf-8").split("\n")
        if line.strip()
    ]


def files(folder: Path) -> list[Path]:
    """Return the files that `passages` reads."""
    found = sorted([*folder.glob("real_*.jsonl"), *folder.glob("train_*.jsonl")])
    return [*found, *([INVENTED] if INVENTED.is_file() else [])]


def _passage(row: Mapping[str, Any], path: Path) -> Passage:
    conceptions = tuple(row.get("conceptions", ()))
    edges = tuple(row.get("edges", ()))
    return Passage(
        id=row["id"],
        source=row["source"],
        kind=row["kind"],
        sentences=tuple(row["sentences"]),
        stance=tuple(row["stance"]),
        conceptions=conceptions,
        edges=edges,
        labels=frozenset((*conceptions, *edges)) if "edges" in row else None,
        real=path.name.startswith("real"),
        weight=POINTED_WEIGHT if path.name.startswith("train") else 1.0,
    )


def folds(real: Sequence[Passage]) -> list[int]:
    """Return the fold of each passage: all of one source fall in the same."""
    ordered = sorted(
        {each.source for each in real},
        key=lambda source: hashlib.sha256(source.encode()).hexdigest(),
    )
    place = {source: at % FOLDS for at, source in enumerate(ordered)}
    return [place[each.source] for each in real]
