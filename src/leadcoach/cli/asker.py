"""Choosing how a person is asked: with pickers and line editing, or in plain lines."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

from leadcoach import disk
from leadcoach.asking import Asker, Move
from leadcoach.asking.editor import editor_for
from leadcoach.asking.keys import is_real
from leadcoach.asking.scripted import answer_options, answers_in
from leadcoach.cli.context import Context
from leadcoach.cli.first_screen import print_on
from leadcoach.errors import NotFound, Unreadable, WrongUsage

if TYPE_CHECKING:
    from leadcoach.asking.plain import Source
    from leadcoach.asking.typed import PersonAsker


def asker_for(context: Context) -> Asker:
    """Return the asker that suits the terminal and the person's wish."""
    screen = context.side_screen
    around = context.around
    editor = editor_for(
        around.environ, str(context.settings["editor"]), context.places.drafts
    )
    for kept in editor.sweep():
        context.say(f"What an editor saved later is in {kept}")

    first = context.first_screen

    def out(text: str) -> None:
        if first is None:
            print_on(context, text)
        else:
            first.passed_on(lambda chunk: print_on(context, chunk), text)

    if screen.plain or not is_real(around.stdin):
        from leadcoach.asking.plain import Plain

        return Plain(
            _lines_of(around.stdin, out), out, screen.width, editor, _likeliest
        )
    from leadcoach.asking.terminal import Terminal

    strong = _bold if screen.colour and screen.unicode else str
    pointer = "›" if screen.unicode else ">"
    terminal = Terminal(out, screen.width, editor, _likeliest, strong, pointer)
    if first is not None:
        terminal.before_a_prompt = first.before_a_prompt
    return terminal


def _lines_of(stdin: TextIO | None, out: Callable[[str], None]) -> "Source":
    if stdin is None:
        return lambda _: ""
    if not is_real(stdin):
        return lambda _: stdin.readline()
    from leadcoach.asking.plain import Keyboard

    return Keyboard(stdin, out).line


def _likeliest(sentences: Sequence[str]) -> Sequence[float]:
    from leadcoach.mirror.ranking import likeliest  # only a long text needs it

    return likeliest(sentences)


def _bold(text: str) -> str:
    return f"\x1b[1m{text}\x1b[0m"


def says_yes(context: Context, text: str) -> bool:
    """Ask for a typed yes; anything else is a no.

    Raises:
        WrongUsage: there is no terminal to ask at.
    """
    if not context.around.has_terminal:
        message = "There is no terminal, so nobody can be asked. Nothing was done."
        raise WrongUsage(message, "Look at what is shown above, then say --yes.")

    return typed(asker_for(context), text).strip().casefold() == "yes"


def typed(asker: Asker, text: str) -> str:
    """Return the line that is typed as answer to `text`; empty when it is passed."""
    line = cast("PersonAsker", asker).line(text)
    return "" if isinstance(line, Move) else line


_MOST_BYTES = 1024 * 1024


def given_answers(
    context: Context, source: str, options: tuple[str, ...]
) -> dict[str, object]:
    """Return the answers in the file `source` (- is stdin) and in id=value options."""
    given: dict[str, object] = {}
    if source:
        content, name = content_of(context, source)
        given = answers_in(content, name)
    return given | answer_options(list(options))


_ANSWERS = "`leadcoach help answering` shows what such a file looks like."


def content_of(
    context: Context, source: str, hint: str = _ANSWERS
) -> tuple[bytes, str]:
    """Return what is in the file `source`, or on standard input for -, and its name.

    `hint` says what to do where there is no such file.

    Raises:
        NotFound: there is no such file.
        Unreadable: it cannot be read.
    """
    if source in ("-", "/dev/stdin"):
        stdin = context.around.stdin
        raw = getattr(stdin, "buffer", None)  # before anything is decoded
        if raw is not None:
            return raw.read(_MOST_BYTES + 1), "standard input"
        return (stdin.read() if stdin is not None else "").encode(), "standard input"
    return _of_file(Path(source), hint), source


def _of_file(path: Path, hint: str) -> bytes:
    try:
        return disk.read(path, _MOST_BYTES, named=True)
    except FileNotFoundError:
        raise NotFound(f"There is no file {path}.", hint) from None
    except OSError as problem:
        raise Unreadable(f"{path} cannot be read: {disk.reason(problem)}.") from problem
