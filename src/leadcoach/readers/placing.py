"""What is known of each sentence's stance: the person's word first, then plain names.

A stance counts only where the person placed the sentence, or where their own words name
it ("I micromanaged", "I said nothing").
"""

import re
from collections.abc import Iterable, Sequence

from leadcoach.domain.reading import STANCES, Placing
from leadcoach.readers.cues import Found
from leadcoach.readers.deeds import deeds_in
from leadcoach.readers.hearing import Told
from leadcoach.readers.quoting import around

_OPENING = re.compile(
    r"\s*(?:(?:and|but|so(?! far)|then|yeah|well|just|kind of|sort of|like|i mean)\b,? +)*",
    re.IGNORECASE,
)
_HANGING = -1
"""the score of a deed told in passing; a sentence that was placed may tell it so"""
_FEWEST = 4
"""words of a quote that tells something"""
KNOWN = ("stance", "limit", "placed")
"""the groups of what tells a stance"""
# These name no stance by themselves: one may defer to a better plan, or keep a secret.
_DOUBTFUL = re.compile(
    r"\b(?:deferr?(?:ed)? to|(?:say|said) a word|absorb|carr(?:y|ied)|rescu|froze"
    r"|all these people what to do|forced (?:him|her) (?:\w+ )?(?:in|out|up|down)to"
    r"|say no\b.*\bask|listen(?:ed)? to (?:him|her|it|music)\b|push(?:ed)? it through)",
    re.IGNORECASE,
)


def valid_placings(
    told: Sequence[Told], placings: Sequence[Placing]
) -> tuple[Placing, ...]:
    """Return the placings whose quote is a slice of an answer that is read."""
    return tuple(each for each in placings if _teller(told, each))


def with_placings(
    told: Sequence[Told], found: Sequence[Found], placings: Sequence[Placing]
) -> tuple[Found, ...]:
    """Return `found` with the person's placings in place of the cues they overrule."""
    kept = [
        each
        for each in found
        if each.group not in KNOWN
        or (_names(each) and not any(_is_within(each, at) for at in placings))
    ]
    placed = [_placed(told, at, found) for at in placings if at.placed in STANCES]
    return (*kept, *placed)


def _teller(told: Sequence[Told], placing: Placing) -> Told | None:
    quote = placing.quote
    fitting = (
        one
        for one in told
        if one.id == quote.answer
        and quote.text.strip()
        and 0 <= quote.start < quote.end
        and one.text[quote.start : quote.end] == quote.text
    )
    return next(fitting, None)


def _names(found: Found) -> bool:
    end = found.told.sentence_at(found.start).end
    words = found.told.plain[found.start : min(end, found.end + 12)]
    return found.group == "limit" or not _DOUBTFUL.search(words)


def _is_within(found: Found, placing: Placing) -> bool:
    quote = placing.quote
    is_there = quote.start <= found.start < quote.end
    return found.told.id == quote.answer and is_there


def _placed(answers: Sequence[Told], placing: Placing, found: Iterable[Found]) -> Found:
    told = next(one for one in answers if one.id == placing.quote.answer)
    start, end = _tellingest(told, placing, found)
    return Found(placing.placed, told, start, end, "placed")


def _says_little(told: Told, place: int) -> bool:
    return len(around(Found("", told, place, place, "act")).text.split()) < _FEWEST


def _tellingest(
    told: Told, placing: Placing, found: Iterable[Found]
) -> tuple[int, int]:
    """Return where in a placed sentence the act is told best."""
    cues = [
        each
        for each in found
        if each.group in ("stance", "limit") and _is_within(each, placing)
    ]
    if cues:
        here = min(cues, key=lambda each: (each.label != placing.placed, each.start))
        return here.start, here.end
    quote = placing.quote
    deeds = [
        each for each in deeds_in(told, quote.start, quote.end) if each.score > _HANGING
    ]
    # Of equally plain ones, one whose words are not broken off.
    deeds.sort(key=lambda deed: (_says_little(told, deed.place), -deed.score))
    if deeds:
        return deeds[0].place, deeds[0].place
    opening = _OPENING.match(told.plain, quote.start, quote.end)
    place = opening.end() if opening else quote.start
    return place, place
