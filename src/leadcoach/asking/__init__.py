"""Putting a question to someone: at a terminal, in plain lines, or from a file.

An asker gets one step at a time and returns a reply; it knows nothing of the order of
questions, of drafts or of the journal.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Protocol

from leadcoach.domain.entry import Value
from leadcoach.domain.question import Lines, Long, Short
from leadcoach.domain.session import Step


@dataclass(frozen=True)
class Given:
    """The person answered."""

    value: Value


class Move(Enum):
    """The person did something else than answer."""

    SKIP = "skip"
    BACK = "back"
    PAUSE = "pause"


Reply = Given | Move


def keep_nothing(_: str) -> None:
    """Take text in progress and let it go: where there is no draft."""


@dataclass(frozen=True)
class Place:
    """Where in the sitting a question stands, and what was typed there before."""

    to_come: int | None = None
    """questions that may come after it, where that is known"""
    typed: str = ""
    """text in progress from an earlier start, or the answer to change"""
    keep: Callable[[str], None] = field(default=keep_nothing)
    """called with the text in progress at each pause in typing"""


class Held:
    """A place that remembers the words typed there, for when they are no answer yet.

    Words that are too few are there to go on with; a wrong number is typed anew.
    """

    def __init__(self, step: Step, place: Place) -> None:
        """Take the place where `step` is asked."""
        self._place = place
        self._typed = place.typed
        self._holds = isinstance(step.question, Long | Short | Lines)

    @property
    def place(self) -> Place:
        """Return the place, with what was typed last."""
        return replace(self._place, typed=self._typed, keep=self._keep)

    def _keep(self, text: str) -> None:
        if self._holds:
            self._typed = text
        self._place.keep(text)


class Asker(Protocol):
    """Someone, or something, that can be asked."""

    def ask(self, step: Step, place: Place) -> Reply:
        """Put the question of `step` and return the reply."""
        ...

    def choose(self, text: str, choices: Mapping[str, str]) -> str | None:
        """Ask the program's own question; None when the person leaves it."""
        ...

    def choose_several(
        self, text: str, choices: Mapping[str, str], ticked: tuple[str, ...] = ()
    ) -> tuple[str, ...] | None:
        """Ask for any number of `choices`; `()` is none, None when the person leaves it."""
        ...

    def tell(self, text: str) -> None:
        """Show words that ask nothing."""
        ...
