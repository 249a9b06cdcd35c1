"""The trash as a page: what can be brought back, and for how long."""

import datetime as dt
from collections.abc import Sequence

from leadcoach.journal.store import told_by
from leadcoach.journal.trash import EDITED, KEPT, Discarded
from leadcoach.rendering.page import Page, Paragraph, Table
from leadcoach.rendering.pages.as_data import SCHEMA

NOTHING = "The trash is empty. What you remove or edit stays there for 30 days."
_WHY = {EDITED: "another version"}


def trash_page(found: Sequence[Discarded], now: dt.datetime) -> Page:
    """Return the list of what is in the trash, what came last first."""
    zone = now.tzinfo
    data = {
        "schema": SCHEMA,
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
        told, since = told_by(each.name), each.when.astimezone(zone)
        written = f"{told.day} {told.time}"
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
