"""The list of exercises as a page; without the models, so that it shows at once."""

from collections.abc import Sequence
from typing import Protocol

from leadcoach.domain.text import clean_line
from leadcoach.rendering.page import Page, Paragraph, Table
from leadcoach.rendering.pages.as_data import SCHEMA


class Listed(Protocol):
    """What is listed of an exercise."""

    @property
    def id(self) -> str:
        """Return its id."""
        ...

    @property
    def title(self) -> str:
        """Return its title."""
        ...

    @property
    def minutes(self) -> int:
        """Return how long it takes."""
        ...

    @property
    def summary(self) -> str:
        """Return what it is for."""
        ...

    @property
    def own(self) -> bool:
        """Tell whether it did not come with leadcoach."""
        ...

    @property
    def path(self) -> str:
        """Return where its file is."""
        ...


_KEYS = ("id", "title", "minutes", "summary", "own", "path")


def exercises_page(exercises: Sequence[Listed], *, mine: bool = False) -> Page:
    """Return the list of exercises; `mine` when only the person's own are in it."""
    data = {
        "schema": SCHEMA,
        "exercises": [{key: getattr(each, key) for key in _KEYS} for each in exercises],
    }
    if mine and not exercises:
        nothing = "You have no exercises of your own yet. Begin one with: leadcoach exercise new ID"
        return Page("Your exercises", (Paragraph(nothing),), data)
    rows = tuple(
        (
            each.id,
            f"{each.minutes} min",
            each.summary + (f" ({_whose(each, exercises)})" if each.own else ""),
        )
        for each in exercises
    )
    blocks = (
        Table(("Exercise", "Time", "What it is for"), rows),
        Paragraph("Begin one with: leadcoach reflect EXERCISE", quiet=True),
    )
    return Page("Your exercises" if mine else "Exercises", blocks, data)


def _whose(each: Listed, exercises: Sequence[Listed]) -> str:
    """Return what tells an own exercise from others; its file, where its id does not."""
    same = [other for other in exercises if other.id == each.id]
    return "yours" if len(same) == 1 else f"yours, in {clean_line(each.path)}"
