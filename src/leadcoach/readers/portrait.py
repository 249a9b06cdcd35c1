"""The first paragraph: how the person seems to define leading and think about power."""

import re
from collections.abc import Sequence
from dataclasses import replace

from leadcoach.domain.reading import Quote
from leadcoach.readers.lines import Line, fits, paragraph
from leadcoach.readers.noticing import Noticed, acts_in
from leadcoach.readers.phrasing import Voice, excess, stretches
from leadcoach.readers.plans import Plan, Plans, line
from leadcoach.readers.sitter import Sitter

_LIMITS = ((12, 10, 9), (8, 7), (6, 5, 4))
"""words of a quote, as far as it takes for the paragraph to fit"""
_TAKES = 20
"""wordings that are tried, for one that is short and lets the person speak soon"""
_HEDGE = re.compile(
    r"\b(?:seems?|may|might|could|perhaps|looks like|sounds like|reads like|appears to"
    r"|in what you wrote|in your (?:view|eyes|words)|by your (?:placing|account|reckoning)"
    r"|as you (?:say|see|tell|write|judge|place)|going by your words|the way you tell it)\b",
    re.IGNORECASE,
)
"""what says that this is one reading, or whose it is (domain.md, section 9)"""
_YOURS = re.compile(r"\b(?:you say|as you|your (?:placing|view))\b", re.IGNORECASE)
"""what says of a placing that it is the person's"""
_UNHEDGED = 100
_NOBODYS = 2
_MOST_TAKES = 60
"""as many, until one leaves something open"""
_NO_QUOTE = ("missing", "asked")
"""sentences that may hold no quote, and so stand best right behind one"""
_TELLING = ("with", "with_placed", "with_same", "pull_placed", "pull_same")
"""what is known of a sentence of their best, or of two"""


def portrait(
    seen: Noticed, *, one_sided: bool = False
) -> tuple[str, tuple[Quote, ...]]:
    """Return the paragraph and its quotes; `one_sided` is for a text of one kind.

    It tells of leading, power at best, power in the struggle, and what is missing; where
    room is short, it leaves out what can go, the last first.
    """
    plans = _plans(seen, one_sided=one_sided)
    for limits in _LIMITS:
        kept = list(plans)
        while True:
            said = _short(seen, kept, limits)
            goes = [at for at, plan in enumerate(kept) if plan.can_go]
            if said:
                return said
            if not goes:
                break
            del kept[goes[-1]]
    return paragraph(_worded(plans, Voice(seen.texts)), _LIMITS[-1])


def _short(
    seen: Noticed, plans: Sequence[Plan], limits: Sequence[int]
) -> tuple[str, tuple[Quote, ...]] | None:
    """Return the wording that fits in which quotes stand closest, of some, if one fits."""
    takes = []
    least = _UNHEDGED * _MOST_TAKES
    for take in range(1, _MOST_TAKES + 1):
        takes.append(_worded(plans, Voice(seen.texts, take)))
        least = min(least, _cost(takes[-1]))
        if not least or (take >= _TAKES and least < _UNHEDGED):
            break
    for lines in sorted(takes, key=_cost):
        said = paragraph(lines, limits)
        if fits(said[0]):
            return said
    return None


def _cost(lines: Sequence[Line]) -> int:
    """Return how far the quotes stand apart, and more where nothing is left open."""
    whole = " ".join(line.template for line in lines)
    is_placed = any(each.group == "placed" for line in lines for each in line.quotes)
    cost = 0 if _HEDGE.search(whole) else _UNHEDGED
    cost += _NOBODYS if is_placed and not _YOURS.search(whole) else 0
    return cost + excess(whole)


def _worded(plans: Sequence[Plan], voice: Voice) -> list[Line]:
    lines = []
    after = 0
    for plan, follows in zip(plans, [*plans[1:], None], strict=True):
        has_room = bool(follows and follows.group in _NO_QUOTE)
        template = voice.say(plan.frames, plan.words, after, leaves_room=has_room)
        after = stretches(template, after)[-1]
        lines.append(Line(template, plan.quotes))
    return lines


def _plans(seen: Noticed, *, one_sided: bool) -> Plans:
    sitter = Sitter(seen, one_sided)
    pulls = sitter.pulls()
    # What leading means comes from the best act there is, unless that is known for more.
    leading = () if sitter.known else sitter.leading()
    best = sitter.best(across=bool(pulls) and sitter.is_across)
    struggle = (*(pulls or sitter.struggle()), *sitter.strength_in_struggle())
    leading_first = bool(leading)
    leading = leading or sitter.leading()
    shows = leading and leading[0].kind != "none"
    if best and not shows and best[0].kind in _TELLING:
        # What is known tells more than an act nobody named.
        leading, best = (replace(best[0], group="leading"),), ()
    if leading and not shows and best and best[0].quotes:
        leading = ()  # what was done is told, and what it was for is asked
    leading = leading or _anything(seen, best + struggle)
    # Leading stands first where best has nothing to say but what was done.
    parts = (leading, best) if leading_first else _either(seen, leading, best)
    told = [plan for part in (*parts, struggle) for plan in part]
    asking = _asking(told, sitter)
    has_said = bool(asking) and _says_what_is_missing(asking[-1])
    return (*asking, *sitter.missing(is_asked=has_said))


def _either(seen: Noticed, leading: Plans, best: Plans) -> tuple[Plans, Plans]:
    is_turned = Voice(seen.texts).number(2)
    return (best, leading) if is_turned else (leading, best)


def _anything(seen: Noticed, told: Plans) -> Plans:
    """Return an own act, whatever was said of it, where there is nothing else to tell."""
    act = next(iter(acts_in(seen)), None)
    return () if told else line(seen, "leading", "any", act)


def _asking(told: Sequence[Plan], sitter: Sitter) -> Sequence[Plan]:
    """Return the plans with the question behind the last that nobody has named."""
    here = [at for at, plan in enumerate(told) if _is_of(plan, sitter.unknown)]
    if not here:
        return told
    at = here[-1]
    kind = "two" if len(told[at].quotes) > 1 else "one"
    kind = "topic" if told[at].group == "topic_told" else kind
    asked = [replace(plan, kind=kind) for plan in sitter.asked()]
    return [*told[: at + 1], *asked, *told[at + 1 :]]


def _is_of(plan: Plan, parts: Sequence[str]) -> bool:
    return any(each.told.part in parts for each in plan.quotes)


def _says_what_is_missing(plan: Plan) -> bool:
    return plan.group == "asked" or plan.kind == "silent"
