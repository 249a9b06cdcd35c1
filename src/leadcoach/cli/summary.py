"""leadcoach summary: what has moved over a stretch of time."""

from dataclasses import replace
from shlex import quote
from typing import TYPE_CHECKING, Any

from leadcoach.cli.command import command
from leadcoach.cli.context import Context
from leadcoach.cli.journal import ALL, LIMIT, LISTED
from leadcoach.cli.options import Output, option
from leadcoach.domain.text import clean_line
from leadcoach.errors import NotFound, WrongUsage
from leadcoach.rendering import Format

if TYPE_CHECKING:
    from leadcoach.courses.plan import Plan
    from leadcoach.journal.store import Filters
    from leadcoach.journal.summary import Summary
    from leadcoach.rendering.page import Page
    from leadcoach.rendering.pages.summary import Reader


def _chosen(name: str, meaning: str, metavar: str) -> Any:  # noqa: ANN401
    return option(f"--{name}", meaning, None, metavar=metavar, show_default=False)


@command(
    "summary",
    "leadcoach summary",
    "leadcoach summary --since 2026 --format html --output year.html",
    "leadcoach summary --about overwork",
    "leadcoach summary --course shared-power",
    "leadcoach summary --why hard",
)
def summary(  # noqa: PLR0913 - a command's options are its parameters
    context: Context,
    *,
    days: "Filters",
    exercise: str | None = _chosen(
        "exercise", "Only entries of this exercise.", "NAME"
    ),
    about: str | None = _chosen("about", "Only those in which this was hard.", "KEY"),
    course: str | None = _chosen("course", "Since this course began.", "ID"),
    why: str | None = _chosen("why", "Show the entries behind it: hard, words.", "KEY"),
    limit: int = LIMIT,
    every: bool = ALL,
    output: Output,
) -> None:
    """See what has moved, in your own words and numbers.

    Your words for leading and power then and now, where your stories stood, what was
    hard, what you rated and meant to do, and sentences you underlined. --why leads from
    every number to the entries it is made of; --limit and --all go with it.
    """
    from leadcoach.rendering.as_json import summary_data
    from leadcoach.rendering.pages.summary import summary_page

    named = {"exercise": exercise, "about": about, "course": course, "why": why}
    for name, given in named.items():
        if given is not None and not given.strip():  # a variable that was never set
            message = f"--{name} has nothing after it, so it would mean everything."
            raise WrongUsage(message, "Give it something, or leave it out.")
    if not why and (every or limit != LISTED):
        hint = "A summary without it shows what fits on a page."
        raise WrongUsage("--limit and --all go with --why.", hint)
    plan = context.courses.plan(course.strip()) if course else None
    if plan and not (days.since or days.on):
        days = replace(days, since=plan.state["began"].isoformat())
    exercise, about = (exercise or "").strip(), (about or "").strip()
    found, reader = _summary(context, days, exercise, about)
    if why:
        page = _why(context, found, reader, why.strip(), None if every else limit)
    else:
        is_file = output.form in (Format.HTML, Format.MARKDOWN)
        page = summary_page(found, reader, is_file=is_file)
        if output.form is Format.JSON:  # thousands of names take a while
            page = page._replace(data=summary_data(found))
        page = _of_course(page, plan) if plan else page
    context.show(page, output)


def _summary(
    context: Context, days: "Filters", exercise: str, about: str
) -> "tuple[Summary, Reader]":
    """Return the stretch of time somebody asked for, and what opens its entries."""
    from leadcoach.domain.question import named
    from leadcoach.journal.store import span_of
    from leadcoach.journal.summary import ABOUT, REFLECT, meant, summary_of
    from leadcoach.rendering.pages.summary import Reader

    # The command that leads to entries, with what was asked for now.
    given = {"since": days.since, "until": days.until, "on": days.on}
    given |= {"exercise": exercise, "about": about}
    options = [f"--{name} {quote(said)}" for name, said in given.items() if said]
    why = " ".join(("leadcoach summary", *options, "--why"))
    reader = Reader(context.journal, context.library, context.today, why)
    hard = reader.words(REFLECT, ABOUT)
    about = named(hard, about) if about else ""
    span = span_of(days, context.today)
    entries = meant(context.index.entries(), span, exercise, about)
    made = context.commitments.all() if entries else []
    may_compare = context.library.may_compare
    return summary_of(entries, made, reader.tracks, hard, may_compare), reader


def _of_course(page: "Page", plan: "Plan") -> "Page":
    """Return a summary that begins with where somebody is in a course."""
    from leadcoach.rendering.page import Paragraph
    from leadcoach.rendering.pages.course import course_data, standing

    data = {**(page.data or {}), "course": course_data(plan)}
    return page._replace(blocks=(Paragraph(standing(plan)), *page.blocks), data=data)


def _why(
    context: Context, found: "Summary", reader: "Reader", key: str, most: int | None
) -> "Page":
    """Return the entries behind the numbers whose key is `key`, or begins with it."""
    from leadcoach.rendering.pages.summary import why_page

    figures = [
        each
        for each in found.figures()
        if each.key == key or each.key.startswith(f"{key}.")
    ]
    if not figures:
        known = ", ".join(each.key for each in found.figures())
        message = f"There is no number called “{clean_line(key, 40)}” on this page."
        raise NotFound(message, f"There is: {known}." if known else "")
    numbers = {path.stem: at for at, path in enumerate(context.journal.newest(), 1)}
    return why_page(figures, numbers, reader, most)
