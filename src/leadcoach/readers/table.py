"""The table beneath the mirror: what an account shares with each lens, and what not."""

from collections.abc import Mapping, Sequence
from typing import Any

from leadcoach.domain.reading import Lens, LensPoint
from leadcoach.readers.gallery import Gallery, Shown, known_lens
from leadcoach.readers.lines import Line, filled
from leadcoach.readers.noticing import Noticed

NOTHING = "I found nothing about this."
_OWN = "What it says of {q} is yours to tell."
"""for a lens of somebody's own: their words and the person's, and no claim"""
_COLUMNS = ("shares", "differs", "open")


def table(seen: Noticed, lenses: Sequence[Lens]) -> tuple[LensPoint, ...]:
    """Return a row for each lens: shares, differs, leaves open, and its question."""
    gallery = Gallery(seen, any_act=True)
    return tuple(_row(lens, gallery) for lens in lenses)


def _row(lens: Lens, gallery: Gallery) -> LensPoint:
    known = known_lens(lens)
    cells = [_cell(known[column], gallery) for column in _COLUMNS] if known else []
    if not known:
        cells = [_own(gallery) for _ in _COLUMNS]
    said = [cell for cell in cells if cell != NOTHING]
    return LensPoint(
        lens=lens.id,
        who=lens.who,
        says=lens.says,
        point=said[0] if said else NOTHING,
        shares=cells[0],
        differs=cells[1],
        leaves_open=cells[2],
        ask=lens.ask,
    )


def _cell(rows: Sequence[Mapping[str, Any]], gallery: Gallery) -> str:
    return _said(gallery.best_of(rows))


def _own(gallery: Gallery) -> str:
    found = gallery.fresh_act()
    return _said(Shown(_OWN, (found,)) if found else None)


def _said(shown: Shown | None) -> str:
    return filled(Line(shown.say, shown.quotes))[0] if shown else NOTHING
