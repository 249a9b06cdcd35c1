"""Which sentences most likely tell a clear act of the writer's own.

Needed only to choose what to offer of a long text, and what to show where nobody can be
asked. Points for a few signs and for word stems, added up; tools/ranking_points.py makes them.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import tomli

from leadcoach.mirror.language import listed, stem, stems

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
    words = [each for each in _tokens(text) if each[0].isalpha()]
    plain = {stem(word) for word in words}
    found = {f"word {each}" for each in plain} | ({"first"} if opens else set())
    if len(words) < _SHORT:
        found.add("very short" if len(words) < _VERY_SHORT else "short")
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
        for value, words in stored[kind].items():
            points |= {f"{kind} {each}": int(value) for each in words.split()}
    return points
