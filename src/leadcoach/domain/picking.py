"""Finding what was meant among things that have a name, a number and words."""

from collections.abc import Iterable, Mapping
from typing import Any

from leadcoach.domain.text import clean_line, whole_number
from leadcoach.errors import NotAnAnswer


def named(choices: Mapping[str, str], given: Any) -> str:  # noqa: ANN401
    """Return the id that `given` means: an id, its number from 1, or its words.

    Raises:
        NotAnAnswer: with the nearest choice, or all of them.
    """
    if isinstance(given, int) and not isinstance(given, bool):
        return _numbered(choices, given)
    if not isinstance(given, str):
        raise NotAnAnswer("One of the choices is needed, in quotes.")
    meant = given.strip()
    for key, words in choices.items():
        if meant.casefold() in (key.casefold(), words.strip().casefold()):
            return key
    number = whole_number(meant)
    if number is not None:
        return _numbered(choices, number)
    message = f"There is no choice “{clean_line(meant, 40)}”."
    raise NotAnAnswer(message, nearest_of(meant, choices) or _all_of(choices))


def _numbered(choices: Mapping[str, str], number: int) -> str:
    if 1 <= number <= len(choices):
        return list(choices)[number - 1]
    message = "There is no choice with that number."
    raise NotAnAnswer(message, f"They go from 1 to {len(choices)}.")


def nearest(word: str, known: Iterable[str], alike: float = 0.6) -> str:
    """Return the known word most like `word`, or nothing when none is near.

    `alike` goes from 0 to 1, for the same word.
    """
    from difflib import get_close_matches  # only wrong words pay for it

    found = get_close_matches(word, list(known), n=1, cutoff=alike)
    return found[0] if found else ""


def nearest_of(word: str, known: Iterable[str]) -> str:
    """Return “Did you mean …?” with the nearest known word, or nothing."""
    meant = nearest(word, known)
    return f"Did you mean “{meant}”?" if meant else ""


def _all_of(choices: Mapping[str, str]) -> str:
    return f"Choices: {', '.join(choices)}."
