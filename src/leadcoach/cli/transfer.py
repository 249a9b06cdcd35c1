"""leadcoach journal export and import: take it all away, and bring it in."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from leadcoach.cli.command import examples
from leadcoach.cli.context import Context, context_of
from leadcoach.cli.journal import journal
from leadcoach.cli.options import with_filters
from leadcoach.cli.output import ForceOption, Output, named
from leadcoach.domain.text import clean_line
from leadcoach.rendering import ExportFormat

if TYPE_CHECKING:
    from leadcoach.journal.exporting import Export, LeavingOut
    from leadcoach.journal.importing import Plan
    from leadcoach.journal.search import Filters


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
        _say_what_did_not(plan)
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
    from leadcoach.cli.asker import says_yes

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
    from leadcoach.cli.context import changes_of
    from leadcoach.errors import DiskRefused, Unreadable

    files = {each.name: sha256(each.content()).hexdigest() for each in plan.new}
    lines = plan.lines if plan.states else None
    try:
        return changes_of(context).note_import(files, lines)
    except (DiskRefused, Unreadable) as problem:  # the entries come in all the same
        context.say(f"This cannot be undone in one step: {problem.message}")
        return None


_NAMED = 3
"""names of files that a message holds"""


_ENDS = {
    ExportFormat.MARKDOWN: "md",
    ExportFormat.JSONL: "jsonl",
    ExportFormat.HTML: "html",
}


_ShapeOption = Annotated[
    ExportFormat,
    typer.Option(
        "--format",
        help="The same files in a folder, one text to read, or lines for programs.",
    ),
]
_PlaceOption = Annotated[
    str | None,
    typer.Option("--output", help="Where to; - prints it, but for a folder."),
]
_WithoutOption = Annotated[
    list[str] | None,
    typer.Option("--without", help="Leave out this question's answers. Repeatable."),
]
_PrivateOption = Annotated[
    bool,
    typer.Option("--with-private", help="Take answers marked as private along too."),
]


@journal.command(
    "export",
    epilog=examples(
        "leadcoach journal export --output my-journal",
        "leadcoach journal export --format markdown --since 2026 --output book.md",
        "leadcoach journal export --format jsonl --output - > journal.jsonl",
    ),
)
@with_filters
def export(  # noqa: PLR0913 - a command's options are its parameters
    ctx: typer.Context,
    *,
    filters: "Filters",
    shape: _ShapeOption = ExportFormat.FOLDER,
    output: _PlaceOption = None,
    force: ForceOption = False,
    without: _WithoutOption = None,
    private: _PrivateOption = False,
) -> None:
    """Take your journal away, in files that need no leadcoach.

    Answers to private questions, and what quotes them, stay behind unless you say
    --with-private.
    """
    from leadcoach.journal.exporting import LeavingOut

    context = context_of(ctx)
    place = Output(name=named(output), force=force)
    _check_place(context, place, shape)
    leaving = LeavingOut(frozenset(without or ()), private=not private)
    found = _found(context, filters, leaving, whole=shape is ExportFormat.FOLDER)
    _refuse_unmet(found, leaving)
    if found:
        _hand_out(context, found, shape, place)
        context.say(_what_left(found, place, is_folder=shape is ExportFormat.FOLDER))
        for line in _what_changed(found):
            context.say(line)
    else:
        context.say("There is nothing to export.")
    _say_what_stayed(found, leaving)


def _check_place(context: Context, place: Output, shape: ExportFormat) -> None:
    from leadcoach.errors import WrongUsage

    is_folder = shape is ExportFormat.FOLDER
    if not place.name or (place.is_stdout and is_folder):
        example = "my-journal" if is_folder else f"journal.{_ENDS[shape]}"
        hint = f"Like this: leadcoach journal export --format {shape.value} --output {example}"
        raise WrongUsage("Say where it should go, with --output.", hint)
    place.check(context.places, folder=is_folder)


def _found(
    context: Context, filters: "Filters", leaving: "LeavingOut", *, whole: bool
) -> "Export":
    from leadcoach.journal.exporting import export_of
    from leadcoach.journal.search import Search

    today = context.around.now().date()
    chosen = {each.path for each in Search(context.journal, filters, today).found()}
    return export_of(context.journal, chosen, leaving, whole=whole)


def _hand_out(
    context: Context, found: "Export", shape: ExportFormat, place: Output
) -> None:
    if shape is not ExportFormat.FOLDER:
        place.put(_text(found, shape), context)
        return
    from leadcoach.journal.exporting import write_folder

    count = len(found.entries) + len(found.as_they_are)
    write_folder(found, place.path, lambda done: tell(context, done, count))


def _text(found: "Export", shape: ExportFormat) -> str:
    if shape is ExportFormat.JSONL:
        from leadcoach.journal.exporting import lines_of

        return "".join(lines_of(found))
    from leadcoach.rendering import Format, render
    from leadcoach.rendering.pages.transfer import book_page
    from leadcoach.rendering.screen import Screen

    return render(book_page(found), Format(shape.value), Screen())


def _what_left(found: "Export", place: Output, *, is_folder: bool) -> str:
    count = len(found.entries) + len(found.as_they_are)
    where = "" if place.is_stdout else f" in {place.name}"
    said = f"{_counted(count, 'entry', 'entries')}{where}."
    what = "folder" if is_folder else "file"
    plain = f"They are plain text: whoever has the {what} can read it."
    parts = [said, plain]
    if found.private:
        answers = _counted(found.private, "private answer was", "private answers were")
        parts.append(f"{answers} left out; --with-private leaves nothing out.")
    return " ".join(parts)


def _refuse_unmet(found: "Export", leaving: "LeavingOut") -> None:
    """Refuse to leave out what is not there: with a slip of the pen, all would leave."""
    from leadcoach.errors import NotFound

    for each in sorted(leaving.ids):
        if found and each.partition(".")[0] not in found.met:
            message = f"No answer in your journal is called “{clean_line(each, 60)}”."
            hint = "Nothing was written. `leadcoach exercise show NAME` has the names."
            raise NotFound(message, hint)


def _what_changed(found: "Export") -> Iterator[str]:
    if found.changed:
        entries = _counted(found.changed, "entry is", "entries are")
        yield f"{entries} without some answers and what quotes them."
    if found.as_they_are:
        names = _listed([name for name, _ in found.as_they_are])
        yield f"Left as they are, for they cannot be read: {names}."


def _say_what_stayed(found: "Export", leaving: "LeavingOut") -> None:
    """Tell, by the exit code too, that not all that was asked for has left."""
    from leadcoach.errors import ExitCode, Unreadable

    if found.behind:
        why = "Nothing can be left out of files that this leadcoach cannot read."
        hint = why if leaving else "They cannot be read. `leadcoach doctor` says why."
        raise Unreadable(f"Not taken along: {_listed(found.behind)}.", hint)
    if not found:
        raise typer.Exit(ExitCode.FOUND)


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
