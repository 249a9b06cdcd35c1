"""Settings, streams, clock and folders, made once for a run and given to its command."""

import datetime as dt
import io
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

import typer

from leadcoach.cli.options import Output
from leadcoach.errors import LeadcoachError
from leadcoach.paths import Places, builtin_exercises, places
from leadcoach.rendering import Format, render
from leadcoach.rendering.screen import Screen, message, screen_for, shown, write
from leadcoach.settings import SETTINGS, Settings, load

if TYPE_CHECKING:
    from leadcoach.asking.editor import Editor
    from leadcoach.asking.typed import PersonAsker
    from leadcoach.courses.state import Courses
    from leadcoach.domain.entry import Entry
    from leadcoach.domain.exercise import Exercise
    from leadcoach.domain.reading import Lens
    from leadcoach.exercises.library import Library
    from leadcoach.journal.changes import Changes
    from leadcoach.journal.commitments import Commitments
    from leadcoach.journal.drafts import Drafts
    from leadcoach.journal.index import Index
    from leadcoach.journal.store import Journal
    from leadcoach.journal.trash import Trash
    from leadcoach.rendering.page import Page


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
    if any(
        x.astimezone().utcoffset() != x.astimezone(zone).utcoffset() for x in moments
    ):
        return ""
    return name


class Surroundings(NamedTuple):
    """Everything that tests replace."""

    stdin: TextIO | None
    stdout: TextIO
    stderr: TextIO
    environ: Mapping[str, str]
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now().astimezone()
    zone: Callable[[], str] = _zone

    @property
    def has_terminal(self) -> bool:
        """Whether there is somebody to ask: a terminal to read from and show on."""
        try:
            return (
                self.stdin is not None and self.stdin.isatty() and self.stderr.isatty()
            )
        except ValueError:  # closed
            return False


def real() -> Surroundings:
    """Return the surroundings of this process."""
    # A stream that was closed before we began is None; what it would show is lost.
    out, err = (stream or io.StringIO() for stream in (sys.stdout, sys.stderr))
    return Surroundings(sys.stdin, out, err, os.environ)


_NAMED = 5
"""files that are named one by one"""


@dataclass
class Context:
    """One run; each part is made when a command first needs it."""

    around: Surroundings
    plain: bool = False
    question_out: Callable[[str], None] | None = None
    """what prints questions, where some stood on the screen before; see cli/reflect.py"""
    before_a_prompt: Callable[[], None] = lambda: None
    quiet_keys: ExitStack = field(default_factory=ExitStack)
    """keeps keys that come between two questions off the screen; closed, they show"""
    told: set[str] = field(default_factory=set)
    """what was said to be unreadable, so that it is said once"""
    is_incomplete: bool = False
    """whether something is missing from what was asked for, for it cannot be read"""
    unread_settings: LeadcoachError | None = None
    """why settings could not be read, where what was to be done needed none of them"""
    left_out: bool = False
    """whether something of a file of answers was not understood, and was told"""

    @cached_property
    def places(self) -> Places:
        return places(self.around.environ)

    @cached_property
    def settings(self) -> Settings:
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
        return self._screen(self.around.stdout)

    @cached_property
    def side_screen(self) -> Screen:
        """What stderr can show: questions and messages go there."""
        return self._screen(self.around.stderr)

    def _screen(self, stream: TextIO) -> Screen:
        try:
            plain = self.plain or bool(self.settings["plain"])
        except LeadcoachError as problem:  # what was written is told all the same
            self.unread_settings, plain = problem, True
        return screen_for(stream, self.around.environ, plain=plain)

    @property
    def today(self) -> dt.date:
        return self.around.now().date()

    @cached_property
    def journal(self) -> "Journal":
        from leadcoach.journal.store import Journal

        return Journal(self.places.journal)

    @cached_property
    def index(self) -> "Index":
        """What is known of every entry without opening its file."""
        from leadcoach.journal.index import Index

        cache = self.places.cache
        return Index(self.journal, cache, lambda name: self.library.choices(name))

    def entry_called(self, name: str) -> Path:
        """Return where the entry is that a number, a day or the start of a name means."""
        from leadcoach.journal.search import find_entry

        return find_entry(self.journal, name, self.today)

    @cached_property
    def drafts(self) -> "Drafts":
        from leadcoach.journal.drafts import Drafts

        return Drafts(self.places.drafts)

    @cached_property
    def commitments(self) -> "Commitments":
        from leadcoach.journal.commitments import Commitments, Outcomes

        return Commitments(self.index, Outcomes(self.journal))

    @cached_property
    def trash(self) -> "Trash":
        from leadcoach.journal.trash import Trash

        return Trash(self.places.trash)

    @cached_property
    def changes(self) -> "Changes":
        from leadcoach.journal.changes import Changes

        return Changes(self.journal, self.trash, self.around.now)

    @property
    def courses(self) -> "Courses":
        """The courses that were ever started, as they stand today."""
        from leadcoach.courses.state import Courses

        return Courses(self.places.courses, self.library, self.today)

    @cached_property
    def library(self) -> "Library":
        from leadcoach.exercises.library import Library

        return Library(builtin_exercises(), self.places.exercises)

    @cached_property
    def lenses(self) -> "tuple[Lens, ...]":
        from leadcoach.mirror.comparison import lenses

        return lenses()

    @property
    def safety_note(self) -> str:
        """The safety note, with the contact of the settings."""
        from leadcoach.domain.safety import note

        return note(str(self.settings["safety.contact"]))

    @cached_property
    def editor(self) -> "Editor":
        from leadcoach.asking.editor import editor_for

        chosen = str(self.settings["editor"])
        return editor_for(self.around.environ, chosen, self.places.drafts)

    @cached_property
    def person(self) -> "PersonAsker | None":
        """Who sits at the terminal and can be asked; None where nobody does."""
        if not self.around.has_terminal:
            return None
        from leadcoach.cli.asker import asker_for

        return asker_for(self)

    def swept_editor(self) -> "Editor":
        """Return the editor for long answers; what an earlier run left in one is named."""
        for kept in self.editor.sweep():
            self.say(f"What an editor saved later is in {kept}")
        return self.editor

    def as_it_may_go(
        self, entry: "Entry", exercise: "Exercise | None", output: Output
    ) -> "Entry":
        """Return an entry as a page of it goes: whole to one's own screen or a program.

        Anywhere else nothing private goes along, nor what quotes it.
        """
        from leadcoach.domain.sharing import without_private

        is_own = output == Output() and self.screen.is_terminal
        if is_own or output.form is Format.JSON:
            return entry
        return without_private(entry, exercise)

    def show(self, page: "Page", output: Output) -> None:
        screen = self.screen if output.is_stdout else Screen()
        self.put(render(page, output.form, screen), output)
        if not output.is_stdout:
            self.say(f"Written: {output.name}")

    def put(self, text: str, output: Output) -> None:
        if output.is_stdout:
            write(self.around.stdout, text)
        else:
            output.write(text, self.places)

    def say(self, text: str) -> None:
        """Print lines for the person on stderr."""
        write(self.around.stderr, message(text, self.side_screen))

    def print_question(self, text: str) -> None:
        """Print what is asked on stderr, at once."""
        screen = self.side_screen
        write(self.around.stderr, text if screen.unicode else shown(text, screen))
        self.around.stderr.flush()

    def tell_unread(self) -> None:
        """Say which entries and drafts were passed over, for they cannot be read."""
        made = [
            vars(self)[name] for name in ("journal", "drafts") if name in vars(self)
        ]
        problems = {each.message for part in made for each in part.unread} - self.told
        self.told |= problems
        if problem := self.unread_settings:
            self.is_incomplete, self.unread_settings = True, None
            self.say(f"{problem.message}\n{problem.hint}")
        if not problems:
            return
        self.is_incomplete = True
        lines = sorted(problems)[:_NAMED]
        if len(problems) > _NAMED:
            lines.append(f"and {len(problems) - _NAMED} more")
        hint = (
            "What is in it is left out here. `leadcoach doctor` says what would help."
        )
        gap = "\n" if self.side_screen.is_terminal else ""
        self.say(gap + "\n".join([*lines, hint]))

    def say_copies(self) -> None:
        """Say where another program left other versions of what was looked for."""
        if count := len(self.journal.copies):
            gap = "\n" if self.side_screen.is_terminal else ""
            told = f"{count:,} {'copy' if count == 1 else 'copies'} by another program"
            self.say(f"{gap}{told}: `leadcoach doctor` says what to do.")

    def say_what_left_the_trash(self) -> None:
        if self.changes.left == 1:
            self.say("One file that was in the trash for 30 days is gone now.")
        elif self.changes.left:
            many = self.changes.left
            self.say(f"{many} files that were in the trash for 30 days are gone now.")


def context_of(ctx: typer.Context) -> Context:
    """Return the run's context."""
    found = ctx.obj
    if not isinstance(found, Context):
        message = "the command was not started by leadcoach.main"
        raise TypeError(message)
    return found
