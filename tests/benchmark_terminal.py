"""How soon the first question stands on the screen, and how soon a key shows.

    python tests/benchmark_terminal.py [RUNS]

Both are measured on a pseudo-terminal with the interpreter this runs under: leadcoach
beside `questionary` alone asking one line, in turn, A B A B. Bounds: the first question
at most 1.25 times questionary's; a key in an answer of 5,000 words under 200 ms.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

import pexpect

FIRST_BOUND = 1.25
KEY_BOUND = 0.2
ALONE = "import questionary; questionary.text('What happened?').ask()"
WORDS = " ".join(f"word{number}" for number in range(5000))


def spawn(home: Path, *argv: str) -> "pexpect.spawn[bytes]":
    """Start Python on a pseudo-terminal of 80 columns."""
    import os

    environ = {**os.environ, "LEADCOACH_HOME": str(home), "TERM": "xterm-256color"}
    environ.pop("LEADCOACH_PLAIN", None)
    return pexpect.spawn(sys.executable, list(argv), env=environ, dimensions=(60, 80))


def first_question(home: Path, words: str, *argv: str, stay: float = 0) -> float:
    """Return the seconds until `words` are on the screen, and `stay` a while."""
    begun = time.perf_counter()
    child = spawn(home, *argv)
    child.expect_exact(words)
    took = time.perf_counter() - begun
    time.sleep(stay)
    child.terminate(force=True)
    return took


def key_in_a_long_answer(home: Path) -> float:
    """Return the seconds until a key shows in an answer of 5,000 words."""
    child = spawn(home, "-m", "leadcoach", "reflect")
    child.expect_exact("at your best as a leader?")
    time.sleep(0.5)
    child.send(f"\x1b[200~{WORDS}\x1b[201~")
    child.expect_exact("word4999")
    time.sleep(2)
    while True:
        try:
            child.read_nonblocking(65536, 0.2)
        except pexpect.TIMEOUT:
            break
    begun = time.perf_counter()
    child.send("@")
    child.expect_exact("@")
    took = time.perf_counter() - begun
    child.terminate(force=True)
    return took


def main() -> int:
    """Print the figures; exit 1 when a bound is missed."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    ours, alone, keys = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        (home / "journal").mkdir(parents=True)
        reflect = ("-m", "leadcoach", "reflect")
        first_question(home, "at your best as a leader", *reflect, stay=2)
        first_question(home, "What happened?", "-c", ALONE, stay=1)
        for _ in range(runs):
            ours.append(first_question(home, "at your best as a leader", *reflect))
            alone.append(first_question(home, "What happened?", "-c", ALONE))
        # What is typed is kept as a draft, so each has a home of its own.
        keys += [key_in_a_long_answer(Path(folder) / f"key-{at}") for at in range(3)]
    ratio = statistics.median(ours) / statistics.median(alone)
    key = statistics.median(keys)
    out = sys.stdout.write
    out(f"first question: leadcoach {statistics.median(ours) * 1000:.0f} ms, ")
    out(f"questionary {statistics.median(alone) * 1000:.0f} ms, ")
    out(f"ratio {ratio:.2f} (bound {FIRST_BOUND})\n")
    out(
        f"a key among 5,000 words: {key * 1000:.0f} ms (bound {KEY_BOUND * 1000:.0f})\n"
    )
    return 0 if ratio <= FIRST_BOUND and key <= KEY_BOUND else 1


if __name__ == "__main__":
    sys.exit(main())
