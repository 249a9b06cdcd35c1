"""All commands, put together in the order in which help lists them."""

from typing import ClassVar

import typer

from leadcoach import __version__
from leadcoach.cli.command import CommandGroup, Commands, examples_block
from leadcoach.cli.context import context_of
from leadcoach.cli.options import JSON, PLAIN, Output, flag
from leadcoach.rendering import Format


class Tree(CommandGroup):
    """All commands, in the order of a person's path: practise, look back, set up."""

    # What help says of it, then modules of leadcoach.cli: the one it stands in, which
    # is called as it is typed unless named here, and those that add to it.
    table: ClassVar = {
        "reflect": ("Look at how you lead and use power.",),
        "compare": ("Look closely at one use of power.", "reflect"),
        "resume": ("Go on where you stopped.", "reflect"),
        "jot": ("Keep a moment in a line.",),
        "ask": ("Put one good question to you.",),
        "read": ("Hold up the mirror to any text of yours.",),
        "prompt": ("Print your answers as a prompt for any chat window.",),
        "paste": ("Keep the reply of a chat window beside your entry.", "prompt"),
        "coach": ("Let a language model read an entry, and talk it over.",),
        "journal": (
            "Look back at what you wrote.",
            *("journal", "edit", "transfer", "calendar"),
        ),
        "commitment": ("See and close your commitments.",),
        "remind": ("Write a file of reminders for your calendar.",),
        "summary": ("See what has moved, in your own words and numbers.",),
        "exercise": ("See what there is to practise, and make your own.",),
        "course": (
            "Go through weeks of exercises, alone or with a group.",
            *("course", "course_file"),
        ),
        "share": ("Hand one file to a coach, chosen line by line.",),
        "desk": ("See what people handed in to you as their coach.",),
        "lens": ("See the ideas your words can be held beside.", "ideas"),
        "glossary": ("Say what a word means here, and whose it is.", "ideas"),
        "doctor": ("Look for damage in your files, and say what would help.",),
        "erase": ("Remove all you wrote here: entries, trash and drafts.",),
        "settings": ("See and change settings.",),
        "completion": ("Print a script that completes commands on Tab.",),
        "help": ("Explain how leadcoach works, by topic.",),
    }


app = Commands(
    name="leadcoach",
    cls=Tree,
    help="Questions about how you lead and use power, and your own words back.",
    epilog=examples_block(
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
    version: bool = flag("--version", "Print the version.", is_eager=True),
    plain: bool = PLAIN,
    as_json: bool = JSON,
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
        from leadcoach.cli.home import show_home

        show_home(ctx, context, Output(Format.JSON if as_json else Format.TERMINAL))
