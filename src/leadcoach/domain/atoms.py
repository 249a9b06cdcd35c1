"""The single statements a condition is made of; each tells whether it holds."""

import operator
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from leadcoach.domain.entry import Value
from leadcoach.domain.facts import MEASURES, Facts, in_a_row, number_of, part_of
from leadcoach.domain.text import one_of, words_in

_STATES = """
am are is was were be been being become became get got gotten getting
feel felt feeling think thought thinking know knew knowing believe believed
understand understood want wanted wanting wish wished hope hoped hoping like liked
love loved hate hated need needed needing prefer preferred care cared caring
fear feared dread dreaded worry worried worrying mind minded doubt doubted
enjoy enjoyed enjoying struggle struggled struggling suffer suffered suffering
seem seemed appear appeared look looked mean meant belong belonged
remember remembered forget forgot suppose supposed guess guessed expect expected
wonder wondered realise realised realize realized regret regretted value valued
trust trusted respect respected admire admired appreciate appreciated hesitate
lack lacked own owned deserve deserved sense sensed see saw find found notice noticed
can can't cannot could couldn't may might must should shouldn't shall ought
tired exhausted excited scared frightened stressed stretched overwhelmed frustrated
confused bored annoyed disappointed embarrassed ashamed pleased relieved
"""
"""Verbs, in all their forms, that tell no act; and words that look like one."""

_BETWEEN = """
just also then only even still simply really actually always never often usually
sometimes again first once finally later soon mostly rarely both all and
have has had having do does did don't didn't doesn't not haven't hadn't
would wouldn't will won't rather
to try tried trying tend tended manage managed start started began begin
"""
"""What can stand between “I” and its verb."""

_NO_VERBS = """
a an the my our your his her their no some any this that these those it one two
in on at with for of from by as who which when where or but so too alone myself
"""
"""Words after which no verb of “I” comes: “I had a hard time”, “my team and I in May”."""

_PASTS = """
asked said told went came gave took made let put wrote set sent held spoke sat stood
left brought kept began ran led met paid read rang cut chose built drew drove fought
heard hid lent showed shut spent swore taught threw tore woke withdrew broke bought
caught split quit stuck laid
"""
"""Past tenses without -ed, for sentences that leave the “I” out."""

_FEW = 40
"""words below which a text without “I” or “we” is too short to tell anything"""


_BORDER = r".!?;:,\n\u2026\u2014\u2013()\"\u201c\u201d"
_I = r"(?<![\w'])(?:i|we)"
_ON = rf"(?: +(?:{one_of(_BETWEEN)}|\w+ly(?!\w))){{0,4}}"
_STATE = one_of(_STATES)
_PAST = rf"(?:{one_of(_PASTS)}|(?!{_STATE})\w+ed(?!\w))"
_I_ON = rf"{_I}(?:'(?:ve|d|ll))?{_ON} +"
_BE = one_of("am are was were been wasn't weren't")
_NO_ACT = rf"(?:{_BE}|{_STATE}|{one_of(_BETWEEN)}|{one_of(_NO_VERBS)}|\w+ly(?!\w))"
_ACTS = (
    # “I then quietly called”, but not “I'd rather not say”
    rf"(?!{_I}(?:'d| would){_ON} say(?!\w)){_I_ON}(?!{_NO_ACT})\w",
    rf"(?:{_I}'(?:m|re)|{_I_ON}{_BE}){_ON} +(?!{_NO_ACT})\w+ing(?!\w)",
    rf"{_I_ON}(?:do|did) +{one_of(_NO_VERBS)}",  # “I did the newsletter”
    rf"{_I}(?!\w)[^{_BORDER}]{{0,200}} (?:and|then|but) +{_PAST}",
    rf"(?:^|[{_BORDER}])[^\w{_BORDER}]*(?:{one_of(_BETWEEN)} +)*{_PAST}",  # no “I”
)


@lru_cache(maxsize=64)
def tells_no_act(text: str) -> bool:
    """Tell whether `text` says nothing that its writer did or said."""
    plain = text.replace("\u2019", "'").lower()
    if any(re.search(act, plain) for act in _ACTS):
        return False
    return bool(re.search(rf"{_I}(?!\w)", plain)) or len(words_in(text)) < _FEW


_ORDER = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


@dataclass(frozen=True)
class Name:
    """An answer: `id`, `id.row` or `last.id`; `at` is its place in the condition."""

    path: tuple[str, ...]
    at: int = 0

    def value(self, facts: Facts) -> Value | None:
        """Return the answer, or None."""
        return facts.value(self.path)

    def names(self) -> list["Name"]:
        """Return itself."""
        return [self]


@dataclass(frozen=True)
class Literal:
    """A number, words in quotes, true or false."""

    what: float | str | bool

    def value(self, _: Facts) -> Value | None:
        """Return what is written."""
        return self.what

    def names(self) -> list[Name]:
        """Return no names."""
        return []


@dataclass(frozen=True)
class _OfOne:
    """A number or a statement about one answer."""

    name: Name

    def names(self) -> list[Name]:
        return [self.name]


@dataclass(frozen=True)
class Measure(_OfOne):
    """A number got from an answer: `words(best)`."""

    function: str

    def value(self, facts: Facts) -> Value | None:
        """Return the number, or None where there is no answer to measure."""
        return MEASURES[self.function](self.name.value(facts), facts.today)


@dataclass(frozen=True)
class Tally(_OfOne):
    """A number got from an answer and one of its choices: `hist(choose, 'in')`.

    `hist` counts how many of the earlier entries that answered the question, from the
    newest on, gave this choice without a gap; the sitting under way is not counted.
    `part` is the part of a matrix's rows that has this choice, from 0 to 1.
    """

    function: str
    choice: str

    def value(self, facts: Facts) -> Value | None:
        """Return the number, or None where there is nothing to count in."""
        if self.function == "part":
            return part_of(self.name.value(facts), self.choice)
        return in_a_row(facts.history.get(self.name.path[0], ()), self.choice)


TALLIES = ("hist", "part")
"""The functions of a condition that count a choice."""

Term = Name | Literal | Measure | Tally


@dataclass(frozen=True)
class Compare:
    """Two terms and a sign; false where either is unanswered."""

    left: Term
    sign: str
    right: Term

    def holds(self, facts: Facts) -> bool:
        """Tell whether the comparison is true."""
        left, right = self.left.value(facts), self.right.value(facts)
        if left is None or right is None:
            return False
        if self.sign in ("=", "!="):
            # In Python True equals 1; for a person "yes" is not 1.
            alike = isinstance(left, bool) == isinstance(right, bool)
            return (alike and left == right) == (self.sign == "=")
        one, two = number_of(left), number_of(right)
        return one is not None and two is not None and _ORDER[self.sign](one, two)

    def names(self) -> list[Name]:
        """Return the answers on both sides."""
        return [*self.left.names(), *self.right.names()]


@dataclass(frozen=True)
class Has(_OfOne):
    """Several things were chosen, and this is among them."""

    choice: str

    def holds(self, facts: Facts) -> bool:
        """Tell whether the choice is among those made."""
        value = self.name.value(facts)
        if isinstance(value, tuple | Mapping):
            return self.choice in value
        return value == self.choice


@dataclass(frozen=True)
class Shares:
    """Something chosen in one answer is among what another one holds: `best has pick`."""

    name: Name
    other: Name

    def holds(self, facts: Facts) -> bool:
        """Tell whether they have a choice or a row in common; never with one unanswered."""
        one, two = (_ids_in(each.value(facts)) for each in self.names())
        return bool(one & two)

    def names(self) -> list[Name]:
        """Return both answers."""
        return [self.name, self.other]


def _ids_in(value: Value | None) -> frozenset[Value]:
    if isinstance(value, tuple | Mapping):
        return frozenset(value)
    return frozenset() if value is None else frozenset({value})


@dataclass(frozen=True)
class OneOf(_OfOne):
    """One thing was chosen, and it is one of these."""

    choices: tuple[str, ...]

    def holds(self, facts: Facts) -> bool:
        """Tell whether the choice made is one of those named."""
        return self.name.value(facts) in self.choices


@dataclass(frozen=True)
class Mentions(_OfOne):
    """One of these words stands in the answer, as a whole word in any case."""

    words: tuple[str, ...]

    def holds(self, facts: Facts) -> bool:
        """Tell whether a word is mentioned."""
        return bool(self.match(facts))

    def match(self, facts: Facts) -> str:
        """Return the first mentioned word as the person wrote it, or nothing."""
        text = self.name.value(facts)
        if not isinstance(text, str) or not self.words:
            return ""
        either = "|".join(re.escape(word) for word in self.words)
        found = re.search(rf"(?<!\w)(?:{either})(?!\w)", text, re.IGNORECASE)
        return found.group() if found else ""


@dataclass(frozen=True)
class Is(_OfOne):
    """How a question stands: `answered`, `skipped`, `thin`, or `yes`.

    Thin is an answer that tells nothing its writer did or said; without one none is thin.
    """

    state: str

    def holds(self, facts: Facts) -> bool:
        """Tell whether it stands so."""
        value = self.name.value(facts)
        if self.state == "skipped":
            return self.name.path[0] in facts.skipped
        if self.state == "thin":
            return isinstance(value, str) and tells_no_act(value)
        return value is True if self.state == "yes" else value is not None


@dataclass(frozen=True)
class Finds:
    """The mirror found this label in the answers: it asks and does not guess any more."""

    label: str

    def holds(self, _: Facts) -> bool:
        """Tell that nothing was found; exercise files of earlier days may ask for it."""
        return False

    def names(self) -> list[Name]:
        """Return no names."""
        return []


Atom = Compare | Has | Shares | OneOf | Mentions | Is | Finds
