"""Where an account tells of needs plainly enough to quote them as such."""

import re
from collections.abc import Sequence
from functools import partial

from leadcoach.readers.cues import Found
from leadcoach.readers.hearing import Told
from leadcoach.readers.noticing import Noticed
from leadcoach.readers.plans import Plans, Quoted, is_limit, line, overlap

_NEED = {
    "own": re.compile(
        r"(?:^|[.,;:] |\b(?:and|but|because|so) )i (?:\w+ )?(?:need|needed|longed for) (?!to\b)"
        r"\w+|\bmy own (?:needs?|rest|sleep|health)\b|\btime for myself\b",
        re.IGNORECASE,
    ),
    "others": re.compile(
        r"\b(?:they|she|he|the team|my team|the kids|the children|the others) (?:\w+ )?"
        r"(?:need|needs|needed|longed for) (?!it\b|this\b|that\b)\w+",
        re.IGNORECASE,
    ),
}
"""what tells of a need plainly enough to be quoted as one"""
_NAMED = re.compile(
    r"(?:\b(?:asked|told|tell|ask|let|gave|helped|thanked|invited|rang|met|praised) "
    r"(?P<a>[A-Z][a-z]{2,})\b(?! [A-Z]))"
    r"|(?<![.!?] )(?<!^)\b(?P<b>[A-Z][a-z]{2,}) (?:said|says|asked|asks|told|hands|wanted|wants|cried|came)\b"
)
_YOU = (("they", "you"), ("their", "your"))
_GROUP = re.compile(
    r"\b(?P<whose>my|our|the) (?P<who>team|staff|students|kids|children|daughter|son|boss|director"
    r"|board|committee|group|class|volunteers|designers|engineers|developers|players|nurses"
    r"|juniors|parents|employees|members|colleagues|workers|men|women|boys|girls|others)\b"
)
_NO_NAME = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december christmas easter god the they she when
    then and but what that this his her nobody everyone somebody sister brother mum dad""".split()  # noqa: SIM905
)


def others_in(told: Sequence[Told]) -> str:
    """Return who else is named in an account, struggle first, or nothing."""
    order = sorted(told, key=lambda one: one.part == "best")
    for one in order:
        for found in _NAMED.finditer(one.plain):
            name = found["a"] or found["b"]
            if name.lower() not in _NO_NAME and not one.is_silent(found.start()):
                return name
    for one in order:
        if group := _GROUP.search(one.plain):
            whose = "the" if group["whose"] == "the" else "your"
            return f"{whose} {group['who']}"
    return ""


def tells_need(found: Found) -> bool:
    """Tell whether the words around a cue of `needs` tell of one."""
    start = max(found.told.sentence_at(found.start).start, found.start - 12)
    words = found.told.plain[start : found.end + 24]
    return bool(_NEED[found.label].search(words))


def missing(seen: Noticed, quoted: Quoted, *, is_asked: bool) -> Plans:
    """Return what is said of needs: whose are told, whose are not.

    Where it is asked whose needs were served, only a need that has words is told.
    """
    own = _need(seen, quoted, "own") or next(filter(is_limit, seen.of("with")), None)
    theirs = _need(seen, quoted, "others")
    who = others_in(seen.told)
    say = partial(line, seen, "missing", words=_who(who or "the others"))
    if own and theirs:
        is_new = quoted.is_free(own) and quoted.is_free(theirs)
        if not is_new or overlap(own, theirs):
            return ()
        quoted.used += [own, theirs]
        return say("neither_beside", own, theirs)
    kind = "others" if own else "own" if theirs else "both"
    shown = own or theirs
    if shown and quoted.is_free(shown):
        quoted.used.append(shown)
        return say(f"{kind}_beside", shown)
    if is_asked:
        return ()
    if kind != "both":
        return say(kind)
    kind, words = _either(who)
    return say(kind, words=words)


def _who(who: str) -> dict[str, list[str]]:
    return {"they": [who], "their": [f"{who}'" if who.endswith("s") else f"{who}'s"]}


def _either(who: str) -> tuple[str, dict[str, list[str]]]:
    """Return how it is said that nobody's needs are told, and of whom."""
    if not who:
        return "unnamed", {"they": ["you", "anyone"]}
    return "both", {each: [*_who(who)[each], you] for each, you in _YOU}


def _need(seen: Noticed, quoted: Quoted, label: str) -> Found | None:
    told = list(filter(tells_need, seen.of(label)))
    return quoted.first_free(told) or next(iter(told), None)
