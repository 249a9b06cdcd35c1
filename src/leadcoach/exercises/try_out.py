"""Trying an exercise out: the cases its author writes beside it, and random walks.

Cases stand in `ID.test.toml` beside `ID.toml`:

    [[case]]
    name      = "a mild moment"
    answers   = { stress = 2 }
    asked     = ["situation", "stress"]
    not_asked = ["where"]
    recap     = ["2 of 10"]

A walk answers, skips and goes back as a person might. What it answers is taken from the
question and from the words and numbers of the conditions, so that rare ways are found.
The same seed takes the same ways.
"""

import datetime as dt
import math
import random
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, assert_never

from leadcoach.domain.condition import atoms_in
from leadcoach.domain.entry import Value
from leadcoach.domain.exercise import KEPT_LISTS, AnyQuestion, Exercise, table_of
from leadcoach.domain.facts import Earlier, Mentions
from leadcoach.domain.passages import Sentence
from leadcoach.domain.question import (
    Choice,
    Ids,
    Lines,
    Long,
    Mirror,
    Multi,
    Note,
    Pick,
    Short,
    TomlTable,
    key,
    table,
)
from leadcoach.domain.rating import (
    Committing,
    Day,
    Matrix,
    Number,
    Scale,
    YesNo,
    bound,
)
from leadcoach.domain.reading import Reading
from leadcoach.domain.session import Session, Step
from leadcoach.domain.sharing import Line
from leadcoach.domain.text import clean_line
from leadcoach.errors import NotAnAnswer, NotFound, Unreadable
from leadcoach.exercises.library import content_of
from leadcoach.exercises.load import read_as

MOST_STEPS = 400
_SHORT = "Yes."
_LONG = (
    "I asked the two of them on Monday. I waited for what each of them would say, and "
    "I wrote it down. Then we chose one small thing to try, and I told them when I "
    "would come back to it. I did not know how it would go."
)
_THIN = "It was a long week for everybody, and nobody was at their best."
_LINES = ("Ana", "Ben", "the night shift", "me", *(f"line {n}" for n in range(5, 25)))
# Open commitments and latest entries, as a person may have them.
_KEPT = {
    name: {f"{name[0]}1": _SHORT, f"{name[0]}2": _THIN, f"{name[0]}3": "Ask Kim."}
    for name in KEPT_LISTS
}
_LENT = {
    name: {"said": Line("said", "What did you say?", _LONG)}
    for name in _KEPT["entries"]
}
_READING = Reading("walk", "1", paragraphs=("You…",))
_OFFERS = ("Who had a say?", "What did it cost?", "What came next?")


@dataclass
class Walked:
    """What many walks came to."""

    walks: int
    """how many were taken; the last one broke off where there is a `failure`"""
    seed: int
    counts: Counter[str] = field(default_factory=Counter)
    """how many walks met each question"""
    never: tuple[str, ...] = ()
    unanswerable: set[str] = field(default_factory=set)
    """questions for which no answer could be made up"""
    failure: str = ""
    broken: Session | None = None
    """the walk that broke off, as far as it came"""


def walk_many(
    exercise: Exercise,
    today: dt.date,
    walks: int,
    seed: int,
    end: Callable[[Session], object] = lambda _: None,
) -> Walked:
    """Walk `walks` times; stop at the first walk that fails.

    `end` is what is done with a finished walk: a recap is made of it, for example.
    """
    found = Walked(walks, seed)
    walker = _Walker(exercise, found.unanswerable)
    for number in range(walks):
        states = [walker.begun(today, f"{seed}/{number}")]
        try:
            states.extend(walker.states(states[0]))  # those before a crash stay
            found.counts.update({step.base for step in states[-1].steps()})
            for text in (exercise.recap.title, *(x.text for x in exercise.recap.line)):
                states[-1].words(text)
            end(states[-1])
        except Exception as problem:  # noqa: BLE001 - a crash is what is looked for
            found.failure = f"{type(problem).__name__} after {len(states) - 1} steps"
            if isinstance(problem, _NoEndError):
                found.failure = f"it does not end: {MOST_STEPS} steps were taken"
            found.broken = states[-1]
            found.walks = number + 1
            break
    ids = (each.question.id for each in exercise.plan)
    found.never = tuple(each for each in ids if each not in found.counts)
    return found


class _NoEndError(Exception):
    """A walk went on and on."""


def _answer_names(exercise: Exercise) -> Iterator[tuple[str, AnyQuestion]]:
    """Yield each question with the ids its answers have: `where`, or `where.thought`."""
    for planned in exercise.plan:
        question, source = planned.question, planned.section.for_each
        if not isinstance(question, Mirror | Pick):
            yield question.id, question
            items = getattr(exercise.question(source), "choices", None)
            for item in items or _KEPT.get(source, {}):
                yield f"{question.id}.{item}", question


class _Walker:
    """Takes ways through an exercise, and makes up the answers."""

    def __init__(self, exercise: Exercise, unanswerable: set[str]) -> None:
        self._exercise = exercise
        conditions = [each for planned in exercise.plan for each in planned.conditions]
        atoms = [atom for each in conditions for atom in atoms_in(each)]
        words = (word for a in atoms if isinstance(a, Mentions) for word in a.words)
        said = dict.fromkeys(f"I {word} do it." for word in words)
        self._words = [_SHORT, _THIN, _LONG, *said]
        self._unanswerable = unanswerable
        whole = repr(table_of(exercise))
        self._looks_back = exercise.again or "hist(" in whole or "last." in whole
        self._chance = random.Random()
        self._today = dt.date.min

    def begun(self, today: dt.date, seed: str) -> Session:
        self._chance, self._today = random.Random(seed), today
        last: dict[str, Value] = {}
        if self._looks_back and self._chance.random() >= 0.5:
            asked = (each.question for each in self._exercise.plan)
            made = {x.id: self._made_up(x) for x in asked if not isinstance(x, Pick)}
            last = {name: value for name, value in made.items() if value is not None}
        return Session(
            exercise=self._exercise,
            today=today,
            last=last,
            mirror=self._chance.random() < 0.75,
            earlier=self._earlier(last, today),
        )

    def _earlier(self, last: Mapping[str, Value], today: dt.date) -> Earlier:
        """Return entries and open commitments, where there was a last time or by chance."""
        lists = _KEPT if self._chance.random() < 0.7 else {}
        lines = _LENT if lists else {}
        if not last:
            return Earlier(lists=lists, lines=lines)
        history = {}
        for name, question in _answer_names(self._exercise):
            times = [self._made_up(question) for _ in range(3)]
            if self._chance.random() < 0.7:  # what comes back is what is asked about
                times = [times[0]] * 3
            history[name] = tuple(each for each in times if each is not None)
        day = today - dt.timedelta(days=self._chance.choice((7, 30, 120)))
        return Earlier(day=day, history=history, lists=lists, lines=lines)

    def states(self, session: Session) -> Iterator[Session]:
        skips = self._chance.choice((0.0, 0.1, 0.4))
        for _ in range(MOST_STEPS):
            step = session.next()
            if step is None:
                return
            session = self._moved(session, step, skips)
            yield session
        raise _NoEndError

    def _moved(self, session: Session, step: Step, skips: float) -> Session:
        if isinstance(step.question, Mirror):
            return session.with_reading(_READING, _OFFERS, step.id)
        if not step.question.asks or self._chance.random() < skips:
            return session.skip(step.id)
        if self._chance.random() < 0.03:
            session = session.back()
            step = session.next() or step
        value = self._made_up(step.question)
        if value is not None:
            return session.answer(step.id, value)
        self._unanswerable.add(step.question.id)
        return session.skip(step.id)

    def _made_up(self, question: AnyQuestion) -> Value | None:
        """Return an answer the question takes, or None when none was found."""
        for given in self._tries(question):
            with suppress(NotAnAnswer):
                return question.accept(given)
        return None

    def _tries(self, question: AnyQuestion) -> Iterator[object]:
        """Yield what answers a question within its bounds, each time something else."""
        chance = self._chance
        match question:
            case Sentence():
                yield from chance.sample(list(question.offered), bool(question.offered))
            case Choice() if question.choices:
                yield chance.choice(list(question.choices))
            case Multi():
                yield from self._picked(question)
            case Matrix():
                cols = list(question.cols) or range(question.min, question.max + 1)
                some = [row for row in question.rows if chance.random() < 0.9]
                yield {row: chance.choice(cols) for row in some or question.rows}
            case Scale():
                yield chance.randint(question.min, question.max)
            case Number():
                yield from self._numbers(question)
            case Day():
                yield self._day(question)
            case Short() | Long() | Lines() | YesNo() | Choice() | Pick():
                yield from self._typed(question)
            case Committing() | Mirror() | Note():
                yield from self._typed(question)
            case _:
                assert_never(question)

    def _typed(self, question: AnyQuestion) -> Iterator[object]:
        chance = self._chance
        if isinstance(question, Lines):
            least = max(1, question.min_items)
            most = min(question.max_items or max(least, 4), len(_LINES))
            yield chance.sample(_LINES, chance.randint(least, most))
        yield chance.choice(self._words)
        if isinstance(question, Long | Short):
            least = max(1, question.min_words)
            most = max(least, question.max_words or least + 40)
            words = _LONG.split() * (1 + least // len(_LONG.split()))
            yield " ".join(words[: chance.randint(least, most)])
        yield from (chance.random() < 0.5, 1)

    def _picked(self, question: Multi) -> Iterator[list[str]]:
        chance, alone = self._chance, list(question.exclusive)
        if alone and chance.random() < 1 / (1 + len(question.choices)):
            yield [chance.choice(alone)]
        others = [each for each in question.choices if each not in alone]
        least = max(1, question.min_pick)
        most = min(question.max_pick or len(others), len(others))
        if least <= most:
            yield chance.sample(others, chance.randint(least, most))
        yield alone[:1]

    def _numbers(self, question: Number) -> Iterator[float]:
        low, high = question.min, question.max
        if low is None:
            low = 0 if high is None else min(0, high - 10)
        if high is None:
            high = low + 10
        if math.ceil(low) <= math.floor(high):
            yield self._chance.randint(math.ceil(low), math.floor(high))
        yield low

    def _day(self, question: Day) -> dt.date:
        today = question.today or self._today
        first, last = bound(question.earliest, today), bound(question.latest, today)
        first = first or (last or today) - dt.timedelta(days=30)
        days = ((last or first + dt.timedelta(days=60)) - first).days
        return first + dt.timedelta(days=self._chance.randint(0, max(0, days)))


@table
class Case(TomlTable):
    """One way through an exercise, and what is promised of it."""

    name: str = key("What it is about.", max_length=120)
    answers: dict[str, Any] = key("The answers given.", default=dict)
    asked: Ids = key("Questions that are asked.", default=())
    not_asked: Ids = key("Questions that are not.", default=())
    recap: Ids = key("Words that stand in the recap.", default=())


@table
class _Cases(TomlTable):
    """A whole file of cases."""

    case: tuple[Case, ...] = key("The cases.", default=())


@dataclass(frozen=True)
class Tested:
    """All that was tried."""

    exercise: Exercise
    cases: Sequence[tuple[str, Sequence[str]]]
    """each case, and what of it did not come true"""
    walked: Walked
    repeat: str = ""
    """an answers file that repeats the walk which broke off"""

    @property
    def failed(self) -> bool:
        walked = self.walked
        never = walked.walks and walked.never
        return bool(any(broken for _, broken in self.cases) or walked.failure or never)


def cases_beside(path: Path) -> tuple[Case, ...]:
    """Return the cases beside the exercise file `path`, as `cases_in` does."""
    file = path.with_name(f"{path.stem}.test.toml")
    with suppress(NotFound):
        return cases_in(content_of(file), clean_line(file.name, 80))
    return ()


def cases_in(content: bytes, name: str) -> tuple[Case, ...]:
    """Return the cases in `content`; Unreadable has all problems, each with its line."""
    found, problems, _ = read_as(_Cases, content)
    if problems:
        # The nearest key would be one of an exercise.
        told = "\n".join(each._replace(remedy="").told(name) for each in problems)
        looks = '[[case]], name = "…", answers = { id = … }, asked = ["id"].'
        raise Unreadable(told, f"A case: {looks}")
    return tuple(Case(**each) for each in found.get("case", ()))


def broken_promises(
    case: Case, asked: Collection[str], recap: str, exercise: Exercise
) -> list[str]:
    """Return in words what of a case did not come true of `asked` ids and the recap."""
    asked = {*asked, *(each.partition(".")[0] for each in asked)}
    known = {each.question.id for each in exercise.plan}
    found = [
        f"there is no question “{clean_line(each, 40)}”"
        for each in (*case.asked, *case.not_asked)
        if each.partition(".")[0] not in known
    ]
    found += [f"“{each}” was not asked" for each in case.asked if each not in asked]
    found += [f"“{each}” was asked" for each in case.not_asked if each in asked]
    recap = " ".join(recap.split())
    return found + [
        f"the recap does not hold “{clean_line(each, 60)}”"
        for each in case.recap
        if " ".join(each.split()) not in recap
    ]
