"""leadcoach exercise new, check, preview, test, blank, schema: for who writes them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from leadcoach.cli.command import examples
from leadcoach.cli.context import Context, context_of
from leadcoach.cli.exercise import NameArgument, exercise
from leadcoach.cli.options import (
    AnswersOption,
    PlainOption,
)
from leadcoach.cli.output import Output, with_output
from leadcoach.errors import ExitCode, WrongUsage
from leadcoach.rendering.screen import write

if TYPE_CHECKING:
    from leadcoach.exercises.lint import Checked


__all__ = ["exercise"]  # with the commands of both modules in it


@exercise.command(
    "new",
    epilog=examples(
        "leadcoach exercise new hard-talk",
        "leadcoach exercise new hard-talk --purpose 'Get ready for a talk.' --closing step",
        "leadcoach exercise new my-compare --from compare",
    ),
)
def new(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="Its id: small letters, digits and -.")],
    *,
    source: Annotated[
        str, typer.Option("--from", help="Begin with a copy of this exercise.")
    ] = "",
    purpose: Annotated[
        str, typer.Option("--purpose", help="What it is for, in a sentence.")
    ] = "",
    closing: Annotated[
        str, typer.Option("--closing", help="How it closes: step, sentence or ask.")
    ] = "",
) -> None:
    """Begin an exercise of your own, in this folder.

    Writes ID.toml with a few questions and remarks that say what to change.
    """
    from leadcoach import disk
    from leadcoach.cli.author import begun_from, begun_with

    context = context_of(ctx)
    _check_free(context, name)
    target = Path(f"{name}.toml")
    if target.exists() or target.is_symlink():
        raise _is_there(target)
    if source:
        text = begun_from(context, name, source)
    else:
        text = begun_with(context, name, purpose, closing)
    try:
        disk.create_new(target.absolute(), text.encode())
    except FileExistsError:
        raise _is_there(target) from None
    context.say(f"Written: {target}")
    context.say(f"Change it, then: leadcoach exercise check {target}")


def _check_free(context: Context, name: str) -> None:
    from leadcoach.exercises.scaffold import check_id

    check_id(name)
    if name in context.library.shipped_ids():
        message = f"The id “{name}” belongs to an exercise of leadcoach."
        raise WrongUsage(message, f"For example: leadcoach exercise new my-{name}")


def _is_there(target: Path) -> WrongUsage:
    return WrongUsage(f"{target} is there already.", "Nothing is written over.")


@exercise.command(
    "check",
    epilog=examples(
        "leadcoach exercise check",
        "leadcoach exercise check hard-talk.toml",
        "leadcoach exercise check prompts/ --json",
        "leadcoach exercise check --codes",
    ),
)
@with_output
def check(
    ctx: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Files and folders; your own exercises without any."),
    ] = None,
    *,
    codes: Annotated[
        bool, typer.Option("--codes", help="Explain every code instead.")
    ] = False,
    output: Output,
) -> None:
    """Say what is wrong in exercise files.

    Each problem (E) and each piece of advice (W) with its line and what would be
    right. The exit code is 1 when there is any.
    """
    from leadcoach.rendering.pages.exercise import checked_page, codes_page

    context = context_of(ctx)
    if codes:
        context.show(codes_page(), output)
        return
    checked = _checked(context, paths or [])
    context.show(checked_page(checked), output)
    if any(each.findings for each in checked):
        raise typer.Exit(ExitCode.FOUND)


def _checked(context: Context, paths: list[Path]) -> "list[Checked]":
    from leadcoach.exercises.lint import check_all

    own = context.places.exercises
    if not paths and not own.is_dir():
        return []
    return check_all(paths or [own], context.library.takes_a_shipped_id)


@exercise.command(
    "preview",
    epilog=examples(
        "leadcoach exercise preview hard-talk.toml",
        "leadcoach exercise preview compare --width 40",
        "leadcoach exercise preview compare --answers monday.toml",
    ),
)
@with_output
def preview(
    ctx: typer.Context,
    name: NameArgument,
    *,
    answers: AnswersOption = "",
    width: Annotated[
        int | None,
        typer.Option("--width", help="Show it this many columns wide.", min=20),
    ] = None,
    plain: PlainOption = False,
    output: Output,
) -> None:
    """Go through an exercise without keeping anything.

    The same questions, follow-ups and recap; no draft and no entry.
    """
    from leadcoach.cli.previewing import previewed, sized

    context = context_of(ctx)
    context.plain = context.plain or plain
    context = sized(context, width) if width else context
    page = previewed(context, name, answers)
    context.show(page, output)


@exercise.command(
    "test",
    epilog=examples(
        "leadcoach exercise test hard-talk.toml",
        "leadcoach exercise test compare --walks 1000 --seed 7",
    ),
)
@with_output
def try_out(
    ctx: typer.Context,
    name: NameArgument,
    *,
    walks: Annotated[
        int, typer.Option("--walks", help="How many random walks.", min=0, max=100_000)
    ] = 200,
    seed: Annotated[
        int, typer.Option("--seed", help="The same seed takes the same ways.")
    ] = 1,
    output: Output,
) -> None:
    """Try an exercise: its cases, then many random walks.

    Cases stand in ID.test.toml beside the file. The exit code is 1 when a case fails,
    a walk breaks off, or a question never comes up.
    """
    from leadcoach.cli.testing import tested
    from leadcoach.rendering.pages.exercise import tested_page

    context = context_of(ctx)
    found = tested(context, name, walks, seed)
    context.show(tested_page(found), output)
    if found.failed:
        raise typer.Exit(ExitCode.FOUND)


@exercise.command("blank", epilog=examples("leadcoach exercise blank compare"))
def blank(ctx: typer.Context, name: NameArgument) -> None:
    """Print an answers file to fill in.

    Every question stands in it as a remark, with its words and its choices.
    """
    from leadcoach.domain.exercise import how_to_begin
    from leadcoach.exercises.scaffold import blank as blank_of

    context = context_of(ctx)
    found = context.library.find(name)
    begin = how_to_begin(found.exercise.id)
    if found.own and found.path.parent != context.places.exercises:
        begin = f"leadcoach reflect {found.path}"
    write(context.around.stdout, blank_of(found.exercise, begin))


@exercise.command(
    "schema",
    epilog=examples("leadcoach exercise schema > exercise.schema.json"),
)
def schema(ctx: typer.Context) -> None:
    """Print the JSON Schema of exercise files.

    Editors that know it complete keys and mark mistakes while you write.
    """
    from leadcoach.exercises.reference import schema_text

    write(context_of(ctx).around.stdout, schema_text())
