"""A word that stands in both stories: it claims nothing, and is often worth a look."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from leadcoach.domain.reading import Quote
from leadcoach.domain.sentences import Span
from leadcoach.mirror.language import Word, clauses_in, is_english, listed, stem, words

_LONGEST = 40
"""words of a clause that is shown around the word"""
_FEWEST_LETTERS = 3
_SAY = "say"
_UNDERLINED, _SPEAKING = 4.0, 2.0
_FROM = 0.6
"""below it, nothing is shown rather than a word that shows nothing"""


class SharedWord(NamedTuple):
    """The word as it stands in each story, and the clause around it in each."""

    forms: tuple[str, str]
    clauses: tuple[Quote, Quote]


class _Found(NamedTuple):
    """A word of a story, and the clause it stands in."""

    word: Word
    answer: str
    clause: Span
    owned: bool
    """whether "I" or "we" stands close before it"""


def shared_word(
    best: Mapping[str, str],
    struggle: Mapping[str, str],
    underlined: str = "",
    shown: Sequence[Quote] = (),
) -> SharedWord | None:
    """Return the word of both stories that is most worth showing, or None.

    Texts come by the id of their answer. Clauses that are no part of what is `shown`
    already are preferred.
    """
    told = [*best.values(), *struggle.values()]
    if not all(map(is_english, told)):
        return None
    first, second = _by_stem(best), _by_stem(struggle)
    under = {each.stem for each in words(underlined)}
    scored = sorted(
        (-score, name)
        for name in first.keys() & second.keys()
        if (score := _score(name, first[name], second[name], under)) >= _FROM
    )
    for _, name in scored:
        one, two = _nicest(first[name], shown), _nicest(second[name], shown)
        if one and two:
            quotes = (_quote(best, one), _quote(struggle, two))
            return SharedWord((one.word.text, two.word.text), quotes)
    return None


def _score(
    name: str, first: Sequence[_Found], second: Sequence[_Found], under: set[str]
) -> float:
    every = [*first, *second]
    is_spoken = name in _stems("speaking")
    if len(name) < _FEWEST_LETTERS or (name in _stems("ordinary") and not is_spoken):
        return 0
    if name == _SAY and not (_is_owned(first) and _is_owned(second)):
        return 0
    if all(_is_name(each.word) or each.word.low.endswith("ly") for each in every):
        return 0
    return (
        _UNDERLINED * (name in under)
        + _SPEAKING * is_spoken
        + 0.2 * min(len(name), 8)
        - 0.3 * (len(every) - 2)
    )


def _is_owned(found: Sequence[_Found]) -> bool:
    return any(each.owned for each in found)


def _nicest(found: Sequence[_Found], shown: Sequence[Quote]) -> _Found | None:
    """Return where the word stands in a clause that can be shown, the best first."""
    short = [
        each for each in found if each.clause.end - each.clause.start <= 6 * _LONGEST
    ]
    return min(
        short, key=lambda each: (not each.owned, _is_shown(each, shown)), default=None
    )


def _is_shown(found: _Found, shown: Sequence[Quote]) -> bool:
    return any(
        each.answer == found.answer
        and each.start < found.clause.end
        and found.clause.start < each.end
        for each in shown
    )


def _quote(texts: Mapping[str, str], found: _Found) -> Quote:
    start, end = found.clause
    return Quote(texts[found.answer][start:end], found.answer, start, end)


def _by_stem(texts: Mapping[str, str]) -> Mapping[str, list[_Found]]:
    found: dict[str, list[_Found]] = {}
    for answer, text in texts.items():
        for each in _words_in_clauses(text, answer):
            found.setdefault(each.word.stem, []).append(each)
    return found


def _words_in_clauses(text: str, answer: str) -> Iterator[_Found]:
    for _, parts in clauses_in(text):
        for clause in parts:
            before: list[str] = []
            for word in words(text[clause.start : clause.end]):
                near = {each.split("'")[0] for each in before[-3:]}
                yield _Found(word, answer, clause, not near.isdisjoint(("i", "we")))
                before.append(word.low)


@cache
def _stems(name: str) -> frozenset[str]:
    return frozenset(map(stem, listed(name)))


def _is_name(word: Word) -> bool:
    return word.text[0].isupper()
