"""What `leadcoach doctor` found: each kind of damage in plain words, with its places."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from leadcoach.domain.text import clean_line
from leadcoach.journal.doctor import KINDS
from leadcoach.rendering.page import (
    Block,
    Heading,
    Listing,
    Page,
    Pairs,
    Paragraph,
)
from leadcoach.rendering.pages.as_data import SCHEMA

if TYPE_CHECKING:
    from leadcoach.journal.doctor import Checkup, Damage
    from leadcoach.journal.mending import Repaired

SHOWN = 5
"""places of one kind that are shown without `--all`"""


def checkup_page(
    checkup: "Checkup", repaired: "Repaired | None" = None, *, every: bool = False
) -> Page:
    """Return what was found, kind by kind, and what was done about it, if anything."""
    blocks: list[Block] = [Paragraph(_summed(checkup, repaired))]
    grouped = groupby(checkup.found, key=lambda each: each.kind)
    for kind, found in [(kind, list(found)) for kind, found in grouped]:
        blocks += _kind(kind, found, every=every)
    if repaired:
        blocks += _done(repaired)
    elif checkup.problems:
        said = "leadcoach doctor --repair does what stands under “Repair”."
        blocks.append(Paragraph(said, quiet=True))
    return Page("Checkup", tuple(blocks), _data(checkup, repaired))


def _summed(checkup: "Checkup", repaired: "Repaired | None") -> str:
    looked = f"{_entries(checkup.entries)}, {_drafts(checkup.drafts)}"
    unchanged = "" if repaired else " Nothing was changed."
    if not checkup.problems:
        return f"All is well: {looked}.{unchanged}"
    things = "1 thing" if checkup.problems == 1 else f"{checkup.problems:,} things"
    return f"{things} to look at, in {looked}.{unchanged}"


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"


def _drafts(count: int) -> str:
    return "1 draft" if count == 1 else f"{count:,} drafts"


def _kind(kind: str, found: "Sequence[Damage]", *, every: bool) -> Iterator[Block]:
    told = KINDS[kind]
    yield Heading(f"{told.title} ({'note' if told.is_note else len(found)})")
    shown = found if every or len(found) <= SHOWN + 1 else found[:SHOWN]
    lines = [_place(each) for each in shown]
    if len(found) > len(shown):
        lines.append(f"and {len(found) - len(shown):,} more; --all shows them")
    yield Listing(tuple(lines))
    yield Paragraph(told.means)
    yield Pairs((("Repair", told.would), ("Yourself", told.yourself)))


def _place(damage: "Damage") -> str:
    where = clean_line(damage.where)
    return f"{where} ({clean_line(damage.detail)})" if damage.detail else where


def _done(repaired: "Repaired") -> Iterator[Block]:
    yield Heading("What was done")
    lines = [
        _counted(repaired.entries, "entry", "entries"),
        _counted(repaired.drafts, "draft", "drafts"),
        _counted(repaired.rests, "torn rest, as text", "torn rests, as text"),
        f"{len(repaired.closed):,} closed to all but you" if repaired.closed else "",
        *repaired.refused,
    ]
    said = tuple(filter(None, lines)) or ("There was nothing to copy or to close.",)
    yield Listing(said)
    if repaired.has_copies:
        yield Paragraph(f"The copies are in {repaired.folder}")
        yield Paragraph("The damaged files are as they were, to the byte.")
    if repaired.drafts:
        yield Paragraph("A draft goes on once you put it into your folder of drafts.")


def _counted(made: Mapping[str, Sequence[object]], one: str, many: str) -> str:
    count = sum(len(each) for each in made.values())
    return f"{count:,} {one if count == 1 else many} copied" if count else ""


def _data(checkup: "Checkup", repaired: "Repaired | None") -> Mapping[str, Any]:
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "entries": checkup.entries,
        "drafts": checkup.drafts,
        "problems": checkup.problems,
        "found": [
            {
                "kind": each.kind,
                "note": KINDS[each.kind].is_note,
                "where": each.where,
                "path": str(each.path),
                "detail": each.detail,
                "means": KINDS[each.kind].means,
                "repair": KINDS[each.kind].would,
                "yourself": KINDS[each.kind].yourself,
            }
            for each in checkup.found
        ],
    }
    if repaired:
        copies = (repaired.entries, repaired.drafts, repaired.rests)
        data["repaired"] = {
            "folder": str(repaired.folder) if repaired.has_copies else "",
            "copies": [
                {"of": where, "copy": str(path)}
                for made in copies
                for where, paths in made.items()
                for path in paths
            ],
            "closed": repaired.closed,
            "refused": repaired.refused,
        }
    return data
