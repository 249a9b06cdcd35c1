"""leadcoach doctor: look for damage, and say what would mend it."""

import time
from contextlib import suppress
from shlex import quote
from typing import TYPE_CHECKING

import typer

from leadcoach.cli.command import command
from leadcoach.cli.context import Context
from leadcoach.cli.options import Output, flag
from leadcoach.errors import ExitCode, LeadcoachError

if TYPE_CHECKING:
    from leadcoach.domain.entry import Draft
    from leadcoach.journal.doctor import Checkup

_EVERY = 2.0
"""seconds between two lines about how far it is"""


@command(
    "doctor", "leadcoach doctor", "leadcoach doctor --all", "leadcoach doctor --repair"
)
def doctor(
    context: Context,
    *,
    repair: bool = flag("--repair", "Write mended copies; damaged files stay."),
    every: bool = flag("--all", "Name every file."),
    output: Output,
) -> None:
    """Look for damage in your files, and say what would help.

    Looks at the journal, the trash, drafts, and who may open them. Without --repair no
    byte changes. With it, mended copies are written into a new folder beside the
    journal, and what others can open is closed to them. The exit code is 1 when
    something was found.
    """
    from leadcoach.journal.repair import repair as mend
    from leadcoach.rendering.pages.doctor import checkup_page

    checkup = _checked(context, context.go_on_without_settings())
    repaired = None
    if repair:
        repaired = mend(context.places, checkup.found, context.around.now())
    context.show(checkup_page(checkup, repaired, every=every), output)
    if repaired and (repaired.entries or repaired.lists):
        folder = quote(str(repaired.folder))
        context.say(f"Bring the copies in: leadcoach journal import {folder}")
    if repaired and repaired.drafts:
        context.say("The drafts can be gone on with: leadcoach resume")
    if checkup.found:
        raise typer.Exit(ExitCode.FOUND)


def _checked(context: Context, broken: LeadcoachError | None) -> "Checkup":
    from leadcoach.journal.doctor import Damage, check

    def is_at_hand(draft: "Draft") -> bool:
        if draft.exercise in context.library.names():
            return True
        for name in (str(draft.options.get("path", "")), draft.exercise):
            with suppress(LeadcoachError):
                context.library.find(name)
                return True
        return False

    last = time.monotonic()

    def tell(seen: int) -> None:
        nonlocal last
        if seen % 100 == 0 and time.monotonic() - last > _EVERY:
            last = time.monotonic()
            if context.side_screen.is_terminal:
                context.say(f"{seen:,} files so far …")

    checkup = check(context.places, context.around.now(), is_at_hand, tell)
    if broken:
        path = context.places.settings
        why = broken.message.partition("cannot be read: ")[2].rstrip(".")
        checkup.found.append(Damage("settings", path, path.name, why))
    return checkup
