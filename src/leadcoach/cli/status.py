"""Where a person stands, for `leadcoach` alone."""

from leadcoach.cli.context import Context
from leadcoach.cli.journal import listed
from leadcoach.rendering.page import Page
from leadcoach.rendering.pages.status import Standing, start_page


def standing_page(context: Context) -> Page:
    """Return the first screen: an open draft, open commitments, the last entry."""
    latest = context.drafts.latest()
    last = context.journal.last()
    standing = Standing(
        draft=latest[1].title if latest else "",
        draft_saved=latest[1].saved if latest else None,
        commitments=listed(context),
        last=last.stem if last else "",
        is_new=not (latest or last or context.drafts.unread),
    )
    return start_page(standing, context.safety_note)
