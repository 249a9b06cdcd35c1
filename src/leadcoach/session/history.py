"""A new sitting with an exercise, and what was written before as far as it asks for it."""

import datetime as dt
from itertools import islice

from leadcoach.domain.entry import Entry, Value, in_words
from leadcoach.domain.exercise import KEPT_LISTS, MOST_TIMES, Exercise
from leadcoach.domain.session import MOST_ENTRIES, Earlier, Session
from leadcoach.domain.text import clean_line
from leadcoach.journal.commitments import Commitments
from leadcoach.journal.store import Journal


def new_session(
    exercise: Exercise, journal: Journal, today: dt.date, *, history: bool = True
) -> Session:
    """Return a session at its beginning, with the answers of last time.

    What of them cannot be read is noted in `journal.unread`. Without `history` no more
    than the last entry of the exercise is looked at.
    """
    entry = journal.latest(exercise.id)
    earlier = Earlier(
        day=entry.local_date if entry else None,
        version=entry.version if entry else "",
        history=_history(exercise, journal) if history else {},
        lists={
            name: _list(name, journal) for name in KEPT_LISTS if _uses(exercise, name)
        },
    )
    last = _answers(exercise, entry) if entry else {}
    return Session(exercise=exercise, today=today, last=last, earlier=earlier)


def _answers(exercise: Exercise, entry: Entry) -> dict[str, Value]:
    return exercise.with_new_names({each.id: each.value for each in entry.answers})


def _history(exercise: Exercise, journal: Journal) -> dict[str, tuple[Value, ...]]:
    """Return the answers of the latest entries, newest first, by question.

    They are read only where a condition of the exercise counts back.
    """
    conditions = [section.when for section in exercise.section]
    conditions += [planned.question.when for planned in exercise.plan]
    conditions += [line.when for line in exercise.recap.line]
    conditions += [each.when for each in exercise.next]
    if not any("hist" in condition for condition in conditions):
        return {}
    latest = islice(journal.entries(exercise=exercise.id), MOST_ENTRIES)
    entries = [entry for found in latest if (entry := journal.loaded(found.path))]
    answers: dict[str, tuple[Value, ...]] = {}
    for entry in sorted(entries, key=lambda each: each.started, reverse=True):
        if entry.exercise == exercise.id:
            for key, value in _answers(exercise, entry).items():
                answers[key] = (*answers.get(key, ()), value)
    return answers


def _uses(exercise: Exercise, name: str) -> bool:
    return any(
        name == planned.section.for_each
        or name == getattr(planned.question, "rows_from", "")
        or name == getattr(planned.question, "choices_from", "")
        for planned in exercise.plan
    )


def _list(name: str, journal: Journal) -> dict[str, str]:
    """Return the open commitments or the latest entries in words, by their names."""
    if name == "commitments":
        kept = Commitments(journal).open()[:MOST_TIMES]
        return {each.name: in_words(each.commitment) for each in kept}
    paths = islice(journal.newest(), MOST_TIMES)
    return {
        path.stem: clean_line(f"{entry.local_date}: {entry.title}")
        for path in paths
        if (entry := journal.loaded(path))
    }
