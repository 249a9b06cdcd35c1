"""Long choices of expressions, of which only those are made that may stand in a text.

Making every expression takes longer than reading a short account with them.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TypeAlias

Needed: TypeAlias = tuple[tuple[str, ...], ...]
"""Groups of beginnings of words, each behind a space"""
_LETTERS = re.compile(r"(?:[a-z](?![?*{]))*")
_BETWEEN_WORDS = re.compile(r"\W+")
_QUANTIFIER = re.compile(r"(?:[?*+]|\{\d*,?\d*\})\??")


class Turns:
    """Expressions of which any may be met, the first that fits before the others."""

    def __init__(self, expressions: Sequence[str], start: str = "") -> None:
        """Take expressions that begin where a word does, and what stands before each."""
        self._all = [(each, _beginnings(each)) for each in expressions]
        self._start = start

    def within(self, text: str) -> re.Pattern[str] | None:
        """Return those that `text` may hold as one expression, if there are any."""
        low = _words_of(text)
        kept = [
            each
            for each, begins in self._all
            if any(begin in low for begin in begins) and holds(low, needed(each))
        ]
        return _made(self._start, tuple(kept)) if kept else None


@lru_cache(maxsize=8)
def _words_of(text: str) -> str:
    return f" {_BETWEEN_WORDS.sub(' ', text.lower())}"


@cache
def _made(start: str, expressions: tuple[str, ...]) -> re.Pattern[str]:
    each = "|".join(expressions)
    return re.compile(f"{start}(?:{each})".replace(" ", " +"), re.IGNORECASE)


def holds(words: str, needs: Needed) -> bool:
    """Tell whether `words`, each behind a space, have one beginning of each group."""
    for begins in needs:
        for begin in begins:
            if begin in words:
                break
        else:
            return False
    return True


@cache
def needed(expression: str) -> Needed:
    """Return beginnings of words, of each group of which a text has to hold one."""
    found = (_beginnings(part) for part in _words_in(expression))
    return tuple(dict.fromkeys(each for each in found if " " not in each))


def _words_in(expression: str) -> list[str]:
    """Return what of `expression` stands between its outermost spaces."""
    parts, depth, since = [], 0, 0
    for at, letter in enumerate(expression):
        depth += (letter in "([") - (letter in ")]")
        if letter == "|" and depth == 0:
            return []
        if letter == " " and depth == 0:
            parts.append(expression[since:at])
            since = at + 1
    return [*parts, expression[since:]]


def _beginnings(expression: str) -> tuple[str, ...]:
    """Return a space and letters, with one of which `expression` has to begin."""
    return tuple(dict.fromkeys(f" {each}" for each in _first_letters(expression)))


def _first_letters(expression: str) -> tuple[str, ...]:
    if not expression.startswith("(?:"):
        return tuple(_LETTERS.findall(expression)[:1])
    choices, rest = _leading_group(expression)
    begins = tuple(begin for each in choices for begin in _first_letters(each))
    quantifier = _QUANTIFIER.match(rest)
    if quantifier is None:
        return begins
    if not all(each.endswith(" ") for each in choices):
        return ("",)
    return (*begins, *_first_letters(rest[quantifier.end() :]))


def _leading_group(expression: str) -> tuple[list[str], str]:
    depth, since, choices = 0, len("(?:"), []
    for at, letter in enumerate(expression):
        depth += (letter == "(") - (letter == ")")
        if depth == 0 or (depth == 1 and letter == "|"):
            choices.append(expression[since:at])
            since = at + 1
        if depth == 0:
            break
    return choices, expression[since:]
