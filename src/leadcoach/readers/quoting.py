"""Cutting quotes: a whole thought of the writer's own, always an exact slice.

A quote begins with who acts, or with the verb where the subject went before, and ends
where nothing is left open. Where no such cut exists, there is no quote.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from leadcoach.domain.reading import Quote
from leadcoach.readers.borders import WHOLE, costs
from leadcoach.readers.cues import Found
from leadcoach.readers.deeds import deeds_in, score_of_place
from leadcoach.readers.hearing import Told
from leadcoach.readers.wants import (
    CONNECTS,
    CONTRACTED,
    FIRST_PERSON,
    HANGS_ON,
    HELPS,
    LEADS_ON,
    MODALS,
    NEVER_LAST,
    OPINES,
    SUBJECTS,
    SUPPOSES,
    TIMES,
    UNDER,
)
from leadcoach.readers.words import Word, base_of, words_around

LONGEST = 10
"""words that are wanted at most"""
_MOST = 12
"""words that are taken where a thought needs them"""
_LENGTH_COST = (50.0, 4.5, 3.0, 1.8, 0.9, 0.2, 0.0, 0.0, 0.0, 0.3, 0.5, 1.5, 2.0)
"""what a quote of so many words costs, from none to twelve"""
_TOLD_BY_CLAUSE = ("edge", "text", "needs")
_KEPT_ANYWAY = ("stance", "limit", "placed")
"""what the reading has to say, even if the words that show it are cut badly"""
_BARRED = 4 * WHOLE
"""what a cut costs that would say something else: "if | I set myself up as a blocker" """
_EDGES = " .,;:!?\u2026()[]-\u2013\u2014*#_>\u2022"


class _Cut(NamedTuple):
    """Words `first` to `last` of a stretch, and how much they leave open."""

    cost: float
    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


def around(found: Found, limit: int = LONGEST) -> Quote:
    """Return the thought that holds a cue, of `limit` words or a few more.

    Its bounds are those of the sentence, of the line, and of somebody's speech. It is
    empty where the words do not come to a thought of the writer's own.
    """
    return cut(found, limit)[0]


def cut(found: Found, limit: int = LONGEST) -> tuple[Quote, bool]:
    """Return the thought that holds a cue, and whether it is whole."""
    key = (found.start, found.end, found.group, limit)
    known = found.told.cuts.get(key)
    if known is None:
        known = found.told.cuts[key] = _cut(found, limit)
    return known


def _cut(found: Found, limit: int) -> tuple[Quote, bool]:
    words = words_around(found.told, found.start)
    if not words:
        return found.told.quote(0, 0), False
    cuts = sorted(
        each
        for each in _cuts(found, words)
        if _is_closed(found.told.plain[words[each.first].start : words[each.last].end])
    )
    best = _fitting([each for each in cuts if each.cost < WHOLE], limit)
    is_kept = found.group in _KEPT_ANYWAY and bool(found.label)
    if best is None and is_kept and found.group == "placed":
        words, best = _elsewhere(found, words, limit)
    if best:
        return _quote(found.told, words[best.first : best.last + 1]), True
    if is_kept:
        return _quote(found.told, _broken_off(found, words, cuts, limit)), False
    return found.told.quote(0, 0), False


def _is_closed(plain: str) -> bool:
    return plain.count("(") == plain.count(")") and len(plain.split()) <= _MOST


def _fitting(cuts: Sequence[_Cut], limit: int) -> _Cut | None:
    """Return the best that is short enough, or the shortest."""
    short = [each for each in cuts if each.length <= limit]
    if short or limit >= LONGEST:
        return next(iter(short or cuts), None)
    return min(cuts, key=lambda each: (each.length, each.cost), default=None)


def _elsewhere(
    found: Found, words: list[Word], limit: int
) -> tuple[list[Word], _Cut | None]:
    """Return another cut of a sentence that was placed: at another deed, or at its start."""
    sentence = found.told.sentence_at(found.start)
    places = [deed.place for deed in deeds_in(found.told, *sentence)]
    for place in (*places, sentence.start):
        other = words_around(found.told, place)
        first = _opened(other, _word_at(other, place))
        # What hangs on something else is no better than what was found.
        cost = 3 * _hanging(found, other, first) + _unreal(other, first)
        whole = [
            each
            for each in _from(other, first, cost, first)
            if each.cost < WHOLE
            and _has_verb(other, each)
            and not _is_side(other, each)
            and _is_closed(found.told.plain[other[first].start : other[each.last].end])
        ]
        best = _fitting(sorted(whole), limit)
        if best:
            return other, best
    return words, None


def _cuts(found: Found, words: Sequence[Word]) -> Iterator[_Cut]:
    at = _word_at(words, found.start)
    last = max(
        (each for each, word in enumerate(words) if word.start < found.end), default=at
    )
    if found.group not in _TOLD_BY_CLAUSE:
        first = _opened(words, _subject_before(words, at))
        cost = _hanging(found, words, first)
        cost += _unreal(words, first)
        is_own = words[first].low in SUBJECTS or found.label
        for each in _from(words, first, cost, last if last - first < _MOST else first):
            if is_own and _has_verb(words, each):
                yield each
        return
    end = found.told.sentence_at(found.start).end
    if found.told.plain[end - 1 : end] == "?":
        return
    needs_me = found.label != "others"
    for first, more in _clause_starts(words, at):
        cost = more + _unreal(words, first)
        cost += _hanging(found, words, first) if needs_me else 0.0
        for each in _from(words, first, cost, max(last, first)):
            said = {word.low for word in words[each.first : each.last + 1]}
            if _has_verb(words, each) and (not needs_me or said & FIRST_PERSON):
                yield each


def _unreal(words: Sequence[Word], first: int) -> float:
    """Return the cost of what was thought, or not done: "I should have asked"."""
    near = [word.low for word in words[first : first + 5]]
    modal = next((at for at, low in enumerate(near[1:4], 1) if low in MODALS), None)
    is_unreal = modal is not None and "have" in near[modal + 1 : modal + 3]
    if is_unreal:
        return _BARRED
    return WHOLE if not OPINES.isdisjoint(near[1:3]) else 0.0


def _hanging(found: Found, words: Sequence[Word], first: int) -> float:
    """Return the cost of a clause that hangs on what stands before it: "the plan I made"."""
    before = words[first - 1] if first else None
    if before is None or before.stop or before.low in LEADS_ON:
        return 0.0
    if before.low in SUPPOSES:
        return _BARRED
    is_bound = before.low in HANGS_ON
    if before.low in UNDER:
        is_bound = not found.label
    elif words[first].low in SUBJECTS and not is_bound:
        start = found.told.sentence_at(words[first].start).start
        is_free = score_of_place(found.told.plain[start : words[first].start]) > 0
        is_bound = not (is_free or before.low in TIMES or before.low.endswith("ly"))
    if not is_bound:
        return 0.0
    return 2.0 if found.group in _KEPT_ANYWAY and found.label else WHOLE


def _from(
    words: Sequence[Word], first: int, more: float, at_least: int
) -> Iterator[_Cut]:
    for last, cost in costs(words[: first + _MOST + 1], first):
        count = last - first + 1
        # What follows the stretch that is looked at is no end of anything.
        is_beyond = last == first + _MOST and last + 1 < len(words)
        if last >= at_least and count <= _MOST and not is_beyond:
            yield _Cut(cost + more + _LENGTH_COST[count], first, last)


def _has_verb(words: Sequence[Word], each: _Cut) -> bool:
    """Tell whether anything is done here, not only named: "my wish to be heard"."""
    return (
        words[each.first].low in SUBJECTS
        or any(
            base_of(words, at)
            and not (at and words[at - 1].low == "to")
            and (at == each.first or not words[at].low.endswith("ing"))
            for at in range(each.first, each.last + 1)
        )
        or any(word.low in CONTRACTED for word in words[each.first : each.last + 1])
    )


def _is_side(words: Sequence[Word], each: _Cut) -> bool:
    """Tell whether all this only leads up to what is told: "One day, when it rained"."""
    said = [word.low for word in words[each.first : each.last + 1]]
    return said[0] not in SUBJECTS and any(low in UNDER or low == "if" for low in said)


def _word_at(words: Sequence[Word], place: int) -> int:
    return next((at for at, word in enumerate(words) if word.end > place), 0)


def _subject_before(words: Sequence[Word], at: int) -> int:
    """Return the word "I" or "we" whose verb stands at `at`, or `at`."""
    here = at
    while here >= 0 and at - here < 8:
        if words[here].low in SUBJECTS:
            return here
        if here < at and (words[here].stop or words[here].low not in HELPS):
            break
        here -= 1
    return at


def _opened(words: Sequence[Word], first: int) -> int:
    """Return `first`, or the word behind it where it only leads over."""
    furthest = min(len(words) - 1, first + 3)
    while first < furthest and words[first].low in LEADS_ON:
        first += 1
    return first


def _clause_starts(words: Sequence[Word], at: int) -> Iterator[tuple[int, float]]:
    """Yield where a clause with the word at `at` may begin, and what that costs."""
    for first in range(at, max(-1, at - _MOST), -1):
        before = words[first - 1] if first else None
        low = words[first].low
        if low in SUBJECTS:
            yield first, 0.0
        elif low in CONNECTS or low == "to":
            continue
        elif before is None or before.stop or before.low in CONNECTS:
            is_order = base_of(words, first) == low or low == "please"
            has_subject = any(word.low in SUBJECTS for word in words[:first])
            yield first, WHOLE if is_order and not has_subject else 1.0
        elif first < at and low.endswith("ing") and base_of(words, first):
            yield first, 2.0


def _broken_off(
    found: Found, words: Sequence[Word], cuts: Sequence[_Cut], limit: int
) -> Sequence[Word]:
    """Return words that have to do, where no cut leaves nothing open."""
    least = 3 if found.group == "placed" else 1
    bearable = [each for each in cuts if each.cost < _BARRED]
    best = _fitting([each for each in bearable if each.length >= least], limit)
    is_placed = found.group == "placed"
    if best and (not is_placed or words[best.first].low in SUBJECTS):
        return words[best.first : best.last + 1]
    if is_placed:
        return ()
    first = _opened(words, _subject_before(words, _word_at(words, found.start)))
    kept = list(words[first : first + limit])
    while len(kept) > 2 and kept[-1].low in NEVER_LAST:
        kept.pop()
    return kept


def _quote(told: Told, words: Sequence[Word]) -> Quote:
    if not words:
        return told.quote(0, 0)
    start, end = words[0].start, words[-1].end
    while start < end and told.text[start] in _EDGES:
        start += 1
    while end > start and told.text[end - 1] in _EDGES:
        end -= 1
    return told.quote(start, end)
