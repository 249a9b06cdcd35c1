"""From a finished session to the entry that the journal keeps."""

import datetime as dt

from leadcoach.domain.commitment import Committing
from leadcoach.domain.entry import Answer, Commitment, Entry, Value, commitment_of
from leadcoach.domain.exercise import Exercise
from leadcoach.domain.question import Mirror
from leadcoach.domain.reading import quote_in
from leadcoach.domain.session import Session, Step
from leadcoach.exercises.library import ExerciseFile
from leadcoach.session.draft import set_aside


def entry_of(
    found: ExerciseFile,
    session: Session,
    started: dt.datetime,
    finished: dt.datetime,
    zone: str,
) -> Entry:
    """Return the entry of a session: what was visible and answered, and nothing else."""
    exercise = found.exercise
    answered = session.answered()
    return Entry(
        exercise=exercise.id,
        version=exercise.version,
        title=exercise.title,
        sha256=found.sha256,
        language=exercise.language,
        started=started,
        finished=finished,
        zone=zone,
        local_date=started.date(),
        answers=tuple(answer_of(step, exercise) for step in answered),
        reading=session.reading if session.mirror else None,
        amended=_amended(session),
        commitments=tuple(_commitments(answered)),
        unknown={"set_aside": lost} if (lost := set_aside(session)) else {},
    )


def answer_of(step: Step, exercise: Exercise) -> Answer:
    """Return an answered step as an entry keeps it."""
    question = step.question
    value: Value = "" if step.value is None else step.value
    return Answer(
        id=question.id,
        type=question.type,
        asked=step.asked,
        value=value,
        private=question.private or _is_out_of_private(value, exercise),
        labels=question.labels(value),
    )


def _is_out_of_private(value: Value, exercise: Exercise) -> bool:
    """Tell whether it is a sentence out of an answer that is private."""
    quote = quote_in(value)
    source = exercise.question(quote.answer) if quote else None
    return source is not None and source.private


def _commitments(answered: tuple[Step, ...]) -> list[Commitment]:
    kept = [step for step in answered if isinstance(step.question, Committing)]
    return [commitment_of(step.value) for step in kept if step.value is not None]


def _amended(session: Session) -> str:
    """Return what the person put in place of the mirror's words."""
    mirrors = [step.question for step in session.steps()]
    names = [each.amended_by for each in mirrors if isinstance(each, Mirror)]
    values = [session.facts().answers.get(name) for name in names if name]
    return "\n".join(value for value in values if isinstance(value, str))
