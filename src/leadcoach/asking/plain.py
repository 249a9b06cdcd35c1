"""Plain lines: numbered choices, nothing redrawn, no escape codes.

For screen readers, simple terminals, and everyone who likes it so. At a real terminal
the keys are read here and echoed as they come: the terminal's own line editing loses
whatever of a line comes after 4,095 bytes, and cannot tell a paste from typing.
"""

import select
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TextIO

from leadcoach.asking import (
    COMMANDS,
    NONE,
    Answered,
    Keep,
    Move,
    Place,
    Reply,
    Unfinished,
    is_command,
    is_command_so_far,
    keep_nothing,
    keys,
)
from leadcoach.asking.typed import (
    OTHERS,
    SO_FAR,
    PersonAsker,
    choices_of,
    sentences_of,
    wrapped,
)
from leadcoach.domain.exercise import AnyQuestion
from leadcoach.domain.passages import Sentence
from leadcoach.domain.question import Multi
from leadcoach.domain.session import Step
from leadcoach.domain.text import clean, whole_number
from leadcoach.errors import ExitCode, NotAnAnswer, Stopped

KEYS = (
    "/skip passes a question, /back goes to the one before, /pause keeps all "
    "for later, /edit opens your editor in a long answer, /help says this again."
)
_OF_THE_PROGRAM = "/skip passes a question, /pause or Ctrl-C leaves."
_ROOM_TO_TYPE = 20
"""columns that must be left beside a label; otherwise one types below it"""
SEVERAL = "Numbers with commas between them."
TAKES_NONE = "Enter takes none."
KEEPS = "Enter keeps it, /skip takes it out."
LONG = "Write as many lines as you like. A full stop alone on a line ends."

LineSource = Callable[[Keep], str | Move]
"""Returns one line with its end, or '' at the end of input.

Line ends inside it were pasted. Who moves on by a key leaves what they typed with the
one that keeps it.
"""


class Plain(PersonAsker):
    """Asks with printed lines and reads typed ones."""

    how_to_write = LONG

    def __init__(
        self, source: LineSource, write: Callable[[str], None], width: int
    ) -> None:
        super().__init__(write, width)
        self._source = source

    def line(
        self, label: str, typed: str = "", keep: Keep = keep_nothing
    ) -> str | Move:
        """Read one line; the end of input pauses, and Enter alone keeps what is there."""
        typed = self._with_later(typed, keep)
        while (text := self._text(label, typed, keep)) == "/edit":
            typed = self._edited(typed)
            keep(typed)
        whole = self._one_line(text, typed, keep)
        if isinstance(whole, str):
            whole = whole if whole.strip() else typed
            keep(whole)
        return whole

    def _text(self, label: str, typed: str, keep: Keep) -> str | Move:
        """Read what is typed up to an Enter; `typed` is there already."""
        if typed:
            self._tell_so_far(typed)
        while True:
            shown = wrapped(label, self._width) if label else ""
            room = self._width - len(shown.rpartition("\n")[2]) - 3
            gap = " " if room > _ROOM_TO_TYPE else "\n"
            self._write(f"{shown}{gap}> " if shown else "> ")
            text = self._source(_keeping(keep, typed))
            if not text:
                self._write("\n")
                return Move.PAUSE
            if isinstance(text, Move):
                return text
            if text.strip() != "/help":
                return text.removesuffix("\n")
            self.tell(KEYS if self.in_a_sitting else _OF_THE_PROGRAM)
            label = ""

    def _tell_so_far(self, shown: str) -> None:
        self.tell(f"So far: {shown}")
        self.tell(KEEPS)

    def _choice(self, typed: str = "", keep: Keep = keep_nothing) -> str | Move:
        """Read the line that answers a choice; words of more lines are kept for later."""
        while True:
            text = self._text("", typed, keep)
            if isinstance(text, Move):
                return text
            line, rest = text.partition("\n")[::2]
            command = line.strip()
            if command in COMMANDS:
                return COMMANDS[command]
            if any(sign.isalpha() for sign in rest):
                self._keep_for_later(text)
            elif command in ("?", "/edit"):
                told = KEYS if self.in_a_sitting else _OF_THE_PROGRAM
                self.tell(told if command == "?" else keys.NO_WAY_BACK)
            else:
                return line if command else typed

    def several(self, question: Multi, typed: str, keep: Keep) -> Reply:
        self._number(question.choices)
        self.tell(SEVERAL if self.in_a_sitting else f"{SEVERAL} {TAKES_NONE}")
        while True:
            line = self._choice(typed, keep)
            if isinstance(line, Move):
                return line
            try:
                if not line.strip():
                    return Move.SKIP
                return Answered(self._accept(question.from_text, line))
            except NotAnAnswer as problem:
                keep(typed)
                self.tell_problem(problem)

    def choose(self, text: str, choices: Mapping[str, str]) -> str | None:
        self.tell(text)
        self._number(choices)
        while (typed := self._choice()) is not Move.PAUSE:
            if isinstance(typed, Move):
                self.tell(keys.NO_WAY_BACK)
            elif NONE in choices and not typed.strip():
                return NONE
            elif chosen := _numbered(choices, typed):
                return chosen
            else:
                self._refuse(typed, choices)
        return None

    def _refuse(self, typed: str, choices: Mapping[str, str]) -> None:
        self._keep_words(typed)
        self.tell(f"A number from 1 to {len(choices)} is needed.")

    def _say_how(self, question: AnyQuestion) -> None:
        super()._say_how(question)
        self._number(choices_of(question))
        if isinstance(question, Multi):
            self.tell(SEVERAL)

    def _refused(self, step: Step, place: Place, problem: NotAnAnswer) -> None:
        super()._refused(step, place, problem)
        self._print(step, place)
        self._say_how(step.question)

    def _number(self, choices: Mapping[str, str]) -> None:
        if choices:
            self.tell(f"{len(choices)} choice{'s' * (len(choices) > 1)}:")
        for number, words in enumerate(choices.values(), 1):
            self.tell(f"{number}. {words}")

    def _chosen(self, step: Step, unfinished: Unfinished) -> Reply:
        if isinstance(step.question, Sentence):
            return self._sentence(step.question, step, unfinished)
        typed = self._choice_for(step, unfinished)
        if not isinstance(typed, str):
            return typed
        return Answered(self._accept(step.question.from_text, typed))

    def _choice_for(self, step: Step, unfinished: Unfinished) -> str | Reply:
        """Return what was typed; a reply where nothing was, or something to move on."""
        value, before = step.value, unfinished.typed()
        if value is not None and not before:
            self._tell_so_far(step.question.shown(value))
        elif not before:
            self.tell("Enter leaves it open.")
        typed = self._choice(before, unfinished.keep)
        if isinstance(typed, Move) or typed.strip():
            return typed
        return Move.SKIP if value is None else Answered(value)

    def _sentence(
        self, question: Sentence, step: Step, unfinished: Unfinished
    ) -> Reply:
        choices = sentences_of(question, self.rank)
        if OTHERS in choices:
            choices[OTHERS] += f" (or type {OTHERS})"
        while True:
            self._number(choices)
            typed = self._choice_for(step, unfinished)
            if not isinstance(typed, str):
                return typed
            unfinished.keep("")
            if whole_number(typed) is not None:
                typed = _numbered(choices, typed)
            if typed.strip().casefold() == OTHERS:
                choices = sentences_of(question)
                continue
            with suppress(NotAnAnswer):
                return Answered(question.from_text(typed))
            self._refuse(typed, choices)

    def _long(self, unfinished: Unfinished) -> str | Move:
        before = unfinished.text()
        text = self._with_later(before, unfinished.keep)
        if text:
            self.tell(f"{SO_FAR}\n{text}")
        lines = text.split("\n") if text else []
        while True:
            lead = "".join(f"{line}\n" for line in lines)
            typed = self._source(_keeping(unfinished.keep, "\n".join(lines), lead))
            if isinstance(typed, Move):
                return typed
            if typed == "" and "\n".join(lines) == before:
                return Move.PAUSE
            *pasted, line = typed.removesuffix("\n").split("\n")
            lines += pasted
            if typed == "" or line.strip() == ".":
                return "\n".join(lines)
            lines = self._with_a_line(lines, line)
            unfinished.keep("\n".join(lines))
            if line.strip() in COMMANDS:
                return COMMANDS[line.strip()]

    def _with_a_line(self, lines: list[str], line: str) -> list[str]:
        """Return the lines of an answer with one more, or with what a command does."""
        if not is_command(line):
            return [*lines, line]
        if line.strip() == "/edit":
            text = self._edited("\n".join(lines))
            self.tell(f"{SO_FAR}\n{text}")
            return text.split("\n") if text else []
        if line.strip() == "/help":
            self.tell(KEYS)
        return lines


def _keeping(keep: Keep, before: str, lead: str = "") -> Keep:
    """Return what keeps a line being typed behind `lead`; without words, `before`."""
    return lambda text: keep(
        before if not text or is_command_so_far(text) else lead + text
    )


def _numbered(choices: Mapping[str, str], typed: str) -> str:
    """Return the id of the choice with a number; empty where there is none."""
    return dict(enumerate(choices, 1)).get(whole_number(typed) or 0, "")


_CLEAR = "\x15"
_ERASE_WORD = ("\x17", "\x1b\x7f", "\x1b\x08")


class Keyboard:
    """Reads lines from `stdin`, a terminal, and echoes them with `echo`."""

    def __init__(self, stdin: TextIO, echo: Callable[[str], None]) -> None:
        self._descriptor = stdin.fileno()
        self._echo = echo
        self._reads = keys.Reads()
        self._waiting: list[keys.Key] = []
        """keys that came behind one that ended a line"""
        self._at_the_end = False
        self._text = ""

    def line(self, keep: Callable[[str], None]) -> str | Move:
        """Return one line with its end; without one after Ctrl-D; '' at the end of input.

        A key that goes back is told as such, with the text kept. What was pasted may
        hold line ends inside. `keep` gets the text every half second while somebody
        types, and when the line is broken off.
        """
        if self._at_the_end:
            self._at_the_end = False
            return ""
        self._text = ""
        with keys.single_keys(self._descriptor, lambda: self._echo(self._text)):
            try:
                return self._read(keep)
            except BaseException:
                keep(self._text)
                if self._text:
                    with suppress(OSError):  # the window may be gone
                        self._echo("\n")
                raise

    def _read(self, keep: Callable[[str], None]) -> str | Move:
        kept, due = "", 0.0
        while True:
            while self._waiting:
                ended = self._key(self._waiting.pop(0), keep)
                if ended is not None:
                    return ended
            if self._text != kept:
                due = due or time.monotonic() + keys.KEPT_EVERY
                left, here = due - time.monotonic(), [self._descriptor]
                if left <= 0 or not select.select(here, [], [], left)[0]:
                    keep(self._text)
                    kept, due = self._text, 0.0
            read = keys.read_now(self._descriptor)
            if not read:
                raise Stopped(ExitCode.HANGUP)
            self._waiting = keys.in_a_text(self._reads.keys(read))
            if self._reads.refused:
                self._reads.refused = False
                self._echo(f"\n{keys.NO_UTF8}\n{self._text}")

    def _key(self, key: keys.Key, keep: Callable[[str], None]) -> str | Move | None:
        if key.data == keys.ENTER:
            self._echo("\n")
            return f"{self._text}\n"
        if key.data == keys.END:
            self._at_the_end = self._text != ""
            self._echo("\n" if self._text else "")
            return self._text
        if key.data == keys.SHIFT_TAB:
            keep(self._text)
            self._echo("\n")
            return Move.BACK
        if key.is_text or key.data == keys.TAB:
            self._text += key.data
            self._echo(clean(key.data))
        elif key.data in keys.RUB_OUT:
            self._erase(1)
        elif key.data == _CLEAR:
            self._erase(len(self._text))
        elif key.data in _ERASE_WORD:
            self._erase(len(self._text) - len(self._text.rstrip().rpartition(" ")[0]))
        return None

    def _erase(self, count: int) -> None:
        rest = max(len(self._text) - count, 0)
        self._text, gone = self._text[:rest], self._text[rest:]
        from wcwidth import wcswidth  # its tables take a moment

        self._echo("\b \b" * max(wcswidth(clean(gone)), 0))
