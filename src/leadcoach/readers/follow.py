"""Follow-up questions: at most three, by what was said, each tied to a quote."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leadcoach.domain.reading import (
    CONCEPTIONS,
    EDGES,
    STANCES,
    Probe,
    Quote,
    Reading,
)

MOST = 3
_WORDS_SHOWN = 10
_GENERAL = ("text.general", "none", "text.toward")
"""asked when too little was seen to ask anything nearer"""
_STANCES = ("over", "conceding", "overgiving", "with", "none")
_TEXT = (
    "text.same_as_before",
    "text.contrast",
    "text.passive",
    "text.absolute",
    "text.must",
    "text.harsh_self",
    "text.they_blame",
    "text.results_only",
    "text.general",
    "text.no_others",
    "lens.gap",
    "text.no_self",
    "text.toward",
)
"""ways of telling, the one that says most of this account first"""
_KINDS = ("stance", "edge", "text")
_SLOT = re.compile(r"\{(q2?)\}")


@dataclass(frozen=True)
class Offered:
    """A follow-up question with its quotes in place."""

    key: str
    """the question as it stands in the bank; remembered, so that it is not asked again"""
    ask: str
    on: tuple[str, ...]
    """the labels that called for it"""
    quotes: tuple[Quote, ...] = ()
    """the words it is tied to, whether or not they stand in the question"""


def follow_ups(
    reading: Reading, probes: Sequence[Probe], asked: frozenset[str] = frozenset()
) -> tuple[Offered, ...]:
    """Return at most three questions that fit `reading`: by stance, by edge, by text.

    `asked` holds the keys of questions that were asked lately; they stay away.
    """
    fresh = [probe for probe in probes if probe.ask not in asked]
    if reading.abstained:
        return tuple(_without_quotes(fresh))[:MOST]
    chosen: list[Offered] = []
    for kind in _KINDS:
        chosen += _first(reading, [p for p in fresh if _kind(p) == kind], chosen)
    if len(chosen) < MOST:  # what leading means, or another of the same kinds
        rest = sorted(fresh, key=lambda probe: _kind(probe) != "conception")
        while more := _first(reading, rest, chosen):
            chosen += more
            if len(chosen) == MOST:
                break
    return tuple(chosen)


def _without_quotes(probes: Sequence[Probe]) -> Iterator[Offered]:
    for label in _GENERAL:
        for probe in probes:
            if probe.on == (label,) and not _SLOT.search(probe.ask):
                yield Offered(probe.ask, probe.ask, probe.on)
                break


def _first(
    reading: Reading, probes: Sequence[Probe], chosen: Sequence[Offered]
) -> list[Offered]:
    taken = {each.on for each in chosen}
    said = {each.key for each in chosen}
    for probe in sorted(probes, key=_order):
        if probe.on in taken or probe.ask in said:
            continue
        quotes = _quotes(reading, probe, chosen)
        if quotes:
            return [_offered(probe, quotes)]
    return []


def _order(probe: Probe) -> tuple[int, int]:
    # Two pulls tell more than one; among single ones, a pull more than a strength.
    first = probe.on[0]
    for order in (_STANCES, _TEXT):
        if first in order:
            return -len(probe.on), order.index(first)
    return -len(probe.on), len(_TEXT)


def _kind(probe: Probe) -> str:
    first = probe.on[0]
    if first in (*STANCES, "none"):
        return "stance"
    if first in EDGES:
        return "edge"
    return "conception" if first in CONCEPTIONS else "text"


def _quotes(
    reading: Reading, probe: Probe, chosen: Sequence[Offered]
) -> tuple[Quote, ...]:
    """Return a quote for each label of `probe`, or none if one was not found."""
    seen = {quote for each in chosen for quote in each.quotes}
    quotes = tuple(
        quote for label in probe.on if (quote := _best_quote(reading, label, seen))
    )
    return quotes if len(quotes) == len(probe.on) else ()


def _best_quote(reading: Reading, label: str, seen: set[Quote]) -> Quote | None:
    found = [each.quote for each in reading.observations if each.label == label]
    if label == "text.toward":
        found = [_opening(moment.quote) for moment in reading.moments]
    found.sort(key=lambda quote: (quote in seen, len(quote.text.split()) < 3))
    return found[0] if found else None


def _opening(quote: Quote) -> Quote:
    words = list(re.finditer(r"\S+", quote.text))[:_WORDS_SHOWN]
    end = words[-1].end() if words else 0
    return Quote(quote.text[:end], quote.answer, quote.start, quote.start + end)


def _offered(probe: Probe, quotes: tuple[Quote, ...]) -> Offered:
    slots = dict(zip(("q", "q2"), quotes, strict=False))
    ask = _SLOT.sub(lambda slot: _shown(slots.get(slot.group(1))), probe.ask)
    return Offered(probe.ask, ask, probe.on, quotes)


def _shown(quote: Quote | None) -> str:
    return quote.text if quote else "…"
