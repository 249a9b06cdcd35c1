"""Conditions of exercise files: `when = "own >= 4 and others <= 2"`.

    condition   or, and, not, ( )
    comparison  = != < <= > >=      id, id.row, last.id, 'text', a number, true, false
    row         rate.lowest has 'work', rate.highest is answered
    multi       pull has 'thought'      pull has choice     choice in 'a, b'      text mentions 'should, must'
    state       id is answered, id is not answered, id is thin, id is not thin
    mirror      mirror finds 'over'
    functions   words() count() mean() lowest() highest() days_until()
                answered() skipped()
    counting    hist(choose, 'in') >= 3     how often in a row, in earlier entries
                part(theirs, 'guess') > 0.5 which part of the rows, 0 to 1

A comparison with an unanswered question is false, never an error. There is no
arithmetic and nothing that could run code or take long: at most 300 characters,
60 words and signs, and 12 brackets deep.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from leadcoach.domain.atoms import (
    TALLIES,
    Atom,
    Compare,
    Finds,
    Has,
    Is,
    Literal,
    Measure,
    Mentions,
    Name,
    OneOf,
    Shares,
    Tally,
    Term,
)
from leadcoach.domain.facts import MEASURES, Facts
from leadcoach.domain.toml import CURLY, of_a_word_processor

MOST_CHARACTERS = 300
MOST_TOKENS = 60

_TOKEN = re.compile(
    r"\s*(?:(?P<number>-?\d+(?:\.\d+)?)"
    r"|'(?P<text>[^'\n]*)'"
    r"|(?P<name>[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)"
    r"|(?P<sign><=|>=|!=|[=<>(),]))"
)


class BadCondition(ValueError):
    """The text is no condition; `at` is the place (from 0) where it stops making sense."""

    def __init__(self, what: str, at: int) -> None:
        super().__init__(what)
        self.what = what
        self.at = at


class Token(NamedTuple):
    """A word or a sign, what kind it is, and its place (from 0)."""

    kind: str
    text: str
    at: int


def tokens_in(text: str) -> list[Token]:
    """Return the words and signs of `text`.

    Raises:
        BadCondition: there are too many, or something that is neither.
    """
    if len(text) > MOST_CHARACTERS:
        message = f"a condition has at most {MOST_CHARACTERS} characters"
        raise BadCondition(message, MOST_CHARACTERS)
    found: list[Token] = []
    at = 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            at += len(text[at:]) - len(text[at:].lstrip())
            raise BadCondition(_no_meaning(text[at]), at)
        kind = str(match.lastgroup)
        start = match.start(kind) - (kind == "text")
        found.append(Token(kind, match.group(kind), start))
        at = match.end()
        if len(found) > MOST_TOKENS:
            message = f"a condition has at most {MOST_TOKENS} words and signs"
            raise BadCondition(message, start)
    return found


_MEANT = {"≥": ">=", "≤": "<=", "≠": "!=", "–": "-", "−": "-"}
"""what was typed, by what a word processor makes of it"""
_NO_MEANING = {
    "'": "this quotation mark has no partner",
    '"': "words stand in 'single quotes'",
    "&": "“&” has no meaning here; write “and”",
    "|": "“|” has no meaning here; write “or”",
    "!": "“!” has no meaning here; write “not”",
    **dict.fromkeys("+-*/%^", "arithmetic is not in this format yet"),
    **{each: of_a_word_processor(each).replace('"', "'") for each in CURLY},
    **{
        sign: f"{sign} is a sign of a word processor; type {meant}"
        for sign, meant in _MEANT.items()
    },
}


def _no_meaning(character: str) -> str:
    if character.isupper():
        return f"ids and words are written small; “{character}” is not"
    return _NO_MEANING.get(character, f"“{character}” has no meaning here")


DEEPEST = 12

_COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
_STATES = ("answered", "skipped")
GRAMMAR_WORDS = frozenset(
    {"or", "and", "not", "has", "in", "mentions", "is", "thin", "mirror", "finds"}
    | {"last", "true", "false", "item", "match", "date", "name"}
    | set(MEASURES)
    | set(TALLIES)
    | set(_STATES)
)
"""Words no question may be called."""


class Not(NamedTuple):
    """True when the part is not."""

    part: "Condition"

    def holds(self, facts: Facts) -> bool:
        """Tell whether the part does not hold."""
        return not self.part.holds(facts)


class All(NamedTuple):
    """True when every part is: `and`."""

    parts: tuple["Condition", ...]

    def holds(self, facts: Facts) -> bool:
        """Tell whether all parts hold."""
        return all(part.holds(facts) for part in self.parts)


class AnyOf(NamedTuple):
    """True when one part is: `or`."""

    parts: tuple["Condition", ...]

    def holds(self, facts: Facts) -> bool:
        """Tell whether a part holds."""
        return any(part.holds(facts) for part in self.parts)


Condition = Not | All | AnyOf | Atom


def parse_condition(text: str) -> Condition:
    """Return the condition `text` stands for.

    Raises:
        BadCondition: with what is wrong and where.
    """
    return _Parser(text).whole()


def atoms_in(condition: Condition) -> Iterator[Atom]:
    """Yield the comparisons and states a condition is made of."""
    if isinstance(condition, Not):
        yield from atoms_in(condition.part)
    elif isinstance(condition, All | AnyOf):
        for part in condition.parts:
            yield from atoms_in(part)
    else:
        yield condition


def names_in(condition: Condition) -> list[Name]:
    """Return the answers a condition asks about, in order."""
    return [name for atom in atoms_in(condition) for name in atom.names()]


class _Parser:
    """Reads a condition from left to right; each method eats what it understands."""

    def __init__(self, text: str) -> None:
        self._rest = tokens_in(text)
        self._end = len(text)
        self._depth = 0

    def whole(self) -> Condition:
        condition = self._either()
        if self._rest:
            raise self._surprise("“and” or “or”")
        return condition

    def _either(self) -> Condition:
        parts = [self._both()]
        while self._eat("or"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def _both(self) -> Condition:
        parts = [self._negated()]
        while self._eat("and"):
            parts.append(self._negated())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _negated(self) -> Condition:
        at = self._at()
        if self._eat("not"):
            return Not(self._deeper(self._negated, at))
        if self._eat("("):
            inside = self._deeper(self._either, at)
            self._need(")")
            return inside
        return self._atom()

    def _deeper(self, read: Callable[[], Condition], at: int) -> Condition:
        self._depth += 1
        if self._depth > DEEPEST:
            message = f"brackets and “not” go at most {DEEPEST} deep"
            raise BadCondition(message, at)
        inside = read()
        self._depth -= 1
        return inside

    def _atom(self) -> Condition:
        if self._eat("mirror"):
            self._need("finds")
            return Finds(self._text())
        for state in _STATES:
            if self._eat(state):
                return self._state(state)
        return self._about(self._term())

    def _state(self, state: str) -> Condition:
        self._need("(")
        name = self._name()
        self._need(")")
        return Is(name, state)

    def _about(self, left: Term) -> Condition:
        for sign in _COMPARISONS:
            if self._eat(sign):
                return Compare(left, sign, self._term())
        if not isinstance(left, Name):
            raise self._surprise("a comparison such as “>= 4”")
        if self._rest and self._rest[0].text == "matches":
            raise BadCondition("patterns are not in this format yet", self._at())
        return self._said_of(left)

    def _said_of(self, left: Name) -> Condition:
        if self._eat("has"):
            if self._rest and self._rest[0].kind == "name":
                return Shares(left, self._name())
            return Has(left, self._text())
        if self._eat("in"):
            return OneOf(left, self._texts())
        if self._eat("mentions"):
            return Mentions(left, self._texts())
        if self._eat("is"):
            return self._is(left)
        return Is(left, "yes")

    def _is(self, name: Name) -> Condition:
        negated = self._eat("not")
        for state in ("answered", "thin"):
            if self._eat(state):
                return Not(Is(name, state)) if negated else Is(name, state)
        raise self._surprise("“answered” or “thin”")

    def _term(self) -> Term:
        token = self._rest[0] if self._rest else None
        if token is not None and token.text == "=" and token.kind == "sign":
            raise BadCondition("one = is enough", token.at)
        if token is not None and token.kind == "number":
            self._rest.pop(0)
            return Literal(float(token.text))
        if token is not None and token.kind == "text":
            return Literal(self._text())
        for word, value in (("true", True), ("false", False)):
            if self._eat(word):
                return Literal(value)
        return self._function() or self._name()

    def _function(self) -> Measure | Tally | None:
        for measure in MEASURES:
            if self._eat(measure):
                return self._measure(measure)
        for tally in TALLIES:
            if self._eat(tally):
                return self._tally(tally)
        return None

    def _measure(self, measure: str) -> Measure:
        self._need("(")
        name = self._name()
        self._need(")")
        return Measure(name, measure)

    def _tally(self, tally: str) -> Tally:
        self._need("(")
        name = self._name()
        self._need(",")
        choice = self._text()
        self._need(")")
        return Tally(name, tally, choice)

    def _name(self) -> Name:
        token = self._rest[0] if self._rest else None
        if token is None or token.kind != "name":
            raise self._surprise("the id of a question")
        path = tuple(token.text.split("."))
        if path[0] in GRAMMAR_WORDS - {"last"} or path == ("last",):
            raise self._surprise("the id of a question")
        self._rest.pop(0)
        return Name(path, token.at)

    def _texts(self) -> tuple[str, ...]:
        return tuple(part.strip() for part in self._text().split(",") if part.strip())

    def _text(self) -> str:
        if not self._rest or self._rest[0].kind != "text":
            raise self._surprise("words in 'single quotes'")
        return self._rest.pop(0).text

    def _eat(self, word: str) -> bool:
        if self._rest and self._rest[0].text == word and self._rest[0].kind != "text":
            self._rest.pop(0)
            return True
        return False

    def _need(self, word: str) -> None:
        if not self._eat(word):
            raise self._surprise(f"“{word}”")

    def _at(self) -> int:
        return self._rest[0].at if self._rest else self._end

    def _surprise(self, wanted: str) -> BadCondition:
        found = f"“{self._rest[0].text}”" if self._rest else "the end"
        return BadCondition(f"{wanted} is expected, not {found}", self._at())
