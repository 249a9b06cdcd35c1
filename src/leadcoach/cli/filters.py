"""Options that say which entries are meant, declared once for all commands that take them."""

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, signature
from typing import Annotated, Any

import typer

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
    (leadcoach.journals.finding.matching.Filters). They stand before its own options.
    """
    own = signature(command)
    kept = [each for each in own.parameters.values() if each.name != "filters"]
    first = [each for each in kept if each.kind is not Parameter.KEYWORD_ONLY]
    rest = [each for each in kept if each.kind is Parameter.KEYWORD_ONLY]
    added = [
        Parameter(
            name,
            Parameter.KEYWORD_ONLY,
            default=None if name in _REPEATED else "",
            annotation=Annotated[
                list[str] | None if name in _REPEATED else str,
                typer.Option(f"--{name}", metavar=sort, help=words, show_default=False),
            ],
        )
        for name, sort, words in _OPTIONS
    ]

    @wraps(command)
    def called(*arguments: Any, **options: Any) -> None:  # noqa: ANN401 - typer's own
        from leadcoach.journals.finding.matching import Filters

        chosen = {name: options.pop(name) for name, _, _ in _OPTIONS}
        chosen |= {name: tuple(chosen[name] or ()) for name in _REPEATED}
        command(*arguments, filters=Filters(**chosen), **options)

    parameters = [*first, *added, *rest]
    called.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
    called.__annotations__ = {each.name: each.annotation for each in parameters} | {
        "return": None
    }
    return called
