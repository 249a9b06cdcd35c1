"""The word lists of lexicon.toml, made ready for looking up."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from leadcoach.readers.turns import holds, needed

_UP_TO_THREE = r" (?:\w+ ){0,3}?"
# Letters and spaces, but no letter that may be missing: "one on ones?" begins "one on one".
_BEGINNING = re.compile(r"(?:[a-z ](?!\?))*")


class Verb(NamedTuple):
    """One form of a verb: its plain form, `past`, `now` or `ing`, and what kinds it is of."""

    base: str
    tense: str
    kinds: tuple[str, ...]


def listed(words: str) -> frozenset[str]:
    """Return the words of a line of words."""
    return frozenset(words.split())


@cache
def verbs() -> Mapping[str, Verb]:
    """Return every form of every listed verb."""
    lists = _lists()
    kinds: dict[str, list[str]] = {}
    for kind, listed in lists["verbs"].items():
        for base in dict.fromkeys(listed.split()):
            kinds.setdefault(base, []).append(kind)
    found: dict[str, Verb] = {}
    for base, its in kinds.items():
        verb = {
            tense: Verb(base, tense, tuple(its)) for tense in ("now", "past", "ing")
        }
        for form, tense in _forms(base, lists["irregular"].get(base, "").split()):
            found.setdefault(form, verb[tense])
    return found


@cache
def word_kinds() -> Mapping[str, tuple[str, ...]]:
    """Return the kinds of each listed word that is not a verb."""
    found: dict[str, tuple[str, ...]] = {}
    for kind, listed in _lists()["words"].items():
        for word in listed.split():
            found[word] = (*found.get(word, ()), kind)
    return found


class Phrases:
    """A list of turns of phrase; an expression is made of one only where it may stand.

    Making all of them takes longer than reading a short account, and few are met in one.
    """

    def __init__(self, listed: Sequence[str]) -> None:
        self._words: list[str] = []
        self._patterns: dict[str, list[str]] = {}
        for phrase in map(str.strip, listed):
            begin = "".join(_BEGINNING.findall(phrase)[:1])
            if begin == phrase:
                self._words += (f" {phrase} ", f" {phrase}s ")
            else:
                self._patterns.setdefault(f" {begin}", []).append(phrase)

    def count(self, plain: str) -> int:
        """Return how often the list is met in plain words, each between two spaces."""
        found = sum([plain.count(words) for words in self._words if words in plain])
        for begin, patterns in self._patterns.items():
            if begin not in plain:
                continue
            kept = tuple([each for each in patterns if holds(plain, needed(each))])
            if kept:
                found += len(_expression(kept).findall(plain))
        return found


@cache
def _expression(kept: tuple[str, ...]) -> re.Pattern[str]:
    choice = "|".join(kept).replace(" _ ", _UP_TO_THREE)
    return re.compile(rf"\b(?:{choice})s?(?!\w)")


@cache
def phrases(group: str) -> Mapping[str, Phrases]:
    """Return each list of turns of phrase in `group`."""
    return {name: Phrases(listed) for name, listed in _lists()[group].items()}


@cache
def plain_words() -> Mapping[str, str]:
    """Return what stands for a word when turns of phrase are looked for."""
    shortened: Mapping[str, str] = _lists()["plain"]
    return {form: verb.base for form, verb in verbs().items()} | dict(shortened)


@cache
def _lists() -> Mapping[str, Any]:
    path = Path(__file__).parent / "lexicon.toml"
    return tomli.loads(path.read_text(encoding="utf-8"))


def _forms(base: str, irregular: Sequence[str]) -> Iterator[tuple[str, str]]:
    yield base, "now"
    stem = base.removesuffix("e")
    yield from ((f"{base}s", "now"), (f"{base}es", "now"))
    if base.endswith("y"):
        yield from ((f"{base[:-1]}ied", "past"), (f"{base[:-1]}ies", "now"))
    for root in (stem, base + base[-1]):
        yield from ((f"{root}ed", "past"), (f"{root}ing", "ing"))
    for form in irregular:
        yield form, "ing" if form.endswith("ing") else "past"
