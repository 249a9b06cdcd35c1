"""What was answered the first time and last time, beside what is answered now."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from leadcoach.domain.entry import Answer, Entry
from leadcoach.domain.exercise import Exercise
from leadcoach.domain.piping import plain_words
from leadcoach.domain.text import first_words, on_one_line
from leadcoach.rendering.page import Block, Heading, Listing, Paragraph, Table

_MOST_WORDS = 40
"""of an answer that stands in a row"""
_RATED = ("scale", "number", "matrix")


class Row(NamedTuple):
    """One answer, or one row of a matrix, as it was and is."""

    question: str
    """its id"""
    asked: str
    """what its question is called"""
    name: str
    cells: tuple[str, ...]
    """what was said in each entry; empty where nothing was"""
    kind: str
    """the type of its question"""

    @property
    def said(self) -> list[str]:
        return [cell for cell in self.cells if cell]

    @property
    def is_rated(self) -> bool:
        return self.kind in _RATED

    @property
    def has_moved(self) -> bool:
        return len({*self.said}) > 1

    @property
    def stands_open(self) -> bool:
        """Whether it is new since, or gone."""
        return len(self.said) == 1


class Apart(NamedTuple):
    """An answer to a question that was asked in other words, or on another scale."""

    day: dt.date
    asked: str
    said: str


class Compared(NamedTuple):
    """The answers that `again` of an exercise names, in several entries, oldest first."""

    days: tuple[dt.date, ...]
    about: Row | None
    """whom or what the ratings are about, where that is not the same"""
    rows: tuple[Row, ...]
    """what moved, is new or is gone"""
    as_before: tuple[str, ...]
    """names of ratings that did not move"""
    apart: tuple[Apart, ...]
    questions: tuple[str, ...]
    """the ids of those that were answered in the last of the entries"""

    @property
    def is_of_stories(self) -> bool:
        """Whether each is about a situation of its own, told at length."""
        return self.about is not None and self.about.kind == "long"

    def __bool__(self) -> bool:
        """Tell whether there is anything to set side by side."""
        return bool(self.about or self.rows or self.as_before or self.apart)


def compared(exercise: Exercise, entries: Sequence[Entry]) -> Compared:
    """Return what `entries`, oldest first, answered to the questions that `again` names.

    What was asked in other words than in the last of them stands apart. Nothing private
    is in it.
    """
    told = [_answers(exercise, entry) for entry in entries]
    rows: list[Row] = []
    apart: list[Apart] = []
    named = exercise.again.of if exercise.again else ()
    for name in named:
        answers = [each.get(name) for each in told]
        now = answers[-1]
        if now is None:
            continue
        alike = [a if a and _asked(a) == _asked(now) else None for a in answers]
        apart += [
            Apart(entry.local_date, answer.asked, _in_words(answer))
            for entry, answer in zip(entries, answers, strict=True)
            if answer and answer not in alike
        ]
        if len([each for each in alike if each]) > 1:
            rows += _rows(exercise, name, now, alike)
    about = _about(rows)
    shown = [each for each in rows if each is not about]
    before = [e for e in shown if e.is_rated and not e.has_moved and not e.stands_open]
    return Compared(
        days=tuple(entry.local_date for entry in entries),
        about=about,
        rows=tuple(
            each._replace(name=_name(each, rows))
            for each in shown
            if each.has_moved or (each.is_rated and each.stands_open)
        ),
        as_before=tuple(_name(each, rows) for each in before),
        apart=tuple(apart),
        questions=tuple(each for each in named if each in told[-1]),
    )


def asked_alike(exercise: Exercise, then: Entry, now: Entry) -> bool:
    """Tell whether `then` answered something to `again`, all of it asked as in `now`."""
    one, other = _answers(exercise, then), _answers(exercise, now)
    named = exercise.again.of if exercise.again else ()
    both = [name for name in named if name in one and name in other]
    return bool(both) and all(_asked(one[n]) == _asked(other[n]) for n in both)


MOVED = "What has moved?"


def then_and_now(exercise: Exercise, entries: Sequence[Entry]) -> Iterator[Block]:
    """Yield what moved between `entries`, oldest first; nothing where nothing can be told."""
    found = compared(exercise, entries)
    if not found:
        return
    yield Heading("Then and now", level=3)
    if found.about:
        yield Paragraph(_two_of_them(found))
    # Numbers of different stories are not set side by side: they would look like a climb.
    if found.rows and not found.is_of_stories:
        # A day on which none of it was answered has no column.
        used = [
            at for at in range(len(found.days)) if any(r.cells[at] for r in found.rows)
        ]
        head = ("", *(found.days[at].isoformat() for at in used))
        told = ((row.name, *(row.cells[at] for at in used)) for row in found.rows)
        yield Table(head, tuple(told))
    if found.as_before and not found.is_of_stories:
        days = "both days" if len(found.days) == 2 else "each of these days"
        yield Paragraph(f"The same on {days}: {', '.join(found.as_before)}.")
    if found.apart:
        yield Paragraph("Asked in other words, so it stands apart:")
        yield Listing(
            tuple(f"{e.day}: {on_one_line(e.asked)} {e.said}" for e in found.apart)
        )
    show = f"leadcoach journal show --exercise {exercise.id}"
    over_time = f"All of them: {show} --question {found.questions[-1]}"
    yield Paragraph(over_time, quiet=True)
    if not found.about and (found.rows or found.as_before):
        yield Paragraph(MOVED)


def _answers(exercise: Exercise, entry: Entry) -> dict[str, Answer]:
    """Return the answers of an entry that are not private, by the ids of today."""
    private = {each.id for each in entry.answers if each.private}
    named = exercise.with_new_names({each.id: each for each in entry.answers})
    return {
        name: answer
        for name, answer in named.items()
        if answer.id not in private and not exercise.is_private(name)
    }


def _asked(answer: Answer) -> tuple[str, str, list[tuple[str, str]]]:
    """Return what has to be the same for two answers to be set side by side."""
    ends = [(key, answer.labels[key]) for key in answer.labels if key.isdigit()]
    return answer.type, answer.asked, ends if answer.type in _RATED else []


def _rows(
    exercise: Exercise, name: str, now: Answer, answers: Sequence[Answer | None]
) -> Iterator[Row]:
    """Yield what an answer was and is, under the short names that the recap has for it."""
    lines = [each for each in exercise.recap.line if name in each.of]
    names = [each.name_of[name] for each in lines if each.names]
    asked = on_one_line([*names, now.asked][0])
    if now.type != "matrix":
        cells = tuple(_in_words(each) if each else "" for each in answers)
        yield Row(name, asked, asked, cells, now.type)
        return
    labels = {row: words for line in lines for row, words in line.labels.items()}
    question = exercise.question(name)
    today = getattr(question, "rows", {})
    told = [_cells(each) if each else {} for each in answers]
    for row, words in dict.fromkeys(key for cells in reversed(told) for key in cells):
        # A row in other words than those of today keeps its own.
        short = labels.get(row, words) if today.get(row, words) == words else words
        cells = tuple(each.get((row, words), "") for each in told)
        yield Row(name, asked, short, cells, now.type)


def _cells(answer: Answer) -> dict[tuple[str, str], str]:
    """Return what stands in a matrix, by the id and the words of its row."""
    value, labels = answer.value, answer.labels
    rows = value.items() if isinstance(value, Mapping) else ()
    ticked = {key: labels[key] for key in labels if not key.isdigit()}
    return {
        (row, labels.get(row, row)): ticked.get(str(cell), str(cell))
        for row, cell in rows
    }


def _in_words(answer: Answer) -> str:
    value, labels = answer.value, answer.labels
    if answer.type == "matrix":
        cells = ((words, said) for (_, words), said in _cells(answer).items())
        return "; ".join(f"{words}: {said}" for words, said in cells)
    if answer.type in ("choice", "multi", "list"):
        ids = value if isinstance(value, tuple) else (str(value),)
        return "; ".join(labels.get(each, each) for each in ids)
    return first_words(on_one_line(plain_words(value)), _MOST_WORDS)


def _about(rows: list[Row]) -> Row | None:
    """Return whom or what the ratings are about, where that is not what it was then."""
    in_words = [row for row in rows if row.kind in ("short", "long")]
    found = in_words or [row for row in rows if row.kind == "choice"]
    rated = any(row.is_rated for row in rows)
    return found[0] if len(found) == 1 and rated and found[0].has_moved else None


def _two_of_them(found: Compared) -> str:
    assert found.about is not None
    *then, now = (first_words(cell, 12) for cell in found.about.cells)
    told = [(day, words) for day, words in zip(found.days, then, strict=False) if words]
    before = f"Then it was about “{told[0][1]}”"
    if len(told) > 1:
        each = ", ".join(f"on {day} about “{words}”" for day, words in told)
        before = f"You told it {each}"
    said = f"{before}, now about “{now}”."
    if found.is_of_stories:
        return f"{said} Numbers of different stories cannot be compared."
    return f"{said} If these are not the same, the numbers cannot be compared."


def _name(row: Row, rows: list[Row]) -> str:
    """Return the name of a row, with what its question is called where another has it."""
    alike = {each.question for each in rows if each.name == row.name}
    return f"{row.asked}: {row.name}" if len(alike) > 1 else row.name
