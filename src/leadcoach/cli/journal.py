"""leadcoach journal and leadcoach commitment: look back at what was written."""

import time
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from leadcoach.cli.command import examples, group
from leadcoach.cli.context import Context, context_of
from leadcoach.cli.options import with_filters
from leadcoach.cli.output import Output, with_output

if TYPE_CHECKING:
    from leadcoach.journal.search import Filters, Search
    from leadcoach.journal.store import FoundEntry
    from leadcoach.rendering.page import Page
    from leadcoach.rendering.pages.status import ListedCommitment


LISTED = 20
"""entries that are shown unless somebody asks for more"""
AllOption = Annotated[bool, typer.Option("--all", help="Show every one of them.")]
LimitOption = Annotated[
    int, typer.Option("--limit", help="How many to show at most.", min=1)
]

journal = group(
    "journal",
    "Look back at what you wrote.",
    "leadcoach journal list",
    "leadcoach journal show",
    "leadcoach journal show 2 --format markdown",
    "leadcoach journal search deadline --since 'last month'",
    order=(
        *("list", "show", "search", "tags"),
        *("edit", "remove", "restore", "undo"),
        *("export", "import", "path"),
    ),
)
commitment = group(
    "commitment",
    "See and close your commitments.",
    "leadcoach commitment list",
    "leadcoach commitment done 1",
)


@journal.command(
    "list",
    epilog=examples(
        "leadcoach journal list",
        "leadcoach journal list --since 'last month' --exercise reflect",
        "leadcoach journal list --tag budget --all",
    ),
)
@with_filters
@with_output
def list_(
    ctx: typer.Context,
    *,
    filters: "Filters",
    limit: LimitOption = LISTED,
    every: AllOption = False,
    output: Output,
) -> None:
    """List your newest entries."""
    from leadcoach.rendering.pages.journal import journal_page

    context = context_of(ctx)
    found, search = found_for(context, filters, None if every else limit)
    total = None if filters else context.journal.count()
    rest = rest_of_list(found, search, filters, total, None if every else limit)
    page = journal_page(found, rest, total)
    context.show(page, output)


@journal.command(
    "show",
    epilog=examples(
        "leadcoach journal show",
        "leadcoach journal show yesterday",
        "leadcoach journal show --question struggle --since 2026",
    ),
)
@with_filters
@with_output
def show(  # noqa: PLR0913 - a command's options are its parameters
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(help="last, a number of the list, a day, or how a name begins."),
    ] = "",
    *,
    filters: "Filters",
    question: Annotated[
        str, typer.Option("--question", help="Show this one question over time.")
    ] = "",
    limit: LimitOption = LISTED,
    every: AllOption = False,
    output: Output,
) -> None:
    """Read one entry, the last without a name; or one question.

    With --question, what you answered to it stands below each other, newest first, and
    the other options say which entries are meant.
    """
    context = context_of(ctx)
    if question.strip():
        _refuse(name, "An entry and --question do not go together.")
        page = _question_page(context, question, filters, None if every else limit)
    else:
        _refuse(filters, "Those options go with --question, or with journal list.")
        page = _entry_page(context, name)
    context.show(page, output)


def _refuse(given: object, message: str) -> None:
    if given:
        from leadcoach.errors import WrongUsage

        raise WrongUsage(message, "`leadcoach journal show --help` has examples.")


def _entry_page(context: Context, name: str) -> "Page":
    from leadcoach.journal.search import find_entry
    from leadcoach.rendering.pages.journal import entry_page

    path = find_entry(context.journal, name, context.around.now().date())
    return entry_page(context.journal.load(path), path)


def _question_page(
    context: Context, question: str, filters: "Filters", limit: int | None
) -> "Page":
    from dataclasses import replace

    from leadcoach.errors import NotFound
    from leadcoach.rendering.pages.journal import question_page

    asked = replace(filters, question=question.strip())
    found, search = found_for(context, asked, limit)
    if not found:
        hint = "`leadcoach exercise show reflect` shows the ids of its questions."
        raise NotFound(nothing_found(asked, search), hint)
    return question_page(asked.question, found, more=len(found) == limit)


@journal.command(
    "search",
    epilog=examples(
        "leadcoach journal search deadline",
        "leadcoach journal search 'night shift' roof --since 2025",
        "leadcoach journal search café --exercise reflect --all",
    ),
)
@with_filters
@with_output
def search(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(help="Words, or phrases in quotes; all have to be there."),
    ],
    *,
    filters: "Filters",
    limit: LimitOption = LISTED,
    every: AllOption = False,
    output: Output,
) -> None:
    """Find words in what you wrote.

    Capitals and accents do not matter, and no sign has a meaning of its own. Each
    sentence is shown with the *words* between stars.
    """
    from dataclasses import replace

    from leadcoach.domain.excerpts import terms_of
    from leadcoach.errors import ExitCode
    from leadcoach.rendering.pages.journal import found_page

    context = context_of(ctx)
    sought = replace(filters, words=tuple(words))
    top = None if every else limit
    found, through = found_for(context, sought, top)
    if found or output.is_json:
        page = found_page(found, terms_of(words), more=len(found) == top)
        context.show(page, output)
    if not found:
        context.say(nothing_found(sought, through))
        raise typer.Exit(ExitCode.FOUND)


@journal.command(
    "tags",
    epilog=examples("leadcoach journal tags", "leadcoach journal tags --since 2026"),
)
@with_filters
@with_output
def tags(
    ctx: typer.Context,
    *,
    filters: "Filters",
    output: Output,
) -> None:
    """Count the #tags and @people in your answers."""
    from leadcoach.rendering.pages.journal import marks_page

    context = context_of(ctx)
    search = search_for(context, filters)
    counted = search.marks()
    nothing = nothing_found(filters, search) if filters and not counted else ""
    if context.journal.unread:
        nothing = "In what could be read there is no tag and nobody."
    context.show(marks_page(counted, nothing), output)


@journal.command("path", epilog=examples('cd "$(leadcoach journal path)"'))
def path_(ctx: typer.Context) -> None:
    """Print the folder that holds your journal."""
    print_path(context_of(ctx), "journal")


def print_path(context: Context, place: str) -> None:
    """Print one of the places, as it is, for scripts."""
    from leadcoach.rendering.screen import write

    write(context.around.stdout, f"{getattr(context.places, place)}\n")


@commitment.command("list", epilog=examples("leadcoach commitment list --all"))
@with_output
def commitments(
    ctx: typer.Context,
    *,
    every: Annotated[bool, typer.Option("--all", help="Show done ones too.")] = False,
    output: Output,
) -> None:
    """List your open commitments."""
    from leadcoach.rendering.pages.status import commitments_page

    context = context_of(ctx)
    found = listed(context, every=every)
    page = commitments_page(found, is_whole=not context.journal.unread)
    context.show(page, output)


@commitment.command("done", epilog=examples("leadcoach commitment done 1"))
def done(
    ctx: typer.Context,
    which: Annotated[str, typer.Argument(help="Its number in the list.")],
) -> None:
    """Mark a commitment as done."""
    from leadcoach.cli.context import changes_of
    from leadcoach.domain.entry import in_words

    context = context_of(ctx)
    today = context.around.now().date()
    kept = changes_of(context).mark_done(context.commitments, which, today)
    context.say(f"Done.\n{in_words(kept.commitment)}")


def listed(context: Context, *, every: bool = False) -> list["ListedCommitment"]:
    """Return the commitments as pages list them."""
    from leadcoach.rendering.pages.status import ListedCommitment

    kept = context.commitments.all() if every else context.commitments.open()
    return [
        ListedCommitment(
            each.ordinal, each.commitment, each.made, each.state, each.entry.stem
        )
        for each in kept
    ]


_FIRST_WORD_AFTER = 1.0
"""seconds; then twice as long, and so on"""
_SHOWN = 60


def found_for(
    context: Context, filters: "Filters", limit: int | None
) -> "tuple[list[FoundEntry], Search]":
    """Return the newest entries that fit, `limit` at most, and the search for them."""
    search = search_for(context, filters)
    return list(islice(search.found(), limit)), search


def search_for(context: Context, filters: "Filters") -> "Search":
    """Return a search that says how far it is, on a terminal and after a second."""
    from leadcoach.journal.search import Search

    through = Search(context.journal, filters, context.around.now().date())
    began = time.monotonic()
    silence = _FIRST_WORD_AFTER
    total = 0

    def tell(looked: int) -> None:
        nonlocal silence, total
        if time.monotonic() - began < silence:
            return
        silence *= 2
        total = total or through.count()
        context.say(f"Looked through {looked:,} of {total:,} entries")

    if context.side_screen.is_terminal:
        through.tell = tell
    return through


def nothing_found(filters: "Filters", search: "Search") -> str:
    """Return the line that says what was searched, and that it is not there."""
    from leadcoach.domain.text import clean_line

    named = {
        "exercise": filters.exercise,
        "question": filters.question,
        "tag": " and ".join(filters.tag),
        "person": " and ".join(filters.person),
        "since": filters.since,
        "until": filters.until,
        "on": filters.on,
    }
    parts = (
        [f"“{clean_line(' '.join(filters.words), _SHOWN)}”"] if filters.words else []
    )
    parts += [
        f"{name} {clean_line(text, _SHOWN)}" for name, text in named.items() if text
    ]
    entries = "1 entry" if search.looked == 1 else f"{search.looked:,} entries"
    return f"Nothing found for {', '.join(parts)} (looked through {entries})."


def rest_of_list(
    found: "list[FoundEntry]",
    search: "Search",
    filters: "Filters",
    total: int | None,
    limit: int | None,
) -> str:
    """Return what to say below a list of what is not in it."""
    from leadcoach.rendering.pages.journal import NOTHING_YET, there_may_be_more

    if not found:
        return nothing_found(filters, search) if filters else NOTHING_YET
    if total is None:
        return there_may_be_more(len(found)) if len(found) == limit else ""
    return f"The newest {len(found)} of {total}." if total > len(found) else ""
