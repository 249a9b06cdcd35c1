"""What an exercise file says that cannot be meant: names, conditions, choices."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, get_args

from leadcoach.domain.atoms import (
    Atom,
    Compare,
    Has,
    IsThin,
    Literal,
    Name,
    OneOf,
    Tally,
)
from leadcoach.domain.commitment import Committing
from leadcoach.domain.condition import (
    GRAMMAR_WORDS,
    BadCondition,
    atoms_in,
    names_in,
    parse_condition,
)
from leadcoach.domain.entry import PARTS
from leadcoach.domain.exercise import KEPT_LISTS, AnyQuestion, Exercise, Section
from leadcoach.domain.kind import Question
from leadcoach.domain.passages import Sentence
from leadcoach.domain.picking import nearest_of
from leadcoach.domain.piping import OWN_NAMES, BadPipe, pipes_in
from leadcoach.domain.question import Choice, Lines, Long, Mirror, Multi, Short, YesNo
from leadcoach.domain.rating import Matrix, Number, Scale
from leadcoach.exercises.load import KeyPath, Positions, Problem

# A file of answers can have a table called [answers].
_TAKEN = GRAMMAR_WORDS | {"answers", *KEPT_LISTS}


def problems_of_meaning(exercise: Exercise, positions: Positions) -> list[Problem]:
    """Return what is wrong although every key and type is right."""
    check = _Check(exercise, positions)
    return sorted(check.problems(), key=lambda problem: problem.line)


class _Fit(NamedTuple):
    """What a key of a mirror can name: kinds of question, and their choices."""

    kinds: tuple[type[Question], ...]
    choices: tuple[str, ...] = ()


_MIRROR_KEYS = {
    "hearts": _Fit((Sentence,)),
    "who": _Fit((Choice,), ("me", "others", "all", "nobody")),
    "needs": _Fit((Choice,), ("mine", "theirs", "both", "neither")),
    "paid": _Fit((YesNo, Choice), ("yes", "no", "unknown")),
    "they": _Fit((Short, Long)),
    "underline": _Fit((Sentence,)),
    "own_words": _Fit((Short, Long)),
    "about": _Fit((Multi, Choice)),
}


def _type_of(kind: type[Question]) -> str:
    return f"“{get_args(kind.model_fields['type'].annotation)[0]}”"


class _Check:
    """Goes through an exercise in the order it is asked."""

    def __init__(self, exercise: Exercise, positions: Positions) -> None:
        self._exercise = exercise
        self._positions = positions
        self._all = frozenset(_ids(exercise))
        self._asked: dict[str, AnyQuestion] = {}
        self._repeated: dict[str, str] = {}
        self._mirrors: list[tuple[Mirror, KeyPath]] = []
        self._within = ""

    def problems(self) -> Iterator[Problem]:
        for at, section in enumerate(self._exercise.section):
            path: KeyPath = ("section", at)
            yield from self._section(section, path)
            self._within = section.for_each
            for number, asked in enumerate(section.ask):
                here = (*path, "ask", number)
                yield from self._question(asked.question, here)
                for place, follow in enumerate(asked.follow):
                    yield from self._question(follow, (*here, "follow", place))
            self._within = ""
        yield from self._recap()
        yield from self._ends()

    def _section(self, section: Section, path: KeyPath) -> Iterator[Problem]:
        yield from self._condition(section.when, (*path, "when"))
        if section.for_each:
            yield from self._source(section.for_each, (*path, "for_each"))
        self._within = section.for_each
        yield from self._pipes(section.intro, (*path, "intro"))
        yield from self._pipes(section.title, (*path, "title"))

    def _question(self, question: AnyQuestion, path: KeyPath) -> Iterator[Problem]:
        yield from self._name(question, (*path, "id"))
        yield from self._condition(question.when, (*path, "when"), question)
        yield from self._pipes(question.text, (*path, "text"))
        yield from self._pipes(question.help, (*path, "help"))
        yield from self._sources(question, path)
        self._asked[question.id] = question
        if self._within:
            self._repeated[question.id] = self._within

    def _name(self, question: AnyQuestion, path: KeyPath) -> Iterator[Problem]:
        if question.id in _TAKEN:
            what = f"“{question.id}” has a meaning of its own and cannot be an id."
            yield self._problem(path, what, "Choose another id.")
        if question.id in self._asked:
            what = f"there are two questions with the id “{question.id}”."
            yield self._problem(path, what, "Give one of them another id.")
        past = (each.id for each in self._exercise.past)
        if question.id in {*self._exercise.retired, *self._exercise.renamed, *past}:
            what = f"“{question.id}” was once used and cannot come back."
            yield self._problem(path, what, "Choose another id.")

    def _source(self, name: str, path: KeyPath) -> Iterator[Problem]:
        """Say where something is taken from what is no list."""
        source = self._asked.get(name)
        is_list = isinstance(source, Lines | Multi) and name not in self._repeated
        if name not in KEPT_LISTS and not is_list:
            what = f"{path[-1]}: “{name}” is no list asked before."
            lists = [
                key
                for key, each in self._asked.items()
                if isinstance(each, Lines | Multi)
            ]
            yield self._problem(path, what, nearest_of(name, (*lists, *KEPT_LISTS)))

    def _sources(self, question: AnyQuestion, path: KeyPath) -> Iterator[Problem]:
        for key in ("rows_from", "choices_from"):
            name = getattr(question, key, "")
            if name:
                yield from self._source(name, (*path, key))
        if isinstance(question, Sentence):
            yield from self._in_words(question.from_, (*path, "from"))
        if isinstance(question, Mirror):
            self._mirrors.append((question, path))
            for key, ids in (("best", question.best), ("struggle", question.struggle)):
                yield from self._known(ids, (*path, key))
            for key, fit in _MIRROR_KEYS.items():
                value = getattr(question, key)
                ids = value if isinstance(value, tuple) else (value,)
                yield from self._fitting(filter(None, ids), fit, (*path, key))

    def _fitting(
        self, ids: Iterable[str], fit: "_Fit", path: KeyPath
    ) -> Iterator[Problem]:
        """Say where a mirror is told a question of another kind, or other choices."""
        for each in ids:
            yield from self._known((each,), path)
            asked = self._asked.get(each)
            if asked is not None and not isinstance(asked, fit.kinds):
                names = " or ".join(_type_of(kind) for kind in fit.kinds)
                what = f"{path[-1]}: “{each}” has another type than {names}."
                yield self._problem(path, what)
            others = [
                choice
                for choice in getattr(asked, "choices", ())
                if fit.choices and choice not in fit.choices
            ]
            if others:
                what = (
                    f"{path[-1]}: a mirror knows no choice “{others[0]}” of “{each}”."
                )
                yield self._problem(path, what, f"Choices: {', '.join(fit.choices)}.")

    def _in_words(self, ids: tuple[str, ...], path: KeyPath) -> Iterator[Problem]:
        """Say where sentences are taken from what holds none."""
        yield from self._known(ids, path)
        for each in ids:
            asked = self._asked.get(each)
            if asked is not None and not isinstance(asked, Long | Short):
                what = f"from: “{each}” is not answered in sentences."
                told = (
                    key
                    for key, one in self._asked.items()
                    if isinstance(one, Long | Short)
                )
                remedy = nearest_of(each, told) or "Name a long or a short one."
                yield self._problem(path, what, remedy)

    def _recap(self) -> Iterator[Problem]:
        for at, line in enumerate(self._exercise.recap.line):
            path: KeyPath = ("recap", "line", at)
            yield from self._condition(line.when, (*path, "when"))
            yield from self._pipes(line.text, (*path, "text"))
            yield from self._known(line.of, (*path, "of"))
        yield from self._pipes(self._exercise.recap.title, ("recap", "title"))

    def _ends(self) -> Iterator[Problem]:
        yield from self._known(self._exercise.quick, ("quick",))
        for question, path in self._mirrors:
            if question.amended_by:
                yield from self._known((question.amended_by,), (*path, "amended_by"))
        for at, following in enumerate(self._exercise.next):
            yield from self._condition(following.when, ("next", at, "when"))
        if self._exercise.again:
            yield from self._known(self._exercise.again.of, ("again", "of"))
        for old, new in self._exercise.renamed.items():
            yield from self._known((new,), ("renamed", old))

    def _known(self, ids: tuple[str, ...], path: KeyPath) -> Iterator[Problem]:
        for each in ids:
            if each not in self._asked:
                what = f"there is no question “{each}”."
                if each in self._all:
                    what = f"“{each}” is asked only after this."
                yield self._problem(path, what, nearest_of(each, self._asked))

    def _pipes(self, text: str, path: KeyPath) -> Iterator[Problem]:
        for pipe in pipes_in(text):
            if isinstance(pipe, BadPipe):
                what = f"“{pipe.text}” has no meaning."
                yield self._problem(path, what, "For example: ${id} or ${id|short}.")
            elif pipe.name == "item" and not self._within:
                what = "${item} has a meaning only in a section with for_each."
                yield self._problem(path, what)
            elif pipe.name not in OWN_NAMES and not pipe.name.startswith("last."):
                base, _, item = pipe.name.partition(".")
                is_question = item == "question" and self._is_mirror(base)
                is_item = is_question or (item and base in self._repeated)
                yield from self._known((base if is_item else pipe.name,), path)
        if "{{" in text or "{%" in text:
            what = "templates are not in this format yet."
            yield self._problem(path, what, "${id} puts an answer into words.")

    def _is_mirror(self, name: str) -> bool:
        return isinstance(self._asked.get(name), Mirror)

    def _condition(
        self, when: str, path: KeyPath, own: AnyQuestion | None = None
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
                yield from self._row(name, path)
        for atom in atoms_in(condition):
            yield from self._choices(atom, path)

    def _row(self, name: Name, path: KeyPath) -> Iterator[Problem]:
        """Say where `id.row` names no row of that question."""
        asked = self._asked.get(name.path[0])
        if asked is None or len(name.path) == 1:
            return
        source = self._repeated.get(name.path[0])
        rows = self._items(source) if source else _rows_of(asked)
        if rows is not None and name.path[1] not in rows:
            what = f"when: “{asked.id}” has no row “{name.path[1]}”."
            yield self._problem(path, what, nearest_of(name.path[1], rows))

    def _choices(self, atom: Atom, path: KeyPath) -> Iterator[Problem]:
        """Say where a condition can never change, or compares what cannot be."""
        if isinstance(atom, Has):
            yield from self._choice(atom.name, (atom.choice,), path)
        elif isinstance(atom, OneOf):
            yield from self._choice(atom.name, atom.choices, path)
        elif isinstance(atom, Compare) and isinstance(atom.left, Name):
            yield from self._compared(atom, atom.left, path)
        elif isinstance(atom, Compare) and isinstance(atom.left, Tally):
            yield from self._tallied(atom.left, path)
        elif isinstance(atom, IsThin):
            asked = self._asked.get(atom.name.path[0])
            if asked is not None and asked.type not in ("long", "short", "sentence"):
                what = f"“{asked.id} is thin” needs an answer in words."
                yield self._problem(path, what)

    def _tallied(self, tally: Tally, path: KeyPath) -> Iterator[Problem]:
        """Say where a choice is counted in what has no such choice."""
        asked = self._asked.get(tally.name.path[0])
        known: Mapping[str, str] | None = getattr(asked, "choices", None)
        if tally.function == "part":
            known = getattr(asked, "cols", None)
        if asked is not None and not known:
            what = f"{tally.function}: “{asked.id}” has no choices to count."
            yield self._problem(path, what)
        elif known is not None and tally.choice not in known:
            what = f"when: “{tally.name.path[0]}” has no choice “{tally.choice}”."
            remedy = nearest_of(tally.choice, known) or f"Choices: {', '.join(known)}."
            yield self._problem(path, what, remedy)

    def _compared(self, atom: Compare, name: Name, path: KeyPath) -> Iterator[Problem]:
        if not isinstance(atom.right, Literal):
            return
        given = atom.right.what
        if isinstance(given, str):
            yield from self._choice(name, (given,), path)
            return
        asked = self._asked.get(name.path[0])
        if isinstance(asked, Matrix) and len(name.path) == 1:
            what = f"when: “{asked.id}” has rows; one row or a mean can be compared."
            remedy = f"For example: mean({asked.id}) {atom.sign} {given:g}."
            yield self._problem(path, what, remedy)
        elif isinstance(asked, Scale | Matrix) and not isinstance(given, bool):
            if not asked.min <= given <= asked.max:
                what = f"{given:g} is not on the scale of “{asked.id}”"
                remedy = f"It goes from {asked.min} to {asked.max}."
                yield self._problem(path, f"when: {what}.", remedy)
        elif isinstance(asked, Number):
            return
        elif asked is not None and atom.sign not in ("=", "!="):
            what = f"when: “{asked.id}” is no number; {atom.sign} cannot be."
            yield self._problem(path, what)

    def _choice(
        self, name: Name, wanted: tuple[str, ...], path: KeyPath
    ) -> Iterator[Problem]:
        known = _choices_of(self._asked.get(name.path[0]), name.path)
        for each in wanted:
            if known is not None and each not in known:
                what = f"when: “{name.path[0]}” has no choice “{each}”."
                remedy = nearest_of(each, known) or f"Choices: {', '.join(known)}."
                yield self._problem(path, what, remedy)

    def _items(self, source: str) -> Iterable[str] | None:
        """Return the items a section is repeated for, or None for any."""
        asked = self._asked.get(source)
        return asked.choices or None if isinstance(asked, Multi) else None

    def _problem(self, path: KeyPath, what: str, remedy: str = "") -> Problem:
        return Problem(self._positions.line_of(path), what, remedy)


def _rows_of(asked: AnyQuestion) -> Iterable[str] | None:
    """Return what can stand after the point of `id.row`, or None for anything."""
    if isinstance(asked, Matrix):
        return None if asked.rows_from else asked.rows
    return PARTS if isinstance(asked, Committing) else ()


def _choices_of(
    question: AnyQuestion | None, path: tuple[str, ...]
) -> Mapping[str, str] | None:
    """Return the ids an answer can be, or None where any answer can come."""
    if isinstance(question, Choice | Multi):
        return question.choices or None
    if isinstance(question, Matrix) and question.cols and len(path) == 2:
        return question.cols
    return None


def _ids(exercise: Exercise) -> Iterator[str]:
    # Not from the plan, which can be made only where every condition is right.
    for section in exercise.section:
        for asked in section.ask:
            yield asked.question.id
            yield from (follow.id for follow in asked.follow)
