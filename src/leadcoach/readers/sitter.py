"""What the first paragraph will tell of an account, before it is put into words."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from leadcoach.domain.reading import CONCEPTIONS
from leadcoach.readers.cues import Found
from leadcoach.readers.leaning import leaning
from leadcoach.readers.needs import missing
from leadcoach.readers.noticing import Noticed, placed_none, sentence_of
from leadcoach.readers.phrasing import wording
from leadcoach.readers.plans import (
    LEADS,
    MOST_ACTS,
    PULLS,
    TOPICS,
    TWO_PULLS,
    Plan,
    Plans,
    Quoted,
    is_limit,
    is_placed,
    line,
)
from leadcoach.readers.quoting import around


@dataclass
class Sitter:
    """Somebody whose account is told: which statement it allows, with which quotes."""

    seen: Noticed
    one_sided: bool
    """whether nothing was asked about the other side, so that it is not missed"""
    unknown: list[str] = field(default_factory=list)
    """the parts in which no stance is known"""
    is_across: bool = False
    """whether one of two pulls was told as best, the other as struggle"""

    def __post_init__(self) -> None:
        """Begin with nothing quoted."""
        self._quoted = Quoted(self.seen)
        self._acts = self._quoted.acts
        self._new = self._quoted.first_free
        self._take = self._quoted.take
        self._used = self._quoted.used
        self._line = partial(line, self.seen)

    def leading(self) -> Plans:
        """Return what leading seems to mean, or where it may begin."""
        meanings: dict[str, Found] = {}
        for label in self._conceptions():
            found = self._new(self.seen.of(label, self._part()))
            if found and len(meanings) < 2:
                self._used.append(found)
                meanings[label] = found
        if not meanings and (guess := self._leaning()):
            self._used.append(guess)
            meanings[guess.label] = guess
        if not meanings:
            return self._leading_as_done()
        words = {
            slot: wording()["meaning"][label]
            for slot, label in zip(("c", "c2"), meanings, strict=False)
        }
        kind = "two" if len(meanings) == 2 else "one"
        return self._line("leading", kind, *meanings.values(), words=words)

    def _leading_as_done(self) -> Plans:
        # What was hard shows less of what leading means than it shows of the hard part.
        acts = self._acts(self._part(), plain=True) or self._acts(self._part())
        strengths = self.seen.of("with", self._part())
        act = self._new(filter(is_placed, strengths))
        act = act or next(filter(_leads, acts), None)
        if act is None:
            return self._line("leading", "none") if acts else ()
        self._used.append(act)
        if act.told.part == "struggle":
            return self._line("leading", "hard", act)
        if _leads(act):
            words = {"g": wording()["manner"][act.label]["leading"]}
            return self._line("leading", "manner", act, words=words)
        return self._line("leading", "any", act)

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
        told = [label for label in PULLS if self._pulls_at_best(label)]
        if told and not across:
            return self._stance("best_told", told[0], self._pulls_at_best(told[0]))
        return () if told else self._unsaid("best", "best_told")

    def pulls(self) -> Plans:
        """Return the line for two pulls, if there are two."""
        part = self.hard_part
        hard = [label for label in PULLS if self.seen.of(label, part)]
        if len(hard) > 1:
            kind = "two_pulls" if "over" in hard else "both_out"
            rest = [label for label in hard if label != "over"]
            if kind == "two_pulls":
                rest.sort(key=lambda label: not self._is_sure(label))
                hard = ["over", rest[0]]
            return self._pair(kind, self._as_told(hard), (part, part))
        for one, other in TWO_PULLS:
            for parts in (("best", "struggle"), ("struggle", "best")):
                if self.seen.of(one, parts[0]) and self.seen.of(other, parts[1]):
                    self.is_across = True
                    return self._pair("two_pulls_across", (one, other), parts)
        return ()

    def struggle(self) -> Plans:
        """Return how power is used in the struggle, where there are not two pulls."""
        part = self.hard_part
        if not self.seen.holds(part):
            return self._missed("struggle_told")
        for label in (*PULLS, "with"):
            found = self.seen.of(label, part)
            if found:
                said = self._stance("struggle_told", label, found)
                return tuple(map(_beside_no_pull, said))
        return self._unsaid(part, "struggle_told")

    def strength_in_struggle(self) -> Plans:
        """Return the line for power with others that stands beside a pull."""
        part = self.hard_part
        pulls = any(self.seen.of(label, part) for label in PULLS)
        withs = self.seen.of("with", part)
        withs = withs if part == "mixed" else list(filter(is_placed, withs))
        fresh = list(filter(self._quoted.is_free, withs))
        if not pulls or not fresh:
            return ()
        return self._stance("struggle_told", "with", fresh)

    def asked(self) -> Plans:
        """Return the question about acts, told right before, whose stance nobody said."""
        return self._line("asked", "one") if self.unknown else ()

    @property
    def known(self) -> bool:
        """Tell whether any stance is known."""
        return any(self.seen.of(label) for label in ("with", *PULLS))

    def missing(self, *, is_asked: bool) -> Plans:
        """Return what is said of needs: whose are told, whose are not."""
        return missing(self.seen, self._quoted, is_asked=is_asked)

    def _missed(self, group: str) -> Plans:
        return () if self.one_sided else self._line(group, "empty", can_go=True)

    def _unsaid(self, part: str, group: str) -> Plans:
        """Return the acts themselves, for a question to follow."""
        told = self._acts(part)
        if not told and placed_none(self.seen, part):
            return ()  # the person has said that none of the stances fits
        self.unknown.append(part)
        topic = self._topic() if part == self.hard_part else ()
        acts = self._acts(part)[: 1 if topic else MOST_ACTS]
        self._used += acts
        kind = "two_acts" if len(acts) > 1 else "act"
        if not acts and not topic and not self._is_quoted(part):
            return self._line(group, "silent")
        said = self._line(group, kind, *acts) if acts else ()
        return (*topic, *said)

    def _is_quoted(self, part: str) -> bool:
        return any(each.told.part == part for each in self._used)

    def _topic(self) -> Plans:
        """Return what is hard, where the quoted words themselves say so."""
        kind = "mixed" if self.hard_part == "mixed" else "struggle"
        for label in TOPICS:
            found = self._new(self.seen.of(label, self.hard_part))
            if found and self._quoted.is_apart(found) and _is_whole(found):
                self._used.append(found)
                words = {"e": wording()["topic"][label]}
                return self._line("topic_told", kind, found, words=words, can_go=True)
        return ()

    def _stance(self, group: str, label: str, found: Sequence[Found]) -> Plans:
        taken = self._take(found)
        kind = "with" if label == "with" else "pull"
        if not is_placed(taken):
            return self._line(group, kind, taken, words=self._words(label))
        same = self._new(filter(is_placed, found))
        if same is None or sentence_of(same) == sentence_of(taken):
            return self._line(group, f"{kind}_placed", taken, words=self._words(label))
        self._used.append(same)
        pair = sorted((taken, same), key=lambda each: each.start)
        return self._line(group, f"{kind}_same", *pair, words=self._words(label))

    def _pair(self, kind: str, labels: Sequence[str], parts: tuple[str, str]) -> Plans:
        pairs = zip(labels, parts, strict=True)
        taken = [self._take(self.seen.of(label, part)) for label, part in pairs]
        placed = all(map(is_placed, taken))
        second = self._words(labels[1])
        words = self._words(labels[0])
        words |= {f"{slot}2": said for slot, said in second.items()}
        kind = f"{kind}_placed" if placed else kind
        return self._line("struggle_told", kind, *taken, words=words)

    def _words(self, label: str) -> dict[str, list[str]]:
        slots = (("u", "side"), ("w", "short"), ("a", "manner_of"))
        said = {slot: wording()[name][label] for slot, name in slots}
        if label in PULLS:
            said |= {"d": wording()["does"][label], "p": wording()["doing"][label]}
        return said

    def _pulls_at_best(self, label: str) -> list[Found]:
        # "I held my tongue" may be what was good about it: then only a placing tells.
        found = self.seen.of(label, "best")
        return [each for each in found if is_placed(each) or label == "over"]

    def _is_sure(self, label: str) -> bool:
        return is_placed(self.seen.of(label, self.hard_part)[0])

    def _as_told(self, labels: Sequence[str]) -> Sequence[str]:
        def place(label: str) -> tuple[str, int]:
            first = self.seen.of(label, self.hard_part)[0]
            return first.told.id, first.start

        plainest = sorted(labels, key=lambda label: not self._is_sure(label))[:2]
        return sorted(plainest, key=place)

    def _conceptions(self) -> list[str]:
        counts = {
            label: len(self.seen.of(label, self._part())) for label in CONCEPTIONS
        }
        return sorted(filter(counts.get, CONCEPTIONS), key=lambda each: -counts[each])

    def _leaning(self) -> Found | None:
        part = self._part()
        return leaning(self.seen, part, self._acts(part, plain=True))

    def _part(self) -> str:
        # What leading means shows at its best, if a best moment was told.
        return "best" if self.seen.holds("best") else ""

    @property
    def hard_part(self) -> str:
        """Return the part in which it may have been hard."""
        # A text of which nobody said what it tells may hold pulls as well as strengths.
        return "mixed" if self.seen.holds("mixed") else "struggle"


def _beside_no_pull(plan: Plan) -> Plan:
    """Return the plan without an "even so": nothing was told before it."""
    return replace(plan, words={**plan.words, "even": wording()["parts"]["tough"]})


def _leads(act: Found) -> bool:
    return act.label in LEADS


def _is_whole(found: Found) -> bool:
    """Tell whether a quote of this cue holds all the words that make it one."""
    quote = around(found)
    return quote.start <= found.start and found.end <= quote.end
