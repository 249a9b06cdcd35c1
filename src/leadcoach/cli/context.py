"""Settings, streams, clock and folders, made once for a run and given to its command."""

import datetime as dt
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TextIO

import typer

from leadcoach.errors import LeadcoachError
from leadcoach.paths import Places, builtin_exercises, places
from leadcoach.rendering import render
from leadcoach.rendering.screen import Screen, message, screen_for, write
from leadcoach.settings import SETTINGS, Settings, load

if TYPE_CHECKING:
    from leadcoach.cli.first_screen import FirstScreen
    from leadcoach.cli.output import Output
    from leadcoach.exercises.library import Library
    from leadcoach.journal.changes import Changes
    from leadcoach.journal.commitments import Commitments
    from leadcoach.journal.drafts import Drafts
    from leadcoach.journal.store import Journal
    from leadcoach.journal.trash import Trash
    from leadcoach.rendering.page import Page


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone()


def _zone() -> str:
    """Return the name of the zone whose clock this is; empty where none is sure.

    A rule like TZ=CET-1CEST has no name, and a setting can name another zone than the
    clock follows, so the two are compared over a year.
    """
    from zoneinfo import ZoneInfo

    import tzlocal

    try:
        name = tzlocal.get_localzone_name()
        zone = ZoneInfo(name)
    except (KeyError, TypeError, ValueError, OSError):
        return ""
    now = dt.datetime.now(dt.UTC)
    moments = (now + dt.timedelta(days=days) for days in range(0, 366, 14))
    is_so = all(
        each.astimezone().utcoffset() == each.astimezone(zone).utcoffset()
        for each in moments
    )
    return name if is_so else ""


class Surroundings(NamedTuple):
    """Everything that tests replace."""

    stdin: TextIO | None
    stdout: TextIO
    stderr: TextIO
    environ: Mapping[str, str]
    now: Callable[[], dt.datetime] = _now
    zone: Callable[[], str] = _zone

    @property
    def has_terminal(self) -> bool:
        """Tell whether there is somebody to ask: a terminal to read from and show on."""
        return _is_terminal(self.stdin) and _is_terminal(self.stderr)


def real() -> Surroundings:
    """Return the surroundings of this process."""
    import os

    # A stream that was closed before we began is None; what it would show is lost.
    out, err = (stream or _nowhere() for stream in (sys.stdout, sys.stderr))
    return Surroundings(sys.stdin, out, err, os.environ)


def _nowhere() -> TextIO:
    import io

    return io.StringIO()


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


_NAMED = 5
"""files that are named one by one"""


@dataclass
class Context:
    """One run; each part is made when a command first needs it."""

    around: Surroundings
    plain: bool = False
    first_screen: "FirstScreen | None" = None
    """what stands on the screen before the first prompt, where it was kept"""
    told: set[str] = field(default_factory=set)
    """what was said to be unreadable, so that it is said once"""
    is_incomplete: bool = False
    """whether something is missing from what was asked for, for it cannot be read"""

    @cached_property
    def places(self) -> Places:
        """Return the person's folders."""
        return places(self.around.environ)

    @cached_property
    def settings(self) -> Settings:
        """Return the person's settings."""
        return load(self.places.settings)

    def go_on_without_settings(self) -> LeadcoachError | None:
        """Take the defaults where settings cannot be read, and return why they cannot."""
        try:
            for setting in SETTINGS:
                _ = self.settings[setting.name]
        except LeadcoachError as problem:
            self.settings = Settings({})
            return problem
        return None

    @cached_property
    def screen(self) -> Screen:
        """Return what stdout can show."""
        return self._screen(self.around.stdout)

    @cached_property
    def side_screen(self) -> Screen:
        """Return what stderr can show: questions and messages go there."""
        return self._screen(self.around.stderr)

    def _screen(self, stream: TextIO) -> Screen:
        plain = self.plain or bool(self.settings["plain"])
        return screen_for(stream, self.around.environ, plain=plain)

    @cached_property
    def journal(self) -> "Journal":
        """Return the journal."""
        from leadcoach.journal.store import Journal

        return Journal(self.places.journal)

    @cached_property
    def drafts(self) -> "Drafts":
        """Return the drafts."""
        from leadcoach.journal.drafts import Drafts

        return Drafts(self.places.drafts)

    @cached_property
    def commitments(self) -> "Commitments":
        """Return the commitments of the journal."""
        from leadcoach.journal.commitments import Commitments

        return Commitments(self.journal)

    @cached_property
    def library(self) -> "Library":
        """Return the exercises at hand."""
        from leadcoach.exercises.library import Library

        return Library(builtin_exercises(), self.places.exercises)

    def show(self, page: "Page", output: "Output") -> None:
        """Show a page where `output` says."""
        screen = self.screen if output.is_stdout else Screen()
        output.put(render(page, output.form, screen), self)
        if not output.is_stdout:
            self.say(f"Written: {output.name}")

    def tell_unread(self) -> None:
        """Say which entries and drafts were passed over, for they cannot be read."""
        made = [
            vars(self)[name] for name in ("journal", "drafts") if name in vars(self)
        ]
        problems = {each.message for part in made for each in part.unread} - self.told
        self.told |= problems
        if not problems:
            return
        self.is_incomplete = True
        lines = sorted(problems)
        rest = f"and {len(lines) - _NAMED} more" if len(lines) > _NAMED else ""
        hint = (
            "What is in it is left out here. `leadcoach doctor` says what would help."
        )
        gap = "\n" if self.side_screen.is_terminal else ""
        self.say(gap + "\n".join(filter(None, (*lines[:_NAMED], rest, hint))))

    @property
    def safety_note(self) -> str:
        """Return the safety note, with the contact of the settings."""
        from leadcoach.domain.safety import note

        return note(str(self.settings["safety.contact"]))

    def sweep_editors(self) -> None:
        """Remove what editors of a leadcoach that crashed left of somebody's words."""
        from leadcoach.asking.editor import editor_for

        editor_for(self.around.environ, "", self.places.drafts).sweep(everything=True)

    def say(self, text: str) -> None:
        """Print a line for the person on stderr."""
        lines = message(text, self.side_screen)
        write(self.around.stderr, lines)


def context_of(ctx: typer.Context) -> Context:
    """Return the run's context."""
    found = ctx.obj
    if not isinstance(found, Context):
        message = "the command was not started by leadcoach.main"
        raise TypeError(message)
    return found


TO_UNDO = "To take that back: leadcoach journal undo"


def trash_of(context: Context) -> "Trash":
    """Return the trash of the journal."""
    from leadcoach.journal.trash import Trash

    return Trash(context.places.trash)


def changes_of(context: Context) -> "Changes":
    """Return what can change the journal."""
    from leadcoach.journal.changes import Changes

    return Changes(context.journal, trash_of(context), context.around.now)


def say_what_left(context: Context, changes: "Changes") -> None:
    """Say how many files left the trash, when some did."""
    if changes.left == 1:
        context.say("One file that was in the trash for 30 days is gone now.")
    elif changes.left:
        context.say(
            f"{changes.left} files that were in the trash for 30 days are gone now."
        )
