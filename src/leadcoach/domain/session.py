"""One pass through the questions of an exercise, with the answers given so far."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from leadcoach.domain.atoms import Mentions
from leadcoach.domain.condition import atoms_in
from leadcoach.domain.entry import Value
from leadcoach.domain.exercise import (
    KEPT_LISTS,
    AnyQuestion,
    Exercise,
    Planned,
    Section,
)
from leadcoach.domain.facts import Facts
from leadcoach.domain.passages import Sentence
from leadcoach.domain.piping import piped, plain_words
from leadcoach.domain.question import Choice, Committing, Mirror, Multi, Pick, Short
from leadcoach.domain.rating import Day, Matrix
from leadcoach.domain.reading import Quote, Reading, quote_in
from leadcoach.domain.text import on_one_line

if TYPE_CHECKING:
    from leadcoach.domain.session import Session


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
        """Return the id of the question; `where.thought` where it is repeated."""
        return self.question.id

    @property
    def waits(self) -> bool:
        """Tell whether somebody is asked, and not the only sentence there is taken."""
        return self.question.asks and self.only_sentence is None

    @property
    def only_sentence(self) -> Value | None:
        """Return the one sentence there is to pick, where there are no others."""
        question = self.question
        if not isinstance(question, Sentence) or len(question.offered) != 1:
            return None
        return next(iter(question.offered.values())).table()

    @property
    def asked(self) -> str:
        """Return the words of the question; below its item, where they do not name it."""
        text = self.question.text
        if self.item is None or self.item.words in text:
            return text
        return f"{self.item.words}\n{text}"

    @property
    def base(self) -> str:
        """Return the id that the question has in the file."""
        return self.id.partition(".")[0] if self.item else self.id


class Walk:
    """One pass through the plan, seeing at each question only what stands before it.

    In a section with `for_each` an id stands for the answer about the item at hand;
    after it, for a table of all of them, item -> answer.
    """

    def __init__(self, session: "Session") -> None:
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
        )
        self.steps = tuple(self._sections())

    def words(self, text: str) -> str:
        """Return `text` with the answers seen so far put in."""
        if "${last." in text:
            for key, value in self._session.last.items():
                words = _last_words(self._session.exercise, key, value)
                self._shown[f"last.{key}"] = words
        return piped(text, self._shown) if "$" in text else text

    def _sections(self) -> Iterator[Step]:
        for planned in self._session.exercise.sections:
            section = planned[0].section
            if section.for_each:
                yield from self._repeated(section, planned)
            else:
                yield from filter(None, map(self._visit, planned))

    def _repeated(
        self, section: Section, planned: tuple[Planned, ...]
    ) -> Iterator[Step]:
        items = _items(section.for_each, self._session, self._answers)
        found: dict[str, dict[str, Value]] = {}
        lines: dict[str, list[str]] = {}
        first = islice(items.items(), section.max_times)
        for place, (each, words) in enumerate(first, 1):
            self._shown["item"] = (words,)
            self._turn_history_to(planned, each)
            for one in planned:
                step = self._visit(one, Item(each, words, place))
                if step is not None:
                    yield step
                if step is not None and step.value is not None:
                    found.setdefault(step.base, {})[each] = step.value
                    said = f"{words}: {step.question.shown(step.value)}"
                    lines.setdefault(step.base, []).append(said)
            for one in planned:
                self._answers.pop(one.question.id, None)
        self._shown.pop("item", None)
        self._history.update(self._session.earlier.history)
        self._answers.update(found)
        self._shown.update({key: ("; ".join(ls), *ls) for key, ls in lines.items()})

    def _turn_history_to(self, planned: tuple[Planned, ...], item: str) -> None:
        history = self._session.earlier.history
        for each in planned:
            name = each.question.id
            self._history[name] = history.get(f"{name}.{item}", ())

    def _visit(self, planned: Planned, item: Item | None = None) -> Step | None:
        if not self._is_visible(planned):
            return None
        section, question = planned.section, self._bound(planned, item)
        if question is None:
            return None
        if "$" in section.intro:
            section = section.model_copy(update={"intro": self.words(section.intro)})
        value = self._value(question)
        if value is not None:
            said = (question.shown(value), *question.items(value))
            if isinstance(question, Short):  # pasted lines stand inside one of ours
                said = (on_one_line(said[0]), *said[1:])
            for key in {planned.question.id, question.id}:
                self._answers[key] = value
                self._shown[key] = said
            if isinstance(question, Sentence) and (quote := quote_in(value)):
                self._used.append(quote)
            if isinstance(question, Mirror) and self._session.reading:
                asked = self._session.reading.question
                self._shown[f"{question.id}.question"] = (asked,)
        elif item is not None:
            self._shown.pop(planned.question.id, None)
        return Step(question, section, value, item)

    def _is_visible(self, planned: Planned) -> bool:
        session, question = self._session, planned.question
        quick = session.exercise.quick if session.quick else ()
        if quick and question.id not in quick:
            return False
        if not session.mirror and isinstance(question, (Mirror, Pick)):
            return False
        if not session.offers and isinstance(question, Pick):
            return False
        if planned.after and planned.after not in self._answers:
            return False
        return all(each.holds(self.facts) for each in planned.conditions)

    def _bound(self, planned: Planned, item: Item | None) -> AnyQuestion | None:
        """Return the question with everything in it that depends on earlier answers."""
        if planned.stands_as_written and item is None:
            return planned.question
        question = self._filled(planned, item)
        if question is None:
            return None
        bound: dict[str, object] = {}
        if item is not None:
            bound["id"] = f"{question.id}.{item.id}"
        if isinstance(question, Pick):
            bound["offers"] = self._session.offers[: question.count]
        if isinstance(question, (Committing, Day)):
            bound["today"] = self._session.today
        if "$" in question.text or "$" in question.help:
            self._shown["match"] = (self._match(planned),)
            bound["text"] = self.words(question.text)
            bound["help"] = self.words(question.help)
        return question.model_copy(update=bound) if bound else question

    def _filled(self, planned: Planned, item: Item | None) -> AnyQuestion | None:
        """Return the question with rows, choices or sentences; None without any."""
        question = planned.question
        if isinstance(question, Sentence):
            return self._with_sentences(question, planned.section, item)
        if isinstance(question, Matrix) and question.rows_from:
            rows = _items(question.rows_from, self._session, self._answers)
            return question.with_rows(rows) if rows else None
        if isinstance(question, Multi) and question.choices_from:
            choices = _items(question.choices_from, self._session, self._answers)
            return question.with_choices(choices) if choices else None
        return question

    def _with_sentences(
        self, question: Sentence, section: Section, item: Item | None
    ) -> Sentence | None:
        """Return the question with the texts it offers; None where nothing can be picked."""
        texts: dict[str, str] = {}
        for name in question.from_:
            given = self._answers.get(name)
            if isinstance(given, str):
                texts[self._name_in(section, name, item)] = given
            elif isinstance(given, Mapping):  # asked for each item of a list
                texts |= {f"{name}.{each}": str(given[each]) for each in given}
        if not texts:
            return None
        used = tuple(self._used) if question.skip_used else ()
        known = self._session.sentences
        key = (question.id, *texts.items(), used)
        if key not in known:  # every answer asks for it anew
            known[key] = question.with_texts(texts, used)
        return known[key] if self._is_to_be_picked(known[key]) else None

    def _is_to_be_picked(self, question: Sentence) -> bool:
        """Tell whether there is a choice; one sentence left over by others is none."""
        if len(question.offered) == 1 and question.skip_used:
            value = self._session.answers.get(question.id)
            return value is not None and question.standing(value) is not None
        return bool(question.offered)

    def _name_in(self, section: Section, name: str, item: Item | None) -> str:
        """Return the id of an answer, as it is kept: `where.thought` where it is repeated."""
        planned = self._session.exercise.planned(name)
        within = planned is not None and planned.section.id == section.id
        return f"{name}.{item.id}" if item and within else name

    def _match(self, planned: Planned) -> str:
        for condition in planned.conditions:
            for atom in atoms_in(condition):
                if isinstance(atom, Mentions) and atom.match(self.facts):
                    return atom.match(self.facts)
        return ""

    def _value(self, question: AnyQuestion) -> Value | None:
        if isinstance(question, Mirror):
            reading: Reading | None = self._session.reading
            return "" if reading and reading.paragraphs else None
        value = self._session.answers.get(question.id)
        if isinstance(question, Sentence):
            quote = None if value is None else question.standing(value)
            return quote.table() if quote else None
        if isinstance(question, Matrix) and isinstance(value, Mapping):
            # The rows may have changed since; what no longer has a row is not shown.
            return {row: value[row] for row in question.rows if row in value} or None
        if isinstance(question, Multi) and question.choices_from and value is not None:
            chosen = value if isinstance(value, tuple) else ()
            return tuple(each for each in chosen if each in question.choices) or None
        return value


def _items(
    name: str, session: "Session", answers: Mapping[str, Value]
) -> Mapping[str, str]:
    """Return what `rows_from`, `choices_from` or `for_each` names: id -> words."""
    if name in KEPT_LISTS:
        return session.earlier.lists.get(name, {})
    given = answers.get(name)
    if not isinstance(given, tuple):
        return {}
    asked = session.exercise.question(name)
    words = asked.choices if isinstance(asked, Multi) else {}
    return {str(each): words.get(str(each), str(each)) for each in given}


def _last_words(exercise: Exercise, question: str, value: Value) -> tuple[str, ...]:
    known = exercise.question(question)
    if isinstance(known, Choice | Multi | Committing):
        return known.shown(value), *known.items(value)
    return (plain_words(value),)
