"""What a reading notes down: labels with their quotes, ways of telling, moments."""

import re
from collections.abc import Iterator

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
from leadcoach.readers.cues import Found
from leadcoach.readers.hearing import Told
from leadcoach.readers.noticing import Noticed, acts_in
from leadcoach.readers.quoting import around

_QUOTES_A_LABEL = 3
_MOMENTS_A_PART = 2
_HARD = ("over", "conceding", "overgiving")
_OTHERS = re.compile(
    r"\b(?:he|she|they|them|him|her|we|us|team|people|everyone|everybody|someone|group"
    r"|colleagues?|staff|others|kids|children|[a-z]+ers)\b"
    r"|(?<=[a-z,] )(?!I\b)[A-Z][a-z]+",
)
_SELF = re.compile(
    r"\b(?:i|me)\b[^.!?\n]{0,20}\b(?:need|want|wish|long|feel|felt|hop|fear|afraid|tired|scared"
    r"|happy|sad|glad|angry|proud|lone|worr|exhaust|enjoy|love|hate|miss|care|mind)\w*"
    r"|\b(?:for myself|my (?:own|needs?|rest|sleep|health|limits?|heart|stomach|body))\b",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"\b(?:we|the (?:team|group|project|club|company|choir|class|shop)|it|sales|numbers"
    r"|results|revenue) (?:won|grew|raised|doubled|tripled|delivered|sold|reached|shipped"
    r"|launched|finished|hit|beat|exceeded|rose|came in)\b",
    re.IGNORECASE,
)
_I_DID = re.compile(r"\bi\b", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:\w{2,}ed|was|were|had|did|said|told|took|gave|went|came|made|got|left|kept|led"
    r"|brought|met|ran|sat|saw|spoke|wrote|began|found|held|put|let|set|thought|knew"
    r"|felt|became|last|yesterday|ago|once)\b",
    re.IGNORECASE,
)
_GENERAL_FROM = 25
"""words of an answer without a past tense from which it speaks in general"""


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
    asked = _unplaced(seen, hard) or _unplaced(seen, "")
    if asked and not any(seen.of(label) for label in STANCES):
        yield "none", around(asked)
    for label in CONCEPTIONS:
        yield from ((label, around(each)) for each in seen.of(label))
    for label in EDGES:
        yield from ((label, around(each)) for each in seen.of(label, hard))
    yield from _ways_of_telling(seen)


def _unplaced(seen: Noticed, part: str) -> Found | None:
    places = (each for each in acts_in(seen, part) if not seen.is_placed(each))
    return next(places, None)


def _ways_of_telling(seen: Noticed) -> Iterator[tuple[str, Quote]]:
    yield from (
        (each.label, around(each)) for each in seen.found if each.group == "text"
    )
    hard = [each for label in _HARD for each in seen.of(label, "struggle")]
    if hard and seen.of("with", "best") and not seen.of("with", "struggle"):
        yield "text.contrast", around(hard[0])
    act = next(iter(acts_in(seen)), None)
    if act and not any(_OTHERS.search(one.plain) for one in seen.told):
        yield "text.no_others", around(act)
    if act and not any(_SELF.search(one.plain) for one in seen.told):
        yield "text.no_self", around(act)
    for one in seen.told:
        yield from _results(one)
        yield from _general(seen, one)


def _results(told: Told) -> Iterator[tuple[str, Quote]]:
    found = _RESULT.search(told.plain)
    if told.part != "best" or not found or _I_DID.search(told.plain):
        return
    if not told.is_silent(found.start()):
        yield "text.results_only", around(Found("", told, *found.span(), "text"))


def _general(seen: Noticed, told: Told) -> Iterator[tuple[str, Quote]]:
    if len(words_in(told.plain)) < _GENERAL_FROM or _PAST.search(told.plain):
        return
    here = next((each for each in acts_in(seen) if each.told is told), None)
    if here:
        yield "text.general", around(here)


def moments(seen: Noticed) -> tuple[Moment, ...]:
    """Return up to four sentences with an own act, or those the person placed."""
    guesses: dict[tuple[str, Span], str] = {}
    for each in seen.named:
        if each.group in ("stance", "limit"):
            # Of two in one sentence, the one it ends on.
            guesses[each.told.id, each.told.sentence_at(each.start)] = each.label
    if seen.placings:
        return tuple(_placed(seen, guesses))
    return tuple(_clearest(seen, guesses))


def _placed(seen: Noticed, guesses: dict[tuple[str, Span], str]) -> Iterator[Moment]:
    for each in seen.placings:
        quote = each.quote
        inside = (
            label
            for (answer, span), label in guesses.items()
            if answer == quote.answer and quote.start <= span.start < quote.end
        )
        yield Moment(quote, guess=next(inside, ""), placed=each.placed)


def _clearest(seen: Noticed, guesses: dict[tuple[str, Span], str]) -> Iterator[Moment]:
    for part in ("best", "struggle", "mixed"):
        here = [act for act in seen.acts if act.told.part == part]
        clearest = sorted(
            here,
            key=lambda act: ((act.told.id, act.sentence) not in guesses, -act.clarity),
        )[:_MOMENTS_A_PART]
        for act in here:
            if act in clearest:
                guess = guesses.get((act.told.id, act.sentence), "")
                yield Moment(act.told.quote(*act.sentence), guess=guess)
