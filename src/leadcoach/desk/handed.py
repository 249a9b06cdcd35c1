"""What people handed in, answer by answer, whatever kind of file it came in."""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from leadcoach import answers
from leadcoach.answers.unpacking import text_part
from leadcoach.desk.inbox import File, Inbox, InboxProblem
from leadcoach.desk.share_file import SharedAnswer, share_of
from leadcoach.domain.dates import day_or_none
from leadcoach.domain.entry import Answer, Commitment, Value, commitment_of
from leadcoach.domain.exercise import Exercise, PlannedQuestion
from leadcoach.domain.piping import piped
from leadcoach.domain.text import clean_line, several, whole_number
from leadcoach.errors import LeadcoachError, NotFound

if TYPE_CHECKING:
    from leadcoach.courses.course import Course


class HandedAnswer(NamedTuple):
    """One answer, and where it belongs."""

    exercise: str
    version: str
    on: dt.date | None
    """the day it was written, where that is known"""
    answer: Answer
    """in a section for each of several its id is that of the question and the item"""
    generated: bool = False
    """whether leadcoach wrote it, and not the person"""
    was_asked: str = ""
    """the words that a share file has for the question, where they are not those of the
    exercise at hand, which stand in the answer"""

    @property
    def question(self) -> str:
        """Return the exercise and the question: `compare.more`."""
        return f"{self.exercise}.{self.answer.id.partition('.')[0]}"


class Promise(NamedTuple):
    """A commitment, and where it stands."""

    commitment: Commitment
    state: str
    on: dt.date | None


@dataclass(frozen=True)
class Handed:
    """What was read of one file."""

    person: str
    place: str
    sha256: str
    on: dt.date | None
    rows: tuple[HandedAnswer, ...] = ()
    shared: tuple[Promise, ...] = ()
    """commitments that stand by themselves, in a share file"""
    exercise: str = ""
    """the one that a file of answers answers"""
    course: str = ""
    """the id of the course it says it is of"""
    week: int = 0
    """the week of the course that the answers are of; 0 where that is not said"""
    done: tuple[tuple[int, str], ...] = ()
    """weeks and exercises that a share file says are done"""
    promised: tuple[int, int] | None = None
    """how many commitments it says are done, and of how many"""
    notes: tuple[str, ...] = ()
    """what was read in another way than it stands there, or not understood"""

    @property
    def promises(self) -> tuple[Promise, ...]:
        """Return all commitments in it; those of answers were open when it was written."""
        said = (row for row in self.rows if row.answer.type == "commitment")
        made = (Promise(commitment_of(r.answer.value), "open", r.on) for r in said)
        return (*made, *self.shared)

    def placed(self, course: "Course") -> "Handed":
        """Return it in the weeks that `course` has now; a note says where none is sure."""
        if self.course not in ("", course.id):
            return self
        week = _week_of(course, self.exercise, self.week)
        done = tuple((_week_of(course, name, n), name) for n, name in self.done)
        weeks = _weeks_with(course, self.exercise)
        notes = self.notes
        if weeks and week not in weeks:
            told = f"{self.exercise} belongs to weeks {several(weeks, len(weeks))}"
            notes = (*notes, f"{told}, and the file names none of them")
        return replace(self, week=week, done=done, notes=notes)


def _weeks_with(course: "Course", exercise: str) -> list[int]:
    return [n for n, week in enumerate(course.week, 1) if exercise in week.do]


def _week_of(course: "Course", exercise: str, named: int) -> int:
    """Return the only week that an exercise makes done, where that is another than `named`."""
    weeks = _weeks_with(course, exercise)
    return weeks[0] if len(weeks) == 1 else named


def done_in(course: "Course", mine: Iterable[Handed]) -> dict[int, Counter[str]]:
    """Return how often each exercise is done in each week, by what one person handed in.

    A form and a share file that say the same count once.
    """
    handed, shared = Counter[tuple[int, str]](), Counter[tuple[int, str]]()
    for each in mine:
        if each.exercise and each.course in ("", course.id):
            handed[each.week, each.exercise] += 1
        elif each.course == course.id:
            shared |= Counter(each.done)
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for (week, exercise), count in (handed | shared).items():
        found[week][exercise] = count
    return found


class Desk:
    """What people handed in, read anew with every run."""

    def __init__(
        self,
        inbox: Inbox,
        find: Callable[[str], Exercise],
        names: Callable[[], Collection[str]],
        today: dt.date,
    ) -> None:
        """Take how an exercise is found by its id, and the ids of those at hand."""
        self._inbox, self._find, self._today = inbox, find, today
        self._names = names
        self._known: dict[str, Exercise | LeadcoachError] = {}

    @property
    def people(self) -> tuple[str, ...]:
        return self._inbox.people

    @property
    def problems(self) -> list[InboxProblem]:
        """What was not read; all of it once `handed` has come to its end."""
        return self._inbox.problems

    def handed(self) -> Iterator[Handed]:
        """Yield what can be read, by person and file name."""
        for file in self._inbox.files():
            try:
                yield self._read(file)
            except LeadcoachError as problem:
                told = f"{problem.message} {problem.hint}".strip()
                self.problems.append(InboxProblem(file.place, told))
            except Exception:  # noqa: BLE001 - email fails in many ways on broken mails
                told = "It is not what such a file should be. Ask for it once more."
                self.problems.append(InboxProblem(file.place, told))

    def exercise(self, name: str) -> Exercise:
        """Return the exercise of that id.

        Raises:
            LeadcoachError: it is not at hand, or cannot be read.
        """
        if name not in self._known:
            try:
                self._known[name] = self._find(name)
            except LeadcoachError as problem:
                self._known[name] = problem
        found = self._known[name]
        if isinstance(found, LeadcoachError):
            raise found
        return found

    def _read(self, file: File) -> Handed:
        changed: list[str] = []
        share = share_of(text_part(file.content, changed))
        if share is None:
            return self._answers(file)
        rows = tuple(map(self._shared, share.answers))
        shared = tuple(Promise(*each, share.made) for each in share.commitments)
        return Handed(
            *(file.person, file.place, file.sha256, share.made, rows, shared),
            notes=(*_called(share.name, file.person), *changed),
            course=share.course,
            done=share.done,
            promised=share.promised,
        )

    def _shared(self, given: SharedAnswer) -> HandedAnswer:
        exercise, version, on, answer, generated = given
        asked = self.asked(exercise, answer.id.partition(".")[0])
        was_asked = "" if asked == answer.asked else answer.asked
        answer = replace(answer, asked=asked)
        return HandedAnswer(exercise, version, on, answer, generated, was_asked)

    def asked(self, exercise: str, name: str) -> str:
        """Return the words of a question; empty where it is not at hand."""
        try:
            planned = self.exercise(exercise).planned(name)
        except LeadcoachError:
            return ""
        return _asked(planned) if planned else ""

    def _answers(self, file: File) -> Handed:
        named = answers.about(file.content).exercise or self._named_by(file.name)
        try:
            exercise = self.exercise(named)
        except NotFound as problem:
            hint = "Is it one of yours? Then: leadcoach exercise add FILE"
            raise NotFound(problem.message, hint) from None
        read = answers.read(file.content, exercise, self._today)
        on = day_or_none(read.about.day)
        version = read.about.version or exercise.version
        rows = tuple(_rows(exercise, version, read.answers, on))
        notes = [*_called(read.about.name, file.person), *read.changed]
        if version != exercise.version:
            notes.append(
                f"it answers version {version}, and here is {exercise.version}"
            )
        notes += [each.told for each in read.unread]
        notes = [clean_line(each, 200).rstrip(".") for each in notes]
        course, _, week = read.about.course.partition(" ")
        return Handed(
            *(file.person, file.place, file.sha256, on, rows),
            notes=tuple(notes),
            exercise=exercise.id if rows else "",
            course=course,
            week=whole_number(week) or 0,
        )

    def _named_by(self, name: str) -> str:
        """Return the exercise that stands in the name of a file: `ana-compare.txt`."""
        stem = f"-{re.sub('[ _]', '-', name.partition('.')[0]).casefold()}-"
        named = [each for each in self._names() if f"-{each.casefold()}-" in stem]
        if not named:
            message = "It does not say which exercise it answers."
            hint = "Put that into its name, like ana-compare.txt."
            raise NotFound(message, hint)
        return max(named, key=len)


def _called(name: str, person: str) -> Iterator[str]:
    """Yield what a file calls its writer, where that is not the folder's name."""
    said, folder = (
        " ".join(re.findall(r"\w+", each.casefold())) for each in (name, person)
    )
    if said and not said.startswith(folder) and not folder.startswith(said):
        yield f"it calls its writer “{clean_line(name, 40)}”"


def _rows(
    exercise: Exercise, version: str, given: Mapping[str, Value], on: dt.date | None
) -> Iterator[HandedAnswer]:
    for name, value in given.items():
        planned = exercise.planned(name)
        if planned is None:
            continue
        items = {name: value}
        if planned.section.for_each and isinstance(value, Mapping):
            items = {f"{name}.{item}": each for item, each in value.items()}
        for each, said in items.items():
            answer = _answer(planned, each, said)
            yield HandedAnswer(exercise.id, version, on, answer)


def _answer(planned: PlannedQuestion, name: str, value: Value) -> Answer:
    question = planned.question
    labels = question.labels(value)
    return Answer(name, question.type, _asked(planned), value, labels=labels)


def _asked(planned: PlannedQuestion) -> str:
    """Return a question as its exercise has it, without words of any answer."""
    text = planned.question.text
    if not planned.stands_as_written:
        text = piped(text, {}).lstrip(":, ")
    return clean_line(text, 300)
