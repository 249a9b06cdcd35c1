"""Plain lines: numbered choices, nothing redrawn, no escape codes.

For screen readers, simple terminals, and everyone who likes it so.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Protocol

from leadcoach.asking import Given, Move, Place, Reply, Unfinished, keep_nothing
from leadcoach.asking.editor import Editor
from leadcoach.asking.typed import (
    COMMANDS,
    TypedQuestion,
    is_command_so_far,
    typed_reply,
)
from leadcoach.asking.wording import (
    OTHERS,
    WHERE_KEYS_ARE,
    choices_of,
    how_to_answer,
    opening,
    sentences_of,
    wording,
    wrapped,
)
from leadcoach.domain.entry import Value
from leadcoach.domain.exercise import AnyQuestion
from leadcoach.domain.passages import Rank, Sentence, in_order
from leadcoach.domain.question import Long, Multi
from leadcoach.domain.session import Step
from leadcoach.domain.text import whole_number
from leadcoach.errors import NotAnAnswer

KEYS = (
    "/skip passes a question, /back goes to the one before, /pause keeps all "
    "for later, /edit opens your editor in a long answer, /help says this again."
)
_ROOM_TO_TYPE = 20
"""columns that must be left beside a label; otherwise one types below it"""
SEVERAL = "Numbers with commas between them."
KEEPS = "Enter keeps it, /skip takes it out."
LONG = "Write as many lines as you like. A full stop alone on a line ends."


class Source(Protocol):
    """Where plain lines come from: a keyboard, or a stream in a test."""

    def line(self, keep: Callable[[str], None]) -> str:
        """Return one line with its end, or '' at the end of input."""
        ...

    def rest_of_a_paste(self) -> str:
        """Return what was pasted after the line's end; nothing when somebody types."""
        ...


class Stream:
    """Lines of a stream that is no terminal."""

    def __init__(self, read: Callable[[], str]) -> None:
        """Take `read`, which returns one line with its end, or ''."""
        self._read = read

    def line(self, keep: Callable[[str], None]) -> str:
        """Return the next line."""
        return self._read()

    def rest_of_a_paste(self) -> str:
        """Return nothing: who writes a stream does not paste."""
        return ""


class Plain:
    """Asks with printed lines and reads typed ones."""

    def __init__(
        self,
        source: Source,
        write: Callable[[str], None],
        width: int,
        editor: Editor | None = None,
        rank: Rank = in_order,
    ) -> None:
        """Take where lines come from, where to print, how wide, and a rank of sentences."""
        self._source = source
        self._write = write
        self._width = width
        self._editor = editor
        self._rank = rank
        self._before: Step | None = None
        self._keys_said = False

    def tell(self, text: str) -> None:
        """Print words, wrapped."""
        if text:
            self._write(wrapped(text, self._width).rstrip("\n") + "\n")

    def line(
        self, label: str, typed: str = "", keep: Callable[[str], None] = keep_nothing
    ) -> str | Move:
        """Read one line; the end of input pauses."""
        if typed:
            self.tell(f"So far: {typed}")
            self.tell(KEEPS)
        self._prompt(label)

        def keep_text(text: str) -> None:
            keep(typed if not text or is_command_so_far(text) else text)

        while (line := self._source.line(keep_text)).strip() == "/help":
            self.tell(KEYS)
            self._prompt("")
        if line == "":
            self._write("\n")
            return Move.PAUSE
        if line.strip() in COMMANDS:
            keep(typed)
            return COMMANDS[line.strip()]
        whole = self._with_the_rest(line.rstrip("\n"))
        whole = whole if whole.strip() else typed
        keep(whole)
        return whole

    def several(
        self, question: Multi, typed: str, keep: Callable[[str], None]
    ) -> Reply:
        """Print the choices of a question and read the numbers of some of them."""
        self._number(question.choices)
        self.tell(SEVERAL)
        while True:
            line = self.line("", typed, keep)
            if isinstance(line, Move):
                return line
            try:
                return Given(question.from_text(line)) if line.strip() else Move.SKIP
            except NotAnAnswer as problem:
                keep(typed)
                self.tell(f"{problem.message} {problem.hint}".strip())

    def _choice(self, unfinished: Unfinished) -> str | Move:
        """Read the line that answers a choice; a question mark asks for the keys."""
        while (typed := self.line("", unfinished.typed(), unfinished.keep)) == "?":
            unfinished.keep("")
            self.tell(KEYS)
        return typed

    def _prompt(self, label: str) -> None:
        shown = wrapped(label, self._width) if label else ""
        room = self._width - len(shown.rpartition("\n")[2]) - 3
        gap = " " if room > _ROOM_TO_TYPE else "\n"
        self._write(f"{shown}{gap}> " if shown else "> ")

    def _with_the_rest(self, line: str) -> str:
        """Offer to add what was pasted after the line; it answers no later question."""
        rest = self._source.rest_of_a_paste().strip("\n")
        if not rest:
            return line
        count = rest.count("\n") + 1
        said = "One more line was" if count == 1 else f"{count} more lines were"
        choices = {"add": "add it to this answer", "leave": "leave it out"}
        if self.choose(f"{said} pasted.", choices) == "leave":
            return line
        return f"{line}\n{rest}"

    def ask(self, step: Step, place: Place) -> Reply:
        """Print the question and return the reply."""
        self._open(step)
        while True:
            self._print(step, place)
            try:
                return self._reply(step, place)
            except NotAnAnswer as problem:
                place.refused(step)
                self.tell(f"{problem.message} {problem.hint}".strip())

    def choose(self, text: str, choices: Mapping[str, str]) -> str | None:
        """Ask the program's own question; None when the person leaves it."""
        ids = list(choices)
        self.tell(text)
        self._number(choices)
        while True:
            typed = self._choice(Unfinished())
            if isinstance(typed, Move):
                return None
            number = whole_number(typed)
            if number is not None and 1 <= number <= len(ids):
                return ids[number - 1]
            self.tell(f"A number from 1 to {len(ids)} is needed.")

    def _open(self, step: Step) -> None:
        if not self._keys_said:
            self.tell(f"\n{WHERE_KEYS_ARE}")
            self._keys_said = True
        for part in opening(step, self._before):
            self.tell(f"\n{part}")
        self._before = step

    def _print(self, step: Step, place: Place) -> None:
        said = wording(step, place, self._width)
        self.tell("\n" + "\n".join(filter(None, (said.progress, said.ask))))
        self.tell(said.hint)
        self._number(choices_of(step.question))
        self.tell(how_to_answer(step.question))

    def _number(self, choices: Mapping[str, str]) -> None:
        if choices:
            self.tell(f"{len(choices)} choices:")
        for number, words in enumerate(choices.values(), 1):
            self.tell(f"{number}. {words}")

    def _reply(self, step: Step, place: Place) -> Reply:
        question = step.question
        if isinstance(question, Long):
            return self._long(question, place.unfinished)
        if isinstance(question, TypedQuestion):
            return typed_reply(question, self, place.unfinished)
        if isinstance(question, Sentence):
            return self._sentence(question, step.value, place.unfinished)
        if isinstance(question, Multi):
            self.tell(SEVERAL)
        typed = self._chosen(question, step.value, place.unfinished)
        return Given(question.from_text(typed)) if isinstance(typed, str) else typed

    def _chosen(
        self, question: AnyQuestion, value: Value | None, unfinished: Unfinished
    ) -> str | Reply:
        """Return what was typed; a reply where nothing was, or something to move on."""
        if unfinished.typed():
            pass  # it is shown with the line
        elif value is not None:
            self.tell(f"So far: {question.shown(value)}")
            self.tell(KEEPS)
        else:
            self.tell("Enter leaves it open.")
        typed = self._choice(unfinished)
        if isinstance(typed, Move) or typed.strip():
            return typed
        return Move.SKIP if value is None else Given(value)

    def _sentence(
        self, question: Sentence, value: Value | None, unfinished: Unfinished
    ) -> Reply:
        choices = sentences_of(question, self._rank)
        while True:
            self._number(choices)
            typed = self._chosen(question, value, unfinished)
            if not isinstance(typed, str):
                return typed
            unfinished.keep("")
            if (number := whole_number(typed)) is not None:
                typed = dict(enumerate(choices, 1)).get(number, "")
            if typed.strip().casefold() == OTHERS:
                choices = sentences_of(question)
                continue
            with suppress(NotAnAnswer):
                return Given(question.from_text(typed))
            self.tell(f"A number from 1 to {len(choices)} is needed.")

    def _long(self, question: Long, unfinished: Unfinished) -> Reply:
        self.tell(LONG)
        before = unfinished.text()
        if before:
            self.tell("So far, and kept:")
            self.tell(before)
        lines = before.split("\n") if before else []
        while True:
            line = self._source.line(_keeper(unfinished, lines))
            if line == "" and "\n".join(lines) == before:
                return Move.PAUSE
            if line == "" or line.strip() == ".":
                break
            if line.strip() in COMMANDS:
                unfinished.keep("\n".join(lines))
                return COMMANDS[line.strip()]
            if line.strip() == "/help":
                self.tell(KEYS)
                continue
            if line.strip() == "/edit":
                lines = self._edited(lines)
            else:
                lines.append(line.rstrip("\n"))
            unfinished.keep("\n".join(lines))
        text = "\n".join(lines)
        return Given(question.accept(text)) if text.strip() else Move.SKIP

    def _edited(self, lines: list[str]) -> list[str]:
        if self._editor is None:
            self.tell(
                "No editor is set. `leadcoach settings set editor NAME` sets one."
            )
            return lines
        text = self._editor.edit("\n".join(lines))
        if text is None:
            self.tell("The editor ended with an error. Your text is as it was.")
            return lines
        self.tell("So far, and kept:")
        self.tell(text)
        return text.split("\n") if text else []


def _keeper(unfinished: Unfinished, lines: list[str]) -> Callable[[str], None]:
    """Return what keeps a line being typed, after `lines`."""

    def keep(text: str) -> None:
        new = [] if not text or is_command_so_far(text) else [text]
        unfinished.keep("\n".join([*lines, *new]))

    return keep
