"""leadcoach journal export, import and path: take it all away, and bring it in."""

import os
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from leadcoach.cli.context import Context
from leadcoach.cli.journal import journal
from leadcoach.cli.options import (
    FORCE,
    Output,
    argument,
    flag,
    option,
    output_file,
    place_for,
)
from leadcoach.domain.text import clean_line, several
from leadcoach.errors import (
    DiskRefused,
    ExitCode,
    NotFound,
    Unreadable,
    WrongUsage,
)
from leadcoach.rendering import ENDINGS, ExportFormat, Format, render
from leadcoach.rendering.page import counted
from leadcoach.rendering.screen import Screen, write

if TYPE_CHECKING:
    from leadcoach.journal.exporting import Export
    from leadcoach.journal.importing import ImportPlan
    from leadcoach.journal.store import Filters


_BETWEEN_WORDS = 1000
"""entries after which the person hears how far it is"""
_NAMED = 3
"""names of files that a message holds"""


@journal.command(
    "export",
    "leadcoach journal export --output my-journal",
    "leadcoach journal export --format markdown --since 2026 --output book.md",
    "leadcoach journal export --format jsonl --output - > journal.jsonl",
)
def export(  # noqa: PLR0913 - a command's options are its parameters
    context: Context,
    *,
    filters: "Filters",
    form: ExportFormat = option(
        "--format",
        "The same files in a folder, one text to read, or lines for programs.",
        default=ExportFormat.FOLDER,
    ),
    to: str | None = output_file("Where to; - prints it, but for a folder.", None),
    force: bool = FORCE,
    without: list[str] | None = option(
        "--without", "Leave out this question's answers. Repeatable.", default=None
    ),
    private: bool = flag("--with-private", "Take answers marked as private along too."),
    without_coach: bool = flag(
        "--without-coach", "Leave out what a language model made of it."
    ),
) -> None:
    """Take your journal away, in files that need no leadcoach.

    Answers to private questions, and what quotes them, stay behind unless you say
    --with-private.
    """
    from leadcoach.journal.exporting import LeavingOut, export_of
    from leadcoach.journal.search import Search

    is_folder = form is ExportFormat.FOLDER
    command = (
        f"leadcoach journal export --format {form.value} "
        f"--output {'my-' * is_folder}journal{ENDINGS[form]}"
    )
    place = place_for(
        context.places, to, force=force, example=command, folder=is_folder
    )
    leaving = LeavingOut(frozenset(without or ()), not private, without_coach)
    search = Search(context.journal, filters, context.today)
    chosen = {each.path for each in search.found()}
    found = export_of(context.journal, chosen, leaving, whole=is_folder)
    for each in sorted(leaving.ids) if found else ():
        if (
            each.partition(".")[0] not in found.met
        ):  # a slip, with which all would leave
            message = f"No answer in your journal is called “{clean_line(each, 60)}”."
            hint = "Nothing was written. `leadcoach exercise show NAME` has the names."
            raise NotFound(message, hint)
    if found:
        _hand_out(context, found, form, place)
        context.say(_what_left(found, place, "folder" if is_folder else "file"))
    else:
        context.say("There is nothing to export.")
    # The exit code tells, too, that not all that was asked for has left.
    if found.behind:
        why = "Nothing can be left out of files that this leadcoach cannot read."
        hint = why if leaving else "They cannot be read. `leadcoach doctor` says why."
        raise Unreadable(f"Not taken along: {several(found.behind, _NAMED)}.", hint)
    if not found:
        raise typer.Exit(ExitCode.FOUND)


def _hand_out(
    context: Context, found: "Export", form: ExportFormat, place: Output
) -> None:
    from leadcoach.journal.exporting import lines_of, write_folder
    from leadcoach.rendering.pages.journal import book_page

    if form is ExportFormat.FOLDER:
        count = len(found.entries) + len(found.as_they_are)
        write_folder(found, place.path, partial(_tell, context, count))
    elif form is ExportFormat.JSONL:
        context.put("".join(lines_of(found)), place)
    else:
        context.put(render(book_page(found), Format(form.value), Screen()), place)


def _what_left(found: "Export", place: Output, what: str) -> str:
    count = len(found.entries) + len(found.as_they_are)
    where = "" if place.is_stdout else f" in {place.name}"
    said = (
        f"{counted(count, 'entry', 'entries')}{where}. "
        f"They are plain text: whoever has the {what} can read it."
    )
    if found.private:
        answers = counted(found.private, "private answer was", "private answers were")
        said += f" {answers} left out; --with-private leaves nothing out."
    if found.changed:
        entries = counted(found.changed, "entry is", "entries are")
        said += f"\n{entries} without some answers and what quotes them."
    if found.coaches:
        entries = counted(found.coaches, "entry is", "entries are")
        said += f"\n{entries} without a coach's reading, and what was said to it."
    if found.as_they_are:
        names = several([name for name, _ in found.as_they_are], _NAMED)
        said += f"\nLeft as they are, for they cannot be read: {names}."
    return said


def _tell(context: Context, count: int, done: int) -> None:
    if done and done % _BETWEEN_WORDS == 0:
        context.say(f"{done:,} of {count:,} …")


@journal.command(
    "import",
    "leadcoach journal import my-journal",
    "leadcoach journal import ~/journal.txt --dry-run",
    "leadcoach journal import notes/ old.json",
)
def import_(
    context: Context,
    sources: list[str] = argument(
        "Files or folders.", metavar="PATH...", show_default=False
    ),
    *,
    dry_run: bool = flag("--dry-run", "Show what would come in, and stop."),
    yes: bool = flag("--yes", "Bring it in without asking."),
) -> None:
    """Bring in entries of leadcoach, jrnl, Day One or Markdown.

    First it shows what would come in, and writes nothing. What is in your journal
    already stays as it is, and nothing comes in twice. The exit code is 4 when
    something cannot come in, and 1 when nothing was found.
    """
    from leadcoach.cli.asker import says_yes
    from leadcoach.rendering.pages.journal import import_page

    plan = _planned(context, sources)
    context.show(import_page(plan), Output())
    if dry_run:
        context.say("Nothing was written.")
    elif not plan:
        context.say("There is nothing new. Nothing was written.")
    elif yes or says_yes(context, f"Bring in {_what_comes(plan)}? Type yes."):
        _bring_in(context, plan)
    else:
        context.say("Nothing was written.")
        return
    # The exit code tells, too, that not all that was asked for was done.
    if plan.refused:
        count = len(plan.refused)
        what = "One of them" if count == 1 else f"{count:,} of them"
        message = f"{what} cannot come in; it is said above why."
        raise Unreadable(message, "`leadcoach help exporting` says what can.")
    if not (plan or plan.there or plan.is_known):
        raise typer.Exit(ExitCode.FOUND)


def _what_comes(plan: "ImportPlan") -> str:
    if plan.new:
        return counted(len(plan.new), "entry", "entries")
    return f"what became of {plan.told}"


def _planned(context: Context, sources: list[str]) -> "ImportPlan":
    from leadcoach.journal.importing import plan_of
    from leadcoach.journal.importing.incoming import found_at
    from leadcoach.journal.importing.notes import FileContents

    found = FileContents()
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


def _bring_in(context: Context, plan: "ImportPlan") -> None:
    from leadcoach.journal.importing import bring_in

    files = {each.name: sha256(each.content()).hexdigest() for each in plan.new}
    take_back: Callable[[], None] | None = None
    try:
        take_back = context.changes.note_import(files, plan.lines)
    except (DiskRefused, Unreadable) as problem:  # the entries come in all the same
        context.say(f"This cannot be undone in one step: {problem.message}")
    count = 0
    try:
        told = partial(_tell, context, len(plan.new))
        for _ in bring_in(context.journal, plan, told):
            count += 1
    except BaseException as problem:
        if take_back and not count:  # nothing came in, so the change before is the last
            take_back()
        if isinstance(problem, KeyboardInterrupt):
            so_far = f"{count:,} of {len(plan.new):,} entries are in your journal."
            context.say(f"{so_far} The same command brings the rest.")
        raise
    came = counted(count, "entry is", "entries are")
    if not plan.new:
        came = f"What became of {plan.told} is"
    undo = " `leadcoach journal undo` takes that back." if take_back else ""
    context.say(f"{came} in your journal now.{undo}")


@journal.command("path", 'cd "$(leadcoach journal path)"')
def path_(context: Context) -> None:
    """Print the folder that holds your journal."""
    write(context.around.stdout, f"{context.places.journal}\n")
