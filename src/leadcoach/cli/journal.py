"""leadcoach journal: look back at what was written."""

import time
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import typer

from leadcoach.cli.command import group
from leadcoach.cli.context import Context
from leadcoach.cli.options import Output, argument, flag, option
from leadcoach.domain.text import clean_line, nearest_of
from leadcoach.errors import ExitCode, LeadcoachError, NotFound, Unreadable, WrongUsage
from leadcoach.rendering import Format
from leadcoach.rendering.page import counted

if TYPE_CHECKING:
    from leadcoach.domain.entry import Entry
    from leadcoach.domain.session import Session
    from leadcoach.domain.sharing import KeptLines
    from leadcoach.journal.search import Search
    from leadcoach.journal.store import Filters, FoundEntry
    from leadcoach.rendering.page import Page


LISTED = 20
"""entries that are shown unless somebody asks for more"""
_FIRST_WORD_AFTER = 1.0
"""seconds; then twice as long, and so on"""
_SHOWN = 60
"""characters of what was typed that a message repeats"""
ALL = flag("--all", "Show every one of them.")
LIMIT = option("--limit", "How many to show at most.", default=LISTED, min=1)

journal = group(
    "journal",
    "leadcoach journal list",
    "leadcoach journal show",
    "leadcoach journal show 2 --format markdown",
    "leadcoach journal search deadline --since 'last month'",
)


@journal.command(
    "list",
    "leadcoach journal list",
    "leadcoach journal list --since 'last month' --exercise reflect",
    "leadcoach journal list --tag budget --all",
)
def list_(
    context: Context,
    *,
    filters: "Filters",
    limit: int = LIMIT,
    every: bool = ALL,
    output: Output,
) -> None:
    """List your newest entries."""
    from leadcoach.rendering.pages.journal import (
        NOTHING_YET,
        journal_page,
        there_may_be_more,
    )

    most = None if every else limit
    found, search = _found(context, filters, most)
    if output.form is not Format.JSON:
        found = with_words(context, found)
    total = None if filters else context.journal.count()
    rest = ""
    if not found:
        rest = _nothing_found(filters, search) if filters else NOTHING_YET
    elif total is None and len(found) == most:
        rest = there_may_be_more(len(found))
    elif total is not None and total > len(found):
        rest = f"The newest {len(found)} of {total}."
    context.show(journal_page(found, rest, total), output)
    context.say_copies()


def with_words(context: Context, found: "Iterable[FoundEntry]") -> "list[FoundEntry]":
    """Return them with what is in them, which their names do not tell."""
    return [
        each if each.entry else each._replace(entry=context.journal.loaded(each.path))
        for each in found
    ]


@journal.command(
    "show",
    "leadcoach journal show",
    "leadcoach journal show yesterday",
    "leadcoach journal show --question struggle --since 2026",
)
def show(  # noqa: PLR0913 - a command's options are its parameters
    context: Context,
    name: str = argument(
        "last, a number of the list, a day, or how a name begins.", default=""
    ),
    *,
    filters: "Filters",
    answers: bool = flag("--answers", "Show all questions and answers as they were."),
    question: str | None = option(
        "--question", "Show this one question over time; '' lists them.", default=None
    ),
    limit: int = LIMIT,
    every: bool = ALL,
    output: Output,
) -> None:
    """Read one entry, the last without a name; or one question.

    An entry is shown as its sitting ended, where the exercise is still at hand.

    With --question and the id of a question, what you answered to it stands below each
    other, newest first, and the other options say which entries are meant.
    """
    hint = "`leadcoach journal show --help` has examples."
    if question is not None and name:
        path = context.entry_called(name)
        answered = context.journal.load(path).answers
        ids = {each.id.partition(".")[0]: each for each in answered if not each.private}
        hint = f"Leave out one of them. The questions of that entry: {', '.join(ids)}."
        raise WrongUsage("An entry and --question do not go together.", hint)
    if question is not None:
        limits = None if every else limit
        whole = Output(Format.JSON) if answers else output
        page = _question_page(context, question, filters, limits, whole)
    elif filters:
        message = "Those options go with --question, or with journal list."
        raise WrongUsage(message, hint)
    else:
        path = context.entry_called(name)
        page = _entry_page(context, path, name, output, answers=answers)
        if page.data and page.data["commitments"]:
            page = _with_outcomes(context, path, page)
    context.show(page, output)


def _entry_page(
    context: Context, path: Path, name: str, output: Output, *, answers: bool
) -> "Page":
    """Return the recap drawn again, or questions and answers where it cannot be."""
    from leadcoach.rendering.pages.journal import entry_page, recap_page

    entry = context.journal.load(path)
    is_json = output.form is Format.JSON
    session = None if answers or is_json else _session_of(entry, context)
    # A file is handed on, and where it lies tells whose home it was.
    named = path if output.is_stdout else Path(path.name)
    goes = context.as_it_may_go(entry, session.exercise if session else None, output)
    private = sum(each.private for each in entry.answers)
    told = counted(private, "private answer is", "private answers are")
    is_less = goes != entry
    if is_less and not answers:
        entry = goes
        context.say(f"{told} left out, with what quotes it; --answers takes all along.")
    elif is_less or (private and not output.is_stdout):
        context.say(f"{told} in it. `leadcoach journal export` leaves them out.")
    if session is None:
        lines: dict[str, KeptLines] = {}
        if "lines" in entry.unknown:  # few took any of others
            from leadcoach.session.history import kept_lines

            lines = kept_lines(entry, context.journal, context.library)
        return entry_page(entry, named, lines)
    called = name if output.is_stdout else path.stem
    show = f"leadcoach journal show {quote(called) if called else ''}".rstrip()
    return recap_page(session, entry, named, show)


def _with_outcomes(context: Context, path: Path, page: "Page") -> "Page":
    """Return the page with what became of the commitments made in the entry."""
    from leadcoach.journal.commitments import Outcomes, name_of
    from leadcoach.rendering.pages.commitment import with_outcomes

    told = {}
    try:
        told = Outcomes(context.journal).by_name()
    except Unreadable as problem:
        context.journal.unread.append(problem)
    places = range(1, len((page.data or {})["commitments"]) + 1)
    names = [name_of(path.name, place) for place in places]
    return with_outcomes(page, [told.get(name, ()) for name in names])


def _session_of(entry: "Entry", context: Context) -> "Session | None":
    """Return the sitting that an entry was, where its exercise is at hand as it was."""
    from leadcoach.session.entry import read_again
    from leadcoach.session.history import compared_with

    try:
        found = context.library.find(entry.exercise)
    except LeadcoachError:
        return None
    session = read_again(entry, found)
    if session is None or not context.settings["history"]:
        return session
    compared = compared_with(found.exercise, context.journal, entry)
    return replace(session, earlier=replace(session.earlier, compared=compared))


def _question_page(
    context: Context,
    question: str,
    filters: "Filters",
    limit: int | None,
    output: Output,
) -> "Page":
    from leadcoach.rendering.pages.journal import question_page, questions_page

    asked = replace(filters, question=question.strip())
    if not asked.question:
        return questions_page(_answered(context, filters))
    found, search = _found(context, asked, limit)
    if not found:
        raise NotFound(
            _nothing_found(asked, search), _ids_told(context, asked.question)
        )
    goes = [
        each._replace(entry=context.as_it_may_go(each.entry, None, output))
        for each in found
        if each.entry
    ]
    there, left = (
        sum(len(e.entry.answers_to(asked.question)) for e in listed if e.entry)
        for listed in (found, goes)
    )
    if there > left:
        told = counted(there - left, "private answer is", "private answers are")
        context.say(f"{told} left out; --answers takes all along.")
    return question_page(asked.question, goes, more=len(found) == limit)


def _answered(
    context: Context, filters: "Filters | None" = None
) -> dict[str, list[str]]:
    """Return the ids of the questions that were answered, by exercise, the latest first."""
    meant = _found(context, filters, None)[0] if filters else []
    stems = {each.path.stem for each in meant}
    found: dict[str, dict[str, None]] = {}
    for entry in context.index.entries():
        if entry.answered and (not filters or entry.stem in stems):
            found.setdefault(entry.exercise, {}).update(dict.fromkeys(entry.answered))
    return {name: list(ids) for name, ids in found.items()}


def _ids_told(context: Context, question: str) -> str:
    answered = _answered(context)
    known = {each for ids in answered.values() for each in ids}
    if question in known:  # only not among the entries that are meant
        return ""
    lines = [f"{clean_line(name)}: {', '.join(answered[name])}" for name in answered]
    return "\n".join(filter(None, (nearest_of(question, known), *lines)))


@journal.command(
    "search",
    "leadcoach journal search deadline",
    "leadcoach journal search 'night shift' roof --since 2025",
    "leadcoach journal search café --exercise reflect --all",
)
def search(
    context: Context,
    words: list[str] = argument("Words, or phrases in quotes; all have to be there."),
    *,
    filters: "Filters",
    limit: int = LIMIT,
    every: bool = ALL,
    output: Output,
) -> None:
    """Find words in what you wrote.

    Capitals and accents do not matter, and no sign has a meaning of its own. Each
    sentence is shown with the *words* between stars.
    """
    from leadcoach.domain.excerpts import terms_of
    from leadcoach.rendering.pages.journal import found_page

    sought = replace(filters, words=tuple(words))
    most = None if every else limit
    found, through = _found(context, sought, most)
    if found or output.form is Format.JSON:
        page = found_page(found, terms_of(words), more=len(found) == most)
        context.show(page, output)
    if not found:
        context.say(_nothing_found(sought, through))
        raise typer.Exit(ExitCode.FOUND)


@journal.command(
    "tags", "leadcoach journal tags", "leadcoach journal tags --since 2026"
)
def tags(context: Context, *, filters: "Filters", output: Output) -> None:
    """Count the #tags and @people in your answers."""
    from leadcoach.rendering.pages.journal import marks_page

    search = _search(context, filters)
    counted = search.marks()
    nothing = _nothing_found(filters, search) if filters and not counted else ""
    if context.journal.unread:
        nothing = "In what could be read there is no tag and nobody."
    context.show(marks_page(counted, nothing), output)


def _found(
    context: Context, filters: "Filters", limit: int | None
) -> "tuple[list[FoundEntry], Search]":
    """Return the newest entries that fit, `limit` at most, and the search for them."""
    search = _search(context, filters)
    return list(islice(search.found(), limit)), search


def _search(context: Context, filters: "Filters") -> "Search":
    """Return a search that says how far it is, on a terminal and after a second."""
    from leadcoach.journal.search import Search

    through = Search(context.journal, filters, context.today)
    began, silence, total = time.monotonic(), _FIRST_WORD_AFTER, 0

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


def _nothing_found(filters: "Filters", search: "Search") -> str:
    """Return the line that says what was searched, and that it is not there."""
    words = clean_line(" ".join(filters.words), _SHOWN)
    parts = [f"“{words}”"] if filters.words else []
    for name in ("exercise", "question", "tag", "person", "since", "until", "on"):
        value = getattr(filters, name)
        if value:
            text = value if isinstance(value, str) else " and ".join(value)
            parts.append(f"{name} {clean_line(text, _SHOWN)}")
    entries = counted(search.looked, "entry", "entries")
    return f"Nothing found for {', '.join(parts)} (looked through {entries})."
