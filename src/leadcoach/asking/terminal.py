"""At a real terminal, with Questionary; the only module that imports it.

Questionary is used for `text`, `select` and `checkbox` and for nothing else: its
other prompts invent answers or cannot be left (exercise-format.md 4.2). The question
itself is printed by us, wrapped, before the library is loaded, so that a person can
read while it loads.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

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
from leadcoach.domain.question import Long, Multi
from leadcoach.domain.session import Step
from leadcoach.domain.text import clean, clean_line
from leadcoach.errors import NotAnAnswer

PAUSE = 0.4
"""seconds without a key after which the text in progress is kept"""

if TYPE_CHECKING:
    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
    from questionary import Question as Prompt

KEYS = (
    "Enter answers. In a long answer Enter makes a new line and Ctrl-D ends it. "
    "Type /skip to pass, /back (or Esc, then B) for the question before, /pause (or "
    "Ctrl-D with nothing typed) to keep all for later, /help to see this again."
)


class Terminal:
    """Asks with line editing and pickers; everything it prints goes to `write`."""

    def __init__(
        self,
        write: Callable[[str], None],
        width: int,
        *,
        unicode: bool = True,
        strong: Callable[[str], str] = str,
    ) -> None:
        """Take where to print, how wide, and how to make words `strong`."""
        self._write = write
        self._width = width
        self._strong = strong
        self._pointer = "›" if unicode else ">"
        self._cut = "…" if unicode else "..."
        self._section = ""
        self._keys_said = False

    def tell(self, text: str) -> None:
        """Print words, as they are."""
        if text:
            self._write(clean(text).rstrip("\n") + "\n")

    def line(self, label: str, typed: str = "") -> str | Move:
        """Read one line with line editing."""
        if label:
            self.tell(wrapped(label, self._width))
        while True:
            text = self._text(typed, multiline=False)
            if text != "/help":
                return text
            self.tell(wrapped(KEYS, self._width))

    def ask(self, step: Step, place: Place) -> Reply:
        """Print the question and return the reply."""
        self._open(step)
        self._print(step, place)
        while True:
            try:
                return self._reply(step.question, place)
            except NotAnAnswer as problem:
                self.tell(f"{problem.message} {problem.hint}".strip())

    def choose(self, text: str, choices: Mapping[str, str]) -> str:
        """Ask the program's own question; leaving it takes the first choice."""
        self.tell(wrapped(text, self._width))
        chosen = self._select(choices, can_skip=False)
        return next(iter(choices)) if isinstance(chosen, Move) else chosen

    def _open(self, step: Step) -> None:
        if not self._keys_said:
            self.tell(wrapped(KEYS, self._width))
            self._keys_said = True
        if step.section.id != self._section:
            self._section = step.section.id
            for part in opening(step.section):
                self._write(f"\n{self._strong(wrapped(part, self._width))}\n")

    def _print(self, step: Step, place: Place) -> None:
        said = wording(step, place, self._width)
        self.tell(f"\n{said.progress}")
        self._write(self._strong(said.ask) + "\n")
        self.tell(said.hint)
        self.tell(wrapped(how_to_answer(step.question), self._width).strip())

    def _reply(self, question: AnyQuestion, place: Place) -> Reply:
        if isinstance(question, TypedQuestion):
            return typed_reply(question, self, place.typed)
        if isinstance(question, Long):
            typed = self._long(place)
        elif isinstance(question, Multi):
            return self._checkbox(question)
        else:
            typed = self._select(choices_of(question), can_skip=True)
        if isinstance(typed, Move):
            return typed
        return Given(question.accept(typed)) if typed.strip() else Move.SKIP

    def _long(self, place: Place) -> str | Move:
        while True:
            text = self._text(place.typed, multiline=True, keep=place.keep)
            if text != "/help":
                return text
            self.tell(wrapped(KEYS, self._width))

    def _text(
        self,
        typed: str,
        *,
        multiline: bool,
        keep: Callable[[str], None] | None = None,
    ) -> str | Move:
        with _on_stderr():
            import questionary

            prompt = questionary.text(
                "",
                default=typed,
                qmark=self._pointer,
                multiline=multiline,
                instruction="",
                key_bindings=_keys(multiline=multiline),
            )
            if keep is not None:
                _report_typing(prompt, keep)
            given: str | Move = prompt.unsafe_ask()
        if isinstance(given, Move):
            return given
        return COMMANDS.get(given.strip(), given)

    def _select(self, choices: Mapping[str, str], *, can_skip: bool) -> str | Move:
        with _on_stderr():
            import questionary

            listed: list[Any] = [
                questionary.Choice(label, value=key)
                for key, label in self._labels(choices).items()
            ]
            if can_skip:
                listed.append(questionary.Choice("(skip)", value=Move.SKIP))
            prompt = questionary.select(
                "",
                choices=listed,
                qmark="",
                pointer=self._pointer,
                instruction=" ",
                use_shortcuts=len(listed) <= len("1234567890abcdefghi"),
            )
            given: str | Move = _with_keys(prompt).unsafe_ask()
        return given

    def _checkbox(self, question: Multi) -> Reply:
        with _on_stderr():
            import questionary

            prompt = questionary.checkbox(
                "",
                choices=[
                    questionary.Choice(label, value=key)
                    for key, label in self._labels(choices_of(question)).items()
                ],
                qmark="",
                pointer=self._pointer,
                instruction="(space marks, Enter goes on)",
            )
            given = _with_keys(prompt).unsafe_ask()
        if isinstance(given, Move):
            return given
        return Given(question.accept(given)) if given else Move.SKIP

    def _labels(self, choices: Mapping[str, str]) -> dict[str, str]:
        """Return short labels for a picker, which cuts long ones without a mark.

        Where one is too long, all are printed in full and wrapped first.
        """
        room = self._width - 10
        if all(len(words) <= room for words in choices.values()):
            return dict(choices)
        for number, words in enumerate(choices.values(), 1):
            self.tell(wrapped(f"{number}. {words}", self._width))
        return {
            key: words
            if len(words) <= room
            else clean_line(words)[: room - 3] + self._cut
            for key, words in choices.items()
        }


@contextmanager
def _on_stderr() -> Iterator[None]:
    """Draw prompts on stderr, so that stdout holds nothing but what was asked for."""
    # Without this a terminal that does not tell its cursor costs two seconds.
    os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")
    import sys

    from prompt_toolkit.application import create_app_session
    from prompt_toolkit.output import create_output

    with create_app_session(output=create_output(stdout=sys.stderr)):
        yield


def _keys(*, multiline: bool) -> "KeyBindings":
    from prompt_toolkit.key_binding import KeyBindings

    keys = KeyBindings()

    @keys.add("c-d", eager=True)
    def _end(event: "KeyPressEvent") -> None:
        if event.current_buffer.text:
            event.current_buffer.validate_and_handle()
        else:
            event.app.exit(result=Move.PAUSE)

    @keys.add("escape", "b", eager=True)
    def _back(event: "KeyPressEvent") -> None:
        event.app.exit(result=Move.BACK)

    if multiline:

        @keys.add("enter", eager=True)
        def _enter(event: "KeyPressEvent") -> None:
            if event.current_buffer.text.strip() in (*COMMANDS, "/help"):
                event.current_buffer.validate_and_handle()
            else:
                event.current_buffer.insert_text("\n")

    return keys


def _with_keys(prompt: "Prompt") -> "Prompt":
    """Give a picker the keys for back and pause, which it has no parameter for."""
    from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings

    keys = KeyBindings()

    @keys.add("c-d", eager=True)
    def _pause(event: "KeyPressEvent") -> None:
        event.app.exit(result=Move.PAUSE)

    @keys.add("escape", "b", eager=True)
    def _back(event: "KeyPressEvent") -> None:
        event.app.exit(result=Move.BACK)

    own = prompt.application.key_bindings
    prompt.application.key_bindings = merge_key_bindings([own, keys] if own else [keys])
    return prompt


def _report_typing(prompt: "Prompt", keep: Callable[[str], None]) -> None:
    """Call `keep` with the text at each pause in typing."""
    import asyncio

    waiting: list[asyncio.TimerHandle] = []

    def changed(buffer: "Buffer") -> None:
        for timer in waiting:
            timer.cancel()
        loop = asyncio.get_running_loop()
        waiting[:] = [loop.call_later(PAUSE, keep, buffer.text)]

    prompt.application.current_buffer.on_text_changed += changed
