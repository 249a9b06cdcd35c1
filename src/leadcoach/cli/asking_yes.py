"""The program's own questions that want typed words: a yes, a purpose."""

from leadcoach.asking import Asker, Given, Place
from leadcoach.cli.context import Context
from leadcoach.errors import WrongUsage


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
    from leadcoach.domain.exercise import Section
    from leadcoach.domain.question import Short
    from leadcoach.domain.session import Step

    question = Short(id="typed", type="short", text=text)
    section = Section(id="typed", ask=())
    reply = asker.ask(Step(question, section), Place())
    return str(reply.value) if isinstance(reply, Given) else ""
