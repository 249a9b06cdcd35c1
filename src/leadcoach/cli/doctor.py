"""leadcoach doctor: look for damage, and say what would mend it."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from leadcoach.cli.command import examples
from leadcoach.cli.context import Context, context_of
from leadcoach.cli.output import Output, with_output
from leadcoach.errors import ExitCode, LeadcoachError

if TYPE_CHECKING:
    from leadcoach.domain.entry import Draft
    from leadcoach.journal.doctor import Checkup

DOCTOR = examples(
    "leadcoach doctor",
    "leadcoach doctor --all",
    "leadcoach doctor --repair",
)
_EVERY = 2.0
"""seconds between two lines about how far it is"""


@with_output
def doctor(
    ctx: typer.Context,
    *,
    repair: Annotated[
        bool,
        typer.Option("--repair", help="Write mended copies; damaged files stay."),
    ] = False,
    every: Annotated[bool, typer.Option("--all", help="Name every file.")] = False,
    output: Output,
) -> None:
    """Look for damage in your files, and say what would help.

    Looks at the journal, the trash, drafts, and who may open them. Without --repair no
    byte changes. With it, mended copies are written into a new folder beside the
    journal, and what others can open is closed to them. The exit code is 1 when
    something was found.
    """
    from leadcoach.rendering.pages.doctor import checkup_page

    context = context_of(ctx)
    broken = context.go_on_without_settings()
    checkup = _checked(context, broken)
    repaired = None
    if repair:
        from leadcoach.journal.doctor import repair as mend

        repaired = mend(context.places, checkup.found, context.around.now())
    page = checkup_page(checkup, repaired, every=every)
    context.show(page, output)
    if repaired and repaired.entries:
        from shlex import quote

        folder = quote(str(repaired.folder))
        context.say(f"Bring the copies in: leadcoach journal import {folder}")
    if checkup.found:
        raise typer.Exit(ExitCode.FOUND)


def _checked(context: Context, broken: LeadcoachError | None) -> "Checkup":
    from leadcoach.journal.doctor import Damage, check

    checkup = check(
        context.places, context.around.now(), _is_at_hand(context), _progress(context)
    )
    if broken:
        path = context.places.settings
        checkup.found.append(Damage("settings", path, path.name, _why(broken)))
    return checkup


def _why(problem: LeadcoachError) -> str:
    return problem.message.partition("cannot be read: ")[2].rstrip(".")


def _is_at_hand(context: Context) -> "Callable[[Draft], bool]":
    def is_at_hand(draft: "Draft") -> bool:
        if draft.exercise in context.library.names():
            return True
        return any(
            _is_found(context, name)
            for name in (str(draft.options.get("path", "")), draft.exercise)
        )

    return is_at_hand


def _is_found(context: Context, name: str) -> bool:
    try:
        context.library.find(name)
    except LeadcoachError:
        return False
    return True


def _progress(context: Context) -> Callable[[int], None]:
    last = time.monotonic()

    def tell(seen: int) -> None:
        nonlocal last
        if seen % 100 == 0 and time.monotonic() - last > _EVERY:
            last = time.monotonic()
            if context.side_screen.is_terminal:
                context.say(f"{seen:,} files so far …")

    return tell
