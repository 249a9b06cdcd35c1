"""A word that stands in both stories: it claims nothing, and is often worth a look."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from leadcoach.domain.reading import Quote
from leadcoach.mirror.language import Word, clauses_in, is_english, stems, words

_LONGEST = 240
"""letters of a clause that is shown around the word"""
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
    clause: Quote
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
            forms = one.word.text, two.word.text
            return SharedWord(forms, (one.clause, two.clause))
    return None


def _score(
    name: str, first: Sequence[_Found], second: Sequence[_Found], under: set[str]
) -> float:
    every = [*first, *second]
    is_spoken = name in stems("speaking")
    if len(name) < _FEWEST_LETTERS or (name in stems("ordinary") and not is_spoken):
        return 0
    is_owned = [any(each.owned for each in side) for side in (first, second)]
    if name == _SAY and not all(is_owned):
        return 0
    if all(
        each.word.text[0].isupper() or each.word.low.endswith("ly") for each in every
    ):
        return 0  # names, and "really"
    return (
        _UNDERLINED * (name in under)
        + _SPEAKING * is_spoken
        + 0.2 * min(len(name), 8)
        - 0.3 * (len(every) - 2)
    )


def _nicest(found: Sequence[_Found], shown: Sequence[Quote]) -> _Found | None:
    """Return where the word stands in a clause that can be shown, the best first."""
    short = [each for each in found if len(each.clause.text) <= _LONGEST]
    return min(
        short,
        key=lambda each: (not each.owned, any(map(each.clause.overlaps, shown))),
        default=None,
    )


def _by_stem(texts: Mapping[str, str]) -> Mapping[str, list[_Found]]:
    found: dict[str, list[_Found]] = {}
    for answer, text in texts.items():
        for each in _words_in_clauses(text, answer):
            found.setdefault(each.word.stem, []).append(each)
    return found


def _words_in_clauses(text: str, answer: str) -> Iterator[_Found]:
    for _, parts in clauses_in(text):
        for start, end in parts:
            clause = Quote(text[start:end], answer, start, end)
            before: list[str] = []
            for word in words(clause.text):
                near = {each.split("'")[0] for each in before[-3:]}
                yield _Found(word, clause, not near.isdisjoint(("i", "we")))
                before.append(word.low)
