"""Cue words: where a person's own words name what they did with their say.

A cue counts when its subject is the writer, in a statement, not denied, not supposed, and
not reported of them by somebody else. Better to miss an act than to misname one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import tomli

from leadcoach.domain.sentences import Span
from leadcoach.readers.hearing import Told
from leadcoach.readers.turns import Turns

_AUXILIARY = re.compile(
    r"(?:just|then|also|still|often|usually|always|sometimes|simply|actually|really"
    r"|finally|eventually|even|again|basically|quietly|openly|only|first|immediately"
    r"|both|all|personally|normally|generally|mostly|now|later|once|probably|instead"
    r"|deliberately|literally|quickly|soon|myself|kind of|sort of|had|have|did|do|would"
    r"|tend(?:ed)? to|used to|try to|tried to|made sure to|make a point of|decided to"
    r"|chose to|end(?:ed)? up|ke(?:ep|pt)|(?:find|found|catch|caught) myself"
    r"|start(?:ed)?(?: to)?|beg[ai]n(?: to)?|need to|stop and"
    r"|(?:was|am|were|been|being)(?= (?:\w+ )?\w+ing\b)) +",
    re.IGNORECASE,
)
# After "I" or "we", or after a word by which an earlier one goes on.
_LEAD = re.compile(
    r"\b(?:(?P<i>i)|(?P<we>we))\b(?:'d|'ve|'m|'re)?,? +"
    r"|(?:\b(?:and|but|then|or)\b|[,;\u2013\u2014-]) +",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"(?:i|we)\b", re.IGNORECASE)
_SUBJECT = re.compile(
    r"\b(?:(?P<own>i|we)|he|she|they|you|who|which|that|there|someone|somebody|everyone"
    r"|everybody|nobody|people|one of \w+)\b",
    re.IGNORECASE,
)
_BREAKS_CARRY = re.compile(
    r"\b(?:when|whenever|while|because|if|until|unless|as|although|though|whether)\b"
    r"|n't\b|\b(?:not|never|without|cannot|to)\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"(?:\b(?:if|if only|whether|unless|as though|wish|imagine|suppose|supposing|until"
    r"|before|lest|that|afraid|fear|feared|worried|worry|hope|hoped|instead of"
    r"|rather than|did|do|have|had|would|could|can|should|was|am)(?: that)?,?"
    r"|\b(?!i\b)\w+ (?:say|says|said|think|thinks|thought|claim|claims|claimed|complain"
    r"|complains|complained|feel|feels|felt|believe|believes|told \w+|tells \w+"
    r"|accused \w+)(?: that)?,?) +$",
    re.IGNORECASE,
)
_UNREAL = re.compile(
    r"\b(?:would|could|should|might|'d) have\b|\bif\b.*\bwould\b|\bwould\b.*\bif\b",
    re.IGNORECASE,
)
_FAR = 200
"""characters either way beyond which a sentence says nothing about an act in it"""
_NAME_THAT_ACTS = re.compile(r"(?<=[a-z,] )(?!I\b)[A-Z][a-z]+ [a-z]+(?:s|ed)\b")


@dataclass(frozen=True)
class Found:
    """A cue in an answer: its label and the stretch of text that matched."""

    label: str
    told: Told
    start: int
    end: int
    group: str
    """`stance`, `limit` (an own limit, which is a stance too), `conception` and so on"""


@dataclass(frozen=True)
class Cue:
    """One label's cues of one kind."""

    label: str
    kind: str
    """`acts`, `mine` or `anywhere`: who has to stand before it"""
    turns: Turns
    group: str


@dataclass(frozen=True)
class _Lead:
    """A place where an act of the writer's own may begin."""

    start: int
    """where the subject stands, or the word that carries it on"""
    places: tuple[int, ...]
    """where the verb may begin, the furthest first: after "I", "I just", "I just kept" """
    only_we: bool


@cache
def cues() -> tuple[Cue, ...]:
    """Return every cue that comes with leadcoach."""
    path = Path(__file__).parent / "cues.toml"
    return tuple(_cues(tomli.loads(path.read_text(encoding="utf-8"))))


def _cues(table: Mapping[str, Any]) -> Iterator[Cue]:
    for kind, patterns in table["limit"].items():
        yield _cue("with", kind, patterns, "limit")
    for group in ("stance", "conception", "edge", "text", "needs"):
        for label, kinds in table[group].items():
            for kind, patterns in kinds.items():
                yield _cue(label, kind, patterns, group)


def _cue(label: str, kind: str, patterns: Iterable[str], group: str) -> Cue:
    each = [
        pattern.replace("[\\w\u2019]", "[\\w']").replace("\u2019", "'?")
        for pattern in patterns
    ]
    return Cue(label, kind, Turns(each, r"\b" if kind == "anywhere" else ""), group)


def found_in(told: Told) -> Iterator[Found]:
    """Yield what the cues find in one answer, in no particular order."""
    leads = tuple(_leads(told))
    for cue in cues():
        expression = cue.turns.within(told.plain)
        if expression is None:
            continue
        if cue.kind == "anywhere":
            matches: Iterable[re.Match[str]] = expression.finditer(told.plain)
        else:
            is_mine = cue.kind == "mine"
            heard = [each for each in leads if not (is_mine and each.only_we)]
            matches = _acts_after(heard, expression, told.plain)
        for match in matches:
            sentence = told.sentence_at(match.start())
            if match.end() <= sentence.end and not told.is_silent(match.start()):
                yield Found(cue.label, told, *match.span(), cue.group)


def _acts_after(
    leads: Iterable[_Lead], expression: re.Pattern[str], plain: str
) -> Iterator[re.Match[str]]:
    done = 0
    for lead in leads:
        if lead.start < done:
            continue
        found = (expression.match(plain, place) for place in lead.places)
        match = next(filter(None, found), None)
        if match:
            done = match.end()
            yield match


def _leads(told: Told) -> Iterator[_Lead]:
    for lead in _LEAD.finditer(told.plain):
        sentence = told.sentence_at(lead.start())
        before = told.plain[max(sentence.start, lead.start() - _FAR) : lead.start()]
        only_we = lead.group("we") is not None
        if lead.group("i") or only_we:
            is_own = not _SUPPOSED.search(before)
        else:
            subject = _carried_on(before)
            is_own, only_we = bool(subject), subject == "we"
        if is_own and _is_told(told.plain, lead.start(), sentence):
            places = tuple(_places(told.plain, lead.end()))[::-1]
            yield _Lead(lead.start(), places, only_we)


def _is_told(plain: str, place: int, sentence: Span) -> bool:
    start, end = max(sentence.start, place - _FAR), min(sentence.end, place + _FAR)
    is_asked = plain[sentence.end - 1 : sentence.end] == "?"
    return not is_asked and not _UNREAL.search(plain, start, end)


def _places(plain: str, start: int) -> Iterator[int]:
    yield start
    while auxiliary := _AUXILIARY.match(plain, start):
        start = auxiliary.end()
        yield start


def _carried_on(before: str) -> str:
    """Return "i" or "we" if that was the last subject and still holds, or nothing."""
    subjects = list(_SUBJECT.finditer(before))
    if not subjects or not subjects[-1].group("own"):
        return ""
    last = subjects[-1]
    since = before[last.end() :]
    holds = not (
        _BREAKS_CARRY.search(since)
        or _NAME_THAT_ACTS.search(since)
        or _SUPPOSED.search(before[: last.start()])
    )
    return last.group().lower() if holds else ""
