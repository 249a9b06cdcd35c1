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
"""words of the mirror's own between two quotes, where that can be had"""
_DRAFTS = 4
_SLOT = re.compile(r"\{\w+\}")
_SALT = "16"
"""another one words every reading otherwise"""
_A_TAKE = 1_000_000
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_DOUBLE_COMMA = re.compile(r",+(?=[,.;:?])")
_PART = re.compile(r"<(\w+)>")
_BEGINS = re.compile(r"(?<=[.?] )[a-z]")


Words: TypeAlias = Mapping[str, Sequence[str]]
"""Wordings by the name of the part they are for."""


@cache
def wording() -> dict[str, Any]:
    """Return the sentences that come with leadcoach."""
    path = Path(__file__).parent / "wording.toml"
    return tomli.loads(path.read_text(encoding="utf-8"))


class Voice:
    """Chooses among ways of saying a thing, by the texts it is given."""

    def __init__(self, texts: Iterable[str], take: int = 0) -> None:
        """Take the texts that are read; they settle every choice to come.

        Another `take` words the same otherwise.
        """
        whole = "\0".join((_SALT, *texts)).encode("utf-8", "replace")
        self._seed = sha256(whole).digest()
        self._turn = take * _A_TAKE
        self._said: set[str] = set()

    def pick(self, options: Sequence[str]) -> str:
        """Return one of `options`, one that was not said before where there is any."""
        fresh = [each for each in options if each not in self._said] or options
        chosen = fresh[self._next() % len(fresh)]
        if len(chosen.split()) > 1:
            self._said.add(chosen)
        return chosen

    def say(
        self, frames: Sequence[str], words: Words | None = None, after: int = 0
    ) -> str:
        """Return one of `frames` with its choices made, and its `{slots}` left open.

        `words` are further parts, and `after` is how many words of the mirror's own stand
        right before. Of some wordings, the one is taken in which the person is heard
        soonest: long stretches without a quote sound alike in the end.
        """
        said = [self._worded(frames, words or {}) for _ in range(_DRAFTS)]
        return min(said, key=lambda each: excess(each, after))

    def _worded(self, frames: Sequence[str], words: Words) -> str:
        parts: Mapping[str, Sequence[str]] = {**wording()["parts"], **words}
        said = frames[self.number(len(frames))]
        while _PART.search(said) or _CHOICE.search(said):
            said = _CHOICE.sub(lambda choice: self.pick(choice[1].split("|")), said)
            said = _PART.sub(lambda part: self.pick(parts[part[1]]), said)
        said = _DOUBLE_COMMA.sub("", re.sub(" +", " ", said)).strip()
        return _BEGINS.sub(lambda first: first[0].upper(), said)

    def number(self, below: int) -> int:
        """Return a number from 0 up to, and without, `below`."""
        return self._next() % below

    def _next(self) -> int:
        self._turn += 1
        step = sha256(self._seed + self._turn.to_bytes(4, "big")).digest()
        return int.from_bytes(step[:8], "big")


def excess(text: str, after: int = 0) -> int:
    """Return how many words stand further from a quote than is good, all in all."""
    counts = stretches(text, after)
    return sum(max(0, count - LONGEST_STRETCH) for count in counts)


def stretches(text: str, after: int = 0) -> list[int]:
    """Return how many words stand before, between and after the slots of `text`.

    `after` is how many stood right before it.
    """
    counts = [len(words_in(part)) for part in _SLOT.split(text)]
    return [counts[0] + after, *counts[1:]]


def capital(sentence: str) -> str:
    """Return `sentence` beginning with a capital letter, unless it begins with a quote."""
    return sentence[:1].upper() + sentence[1:]
