"""What is noticed in an account: own acts, stances, meanings, topics of struggle."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from leadcoach.domain.reading import Placing
from leadcoach.domain.sentences import Span
from leadcoach.domain.text import words_in
from leadcoach.readers import Account
from leadcoach.readers.acts import Act, own_acts
from leadcoach.readers.cues import Found, found_in
from leadcoach.readers.deeds import PLAIN, deeds_in, manner_of
from leadcoach.readers.hearing import Told, heard
from leadcoach.readers.model import learned
from leadcoach.readers.placing import KNOWN, valid_placings, with_placings
from leadcoach.readers.quoting import around, cut

_TELLING = 60
"""characters of a cue beyond which it is not more telling than a shorter one"""


_FEWEST = 4
"""words of a quote of an act, where there are longer ones"""
_BEFORE = re.compile(r"(?:i|we)(?:['\u2019]d| had) ", re.IGNORECASE)
"""how somebody tells of what came before, often in contrast"""
_TOLD = 3
"""clarity below which an act is quoted only where there is nothing else"""
_IN_THE_AIR = 1
"""clarity up to which an act only stands beside something else: "the plan I made" """
_CLEAR = 0.9
"""the learned score below which a sentence is seldom an act that shows power: one in four"""
_SHORT, _EARLIER, _VAGUE = 6.0, 4.0, 2.0
"""places in the order that an act loses whose quote says little"""
_DIMMEST = 2
"""0 is a clear act, 1 one that may be none, 2 one that is told in passing"""


@dataclass(frozen=True)
class Noticed:
    """An account, and what its words say about their writer's own acts."""

    told: tuple[Told, ...]
    found: tuple[Found, ...]
    """the stances in it are placed by the person, or named by their words"""
    acts: tuple[Act, ...]
    """sentences that tell an act of the writer's own, in order"""
    word_count: int
    named: tuple[Found, ...] = ()
    """stances the words name, placed or not"""
    placings: tuple[Placing, ...] = ()
    """those that fit the account"""
    order: tuple[Found, ...] = ()
    """where the acts are told, those that are worth quoting first"""

    @property
    def act_count(self) -> int:
        """Return how many acts of the writer's own are told."""
        return sum(act.count for act in self.acts)

    @property
    def texts(self) -> tuple[str, ...]:
        """Return everything that may settle how the reading is worded."""
        placed = (f"{each.quote.start} {each.placed}" for each in self.placings)
        return (*(one.text for one in self.told), *placed)

    def of(self, label: str, part: str = "") -> list[Found]:
        """Return the cues of `label`, the most telling first."""
        kept = [
            each
            for each in self.found
            if each.label == label and part in ("", each.told.part)
        ]
        return sorted(kept, key=_how_telling)

    def holds(self, part: str) -> bool:
        """Tell whether anything was written for `part`, best or struggle."""
        return any(each.part == part for each in self.told)

    def is_placed(self, place: Found) -> bool:
        """Tell whether the person has said of this sentence what it was."""
        return any(
            each.quote.answer == place.told.id
            and each.quote.start <= place.start < each.quote.end
            for each in self.placings
        )


def _how_telling(found: Found) -> tuple[bool, bool, int]:
    length = min(found.end - found.start, _TELLING)
    return found.group != "placed", not cut(found)[1], -length


def noticed(account: Account) -> Noticed:
    """Return what is noticed in `account`."""
    told = heard(account)
    seen = [each for one in told for each in found_in(one) if around(each).text]
    placings = valid_placings(told, account.placings)
    known = with_placings(told, seen, placings)
    found = list(_worth_quoting(known))
    order = {one.id: at for at, one in enumerate(told)}
    found.sort(key=lambda each: (order[each.told.id], each.start, each.label))
    acts = tuple(act for one in told for act in _acts(one, known))
    return Noticed(
        told=told,
        found=tuple(found),
        acts=acts,
        order=_in_order(acts, _ranks(told)),
        word_count=sum(len(words_in(one.text)) for one in told),
        named=with_placings(told, seen, ()),
        placings=placings,
    )


def _worth_quoting(found: Sequence[Found]) -> Iterator[Found]:
    """Yield what can be quoted; words cut badly only where the person said no more."""
    told = {
        (each.label, each.told.part)
        for each in found
        if each.group == "placed" and cut(each)[1]
    }
    for each in found:
        is_spare = each.group == "placed" and (each.label, each.told.part) in told
        if around(each).text and (cut(each)[1] or not is_spare):
            yield each


def _acts(told: Told, found: Sequence[Found]) -> list[Act]:
    acts = {act.sentence: act for act in own_acts(told)}
    # A sentence with a stance tells an act, whatever its verb looks like.
    for each in found:
        if each.told is told and each.group in KNOWN:
            sentence = told.sentence_at(each.start)
            acts.setdefault(sentence, Act(told, sentence, each.start, 0))
    return [_plainest(act) for _, act in sorted(acts.items())]


def _plainest(act: Act) -> Act:
    deeds = deeds_in(act.told, act.sentence.start, act.sentence.end)
    if not deeds:
        return replace(act, clarity=0)
    # The plainest of those whose words come to a whole thought.
    told = (deed for deed in deeds if _is_whole(act.told, deed.place))
    deed = next(told, deeds[0])
    return replace(act, place=deed.place, clarity=deed.score)


def _is_whole(told: Told, place: int) -> bool:
    return cut(Found("", told, place, place, "act"))[1]


def _ranks(told: Sequence[Told]) -> dict[tuple[str, int], int]:
    """Return the place of each sentence that tells an own act, among those that do."""
    model = learned()
    scored = []
    for one in told:
        texts = [one.text[span.start : span.end] for span in one.sentences]
        seen = model.sentences(texts, one.part)
        pairs = zip(one.sentences, seen, strict=True)
        scored += [(-each.score, one.id, span.start) for span, each in pairs]
    clear = [each for each in scored if -each[0] >= _CLEAR]
    return {each[1:]: at for at, each in enumerate(sorted(clear))}


def _in_order(
    acts: Sequence[Act], ranks: dict[tuple[str, int], int]
) -> tuple[Found, ...]:
    """Return where acts are told: the clearest first, but for quotes that would hang."""
    costs = []
    for at, act in enumerate(acts):
        place = Found(
            manner_of(act.told, act.place), act.told, act.place, act.place, "act"
        )
        quote, is_whole = cut(place)
        if not is_whole or act.clarity <= _IN_THE_AIR:
            continue
        rank = ranks.get((act.told.id, act.sentence.start))
        cost = float(len(ranks) if rank is None else rank)
        cost += _SHORT * (len(quote.text.split()) < _FEWEST)
        cost += _VAGUE * (not place.label) + _EARLIER * bool(_BEFORE.match(quote.text))
        is_short = len(quote.text.split()) < _FEWEST
        dimness = _DIMMEST if act.clarity < _TOLD or is_short else int(rank is None)
        costs.append((dimness, cost, at, place))
    costs.sort(key=lambda each: each[:3])
    return tuple(_plain(costs))


def _plain(costs: Sequence[tuple[int, float, int, Found]]) -> Iterator[Found]:
    """Yield the clear ones; where a part holds none, those that come closest."""
    plainest: dict[str, int] = {}
    for dimness, *_, place in costs:
        plainest.setdefault(place.told.part, dimness)
    is_nothing_told = min(plainest.values(), default=0) == _DIMMEST
    for dimness, *_, place in costs:
        least = plainest[place.told.part]
        if dimness == least and (dimness < _DIMMEST or is_nothing_told):
            yield place


def acts_in(
    seen: Noticed, part: str = "", used: Sequence[Found] = (), *, plain: bool = False
) -> list[Found]:
    """Return where own acts of `part` are told, those not in `used` first.

    The label of each is the manner of the act, if its verb names one. Without a part, of
    anything; `plain` leaves out those that are not told plainly.
    """
    taken = {sentence_of(each) for each in used}
    clear = {(act.told.id, act.sentence) for act in seen.acts if act.clarity >= PLAIN}
    here = [
        each
        for each in seen.order
        if part in ("", each.told.part) and (not plain or sentence_of(each) in clear)
    ]
    return sorted(here, key=lambda each: sentence_of(each) in taken)


def placed_none(seen: Noticed, part: str) -> list[Found]:
    """Return the sentences of `part` of which the person said that no stance fits."""
    told = {one.id: one for one in seen.told if one.part == part}
    places = [
        Found("", told[each.quote.answer], each.quote.start, each.quote.start, "placed")
        for each in seen.placings
        if each.placed == "none" and each.quote.answer in told
    ]
    return [each for each in places if around(each).text]


def sentence_of(found: Found) -> tuple[str, Span]:
    """Return the answer and the sentence that a cue stands in."""
    return found.told.id, found.told.sentence_at(found.start)
