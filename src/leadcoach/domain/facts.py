"""What is known at one point of a sitting, and the single statements about it.

A condition is made of these statements; each tells whether it holds.
"""

import datetime as dt
import operator
import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

from leadcoach.domain.entry import Commitment, Entry, Value
from leadcoach.domain.reading import quote_in
from leadcoach.domain.text import one_of, words_in

if TYPE_CHECKING:
    from leadcoach.domain.sharing import Line


@dataclass(frozen=True)
class Facts:
    """Visible answers so far, and answers of earlier times."""

    today: dt.date
    answers: Mapping[str, Value] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()
    last: Mapping[str, Value] = field(default_factory=dict)
    history: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    """what was answered in earlier entries of this exercise, newest first, by question"""
    rated: Container[str] = ()
    """the matrices rated with numbers, which have a lowest and a highest row"""

    def value(self, path: Sequence[str]) -> Value | None:
        """Return what `id`, `id.row`, `id.lowest` or `last.id` stands for, or None."""
        source = self.answers
        if path[0] == "last":
            source, path = self.last, path[1:]
        value = source.get(path[0])
        quote = quote_in(value)
        if quote is not None:
            return quote.text
        if path[0] in self.rated and path[-1] in ENDS:
            return rows_at(value, path[-1])
        for key in path[1:]:
            value = value.get(key) if isinstance(value, Mapping) else None
        return value


@dataclass(frozen=True)
class Earlier:
    """What was written before; empty where looking back is turned off."""

    compared: tuple[Entry, ...] = ()
    """the oldest entry and the last one that hold what `again` of the exercise names"""
    day: dt.date | None = None
    """when the last entry of this exercise was written"""
    version: str = ""
    """the version of the exercise that it was written with"""
    history: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    """the answers of earlier entries of this exercise, newest first, by question"""
    lists: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """`commitments` that are open and the latest `entries`: name -> words"""
    lines: Mapping[str, Mapping[str, "Line"]] = field(default_factory=dict)
    """what of each of these entries may go along, by their names"""
    standing: Mapping[str, tuple[Commitment, str]] = field(default_factory=dict)
    """these commitments, and in words where each stands"""


ENDS = ("lowest", "highest")
"""What stands behind the point of `m.lowest`: the row with that number."""


def rows_at(value: Value | None, end: str) -> tuple[str, ...] | None:
    """Return the id of the lowest or highest row of a matrix, or two that tie.

    None where fewer than two rows are rated, all are alike, or more than two tie.
    """
    cells = value if isinstance(value, Mapping) else {}
    rated = {row: n for row in cells if (n := number_of(cells[row])) is not None}
    if not rated or min(rated.values()) == max(rated.values()):
        return None
    wanted = (min if end == "lowest" else max)(rated.values())
    found = tuple(row for row, number in rated.items() if number == wanted)
    return found if found[2:] == () else None


def number_of(value: Any) -> float | None:  # noqa: ANN401 - any value a file can hold
    """Return `value` where it is a number, otherwise None; yes and no are not."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number else None


# Whether a text tells of an act

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

FEW = 40
"""words below which a text without “I” or “we” is too short to tell anything"""


_BORDER = r".!?;:,\n\u2026\u2014\u2013()\"\u201c\u201d"
_I = r"(?<![\w'])(?:i|we)"
_ON = rf"(?: +(?:{one_of(_BETWEEN)}|\w+ly(?!\w))){{0,4}}"
_STATE = one_of(_STATES)
_PAST = rf"(?:{one_of(_PASTS)}|(?!{_STATE})\w+ed(?!\w))"
_I_ON = rf"{_I}(?:'(?:ve|d|ll))?{_ON} +"
_BE = one_of("am are was were been wasn't weren't")
_NO_ACT = rf"(?:{_BE}|{_STATE}|{one_of(_BETWEEN)}|{one_of(_NO_VERBS)}|\w+ly(?!\w))"
ACTS = (
    # “I then quietly called”, but not “I'd rather not say”
    rf"(?!{_I}(?:'d| would){_ON} say(?!\w)){_I_ON}(?!{_NO_ACT})\w",
    rf"(?:{_I}'(?:m|re)|{_I_ON}{_BE}){_ON} +(?!{_NO_ACT})\w+ing(?!\w)",
    rf"{_I_ON}(?:do|did) +{one_of(_NO_VERBS)}",  # “I did the newsletter”
    rf"{_I}(?!\w)[^{_BORDER}]{{0,200}} (?:and|then|but) +{_PAST}",
    rf"(?:^|[{_BORDER}])[^\w{_BORDER}]*(?:{one_of(_BETWEEN)} +)*{_PAST}",  # no “I”
)

"""Patterns, in small letters and with straight quotes, of words that tell an act."""
MINE = rf"{_I}(?!\w)"


@lru_cache(maxsize=64)
def tells_no_act(text: str) -> bool:
    """Tell whether `text` says nothing that its writer did or said."""
    plain = text.replace("\u2019", "'").lower()
    if any(re.search(act, plain) for act in ACTS):
        return False
    return bool(re.search(MINE, plain)) or len(words_in(text)) < FEW


# What stands on the sides of a comparison


class Name(NamedTuple):
    """An answer: `id`, `id.row` or `last.id`; `at` is its place in the condition."""

    path: tuple[str, ...]
    at: int = 0

    def value(self, facts: Facts) -> Value | None:
        return facts.value(self.path)


class Literal(NamedTuple):
    """A number, words in quotes, true or false."""

    what: float | str | bool

    def value(self, _: Facts) -> Value | None:
        return self.what


class Measure(NamedTuple):
    """A number got from an answer: `words(best)`."""

    name: Name
    function: str

    def value(self, facts: Facts) -> Value | None:
        return measured(self.function, self.name.value(facts), facts.today)


class Tally(NamedTuple):
    """A number got from an answer and one of its choices: `hist(choose, 'in')`.

    `hist` counts how many of the earlier entries that answered the question, from the
    newest on, gave this choice without a gap; the sitting under way is not counted.
    `part` is the part of a matrix's rows that has this choice, from 0 to 1.
    """

    name: Name
    function: str
    choice: str

    def value(self, facts: Facts) -> Value | None:
        if self.function == "part":
            cells = self.name.value(facts)
            rows = [*cells.values()] if isinstance(cells, Mapping) else []
            return rows.count(self.choice) / len(rows) if rows else None
        history = facts.history.get(self.name.path[0], ())
        return len([*takewhile(lambda each: self.choice in _ids_in(each), history)])


Operand = Name | Literal | Measure | Tally

MEASURES = ("words", "count", "mean", "lowest", "highest", "days_until")
"""The functions of a condition that give a number."""
TALLIES = ("hist", "part")
"""The functions of a condition that count a choice."""


def measured(function: str, value: Value | None, today: dt.date) -> float | None:
    """Return the number that one of `MEASURES` gives of an answer; None for none.

    Words are counted in a text, and lines, choices or rows in what has several. The
    others look at the numbers of a matrix, or at the days from today to a date, which
    may be that of a commitment.
    """
    if function == "words":
        return len(words_in(value)) if isinstance(value, str) else None
    if function == "count":
        return len(value) if isinstance(value, tuple | Mapping) else None
    if function == "days_until":
        due = value.get("due") if isinstance(value, Mapping) else value
        due = due.date() if isinstance(due, dt.datetime) else due
        return (due - today).days if isinstance(due, dt.date) else None
    cells = value.values() if isinstance(value, Mapping) else [value]
    numbers = [each for each in map(number_of, cells) if each is not None]
    if function == "mean":
        return sum(numbers) / len(numbers) if numbers else None
    return (min if function == "lowest" else max)(numbers, default=None)


# What holds or does not

_ORDER = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


class Compare(NamedTuple):
    """Two terms and a sign; false where either is unanswered."""

    left: Operand
    sign: str
    right: Operand

    def holds(self, facts: Facts) -> bool:
        left, right = self.left.value(facts), self.right.value(facts)
        if left is None or right is None:
            return False
        if self.sign in ("=", "!="):
            # In Python True equals 1; for a person "yes" is not 1.
            alike = isinstance(left, bool) == isinstance(right, bool)
            return (alike and left == right) == (self.sign == "=")
        one, two = number_of(left), number_of(right)
        return one is not None and two is not None and _ORDER[self.sign](one, two)


class Has(NamedTuple):
    """Several things were chosen, and this is among them."""

    name: Name
    choice: str

    def holds(self, facts: Facts) -> bool:
        return self.choice in _ids_in(self.name.value(facts))


class Shares(NamedTuple):
    """Something chosen in one answer is among what another one holds: `best has pick`."""

    name: Name
    other: Name

    def holds(self, facts: Facts) -> bool:
        one, two = (_ids_in(each.value(facts)) for each in self)
        return bool(one & two)


def _ids_in(value: Value | None) -> frozenset[Value]:
    if isinstance(value, tuple | Mapping):
        return frozenset(value)
    # In Python True equals 1; yes and no are nothing that was chosen.
    if value is None or isinstance(value, bool):
        return frozenset()
    return frozenset({value})


class OneOf(NamedTuple):
    """One thing was chosen, and it is one of these."""

    name: Name
    choices: tuple[str, ...]

    def holds(self, facts: Facts) -> bool:
        return self.name.value(facts) in self.choices


class Mentions(NamedTuple):
    """One of these words stands in the answer, as a whole word in any case."""

    name: Name
    words: tuple[str, ...]

    def holds(self, facts: Facts) -> bool:
        return bool(self.match(facts))

    def match(self, facts: Facts) -> str:
        """Return the first mentioned word as the person wrote it, or nothing."""
        text = self.name.value(facts)
        if not isinstance(text, str) or not self.words:
            return ""
        either = "|".join(re.escape(word) for word in self.words)
        found = re.search(rf"(?<!\w)(?:{either})(?!\w)", text, re.IGNORECASE)
        return found.group() if found else ""


class Is(NamedTuple):
    """How a question stands: `answered`, `skipped`, `thin`, or `yes`.

    Thin is an answer that tells nothing its writer did or said; without one none is thin.
    """

    name: Name
    state: str

    def holds(self, facts: Facts) -> bool:
        value = self.name.value(facts)
        if self.state == "skipped":
            return self.name.path[0] in facts.skipped
        if self.state == "thin":
            return isinstance(value, str) and tells_no_act(value)
        return value is True if self.state == "yes" else value is not None


class Finds(NamedTuple):
    """The mirror found this label in the answers: it asks and does not guess any more.

    Exercise files of earlier days may ask for it; it never holds.
    """

    label: str

    def holds(self, _: Facts) -> bool:
        return False


Atom = Compare | Has | Shares | OneOf | Mentions | Is | Finds
