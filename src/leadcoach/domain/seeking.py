"""Words that somebody looks for, and where they stand in a text.

Case, accents and the shape of quotation marks do not count, and white space between the
words of a phrase may be of any kind. Every string is just words: there is no language
of signs that could be got wrong.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TypeAlias

Term: TypeAlias = tuple[str, ...]
"""The folded words of a phrase, or one word alone"""

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


def places(terms: Iterable[Term], text: str) -> list[tuple[int, int]]:
    """Return where the terms stand in `text`, in order, as `text[start:end]`.

    Places that touch or overlap are one.
    """
    folded, letters = _with_letters(text)
    found: list[tuple[int, int]] = []
    for term in terms:
        for match in re.finditer(r"\s+".join(map(re.escape, term)), folded):
            found.append((letters[match.start()], letters[match.end() - 1] + 1))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return [(start, _with_accents(text, end)) for start, end in joined]


def _with_letters(text: str) -> tuple[str, Sequence[int]]:
    """Return `text` folded, and for each letter of that the place it came from."""
    if text.isascii():
        return text.lower(), range(len(text))
    # One letter can fold to several or to none: ß, ﬁ, a lone accent.
    signs = list(map(_folded_letter, text))
    folded = "".join(signs)
    if len(folded) == len(text) and all(signs):
        return folded, range(len(text))
    return folded, [at for at, each in enumerate(signs) for _ in each]


@lru_cache(maxsize=1024)
def _folded_letter(letter: str) -> str:
    return fold(letter)


def _with_accents(text: str, end: int) -> int:
    accents = _ACCENTS.match(text, end)
    return accents.end() if accents else end
