"""A year of entries that nobody wrote: somebody who runs a kitchen and works nights.

    python tools/year.py HOME [--short] [--old] [--until DAY]
    python tools/year.py HOME --many 10000

HOME is an empty folder, for LEADCOACH_HOME. The words stand in year.toml; each sitting
and command is run as a person runs it, at the time told there. All that is left to chance
(signs of files, how long an answer takes) comes from one seed, so that the same year
comes out each time.

`--many` fills the home for figures instead: that many entries, each a copy of one of the
year's first months at another time, with 20 commitments that are open and 1,000 closed.
"""

import argparse
import datetime as dt
import io
import json
import os
import random
import secrets
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import tomli_w

from leadcoach.cli.context import Surroundings
from leadcoach.domain.entry import Answer, Commitment, Entry
from leadcoach.journal.commitments import COMMITMENTS, FORMAT
from leadcoach.journal.entry_file import entry_to_toml
from leadcoach.journal.entry_name import SIGNS, EntryName
from leadcoach.journal.store import Journal
from leadcoach.main import main

SEED = 15
WORDS = Path(__file__).with_name("year.toml")
SHORT = 12
"""sittings and commands of a year in short"""
OPEN, CLOSED = 20, 1_000
"""commitments beside many entries"""
YEARS = 20
"""over which many entries are spread, at most"""
BY_COMMITMENT = ("state", "effect", "instead", "protect", "next", "again", "due")
"""answers of `review` and `checkin` whose keys begin an action, as the words have them"""


class Clock:
    """The time and zone of the person; each look at it takes some seconds."""

    def __init__(self, zones: list[dict[str, Any]], chance: random.Random) -> None:
        self._zones, self._chance = zones, chance
        self.now = dt.datetime.min
        self.zone = ""

    def set(self, at: dt.datetime) -> None:
        """Go to a time; one without an offset is that of the zone of its day."""
        here = [each for each in self._zones if each["since"] <= at.date()]
        self.zone = here[-1]["name"]
        place = ZoneInfo(self.zone)
        self.now = at.astimezone(place) if at.tzinfo else at.replace(tzinfo=place)

    def look(self) -> dt.datetime:
        seen = self.now
        self.now += dt.timedelta(seconds=self._chance.randrange(4, 50))
        # As a computer's clock tells it: with an offset, not with a zone.
        return seen.astimezone(dt.timezone(seen.utcoffset() or dt.timedelta()))


class Terminal(io.StringIO):
    """A stream that is said to be a terminal."""

    def isatty(self) -> bool:
        return True


class Person:
    """Somebody at the command line, in a home of their own."""

    def __init__(self, home: Path, clock: Clock) -> None:
        self._home, self._clock = home, clock

    def run(self, *argv: str, stdin: str = "", typed: str = "") -> str:
        """Run a command and return what it printed; whatever it refuses ends all.

        What is `typed` is so at a terminal, in answer to what it asks.
        """
        out = io.TextIOWrapper(io.BytesIO(), "utf-8")
        err = Terminal() if typed else io.StringIO()
        around = Surroundings(
            stdin=Terminal(typed) if typed else io.StringIO(stdin),
            stdout=out,
            stderr=err,
            environ={"LEADCOACH_HOME": str(self._home), "TERM": "dumb"},
            now=self._clock.look,
            zone=lambda: self._clock.zone,
        )
        code = main(argv, around)
        out.seek(0)
        printed, said = out.read(), err.getvalue()
        if code or "not kept" in said:
            raise SystemExit(
                f"leadcoach {' '.join(argv)} at {self._clock.now}:\n{said}"
            )
        return printed

    def lives(self, event: Mapping[str, Any]) -> None:
        """Sit down with an exercise, or run a command, at the time of `event`."""
        self._clock.set(event["at"])
        if "run" in event:
            self.run(*event["run"], typed=event.get("typed", ""))
            return
        exercise, answers = event["exercise"], dict(event["answers"])
        if exercise in ("checkin", "review"):
            answers = self._with_numbers(answers)
        argv = ["reflect", exercise, "--no-input", "--answers", "-"]
        if answers.pop("quick", False):
            argv.append("--quick")
        self.run(*argv, stdin=tomli_w.dumps(answers))

    def _with_numbers(self, answers: dict[str, Any]) -> dict[str, Any]:
        """Return answers to what is asked of each commitment by its number."""
        told = json.loads(self.run("commitment", "list", "--json"))["commitments"]
        return {
            question: {_number(told, words): each for words, each in given.items()}
            if question in BY_COMMITMENT and isinstance(given, dict)
            else given
            for question, given in answers.items()
        }


def _number(commitments: list[dict[str, Any]], words: str) -> str:
    for each in commitments:
        if each["action"].startswith(words):
            return str(each["number"])
    raise SystemExit(f"No open commitment begins with: {words}")


def year(home: Path, *, short: bool, old: bool, until: dt.date | None) -> None:
    """Write the year into `home`."""
    chance = random.Random(SEED)
    # The signs in the names of files, which a journal takes from the system's chance.
    secrets.choice = chance.choice
    told = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    last = max(each["at"].date() for each in _events(told))
    later = (until or last) - last
    told = _moved(told, later)
    person = Person(home, Clock(told["zone"], chance))
    if old:
        for each in told.get("old", ()):
            _write(home, _old_entry(each), chance)
    events = sorted(_events(told), key=lambda each: each["at"].replace(tzinfo=None))
    for event in events[: SHORT if short else None]:
        person.lives(event)


def _events(told: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what happens: `[[command]]`, or a sitting under the name of its exercise."""
    for name, tables in told.items():
        for each in tables if name not in ("zone", "old") else ():
            rest = {key: value for key, value in each.items() if key != "at"}
            happens = rest if name == "command" else {"exercise": name, "answers": rest}
            yield {"at": each["at"], **happens}


def _moved(told: Any, later: dt.timedelta) -> Any:  # noqa: ANN401 - any part of a file
    """Return `told` with all its days moved."""
    if isinstance(told, dict):
        return {key: _moved(each, later) for key, each in told.items()}
    if isinstance(told, list):
        return [_moved(each, later) for each in told]
    return told + later if isinstance(told, dt.date) else told


def _old_entry(told: dict[str, Any]) -> Entry:
    """Return an entry as an earlier leadcoach wrote it."""
    at = told["at"].replace(tzinfo=ZoneInfo("Europe/Lisbon"))
    return Entry(
        exercise=told["exercise"],
        version="1.0.0",
        title=told["title"],
        sha256="350a646adab702a06c92fef0db7751bb3bf409f3f134e1851be1a3ef66ff2a97",
        language="en",
        started=at,
        finished=at + dt.timedelta(minutes=14),
        zone="Europe/Lisbon",
        local_date=at.date(),
        answers=tuple(Answer(**each) for each in told["answer"]),
        commitments=tuple(Commitment(**each) for each in told.get("commitment", ())),
    )


def _write(home: Path, entry: Entry, chance: random.Random) -> str:
    """Write an entry as it is into the journal of `home`, and return its stem."""
    sign = "".join(chance.choice(SIGNS) for _ in range(8))
    name = str(EntryName.of(entry)._replace(sign=sign))
    folder = home / "journal" / name[:4] / name[5:7]
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / name).write_text(entry_to_toml(entry), encoding="utf-8")
    return name.removesuffix(".toml")


def many(home: Path, count: int, until: dt.date) -> None:
    """Write `count` entries of the year's kinds into `home`."""
    with tempfile.TemporaryDirectory() as folder:
        year(Path(folder), short=True, old=False, until=until)
        journal = Journal(Path(folder) / "journal")
        shapes = cycle([journal.load(path) for path in journal.newest()])
    chance = random.Random(SEED)
    at = dt.datetime.combine(until, dt.time(20), dt.UTC)
    step = min(dt.timedelta(days=1), dt.timedelta(days=365 * YEARS) / count)
    meant = OPEN + CLOSED
    names: list[str] = []
    for number, shape in zip(range(count), shapes, strict=False):
        # As many each as brings them to the number asked for.
        share = meant * (number + 1) // count - meant * number // count
        entry = _copy(shape, at - step * number, share)
        stem = _write(home, entry, chance)
        names += [stem if at == 1 else f"{stem}.{at}" for at in range(1, share + 1)]
    closed = [
        {"name": name, "state": "done", "on": dt.date.fromisoformat(name[:10])}
        for name in chance.sample(names, CLOSED)
    ]
    record = tomli_w.dumps({"format": FORMAT, "commitment": closed})
    (home / "journal" / COMMITMENTS).write_text(record, encoding="utf-8")


def _copy(shape: Entry, at: dt.datetime, commitments: int) -> Entry:
    """Return an entry with the words of `shape`, of another time, with commitments."""
    meant = Commitment("ask one person before I decide", "time is short", at.date())
    return replace(
        shape,
        started=at,
        finished=at + (shape.finished - shape.started),
        zone="UTC",
        local_date=at.date(),
        commitments=(meant,) * commitments,
        answers=tuple(each for each in shape.answers if each.type != "commitment"),
    )


def _told() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("home", type=Path, help="an empty folder, or none yet")
    parser.add_argument(
        "--short", action="store_true", help=f"its first {SHORT} sittings"
    )
    parser.add_argument("--old", action="store_true", help="entries of 1.0 before it")
    parser.add_argument("--many", type=int, help="so many entries, for figures")
    parser.add_argument("--until", type=dt.date.fromisoformat, help="the last day")
    return parser.parse_args()


def _run() -> int:
    os.umask(0o077)  # as leadcoach itself sets it
    told = _told()
    told.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(told.home.iterdir()):
        sys.stderr.write("The folder is not empty. Nothing was written.\n")
        return 1
    if told.many:
        many(told.home, told.many, told.until or dt.date(2026, 11, 20))
    else:
        year(told.home, short=told.short, old=told.old, until=told.until)
    return 0


if __name__ == "__main__":
    sys.exit(_run())
