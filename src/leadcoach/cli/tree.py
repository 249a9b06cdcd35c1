"""All commands, put together in the order in which help lists them."""

from typing import Annotated

import typer

from leadcoach import __version__
from leadcoach.cli import (
    carrying,  # noqa: F401 - adds commands to those of the journal
    changing,  # noqa: F401 - likewise
    doctor,  # noqa: F401
    ideas,
    look_back,
    reading,
    set_up,
    start,
    workshop,
)
from leadcoach.cli.context import context_of
from leadcoach.cli.options import JsonOption, PlainOption, chosen
from leadcoach.cli.order import Commands, InOrder, examples
from leadcoach.rendering import Format


class PathOrder(InOrder):
    """The order of a person's path: practise, look back, set up."""

    order = (
        "reflect",
        "compare",
        "resume",
        "read",
        "journal",
        "commitment",
        "exercise",
        "lens",
        "glossary",
        "settings",
        "completion",
        "help",
    )


app = Commands(
    name="leadcoach",
    cls=PathOrder,
    help="Questions about how you lead and use power, and your own words back.",
    epilog=examples(
        "leadcoach reflect",
        "leadcoach resume",
        "leadcoach journal show",
        "leadcoach help privacy",
    ),
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(epilog=start.REFLECT)(start.reflect)
app.command(epilog=examples("leadcoach compare"))(start.compare)
app.command(epilog=start.RESUME)(start.resume)
app.command("help", epilog=examples("leadcoach help", "leadcoach help privacy"))(
    set_up.topic
)
app.command(
    "read", epilog=examples("leadcoach read letter.txt", "leadcoach read --kind best -")
)(reading.read)
app.command("completion", epilog=examples('eval "$(leadcoach completion bash)"'))(
    set_up.completion
)
app.add_typer(look_back.journal)
app.add_typer(look_back.commitment)
app.add_typer(workshop.exercise)
app.add_typer(ideas.lens)
app.command(epilog=ideas.GLOSSARY)(ideas.glossary)
app.add_typer(set_up.settings)


@app.callback(invoke_without_command=True)
def leadcoach(
    ctx: typer.Context,
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True)
    ] = False,
    plain: PlainOption = False,
    as_json: JsonOption = False,
) -> None:
    """Show where you stand, or run a command."""
    context = context_of(ctx)
    context.plain = plain
    if version:
        context.around.stdout.write(f"leadcoach {__version__}\n")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        from leadcoach.cli.standing import standing_page

        context.show(standing_page(context), chosen(Format.TERMINAL, as_json=as_json))
