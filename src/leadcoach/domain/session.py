"""A sitting: the exercise under way, the answers so far, and one walk through them.

A session never changes; each step returns a new one. It knows no terminal, no file and
no clock, so that a person, an answers file, a draft and a test all take the same path.

A hidden question counts as unanswered for everything that follows it. Its answer is
kept while the person may still come back, and is not part of the finished entry.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, islice
from typing import NamedTuple, TypeVar

from leadcoach.domain.condition import atoms_in
from leadcoach.domain.entry import Value
from leadcoach.domain.exercise import (
    KEPT_LISTS,
    LINES,
    AnyQuestion,
    Exercise,
    PlannedQuestion,
    Section,
)
from leadcoach.domain.facts import ENDS, Earlier, Facts, Mentions
from leadcoach.domain.passages import Sentence
from leadcoach.domain.piping import piped, plain_words
from leadcoach.domain.question import Choice, Mirror, Multi, Pick, Short
from leadcoach.domain.rating import Committing, Day, Matrix, ends_in_words
from leadcoach.domain.reading import CoachReading, Quote, Reading, quote_in
from leadcoach.domain.sharing import Line
from leadcoach.domain.text import on_one_line

T = TypeVar("T")
MOST_ENTRIES = 12
"""of how many entries of one exercise the answers are looked back on"""
LATER = "-"
"""what stands in `typing` for words pasted where none are typed; no question is called so"""


class Item(NamedTuple):
    """What a section is repeated for: its id, its words, and its place from 1."""

    id: str
    words: str
    place: int


class Step(NamedTuple):
    """A visible question, in the words in which it is asked."""

    question: AnyQuestion
    section: Section
    value: Value | None = None
    """what was answered, when it was"""
    item: Item | None = None
    """what it is asked for, in a section with `for_each`"""

    @property
    def id(self) -> str:
        """The id of the question; `where.thought` where it is repeated."""
        return self.question.id

    @property
    def base(self) -> str:
        return self.id.partition(".")[0] if self.item else self.id

    @property
    def waits(self) -> bool:
        """Whether somebody is asked, and not the only sentence there is taken."""
        return self.question.asks and self.only_sentence is None

    @property
    def only_sentence(self) -> Value | None:
        """The one sentence there is to pick, where there are no others."""
        question = self.question
        if not isinstance(question, Sentence) or len(question.offered) != 1:
            return None
        return next(iter(question.offered.values())).table()

    @property
    def asked(self) -> str:
        """The words of the question; below its item, where they do not name it."""
        text = self.question.text
        if self.item is None or self.item.words in text:
            return text
        return f"{self.item.words}\n{text}"


COACH = "-coach"
"""what stands for a coach in `passed` and `typing`; no question is called so"""


@dataclass(frozen=True)
class Session:
    """An exercise and what has been answered; see the module."""

    exercise: Exercise
    today: dt.date
    answers: Mapping[str, Value] = field(default_factory=dict)
    passed: tuple[str, ...] = ()
    """questions skipped, and notes and mirrors that were shown"""
    reading: Reading | None = None
    coach: CoachReading | None = None
    """what a language model made of it, where one was asked"""
    offers: tuple[str, ...] = ()
    """the follow-up questions that `pick` offers"""
    last: Mapping[str, Value] = field(default_factory=dict)
    quick: bool = False
    mirror: bool = True
    turned_to: str = ""
    """the question a person went back to"""
    jots: Mapping[str, str] = field(default_factory=dict)
    """the names of the jots that answers began with, by question"""
    typing: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """what was typed and is no answer: question -> part -> text; no part is the whole"""
    earlier: Earlier = field(default_factory=Earlier)
    """what earlier entries hold, beyond the answers of `last`"""
    is_over: bool = False
    """whether it is read again: what was answered was asked, whatever changed since"""

    @cached_property
    def _walk(self) -> "_Walk":
        # One pass serves every question put to this session, which never changes.
        return _Walk(self)

    def steps(self) -> tuple[Step, ...]:
        """Return all visible questions, in order, answered or not."""
        return self._walk.steps

    def facts(self) -> Facts:
        """Return what is known now: visible answers only."""
        return self._walk.facts

    def words(self, text: str, labels: Mapping[str, str] | None = None) -> str:
        """Return `text` with the answers that it names put in.

        `labels` are shorter words for rows, for `m.lowest` and `m.highest`.
        """
        return self._walk.words(text, labels)

    def answered(self) -> tuple[Step, ...]:
        given = (each for each in self.steps() if each.value is not None)
        return tuple(each for each in given if each.question.asks)

    def chosen_lines(self, step: Step) -> dict[str, Line]:
        if step.question.source != LINES or not step.item:
            return {}
        lines = self.earlier.lines.get(step.item.id, {})
        chosen = step.value if isinstance(step.value, tuple) else (str(step.value),)
        return {each: lines[each] for each in chosen if each in lines}

    def next(self) -> Step | None:
        """Return the question to ask now, or None when all are done."""
        steps = self.steps()
        turned = (step for step in steps if step.id == self.turned_to)
        undone = (s for s in steps if s.value is None and s.id not in self.passed)
        return next(chain(turned, undone), None)

    def is_done(self, question: str) -> bool:
        """Tell whether a question is answered or was passed over, visible or not."""
        return question in self.passed or question in self.answers

    def leaves_out(self, question: AnyQuestion) -> bool:
        """Tell whether a question is not for this sitting: a quick one, or no mirror."""
        quick = self.exercise.quick if self.quick else ()
        is_left = bool(quick) and question.id not in quick
        return is_left or (isinstance(question, Mirror | Pick) and not self.mirror)

    def items(self, name: str, answers: Mapping[str, Value]) -> Mapping[str, str]:
        """Return what `rows_from`, `choices_from` or `for_each` names: id -> words."""
        if name in KEPT_LISTS:
            return self.earlier.lists.get(name, {})
        given, planned = answers.get(name), self.exercise.planned(name)
        asked = planned.question if planned else None
        if planned and planned.section.for_each and isinstance(given, Mapping):
            said = planned.question.shown
            return {str(each): on_one_line(said(given[each])) for each in given}
        if not isinstance(given, tuple):
            return {}
        words: Mapping[str, str] = asked.choices if isinstance(asked, Multi) else {}
        if isinstance(asked, Multi) and asked.source:
            words = self.items(asked.source, answers)
        return {str(each): words.get(str(each), str(each)) for each in given}

    def answer(self, question: str, value: Value) -> "Session":
        passed = tuple(each for each in self.passed if each != question)
        answers = {**self.answers, question: value}
        done = replace(self, answers=answers, passed=passed, turned_to="")
        return _with_fresh_mirrors(done.with_typing(question, {}), question)

    def skip(self, question: str) -> "Session":
        """Return the session with `question` passed over and without an answer."""
        done = replace(
            self._passing(question), answers=_without(self.answers, question)
        )
        return _with_fresh_mirrors(done, question)

    def with_typing(self, question: str, texts: Mapping[str, str]) -> "Session":
        """Return the session with `texts`, part -> text, unfinished at `question`.

        They stay until the question is answered, whichever way somebody leaves it.
        """
        typed = {question: dict(texts)} if texts else {}
        return replace(self, typing=_without(self.typing, question) | typed)

    def begin_with(self, question: str, jot: str) -> "Session":
        """Return the session in which the answer begins with `jot`, or with none."""
        begun = {question: jot} if jot else {}
        return replace(self, jots=_without(self.jots, question) | begun)

    def pass_over(self, name: str) -> "Session":
        """Return the session in which what stands for no question is done with."""
        return replace(self, passed=tuple(dict.fromkeys((*self.passed, name))))

    def back(self) -> "Session":
        """Return the session turned to the question before; answers stay."""
        now = self.next()
        earlier: list[str] = []
        for step in self.steps():
            if now is not None and step.id == now.id:
                break
            if step.waits:
                earlier.append(step.id)
        return self.turn_to(earlier[-1]) if earlier else self

    def turn_to(self, question: str) -> "Session":
        return replace(self, turned_to=question)

    def with_reading(
        self, reading: Reading, offers: tuple[str, ...], shown: str
    ) -> "Session":
        """Return the session after the mirror `shown` has been held up."""
        return replace(self._passing(shown), reading=reading, offers=offers)

    def has_words(self) -> bool:
        """Tell whether anything is answered, or typed and not answered yet."""
        return bool(self.answers or self.typing)

    def _passing(self, question: str) -> "Session":
        return replace(self.pass_over(question), turned_to="")


def _without(kept: Mapping[str, T], question: str) -> dict[str, T]:
    return {each: kept[each] for each in kept if each != question}


def _with_fresh_mirrors(session: Session, question: str) -> Session:
    base = question.partition(".")[0]
    questions = (planned.question for planned in session.exercise.plan)
    mirrors = (each for each in questions if isinstance(each, Mirror))
    stale = {each.id for each in mirrors if base in each.made_of}
    if not stale & set(session.passed):
        return session
    coach = session.coach
    if coach and coach.talk:
        said = session.answers.get
        coach = coach.with_quotes(lambda q: q if q.stands_in(said(q.answer)) else None)
    else:  # it is offered anew
        stale.add(COACH)
        coach = None
    passed = tuple(each for each in session.passed if each not in stale)
    return replace(session, passed=passed, reading=None, offers=(), coach=coach)


class _Walk:
    """One pass through the plan, seeing at each question only what stands before it.

    In a section with `for_each` an id stands for the answer about the item at hand;
    after it, for a table of all of them, item -> answer.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._answers: dict[str, Value] = {}
        self._history = dict(session.earlier.history)
        self._used: list[Quote] = []
        self._shown: dict[str, tuple[str, ...]] = {"date": (session.today.isoformat(),)}
        self.facts = Facts(
            today=session.today,
            answers=self._answers,
            skipped=frozenset(session.passed),
            last=session.last,
            history=self._history,
            rated=session.exercise.rated,
        )
        self.steps = tuple(self._visited())

    def words(self, text: str, labels: Mapping[str, str] | None = None) -> str:
        if "${last." in text:
            for name, value in self._session.last.items():
                known = self._session.exercise.question(name)
                said: tuple[str, ...] = (plain_words(value),)
                if isinstance(known, Choice | Multi | Committing):
                    said = (known.shown(value), *known.items(value))
                self._shown[f"last.{name}"] = said
                self._shown |= self._last_rows(name, value)
        shown = self._shown
        if labels:
            shown = dict(shown)
            for step in self.steps:
                shown |= ends_in_words(step.base, step.question, step.value, labels)
        return piped(text, shown) if "$" in text else text

    def _last_rows(self, name: str, value: Value) -> dict[str, tuple[str, ...]]:
        known = self._session.exercise.question(name)
        if isinstance(known, Matrix) and known.rows_from:
            source = self._session.exercise.question(known.rows_from)
            if source is None:  # the words of kept lists are not kept with a table
                return {}
            known = known.with_items(getattr(source, "choices", {}))
        return ends_in_words(f"last.{name}", known, value) if known else {}

    def _visited(self) -> Iterator[Step]:
        for planned in self._session.exercise.sections:
            if planned[0].section.for_each:
                yield from self._repeated(planned)
            else:
                yield from filter(None, map(self._visit, planned))

    def _repeated(self, planned: tuple[PlannedQuestion, ...]) -> Iterator[Step]:
        section, history = planned[0].section, self._session.earlier.history
        items = self._session.items(section.for_each, self._answers)
        found: dict[str, dict[str, Value]] = {}
        lines: dict[str, list[str]] = {}
        first = islice(items.items(), section.max_times)
        for place, (each, words) in enumerate(first, 1):
            self._shown["item"] = (words,)
            ids = [one.question.id for one in planned]
            self._history |= {id_: history.get(f"{id_}.{each}", ()) for id_ in ids}
            for one in planned:
                step = self._visit(one, Item(each, words, place))
                if step is not None:
                    yield step
                if step is not None and step.value is not None:
                    found.setdefault(step.base, {})[each] = step.value
                    said = f"{words}: {step.question.shown(step.value)}"
                    lines.setdefault(step.base, []).append(said)
            for id_ in ids:
                self._answers.pop(id_, None)
                self._forget(id_)
        self._shown.pop("item", None)
        self._history.update(history)
        self._answers.update(found)
        self._shown.update({key: ("; ".join(ls), *ls) for key, ls in lines.items()})

    def _visit(self, planned: PlannedQuestion, item: Item | None = None) -> Step | None:
        is_visible = self._is_visible(planned, item)
        question = self._bound(planned, item) if is_visible else None
        if question is None:
            return None
        section = planned.section
        if "$" in section.intro:
            section = section.changed(intro=self.words(section.intro))
        value = self._value(question)
        if value is not None:
            said = (question.shown(value), *question.items(value))
            if isinstance(question, Short):  # pasted lines stand inside one of ours
                said = (on_one_line(said[0]), *said[1:])
            for name in {planned.question.id, question.id}:
                self._answers[name] = value
                self._shown[name] = said
                self._shown |= ends_in_words(name, question, value)
            if isinstance(question, Sentence) and (quote := quote_in(value)):
                self._used.append(quote)
            if isinstance(question, Mirror) and self._session.reading:
                asked = self._session.reading.question
                self._shown[f"{question.id}.question"] = (asked,)
        elif item is not None:
            self._forget(planned.question.id)
        return Step(question, section, value, item)

    def _forget(self, question: str) -> None:
        """Let no text speak of the answer about another item."""
        for name in (question, *(f"{question}.{end}" for end in ENDS)):
            self._shown.pop(name, None)

    def _is_visible(self, planned: PlannedQuestion, item: Item | None) -> bool:
        question = planned.question
        if self._session.is_over and not isinstance(question, Mirror):
            name = f"{question.id}.{item.id}" if item else question.id
            return name in self._session.answers
        if self._session.leaves_out(question):
            return False
        if not self._session.offers and isinstance(question, Pick):
            return False
        if planned.after and planned.after not in self._answers:
            return False
        return all(each.holds(self.facts) for each in planned.conditions)

    def _bound(self, planned: PlannedQuestion, item: Item | None) -> AnyQuestion | None:
        """Return the question with everything in it that depends on earlier answers.

        None where it has no rows, choices or sentences then.
        """
        question: AnyQuestion | None = planned.question
        if isinstance(question, Sentence) and not self._session.is_over:
            question = self._with_sentences(question, planned.section, item)
        elif isinstance(question, (Matrix, Choice, Multi)) and question.source:
            items = self._items(question.source, item)
            question = question.with_items(items) if items else None
        if question is None:
            return None
        bound: dict[str, object] = {}
        if item is not None:
            bound["id"] = f"{question.id}.{item.id}"
        if isinstance(question, Pick):
            bound["offers"] = self._session.offers[: question.count]
        if isinstance(question, (Committing, Day)):
            bound["today"] = self._session.today
        if "$" in question.text + question.help:
            self._shown["match"] = (self._match(planned),)
            bound["text"] = self.words(question.text)
            bound["help"] = self.words(question.help)
        return question.changed(**bound) if bound else question

    def _items(self, source: str, item: Item | None) -> Mapping[str, str]:
        """Return what rows or choices are taken from, perhaps lines of the entry `item`."""
        session = self._session
        if source == LINES and session.exercise.takes_lines and item:
            lines = session.earlier.lines.get(item.id, {})
            return {name: line.offered for name, line in lines.items()}
        return session.items(source, self._answers)

    def _with_sentences(
        self, question: Sentence, section: Section, item: Item | None
    ) -> Sentence | None:
        """Return the question with the texts it offers; None where nothing can be picked."""
        texts: dict[str, str] = {}
        for name in question.from_:
            given = self._answers.get(name)
            if isinstance(given, str):
                asked = self._session.exercise.planned(name)
                within = item and asked and asked.section.id == section.id
                texts[f"{name}.{item.id}" if item and within else name] = given
            elif isinstance(given, Mapping):  # asked for each item of a list
                texts |= {f"{name}.{each}": str(given[each]) for each in given}
        used = tuple(self._used) if question.skip_used else ()
        found = question.with_texts(texts, used)
        if len(found.offered) == 1 and found.skip_used:  # left over: it is no choice
            value = self._session.answers.get(found.id)
            return found if value is not None and found.standing(value) else None
        return found if found.offered else None

    def _match(self, planned: PlannedQuestion) -> str:
        """Return the word that a condition of the question met."""
        atoms = (atom for each in planned.conditions for atom in atoms_in(each))
        met = (atom.match(self.facts) for atom in atoms if isinstance(atom, Mentions))
        return next(filter(None, met), "")

    def _value(self, question: AnyQuestion) -> Value | None:
        """Return the answer; what no longer has its row, choice or sentence is not shown."""
        if isinstance(question, Mirror):
            reading = self._session.reading
            return "" if reading and reading.paragraphs else None
        value = self._session.answers.get(question.id)
        if isinstance(question, Sentence) and not self._session.is_over:
            quote = None if value is None else question.standing(value)
            return quote.table() if quote else None
        if isinstance(question, Matrix) and isinstance(value, Mapping):
            return {row: value[row] for row in question.rows if row in value} or None
        if isinstance(question, Multi) and question.source and value is not None:
            chosen = value if isinstance(value, tuple) else ()
            return tuple(each for each in chosen if each in question.choices) or None
        if isinstance(question, Choice) and question.source:
            return value if value in question.choices else None
        return value
