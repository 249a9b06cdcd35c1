"""Each answer as its question allows."""

import datetime as dt

from leadcoach.domain.entry import Value
from leadcoach.domain.exercise import AnyQuestion, Exercise, Planned
from leadcoach.domain.passages import Sentence
from leadcoach.domain.question import Choice, Multi, Pick
from leadcoach.domain.rating import Committing, Day, Matrix
from leadcoach.domain.session import Session
from leadcoach.domain.text import clean_line, nearest_of
from leadcoach.errors import NotAnAnswer


class Meaning:
    """Takes what was given to questions, and tells what it means."""

    def __init__(self, exercise: Exercise, today: dt.date, changed: list[str]) -> None:
        self._exercise = exercise
        self._session = Session(exercise, today)
        self._changed = changed
        self._given: dict[str, tuple[object, int]] = {}
        self.unread: list[tuple[int, str]] = []

    def take(self, key: str, value: object, line: int) -> None:
        """Take what was given to the question `key`."""
        if value in ("", [], {}):
            return
        planned = self._exercise.planned(key)
        if planned is None or not planned.question.asks:
            known = (p.question.id for p in self._exercise.plan if p.question.asks)
            what = f"There is no question “{clean_line(key, 40)}”: {shown(value)}"
            self.unread.append((line, f"{what} {nearest_of(key, known)}".strip()))
        else:
            self._given[key] = value, line

    def answers(self) -> dict[str, Value]:
        """Return the answers, by the ids of their questions and in their order."""
        found: dict[str, Value] = {}
        for planned in self._exercise.plan:
            name = planned.question.id
            if name not in self._given:
                continue
            value, line = self._given[name]
            try:
                found[name] = self._meant(planned, value, found)
            except NotAnAnswer as problem:
                said = f"{problem.message} {problem.hint}".strip()
                self.unread.append((line, f"{name}: {said} It says: {shown(value)}"))
        return found

    def _meant(
        self, planned: Planned, value: object, before: dict[str, Value]
    ) -> Value:
        question, session = planned.question, self._session
        if isinstance(question, (Matrix, Choice, Multi)) and question.source:
            items = session.items(question.source, before)
            question = question.with_items(items or _as_said(value))
        if isinstance(question, (Committing, Day)):
            question = question.changed(today=session.today)
        each_of = planned.section.for_each
        if not each_of:
            return _of(question, value)
        if not isinstance(value, dict):
            raise NotAnAnswer("It is asked for each item; which one is meant?")
        return {str(item): _of(question, each) for item, each in value.items()}


def _of(question: AnyQuestion, value: object) -> Value:
    if isinstance(question, Sentence | Pick):
        if not isinstance(value, str | int):
            raise NotAnAnswer("Words in quotes are needed.")
        return value
    return question.accept(value)


def _as_said(value: object) -> dict[str, str]:
    """Return rows or choices as they were named: nobody knows here which there were."""
    if isinstance(value, dict | list):
        return {str(each): str(each) for each in value}
    return {str(value): str(value)}


def shown(value: object) -> str:
    """Return a few of the words that stand there."""
    return clean_line(str(value), 60)
