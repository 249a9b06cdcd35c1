"""leadcoach commitment: see and close what was promised."""

from leadcoach.cli.command import group
from leadcoach.cli.context import Context
from leadcoach.cli.options import Output, argument, flag

commitment = group(
    "commitment",
    "See and close your commitments.",
    "leadcoach commitment list",
    "leadcoach commitment done 1",
)


@commitment.command("list", "leadcoach commitment list --all")
def commitments(
    context: Context,
    *,
    every: bool = flag("--all", "Show done ones too."),
    output: Output,
) -> None:
    """List your open commitments."""
    from leadcoach.rendering.pages.status import commitments_page

    found = context.commitments.all() if every else context.commitments.open()
    page = commitments_page(found, is_whole=not context.journal.unread)
    context.show(page, output)


@commitment.command("done", "leadcoach commitment done 1")
def done(
    context: Context,
    which: str = argument("Its number in the list."),
) -> None:
    """Mark a commitment as done."""
    from leadcoach.domain.entry import in_words

    kept = context.changes.mark_done(context.commitments, which, context.today)
    context.say(f"Done.\n{in_words(kept.commitment)}")
