"""The first paragraph: how the person seems to define leading and think about power."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from leadcoach.domain.reading import CONCEPTIONS
from leadcoach.readers.cues import Found
from leadcoach.readers.lines import Line, one_of, wording
from leadcoach.readers.noticing import Noticed, act_in
from leadcoach.readers.quoting import around

_HARD = ("over", "conceding", "overgiving")


def portrait(seen: Noticed) -> tuple[Line, ...]:
    """Return the lines: leading, power at best, power in the struggle, what is missing."""
    sitter = _Sitter(seen)
    leading = sitter.leading()
    across = sitter.two_pulls_across()
    best = sitter.best()
    return (*leading, *best, *(across or sitter.struggle()), *sitter.missing())


@dataclass
class _Sitter:
    seen: Noticed
    used: list[Found] = field(default_factory=list)
    """words that are quoted already, so that the same are not quoted twice"""
    best_is_told: bool = False

    def leading(self) -> tuple[Line, ...]:
        meanings: dict[str, Found] = {}
        for label in self._conceptions():
            found = self._new(self.seen.of(label, self._part(label)))
            if found:
                meanings[label] = found
            if len(meanings) == 2:
                break
        if not meanings:
            act = self._act("best") or self._act("struggle")
            return self._line("leading", "none", act)
        names = [wording()["meaning"][label] for label in meanings]
        words = dict(zip(("c", "c2"), names, strict=False))
        kind = "two" if len(meanings) == 2 else "one"
        if self._is_with_too(meanings.values()):
            kind, self.best_is_told = f"{kind}_with", True
        return self._line("leading", kind, *meanings.values(), words=words)

    def _is_with_too(self, meanings: Iterable[Found]) -> bool:
        """Tell whether the only words of power with others are quoted already."""
        quoted = tuple(meanings)
        withs = self.seen.of("with", "best")
        return bool(withs) and all(
            any(_overlap(each, meaning) for meaning in quoted) for each in withs
        )

    def best(self) -> tuple[Line, ...]:
        if self.best_is_told:
            return ()
        if not self.seen.holds("best"):
            return self._line("best", "empty", can_go=True)
        limits = [each for each in self.seen.of("with", "best") if _is_limit(each)]
        withs = [each for each in self.seen.of("with", "best") if not _is_limit(each)]
        if limits:
            shared = self._new(withs)
            if shared:
                return self._line("best", "with_limit", shared, self._take(limits))
            return self._line("best", "limit", self._take(limits))
        for label, found in (("with", withs), *self._stances("best")):
            if found:
                return self._line("best", label, self._new(found) or found[0])
        return self._line("best", "none", self._act("best"), can_go=True)

    def two_pulls_across(self) -> tuple[Line, ...]:
        """Return the line for pulls of which one was told as best, one as struggle."""
        hard = dict(self._stances("struggle"))
        best = dict(self._stances("best"))
        for one, other in (("over", "conceding"), ("over", "overgiving")):
            if (hard["over"] and (hard["conceding"] or hard["overgiving"])) or not (
                (best[one] and hard[other]) or (hard[one] and best[other])
            ):
                continue
            return self._pulls("two_pulls_across", one, other, "")
        return ()

    def struggle(self) -> tuple[Line, ...]:
        if not self.seen.holds("struggle"):
            return self._line("struggle", "empty", can_go=True)
        there = [label for label, found in self._stances("struggle") if found]
        if len(there) > 1:
            kind = "two_pulls" if "over" in there else "both_out"
            return self._pulls(kind, *self._two(there), "struggle")
        for label in (*there, "with"):
            found = self.seen.of(label, "struggle")
            if found:
                return self._line("struggle", label, self._new(found) or found[0])
        act = self._act("struggle")
        return self._line("struggle", "none" if act else "untold", act)

    def missing(self) -> tuple[Line, ...]:
        limits = any(map(_is_limit, self.seen.of("with")))
        own = limits or bool(self.seen.of("own"))
        others = bool(self.seen.of("others"))
        kinds = {
            (False, False): "both",
            (False, True): "own",
            (True, False): "others",
            (True, True): "neither",
        }
        return self._line("missing", kinds[own, others])

    def _pulls(self, kind: str, one: str, other: str, part: str) -> tuple[Line, ...]:
        words = {"p": wording()["pull"][one], "p2": wording()["pull"][other]}
        pulls = [self._take(self.seen.of(label, part)) for label in (one, other)]
        return self._line("struggle", kind, *pulls, words=words)

    def _two(self, there: Sequence[str]) -> tuple[str, str]:
        chosen = sorted(there, key=self._how_plain, reverse=True)
        if "over" in there:
            rest = [label for label in chosen if label != "over"]
            return self._in_order("over", rest[0])
        return self._in_order(chosen[0], chosen[1])

    def _how_plain(self, label: str) -> tuple[int, int]:
        found = self.seen.of(label, "struggle")
        return len(found), found[0].end - found[0].start

    def _in_order(self, one: str, other: str) -> tuple[str, str]:
        first = min(self.seen.of(one, "struggle"), key=_place)
        second = min(self.seen.of(other, "struggle"), key=_place)
        return (one, other) if _place(first) <= _place(second) else (other, one)

    def _stances(self, part: str) -> list[tuple[str, list[Found]]]:
        return [(label, self.seen.of(label, part)) for label in _HARD]

    def _conceptions(self) -> list[str]:
        counts = {
            label: len(self.seen.of(label, self._part(label))) for label in CONCEPTIONS
        }
        return sorted(filter(counts.get, CONCEPTIONS), key=lambda each: -counts[each])

    def _part(self, label: str) -> str:
        # What leading means shows at its best, if a best moment was told.
        return "best" if self.seen.holds("best") else ""

    def _act(self, part: str) -> Found | None:
        act = act_in(self.seen, part, self.used)
        return self._new([act]) if act else None

    def _take(self, found: Sequence[Found]) -> Found:
        taken = self._new(found) or found[0]
        self.used.append(taken)
        return taken

    def _new(self, found: Iterable[Found]) -> Found | None:
        for each in found:
            if not any(_overlap(each, other) for other in self.used):
                self.used.append(each)
                return each
        return None

    def _line(
        self,
        group: str,
        kind: str,
        *quotes: Found | None,
        words: dict[str, str] | None = None,
        can_go: bool = False,
    ) -> tuple[Line, ...]:
        kept = tuple(each for each in quotes if each)
        if len(kept) < len(quotes):
            return ()
        texts = [one.text for one in self.seen.told]
        template = one_of(wording()[group][kind], (group, *texts))
        return (Line(template, kept, words or {}, can_go),)


def _is_limit(found: Found) -> bool:
    return found.group == "limit"


def _place(found: Found) -> tuple[str, int]:
    return found.told.id, found.start


def _overlap(one: Found, other: Found) -> bool:
    left, right = around(one), around(other)
    same = left.answer == right.answer
    return same and left.start < right.end and right.start < left.end
