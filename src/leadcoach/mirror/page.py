"""The page of the mirror: two stories in the person's own words, beside ideas.

Every quotation is a slice of an answer. A block whose key is missing is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from leadcoach.domain.passages import quotes_in
from leadcoach.domain.reading import Lens, LensPoint, MirrorBlock, Quote, Reading
from leadcoach.mirror.comparison import Comparison, Keys, comparison
from leadcoach.mirror.follow_ups import bank, follow_ups
from leadcoach.mirror.language import Word, clauses_in, is_english, stems, words
from leadcoach.mirror.ranking import likeliest

VERSION = "5"
"""another one may show the same words otherwise"""


@dataclass(frozen=True)
class Heart:
    """The sentence that holds the heart of a story."""

    quote: Quote
    is_taken: bool = False
    """whether leadcoach took it by itself, as nobody could be asked"""


@dataclass(frozen=True)
class Told:
    """What a person told, and what they said of it."""

    best: Mapping[str, str] = field(default_factory=dict)
    """texts by the id of their answer, in order"""
    struggle: Mapping[str, str] = field(default_factory=dict)
    best_heart: Heart | None = None
    hard_heart: Heart | None = None
    keys: Keys = field(default_factory=Keys)
    underlined: Quote | None = None
    leading: Quote | None = None
    """what leading is for them, in their own words"""
    power: Quote | None = None
    missing: frozenset[str] = frozenset()
    """`best` or `struggle`, where it was not told and is asked for"""
    language: str = "en"

    @property
    def texts(self) -> Mapping[str, str]:
        """Return each story's texts by the id of their answer."""
        return {**self.best, **self.struggle}


class Held(NamedTuple):
    """What comes of holding up the mirror."""

    reading: Reading
    offers: tuple[str, ...]
    """follow-up questions, in the words in which they are offered"""


def held(
    told: Told,
    lenses: Sequence[Lens] = (),
    about: Sequence[str] = (),
    asked: frozenset[str] = frozenset(),
) -> Held:
    """Return the page as a reading, and follow-up questions.

    `about` says what is hard, and `asked` holds questions of the last month. The reading
    has abstained where nothing was told that may be read.
    """
    begun = Reading("mirror", VERSION, tuple(lens.id for lens in lenses))
    if not any(text.strip() for text in told.texts.values()):
        return Held(replace(begun, abstained=True), ())
    hearts = [each.quote for each in (told.hard_heart, told.best_heart) if each]
    picked = [told.underlined, *hearts] if told.underlined else hearts
    offered = follow_ups(
        bank(told.language),
        told.struggle or told.best,
        told.best,
        about=about,
        picked=picked,
        asked=asked,
    )
    blocks = page(told, lenses)
    reading = replace(
        begun.with_blocks(blocks),
        question="".join(each.text for each in blocks if each.kind == "question"),
        points=tuple(LensPoint(each.id, each.who, each.says) for each in lenses),
        offered=tuple(each.key for each in offered),
    )
    return Held(reading, tuple(each.ask for each in offered))


def heart_of(texts: Mapping[str, str]) -> Heart | None:
    """Return the passage that most likely tells a clear own act, where nobody picks."""
    found = [each for name, text in texts.items() for each in quotes_in(name, text)]
    scores = likeliest([quote.text for quote in found])
    best = max(zip(scores, found, strict=True), key=lambda each: each[0], default=None)
    return Heart(best[1], is_taken=True) if best else None


def page(told: Told, lenses: Sequence[Lens] = ()) -> tuple[MirrorBlock, ...]:
    """Return the blocks of the page, in order; the last one is its question.

    In a language without sentences of ours there is the pair alone, and no question.
    """
    ours = comparison(told.language)
    if ours is None:
        return tuple(_pair(told, None))
    blocks = [*_ideas(told, lenses, ours), *_pair(told, ours)]
    if lines := ours.key_lines(told.keys):
        blocks.append(MirrorBlock("keys", text=lines))
    blocks += _shared(told, ours)
    if told.underlined:
        title = ours.title("underlined")
        blocks.append(MirrorBlock("underlined", title, quotes=(told.underlined,)))
    return (*blocks, MirrorBlock("question", text=ours.question(told.keys)))


def _ideas(
    told: Told, lenses: Sequence[Lens], ours: Comparison
) -> Iterator[MirrorBlock]:
    own = [("leading", told.leading), ("power", told.power)]
    if lenses or any(quote for _, quote in own):
        count = len(lenses) if len(lenses) in (1, 2) else "more"
        yield MirrorBlock("ideas", ours.title(f"ideas_{count}"))
    for name, quote in own:
        if quote:
            yield MirrorBlock("own", ours.title(name), quotes=(quote,))
    for lens in lenses:
        says, said = ours.idea(lens, told.keys)
        yield MirrorBlock("idea", lens.id, f"{says} {said or lens.ask}")


def _pair(told: Told, ours: Comparison | None) -> Iterator[MirrorBlock]:
    for kind, heart in (("best", told.best_heart), ("struggle", told.hard_heart)):
        title = ours.title("mixed" if told.keys.mixed else kind) if ours else ""
        if heart:
            note = ours.title("taken") if heart.is_taken and ours else ""
            yield MirrorBlock(kind, title, note, (heart.quote,))
        elif kind in told.missing and ours:
            yield MirrorBlock(kind, title, ours.title(f"no_{kind}"))


def _shared(told: Told, ours: Comparison) -> Iterator[MirrorBlock]:
    hearts = [each.quote for each in (told.best_heart, told.hard_heart) if each]
    under = told.underlined.text if told.underlined else ""
    found = shared_word(told.best, told.struggle, under, hearts)
    if found:
        forms = dict.fromkeys(each.word.text.lower() for each in found)
        # What stands on the page already is not shown twice.
        above = (*hearts, told.underlined)
        quotes = tuple(each.clause for each in found if each.clause not in above)
        if quotes:
            title = ours.title("word", words=", ".join(forms))
            yield MirrorBlock("word", title, quotes=quotes)


# A word that stands in both stories: it claims nothing, and is often worth a look.

_LONGEST = 240
"""letters of a clause that is shown around the word"""
_FEWEST_LETTERS = 3
_SAY = "say"
_UNDERLINED, _SPEAKING = 4.0, 2.0
_FROM = 0.6
"""below it, nothing is shown rather than a word that shows nothing"""


class Found(NamedTuple):
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
) -> tuple[Found, Found] | None:
    """Return the word of both stories that is most worth showing, in each; or None.

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
            return one, two
    return None


def _score(
    name: str, first: Sequence[Found], second: Sequence[Found], under: set[str]
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


def _nicest(found: Sequence[Found], shown: Sequence[Quote]) -> Found | None:
    """Return where the word stands in a clause that can be shown, the best first."""
    short = [each for each in found if len(each.clause.text) <= _LONGEST]
    return min(
        short,
        key=lambda each: (not each.owned, any(map(each.clause.overlaps, shown))),
        default=None,
    )


def _by_stem(texts: Mapping[str, str]) -> Mapping[str, list[Found]]:
    found: dict[str, list[Found]] = {}
    spans = (
        (answer, text, span)
        for answer, text in texts.items()
        for _, parts in clauses_in(text)
        for span in parts
    )
    for answer, text, (start, end) in spans:
        clause = Quote(text[start:end], answer, start, end)
        before: list[str] = []
        for word in words(clause.text):
            near = {each.split("'")[0] for each in before[-3:]}
            owned = not near.isdisjoint(("i", "we"))
            found.setdefault(word.stem, []).append(Found(word, clause, owned))
            before.append(word.low)
    return found
