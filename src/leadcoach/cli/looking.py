"""What is said beside a search: how far it is, what could not be read, what was sought."""

import time
from itertools import islice
from typing import TYPE_CHECKING

from leadcoach.cli.context import Context

if TYPE_CHECKING:
    import datetime as dt

    from leadcoach.journal.search import Filters, Look
    from leadcoach.journal.store import FoundEntry

_FIRST_WORD_AFTER = 1.0
"""seconds; then twice as long, and so on"""
_SHOWN = 60


def found_for(
    context: Context, filters: "Filters", limit: int | None
) -> "tuple[list[FoundEntry], Look]":
    """Return the newest entries that fit, `limit` at most, and how the search went."""
    from leadcoach.journal.search import found_in

    look = look_for(context, filters)
    found = found_in(context.journal, filters, today(context), look)
    return list(islice(found, limit)), look


def today(context: Context) -> "dt.date":
    """Return the person's own day."""
    return context.around.now().date()


def look_for(context: Context, filters: "Filters") -> "Look":
    """Return a look that says how far it is, on a terminal and after a second."""
    from leadcoach.journal.search import Look, count_in

    began = time.monotonic()
    silence = _FIRST_WORD_AFTER
    total = 0

    def tell(looked: int) -> None:
        nonlocal silence, total
        if time.monotonic() - began < silence:
            return
        silence *= 2
        total = total or count_in(context.journal, filters, today(context))
        context.say(f"Looked through {looked:,} of {total:,} entries")

    return Look(tell=tell if context.side_screen.is_terminal else None)


def nothing_found(filters: "Filters", look: "Look") -> str:
    """Return the line that says what was searched, and that it is not there."""
    from leadcoach.domain.text import clean_line

    named = {
        "exercise": filters.exercise,
        "question": filters.question,
        "tag": " and ".join(filters.tag),
        "person": " and ".join(filters.person),
        "since": filters.since,
        "until": filters.until,
        "on": filters.on,
    }
    parts = (
        [f"“{clean_line(' '.join(filters.words), _SHOWN)}”"] if filters.words else []
    )
    parts += [
        f"{name} {clean_line(text, _SHOWN)}" for name, text in named.items() if text
    ]
    entries = "1 entry" if look.looked == 1 else f"{look.looked:,} entries"
    return f"Nothing found for {', '.join(parts)} (looked through {entries})."


def rest_of_list(
    found: "list[FoundEntry]",
    look: "Look",
    filters: "Filters",
    total: int | None,
    limit: int | None,
) -> str:
    """Return what to say below a list of what is not in it."""
    from leadcoach.rendering.pages.journal import NOTHING_YET, there_may_be_more

    if not found:
        return nothing_found(filters, look) if filters else NOTHING_YET
    if total is None:
        return there_may_be_more(len(found)) if len(found) == limit else ""
    return f"The newest {len(found)} of {total}." if total > len(found) else ""
