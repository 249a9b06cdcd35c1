"""A small grammar for the mirror's sentences, so that they do not repeat themselves.

`[a|b]` is a choice, `<name>` a part of wording.toml, `{slot}` is left for later. What the
person wrote chooses: the same words always get the same sentence.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

import tomli

from leadcoach.domain.text import words_in

LONGEST_STRETCH = 5
"""words of the mirror's own between two quotes"""
_TRIES = 10
_SLOT = re.compile(r"\{\w+\}")
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_DOUBLE_COMMA = re.compile(r",+(?=[,.;:?])")
_PART = re.compile(r"<(\w+)>")


Words: TypeAlias = Mapping[str, Sequence[str]]
"""Wordings by the name of the part they are for."""


@cache
def wording() -> dict[str, Any]:
    """Return the sentences that come with leadcoach."""
    path = Path(__file__).parent / "wording.toml"
    return tomli.loads(path.read_text(encoding="utf-8"))


class Voice:
    """Chooses among ways of saying a thing, by the texts it is given."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Take the texts that are read; they settle every choice to come."""
        whole = "\0".join(texts).encode("utf-8", "replace")
        self._seed = sha256(whole).digest()
        self._turn = 0
        self._said: set[str] = set()

    def pick(self, options: Sequence[str]) -> str:
        """Return one of `options`, one that was not said before where there is any."""
        fresh = [each for each in options if each not in self._said] or options
        chosen = fresh[self._next() % len(fresh)]
        if len(chosen.split()) > 1:
            self._said.add(chosen)
        return chosen

    def say(
        self,
        frames: Sequence[str],
        words: Words | None = None,
        after: int = 0,
        then: int = 0,
    ) -> str:
        """Return one of `frames` with its choices made, and its `{slots}` left open.

        `words` are further parts. `after` is how many words of the mirror's own stand
        right before, `then` how many will follow: of several wordings, one with no long stretch between quotes is
        taken, so that the person is heard more than the mirror.
        """
        said: list[tuple[int, str]] = []
        turn = self._next()
        for at in range(len(frames) * _TRIES):
            text = self._worded(frames[(turn + at) % len(frames)], words or {})
            counts = stretches(text, after)
            excess = max(*counts, counts[-1] + then) - LONGEST_STRETCH
            if excess <= 0:
                return text
            said.append((excess, text))
        return min(said, key=lambda each: each[0])[1]

    def _worded(self, template: str, words: Words) -> str:
        parts: Mapping[str, Sequence[str]] = {**wording()["parts"], **words}
        while _PART.search(template) or _CHOICE.search(template):
            template = _CHOICE.sub(
                lambda choice: self.pick(choice[1].split("|")), template
            )
            template = _PART.sub(lambda part: self.pick(parts[part[1]]), template)
        return _DOUBLE_COMMA.sub("", re.sub(" +", " ", template)).strip()

    def number(self, below: int) -> int:
        """Return a number from 0 up to, and without, `below`."""
        return self._next() % below

    def _next(self) -> int:
        self._turn += 1
        step = sha256(self._seed + self._turn.to_bytes(4, "big")).digest()
        return int.from_bytes(step[:8], "big")


def stretches(text: str, after: int = 0) -> list[int]:
    """Return how many words stand before, between and after the slots of `text`.

    `after` is how many stood right before it.
    """
    counts = [len(words_in(part)) for part in _SLOT.split(text)]
    return [counts[0] + after, *counts[1:]]


def longest_stretch(text: str, after: int = 0) -> int:
    """Return the longest of the stretches of `text`."""
    return max(stretches(text, after))


def capital(sentence: str) -> str:
    """Return `sentence` beginning with a capital letter, unless it begins with a quote."""
    return sentence[:1].upper() + sentence[1:]
