"""Options that say which entries are meant, declared once for all commands that take them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadcoach.cli.options import with_options
from leadcoach.errors import WrongUsage

if TYPE_CHECKING:
    from leadcoach.journal.search import Filters

_OPTIONS = (
    ("exercise", "NAME", "Only entries of this exercise."),
    ("since", "DAY", "From this day on: 2026-03, last week, 3 days ago."),
    ("until", "DAY", "Up to this day."),
    ("on", "DAY", "On this day, or in this week, month or year."),
    (
        "tag",
        "TAG",
        "Only with this tag in your answers: budget for #budget. Repeat it for more.",
    ),
    (
        "person",
        "NAME",
        "Only with this person in your answers: M for @M. Repeat it for more.",
    ),
)
_REPEATED = ("tag", "person")
"""options that can be given several times; an entry has all of them"""


def with_filters(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` the options that say which entries are meant.

    The command takes them as one keyword argument, `filters`
    (leadcoach.journal.search.Filters).
    """
    options: dict[str, tuple[object, object]] = {}
    for name, sort, words in _OPTIONS:
        kind = list[str] | None if name in _REPEATED else str | None
        option = typer.Option(f"--{name}", metavar=sort, help=words, show_default=False)
        options[name] = (Annotated[kind, option], None)
    return with_options(command, "filters", options, _filters)


def _filters(values: dict[str, Any], _: typer.Context) -> "Filters":
    from leadcoach.journal.search import Filters

    for name, sort, _words in _OPTIONS:
        given = values[name]
        for each in [given] if isinstance(given, str) else given or []:
            if not each.strip():  # a variable of a script that was never set
                message = f"--{name} has nothing after it, so it would mean everything."
                raise WrongUsage(message, f"Say --{name} {sort}, or leave it out.")
    said: dict[str, Any] = {name: each or "" for name, each in values.items()}
    said |= {name: tuple(values[name] or ()) for name in _REPEATED}
    return Filters(**said)
