"""Commitments as pages: what is open, and what became of each."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from leadcoach.domain.entry import Entry, Outcome, in_words, rows_of
from leadcoach.domain.text import first_words, on_one_line
from leadcoach.journal.commitments import TrackedCommitment
from leadcoach.rendering.as_json import commitment_data
from leadcoach.rendering.page import Block, Heading, Listing, Page, Pairs, Paragraph


def commitments_page(
    commitments: Sequence[TrackedCommitment],
    *,
    is_whole: bool = True,
    is_part: bool = False,
) -> Page:
    """Return the list of commitments: the open ones, then those that are closed.

    Not `is_whole` where something was not read; `is_part` where only some days are meant.
    """
    still_open = [each for each in commitments if each.is_open]
    closed = [each for each in commitments if not each.is_open]
    blocks: list[Block] = []
    if still_open:
        how = f"When one is done: leadcoach commitment done {still_open[0].ordinal}."
        rest = Paragraph(f"{how} Or: partly, drop, change.", quiet=True)
        blocks += [_listing(still_open), rest]
    elif is_part and not closed:
        blocks.append(Paragraph("No commitment is of these days."))
    elif not is_part:
        nothing = "In what could be read, no commitment is open."
        if is_whole:
            nothing = "No commitment is open. An exercise mostly ends with one."
        blocks.append(Paragraph(nothing))
    if closed:
        again = f"To open one again: leadcoach commitment reopen {closed[0].ordinal}"
        blocks += [Heading("Closed"), _listing(closed), Paragraph(again, quiet=True)]
    data = {"commitments": commitments_data(commitments)}
    return Page("Commitments", tuple(blocks), data)


def _listing(commitments: Sequence[TrackedCommitment]) -> Listing:
    items = []
    for each in commitments:
        told = " · ".join((f"Made: {each.made.isoformat()}", *each.told))
        items.append(f"{each.words}\n{told}")
    return Listing(tuple(items), tuple(each.ordinal for each in commitments))


def commitment_page(
    kept: TrackedCommitment,
    others: Mapping[str, TrackedCommitment],
    entries: Mapping[str, Entry | None],
) -> Page:
    """Return one commitment with all that became of it.

    Args:
        kept: the commitment.
        others: all commitments by their names, for the one it came from or became.
        entries: those in which something may be said of it, by their names.
    """
    rows = [*rows_of(kept.commitment), ("Made", f"{kept.made}, in {kept.entry.stem}")]
    if origin := others.get(kept.origin):
        rows.append(("In place of", in_words(origin.commitment)))
    told: list[tuple[dt.date, list[Block]]] = []
    for each in kept.history:
        said = [*_said_of(kept.name, entries.get(each.entry), each.told)]
        said += [("Learnt", each.learnt)] if each.learnt else []
        if each.to in others:
            said.append(("Its new form", in_words(others[each.to].commitment)))
        said += [("Said in", each.entry)] if each.entry else []
        told.append((each.on, _under(each.told[:1].upper() + each.told[1:], said)))
    closing = {each.entry for each in kept.history}
    for name, entry in entries.items():
        said = [*_said_of(kept.name, entry)] if name not in closing else []
        if entry and said:
            heading = f"Said on {entry.local_date.isoformat()}"
            told.append((entry.local_date, _under(heading, [*said, ("Said in", name)])))
    blocks: list[Block] = [Pairs(tuple(rows))]
    blocks += [Heading("What became of it")] if told else []
    for _, became in sorted(told, key=lambda each: each[0]):
        blocks += became
    history = [_given(each._asdict()) for each in kept.history]
    data = commitments_data([kept])[0] | {"history": history}
    return Page(f"Commitment {kept.ordinal}", tuple(blocks), data)


def _under(heading: str, rows: Sequence[tuple[str, str]]) -> list[Block]:
    pairs = [Pairs(tuple(rows))] if rows else []
    return [Heading(heading, level=3), *pairs]


def _given(told: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in told.items() if value}


def with_outcomes(page: Page, told: Sequence[Sequence[Outcome]]) -> Page:
    """Return the page of an entry with what became of each of its commitments."""
    *blocks, path = page.blocks
    made = page.data["commitments"] if page.data else []
    found = []
    for commitment, history in zip(made, told, strict=True):
        state: dict[str, Any] = {"state": "open"}
        if history:
            name = first_words(on_one_line(commitment["action"]), 7)
            said = ", ".join(each.told for each in history)
            blocks.append(Paragraph(f"“{name}” was {said}.", quiet=True))
            state = {"state": history[-1].state, "changed": history[-1].on}
            state["history"] = [_given(each._asdict()) for each in history]
        found.append(commitment | state)
    data = {**(page.data or {}), "commitments": found}
    return page._replace(blocks=(*blocks, path), data=data)


def _said_of(
    name: str, entry: Entry | None, told: str = ""
) -> Iterator[tuple[str, str]]:
    """Yield what an entry asked about a commitment, and the answer; nothing private.

    Nor what was chosen where that is `told` already.
    """
    from leadcoach.domain.sharing import said_in  # it loads the exercises

    if entry is None:
        return
    for answer in entry.answers:
        asked = answer.asked.rstrip().rpartition("\n")[2].rstrip("?.: ")
        if entry.is_private(answer) or answer.type == "commitment":
            continue
        if answer.id.partition(".")[2] == name:
            words = said_in(answer)
        elif isinstance(answer.value, Mapping) and name in answer.value:
            cell = str(answer.value[name])
            words = answer.labels.get(cell, cell)
        else:
            continue
        is_chosen = answer.type in ("choice", "matrix")
        if not (is_chosen and told.startswith(words)):
            yield asked, words


def commitments_data(commitments: Sequence[TrackedCommitment]) -> list[dict[str, Any]]:
    """Return commitments for a program."""
    found = []
    for each in commitments:
        told: dict[str, Any] = {
            "number": each.ordinal,
            "name": each.name,
            "state": each.state,
            "made": each.made,
            "entry": each.entry.stem,
        }
        beside = {"changed": each.changed, "to": each.to, "origin": each.origin}
        found.append(told | commitment_data(each.commitment) | _given(beside))
    return found
