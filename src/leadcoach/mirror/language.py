"""What leadcoach has to say in a language, and English words in their plain form."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from leadcoach.domain.sentences import Span, clauses, sentences

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_CONTRACTED = re.compile(r"'(?:s|d|ve|m|ll|re)$")
_DOUBLED = re.compile(r"([bdgmnprt])\1$")
_VOWEL = re.compile("[aeiouy]")
_ENDINGS = (("ies", "i"), ("ied", "i"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))
_SHORTEST = 3
"""letters that stay when an ending is taken off"""
_LOOKED_AT = 400
"""words from the beginning that are counted"""
_FEWEST = 8
"""words below which nothing is said: a name or a word may be of any language"""
_SHARE = 0.22
_LAST_LATIN = "\u024f"
_LONGEST_SENTENCE = 3000
"""letters; what is longer is not looked into: a text without a full stop"""


class Word(NamedTuple):
    """A word as it was written, and its stem."""

    text: str
    stem: str

    @property
    def low(self) -> str:
        """In small letters, with a straight apostrophe."""
        return self.text.lower().replace("\u2019", "'")


def words(text: str) -> Iterator[Word]:
    """Yield the words of `text` in order."""
    for each in _WORD.finditer(text):
        yield Word(each[0], stem(each[0]))


def clauses_in(text: str) -> Iterator[tuple[Span, tuple[Span, ...]]]:
    """Yield each sentence of `text` with its clauses."""
    for sentence in sentences(text):
        if sentence.end - sentence.start <= _LONGEST_SENTENCE:
            yield sentence, clauses(text, sentence)


@cache
def stem(word: str) -> str:
    """Return what the forms of an English word share: `decid` of deciding and decide."""
    low = _CONTRACTED.sub("", word.lower().replace("\u2019", "'"))
    low = _irregular().get(low, low)
    for ending, instead in _ENDINGS:
        rest = low.removesuffix(ending) + instead
        if low.endswith(ending) and len(rest) >= _SHORTEST and _VOWEL.search(rest):
            if ending in ("s", "es") and low.endswith(("ss", "us", "is")):
                break
            low = _DOUBLED.sub(r"\1", rest) if ending in ("ing", "ed") else rest
            break
    low = low[:-1] + "i" if low.endswith("y") and len(low) > _SHORTEST else low
    return low.removesuffix("e") if len(low) > _SHORTEST else low


@cache
def sentences_of_ours(name: str, language: str) -> dict[str, Any]:
    """Return what NAME.LANGUAGE.toml holds, of a language such as `en` or `en-GB`.

    Empty where there is no such file: that language is not spoken here.
    """
    language = language.split("-")[0].lower()
    path = Path(__file__).parent / f"{name}.{language}.toml"
    if not language.isalpha() or not path.is_file():
        return {}
    return tomli.loads(path.read_text(encoding="utf-8"))


@cache
def listed(name: str) -> frozenset[str]:
    """Return the words of a list of words.en.toml."""
    return frozenset(sentences_of_ours("words", "en")[name].split())


@cache
def _irregular() -> dict[str, str]:
    rows = sentences_of_ours("words", "en")["irregular"].strip().split("\n")
    pairs = (each.split(" = ") for each in rows)
    return {form: plain for plain, forms in pairs for form in forms.split()}


@cache
def stems(name: str) -> frozenset[str]:
    """Return the stems of a list of words.en.toml."""
    return frozenset(map(stem, listed(name)))


def is_english(text: str) -> bool:
    """Tell whether `text` reads as English; what is too short to tell counts as English."""
    found = [each.low for each in islice(words(text), _LOOKED_AT)]
    if len(found) < _FEWEST:
        letters = [each for each in text[:2000] if each.isalpha()]
        return sum(each > _LAST_LATIN for each in letters) <= len(letters) / 2
    return sum(each in listed("common") for each in found) >= _SHARE * len(found)
