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
from leadcoach.mirror.ranking import likeliest
from leadcoach.mirror.shared_word import shared_word

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
        one, two = (form.lower() for form in found.forms)
        words = one if one == two else f"{one}, {two}"
        # What stands on the page already is not shown twice.
        above = (*hearts, told.underlined)
        quotes = tuple(each for each in found.clauses if each not in above)
        if quotes:
            yield MirrorBlock("word", ours.title("word", words=words), quotes=quotes)
