"""One prompt of Questionary at a time; the only module that imports it.

Questionary is used for `text`, `select` and `checkbox` and for nothing else: its
other prompts invent answers or cannot be left (exercise-format.md 4.2). Here is also
what it lacks: Ctrl-D, back, an editor, text kept while it is typed, signals that leave
the terminal sane, and pastes that never run into the next question.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING, Any

from leadcoach.asking import Move
from leadcoach.asking.keys import Pasted, add_keys, rest_of_a_paste, text_keys
from leadcoach.asking.typed import COMMANDS, is_command_so_far
from leadcoach.errors import ExitCode, Stopped

if TYPE_CHECKING:
    from prompt_toolkit.application import Application
    from prompt_toolkit.buffer import Buffer
    from questionary import Question as Prompt

_AFTER_THE_POINTER = 2
"""spaces between the pointer and what is typed"""
KEPT_EVERY = 0.5
"""seconds after which text in progress is kept, while somebody types"""

_SIGNALS = {"SIGTERM": ExitCode.TERMINATED, "SIGHUP": ExitCode.HANGUP}


def ask_text(
    pointer: str,
    typed: str,
    *,
    multiline: bool,
    keep: Callable[[str], None],
    edit: Callable[[str], str | None] | None = None,
) -> tuple[str | Move, str]:
    """Return what was typed, or a move, and what was pasted beyond the end of it.

    `keep` gets the text every half second while somebody types, and what there is of it
    in the end, whichever way that comes.
    """
    pasted = Pasted()
    with _on_stderr():
        import questionary

        from leadcoach.asking.wrapping import BetweenWords

        prompt = questionary.text(
            "",
            default=typed,
            qmark=pointer,
            multiline=multiline,
            instruction="",
            enable_suspend=True,
            input_processors=[BetweenWords(len(pointer) + _AFTER_THE_POINTER)],
            key_bindings=text_keys(pasted, multiline=multiline, edit=edit),
        )
        buffer = prompt.application.current_buffer
        _keep_while_typing(buffer, keep)
        try:
            given: str | Move = _run(prompt)
        finally:
            keep(typed if is_command_so_far(buffer.text) else buffer.text)
        rest = rest_of_a_paste(prompt.application, pasted)
    if isinstance(given, Move):
        return given, rest
    return COMMANDS.get(given.strip(), given), rest


def ask_select(
    pointer: str, choices: Mapping[str, str], skip: str, *, one_key: bool = False
) -> tuple[str | Move, str]:
    """Return the id chosen, or a move, and what was pasted meanwhile.

    With `skip` words, a last line passes the question; with `one_key`, a number
    chooses at once.
    """
    pasted = Pasted()
    with _on_stderr():
        import questionary

        listed: list[Any] = [
            questionary.Choice(label, value=key) for key, label in choices.items()
        ]
        if skip:
            listed.append(questionary.Choice(skip, value=Move.SKIP))
        prompt = questionary.select(
            "",
            choices=listed,
            qmark="",
            pointer=pointer,
            instruction=" ",
            use_shortcuts=len(listed) <= _MOST_SHORTCUTS,
        )
        add_keys(prompt, pasted, tuple(choices) if one_key else ())
        given: str | Move = _run(prompt)
        rest = rest_of_a_paste(prompt.application, pasted)
    return given, rest


def ask_checkbox(
    pointer: str,
    choices: Mapping[str, str],
    marked: tuple[str, ...],
    how: str,
    keep: Callable[[list[str]], None],
) -> tuple[list[str] | Move, str]:
    """Return the ids marked, or a move, and what was pasted meanwhile.

    `keep` gets the ids that are marked whenever that may have changed.
    """
    pasted = Pasted()
    with _on_stderr():
        import questionary

        prompt = questionary.checkbox(
            "",
            choices=[
                questionary.Choice(label, value=key, checked=key in marked)
                for key, label in choices.items()
            ],
            qmark="",
            pointer=pointer,
            instruction=how,
        )
        add_keys(prompt, pasted)
        listed: Any = next(
            each
            for each in prompt.application.layout.find_all_controls()
            if hasattr(each, "selected_options")
        )
        prompt.application.after_render += lambda _: keep(listed.selected_options)
        given: list[str] | Move = _run(prompt)
        rest = rest_of_a_paste(prompt.application, pasted)
    return given, rest


_MOST_SHORTCUTS = 36


def _run(prompt: "Prompt") -> Any:  # noqa: ANN401 - what a prompt returns
    """Run a prompt; the end of input pauses, a signal ends it with the screen put right."""
    try:
        with _heeding_signals(prompt.application):
            return prompt.unsafe_ask()
    except EOFError:
        return Move.PAUSE


@contextmanager
def _on_stderr() -> Iterator[None]:
    """Draw prompts on stderr, so that stdout holds nothing but what was asked for."""
    # Without this a terminal that does not tell its cursor costs two seconds.
    os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")
    from prompt_toolkit.application import create_app_session
    from prompt_toolkit.output import create_output

    with create_app_session(output=create_output(stdout=sys.stderr)):
        yield


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


def _keep_while_typing(buffer: "Buffer", keep: Callable[[str], None]) -> None:
    """Call `keep` with the text soon after each change, and at most every half second."""
    import asyncio

    waiting: list[asyncio.TimerHandle] = []

    def now() -> None:
        waiting.clear()
        if not is_command_so_far(buffer.text):
            keep(buffer.text)

    def changed(_: "Buffer") -> None:
        if not waiting:
            loop = asyncio.get_running_loop()
            waiting.append(loop.call_later(KEPT_EVERY, now))

    buffer.on_text_changed += changed
