"""Where a person is in an exercise: the next question given the answers so far.

A session never changes; each step returns a new one. It knows no terminal, no file and
no clock, so that a person, an answers file, a draft and a test all take the same path.

A hidden question counts as unanswered for everything that follows it. Its answer is
kept while the person may still come back, and is not part of the finished entry.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from leadcoach.domain.atoms import Mentions
from leadcoach.domain.committing import Committing
from leadcoach.domain.condition import atoms_in
from leadcoach.domain.entry import Value
from leadcoach.domain.exercise import AnyQuestion, Exercise, Planned, Section
from leadcoach.domain.facts import Facts
from leadcoach.domain.piping import piped, plain_words
from leadcoach.domain.question import Choice, Mirror, Multi, Pick
from leadcoach.domain.rating import Matrix
from leadcoach.domain.reading import Reading


@dataclass(frozen=True)
class Step:
    """A visible question, in the words in which it is asked."""

    question: AnyQuestion
    section: Section
    value: Value | None = None
    """what was answered, when it was"""

    @property
    def id(self) -> str:
        """Return the id of the question."""
        return self.question.id


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

    def steps(self) -> tuple[Step, ...]:
        """Return all visible questions, in order, answered or not."""
        return _Walk(self).steps

    def facts(self) -> Facts:
        """Return what is known now: visible answers only."""
        return _Walk(self).facts

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
        return replace(self, answers=answers, passed=passed, turned_to="")

    def skip(self, question: str) -> "Session":
        """Return the session with `question` passed over and without an answer."""
        answers = {key: self.answers[key] for key in self.answers if key != question}
        passed = tuple(dict.fromkeys((*self.passed, question)))
        return replace(self, answers=answers, passed=passed, turned_to="")

    def back(self) -> "Session":
        """Return the session turned to the question before; answers stay."""
        now = self.next()
        earlier: list[str] = []
        for step in self.steps():
            if now is not None and step.id == now.id:
                break
            if step.question.asks:
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

    def progress(self) -> tuple[int, int]:
        """Return the number of the current question and of all that ask, as of now."""
        asking = [step for step in self.steps() if step.question.asks]
        now = self.next()
        ids = [step.id for step in asking]
        at = ids.index(now.id) + 1 if now is not None and now.id in ids else len(ids)
        return at, len(ids)

    def words(self, text: str) -> str:
        """Return `text` with the answers that it names put in."""
        return _Walk(self).words(text)

    def _is_done(self, step: Step) -> bool:
        return step.value is not None or step.id in self.passed


class _Walk:
    """One pass through the plan, seeing at each question only what stands before it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._answers: dict[str, Value] = {}
        self._shown: dict[str, tuple[str, ...]] = {"date": (session.today.isoformat(),)}
        for key, value in session.last.items():
            self._shown[f"last.{key}"] = self._last_words(key, value)
        reading = session.reading if session.mirror else None
        self.facts = Facts(
            today=session.today,
            answers=self._answers,
            skipped=frozenset(session.passed),
            found=reading.labels if reading else frozenset(),
            last=session.last,
        )
        self.steps = tuple(filter(None, map(self._visit, session.exercise.plan)))

    def words(self, text: str) -> str:
        """Return `text` with the answers seen so far put in."""
        return piped(text, self._shown) if "$" in text else text

    def _visit(self, planned: Planned) -> Step | None:
        if not self._is_visible(planned):
            return None
        section, question = planned.section, self._bound(planned)
        if question is None:
            return None
        if "$" in section.intro:
            section = section.model_copy(update={"intro": self.words(section.intro)})
        value = self._value(question)
        if value is not None:
            self._answers[question.id] = value
            self._shown[question.id] = (question.shown(value), *question.items(value))
        return Step(question, section, value)

    def _is_visible(self, planned: Planned) -> bool:
        session, question = self._session, planned.question
        quick = session.exercise.quick if session.quick else ()
        if quick and question.id not in quick:
            return False
        if isinstance(question, Mirror | Pick) and not session.mirror:
            return False
        if isinstance(question, Pick) and not session.offers:
            return False
        if planned.after and planned.after not in self._answers:
            return False
        return all(each.holds(self.facts) for each in planned.conditions)

    def _bound(self, planned: Planned) -> AnyQuestion | None:
        """Return the question with everything in it that depends on earlier answers."""
        question = planned.question
        if isinstance(question, Matrix) and question.rows_from:
            lines = self._answers.get(question.rows_from)
            if not isinstance(lines, tuple):
                return None
            question = question.with_rows(lines)
        filled: dict[str, object] = {}
        if isinstance(question, Pick):
            filled["offers"] = self._session.offers[: question.count]
        if isinstance(question, Committing):
            filled["today"] = self._session.today
        if "$" in question.text or "$" in question.help:
            self._shown["match"] = (self._match(planned),)
            filled["text"] = self.words(question.text)
            filled["help"] = self.words(question.help)
        return question.model_copy(update=filled) if filled else question

    def _last_words(self, question: str, value: Value) -> tuple[str, ...]:
        known = self._session.exercise.question(question)
        if isinstance(known, Choice | Multi):
            return known.shown(value), *known.items(value)
        return (plain_words(value),)

    def _match(self, planned: Planned) -> str:
        for condition in planned.conditions:
            for atom in atoms_in(condition):
                if isinstance(atom, Mentions) and atom.match(self.facts):
                    return atom.match(self.facts)
        return ""

    def _value(self, question: AnyQuestion) -> Value | None:
        if isinstance(question, Mirror):
            reading = self._session.reading
            return "" if reading and reading.paragraphs else None
        value = self._session.answers.get(question.id)
        if isinstance(question, Matrix) and isinstance(value, Mapping):
            # The rows may have changed since; what no longer has a row is not shown.
            return {row: value[row] for row in question.rows if row in value} or None
        return value
