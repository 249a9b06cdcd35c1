"""How many questions may still come, for the line that says where somebody is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from leadcoach.domain.condition import All, AnyOf, Condition, Not, names_in
from leadcoach.domain.entry import Value
from leadcoach.domain.exercise import KEPT_LISTS, LINES, PlannedQuestion
from leadcoach.domain.passages import Sentence
from leadcoach.domain.question import Choice, Mirror, Pick
from leadcoach.domain.rating import YesNo
from leadcoach.domain.reading import quote_in
from leadcoach.domain.session import Session


def still_to_come(session: Session) -> int | None:
    """Return how many questions may come after the one at hand.

    None while that cannot be told: a part is repeated for each line of a list that is
    not written yet.
    """
    sources = {planned[0].section.for_each for planned in session.exercise.sections}
    listed = (name for name in sources if name and _is_waited_for(name, session))
    if not all(map(session.is_done, listed)):
        return None
    count = _Ahead(session).count()
    for choice, values in _choices_to_make(session):
        each = (_Ahead(session, choice, value).count() for value in values)
        count = min(count, max(each))
    now = session.next()
    is_counted = now is not None and now.waits and not session.is_done(now.id)
    return count - is_counted


def _is_waited_for(name: str, session: Session) -> bool:
    """Tell whether the person says what is in a list, and there is something to say."""
    question = session.exercise.question(name)
    if question is not None and session.leaves_out(question):
        return False
    source = question.source if question else ""
    if source in KEPT_LISTS and not session.earlier.lists.get(source):
        return False
    return name not in KEPT_LISTS


def _choices_to_make(session: Session) -> Iterator[tuple[str, Sequence[Value | None]]]:
    """Yield each choice that others depend on, not made yet, and what it could be."""
    plan = session.exercise.plan
    conditions = (each for planned in plan for each in planned.conditions)
    asked_about = {name.path[0] for each in conditions for name in names_in(each)}
    for planned in plan:
        question = planned.question
        is_open = not planned.section.for_each and not session.is_done(question.id)
        if question.id in asked_about and is_open:
            if isinstance(question, Choice) and question.choices:
                yield question.id, (None, *question.choices)
            if isinstance(question, YesNo):
                yield question.id, (None, True, False)


class _Ahead:
    """One pass through what could be asked, perhaps with one choice taken as made."""

    def __init__(
        self, session: Session, choice: str = "", value: Value | None = None
    ) -> None:
        self._session, self._choice = session, choice
        self._facts = facts = session.facts()
        if choice and value is None:
            self._facts = replace(facts, skipped=facts.skipped | {choice})
        elif choice and value is not None:
            self._facts = replace(facts, answers={**facts.answers, choice: value})
        self._open: set[str] = set()
        """questions that may still be answered in one way or another"""

    def count(self) -> int:
        found = 0
        for planned in self._session.exercise.sections:
            section, whole = planned[0].section, self._facts
            items = [""]
            if section.for_each:
                items = [*self._session.items(section.for_each, whole.answers)]
            opened: set[str] = set()
            for item in items[: section.max_times]:
                found += sum(self._adds(each, item) for each in planned)
                opened |= self._open
            # Within a repeated part an id stands for one item, after it for all.
            self._facts = whole
            self._open |= opened
        return found

    def _adds(self, planned: PlannedQuestion, item: str) -> bool:
        """Tell whether one more question is to be counted, and remember that it is open."""
        question = planned.question
        name = f"{question.id}.{item}" if item else question.id
        self._open.discard(question.id)
        if item:
            self._turn_to(question.id, name)
        if self._session.is_done(name) or not self._could_be_asked(planned):
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

    def _could_be_asked(self, planned: PlannedQuestion) -> bool:
        session, question = self._session, planned.question
        if session.leaves_out(question):
            return False
        if isinstance(question, Pick) and not session.offers:
            plan = (each.question for each in session.exercise.plan)
            if not any(isinstance(q, Mirror) and q.id in self._open for q in plan):
                return False
        if isinstance(question, Sentence) and not self._may_offer(question):
            return False
        needs = filter(None, (planned.after, question.source))
        if not all(map(self._may_have, needs)):
            return False
        return all(self._holds(each) is not False for each in planned.conditions)

    def _may_have(self, name: str) -> bool:
        if name in KEPT_LISTS:
            return bool(self._session.earlier.lists.get(name))
        if name == LINES and self._session.exercise.takes_lines:
            return bool(self._session.earlier.lines)
        return name in self._open or name in self._facts.answers

    def _may_offer(self, question: Sentence) -> bool:
        """Tell whether there may be more than one sentence, so that somebody is asked."""
        answers = self._facts.answers
        given = {name: answers.get(name) for name in question.from_}
        if self._open & given.keys() or any(
            isinstance(v, Mapping) for v in given.values()
        ):
            return True
        texts = {name: each for name, each in given.items() if isinstance(each, str)}
        ids = [planned.question.id for planned in self._session.exercise.plan]
        before = ids[: ids.index(question.id)] if question.skip_used else []
        taken = filter(None, (quote_in(answers.get(each)) for each in before))
        return len(question.with_texts(texts, [*taken]).offered) > 1

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
        is_open = any(name.path[0] in self._open for name in names_in(condition))
        return None if is_open else condition.holds(self._facts)
