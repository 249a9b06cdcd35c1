"""The program's own questions that want typed words: a yes, a purpose."""

from typing import TYPE_CHECKING, cast

from leadcoach.asking import Asker, Move
from leadcoach.cli.context import Context
from leadcoach.errors import WrongUsage

if TYPE_CHECKING:
    from leadcoach.asking.typed import LineSource


def says_yes(context: Context, text: str) -> bool:
    """Ask for a typed yes; anything else is a no.

    Raises:
        WrongUsage: there is no terminal to ask at.
    """
    if not context.around.has_terminal:
        message = "There is no terminal, so nobody can be asked. Nothing was done."
        raise WrongUsage(message, "Look at what is shown above, then say --yes.")
    from leadcoach.cli.asker import asker_for

    return typed(asker_for(context), text).strip().casefold() == "yes"


def typed(asker: Asker, text: str) -> str:
    """Return the line that is typed as answer to `text`; empty when it is passed."""
    line = cast("LineSource", asker).line(
        text
    )  # whoever sits at a terminal types lines
    return "" if isinstance(line, Move) else line
