"""The first paragraph: how the person seems to define leading and think about power."""

import re
from collections.abc import Sequence
from dataclasses import replace

from leadcoach.domain.reading import Quote
from leadcoach.readers.lines import Line, fits, paragraph
from leadcoach.readers.noticing import Noticed
from leadcoach.readers.phrasing import Voice, excess, stretches, wording
from leadcoach.readers.plans import Plan, Plans
from leadcoach.readers.sitter import Sitter

_LIMITS = ((10, 9), (8, 7), (6, 5, 4))
"""words of a quote, as far as it takes for the paragraph to fit"""
_TAKES = 12
"""wordings that are tried, for one that is short and lets the person speak soon"""
_HEDGE = re.compile(r"\b(?:seems?|may|might|could|perhaps|looks like|sounds like)\b")
_UNHEDGED = 100
_MOST_TAKES = 60
"""as many, until one leaves something open"""
_ORDERS = (
    ("leading", "best", "struggle", "topic"),
    ("best", "leading", "struggle", "topic"),
)


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
    return excess(whole) + (0 if _HEDGE.search(whole) else _UNHEDGED)


def _worded(plans: Sequence[Plan], voice: Voice) -> list[Line]:
    lines = []
    after = 0
    for plan in plans:
        frames = wording()[plan.group][plan.kind]
        template = voice.say(frames, plan.words, after)
        after = stretches(template, after)[-1]
        lines.append(Line(template, plan.quotes))
    return lines


def _plans(seen: Noticed, *, one_sided: bool) -> Plans:
    sitter = Sitter(seen, one_sided)
    pulls = sitter.pulls()
    # What leading means comes from the best act there is, unless that is known for more.
    leading = () if sitter.known else sitter.leading()
    parts = {
        "best": sitter.best(across=bool(pulls) and sitter.is_across),
        "struggle": pulls or sitter.struggle(),
    }
    best = parts["best"][:1]
    if best and best[0].kind == "with_placed" and not sitter.has_meaning():
        # A placed sentence is all there is of both.
        leading = (replace(best[0], group="leading", kind="as_placed"),)
        parts["best"] = ()
    parts["leading"] = leading or sitter.leading()
    parts["best"] = (*parts["best"], *sitter.more("best"))
    parts["struggle"] = (
        *parts["struggle"],
        *sitter.strength_in_struggle(),
        *sitter.more(sitter.hard_part),
    )
    parts["topic"] = sitter.topic()
    # Leading stands first where best has nothing to say but what was done.
    orders = _ORDERS[:1] if leading else _ORDERS
    order = orders[Voice(seen.texts).number(len(orders))]
    told = [plan for each in order for plan in parts[each]]
    also, asked = sitter.also(), sitter.asked()
    if any(plan.kind == "there" for plan in asked):
        # The question is about what was told right before: an act, not a topic.
        told = [plan for plan in told if plan not in parts["topic"]]
    return (*told, *also, *asked, *sitter.missing())
