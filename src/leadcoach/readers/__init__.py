"""Readers: each makes a reading of an account, and can say that it saw too little."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from leadcoach.domain.reading import Lens, Placing, Reading
from leadcoach.errors import NotFound


@dataclass(frozen=True)
class Account:
    """What somebody told: pairs of an answer's id and its text, as typed."""

    best: tuple[tuple[str, str], ...] = ()
    struggle: tuple[tuple[str, str], ...] = ()
    placings: tuple[Placing, ...] = ()
    """what the person said of sentences of their own; their word wins over any cue"""

    @property
    def texts(self) -> Mapping[str, str]:
        """Return each text by the id of its answer."""
        return dict(self.best + self.struggle)


class Reader(Protocol):
    """Anything that reads an account beside lenses."""

    @property
    def name(self) -> str:
        """Return the name that readings and settings know it by."""
        ...

    @property
    def version(self) -> str:
        """Return the version: another one may read the same words otherwise."""
        ...

    def read(self, account: Account, lenses: Sequence[Lens]) -> Reading:
        """Return what this reader makes of `account` beside `lenses`."""
        ...


def reader_named(name: str) -> Reader:
    """Return the reader of that name.

    Raises:
        NotFound: there is none.
    """
    if name == "mirror":
        from leadcoach.readers.mirror import Mirror

        return Mirror()
    raise NotFound("There is no reader of that name.", "Use `mirror`.")
