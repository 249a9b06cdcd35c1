"""The sentences of a text in which searched words stand, with the words marked."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from leadcoach.domain.seeking import Term, places
from leadcoach.domain.sentences import spans

ROOM = 240
"""characters of a sentence that are shown"""
_FEW = 3
"""words below which a sentence, mostly a tag alone, brings the one before it"""
_MARK = "*"


class Excerpt(NamedTuple):
    """One sentence; or two, where a phrase runs over the end or one is very short."""

    sentence: str
    """as written, whole"""
    marked: str
    """on one line, cut to fit, with * on both sides of the words"""


def excerpts(text: str, terms: Iterable[Term]) -> list[Excerpt]:
    """Return the sentences of `text` that hold one of the terms, in order."""
    return [
        Excerpt(text[at.start : at.end].strip(), _marked(text, at))
        for at in _extents(text, places(terms, text))
    ]


class _Extent:
    """Where in a text an excerpt is, and the places of the words in it."""

    def __init__(self, start: int, end: int) -> None:
        self.start, self.end = start, end
        self.found: list[tuple[int, int]] = []


def _extents(text: str, found: list[tuple[int, int]]) -> list[_Extent]:
    sentences = spans(text) if found else ()
    starts = [each.start for each in sentences]
    ends = [each.end for each in sentences]
    extents: list[_Extent] = []
    for start, end in found:
        if not extents or end > extents[-1].end:
            at, until = bisect_right(starts, start) - 1, bisect_left(ends, end)
            final = ends[until] if until < len(ends) else end
            if at > 0 and len(text[starts[at] : final].split(maxsplit=_FEW)) < _FEW:
                at -= 1
            first = starts[at] if at >= 0 else 0
            if extents and first < extents[-1].end:
                extents[-1].end = final
            else:
                extents.append(_Extent(first, final))
        extents[-1].found.append((start, end))
    return extents


def _marked(text: str, extent: _Extent) -> str:
    left, right = _window(text, extent.start, extent.end, extent.found[0])
    parts = ["… "] if left > extent.start else []
    at = left
    for begins, ends in extent.found:
        if begins >= right:
            break
        ends = min(ends, right)
        parts += [text[at:begins], _MARK, text[begins:ends], _MARK]
        at = ends
    parts.append(text[at:right])
    parts += [" …"] if right < extent.end else []
    return " ".join("".join(parts).split())


def _window(text: str, start: int, end: int, place: tuple[int, int]) -> tuple[int, int]:
    """Return what of text[start:end] is shown: ends of words, around `place`."""
    if end - start <= ROOM:
        return start, end
    left = max(start, place[0] - ROOM // 3)
    while start < left < place[0] and not text[left - 1].isspace():
        left += 1
    right = min(end, left + ROOM)
    shortest = min(place[1], right)
    cut = right
    while shortest < cut < end and not text[cut].isspace():
        cut -= 1
    return left, cut if cut > shortest else right
