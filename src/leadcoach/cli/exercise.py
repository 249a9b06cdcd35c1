"""leadcoach exercise list, show, add, remove: what there is, and what comes in."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from leadcoach.cli.command import examples, group
from leadcoach.cli.context import Context, context_of
from leadcoach.cli.options import AnswersOption, PlainOption
from leadcoach.cli.output import FormatOption, JsonOption, Output, with_output
from leadcoach.errors import ExitCode, WrongUsage
from leadcoach.rendering import Format
from leadcoach.rendering.screen import write

if TYPE_CHECKING:
    from leadcoach.exercises.lint import Checked


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
    from leadcoach.cli.asker import says_yes
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
    path = take_out(name, context.library)
    context.say(f"Removed: {path}")
    context.say("What you wrote in it stays in your journal.")


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
    from leadcoach.cli.author import previewed, sized

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
    from leadcoach.cli.author import tested
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
