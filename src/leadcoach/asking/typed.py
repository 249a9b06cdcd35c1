"""Asking a person: what each way to ask has in common, and answers typed in lines.

Numbers, rows, lists and commitments are typed in lines: that is quicker than a picker,
can be read aloud, and works on every terminal.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from leadcoach.asking import (
    COMMANDS,
    Answered,
    Asker,
    Keep,
    Move,
    Place,
    Reply,
    Unfinished,
    keep_nothing,
)
from leadcoach.asking.editor import NO_EDITOR
from leadcoach.domain.entry import Value
from leadcoach.domain.exercise import AnyQuestion
from leadcoach.domain.passages import Rank, Sentence, in_order
from leadcoach.domain.question import (
    Choice,
    Lines,
    Long,
    Mirror,
    Multi,
    Note,
    Pick,
    Short,
)
from leadcoach.domain.rating import ASKED, Committing, Day, Matrix, Number, Scale, YesNo
from leadcoach.domain.session import Step
from leadcoach.domain.text import clean, clean_line, on_one_line, wrap
from leadcoach.errors import EditorFailed, LeadcoachError, NotAnAnswer

WIDEST = 76
WHERE_KEYS_ARE = "Keys: /help, or ? in choices."
_PRIVATE = "Private: it stays in your journal, and goes on no page."


def wrapped(text: str, width: int, indent: str = "") -> str:
    """Return `text` cleaned and wrapped to `width` columns, line breaks kept."""
    room = max(min(width, WIDEST) - 1, len(indent) + 10)
    return "\n".join(wrap(clean(text).expandtabs(4), room, indent))


def choices_of(question: AnyQuestion) -> dict[str, str]:
    """Return what a question lets one choose from: id -> words; empty when nothing."""
    if isinstance(question, Choice | Multi):
        # An author's lines may end anywhere; those of a commitment say each its own.
        line = on_one_line if question.choices_from else str
        choices = question.choices.items()
        return {key: clean_line(line(words)) for key, words in choices}
    if isinstance(question, YesNo):
        return {"yes": "yes", "no": "no"}
    if isinstance(question, Pick):
        return {offer: clean_line(offer) for offer in question.offers}
    return {}


OTHERS = "others"
"""the id of what lists all sentences, where only the likeliest are shown"""


def sentences_of(question: Sentence, rank: Rank | None = None) -> dict[str, str]:
    """Return the sentences to choose from: number -> words; without `rank` all of them."""
    shown = question.likeliest(rank) if rank else question.offered
    found = {str(number): question.words(each) for number, each in shown.items()}
    if len(shown) < len(question.offered):
        found[OTHERS] = f"show all {len(question.offered)} sentences"
    return found


_HOW = {
    "date": "A day: 2026-12-01, friday or in 2 weeks.",
    "list": "One a line; an empty line ends.",
}


def _how_many(least: int, most: int) -> str:
    if not most:
        return f"Choose at least {least}." if least > 1 else ""
    within = f"{least} to {most}" if least else f"at most {most}"
    return f"Choose {most if least == most else within}."


def how_to_answer(question: AnyQuestion) -> str:
    """Return in a few words what an answer looks like."""
    match question:
        case Scale() | Matrix():
            ends = f" ({question.ends()})" if question.anchors else ""
            said = f"{question.min} to {question.max}{ends}."
            if isinstance(question, Scale):
                return clean_line(f"A number from {said}")
            if question.cols:
                cols = enumerate(question.cols.values(), 1)
                said = ", ".join(f"{number} = {words}" for number, words in cols) + "."
            return clean_line(f"For each: {said}")
        case Number():
            unit = f" ({question.unit})" if question.unit else ""
            return clean_line(f"A number{unit}{question.bounds()}.")
        case Multi():
            return _how_many(question.min_pick, question.max_pick)
        case _:
            return _HOW.get(question.type, "")


NEXT = "next"
"""the part of a list that holds the line being typed; the others are numbered"""
MORE = "more"
"""the part of a commitment that holds what is to be added"""
SMALLER = "smaller"
"""the part of a commitment that holds a smaller act, offered to who is not sure"""
EXTRAS_TEXT = "Add anything? Enter adds nothing."
EXTRAS = {
    "due": "a day",
    "obstacle": "an obstacle and a plan",
    "told": "whom you tell",
    "sure": "how sure",
}
"""The parts of a commitment that are asked only when somebody wants them."""
SURE_ENOUGH = 4
"""from here up nothing smaller is offered"""
SMALL_ENOUGH = "What would be small enough to be surer of? Enter keeps it as it is."
SO_FAR = "So far, and kept:"
WORDS_KEPT = "These are words. They are kept for the next words you type."
_WORDS_AT_A_LIST = 2
_WORDS_AT_A_NUMBER = 5
"""words from which a line is no slip of a key, and no day like `the 3rd of May`"""
_SIGNS = 12
"""from which a line is words even without a space, as in Chinese"""

ADD_OR_NOT = {"add": "add it to this answer", "leave": "leave it out"}

T = TypeVar("T")


class _MovedOn(Exception):
    """The person moves on from the middle of a question."""

    def __init__(self, move: Move) -> None:
        self.move = move


class PersonAsker(Asker, ABC):
    """Asks a person: what drawn prompts and plain lines have in common."""

    how_to_write = ""
    """what is said below a long question"""
    goes_on_with: tuple[type, ...] = (Long, Short, Lines)
    """where what was refused is there to go on with; elsewhere one types it anew"""

    def __init__(self, write: Callable[[str], None], width: int) -> None:
        self._write = write
        self._width = width
        self.editor = NO_EDITOR
        self.rank: Rank = in_order
        """which sentences of a long text are offered first"""
        self.strong: Callable[[str], str] = str
        """makes words stand out"""
        self.as_heading: Callable[[str], str]
        self.as_heading = lambda text: self.strong(wrapped(text, width))
        """makes the lines of a heading; for an author who is not ours, with a frame"""
        self._before: Step | None = None
        self._opened = ""
        """the introduction that was shown just now"""
        self._is_for_words = False
        """whether what is typed now is words, and no number or day"""
        self._later = Unfinished()
        """words that came where one chooses, for the next words that are typed"""

    @abstractmethod
    def line(
        self, label: str, typed: str = "", keep: Keep = keep_nothing
    ) -> str | Move:
        """Return one line without its end, or a move; `typed` is there to change.

        `keep` gets the text while it is typed, and what there is of it in the end,
        whichever way that comes. A command is not text.
        """

    @abstractmethod
    def several(self, question: Multi, typed: str, keep: Keep) -> Reply:
        """Return the choices that are ticked, or a move; those in `typed` are already.

        `typed` and what `keep` gets are numbers, with commas between them.
        """

    @abstractmethod
    def _long(self, unfinished: Unfinished) -> str | Move:
        """Return a text of many lines."""

    @abstractmethod
    def _chosen(self, step: Step, unfinished: Unfinished) -> Reply:
        """Return the reply to a question with choices."""

    @property
    def in_a_sitting(self) -> bool:
        """Whether a question of an exercise was put; the program has questions of its own."""
        return self._before is not None

    def tell(self, text: str) -> None:
        if text:
            self._write(wrapped(text, self._width).rstrip("\n") + "\n")

    def tell_problem(self, problem: LeadcoachError) -> None:
        self.tell(f"{problem.message} {problem.hint}".strip())

    def ask(self, step: Step, place: Place) -> Reply:
        before, self._before = self._before, step
        if before is None:
            self.tell(f"\n{WHERE_KEYS_ARE}")
        is_new = before is None or before.section.id != step.section.id
        # The introduction comes with every item.
        is_opened = is_new or (before is not None and before.item != step.item)
        self._opened = step.section.intro if is_opened else ""
        for part in filter(None, (step.section.title if is_new else "", self._opened)):
            self._write(f"\n{self.as_heading(part)}\n")
        self._later = place.later
        self._is_for_words = isinstance(
            step.question, Long | Short | Lines | Committing
        )
        self._print(step, place)
        if not place.opening(self):
            return Move.PAUSE
        self._say_how(step.question)
        while True:
            try:
                return self._reply(step, place.unfinished)
            except NotAnAnswer as problem:
                self._refused(step, place, problem)
            except _MovedOn as left:
                return left.move

    def _print(self, step: Step, place: Place) -> None:
        question, left = step.question, place.to_come
        # Answers may make it less, and never more.
        said = f"About {left} more" if left else "The last question"
        self.tell("\n" if left is None else f"\n{said}")
        item = step.item.words if step.item else ""
        if item not in question.text + self._opened:  # nobody has to remember it
            self.tell(clean_line(on_one_line(item), self._width - 1))
        self._opened = ""
        self._write(self.strong(wrapped(question.text, self._width)) + "\n")
        self.tell(_PRIVATE if question.private else "")
        self.tell(question.help)

    def _say_how(self, question: AnyQuestion) -> None:
        is_long = isinstance(question, Long)
        self.tell(self.how_to_write if is_long else how_to_answer(question))

    def _refused(self, step: Step, place: Place, problem: NotAnAnswer) -> None:
        if not isinstance(step.question, self.goes_on_with):
            place.unfinished.keep("")
        self.tell_problem(problem)

    def _reply(self, step: Step, unfinished: Unfinished) -> Reply:
        match step.question:
            case Long() as question:
                return self._of_a_text(question, unfinished)
            case Short() | Scale() | Number() | Day() as question:
                return self._of_a_line(question, unfinished)
            case Lines() as question:
                return self._of_lines(question, unfinished)
            case Matrix() as question:
                return self._of_rows(question, unfinished)
            case Committing() as question:
                return self._of_a_commitment(question, unfinished)
            case Choice() | Multi() | YesNo() | Pick() | Sentence():
                return self._chosen(step, unfinished)
            case Note() | Mirror():
                raise AssertionError(step.id)  # they are shown

    def _of_a_text(self, question: Long, unfinished: Unfinished) -> Reply:
        text = self._long(unfinished)
        if isinstance(text, Move):
            return text
        return Answered(question.accept(text)) if text.strip() else Move.SKIP

    def _of_a_line(
        self, question: Short | Scale | Number | Day, unfinished: Unfinished
    ) -> Reply:
        typed = self.line("", unfinished.text(), unfinished.keep)
        if isinstance(typed, Move):
            return typed
        if _is_left_open(typed):
            return Move.SKIP
        return Answered(self._accept(question.from_text, typed, _WORDS_AT_A_NUMBER))

    def _of_lines(self, question: Lines, unfinished: Unfinished) -> Reply:
        found: list[str] = []
        while line := unfinished.text(str(len(found) + 1)):
            found.append(line)
        if found:
            self.tell(SO_FAR)
            self.tell("\n".join(f"{at}. {line}" for at, line in enumerate(found, 1)))
        keep = partial(unfinished.keep, part=NEXT)
        while True:
            typed = self.line(f"{len(found) + 1}.", unfinished.text(NEXT), keep)
            if isinstance(typed, Move):
                return typed
            if not typed.strip():
                break
            found.append(typed)
            unfinished.put({str(len(found)): typed, NEXT: ""})
        return Answered(question.accept(found)) if found else Move.SKIP

    def _of_rows(self, question: Matrix, unfinished: Unfinished) -> Reply:
        cells: dict[str, int | str] = {}
        for row, words in question.rows.items():
            label = f"{clean_line(words)}:"
            if "\n" in words:  # a commitment says each of its parts on a line
                self.tell(words)
                label = ""
            cell = self._part(label, unfinished, row, question.cell)
            if cell is not None:
                cells[row] = cell
        return Answered(cells) if cells else Move.SKIP

    def _of_a_commitment(self, question: Committing, unfinished: Unfinished) -> Reply:
        """Ask for the act, its moment, and what else somebody wants to say of it."""
        said: dict[str, Value] = {}

        def ask(part: str) -> bool:
            self._is_for_words = part not in ("due", "sure")
            accept = partial(question.part, part)
            value = self._part(ASKED[part], unfinished, part, accept)
            said.update({} if value is None else {part: value})
            return value is not None

        if not ask("action"):
            return Move.SKIP
        ask("cue")
        for part in self._extras(unfinished):
            if ask(part) and part == "obstacle":
                ask("plan")
        sure = said.get("sure")
        if isinstance(sure, int) and sure < SURE_ENOUGH:
            self.tell(SMALL_ENOUGH)
            self._is_for_words = True
            smaller = self._part(ASKED["action"], unfinished, SMALLER, str)
            if smaller is not None:
                said["action"] = smaller
                unfinished.put({"action": smaller, SMALLER: "", "sure": ""})
                del said["sure"]
                ask("sure")
        return Answered(question.accept(said))

    def _extras(self, unfinished: Unfinished) -> tuple[str, ...]:
        """Return which parts are to be added; those that were answered are ticked."""
        question = Multi(id=MORE, type="multi", text=EXTRAS_TEXT, choices=EXTRAS)
        self.tell(f"\n{question.text}")
        parts = enumerate(EXTRAS, 1)
        before = ", ".join(str(at) for at, part in parts if unfinished.text(part))
        self._is_for_words = False
        ticked = unfinished.typed(MORE) or before
        wanted = self.several(question, ticked, partial(unfinished.keep, part=MORE))
        if isinstance(wanted, Answered):
            assert isinstance(wanted.value, tuple)
            return wanted.value
        if wanted is not Move.SKIP:
            raise _MovedOn(wanted)
        return ()

    def _part(
        self, label: str, unfinished: Unfinished, part: str, accept: Callable[[str], T]
    ) -> T | None:
        """Return what `accept` makes of a part's line, None for nothing; or raise _Left."""
        before = unfinished.text(part)
        while True:
            typed = self.line(label, before, partial(unfinished.keep, part=part))
            if typed is Move.SKIP or (isinstance(typed, str) and _is_left_open(typed)):
                return None
            if isinstance(typed, Move):
                raise _MovedOn(typed)
            try:
                return self._accept(accept, typed, _WORDS_AT_A_NUMBER)
            except NotAnAnswer as problem:
                unfinished.keep(before, part)
                self.tell_problem(problem)

    def _accept(
        self, accept: Callable[[str], T], typed: str, fewest: int = _WORDS_AT_A_LIST
    ) -> T:
        """Return what `accept` makes of a line; words that are no answer are kept."""
        try:
            return accept(typed)
        except NotAnAnswer:
            if not self._is_for_words:
                self._keep_words(typed, fewest)
            raise

    def _keep_words(self, line: str, fewest: int = _WORDS_AT_A_LIST) -> None:
        """Keep a line that is no answer for later, where it is words and no slip."""
        words = line.split()
        is_long = len(words) >= fewest or (len(words) == 1 and len(words[0]) >= _SIGNS)
        if is_long and any(map(str.isalpha, line)):
            self._keep_for_later(line)

    def _keep_for_later(self, text: str) -> None:
        before = self._later.text().removesuffix("\n")
        self._later.keep(f"{before}\n{text}" if before else text)
        self.tell(WORDS_KEPT)

    def _with_later(self, typed: str, keep: Keep) -> str:
        """Return what a prompt begins with: `typed`, and what was kept for later."""
        if not (self._is_for_words and self._later.text()):
            return typed
        both = "\n".join(filter(None, (typed, self._later.text().removesuffix("\n"))))
        keep(both)
        self._later.keep("")
        return both

    def _one_line(self, text: str | Move, typed: str, keep: Keep) -> str | Move:
        """Return a line, or the command it is; of lines that were pasted behind it, ask."""
        if isinstance(text, Move):
            return text
        line, rest = text.partition("\n")[::2]
        if line.strip() in COMMANDS:
            self._later.add(rest)
            keep(typed)
            return COMMANDS[line.strip()]
        rest = rest.strip("\n")
        if not rest:
            return line
        count = rest.count("\n") + 1
        said = "One more line was" if count == 1 else f"{count} more lines were"
        chosen = self.choose(f"{said} pasted.", ADD_OR_NOT)
        if chosen == "leave":
            keep(line)
            return line
        return Move.PAUSE if chosen is None else f"{line}\n{rest}"

    def _edited(self, text: str) -> str:
        try:
            return self.editor.edit(text, self.choose)
        except EditorFailed as problem:
            self.tell_problem(problem)
            return text


def _is_left_open(typed: str) -> bool:
    # "?" is "not sure": left open, as Enter does.
    return typed.strip() in ("", "?")
