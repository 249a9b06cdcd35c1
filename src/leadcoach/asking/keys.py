"""The keys of a prompt beyond what the library has, and what to do about pastes.

Ctrl-D ends or pauses, Esc B goes back, Ctrl-O opens the editor. Text that comes quicker
than anyone types is a paste: its line ends choose nothing, and what a prompt does not
take is handed back, so that no later question takes it for an answer.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from leadcoach.asking import Move
from leadcoach.asking.typed import COMMANDS

if TYPE_CHECKING:
    from prompt_toolkit.application import Application
    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
    from questionary import Question as Prompt

TOO_QUICK = 0.02
"""seconds between two keys, below which it was no finger: text is being pasted"""
PASTE_ENDS = 0.15
"""seconds of silence after which a paste is over"""


@dataclass
class Pasted:
    """Text that came too quickly to be typed, beyond what a prompt took."""

    text: str = ""
    last_key: float = field(default=0.0)
    in_a_row: bool = False
    """whether the key that ended the prompt came too quickly after the one before"""

    def key(self) -> None:
        """Note that a key came now."""
        now = time.monotonic()
        self.in_a_row = now - self.last_key < TOO_QUICK
        self.last_key = now


def text_keys(
    pasted: Pasted, *, multiline: bool, edit: Callable[[str], str | None] | None
) -> "KeyBindings":
    """Return the keys of a text prompt."""
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

    @keys.add("c-o", eager=True)
    def _edit(event: "KeyPressEvent") -> None:
        if edit is not None:
            _in_the_editor(event.current_buffer, edit)

    @keys.add("enter", eager=True)
    def _enter(event: "KeyPressEvent") -> None:
        pasted.key()
        _end_the_line(event, multiline=multiline)

    _note_typing(keys, pasted, multiline=multiline)
    return keys


def _end_the_line(event: "KeyPressEvent", *, multiline: bool) -> None:
    """Make a new line, or end the prompt; a command on a line of its own ends it too."""
    buffer = event.current_buffer
    command = buffer.document.current_line.strip()
    is_command = command in (*COMMANDS, "/help")
    if multiline and is_command and command != buffer.text.strip():
        lines, row = buffer.document.lines, buffer.document.cursor_position_row
        buffer.text = "\n".join([*lines[:row], *lines[row + 1 :]])
        event.app.exit(result=command)
    elif multiline and not is_command:
        buffer.insert_text("\n")
    else:
        buffer.validate_and_handle()


def _note_typing(keys: "KeyBindings", pasted: Pasted, *, multiline: bool) -> None:
    """Note when each ordinary key came, and let it do what it does."""
    from prompt_toolkit.keys import Keys

    @keys.add(Keys.Any)
    def _any(event: "KeyPressEvent") -> None:
        pasted.key()
        text = event.data * event.arg + _waiting(event, multiline=multiline)
        event.current_buffer.insert_text(text)


def _waiting(event: "KeyPressEvent", *, multiline: bool) -> str:
    """Take all the text that waits behind a key: a paste then costs no time by letter."""
    from prompt_toolkit.keys import Keys

    queue = event.key_processor.input_queue
    taken = []
    while queue:
        key = queue[0].key
        if multiline and key in (Keys.ControlM, Keys.ControlJ):
            taken.append("\n")
        elif not isinstance(key, Keys):
            taken.append(queue[0].data)
        else:
            break
        queue.popleft()
    return "".join(taken)


def _in_the_editor(buffer: "Buffer", edit: Callable[[str], str | None]) -> None:
    from prompt_toolkit.application import run_in_terminal

    def take() -> None:
        text = edit(buffer.text)
        if text is not None:
            buffer.text = text
            buffer.cursor_position = len(text)

    run_in_terminal(take)


def add_keys(prompt: "Prompt", pasted: Pasted, at_once: tuple[str, ...] = ()) -> None:
    """Give a picker the keys it has no parameter for, and keep pastes from choosing.

    With `at_once`, the key 1 chooses the first of these ids without Enter, and so on.
    """
    from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
    from prompt_toolkit.keys import Keys

    own = prompt.application.key_bindings or KeyBindings()
    choose = own.get_bindings_for_keys((Keys.ControlM,))[-1]
    moves, pastes = _moving_keys(), KeyBindings()

    @pastes.add(Keys.BracketedPaste, eager=True)
    def _paste(event: "KeyPressEvent") -> None:
        pasted.text += event.data

    @pastes.add(Keys.Any)
    def _other(event: "KeyPressEvent") -> None:
        if event.data.isprintable():
            pasted.key()
            pasted.text += event.data

    @pastes.add("enter", eager=True)
    def _enter(event: "KeyPressEvent") -> None:
        pasted.key()
        if pasted.in_a_row:  # text was pasted, and its line end is no choice
            pasted.text += "\n"
        else:
            choose.call(event)

    quick = _quick_keys(pasted, at_once)
    prompt.application.key_bindings = merge_key_bindings([own, pastes, moves, quick])


def _quick_keys(pasted: Pasted, ids: tuple[str, ...]) -> "KeyBindings":
    from prompt_toolkit.key_binding import KeyBindings

    keys = KeyBindings()

    def chooses(number: int, chosen: str) -> None:
        @keys.add(str(number), eager=True)
        def _choose(event: "KeyPressEvent") -> None:
            pasted.key()
            if pasted.in_a_row or event.key_processor.input_queue:
                pasted.text += str(number)  # a digit among pasted text
            else:
                event.app.exit(result=chosen)

    for number, chosen in enumerate(ids[:9], 1):
        chooses(number, chosen)
    return keys


def _moving_keys() -> "KeyBindings":
    from prompt_toolkit.key_binding import KeyBindings

    keys = KeyBindings()

    @keys.add("c-d", eager=True)
    def _pause(event: "KeyPressEvent") -> None:
        event.app.exit(result=Move.PAUSE)

    @keys.add("escape", "b", eager=True)
    def _back(event: "KeyPressEvent") -> None:
        event.app.exit(result=Move.BACK)

    @keys.add("c-z", eager=True)
    def _suspend(event: "KeyPressEvent") -> None:
        event.app.suspend_to_background()

    return keys


def rest_of_a_paste(app: "Application[Any]", pasted: Pasted) -> str:
    """Return what was pasted and not taken, so that no later question takes it."""
    from prompt_toolkit.input.typeahead import get_typeahead

    rest = [pasted.text, _as_text(get_typeahead(app.input))]
    if pasted.in_a_row or rest[1]:
        with app.input.raw_mode():
            rest += _until_silence(app)
    return "".join(rest)


def _until_silence(app: "Application[Any]") -> Iterator[str]:
    import select

    descriptor = app.input.fileno()
    while select.select([descriptor], [], [], PASTE_ENDS)[0]:
        keys = app.input.read_keys()
        if not keys and app.input.closed:
            return
        yield _as_text(keys)
    yield _as_text(app.input.flush_keys())


def _as_text(keys: list[Any]) -> str:
    """Return the text of key presses; keys that are no text are left out."""
    ends = {"\r": "\n"}
    texts = (ends.get(key.data, key.data) for key in keys)
    return "".join(text for text in texts if text.isprintable() or text in ("\n", "\t"))
