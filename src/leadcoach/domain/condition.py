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

from leadcoach.domain.facts import (
    MEASURES,
    TALLIES,
    Atom,
    Compare,
    Facts,
    Finds,
    Has,
    Is,
    Literal,
    Measure,
    Mentions,
    Name,
    OneOf,
    Operand,
    Shares,
    Tally,
)
from leadcoach.domain.toml import CURLY, of_a_word_processor

MOST_CHARACTERS = 300
MOST_TOKENS = 60

_TOKEN = re.compile(
    r"(?P<number>-?\d+(?:\.\d+)?)"
    r"|'(?P<text>[^'\n]*)'"
    r"|(?P<name>[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)"
    r"|(?P<sign><=|>=|!=|[=<>(),])"
    r"|(?P<odd>\S)"
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
    """Return the words and signs of `text`; BadCondition says what is neither."""
    if len(text) > MOST_CHARACTERS:
        message = f"a condition has at most {MOST_CHARACTERS} characters"
        raise BadCondition(message, MOST_CHARACTERS)
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        word, at = match[kind], match.start()
        if kind == "odd":
            what = f"“{word}” has no meaning here"
            if word.isupper():
                what = f"ids and words are written small; “{word}” is not"
            raise BadCondition(_NO_MEANING.get(word, what), at)
        found.append(Token(kind, word, at))
        if len(found) > MOST_TOKENS:
            message = f"a condition has at most {MOST_TOKENS} words and signs"
            raise BadCondition(message, at)
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


DEEPEST = 12

_COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
_STATES = ("answered", "skipped")
_WORDS = "or and not has in mentions is thin mirror finds last true false item match date name"
GRAMMAR_WORDS = frozenset((*_WORDS.split(), *MEASURES, *TALLIES, *_STATES))
"""Words no question may be called."""


class Not(NamedTuple):
    """True when the part is not."""

    part: "Condition"

    def holds(self, facts: Facts) -> bool:
        return not self.part.holds(facts)


class All(NamedTuple):
    """True when every part is: `and`."""

    parts: tuple["Condition", ...]

    def holds(self, facts: Facts) -> bool:
        return all(part.holds(facts) for part in self.parts)


class AnyOf(NamedTuple):
    """True when one part is: `or`."""

    parts: tuple["Condition", ...]

    def holds(self, facts: Facts) -> bool:
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
    if isinstance(condition, Not | All | AnyOf):
        parts = (condition.part,) if isinstance(condition, Not) else condition.parts
        yield from (atom for part in parts for atom in atoms_in(part))
    else:
        yield condition


def names_in(condition: object) -> list[Name]:
    """Return the answers that a condition, or a part of one, asks about; in order."""
    if isinstance(condition, Name):
        return [condition]
    parts = condition if isinstance(condition, tuple) else ()
    return [name for part in parts for name in names_in(part)]


class _Parser:
    """Reads a condition from left to right; each method eats what it understands."""

    def __init__(self, text: str) -> None:
        self._rest = [*tokens_in(text), Token("end", "", len(text))]
        self._depth = 0

    @property
    def _next(self) -> Token:
        return self._rest[0]

    def whole(self) -> Condition:
        condition = self._either()
        if self._next.kind != "end":
            raise self._surprise("“and” or “or”")
        return condition

    def _either(self) -> Condition:
        return self._parts("or", self._both, AnyOf)

    def _both(self) -> Condition:
        return self._parts("and", self._negated, All)

    def _parts(
        self, by: str, part: Callable[[], Condition], kind: type[AnyOf] | type[All]
    ) -> Condition:
        parts = [part()]
        while self._eat(by):
            parts.append(part())
        return parts[0] if len(parts) == 1 else kind(tuple(parts))

    def _negated(self) -> Condition:
        at = self._next.at
        opened = self._eat("not", "(")
        if not opened:
            return self._atom()
        self._depth += 1
        if self._depth > DEEPEST:
            message = f"brackets and “not” go at most {DEEPEST} deep"
            raise BadCondition(message, at)
        inside = Not(self._negated()) if opened == "not" else self._either()
        if opened == "(":
            self._need(")")
        self._depth -= 1
        return inside

    def _atom(self) -> Condition:
        if self._eat("mirror"):
            self._need("finds")
            return Finds(self._text())
        if state := self._eat(*_STATES):
            self._need("(")
            name = self._name()
            self._need(")")
            return Is(name, state)
        left = self._term()
        if sign := self._eat(*_COMPARISONS):
            return Compare(left, sign, self._term())
        if not isinstance(left, Name):
            raise self._surprise("a comparison such as “>= 4”")
        if self._next.text == "matches":
            raise BadCondition("patterns are not in this format yet", self._next.at)
        return self._said_of(left)

    def _said_of(self, name: Name) -> Condition:
        match self._eat("has", "in", "mentions", "is"):
            case "has" if self._next.kind == "name":
                return Shares(name, self._name())
            case "has":
                return Has(name, self._text())
            case "in":
                return OneOf(name, self._texts())
            case "mentions":
                return Mentions(name, self._texts())
            case "is":
                negated = self._eat("not")
                state = self._eat("answered", "thin")
                if not state:
                    raise self._surprise("“answered” or “thin”")
                return Not(Is(name, state)) if negated else Is(name, state)
            case _:
                return Is(name, "yes")

    def _term(self) -> Operand:
        token = self._next
        if token == ("sign", "=", token.at):
            raise BadCondition("one = is enough", token.at)
        if token.kind == "text":
            return Literal(self._text())
        if token.kind == "number":
            return Literal(float(self._rest.pop(0).text))
        if word := self._eat("true", "false"):
            return Literal(word == "true")
        function = self._eat(*MEASURES, *TALLIES)
        if not function:
            return self._name()
        self._need("(")
        name, choice = self._name(), ""
        if function in TALLIES:
            self._need(",")
            choice = self._text()
        self._need(")")
        if function in TALLIES:
            return Tally(name, function, choice)
        return Measure(name, function)

    def _name(self) -> Name:
        path = tuple(self._next.text.split("."))
        is_word = path[0] in GRAMMAR_WORDS - {"last"} or path == ("last",)
        if self._next.kind != "name" or is_word:
            raise self._surprise("the id of a question")
        return Name(path, self._rest.pop(0).at)

    def _texts(self) -> tuple[str, ...]:
        return tuple(part.strip() for part in self._text().split(",") if part.strip())

    def _text(self) -> str:
        if self._next.kind != "text":
            raise self._surprise("words in 'single quotes'")
        return self._rest.pop(0).text

    def _eat(self, *words: str) -> str:
        """Return which of `words` comes next, and pass it; nothing for none."""
        is_one = self._next.text in words and self._next.kind != "text"
        return self._rest.pop(0).text if is_one else ""

    def _need(self, word: str) -> None:
        if not self._eat(word):
            raise self._surprise(f"“{word}”")

    def _surprise(self, wanted: str) -> BadCondition:
        found = f"“{self._next.text}”" if self._rest[1:] else "the end"
        return BadCondition(f"{wanted} is expected, not {found}", self._next.at)
