"""Changing an answer of an entry that is written: with the checks of its kind."""

from collections.abc import Mapping
from dataclasses import replace

from leadcoach.asking.scripted import Typed
from leadcoach.domain.entry import Answer, Entry, Value
from leadcoach.domain.exercise import AnyQuestion, Exercise
from leadcoach.domain.picking import nearest_of
from leadcoach.domain.rewording import Passage, answered, passages, requoted, reworded
from leadcoach.domain.session import Session
from leadcoach.domain.text import clean_line
from leadcoach.errors import LeadcoachError, NotAnAnswer
from leadcoach.exercises.library import Library


def with_words(entry: Entry, words: Mapping[Passage, str]) -> Entry:
    """Return `entry` with other words in some passages, and a reading that still fits."""
    changed = entry
    for passage, each in words.items():
        changed = reworded(changed, passage, each)
    return requoted(entry, changed)


def passage_called(entry: Entry, name: str) -> Passage:
    """Return the passage of the question `name`.

    Raises:
        NotAnAnswer: there is none that holds words.
    """
    known = {each.name: each for each in passages(entry)}
    if name in known:
        return known[name]
    if any(each.id == name for each in entry.answers):
        message = f"The answer to “{clean_line(name, 40)}” is not in words."
        raise NotAnAnswer(message, f"Change it with --answer {name}=…")
    raise _unknown(name, list(known))


def with_answers(entry: Entry, given: Mapping[str, object], library: Library) -> Entry:
    """Return `entry` with other answers, and a reading that still fits.

    Where the exercise is at hand, each has to be an answer of its kind.

    Raises:
        NotAnAnswer: the entry has no such answer, or it cannot be that.
    """
    questions = _questions(entry, library)
    places = {each.id: at for at, each in enumerate(entry.answers)}
    changed = entry
    for name, value in given.items():
        at = places.get(name)
        if at is None:
            raise _unknown(name, list(places))
        try:
            changed = _with_answer(changed, at, value, questions.get(name))
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
    past = {each.id: each for each in exercise.past}
    steps = _session(exercise, entry).steps()
    return past | {step.id: step.question for step in steps}


def _session(exercise: Exercise, entry: Entry) -> Session:
    answers = {each.id: each.value for each in entry.answers}
    session = Session(exercise, entry.local_date, answers, reading=entry.reading)
    return replace(session, mirror=entry.reading is not None)


def _with_answer(
    entry: Entry, at: int, given: object, question: AnyQuestion | None
) -> Entry:
    answer = entry.answers[at]
    if question is None or question.type != answer.type:
        return _in_words(entry, at, given)
    value = _accepted(question, answer, given)
    return answered(entry, at, value, question.labels(value))


def _accepted(question: AnyQuestion, answer: Answer, given: object) -> Value:
    parts = answer.value if isinstance(answer.value, Mapping) else {}
    if isinstance(given, Mapping):  # some rows or parts; the others stay
        return question.accept({**parts, **given})
    text = given.text if isinstance(given, Typed) else str(given)
    if answer.type == "commitment":  # words alone are the action
        return question.accept({**parts, "action": text})
    return question.from_text(text)


def _in_words(entry: Entry, at: int, given: object) -> Entry:
    found = [each for each in passages(entry) if each.answer == at]
    if not found or not isinstance(given, Typed):
        message = f"The exercise “{clean_line(entry.exercise, 40)}” is not at hand."
        raise NotAnAnswer(message, "Without it only answers in words can be changed.")
    is_list = entry.answers[at].type == "list" and "\n" not in given.text
    words = given.text.replace(",", "\n") if is_list else given.text
    return reworded(entry, found[0], words)
