"""Commitments as pages: what is open, and what became of each."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from leadcoach.domain.entry import Entry, Outcome, in_words, rows_of
from leadcoach.domain.text import first_words, on_one_line
from leadcoach.journal.commitments import TrackedCommitment
from leadcoach.rendering.as_json import commitment_data
from leadcoach.rendering.page import (
    Block,
    Heading,
    Listing,
    Page,
    Pairs,
    Paragraph,
)

_NONE_OPEN = "No commitment is open. An exercise mostly ends with one."
_NONE_READ = "In what could be read, no commitment is open."
_NONE_THEN = "No commitment is of these days."
_HOW = "When one is done: leadcoach commitment done {}. Or: partly, drop, change."


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
    nothing = _NONE_THEN if is_part else _NONE_OPEN if is_whole else _NONE_READ
    blocks: list[Block] = []
    if still_open:
        blocks += open_listing(still_open)
    elif not (closed and is_part):
        blocks.append(Paragraph(nothing))
    if closed:
        again = f"To open one again: leadcoach commitment reopen {closed[0].ordinal}"
        blocks += [Heading("Closed"), _listing(closed), Paragraph(again, quiet=True)]
    return Page(
        "Commitments", tuple(blocks), {"commitments": commitments_data(commitments)}
    )


def open_listing(commitments: Sequence[TrackedCommitment]) -> list[Block]:
    """Return commitments with their numbers, and how one is closed."""
    how = _HOW.format(commitments[0].ordinal)
    return [_listing(commitments), Paragraph(how, quiet=True)]


def _listing(commitments: Sequence[TrackedCommitment]) -> Listing:
    return Listing(
        tuple(map(_listed, commitments)),
        numbers=tuple(each.ordinal for each in commitments),
    )


def _listed(each: TrackedCommitment) -> str:
    made = f"Made: {each.made.isoformat()}"
    return "\n".join((each.words, " · ".join((made, *each.told))))


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
    blocks: list[Block] = [Pairs(tuple(rows))]
    told = [
        (
            each.on,
            _became(
                each, others, _said_of(kept.name, entries.get(each.entry), each.told)
            ),
        )
        for each in kept.history
    ]
    closing = {each.entry for each in kept.history}
    for name, entry in entries.items():
        rows = [*_said_of(kept.name, entry)] if name not in closing else []
        if entry and rows:
            heading = Heading(f"Said on {entry.local_date.isoformat()}", level=3)
            said = Pairs((*rows, ("Said in", name)))
            told.append((entry.local_date, iter((heading, said))))
    blocks += [Heading("What became of it")] if told else []
    for _, became in sorted(told, key=lambda each: each[0]):
        blocks += became
    data = _data(kept) | {"history": [_outcome_data(each) for each in kept.history]}
    return Page(f"Commitment {kept.ordinal}", tuple(blocks), data)


def _became(
    outcome: Outcome,
    others: Mapping[str, TrackedCommitment],
    said: Iterator[tuple[str, str]],
) -> Iterator[Block]:
    yield Heading(outcome.told[:1].upper() + outcome.told[1:], level=3)
    rows = list(said)
    if outcome.learnt:
        rows.append(("Learnt", outcome.learnt))
    if outcome.to in others:
        rows.append(("Its new form", in_words(others[outcome.to].commitment)))
    if outcome.entry:
        rows.append(("Said in", outcome.entry))
    if rows:
        yield Pairs(tuple(rows))


def with_outcomes(page: Page, told: Sequence[Sequence[Outcome]]) -> Page:
    """Return the page of an entry with what became of each of its commitments."""
    *blocks, path = page.blocks
    made = page.data["commitments"] if page.data else []
    found = []
    for commitment, history in zip(made, told, strict=True):
        said = ", ".join(each.told for each in history)
        name = first_words(on_one_line(commitment["action"]), 7)
        if said:
            blocks.append(Paragraph(f"“{name}” was {said}.", quiet=True))
        found.append(commitment | _state_data(history))
    data = {**(page.data or {}), "commitments": found}
    return page._replace(blocks=(*blocks, path), data=data)


def _state_data(history: Sequence[Outcome]) -> dict[str, Any]:
    if not history:
        return {"state": "open"}
    told = [_outcome_data(each) for each in history]
    return {"state": history[-1].state, "changed": history[-1].on, "history": told}


def _said_of(
    name: str, entry: Entry | None, told: str = ""
) -> Iterator[tuple[str, str]]:
    """Yield what an entry asked about a commitment, and the answer; nothing private.

    Nor what was chosen where that is `told` already.
    """
    from leadcoach.domain.sharing import said_in  # it loads the exercises

    for answer in entry.answers if entry else ():
        asked = answer.asked.rstrip().rpartition("\n")[2].rstrip("?.: ")
        if answer.private or answer.type == "commitment":
            continue
        if answer.id.partition(".")[2] == name:
            words = said_in(answer)
        elif isinstance(answer.value, Mapping) and name in answer.value:
            cell = str(answer.value[name])
            words = answer.labels.get(cell, cell)
        else:
            continue
        chosen = answer.type in ("choice", "matrix")
        if not (chosen and told.startswith(words)):
            yield asked, words


def commitments_data(commitments: Sequence[TrackedCommitment]) -> list[dict[str, Any]]:
    """Return commitments for a program."""
    return list(map(_data, commitments))


def _data(each: TrackedCommitment) -> dict[str, Any]:
    found: dict[str, Any] = {
        "number": each.ordinal,
        "name": each.name,
        "state": each.state,
        "made": each.made,
        "entry": each.entry.stem,
        **commitment_data(each.commitment),
    }
    beside = {"changed": each.changed, "to": each.to, "origin": each.origin}
    return found | {key: value for key, value in beside.items() if value}


def _outcome_data(outcome: Outcome) -> dict[str, Any]:
    return {key: value for key, value in outcome._asdict().items() if value}
