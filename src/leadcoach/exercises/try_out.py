"""Random walks through an exercise: does each end, and does every question come up.

A walk answers, skips and goes back as a person might. What it answers is taken from the
question and from the words and numbers of the conditions, so that rare ways are found.
The same seed takes the same ways.
"""

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from leadcoach.domain.atoms import Mentions
from leadcoach.domain.condition import atoms_in
from leadcoach.domain.entry import Value
from leadcoach.domain.exercise import KEPT_LISTS, AnyQuestion, Exercise
from leadcoach.domain.passages import Sentence
from leadcoach.domain.question import Mirror, Pick
from leadcoach.domain.reading import Reading
from leadcoach.domain.session import Earlier, Session, Step
from leadcoach.domain.text import clean_line
from leadcoach.errors import NotAnAnswer, NotFound, Unreadable
from leadcoach.exercises.library import content_of
from leadcoach.exercises.load import read_as

SHORT = "Yes."
LONG = (
    "I asked the two of them on Monday. I waited for what each of them would say, and "
    "I wrote it down. Then we chose one small thing to try, and I told them when I "
    "would come back to it. I did not know how it would go."
)
THIN = "It was a long week for everybody, and nobody was at their best."
KEPT = {
    name: {f"{name[0]}1": SHORT, f"{name[0]}2": THIN, f"{name[0]}3": "Ask Kim."}
    for name in KEPT_LISTS
}
"""open commitments and latest entries, as a person may have them"""


def looks_back(exercise: Exercise) -> bool:
    """Tell whether anything in it depends on an earlier time."""
    words = exercise.model_dump_json()
    return exercise.again is not None or "hist(" in words or "last." in words


def answer_names(exercise: Exercise) -> Iterator[tuple[str, AnyQuestion]]:
    """Yield each question with the ids its answers have: `where`, or `where.thought`."""
    for planned in exercise.plan:
        question = planned.question
        if isinstance(question, Mirror | Pick):
            continue
        yield question.id, question
        source = exercise.question(planned.section.for_each)
        items = getattr(source, "choices", None) or KEPT.get(
            planned.section.for_each, {}
        )
        yield from ((f"{question.id}.{item}", question) for item in items)


def hints_of(exercise: Exercise) -> list[str]:
    """Return texts that hold the words of conditions."""
    mentioned: dict[str, None] = {}
    conditions = [each for planned in exercise.plan for each in planned.conditions]
    for atom in (atom for each in conditions for atom in atoms_in(each)):
        if isinstance(atom, Mentions):
            mentioned |= dict.fromkeys(f"I {word} do it." for word in atom.words)
    return list(mentioned)


MOST_STEPS = 400
_READING = Reading("walk", "1", paragraphs=("You…",))
_OFFERS = ("Who had a say?", "What did it cost?", "What came next?")


@dataclass(frozen=True)
class Failure:
    """A walk that broke off, with the answers that repeat it."""

    walk: int
    what: str
    answers: Mapping[str, Value]
    has_mirror: bool


@dataclass
class Walked:
    """What many walks came to."""

    walks: int
    seed: int
    counts: Counter[str] = field(default_factory=Counter)
    """how many walks met each question"""
    never: tuple[str, ...] = ()
    unanswerable: tuple[str, ...] = ()
    """questions for which no answer could be made up"""
    failure: Failure | None = None


End = Callable[[Session], object]
"""What is done with a finished walk: a recap is made of it, for example."""


def walk_many(
    exercise: Exercise,
    today: dt.date,
    walks: int,
    seed: int,
    end: End | None = None,
    *,
    mirror: bool = True,
) -> Walked:
    """Walk `walks` times; stop at the first walk that fails."""
    found = Walked(walks, seed)
    walker = _Walker(exercise)
    ids = [each.question.id for each in exercise.plan]
    for number in range(walks):
        chance = random.Random(f"{seed}/{number}")
        last = walker.earlier(chance)
        session = Session(
            exercise=exercise,
            today=today,
            last=last,
            mirror=mirror and chance.random() < 0.75,
            earlier=walker.before(last, today, chance),
        )
        failure = _walk(walker, session, chance, number, end, found)
        if failure:
            found.failure = failure
            found.walks = number + 1
            break
    met = {base_id(each) for each in found.counts}
    found.never = tuple(each for each in ids if each not in met)
    found.unanswerable = tuple(sorted(walker.unanswerable))
    return found


def base_id(question: str) -> str:
    """Return the id in the file of a question that may be asked for each of several."""
    return question.partition(".")[0].partition("/")[0].partition("#")[0]


def _walk(
    walker: "_Walker",
    session: Session,
    chance: random.Random,
    number: int,
    end: End | None,
    found: Walked,
) -> Failure | None:
    states = [session]
    try:
        states.extend(walker.states(session, chance))  # those before a crash stay
        session = states[-1]
        found.counts.update({base_id(step.id) for step in session.steps()})
        _read_out(session)
        if end is not None:
            end(session)
    except Exception as problem:  # noqa: BLE001 - a crash is what is looked for
        what = f"{type(problem).__name__} after {len(states) - 1} steps"
        if isinstance(problem, _NoEndError):
            what = f"it does not end: {MOST_STEPS} steps were taken"
        return Failure(number, what, states[-1].answers, states[-1].mirror)
    return None


class _NoEndError(Exception):
    """A walk went on and on."""


def _read_out(session: Session) -> None:
    for line in session.exercise.recap.line:
        session.words(line.text)
    session.words(session.exercise.recap.title)


class _Walker:
    """Makes up answers for one exercise."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._looks_back = looks_back(exercise)
        self._mentioned = hints_of(exercise)
        self.unanswerable: set[str] = set()

    def earlier(self, chance: random.Random) -> dict[str, Value]:
        """Return answers of a last time, in half of the walks."""
        if not self._looks_back or chance.random() < 0.5:
            return {}
        answers = {}
        for planned in self._exercise.plan:
            value = self._made_up(planned.question, chance)
            if value is not None and not isinstance(planned.question, Pick):
                answers[planned.question.id] = value
        return answers

    def before(
        self, last: Mapping[str, Value], today: dt.date, chance: random.Random
    ) -> Earlier:
        """Return entries and open commitments, where there was a last time or by chance."""
        lists = KEPT if chance.random() < 0.7 else {}
        if not last:
            return Earlier(lists=lists)
        history = {}
        for name, question in answer_names(self._exercise):
            times = [self._made_up(question, chance) for _ in range(3)]
            if chance.random() < 0.7:  # what comes back is what is asked about
                times = [times[0]] * 3
            history[name] = tuple(each for each in times if each is not None)
        day = today - dt.timedelta(days=chance.choice((7, 30, 120)))
        return Earlier(day=day, history=history, lists=lists)

    def states(self, session: Session, chance: random.Random) -> Iterator[Session]:
        """Yield the session after each step, until all is asked."""
        skips = chance.choice((0.0, 0.1, 0.4))
        for _ in range(MOST_STEPS):
            step = session.next()
            if step is None:
                return
            session = self._moved(session, step, chance, skips)
            yield session
        raise _NoEndError

    def _moved(
        self, session: Session, step: Step, chance: random.Random, skips: float
    ) -> Session:
        if isinstance(step.question, Mirror):
            return session.with_reading(_READING, _OFFERS, step.id)
        if not step.question.asks or chance.random() < skips:
            return session.skip(step.id)
        if chance.random() < 0.03:
            session = session.back()
            step = session.next() or step
        value = self.value(step.question, chance)
        return (
            session.skip(step.id) if value is None else session.answer(step.id, value)
        )

    def _again(
        self, session: Session, step: Step, chance: random.Random
    ) -> Value | None:
        """Return what was answered the last time, in some of the walks."""
        past = session.earlier.history.get(step.id, ())
        return past[0] if past and chance.random() < 0.4 else None

    def value(self, question: AnyQuestion, chance: random.Random) -> Value | None:
        """Return an answer the question takes, or None when none was found."""
        value = self._made_up(question, chance)
        if value is None and question.asks:
            self.unanswerable.add(question.id)
        return value

    def _made_up(self, question: AnyQuestion, chance: random.Random) -> Value | None:
        for given in self._tries(question, chance):
            try:
                return question.accept(given)
            except NotAnAnswer:
                continue
        return None

    def _tries(self, question: AnyQuestion, chance: random.Random) -> Iterator[object]:
        """Yield what might answer: by what the question has, then by what any may take."""
        if isinstance(question, Sentence):
            yield from chance.sample(
                list(question.offered), min(1, len(question.offered))
            )
            return
        choices = list(_part(question, "choices") or ())
        if choices:
            count = chance.randint(1, len(choices))
            some = chance.sample(choices, count)
            yield from (chance.choice(choices), some, [chance.choice(choices)])
            yield from (choices[:size] for size in range(1, len(choices) + 1))
            yield chance.sample(choices, len(choices))
        rows = list(_part(question, "rows") or ())
        if rows:
            yield self._cells(question, rows, chance)
        if {"min", "max"} <= type(question).model_fields.keys() and not rows:
            low, high = _part(question, "min"), _part(question, "max")
            yield chance.randint(int(low or 0), int(10 if high is None else high))
        if isinstance(question, Pick):
            yield 1
        yield from self._by_kind(question, chance)

    def _cells(
        self, question: AnyQuestion, rows: list[str], chance: random.Random
    ) -> dict[str, object]:
        cols = list(_part(question, "cols") or ())
        low, high = _part(question, "min"), _part(question, "max")
        some = [row for row in rows if chance.random() < 0.9] or rows
        return {
            row: chance.choice(cols) if cols else chance.randint(low, high)
            for row in some
        }

    def _by_kind(
        self, question: AnyQuestion, chance: random.Random
    ) -> Iterator[object]:
        words = [SHORT, THIN, LONG, *self._mentioned]
        if question.type in ("list", "multi"):
            yield chance.sample(["Ana", "Ben", "the night shift", "me"], 3)
        if question.type == "yesno":
            yield chance.random() < 0.5
        if question.type == "date":
            yield dt.date(2026, 11, 21) + dt.timedelta(days=chance.randint(-30, 30))
        yield chance.choice(words)
        yield from (LONG, LONG * 8, SHORT, ["Ana"], ["Ana", "Ben", "me"], 1, True)
        yield from ({"action": SHORT}, dt.date(2026, 12, 1), dt.date(2026, 11, 21))
        yield from range(101)


def _part(question: AnyQuestion, key: str) -> Any:  # noqa: ANN401 - any key's value
    """Return what a question has under `key`; a model is slow to say it has nothing."""
    return getattr(question, key) if key in type(question).model_fields else None


Words = Annotated[tuple[str, ...], Field(strict=False)]


class Case(BaseModel):
    """One way through an exercise, and what is promised of it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name: str = Field(max_length=120)
    answers: dict[str, Any] = Field(default_factory=dict)
    asked: Words = ()
    not_asked: Words = ()
    recap: Words = ()


class _Cases(BaseModel):
    """A whole file of cases."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    case: Annotated[tuple[Case, ...], Field(strict=False)] = ()


@dataclass(frozen=True)
class Outcome:
    """What a case came to: the questions asked, and the words of the recap."""

    asked: tuple[str, ...]
    recap: str


@dataclass(frozen=True)
class Tried:
    """A case, and what of it did not come true."""

    name: str
    broken: tuple[str, ...]


@dataclass(frozen=True)
class Tested:
    """All that was tried."""

    exercise: str
    ids: tuple[str, ...]
    cases: tuple[Tried, ...]
    walked: Walked
    repeat: str = ""
    """an answers file that repeats the walk which broke off"""

    @property
    def failed(self) -> bool:
        """Tell whether there is something to mend."""
        broken = any(each.broken for each in self.cases)
        walked = self.walked
        return broken or bool(walked.failure) or bool(walked.walks and walked.never)


def cases_beside(path: Path) -> tuple[Path, tuple[Case, ...]]:
    """Return the file of cases of the exercise file `path`, and its cases.

    Raises:
        Unreadable: with all problems of that file.
    """
    file = path.with_name(f"{path.stem}.test.toml")
    try:
        content = content_of(file)
    except NotFound:
        return file, ()
    return file, cases_in(content, clean_line(file.name, 80))


def cases_in(content: bytes, name: str) -> tuple[Case, ...]:
    """Return the cases in `content`.

    Raises:
        Unreadable: with all problems, each `name:line: what`.
    """
    found, problems, _ = read_as(_Cases, content)
    if found is None:
        # The nearest key would be one of an exercise.
        told = "\n".join(each._replace(remedy="").told(name) for each in problems)
        raise Unreadable(told, _LOOKS)
    return found.case


def broken_promises(case: Case, outcome: Outcome, exercise: Exercise) -> list[str]:
    """Return in words what of a case did not come true."""
    asked = {base_id(each) for each in outcome.asked} | set(outcome.asked)
    known = {each.question.id for each in exercise.plan}
    found = [
        f"there is no question “{clean_line(each, 40)}”"
        for each in (*case.asked, *case.not_asked)
        if base_id(each) not in known
    ]
    found += [f"“{each}” was not asked" for each in case.asked if each not in asked]
    found += [f"“{each}” was asked" for each in case.not_asked if each in asked]
    recap = " ".join(outcome.recap.split())
    return found + [
        f"the recap does not hold “{clean_line(each, 60)}”"
        for each in case.recap
        if " ".join(each.split()) not in recap
    ]


_LOOKS = 'A case: [[case]], name = "…", answers = { id = … }, asked = ["id"].'
