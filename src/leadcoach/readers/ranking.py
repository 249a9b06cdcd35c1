"""The sentences of an account by how clearly they tell what the writer did with their say."""

from typing import NamedTuple

from leadcoach.domain.reading import Quote
from leadcoach.readers import Account
from leadcoach.readers.features import featured
from leadcoach.readers.hearing import Told, heard
from leadcoach.readers.model import Model, learned
from leadcoach.readers.reasons import reasons

_MIXED = "mixed"
_NO_ENGLISH = -20.0
"""added to what is not the writer's own, or not English: it comes last, and unsure"""
_KNOWN_SHARE = 0.25
_FEWEST_TOKENS = 3


class Ranked(NamedTuple):
    """One sentence, how clearly it tells an own act, and what the reader guesses of it."""

    quote: Quote
    score: float
    """higher is clearer; nothing beyond the order is meant by it"""
    guess: str
    """the likeliest of with, over, conceding, overgiving"""
    sure: float
    """0 to 1; from one half on the reader stands by its guess"""
    part: str
    """`best` or `struggle`"""
    why: tuple[str, ...]
    """what spoke most for it, in plain words"""


def ranked(account: Account) -> tuple[Ranked, ...]:
    """Return every sentence of `account`, the clearest own act first."""
    model = learned()
    found = [one for told in heard(account) for one in _ranked(model, told)]
    return tuple(sorted(found, key=_clearest_first))


class Leanings(NamedTuple):
    """What leading seems to mean in an account, and where it seems hard; likeliest first."""

    conceptions: tuple[str, ...]
    edges: tuple[str, ...]


def leanings(account: Account) -> Leanings:
    """Return the conceptions and edges that are likely in the whole of `account`."""
    model = learned()
    told = [one for one in heard(account) if one.sentences]
    parts = {one.part for one in told}
    texts = [
        one.text[span.start : span.end]
        for one in told
        for span in one.sentences
        if not one.is_silent(span.start)
    ]
    if not texts:
        return Leanings((), ())
    chances = model.labels(texts, parts.pop() if len(parts) == 1 else _MIXED)
    return Leanings(model.conceptions(chances), model.edges(chances))


def why(sentence: str, kind: str = _MIXED) -> tuple[str, ...]:
    """Return the strongest reasons for the place of a sentence, in plain words."""
    row = featured([sentence], kind)[0]
    return reasons(learned(), row)


def _clearest_first(one: Ranked) -> tuple[float, bool, str, int]:
    return -one.score, one.part != "best", one.quote.answer, one.quote.start


def _ranked(model: Model, told: Told) -> list[Ranked]:
    texts = [_calm(told.text[span.start : span.end]) for span in told.sentences]
    rows = featured(texts, told.part)
    found = []
    for span, text, row in zip(told.sentences, texts, rows, strict=True):
        seen = model.seen(row)
        counts = _counts(model, told, span.start, text)
        guess, chance = seen.act
        found.append(
            Ranked(
                quote=told.quote(*span),
                score=seen.score + (0 if counts else _NO_ENGLISH),
                guess=guess,
                sure=model.sure(chance) if counts else 0.0,
                part=told.part,
                why=reasons(model, row) if counts else (),
            )
        )
    return found


def _counts(model: Model, told: Told, start: int, text: str) -> bool:
    """Tell whether a sentence is the writer's own, and in words the model knows."""
    words = text.lower().split()
    known = sum(model.knows(word.strip(".,;:!?\"'()")) for word in words)
    enough = len(words) >= _FEWEST_TOKENS and known >= _KNOWN_SHARE * len(words)
    return enough and not told.is_silent(start)


def _calm(text: str) -> str:
    """Return a text in capitals only as a text in small letters."""
    return text.lower() if text.isupper() else text
