"""How long the program takes, as ratios that hold on any machine.

    python tests/benchmark.py [RUNS]

Run it with the Python of a virtual environment that holds leadcoach as it is shipped:
installed from a wheel, not editable, with its bytecode compiled.

    python -m venv bench && bench/bin/pip install . && bench/bin/python tests/benchmark.py

Each figure is the median of RUNS runs (15 without a number) after one that does not
count. What is compared runs in turn, one after the other, so that a busy moment of the
machine meets both. Everything is read and written in a home of its own. The exit code
is 1 when a bound is not kept.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

USUAL_RUNS = 15
ENTRIES = 20
COMMAND = str(Path(sys.executable).parent / "leadcoach")

BEST = (
    "When the roof leaked, I asked each neighbour what they could bring. "
    "We agreed on the order of the work before anyone began. "
    "I kept the list, and two people who rarely speak led a part each."
)
STRUGGLE = (
    "When the treasurer pushes for a date, I say yes and do the books alone at night. "
    "I told nobody that I needed help. I was tired for a week."
)
REFLECT = (COMMAND, "reflect", "--no-input", "--json", f"--answer=best={BEST}")


@dataclass(frozen=True)
class Figure:
    """A command, what it is compared with, and how many times as long it may take."""

    name: str
    command: Sequence[str]
    beside: Sequence[str]
    bound: float


NOTHING = (sys.executable, "-c", "pass")
TYPER = (sys.executable, "-c", "import typer")
FIGURES = (
    Figure("leadcoach --version", (COMMAND, "--version"), NOTHING, 2.0),
    Figure("leadcoach --help", (COMMAND, "--help"), TYPER, 1.6),
    Figure("leadcoach journal list", (COMMAND, "journal", "list"), TYPER, 2.2),
    Figure(
        "leadcoach reflect --json",
        (*REFLECT, f"--answer=struggle={STRUGGLE}"),
        TYPER,
        4.5,
    ),
)


def main(arguments: Sequence[str]) -> int:
    """Print every figure and its ratio; return 1 when a bound is not kept."""
    runs = int(arguments[0]) if arguments else USUAL_RUNS
    kept = True
    print(f"{'':26}{'ms':>6}  {'beside':22}{'ms':>6}  {'ratio':>5}  bound")  # noqa: T201
    for figure in FIGURES:
        with tempfile.TemporaryDirectory() as home:
            environ = _environ(home)
            _seed(environ)
            took, other = _medians(figure, runs, environ)
        ratio = took / other
        kept = kept and ratio <= figure.bound
        beside = " ".join(["python", *figure.beside[1:]])
        print(  # noqa: T201
            f"{figure.name:26}{took * 1000:6.0f}  {beside:22}{other * 1000:6.0f}"
            f"  {ratio:5.2f}  {figure.bound}{'' if ratio <= figure.bound else '  missed'}"
        )
    return 0 if kept else 1


def _environ(home: str) -> Mapping[str, str]:
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "LANG")}
    return {**kept, "LEADCOACH_HOME": home, "HOME": home, "TERM": "dumb"}


def _seed(environ: Mapping[str, str]) -> None:
    """Write entries, some short and some long, as a person has them after a while."""
    _timed((*REFLECT, f"--answer=struggle={STRUGGLE}"), environ)
    (first,) = Path(environ["LEADCOACH_HOME"], "journal").glob("*/*/*.toml")
    for number in range(1, ENTRIES):
        sign = "".join("abcdefghij"[int(digit)] for digit in f"{number:08}")
        first.with_name(f"{first.stem[:-8]}{sign}.toml").write_bytes(first.read_bytes())


def _medians(
    figure: Figure, runs: int, environ: Mapping[str, str]
) -> tuple[float, float]:
    took, other = [], []
    for _ in range(runs + 1):
        took.append(_timed(figure.command, environ))
        other.append(_timed(figure.beside, environ))
    return statistics.median(took[1:]), statistics.median(other[1:])


def _timed(command: Sequence[str], environ: Mapping[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(
        command, env=environ, stdin=subprocess.DEVNULL, capture_output=True, check=True
    )
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
