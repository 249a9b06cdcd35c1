"""Beginning an exercise file: from a few questions to its author, or from another one."""

from collections.abc import Callable
from pathlib import Path

from leadcoach.asking.scripted import Scripted, check_known
from leadcoach.cli.asker import asker_for, given_answers
from leadcoach.cli.context import Context
from leadcoach.cli.framing import begun
from leadcoach.domain.entry import Entry
from leadcoach.domain.exercise import how_to_begin
from leadcoach.domain.session import Session
from leadcoach.errors import LeadcoachError, Unreadable, WrongUsage
from leadcoach.exercises.library import ExerciseFile, content_of
from leadcoach.exercises.scaffold import CLOSINGS, copied, skeleton
from leadcoach.exercises.try_out import (
    Case,
    Failure,
    Tested,
    Tried,
    broken_promises,
    cases_beside,
    walk_many,
)
from leadcoach.journal.store import Journal
from leadcoach.mirror.lenses import lenses
from leadcoach.paths import builtin_exercises
from leadcoach.rendering import Format, render
from leadcoach.rendering.page import Page, Paragraph
from leadcoach.rendering.pages.recap import recap
from leadcoach.rendering.screen import Screen
from leadcoach.session.draft import Keeper
from leadcoach.session.entry import entry_of
from leadcoach.session.history import new_session
from leadcoach.session.run import Finished, Paused, Tools, practise


def begun_from(context: Context, name: str, source: str) -> str:
    """Return the text of the exercise `source` under a new id."""
    found = context.library.find(source)
    content = content_of(found.path, follow_links=not found.own)
    said = f"{found.exercise.id} {found.exercise.version}"
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:  # it was read a moment ago, and changed since
        raise Unreadable(f"{found.path} changed while it was read.") from None
    return copied(text, name, said)


def begun_with(context: Context, name: str, purpose: str, closing: str) -> str:
    """Return the text of a new exercise; what is not given is asked for.

    Raises:
        WrongUsage: something is missing and nobody can be asked.
    """
    if purpose and closing:
        return skeleton(name, purpose, closing)
    if not context.around.has_terminal:
        hint = "Give --purpose 'What it is for.' and --closing step, sentence or ask."
        raise WrongUsage("There is no terminal, so nobody can be asked.", hint)
    from leadcoach.cli.asker import asker_for, typed

    asker = asker_for(context)
    if not purpose:
        purpose = typed(asker, "What is it for, in one sentence?")
    closing = closing or asker.choose("How does it close?", CLOSINGS) or "step"
    return skeleton(name, purpose, closing)


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
        except Paused as left:
            left.message = "You left the preview. Nothing was kept."
            raise
    return marked(finished)


def marked(finished: Finished) -> Page:
    """Return the recap under the mark."""
    page = recap(finished.session, finished.entry, finished.path)
    blocks = (Paragraph(MARK), *page.blocks)
    return page._replace(blocks=blocks)


def finished_with(
    context: Context, found: ExerciseFile, session: Session, asker: Scripted
) -> Finished:
    """Go through `session` with `asker`; nothing is written."""
    tools = Tools(
        asker=asker,
        journal=NoJournal(context.places.journal),
        keeper=Keeper(found, context.around.now(), context.around.now),
        lenses=lenses(builtin_exercises() / "lenses.toml"),
        now=context.around.now,
        zone=context.around.zone,
        show=lambda page: _show(context, asker, page),
        safety_note=context.safety_note,
        somebody=asker.rest is not None,
        own_lenses=context.settings["lenses"],
    )
    return practise(found, session, tools)


def _show(context: Context, asker: Scripted, page: Page) -> None:
    if asker.rest is not None:
        text = render(page, Format.TERMINAL, context.side_screen)
        context.say(f"\n{text}")


_WIDE = Screen(width=10_000, plain=True)


def tested(context: Context, name: str, walks: int, seed: int) -> Tested:
    """Try the cases beside an exercise, and `walks` random walks."""
    found = context.library.find(name)
    tried = tuple(_tried(context, found, case) for case in cases_beside(found.path))
    today = context.around.now().date()
    end = _to_the_recap(context, found)
    walked = walk_many(found.exercise, today, walks, seed, end)
    repeat = _answers_file(walked.failure, found) if walked.failure else ""
    ids = tuple(each.question.id for each in found.exercise.plan)
    return Tested(found.exercise.id, ids, tried, walked, repeat)


def _tried(context: Context, found: ExerciseFile, case: Case) -> Tried:
    try:
        check_known(found.exercise, case.answers)
        session = Session(exercise=found.exercise, today=context.around.now().date())
        finished = finished_with(context, found, session, Scripted(case.answers))
    except LeadcoachError as problem:
        return Tried(case.name, tuple(problem.message.split("\n")))
    asked = tuple(step.id for step in finished.session.steps())
    broken = broken_promises(case, asked, _recap_text(finished), found.exercise)
    return Tried(case.name, tuple(broken))


def _recap_text(finished: Finished) -> str:
    page = recap(finished.session, finished.entry, finished.path)
    return render(page._replace(data=None), Format.TERMINAL, _WIDE)


def _to_the_recap(context: Context, found: ExerciseFile) -> Callable[[Session], object]:
    """Return what makes an entry and a recap of a finished walk."""
    around = context.around

    def end(session: Session) -> str:
        now = around.now()
        entry = entry_of(session, found.sha256, now, around.now(), around.zone())
        return _recap_text(Finished(session, entry, NoJournal.nowhere))

    return end


def _answers_file(failure: Failure, found: ExerciseFile) -> str:
    import tomli_w

    answers = {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in failure.answers.items()
        if value != ""
    }
    mirror = "" if failure.has_mirror else " --no-mirror"
    how = f"{how_to_begin(found.exercise.id)} --no-input{mirror} --answers FILE"
    return f"# {how}\n{tomli_w.dumps(answers, multiline_strings=True)}"
