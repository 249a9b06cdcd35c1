"""Going through an exercise with nothing kept: no draft, no entry."""

from pathlib import Path

from leadcoach.asking.scripted import Scripted, check_known
from leadcoach.cli.asker import asker_for
from leadcoach.cli.context import Context
from leadcoach.cli.framing import begun
from leadcoach.cli.given import given_answers
from leadcoach.domain.entry import Entry
from leadcoach.domain.session import Session
from leadcoach.exercises.library import Found
from leadcoach.journal.store import Journal
from leadcoach.mirror.lenses import lenses
from leadcoach.paths import builtin_exercises
from leadcoach.rendering import Format, render
from leadcoach.rendering.page import Page, Paragraph
from leadcoach.rendering.pages.recap import recap
from leadcoach.session.history import new_session
from leadcoach.session.run import Finished, Kept, practise
from leadcoach.session.tools import KeepNothing, Tools

MARK = "Preview: nothing is kept."


class NoJournal(Journal):
    """A journal that keeps nothing; what is written before can be read."""

    keeps = False
    nowhere = Path("preview")

    def add(self, entry: Entry, sign: str = "") -> Path:
        """Write nothing."""
        return self.nowhere


def sized(context: Context, width: int) -> Context:
    """Return the same run on a screen of `width` columns."""
    environ = {**context.around.environ, "COLUMNS": str(width)}
    return Context(context.around._replace(environ=environ), plain=context.plain)


def previewed(context: Context, name: str, answers: str) -> Page:
    """Go through an exercise and return its recap, marked as a preview."""
    found = context.library.find(name)
    given = given_answers(context, answers, ())
    check_known(found.exercise, given)
    context.say(MARK)
    today = context.around.now().date()
    session = new_session(found.exercise, context.journal, today)
    if not context.around.has_terminal:
        finished = finished_with(context, found, session, Scripted(given))
    else:
        person = asker_for(context)
        asker = Scripted(given, begun(context, found, person))
        try:
            finished = finished_with(context, found, session, asker)
        except Kept as left:
            left.message = "You left the preview. Nothing was kept."
            raise
    return marked(finished)


def marked(finished: Finished) -> Page:
    """Return the recap under the mark."""
    page = recap(finished.session, finished.entry, finished.path)
    blocks = (Paragraph(MARK), *page.blocks)
    return page._replace(blocks=blocks)


def finished_with(
    context: Context, found: Found, session: Session, asker: Scripted
) -> Finished:
    """Go through `session` with `asker`; nothing is written."""
    tools = Tools(
        asker=asker,
        journal=NoJournal(context.places.journal),
        keeper=KeepNothing(),
        lenses=lenses(builtin_exercises() / "lenses.toml"),
        now=context.around.now,
        zone=context.around.zone,
        show=lambda page: _show(context, asker, page),
        safety_note=context.safety_note,
        own_lenses=context.settings["lenses"],
    )
    return practise(found, session, tools)


def _show(context: Context, asker: Scripted, page: Page) -> None:
    if asker.rest is not None:
        text = render(page, Format.TERMINAL, context.side_screen)
        context.say(f"\n{text}")
