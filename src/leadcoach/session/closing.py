"""After a review: what somebody said is done leaves the list of open commitments."""

from contextlib import suppress

from leadcoach.domain.question import Choice
from leadcoach.domain.session import Session
from leadcoach.errors import NotFound
from leadcoach.journal.commitments import Commitments
from leadcoach.session.tools import Tools


def close_commitments(session: Session, tools: Tools) -> None:
    """Write down which commitments were said to be done.

    Raises:
        DiskRefused: the entry is there all the same; the list is as it was.
    """
    done = dict.fromkeys(
        step.item.id
        for step in session.answered()
        if step.item is not None
        and step.section.for_each == "commitments"
        and isinstance(step.question, Choice)
        and step.value in step.question.closes
    )
    commitments = Commitments(tools.journal)
    for name in done:
        with suppress(NotFound):  # it was closed meanwhile, in another window
            commitments.mark_done(name, tools.now().date())
