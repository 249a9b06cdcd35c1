"""What leadcoach has to say in a language, and what it knows of English: stems, own acts."""

import re
from collections.abc import Iterator, Mapping, Sequence
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


# Which sentences most likely tell a clear act of the writer's own. Needed only to choose what
# to offer of a long text, and what to show where nobody can be asked: points for a few signs
# and for word stems, added up; tools/ranking_points.py makes them.

_TOKEN = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*|[,;]")
_SPEECH = re.compile('["\u201c][^"\u201c\u201d]*["\u201d]?')
_VERY_SHORT, _SHORT = 6, 10
"""words"""
_REACH = 8
"""words behind "I" in which its verb is looked for, and a person"""


def likeliest(texts: Sequence[str]) -> Sequence[float]:
    """Return for each text how likely it tells a clear own act; only the order counts."""
    points = _points()
    return [
        sum(points.get(sign, 0) for sign in signs(text, opens=at == 0))
        for at, text in enumerate(texts)
    ]


def signs(text: str, *, opens: bool) -> set[str]:
    """Return what speaks for or against a sentence; `opens` where it is the first."""
    said = [each for each in _tokens(text) if each[0].isalpha()]
    plain = {stem(word) for word in said}
    found = {f"word {each}" for each in plain} | ({"first"} if opens else set())
    if len(said) < _SHORT:
        found.add("very short" if len(said) < _VERY_SHORT else "short")
    if plain & stems("people"):
        found.add("a person")
    tokens = _tokens(_SPEECH.sub(" ", text))  # what is told, and not said
    acts = [
        _signs_of(token, tokens[at + 1 : at + 1 + _REACH])
        for at, token in enumerate(tokens)
        if token.split("'")[0] in ("i", "we")
    ]
    deeds = sum("deed" in act for act in acts)
    if deeds != 1:
        found.add("two deeds" if deeds else "no act")
    return found.union(*acts)


def _signs_of(who: str, behind: Sequence[str]) -> set[str]:
    """Return what an "I" or "we" does, by the words behind it."""
    helping = stems("helping")
    places = (at for at, word in enumerate(behind) if stem(word) not in helping)
    verb = next(places, None)
    if verb is None or not behind[verb][0].isalpha():
        return set()
    word = behind[verb]
    if stem(word) in stems("states"):
        return {"state"}
    if who.endswith("'ll") or not listed("supposing").isdisjoint(behind[:verb]):
        return {"supposed"}
    near = {stem(each) for each in behind[verb + 1 :]}
    return (
        {"deed", who.split("'")[0], f"verb {stem(word)}"}
        | ({"past"} if word.endswith("ed") else set())
        | ({"to a person"} if near & stems("people") else set())
    )


def _tokens(text: str) -> list[str]:
    return [each.lower().replace("\u2019", "'") for each in _TOKEN.findall(text)]


@cache
def _points() -> Mapping[str, int]:
    path = Path(__file__).parent / "ranking.toml"
    stored = tomli.loads(path.read_text(encoding="utf-8"))
    points: dict[str, int] = dict(stored["signs"])
    for kind in ("word", "verb"):
        for value, said in stored[kind].items():
            points |= {f"{kind} {each}": int(value) for each in said.split()}
    return points
