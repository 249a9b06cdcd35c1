"""The journal as pages: a list of entries, and one entry to read."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from leadcoach.domain.entry import (
    Answer,
    Entry,
    Written,
    commitment_of,
    in_words,
    own_words,
)
from leadcoach.domain.excerpts import Excerpt, Term, excerpts
from leadcoach.domain.piping import plain_words
from leadcoach.domain.reading import quote_in
from leadcoach.domain.tags import TAG
from leadcoach.domain.text import on_one_line
from leadcoach.journal.entry_name import EntryName
from leadcoach.journal.search import MarkCount
from leadcoach.journal.store import FoundEntry
from leadcoach.journal.trash import EDITED, KEPT, Discarded
from leadcoach.rendering.as_json import entry_data
from leadcoach.rendering.page import (
    Block,
    Heading,
    Listing,
    Page,
    Pairs,
    Paragraph,
    Table,
    Words,
)
from leadcoach.rendering.pages.mirror import kept_mirror

AS_IT_WAS = "as you wrote it then"
"""said of a sentence whose answer was changed since"""
NOTHING_YET = "Nothing is written yet. Begin with: leadcoach reflect"


def journal_page(
    found: "Sequence[FoundEntry]", rest: str = "", total: int | None = None
) -> Page:
    """Return the list of entries, newest first, numbered as in the whole journal.

    Args:
        found: the entries to list.
        rest: what to say of entries that are not listed, or of none being there.
        total: how many there are; None when that was not counted.
    """
    names = [EntryName.of_file(each.path.name) for each in found]
    rows = tuple(
        (str(each.number), name.day, name.clock, name.exercise, each.path.stem)
        for each, name in zip(found, names, strict=True)
    )
    data = {
        "total": total,
        "entries": [
            {
                "number": each.number,
                "name": row[4],
                "date": row[1],
                "time": row[2],
                "exercise": row[3],
                "path": str(each.path),
            }
            for row, each in zip(rows, found, strict=True)
        ],
    }
    said = [Paragraph(rest, quiet=bool(rows))] if rest else []
    if not rows:
        return Page("Your journal", tuple(said), data)
    blocks: list[Block] = [
        Table(("", "Day", "Time", "Exercise", "Name"), rows),
        Paragraph(f"Read one with: leadcoach journal show {rows[0][0]}", quiet=True),
    ]
    return Page("Your journal", (*blocks, *said), data)


def entry_page(entry: Entry, path: Path) -> Page:
    """Return one entry: what was asked, what was answered, and the reading."""
    blocks: list[Block] = [Paragraph(_when(entry), quiet=True)]
    asked = {answer.asked for answer in entry.answers}
    for answer in entry.answers:
        if answer.type != "pick" or str(answer.value) not in asked:
            blocks += [*_asked(answer.asked), answer_block(answer, entry)]
    # What the page asked, and what was promised, may stand above with its answer.
    promised = [Paragraph(in_words(each)) for each in entry.commitments]
    rest = [each for each in promised if each not in blocks]
    questions = [Paragraph(each) for each in asked]
    blocks += [each for each in kept_mirror(entry) if each not in questions]
    blocks += [Heading("Commitment"), *rest] if rest else []
    blocks.append(Paragraph(str(path), quiet=True))
    data = entry_data(entry, path, mirror=entry.reading is not None)
    return Page(entry.title or entry.exercise, tuple(blocks), data, entry.language)


def _asked(asked: str) -> list[Block]:
    """Return a question as a heading, and above it what it was asked about."""
    about, _, question = asked.rstrip("\n").rpartition("\n")
    return [*([Paragraph(about)] if about else []), Heading(question, level=3)]


def _when(entry: Entry) -> str:
    started: dt.datetime = entry.started
    return f"{entry.local_date.isoformat()}, {started:%H:%M} ({entry.exercise})"


def answer_block(answer: Answer, entry: Entry) -> Block:
    """Return an answer as it is shown, with the words for what stands there as an id."""
    value = answer.value
    if answer.type == "commitment":
        return Paragraph(in_words(commitment_of(value)))
    if answer.type in ("choice", "multi"):
        chosen = value if isinstance(value, tuple) else (str(value),)
        labels = tuple(answer.labels.get(key, key) for key in chosen)
        has_lines = any("\n" in each for each in labels)
        return Listing(labels) if has_lines else Words(", ".join(labels))
    if answer.type == "matrix" and hasattr(value, "items"):
        cells = [(answer.labels.get(row, row), cell) for row, cell in value.items()]
        rows = [
            (words, answer.labels.get(str(cell), str(cell))) for words, cell in cells
        ]
        return Pairs(tuple(rows))
    if answer.type == "scale":
        ends = ", ".join(f"{key} = {words}" for key, words in answer.labels.items())
        return Words(f"{value} ({ends})" if ends else str(value))
    quote = quote_in(value)
    as_it_was = quote is not None and not entry.still_says(quote)
    return Words(plain_words(value), AS_IT_WAS if as_it_was else "")


_SHOWN = 5
"""sentences of one entry"""


def found_page(
    found: Sequence[FoundEntry], terms: Sequence[Term], *, more: bool
) -> Page:
    """Return the sentences that hold the searched words, entry by entry."""
    blocks: list[Block] = []
    rows = []
    for each in found:
        if each.entry:
            hits = _hits_in(each.entry, terms)
            blocks += _told(each.number, each.path, each.entry, hits)
            rows.append(_row(each.number, each.path, each.entry, hits))
    if found:
        example = f"Read one with: leadcoach journal show {found[0].number}"
        blocks.append(Paragraph(example, quiet=True))
    if more:
        blocks.append(Paragraph(there_may_be_more(len(found)), quiet=True))
    data = {
        "words": [" ".join(term) for term in terms],
        "more": more,
        "entries": rows,
    }
    return Page("Found in your journal", tuple(blocks), data)


def there_may_be_more(count: int) -> str:
    """Return how to see more than the newest `count`."""
    return f"The newest {count}; there may be more. See them with --all."


class _Hit(NamedTuple):
    """A sentence of somebody's own with searched words in it."""

    own: Written
    excerpt: Excerpt


def _hits_in(entry: Entry, terms: Sequence[Term]) -> list[_Hit]:
    return [
        _Hit(own, excerpt)
        for own in own_words(entry)
        for excerpt in excerpts(own.text, terms)
    ]


def _told(number: int, path: Path, entry: Entry, hits: Sequence[_Hit]) -> list[Block]:
    day, title = entry.local_date.isoformat(), entry.title or entry.exercise
    blocks: list[Block] = [
        Heading(f"{number}. {day}: {title}", level=3),
        Paragraph(path.stem, quiet=True),
    ]
    for hit in hits[:_SHOWN]:
        source = "private" if hit.own.private else ""
        blocks.append(Words(hit.excerpt.marked, source))
    rest = len(hits) - _SHOWN
    if rest > 0:
        more = "1 more sentence" if rest == 1 else f"{rest} more sentences"
        blocks.append(Paragraph(f"And {more} in this entry.", quiet=True))
    return blocks


def _row(
    number: int, path: Path, entry: Entry, hits: Sequence[_Hit]
) -> Mapping[str, Any]:
    return {
        **_named(number, path, entry),
        "found": [
            {
                "answer": hit.own.place,
                "sentence": hit.excerpt.sentence,
                "private": hit.own.private,
            }
            for hit in hits
        ],
    }


def _named(number: int, path: Path, entry: Entry) -> dict[str, Any]:
    return {
        "number": number,
        "name": path.stem,
        "date": entry.local_date,
        "exercise": entry.exercise,
        "title": entry.title,
        "path": str(path),
    }


def question_page(question: str, found: Sequence[FoundEntry], *, more: bool) -> Page:
    """Return what was answered to one question, newest first.

    The question stands above; where it was asked in other words, those stand there too.
    """
    answered = [
        (each, each.entry, answer)
        for each in found
        if each.entry and (answer := _answer_to(question, each.entry))
    ]
    asked = answered[0][2].asked if answered else question
    blocks: list[Block] = _over_time([answer for _, _, answer in answered])
    rows: list[Mapping[str, Any]] = []
    shown = asked
    for each, entry, answer in answered:
        day = entry.local_date.isoformat()
        private = ", private" if answer.private else ""
        heading = f"{each.number}. {day} ({entry.exercise}{private})"
        blocks.append(Heading(heading, level=3))
        if answer.asked != shown:
            blocks.append(Paragraph(f"Asked then: {answer.asked}", quiet=True))
        shown = answer.asked
        blocks.append(answer_block(answer, entry))
        rows.append(
            {
                **_named(each.number, each.path, entry),
                "asked": answer.asked,
                "answer": answer.value,
                "private": answer.private,
            }
        )
    if more:
        blocks.append(Paragraph(there_may_be_more(len(found)), quiet=True))
    data = {"question": question, "more": more, "entries": rows}
    return Page(on_one_line(asked), tuple(blocks), data)


def _answer_to(question: str, entry: Entry) -> Answer | None:
    return next((each for each in entry.answers if each.id == question), None)


def _over_time(answers: Sequence[Answer]) -> list[Block]:
    numbers = [
        str(each.value)
        for each in reversed(answers)
        if isinstance(each.value, int | float) and not isinstance(each.value, bool)
    ]
    if len(numbers) < 2:
        return []
    return [Paragraph(f"From the oldest to the newest: {', '.join(numbers)}")]


def marks_page(counted: Sequence[MarkCount], nothing: str = "") -> Page:
    """Return tags and people, and in how many entries each stands.

    `nothing` says that there is none in the entries that were meant.
    """
    data = {
        key: [
            {"name": each.mark.name, "entries": each.entries}
            for each in counted
            if (each.mark.sign == TAG) is is_tag
        ]
        for key, is_tag in (("tags", True), ("people", False))
    }
    if not counted:
        text = nothing or (
            "There is no tag and nobody yet. Type #budget or @M anywhere in an answer, "
            "and it can be found by that."
        )
        return Page("Tags and people", (Paragraph(text),), data)
    rows = tuple((str(each.mark), str(each.entries)) for each in counted)
    first = counted[0].mark
    option = "--tag" if first.sign == TAG else "--person"
    example = f"See one with: leadcoach journal list {option} {first.name}"
    blocks = (Table(("", "Entries"), rows), Paragraph(example, quiet=True))
    return Page("Tags and people", blocks, data)


NOTHING = "The trash is empty. What you remove or edit stays there for 30 days."
_WHY = {EDITED: "another version"}


def trash_page(found: Sequence[Discarded], now: dt.datetime) -> Page:
    """Return the list of what is in the trash, what came last first."""
    zone = now.tzinfo
    data = {
        "entries": [
            {
                "name": each.name.removesuffix(".toml"),
                "why": each.why,
                "since": each.when,
                "until": each.when + KEPT,
                "path": str(each.path),
            }
            for each in found
        ],
    }
    if not found:
        return Page("Your trash", (Paragraph(NOTHING),), data)
    rows = []
    for number, each in enumerate(found, 1):
        told, since = EntryName.of_file(each.name), each.when.astimezone(zone)
        written = f"{told.day} {told.clock}"
        why = _WHY.get(each.why, each.why)
        rows.append((str(number), f"{since:%Y-%m-%d %H:%M}", why, written,
                     told.exercise))  # fmt: skip
    head = ("", "Since", "Why", "Written", "Exercise")
    blocks = (
        Table(head, tuple(rows)),
        Paragraph("Bring one back with: leadcoach journal restore 1", quiet=True),
        Paragraph("Each stays for 30 days.", quiet=True),
    )
    return Page("Your trash", blocks, data)
