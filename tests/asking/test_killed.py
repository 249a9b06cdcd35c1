"""Ninety runs that end at a random moment: the words are there, the terminal is sane."""

import random
import signal
import termios
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import tomli

from tests.answers import PLACE
from tests.typing_person import CTRL_C, Person

pytestmark = pytest.mark.slow

RUNS = 50
AT_ONCE = 5
MOST_SECONDS_LOST = 2.0
ENDS = ("TERM", "HUP", "INT", "KILL")


PLAIN_RUNS = 40


def run_and_kill(folder: Path, number: int, how: str, *mode: str) -> str:
    """Type until a random moment, end the run, and return what is wrong; nothing else."""
    chance = random.Random(number)
    home = folder / str(number) / "home"
    home.parent.mkdir()
    person = Person(home, *mode, "reflect", PLACE, "--answer", "where=team")
    person.sees("at your best as a leader?", 60)
    person.sees("A full stop alone" if mode else "›", 60)
    typed: list[tuple[float, str]] = []
    end = time.monotonic() + chance.uniform(0.2, 3.5)
    while time.monotonic() < end:
        key = chance.choice("abcdefgh ")
        person.child.send(key)
        typed.append((time.monotonic(), key))
        time.sleep(chance.uniform(0.02, 0.12))
    killed = time.monotonic()
    if how == "INT":
        person.child.send(CTRL_C)
    else:
        person.child.kill(getattr(signal, f"SIG{how}"))
    limit = time.monotonic() + 20
    while person.child.isalive() and time.monotonic() < limit:
        person.look()
    return _wrong(home, person, how, typed, killed)


def _wrong(
    home: Path,
    person: Person,
    how: str,
    typed: list[tuple[float, str]],
    killed: float,
) -> str:
    if how != "KILL":  # nobody can tidy up after that one
        flags = termios.tcgetattr(person.child.child_fd)[3]
        if not flags & termios.ICANON or not flags & termios.ECHO:
            return f"{how}: the terminal is not sane"
    drafts = list((home / "drafts").glob("*.toml"))
    if len(drafts) != 1:
        return f"{how}: {len(drafts)} drafts"
    kept = tomli.loads(drafts[0].read_text()).get("typing", {}).get("best", "")
    whole = "".join(key for _, key in typed)
    safe = "".join(key for at, key in typed if at < killed - MOST_SECONDS_LOST)
    if not whole.startswith(kept):
        return f"{how}: kept something else"
    if len(kept) < len(safe):
        return f"{how}: {len(safe) - len(kept)} letters too few"
    return ""


def test_fifty_runs_killed_at_random_moments(tmp_path: Path) -> None:
    """At most the last two seconds of typing are missing; the terminal is as it was."""
    with ThreadPoolExecutor(AT_ONCE) as together:
        ends = [ENDS[number % len(ENDS)] for number in range(RUNS)]
        wrong = list(
            together.map(lambda n: run_and_kill(tmp_path, n, ends[n]), range(RUNS))
        )
    assert [each for each in wrong if each] == []


def test_forty_runs_in_plain_lines_killed_while_somebody_types(tmp_path: Path) -> None:
    """Nobody can tidy up after kill -9: what was typed is on the disk every moment."""
    with ThreadPoolExecutor(AT_ONCE) as together:
        wrong = list(
            together.map(
                lambda n: run_and_kill(tmp_path, n, "KILL", "--plain"),
                range(PLAIN_RUNS),
            )
        )
    assert [each for each in wrong if each] == []
