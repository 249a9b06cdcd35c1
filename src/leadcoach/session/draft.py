"""The draft of a sitting: on disk after every answer."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from leadcoach.domain.entry import Draft, Value
from leadcoach.domain.exercise import AnyQuestion
from leadcoach.domain.piping import Pipe, piped, pipes_in
from leadcoach.domain.question import Lines, Mirror
from leadcoach.domain.rating import Committing, Matrix
from leadcoach.domain.session import Session
from leadcoach.exercises.library import ExerciseFile
from leadcoach.journal.drafts import Drafts


@dataclass
class Keeper:
    """Keeps the draft of a sitting up to date; it begins with the first words."""

    found: ExerciseFile
    started: dt.datetime
    """when the sitting began, perhaps on another day"""
    now: Callable[[], dt.datetime]
    drafts: Drafts | None = None
    """without them nothing is kept: for a sitting without a terminal, and a preview"""
    name: str = ""
    """the draft's name; empty until it exists"""
    before: Draft | None = None
    """the draft this sitting goes on from"""
    entry: str = ""
    """the name of the entry that is talked over, where it is that"""
    commitment: str = ""
    """the name of the one commitment that is changed, where it is that"""

    @property
    def sign(self) -> str:
        """Return what the entry's name shares with the draft's; empty for anything."""
        return self.name.rpartition("-")[2]

    def keep(self, session: Session) -> None:
        """Write the draft: the answers so far, and what is typed and not answered yet."""
        if self.drafts is None:
            return
        draft = self.before = self._draft(session)
        if self.name:
            self.drafts.save(self.name, draft)
        elif session.has_words():
            self.name = self.drafts.begin(draft)
            self.drafts.hold(self.name)

    def finish(self) -> None:
        """Remove the draft: the entry is written."""
        if self.drafts and self.name:
            self.drafts.remove(self.name)

    def leave(self) -> None:
        """Let other programs go on with the draft: the sitting is over."""
        if self.drafts and self.name:
            self.drafts.let_go(self.name)

    def _draft(self, session: Session) -> Draft:
        exercise, step = self.found.exercise, session.next()
        planned = session.exercise.planned(step.base) if step else None
        text = planned.question.text if planned else ""
        # What is made of answers is not said.
        pipes = [each for each in pipes_in(text) if isinstance(each, Pipe)]
        parts = {
            key: {part: words for part, words in texts.items() if part}
            for key, texts in session.typing.items()
        }
        options: dict[str, Any] = {
            "path": str(self.found.path.absolute()) if self.found.own else "",
            "quick": session.quick,
            "mirror": session.mirror,
            "offers": list(session.offers),
            "at": session.turned_to,
            "entry": self.entry,
            "jots": dict(session.jots),
            "commitment": self.commitment,
        }
        return Draft(
            exercise=exercise.id,
            version=exercise.version,
            title=exercise.title,
            sha256=self.found.sha256,
            started=self.started,
            saved=self.now(),
            asks=piped(text, {}) if all(each.instead for each in pipes) else "",
            answers=session.answers,
            passed=session.passed,
            reading=session.reading,
            coach=session.coach,
            options={key: each for key, each in options.items() if each},
            typing={
                key: each[""] for key, each in session.typing.items() if "" in each
            },
            parts={key: texts for key, texts in parts.items() if texts},
            unknown=self.before.unknown if self.before else {},
        )


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
    exercise, options = session.exercise, draft.options
    is_the_same = draft.version == exercise.version
    passed = [
        each
        for each in draft.passed
        if is_the_same or not isinstance(exercise.question(each), Mirror)
    ]
    typing = {
        key: _by_part(exercise.question(key), text)
        for key, text in exercise.with_new_names(draft.typing).items()
    }
    for key, texts in exercise.with_new_names(draft.parts).items():
        typing[key] = {**typing.get(key, {}), **texts}
    answers: dict[str, Value] = exercise.with_new_names(draft.answers)
    jots = options.get("jots")
    jots = jots if isinstance(jots, Mapping) else {}
    return replace(
        session,
        answers=answers,
        passed=tuple(passed),
        reading=draft.reading if is_the_same else None,
        coach=draft.coach,
        quick=bool(options.get("quick", False)),
        mirror=bool(options.get("mirror", False)),
        offers=tuple(options.get("offers", ())),
        turned_to=str(options.get("at", "")),
        jots=exercise.with_new_names({str(each): str(jots[each]) for each in jots}),
        typing=typing,
    )


def _by_part(question: AnyQuestion | None, text: str) -> dict[str, str]:
    """Return a text by its parts: earlier versions kept all of them in one."""
    lines = [line for line in text.split("\n") if line.strip()]
    if isinstance(question, Lines):
        return {str(number): line for number, line in enumerate(lines, 1)}
    if isinstance(question, Matrix | Committing):
        return {
            part: words for part, _, words in (line.partition(" = ") for line in lines)
        }
    return {"": text}
