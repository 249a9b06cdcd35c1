"""leadcoach exercise list, show, add, remove: what there is, and what comes in."""

from pathlib import Path
from typing import Annotated

import typer

from leadcoach.cli.command import examples, group
from leadcoach.cli.context import Context, context_of
from leadcoach.cli.output import FormatOption, JsonOption, Output, with_output
from leadcoach.errors import ExitCode
from leadcoach.rendering import Format

exercise = group(
    "exercise",
    "See what there is to practise, and make your own.",
    "leadcoach exercise list",
    "leadcoach exercise show compare",
    "leadcoach exercise new hard-talk",
)

NameArgument = Annotated[
    str, typer.Argument(help="An exercise, or the path of a file.")
]


@exercise.command(
    "list", epilog=examples("leadcoach exercise list", "leadcoach exercise list --mine")
)
@with_output
def list_(
    ctx: typer.Context,
    *,
    mine: Annotated[bool, typer.Option("--mine", help="Only your own.")] = False,
    output: Output,
) -> None:
    """List the exercises."""
    from leadcoach.rendering.pages.exercise import exercises_page

    context = context_of(ctx)
    found, refused = context.library.listed(context.places.cache / "exercises.json")
    wanted = [each for each in found if each.own or not mine]
    page = exercises_page(wanted, mine=mine)
    context.show(page, output)
    for problem in refused:
        context.say(f"Left out: {problem.message}")
    if refused:
        context.say("`leadcoach exercise check` shows what to mend.")
        raise typer.Exit(ExitCode.UNREADABLE)


@exercise.command(
    "show",
    epilog=examples(
        "leadcoach exercise show reflect",
        "leadcoach exercise show reflect --logic",
        "leadcoach exercise show reflect --logic --format markdown",
    ),
)
@with_output
def show(
    ctx: typer.Context,
    name: NameArgument,
    *,
    logic: Annotated[
        bool, typer.Option("--logic", help="One table of every question's logic.")
    ] = False,
    output: Output,
) -> None:
    """Show an exercise with all its questions."""
    from leadcoach.exercises.logic import logic_of
    from leadcoach.rendering.pages.exercise import exercise_page, logic_page

    context = context_of(ctx)
    found = context.library.find(name)
    whole = found.exercise
    page = exercise_page(whole, own=found.own)
    if logic:
        page = logic_page(whole, logic_of(whole))
    context.show(page, output)


@exercise.command(
    "add",
    epilog=examples(
        "leadcoach exercise add choice-point.toml",
        "leadcoach exercise add from-my-coach/ --yes",
    ),
)
def add(
    ctx: typer.Context,
    path: Annotated[Path, typer.Argument(help="A .toml file, or a folder of them.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Add without asking.")] = False,
    form: FormatOption = Format.TERMINAL,
    as_json: JsonOption = False,
) -> None:
    """Look at exercises from others, and add them.

    Shows who says to have written them and every question. After your yes a copy is
    kept with your exercises; the file itself is left as it is.
    """
    from leadcoach.cli.asking_yes import says_yes
    from leadcoach.exercises.add import install, offered_by
    from leadcoach.rendering.pages.exercise import offered_page

    context = context_of(ctx)
    offered = offered_by(path, context.library)
    context.show(offered_page(offered), Output.shown(form, as_json=as_json))
    if not yes and not says_yes(context, _question(len(offered))):
        context.say("Nothing was added.")
        return
    for each in offered:
        target = install(each, context.places.exercises)
        context.say(f"Added: {target}")
    context.say(f"Begin with: leadcoach reflect {offered[0].exercise.id}")


def _question(count: int) -> str:
    what = "this exercise" if count == 1 else f"these {count} exercises"
    return f"To add {what}, type yes."


@exercise.command("remove", epilog=examples("leadcoach exercise remove choice-point"))
def remove(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="One of your own exercises.")],
) -> None:
    """Remove one of your own exercises.

    What you wrote in it stays in your journal.
    """
    from leadcoach.exercises.add import remove as take_out

    context: Context = context_of(ctx)
    path, _ = take_out(name, context.library)
    context.say(f"Removed: {path}")
    context.say("What you wrote in it stays in your journal.")
