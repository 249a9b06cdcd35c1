"""What was answered the first time and last time, beside what is answered now."""

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
    def has_moved(self) -> bool:
        return len({*self.cells} - {""}) > 1


def then_and_now(
    exercise: Exercise, entries: Sequence[Entry], *, is_asked: bool = True
) -> Iterator[Block]:
    """Yield what moved between `entries`, oldest first; nothing where nothing can be told.

    What was asked in other words than in the last of them stands apart. Nothing private
    is in it. With `is_asked` it has a heading, and a question where it can have an answer.
    """
    told = [_answers(exercise, entry) for entry in entries]
    named = [name for name in _named(exercise) if name in told[-1]]
    rows: list[Row] = []
    apart: list[str] = []
    for name in named:
        answers, now = [each.get(name) for each in told], told[-1][name]
        alike = [a if a and _asked(a) == _asked(now) else None for a in answers]
        apart += [
            f"{entry.local_date}: {on_one_line(each.asked)} {_in_words(each)}"
            for entry, each in zip(entries, answers, strict=True)
            if each and each not in alike
        ]
        rows += _rows(exercise, name, now, alike) if any(alike[:-1]) else ()
    about = _about(rows)
    days = [entry.local_date.isoformat() for entry in entries]
    beside = [*_beside(days, rows, about)]
    blocks: list[Block] = [Paragraph(_two_of_them(days, about))] if about else []
    blocks += [*beside, *standing_apart(apart)]
    if not blocks:
        return
    if is_asked:
        yield Heading("Then and now", level=3)
    yield from blocks
    show = f"leadcoach journal show --exercise {exercise.id} --question {named[-1]}"
    yield Paragraph(f"All of them: {show}", quiet=True)
    if is_asked and not about and beside:
        yield Paragraph("What has moved?")


def _beside(
    days: Sequence[str], rows: Sequence[Row], about: Row | None
) -> Iterator[Block]:
    """Yield what moved, is new or is gone as a table, and the ratings that did not move."""
    if about and about.kind == "long":
        return  # numbers of different stories would look like a climb
    moved: list[tuple[str, ...]] = []
    as_before: list[str] = []
    for row in rows:
        if row is about:
            continue
        is_rated = row.kind in _RATED
        if row.has_moved or (is_rated and row.cells.count("") == len(days) - 1):
            moved.append((_name(row, rows), *row.cells))
        elif is_rated:
            as_before.append(_name(row, rows))
    if moved:
        # A day on which none of it was answered has no column.
        columns = zip(("", *days), *moved, strict=True)
        head, *filled = zip(*(each for each in columns if any(each[1:])), strict=True)
        yield Table(head, tuple(filled))
    if as_before:
        both = "both days" if len(days) == 2 else "each of these days"
        yield Paragraph(f"The same on {both}: {', '.join(as_before)}.")


def standing_apart(told: Sequence[str]) -> list[Block]:
    """Return answers that were asked in other words, if there are any."""
    said = Paragraph("Asked in other words, so it stands apart:")
    return [said, Listing(tuple(told))] if told else []


def _named(exercise: Exercise) -> tuple[str, ...]:
    return exercise.again.of if exercise.again else ()


def asked_alike(exercise: Exercise, then: Entry, now: Entry) -> bool:
    """Tell whether `then` answered something to `again`, all of it asked as in `now`."""
    one, other = _answers(exercise, then), _answers(exercise, now)
    both = [name for name in _named(exercise) if name in one and name in other]
    return bool(both) and all(_asked(one[n]) == _asked(other[n]) for n in both)


def _answers(exercise: Exercise, entry: Entry) -> dict[str, Answer]:
    """Return the answers of an entry that are not private, by the ids of today."""
    named = exercise.with_new_names({each.id: each for each in entry.answers})
    return {
        name: answer
        for name, answer in named.items()
        if not (entry.is_private(answer) or exercise.is_private(name))
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
        said = tuple(_in_words(each) if each else "" for each in answers)
        yield Row(name, asked, asked, said, now.type)
        return
    labels = {row: words for line in lines for row, words in line.labels.items()}
    today = getattr(exercise.question(name), "rows", {})
    told = [_cells(each) if each else {} for each in answers]
    for row, words in dict.fromkeys(key for cells in reversed(told) for key in cells):
        # A row in other words than those of today keeps its own.
        short = labels.get(row, words) if today.get(row, words) == words else words
        said = tuple(each.get((row, words), "") for each in told)
        yield Row(name, asked, short, said, now.type)


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
        cells = _cells(answer).items()
        return "; ".join(f"{words}: {said}" for (_, words), said in cells)
    if answer.type in ("choice", "multi", "list"):
        ids = value if isinstance(value, tuple) else (str(value),)
        return "; ".join(labels.get(each, each) for each in ids)
    return first_words(on_one_line(plain_words(value)), _MOST_WORDS)


def _about(rows: Sequence[Row]) -> Row | None:
    """Return whom or what the ratings are about, where that is not what it was then."""
    in_words = [row for row in rows if row.kind in ("short", "long")]
    found = in_words or [row for row in rows if row.kind == "choice"]
    is_rated = any(row.kind in _RATED for row in rows)
    return found[0] if len(found) == 1 and is_rated and found[0].has_moved else None


def _two_of_them(days: Sequence[str], about: Row) -> str:
    *then, now = (first_words(cell, 12) for cell in about.cells)
    told = [(day, words) for day, words in zip(days, then, strict=False) if words]
    before = f"Then it was about “{told[0][1]}”"
    if len(told) > 1:
        each = ", ".join(f"on {day} about “{words}”" for day, words in told)
        before = f"You told it {each}"
    if about.kind == "long":
        beside = "Numbers of different stories cannot be compared."
    else:
        beside = "If these are not the same, the numbers cannot be compared."
    return f"{before}, now about “{now}”. {beside}"


def _name(row: Row, rows: Sequence[Row]) -> str:
    """Return the name of a row, with what its question is called where another has it."""
    alike = {each.question for each in rows if each.name == row.name}
    return f"{row.asked}: {row.name}" if len(alike) > 1 else row.name
