"""leadcoach erase: remove all that leadcoach keeps of a person."""

import os
from pathlib import Path

import typer

from leadcoach.cli.command import command
from leadcoach.cli.context import Context
from leadcoach.cli.options import YES
from leadcoach.errors import ExitCode, WrongUsage

_SEVERAL = 10
"""files that a message names one by one"""


@command("erase", "leadcoach erase", "leadcoach erase --yes")
def erase(context: Context, *, yes: bool = YES) -> None:
    """Remove all you wrote here: entries, trash and drafts.

    For good: there is no undo for it. Exercises of your own and settings stay, and so do
    backups and exports, which leadcoach does not know of.
    """
    from leadcoach.cli.asker import says_yes
    from leadcoach.journal.erase import erase_all, holdings_of, refuse_what_is_not_ours

    home = context.around.environ.get("HOME") or os.path.expanduser("~")  # noqa: PTH111 - Path's raises
    refuse_what_is_not_ours(context.places, Path(home))
    drafts = context.drafts
    if any(drafts.is_open_elsewhere(name) for name in drafts.names()):
        message = "A draft is open in another leadcoach. Nothing was erased."
        raise WrongUsage(message, "Pause or finish there, then try again.")
    found = holdings_of(context.places)
    if not any(found.values()):
        erase_all(context.places)
        context.say("There is nothing to erase.")
        return
    lines = [f"{kind}: {count}" for kind, count in found.items() if count]
    context.say("\n".join(["This is what leadcoach keeps of you:", *lines]))
    if not yes and not says_yes(context, "Remove it all, for good? Type yes: "):
        context.say("Nothing was erased.")
        return
    context.editor.sweep(everything=True)
    _say_what_is_left(context, erase_all(context.places))


def what_git_keeps(context: Context) -> str:
    """Return what is said where the journal is in a git repository; else nothing."""
    from leadcoach.journal.folder import git_of

    git = git_of(context.places.journal)
    return f"\nWhat git was given before stays in {git}." if git else ""


def _say_what_is_left(context: Context, left: list[Path]) -> None:
    if not left:
        own = context.places.exercises
        context.say(
            f"All of it is erased. Exercises of your own ({own}) and settings stay.\n"
            "Backups and copies elsewhere are not known to leadcoach."
            f"{what_git_keeps(context)}"
        )
        return
    shown = [str(path) for path in left[:_SEVERAL]]
    if len(left) > _SEVERAL:
        shown.append(f"and {len(left) - _SEVERAL} more")
    context.say("\n".join(["These could not be removed:", *shown]))
    context.say("Check who may write there, then try again.")
    raise typer.Exit(ExitCode.DISK)
