"""A form as it was filled in, and what stands in it."""

import datetime as dt

import tomli

from leadcoach.domain.exercise import Exercise, exercise_of
from leadcoach.paths import builtin_exercises

TODAY = dt.date(2026, 11, 30)


def exercise(name: str) -> Exercise:
    """Return an exercise that came with leadcoach."""
    file = builtin_exercises() / f"{name}.toml"
    return exercise_of(tomli.loads(file.read_text("utf-8")))


COMPARE = exercise("compare")
STORY = (
    "We moved the date of the handover without asking the night shift, and I said "
    "nothing until Friday, when it was too late to change it."
)
RIGHT = f'''# leadcoach answers 1: compare 2.0.0
# name: Ana
# day: 2026-11-30

# Tell one situation from the last month in which you had some power over how things …
situation = "{STORY}"

say_source = ["role", "trust"]
people = ["Ama", "the night shift"]
theirs = {{ "Ama" = "told", "the night shift" = "guess" }}
own = 4
others = 2
say = "alone"
cost = """
They did. It said: "stay late".

Nobody asked them."""
commit = {{ cue = "a date moves", action = "ask the night shift first", due = 2026-12-04 }}

# end: 9 answers
'''
ALL: dict[str, object] = {
    "situation": STORY,
    "say_source": ("role", "trust"),
    "people": ("Ama", "the night shift"),
    "theirs": {"Ama": "told", "the night shift": "guess"},
    "own": 4,
    "others": 2,
    "say": "alone",
    "cost": 'They did. It said: "stay late".\n\nNobody asked them.',
    "commit": {
        "cue": "a date moves",
        "action": "ask the night shift first",
        "due": dt.date(2026, 12, 4),
    },
}
