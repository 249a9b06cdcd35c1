"""Labels passages: `python -m leadcoach.readers.label PASSAGES.jsonl`, one line for each.

A line in has `id`, `kind` and `sentences`; a line out has `id`, `stance` (a label a
sentence), `sure` (0 to 1 a sentence; from 0.5 on the guess is stood by), `rank` (sentence
numbers, clearest own act first), `conceptions` and `edges`.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from leadcoach.errors import Unreadable
from leadcoach.readers.model import Model, Seen, learned

_KINDS = ("best", "struggle", "mixed")
_SURE = 0.5


def labelled(passage: Mapping[str, Any], model: Model | None = None) -> dict[str, Any]:
    """Return the labels of one passage, given as one object of the passages' file."""
    model = model or learned()
    texts = [str(each) for each in passage.get("sentences") or ()]
    kind = passage.get("kind")
    kind = kind if kind in _KINDS else "mixed"
    seen = model.sentences(texts, kind)
    sure = [model.sure(one.act[1]) for one in seen]
    chances = model.labels(texts, kind)
    return {
        "id": passage.get("id", ""),
        "stance": [_label(*pair) for pair in zip(seen, sure, strict=True)],
        "sure": [round(each, 4) for each in sure],
        "rank": sorted(range(len(seen)), key=lambda at: (-seen[at].score, at)),
        "conceptions": list(model.conceptions(chances)),
        "edges": list(model.edges(chances)),
    }


def _label(one: Seen, sure: float) -> str:
    # What is stood by is named, even where "none" comes close.
    return one.act[0] if sure >= _SURE else one.stance


def _passages(path: Path) -> Iterator[Mapping[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as problem:
        message = f"{path} cannot be read as text."
        raise Unreadable(message, "Give a file of passages.") from problem
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _passage(line, f"{path}, line {number}")


def _passage(line: str, where: str) -> Mapping[str, Any]:
    hint = "Each line is a JSON object with `id`, `kind` and `sentences`."
    try:
        row = json.loads(line)
    except ValueError as problem:
        raise Unreadable(f"{where}: this is not JSON.", hint) from problem
    if not isinstance(row, dict) or not isinstance(row.get("sentences", []), list):
        raise Unreadable(f"{where}: this is not a passage.", hint)
    return row


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a line of labels for each passage of a file; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m leadcoach.readers.label", description=__doc__
    )
    parser.add_argument("passages", type=Path)
    options = parser.parse_args(arguments)
    try:
        for passage in _passages(options.passages):
            sys.stdout.write(json.dumps(labelled(passage), ensure_ascii=False) + "\n")
    except Unreadable as problem:
        sys.stderr.write(f"{problem} {problem.hint}\n")
        return int(problem.code)
    return 0


if __name__ == "__main__":
    sys.exit(main())
