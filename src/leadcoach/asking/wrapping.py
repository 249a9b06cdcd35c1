"""Lines broken between words while they are typed: the library breaks them anywhere.

Cells are left free before a word that would not fit, and the space that a line end
stands for is not drawn. What is typed stays as it is; only where it is drawn differs.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from prompt_toolkit.formatted_text.utils import fragment_list_to_text
from prompt_toolkit.layout.processors import (
    Processor,
    Transformation,
    TransformationInput,
)
from prompt_toolkit.layout.utils import explode_text_fragments
from prompt_toolkit.utils import get_cwidth

_WORD = re.compile(r"\S+")
NARROWEST = 8
"""cells below which breaking between words would leave too little"""


class Gap(NamedTuple):
    """Cells left free before the character at `place`; -1 where the one before it goes."""

    place: int
    cells: int


class BetweenWords(Processor):
    """Draws one line of a text so that it is broken between words."""

    def __init__(self, beside: int) -> None:
        """Take how many cells stand before each line."""
        self._beside = beside

    def apply_transformation(
        self, transformation_input: TransformationInput
    ) -> Transformation:
        """Return the line with free cells in it, and where its characters stand then."""
        fragments = [each for each in transformation_input.fragments if each[1]]
        room = transformation_input.width - self._beside
        drawn = _drawn(fragment_list_to_text(fragments), room)
        if drawn is None:
            return Transformation(transformation_input.fragments)
        if len(fragments) == 1:
            style = fragments[0][0]
            return Transformation(
                [(style, drawn.text)], drawn.from_source, drawn.to_source
            )
        signs = list(explode_text_fragments(fragments))
        for gap in reversed(drawn.found):
            free = [("", " ")] * gap.cells
            signs[gap.place + min(gap.cells, 0) : gap.place] = free
        return Transformation(signs, drawn.from_source, drawn.to_source)


@lru_cache(maxsize=64)
def _drawn(text: str, room: int) -> "_Drawn | None":
    """Return how a text is drawn; one picture asks for it several times."""
    found = tuple(_gaps(text, room)) if room >= NARROWEST else ()
    return _Drawn(text, found) if found else None


def _gaps(text: str, room: int) -> Iterator[Gap]:
    column = ended = 0
    for word in _WORD.finditer(text):
        start = word.start()
        spaces, cells = start - ended, _cells(word.group())
        if spaces and column == room:  # the end of the line is space enough
            yield Gap(ended + 1, -1)
            spaces -= 1
            column = 0
        column = _after(column, spaces, room)
        if column and column < room < column + cells and cells <= room:
            yield Gap(start, room - column)
            column = room
        column = _after(column, cells, room)
        ended = word.end()


def _after(column: int, cells: int, room: int) -> int:
    """Return where in its line the end of `cells` more cells stands: 1 to `room`."""
    reached = column + cells
    return reached - room * ((reached - 1) // room) if reached > room else reached


def _cells(word: str) -> int:
    return len(word) if word.isascii() else get_cwidth(word)


class _Drawn:
    """Where characters stand once gaps are drawn."""

    def __init__(self, text: str, found: Sequence[Gap]) -> None:
        self.found = found
        self._places = [gap.place for gap in found]
        self._shifts = [0, *accumulate(gap.cells for gap in found)]
        self._drawn = [
            place + shift
            for place, shift in zip(self._places, self._shifts[1:], strict=True)
        ]
        self.text = self._text(text)

    def _text(self, text: str) -> str:
        """Return the characters of a line with spaces for free cells."""
        parts, since = [], 0
        for place, cells in self.found:
            parts += [text[since : place + min(cells, 0)], " " * cells]
            since = place
        return "".join([*parts, text[since:]])

    def from_source(self, place: int) -> int:
        """Return where the character at `place` is drawn."""
        return place + self._shifts[bisect_right(self._places, place)]

    def to_source(self, drawn: int) -> int:
        """Return which character is drawn there; the next one, where a cell is free."""
        before = bisect_right(self._drawn, drawn)
        place = drawn - self._shifts[before]
        return min([place, *self._places[before : before + 1]])
