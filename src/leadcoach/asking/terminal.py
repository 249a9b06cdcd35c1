"""At a real terminal: line editing, pickers, an editor; everything can be left.

The question itself is printed here, wrapped, before the library of prompts is loaded,
so that a person can read while it loads.
"""

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from leadcoach.asking import Given, Move, Place, Reply, keep_nothing
from leadcoach.asking.typed import TypedQuestion, typed_reply
from leadcoach.asking.wording import (
    WHERE_KEYS_ARE,
    choices_of,
    how_to_answer,
    opening,
    wording,
    wrapped,
)
from leadcoach.domain.question import Long, Multi
from leadcoach.domain.session import Step
from leadcoach.domain.text import clean_line, whole_number
from leadcoach.errors import NotAnAnswer

if TYPE_CHECKING:
    from leadcoach.asking.editor import Editor

KEYS = (
    "In a long answer Enter makes a new line and Ctrl-D ends it; Ctrl-O opens your "
    "editor. /skip passes a question, /back (or Esc, then B) goes to the one before, "
    "/pause (or Ctrl-D with nothing typed) keeps all for later, /help says this again."
)
LONG = "Enter makes a new line, Ctrl-D ends the answer."
_ONE_KEY = 7
"""choices of the program's own questions up to which a number chooses without Enter"""
SKIP = "(skip)"
MARKING = "(space marks, Enter goes on)"
PASTED = (
    "Something was pasted. It chooses nothing; it stands in the next line you type."
)


def _nothing() -> None:
    """Do nothing."""


class Terminal:
    """Asks with line editing and pickers; everything it prints goes to `write`."""

    def __init__(
        self,
        write: Callable[[str], None],
        width: int,
        *,
        unicode: bool = True,
        strong: Callable[[str], str] = str,
        editor: "Editor | None" = None,
        before_a_prompt: Callable[[], None] | None = None,
    ) -> None:
        """Take where to print, how wide, and how to make words `strong`."""
        self._write = write
        self._width = width
        self._strong = strong
        self._editor = editor
        self._before_a_prompt = before_a_prompt or _nothing
        self._pointer = "›" if unicode else ">"
        self._cut = "…" if unicode else "..."
        self._before: Step | None = None
        self._keys_said = False
        self._pasted = ""
        """text that was pasted where no words were asked for"""

    def tell(self, text: str) -> None:
        """Print words, wrapped."""
        if text:
            self._write(wrapped(text, self._width).rstrip("\n") + "\n")

    def line(
        self, label: str, typed: str = "", keep: Callable[[str], None] = keep_nothing
    ) -> str | Move:
        """Read one line with line editing."""
        self._say(label)
        return self._text(typed, keep, multiline=False)

    def ask(self, step: Step, place: Place) -> Reply:
        """Print the question and return the reply."""
        self._open(step)
        self._print(step, place)
        while True:
            try:
                return self._reply(step, place)
            except NotAnAnswer as problem:
                if not isinstance(step.question, Multi):  # ticks can be changed
                    place.refused(step)
                self._say(f"{problem.message} {problem.hint}".strip())

    def choose(self, text: str, choices: Mapping[str, str]) -> str | None:
        """Ask the program's own question; None when the person leaves it."""
        self._say(text)
        chosen = self._select(choices, skip="", one_key=len(choices) <= _ONE_KEY)
        if isinstance(chosen, Move):
            return None
        if len(choices) <= _ONE_KEY:  # a key was enough, so say what it chose
            self._say(f"  {choices[chosen]}")
        return chosen

    def _say(self, text: str) -> None:
        self.tell(text)

    def _open(self, step: Step) -> None:
        if not self._keys_said:
            self._say(f"\n{WHERE_KEYS_ARE}")
            self._keys_said = True
        for part in opening(step, self._before):
            self._write(f"\n{self._strong(wrapped(part, self._width))}\n")
        self._before = step

    def _print(self, step: Step, place: Place) -> None:
        said = wording(step, place, self._width)
        self._write(f"\n{said.progress}\n" if said.progress else "\n")
        self._write(self._strong(said.ask) + "\n")
        self.tell(said.hint)
        is_long = isinstance(step.question, Long)
        self._say(LONG if is_long else how_to_answer(step.question))

    def _reply(self, step: Step, place: Place) -> Reply:
        question, unfinished = step.question, place.unfinished
        if isinstance(question, TypedQuestion):
            return typed_reply(question, self, unfinished)
        if isinstance(question, Multi):
            return self.several(question, unfinished.text(), unfinished.keep)
        if isinstance(question, Long):
            typed = self._text(unfinished.text(), unfinished.keep, multiline=True)
        else:
            typed = self._select(choices_of(question), skip=SKIP)
        if isinstance(typed, Move):
            return typed
        return Given(question.accept(typed)) if typed.strip() else Move.SKIP

    def _text(
        self, typed: str, keep: Callable[[str], None], *, multiline: bool
    ) -> str | Move:
        self._before_a_prompt()
        from leadcoach.asking.prompts import ask_text

        edit = self._editor.edit if self._editor is not None else None
        kept = [typed or self._pasted]
        self._pasted = ""

        def keep_text(text: str) -> None:
            kept.append(text)
            keep(text)

        while True:
            text, rest = ask_text(
                self._pointer, kept[-1], multiline=multiline, keep=keep_text, edit=edit
            )
            if rest and not isinstance(text, Move):
                text = self._with_the_rest(text, rest)
                keep(text)
            if text != "/help":
                return text
            self._say(KEYS)

    def _with_the_rest(self, text: str, rest: str) -> str:
        lines = len(rest.strip("\n").split("\n"))
        how_much = "One more line was" if lines == 1 else f"{lines} more lines were"
        choices = {"add": "add it to this answer", "leave": "leave it out"}
        if self.choose(f"{how_much} pasted.", choices) == "leave":
            return text
        return f"{text}\n{rest.strip(chr(10))}"

    def _select(
        self, choices: Mapping[str, str], skip: str, *, one_key: bool = False
    ) -> str | Move:
        self._before_a_prompt()
        from leadcoach.asking.prompts import ask_select

        labels = self._labels(choices)
        while True:
            chosen, rest = ask_select(self._pointer, labels, skip, one_key=one_key)
            if not rest.strip():
                return chosen
            self._pasted += rest
            self._say(PASTED)
            if isinstance(chosen, Move):
                return chosen

    def several(
        self, question: Multi, typed: str, keep: Callable[[str], None]
    ) -> Reply:
        """Let the choices of a question be ticked; those with a number in `typed` are."""
        self._before_a_prompt()
        from leadcoach.asking.prompts import ask_checkbox

        marked = _ticked(question, typed)
        labels = self._labels(choices_of(question))
        while True:
            chosen, rest = ask_checkbox(
                self._pointer,
                labels,
                marked,
                MARKING,
                keep=lambda ids: keep(_as_numbers(question, ids)),
            )
            if rest.strip():
                self._pasted += rest
                self._say(PASTED)
            if isinstance(chosen, Move):
                return chosen
            if not rest.strip():
                return Given(question.accept(chosen)) if chosen else Move.SKIP

    def _labels(self, choices: Mapping[str, str]) -> dict[str, str]:
        """Return short labels for a picker, which cuts long ones without a mark.

        Where one is too long, all are printed in full and wrapped first.
        """
        room = self._width - 10
        if all(len(words) <= room for words in choices.values()):
            return dict(choices)
        for number, words in enumerate(choices.values(), 1):
            self._say(f"{number}. {words}")
        return {
            key: words
            if len(words) <= room
            else clean_line(words)[: room - 3] + self._cut
            for key, words in choices.items()
        }


def _ticked(question: Multi, typed: str) -> tuple[str, ...]:
    """Return the choices whose numbers stand in `typed`."""
    numbers = {whole_number(part) for part in typed.split(",")}
    return tuple(key for at, key in enumerate(question.choices, 1) if at in numbers)


def _as_numbers(question: Multi, ids: Collection[str]) -> str:
    numbers = (str(at) for at, key in enumerate(question.choices, 1) if key in ids)
    return ", ".join(numbers)
