"""What is searched for: words, phrases, tags, people; and the sentences they stand in."""

import re
import unicodedata
from bisect import bisect, bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias

Term: TypeAlias = tuple[str, ...]
"""The folded words of a phrase, or one word alone"""
TextRange: TypeAlias = tuple[int, int]
"""A part of a text: `text[start:end]`"""

# Accents of Latin, Greek and Cyrillic, points of Hebrew, vowel signs of Arabic. Marks
# that make another letter (Hindi, Thai, Japanese) stay.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_QUOTED = re.compile(r'"([^"]*)"')


def fold(text: str) -> str:
    """Return `text` as it is compared: without case and accents, with plain quotes.

    The folded text is the folded letters one after the other, so that a part of a text
    folds to a part of what the whole folds to.
    """
    if text.isascii():
        return text.lower()
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).casefold()
    bare = bare.replace("\u2019", "'").replace("\u2018", "'")
    return bare.replace("\u201c", '"').replace("\u201d", '"')


_folded = lru_cache(maxsize=1024)(fold)


def terms_of(given: Iterable[str]) -> tuple[Term, ...]:
    """Return what to look for; empty when there is not one word.

    A shell takes the quotes away, so that each of `given` is a word or a phrase; one
    that holds pairs of quotes is phrases where they are, and words elsewhere.
    """
    found: list[Term] = []
    for each in given:
        text = fold(each)
        parts = _QUOTED.split(text)
        if len(parts) == 1 or text.count('"') % 2 or not text.strip('" '):
            found.append(tuple(text.split()))
            continue
        for at, part in enumerate(parts):  # every other part stood in quotes
            words = part.split()
            found += [tuple(words)] if at % 2 else [(word,) for word in words]
    return tuple(dict.fromkeys(term for term in found if term))


def all_found(terms: Iterable[Term], texts: Iterable[str]) -> bool:
    """Tell whether each term stands in one of `texts` at least."""
    folded = [" ".join(fold(text).split()) for text in texts]
    return all(any(" ".join(term) in text for text in folded) for term in terms)


def places(terms: Iterable[Term], text: str) -> list[TextRange]:
    """Return where the terms stand in `text`, in order, as `text[start:end]`.

    Places that touch or overlap are one.
    """
    # One letter can fold to several or to none: ß, ﬁ, a lone accent.
    signs = text.lower() if text.isascii() else list(map(_folded, text))
    letters = [at for at, each in enumerate(signs) for _ in each]
    folded = "".join(signs)
    found: list[TextRange] = []
    for term in terms:
        for match in re.finditer(r"\s+".join(map(re.escape, term)), folded):
            found.append((letters[match.start()], letters[match.end() - 1] + 1))
    joined = _joined(found, near=1)
    accents = [_ACCENTS.match(text, end) for _, end in joined]
    return [
        (start, behind.end() if behind else end)
        for (start, end), behind in zip(joined, accents, strict=True)
    ]


def _joined(found: Iterable[TextRange], near: int) -> list[TextRange]:
    """Return places with those made one that overlap or, with `near` 1, touch."""
    joined: list[TextRange] = []
    for start, end in sorted(found):
        if joined and start - joined[-1][1] < near:
            start, end = joined[-1][0], max(end, joined.pop()[1])
        joined.append((start, end))
    return joined


ROOM = 240
"""characters of a sentence that are shown"""
_FEW = 3
"""words below which a sentence, mostly a tag alone, brings the one before it"""
_STAR = "*"


class Excerpt(NamedTuple):
    """One sentence; or two, where a phrase runs over the end or one is very short."""

    sentence: str
    """as written, whole"""
    marked: str
    """on one line, cut to fit, with * on both sides of the words"""


def excerpts(text: str, terms: Iterable[Term]) -> list[Excerpt]:
    """Return the sentences of `text` that hold one of the terms, in order."""
    found = places(terms, text)
    extents = _joined((_extent(text, *each) for each in found), near=0)
    return [
        Excerpt(
            text[start:end].strip(),
            _marked(
                text, start, end, found[bisect(found, (start,)) : bisect(found, (end,))]
            ),
        )
        for start, end in extents
    ]


def _extent(text: str, start: int, end: int) -> TextRange:
    """Return where the sentences are that hold a place, and enough words beside it."""
    from leadcoach.domain.sentences import spans  # a list of entries cuts none

    sentences = spans(text)
    at = bisect(sentences, start, key=lambda each: each.start) - 1
    until = bisect_left(sentences, end, key=lambda each: each.end)
    final = sentences[until].end if until < len(sentences) else end
    if at > 0 and len(text[sentences[at].start : final].split(maxsplit=_FEW)) < _FEW:
        at -= 1
    return (sentences[at].start if at >= 0 else 0), final


def _marked(text: str, start: int, end: int, found: Sequence[TextRange]) -> str:
    left, right = _window(text, start, end, found[0])
    parts = ["… "] if left > start else []
    at = left
    for begins, ends in found:
        if begins < right:
            ends = min(ends, right)
            parts += [text[at:begins], _STAR, text[begins:ends], _STAR]
            at = ends
    parts += [text[at:right], " …" if right < end else ""]
    return " ".join("".join(parts).split())


def _window(text: str, start: int, end: int, place: TextRange) -> TextRange:
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


TAG = "#"
PERSON = "@"

# A letter first, so that #1 is a number; not inside a word or an address.
_NAME = r"[^\W\d_](?:[\w-]*\w)?"
_MARK = re.compile(rf"(?<![\w/#@&?=%.+~\\])([#@])({_NAME})")


@dataclass(frozen=True)
class Mark:
    """A tag or a person, as typed."""

    sign: str
    """# or @"""
    name: str

    @property
    def key(self) -> str:
        """Return what two marks of one meaning share, whatever their case and accents."""
        return self.sign + fold(self.name)

    def __str__(self) -> str:
        return self.sign + self.name


def marks_in(text: str) -> list[Mark]:
    """Return the tags and people in `text`, in order, as often as they stand there."""
    if TAG not in text and PERSON not in text:
        return []
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)  # a letter and its accent are one
    found = _MARK.findall(text)
    # To a pattern ¹ is as little a digit as a sign is: it would be found as a letter.
    return [Mark(sign, name) for sign, name in found if name[0].isalpha()]


def keys_in(texts: Iterable[str]) -> set[str]:
    """Return the keys of all marks in `texts`."""
    return {mark.key for text in texts for mark in marks_in(text)}


def mark_of(sign: str, typed: str) -> Mark | None:
    """Return the mark somebody means by `typed`, with or without its sign, or None."""
    name = typed.strip().removeprefix(sign)
    found = marks_in(sign + name)
    whole = len(found) == 1 and found[0].name == unicodedata.normalize("NFC", name)
    return found[0] if whole else None
