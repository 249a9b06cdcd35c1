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

LONGEST_STRETCH = 5
"""words of the mirror's own between two quotes, as far as may be: more sound alike"""
_DRAFTS = 2
_EASY = 0
"""what a sentence may cost to be taken before others are tried"""
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_DOUBLE_COMMA = re.compile(r",+(?=[,.;:?])")
_PART = re.compile(r"<(\w+)>")
_BEGINS = re.compile(r"(?<=[.?] )[a-z]")
_SLOT = re.compile(r"\{\w+\}")
_WORD = re.compile(r"\w[\w'-]*")
_STEP, _SHIFT, _SIZE = 6364136223846793005, 1442695040888963407, 1 << 64


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
        whole = "\0".join((str(take), *texts)).encode("utf-8", "replace")
        self._state = int.from_bytes(sha256(whole).digest()[:8], "big")
        self._said: set[str] = set()

    def pick(self, options: Sequence[str]) -> str:
        """Return one of `options`, one that was not said before where there is any."""
        fresh = [each for each in options if each not in self._said] or options
        chosen = fresh[self.number(len(fresh))]
        if " " in chosen:
            self._said.add(chosen)
        return chosen

    def say(
        self,
        frames: Sequence[str],
        words: Words | None = None,
        after: int = 0,
        *,
        leaves_room: bool = False,
    ) -> str:
        """Return one of `frames` with its choices made, and its `{slots}` left open.

        `words` are further parts, and `after` is how many words of the mirror's own stand
        right before. Of some wordings, the first is taken in which the person is heard
        soon enough: long stretches without a quote sound alike in the end. One that
        `leaves_room` ends with the quote, if it can.
        """
        parts: Words = {**wording()["parts"], **(words or {})}
        best, least = "", -1
        for _ in range(_DRAFTS):
            said = self._worded(frames, parts)
            counts = stretches(said, after)
            cost = _excess(counts) + (counts[-1] if leaves_room else 0)
            if least < 0 or cost < least:
                best, least = said, cost
            if cost <= _EASY:
                break
        return best

    def _worded(self, frames: Sequence[str], parts: Words) -> str:
        said = frames[self.number(len(frames))]
        while "<" in said or "[" in said:
            said = _CHOICE.sub(lambda choice: self.pick(choice[1].split("|")), said)
            said = _PART.sub(lambda part: self.pick(parts[part[1]]), said)
        said = _DOUBLE_COMMA.sub("", re.sub(" +", " ", said)).strip()
        return _BEGINS.sub(lambda first: first[0].upper(), said)

    def number(self, below: int) -> int:
        """Return a number from 0 up to, and without, `below`."""
        self._state = (self._state * _STEP + _SHIFT) % _SIZE
        return (self._state >> 33) % below


def excess(text: str, after: int = 0) -> int:
    """Return how many words stand further from a quote than is good, all in all."""
    return _excess(stretches(text, after))


def _excess(counts: Sequence[int]) -> int:
    return sum(count - LONGEST_STRETCH for count in counts if count > LONGEST_STRETCH)


def stretches(text: str, after: int = 0) -> list[int]:
    """Return how many words stand before, between and after the slots of `text`.

    `after` is how many stood right before it.
    """
    counts = [len(_WORD.findall(part)) for part in _SLOT.split(text)]
    return [counts[0] + after, *counts[1:]]


def capital(sentence: str) -> str:
    """Return `sentence` beginning with a capital letter, unless it begins with a quote."""
    return sentence[:1].upper() + sentence[1:]
