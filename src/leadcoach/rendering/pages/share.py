"""What is handed over to a coach as a page, and the list of what was."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from leadcoach.courses.share import DONE, Given
from leadcoach.domain.dates import day_in_words
from leadcoach.domain.entry import STATES, Answer, commitment_of, rows_of
from leadcoach.domain.sharing import HANDED_OVER, said_in
from leadcoach.rendering.page import (
    Block,
    Heading,
    Page,
    Pairs,
    Paragraph,
    Words,
    counted,
)

FOOT = f"{HANDED_OVER} Anyone who has this page can read it."
_IN_WORDS = {DONE: "what is done, without words"}
NOT_CALLED_BACK = "A file that was given away cannot be called back."


def share_page(table: Mapping[str, Any]) -> Page:
    """Return what stands in a share file, which is `table`, as a page."""
    writer, reader = table.get("name", ""), table.get("for", "")
    day = day_in_words(table["made"])
    title = f"From {writer}, {day}" if writer else f"Handed over on {day}"
    blocks: list[Block] = [Paragraph(f"For {reader}")] if reader else []
    blocks += _done(table)
    blocks += _commitments(table.get("commitment", ()))
    blocks += _answers(table.get("answer", ()))
    return Page(title, (*blocks, Paragraph(FOOT, quiet=True)), dict(table))


def _done(table: Mapping[str, Any]) -> Iterator[Block]:
    if "promised" in table:
        rows = [
            (f"Week {each['week']}", ", ".join(each["done"]))
            for each in table.get("week", ())
        ]
        told = table["promised"]
        if told["of"]:
            rows.append(("Commitments", f"{told['done']} of {told['of']} done"))
        yield Heading(f"Done: {table['course']}" if "course" in table else "Done")
        yield Pairs(tuple(rows))


def _commitments(told: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
    if told:
        yield Heading("Commitments")
    for each in told:
        state = each["state"]
        stands = "open" if state == "open" else STATES.get(state, state)
        yield Pairs((*rows_of(commitment_of(each)), ("Where it stands", stands)))


def _answers(told: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
    sitting, above = 0, ""
    for each in told:
        if each["sitting"] != sitting:
            sitting, above = each["sitting"], ""
            yield Heading(f"{each['exercise']}, {day_in_words(each['on'])}")
        if each["asked"] != above:
            above = each["asked"]
            yield Paragraph(above)
        yield Words(_said(each))


def _said(row: Mapping[str, Any]) -> str:
    value = row["value"]
    if isinstance(value, list):
        value = tuple(value)
    labels = row.get("labels", {})
    if row["type"] == "choice" and "words" in row:
        labels = {value: row["words"]}
    said = said_in(Answer(row["id"], row["type"], "", value, labels=labels))
    if row["type"] == "scale":
        ends = ", ".join(f"{at} = {words}" for at, words in labels.items())
        return f"{said} ({ends})" if ends else said
    return said


def list_page(given: Sequence[Given]) -> Page:
    """Return the files that were made to be handed over, the latest first."""
    told = [
        {"for" if key == "to" else key: each for key, each in one._asdict().items()}
        for one in reversed(given)
    ]
    data = {"shared": told}
    if not given:
        return Page("Nothing is in the list of what you shared.", (), data)
    blocks: list[Block] = []
    for each in reversed(given):
        rows = (
            ("On", day_in_words(each.at.date())),
            ("For", each.to),
            ("Under", each.name),
            ("File", each.file),
            ("Holds", ", ".join(_IN_WORDS.get(x, x) for x in each.questions)),
        )
        blocks.append(Pairs(tuple(row for row in rows if row[1])))
    title = f"{counted(len(given), 'file')} you made to share"
    return Page(title, (*blocks, Paragraph(NOT_CALLED_BACK)), data)
