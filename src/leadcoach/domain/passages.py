"""Sentences of one's own: what can be picked of answers, and the question that asks for one.

The answer is the passage to the letter, with its place: a table of `text`, `answer`,
`start` and `end`, as `Quote.table` gives it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any, Literal, Self, TypeAlias

from leadcoach.domain.entry import Value
from leadcoach.domain.question import Ids, Question, key, table
from leadcoach.domain.reading import Quote, quote_in
from leadcoach.domain.safety import calls_for_the_note
from leadcoach.domain.sentences import Span, marked, passages, sentence_around
from leadcoach.domain.text import whole_number
from leadcoach.errors import NotAnAnswer

Rank: TypeAlias = Callable[[Sequence[str]], Sequence[float]]
"""Takes passages; returns for each how likely it tells an own act, higher is likelier."""


@table
class Sentence(Question):
    """One of the person's own sentences, out of earlier answers."""

    type: Literal["sentence"] = key("One of your own sentences.")
    from_: Ids = key(
        "The answers whose sentences are offered, in the order written.", min_length=1
    )
    most: int = key(
        "At most so many are shown; “show all” lists every one.",
        default=8,
        ge=1,
        le=40,
    )
    skip_used: bool = key(
        "Leave out what an earlier `sentence` question took, and the question where "
        "only one is left.",
        default=False,
    )
    texts: dict[str, str] = field(default_factory=dict, init=False)
    """the answers it offers, by id, filled in while running"""
    used: tuple[Any, ...] = field(default=(), init=False)
    """the quotes that other questions took, filled in while running"""

    def with_texts(self, texts: Mapping[str, str], used: Sequence[Quote] = ()) -> Self:
        """Return this question with the answers it offers, by id, and what is used."""
        made = self.changed(texts=dict(texts), used=tuple(used))
        for name in ("passages", "offered"):  # found in other texts
            made.__dict__.pop(name, None)
        return made

    @cached_property
    def passages(self) -> tuple[Quote, ...]:
        """Return all passages of the answers; the place in it, from 1, is the number."""
        return tuple(chain(*(quotes_in(*each) for each in self.texts.items())))

    @cached_property
    def offered(self) -> Mapping[int, Quote]:
        """Return what can be picked, by its number: no words that are used already."""
        return {
            number: each
            for number, each in enumerate(self.passages, 1)
            if not any(map(each.overlaps, self.used))
        }

    def likeliest(self, rank: Rank) -> Mapping[int, Quote]:
        """Return at most `most` of what is offered, in the order written.

        Each sentence comes once before one comes as another of its clauses.
        """
        if len(self.offered) <= self.most:
            return self.offered
        scores = dict(
            zip(
                self.offered, rank([q.text for q in self.offered.values()]), strict=True
            )
        )
        turns: Counter[tuple[str, Span | None]] = Counter()
        order = []
        for number in sorted(scores, key=lambda each: -scores[each]):
            quote = self.offered[number]
            around = sentence_around(self.texts[quote.answer], quote.start)
            turns[quote.answer, around] += 1
            order.append((turns[quote.answer, around], -scores[number], number))
        chosen = {number for *_, number in sorted(order)[: self.most]}
        return {at: each for at, each in self.offered.items() if at in chosen}

    def words(self, quote: Quote) -> str:
        text = self.texts.get(quote.answer, quote.text)
        return marked(text, Span(quote.start, quote.end))

    def standing(self, value: Value) -> Quote | None:
        """Return the passage picked, where it stands in the answers now; or None."""
        quote = quote_in(value)
        text = self.texts.get(quote.answer) if quote else None
        return quote.moved(text) if quote and text is not None else None

    def number_of(self, value: Value) -> str:
        """Return the number of the passage picked; nothing where it is not offered."""
        found = (str(at) for at, each in self.offered.items() if each.table() == value)
        return next(found, "")

    def accept(self, given: Any) -> Value:  # noqa: ANN401
        """Return the passage that `given` means: its words, or its number."""
        meant = _bare(given) if isinstance(given, str) else None
        for each in self.offered.values():
            if given == each.table() or meant == _bare(each.text):
                return each.table()
        number = whole_number(given) if isinstance(given, str) else given
        if isinstance(number, int) and number is not True and number in self.offered:
            return self.offered[number].table()
        listed = (f"\n{at:>4}. {self.words(each)}" for at, each in self.offered.items())
        raise NotAnAnswer(
            "This is not one of the sentences. Give one to the letter, or its number:",
            "".join(listed),
        )

    def shown(self, value: Value) -> str:
        quote = quote_in(value)
        return quote.text if quote else str(value)

    def items(self, value: Value) -> tuple[str, ...]:
        """Return the passage: it is one thing, on however many lines it was written."""
        return (self.shown(value),)


@lru_cache(maxsize=64)
def quotes_in(answer: str, text: str) -> tuple[Quote, ...]:
    """Return the passages of an answer; none where it brought up the safety note.

    Such a text is not read out to its writer (domain.md section 9).
    """
    found = () if calls_for_the_note(text) else passages(text)
    return tuple(Quote(text[start:end], answer, start, end) for start, end in found)


def in_order(texts: Sequence[str]) -> Sequence[float]:
    """Rank no passage before another: the first ones are shown."""
    return [0.0] * len(texts)


def _bare(text: str) -> str:
    """Return words without line breaks and … at their ends, as a screen shows them."""
    return " ".join(text.strip().removeprefix("… ").removesuffix(" …").split())


def texts_in(ids: Iterable[str], answers: Mapping[str, Value]) -> dict[str, str]:
    """Return answers in words by their ids; by `id.item` where there are several."""
    found: dict[str, object] = {}
    for name in ids:
        said = answers.get(name)
        parts = said.items() if isinstance(said, Mapping) else ()
        found |= {f"{name}.{item}": each for item, each in parts} or {name: said}
    return {name: text for name, text in found.items() if isinstance(text, str)}
