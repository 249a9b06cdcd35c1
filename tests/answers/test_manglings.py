"""Files that are broken at random: no rating, choice or row changes in silence."""

import contextlib
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from leadcoach.answers import ReadAnswers, Refused, read
from tests.answers.broken import MAIL, quoted, wrapped
from tests.answers.right import ALL, COMPARE, RIGHT, TODAY

HARD = ("own", "others", "say", "say_source", "theirs", "commit")
JUNK = ("\x00", "\x1b[31m", "\ufeff", "[[[", "{", '"""', "> ", "\u202e", "-- \n")
Way = Callable[[random.Random, str], str]


def curly(chance: random.Random, text: str) -> str:
    """Return a text in which some quotes are a word processor's."""
    return "".join(chance.choice('“”"') if sign == '"' else sign for sign in text)


def dropped(chance: random.Random, text: str) -> str:
    at = chance.randint(0, len(text) - 1)
    return text[:at] + text[at + chance.randint(1, 5) :]


def swapped(chance: random.Random, text: str) -> str:
    at = chance.randint(0, len(text) - 2)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def unbroken(chance: random.Random, text: str) -> str:
    return "".join(
        "\u00a0" if sign == " " and chance.random() < 0.2 else sign for sign in text
    )


def junk(chance: random.Random, text: str) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice(JUNK) + text[at:]


WAYS: tuple[Way, ...] = (
    curly,
    dropped,
    swapped,
    unbroken,
    junk,
    lambda chance, text: text[: chance.randint(1, len(text))],
    lambda _, text: text.replace("\n", "\n\n"),
    lambda _, text: "\n".join("    " + line for line in text.split("\n")),
    lambda _, text: wrapped(text),
    lambda _, text: quoted(text),
    lambda _, text: MAIL.format(text),
    lambda _, text: text.replace('"', ""),
    lambda _, text: text.replace("#", ""),
    lambda _, text: text.replace(" = ", ": "),
)


def mangled(chance: random.Random) -> str:
    text = RIGHT
    for way in chance.choices(WAYS, k=chance.randint(1, 3)):
        with contextlib.suppress(ValueError):  # nothing is left to break
            text = way(chance, text)
    return text


def hard(name: str, answers: Mapping[str, Any]) -> object:
    """Return what is no free words of an answer: in these a letter can get lost."""
    value = answers.get(name)
    if name == "commit" and isinstance(value, Mapping):
        return tuple(value)
    if name == "theirs" and isinstance(value, Mapping):
        rows = answers.get("people", ALL["people"])
        return [(row in rows, cell) for row, cell in value.items()]
    return value


def outcome(found: ReadAnswers) -> str:
    """Return what became of a file, and of which answer nothing was said."""
    told = [*found.changed, *(each.told for each in found.unread)]
    for name in HARD:
        is_told = any(name in each for each in told)
        is_same = hard(name, found.answers) == hard(name, ALL)
        if name in found.answers and not is_same and not is_told:
            return f"{name} is silently another"
        is_cut = "a closing quotation mark is missing" in told
        if name not in found.answers and not found.unread and not is_cut:
            return f"{name} is silently missing"
    if found.answers == ALL:
        return "in full"
    return "in part, or changed" if told else "free words are others"


def tried(count: int, seed: int) -> Counter[str]:
    """Return what became of `count` files, with how often."""
    chance, seen = random.Random(seed), Counter[str]()
    for _ in range(count):
        text = mangled(chance)
        began = time.process_time()
        try:
            became = outcome(
                read(text.encode("utf-8", "surrogatepass"), COMPARE, TODAY)
            )
        except Refused:
            became = "refused"
        seen["slowest, in ms"] = max(
            seen["slowest, in ms"], round((time.process_time() - began) * 1000)
        )
        seen[became] += 1
        if "silently" in became:
            seen[text] += 1
    return seen


@pytest.mark.parametrize(
    ("count", "seed"), [(300, 1), pytest.param(4000, 5, marks=pytest.mark.slow)]
)
def test_a_mangled_file_never_changes_a_rating_a_choice_or_a_row_in_silence(
    count: int, seed: int
) -> None:
    seen = tried(count, seed)

    assert not [each for each in seen if "silently" in each], seen
    assert seen["in full"] > count / 8
