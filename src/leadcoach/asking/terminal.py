"""At a real terminal: line editing, pickers, an editor; everything can be left.

The question itself is printed here, wrapped, before the library of prompts is loaded,
so that a person can read while it loads.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from leadcoach.asking import (
    COMMANDS,
    Given,
    Move,
    Place,
    Reply,
    Unfinished,
    keep_nothing,
)
from leadcoach.asking.editor import NO_EDITOR, Editor
from leadcoach.asking.keys import NO_UTF8, SKIP, Chosen, Listed, Picker, Reads
from leadcoach.asking.typed import (
    TypedQuestion,
    is_for_words,
    pasted_lines,
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
from leadcoach.domain.passages import Rank, Sentence, in_order
from leadcoach.domain.question import Long, Multi
from leadcoach.domain.session import Step
from leadcoach.domain.text import whole_number
from leadcoach.errors import EditorFailed, NotAnAnswer

_EVERYWHERE = (
    "/skip passes a question, /back (or Shift-Tab) goes to the one before, /pause (or "
    "Ctrl-D with nothing typed) keeps all for later."
)
KEYS = (
    "In a long answer Enter makes a new line and Ctrl-D ends it; Ctrl-O or /edit opens "
    f"your editor. {_EVERYWHERE} /help says this again."
)
CHOOSING = f"A number or the arrow keys move, Enter chooses. {_EVERYWHERE}"
TICKING = f"A number or the arrow keys move, Space ticks, Enter goes on. {_EVERYWHERE}"
OWN_CHOOSING = (
    "A number or the arrow keys move, Enter chooses. /pause (or Ctrl-D) leaves."
)
HOW_TO_CHOOSE = "? shows the keys."
HOW_TO_TICK = "Space ticks, Enter goes on. ? shows the keys."
LONG = "Enter makes a new line, Ctrl-D ends the answer."
NOTHING = "nothing ticked"


def _nothing() -> None:
    """Do nothing."""


@dataclass(frozen=True)
class Look:
    """What a terminal can show."""

    width: int
    unicode: bool = True
    strong: Callable[[str], str] = str
    """makes words stand out"""


class Terminal:
    """Asks with line editing and pickers; everything it prints goes to `write`."""

    def __init__(
        self,
        write: Callable[[str], None],
        look: Look,
        editor: Editor = NO_EDITOR,
        rank: Rank = in_order,
        before_a_prompt: Callable[[], None] = _nothing,
    ) -> None:
        """Take where to print, and how sentences are ranked of which some are offered."""
        self._write = write
        self._width = look.width
        self._strong = look.strong
        self._pointer = "›" if look.unicode else ">"
        self._editor = editor
        self._rank = rank
        self._before_a_prompt = before_a_prompt
        self._before: Step | None = None
        self._keys_said = False
        self._reads = Reads()
        self._for_words = False
        """whether what is typed now is words, and no number or day"""
        self._later = Unfinished()
        """what was pasted at a list, for the next words that are typed"""

    def tell(self, text: str) -> None:
        """Print words, wrapped."""
        if text:
            self._write(wrapped(text, self._width).rstrip("\n") + "\n")

    def line(
        self, label: str, typed: str = "", keep: Callable[[str], None] = keep_nothing
    ) -> str | Move:
        """Read one line with line editing; of more lines that are pasted it asks."""
        self.tell(label)
        text = self._text(typed, keep, multiline=False)
        if isinstance(text, Move):
            return text
        line, rest = text.partition("\n")[::2]
        if line.strip() in COMMANDS:
            self._later.add(rest)
            return COMMANDS[line.strip()]
        return pasted_lines(line, rest, self, keep)

    def ask(self, step: Step, place: Place) -> Reply:
        """Print the question and return the reply."""
        self._open(step)
        self._print(step, place)
        self._later = place.later
        self._for_words = is_for_words(step.question)
        try:
            while True:
                try:
                    return self._reply(step, place)
                except NotAnAnswer as problem:
                    if not isinstance(step.question, Multi):  # ticks can be changed
                        place.refused(step)
                    self.tell(f"{problem.message} {problem.hint}".strip())
        finally:
            self._for_words = False

    def choose(self, text: str, choices: Mapping[str, str]) -> str | None:
        """Ask the program's own question; None when the person leaves it."""
        self.tell(text)
        listed = Listed(choices, OWN_CHOOSING, HOW_TO_CHOOSE, moves=(Move.PAUSE,))
        chosen = self._pick(Picker(listed))
        return None if isinstance(chosen, Move) else chosen[0]

    def several(
        self, question: Multi, typed: str, keep: Callable[[str], None]
    ) -> Reply:
        """Let the choices of a question be ticked; those with a number in `typed` are."""
        numbers = {whole_number(part) for part in typed.split(",")}
        choices = choices_of(question)
        picker = Picker(
            Listed(choices, TICKING, HOW_TO_TICK, several=True),
            {key for at, key in enumerate(choices, 1) if at in numbers},
            changed=lambda picker: keep(_as_numbers(choices, picker.ticked)),
        )
        chosen = self._pick(picker)
        if isinstance(chosen, Move):
            return chosen
        return Given(question.accept(list(chosen))) if chosen else Move.SKIP

    def _open(self, step: Step) -> None:
        if not self._keys_said:
            self.tell(f"\n{WHERE_KEYS_ARE}")
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
        self.tell(LONG if is_long else how_to_answer(step.question))

    def _reply(self, step: Step, place: Place) -> Reply:
        question, unfinished = step.question, place.unfinished
        if isinstance(question, TypedQuestion):
            return typed_reply(question, self, unfinished)
        if isinstance(question, Multi):
            return self.several(question, unfinished.text(), unfinished.keep)
        if isinstance(question, Long):
            typed = self._text(unfinished.text(), unfinished.keep, multiline=True)
            if isinstance(typed, Move):
                return typed
            return Given(question.accept(typed)) if typed.strip() else Move.SKIP
        if isinstance(question, Sentence):
            chosen = self._one_of(sentences_of(question, self._rank), unfinished)
            if chosen == (OTHERS,):
                chosen = self._one_of(sentences_of(question), unfinished)
        else:
            chosen = self._one_of(choices_of(question), unfinished)
        return chosen if isinstance(chosen, Move) else Given(question.accept(chosen[0]))

    def _one_of(self, choices: Mapping[str, str], unfinished: Unfinished) -> Chosen:
        before = unfinished.text()
        number = whole_number(before)
        if number is None and unfinished.typed():  # typed in plain lines, and no choice
            self._later.add(before)
            unfinished.keep("")
        at = list(choices).index(before) if before in choices else (number or 1) - 1
        listed = Listed(choices, CHOOSING, HOW_TO_CHOOSE, skip=True)
        return self._pick(Picker(listed, at=at if 0 <= at < len(choices) else 0))

    def _text(
        self, typed: str, keep: Callable[[str], None], *, multiline: bool
    ) -> str | Move:
        self._before_a_prompt()
        from leadcoach.asking.prompts import ask_text

        if self._for_words and self._later.text():
            later = self._later.text().removesuffix("\n")
            typed = "\n".join(filter(None, (typed, later)))
            keep(typed)
            self._later.keep("")
        while True:
            written = ask_text(
                self._pointer, typed, self._reads, multiline=multiline, keep=keep
            )
            self._say_what_was_refused()
            typed = written.text
            if not written.command:
                return typed
            if written.command in COMMANDS:
                return COMMANDS[written.command]
            if written.command == "/edit":
                typed = self._edited(typed)
                keep(typed)
            else:
                self.tell(KEYS)

    def _edited(self, text: str) -> str:
        try:
            return self._editor.edit(text, self)
        except EditorFailed as problem:
            self.tell(f"{problem.message} {problem.hint}".strip())
            return text

    def _say_what_was_refused(self) -> None:
        if self._reads.refused:
            self._reads.refused = False
            self.tell(NO_UTF8)

    def _pick(self, picker: Picker) -> Chosen:
        """Let somebody choose, and name what was chosen."""
        self._before_a_prompt()
        from leadcoach.asking.prompts import ask_choice

        picker.pointer = self._pointer
        picker.paste = self._later.add
        chosen = ask_choice(picker, self._reads)
        choices = {"": NOTHING, **picker.listed.choices}
        named = [SKIP] if chosen is Move.SKIP else []
        if not isinstance(chosen, Move):
            named = [choices[each] for each in chosen or ("",)]
        for words in named:
            lines = wrapped(words, self._width, "  ").removeprefix("  ")
            self._write(f"{self._pointer} {lines}\n")
        return chosen


def _as_numbers(choices: Collection[str], ids: Collection[str]) -> str:
    return ", ".join(str(at) for at, key in enumerate(choices, 1) if key in ids)
