"""What comes back from people without a terminal, and what is read of it."""

import datetime as dt

import pytest
import tomli

from leadcoach.answers import Read, Refused, about, read
from leadcoach.domain.exercise import exercise_of
from leadcoach.paths import builtin_exercises

TODAY = dt.date(2026, 11, 30)
COMPARE = exercise_of(
    tomli.loads((builtin_exercises() / "compare.toml").read_text("utf-8"))
)
STORY = (
    "We moved the date of the handover without asking the night shift, and I said "
    "nothing until Friday, when it was too late to change it."
)
RIGHT = f'''# leadcoach answers 1: compare 2.0.0
# name: Ana
# day: 2026-11-30

# Tell one situation from the last month
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
ALL = {
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


def reading(text: str | bytes) -> Read:
    content = text if isinstance(text, bytes) else text.encode()
    return read(content, COMPARE, TODAY)


def test_a_right_file_is_taken_as_it_is() -> None:
    found = reading(RIGHT)

    assert found.answers == ALL
    assert (found.changed, found.unread) == ([], [])


def test_a_file_says_what_it_is_before_it_is_read() -> None:
    told = about(RIGHT.encode())

    assert (told.exercise, told.version) == ("compare", "2.0.0")
    assert (told.name, told.day, told.count) == ("Ana", "2026-11-30", 9)


REFUSED = {
    "a Word file": b"PK\x03\x04....word/document.xml",
    "a text with formatting": b"{\\rtf1\\ansi situation = x}",
    "a PDF": b"%PDF-1.7",
    "a page saved by a browser": b"<!DOCTYPE html><html lang=en>",
    "a photo": b"\xff\xd8\xff\xe0xx",
    "a message of Outlook": b"\xd0\xcf\x11\xe0\xa1\xb1",
    "2 MB": b"a" * 2_000_000,
    "nothing": b"  \n",
    "answers to another exercise": RIGHT.replace("compare 2", "seven 1").encode(),
    "zeros": b"\x00\x01\x02" * 50,
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_what_is_no_answers_file_is_refused_with_the_way_out(content: bytes) -> None:
    with pytest.raises(Refused) as told:
        reading(content)

    assert told.value.message
