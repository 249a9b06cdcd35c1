"""Options that several commands have, each declared once."""

from collections.abc import Callable, Mapping
from functools import wraps
from inspect import Parameter, signature
from typing import Annotated, Any

import typer

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
