"""Which sentences most likely tell a clear act of the writer's own.

Needed only to choose what to offer of a long text, and what to show where nobody can be
asked. Points for a few signs and for word stems, added up; tools/ranking_points.py makes them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import tomli

from leadcoach.mirror.language import listed, stem

_TOKEN = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*|[\"\u201c\u201d,;]")
_QUOTES = frozenset('"\u201c\u201d')
_OWN = frozenset(["i", "we"])
_MINE = _OWN | {"my", "me", "us", "our"}
_OTHERS = frozenset(["he", "she", "they", "it", "you", "there", "this"])
_CARRIES_ON = frozenset(["and", "but", "then", "or", ","])
_TURNS = frozenset(["and", "but", "so", "because", "that", ",", ";"])
_BEING = frozenset(["was", "am", "were", "i'm", "been", "got", "get"])
_REACH = 8
"""words in which a verb is looked for, and a person behind it"""
_CARRIED = 40
"""words over which an "and" carries the subject on"""


class _Act(NamedTuple):
    """A verb whose subject is `i` or `we`."""

    who: str
    place: int
    supposed: bool
    denied: bool
    beside: bool
    """whether it stands in a side clause"""


def likeliest(texts: Sequence[str]) -> Sequence[float]:
    """Return for each text how likely it tells a clear own act; only the order counts."""
    points = _points()
    return [
        sum(points.get(sign, 0) for sign in signs(text, opens=at == 0))
        for at, text in enumerate(texts)
    ]


def signs(text: str, *, opens: bool) -> set[str]:
    """Return what speaks for or against a sentence; `opens` where it is the first."""
    tokens = [token.lower().replace("\u2019", "'") for token in _TOKEN.findall(text)]
    words = [token for token in tokens if token[0].isalpha()]
    stems = {stem(word) for word in words}
    acts = list(_acts(tokens))
    found = {f"word {each}" for each in stems} | _of_acts(tokens, acts)
    size = {"very short": len(words) < 6, "short": 6 <= len(words) < 10}
    mine = {word.split("'")[0] for word in words} & _MINE
    told = {
        **size,
        "first": opens,
        "nothing of mine": not mine,
        "a person": not stems.isdisjoint(_stems("people")),
        "no act": not acts,
    }
    return found | {sign for sign, holds in told.items() if holds}


def _of_acts(tokens: Sequence[str], acts: Sequence[_Act]) -> set[str]:
    found: set[str] = set()
    deeds = 0
    for at, act in enumerate(acts):
        verb = tokens[act.place]
        if _is_state(tokens, act.place):
            found |= {"state first"} if at == 0 else set()
        elif act.supposed or act.beside:
            found.add("supposed" if act.supposed else "side clause")
        else:
            deeds += 1
            found |= {"deed", act.who, f"verb {stem(verb)}"}
            found |= {"past"} if verb.endswith("ed") else set()
            found |= {"denied"} if act.denied else set()
            behind = tokens[act.place + 1 : act.place + _REACH - 1]
            near = {stem(word) for word in behind if word[0].isalpha()}
            found |= set() if near.isdisjoint(_stems("people")) else {"to a person"}
    return found | ({"two deeds"} if deeds > 1 else set())


def _is_state(tokens: Sequence[str], place: int) -> bool:
    verb = tokens[place]
    happened = verb.endswith("ed") and tokens[place - 1] in _BEING
    return happened or stem(verb) in _stems("states")


def _acts(tokens: Sequence[str]) -> Iterator[_Act]:
    who, since, is_said = "", 0, False
    for at, token in enumerate(tokens):
        is_said ^= token in _QUOTES
        if is_said or token in _QUOTES:
            continue
        after = tokens[at + 1 : at + 2]
        if token.split("'")[0] in _OWN:
            who, since = token.split("'")[0], at
            act = _act_after(tokens, at, who)
        elif token in _CARRIES_ON and who and at - since < _CARRIED and _is_past(after):
            act = _act_after(tokens, at, who)
        else:
            turned = token in _OTHERS and at and tokens[at - 1] in _TURNS
            who = "" if turned else who
            continue
        if act:
            yield act


def _is_past(after: Sequence[str]) -> bool:
    return bool(after) and after[0].endswith("ed") and len(after[0]) > 4


def _act_after(tokens: Sequence[str], at: int, who: str) -> _Act | None:
    place = at + 1
    between = []
    while place < min(len(tokens), at + 1 + _REACH) and _helps(tokens, place):
        between.append(tokens[place])
        place += 1
    if place >= len(tokens) or not tokens[place][0].isalpha():
        return None
    before = tokens[max(0, at - 2) : at]
    return _Act(
        who,
        place,
        supposed=tokens[at].endswith("'ll")
        or not listed("supposing").isdisjoint(between),
        denied=not listed("denying").isdisjoint(between),
        beside=tokens[at] not in _CARRIES_ON
        and not listed("beside").isdisjoint(before),
    )


def _helps(tokens: Sequence[str], place: int) -> bool:
    more = tokens[place + 1 : place + 2]
    return stem(tokens[place]) in _stems("helping") and bool(more) and more[0].isalpha()


@cache
def _stems(name: str) -> frozenset[str]:
    return frozenset(map(stem, listed(name)))


@cache
def _points() -> Mapping[str, int]:
    path = Path(__file__).parent / "ranking.toml"
    stored = tomli.loads(path.read_text(encoding="utf-8"))
    points: dict[str, int] = dict(stored["signs"])
    for kind in ("word", "verb"):
        for value, stems in stored[kind].items():
            points |= {f"{kind} {each}": int(value) for each in stems.split()}
    return points
