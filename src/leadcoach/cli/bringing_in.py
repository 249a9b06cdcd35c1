"""leadcoach journal import: entries of leadcoach, jrnl or Markdown come in."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from leadcoach.cli.context import Context, context_of
from leadcoach.cli.look_back import journal
from leadcoach.cli.order import examples
from leadcoach.cli.output import Output

if TYPE_CHECKING:
    from leadcoach.journals.carrying.importing import Plan

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
        list[Path],
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
    """Bring in entries of leadcoach, jrnl or dated Markdown.

    First it shows what would come in, and writes nothing. What is in your journal
    already stays as it is, and nothing comes in twice.
    """
    from leadcoach.rendering.pages.arriving import import_page

    context = context_of(ctx)
    plan = _planned(context, sources)
    context.show(import_page(plan), Output())
    if dry_run:
        context.say("Nothing was written.")
    elif not (plan.new or plan.states):
        context.say("There is nothing new. Nothing was written.")
    elif yes or _wants(context, plan):
        _bring_in(context, plan)
    else:
        context.say("Nothing was written.")


def _planned(context: Context, sources: list[Path]) -> "Plan":
    from leadcoach.errors import Unreadable
    from leadcoach.journals.carrying.arrivals import Found
    from leadcoach.journals.carrying.importing import plan_of
    from leadcoach.journals.carrying.incoming import found_at

    found = Found()
    for source in sources:
        found.add(found_at(source.expanduser()))
    if found.refused and not (found.entries or found.notes or found.states):
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


def _bring_in(context: Context, plan: "Plan") -> None:
    from leadcoach.journals.carrying.importing import bring_in

    names: list[str] = []
    count = len(plan.new)
    told = partial(tell, context, count=count)
    try:
        for name in bring_in(context.journal, plan, told):
            names.append(name)  # noqa: PERF402 - those before a failure count too
    finally:
        can_undo = _record(context, names)
    came = "1 entry is" if len(names) == 1 else f"{len(names):,} entries are"
    undo = " `leadcoach journal undo` takes that back." if can_undo else ""
    context.say(f"{came} in your journal now.{undo}")


def tell(context: Context, done: int, count: int) -> None:
    """Say now and then how many of the entries are written."""
    if done and done % _BETWEEN_WORDS == 0:
        context.say(f"{done:,} of {count:,} …")


def _record(context: Context, names: list[str]) -> bool:
    """Note what came in, so that it can be undone; False where that cannot be."""
    from leadcoach.errors import LeadcoachError
    from leadcoach.journals.changing.changes import Changes
    from leadcoach.journals.changing.trash import Trash

    trash = Trash(context.places.trash)
    try:
        if names:
            Changes(context.journal, trash, context.around.now).record_import(names)
    except LeadcoachError as problem:  # the entries are in all the same
        context.say(f"This cannot be undone in one step: {problem.message}")
        return False
    return bool(names)
