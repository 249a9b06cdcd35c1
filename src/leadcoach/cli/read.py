"""leadcoach read: the mirror for any text; nothing is stored unless asked."""

from enum import StrEnum
from typing import TYPE_CHECKING

from leadcoach.cli.command import command
from leadcoach.cli.context import Context
from leadcoach.cli.options import (
    LENS,
    PLAIN,
    Output,
    argument,
    flag,
    option,
)
from leadcoach.errors import AnswersMissing, ExitCode, Unreadable

if TYPE_CHECKING:
    from leadcoach.asking import Asker


class StoryKind(StrEnum):
    """What a text tells."""

    BEST = "best"
    STRUGGLE = "struggle"
    MIXED = "mixed"


@command("read", "leadcoach read letter.txt", "leadcoach read --kind best -")
def read(  # noqa: PLR0913 - a command's options are its parameters
    context: Context,
    source: str = argument("A text file; - is stdin.", default="", metavar="[FILE]"),
    *,
    kind: StoryKind = option("--kind", "What the text tells.", default=StoryKind.MIXED),
    lens: str = LENS,
    keep: bool = flag("--keep", "Keep the text and its reading as an entry."),
    plain: bool = PLAIN,
    output: Output,
) -> None:
    """Hold up the mirror to any text of yours.

    Reads a file, standard input, or what you type, and asks you to pick the sentences
    that matter in it. Nothing is kept unless you say --keep.
    """
    from leadcoach.cli.ideas import chosen_lenses
    from leadcoach.rendering.pages.mirror import text_page
    from leadcoach.session.entry import entry_of
    from leadcoach.session.mirror_step import TEXT, read_text, text_session

    context.plain |= plain
    person = context.person
    text = _typed(person) if person and not source else text_in(context, source)
    names = chosen_lenses(context, lens) or context.settings["lenses"]
    reflect = context.library.find("reflect").exercise
    session = text_session(text, kind, reflect, context.today)
    session, reading = read_text(session, kind, names, person)
    path = None
    if keep:
        now, zone = context.around.now(), context.around.zone()
        path = context.journal.add(entry_of(session, "", now, now, zone))
        context.say(f"Saved. {path}")
    context.show(text_page(reading, {TEXT: text}, session.offers, path), output)


def text_in(context: Context, source: str) -> str:
    """Return the text in a file, or on standard input for - and for nothing.

    Raises:
        AnswersMissing: no file is named, and nothing stands on standard input.
        Unreadable: it is too large, or not UTF-8.
    """
    from leadcoach.cli.asker import content_of
    from leadcoach.domain.toml import ENTRY_LIMIT, BadToml, text_of

    content, name = content_of(
        context, source or "-", "Give a text file, or - for standard input."
    )
    if not source and not content.strip():
        message = "There is no text to read, and no terminal to type it at."
        hint = "Give a file (leadcoach read FILE), or text on standard input."
        raise AnswersMissing(message, hint)
    try:
        return text_of(content, ENTRY_LIMIT)
    except BadToml as problem:
        place = f"{name}:{problem.line}" if problem.line else name
        raise Unreadable(f"{place}: {problem.what}.") from None


def _typed(asker: "Asker") -> str:
    from leadcoach.asking import Answered, Place
    from leadcoach.domain.exercise import Section
    from leadcoach.domain.question import Long
    from leadcoach.domain.session import Step
    from leadcoach.session.run import Paused

    question = Long(id="text", type="long", text="What would you like to have read?")
    reply = asker.ask(Step(question, Section(id="text", ask=())), Place())
    if not isinstance(reply, Answered):
        raise Paused(ExitCode.DONE, kept=False)
    return str(reply.value)
