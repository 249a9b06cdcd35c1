"""The entry that a session becomes, and its answers changed afterwards."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from leadcoach.asking.scripted import Typed
from leadcoach.domain.entry import (
    JOT,
    SET_ASIDE,
    Answer,
    Entry,
    Outcome,
    Value,
    commitment_of,
    ending,
)
from leadcoach.domain.exercise import KEPT_LISTS, AnyQuestion, Exercise
from leadcoach.domain.facts import Earlier
from leadcoach.domain.passages import Sentence
from leadcoach.domain.question import Choice, Mirror, Pick
from leadcoach.domain.rating import Committing, Matrix
from leadcoach.domain.reading import quote_in
from leadcoach.domain.rewording import Passage, answered, passages, requoted, reworded
from leadcoach.domain.session import Session, Step
from leadcoach.domain.sharing import MARKS
from leadcoach.domain.text import clean_line, nearest_of
from leadcoach.errors import LeadcoachError, NotAnAnswer
from leadcoach.exercises.library import ExerciseFile, Library
from leadcoach.journal.commitments import name_of
from leadcoach.session.draft import set_aside


def entry_of(
    session: Session,
    sha256: str,
    started: dt.datetime,
    finished: dt.datetime,
    zone: str,
) -> Entry:
    """Return the entry of a session: what was visible and answered, and nothing else.

    `sha256` is that of the exercise's file.
    """
    exercise, answered_ = session.exercise, session.answered()
    asked = (step.question for step in session.steps())
    mirrors = (each.amended_by for each in asked if isinstance(each, Mirror))
    amended = (session.facts().answers.get(name) for name in mirrors if name)
    began = (session.jots.get(step.id) for step in answered_)
    beside = {
        SET_ASIDE: set_aside(session),
        MARKS: _marks(session),
        JOT: list(filter(None, began)),
    }
    return Entry(
        exercise=exercise.id,
        version=exercise.version,
        title=exercise.title,
        sha256=sha256,
        language=exercise.language,
        started=started,
        finished=finished,
        zone=zone,
        local_date=started.date(),
        answers=tuple(_answer_of(step, session) for step in answered_),
        reading=session.reading if session.mirror else None,
        coach=session.coach,
        amended="\n".join(each for each in amended if isinstance(each, str)),
        commitments=tuple(
            commitment_of(step.value)
            for step in answered_
            if isinstance(step.question, Committing) and step.value is not None
        ),
        unknown={name: each for name, each in beside.items() if each},
    )


def small_entry(
    exercise: str,
    title: str,
    answer: Answer,
    times: tuple[dt.datetime, dt.datetime],
    zone: str,
) -> Entry:
    """Return an entry of one of the SMALL exercises, which has one answer.

    `times` are when it was begun and finished.
    """
    return Entry(
        exercise=exercise,
        version="1.0.0",
        title=title,
        sha256="",
        language="en",
        started=times[0],
        finished=times[1],
        zone=zone,
        local_date=times[0].date(),
        answers=(answer,),
    )


def outcomes_of(session: Session, path: Path, on: dt.date) -> dict[str, Outcome]:
    """Return what the entry at `path` says became of commitments: the last word on each."""
    found: dict[str, Outcome] = {}
    place = 0
    for step in session.answered():
        place += isinstance(step.question, Committing)
        for name, state in _states_in(step).items():
            to = name_of(path.name, place) if state == "changed" else ""
            found[name] = Outcome(state, on, entry=path.stem, to=to)
    return found


def _states_in(step: Step) -> dict[str, str]:
    """Return the states that an answer says commitments are in, by their names."""
    question, value = step.question, step.value
    if isinstance(question, Matrix) and question.rows_from == "commitments":
        cells = value if isinstance(value, Mapping) else {}
        said = {row: ending(question.closes, str(cells[row])) for row in cells}
    elif not step.item or step.section.for_each != "commitments":
        return {}
    elif isinstance(question, Choice):
        said = {step.item.id: ending(question.closes, str(value))}
    else:
        is_new_form = isinstance(question, Committing)
        said = {step.item.id: "changed" if is_new_form else ""}
    return {name: state for name, state in said.items() if state}


def of_entry(exercise: Exercise, entry: Entry) -> Session:
    """Return the session of an entry to be talked over: nothing before that is asked."""
    asked = [planned.question for planned in exercise.plan]
    picks = [at for at, each in enumerate(asked) if isinstance(each, Pick)]
    answers = {each.id: each.value for each in entry.answers}
    done = [each.id for each in (asked[: picks[-1] + 1] if picks else asked)]
    return Session(
        exercise,
        entry.local_date,
        answers=answers,
        passed=tuple(each for each in done if each not in answers),
        reading=entry.reading,
    )


def read_again(entry: Entry, found: ExerciseFile) -> Session | None:
    """Return the sitting of an entry as it ended; None where its exercise is another now.

    So it is where a file of another version asks otherwise; where words stand elsewhere,
    as those of a page for somebody else do; and where the mirror that shows them is gone.
    """
    exercise = found.exercise
    if exercise.id != entry.exercise or exercise.takes_lines:
        return None
    has_mirror = any(isinstance(each.question, Mirror) for each in exercise.plan)
    if has_mirror and entry.reading is None:
        return None
    if not all(_is_answer(each, exercise) for each in entry.answers):
        return None
    picked = (each.value for each in entry.answers if each.type == "pick")
    session = replace(
        of_entry(exercise, entry),
        offers=tuple(map(str, picked)),
        mirror=entry.reading is not None,
        earlier=Earlier(lists=_lists_in(exercise, entry)),
        is_over=True,
    )
    steps = {step.id: step for step in session.answered()}
    is_the_same = found.sha256 == entry.sha256 or exercise.version == entry.version
    for answer in entry.answers:
        step = steps.get(answer.id)
        if step is None or step.value != answer.value:
            return None
        if not is_the_same and answer != _answer_of(step, session):
            return None
    return session


_SHAPES: Mapping[str, type] = {"choice": str, "multi": tuple, "matrix": Mapping}
"""what is answered to questions whose choices or rows come from elsewhere"""


def _is_answer(answer: Answer, exercise: Exercise) -> bool:
    """Tell whether what a file holds could be answered, as far as that is known alone."""
    question = exercise.question(answer.id)
    if question is None or question.type != answer.type:
        return False
    if question.source:
        return isinstance(answer.value, _SHAPES[question.type])
    if not isinstance(question, Sentence | Pick):
        try:
            question.accept(answer.value)
        except NotAnAnswer:
            return False
    return True


def _lists_in(exercise: Exercise, entry: Entry) -> dict[str, dict[str, str]]:
    """Return what an entry tells of the kept lists it went by: id -> words, by list."""
    found: dict[str, dict[str, str]] = {name: {} for name in KEPT_LISTS}
    for answer in entry.answers:
        planned = exercise.planned(answer.id)
        if planned is None:
            continue
        if planned.question.source in found:
            ids = answer.value if isinstance(answer.value, Mapping | tuple) else ()
            words = {each: answer.labels.get(each, each) for each in ids}
            found[planned.question.source] |= words
        about, item = answer.asked.rpartition("\n")[0], answer.id.partition(".")[2]
        if planned.section.for_each in found and about:
            found[planned.section.for_each][item] = about
    return found


def with_talk(entry: Entry, session: Session) -> Entry:
    """Return `entry` with what came of talking it over; nothing said before is lost."""
    coach, before = session.coach, entry.coach
    if coach is not None and before is not None:
        coach = replace(coach, talk=(*before.talk, *coach.talk))
    known = {each.id for each in entry.answers}
    new = [each for each in session.answered() if each.id not in known]
    commitments = (each for each in new if isinstance(each.question, Committing))
    return replace(
        entry,
        coach=coach or before,
        answers=(*entry.answers, *(_answer_of(each, session) for each in new)),
        commitments=(
            *entry.commitments,
            *(commitment_of(each.value) for each in commitments if each.value),
        ),
    )


def _marks(session: Session) -> dict[str, dict[str, str]]:
    """Return what tells of each line that was chosen whether it is still the same."""
    chosen = {step.id: session.chosen_lines(step) for step in session.answered()}
    return {
        answer: {name: line.mark for name, line in lines.items()}
        for answer, lines in chosen.items()
        if lines
    }


def _answer_of(step: Step, session: Session) -> Answer:
    exercise, question = session.exercise, step.question
    value: Value = "" if step.value is None else step.value
    private = exercise.is_private(step.base)
    # Of a line that goes along its name is kept, and no copy of its words.
    labels = {name: line.label for name, line in session.chosen_lines(step).items()}
    # A sentence out of an answer that is private is private, too.
    quote = quote_in(value)
    private = private or (quote is not None and exercise.is_private(quote.answer))
    return Answer(
        id=question.id,
        type=question.type,
        asked=step.asked,
        value=value,
        private=private,
        labels=labels or question.labels(value),
    )


def with_words(entry: Entry, words: Mapping[Passage, str]) -> Entry:
    """Return `entry` with other words in some passages, and a reading that still fits."""
    changed = entry
    for passage, each in words.items():
        changed = reworded(changed, passage, each)
    return requoted(entry, changed)


def passage_called(entry: Entry, name: str) -> Passage:
    """Return the passage of the question `name`; NotAnAnswer where none holds words."""
    known = {each.name: each for each in passages(entry)}
    if name in known:
        return known[name]
    if any(each.id == name for each in entry.answers):
        message = f"The answer to “{clean_line(name, 40)}” is not in words."
        raise NotAnAnswer(message, f"Change it with --answer {name}=…")
    raise _unknown(name, list(known))


def with_answers(entry: Entry, given: Mapping[str, object], library: Library) -> Entry:
    """Return `entry` with other answers, and a reading that still fits.

    Where the exercise is at hand, each has to be an answer of its kind; else NotAnAnswer.
    """
    questions = _questions(entry, library)
    places = {each.id: at for at, each in enumerate(entry.answers)}
    changed = entry
    named: dict[str, object] = {}
    for name, value in given.items():  # one can be called `where.thought`, as a row is
        rows = value if isinstance(value, Mapping) and name not in places else {}
        by_row: dict[str, object] = {
            f"{name}.{row}": Typed(str(rows[row])) for row in rows
        }
        named |= by_row or {name: value}
    for name, value in named.items():
        if name not in places:
            raise _unknown(name, list(places))
        try:
            changed = _with_answer(changed, places[name], value, questions.get(name))
        except NotAnAnswer as problem:
            shown = clean_line(name, 40)
            raise NotAnAnswer(f"{shown}: {problem.message}", problem.hint) from None
    return requoted(entry, changed)


def _unknown(name: str, known: list[str]) -> NotAnAnswer:
    message = f"This entry has no answer to “{clean_line(name, 40)}”."
    listed = f"It has: {', '.join(known)}." if known else ""
    return NotAnAnswer(message, nearest_of(name, known) or listed)


def _questions(entry: Entry, library: Library) -> dict[str, AnyQuestion]:
    """Return the questions as they are today, where the exercise is at hand."""
    try:
        exercise = library.find(entry.exercise).exercise
    except LeadcoachError:
        return {}
    if exercise.id != entry.exercise:
        return {}
    answers = {each.id: each.value for each in entry.answers}
    session = Session(exercise, entry.local_date, answers, reading=entry.reading)
    steps = replace(session, mirror=entry.reading is not None).steps()
    past = {each.id: each for each in exercise.past}
    return past | {step.id: step.question for step in steps}


def _with_answer(
    entry: Entry, at: int, given: object, question: AnyQuestion | None
) -> Entry:
    answer = entry.answers[at]
    if question is None or question.type != answer.type:
        return _in_words(entry, at, given)
    parts = answer.value if isinstance(answer.value, Mapping) else {}
    text = given.text if isinstance(given, Typed) else str(given)
    if isinstance(given, Mapping):  # some rows or parts; the others stay
        value = question.accept({**parts, **given})
    elif answer.type == "commitment":  # words alone are the action
        value = question.accept({**parts, "action": text})
    else:
        value = question.from_text(text)
    return answered(entry, at, value, question.labels(value))


def _in_words(entry: Entry, at: int, given: object) -> Entry:
    found = [each for each in passages(entry) if each.answer == at]
    if not found or not isinstance(given, Typed):
        message = f"The exercise “{clean_line(entry.exercise, 40)}” is not at hand."
        raise NotAnAnswer(message, "Without it only answers in words can be changed.")
    is_list = entry.answers[at].type == "list" and "\n" not in given.text
    words = given.text.replace(",", "\n") if is_list else given.text
    return reworded(entry, found[0], words)
