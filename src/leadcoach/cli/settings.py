"""leadcoach settings, help, completion: how it is set up."""

from typing import Annotated

import typer

from leadcoach.cli.command import examples, group
from leadcoach.cli.completion import Shell
from leadcoach.cli.context import context_of
from leadcoach.cli.journal import print_path
from leadcoach.cli.output import Output, with_output

HELP = examples("leadcoach help", "leadcoach help privacy")
COMPLETION = examples(
    'eval "$(leadcoach completion bash)"',
    "leadcoach completion fish | source",
)

settings = group(
    "settings",
    "See and change settings.",
    "leadcoach settings show",
    "leadcoach settings set plain yes",
)


@settings.command("show", epilog=examples("leadcoach settings show"))
@with_output
def show_settings(
    ctx: typer.Context,
    *,
    output: Output,
) -> None:
    """Show every setting and what it does."""
    from leadcoach.rendering.pages.status import settings_page

    context = context_of(ctx)
    page = settings_page(context.settings, str(context.places.settings))
    context.show(page, output)


@settings.command(
    "set",
    epilog=examples(
        "leadcoach settings set plain yes",
        "leadcoach settings set lenses heifetz,follett",
        "leadcoach settings set safety.contact 'Ombuds office: 555 0100'",
    ),
)
def set_(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="The setting.")],
    value: Annotated[str, typer.Argument(help="Its new value.")],
) -> None:
    """Change a setting."""
    from leadcoach.cli.ideas import chosen_lenses
    from leadcoach.settings import change

    context = context_of(ctx)
    if name == "lenses":
        chosen_lenses(value)
    change(context.places.settings, name, value)
    context.say("Saved.")


@settings.command("path", epilog=examples("leadcoach settings path"))
def path_(ctx: typer.Context) -> None:
    """Print where the settings are kept."""
    print_path(context_of(ctx), "settings")


def topic(
    ctx: typer.Context,
    name: Annotated[
        list[str] | None, typer.Argument(help="A topic; all of them without it.")
    ] = None,
) -> None:
    """Explain how leadcoach works, by topic."""
    from leadcoach.cli.help import topic_page, topics, topics_page

    context = context_of(ctx)
    context.go_on_without_settings()  # help is for those who cannot go on
    if name and (len(name) > 1 or name[0] not in topics()):
        from leadcoach.cli.usage import no_such_topic

        raise no_such_topic(ctx, name)
    context.show(topic_page(name[0]) if name else topics_page(), Output())


def completion(
    ctx: typer.Context,
    shell: Annotated[Shell, typer.Argument(help="bash, zsh or fish.")],
) -> None:
    """Print a script that completes commands on Tab.

    The script is fixed: on Tab nothing of leadcoach runs, and no file is read. zsh takes
    it as a file called _leadcoach in a folder of its fpath, too.
    """
    from leadcoach.cli.completion import candidates_of, script
    from leadcoach.rendering.screen import write

    root = ctx.find_root().command
    write(context_of(ctx).around.stdout, script(shell, candidates_of(root)))
