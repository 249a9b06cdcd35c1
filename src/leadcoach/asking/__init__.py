"""Putting a question to someone: at a terminal, in plain lines, or from a file.

An asker gets one step at a time and returns a reply; it knows nothing of the order of
questions, of drafts or of the journal.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from leadcoach.domain.entry import Value
from leadcoach.domain.passages import Sentence
from leadcoach.domain.question import Multi
from leadcoach.domain.session import Step


@dataclass(frozen=True)
class Answered:
    """The person answered."""

    value: Value


class Move(Enum):
    """The person did something else than answer."""

    SKIP = "skip"
    BACK = "back"
    PAUSE = "pause"


Reply = Answered | Move

COMMANDS = {"/skip": Move.SKIP, "/back": Move.BACK, "/pause": Move.PAUSE}
"""What can be typed in place of any answer."""
_ALL_COMMANDS = (*COMMANDS, "/help", "/edit")


def is_command(line: str) -> bool:
    """Tell whether a line is a command and nothing else."""
    return line.strip() in _ALL_COMMANDS


def is_command_so_far(text: str) -> bool:
    """Tell whether `text` is what a command begins with, or all of one."""
    begun = text.strip()
    return begun != "" and any(each.startswith(begun) for each in _ALL_COMMANDS)


NONE = "none"
"""the id of the choice of the program's own that Enter alone means"""

Keep = Callable[[str], None]
"""Takes text in progress, all of it, while it is typed."""


def keep_nothing(_: object) -> None:
    """Take text in progress and let it go: where there is no draft."""


Texts = Mapping[str, str]
"""Texts by the part of a question they were typed for; the part of a whole is empty."""


class Unfinished:
    """What is typed at one question and is no answer yet, as a whole or by its parts.

    All that is typed goes in here while it is typed, and all that a prompt begins with
    comes from here. So it makes no difference which way somebody leaves a question. A
    text stays until the question is answered or the person empties it.
    """

    def __init__(
        self,
        texts: Texts | None = None,
        changed: Callable[[Texts], None] = keep_nothing,
        answered: Texts | None = None,
    ) -> None:
        """Take what was typed before, who keeps it, and the answer there is to change."""
        self._texts = dict(texts or {})
        self._changed = changed
        self._answered = dict(answered or {})

    def text(self, part: str = "") -> str:
        """Return what a prompt is to begin with: what was typed there, or answered."""
        return self._texts.get(part) or self._answered.get(part, "")

    def typed(self, part: str = "") -> str:
        return self._texts.get(part, "")

    def keep(self, text: str, part: str = "") -> None:
        self.put({part: text})

    def add(self, text: str) -> None:
        self.keep(self.text() + text)

    def put(self, texts: Texts) -> None:
        kept = {
            part: text
            for part, text in {**self._texts, **texts}.items()
            if text and text != self._answered.get(part)
        }
        if kept != self._texts:
            self._texts = kept
            self._changed(kept)


@dataclass(frozen=True)
class Place:
    """Where in the sitting a question stands, and what was typed there before."""

    to_come: int | None = None
    """questions that may come after it, where that is known"""
    unfinished: Unfinished = field(default_factory=Unfinished)
    later: Unfinished = field(default_factory=Unfinished)
    """words that came where one chooses, for the next words that are typed"""
    opening: "Callable[[Asker], bool]" = lambda _: True
    """asks what the answer is to begin with; False when the person pauses there"""


def as_typed(step: Step) -> Texts:
    """Return the answer to a step as a person would type it, part by part."""
    question, value = step.question, step.value
    match value:
        case None:
            return {}
        case tuple() if isinstance(question, Multi):
            ids = list(question.choices)
            return {"": ", ".join(str(ids.index(each) + 1) for each in value)}
        case tuple():
            return {str(number): line for number, line in enumerate(value, 1)}
        case _ if isinstance(question, Sentence):
            return {"": question.number_of(value)}
        case Mapping():
            return {part: str(each) for part, each in value.items()}
        case _:
            is_yes_no = isinstance(value, bool)
            return {"": question.shown(value) if is_yes_no else str(value)}


class Asker(Protocol):
    """Someone, or something, that can be asked."""

    def ask(self, step: Step, place: Place) -> Reply:
        """Put the question of `step` and return the reply."""
        ...

    def choose(self, text: str, choices: Mapping[str, str]) -> str | None:
        """Ask the program's own question; None when the person leaves it.

        The choice with the id NONE is what Enter alone means, and stands first.
        """
        ...

    def tell(self, text: str) -> None:
        """Show words that ask nothing."""
        ...
