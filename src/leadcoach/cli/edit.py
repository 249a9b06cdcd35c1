"""leadcoach journal edit, remove, restore and undo: changing one's mind."""

from typing import TYPE_CHECKING, Annotated

import typer

from leadcoach.cli.command import examples
from leadcoach.cli.context import Context, context_of
from leadcoach.cli.journal import journal
from leadcoach.cli.options import (
    AnswerOption,
)
from leadcoach.cli.output import Output, with_output
from leadcoach.cli.undoable import TO_UNDO, changes_of, say_what_left, trash_of
from leadcoach.errors import ExitCode, Unreadable, WrongUsage

if TYPE_CHECKING:
    from pathlib import Path

    from leadcoach.journal.changes import Change

YesOption = Annotated[bool, typer.Option("--yes", help="Do not ask first.")]
NameArgument = Annotated[
    str, typer.Argument(help="A number of the list, a day, or a name.")
]
_SEVERAL = 5
"""files that a message names one by one"""


@journal.command(
    "edit",
    epilog=examples(
        "leadcoach journal edit",
        "leadcoach journal edit 2 --question best",
        "leadcoach journal edit 2 --answer close=4",
    ),
)
def edit(
    ctx: typer.Context,
    name: NameArgument = "",
    *,
    question: Annotated[
        str, typer.Option("--question", help="Open the answer to this one only.")
    ] = "",
    answer: AnswerOption = None,
) -> None:
    """Change an entry, in your editor or answer by answer."""
    from leadcoach.cli.editing import opened

    if question and answer:
        message = "--question opens an editor, and --answer gives the words."
        raise WrongUsage(message, "Use one of the two.")
    context = context_of(ctx)
    editing = opened(context, entry_called(context, name))
    if answer:
        editing.with_answers(answer)
    elif question:
        editing.question_in_editor(question)
    else:
        editing.in_editor()


@journal.command(
    "remove",
    epilog=examples("leadcoach journal remove 2", "leadcoach journal remove 2 --yes"),
)
def remove(
    ctx: typer.Context,
    name: NameArgument,
    *,
    for_good: Annotated[
        bool, typer.Option("--for-good", help="Keep it nowhere, not in the trash.")
    ] = False,
    yes: YesOption = False,
) -> None:
    """Move an entry to the trash, or remove it for good."""
    context = context_of(ctx)
    if for_good:
        _remove_for_good(context, name, yes=yes)
        return
    path = entry_called(context, name)
    context.say(_told(context, path))
    if _is_wanted(context, "Move it to the trash? Type yes: ", yes=yes):
        changes = changes_of(context)
        changes.remove(path)
        context.say(f"Removed: {path.stem}\nIt is in the trash for 30 days. {TO_UNDO}")
        say_what_left(context, changes)


@journal.command(
    "restore",
    epilog=examples("leadcoach journal restore", "leadcoach journal restore 1"),
)
@with_output
def restore(
    ctx: typer.Context,
    name: Annotated[
        str, typer.Argument(help="A number of the list of the trash, or a name.")
    ] = "",
    *,
    output: Output,
) -> None:
    """List the trash, or bring back an entry from it."""
    context = context_of(ctx)
    trash = trash_of(context)
    if not name:
        from leadcoach.rendering.pages.journal import trash_page

        page = trash_page(trash.all(), context.around.now())
        context.show(page, output)
        return
    if output != Output():
        message = "--output and --format go with the list of the trash."
        raise WrongUsage(message, "Leave out the name, or these.")
    changes = changes_of(context)
    path = changes.restore(trash.find(name))
    context.say(f"Back in your journal: {path}\n{TO_UNDO}")
    say_what_left(context, changes)


@journal.command("undo", epilog=examples("leadcoach journal undo"))
def undo(ctx: typer.Context) -> None:
    """Take back the last change to your journal."""
    context = context_of(ctx)
    changes = changes_of(context)
    change = changes.last()
    if change is not None:
        context.say(f"The last change: {_in_words(context, change)}.")
    changed = changes.undo()
    context.say("It is taken back. Nothing you wrote is lost.")
    say_what_left(context, changes)
    if changed:
        many = f"{len(changed)} of them changed since, and stay"
        said = many if len(changed) > 1 else "One changed since, and stays"
        raise Unreadable(f"{said}: {_listed(changed)}")


def entry_called(context: Context, name: str) -> "Path":
    """Return the path of the entry that `name` means, as `journal show` takes it."""
    from leadcoach.journal.search import entry_of

    return entry_of(context.journal, name, context.around.now().date())


def _is_wanted(context: Context, question: str, *, yes: bool) -> bool:
    """Tell whether the person wants it, asking where `--yes` was not given."""
    from leadcoach.cli.asking_yes import says_yes

    if yes or says_yes(context, question):
        return True
    context.say("Nothing was changed.")
    return False


def _told(context: Context, path: "Path") -> str:
    """Return what is said of an entry before it goes: none of its words."""
    from leadcoach.domain.text import clean_line
    from leadcoach.errors import Unreadable
    from leadcoach.journal.entry_name import EntryName

    told = EntryName.of_file(path.name)
    try:
        title = clean_line(context.journal.load(path).title) or told.exercise
    except Unreadable:
        title = told.exercise
    return f"{told.day}, {told.clock}: {title}\n{path}"


def _remove_for_good(context: Context, name: str, *, yes: bool) -> None:
    from leadcoach.journal.erase import remove_for_good, stem_meant

    trash = trash_of(context)
    stem = stem_meant(context.journal, trash, name)
    path = context.journal.path_of(f"{stem}.toml")
    context.say(_told(context, path))
    versions = sum(each.name == path.name for each in trash.all())
    if versions:
        context.say(f"Versions of it in the trash, which go too: {versions}")
    if not _is_wanted(context, "Remove it for good? Type yes: ", yes=yes):
        return
    context.sweep_editors()
    places = context.places
    folders = (places.drafts, places.reports, places.cache)
    left = remove_for_good(context.journal, trash, folders, stem, places.repaired)
    if not left:
        context.say(
            f"Removed for good: {stem}\nNo file of leadcoach holds it any more. "
            "Backups and copies elsewhere are not known to leadcoach."
        )
        return
    context.say(
        f"These still name it or hold words of it: {_listed(left)}\n"
        "Look at them, and decide."
    )
    raise typer.Exit(ExitCode.DISK if any(stem in each.name for each in left) else 1)


def _listed(paths: "list[Path]") -> str:
    more = len(paths) - _SEVERAL
    shown = ", ".join(map(str, paths[:_SEVERAL]))
    return f"{shown} and {more} more" if more > 0 else shown


def _in_words(context: Context, change: "Change") -> str:
    """Return what was changed, and when, by the names of files."""
    when = change.when.astimezone(context.around.now().tzinfo)
    done = {
        "remove": "removed",
        "edit": "edited",
        "restore": "brought back",
        "import": "brought in",
        "done": "a commitment marked as done:",
    }.get(change.what, change.what)
    if change.commitment:
        names = [str(change.commitment.get("name", ""))]
    else:
        names = [each.place.rpartition("/")[2][:-5] for each in change.touched]
    what = names[0] if len(names) == 1 else f"{len(names)} entries"
    return f"{done} {what}, {when:%Y-%m-%d at %H:%M}"
