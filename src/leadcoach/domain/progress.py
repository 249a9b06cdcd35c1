"""Where a person is in an exercise: the next question given the answers so far.

A session never changes; each step returns a new one. It knows no terminal, no file and
no clock, so that a person, an answers file, a draft and a test all take the same path.

A hidden question counts as unanswered for everything that follows it. Its answer is
kept while the person may still come back, and is not part of the finished entry.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from leadcoach.domain.condition import All, AnyOf, Condition, Not, names_in
from leadcoach.domain.entry import Value
from leadcoach.domain.exercise import KEPT_LISTS, AnyQuestion, Exercise, Planned
from leadcoach.domain.facts import Facts
from leadcoach.domain.passages import Sentence
from leadcoach.domain.question import Choice, Mirror, Multi, Pick, YesNo
from leadcoach.domain.rating import Matrix
from leadcoach.domain.reading import Quote, Reading, quote_in
from leadcoach.domain.walk import Step, Walk

MOST_ENTRIES = 12
"""of how many entries of one exercise the answers are looked back on"""


@dataclass(frozen=True)
class Earlier:
    """Gathered by the caller; empty where looking back is turned off."""

    day: dt.date | None = None
    """when the last entry of this exercise was written"""
    version: str = ""
    """the version of the exercise that it was written with"""
    history: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    """the answers of earlier entries of this exercise, newest first, by question"""
    lists: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """`commitments` that are open and the latest `entries`: name -> words"""


__all__ = ["Session", "Step"]


LATER = "-"
"""what stands in `typing` for words pasted where none are typed; no question is called so"""


@dataclass(frozen=True)
class Session:
    """An exercise and what has been answered; see the module."""

    exercise: Exercise
    today: dt.date
    answers: Mapping[str, Value] = field(default_factory=dict)
    passed: tuple[str, ...] = ()
    """questions skipped, and notes and mirrors that were shown"""
    reading: Reading | None = None
    offers: tuple[str, ...] = ()
    """the follow-up questions that `pick` offers"""
    last: Mapping[str, Value] = field(default_factory=dict)
    quick: bool = False
    mirror: bool = True
    turned_to: str = ""
    """the question a person went back to"""
    typing: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """what was typed and is no answer: question -> part -> text; no part is the whole"""
    earlier: Earlier = field(default_factory=Earlier)
    """what earlier entries hold, beyond the answers of `last`"""

    sentences: dict[Any, Sentence] = field(
        default_factory=dict, compare=False, repr=False
    )
    """questions with the sentences they offer, so that each text is cut once"""

    @cached_property
    def _walk(self) -> Walk:
        # One pass serves every question put to this session, which never changes.
        return Walk(self)

    def steps(self) -> tuple[Step, ...]:
        """Return all visible questions, in order, answered or not."""
        return self._walk.steps

    def facts(self) -> Facts:
        """Return what is known now: visible answers only."""
        return self._walk.facts

    def answered(self) -> tuple[Step, ...]:
        """Return the visible questions that have an answer."""
        asking = (step for step in self.steps() if step.question.asks)
        return tuple(step for step in asking if step.value is not None)

    def next(self) -> Step | None:
        """Return the question to ask now, or None when all are done."""
        steps = self.steps()
        turned = [step for step in steps if step.id == self.turned_to]
        undone = [step for step in steps if not self._is_done(step)]
        return next(iter(turned + undone), None)

    def answer(self, question: str, value: Value) -> "Session":
        """Return the session with `value` given to `question`."""
        passed = tuple(each for each in self.passed if each != question)
        answers = {**self.answers, question: value}
        done = replace(self, answers=answers, passed=passed, turned_to="")
        return _with_fresh_mirrors(done.with_typing(question, {}), question)

    def with_typing(self, question: str, texts: Mapping[str, str]) -> "Session":
        """Return the session with `texts`, part -> text, unfinished at `question`.

        They stay until the question is answered, whichever way somebody leaves it.
        """
        others = {key: self.typing[key] for key in self.typing if key != question}
        typing = {**others, question: dict(texts)} if texts else others
        return replace(self, typing=typing)

    def skip(self, question: str) -> "Session":
        """Return the session with `question` passed over and without an answer."""
        answers = {key: self.answers[key] for key in self.answers if key != question}
        passed = tuple(dict.fromkeys((*self.passed, question)))
        done = replace(self, answers=answers, passed=passed, turned_to="")
        return _with_fresh_mirrors(done, question)

    def back(self) -> "Session":
        """Return the session turned to the question before; answers stay."""
        now = self.next()
        earlier: list[str] = []
        for step in self.steps():
            if now is not None and step.id == now.id:
                break
            if step.waits:
                earlier.append(step.id)
        return replace(self, turned_to=earlier[-1]) if earlier else self

    def turn_to(self, question: str) -> "Session":
        """Return the session turned to any visible question."""
        return replace(self, turned_to=question)

    def with_reading(
        self, reading: Reading, offers: tuple[str, ...], shown: str
    ) -> "Session":
        """Return the session after the mirror `shown` has been held up."""
        passed = tuple(dict.fromkeys((*self.passed, shown)))
        done = replace(self, reading=reading, offers=offers, passed=passed)
        return replace(done, turned_to="")

    def has_words(self) -> bool:
        """Tell whether anything is answered, or typed and not answered yet."""
        return bool(self.answers or self.typing)

    def words(self, text: str) -> str:
        """Return `text` with the answers that it names put in."""
        return self._walk.words(text)

    def _is_done(self, step: Step) -> bool:
        return step.value is not None or step.id in self.passed


def _with_fresh_mirrors(session: Session, question: str) -> Session:
    """Return the session in which a mirror made of that answer is held up anew."""
    stale = {
        planned.question.id
        for planned in session.exercise.plan
        if isinstance(planned.question, Mirror)
        and planned.question.id in session.passed
        and question.partition(".")[0] in planned.question.made_of
    }
    if not stale:
        return session
    passed = tuple(each for each in session.passed if each not in stale)
    return replace(session, passed=passed, reading=None, offers=())


def still_to_come(session: "Session") -> int | None:
    """Return how many questions may come after the one at hand.

    None while that cannot be told: a part is repeated for each line of a list that is
    not written yet.
    """
    if _waits_for_a_list(session):
        return None
    count = _Ahead(session).count()
    for choice, values in _choices_to_make(session):
        each = (_Ahead(session, choice, value).count() for value in values)
        count = min(count, max(each))
    now = session.next()
    is_counted = now is not None and now.waits and not _is_done(session, now.id)
    return count - is_counted


def _waits_for_a_list(session: "Session") -> bool:
    names = {planned[0].section.for_each for planned in session.exercise.sections}
    listed = (name for name in names if name and name not in KEPT_LISTS)
    return not all(_is_done(session, name) for name in listed)


def _is_done(session: "Session", name: str) -> bool:
    return name in session.passed or name in session.answers


def _choices_to_make(
    session: "Session",
) -> Iterator[tuple[str, tuple[Value | None, ...]]]:
    """Yield each choice that others depend on, not made yet, and what it could be."""
    plan = session.exercise.plan
    conditions = (each for planned in plan for each in planned.conditions)
    asked_about = {name.path[0] for each in conditions for name in names_in(each)}
    for planned in plan:
        name = planned.question.id
        is_open = not planned.section.for_each and not _is_done(session, name)
        values = _values(planned.question)
        if name in asked_about and is_open and values:
            yield name, (None, *values)


def _values(question: AnyQuestion) -> tuple[Value, ...]:
    if isinstance(question, YesNo):
        return (True, False)
    return tuple(question.choices) if isinstance(question, Choice) else ()


class _Ahead:
    """One pass through what could be asked, perhaps with one choice taken as made."""

    def __init__(
        self, session: "Session", choice: str = "", value: Value | None = None
    ) -> None:
        self._session = session
        self._facts = session.facts()
        self._choice = choice
        if choice and value is None:
            skipped = self._facts.skipped | {choice}
            self._facts = replace(self._facts, skipped=skipped)
        elif choice and value is not None:
            answers = {**self._facts.answers, choice: value}
            self._facts = replace(self._facts, answers=answers)
        self._open: set[str] = set()
        """questions that may still be answered in one way or another"""

    def count(self) -> int:
        """Return how many questions could still be asked."""
        found = 0
        for planned in self._session.exercise.sections:
            section, whole = planned[0].section, self._facts
            opened: set[str] = set()
            for item in self._items(section.for_each)[: section.max_times]:
                found += sum(self._adds(each, item) for each in planned)
                opened |= self._open
            # Within a repeated part an id stands for one item, after it for all.
            self._facts = whole
            self._open |= opened
        return found

    def _items(self, name: str) -> tuple[str, ...]:
        if not name:
            return ("",)
        if name in KEPT_LISTS:
            return tuple(self._session.earlier.lists.get(name, {}))
        given = self._facts.answers.get(name)
        return tuple(map(str, given)) if isinstance(given, tuple) else ()

    def _adds(self, planned: Planned, item: str) -> bool:
        """Tell whether one more question is to be counted, and remember that it is open."""
        question = planned.question
        name = f"{question.id}.{item}" if item else question.id
        self._open.discard(question.id)
        if item:
            self._turn_to(question.id, name)
        if _is_done(self._session, name) or not self._could_be_asked(planned):
            return False
        if name != self._choice:
            self._open.add(question.id)
        return question.asks

    def _turn_to(self, question: str, name: str) -> None:
        """Let `question` stand for what was answered about one item, as `name`."""
        answers = {k: v for k, v in self._facts.answers.items() if k != question}
        if name in self._session.answers:
            answers[question] = self._session.answers[name]
        past = self._session.earlier.history.get(name, ())
        history = {**self._facts.history, question: past}
        self._facts = replace(self._facts, answers=answers, history=history)

    def _could_be_asked(self, planned: Planned) -> bool:
        session, question = self._session, planned.question
        quick = session.exercise.quick if session.quick else ()
        if quick and question.id not in quick:
            return False
        if isinstance(question, (Mirror, Pick)) and not session.mirror:
            return False
        if isinstance(question, Pick) and not (session.offers or self._mirror_to_come):
            return False
        if isinstance(question, Sentence) and not self._may_offer(question):
            return False
        needs = (planned.after, *_lists_of(question))
        if not all(self._may_have(name) for name in needs if name):
            return False
        return all(self._holds(each) is not False for each in planned.conditions)

    @property
    def _mirror_to_come(self) -> bool:
        plan = self._session.exercise.plan
        mirrors = (p.question.id for p in plan if isinstance(p.question, Mirror))
        return any(name in self._open for name in mirrors)

    def _may_have(self, name: str) -> bool:
        if name in KEPT_LISTS:
            return bool(self._session.earlier.lists.get(name))
        return name in self._open or name in self._facts.answers

    def _may_offer(self, question: Sentence) -> bool:
        """Tell whether there may be more than one sentence, so that somebody is asked."""
        given = {name: self._facts.answers.get(name) for name in question.from_}
        if any(
            name in self._open or isinstance(given[name], Mapping) for name in given
        ):
            return True
        texts = {name: each for name, each in given.items() if isinstance(each, str)}
        used = self._used_before(question.id) if question.skip_used else ()
        return len(question.with_texts(texts, used).offered) > 1

    def _used_before(self, name: str) -> list[Quote]:
        """Return the sentences taken at questions that stand before `name`."""
        ids = [planned.question.id for planned in self._session.exercise.plan]
        before = ids[: ids.index(name)]
        taken = (quote_in(self._facts.answers.get(each)) for each in before)
        return [quote for quote in taken if quote]

    def _holds(self, condition: Condition) -> bool | None:
        """Tell whether `condition` holds, or None where it is not known yet."""
        if isinstance(condition, Not):
            inner = self._holds(condition.part)
            return None if inner is None else not inner
        if isinstance(condition, All | AnyOf):
            settles = isinstance(condition, AnyOf)
            parts = [self._holds(part) for part in condition.parts]
            if settles in parts:
                return settles
            return None if None in parts else not settles
        is_open = any(name.path[0] in self._open for name in condition.names())
        return None if is_open else condition.holds(self._facts)


def _lists_of(question: AnyQuestion) -> tuple[str, ...]:
    if isinstance(question, Matrix):
        return (question.rows_from,)
    return (question.choices_from,) if isinstance(question, Multi) else ()
