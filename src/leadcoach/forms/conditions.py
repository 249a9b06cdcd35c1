"""Conditions for a page: as small lists that it evaluates, and in words for paper.

What a page cannot know, of a journal or a mirror, is as in a first sitting without the
mirror: not answered, and never given before.
"""

import datetime as dt
from collections.abc import Callable, Collection
from typing import Any, TypeAlias

from leadcoach.domain import facts
from leadcoach.domain.condition import All, AnyOf, Condition, Not
from leadcoach.domain.facts import ENDS, Literal, Measure, Name, Tally

Folded: TypeAlias = bool | list[Any]
"""a condition as a list of its name and its parts, or what it comes to in any case"""
_NOTHING = facts.Facts(dt.date.min)


def folded(condition: Condition, gone: Collection[str]) -> Folded:
    """Return a condition for a page in which the questions of `gone` do not stand."""
    if isinstance(condition, Not):
        part = folded(condition.part, gone)
        return (not part) if isinstance(part, bool) else ["not", part]
    if not isinstance(condition, All | AnyOf):
        return _atom(condition, gone)
    ends = isinstance(condition, AnyOf)  # true ends an `or`, and false an `and`
    parts = [folded(part, gone) for part in condition.parts]
    if any(part is ends for part in parts):
        return ends
    left = [part for part in parts if not isinstance(part, bool)]
    if not left:
        return not ends
    return left[0] if len(left) == 1 else ["or" if ends else "and", left]


# One case a kind of statement.
def _atom(atom: facts.Atom, gone: Collection[str]) -> Folded:  # noqa: C901, PLR0911
    if isinstance(atom, facts.Finds):
        return False
    if isinstance(atom, facts.Compare):
        # Nothing was ever chosen before, so `hist` is 0.
        left, right = (
            Literal(0.0) if isinstance(x, Tally) and x.function == "hist" else x
            for x in (atom.left, atom.right)
        )
        if isinstance(left, Literal) and isinstance(right, Literal):
            return facts.Compare(left, atom.sign, right).holds(_NOTHING)
        if _is_unknown(left, gone) or _is_unknown(right, gone):
            return False
        return ["cmp", atom.sign, _term(left), _term(right)]
    if _is_unknown(atom.name, gone):
        return False
    path = list(atom.name.path)
    match atom:
        case facts.Has(choice=choice):
            return ["has", path, choice]
        case facts.Shares(other=other):
            return not _is_unknown(other, gone) and ["shares", path, list(other.path)]
        case facts.OneOf(choices=choices):
            return ["in", path, list(choices)]
        case facts.Mentions(words=words):
            return ["mentions", path, list(words)]
        case facts.Is(state=state):
            return [state, path]


def _is_unknown(term: facts.Term, gone: Collection[str]) -> bool:
    if isinstance(term, Measure | Tally):
        term = term.name
    return isinstance(term, Name) and (term.path[0] == "last" or term.path[0] in gone)


def _term(term: facts.Term) -> list[Any]:
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
_CONTRARY = {"=": "!="}
_VERBS = {
    "answered": ("is answered", "is not answered"),
    "skipped": ("is left open", "is not left open"),
    "thin": ("tells nothing yet that you did or said", ""),
    "yes": ("is yes", "is not yes"),
    "has": ("has", "does not have"),
    "shares": ("has", "does not have"),
    "in": ("is", "is not"),
    "mentions": ("mentions", "does not mention"),
}
"""what is said of a question, and the contrary where there are words for it"""
_MEASURES = {
    "words": "the number of words at",
    "count": "how many there are at",
    "mean": "the mean of",
    "lowest": "the lowest number of",
    "highest": "the highest number of",
    "days_until": "the days until",
}


def in_words(condition: list[Any], words: Words) -> str:
    """Return a folded condition for paper: `question 6 is at least 4`."""
    kind, part = condition[:2]
    if kind == "not":
        return _stated(part, words, no=True) or f"not ({in_words(part, words)})"
    if kind not in ("and", "or"):
        return _stated(condition, words)
    parts = [(each[0] in ("and", "or"), in_words(each, words)) for each in part]
    return f" {kind} ".join(f"({said})" if many else said for many, said in parts)


def _stated(condition: list[Any], words: Words, *, no: bool = False) -> str:
    """Return one statement, or its contrary; empty where there are no words for it."""
    kind, path, *rest = condition
    if kind == "cmp":
        sign, left, right = condition[1:]
        sign = _CONTRARY.get(sign, "") if no else sign
        about = left[1] if left[0] != "lit" else right[1]
        one, two = (_side(each, about, words) for each in (left, right))
        return f"{one} {_SIGNS[sign]} {two}" if sign else ""
    verb = _VERBS[kind][no] if kind in _VERBS else ""
    if not verb:
        return ""
    if not rest and path[1:] and path[-1] in ENDS:
        is_end = "is not" if no else "is"
        return f"one row of {_place(path[:1], words)} {is_end} the {path[-1]}"
    said = f"{_place(path, words)} {verb}"
    if kind == "shares":
        return f"{said} what you chose at {_place(rest[0], words)}"
    listed = rest[0] if rest and isinstance(rest[0], list) else rest
    if kind != "mentions":
        listed = [words(path[0], each) for each in listed]
    return f"{said} {' or '.join(f'“{each}”' for each in listed)}".rstrip()


def _place(path: list[str], words: Words) -> str:
    number = f"question {words(path[0], '')}"
    if path[1:] and path[-1] in ENDS:
        return f"the {path[-1]} row of {number}"
    return f"{number}, “{words(path[0], path[1])}”," if path[1:] else number


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
