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

    What of them cannot be read is noted in `journal.unread`.

    Without `history` no more than the last entry of the exercise is looked at.
    """
    entry = journal.latest(exercise.id)
    last = _answers(exercise, entry) if entry else {}
    earlier = Earlier(
        day=entry.local_date if entry else None,
        version=entry.version if entry else "",
        history=_history(exercise, journal) if history else {},
        lists={
            name: _list(name, journal) for name in KEPT_LISTS if _uses(exercise, name)
        },
    )
    return Session(exercise=exercise, today=today, last=last, earlier=earlier)


def _answers(exercise: Exercise, entry: Entry) -> dict[str, Value]:
    return exercise.with_new_names({each.id: each.value for each in entry.answers})


def _history(exercise: Exercise, journal: Journal) -> dict[str, tuple[Value, ...]]:
    """Return the answers of the latest entries, newest first, by question."""
    if not _counts_back(exercise):
        return {}
    entries: list[Entry] = []
    for found in islice(journal.entries(exercise=exercise.id), MOST_ENTRIES):
        entry = journal.loaded(found.path)
        if entry and entry.exercise == exercise.id:
            entries.append(entry)
    answers: dict[str, tuple[Value, ...]] = {}
    for entry in sorted(entries, key=lambda each: each.started, reverse=True):
        for key, value in _answers(exercise, entry).items():
            answers[key] = (*answers.get(key, ()), value)
    return answers


def _counts_back(exercise: Exercise) -> bool:
    conditions = [section.when for section in exercise.section]
    conditions += [planned.question.when for planned in exercise.plan]
    conditions += [line.when for line in exercise.recap.line]
    conditions += [each.when for each in exercise.next]
    return any("hist" in condition for condition in conditions)


def _uses(exercise: Exercise, name: str) -> bool:
    return any(
        name
        in (
            planned.section.for_each,
            getattr(planned.question, "rows_from", ""),
            getattr(planned.question, "choices_from", ""),
        )
        for planned in exercise.plan
    )


def _list(name: str, journal: Journal) -> dict[str, str]:
    return _open_commitments(journal) if name == "commitments" else _entries(journal)


def _open_commitments(journal: Journal) -> dict[str, str]:
    kept = Commitments(journal).open()[:MOST_TIMES]
    return {each.name: in_words(each.commitment) for each in kept}


def _entries(journal: Journal) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in islice(journal.newest(), MOST_TIMES):
        entry = journal.loaded(path)
        if entry:
            found[path.stem] = clean_line(f"{entry.local_date}: {entry.title}")
    return found
