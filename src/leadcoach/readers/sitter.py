"""What the first paragraph will tell of an account, before it is put into words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from leadcoach.domain.reading import CONCEPTIONS
from leadcoach.readers.cues import Found
from leadcoach.readers.leaning import leaning
from leadcoach.readers.needs import tells_need
from leadcoach.readers.noticing import Noticed, acts_in, placed_none, sentence_of
from leadcoach.readers.phrasing import Words, wording
from leadcoach.readers.plans import (
    PULLS,
    QUOTES_ENOUGH,
    TOPICS,
    TWO_PULLS,
    Plan,
    Plans,
    is_limit,
    is_placed,
    overlap,
)
from leadcoach.readers.quoting import around


@dataclass
class Sitter:
    """Somebody whose account is told: which statement it allows, with which quotes."""

    seen: Noticed
    one_sided: bool
    """whether nothing was asked about the other side, so that it is not missed"""
    used: list[Found] = field(default_factory=list)
    """words that are quoted already, so that the same are not quoted twice"""
    unknown: list[str] = field(default_factory=list)
    """the parts in which no stance is known"""
    is_across: bool = False
    """whether one of two pulls was told as best, the other as struggle"""

    def leading(self) -> Plans:
        """Return what leading seems to mean, or where it may begin."""
        meanings: dict[str, Found] = {}
        for label in self._conceptions():
            found = self._new(self.seen.of(label, self._part()))
            if found and len(meanings) < 2:
                self.used.append(found)
                meanings[label] = found
        if not meanings and (guess := self._leaning()):
            self.used.append(guess)
            meanings[guess.label] = guess
        if not meanings:
            act = self._strength() or self._act(self._part())
            if act is None:
                return self._line("leading", "untold", can_go=True)
            return self._line("leading", "none", act)
        words = {
            slot: wording()["meaning"][label]
            for slot, label in zip(("c", "c2"), meanings, strict=False)
        }
        kind = "two" if len(meanings) == 2 else "one"
        return self._line("leading", kind, *meanings.values(), words=words)

    def best(self, *, across: bool) -> Plans:
        """Return how power is used at best; not a pull told `across` both answers."""
        if not self.seen.holds("best"):
            return self._missed("best_told")
        limits = [each for each in self.seen.of("with", "best") if is_limit(each)]
        withs = [each for each in self.seen.of("with", "best") if not is_limit(each)]
        if withs and limits and not is_placed(withs[0]):
            pair = self._take(withs), self._take(limits)
            return self._line("best_told", "with_limit", *pair)
        if withs:
            return self._stance("best_told", "with", withs)
        if limits:
            return self._line("best_told", "limit", self._take(limits))
        told = [label for label in PULLS if self.seen.of(label, "best")]
        if told and not across:
            return self._stance("best_told", told[0], self.seen.of(told[0], "best"))
        return () if told else self._unsaid("best", "best_told")

    def pulls(self) -> Plans:
        """Return the line for two pulls, if there are two."""
        hard = [label for label in PULLS if self.seen.of(label, "struggle")]
        if len(hard) > 1:
            kind = "two_pulls" if "over" in hard else "both_out"
            rest = [label for label in hard if label != "over"]
            if kind == "two_pulls":
                rest.sort(key=lambda label: not self._is_sure(label))
                hard = ["over", rest[0]]
            return self._pair(kind, self._as_told(hard), ("struggle", "struggle"))
        for one, other in TWO_PULLS:
            for parts in (("best", "struggle"), ("struggle", "best")):
                if self.seen.of(one, parts[0]) and self.seen.of(other, parts[1]):
                    self.is_across = True
                    return self._pair("two_pulls_across", (one, other), parts)
        return ()

    def struggle(self) -> Plans:
        """Return how power is used in the struggle, where there are not two pulls."""
        if not self.seen.holds("struggle"):
            return self._missed("struggle_told")
        for label in (*PULLS, "with"):
            found = self.seen.of(label, "struggle")
            if found:
                return self._stance("struggle_told", label, found)
        if acts_in(self.seen, "struggle"):
            return self._unsaid("struggle", "struggle_told")
        return self._line("struggle_told", "untold", can_go=True)

    def strength_in_struggle(self) -> Plans:
        """Return the line for power with others that stands beside a pull."""
        pulls = any(self.seen.of(label, "struggle") for label in PULLS)
        placed = self._new(filter(is_placed, self.seen.of("with", "struggle")))
        if not pulls or placed is None:
            return ()
        return self._stance("struggle_told", "with", [placed])

    def more(self, part: str) -> Plans:
        """Return a line for a second sentence the person placed as one before it."""
        for label in ("with", *PULLS):
            placed = list(filter(is_placed, self.seen.of(label, part)))
            found = self._new(placed)
            if found and any(each in self.used for each in placed):
                self.used.append(found)
                return self._line("more_told", "same", found, can_go=True)
        return ()

    def topic(self) -> Plans:
        """Return what else is hard, where a struggle was told and its words say so."""
        for label in TOPICS:
            found = self._new(self.seen.of(label, "struggle"))
            if found and self._is_apart(found):
                said = around(found).text.lower()
                names = [
                    each
                    for each in wording()["topic"][label]
                    if not any(word[:5] in said for word in each.split()[-1:])
                ]
                if not names:
                    continue
                self.used.append(found)
                words = {"e": names}
                return self._line("topic_told", "say", found, words=words, can_go=True)
        return ()

    def asked(self) -> Plans:
        """Return the question about acts whose stance nobody has said."""
        acts = [act for part in self.unknown if (act := self._act(part))]
        if not acts and self.unknown and not self.used:
            act = self._act(self.unknown[0], plain=False)
            return self._line("asked", "little", act)
        if len(acts) == 1 and len(self.unknown) == 1 and not self.known:
            second = self._act(self.unknown[0])
            acts += [second] if second else []
        if not acts:
            return ()
        return self._line("asked", "two" if len(acts) > 1 else "one", *acts[:2])

    @property
    def known(self) -> bool:
        """Tell whether any stance is known."""
        return any(self.seen.of(label) for label in ("with", *PULLS))

    def missing(self) -> Plans:
        """Return what is said of needs: whose are told, whose are not."""
        own = self._need("own") or self._need("with", limits=True)
        theirs = self._need("others")
        if own and theirs:
            return self._line("missing", "neither")
        if own or theirs:
            kind = "others" if own else "own"
            shown = own or theirs
            if shown and self._is_free(shown):
                return self._line("missing", f"{kind}_beside", shown)
            return self._line("missing", kind)
        if len(self.used) < QUOTES_ENOUGH and (act := self._act("")):
            return self._line("missing", "both_beside", act)
        return self._line("missing", "both")

    def _need(self, label: str, *, limits: bool = False) -> Found | None:
        found = self.seen.of(label)
        if limits:
            return next(filter(is_limit, found), None)
        told = list(filter(tells_need, found))
        return self._new(told) or next(iter(told), None)

    def _missed(self, group: str) -> Plans:
        return () if self.one_sided else self._line(group, "empty", can_go=True)

    def _unsaid(self, part: str, group: str) -> Plans:
        """Return that the person found no stance to fit, or note that none is known."""
        none = self._new(placed_none(self.seen, part))
        if none is None:
            self.unknown.append(part)
            return ()
        self.used.append(none)
        return self._line(group, "none_placed", none)

    def _stance(self, group: str, label: str, found: Sequence[Found]) -> Plans:
        taken = self._take(found)
        placed = is_placed(taken)
        kind = "with" if label == "with" else "pull"
        kind = f"{kind}_placed" if placed else kind
        return self._line(group, kind, taken, words=self._words(label, placed=placed))

    def _pair(self, kind: str, labels: Sequence[str], parts: tuple[str, str]) -> Plans:
        pairs = zip(labels, parts, strict=True)
        taken = [self._take(self.seen.of(label, part)) for label, part in pairs]
        placed = all(map(is_placed, taken))
        words = self._words(labels[0], placed=placed)
        second = self._words(labels[1], placed=placed)
        words |= {f"{slot}2": said for slot, said in second.items()}
        kind = f"{kind}_placed" if placed else kind
        return self._line("struggle_told", kind, *taken, words=words)

    def _words(self, label: str, *, placed: bool) -> dict[str, list[str]]:
        said = {"p": wording()["pull"][label]} if label in PULLS else {}
        return {**said, "w": wording()["placed"][label]} if placed else said

    def _is_sure(self, label: str) -> bool:
        return is_placed(self.seen.of(label, "struggle")[0])

    def _as_told(self, labels: Sequence[str]) -> Sequence[str]:
        def place(label: str) -> tuple[str, int]:
            first = self.seen.of(label, "struggle")[0]
            return first.told.id, first.start

        plainest = sorted(labels, key=lambda label: not self._is_sure(label))[:2]
        return sorted(plainest, key=place)

    def _strength(self) -> Found | None:
        """Return a sentence placed as power with others that is not quoted yet."""
        placed = self._new(filter(is_placed, self.seen.of("with", "best")))
        if placed:
            self.used.append(placed)
        return placed

    def _conceptions(self) -> list[str]:
        counts = {
            label: len(self.seen.of(label, self._part())) for label in CONCEPTIONS
        }
        return sorted(filter(counts.get, CONCEPTIONS), key=lambda each: -counts[each])

    def _leaning(self) -> Found | None:
        part = self._part()
        acts = acts_in(self.seen, part, self.used, plain=True)
        return leaning(self.seen, part, list(filter(self._is_free, acts)))

    def _part(self) -> str:
        # What leading means shows at its best, if a best moment was told.
        return "best" if self.seen.holds("best") else ""

    def _act(self, part: str, *, plain: bool = True) -> Found | None:
        fresh = acts_in(self.seen, part, self.used, plain=plain)
        found = self._new([act for act in fresh if not self.seen.is_placed(act)])
        if found:
            self.used.append(found)
        return found

    def _take(self, found: Sequence[Found]) -> Found:
        taken = self._new(found) or found[0]
        self.used.append(taken)
        return taken

    def _new(self, found: Iterable[Found]) -> Found | None:
        return next(filter(self._is_free, found), None)

    def _is_free(self, found: Found) -> bool:
        return not any(overlap(found, other) for other in self.used)

    def _is_apart(self, found: Found) -> bool:
        taken = {sentence_of(each) for each in self.used}
        start, end = sentence_of(found)[1]
        is_own = f" {found.told.plain[start:end].lower()}".find(" i") >= 0
        return is_own and sentence_of(found) not in taken

    def _line(
        self,
        group: str,
        kind: str,
        *quotes: Found | None,
        words: Words | None = None,
        can_go: bool = False,
    ) -> Plans:
        kept = tuple(each for each in quotes if each)
        if len(kept) < len(quotes):
            return ()
        return (Plan(group, kind, kept, words or {}, can_go),)
