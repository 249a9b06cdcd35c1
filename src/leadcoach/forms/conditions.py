"""Conditions for a page: as small lists that it evaluates, and in words for paper.

What a page cannot know, of a journal or a mirror, is as in a first sitting without the
mirror: not answered, and never given before.
"""

import datetime as dt
from collections.abc import Callable, Collection
from typing import Any, TypeAlias

from leadcoach.domain.condition import All, AnyOf, Condition, Not
from leadcoach.domain.facts import (
    ENDS,
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
    Shares,
    Tally,
    Term,
)

Folded: TypeAlias = bool | list[Any]
"""a condition as a list of its name and its parts, or what it comes to in any case"""
_NOTHING = Facts(dt.date.min)


def folded(condition: Condition, gone: Collection[str]) -> Folded:
    """Return a condition for a page in which the questions of `gone` do not stand."""
    if isinstance(condition, Not):
        part = folded(condition.part, gone)
        return (not part) if isinstance(part, bool) else ["not", part]
    if isinstance(condition, All | AnyOf):
        return _joined(
            [folded(part, gone) for part in condition.parts],
            ends=isinstance(condition, AnyOf),
        )
    return _atom(condition, gone)


def _joined(parts: list[Folded], *, ends: bool) -> Folded:
    """Return parts joined by `or`, or by `and` where one that is false ends it."""
    if any(part is ends for part in parts):
        return ends
    left = [part for part in parts if not isinstance(part, bool)]
    if not left:
        return not ends
    return left[0] if len(left) == 1 else ["or" if ends else "and", left]


# One case a kind of statement.
def _atom(atom: Atom, gone: Collection[str]) -> Folded:  # noqa: C901, PLR0911
    if isinstance(atom, Finds):
        return False
    if isinstance(atom, Compare):
        left, right = _known(atom.left), _known(atom.right)
        if isinstance(left, Literal) and isinstance(right, Literal):
            return Compare(left, atom.sign, right).holds(_NOTHING)
        if _is_unknown(left, gone) or _is_unknown(right, gone):
            return False
        return ["cmp", atom.sign, _term(left), _term(right)]
    if _is_unknown(atom.name, gone):
        return False
    path = list(atom.name.path)
    match atom:
        case Has(choice=choice):
            return ["has", path, choice]
        case Shares(other=other):
            return not _is_unknown(other, gone) and ["shares", path, list(other.path)]
        case OneOf(choices=choices):
            return ["in", path, list(choices)]
        case Mentions(words=words):
            return ["mentions", path, list(words)]
        case Is(state=state):
            return [state, path]


def _known(term: Term) -> Term:
    """Return a term; nothing was ever chosen before, so `hist` is 0."""
    is_history = isinstance(term, Tally) and term.function == "hist"
    return Literal(0.0) if is_history else term


def _is_unknown(term: Term, gone: Collection[str]) -> bool:
    if isinstance(term, Measure | Tally):
        term = term.name
    return isinstance(term, Name) and (term.path[0] == "last" or term.path[0] in gone)


def _term(term: Term) -> list[Any]:
    match term:
        case Literal(what=what):
            return ["lit", what]
        case Name(path=path):
            return ["name", list(path)]
        case Measure(name=name, function=function):
            return [function, list(name.path)]
        case Tally(name=name, function=function, choice=choice):
            return [function, list(name.path), choice]


Words: TypeAlias = Callable[[str, str], str]
"""Takes the id of a question and that of one of its rows or choices; returns its words, or
without a second id its number."""

_SIGNS = {
    "=": "is",
    "!=": "is not",
    "<": "is below",
    "<=": "is at most",
    ">": "is above",
    ">=": "is at least",
}
_STATES = {
    "answered": "is answered",
    "skipped": "is left open",
    "thin": "tells nothing yet that you did or said",
    "yes": "is yes",
}
_MEASURES = {
    "words": "the number of words at",
    "count": "how many there are at",
    "mean": "the mean of",
    "lowest": "the lowest number of",
    "highest": "the highest number of",
    "days_until": "the days until",
}


def in_words(condition: list[Any], words: Words) -> str:  # noqa: PLR0911
    """Return a folded condition for paper: `question 6 is at least 4`."""
    kind = condition[0]
    if kind in ("and", "or"):
        return f" {kind} ".join(_within(part, words) for part in condition[1])
    if kind == "not":
        return _negated(condition[1], words)
    if kind == "cmp":
        return _compared(condition, words)
    path = condition[1]
    if kind == "shares":
        return (
            f"{_place(path, words)} has what you chose at {_place(condition[2], words)}"
        )
    if kind in _STATES:
        if path[1:] and path[-1] in ENDS:
            return f"one row of {_place(path[:1], words)} is the {path[-1]}"
        return f"{_place(path, words)} {_STATES[kind]}"
    said = [condition[2]] if kind == "has" else condition[2]
    verb = {"has": "has", "in": "is", "mentions": "mentions"}[kind]
    if kind != "mentions":
        said = [words(path[0], each) for each in said]
    return f"{_place(path, words)} {verb} " + " or ".join(f"“{each}”" for each in said)


def _within(condition: list[Any], words: Words) -> str:
    said = in_words(condition, words)
    return f"({said})" if condition[0] in ("and", "or") else said


_NEGATED = {
    " is ": " is not ",
    " has ": " does not have ",
    " mentions ": " does not mention ",
}


def _negated(condition: list[Any], words: Words) -> str:
    said = in_words(condition, words)
    for yes, no in _NEGATED.items():
        if condition[0] not in ("and", "or", "not", "cmp", "thin") and yes in said:
            return said.replace(yes, no, 1)
    if condition[:2] == ["cmp", "="]:
        return said.replace(" is ", " is not ", 1)
    return f"not ({said})"


def _place(path: list[str], words: Words) -> str:
    number = f"question {words(path[0], '')}"
    if path[1:] and path[-1] in ENDS:
        return f"the {path[-1]} row of {number}"
    return f"{number}, “{words(path[0], path[1])}”," if path[1:] else number


def _compared(condition: list[Any], words: Words) -> str:
    _, sign, left, right = condition
    about = left[1] if left[0] != "lit" else right[1]
    one, two = (_side(each, about, words) for each in (left, right))
    return f"{one} {_SIGNS[sign]} {two}"


def _side(term: list[Any], about: list[str], words: Words) -> str:
    kind, what = term[0], term[1]
    if kind == "lit":
        if isinstance(what, bool):
            return "yes" if what else "no"
        named = isinstance(what, str) and isinstance(about, list)
        return f"“{words(about[0], what)}”" if named else f"{what:g}"
    if kind == "name":
        return _place(what, words)
    if kind == "part":
        return f"the part of {_place(what, words)} with “{words(what[0], term[2])}”"
    return f"{_MEASURES[kind]} {_place(what, words)}"
