"""What is noticed in an account: own acts, stances, meanings, edges, ways of telling."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leadcoach.domain.reading import (
    CONCEPTIONS,
    EDGES,
    STANCES,
    Moment,
    Observation,
    Quote,
)
from leadcoach.domain.sentences import Span
from leadcoach.domain.text import words_in
from leadcoach.readers import Account
from leadcoach.readers.acts import Act, own_acts
from leadcoach.readers.cues import Found, found_in
from leadcoach.readers.hearing import Told, heard
from leadcoach.readers.quoting import around

FEWEST_WORDS = 40
FEWEST_ACTS = 3
_MOMENTS_A_PART = 2
_CLEAR = 4
"""the clarity of an act that a stance cue names"""
_QUOTES_A_LABEL = 3
_OTHERS = re.compile(
    r"\b(?:he|she|they|them|him|her|we|us|team|people|everyone|everybody|someone|group"
    r"|colleagues?|staff|others|kids|children|[a-z]+ers)\b"
    r"|(?<=[a-z,] )(?!I\b)[A-Z][a-z]+",
)
_TELLING = 60
"""characters of a cue beyond which it is not more telling than a shorter one"""


@dataclass(frozen=True)
class Noticed:
    """An account, and what its words say about their writer's own acts."""

    told: tuple[Told, ...]
    found: tuple[Found, ...]
    acts: tuple[Act, ...]
    """sentences that tell an act of the writer's own, in order"""
    word_count: int

    @property
    def act_count(self) -> int:
        """Return how many acts of the writer's own are told."""
        return sum(act.count for act in self.acts)

    @property
    def is_thin(self) -> bool:
        """Tell whether this is too little to say anything about."""
        return self.word_count < FEWEST_WORDS or self.act_count < FEWEST_ACTS

    def of(self, label: str, part: str = "") -> list[Found]:
        """Return the cues of `label`, the most telling first."""
        kept = [
            each
            for each in self.found
            if each.label == label and part in ("", each.told.part)
        ]
        return sorted(kept, key=lambda each: -min(each.end - each.start, _TELLING))

    def holds(self, part: str) -> bool:
        """Tell whether anything was written for `part`, best or struggle."""
        return any(each.part == part for each in self.told)


def noticed(account: Account) -> Noticed:
    """Return what is noticed in `account`."""
    told = heard(account)
    found = [each for one in told for each in found_in(one) if around(each).text]
    order = {one.id: at for at, one in enumerate(told)}
    found.sort(key=lambda each: (order[each.told.id], each.start, each.label))
    return Noticed(
        told=told,
        found=tuple(found),
        acts=tuple(act for one in told for act in _acts(one, found)),
        word_count=sum(len(words_in(one.text)) for one in told),
    )


def _acts(told: Told, found: Sequence[Found]) -> list[Act]:
    acts = {act.sentence: act for act in own_acts(told)}
    # A sentence with a stance tells an act, whatever its verb looks like.
    for each in found:
        if each.told is told and each.group in ("stance", "limit"):
            sentence = told.sentence_at(each.start)
            acts.setdefault(sentence, Act(told, sentence, each.start, _CLEAR))
    return sorted(acts.values(), key=lambda act: act.sentence)


def observations(seen: Noticed) -> tuple[Observation, ...]:
    """Return the labels found, each with at most three quotes that show it."""
    kept: dict[str, list[Quote]] = {}
    for label, quote in _labelled(seen):
        quotes = kept.setdefault(label, [])
        if len(quotes) < _QUOTES_A_LABEL and quote.text and quote not in quotes:
            quotes.append(quote)
    return tuple(
        Observation(label, quote) for label, quotes in kept.items() for quote in quotes
    )


def _labelled(seen: Noticed) -> Iterator[tuple[str, Quote]]:
    # An edge is where it is hard: looked for in the struggle, if one was told.
    hard = "struggle" if seen.holds("struggle") else ""
    for label in STANCES:
        yield from ((label, around(each)) for each in seen.of(label))
    act = act_in(seen, hard) or act_in(seen)
    if act and not any(seen.of(label) for label in STANCES):
        yield "none", around(act)
    for label in CONCEPTIONS:
        yield from ((label, around(each)) for each in seen.of(label))
    for label in EDGES:
        yield from ((label, around(each)) for each in seen.of(label, hard))
    yield from _ways_of_telling(seen)


def _ways_of_telling(seen: Noticed) -> Iterator[tuple[str, Quote]]:
    yield from (
        (each.label, around(each)) for each in seen.found if each.group == "text"
    )
    others = ("over", "conceding", "overgiving")
    hard = [each for label in others for each in seen.of(label, "struggle")]
    if hard and seen.of("with", "best") and not seen.of("with", "struggle"):
        yield "text.contrast", around(hard[0])
    act = act_in(seen)
    if act and not any(_OTHERS.search(one.plain) for one in seen.told):
        yield "text.no_others", around(act)


def act_in(seen: Noticed, part: str = "", used: Sequence[Found] = ()) -> Found | None:
    """Return where the plainest own act of `part` is told; without a part, of anything.

    Sentences that `used` quotes already come last.
    """
    taken = {(each.told.id, each.told.sentence_at(each.start)) for each in used}
    fresh_first = sorted(
        seen.acts,
        key=lambda act: ((act.told.id, act.sentence) in taken, -act.clarity),
    )
    for act in fresh_first:
        here = Found("", act.told, act.place, act.place, "act")
        if part in ("", act.told.part) and around(here).text:
            return here
    return None


def moments(seen: Noticed) -> tuple[Moment, ...]:
    """Return up to four sentences with an own act, best and struggle alike."""
    stances: dict[tuple[str, Span], str] = {}
    for each in seen.found:
        if each.group in ("stance", "limit"):
            # Of two in one sentence, the one it ends on.
            stances[each.told.id, each.told.sentence_at(each.start)] = each.label
    chosen: list[Moment] = []
    for part in ("best", "struggle"):
        here = [act for act in seen.acts if act.told.part == part]
        clearest = sorted(
            here,
            key=lambda act: (
                (act.told.id, act.sentence) not in stances,
                -act.clarity,
            ),
        )
        chosen += [
            Moment(
                act.told.quote(*act.sentence),
                guess=stances.get((act.told.id, act.sentence), ""),
            )
            for act in here
            if act in clearest[:_MOMENTS_A_PART]
        ]
    return tuple(chosen)
