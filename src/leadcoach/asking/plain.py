"""Plain lines: numbered choices, nothing redrawn, no escape codes.

For screen readers, simple terminals, and everyone who likes it so.
"""

import select
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Protocol, TextIO

from leadcoach.asking import (
    COMMANDS,
    Given,
    Move,
    Place,
    Reply,
    Unfinished,
    is_command,
    is_command_so_far,
    keep_nothing,
)
from leadcoach.asking.editor import NO_EDITOR, Editor
from leadcoach.asking.keys import (
    END,
    ENTER,
    KEPT_EVERY,
    NO_UTF8,
    NO_WAY_BACK,
    RUB_OUT,
    SHIFT_TAB,
    TAB,
    Key,
    Reads,
    in_a_text,
    read_now,
    single_keys,
)
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
from leadcoach.domain.entry import Value
from leadcoach.domain.exercise import AnyQuestion
from leadcoach.domain.passages import Rank, Sentence, in_order
from leadcoach.domain.question import Long, Multi
from leadcoach.domain.session import Step
from leadcoach.domain.text import clean, whole_number
from leadcoach.errors import EditorFailed, ExitCode, NotAnAnswer, Stopped

KEYS = (
    "/skip passes a question, /back goes to the one before, /pause keeps all "
    "for later, /edit opens your editor in a long answer, /help says this again."
)
_ROOM_TO_TYPE = 20
"""columns that must be left beside a label; otherwise one types below it"""
SEVERAL = "Numbers with commas between them."
KEEPS = "Enter keeps it, /skip takes it out."
LONG = "Write as many lines as you like. A full stop alone on a line ends."
PASTED = "These are words, and no choice. They are kept for the next words you type."


class Source(Protocol):
    """Where plain lines come from: a keyboard, or a stream in a test."""

    def line(self, keep: Callable[[str], None]) -> str | Move:
        """Return one line with its end, or '' at the end of input.

        Line ends inside it were pasted. Who moves on by a key leaves what they typed
        with `keep`.
        """
        ...


class Stream:
    """Lines of a stream that is no terminal."""

    def __init__(self, read: Callable[[], str]) -> None:
        """Take `read`, which returns one line with its end, or ''."""
        self._read = read

    def line(self, keep: Callable[[str], None]) -> str:
        """Return the next line."""
        return self._read()


class Plain:
    """Asks with printed lines and reads typed ones."""

    def __init__(
        self,
        source: Source,
        write: Callable[[str], None],
        width: int,
        editor: Editor = NO_EDITOR,
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
        self._for_words = False
        """whether what is typed now is words, and no number or day"""
        self._later = Unfinished()
        """what was pasted at a choice, for the next words that are typed"""

    def tell(self, text: str) -> None:
        """Print words, wrapped."""
        if text:
            self._write(wrapped(text, self._width).rstrip("\n") + "\n")

    def line(
        self, label: str, typed: str = "", keep: Callable[[str], None] = keep_nothing
    ) -> str | Move:
        """Read one line; the end of input pauses; of more lines that are pasted it asks."""
        typed = self._with_what_was_pasted(typed, keep)
        while (text := self._text(label, typed, keep)) == "/edit":
            typed = self._edited(typed)
            keep(typed)
        if isinstance(text, Move):
            return text
        line, rest = text.partition("\n")[::2]
        if line.strip() in COMMANDS:
            self._later.add(rest)
            keep(typed)
            return COMMANDS[line.strip()]
        whole = pasted_lines(line, rest, self, keep)
        if isinstance(whole, str):
            whole = whole if whole.strip() else typed
            keep(whole)
        return whole

    def _text(self, label: str, typed: str, keep: Callable[[str], None]) -> str | Move:
        """Read what is typed up to an Enter; `typed` is there already."""
        if typed:
            self.tell(f"So far: {typed}")
            self.tell(KEEPS)
        self._prompt(label)

        def keep_text(text: str) -> None:
            keep(typed if not text or is_command_so_far(text) else text)

        while True:
            text = self._source.line(keep_text)
            if isinstance(text, Move):
                return text
            if text.strip() != "/help":
                break
            self.tell(KEYS)
            self._prompt("")
        if text == "":
            self._write("\n")
            return Move.PAUSE
        return text.removesuffix("\n")

    def _choice(
        self, typed: str = "", keep: Callable[[str], None] = keep_nothing
    ) -> str | Move:
        """Read the line that answers a choice; words of more lines are kept for later."""
        while True:
            text = self._text("", typed, keep)
            if isinstance(text, Move):
                return text
            line, rest = text.partition("\n")[::2]
            if line.strip() in COMMANDS:
                return COMMANDS[line.strip()]
            if any(sign.isalpha() for sign in rest):
                self._keep_for_later(text)
            elif line.strip() == "?":
                self.tell(KEYS)
            elif line.strip() == "/edit":
                self.tell(NO_WAY_BACK)
            else:
                return line if line.strip() else typed

    def _keep_for_later(self, text: str) -> None:
        self._later.add(text)
        self.tell(PASTED)

    def _with_what_was_pasted(self, typed: str, keep: Callable[[str], None]) -> str:
        if not (self._for_words and self._later.text()):
            return typed
        both = "\n".join(filter(None, (typed, self._later.text())))
        keep(both)
        self._later.keep("")
        return both

    def several(
        self, question: Multi, typed: str, keep: Callable[[str], None]
    ) -> Reply:
        """Print the choices of a question and read the numbers of some of them."""
        self._number(question.choices)
        self.tell(SEVERAL)
        while True:
            line = self._choice(typed, keep)
            if isinstance(line, Move):
                return line
            try:
                return Given(question.from_text(line)) if line.strip() else Move.SKIP
            except NotAnAnswer as problem:
                keep(typed)
                self.tell(f"{problem.message} {problem.hint}".strip())

    def _prompt(self, label: str) -> None:
        shown = wrapped(label, self._width) if label else ""
        room = self._width - len(shown.rpartition("\n")[2]) - 3
        gap = " " if room > _ROOM_TO_TYPE else "\n"
        self._write(f"{shown}{gap}> " if shown else "> ")

    def ask(self, step: Step, place: Place) -> Reply:
        """Print the question and return the reply."""
        self._open(step)
        self._later = place.later
        self._for_words = is_for_words(step.question)
        try:
            while True:
                self._print(step, place)
                try:
                    return self._reply(step, place)
                except NotAnAnswer as problem:
                    place.refused(step)
                    self.tell(f"{problem.message} {problem.hint}".strip())
        finally:
            self._for_words = False

    def choose(self, text: str, choices: Mapping[str, str]) -> str | None:
        """Ask the program's own question; None when the person pauses."""
        ids = list(choices)
        self.tell(text)
        self._number(choices)
        while True:
            typed = self._choice()
            if typed is Move.PAUSE:
                return None
            if isinstance(typed, Move):
                self.tell(NO_WAY_BACK)
                continue
            number = whole_number(typed)
            if number is not None and 1 <= number <= len(ids):
                return ids[number - 1]
            if " " in typed.strip():
                self._keep_for_later(typed)
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
        return self._choice_of(question, step.value, place.unfinished)

    def _choice_of(
        self, question: AnyQuestion, value: Value | None, unfinished: Unfinished
    ) -> Reply:
        typed = self._chosen(question, value, unfinished)
        if not isinstance(typed, str):
            return typed
        try:
            return Given(question.from_text(typed))
        except NotAnAnswer:
            if " " in typed.strip() and any(sign.isalpha() for sign in typed):
                self._keep_for_later(typed)
            raise

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
        typed = self._choice(unfinished.typed(), unfinished.keep)
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
        text = self._with_what_was_pasted(before, unfinished.keep)
        if text:
            self.tell("So far, and kept:")
            self.tell(text)
        lines = text.split("\n") if text else []
        while True:
            typed = self._source.line(_keeper(unfinished, lines))
            if isinstance(typed, Move):
                return typed
            if typed == "" and "\n".join(lines) == before:
                return Move.PAUSE
            *pasted, line = typed.removesuffix("\n").split("\n")
            lines += pasted
            if typed == "" or line.strip() == ".":
                break
            lines = self._with_a_line(lines, line)
            unfinished.keep("\n".join(lines))
            if line.strip() in COMMANDS:
                return COMMANDS[line.strip()]
        text = "\n".join(lines)
        return Given(question.accept(text)) if text.strip() else Move.SKIP

    def _with_a_line(self, lines: list[str], line: str) -> list[str]:
        """Return the lines of an answer with one more, or with what a command does."""
        if not is_command(line):
            return [*lines, line]
        if line.strip() == "/edit":
            text = self._edited("\n".join(lines))
            self.tell("So far, and kept:")
            self.tell(text)
            return text.split("\n") if text else []
        if line.strip() == "/help":
            self.tell(KEYS)
        return lines

    def _edited(self, text: str) -> str:
        try:
            return self._editor.edit(text, self)
        except EditorFailed as problem:
            self.tell(f"{problem.message} {problem.hint}".strip())
            return text


def _keeper(unfinished: Unfinished, lines: list[str]) -> Callable[[str], None]:
    """Return what keeps a line being typed, after `lines`."""

    def keep(text: str) -> None:
        new = [] if not text or is_command_so_far(text) else [text]
        unfinished.keep("\n".join([*lines, *new]))

    return keep


_CLEAR = "\x15"
_ERASE_WORD = ("\x17", "\x1b\x7f", "\x1b\x08")


class Keyboard:
    """Reads lines from `stdin`, a terminal, and echoes them with `echo`."""

    def __init__(self, stdin: TextIO, echo: Callable[[str], None]) -> None:
        self._descriptor = stdin.fileno()
        self._echo = echo
        self._reads = Reads()
        self._waiting: list[Key] = []
        """keys that came behind one that ended a line"""
        self._at_the_end = False
        self._text = ""

    def line(self, keep: Callable[[str], None]) -> str | Move:
        """Return one line with its end; without one after Ctrl-D; '' at the end of input.

        A key that goes back is told as such, with the text kept. What was pasted may hold line ends inside. `keep` gets the text every half
        second while somebody types, and when the line is broken off.
        """
        if self._at_the_end:
            self._at_the_end = False
            return ""
        self._text = ""
        with single_keys(self._descriptor, lambda: self._echo(self._text)):
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
                due = due or time.monotonic() + KEPT_EVERY
                if not self._comes_before(due):
                    keep(self._text)
                    kept, due = self._text, 0.0
            read = read_now(self._descriptor)
            if not read:
                raise Stopped(ExitCode.HANGUP)
            self._waiting = in_a_text(self._reads.keys(read))
            if self._reads.refused:
                self._reads.refused = False
                self._echo(f"\n{NO_UTF8}\n{self._text}")

    def _comes_before(self, due: float) -> bool:
        left = due - time.monotonic()
        return left > 0 and bool(select.select([self._descriptor], [], [], left)[0])

    def _key(self, key: Key, keep: Callable[[str], None]) -> str | Move | None:
        """Do what one key does; return the line when it ended it."""
        if key.data == ENTER:
            self._echo("\n")
            return f"{self._text}\n"
        if key.data == END:
            return self._ended()
        if key.data == SHIFT_TAB:
            keep(self._text)
            self._echo("\n")
            return Move.BACK
        if key.is_text or key.data == TAB:
            self._text += key.data
            self._echo(clean(key.data))
        elif key.data in RUB_OUT:
            self._erase(1)
        elif key.data == _CLEAR:
            self._erase(len(self._text))
        elif key.data in _ERASE_WORD:
            self._erase(len(self._text) - len(self._text.rstrip().rpartition(" ")[0]))
        return None

    def _ended(self) -> str:
        if self._text:
            self._echo("\n")
            self._at_the_end = True
        return self._text

    def _erase(self, count: int) -> None:
        if count < 1:
            return
        gone = self._text[-count:]
        self._text = self._text[: len(self._text) - len(gone)]
        from wcwidth import wcswidth  # its tables take a moment

        self._echo("\b \b" * max(wcswidth(clean(gone)), 0))
