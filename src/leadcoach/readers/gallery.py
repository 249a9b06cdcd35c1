"""Which of a person's words stand beside which lens, so that the same do not return."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import tomli

from leadcoach.domain.reading import CONCEPTIONS, STANCES, Lens
from leadcoach.domain.text import clean_line
from leadcoach.readers.cues import Found
from leadcoach.readers.noticing import Noticed, acts_in, sentence_of


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

    def shorter(self, shown: Shown, rows: Sequence[Mapping[str, Any]]) -> Shown:
        """Return a row with the first or the second quote of `shown` alone."""
        for label, quote in zip(shown.on, shown.quotes, strict=False):
            for row in rows:
                if row["on"] == [label]:
                    return Shown(row["say"], (quote,), (label,))
        return shown

    def fresh_act(self) -> Found | None:
        """Return an own act to show beside a lens nothing is claimed about."""
        acts = self._ranked([*self._stances(), *self._acts])
        if acts:
            self._note(acts[:1])
        return acts[0] if acts else None

    def untouched(self) -> Found | None:
        """Return an own act that was not shown yet, if there is one."""
        acts = [each for each in self._plain_acts if not self._count(each)]
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
        plain = self._plain_acts
        unsaid = [each for each in plain if not self._seen.is_placed(each)]
        named = {
            sentence_of(each) for label in STANCES for each in self._seen.of(label)
        }
        unsaid = [each for each in unsaid if sentence_of(each) not in named]
        if unsaid:
            return self._ranked(unsaid)
        # Nothing else to show: then whatever is there, if nothing was named.
        may_show = self._any_act or not named
        return self._ranked(self._acts) if may_show else []

    def _telling(self, label: str) -> Found | None:
        # Strengths are taken from the best moments, pulls from the struggle, where told.
        part = "best" if label in ("with", *CONCEPTIONS) else "struggle"
        ranked = self._ranked(self._seen.of(label, part) or self._seen.of(label))
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
