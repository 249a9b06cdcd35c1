"""The draft of a sitting: on disk after every answer."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from leadcoach.domain.entry import Draft, Value
from leadcoach.domain.session import Session
from leadcoach.exercises.library import Found
from leadcoach.journals.drafts import Drafts


@dataclass
class DraftKeeper:
    """Keeps one draft up to date; it begins with the first thing worth keeping."""

    drafts: Drafts
    found: Found
    started: dt.datetime
    now: Callable[[], dt.datetime]
    name: str = ""
    """the draft's name; empty until it exists"""
    before: Draft | None = None
    """the draft this sitting goes on from"""

    keeps = True

    def keep(self, session: Session, typing: dict[str, str] | None = None) -> None:
        """Write the draft; nothing is written before the first answer."""
        draft = self._draft(session, typing or {})
        self.before = draft
        if self.name:
            self.drafts.save(self.name, draft)
        elif draft.answers or draft.typing:
            self.name = self.drafts.begin(draft)
            self.drafts.hold(self.name)

    def typed(self, question: str) -> str:
        """Return the text in progress that the draft holds for `question`."""
        return self.before.typing.get(question, "") if self.before else ""

    def holds_words(self) -> bool:
        """Tell whether the draft has an answer, or words of one that is not finished."""
        kept = self.before if self.name else None
        return kept is not None and bool(kept.answers or any(kept.typing.values()))

    def finish(self) -> None:
        """Remove the draft."""
        if self.name:
            self.drafts.remove(self.name)

    def leave(self) -> None:
        """Let other programs go on with the draft."""
        if self.name:
            self.drafts.let_go(self.name)

    def _draft(self, session: Session, typing: Mapping[str, str]) -> Draft:
        exercise = self.found.exercise
        draft = Draft(
            exercise=exercise.id,
            version=exercise.version,
            title=exercise.title,
            sha256=self.found.sha256,
            started=self.started,
            saved=self.now(),
            answers=session.answers,
            passed=session.passed,
            reading=session.reading,
            options=_options(session, self.found),
            typing=typing,
        )
        return replace(draft, unknown=self.before.unknown) if self.before else draft


def _options(session: Session, found: Found) -> dict[str, Any]:
    options = {
        "path": str(found.path.absolute()) if found.own else "",
        "quick": session.quick,
        "mirror": session.mirror,
        "offers": list(session.offers),
    }
    return {
        key: value for key, value in options.items() if value not in (False, [], "")
    }


def resumed(session: Session, draft: Draft) -> Session:
    """Return `session` with all that `draft` holds.

    Answers that the exercise no longer has a question for stay with the session, so
    that they are kept; it does not ask for them.
    """
    options = draft.options
    answers: dict[str, Value] = session.exercise.with_new_names(draft.answers)
    return replace(
        session,
        answers=answers,
        passed=draft.passed,
        reading=draft.reading,
        quick=bool(options.get("quick", False)),
        mirror=bool(options.get("mirror", False)),
        offers=tuple(options.get("offers", ())),
    )
