"""Where a person is in an exercise: the next question given the answers so far.

A session never changes; each step returns a new one. It knows no terminal, no file and
no clock, so that a person, an answers file, a draft and a test all take the same path.

A hidden question counts as unanswered for everything that follows it. Its answer is
kept while the person may still come back, and is not part of the finished entry.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from leadcoach.domain.earlier import Earlier
from leadcoach.domain.entry import Value
from leadcoach.domain.exercise import Exercise
from leadcoach.domain.facts import Facts
from leadcoach.domain.passages import Sentence
from leadcoach.domain.question import Mirror
from leadcoach.domain.reading import Reading
from leadcoach.domain.walk import Step, Walk

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
