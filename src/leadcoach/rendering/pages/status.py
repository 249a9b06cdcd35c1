"""Settings and commitments as pages."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from leadcoach.domain.entry import in_words
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

if TYPE_CHECKING:
    from leadcoach.journal.commitments import TrackedCommitment

_NONE_OPEN = "No commitment is open. An exercise mostly ends with one."
_NONE_READ = "In what could be read, no commitment is open."


def commitments_page(
    commitments: "Sequence[TrackedCommitment]", *, is_whole: bool = True
) -> Page:
    """Return the list of commitments; not `is_whole` where something was not read."""
    still_open = [each for each in commitments if each.ordinal]
    done = tuple(_listed(each) for each in commitments if not each.ordinal)
    none = Paragraph(_NONE_OPEN if is_whole else _NONE_READ)
    blocks: list[Block] = _open(still_open) if still_open else [none]
    if done:
        blocks += [Heading("Done"), Listing(done)]
    return Page(
        "Commitments", tuple(blocks), {"commitments": commitments_data(commitments)}
    )


def _open(commitments: "Sequence[TrackedCommitment]") -> list[Block]:
    return [
        Listing(tuple(map(_listed, commitments)), numbered=True),
        Paragraph("When one is done: leadcoach commitment done 1", quiet=True),
    ]


def _listed(each: "TrackedCommitment") -> str:
    return f"{in_words(each.commitment)}\nMade: {each.made.isoformat()}"


def commitments_data(
    commitments: "Sequence[TrackedCommitment]",
) -> list[dict[str, Any]]:
    """Return commitments for a program."""
    return [
        {
            "number": each.ordinal,
            "state": each.state,
            "made": each.made,
            "entry": each.entry.stem,
            **commitment_data(each.commitment),
        }
        for each in commitments
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
    said = ", ".join(value) if isinstance(value, tuple) else str(value)
    return said or "(empty)"
