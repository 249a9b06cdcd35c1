"""A page that is handed to somebody: looked at before it is kept, and perhaps written."""

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from leadcoach.asking import Asker, Move
from leadcoach.cli.asker import typed
from leadcoach.cli.context import Context
from leadcoach.cli.options import Output
from leadcoach.domain.session import Session
from leadcoach.domain.text import whole_number
from leadcoach.errors import WrongUsage
from leadcoach.exercises.library import ExerciseFile
from leadcoach.rendering import Format, render
from leadcoach.rendering.pages.lines import places_on, without
from leadcoach.rendering.pages.recap import recap
from leadcoach.rendering.screen import write
from leadcoach.session.entry import entry_of

if TYPE_CHECKING:
    from leadcoach.asking.typed import PersonAsker

TAKE_OFF = "Take anything off? Numbers, or Enter."
WRITE_IT = "Write it to a file? Its name, or Enter for no."


def _numbers(typed: str, count: int) -> range:
    """Return the numbers that `2` or `2-3` names; none where one is not up to `count`."""
    first, *more = [whole_number(each) or 0 for each in re.split("[-–—]", typed)]
    last = more[0] if more else first
    fits = len(more) < 2 and 0 < first <= last <= count
    return range(first, last + 1) if fits else range(0)


class Handover:
    """A page that is handed to somebody: looked at before it is kept, then written."""

    def __init__(
        self, context: Context, found: ExerciseFile, person: Asker | None
    ) -> None:
        """Take who is there; without a person it is only written, where that was said."""
        self._context, self._found = context, found
        self._person = cast("PersonAsker", person)
        self._is_alone = person is None

    def look_at(self, session: Session) -> tuple[Session, Move | None]:
        """Show the page whole, with numbers, until nothing more is taken off it.

        Return what is left, and a move where somebody does not keep it now.
        """
        while True:
            around = self._context.around
            now = around.now()
            entry = entry_of(session, self._found.sha256, now, now, around.zone())
            page = recap(session, entry, Path(), numbered=True)
            text = render(page, Format.TERMINAL, self._context.side_screen)
            write(around.stderr, f"\n{text}\n")
            places = places_on(session)
            off = self._taken_off(len(places)) if places else set()
            if isinstance(off, Move):
                return session, off
            if not off:
                return session, None
            gone = {place for at, place in enumerate(places, 1) if at in off}
            session = without(session, gone)

    def _taken_off(self, count: int) -> set[int] | Move:
        """Ask until what is typed are numbers of the page's lines; none where it is none."""
        while True:
            line = self._person.line(TAKE_OFF)
            if line is Move.BACK or line is Move.PAUSE:
                return line
            if isinstance(line, Move) or not line.strip():
                return set()
            typed_ = re.findall(r"[^\s,;]+", line)
            strange = [each for each in typed_ if not _numbers(each, count)]
            if not strange:
                return {at for each in typed_ for at in _numbers(each, count)}
            named = ", ".join(f"“{each}”" for each in strange)
            several = ", or several, like 1-2" if count > 1 else ""
            what = f"A number from 1 to {count} is needed{several}."
            self._person.tell(f"Nothing was taken off: {named} is no line here. {what}")

    def file_for(self, output: Output) -> Output:
        """Return where the page goes: to a file where somebody names one, as Markdown."""
        if output.name and output.form is Format.TERMINAL and not output.is_stdout:
            return replace(output, form=Format.MARKDOWN)
        if self._is_alone or output.form is not Format.TERMINAL:
            return output
        while not output.name and (name := typed(self._person, WRITE_IT).strip()):
            made = Output(Format.MARKDOWN, name)
            try:
                made.check(self._context.places)
            except WrongUsage as problem:
                self._person.tell(f"{problem.message} {problem.hint}")
            else:
                return made
        return output
