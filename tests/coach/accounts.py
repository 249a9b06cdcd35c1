"""Invented accounts as entries, and packets of them."""

import datetime as dt
from pathlib import Path

from leadcoach.coach.packet import Instructions, Packet, instructions, packet_of
from leadcoach.domain.entry import Answer, Entry
from leadcoach.domain.exercise import Exercise
from leadcoach.exercises.library import Library
from leadcoach.paths import builtin_exercises

NOW = dt.datetime(2026, 11, 21, 19, 30, tzinfo=dt.UTC)
SHIPPED = builtin_exercises() / "coach"
BEST = (
    "In March the kitchen of the day centre flooded. I got everyone to the dry end and "
    "asked each of them what they could still cook there. Lena said soup, so we made "
    "soup. I rang the council myself."
)
STRUGGLE = (
    "When Tom is late I say nothing and cover his shift. I'm not in control of his mornings. "
    "Last week I took the rota off him without asking, and told him by text. I don't like "
    "rows at work."
)


def prompt(name: str = "reflect") -> Instructions:
    """Return a prompt as it comes with leadcoach."""
    return instructions(name, Path("nowhere"), SHIPPED)


def exercise(name: str = "reflect") -> Exercise:
    """Return an exercise that comes with leadcoach."""
    return Library(builtin_exercises(), Path("nowhere")).find(name).exercise


REFLECT = exercise()


def entry_with(*answers: Answer, best: str = BEST, struggle: str = STRUGGLE) -> Entry:
    """Return an entry of `reflect` with two stories, and other answers beside them."""
    told = (
        Answer("best", "long", "Asked?", best),
        Answer("struggle", "long", "Asked?", struggle),
    )
    return Entry(
        exercise="reflect",
        version="2.0.0",
        title="Best, struggle, mirror",
        sha256="",
        language="en",
        started=NOW,
        finished=NOW,
        zone="",
        local_date=NOW.date(),
        answers=(*told, *answers),
    )


def packet(*answers: Answer, best: str = BEST, struggle: str = STRUGGLE) -> Packet:
    """Return what is sent of such an entry."""
    entry = entry_with(*answers, best=best, struggle=struggle)
    return packet_of(entry, REFLECT, prompt(), code="c0de00")
