"""The first paragraph: how the person seems to define leading and think about power."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from leadcoach.domain.reading import Quote
from leadcoach.readers.lines import Line, fits, paragraph
from leadcoach.readers.noticing import Noticed
from leadcoach.readers.phrasing import Voice, excess, stretches, wording
from leadcoach.readers.plans import Plan, Plans
from leadcoach.readers.sitter import Sitter

_LIMITS = ((10, 9, 8), (7, 6), (5, 4))
"""words of a quote, as far as it takes for the paragraph to fit"""
_TAKES = 8
"""wordings that are tried, for one that is short and lets the person speak soon"""
_ORDERS = (
    ("leading", "best", "struggle", "topic"),
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
    takes = (_worded(plans, Voice(seen.texts, take)) for take in range(_TAKES))
    for lines in sorted(takes, key=_length_between_quotes):
        said = paragraph(lines, limits)
        if fits(said[0]):
            return said
    return None


def _length_between_quotes(lines: Sequence[Line]) -> int:
    return excess(" ".join(line.template for line in lines))


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
    parts = {
        "best": sitter.best(across=bool(pulls) and sitter.is_across),
        "struggle": pulls or sitter.struggle(),
    }
    parts["leading"] = sitter.leading()
    if parts["leading"][0].kind == "untold" and parts["best"]:
        parts |= _leading_as_placed(parts)
    parts["best"] = (*parts["best"], *sitter.more("best"))
    parts["struggle"] = (
        *parts["struggle"],
        *sitter.strength_in_struggle(),
        *sitter.more("struggle"),
    )
    parts["topic"] = sitter.topic()
    order = _ORDERS[Voice(seen.texts).number(len(_ORDERS))]
    told = [plan for each in order for plan in parts[each]]
    asked = sitter.asked()
    # Without an act left to ask about, the question is about what was quoted last.
    if not asked and not sitter.known and sitter.used:
        return (*told, Plan("asked", "there", (), {}))
    return (*told, *sitter.missing(), *asked)


def _leading_as_placed(parts: Mapping[str, Plans]) -> dict[str, Plans]:
    """Return best and leading as one, where a placed sentence is all there is of both."""
    best = parts["best"][0]
    if best.kind != "with_placed":
        return {}
    both = replace(best, group="leading", kind="as_placed")
    return {"leading": (both,), "best": parts["best"][1:]}
