"""leadcoach exercise preview and test: sittings of which nothing is kept."""

from pathlib import Path
from typing import TYPE_CHECKING

from leadcoach.asking.scripted import Scripted, answers_in, check_known
from leadcoach.cli.asker import begun, content_of
from leadcoach.cli.context import Context
from leadcoach.cli.sitting import session_with, tools_for
from leadcoach.domain.entry import Entry
from leadcoach.domain.session import Session
from leadcoach.errors import LeadcoachError
from leadcoach.exercises.library import ExerciseFile, how_to_begin
from leadcoach.exercises.try_out import (
    Tested,
    broken_promises,
    cases_beside,
    walk_many,
)
from leadcoach.journal.store import Journal
from leadcoach.rendering import Format, render
from leadcoach.rendering.page import Page, Paragraph
from leadcoach.rendering.pages.recap import recap
from leadcoach.rendering.screen import Screen
from leadcoach.session.draft import Keeper
from leadcoach.session.entry import entry_of
from leadcoach.session.run import Finished, Paused, practise

if TYPE_CHECKING:
    from leadcoach.exercises.try_out import Case

MARK = "Preview: nothing is kept."


class NoJournal(Journal):
    """A journal that keeps nothing; what is written before can be read."""

    keeps = False
    nowhere = Path("preview")

    def add(self, entry: Entry, sign: str = "") -> Path:
        return self.nowhere


def previewed(context: Context, name: str, answers: str) -> Page:
    """Go through an exercise and return its recap, marked as a preview."""
    found = context.library.find(name)
    given = answers_in(*content_of(context, answers)) if answers else {}
    check_known(found.exercise, given)
    context.say(MARK)
    session = session_with(context, found)
    asker = Scripted(given, context.person and begun(context, found, context.person))
    try:
        finished = _without_a_trace(context, found, session, asker)
    except Paused as left:
        left.message = "You left the preview. Nothing was kept."
        raise
    page = recap(finished.session, finished.entry, finished.path)
    return page._replace(blocks=(Paragraph(MARK), *page.blocks))


def _without_a_trace(
    context: Context, found: ExerciseFile, session: Session, asker: Scripted
) -> Finished:
    """Go through `session`; nothing is written."""
    tools = tools_for(
        context,
        asker,
        journal=NoJournal(context.places.journal),
        keeper=Keeper(found, context.around.now(), context.around.now),
        own_lenses=context.settings["lenses"],
    )
    return practise(found, session, tools)


def tested(context: Context, name: str, walks: int, seed: int) -> Tested:
    """Try the cases beside an exercise, and `walks` random walks."""
    found, around = context.library.find(name), context.around

    def to_the_recap(session: Session) -> str:
        now = around.now()
        entry = entry_of(session, found.sha256, now, around.now(), around.zone())
        return _recap_text(Finished(session, entry, NoJournal.nowhere))

    cases = cases_beside(found.path)
    tried = [(each.name, _broken(context, found, each)) for each in cases]
    walked = walk_many(found.exercise, context.today, walks, seed, to_the_recap)
    repeat = _answers_file(walked.broken) if walked.broken else ""
    return Tested(found.exercise, tried, walked, repeat)


def _broken(context: Context, found: ExerciseFile, case: "Case") -> list[str]:
    try:
        check_known(found.exercise, case.answers)
        session = Session(exercise=found.exercise, today=context.today)
        asker = Scripted(case.answers)
        finished = _without_a_trace(context, found, session, asker)
    except LeadcoachError as problem:
        return problem.message.split("\n")
    steps = finished.session.steps()
    by_place = (f"{each.base}.{each.item.place}" for each in steps if each.item)
    asked = (*(each.id for each in steps), *by_place)
    return broken_promises(case, asked, _recap_text(finished), found.exercise)


def _recap_text(finished: Finished) -> str:
    page = recap(finished.session, finished.entry, finished.path)
    screen = Screen(width=10_000, plain=True)
    return render(page._replace(data=None), Format.TERMINAL, screen)


def _answers_file(session: Session) -> str:
    import tomli_w

    answers = {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in session.answers.items()
        if value != ""
    }
    mirror = "" if session.mirror else " --no-mirror"
    how = f"{how_to_begin(session.exercise.id)} --no-input{mirror} --answers FILE"
    return f"# {how}\n{tomli_w.dumps(answers, multiline_strings=True)}"
