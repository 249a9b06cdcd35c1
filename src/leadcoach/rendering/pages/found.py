"""What was found in the journal: sentences, one question over time, tags and people."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from leadcoach.domain.entry import Answer, Entry
from leadcoach.domain.excerpts import Excerpt, excerpts
from leadcoach.domain.marks import TAG
from leadcoach.domain.own_words import Written, own_words
from leadcoach.domain.seeking import Term
from leadcoach.domain.text import on_one_line
from leadcoach.journal.search import Counted, Found
from leadcoach.rendering.page import (
    Block,
    Heading,
    Page,
    Paragraph,
    Table,
    Words,
)
from leadcoach.rendering.pages.as_data import SCHEMA
from leadcoach.rendering.pages.journal import answer_block

_SHOWN = 5
"""sentences of one entry"""


def found_page(found: Sequence[Found], terms: Sequence[Term], *, more: bool) -> Page:
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
        "schema": SCHEMA,
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


def question_page(question: str, found: Sequence[Found], *, more: bool) -> Page:
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
    data = {"schema": SCHEMA, "question": question, "more": more, "entries": rows}
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


def marks_page(counted: Sequence[Counted], nothing: str = "") -> Page:
    """Return tags and people, and in how many entries each stands.

    `nothing` says that there is none in the entries that were meant.
    """
    data = {"schema": SCHEMA} | {
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
