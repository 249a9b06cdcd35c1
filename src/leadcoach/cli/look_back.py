"""leadcoach journal and leadcoach commitment: look back at what was written."""

from typing import TYPE_CHECKING, Annotated

import typer

from leadcoach.cli.context import Context, context_of
from leadcoach.cli.options import FormatOption, JsonOption, OutputOption, chosen
from leadcoach.cli.order import examples, group
from leadcoach.rendering import Format

if TYPE_CHECKING:
    from leadcoach.rendering.pages.start import ListedCommitment

LISTED = 20
"""entries that `journal list` shows"""

journal = group(
    "journal",
    "Look back at what you wrote.",
    "leadcoach journal list",
    "leadcoach journal show",
    "leadcoach journal show 2 --format markdown",
)
commitment = group(
    "commitment",
    "See and close your commitments.",
    "leadcoach commitment list",
    "leadcoach commitment done 1",
)


@journal.command("list", epilog=examples("leadcoach journal list"))
def list_(
    ctx: typer.Context,
    *,
    form: FormatOption = Format.TERMINAL,
    as_json: JsonOption = False,
    output: OutputOption = None,
) -> None:
    """List your newest entries."""
    from leadcoach.rendering.pages.journal import journal_page

    context = context_of(ctx)
    paths = context.journal.paths()
    page = journal_page(paths[:LISTED], len(paths))
    context.show(page, chosen(form, as_json=as_json), output)


@journal.command(
    "show", epilog=examples("leadcoach journal show", "leadcoach journal show 2")
)
def show(
    ctx: typer.Context,
    name: Annotated[
        str, typer.Argument(help="A number of the list, a day, or a name.")
    ] = "",
    *,
    form: FormatOption = Format.TERMINAL,
    as_json: JsonOption = False,
    output: OutputOption = None,
) -> None:
    """Read one entry; the last one without a name."""
    from leadcoach.rendering.pages.journal import entry_page

    context = context_of(ctx)
    path = context.journal.find(name or None)
    page = entry_page(context.journal.load(path), path)
    context.show(page, chosen(form, as_json=as_json), output)


@journal.command("path", epilog=examples('cd "$(leadcoach journal path)"'))
def path_(ctx: typer.Context) -> None:
    """Print the folder that holds your journal."""
    print_path(context_of(ctx), "journal")


def print_path(context: Context, place: str) -> None:
    """Print one of the places, as it is, for scripts."""
    from leadcoach.rendering.screen import write

    write(context.around.stdout, f"{getattr(context.places, place)}\n")


@commitment.command("list", epilog=examples("leadcoach commitment list --all"))
def commitments(
    ctx: typer.Context,
    *,
    every: Annotated[bool, typer.Option("--all", help="Show done ones too.")] = False,
    form: FormatOption = Format.TERMINAL,
    as_json: JsonOption = False,
    output: OutputOption = None,
) -> None:
    """List your open commitments."""
    from leadcoach.rendering.pages.start import commitments_page

    context = context_of(ctx)
    page = commitments_page(listed(context, every=every))
    context.show(page, chosen(form, as_json=as_json), output)


@commitment.command("done", epilog=examples("leadcoach commitment done 1"))
def done(
    ctx: typer.Context,
    which: Annotated[str, typer.Argument(help="Its number in the list.")],
) -> None:
    """Mark a commitment as done."""
    from leadcoach.domain.if_then import in_words
    from leadcoach.domain.text import clean_line

    context = context_of(ctx)
    kept = context.commitments.mark_done(which, context.around.now().date())
    context.say(f"Done: {clean_line(in_words(kept.commitment))}")


def listed(context: Context, *, every: bool = False) -> list["ListedCommitment"]:
    """Return the commitments as pages list them."""
    from leadcoach.rendering.pages.start import ListedCommitment

    kept = context.commitments.all() if every else context.commitments.open()
    return [
        ListedCommitment(
            each.ordinal, each.commitment, each.made, each.state, each.entry.stem
        )
        for each in kept
    ]
