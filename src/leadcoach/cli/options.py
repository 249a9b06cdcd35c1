"""Options that several commands have, each declared once."""

from pathlib import Path
from typing import Annotated

import typer

from leadcoach.rendering import Format

FormatOption = Annotated[
    Format, typer.Option("--format", help="How to show it.", show_default=True)
]
JsonOption = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output", metavar="FILE", help="Write it to this file and not to the screen."
    ),
]
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


def chosen(form: Format, *, as_json: bool) -> Format:
    """Return the format asked for; `--json` is short for one of them."""
    return Format.JSON if as_json else form
