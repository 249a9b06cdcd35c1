"""A new sitting with an exercise, and what was written before as far as it asks for it."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from itertools import islice, takewhile
from pathlib import Path

from leadcoach.domain.entry import Commitment, Entry, Value, in_words
from leadcoach.domain.exercise import KEPT_LISTS, MOST_TIMES, Exercise
from leadcoach.domain.facts import Earlier
from leadcoach.domain.session import MOST_ENTRIES, Session
from leadcoach.domain.sharing import MARKS, KeptLines, Line, lines_of, may_lend
from leadcoach.domain.text import clean_line
from leadcoach.errors import LeadcoachError, Unreadable
from leadcoach.exercises.library import Library
from leadcoach.journal.commitments import Commitments, TrackedCommitment
from leadcoach.journal.index import Index
from leadcoach.journal.store import EVER, DayRange, Journal

_LOOKED_THROUGH = 60
"""how many entries back the last word on a commitment is looked for"""


def new_session(
    exercise: Exercise,
    journal: Journal,
    library: Library,
    commitments: Commitments,
    today: dt.date,
    *,
    history: bool = True,
) -> Session:
    """Return a session at its beginning, with the answers of last time.

    What of them cannot be read is noted in `journal.unread`. Without `history` no more
    than the last entry of the exercise is looked at.
    """
    entry = journal.latest(exercise.id)
    named = {planned.section.for_each for planned in exercise.plan}
    named |= {planned.question.source for planned in exercise.plan}
    uses = [name for name in KEPT_LISTS if name in named]
    earlier = Earlier(
        day=entry.local_date if entry else None,
        version=entry.version if entry else "",
        history=_history(exercise, journal) if history else {},
        compared=compared_with(exercise, journal) if history else (),
    )
    if exercise.takes_lines:
        earlier = _with_lines(earlier, uses, journal, library, commitments)
    else:
        lists = {name: _list(name, journal, commitments) for name in uses}
        earlier = replace(earlier, lists=lists)
    last = _answers(exercise, entry) if entry else {}
    return Session(exercise=exercise, today=today, last=last, earlier=earlier)


def _with_lines(
    earlier: Earlier,
    uses: list[str],
    journal: Journal,
    library: Library,
    commitments: Commitments,
) -> Earlier:
    """Return `earlier` with what can go along; an entry that lends nothing has no name."""
    known = _finder(library)
    lent = _lent(journal, known)
    open_ = commitments.open() if "commitments" in uses else []
    standing = _standing(open_, journal, known)
    promised = {name: in_words(each) for name, (each, _) in standing.items()}
    return replace(
        earlier,
        lists={
            "commitments": promised,
            "entries": {name: words for name, (words, _) in lent.items()},
        },
        lines={name: lines for name, (_, lines) in lent.items()},
        standing=standing,
    )


def with_commitments(
    session: Session, every: Callable[[], list[TrackedCommitment]], only: str = ""
) -> Session:
    """Return a session gone on with: what it says of commitments has its place in it.

    Those it speaks of are asked about, whatever became of them meanwhile, and then the
    open ones; with the name of the `only` one, that.
    """
    if "commitments" not in session.earlier.lists:
        return session
    named = {only} if only else set(_names_in(session))
    kept = [each for each in every() if each.name in named or each.is_open and not only]
    kept.sort(key=lambda each: each.name not in named)
    lists = {**session.earlier.lists, "commitments": _in_words(kept)}
    return replace(session, earlier=replace(session.earlier, lists=lists))


def _names_in(session: Session) -> Iterator[str]:
    """Yield the ids of what a section or a matrix was answered about, so far."""
    for told in (session.answers, session.typing):
        for name, value in told.items():
            yield name.partition(".")[2]
            yield from value if isinstance(value, Mapping) else ()


def changing(session: Session, kept: TrackedCommitment) -> Session:
    """Return a review of one commitment that asks for its new form and nothing else."""
    session = with_commitments(session, lambda: [kept], kept.name)
    session = session.answer(f"next.{kept.name}", "other")
    ids = (step.id for step in session.steps() if step.base != "again")
    return replace(session, passed=tuple(ids))


def unless_changed(session: Session, name: str) -> Session:
    """Return `session` without the answer that it began with, where no new form came."""
    new = {step.base for step in session.answered()} - {"next"}
    return session if new else session.skip(f"next.{name}")


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


def compared_with(
    exercise: Exercise, journal: Journal, now: Entry | None = None
) -> tuple[Entry, ...]:
    """Return the oldest entry before `now`, and the last, with answers that `again` names.

    Where the oldest was asked in other words, the oldest that was asked in the same
    stands between them. What cannot be read is passed over.
    """
    from leadcoach.rendering.pages.then_and_now import asked_alike

    names = {*exercise.again.of} if exercise.again else set()
    if not names:
        return ()

    def first_of(paths: Iterator[Path], like: Entry | None = None) -> Entry | None:
        for path in islice(paths, _LOOKED_THROUGH):
            with suppress(Unreadable):
                entry = journal.load(path)
                is_before = now is None or entry.started < now.started
                is_meant = entry.exercise == exercise.id and is_before
                if not is_meant or not names & _answers(exercise, entry).keys():
                    continue
                if like is None or asked_alike(exercise, entry, like):
                    return entry
        return None

    days = DayRange(last=now.local_date.isoformat()) if now else EVER
    last = first_of(each.path for each in journal.entries(days, exercise.id))
    oldest = first_of(journal.oldest(exercise.id)) if last else None
    if not last or not oldest or oldest == last:
        return (last,) if last else ()
    alike = first_of(journal.oldest(exercise.id), now or last)
    between = [each for each in (alike,) if each and each not in (oldest, last)]
    return (oldest, *between, last)


def _list(name: str, journal: Journal, commitments: Commitments) -> dict[str, str]:
    """Return the open commitments or the latest entries in words, by their names."""
    if name == "commitments":
        return _in_words(commitments.open())
    return {
        found.path.stem: clean_line(f"{entry.local_date}: {entry.title}")
        for found in islice(journal.sittings(), MOST_TIMES)
        if (entry := journal.loaded(found.path))
    }


def _in_words(kept: Sequence[TrackedCommitment]) -> dict[str, str]:
    """Return when and what of each, by its name; day, plan and witness stand elsewhere."""
    told = ((each.name, each.commitment) for each in kept[:MOST_TIMES])
    return {name: in_words(Commitment(it.action, it.cue)) for name, it in told}


Finder = Callable[[str], Exercise | None]
"""returns the exercise with an id; None where it is not at hand, or lends nothing"""


def _finder(library: Library) -> Finder:
    @cache  # many entries are of few exercises
    def find(name: str) -> Exercise | None:
        with suppress(LeadcoachError):
            exercise = library.find(name).exercise
            return exercise if exercise.id == name and exercise.lends else None
        return None

    return find


def _lent(journal: Journal, known: Finder) -> dict[str, tuple[str, Mapping[str, Line]]]:
    """Return the latest entries that can lend something: their words and their lines."""
    found: dict[str, tuple[str, Mapping[str, Line]]] = {}
    for path in (each.path for each in islice(journal.sittings(), _LOOKED_THROUGH)):
        entry = journal.loaded(path)
        exercise = known(entry.exercise) if entry else None
        lines = lines_of(entry, exercise) if entry and exercise else {}
        if entry and lines:
            named = clean_line(f"{entry.local_date}, {entry.title}")
            found[path.stem] = (named, lines)
        if len(found) == MOST_TIMES:
            break
    return found


def _standing(
    open_: list[TrackedCommitment], journal: Journal, known: Finder
) -> dict[str, tuple[Commitment, str]]:
    """Return the open commitments that may go along, with where each stands."""

    def may_go(each: TrackedCommitment) -> bool:
        entry = journal.loaded(each.entry)
        exercise = known(entry.exercise) if entry else None
        return bool(entry and exercise and may_lend(each.commitment, entry, exercise))

    kept = islice(filter(may_go, open_), MOST_TIMES)
    return {each.name: (each.commitment, "".join(each.told)) for each in kept}


def kept_lines(
    entry: Entry, journal: Journal, library: Library
) -> dict[str, KeptLines]:
    """Return the lines that an entry took of others, by the id of its answer."""
    marks = entry.unknown.get(MARKS, {})
    found: dict[str, KeptLines] = {}
    for name, chosen in marks.items() if isinstance(marks, Mapping) else ():
        stem = name.partition(".")[2]
        lines: dict[str, Line] = {}
        with suppress(LeadcoachError):
            lender = journal.load(journal.find(stem))
            exercise = _finder(library)(lender.exercise)
            lines = lines_of(lender, exercise) if exercise else {}
        stand = tuple(
            lines[each]
            for each, mark in chosen.items()
            if each in lines and lines[each].mark == mark
        )
        found[name] = KeptLines(stand, len(chosen) - len(stand))
    return found


_HARD, _SOMETHING_ELSE = "about", "other"
_TIMES = 3


def returned(entry: Entry, index: Index, commitments: Commitments) -> list[str]:
    """Return, in words, what was hard for the third time in `entry` while nothing was done.

    The times count from the last sitting of which a commitment was done, or partly. What
    cannot be read is passed over, and is not noted: the sitting lacks nothing.
    """
    answer = next((each for each in entry.answers if each.id == _HARD), None)
    if answer is None or not isinstance(answer.value, tuple):
        return []
    with suppress(LeadcoachError), index.journal.reading_aside():
        acted = {
            each.entry.stem
            for each in commitments.all()
            if any(one.state in ("done", "partly") for one in each.history)
        }
        told = [each for each in index.entries() if each.exercise == entry.exercise]
        found = []
        for choice in (each for each in answer.value if each != _SOMETHING_ELSE):
            alike = (each for each in told if choice in each.chosen.get(_HARD, ()))
            since = takewhile(lambda each: each.stem not in acted, alike)
            if len(list(since)) == _TIMES:
                found.append(answer.labels.get(choice, choice))
        return found
    return []
