"""What an exercise says that cannot be meant, given what was asked before it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from leadcoach.domain import facts
from leadcoach.domain.condition import (
    GRAMMAR_WORDS,
    BadCondition,
    atoms_in,
    names_in,
    parse_condition,
)
from leadcoach.domain.entry import PARTS
from leadcoach.domain.exercise import (
    KEPT_LISTS,
    LINES,
    AnyQuestion,
    Exercise,
    Next,
    RecapLine,
    Section,
)
from leadcoach.domain.facts import ENDS, Atom, Compare, Literal, Name, Shares, Tally
from leadcoach.domain.passages import Sentence
from leadcoach.domain.piping import OWN_NAMES, BadPipe, pipes_in
from leadcoach.domain.question import (
    MADE_OF,
    Choice,
    Ids,
    Mirror,
    Multi,
    Question,
    ids_of,
)
from leadcoach.domain.rating import Committing, Matrix, Number, Scale
from leadcoach.domain.text import nearest_of

KeyPath = tuple[str | int, ...]
"""where something stands in a file: keys, and places (from 0) in lists"""


class Mistake(NamedTuple):
    """What is wrong in an exercise, or could be better, and what to do."""

    path: KeyPath
    code: str
    what: str
    remedy: str = ""


LISTS = ("list", "multi")
WORDS = ("long", "short")
# A file of answers can have a table called [answers].
_TAKEN = GRAMMAR_WORDS | {"answers", *KEPT_LISTS}


def mistakes_in(exercise: Exercise) -> Iterator[Mistake]:
    """Yield what is wrong although every key and type is right."""
    yield from _Check(exercise).mistakes()


class _Check:
    """Goes through an exercise in the order it is asked, and knows what was asked so far."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        # Not from the plan, which can be made only where every condition is right.
        self._all = {each.id for each, _ in questions_in(exercise)}
        self._asked: dict[str, AnyQuestion] = {}
        self._within = ""
        """the source of the section at hand, where it is asked for each of several"""
        self._repeated: dict[str, str] = {}
        """the source of the section, by the questions asked for each of several"""
        self._over: set[str] = set()
        """those of them whose section is over: they stand for all items now"""

    def mistakes(self) -> Iterator[Mistake]:
        if not self._exercise.section:
            yield Mistake(("section",), "E226", "at least one section is needed.")
        for part, path in parts_in(self._exercise):
            own = part.id if isinstance(part, Question) else ""
            if not own:
                self._within = ""
                self._over |= self._repeated.keys()
            yield from self._condition(part.when, (*path, "when"), own)
            if isinstance(part, Section) and part.for_each:
                yield from self._source(part.for_each, (*path, "for_each"))
                self._within = part.for_each
            elif isinstance(part, RecapLine):
                yield from self._line(part, (*path, "of"))
            elif isinstance(part, Question):
                yield from self._question(part, path)
            for key in ("title", "intro", "text", "help"):
                yield from self._pipes(getattr(part, key, ""), (*path, key))
            if isinstance(part, Question):
                self._asked[own] = part
                self._repeated |= {own: self._within} if self._within else {}
        yield from self._ends()

    def _question(self, question: AnyQuestion, path: KeyPath) -> Iterator[Mistake]:
        yield from self._name(question.id, (*path, "id"))
        if isinstance(question, Choice | Multi) and question.choices_from:
            here = (*path, "choices_from")
            yield from self._choices_from(question.choices_from, here)
        elif question.source:
            yield from self._source(question.source, (*path, "rows_from"))
        if isinstance(question, Sentence):
            for name in question.from_:
                yield from self._fitting(name, WORDS, (), (*path, "from"))
        for key in MADE_OF if isinstance(question, Mirror) else ():
            for name in ids_of(question, key):
                yield from self._fitting(name, *MADE_OF[key], (*path, key))
        for row in (each for each in ENDS if each in getattr(question, "rows", ())):
            what = f"“{question.id}.{row}” is the row with the {row} number."
            yield Mistake((*path, "rows", row), "E208", what, "Choose another id.")

    def _name(self, name: str, path: KeyPath) -> Iterator[Mistake]:
        if name in _TAKEN:
            what = f"“{name}” has a meaning of its own and cannot be an id."
            yield Mistake(path, "E208", what, "Choose another id.")
        if name in self._asked:
            what = f"there are two questions with the id “{name}”."
            yield Mistake(path, "E208", what, "Give one of them another id.")
        past = (each.id for each in self._exercise.past)
        if name in {*self._exercise.retired, *self._exercise.renamed, *past}:
            what = f"“{name}” was once used and cannot come back."
            yield Mistake(path, "E209", what, "Choose another id.")

    def _source(self, name: str, path: KeyPath) -> Iterator[Mistake]:
        """Say where something is taken from what is no list."""
        if name == LINES and path[-1] == "choices_from" and LINES not in self._all:
            chosen = self._asked.get(self._within)
            if getattr(chosen, "choices_from", "") != "entries":
                what = (
                    "choices_from: there are `lines` only of an entry that was chosen."
                )
                section = "a section whose for_each names a multi with choices_from"
                yield Mistake(path, "E203", what, f'Put it in {section} = "entries".')
            return
        lists = [key for key, each in self._asked.items() if each.type in LISTS]
        if name in self._repeated or name not in (*lists, *KEPT_LISTS):
            what = f"{path[-1]}: “{name}” is no list asked before."
            yield Mistake(path, "E202", what, nearest_of(name, (*lists, *KEPT_LISTS)))

    def _choices_from(self, name: str, path: KeyPath) -> Iterator[Mistake]:
        """Say where choices are taken from one text, or from what is not answered yet."""
        asked = self._asked.get(name)
        if name in self._repeated and name not in self._over:
            what = f"“{name}” is asked in the same section, so its answers come later."
            yield Mistake(path, "E203", f"choices_from: {what}")
        elif asked is None and name in self._all:
            yield from self._known((name,), path)
        elif asked is None:
            yield from self._source(name, path)
        elif name not in self._over and asked.type not in LISTS:
            kind = "text" if asked.type in WORDS else "answer"
            what = f"“{name}” is one {kind}: choices come from a list, a multi, or a"
            yield Mistake(path, "E223", f"{what} question asked for each item.")

    def _fitting(
        self, name: str, types: Ids, fitting: Ids, path: KeyPath
    ) -> Iterator[Mistake]:
        """Say where another type of question is named, or one with other choices."""
        yield from self._known((name,), path)
        asked = self._asked.get(name)
        if asked is not None and types and asked.type not in types:
            names = " or ".join(f"“{each}”" for each in types)
            what = f"{path[-1]}: “{name}” has another type than {names}."
            yield Mistake(path, "E226", what)
        choices = getattr(asked, "choices", ()) if fitting else ()
        for other in [each for each in choices if each not in fitting][:1]:
            what = f"{path[-1]}: a mirror knows no choice “{other}” of “{name}”."
            yield Mistake(path, "E204", what, f"Choices: {', '.join(fitting)}.")

    def _line(self, line: RecapLine, path: KeyPath) -> Iterator[Mistake]:
        for name in line.of:
            yield from self._stands_for(name, path)
        if line.is_by_item:
            yield from self._about_the_same(line, path)
        if line.show == "line":
            yield from self._rated_stops(line, path)

    def _about_the_same(self, line: RecapLine, path: KeyPath) -> Iterator[Mistake]:
        """Say where answers in one table by item are about other items, or about none."""
        about = {
            name: self._repeated.get(name)
            or getattr(self._asked.get(name), "rows_from", "")
            or frozenset(getattr(self._asked.get(name), "rows", ()))
            for name in line.of
            if name.partition(".")[0] in self._asked
        }
        first = next(iter(about), "")
        for name, items in about.items():
            if not items or items != about[first]:
                both = f"“{first}” and “{name}” have no items in common"
                what = f"“{name}” has no items" if name == first else both
                takes = "a table with a heading for its items takes answers about"
                yield Mistake(path, "E226", f"{what}: {takes} the same list.")
                return

    def _rated_stops(self, line: RecapLine, path: KeyPath) -> Iterator[Mistake]:
        """Say where a row of a matrix on a line is none of its stops."""
        asked = [self._asked.get(name) for name in line.of]
        rated = [each for each in asked if isinstance(each, Matrix)]
        stops = [set(each.choices) for each in asked if isinstance(each, Choice)]
        if rated[1:]:
            yield Mistake(path, "E226", "a line takes one matrix.")
        for matrix in rated if stops else ():
            for row in [each for each in matrix.rows if each not in set.union(*stops)]:
                what = f"the row “{row}” of “{matrix.id}” is no stop of this line."
                remedy = "Its stops are the ids of the choices."
                yield Mistake(path, "E226", what, remedy)

    def _ends(self) -> Iterator[Mistake]:
        yield from self._pipes(self._exercise.recap.title, ("recap", "title"))
        yield from self._known(self._exercise.quick, ("quick",))
        for question, path in questions_in(self._exercise):
            if isinstance(question, Mirror) and question.amended_by:
                yield from self._known((question.amended_by,), (*path, "amended_by"))
        if self._exercise.again:
            yield from self._known(self._exercise.again.of, ("again", "of"))
        for old, new in self._exercise.renamed.items():
            yield from self._known((new,), ("renamed", old))

    def _pipes(self, text: str, path: KeyPath) -> Iterator[Mistake]:
        for pipe in pipes_in(text):
            if isinstance(pipe, BadPipe):
                what = f"“{pipe.text}” has no meaning."
                remedy = "For example: ${id} or ${id|short}."
                yield Mistake(path, "E206", what, remedy)
            elif pipe.name == "item" and not self._within:
                what = "${item} has a meaning only in a section with for_each."
                yield Mistake(path, "E206", what)
            elif pipe.name not in OWN_NAMES and not pipe.name.startswith("last."):
                yield from self._stands_for(pipe.name, path)
        if "{{" in text or "{%" in text:
            what = "templates are not in this format yet."
            yield Mistake(path, "E213", what, "${id} puts an answer into words.")

    def _stands_for(self, name: str, path: KeyPath) -> Iterator[Mistake]:
        """Say where `id`, `id.item`, `id.question` or `id.lowest` stands for nothing."""
        base, _, part = name.partition(".")
        asked = self._asked.get(base)
        is_later = base in self._all and asked is None
        is_part = base in self._repeated or (
            (part == "question" and isinstance(asked, Mirror))
            or (part in ENDS and (is_later or isinstance(asked, Matrix)))
        )
        yield from self._known((base if is_part else name,), path, *OWN_NAMES)
        yield from self._end(base, part, path)

    # Conditions

    def _known(self, ids: Ids, path: KeyPath, *others: str) -> Iterator[Mistake]:
        """Say which ids no question has that was asked before; `others` may be meant."""
        for each in ids:
            code, what = "E202", f"there is no question “{each}”."
            if each in self._all:
                code, what = "E203", f"“{each}” is asked only after this."
            if each not in self._asked:
                meant = nearest_of(each, (*self._asked, *others))
                yield Mistake(path, code, what, meant)

    def _end(self, base: str, end: str, path: KeyPath) -> Iterator[Mistake]:
        asked = self._asked.get(base)
        if end not in ENDS or not isinstance(asked, Matrix):
            return
        if asked.cols:
            what = f"“{base}” is ticked, not rated: it has no {end} row."
            yield Mistake(path, "E207", what)
        elif base in self._over:
            what = f"“{base}” is rated for each of several: it has no one {end} row."
            yield Mistake(path, "E207", what)

    def _condition(self, when: str, path: KeyPath, own: str = "") -> Iterator[Mistake]:
        """Say what is wrong in a condition, of the question `own` or of none."""
        if not when:
            return
        try:
            condition = parse_condition(when)
        except BadCondition as found:
            caret = f"\n    {when}\n    {' ' * found.at}^"
            code = "E213" if "not in this format yet" in found.what else "E201"
            yield Mistake(path, code, f"when: {found.what}.{caret}")
            return
        bare = [*filter(None, map(self._bare_choice, atoms_in(condition)))]
        for name in names_in(condition):
            if name.path[0] == own:
                what = f"when: “{own}” cannot depend on its own answer."
                yield Mistake(path, "E203", what)
            elif name in bare:
                what = f"when: the choice “{name.path[0]}” stands in 'single quotes'."
                yield Mistake(path, "E201", what)
            elif name.path[0] != "last":
                yield from self._known(name.path[:1], path)
                yield from self._row(name, path)
        for atom in atoms_in(condition):
            yield from self._atom(atom, path)

    def _row(self, name: Name, path: KeyPath) -> Iterator[Mistake]:
        asked = self._asked.get(name.path[0])
        if asked is None or len(name.path) == 1:
            return
        if name.path[1] in ENDS and isinstance(asked, Matrix):
            yield from self._end(asked.id, name.path[1], path)
            return
        source = self._asked.get(self._repeated.get(asked.id, ""))
        rows: Iterable[str] | None = PARTS if isinstance(asked, Committing) else ()
        if isinstance(asked, Matrix):
            rows = None if asked.rows_from else asked.rows
        is_row_here = asked.id not in self._over and name.path[1] in (rows or ())
        if asked.id in self._repeated and not is_row_here:
            rows = source.choices or None if isinstance(source, Multi) else None
        if rows is not None and name.path[1] not in rows:
            what = f"when: “{asked.id}” has no row “{name.path[1]}”."
            yield Mistake(path, "E204", what, nearest_of(name.path[1], rows))

    def _atom(self, atom: Atom, path: KeyPath) -> Iterator[Mistake]:
        """Say where a part of a condition can never change, or cannot be."""
        match atom:
            case facts.OneOf(name=name) | Compare(left=Name() as name) if self._is_end(
                name
            ):
                row = ".".join(name.path)
                what = f"when: “{row}” is a row, which is not compared."
                number = f"{name.path[1]}({name.path[0]})"
                remedy = f"{row} has '…', or {number} for a number."
                yield Mistake(path, "E207", what, remedy)
            case facts.Has(name=name, choice=choice):
                yield from self._choice(name, (choice,), path)
            case Shares(name=name, other=other):
                yield from self._in_common(name, other, path)
            case facts.OneOf(name=name, choices=choices):
                yield from self._choice(name, choices, path)
            case Compare(left=Name() as name, right=Literal(what=given)):
                yield from self._compared(name, atom.sign, given, path)
            case Compare(left=Tally() as tally):
                yield from self._tallied(tally, path)
            case facts.Is(name=name, state="thin"):
                asked = self._asked.get(name.path[0])
                if asked is not None and asked.type not in (*WORDS, "sentence"):
                    what = f"“{asked.id} is thin” needs an answer in words."
                    yield Mistake(path, "E207", what)

    def _bare_choice(self, atom: Atom) -> Name | None:
        """Return what stands where an id may and is a choice without its quotes."""
        match atom:
            case (
                Shares(name=name, other=word)
                | Compare(left=Name() as name, right=Name() as word)
            ) if word.path[0] in self._ids(name)[0]:
                return word if word.path[0] not in self._all else None
        return None

    def _in_common(self, name: Name, other: Name, path: KeyPath) -> Iterator[Mistake]:
        """Say where one answer can never be among what another one holds."""
        if not {name.path[0], other.path[0]} <= self._asked.keys():
            return  # a last time, or an id that is told as unknown
        for each in (name, other):
            if not any(self._ids(each)):
                what = f"when: “{each.path[0]}” holds no choices or rows."
                yield Mistake(path, "E204", what)
                return
        (one, source), (two, other_source) = self._ids(name), self._ids(other)
        if not one.keys() & two.keys() and not source == other_source != "":
            what = f"“{name.path[0]}” and “{other.path[0]}” have no choice in common."
            yield Mistake(path, "E204", f"when: {what}")

    def _ids(self, name: Name) -> tuple[Mapping[str, str], str]:
        """Return the ids an answer can hold where an author wrote them, and their source.

        The source is the list that they are taken from, where there is one.
        """
        asked = self._asked.get(name.path[0])
        if isinstance(asked, Matrix) and name.path[-1] not in ENDS:
            return (asked.cols if name.path[1:] else {}), ""
        if isinstance(asked, Matrix):
            ids, source = asked.rows, asked.rows_from
        elif isinstance(asked, Choice | Multi):
            ids, source = asked.choices, asked.choices_from
        else:
            return {}, ""
        source = self._repeated.get(source, source)
        return ids or self._ids(Name((source,)))[0], source

    def _is_end(self, name: Name) -> bool:
        asked = self._asked.get(name.path[0])
        return isinstance(asked, Matrix) and name.path[-1] in ENDS

    def _tallied(self, tally: Tally, path: KeyPath) -> Iterator[Mistake]:
        """Say where a choice is counted in what has no such choice."""
        asked = self._asked.get(tally.name.path[0])
        key = "cols" if tally.function == "part" else "choices"
        known: Mapping[str, str] = getattr(asked, key, {})
        if asked and not known:
            what = f"{tally.function}: “{asked.id}” has no choices to count."
            yield Mistake(path, "E204", what)
        elif asked:
            yield from _unknown_choice(tally.name, tally.choice, known, path)

    def _compared(
        self, name: Name, sign: str, given: str | float, path: KeyPath
    ) -> Iterator[Mistake]:
        asked = self._asked.get(name.path[0])
        if isinstance(given, str):
            yield from self._choice(name, (given,), path)
        elif isinstance(asked, Matrix) and len(name.path) == 1:
            what = f"when: “{asked.id}” has rows; one row or a mean can be compared."
            remedy = f"For example: mean({asked.id}) {sign} {given:g}."
            yield Mistake(path, "E207", what, remedy)
        elif isinstance(asked, Scale | Matrix) and not isinstance(given, bool):
            if not asked.min <= given <= asked.max:
                what = f"when: {given:g} is not on the scale of “{asked.id}”."
                remedy = f"It goes from {asked.min} to {asked.max}."
                yield Mistake(path, "E205", what, remedy)
        elif asked and not isinstance(asked, Number) and sign not in ("=", "!="):
            what = f"when: “{asked.id}” is no number; {sign} cannot be."
            yield Mistake(path, "E207", what)

    def _choice(self, name: Name, wanted: Ids, path: KeyPath) -> Iterator[Mistake]:
        asked = self._asked.get(name.path[0])
        known, source = self._ids(name)
        if isinstance(asked, Choice) and source and not known:
            what = f"when: “{asked.id}” takes its choices from what is written."
            remedy = f"{asked.id} is answered is all that can be asked of it."
            yield Mistake(path, "E204", what, remedy)
        for each in wanted if known else ():
            yield from _unknown_choice(name, each, known, path)


def _unknown_choice(
    name: Name, choice: str, known: Mapping[str, str], path: KeyPath
) -> Iterator[Mistake]:
    if choice not in known:
        kind = "row" if name.path[-1] in ENDS else "choice"
        what = f"when: “{name.path[0]}” has no {kind} “{choice}”."
        listed = f"{kind.capitalize()}s: {', '.join(known)}."
        remedy = nearest_of(choice, known) or listed
        yield Mistake(path, "E204", what, remedy)


FilePart = Section | AnyQuestion | RecapLine | Next


def parts_in(exercise: Exercise) -> Iterator[tuple[FilePart, KeyPath]]:
    """Yield everything that stands under a condition, with its path in the file.

    In the order in which it comes: each section and its questions, the recap's lines,
    and what may follow.
    """
    for at, section in enumerate(exercise.section):
        yield section, ("section", at)
        yield from _asked_in(section, ("section", at))
    for at, line in enumerate(exercise.recap.line):
        yield line, ("recap", "line", at)
    for at, following in enumerate(exercise.next):
        yield following, ("next", at)


def questions_in(exercise: Exercise) -> Iterator[tuple[AnyQuestion, KeyPath]]:
    """Yield every question and follow-up with its path in the file."""
    for at, section in enumerate(exercise.section):
        yield from _asked_in(section, ("section", at))


def _asked_in(section: Section, path: KeyPath) -> Iterator[tuple[AnyQuestion, KeyPath]]:
    for number, asked in enumerate(section.ask):
        here = (*path, "ask", number)
        yield asked.question, here
        for place, follow in enumerate(asked.follow):
            yield follow, (*here, "follow", place)
