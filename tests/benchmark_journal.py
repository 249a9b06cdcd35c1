"""How long finding and adding take in a journal that grew for years, as ratios.

    python tests/benchmark_journal.py [--runs N] [--large] [--without-jrnl]

Like benchmark.py, run it with the Python of an environment that holds leadcoach as it
is shipped, and jrnl 4.6 for the figures beside it:

    python -m venv bench
    bench/bin/pip install . jrnl==4.6 && bench/bin/python tests/benchmark_journal.py

Real files are written: entries of 150 words, over at most twenty years, into homes of
their own. What is compared runs in turn, and each figure is the median of N runs (7)
after one that does not count, so that all is warm; jrnl's slow ones run three times.
`--large` adds 100,000 entries, which takes some minutes and half a gigabyte. The last
rows are of entries as they are written now (tools/year.py --many), with 20 commitments
open and 1,000 closed, beside `import typer`. The exit code is 1 when a bound is not kept.
"""

import argparse
import datetime as dt
import math
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from leadcoach.domain.entry import Answer, Entry
from leadcoach.journal.entry_file import entry_to_toml

FEW, SOME, MANY, LARGE = 20, 1_000, 10_000, 100_000
WORDS = 150
SLOW_RUNS = 3
LAST_DAY = dt.datetime(2026, 11, 20, 20, 0, tzinfo=dt.UTC)
WORD, TAG = "kingfisher", "#budget"
"""in every twentieth entry; in every tenth"""
RARE = "waxwing"
"""in the oldest entry alone, so that every other is looked through"""
TEXT = (
    "the a I we and to of in for with that was it my on at they team asked said talk "
    "meeting plan work night shift roof list money time help decided waited listened "
    "agreed spoke kept gave took people neighbours order before after again together"
)
COMMON = TEXT.split()
PLACE = Path(sys.executable).parent
LEADCOACH, JRNL = str(PLACE / "leadcoach"), str(PLACE / "jrnl")
BEST = (
    "When the roof leaked, I asked each neighbour what they could bring. "
    "We agreed on the order of the work before anyone began. "
    "I kept the list, and two people who rarely speak led a part each."
)
STRUGGLE = (
    "When the treasurer pushes for a date, I say yes and do the books alone at night. "
    "I told nobody that I needed help. I was tired for a week."
)
ADD = (
    "reflect",
    "--no-input",
    f"--answer=best={BEST}",
    f"--answer=struggle={STRUGGLE}",
)
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "list": (LEADCOACH, "journal", "list"),
    "search": (LEADCOACH, "journal", "search", WORD),
    "show": (LEADCOACH, "journal", "show"),
    "search, rare": (LEADCOACH, "journal", "search", RARE),
    "search --all": (LEADCOACH, "journal", "search", WORD, "--all"),
    "tag": (LEADCOACH, "journal", "list", "--tag", TAG),
    "tag, rare": (LEADCOACH, "journal", "list", "--tag", f"#{RARE}"),
    "tag --all": (LEADCOACH, "journal", "list", "--tag", TAG, "--all"),
    "add": (LEADCOACH, *ADD, "--no-mirror"),
    "add with the mirror": (LEADCOACH, *ADD),
}
JRNLS = {"jrnl -contains": ("-contains", WORD, "--short"), "jrnl --tags": ("--tags",)}


@dataclass(frozen=True)
class Bound:
    """A command with so many entries, and how it has to stand to what it is beside."""

    name: str
    entries: int
    beside: str
    """a command with few entries, or one of jrnl with as many"""
    most: float
    is_seconds: bool = False
    """whether `most` is the difference in seconds and not the ratio"""


NO_BOUND = math.inf
"""for what shows hundreds of hits, or reads every file for a tag of one entry: told"""
BOUNDS = (
    Bound("list", SOME, "list", 1.6),
    Bound("search", SOME, "search", 1.6),
    Bound("show", SOME, "show", 1.6),
    Bound("list", MANY, "list", 2.0),
    Bound("search", MANY, "search", 0.5, is_seconds=True),
    Bound("search", MANY, "jrnl -contains", 0.6),
    Bound("search, rare", MANY, "search, rare", 0.5, is_seconds=True),
    Bound("search, rare", MANY, "jrnl -contains", 0.6),
    Bound("search --all", MANY, "jrnl -contains", NO_BOUND),
    Bound("tag", MANY, "jrnl --tags", 0.3),
    Bound("tag, rare", MANY, "jrnl --tags", NO_BOUND),
    Bound("tag --all", MANY, "jrnl --tags", NO_BOUND),
    Bound("add", MANY, "add", 1.3),
    Bound("add with the mirror", MANY, "add with the mirror", 1.3),
    Bound("add", LARGE, "add", 1.5),
    Bound("add with the mirror", LARGE, "add with the mirror", 1.5),
    Bound("search", LARGE, "jrnl -contains", 0.6),
    Bound("search, rare", LARGE, "jrnl -contains", 0.6),
    Bound("search --all", LARGE, "jrnl -contains", NO_BOUND),
)
MEGABYTES = 200
MEASURED = (
    "list",
    "search",
    "search, rare",
    "search --all",
    "show",
    "tag",
    "tag --all",
    "add with the mirror",
)
"""commands whose memory is looked at, with the most entries there are"""


YEAR = Path(__file__).parents[1] / "tools" / "year.py"
TYPER = "import typer"
AS_NOW: Mapping[str, tuple[tuple[str, ...], float]] = {
    "leadcoach": ((LEADCOACH,), 2.5),
    "commitment list": ((LEADCOACH, "commitment", "list"), 2.5),
    "summary": ((LEADCOACH, "summary"), 6.0),
}
"""commands with some entries as they are written now, and how often `import typer` each
may take"""
LONGEST, MOST_HELD = 6.0, 150
"""seconds and megabytes of a summary over many of them, with and without what is derived"""


class Home:
    """A journal of `count` entries, and the same texts as a journal of jrnl.

    `as_now` has them as they are written now, without jrnl.
    """

    def __init__(self, folder: Path, count: int, *, as_now: bool = False) -> None:
        self.folder, self.count = folder, count
        kept = {key: os.environ[key] for key in ("PATH", "LANG") if key in os.environ}
        home = str(folder)
        self.environ = {**kept, "LEADCOACH_HOME": home, "HOME": home, "TERM": "dumb"}
        # In a process of its own: what this one holds, the measured ones inherit.
        script = (str(YEAR), home, "--many") if as_now else (__file__, "--seed", home)
        subprocess.run((sys.executable, *script, str(count)), check=True)

    def command(self, name: str) -> Sequence[str]:
        """Return the command line called `name`, for this home."""
        if name in JRNLS:
            config = str(self.folder / "jrnl.yaml")
            return (JRNL, "--config-file", config, *JRNLS[name])
        return COMMANDS[name]


def seed(folder: Path, count: int) -> None:
    """Write a journal of `count` entries, and the same texts for jrnl."""
    folder.mkdir(mode=0o700)
    beside = []
    for number in range(count):
        at = LAST_DAY - _step(count) * number
        told = _told(number)
        if number == count - 1:
            told = told.replace(". ", f" #{RARE}. ", 2)
        _write(folder, at, told, number)
        beside.append(f"[{at:%Y-%m-%d %H:%M}] {told}\n")
    (folder / "jrnl.txt").write_text("\n".join(reversed(beside)))
    (folder / "jrnl.yaml").write_text(CONFIG.format(folder / "jrnl.txt"))


def _write(folder: Path, at: dt.datetime, told: str, number: int) -> None:
    half = len(told) // 2
    answers = (
        Answer("best", "long", "When were you at your best?", told[:half]),
        Answer("struggle", "long", "When do you struggle?", told[half:]),
    )
    entry = Entry(
        exercise="reflect",
        version="1.0.0",
        title="Best, struggle, mirror",
        sha256="0" * 64,
        language="en",
        started=at,
        finished=at,
        zone="UTC",
        local_date=at.date(),
        answers=answers,
    )
    month = folder / "journal" / f"{at:%Y}" / f"{at:%m}"
    month.mkdir(parents=True, exist_ok=True, mode=0o700)
    sign = "".join("abcdefghij"[int(digit)] for digit in f"{number:08}")
    name = f"{at:%Y-%m-%dT%H%M%S}-reflect-{sign}.toml"
    (month / name).write_text(entry_to_toml(entry))


CONFIG = """\
colors: {{body: none, date: none, tags: none, title: none}}
default_hour: 9
default_minute: 0
editor: ''
encrypt: false
highlight: false
indent_character: '|'
journals: {{default: {{journal: {}}}}}
linewrap: 79
tagsymbols: '#@'
template: false
timeformat: '%Y-%m-%d %H:%M'
version: v4.6
"""


def _step(count: int) -> dt.timedelta:
    return min(dt.timedelta(days=1), dt.timedelta(days=365 * 20) / count)


def _told(number: int) -> str:
    """Return 150 words, the same for the same number on every machine."""
    chance = random.Random(number)
    words = chance.choices(COMMON, k=WORDS)
    for every, word in ((20, WORD), (10, TAG), (15, "@M")):
        if number % every == every // 2:
            words[chance.randrange(1, WORDS)] = word
    for at in range(9, WORDS, 10):
        words[at] += ". "
    return "A day. " + " ".join(words)


def _ran(command: Sequence[str], environ: Mapping[str, str]) -> tuple[float, float]:
    """Run `command` and return its seconds and the most megabytes it held."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)[:80]} ended with {process.returncode}")
    return took, usage.ru_maxrss / 1024


def _measured(
    bound: Bound, homes: Mapping[int, Home], runs: int
) -> tuple[float, float]:
    """Return the medians of a command and of what it is beside, run in turn."""
    many = homes[bound.entries]
    few = many if bound.beside in JRNLS else homes[FEW]
    took, other = [], []
    times = SLOW_RUNS if bound.beside in JRNLS else runs
    for _ in range(times + 1):
        took.append(_ran(many.command(bound.name), many.environ)[0])
        other.append(_ran(few.command(bound.beside), few.environ)[0])
    return statistics.median(took[1:]), statistics.median(other[1:])


def _told_of(bound: Bound, took: float, other: float) -> bool:
    """Print one figure beside its bound and return whether it is kept."""
    figure = took - other if bound.is_seconds else took / other
    sign = "s more" if bound.is_seconds else "times"
    is_alone = bound.beside in (*JRNLS, TYPER)
    beside = bound.beside if is_alone else f"{bound.beside}, {FEW}"
    kept = figure <= bound.most
    most = "no bound" if bound.most == NO_BOUND else bound.most
    print(  # noqa: T201
        f"{bound.name + f', {bound.entries:,}':30}{took * 1000:7.0f}  "
        f"{beside:26}{other * 1000:7.0f}  {figure:6.2f} {sign:6} {most}"
        f"{'' if kept else '  missed'}",
        flush=True,
    )
    return kept


def _memory(home: Home) -> bool:
    kept = True
    for name in MEASURED:
        held = max(_ran(home.command(name), home.environ)[1] for _ in range(2))
        kept = kept and held <= MEGABYTES
        missed = "" if held <= MEGABYTES else "  missed"
        told = f"{name + f', {home.count:,}':30}{held:7.0f} MB  bound {MEGABYTES}"
        print(f"{told}{missed}")  # noqa: T201
    return kept


def _as_written_now(folder: Path, runs: int) -> list[bool]:
    """Print the figures of entries as they are written now; return which are kept."""
    kept = []
    folder.mkdir()
    some = Home(folder / "some", SOME, as_now=True)
    for name, (command, most) in AS_NOW.items():
        took, other = [], []
        for _ in range(runs + 1):
            took.append(_ran(command, some.environ)[0])
            other.append(_ran((sys.executable, "-c", TYPER), some.environ)[0])
        bound = Bound(name, SOME, TYPER, most)
        medians = statistics.median(took[1:]), statistics.median(other[1:])
        kept.append(_told_of(bound, *medians))
    many = Home(folder / "many", MANY, as_now=True)
    for derived in (True, False):
        found = []
        for _ in range(SLOW_RUNS + derived):
            if not derived:
                shutil.rmtree(folder / "many" / "cache", ignore_errors=True)
            found.append(_ran(AS_NOW["summary"][0], many.environ))
        seconds = statistics.median(each for each, _ in found[derived:])
        held = max(each for _, each in found)
        kept.append(seconds <= LONGEST and held <= MOST_HELD)
        told = f"summary, {MANY:,}" + ("" if derived else ", nothing derived")
        bounds = f"bounds {LONGEST:g} s, {MOST_HELD} MB"
        missed = "" if kept[-1] else "  missed"
        print(f"{told:34}{seconds:6.2f} s  {held:4.0f} MB  {bounds}{missed}")  # noqa: T201
    return kept


def main() -> int:
    """Print every figure beside its bound; return 1 when one is not kept."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--without-jrnl", action="store_true")
    parser.add_argument("--seed", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.seed:
        seed(Path(asked.seed[0]), int(asked.seed[1]))
        return 0
    counts = (FEW, SOME, MANY, *((LARGE,) if asked.large else ()))
    bounds = [
        bound
        for bound in BOUNDS
        if bound.entries in counts
        and not (asked.without_jrnl and bound.beside in JRNLS)
    ]
    with tempfile.TemporaryDirectory() as folder:
        homes = {count: Home(Path(folder, str(count)), count) for count in counts}
        print(f"{'':30}{'ms':>7}  {'beside':26}{'ms':>7}  {'figure':13} bound")  # noqa: T201
        kept = [
            _told_of(bound, *_measured(bound, homes, asked.runs)) for bound in bounds
        ]
        kept.append(_memory(homes[counts[-1]]))
        kept += _as_written_now(Path(folder, "now"), asked.runs)
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
