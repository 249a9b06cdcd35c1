"""The first screen, settings and commitments as pages."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leadcoach.domain.entry import Commitment, in_words
from leadcoach.rendering.as_json import commitment_data
from leadcoach.rendering.page import (
    Block,
    Heading,
    Listing,
    Page,
    Pairs,
    Paragraph,
    Table,
)
from leadcoach.settings import SETTINGS, Settings

WELCOME = (
    "leadcoach asks you good questions about how you lead and use power, keeps what you "
    "write in files on this computer, and gives it back to you."
)
BEGIN = (
    ("leadcoach reflect", "two questions, a mirror, one commitment"),
    ("leadcoach exercise list", "other exercises"),
    ("leadcoach help", "how it works, and what it keeps"),
)

_NONE_OPEN = "No commitment is open. An exercise mostly ends with one."
_NONE_READ = "In what could be read, no commitment is open."


@dataclass(frozen=True)
class ListedCommitment:
    """A commitment as it is listed."""

    number: int
    commitment: Commitment
    made: dt.date
    state: str
    entry: str


@dataclass(frozen=True)
class Standing:
    """Where a person stands: what is open, and what came last."""

    draft: str = ""
    """the title of the exercise of the latest draft"""
    draft_saved: dt.datetime | None = None
    commitments: Sequence[ListedCommitment] = ()
    last: str = ""
    """the name of the last entry's file"""
    is_new: bool = False


def start_page(standing: Standing, safety_note: str) -> Page:
    """Return what `leadcoach` alone shows."""
    data: Mapping[str, Any] = {
        "draft": standing.draft or None,
        "commitments": [_commitment(each) for each in standing.commitments],
        "last": standing.last or None,
    }
    blocks: list[Block] = []
    if standing.is_new:
        blocks += [Paragraph(WELCOME), Paragraph(safety_note)]
    if standing.draft:
        saved = (
            f", kept {standing.draft_saved:%Y-%m-%d %H:%M}"
            if standing.draft_saved
            else ""
        )
        blocks += [
            Heading("Not finished"),
            Paragraph(f"{standing.draft}{saved}. Go on with: leadcoach resume"),
        ]
    if standing.commitments:
        blocks += [Heading("Open commitments"), *_open(standing.commitments)]
    if standing.last:
        blocks += [
            Heading("Last entry"),
            Paragraph(f"{standing.last}. Read it with: leadcoach journal show"),
        ]
    blocks += [Heading("Begin"), Pairs(BEGIN)]
    return Page("leadcoach", tuple(blocks), data)


def commitments_page(
    commitments: Sequence[ListedCommitment], *, is_whole: bool = True
) -> Page:
    """Return the list of commitments; not `is_whole` where something was not read."""
    data = {
        "commitments": [_commitment(each) for each in commitments],
    }
    still_open = [each for each in commitments if each.number]
    done = [each for each in commitments if not each.number]
    none = _NONE_OPEN if is_whole else _NONE_READ
    blocks: list[Block] = _open(still_open) or [Paragraph(none)]
    if done:
        blocks += [Heading("Done"), Listing(tuple(map(_listed, done)))]
    return Page("Commitments", tuple(blocks), data)


def _open(commitments: Sequence[ListedCommitment]) -> list[Block]:
    """Return the open ones, numbered as they are; nothing where none is."""
    if not commitments:
        return []
    return [
        Listing(tuple(map(_listed, commitments)), numbered=True),
        Paragraph("When one is done: leadcoach commitment done 1", quiet=True),
    ]


def settings_page(settings: Settings, path: str) -> Page:
    """Return every setting, its value and its meaning."""
    values = {each.name: settings[each.name] for each in SETTINGS}
    rows = tuple(
        (each.name, _shown(values[each.name]), each.meaning) for each in SETTINGS
    )
    blocks = (
        Table(("Setting", "Value", "What it does"), rows),
        Pairs((("Coach", _coach(settings)), ("Kept in", path))),
        Paragraph("Change one with: leadcoach settings set NAME VALUE", quiet=True),
    )
    data = {"settings": values, "coach": _coach(settings), "path": path}
    return Page("Settings", blocks, data)


def _coach(settings: Settings) -> str:
    if "coach" not in settings.table:
        return "none; to set one up: leadcoach settings coach"
    from leadcoach.coach.consent import coach_in

    coach = coach_in(settings.table)
    if coach is None or coach.consent != coach.signature:
        return "not agreed to; look at it: leadcoach settings coach"
    return f"{coach.model} at {coach.origin} ({coach.where})"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value) or "(empty)"
    return str(value) or "(empty)"


def _listed(each: ListedCommitment) -> str:
    return f"{in_words(each.commitment)}\nMade: {each.made.isoformat()}"


def _commitment(each: ListedCommitment) -> dict[str, Any]:
    return {
        "number": each.number,
        "state": each.state,
        "made": each.made,
        "entry": each.entry,
        **commitment_data(each.commitment),
    }
