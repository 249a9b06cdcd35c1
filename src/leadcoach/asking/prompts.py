"""Prompts that are drawn: a text with line editing, and a list to choose from.

The only module that imports Questionary and prompt_toolkit; it is loaded after the
question stands on the screen. What is a key, `keys` says, by the read it came in; the
clocks of the libraries are off. Signals leave the terminal sane.
"""

import asyncio
import os
import re
import signal
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from itertools import accumulate
from types import FrameType
from typing import Any, NamedTuple

from prompt_toolkit.application import Application, create_app_session
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.data_structures import Point
from prompt_toolkit.formatted_text.utils import fragment_list_to_text
from prompt_toolkit.input import Input, create_input
from prompt_toolkit.input.ansi_escape_sequences import ANSI_SEQUENCES
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.key_binding import KeyBindings, KeyPress, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, Layout, Window
from prompt_toolkit.layout.processors import (
    Processor,
    Transformation,
    TransformationInput,
)
from prompt_toolkit.layout.utils import explode_text_fragments
from prompt_toolkit.output import create_output
from prompt_toolkit.utils import get_cwidth

from leadcoach.asking import Move, is_command, is_command_so_far
from leadcoach.asking.keys import (
    END,
    INTERRUPT,
    KEPT_EVERY,
    NARROWEST,
    SHIFT_TAB,
    SUSPEND,
    Chosen,
    Key,
    Picker,
    Reads,
    in_a_picker,
    in_a_text,
    read_now,
)
from leadcoach.errors import ExitCode, LeadcoachError, Stopped

_AFTER_THE_POINTER = 2
"""spaces between the pointer and what is typed"""

_SIGNALS = {"SIGTERM": ExitCode.TERMINATED, "SIGHUP": ExitCode.HANGUP}
_COMMANDS_OF_KEYS = {SHIFT_TAB: "/back", END: "/pause", "\x0f": "/edit"}
_SENT = {key: data for data, key in ANSI_SEQUENCES.items() if isinstance(key, Keys)}


class Written(NamedTuple):
    """A text as it was left, and the command that ended it; none where it is given."""

    text: str
    command: str = ""


def ask_text(
    pointer: str,
    typed: str,
    reads: Reads,
    *,
    multiline: bool,
    keep: Callable[[str], None],
) -> Written:
    """Let somebody type and change a text; `keep` gets it while it is typed."""
    with _screen(lambda keys: in_a_text(keys), reads):
        import questionary

        prompt = questionary.text(
            "",
            default=typed,
            qmark=pointer,
            multiline=multiline,
            instruction="",
            enable_suspend=True,
            input_processors=[BetweenWords(len(pointer) + _AFTER_THE_POINTER)],
            key_bindings=_text_keys(typed, multiline=multiline),
        )
        buffer = prompt.application.current_buffer
        _keep_while_typing(prompt.application, typed, keep)
        given = None
        try:
            given = _run(prompt.application)
        finally:
            left = given if isinstance(given, Written) else _left(buffer.text, typed)
            keep(left.text)
    return left


def _left(text: str, typed: str, command: str = "/pause") -> Written:
    """Return a text that is left; what a command has begun to take the place of stays."""
    is_none = is_command_so_far(text) or _is_command_behind(text, typed)
    return Written(typed if is_none else text, command)


def _is_command_behind(text: str, typed: str) -> bool:
    """Tell whether `text` is what the prompt began with, and a command behind it."""
    return text.startswith(typed) and is_command(text[len(typed) :])


def _text_keys(typed: str, *, multiline: bool) -> KeyBindings:
    """Return the keys of a text that began as `typed`."""
    keys = KeyBindings()

    @keys.add("c-d", eager=True)
    @keys.add("s-tab", eager=True)
    @keys.add("c-o", eager=True)
    def _end(event: KeyPressEvent) -> None:
        command = _COMMANDS_OF_KEYS[event.data]
        text = event.current_buffer.text
        if event.data == END and text:  # an answer, and no pause
            ended = _command_at(text, len(text), typed)
            event.app.exit(result=ended or Written(text))
        else:
            event.app.erase_when_done = command == "/edit"
            event.app.exit(result=_left(text, typed, command))

    @keys.add("enter", eager=True)
    def _enter(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        ended = _command_at(buffer.text, buffer.cursor_position, typed)
        if ended is None and multiline:
            buffer.insert_text("\n")
        else:
            event.app.exit(result=ended or Written(buffer.text))

    return keys


def _command_at(text: str, place: int, typed: str) -> Written | None:
    """Return the command alone on the line at `place`, and the text without that line.

    A command in place of the whole text, or behind it, leaves that as it was, `typed`.
    """
    if _is_command_behind(text, typed):
        return Written(typed, text[len(typed) :].strip())
    begin = text.rfind("\n", 0, place) + 1
    before, line, after = text[:begin], *text[begin:].partition("\n")[::2]
    if not is_command(line):
        return None
    rest = before + after if after else before.removesuffix("\n")
    return Written(rest or typed, line.strip())


def ask_choice(picker: Picker, reads: Reads) -> Chosen:
    """Let somebody choose from a list; it is gone afterwards, and nothing is printed."""
    with _screen(lambda keys: _for_a_picker(picker, keys), reads):
        keys = KeyBindings()

        @keys.add(Keys.Any, eager=True)
        def _press(event: KeyPressEvent) -> None:
            press = event.key_sequence[0]
            data = press.data or _SENT.get(Keys(press.key), "")
            if data == INTERRUPT:
                event.app.exit(exception=KeyboardInterrupt())
            elif data == SUSPEND:
                event.app.suspend_to_background()
            else:
                key = Key(data, pasted=press.key is Keys.BracketedPaste)
                chosen = None
                with _ending_at_a_problem(event.app):
                    chosen = picker.press(key)
                if chosen is not None:
                    event.app.exit(result=chosen)

        app: Application[Any] = Application(
            Layout(_drawn(picker)), key_bindings=keys, erase_when_done=True
        )
        chosen: Chosen = _run(app)
        clear_typeahead(app.input)  # keys behind an Enter choose nothing more
    return chosen


def _for_a_picker(picker: Picker, keys: list[Key]) -> list[Key]:
    return in_a_text(keys) if picker.command else in_a_picker(keys)


def _drawn(picker: Picker) -> Window:
    from prompt_toolkit.application.current import get_app

    cursor = Point(0, 0)

    def lines() -> str:
        nonlocal cursor
        size = get_app().output.get_size()
        drawn, row, column = picker.lines(size.columns, size.rows)
        cursor = Point(column, row)
        return "\n".join(drawn)

    return Window(
        FormattedTextControl(lines, focusable=True, get_cursor_position=lambda: cursor),
        dont_extend_height=True,
    )


def _run(app: "Application[Any]") -> Any:  # noqa: ANN401 - what a prompt returns
    """Run a prompt; the end of input pauses, a signal ends it with the screen put right."""
    app.timeoutlen = None  # type: ignore[assignment] # as its documentation allows
    try:
        with _heeding_signals(app):
            return app.run()
    except EOFError:
        return Move.PAUSE


@contextmanager
def _screen(keys_of: Callable[[list[Key]], list[Key]], reads: Reads) -> Iterator[None]:
    """Draw on stderr, so that stdout holds nothing but what was asked for."""
    # Without this a terminal that does not tell its cursor costs two seconds.
    os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")
    output = create_output(stdout=sys.stderr)
    with create_app_session(input=_input(keys_of, reads), output=output):
        yield


def _input(keys_of: Callable[[list[Key]], list[Key]], reads: Reads) -> Input:
    if sys.platform == "win32":  # its console tells keys and pastes apart itself
        return create_input()
    from prompt_toolkit.application.current import get_app
    from prompt_toolkit.input.vt100 import Vt100Input

    class ByReads(Vt100Input):
        """Keys as they came together; none is read once the prompt has ended."""

        def read_keys(self) -> list[KeyPress]:
            if get_app().is_done:
                return []
            read = read_now(self.fileno())
            self.stdin_reader.closed = not read
            return [
                press for key in keys_of(reads.keys(read)) for press in _presses(key)
            ]

        def flush_keys(self) -> list[KeyPress]:
            return []  # no clock makes a key of half a one

    return ByReads(sys.stdin)


def _presses(key: Key) -> list[KeyPress]:
    """Return a key as the library has it; keys that it does not know are left out."""
    if key.is_text:
        many = len(key.data) > 1 or key.pasted
        return [KeyPress(Keys.BracketedPaste if many else key.data, key.data)]
    found = ANSI_SEQUENCES.get(key.data, ())
    if not found and key.data.startswith("\x1b"):  # Alt with a key
        return [KeyPress(Keys.Escape, "\x1b"), *_presses(Key(key.data[1:]))]
    return [KeyPress(each, key.data) for each in _as_tuple(found)]


def _as_tuple(found: Keys | tuple[Keys | str, ...]) -> tuple[Keys | str, ...]:
    return found if isinstance(found, tuple) else (found,)


@contextmanager
def _heeding_signals(app: "Application[Any]") -> Iterator[None]:
    """End the prompt from inside its own loop, which then puts the terminal right."""
    before: dict[str, Any] = {}

    def stop(number: int, _: FrameType | None) -> None:
        stopped = Stopped(_SIGNALS[signal.Signals(number).name])
        if app.loop is None or not app.is_running:
            raise stopped
        app.loop.call_soon_threadsafe(lambda: app.exit(exception=stopped))

    for name in _SIGNALS:
        if hasattr(signal, name):  # Windows has no SIGHUP
            with suppress(ValueError):  # not in the main thread
                before[name] = signal.signal(getattr(signal, name), stop)
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


@contextmanager
def _ending_at_a_problem(app: "Application[Any]") -> Iterator[None]:
    """End the prompt with what the disk refuses; its loop would print a traceback."""
    try:
        yield
    except LeadcoachError as problem:
        app.exit(exception=problem)


def _keep_while_typing(
    app: "Application[Any]", typed: str, keep: Callable[[str], None]
) -> None:
    """Call `keep` with the text soon after each change, and at most every half second."""
    buffer = app.current_buffer
    waiting: list[asyncio.TimerHandle] = []

    def now() -> None:
        waiting.clear()
        if not is_command_so_far(buffer.text):
            with _ending_at_a_problem(app):
                keep(_left(buffer.text, typed).text)

    def changed(_: Buffer) -> None:
        if not waiting:
            loop = asyncio.get_running_loop()
            waiting.append(loop.call_later(KEPT_EVERY, now))

    buffer.on_text_changed += changed


_WORD = re.compile(r"\S+")


class Gap(NamedTuple):
    """Cells left free before the character at `place`; -1 where the one before it goes."""

    place: int
    cells: int


class BetweenWords(Processor):
    """Draws one line of a text so that it is broken between words."""

    def __init__(self, beside: int) -> None:
        """Take how many cells stand before each line."""
        self._beside = beside

    def apply_transformation(
        self, transformation_input: TransformationInput
    ) -> Transformation:
        """Return the line with free cells in it, and where its characters stand then."""
        fragments = [each for each in transformation_input.fragments if each[1]]
        room = transformation_input.width - self._beside
        drawn = _broken(fragment_list_to_text(fragments), room)
        if drawn is None:
            return Transformation(transformation_input.fragments)
        if len(fragments) == 1:
            style = fragments[0][0]
            return Transformation(
                [(style, drawn.text)], drawn.from_source, drawn.to_source
            )
        signs = list(explode_text_fragments(fragments))
        for gap in reversed(drawn.found):
            free = [("", " ")] * gap.cells
            signs[gap.place + min(gap.cells, 0) : gap.place] = free
        return Transformation(signs, drawn.from_source, drawn.to_source)


@lru_cache(maxsize=64)
def _broken(text: str, room: int) -> "_Broken | None":
    """Return how a text is drawn; one picture asks for it several times."""
    found = tuple(_gaps(text, room)) if room >= NARROWEST else ()
    return _Broken(text, found) if found else None


def _gaps(text: str, room: int) -> Iterator[Gap]:
    column = ended = 0
    for word in _WORD.finditer(text):
        start = word.start()
        spaces, cells = start - ended, _cells(word.group())
        if spaces and column == room:  # the end of the line is space enough
            yield Gap(ended + 1, -1)
            spaces -= 1
            column = 0
        column = _after(column, spaces, room)
        if column and column < room < column + cells and cells <= room:
            yield Gap(start, room - column)
            column = room
        column = _after(column, cells, room)
        ended = word.end()


def _after(column: int, cells: int, room: int) -> int:
    """Return where in its line the end of `cells` more cells stands: 1 to `room`."""
    reached = column + cells
    return reached - room * ((reached - 1) // room) if reached > room else reached


def _cells(word: str) -> int:
    return len(word) if word.isascii() else get_cwidth(word)


class _Broken:
    """Where characters stand once gaps are drawn."""

    def __init__(self, text: str, found: Sequence[Gap]) -> None:
        self.found = found
        self._places = [gap.place for gap in found]
        self._shifts = [0, *accumulate(gap.cells for gap in found)]
        self._drawn = [
            place + shift
            for place, shift in zip(self._places, self._shifts[1:], strict=True)
        ]
        self.text = self._text(text)

    def _text(self, text: str) -> str:
        """Return the characters of a line with spaces for free cells."""
        parts, since = [], 0
        for place, cells in self.found:
            parts += [text[since : place + min(cells, 0)], " " * cells]
            since = place
        return "".join([*parts, text[since:]])

    def from_source(self, place: int) -> int:
        """Return where the character at `place` is drawn."""
        return place + self._shifts[bisect_right(self._places, place)]

    def to_source(self, drawn: int) -> int:
        """Return which character is drawn there; the next one, where a cell is free."""
        before = bisect_right(self._drawn, drawn)
        place = drawn - self._shifts[before]
        return min([place, *self._places[before : before + 1]])
