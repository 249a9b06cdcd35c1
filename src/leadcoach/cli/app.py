"""All commands, put together in the order in which help lists them."""

from typing import Annotated, ClassVar

import typer

from leadcoach import __version__
from leadcoach.cli.command import Commands, InOrder, Later, examples
from leadcoach.cli.context import context_of
from leadcoach.cli.options import PlainOption
from leadcoach.cli.output import JsonOption, Output


class Tree(InOrder):
    """All commands, in the order of a person's path: practise, look back, set up."""

    later: ClassVar = {
        "reflect": Later(
            "Look at how you lead and use power.", "reflect:reflect", "REFLECT"
        ),
        "compare": Later(
            "Look closely at one use of power.",
            "reflect:compare",
            "COMPARE",
        ),
        "resume": Later("Go on where you stopped.", "reflect:resume", "RESUME"),
        "read": Later("Hold up the mirror to any text of yours.", "read:read", "READ"),
        "journal": Later(
            "Look back at what you wrote.",
            "journal:journal",
            joined=("edit", "transfer"),
        ),
        "commitment": Later("See and close your commitments.", "journal:commitment"),
        "exercise": Later(
            "See what there is to practise, and make your own.", "exercise:exercise"
        ),
        "lens": Later("See the ideas your words can be held beside.", "ideas:lens"),
        "glossary": Later(
            "Say what a word means here, and whose it is.", "ideas:glossary", "GLOSSARY"
        ),
        "doctor": Later(
            "Look for damage in your files, and say what would help.",
            "doctor:doctor",
            "DOCTOR",
        ),
        "erase": Later(
            "Remove all you wrote here: entries, trash and drafts.",
            "erase:erase",
            "ERASE",
        ),
        "settings": Later("See and change settings.", "settings:settings"),
        "completion": Later(
            "Print a script that completes commands on Tab.",
            "settings:completion",
            "COMPLETION",
        ),
        "help": Later(
            "Explain how leadcoach works, by topic.", "settings:topic", "HELP"
        ),
    }


app = Commands(
    name="leadcoach",
    cls=Tree,
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
    if as_json and ctx.invoked_subcommand:
        from leadcoach.cli.usage import json_before

        raise json_before(ctx)
    if ctx.invoked_subcommand is None:
        from leadcoach.cli.status import standing_page

        context.show(standing_page(context), Output.shown(as_json=as_json))
