"""leadcoach summary: what has moved over a stretch of time."""

from contextlib import suppress
from dataclasses import replace
from shlex import quote
from typing import TYPE_CHECKING, Any

from leadcoach.cli.command import command
from leadcoach.cli.context import Context
from leadcoach.cli.course import courses_of
from leadcoach.cli.journal import ALL, LIMIT, LISTED
from leadcoach.cli.options import Output, option
from leadcoach.domain.text import clean_line
from leadcoach.errors import LeadcoachError, NotFound, WrongUsage
from leadcoach.rendering import Format

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadcoach.courses.plan import Plan
    from leadcoach.domain.entry import Entry
    from leadcoach.domain.exercise import Exercise
    from leadcoach.journal.index import IndexedEntry
    from leadcoach.journal.store import Filters
    from leadcoach.journal.summary import Summary, Track
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
    from leadcoach.rendering.pages.summary import summary_data, summary_page

    named = {"exercise": exercise, "about": about, "course": course, "why": why}
    for name, given in named.items():
        if given is not None and not given.strip():  # a variable that was never set
            message = f"--{name} has nothing after it, so it would mean everything."
            raise WrongUsage(message, "Give it something, or leave it out.")
    if not why and (every or limit != LISTED):
        hint = "A summary without it shows what fits on a page."
        raise WrongUsage("--limit and --all go with --why.", hint)
    plan = courses_of(context).plan(course.strip()) if course else None
    if plan and not (days.since or days.on):
        days = replace(days, since=plan.state["began"].isoformat())
    seen = _Seen(context, days, (exercise or "").strip(), (about or "").strip())
    found, reader = seen.summary(), seen.reader()
    if why:
        page = _why(context, found, reader, why.strip(), None if every else limit)
    else:
        is_file = output.form in (Format.HTML, Format.MARKDOWN)
        page = summary_page(found, reader, is_file=is_file)
        if output.form is Format.JSON:  # thousands of names take a while
            page = page._replace(data=summary_data(found))
        page = _of_course(page, plan) if plan else page
    context.show(page, output)


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


class _Seen:
    """The stretch of time somebody asked for."""

    def __init__(
        self, context: Context, days: "Filters", exercise: str, about: str
    ) -> None:
        self._context, self._days = context, days
        self._exercise, self._about = exercise, about
        self._exercises: dict[str, Exercise | None] = {}

    def summary(self) -> "Summary":
        from leadcoach.domain.question import named
        from leadcoach.journal.store import span_of
        from leadcoach.journal.summary import ABOUT, REFLECT, meant, summary_of

        context, hard = self._context, self.words(REFLECT, ABOUT)
        about = named(hard, self._about) if self._about else ""
        span = span_of(self._days, context.today)
        entries = meant(context.index.entries(), span, self._exercise, about)
        made = context.commitments.all() if entries else []
        again = context.library.may_compare
        return summary_of(entries, made, self.tracks, hard, again)

    def reader(self) -> "Reader":
        from leadcoach.rendering.pages.summary import Reader

        loaded: dict[str, Entry | None] = {}

        def load(entry: "IndexedEntry") -> "Entry | None":
            if entry.stem not in loaded:
                loaded[entry.stem] = self._context.journal.loaded(entry.path)
            return loaded[entry.stem]

        # The command that leads to entries, with what was asked for now.
        given = {
            "since": self._days.since,
            "until": self._days.until,
            "on": self._days.on,
            "exercise": self._exercise,
            "about": self._about,
        }
        options = [f"--{name} {quote(given[name])}" for name in given if given[name]]
        why = " ".join(("leadcoach summary", *options, "--why"))
        return Reader(load, self.words, self._context.today, self._exercise_of, why)

    def _exercise_of(self, name: str) -> "Exercise | None":
        if name not in self._exercises:
            self._exercises[name] = None
            with suppress(LeadcoachError):
                self._exercises[name] = self._context.library.find(name).exercise
        return self._exercises[name]

    def words(self, exercise: str, question: str) -> "Mapping[str, str]":
        """Return the words of the choices of a question; none where it is not at hand."""
        found = self._exercise_of(exercise)
        asked = found.question(question) if found else None
        choices: Mapping[str, str] = getattr(asked, "choices", {})
        return choices

    def tracks(self, exercise: str) -> "dict[str, Track]":
        """Return the questions of an exercise whose numbers are followed."""
        from leadcoach.domain.rating import Number, Scale
        from leadcoach.journal.summary import TRACKS, Track

        found = self._exercise_of(exercise)
        tracks = {}
        for planned in found.plan if found else ():
            asked = planned.question
            if isinstance(asked, Scale | Number) and asked.track:
                name = TRACKS.get(asked.track, asked.text.rstrip(": "))
                ends = asked.ends() if isinstance(asked, Scale) else ""
                tracks[asked.id] = Track(asked.track, name, asked.min, asked.max, ends)
        return tracks
