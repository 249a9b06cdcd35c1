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
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from types import FrameType
from typing import Any, NamedTuple

from prompt_toolkit.application import Application, create_app_session, get_app
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.data_structures import Point
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.formatted_text.utils import fragment_list_to_text
from prompt_toolkit.input import Input, create_input
from prompt_toolkit.input.ansi_escape_sequences import ANSI_SEQUENCES
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.key_binding import KeyBindings, KeyPress, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, Layout, Window, processors
from prompt_toolkit.layout.utils import explode_text_fragments
from prompt_toolkit.output import create_output
from prompt_toolkit.utils import get_cwidth

from leadcoach.asking import Keep, Move, is_command, is_command_so_far, keys
from leadcoach.errors import ExitCode, LeadcoachError, Stopped

_AFTER_THE_POINTER = 2
"""spaces between the pointer and what is typed"""
_SIGNALS = {"SIGTERM": ExitCode.TERMINATED, "SIGHUP": ExitCode.HANGUP}
_COMMANDS_OF_KEYS = {keys.SHIFT_TAB: "/back", keys.END: "/pause", "\x0f": "/edit"}
_WORD = re.compile(r"(\s*)(\S+|$)")
_SENT = {key: data for data, key in ANSI_SEQUENCES.items() if isinstance(key, Keys)}

KeysOf = Callable[[list[keys.Key]], list[keys.Key]]


class TypedText(NamedTuple):
    """A text as it was left, and the command that ended it; none where it is given."""

    text: str
    command: str = ""


def ask_text(
    pointer: str, typed: str, reads: keys.Reads, *, multiline: bool, keep: Keep
) -> TypedText:
    """Let somebody type and change a text; `keep` gets it while it is typed."""
    with _screen(keys.in_a_text, reads):
        import questionary

        app = questionary.text(
            "",
            default=typed,
            qmark=pointer,
            multiline=multiline,
            instruction="",
            enable_suspend=True,
            input_processors=[BetweenWords(len(pointer) + _AFTER_THE_POINTER)],
            key_bindings=_text_keys(typed, multiline=multiline),
        ).application
        _keep_while_typing(app, typed, keep)
        given = None
        try:
            given = _run(app)
        finally:
            text = app.current_buffer.text
            left = given if isinstance(given, TypedText) else _left(text, typed)
            keep(left.text)
    return left


def _left(text: str, typed: str, command: str = "/pause") -> TypedText:
    is_none = is_command_so_far(text) or _is_command_behind(text, typed)
    return TypedText(typed if is_none else text, command)


def _is_command_behind(text: str, typed: str) -> bool:
    """Tell whether `text` is what the prompt began with, and a command behind it."""
    return text.startswith(typed) and is_command(text[len(typed) :])


def _text_keys(typed: str, *, multiline: bool) -> KeyBindings:
    bindings = KeyBindings()

    @bindings.add("c-d", eager=True)
    @bindings.add("s-tab", eager=True)
    @bindings.add("c-o", eager=True)
    def _end(event: KeyPressEvent) -> None:
        command = _COMMANDS_OF_KEYS[event.data]
        text = event.current_buffer.text
        if event.data == keys.END and text:  # an answer, and no pause
            ended = _command_at(text, len(text), typed)
            event.app.exit(result=ended or TypedText(text))
        else:
            event.app.erase_when_done = command == "/edit"
            event.app.exit(result=_left(text, typed, command))

    @bindings.add("enter", eager=True)
    def _enter(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        ended = _command_at(buffer.text, buffer.cursor_position, typed)
        if ended is None and multiline:
            buffer.insert_text("\n")
        else:
            event.app.exit(result=ended or TypedText(buffer.text))

    return bindings


def _command_at(text: str, place: int, typed: str) -> TypedText | None:
    """Return the command alone on the line at `place`, and the text without that line.

    A command in place of the whole text, or behind it, leaves that as it was, `typed`.
    """
    if _is_command_behind(text, typed):
        return TypedText(typed, text[len(typed) :].strip())
    begin = text.rfind("\n", 0, place) + 1
    before, line, after = text[:begin], *text[begin:].partition("\n")[::2]
    if not is_command(line):
        return None
    rest = before + after if after else before.removesuffix("\n")
    return TypedText(rest or typed, line.strip())


def _keep_while_typing(app: "Application[Any]", typed: str, keep: Keep) -> None:
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
            waiting.append(loop.call_later(keys.KEPT_EVERY, now))

    buffer.on_text_changed += changed


def ask_choice(picker: keys.Picker, reads: keys.Reads) -> keys.Chosen:
    """Let somebody choose from a list; it is gone afterwards, and nothing is printed."""

    def keys_of(read: list[keys.Key]) -> list[keys.Key]:
        return keys.in_a_text(read) if picker.command else keys.in_a_picker(read)

    with _screen(keys_of, reads):
        bindings = KeyBindings()

        @bindings.add(Keys.Any, eager=True)
        def _press(event: KeyPressEvent) -> None:
            press = event.key_sequence[0]
            data = press.data or _SENT.get(Keys(press.key), "")
            if data == keys.INTERRUPT:
                event.app.exit(exception=KeyboardInterrupt())
            elif data == keys.SUSPEND:
                event.app.suspend_to_background()
            else:
                chosen = None
                with _ending_at_a_problem(event.app):
                    is_paste = press.key is Keys.BracketedPaste
                    chosen = picker.press(keys.Key(data, pasted=is_paste))
                if chosen is not None:
                    event.app.exit(result=chosen)

        app: Application[Any] = Application(
            Layout(_drawn(picker)), key_bindings=bindings, erase_when_done=True
        )
        try:
            chosen: keys.Chosen = _run(app)
        finally:
            picker.keep_words()
        clear_typeahead(app.input)  # keys behind an Enter choose nothing more
    return chosen


def _drawn(picker: keys.Picker) -> Window:
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
    with _heeding_signals(app):
        try:
            return app.run()
        except EOFError:
            return Move.PAUSE


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


@contextmanager
def _screen(keys_of: KeysOf, reads: keys.Reads) -> Iterator[None]:
    """Draw on stderr, so that stdout holds nothing but what was asked for."""
    # Without this a terminal that does not tell its cursor costs two seconds.
    os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")
    output = create_output(stdout=sys.stderr)
    with create_app_session(input=_input(keys_of, reads), output=output):
        yield


def _input(keys_of: KeysOf, reads: keys.Reads) -> Input:
    if sys.platform == "win32":  # its console tells keys and pastes apart itself
        return create_input()
    from prompt_toolkit.input.vt100 import Vt100Input

    class ByReads(Vt100Input):
        """Keys as they came together; none is read once the prompt has ended."""

        def read_keys(self) -> list[KeyPress]:
            if get_app().is_done:
                return []
            read = keys.read_now(self.fileno())
            self.stdin_reader.closed = not read
            found = keys_of(reads.keys(read))
            return [press for key in found for press in _presses(key)]

        def flush_keys(self) -> list[KeyPress]:
            return []  # no clock makes a key of half a one

    return ByReads(sys.stdin)


def _presses(key: keys.Key) -> list[KeyPress]:
    """Return a key as the library has it; keys that it does not know are left out."""
    if key.is_text:
        many = len(key.data) > 1 or key.pasted
        return [KeyPress(Keys.BracketedPaste if many else key.data, key.data)]
    found = ANSI_SEQUENCES.get(key.data, ())
    if not found and key.data.startswith("\x1b"):  # Alt with a key
        return [KeyPress(Keys.Escape, "\x1b"), *_presses(keys.Key(key.data[1:]))]
    each_of = found if isinstance(found, tuple) else (found,)
    return [KeyPress(each, key.data) for each in each_of]


class BetweenWords(processors.Processor):
    """Draws one line of a text so that it is broken between words."""

    def __init__(self, beside: int) -> None:
        self._beside = beside

    def apply_transformation(
        self, transformation_input: processors.TransformationInput
    ) -> processors.Transformation:
        """Return the line with free cells in it, and where its characters stand then."""
        fragments = [each for each in transformation_input.fragments if each[1]]
        room = transformation_input.width - self._beside
        text, places = _broken(fragment_list_to_text(fragments), room)
        if not places:
            return processors.Transformation(transformation_input.fragments)
        drawn: StyleAndTextTuples = [(fragments[0][0], text)]
        if len(fragments) > 1:  # text is of one style nearly always, and much faster
            drawn = [("", sign) for sign in text]
            signs = explode_text_fragments(fragments)
            for place, sign in zip(places, signs, strict=False):
                drawn[place] = sign
        return processors.Transformation(
            drawn,
            lambda at: places[min(at, len(places) - 1)],
            lambda at: bisect_right(places, at) - 1,
        )


@lru_cache(maxsize=64)
def _broken(text: str, room: int) -> tuple[str, list[int]]:
    """Return a text as it is drawn, and where each character and the end stand in it.

    A space that the end of a line takes the place of stands where the next one does.
    There are no places where nothing moves. One picture asks for it several times.
    """
    drawn: list[str] = []
    places: list[int] = []
    column = at = 0
    for spaces, word in _WORD.findall(text if room >= keys.NARROWEST else ""):
        cells = get_cwidth(word)
        if spaces and word and column == room:  # the end of the line is space enough
            places.append(at)
            spaces, column = spaces[1:], 0
        column = _after(column, len(spaces), room)
        is_moved = 0 < column < room < column + cells and cells <= room
        free = room - column if is_moved else 0
        column = _after(column + free, cells, room)
        places += range(at, at + len(spaces))
        at += len(spaces) + free
        places += range(at, at + len(word))
        at += len(word)
        drawn += [spaces, " " * free, word]
    places.append(at)
    return "".join(drawn), places if places != list(range(len(places))) else []


def _after(column: int, cells: int, room: int) -> int:
    """Return where in its line the end of `cells` more cells stands: 1 to `room`; 0 is before."""
    reached = column + cells
    return (reached - 1) % room + 1 if reached else 0
