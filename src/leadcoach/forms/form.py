"""What of an exercise can be asked without leadcoach, and what a page has to know of it."""

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from leadcoach.domain import facts, safety, sentences
from leadcoach.domain.condition import All, AnyOf, Condition, Not
from leadcoach.domain.exercise import (
    KEPT_LISTS,
    AnyQuestion,
    Exercise,
    PlannedQuestion,
    Section,
)
from leadcoach.domain.facts import ENDS, Literal, Measure, Name, Tally
from leadcoach.domain.passages import Sentence
from leadcoach.domain.piping import parts_of
from leadcoach.domain.question import Mirror, Pick
from leadcoach.domain.sharing import INITIALS
from leadcoach.domain.text import clean_line
from leadcoach.errors import WrongUsage

Folded: TypeAlias = bool | list[Any]
"""a condition as a list of its name and its parts, or what it comes to in any case"""
ASKED_INSTEAD: Mapping[str, str] = {
    "commitments": "What did you mean to do? One thing a line.",
}
"""what a page asks for in place of a list that stands in a journal"""


@dataclass(frozen=True)
class FormQuestion:
    """A question of a form, and when it is asked."""

    question: AnyQuestion
    number: int
    """its place among all questions of the exercise that ask something; 0 for a note"""
    after: str
    """the question it follows up"""
    when: tuple[list[Any], ...]
    """folded conditions, which hold all"""
    is_private: bool


@dataclass(frozen=True)
class FormSection:
    """A section of a form."""

    section: Section
    placed: tuple[FormQuestion, ...]


@dataclass
class Form:
    """The questions of an exercise that can be asked without a journal and a mirror."""

    exercise: Exercise
    course: str = ""
    """the id of the course it is for, and the number of the week: `shared-power 2`"""
    left_out: list[str] = field(default_factory=list)
    """the ids of those that cannot"""
    not_in_a_mail: list[str] = field(default_factory=list)
    """the ids of those that were left out of a mail besides"""
    parts: list[FormSection] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Sort the questions; WrongUsage where none is left."""
        asking = (each.question.id for each in self.exercise.plan if each.question.asks)
        self._numbers = {name: at for at, name in enumerate(asking, 1)}
        for planned in self.exercise.sections:
            placed = tuple(filter(None, map(self._placed, planned)))
            if placed:
                self.parts.append(FormSection(planned[0].section, placed))
        if not any(each.number for each in self.placed()):
            message = "Nothing in this exercise can be asked in a page."
            raise WrongUsage(message, "All of it needs a journal, or the mirror.")

    def placed(self) -> Iterator[FormQuestion]:
        for part in self.parts:
            yield from part.placed

    def kept(self) -> dict[str, str]:
        """Return the lists of a journal that are asked for, and the words for that."""
        names = {part.section.for_each for part in self.parts}
        return {each: ASKED_INSTEAD[each] for each in ASKED_INSTEAD if each in names}

    def _placed(self, planned: PlannedQuestion) -> FormQuestion | None:
        question = planned.question
        when = [folded(each, self.left_out) for each in planned.conditions]
        if self._is_out_of_reach(planned, when):
            self.left_out.append(question.id)
            return None
        conditions = tuple(each for each in when if isinstance(each, list))
        number = self._numbers.get(question.id, 0)
        # A sentence is as private as the answers that it is taken from.
        taken = question.from_ if isinstance(question, Sentence) else ()
        is_private = any(map(self.exercise.is_private, (question.id, *taken)))
        return FormQuestion(question, number, planned.after, conditions, is_private)

    def _is_out_of_reach(self, planned: PlannedQuestion, when: list[Folded]) -> bool:
        question, gone = planned.question, self.left_out
        if isinstance(question, Mirror | Pick) or any(each is False for each in when):
            return True
        if isinstance(question, Sentence) and all(
            each in gone for each in question.from_
        ):
            return True
        lines = [each for each in self.exercise.recap.line if each.show == "lines"]
        if question.id == INITIALS and lines:  # they are for those lines
            return True
        for_each = planned.section.for_each
        if question.source in KEPT_LISTS or planned.after in gone:
            return True
        if for_each in KEPT_LISTS and for_each not in ASKED_INSTEAD:
            return True
        return not {question.source.partition(".")[0], for_each}.isdisjoint(gone)

    def when_in_words(self, placed: FormQuestion) -> str:
        """Return when a question is asked, for paper; empty for always."""
        followed = [["answered", [placed.after]]] if placed.after else []
        when = [*followed, *placed.when]
        if not when:
            return ""
        return in_words(["and", when] if when[1:] else when[0], self._words)

    def number(self, name: str) -> str:
        """Return the number of a question of the form; empty where it is none."""
        is_there = any(each.question.id == name for each in self.placed())
        return str(self._numbers[name]) if is_there and name in self._numbers else ""

    def _words(self, name: str, part: str) -> str:
        if not part:
            return str(self._numbers.get(name, name))
        question = self.exercise.question(name)
        for kind in ("rows", "choices", "cols"):
            known = getattr(question, kind, None) or {}
            if part in known:
                return clean_line(known[part])
        return clean_line(part)

    def data(self) -> dict[str, Any]:
        questions = {each.question.id: _keys(each) for each in self.placed()}
        found: dict[str, Any] = {
            "id": self.exercise.id,
            "version": self.exercise.version,
            "title": clean_line(self.exercise.title),
            "questions": questions,
            "sections": [_section(part) for part in self.parts],
            "kept": list(self.kept()),
            "patterns": {},
            "course": self.course,
        }
        types = {each["type"] for each in questions.values()}
        if "sentence" in types:
            found["patterns"] |= sentence_patterns()
            found["sentences"] = sentence_tables()
        if any("'thin'" in str(each.when) for each in self.placed()):
            found["patterns"] |= thin_patterns()
            found["few"] = facts.FEW
        return found


_KEYS = (
    "type", "choices", "rows", "cols", "min", "max", "unit", "min_words", "max_words",
    "min_items", "max_items", "min_pick", "max_pick", "exclusive", "earliest", "latest",
    "required", "most", "skip_used",
)  # fmt: skip
"""the keys of questions that a page looks at, where they have them"""
_NOTHING: tuple[object, ...] = (None, "", (), {}, False)


def _keys(placed: FormQuestion) -> dict[str, Any]:
    question = placed.question
    found = {name: getattr(question, name, None) for name in _KEYS}
    made: dict[str, Any] = {
        name: {key: clean_line(words) for key, words in value.items()}
        if isinstance(value, dict)
        else value
        for name, value in found.items()
        if not (value in _NOTHING and value != 0)
    }
    if isinstance(question, Sentence):
        made["from"] = list(question.from_)
    if question.source:
        made["source"] = question.source
    if placed.is_private:
        made["private"] = True
    made["text"] = asked(question)
    texts = {"text": question.text, "help": question.help}
    made["pipes"] = {name: _pipes(text) for name, text in texts.items() if "$" in text}
    return made


def asked(question: AnyQuestion) -> str:
    """Return its words on one line, with … in place of answers, which may be private."""
    parts = (
        each if isinstance(each, str) else f"…{each.mark}"
        for each in parts_of(question.text)
    )
    return clean_line("".join(parts))


def _pipes(text: str) -> list[Any]:
    return [
        each if isinstance(each, str) else [*each[:3], each.mark]
        for each in parts_of(text)
    ]


def _section(part: FormSection) -> dict[str, Any]:
    section = part.section
    placed = [
        {"id": each.question.id, "after": each.after, "when": list(each.when)}
        for each in part.placed
    ]
    found: dict[str, Any] = {"id": section.id, "ask": placed}
    if section.for_each:
        found |= {"for_each": section.for_each, "max": section.max_times}
    if "$" in section.intro:
        found["intro"] = _pipes(section.intro)
    return found


# Conditions: as small lists that a page evaluates, and in words for paper. What a page cannot
# know, of a journal or a mirror, is as in a first sitting without the mirror: not answered,
# and never given before.

_NO_ANSWERS = facts.Facts(dt.date.min)


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
            return facts.Compare(left, atom.sign, right).holds(_NO_ANSWERS)
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


def _is_unknown(term: facts.Operand, gone: Collection[str]) -> bool:
    if isinstance(term, Measure | Tally):
        term = term.name
    return isinstance(term, Name) and (term.path[0] == "last" or term.path[0] in gone)


def _term(term: facts.Operand) -> list[Any]:
    match term:
        case Literal(what=what):
            return ["lit", what]
        case Name(path=path):
            return ["name", list(path)]
        case Measure(name=name, function=function):
            return [function, list(name.path)]
        case Tally(name=name, function=function, choice=choice):
            return [function, list(name.path), choice]


WordsOf: TypeAlias = Callable[[str, str], str]
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


def in_words(condition: list[Any], words: WordsOf) -> str:
    """Return a folded condition for paper: `question 6 is at least 4`."""
    kind, part = condition[:2]
    if kind == "not":
        return _stated(part, words, no=True) or f"not ({in_words(part, words)})"
    if kind not in ("and", "or"):
        return _stated(condition, words)
    parts = [(each[0] in ("and", "or"), in_words(each, words)) for each in part]
    return f" {kind} ".join(f"({said})" if many else said for many, said in parts)


def _stated(condition: list[Any], words: WordsOf, *, no: bool = False) -> str:
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


def _place(path: list[str], words: WordsOf) -> str:
    number = f"question {words(path[0], '')}"
    if path[1:] and path[-1] in ENDS:
        return f"the {path[-1]} row of {number}"
    return f"{number}, “{words(path[0], path[1])}”," if path[1:] else number


def _side(term: list[Any], about: list[str], words: WordsOf) -> str:
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


# Patterns, out of Python's for a browser: without looking back, which older phones cannot.


def sentence_patterns() -> dict[str, list[str]]:
    """Return what sentences are cut with: name -> pattern and flags of a RegExp."""
    flags = {"end": "gu", "mail": "iyu", "white": "u"}
    flags |= dict.fromkeys(("dotted", "last_word", "list_number"), "u")
    found = {
        name: [_for_a_browser(pattern.pattern), flags.get(name, "yu")]
        for name, pattern in sentences.PATTERNS.items()
    }
    return found | {"danger": [_for_a_browser(safety.STRONG.pattern), "iu"]}


def sentence_tables() -> dict[str, Any]:
    """Return the abbreviations and the numbers that sentences are cut by."""
    return {"short": dict(sentences.SHORT_FORMS), **sentences.NUMBERS}


def thin_patterns() -> dict[str, Any]:
    """Return what tells that a text is thin; @0@ stands for the first list of words."""
    lists: dict[str, int] = {}

    def place(found: re.Match[str]) -> str:
        return f"@{lists.setdefault(found.group(), len(lists))}@"

    acts = [[_LIST.sub(place, _for_a_browser(each)), "u"] for each in facts.ACTS]
    return {"acts": acts, "mine": [_for_a_browser(facts.MINE), "u"], "lists": [*lists]}


_LIST = re.compile(r"\(\?:[a-z'|]{100,}\)")
_MEANT = {
    r"\"": '"',
    "(?<=[a-z]{3})": "()",  # the script looks at the three letters itself
    r"(?<![\w'])": r"(?:^|[^\w'])",
}
_LETTERS = r"\p{L}\p{N}_"
_PIECE = re.compile(r"\[\^?|\]|\\.")


def _for_a_browser(pattern: str) -> str:
    for old, new in _MEANT.items():
        pattern = pattern.replace(old, new)
    pattern = pattern.removeprefix("^")
    pattern = re.sub(r"^\\b", r"(?:^|[^\\w])", pattern).replace(r"\b", r"(?!\w)")
    is_in_set = False

    def meant(found: re.Match[str]) -> str:
        nonlocal is_in_set
        piece = found.group()
        if piece[0] != "\\":
            was, is_in_set = is_in_set, piece != "]"
            return "\\[" if was and is_in_set else piece
        if piece != r"\w":
            return piece
        return _LETTERS if is_in_set else f"[{_LETTERS}]"

    return _PIECE.sub(meant, pattern)
