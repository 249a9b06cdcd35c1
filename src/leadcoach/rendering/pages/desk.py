"""What a coach sees of what people handed in: who, what they said, where they stand."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from leadcoach.desk.group import Counts, Group
from leadcoach.desk.handed import Handed, HandedAnswer, Promise, done_in
from leadcoach.desk.inbox import InboxProblem
from leadcoach.domain.dates import day_in_words, short_day
from leadcoach.domain.entry import STATES, STILL_OPEN, Answer, Commitment, in_words
from leadcoach.domain.sharing import said_in
from leadcoach.domain.text import clean_line, columns, on_one_line, several, wrap
from leadcoach.rendering.page import (
    Block,
    Framed,
    Heading,
    Listing,
    Page,
    Pairs,
    Paragraph,
    Picture,
    Table,
)

if TYPE_CHECKING:
    from leadcoach.courses.course import Course

_LONG_AGO = dt.date.min
_NOTHING, _NO_DAY = "nothing", "no day"
_PHONE = 38
"""columns of a narrow screen"""


def in_page(
    people: Sequence[str],
    handed: Sequence[Handed],
    problems: Sequence[InboxProblem],
    today: dt.date,
    course: "Course | None" = None,
) -> Page:
    """Return who has handed in what, what was not read, and what is worth a look.

    With a `course` it shows the weeks that each person has done.
    """
    by = _by_person(handed)
    rows = tuple(_handed_in(each, by.get(each, []), today) for each in people)
    blocks: list[Block] = [Table(("Name", "What", "Last"), rows)]
    title = f"Handed in by {len(by)} of {len(people)}" if people else "Nobody is here"
    done: dict[str, Done] = {}
    if course:
        done = {each: done_in(course, by.get(each, [])) for each in people}
        last = {name: last for name, _, last in rows}
        blocks = [_weeks(course, done, last)] if people else []
        blocks += _of_others(course, handed)
        title += f": {clean_line(course.title, 80)}"
    if problems:
        told = tuple(f"{each.place}: {each.told}" for each in problems)
        blocks += [Heading("Not read"), Listing(told)]
    noted = [each for each in handed if each.notes]
    if noted:
        told = tuple(map(_noted, noted))
        blocks += [Heading("Read, and worth a look"), Listing(told)]
    data: dict[str, Any] = {
        "people": [
            {"name": each, "files": _files(by.get(each, []))} for each in people
        ],
        "not_read": [each._asdict() for each in problems],
    }
    if course:
        data["course"] = {"id": course.id, "title": course.title}
        for person, told in zip(people, data["people"], strict=True):
            told["weeks"] = list(_weeks_data(course, done[person]))
    return Page(title, tuple(blocks), data)


# The weeks of a course

Done = Mapping[int, Counter[str]]
"""week -> how often each exercise is done in it"""
_LEAST_NAME = 12
"""columns that a name has at the least, beside the weeks"""


def _counts_of(course: "Course", done: Done) -> list[tuple[int, int]]:
    """Return for each week how many of its exercises are done, and how many it has."""
    weeks = ((Counter(week.do), n) for n, week in enumerate(course.week, 1))
    return [((do & done.get(n, Counter())).total(), do.total()) for do, n in weeks]


def _weeks_data(course: "Course", done: Done) -> Iterator[dict[str, Any]]:
    for number, week in enumerate(course.week, 1):
        made = Counter(week.do) & done.get(number, Counter())
        left = Counter(week.do) - made
        told = {"done": [*made.elements()], "open": [*left.elements()]}
        yield {"week": number, **told}


def _of_others(course: "Course", handed: Iterable[Handed]) -> Iterator[Block]:
    others = sorted({each.course for each in handed} - {"", course.id})
    if others:
        names = clean_line(several(others, 5), 300)
        yield Paragraph(f"Of another course, and not counted: {names}")


def _weeks(
    course: "Course", done: Mapping[str, Done], last: Mapping[str, str]
) -> Picture:
    """Return who has done which week, in signs and in words."""
    counts = {each: _counts_of(course, done[each]) for each in done}
    heads = map(str, range(1, len(course.week) + 1))
    rows = [("week", *heads, "last")]
    rows += [(each, *map(_sign, counts[each]), last[each]) for each in done]
    told = tuple((each, _in_words(counts[each], last[each])) for each in done)
    draw = partial(_drawn, rows)
    words = tuple(f"{each}: {said}" for each, said in told)
    return Picture(draw(_PHONE), words, holds_all=True, wider=draw, pairs=told)


def _sign(count: tuple[int, int]) -> str:
    made, of = count
    if made == of:
        return "✓" if of else ""
    return f"{made}/{of}" if made else "·"


def _in_words(counts: Sequence[tuple[int, int]], last: str) -> str:
    weeks = [str(n) for n, (made, of) in enumerate(counts, 1) if made == of > 0]
    parts = [
        f"week {n}: {made} of {of} done"
        for n, (made, of) in enumerate(counts, 1)
        if 0 < made < of
    ]
    if weeks:
        named = "week" if len(weeks) == 1 else "weeks"
        parts.insert(0, f"{named} {', '.join(weeks)} done")
    if last == _NOTHING:
        return last
    on = last if last == _NO_DAY else f"last {last}"
    return "; ".join((*(parts or ["no week of this course"]), on))


def _drawn(rows: Sequence[tuple[str, ...]], width: int) -> tuple[str, ...]:
    """Return the rows in columns; long names take several lines.

    It is wider than `width` where there is no room for names.
    """
    names, *cells = zip(*rows, strict=True)
    wide = [max(map(columns, column)) for column in cells]
    room = max(_LEAST_NAME, width - sum(wide) - 2 * len(wide))
    room = min(room, max(map(columns, names)))
    lines = []
    for name, *row in rows:
        first, *more = wrap(name, room)
        beside = (f"{cell:>{w}}" for cell, w in zip(row[:-1], wide, strict=False))
        name = first + " " * (room - columns(first))
        lines += ["  ".join((name, *beside, row[-1])), *more]
    has_parts = any("/" in each for column in cells for each in column)
    part = "  1/2 one of two" if has_parts else ""
    return (*lines, "", f"✓ done  · nothing{part}")


def _noted(handed: Handed) -> str:
    between = "\n" if len(handed.notes) > 1 else " "
    return between.join((f"{handed.place}:", *handed.notes))


def _by_person(handed: Iterable[Handed]) -> dict[str, list[Handed]]:
    found: dict[str, list[Handed]] = {}
    for each in handed:
        found.setdefault(each.person, []).append(each)
    return found


def _handed_in(
    person: str, mine: Sequence[Handed], today: dt.date
) -> tuple[str, str, str]:
    if not mine:
        return person, "", _NOTHING
    times = Counter(name for each in mine for name in _exercises(each))
    what = (f"{name} {n} times" if n > 1 else name for name, n in sorted(times.items()))
    last = max((each.on for each in mine if each.on), default=None)
    return person, ", ".join(what), short_day(last, today) if last else _NO_DAY


def _exercises(handed: Handed) -> set[str]:
    found = {row.exercise for row in handed.rows}
    found |= {"commitments"} if handed.shared else set()
    return found | ({"done or not"} if _tells_what_is_done(handed) else set())


def _files(mine: Sequence[Handed]) -> list[dict[str, Any]]:
    return [
        {
            "file": each.place,
            "sha256": each.sha256,
            "on": each.on,
            "exercises": sorted(_exercises(each)),
            "notes": each.notes,
        }
        for each in mine
    ]


# One question


def ask_page(
    question: str,
    asked: str,
    people: Sequence[str],
    found: Mapping[str, list[HandedAnswer]],
) -> Page:
    """Return the latest answer of each person to one question."""
    data = {
        "question": question,
        "people": len(people),
        "answers": [
            {"person": each, **_row_data(row)} for each in found for row in found[each]
        ],
    }
    if not found:
        told = f"Nobody has handed in an answer to {question}."
        return Page(asked or question, (Paragraph(told),), data)
    blocks: list[Block] = [
        Paragraph(f"{len(found)} of {len(people)} handed in an answer")
    ]
    for person, rows in found.items():
        name = person
        for row in rows:
            blocks += _said(name, row)
            name = ""
    if ends := _ends(next(iter(found.values()))[0].answer):
        blocks.append(Paragraph(ends, quiet=True))
    return Page(asked or question, tuple(blocks), data)


def _ends(answer: Answer) -> str:
    """Return what the numbers of a rating mean: `1 = not at all, 5 = fully`."""
    if answer.type not in _RATED:
        return ""
    named = answer.labels.items()
    return ", ".join(f"{each} = {words}" for each, words in named if each.isdigit())


def _said(title: str, row: HandedAnswer) -> Iterator[Block]:
    item = row.answer.id.partition(".")[2]
    lines = said_in(row.answer).split("\n")
    named = [f"{item}:"] if item and not row.generated else []
    yield Framed(title, (*named, *lines))
    if row.was_asked and not row.generated:
        yield Paragraph(f"Asked, as their file has it: {row.was_asked}", quiet=True)
    if row.generated:
        yield Paragraph("Generated by leadcoach, not written by them.", quiet=True)


def _row_data(row: HandedAnswer) -> dict[str, Any]:
    answer = row.answer
    told = {
        "exercise": row.exercise,
        "id": answer.id,
        "on": row.on,
        "asked": row.was_asked or answer.asked,
    }
    return told | {"value": answer.value, "words": said_in(answer)}


# A group


def group_page(group: Group) -> Page:
    """Return how many people chose each number; nothing that tells who."""
    has_middle = any(each.middle is not None for each in group.rows)
    heads = ("", *group.heads, *(["middle"] if has_middle else []))
    shown = [each for each in group.rows if each.chosen]
    few = [each.row for each in group.rows if not each.chosen]
    rows = tuple(_counts(each, group.heads, has_middle=has_middle) for each in shown)
    blocks: list[Block] = [Paragraph(group.told), Table(heads, rows, by_item=True)]
    if group.anchors:
        blocks.append(Paragraph(group.anchors, quiet=True))
    if few:
        told = "Fewer than five people answered these, so they are left out:"
        blocks += [Paragraph(told), Listing(tuple(few))]
    data = {
        "question": group.question,
        "told": group.told,
        "people": group.people,
        "rows": [each._asdict() for each in shown],
    }
    return Page(clean_line(group.asked), tuple(blocks), data)


def _counts(each: Counts, heads: Sequence[str], *, has_middle: bool) -> tuple[str, ...]:
    chosen = (str(each.chosen.get(head) or "") for head in heads)
    middle = [] if each.middle is None else [f"{each.middle:g}"]
    return each.row or "people", *chosen, *(middle if has_middle else [])


# Commitments


def promises_page(handed: Sequence[Handed], today: dt.date) -> Page:
    """Return the commitments that are open, the next first for each person."""
    rows, data = [], []
    for person, mine in _by_person(handed).items():
        known = [each for each in latest(mine) if each.state in STILL_OPEN]
        for each in sorted(known, key=lambda one: one.commitment.due or dt.date.max):
            due = each.commitment.due
            by = short_day(due, today) if due else "no day"
            past = ", past" if due and due < today else ""
            rows.append((person, by + past, _without_day(each.commitment)))
            data.append({"person": person, **_promise_data(each)})
    nothing = Paragraph("No open commitments were handed in.")
    table = Table(("Name", "By", "What"), tuple(rows))
    blocks = (table,) if rows else (nothing,)
    return Page("Open commitments", blocks, {"commitments": data})


def latest(mine: Iterable[Handed]) -> list[Promise]:
    """Return each commitment once, as it was last said to stand."""
    found: dict[tuple[str, str], Promise] = {}
    ordered = sorted(mine, key=lambda each: each.on or _LONG_AGO)
    for each in (promise for one in ordered for promise in one.promises):
        words = each.commitment.cue, each.commitment.action
        found[tuple(map(clean_line, words))] = each  # type: ignore[index]
    return list(found.values())


def _without_day(commitment: Commitment) -> str:
    from dataclasses import replace

    return on_one_line(in_words(replace(commitment, due=None)))


def _promise_data(promise: Promise) -> dict[str, Any]:
    told = {key: each for key, each in vars(promise.commitment).items() if each}
    return told | {"state": promise.state, "on": promise.on}


# One person

_WANTS = {
    "want": "Wants from the session",
    "since": "Since last time",
    "coach_be": "How to be",
    "not_into": "Not to go into",
}
"""questions of `presession`, and what their answers are called here"""
_RATED = ("scale", "matrix", "number")


def _is_rated(answer: Answer) -> bool:
    """Tell whether an answer is a number or several, and no words."""
    cells = answer.value if isinstance(answer.value, Mapping) else {"": answer.value}
    is_words = any(isinstance(cell, str) for cell in cells.values())
    return answer.type in _RATED and not is_words


def person_page(person: str, mine: Sequence[Handed], today: dt.date) -> Page:
    """Return what a coach looks at before a session with one person."""
    title = f"{person}, {day_in_words(today)}"
    if not mine:
        told = f"{person} has handed in nothing that can be read."
        return Page(title, (Paragraph(told),), {"person": person, "answers": []})
    ordered = sorted(mine, key=lambda each: each.on or _LONG_AGO)
    rows = [row for each in ordered for row in each.rows]
    wants = {
        row.answer.id: row
        for row in rows
        if row.exercise == "presession" and row.answer.id in _WANTS
    }
    shown = list(wants.values())
    last_first = (row for each in reversed(ordered) for row in each.rows)
    promises = latest(mine)
    blocks: list[Block] = [
        Paragraph("Only what was handed over; nothing here is in your own journal."),
        *(
            block
            for name, heading in _WANTS.items()
            if name in wants
            for block in (Heading(heading), _framed(wants[name]))
        ),
        *_standing(promises, today),
        *_done(ordered, today),
        *_numbers(rows, today),
        *_words((row for row in last_first if row not in shown), today),
        Heading("To ask"),
        Listing(("", "", "")),
    ]
    data = {
        "person": person,
        "answers": list(map(_row_data, rows)),
        "commitments": list(map(_promise_data, promises)),
        "done": _done_data(ordered),
    }
    return Page(title, tuple(blocks), data)


def _done_data(ordered: Sequence[Handed]) -> dict[str, Any] | None:
    """Return what was last said to be done or not; None where that was never told."""
    last = next(filter(_tells_what_is_done, reversed(ordered)), None)
    if last is None:
        return None
    counts = zip(("done", "of"), last.promised or (), strict=False)
    return {
        "on": last.on,
        "course": last.course,
        "weeks": [{"week": week, "exercise": name} for week, name in last.done],
        "commitments": dict(counts),
    }


def _tells_what_is_done(handed: Handed) -> bool:
    return bool(handed.done or handed.promised)


def _done(ordered: Sequence[Handed], today: dt.date) -> Iterator[Block]:
    told = _done_data(ordered)
    if told is None:
        return
    day = f", {short_day(told['on'], today)}" if told["on"] else ""
    yield Heading(f"Done or not{day}")
    course = f"{clean_line(told['course'], 60)}, " if told["course"] else ""
    rows = [
        f"{course}week {each['week']}: {each['exercise']}" for each in told["weeks"]
    ]
    if (counts := told["commitments"]) and counts["of"]:
        rows.append(f"{counts['done']} of {counts['of']} commitments done")
    yield Listing(tuple(rows))


def _framed(row: HandedAnswer) -> Framed:
    return Framed("", tuple(said_in(row.answer).split("\n")))


def _standing(promises: Sequence[Promise], today: dt.date) -> Iterator[Block]:
    if promises:
        yield Heading("Commitments")
        yield Listing(tuple(_stands(each, today) for each in promises))


def _stands(each: Promise, today: dt.date) -> str:
    due = each.commitment.due
    by = f"by {short_day(due, today)}" if due else ""
    state = "open" if each.state == "open" else STATES[each.state]
    return f"{_without_day(each.commitment)} ({', '.join(filter(None, (state, by)))})"


def _numbers(rows: Sequence[HandedAnswer], today: dt.date) -> Iterator[Block]:
    found: dict[tuple[str, str, str], list[str]] = {}
    labels: dict[tuple[str, str, str], str] = {}
    for row in rows:
        answer = row.answer
        if not _is_rated(answer):
            continue
        cells = (
            answer.value if isinstance(answer.value, Mapping) else {"": answer.value}
        )
        for name, cell in cells.items():
            asked = (answer.asked or row.question).rstrip(": ")
            about = name or (f"({_ends(answer)})" if _ends(answer) else "")
            label = answer.labels.get(name) or f"{asked} {about}".rstrip()
            day = short_day(row.on, today) if row.on else "no day"
            key = (row.exercise, answer.id, name)
            # One file may say more of a question than another.
            labels[key] = max(labels.get(key, ""), label, key=len)
            found.setdefault(key, []).append(f"{cell} ({day})")
    if found:
        yield Heading("Numbers, then and now")
        yield Pairs(
            tuple(
                (clean_line(labels[key]), " → ".join(dict.fromkeys(said)))
                for key, said in found.items()
            )
        )


def _words(rows: Iterable[HandedAnswer], today: dt.date) -> Iterator[Block]:
    """Yield what was said in words, under the exercise and the day."""
    above = ""
    for row in rows:
        if row.answer.type == "commitment" or _is_rated(row.answer):
            continue
        day = short_day(row.on, today) if row.on else "no day"
        if not above:
            yield Heading("In their words")
        if f"{row.exercise}, {day}" != above:
            above = f"{row.exercise}, {day}"
            yield Heading(above, level=3)
        if not row.generated:
            yield Paragraph(row.answer.asked or row.question)
        yield from _said("", row)
