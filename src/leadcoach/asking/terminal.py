"""At a real terminal: line editing, pickers, an editor; everything can be left.

The question itself is printed before the library of prompts is loaded, so that a person
can read while it loads.
"""

from collections.abc import Callable, Mapping

from leadcoach.asking import (
    COMMANDS,
    Answered,
    Keep,
    Move,
    Reply,
    Unfinished,
    keep_nothing,
)
from leadcoach.asking.keys import NO_UTF8, SKIP, Chosen, Picker, Reads
from leadcoach.asking.typed import (
    OTHERS,
    PersonAsker,
    choices_of,
    sentences_of,
    wrapped,
)
from leadcoach.domain.exercise import AnyQuestion
from leadcoach.domain.passages import Sentence
from leadcoach.domain.question import Multi
from leadcoach.domain.session import Step
from leadcoach.domain.text import whole_number

_EVERYWHERE = (
    "/skip passes a question, /back (or Shift-Tab) goes to the one before, /pause (or "
    "Ctrl-D with nothing typed) keeps all for later."
)
KEYS = (
    "In a long answer Enter makes a new line and Ctrl-D ends it; Ctrl-O or /edit opens "
    f"your editor. {_EVERYWHERE} /help says this again."
)
_OF_THE_PROGRAM = (
    "/skip passes a question, /pause (or Ctrl-D with nothing typed, or Ctrl-C) leaves."
)
CHOOSING = f"A number or the arrow keys move, Enter chooses. {_EVERYWHERE}"
_TO_TICK = "A number or the arrow keys move, Space ticks, Enter goes on."
TICKING = f"{_TO_TICK} {_EVERYWHERE}"
OWN_CHOOSING = (
    "A number or the arrow keys move, Enter chooses. /pause (or Ctrl-D) leaves."
)
HOW_TO_CHOOSE = "? shows the keys."
HOW_TO_TICK = "Space ticks, Enter goes on. ? shows the keys."
LONG = "Enter makes a new line, Ctrl-D ends the answer."
NOTHING = "nothing ticked"


class Terminal(PersonAsker):
    """Asks with line editing and pickers; everything it prints goes to `write`."""

    how_to_write = LONG
    goes_on_with = (*PersonAsker.goes_on_with, Multi)

    def __init__(self, write: Callable[[str], None], width: int) -> None:
        super().__init__(write, width)
        self.pointer = "›"
        self.before_a_prompt: Callable[[], None] = lambda: None
        """called before a prompt is drawn"""
        self._reads = Reads()

    def line(
        self, label: str, typed: str = "", keep: Keep = keep_nothing
    ) -> str | Move:
        self.tell(label)
        typed = self._with_later(typed, keep)
        text = self._text(typed, keep, multiline=False)
        return self._one_line(text, typed, keep)

    def choose(self, text: str, choices: Mapping[str, str]) -> str | None:
        self.before_a_prompt()
        self.tell(text)
        moves = (Move.PAUSE,)
        chosen = self._pick(Picker(choices, OWN_CHOOSING, HOW_TO_CHOOSE, moves=moves))
        return None if isinstance(chosen, Move) else chosen[0]

    def several(self, question: Multi, typed: str, keep: Keep) -> Reply:
        """Let the choices of a question be ticked; those with a number in `typed` are."""
        numbers = {whole_number(part) for part in typed.split(",")}
        choices = choices_of(question)
        keys = TICKING if self.in_a_sitting else f"{_TO_TICK} {_OF_THE_PROGRAM}"
        picker = Picker(choices, keys, HOW_TO_TICK, several=True)
        picker.ticked = {key for at, key in enumerate(choices, 1) if at in numbers}
        picker.changed = lambda: keep(
            ", ".join(
                str(at) for at, key in enumerate(choices, 1) if key in picker.ticked
            )
        )
        chosen = self._pick(picker)
        if isinstance(chosen, Move):
            return chosen
        return Answered(question.accept(list(chosen))) if chosen else Move.SKIP

    def _say_how(self, question: AnyQuestion) -> None:
        self.before_a_prompt()  # what it begins with may have been chosen before
        super()._say_how(question)

    def _long(self, unfinished: Unfinished) -> str | Move:
        typed = self._with_later(unfinished.text(), unfinished.keep)
        return self._text(typed, unfinished.keep, multiline=True)

    def _chosen(self, step: Step, unfinished: Unfinished) -> Reply:
        question = step.question
        if isinstance(question, Multi):
            return self.several(question, unfinished.text(), unfinished.keep)
        if isinstance(question, Sentence):
            chosen = self._one_of(sentences_of(question, self.rank), unfinished)
            if chosen == (OTHERS,):
                chosen = self._one_of(sentences_of(question), unfinished)
        else:
            chosen = self._one_of(choices_of(question), unfinished)
        if isinstance(chosen, Move):
            return chosen
        return Answered(question.accept(chosen[0]))

    def _one_of(self, choices: Mapping[str, str], unfinished: Unfinished) -> Chosen:
        before = unfinished.text()
        number = whole_number(before)
        if number is None and unfinished.typed():  # typed in plain lines, and no choice
            self._later.add(before)
            unfinished.keep("")
        at = list(choices).index(before) if before in choices else (number or 1) - 1
        picker = Picker(choices, CHOOSING, HOW_TO_CHOOSE, skip=True)
        picker.at = at if 0 <= at < len(choices) else 0
        return self._pick(picker)

    def _text(self, typed: str, keep: Keep, *, multiline: bool) -> str | Move:
        self.before_a_prompt()
        from leadcoach.asking.widgets import ask_text

        while True:
            typed, command = ask_text(
                self.pointer, typed, self._reads, multiline=multiline, keep=keep
            )
            if self._reads.refused:
                self._reads.refused = False
                self.tell(NO_UTF8)
            if not command:
                return typed
            if command in COMMANDS:
                return COMMANDS[command]
            if command == "/edit":
                typed = self._edited(typed)
                keep(typed)
            else:
                self.tell(KEYS if self.in_a_sitting else _OF_THE_PROGRAM)

    def _pick(self, picker: Picker) -> Chosen:
        self.before_a_prompt()
        from leadcoach.asking.widgets import ask_choice

        picker.pointer = self.pointer
        picker.paste = self._later.add
        chosen = ask_choice(picker, self._reads)
        if isinstance(chosen, Move):
            named = [SKIP] if chosen is Move.SKIP else []
        else:
            named = [picker.choices[each] for each in chosen] or [NOTHING]
        for words in named:
            lines = wrapped(words, self._width, "  ").removeprefix("  ")
            self._write(f"{self.pointer} {lines}\n")
        return chosen
