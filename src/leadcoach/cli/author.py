"""Beginning an exercise file: from a few questions to its author, or from another one."""

from leadcoach.cli.context import Context
from leadcoach.errors import Unreadable, WrongUsage
from leadcoach.exercises.library import content_of
from leadcoach.exercises.scaffold import CLOSINGS, copied, skeleton


def begun_from(context: Context, name: str, source: str) -> str:
    """Return the text of the exercise `source` under a new id."""
    found = context.library.find(source)
    content = content_of(found.path, follow_links=not found.own)
    said = f"{found.exercise.id} {found.exercise.version}"
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:  # it was read a moment ago, and changed since
        raise Unreadable(f"{found.path} changed while it was read.") from None
    return copied(text, name, said)


def begun_with(context: Context, name: str, purpose: str, closing: str) -> str:
    """Return the text of a new exercise; what is not given is asked for.

    Raises:
        WrongUsage: something is missing and nobody can be asked.
    """
    if purpose and closing:
        return skeleton(name, purpose, closing)
    if not context.around.has_terminal:
        hint = "Give --purpose 'What it is for.' and --closing step, sentence or ask."
        raise WrongUsage("There is no terminal, so nobody can be asked.", hint)
    from leadcoach.cli.asker import asker_for
    from leadcoach.cli.asking_yes import typed

    asker = asker_for(context)
    if not purpose:
        purpose = typed(asker, "What is it for, in one sentence?")
    closing = closing or asker.choose("How does it close?", CLOSINGS) or "step"
    return skeleton(name, purpose, closing)
