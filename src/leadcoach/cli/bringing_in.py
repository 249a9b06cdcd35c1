"""leadcoach journal import: entries of leadcoach, jrnl, Day One or Markdown come in."""

import os
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from leadcoach.cli.command import examples
from leadcoach.cli.context import Context, context_of
from leadcoach.cli.journal import journal
from leadcoach.cli.output import Output

if TYPE_CHECKING:
    from leadcoach.journal.importing import Plan

_BETWEEN_WORDS = 1000
"""entries after which the person hears how far it is"""


@journal.command(
    "import",
    epilog=examples(
        "leadcoach journal import my-journal",
        "leadcoach journal import ~/journal.txt --dry-run",
        "leadcoach journal import notes/ old.json",
    ),
)
def import_(
    ctx: typer.Context,
    sources: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Files or folders.", show_default=False),
    ],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would come in, and stop.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Bring it in without asking.")
    ] = False,
) -> None:
    """Bring in entries of leadcoach, jrnl, Day One or Markdown.

    First it shows what would come in, and writes nothing. What is in your journal
    already stays as it is, and nothing comes in twice. The exit code is 4 when
    something cannot come in, and 1 when nothing was found.
    """
    from leadcoach.rendering.pages.transfer import import_page

    context = context_of(ctx)
    plan = _planned(context, sources)
    context.show(import_page(plan), Output())
    if dry_run:
        context.say("Nothing was written.")
        return
    if not plan:
        context.say("There is nothing new. Nothing was written.")
    elif yes or _wants(context, plan):
        _bring_in(context, plan)
    else:
        context.say("Nothing was written.")
        return
    _say_what_did_not(plan)


def _planned(context: Context, sources: list[str]) -> "Plan":
    from leadcoach.errors import Unreadable, WrongUsage
    from leadcoach.journal.importing import plan_of
    from leadcoach.journal.importing.incoming import found_at
    from leadcoach.journal.importing.notes import Found

    found = Found()
    for source in sources:
        if not source.strip():  # a variable of a script that was never set
            raise WrongUsage("One of the names is empty.", "Give a file or a folder.")
        found.add(found_at(Path(os.path.expanduser(source))))  # noqa: PTH111 - Path's raises
    if found.refused and not found:
        first = found.refused[0]
        line = f", line {first.line}" if first.line else ""
        message = f"Nothing in it can come in. {first.file}{line}: {first.why}."
        raise Unreadable(message, "`leadcoach help exporting` says what can.")
    return plan_of(context.journal, found, context.around.zone())


def _wants(context: Context, plan: "Plan") -> bool:
    from leadcoach.cli.asking_yes import says_yes

    count = len(plan.new)
    what = f"{count:,} entries" if count != 1 else "1 entry"
    return says_yes(context, f"Bring in {what}? Type yes.")


def _say_what_did_not(plan: "Plan") -> None:
    """Tell, by the exit code too, that not all that was asked for was done."""
    from leadcoach.errors import ExitCode, Unreadable

    count = len(plan.refused)
    if count:
        what = "One of them" if count == 1 else f"{count:,} of them"
        message = f"{what} cannot come in; it is said above why."
        raise Unreadable(message, "`leadcoach help exporting` says what can.")
    if not plan and not plan.there:
        raise typer.Exit(ExitCode.FOUND)


def _bring_in(context: Context, plan: "Plan") -> None:
    from leadcoach.journal.importing import bring_in

    take_back = _noted(context, plan)
    count = 0
    try:
        told = partial(tell, context, count=len(plan.new))
        for _ in bring_in(context.journal, plan, told):
            count += 1
    except BaseException as problem:
        if take_back and not count:  # nothing came in, so the change before is the last
            take_back()
        if isinstance(problem, KeyboardInterrupt):
            so_far = f"{count:,} of {len(plan.new):,} entries are in your journal."
            context.say(f"{so_far} The same command brings the rest.")
        raise
    came = "1 entry is" if count == 1 else f"{count:,} entries are"
    undo = " `leadcoach journal undo` takes that back." if take_back else ""
    context.say(f"{came} in your journal now.{undo}")


def tell(context: Context, done: int, count: int) -> None:
    """Say now and then how many of the entries are written."""
    if done and done % _BETWEEN_WORDS == 0:
        context.say(f"{done:,} of {count:,} …")


def _noted(context: Context, plan: "Plan") -> Callable[[], None] | None:
    """Note what will come in, so that it can be undone; None where that cannot be."""
    from leadcoach.cli.undoable import changes_of
    from leadcoach.errors import DiskRefused, Unreadable

    files = {each.name: sha256(each.content()).hexdigest() for each in plan.new}
    lines = plan.lines if plan.states else None
    try:
        return changes_of(context).note_import(files, lines)
    except (DiskRefused, Unreadable) as problem:  # the entries come in all the same
        context.say(f"This cannot be undone in one step: {problem.message}")
        return None
