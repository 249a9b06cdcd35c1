"""What `leadcoach doctor` found: each kind of damage in plain words, with its places.

The words stand in doctor.toml.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import tomli

from leadcoach.domain.text import clean_line
from leadcoach.rendering.page import (
    Block,
    Heading,
    Listing,
    Page,
    Pairs,
    Paragraph,
    counted,
)

if TYPE_CHECKING:
    from leadcoach.journal.doctor import Checkup, Damage
    from leadcoach.journal.repair import Repaired


class DamageWords(NamedTuple):
    """What is said of all that is found of one kind of damage."""

    title: str
    means: str
    yourself: str
    """what the person can do"""
    would: str = "nothing: it leaves this to you."
    """what `leadcoach doctor --repair` does about it"""


_WORDS = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
KINDS = {name: DamageWords(**words) for name, words in tomli.loads(_WORDS).items()}
"""by the name of the kind, in the order in which they are shown"""

_SHOWN = 5
"""places of one kind that are shown without `--all`"""


def checkup_page(
    checkup: "Checkup", repaired: "Repaired | None" = None, *, every: bool = False
) -> Page:
    """Return what was found, kind by kind, and what was done about it, if anything."""
    looked = counted(checkup.entries, "entry", "entries")
    looked += f", {counted(checkup.drafts, 'draft')}" if checkup.drafts else ""
    things = f"{counted(len(checkup.found), 'thing')} to look at, in {looked}."
    said = things if checkup.found else f"All is well: {looked}."
    said += "" if repaired else " Nothing was changed."
    blocks: list[Block] = [Paragraph(said)]
    for kind in KINDS:
        found = [each for each in checkup.found if each.kind == kind]
        if found:
            blocks += _kind(kind, found, every=every)
    if repaired:
        blocks += _done(repaired)
    elif not all(each.kind == "copy" and each.detail for each in checkup.found):
        said = "`leadcoach doctor --repair` does what stands under “Repair”."
        blocks.append(Paragraph(said, quiet=True))
    return Page("Checkup", tuple(blocks), _data(checkup, repaired))


def _kind(kind: str, found: "Sequence[Damage]", *, every: bool) -> Iterator[Block]:
    told, lines = KINDS[kind], []
    yield Heading(f"{told.title} ({len(found):,})")
    shown = found if every or len(found) <= _SHOWN + 1 else found[:_SHOWN]
    if kind == "wide" and len(shown) < len(found):  # mostly they are all there are
        shown = found[:1]
    for each in shown:
        detail = f" ({clean_line(each.detail)})" if each.detail else ""
        lines.append(clean_line(each.where) + detail)
    if len(found) > len(shown):
        lines.append(f"and {len(found) - len(shown):,} more; --all shows them")
    yield Listing(tuple(lines))
    yield Paragraph(told.means)
    if kind == "copy" and all(each.detail for each in found):
        yield Paragraph("Nothing to repair. Move it out of the folder.")
        return
    yield Pairs((("Repair", told.would), ("Yourself", told.yourself)))


def _done(repaired: "Repaired") -> Iterator[Block]:
    yield Heading("What was done")
    lines = []
    for copies, one, many in (
        (repaired.entries, "entry", "entries"),
        (repaired.drafts, "draft", "drafts"),
        (repaired.lists, "list of commitments", "lists of commitments"),
        (repaired.rests, "torn rest, as text", "torn rests, as text"),
    ):
        if count := sum(map(len, copies.values())):
            lines.append(f"{counted(count, one, many)} copied")
    if repaired.joined:
        told = counted(len(repaired.joined), "copy", "copies")
        lines.append(f"the lines of {told} added to the file itself")
    if repaired.closed:
        lines.append(f"{len(repaired.closed):,} closed to all but you")
    lines += repaired.refused
    yield Listing(tuple(lines) or ("There was nothing to copy or to close.",))
    if repaired.has_copies:
        yield Paragraph(f"The copies are in {repaired.folder}")
        yield Paragraph("Every damaged file and every copy is as it was.")


def _data(checkup: "Checkup", repaired: "Repaired | None") -> Mapping[str, Any]:
    found = []
    for each in checkup.found:
        kind = KINDS[each.kind]
        place = {"kind": each.kind, "where": each.where, "path": str(each.path)}
        said = {"detail": each.detail, "means": kind.means, "repair": kind.would}
        found.append({**place, **said, "yourself": kind.yourself})
    data: dict[str, Any] = {"entries": checkup.entries, "drafts": checkup.drafts}
    data |= {"problems": len(found), "found": found}
    if repaired:
        data["repaired"] = {
            "folder": str(repaired.folder) if repaired.has_copies else "",
            "copies": [
                {"of": where, "copy": str(path)}
                for copies in repaired.copies
                for where, paths in copies.items()
                for path in paths
            ],
            "joined": repaired.joined,
            "closed": repaired.closed,
            "refused": repaired.refused,
        }
    return data
