"""Options that several commands have, each declared once."""

from collections.abc import Callable, Mapping
from functools import wraps
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadcoach.errors import WrongUsage

if TYPE_CHECKING:
    from leadcoach.journal.search import Filters


PlainOption = Annotated[
    bool,
    typer.Option("--plain", help="Plain lines and numbered choices, nothing redrawn."),
]
QuickOption = Annotated[
    bool, typer.Option("--quick", help="Ask only the few questions that matter most.")
]
MirrorOption = Annotated[
    bool,
    typer.Option("--mirror/--no-mirror", help="Hold up the mirror, or leave it out."),
]
LensOption = Annotated[
    str,
    typer.Option(
        "--lens", metavar="NAMES", help="Ideas to hold it beside: names with commas."
    ),
]
AnswersOption = Annotated[
    str,
    typer.Option(
        "--answers",
        metavar="FILE",
        help="Take answers from this TOML file; - is stdin.",
    ),
]
AnswerOption = Annotated[
    list[str] | None,
    typer.Option(
        "--answer",
        metavar="ID=TEXT",
        help="One answer: id=value, or id.row=value. Repeatable.",
    ),
]
NoInputOption = Annotated[
    bool, typer.Option("--no-input", help="Ask nothing; what is not given is skipped.")
]


def with_options(
    command: Callable[..., None],
    name: str,
    options: Mapping[str, tuple[object, object]],
    made: Callable[[dict[str, Any], typer.Context], object],
) -> Callable[..., None]:
    """Return `command` with `options` in the place of its one parameter `name`.

    `options` has the annotation and the default of each by its name; `made` makes the
    argument of their values.
    """
    own = signature(command)
    taken = [
        Parameter(each, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for each, (annotation, default) in options.items()
    ]
    parameters = [
        each
        for kept in own.parameters.values()
        for each in (taken if kept.name == name else [kept])
    ]

    @wraps(command)
    def called(*, ctx: typer.Context, **given: Any) -> None:  # noqa: ANN401 - typer's own
        values = {each: given.pop(each) for each in options}
        command(ctx=ctx, **{name: made(values, ctx)}, **given)

    called.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
    called.__annotations__ = {each.name: each.annotation for each in parameters} | {
        "return": None
    }
    return called


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
