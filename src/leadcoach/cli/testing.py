"""Trying an exercise out: the cases beside it, then random walks to its recap."""

from collections.abc import Callable

from leadcoach.asking.scripted import Scripted, check_known
from leadcoach.cli.context import Context
from leadcoach.cli.previewing import NoJournal, finished_with
from leadcoach.domain.exercise import how_to_begin
from leadcoach.domain.session import Session
from leadcoach.errors import LeadcoachError
from leadcoach.exercises.library import Found
from leadcoach.exercises.try_out import (
    Case,
    Failure,
    Tested,
    Tried,
    broken_promises,
    cases_beside,
    walk_many,
)
from leadcoach.rendering import Format, render
from leadcoach.rendering.pages.recap import recap
from leadcoach.rendering.screen import Screen
from leadcoach.session.entry import entry_of
from leadcoach.session.run import Finished

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


def _tried(context: Context, found: Found, case: Case) -> Tried:
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


def _to_the_recap(context: Context, found: Found) -> Callable[[Session], object]:
    """Return what makes an entry and a recap of a finished walk."""
    from leadcoach.session.tools import KeepNothing, Tools

    tools = Tools(
        asker=Scripted({}),
        journal=NoJournal(context.places.journal),
        keeper=KeepNothing(),
        lenses=(),
        now=context.around.now,
        zone=context.around.zone,
        show=lambda _: None,
        safety_note="",
    )

    def end(session: Session) -> str:
        entry = entry_of(found, session, context.around.now(), tools)
        return _recap_text(Finished(session, entry, NoJournal.nowhere))

    return end


def _answers_file(failure: Failure, found: Found) -> str:
    import tomli_w

    answers = {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in failure.answers.items()
        if value != ""
    }
    mirror = "" if failure.has_mirror else " --no-mirror"
    how = f"{how_to_begin(found.exercise.id)} --no-input{mirror} --answers FILE"
    return f"# {how}\n{tomli_w.dumps(answers, multiline_strings=True)}"
