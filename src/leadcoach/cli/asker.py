"""Choosing how a person is asked: with pickers and line editing, or in plain lines."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TextIO

from leadcoach.asking import Asker
from leadcoach.asking.editor import editor_for
from leadcoach.asking.keyboard import is_real
from leadcoach.cli.context import Context
from leadcoach.cli.first_screen import print_on

if TYPE_CHECKING:
    from leadcoach.asking.plain import Source


def asker_for(context: Context) -> Asker:
    """Return the asker that suits the terminal and the person's wish."""
    screen = context.side_screen
    around = context.around
    editor = editor_for(
        around.environ, str(context.settings["editor"]), context.places.drafts
    )
    editor.sweep()

    first = context.first_screen

    def out(text: str) -> None:
        if first is None:
            print_on(context, text)
        else:
            first.passed_on(lambda chunk: print_on(context, chunk), text)

    if screen.plain or not is_real(around.stdin):
        from leadcoach.asking.plain import Plain

        return Plain(_source(around.stdin, out), out, screen.width, editor, _likeliest)
    from leadcoach.asking.terminal import Look, Terminal

    strong = _bold if screen.colour and screen.unicode else str
    look = Look(screen.width, screen.unicode, strong)
    if first is None:
        return Terminal(out, look, editor, _likeliest)
    return Terminal(out, look, editor, _likeliest, first.before_a_prompt)


def _source(stdin: TextIO | None, out: Callable[[str], None]) -> "Source":
    if stdin is not None and is_real(stdin):
        from leadcoach.asking.keyboard import Keyboard

        return Keyboard(stdin, out)
    from leadcoach.asking.plain import Stream

    return Stream(stdin.readline if stdin is not None else str)


def _likeliest(sentences: Sequence[str]) -> Sequence[float]:
    from leadcoach.mirror.ranking import likeliest  # only a long text needs it

    return likeliest(sentences)


def _bold(text: str) -> str:
    return f"\x1b[1m{text}\x1b[0m"
