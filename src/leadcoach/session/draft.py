"""The draft of a sitting: on disk after every answer."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from leadcoach.domain.commitment import Committing
from leadcoach.domain.entry import Draft, Value
from leadcoach.domain.exercise import Exercise, Planned
from leadcoach.domain.question import Lines, Mirror
from leadcoach.domain.rating import Matrix
from leadcoach.domain.session import Session
from leadcoach.exercises.library import ExerciseFile
from leadcoach.journal.drafts import Drafts


class Keeper:
    """Keeps nothing: for a sitting without a terminal, which needs no draft."""

    keeps = False
    """whether anything is kept at all"""

    @property
    def begun(self) -> dt.datetime | None:
        """Return when the draft was begun that this sitting goes on from."""
        return None

    @property
    def sign(self) -> str:
        """Return what the entry of this sitting is to be known by; empty for anything."""
        return ""

    def keep(self, session: Session) -> None:
        """Keep the answers so far, and what is typed and not answered yet."""

    def finish(self) -> None:
        """Remove what was kept: the entry is written."""

    def leave(self) -> None:
        """Let other programs have what is kept: the sitting is over."""


@dataclass
class DraftKeeper(Keeper):
    """Keeps one draft up to date; it begins with the first thing worth keeping."""

    drafts: Drafts
    found: ExerciseFile
    started: dt.datetime
    now: Callable[[], dt.datetime]
    name: str = ""
    """the draft's name; empty until it exists"""
    before: Draft | None = None
    """the draft this sitting goes on from"""

    keeps = True

    @property
    def begun(self) -> dt.datetime | None:
        """Return when it was begun."""
        return self.started

    @property
    def sign(self) -> str:
        """Return the sign in the draft's name, which the entry's name has too."""
        return self.name.rpartition("-")[2]

    def keep(self, session: Session) -> None:
        """Write the draft; nothing is written before the first words."""
        draft = self._draft(session)
        self.before = draft
        if self.name:
            self.drafts.save(self.name, draft)
        elif session.has_words():
            self.name = self.drafts.begin(draft)
            self.drafts.hold(self.name)

    def finish(self) -> None:
        """Remove the draft."""
        if self.name:
            self.drafts.remove(self.name)

    def leave(self) -> None:
        """Let other programs go on with the draft."""
        if self.name:
            self.drafts.let_go(self.name)

    def _draft(self, session: Session) -> Draft:
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
            typing=_whole(session.typing),
            parts=_in_parts(session.typing),
        )
        return replace(draft, unknown=self.before.unknown) if self.before else draft


def _whole(typing: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return {key: texts[""] for key, texts in typing.items() if "" in texts}


def _in_parts(typing: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    parts = {
        key: {part: text for part, text in texts.items() if part}
        for key, texts in typing.items()
    }
    return {key: texts for key, texts in parts.items() if texts}


def _typing(exercise: Exercise, draft: Draft) -> dict[str, dict[str, str]]:
    typing = exercise.with_new_names(
        {key: {"": draft.typing[key]} for key in draft.typing}
    )
    for key, texts in typing.items():
        typing[key] = _by_part(exercise.planned(key), texts[""])
    for key, texts in exercise.with_new_names(draft.parts).items():
        typing[key] = {**typing.get(key, {}), **texts}
    return typing


def _by_part(planned: Planned | None, text: str) -> dict[str, str]:
    """Return a text by its parts: earlier versions kept all of them in one."""
    match planned.question if planned else None:
        case Lines():
            lines = [line for line in text.split("\n") if line.strip()]
            return {str(number): line for number, line in enumerate(lines, 1)}
        case Matrix() | Committing():
            parts = (line.partition(" = ") for line in text.split("\n"))
            return {part: words for part, _, words in parts}
        case _:
            return {"": text}


def _options(session: Session, found: ExerciseFile) -> dict[str, Any]:
    options = {
        "path": str(found.path.absolute()) if found.own else "",
        "quick": session.quick,
        "mirror": session.mirror,
        "offers": list(session.offers),
        "at": session.turned_to,
    }
    return {
        key: value for key, value in options.items() if value not in (False, [], "")
    }


def _is_mirror(session: Session, name: str) -> bool:
    return isinstance(session.exercise.question(name), Mirror)


def set_aside(session: Session) -> dict[str, Value]:
    """Return answers, and texts in progress, for which there is no question any more."""
    known = {planned.question.id for planned in session.exercise.plan}
    typed = {
        f"{key} {part}".strip() + " unfinished": text
        for key, texts in session.typing.items()
        for part, text in texts.items()
    }
    return {
        key: value
        for key, value in {**typed, **session.answers}.items()
        if key.partition(" ")[0].partition(".")[0] not in known
    }


def resumed(session: Session, draft: Draft) -> Session:
    """Return `session` with all that `draft` holds.

    Answers that the exercise no longer has a question for stay with the session, so
    that they are kept; it does not ask for them. What an earlier version had the mirror
    say is said anew, from the answers that the mirror goes by now.
    """
    options = draft.options
    is_the_same = draft.version == session.exercise.version
    passed = [
        each for each in draft.passed if is_the_same or not _is_mirror(session, each)
    ]
    answers: dict[str, Value] = session.exercise.with_new_names(draft.answers)
    return replace(
        session,
        answers=answers,
        passed=tuple(passed),
        reading=draft.reading if is_the_same else None,
        quick=bool(options.get("quick", False)),
        mirror=bool(options.get("mirror", False)),
        offers=tuple(options.get("offers", ())),
        turned_to=str(options.get("at", "")),
        typing=_typing(session.exercise, draft),
    )
