"""What a sitting works with, handed in from outside: people, folders, ideas, a clock."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from leadcoach.asking import Asker
from leadcoach.domain.reading import Lens
from leadcoach.domain.session import Session
from leadcoach.journal.store import Journal
from leadcoach.rendering.page import Page


class Keeper(Protocol):
    """Keeps what is not finished."""

    def keep(self, session: Session) -> None:
        """Keep the answers so far, and what is typed and not answered yet."""
        ...

    def finish(self) -> None:
        """Remove what was kept: the entry is written."""
        ...

    def leave(self) -> None:
        """Let other programs have what is kept: the sitting is over, one way or another."""
        ...

    @property
    def started(self) -> dt.datetime | None:
        """Return when a draft was begun, where this sitting goes on from one."""
        ...

    @property
    def sign(self) -> str:
        """Return what the entry of this sitting is to be known by; empty for anything."""
        ...

    @property
    def keeps(self) -> bool:
        """Tell whether anything is kept at all."""
        ...


class KeepNothing:
    """For sittings without a terminal, which need no draft."""

    keeps = False
    started: dt.datetime | None = None
    sign = ""

    def keep(self, session: Session) -> None:
        """Keep nothing."""

    def finish(self) -> None:
        """Remove nothing."""

    def leave(self) -> None:
        """Leave nothing."""


@dataclass(frozen=True)
class Tools:
    """Everything around one sitting."""

    asker: Asker
    journal: Journal
    keeper: Keeper
    lenses: tuple[Lens, ...]
    now: Callable[[], dt.datetime]
    zone: Callable[[], str]
    show: Callable[[Page], None]
    """shows a page in the middle of the sitting; to nobody without a terminal"""
    safety_note: str
    missing: Callable[[], list[str]] = list
    """the needed questions that nobody could be asked"""
    somebody: bool = False
    """whether there is a person to ask"""
    asked_lately: frozenset[str] = frozenset()
    """follow-up questions of the last month"""
    own_lenses: tuple[str, ...] = ()
    """the lenses the person chose in place of the exercise's"""
