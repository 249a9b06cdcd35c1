"""The sentences of a text in which searched words stand, with the words marked."""

from collections.abc import Iterable, Iterator
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
    found = places(terms, text)
    return [
        Excerpt(
            text[start:end].strip(),
            _marked(text, start, end, [at for at in found if start <= at[0] < end]),
        )
        for start, end in _extents(text, found)
    ]


def _extents(text: str, found: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    sentences = spans(text) if found else ()
    last = (0, 0)
    for start, end in found:
        begins = [each.start for each in sentences if each.start <= start] or [0]
        final = min((each.end for each in sentences if each.end >= end), default=end)
        first = begins[-1]
        if len(begins) > 1 and len(text[first:final].split()) < _FEW:
            first = begins[-2]
        if first < last[1]:
            last = (last[0], max(last[1], final))
            continue
        if last[1]:
            yield last
        last = (first, final)
    if last[1]:
        yield last


def _marked(text: str, start: int, end: int, found: list[tuple[int, int]]) -> str:
    left, right = _window(text, start, end, found[0])
    parts = ["… "] if left > start else []
    at = left
    for begins, ends in found:
        if begins >= right:
            break
        ends = min(ends, right)
        parts += [text[at:begins], _MARK, text[begins:ends], _MARK]
        at = ends
    parts.append(text[at:right])
    parts += [" …"] if right < end else []
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
