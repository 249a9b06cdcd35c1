"""Changes of the journal that can be undone: made for a run, and what is said of them."""

from typing import TYPE_CHECKING

from leadcoach.cli.context import Context

if TYPE_CHECKING:
    from leadcoach.journal.changes import Changes
    from leadcoach.journal.trash import Trash

TO_UNDO = "To take that back: leadcoach journal undo"


def trash_of(context: Context) -> "Trash":
    """Return the trash of the journal."""
    from leadcoach.journal.trash import Trash

    return Trash(context.places.trash)


def changes_of(context: Context) -> "Changes":
    """Return what can change the journal."""
    from leadcoach.journal.changes import Changes

    return Changes(context.journal, trash_of(context), context.around.now)


def say_what_left(context: Context, changes: "Changes") -> None:
    """Say how many files left the trash, when some did."""
    if changes.left == 1:
        context.say("One file that was in the trash for 30 days is gone now.")
    elif changes.left:
        context.say(
            f"{changes.left} files that were in the trash for 30 days are gone now."
        )
