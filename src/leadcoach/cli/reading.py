"""leadcoach read: the mirror for any text; nothing is stored unless asked."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from leadcoach.cli.context import Context, context_of
from leadcoach.cli.options import (
    LensOption,
    PlainOption,
)
from leadcoach.cli.order import examples
from leadcoach.cli.output import Output, with_output

READ = examples("leadcoach read letter.txt", "leadcoach read --kind best -")

if TYPE_CHECKING:
    from leadcoach.rendering.page import Page


class Kind(StrEnum):
    """What a text tells."""

    BEST = "best"
    STRUGGLE = "struggle"
    MIXED = "mixed"


@with_output
def read(  # noqa: PLR0913 - a command's options are its parameters
    ctx: typer.Context,
    source: Annotated[
        str, typer.Argument(metavar="[FILE]", help="A text file; - is stdin.")
    ] = "",
    *,
    kind: Annotated[
        Kind, typer.Option("--kind", help="What the text tells.")
    ] = Kind.MIXED,
    lens: LensOption = "",
    why: Annotated[
        bool, typer.Option("--why", help="Say why each sentence was picked out.")
    ] = False,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep the text and its reading as an entry.")
    ] = False,
    plain: PlainOption = False,
    output: Output,
) -> None:
    """Hold up the mirror to any text of yours.

    Reads a file, standard input, or what you type. Nothing is kept unless you say
    --keep.
    """
    context = context_of(ctx)
    context.plain = context.plain or plain
    text = _text(context, source)
    page = _page(context, text, kind, lens, why=why, keep=keep)
    context.show(page, output)


def _page(
    context: Context, text: str, kind: Kind, lens: str, *, why: bool, keep: bool
) -> "Page":
    from leadcoach.cli.lenses import chosen_lenses
    from leadcoach.practice.reading_texts import kept_entry, read_text
    from leadcoach.rendering.pages.mirror import text_page

    names = chosen_lenses(lens) or context.settings["lenses"]
    read_one = read_text(text, kind.value, names)
    path = None
    if keep:
        entry = kept_entry(read_one, context.around.now(), context.around.zone())
        path = context.journal.add(entry)
        context.say(f"Saved. {path}")
    return text_page(read_one.reading, read_one.moments if why else (), path)


def _text(context: Context, source: str) -> str:
    from leadcoach.cli.given import content_of
    from leadcoach.domain.toml import ENTRY_LIMIT, BadToml, text_of
    from leadcoach.errors import AnswersMissing, Unreadable

    if not source and context.around.has_terminal:
        return _typed(context)
    if not source:
        message = "There is no text to read, and no terminal to type it at."
        hint = "Give a file (leadcoach read FILE), or - for standard input."
        raise AnswersMissing(message, hint)
    content, name = content_of(
        context, source, "Give a text file, or - for standard input."
    )
    try:
        return text_of(content, ENTRY_LIMIT)
    except BadToml as problem:
        place = f"{name}:{problem.line}" if problem.line else name
        raise Unreadable(f"{place}: {problem.what}.") from None


def _typed(context: Context) -> str:
    from leadcoach.asking import Given, Place
    from leadcoach.cli.asker import asker_for
    from leadcoach.domain.exercise import Section
    from leadcoach.domain.question import Long
    from leadcoach.domain.session import Step
    from leadcoach.errors import ExitCode
    from leadcoach.practice.sitting import Kept

    question = Long(id="text", type="long", text="What would you like to have read?")
    step = Step(question, Section(id="text", ask=()))
    reply = asker_for(context).ask(step, Place())
    if not isinstance(reply, Given):
        raise Kept(ExitCode.DONE, kept=False)
    return str(reply.value)
