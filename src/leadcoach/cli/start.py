"""leadcoach reflect, compare, resume: begin a sitting or go on with one."""

from typing import Annotated

import typer

from leadcoach.cli.context import Context, context_of
from leadcoach.cli.options import (
    AnswerOption,
    AnswersOption,
    FormatOption,
    JsonOption,
    MirrorOption,
    NoInputOption,
    OutputOption,
    PlainOption,
    QuickOption,
    chosen,
)
from leadcoach.cli.order import examples
from leadcoach.rendering import Format

REFLECT = examples(
    "leadcoach reflect",
    "leadcoach reflect --quick",
    "leadcoach reflect compare",
    "leadcoach reflect --answers monday.toml --no-input --json",
)
RESUME = examples("leadcoach resume", "leadcoach resume compare")


def reflect(  # noqa: PLR0913 - a command's options are its parameters
    ctx: typer.Context,
    exercise: Annotated[
        str, typer.Argument(help="An exercise, or the path of an exercise file.")
    ] = "reflect",
    *,
    quick: QuickOption = False,
    mirror: MirrorOption = True,
    answers: AnswersOption = "",
    answer: AnswerOption = None,
    no_input: NoInputOption = False,
    plain: PlainOption = False,
    form: FormatOption = Format.TERMINAL,
    as_json: JsonOption = False,
    output: OutputOption = None,
) -> None:
    """Look at how you lead and use power.

    Two questions, a mirror made of your own words, and one commitment. Ctrl-C keeps
    what you wrote; `leadcoach resume` goes on.
    """
    from leadcoach.cli.sitting import Begin, sit

    begin = Begin(
        exercise=exercise,
        quick=quick,
        mirror=mirror,
        answers=answers,
        options=tuple(answer or ()),
        no_input=no_input,
    )
    sit(_context(ctx, plain=plain), begin, chosen(form, as_json=as_json), output)


def compare(  # noqa: PLR0913 - a command's options are its parameters
    ctx: typer.Context,
    *,
    quick: QuickOption = False,
    answers: AnswersOption = "",
    answer: AnswerOption = None,
    no_input: NoInputOption = False,
    plain: PlainOption = False,
    form: FormatOption = Format.TERMINAL,
    as_json: JsonOption = False,
    output: OutputOption = None,
) -> None:
    """Look closely at one use of power.

    Whose needs it served, who had a say, who paid, and what else was possible. The
    same as `leadcoach reflect compare`.
    """
    from leadcoach.cli.sitting import Begin, sit

    begin = Begin(
        exercise="compare",
        quick=quick,
        answers=answers,
        options=tuple(answer or ()),
        no_input=no_input,
    )
    sit(_context(ctx, plain=plain), begin, chosen(form, as_json=as_json), output)


def resume(
    ctx: typer.Context,
    draft: Annotated[
        str, typer.Argument(help="A draft or its exercise; the latest without it.")
    ] = "",
    *,
    plain: PlainOption = False,
    form: FormatOption = Format.TERMINAL,
    as_json: JsonOption = False,
    output: OutputOption = None,
) -> None:
    """Go on where you stopped.

    Continues the latest draft, or the one you name, with the very next question.
    """
    from leadcoach.cli.sitting import go_on

    go_on(_context(ctx, plain=plain), draft, chosen(form, as_json=as_json), output)


def _context(ctx: typer.Context, *, plain: bool) -> Context:
    context = context_of(ctx)
    context.plain = context.plain or plain
    return context
