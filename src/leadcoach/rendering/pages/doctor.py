"""What `leadcoach doctor` found: each kind of damage in plain words, with its places."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from leadcoach.domain.text import clean_line
from leadcoach.rendering.page import (
    Block,
    Heading,
    Listing,
    Page,
    Pairs,
    Paragraph,
)

if TYPE_CHECKING:
    from leadcoach.journal.doctor import Checkup, Damage, Repaired


class Kind(NamedTuple):
    """What is said of all that is found of one kind of damage."""

    title: str
    means: str
    would: str
    """what `leadcoach doctor --repair` does about it"""
    yourself: str
    """what the person can do"""


_NOTHING = "nothing: there is nothing to copy."
_LEFT = "nothing: it leaves this to you."
_PARTS = (
    "copies what can still be read into a new entry, and the torn rest into a text "
    "file beside it."
)
_OUT = "Look into it, then move it out of the folder."
_FROM_BACKUP = "Put a copy from a backup in its place, if you have one."

KINDS = {
    "cut": Kind(
        "Files that are cut",
        "The end of the file is missing, as after a power cut or a full disk. leadcoach "
        "does not read it and does not change it.",
        _PARTS,
        _FROM_BACKUP,
    ),
    "empty": Kind(
        "Empty files",
        "There is a file, and nothing in it. After a power cut, the disk may have kept "
        "its length and not its words.",
        _NOTHING,
        f"{_FROM_BACKUP} Otherwise move it out of the folder.",
    ),
    "encoding": Kind(
        "Files in another encoding",
        "An editor saved it in another encoding than UTF-8, so leadcoach does not read "
        "it.",
        "copies it as a new entry, in UTF-8.",
        "Open it in that editor and save it as UTF-8.",
    ),
    "broken": Kind(
        "Files with a mistake in them",
        "Something in it is not as in a file of leadcoach, or missing, so none of it "
        "is read.",
        _PARTS,
        "Put it right in an editor; often a quotation mark is missing. `leadcoach help "
        "files` shows an entry.",
    ),
    "refused": Kind(
        "Files that cannot be opened",
        "The system does not let leadcoach read it, a cloud drive took its words away, "
        "or it is larger than 32 megabytes, which no entry is.",
        _NOTHING,
        "Check who owns it and who may read it. Have what is in the cloud kept on this "
        "computer, in the cloud drive's program.",
    ),
    "git-markers": Kind(
        "Files with two versions in them, from git",
        "git could not join two versions and wrote both into the file, between lines "
        "of <<<<<<< and >>>>>>>. leadcoach does not read it.",
        "copies each version as a new entry.",
        "Keep one version in an editor, and take the lines of signs out.",
    ),
    "copy": Kind(
        "Copies made by another program",
        "It was changed in two places, or somebody or something copied it here. "
        "leadcoach reads only files it named itself, so what is in the copy is not in "
        "your lists.",
        "copies what differs under a new name of an entry; where the words are the "
        "same, nothing.",
        "Compare the two, then move the copy out of the folder.",
    ),
    "wide": Kind(
        "Open to other users of this computer",
        "Others who use this computer can read it or look into it.",
        "closes it to all but you; the words stay as they are.",
        "chmod 600 for a file, chmod 700 for a folder.",
    ),
    "stray": Kind(
        "Left over from saving",
        "A program ended while it was writing this. What was saved before is in its "
        "place; this may be newer, or half of it.",
        "copies it as a new entry or draft where it is whole and not the same.",
        _OUT,
    ),
    "foreign": Kind(
        "Not made by leadcoach",
        "leadcoach does not read it, list it or change it. An editor may have left it, "
        "with words of yours.",
        _LEFT,
        "Look into it. Leave it, or move it out of the folder.",
    ),
    "no-file": Kind(
        "Something else in place of a file or a folder",
        "leadcoach follows no link, because it can lead out of your folders, and opens "
        "nothing that is no plain file.",
        _LEFT,
        "Put the file itself in the place of a link; move anything else out of the "
        "folder.",
    ),
    "twins": Kind(
        "The same entry under two names",
        "Both hold the same words, so they count twice.",
        _LEFT,
        "Keep one: `leadcoach journal remove NAME` puts the other into the trash.",
    ),
    "name": Kind(
        "Names that do not fit what is in them",
        "Lists go by the name of the file, so this stands in the wrong place.",
        _LEFT,
        "Give it the day and the exercise that stand in it, in the folder of its month.",
    ),
    "exercise": Kind(
        "Drafts without their exercise",
        "The exercise it was begun with is not at hand, so it cannot be gone on with.",
        _LEFT,
        "Add the exercise again: leadcoach exercise add FILE. Your answers are in the "
        "draft.",
    ),
    "future": Kind(
        "Dated in the future",
        "Either the clock was ahead when it was written, or this computer's clock is "
        "behind now. It stands before what you write next.",
        _LEFT,
        "Look at the clock of this computer first.",
    ),
    "commitment": Kind(
        "Commitments marked as done, without their entry",
        "commitments.toml speaks of an entry that is neither in the journal nor in the "
        "trash.",
        _LEFT,
        "Take the lines out in an editor, or put the entry back from a backup.",
    ),
    "settings": Kind(
        "Settings that cannot be read",
        "Other commands stop at it.",
        _LEFT,
        "Put it right in an editor, or move it away; leadcoach then uses the defaults.",
    ),
}
"""by the name of the kind, in the order in which they are shown"""

SHOWN = 5
"""places of one kind that are shown without `--all`"""


def checkup_page(
    checkup: "Checkup", repaired: "Repaired | None" = None, *, every: bool = False
) -> Page:
    """Return what was found, kind by kind, and what was done about it, if anything."""
    blocks: list[Block] = [Paragraph(_summed(checkup, repaired))]
    for kind, told in KINDS.items():
        found = [each for each in checkup.found if each.kind == kind]
        if found:
            blocks += _kind(told, found, every=every)
    if repaired:
        blocks += _done(repaired)
    elif checkup.found:
        said = "leadcoach doctor --repair does what stands under “Repair”."
        blocks.append(Paragraph(said, quiet=True))
    return Page("Checkup", tuple(blocks), _data(checkup, repaired))


def _summed(checkup: "Checkup", repaired: "Repaired | None") -> str:
    looked = f"{_entries(checkup.entries)}, {_drafts(checkup.drafts)}"
    unchanged = "" if repaired else " Nothing was changed."
    if not checkup.found:
        return f"All is well: {looked}.{unchanged}"
    count = len(checkup.found)
    things = "1 thing" if count == 1 else f"{count:,} things"
    return f"{things} to look at, in {looked}.{unchanged}"


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"


def _drafts(count: int) -> str:
    return "1 draft" if count == 1 else f"{count:,} drafts"


def _kind(told: Kind, found: "Sequence[Damage]", *, every: bool) -> Iterator[Block]:
    yield Heading(f"{told.title} ({len(found)})")
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
        "entries": checkup.entries,
        "drafts": checkup.drafts,
        "problems": len(checkup.found),
        "found": [
            {
                "kind": each.kind,
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
