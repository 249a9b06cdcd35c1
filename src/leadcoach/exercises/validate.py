"""What an exercise says that cannot be meant: names, conditions, choices; and all codes."""

from collections.abc import Iterator, Mapping

from leadcoach.domain.condition import GRAMMAR_WORDS
from leadcoach.domain.exercise import (
    KEPT_LISTS,
    LINES,
    AnyQuestion,
    Exercise,
    Next,
    RecapLine,
    Section,
)
from leadcoach.domain.facts import ENDS
from leadcoach.domain.passages import Sentence
from leadcoach.domain.piping import OWN_NAMES, BadPipe, pipes_in
from leadcoach.domain.question import MADE_OF, Choice, Mirror, Multi, Question, ids_of
from leadcoach.domain.rating import Matrix
from leadcoach.domain.text import nearest_of
from leadcoach.exercises.conditions import (
    LISTS,
    WORDS,
    ConditionCheck,
    KeyPath,
    Mistake,
)

CODES: Mapping[str, str] = {
    "E200": "something else is wrong",
    "E201": "a condition cannot be read",
    "E202": "an id that no question has",
    "E203": "an id that is asked only later, or depends on itself",
    "E204": "a choice or row that is not there",
    "E205": "a number outside the scale, where nothing can ever change",
    "E206": "a ${…} without a meaning",
    "E207": "an answer compared in a way that cannot be",
    "E208": "two questions with one id, or a word of the conditions as an id",
    "E209": "an id that was retired",
    "E210": "the file is no TOML, too large, or not UTF-8",
    "E211": "brackets or names go too deep",
    "E212": "a control character, which could trick a screen",
    "E213": "a newer format, or something not in this format yet",
    "E220": "a key that does not exist",
    "E221": "a key that is missing",
    "E222": "a type of question that does not exist",
    "E223": "a value of another kind, or out of bounds",
    "E224": "an id, version or name in a form it cannot have",
    "E225": "a word where only some are possible",
    "E226": "keys that do not fit together",
    "E230": "the file is a link, a folder, a device or an archive",
    "E231": "the id belongs to an exercise that came with leadcoach",
    "W221": "asks for a secret; answers are kept as plain text",
    "W222": "looks like a template language; it is shown as it stands",
    "W231": "a question of more than 28 words",
    "W232": "a text of more than 60 words",
    "W233": "more than one question mark",
    "W234": "opens with why, which calls for reasons instead of moments",
    "W235": "presses or advises: should, must, always, just …",
    "W236": "a word that already judges: toxic, healthy, good leader …",
    "W237": "a word of the trade, and no help that explains it",
    "W238": "a scale without words at both ends",
    "W239": "more than three required questions",
    "W240": "asks what a mirror finds; it asks and does not guess any more",
    "W241": "a mirror of the first kind; sentences can be picked for it",
    "W242": "the lowest or highest row in a text, with no words where none stands out",
    "W243": "`not (a has b)`, which holds too where one of them was left open",
    "W244": "a line of the recap that shows nothing of an answer, or nothing at all",
    "W245": "an id that the version you have added has, and this one has not",
}
"""E: the file cannot be run. W: it can, and a second look is worth it."""

# A file of answers can have a table called [answers].
_TAKEN = GRAMMAR_WORDS | {"answers", *KEPT_LISTS}


def mistakes_in(exercise: Exercise) -> Iterator[Mistake]:
    """Yield what is wrong although every key and type is right."""
    yield from _Check(exercise).mistakes()


class _Check(ConditionCheck):
    """Goes through an exercise in the order it is asked."""

    def __init__(self, exercise: Exercise) -> None:
        # Not from the plan, which can be made only where every condition is right.
        super().__init__({each.id for each, _ in questions_in(exercise)})
        self._exercise = exercise
        self._within = ""

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
        self, name: str, types: tuple[str, ...], fitting: tuple[str, ...], path: KeyPath
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
        known = [name for name in line.of if name.partition(".")[0] in self._asked]
        about = {name: self._items(name) for name in known}
        first = next(iter(about), "")
        for name, items in about.items():
            if items is None or items != about[first]:
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
                yield Mistake(
                    path, "E226", what, "Its stops are the ids of the choices."
                )

    def _items(self, name: str) -> object | None:
        """Return what tells apart what an answer is about: its list, or its rows."""
        asked = self._asked.get(name)
        if name in self._repeated:
            return self._repeated[name]
        if not isinstance(asked, Matrix):
            return None
        return asked.rows_from or frozenset(asked.rows)

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


Part = Section | AnyQuestion | RecapLine | Next


def parts_in(exercise: Exercise) -> Iterator[tuple[Part, KeyPath]]:
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
