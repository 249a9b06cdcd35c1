"""Plain lines: numbered choices, nothing redrawn, no escape codes.

For screen readers, simple terminals, and everyone who likes it so.
"""

from collections.abc import Callable, Mapping

from leadcoach.asking import Given, Move, Place, Reply
from leadcoach.asking.typed import COMMANDS, TypedQuestion, typed_reply
from leadcoach.asking.wording import (
    choices_of,
    how_to_answer,
    opening,
    wording,
    wrapped,
)
from leadcoach.domain.exercise import AnyQuestion
from leadcoach.domain.question import Long, Multi, Pick
from leadcoach.domain.session import Step
from leadcoach.domain.text import clean
from leadcoach.errors import NotAnAnswer

KEYS = (
    "/skip passes a question, /back goes to the one before, /pause keeps all "
    "for later, /help says this again."
)
LONG = "Write as many lines as you like. A full stop alone on a line ends."


class Plain:
    """Asks with printed lines and reads typed ones."""

    def __init__(
        self, read: Callable[[], str], write: Callable[[str], None], width: int
    ) -> None:
        """Take `read`, one line with its end or '' at the end of input, and `write`."""
        self._read = read
        self._write = write
        self._width = width
        self._section = ""
        self._keys_said = False

    def tell(self, text: str) -> None:
        """Print words, as they are."""
        if text:
            self._write(clean(text).rstrip("\n") + "\n")

    def line(self, label: str, typed: str = "") -> str | Move:
        """Read one line; the end of input pauses."""
        if typed:
            self.tell(f"So far: {typed}")
        self._write(f"{wrapped(label, self._width)} > " if label else "> ")
        while (line := self._read()) == "/help\n":
            self.tell(wrapped(KEYS, self._width))
            self._write("> ")
        if line == "":
            self._write("\n")
            return Move.PAUSE
        return COMMANDS.get(line.strip(), line.rstrip("\n"))

    def ask(self, step: Step, place: Place) -> Reply:
        """Print the question and return the reply."""
        self._open(step)
        while True:
            self._print(step, place)
            try:
                return self._reply(step.question, place)
            except NotAnAnswer as problem:
                self.tell(f"{problem.message} {problem.hint}".strip())

    def choose(self, text: str, choices: Mapping[str, str]) -> str:
        """Ask the program's own question; an empty line takes the first choice."""
        ids = list(choices)
        self.tell(wrapped(text, self._width))
        self._number(choices)
        while True:
            typed = self.line("")
            if isinstance(typed, Move) or not typed.strip():
                return ids[0]
            if typed.strip().isdecimal() and 1 <= int(typed) <= len(ids):
                return ids[int(typed) - 1]
            self.tell(f"A number from 1 to {len(ids)} is needed.")

    def _open(self, step: Step) -> None:
        if not self._keys_said:
            self.tell(wrapped(KEYS, self._width))
            self._keys_said = True
        if step.section.id != self._section:
            self._section = step.section.id
            for part in opening(step.section):
                self.tell(f"\n{wrapped(part, self._width)}")

    def _print(self, step: Step, place: Place) -> None:
        said = wording(step, place, self._width)
        self.tell(f"\n{said.progress}\n{said.ask}")
        self.tell(said.hint)
        self._number(choices_of(step.question))
        self.tell(wrapped(how_to_answer(step.question), self._width).strip())

    def _number(self, choices: Mapping[str, str]) -> None:
        if choices:
            self.tell(f"{len(choices)} choices:")
        for number, words in enumerate(choices.values(), 1):
            self.tell(wrapped(f"{number}. {words}", self._width))

    def _reply(self, question: AnyQuestion, place: Place) -> Reply:
        if isinstance(question, Long):
            return self._long(question, place)
        if isinstance(question, TypedQuestion):
            return typed_reply(question, self, place.typed)
        if isinstance(question, Multi):
            self.tell("Numbers with commas between them, or Enter for none.")
        if isinstance(question, Pick):
            self.tell("A number, or Enter for none.")
        typed = self.line("")
        if isinstance(typed, Move):
            return typed
        return Given(question.from_text(typed)) if typed.strip() else Move.SKIP

    def _long(self, question: Long, place: Place) -> Reply:
        self.tell(LONG)
        if place.typed:
            self.tell("So far, and kept:")
            self.tell(place.typed)
        lines = place.typed.split("\n") if place.typed else []
        while True:
            line = self._read()
            if line == "" and not lines:
                return Move.PAUSE
            if line in ("", ".\n"):
                break
            if line.strip() in COMMANDS:
                return COMMANDS[line.strip()]
            if line.strip() == "/help":
                self.tell(wrapped(KEYS, self._width))
                continue
            lines.append(line.rstrip("\n"))
            place.keep("\n".join(lines))
        text = "\n".join(lines)
        return Given(question.accept(text)) if text.strip() else Move.SKIP
