"""leadcoach journal calendar and on-this-day: what was written, by its day."""

from leadcoach.cli.context import Context
from leadcoach.cli.journal import journal, with_words
from leadcoach.cli.options import Output, argument
from leadcoach.errors import WrongUsage


@journal.command(
    "calendar",
    "leadcoach journal calendar",
    "leadcoach journal calendar 2026-11",
    "leadcoach journal calendar 'last month'",
)
def calendar(
    context: Context,
    month: str = argument("A month: 2026-11, november, last month.", default=""),
    *,
    output: Output,
) -> None:
    """Show a month with the days you wrote on."""
    from leadcoach.domain.dates import period_of
    from leadcoach.journal.store import DayRange
    from leadcoach.rendering.pages.journal import calendar_page

    first, last = period_of(month or "this month", context.today)
    if (first.year, first.month) != (last.year, last.month):
        hint = "Give one: leadcoach journal calendar 2026-11"
        raise WrongUsage("A calendar shows one month.", hint)
    days = DayRange(f"{first:%Y-%m}-01", f"{first:%Y-%m}-31")
    found = with_words(context, context.journal.entries(days))
    context.show(calendar_page(first, found), output)


@journal.command("on-this-day", "leadcoach journal on-this-day")
def on_this_day(context: Context, *, output: Output) -> None:
    """Show what you wrote on this day before.

    On this day of earlier months, a year back, and on this date in the years before.
    """
    from leadcoach.domain.dates import comes_again, day_or_none
    from leadcoach.journal.entry_name import day_in
    from leadcoach.rendering.pages.journal import on_this_day_page

    today = context.today
    found = (
        each
        for each in context.journal.entries()
        if (day := day_or_none(day_in(each.path.name))) and comes_again(day, today)
    )
    context.show(on_this_day_page(today, with_words(context, found)), output)
