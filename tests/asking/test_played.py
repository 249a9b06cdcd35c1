"""Reflect and compare, played from start to recap; the screens stand as golden files."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.answers import BEST, STRUGGLE
from tests.typing_person import CTRL_D, DOWN, ENTER, Person

pytestmark = pytest.mark.slow

Golden = Callable[[str, str], None]

TICK_DAY = f" {ENTER}"
TICK_TWO = f"1 4 {ENTER}"
TICK_DAY_TOLD_SURE = f" {DOWN}{DOWN} {DOWN} {ENTER}"

# What is waited for, and what is typed then.
REFLECT = (
    ("at your best as a leader?", f"{BEST}{CTRL_D}"),
    ("Which sentence holds the heart of it?", f"1{ENTER}"),
    ("Who tackled the challenge in it?", f"3{ENTER}"),
    ("Whose needs were looked after?", f"3{ENTER}"),
    ("When do you struggle as a leader?", f"{STRUGGLE}{CTRL_D}"),
    ("the heart of this one?", f"2{ENTER}"),
    ("tackled the challenge in this one?", f"1{ENTER}"),
    ("looked after in this one?", f"1{ENTER}"),
    ("Did others pay for it?", f"1{ENTER}"),
    ("A word or an initial.", f"Ana{ENTER}"),
    ("What is hard about it?", TICK_TWO),
    ("the one that still works in you?", f"3{ENTER}"),
    ("leading, for me, is …", f"making room{ENTER}"),
    ("And power, for me, is …", f"a say I share{ENTER}"),
    ("needed in the second?", f"She needed sleep.{CTRL_D}"),
    ("or follow one thing further?", f"1{ENTER}"),
    ("who tackled it?", f"4{ENTER}"),
    ("if “Ana” pressed the key?", f"4{ENTER}"),
    ("worth a few sentences today?", f"1{ENTER}"),
    ("Write what comes.", f"I fear the argument.{CTRL_D}"),
    ("growing edge just now?", f"saying it on the first day{ENTER}"),
    ("I will …", f"ask Ana first{ENTER}"),
    ("When? A moment", f"a piece is a day late{ENTER}"),
    ("Add anything?", TICK_DAY_TOLD_SURE),
    ("By which day?", f"2031-03-12{ENTER}"),
    ("Whom will you tell?", f"M.{ENTER}"),
    ("How sure are you", f"5{ENTER}"),
    ("one look over it", f"1{ENTER}"),
    ("Next, if you like", ""),
)
COMPARE = (
    ("some power over how things went", f"We cut the budget, and I chose how.{CTRL_D}"),
    ("What gave you a say?", f" {ENTER}"),
    ("Which needs of yours mattered most", f" {ENTER}"),
    ("Who else did it touch", f"Ana{ENTER}"),
    ("2.", f"the board{ENTER}"),
    ("3.", ENTER),
    ("Ana:", f"1{ENTER}"),
    ("the board:", f"3{ENTER}"),
    ("your own needs attended to?", f"4{ENTER}"),
    ("And how far were theirs?", f"2{ENTER}"),
    ("Who had a say in what happened?", f"1{ENTER}"),
    ("Who carried the cost", f"Ana did.{CTRL_D}"),
    ("not easily refuse", f"My first list.{ENTER}"),
    ("could have come in without dropping yours?", f"Time.{CTRL_D}"),
    ("called for one person to decide", f"It was late.{CTRL_D}"),
    ("one more need of one more person", f"Ask Ana first.{CTRL_D}"),
    ("I will …", f"ask Ana on Monday{ENTER}"),
    ("When? A moment", ENTER),
    ("Add anything?", TICK_DAY),
    ("By which day?", f"2031-03-12{ENTER}"),
    ("one look over it", f"1{ENTER}"),
    ("Next, if you like", ""),
)
PLAYS = {"reflect": REFLECT, "compare": COMPARE}


def without_chance(screen: str) -> str:
    """Return the screen without what differs from run to run: days, names, folders."""
    screen = re.sub(
        r"\d{4}-\d{2}-\d{2}T\d{6}-([a-z]+)-\s*[a-z0-9]{8}", r"DAY-\1-NAME", screen
    )
    screen = re.sub(r"(?<!\d)20(?!31)\d{2}-\d{2}-\d{2}", "THE-DAY-IT-", screen)
    return re.sub(r"Saved\.\s.*?(?=\n\n|\Z)", "Saved. FILE", screen, flags=re.DOTALL)


@pytest.mark.parametrize("exercise", PLAYS)
@pytest.mark.parametrize("columns", [80, 40])
def test_played_at_a_terminal(
    home: Path, golden: Golden, exercise: str, columns: int
) -> None:
    """Everything can be read, and nothing is too wide."""
    person = Person(home, exercise, columns=columns)
    for words, keys in PLAYS[exercise]:
        person.sees(words)
        person.look(0.2)
        if len(keys) > 40:
            person.pastes(keys[:-1])
            person.look(0.3)
            keys = keys[-1]
        person.types(keys)
    assert person.leaves() == 0
    golden(f"played-{exercise}-{columns}.txt", without_chance(person.shown()) + "\n")


@pytest.mark.parametrize("exercise", PLAYS)
def test_played_in_plain_lines(home: Path, golden: Golden, exercise: str) -> None:
    """The same questions, the same recap, and not one escape byte."""
    person = Person(home, exercise, "--plain", columns=60, environ={"TERM": "dumb"})
    for words, keys in PLAYS[exercise]:
        person.sees(words)
        person.look(0.2)
        keys = keys.replace(CTRL_D, f"{ENTER}.{ENTER}").replace(
            TICK_DAY_TOLD_SURE, f"1,3,4{ENTER}"
        )
        keys = keys.replace(TICK_TWO, f"1,4{ENTER}")
        keys = keys.replace(f" {ENTER}", f"1{ENTER}")
        keys = keys if ENTER in keys or not keys else f"{keys}{ENTER}"
        for line in keys.split(ENTER)[:-1]:
            person.types(f"{line}{ENTER}")
            person.look(0.1)
    assert person.leaves() == 0
    assert b"\x1b" not in person.raw
    golden(f"played-{exercise}-plain.txt", without_chance(person.shown()) + "\n")


ANSWERS = {
    "reflect": f"""
best = '''{BEST}'''
struggle = '''{STRUGGLE}'''
best_heart = 1
best_needs = "both"
hard_needs = "mine"
paid = "yes"
leading_is = "making room"
edge = "saying it on the first day"
""",
    "compare": """
situation = "We cut the budget, and I chose how."
say_source = ["role"]
people = ["Ana", "the board"]
theirs = { Ana = "told", "the board" = "guess" }
own = 4
others = 2
say = "alone"
""",
}


@pytest.mark.parametrize("exercise", PLAYS)
def test_played_from_a_file(home: Path, golden: Golden, exercise: str) -> None:
    """Nobody is asked; the recap is the same kind of page."""
    ran = subprocess.run(
        [sys.executable, "-m", "leadcoach", exercise, "--answers", "-", "--no-input"],
        input=ANSWERS[exercise],
        capture_output=True,
        text=True,
        check=True,
        env={"LEADCOACH_HOME": str(home), "LANG": "C.UTF-8", "TERM": "xterm"},
    )
    golden(f"played-{exercise}-file.txt", without_chance(ran.stdout))
