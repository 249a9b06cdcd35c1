"""What an exercise file says that cannot be meant: names, conditions, choices."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from leadcoach.domain.atoms import Compare, Has, IsThin, Literal, Name, OneOf
from leadcoach.domain.condition import (
    GRAMMAR_WORDS,
    BadCondition,
    atoms_in,
    names_in,
    parse_condition,
)
from leadcoach.domain.exercise import AnyQuestion, Exercise
from leadcoach.domain.picking import nearest_of
from leadcoach.domain.piping import OWN_NAMES, BadPipe, pipes_in
from leadcoach.domain.question import Choice, Lines, Matrix, Mirror, Multi, Scale
from leadcoach.exercises.positions import Path, Positions
from leadcoach.exercises.problems import Problem


@dataclass(frozen=True)
class _Placed:
    """A question and the path of its table in the file."""

    question: AnyQuestion
    path: Path


def problems_of_meaning(exercise: Exercise, positions: Positions) -> list[Problem]:
    """Return what is wrong although every key and type is right."""
    check = _Check(exercise, positions)
    return sorted(check.problems(), key=lambda problem: problem.line)


class _Check:
    """Goes through an exercise in the order it is asked."""

    def __init__(self, exercise: Exercise, positions: Positions) -> None:
        self._exercise = exercise
        self._positions = positions
        self._asked: dict[str, AnyQuestion] = {}

    def problems(self) -> Iterator[Problem]:
        for at, section in enumerate(self._exercise.section):
            path: Path = ("section", at)
            yield from self._condition(section.when, (*path, "when"))
            yield from self._pipes(section.intro, (*path, "intro"))
            for number, asked in enumerate(section.ask):
                here = (*path, "ask", number)
                yield from self._question(asked.question, here)
                for place, follow in enumerate(asked.follow):
                    yield from self._question(follow, (*here, "follow", place))
        yield from self._recap()
        yield from self._ends()

    def _question(self, question: AnyQuestion, path: Path) -> Iterator[Problem]:
        yield from self._name(question, (*path, "id"))
        yield from self._condition(question.when, (*path, "when"), question)
        yield from self._pipes(question.text, (*path, "text"))
        yield from self._pipes(question.help, (*path, "help"))
        yield from self._sources(question, path)
        self._asked[question.id] = question

    def _name(self, question: AnyQuestion, path: Path) -> Iterator[Problem]:
        if question.id in GRAMMAR_WORDS:
            what = f"“{question.id}” is a word of conditions and cannot be an id."
            yield self._problem(path, what, "Choose another id.")
        if question.id in self._asked:
            what = f"there are two questions with the id “{question.id}”."
            yield self._problem(path, what, "Give one of them another id.")

    def _sources(self, question: AnyQuestion, path: Path) -> Iterator[Problem]:
        if isinstance(question, Matrix) and question.rows_from:
            source = self._asked.get(question.rows_from)
            if not isinstance(source, Lines):
                what = f"rows_from: “{question.rows_from}” is no list asked before."
                yield self._problem((*path, "rows_from"), what)
        if isinstance(question, Mirror):
            for key, ids in (("best", question.best), ("struggle", question.struggle)):
                yield from self._known(ids, (*path, key))

    def _recap(self) -> Iterator[Problem]:
        for at, line in enumerate(self._exercise.recap.line):
            path: Path = ("recap", "line", at)
            yield from self._condition(line.when, (*path, "when"))
            yield from self._pipes(line.text, (*path, "text"))
            yield from self._known(line.of, (*path, "of"))

    def _ends(self) -> Iterator[Problem]:
        yield from self._known(self._exercise.quick, ("quick",))
        for at, following in enumerate(self._exercise.next):
            yield from self._condition(following.when, ("next", at, "when"))

    def _known(self, ids: tuple[str, ...], path: Path) -> Iterator[Problem]:
        for each in ids:
            if each not in self._asked:
                what = f"no question “{each}” is asked before this."
                yield self._problem(path, what, nearest_of(each, self._asked))

    def _pipes(self, text: str, path: Path) -> Iterator[Problem]:
        for pipe in pipes_in(text):
            if isinstance(pipe, BadPipe):
                what = f"“{pipe.text}” has no meaning."
                yield self._problem(path, what, "For example: ${id} or ${id|short}.")
            elif pipe.name not in OWN_NAMES and not pipe.name.startswith("last."):
                yield from self._known((pipe.name,), path)

    def _condition(
        self, when: str, path: Path, own: AnyQuestion | None = None
    ) -> Iterator[Problem]:
        if not when:
            return
        try:
            condition = parse_condition(when)
        except BadCondition as found:
            caret = f"\n    {when}\n    {' ' * found.at}^"
            yield self._problem(path, f"when: {found.what}.{caret}")
            return
        for name in names_in(condition):
            if own is not None and name.path[0] == own.id:
                what = f"when: “{own.id}” cannot depend on its own answer."
                yield self._problem(path, what)
            elif name.path[0] != "last":
                yield from self._known(name.path[:1], path)
        for atom in atoms_in(condition):
            yield from self._choices(atom, path)

    def _choices(self, atom: object, path: Path) -> Iterator[Problem]:
        """Say where a condition can never change, or compares what cannot be."""
        if isinstance(atom, Has):
            yield from self._choice(atom.name, (atom.choice,), path)
        elif isinstance(atom, OneOf):
            yield from self._choice(atom.name, atom.choices, path)
        elif isinstance(atom, Compare) and isinstance(atom.left, Name):
            yield from self._compared(atom, atom.left, path)
        elif isinstance(atom, IsThin):
            asked = self._asked.get(atom.name.path[0])
            if asked is not None and asked.type not in ("long", "short"):
                what = f"“{asked.id} is thin” needs an answer in words."
                yield self._problem(path, what)

    def _compared(self, atom: Compare, name: Name, path: Path) -> Iterator[Problem]:
        if not isinstance(atom.right, Literal):
            return
        given = atom.right.what
        if isinstance(given, str):
            yield from self._choice(name, (given,), path)
            return
        asked = self._asked.get(name.path[0])
        if isinstance(asked, Scale | Matrix) and not isinstance(given, bool):
            if not asked.min <= given <= asked.max:
                what = f"{given:g} is not on the scale of “{asked.id}”"
                remedy = f"It goes from {asked.min} to {asked.max}."
                yield self._problem(path, f"when: {what}.", remedy)
        elif asked is not None and atom.sign not in ("=", "!="):
            what = f"when: “{asked.id}” is no number; {atom.sign} cannot be."
            yield self._problem(path, what)

    def _choice(
        self, name: Name, wanted: tuple[str, ...], path: Path
    ) -> Iterator[Problem]:
        known = _choices_of(self._asked.get(name.path[0]), name.path)
        for each in wanted:
            if known is not None and each not in known:
                what = f"when: “{name.path[0]}” has no choice “{each}”."
                remedy = nearest_of(each, known) or f"Choices: {', '.join(known)}."
                yield self._problem(path, what, remedy)

    def _problem(self, path: Path, what: str, remedy: str = "") -> Problem:
        return Problem(self._positions.line_of(path), what, remedy)


def _choices_of(
    question: AnyQuestion | None, path: tuple[str, ...]
) -> Mapping[str, str] | None:
    """Return the ids an answer can be, or None where any answer can come."""
    if isinstance(question, Choice | Multi):
        return question.choices
    if isinstance(question, Matrix) and question.cols and len(path) == 2:
        return question.cols
    return None
