"""Choosing how a person is asked: with pickers and line editing, or in plain lines."""

from leadcoach.asking import Asker
from leadcoach.cli.context import Context
from leadcoach.domain.safety import note
from leadcoach.rendering.screen import write


def asker_for(context: Context) -> Asker:
    """Return the asker that suits the terminal and the person's wish."""
    screen = context.side_screen

    def out(text: str) -> None:
        write(context.around.stderr, text)

    if screen.plain:
        from leadcoach.asking.plain import Plain

        return Plain(lambda: _line(context), out, screen.width)
    from leadcoach.asking.terminal import Terminal

    strong = _bold if screen.colour else str
    return Terminal(out, screen.width, unicode=screen.unicode, strong=strong)


def _line(context: Context) -> str:
    stdin = context.around.stdin
    context.around.stderr.flush()
    return stdin.readline() if stdin is not None else ""


def _bold(text: str) -> str:
    return f"\x1b[1m{text}\x1b[0m"


def safety_note(context: Context) -> str:
    """Return the safety note, with the contact of the settings."""
    return note(str(context.settings["safety.contact"]))
