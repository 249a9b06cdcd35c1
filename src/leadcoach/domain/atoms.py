"""The single statements a condition is made of; each tells whether it holds."""

import operator
import re
from collections.abc import Mapping
from typing import NamedTuple

from leadcoach.domain.acts import tells_no_act
from leadcoach.domain.entry import Value
from leadcoach.domain.facts import MEASURES, Facts, in_a_row, number_of, part_of

_ORDER = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


class Name(NamedTuple):
    """An answer: `id`, `id.row` or `last.id`; `at` is its place in the condition."""

    path: tuple[str, ...]
    at: int = 0

    def value(self, facts: Facts) -> Value | None:
        """Return the answer, or None."""
        return facts.value(self.path)

    def names(self) -> list["Name"]:
        """Return itself."""
        return [self]


class Literal(NamedTuple):
    """A number, words in quotes, true or false."""

    what: float | str | bool

    def value(self, _: Facts) -> Value | None:
        """Return what is written."""
        return self.what

    def names(self) -> list[Name]:
        """Return no names."""
        return []


class Measure(NamedTuple):
    """A number got from an answer: `words(best)`."""

    function: str
    name: Name

    def value(self, facts: Facts) -> Value | None:
        """Return the number, or None where there is no answer to measure."""
        return MEASURES[self.function](self.name.value(facts), facts.today)

    def names(self) -> list[Name]:
        """Return the measured answer's name."""
        return [self.name]


class Tally(NamedTuple):
    """A number got from an answer and one of its choices: `hist(choose, 'in')`.

    `hist` counts how many of the earlier entries that answered the question, from the
    newest on, gave this choice without a gap; the sitting under way is not counted.
    `part` is the part of a matrix's rows that has this choice, from 0 to 1.
    """

    function: str
    name: Name
    choice: str

    def value(self, facts: Facts) -> Value | None:
        """Return the number, or None where there is nothing to count in."""
        if self.function == "part":
            return part_of(self.name.value(facts), self.choice)
        return in_a_row(facts.history.get(self.name.path[0], ()), self.choice)

    def names(self) -> list[Name]:
        """Return the counted answer's name."""
        return [self.name]


TALLIES = ("hist", "part")
"""The functions of a condition that count a choice."""

Term = Name | Literal | Measure | Tally


class Compare(NamedTuple):
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
            return _same(left, right) == (self.sign == "=")
        numbers = number_of(left), number_of(right)
        if numbers[0] is None or numbers[1] is None:
            return False
        return bool(_ORDER[self.sign](numbers[0], numbers[1]))

    def names(self) -> list[Name]:
        """Return the answers on both sides."""
        return [*self.left.names(), *self.right.names()]


def _same(left: Value, right: Value) -> bool:
    # In Python True equals 1; for a person "yes" is not 1.
    return isinstance(left, bool) == isinstance(right, bool) and left == right


class Has(NamedTuple):
    """Several things were chosen, and this is among them."""

    name: Name
    choice: str

    def holds(self, facts: Facts) -> bool:
        """Tell whether the choice is among those made."""
        value = self.name.value(facts)
        if isinstance(value, tuple | Mapping):
            return self.choice in value
        return value == self.choice

    def names(self) -> list[Name]:
        """Return the answer's name."""
        return [self.name]


class OneOf(NamedTuple):
    """One thing was chosen, and it is one of these."""

    name: Name
    choices: tuple[str, ...]

    def holds(self, facts: Facts) -> bool:
        """Tell whether the choice made is one of those named."""
        return self.name.value(facts) in self.choices

    def names(self) -> list[Name]:
        """Return the answer's name."""
        return [self.name]


class Mentions(NamedTuple):
    """One of these words stands in the answer, as a whole word in any case."""

    name: Name
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

    def names(self) -> list[Name]:
        """Return the answer's name."""
        return [self.name]


class IsAnswered(NamedTuple):
    """The question has an answer."""

    name: Name

    def holds(self, facts: Facts) -> bool:
        """Tell whether there is an answer."""
        return self.name.value(facts) is not None

    def names(self) -> list[Name]:
        """Return the answer's name."""
        return [self.name]


class IsSkipped(NamedTuple):
    """The question was shown and passed over."""

    name: Name

    def holds(self, facts: Facts) -> bool:
        """Tell whether it was skipped."""
        return self.name.path[0] in facts.skipped

    def names(self) -> list[Name]:
        """Return the answer's name."""
        return [self.name]


class IsThin(NamedTuple):
    """There is an answer, and it tells nothing that its writer did or said."""

    name: Name

    def holds(self, facts: Facts) -> bool:
        """Tell whether the answer is thin; an unanswered question is not."""
        text = self.name.value(facts)
        return isinstance(text, str) and tells_no_act(text)

    def names(self) -> list[Name]:
        """Return the answer's name."""
        return [self.name]


class Truth(NamedTuple):
    """A yes-or-no question was answered with yes."""

    name: Name

    def holds(self, facts: Facts) -> bool:
        """Tell whether the answer is yes."""
        return self.name.value(facts) is True

    def names(self) -> list[Name]:
        """Return the answer's name."""
        return [self.name]


class Finds(NamedTuple):
    """The mirror found this label in the answers: it asks and does not guess any more."""

    label: str

    def holds(self, _: Facts) -> bool:
        """Tell that nothing was found; exercise files of earlier days may ask for it."""
        return False

    def names(self) -> list[Name]:
        """Return no names."""
        return []


Atom = (
    Compare | Has | OneOf | Mentions | IsAnswered | IsSkipped | IsThin | Truth | Finds
)
