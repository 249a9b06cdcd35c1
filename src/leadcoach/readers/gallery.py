"""Which of a person's words stand beside which lens, so that the same do not return."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import tomli

from leadcoach.domain.reading import CONCEPTIONS, STANCES, Lens
from leadcoach.domain.sentences import Span
from leadcoach.domain.text import clean_line
from leadcoach.readers.cues import Found
from leadcoach.readers.deeds import MANNERS
from leadcoach.readers.needs import tells_need
from leadcoach.readers.noticing import Noticed, acts_in, sentence_of
from leadcoach.readers.plans import LEADS, is_placed

_SHARES = ("with", *CONCEPTIONS, "others", "own", *LEADS)
_DIFFERS = ("overgiving", "over", "conceding", "undone", "alone")


@cache
def _known() -> Mapping[str, Any]:
    path = Path(__file__).parent / "lens-points.toml"
    return tomli.loads(path.read_text(encoding="utf-8"))


def known_lens(lens: Lens) -> Mapping[str, Any] | None:
    """Return what leadcoach can say of `lens`, or None for one of somebody's own.

    A lens that borrows an id but not the words is somebody's own.
    """
    row = _known().get(lens.id)
    if not isinstance(row, Mapping):
        return None
    same = (row["who"], row["says"]) == (clean_line(lens.who), clean_line(lens.says))
    return row if same else None


@dataclass(frozen=True)
class Shown:
    """A statement with a place for each of its quotes."""

    say: str
    quotes: tuple[Found, ...]
    on: tuple[str, ...] = ()
    """the labels of the quotes"""


@dataclass(frozen=True)
class Beside:
    """Ways of holding one quote beside a lens."""

    ways: Sequence[str]
    quote: Found


class Gallery:
    """Hands out quotes for statements, those that were used least first."""

    def __init__(self, seen: Noticed, *, any_act: bool = False) -> None:
        """Take what was noticed in an account.

        With `any_act`, what is open may be shown of acts whose stance is known, too.
        """
        self._seen = seen
        self._any_act = any_act
        self._acts = acts_in(seen)
        self._plain_acts = acts_in(seen, plain=True)
        self._times: dict[object, int] = {}

    def best_of(self, rows: Sequence[Mapping[str, Any]]) -> Shown | None:
        """Return the row that fits best, with its quotes, or None.

        The rows stand in order of telling; one whose words were shown already steps back.
        """
        offers = [offer for row in rows if (offer := self._offer(row))]
        if not offers:
            return None
        # What any act would do for waits behind what was told, unless that was shown.
        chosen = min(offers, key=lambda each: (self._staleness(each), not each.on))
        self._note(chosen.quotes)
        return chosen

    def beside(self, points: Mapping[str, Sequence[str]]) -> list["Beside"]:
        """Return what an account shares with a lens and where it differs, or what is open.

        At most one of each; what was shown least comes first.
        """
        sides = [self._one_of(points, labels) for labels in (_SHARES, _DIFFERS)]
        found = sorted(filter(None, sides), key=lambda each: self._count(each.quote))
        if len(found) > 1 and self._count(found[0].quote) < self._count(found[1].quote):
            del found[1:]
        acts = self._open_acts() or self._ranked(self._acts)
        if not found or self._is_stale(found, acts):
            found = [Beside(points["open"], act) for act in acts[:1]]
        self._note([each.quote for each in found])
        return found

    def _is_stale(self, found: Sequence["Beside"], acts: Sequence[Found]) -> bool:
        """Tell whether other words may well be shown instead, which were not yet."""
        times = self._count(found[0].quote)
        may_return = found[0].quote.group != "act"
        return times > may_return and bool(acts) and not self._count(acts[0])

    def _one_of(
        self, points: Mapping[str, Sequence[str]], labels: Sequence[str]
    ) -> "Beside | None":
        offers = [
            Beside(points[label], found)
            for label in labels
            if label in points and (found := self._telling(label))
        ]
        return min(offers, key=lambda each: self._count(each.quote), default=None)

    def fresh_act(self) -> Found | None:
        """Return an own act to show beside a lens nothing is claimed about."""
        acts = self._ranked([*self._stances(), *self._acts])
        if acts:
            self._note(acts[:1])
        return acts[0] if acts else None

    def _offer(self, row: Mapping[str, Any]) -> Shown | None:
        if not row["on"]:
            acts = self._open_acts()
            return Shown(row["say"], (acts[0],)) if acts else None
        quotes = [each for label in row["on"] if (each := self._telling(label))]
        if len({sentence_of(each) for each in quotes}) < len(row["on"]):
            return None
        return Shown(row["say"], tuple(quotes), tuple(row["on"]))

    def _open_acts(self) -> list[Found]:
        """Return acts to leave open: plain ones, of which the person has said nothing."""
        unsaid = self._unnamed()
        if not unsaid or self._count(unsaid[0]):
            unsaid = self._ranked([*unsaid, *self._without_name(self._acts)])
        if unsaid:
            return unsaid
        # Nothing else to show: then whatever is there, if nothing was named.
        may_show = self._any_act or not self._named
        return self._ranked(self._acts) if may_show else []

    @cached_property
    def _named(self) -> set[tuple[str, Span]]:
        return {sentence_of(each) for label in STANCES for each in self._seen.of(label)}

    def _unnamed(self) -> list[Found]:
        """Return plain acts of which nobody has said whose needs they looked after."""
        return self._ranked(self._nameless)

    @cached_property
    def _nameless(self) -> list[Found]:
        return self._without_name(self._plain_acts)

    def _without_name(self, acts: Sequence[Found]) -> list[Found]:
        named = self._named
        return [
            each
            for each in acts
            if not self._seen.is_placed(each) and sentence_of(each) not in named
        ]

    def _telling(self, label: str) -> Found | None:
        if label in MANNERS:
            return next((each for each in self._unnamed() if each.label == label), None)
        if label in ("own", "others"):
            told = self._ranked(list(filter(tells_need, self._seen.of(label))))
            return told[0] if told else None
        # Strengths are taken from the best moments, pulls from the struggle, where told.
        is_strength = label in ("with", *CONCEPTIONS)
        told = self._seen.of(label, "best" if is_strength else "struggle")
        told = told or [
            each
            for each in self._seen.of(label)
            if is_strength or is_placed(each) or each.told.part != "best"
        ]
        ranked = self._ranked(told)
        return ranked[0] if ranked else None

    def _stances(self) -> Iterator[Found]:
        for label in STANCES:
            yield from self._seen.of(label)

    def _ranked(self, found: Sequence[Found]) -> list[Found]:
        return sorted(
            found, key=lambda each: (self._count(each), each.group == "limit")
        )

    def _staleness(self, shown: Shown) -> float:
        return sum(self._count(each) for each in shown.quotes) / len(shown.quotes)

    def _count(self, found: Found) -> int:
        return self._times.get(sentence_of(found), 0)

    def _note(self, quotes: Sequence[Found]) -> None:
        for each in quotes:
            key = sentence_of(each)
            self._times[key] = self._times.get(key, 0) + 1
