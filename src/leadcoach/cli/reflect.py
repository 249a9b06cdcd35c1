"""leadcoach reflect, compare, resume: begin a sitting or go on with one."""

from typing import Annotated

import typer

from leadcoach.cli.command import examples
from leadcoach.cli.context import Context, context_of
from leadcoach.cli.options import (
    AnswerOption,
    AnswersOption,
    LensOption,
    MirrorOption,
    NoInputOption,
    PlainOption,
    QuickOption,
)
from leadcoach.cli.output import Output, with_output

REFLECT = examples(
    "leadcoach reflect",
    "leadcoach reflect --quick",
    "leadcoach reflect compare",
    "leadcoach reflect --answers monday.toml --no-input --json",
)
COMPARE = examples("leadcoach compare")
RESUME = examples("leadcoach resume", "leadcoach resume compare")


@with_output
def reflect(  # noqa: PLR0913 - a command's options are its parameters
    ctx: typer.Context,
    exercise: Annotated[
        str, typer.Argument(help="An exercise, or the path of an exercise file.")
    ] = "reflect",
    *,
    quick: QuickOption = False,
    mirror: MirrorOption = True,
    lens: LensOption = "",
    answers: AnswersOption = "",
    answer: AnswerOption = None,
    no_input: NoInputOption = False,
    plain: PlainOption = False,
    output: Output,
) -> None:
    """Look at how you lead and use power.

    Two questions, a mirror made of your own words, and one commitment. Ctrl-C keeps
    what you wrote; `leadcoach resume` goes on.
    """
    context = _context(ctx, plain=plain)
    if not (quick or answers or answer or no_input) and mirror:
        _first_screen(context, exercise)
    from leadcoach.cli.sitting import Begin, Sitting

    begin = Begin(
        exercise=exercise,
        quick=quick,
        mirror=mirror,
        answers=answers,
        options=tuple(answer or ()),
        no_input=no_input,
    )
    Sitting(context, output, _lenses(lens)).begin(begin)


@with_output
def compare(  # noqa: PLR0913 - a command's options are its parameters
    ctx: typer.Context,
    *,
    quick: QuickOption = False,
    answers: AnswersOption = "",
    answer: AnswerOption = None,
    no_input: NoInputOption = False,
    plain: PlainOption = False,
    output: Output,
) -> None:
    """Look closely at one use of power.

    Whose needs it served, who had a say, who paid, and what else was possible. The
    same as `leadcoach reflect compare`.
    """
    context = _context(ctx, plain=plain)
    if not (quick or answers or answer or no_input):
        _first_screen(context, "compare")
    from leadcoach.cli.sitting import Begin, Sitting

    begin = Begin(
        exercise="compare",
        quick=quick,
        answers=answers,
        options=tuple(answer or ()),
        no_input=no_input,
    )
    Sitting(context, output).begin(begin)


@with_output
def resume(
    ctx: typer.Context,
    draft: Annotated[
        str, typer.Argument(help="A draft or its exercise; the latest without it.")
    ] = "",
    *,
    plain: PlainOption = False,
    output: Output,
) -> None:
    """Go on where you stopped.

    Continues the latest draft, or the one you name, with the very next question.
    """
    from leadcoach.cli.sitting import Sitting

    context = _context(ctx, plain=plain)
    Sitting(context, output).go_on(draft)


def _context(ctx: typer.Context, *, plain: bool) -> Context:
    """Return the context of a sitting; keys that come early stay off the screen."""
    context = context_of(ctx)
    context.plain = context.plain or plain
    if context.around.has_terminal:
        from leadcoach.asking.keys import unechoed

        ctx.with_resource(unechoed(context.around.stdin))
    return context


def _first_screen(context: Context, exercise: str) -> None:
    """Print the first question at once where it is known; the rest loads meanwhile."""
    if not context.around.has_terminal:
        return
    from leadcoach.cli.first_screen import FirstScreen, print_on

    context.first_screen = FirstScreen(context, exercise)
    context.first_screen.begin(lambda chunk: print_on(context, chunk))


def _lenses(names: str) -> tuple[str, ...]:
    if not names:
        return ()
    from leadcoach.cli.ideas import chosen_lenses

    return chosen_lenses(names)
