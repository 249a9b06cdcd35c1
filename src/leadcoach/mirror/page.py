"""The page of the mirror: two stories in the person's own words, beside ideas.

Every quotation is a slice of an answer. A block whose key is missing is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from leadcoach.domain.passages import marked
from leadcoach.domain.reading import Lens, MirrorBlock, Quote
from leadcoach.domain.sentences import Span
from leadcoach.mirror.comparison import Comparison, Keys, comparison
from leadcoach.mirror.shared_word import shared_word


@dataclass(frozen=True)
class Heart:
    """The sentence that holds the heart of a story."""

    quote: Quote
    taken_for: str = ""
    """the question that would have asked for it, where leadcoach took it by itself"""


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
    language: str = "en"

    @property
    def texts(self) -> Mapping[str, str]:
        """Return each story's texts by the id of their answer."""
        return {**self.best, **self.struggle}


def page(told: Told, lenses: Sequence[Lens] = ()) -> tuple[MirrorBlock, ...]:
    """Return the blocks of the page, in order; the last one is its question.

    In a language without sentences of ours there is the pair alone, and no question.
    """
    ours = comparison(told.language)
    if ours is None:
        return tuple(_pair(told, None))
    blocks = [*_own_words(told, ours), *_ideas(told, lenses, ours), *_pair(told, ours)]
    if lines := ours.key_lines(told.keys):
        blocks.append(MirrorBlock("keys", text=lines))
    blocks += _shared(told, ours)
    if told.underlined:
        title = ours.title("underlined")
        blocks.append(MirrorBlock("underlined", title, quotes=(told.underlined,)))
    return (*blocks, MirrorBlock("question", text=ours.question(told.keys)))


def _own_words(told: Told, ours: Comparison) -> Iterator[MirrorBlock]:
    for name, quote in (("leading", told.leading), ("power", told.power)):
        if quote:
            yield MirrorBlock("own", ours.title(name), quotes=(quote,))


def _ideas(
    told: Told, lenses: Sequence[Lens], ours: Comparison
) -> Iterator[MirrorBlock]:
    for lens in lenses:
        says, said = ours.idea(lens, told.keys)
        yield MirrorBlock("idea", title=lens.id, text=f"{says} {said or lens.ask}")


def _pair(told: Told, ours: Comparison | None) -> Iterator[MirrorBlock]:
    for kind, texts, heart in (
        ("best", told.best, told.best_heart),
        ("struggle", told.struggle, told.hard_heart),
    ):
        title = ours.title(kind) if ours else ""
        if heart:
            note = ""
            if heart.taken_for and ours:
                note = ours.title("taken", question=heart.taken_for)
            yield MirrorBlock(kind, title, note, (heart.quote,))
        elif not texts and ours:
            yield MirrorBlock(kind, title, ours.title(f"no_{kind}"))


def _shared(told: Told, ours: Comparison) -> Iterator[MirrorBlock]:
    hearts = [each.quote for each in (told.best_heart, told.hard_heart) if each]
    under = told.underlined.text if told.underlined else ""
    found = shared_word(told.best, told.struggle, under, hearts)
    if found:
        one, two = (form.lower() for form in found.forms)
        words = one if one == two else f"{one}, {two}"
        yield MirrorBlock("word", ours.title("word", words=words), quotes=found.clauses)


def ideas_title(blocks: Sequence[MirrorBlock], language: str) -> str:
    """Return the heading over the ideas, by how many there are."""
    ours = comparison(language)
    count = sum(block.kind == "idea" for block in blocks)
    if ours is None or not count:
        return ""
    return ours.title(f"ideas_{count if count <= 2 else 'more'}")


def shown(quote: Quote, texts: Mapping[str, str]) -> str:
    """Return a passage on one line, with … where its sentence goes on beside it."""
    text = texts.get(quote.answer, quote.text)
    return marked(text, Span(quote.start, quote.end))
