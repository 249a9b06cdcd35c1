"""Sentences of one's own: what can be picked of answers, and the question that asks for one.

The answer is the passage to the letter, with its place: a table of `text`, `answer`,
`start` and `end`, as `Quote.table` gives it.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, Literal, TypeAlias

from pydantic import Field

from leadcoach.domain.clauses import clauses
from leadcoach.domain.entry import Value
from leadcoach.domain.kind import Ids, Question
from leadcoach.domain.reading import Quote, quote_in
from leadcoach.domain.sentences import Span, spans
from leadcoach.domain.text import clean_line, whole_number, words_in
from leadcoach.errors import NotAnAnswer

LONG = 30
"""words above which a sentence is offered as its clauses too"""
MOST = 150
"""words above which a stretch is no sentence: a text without a full stop"""
MOST_LETTERS = 1000
"""the same for scripts without spaces"""

Rank: TypeAlias = Callable[[Sequence[str]], Sequence[float]]
"""Takes passages; returns for each how likely it tells an own act, higher is likelier."""


class Sentence(Question):
    """One of the person's own sentences, out of earlier answers."""

    type: Literal["sentence"] = Field(description="One of your own sentences.")
    from_: Ids = Field(
        alias="from",
        min_length=1,
        description="The answers whose sentences are offered, in the order written.",
    )
    most: int = Field(
        8, ge=1, le=40, description="At most so many are shown; “others” lists all."
    )
    skip_used: bool = Field(
        default=False,
        description="Leave out what an earlier `sentence` question took.",
    )
    texts: dict[str, str] = Field(
        default_factory=dict, exclude=True, description="Filled in while running."
    )
    used: tuple[Any, ...] = Field(
        (), exclude=True, description="Filled in while running."
    )

    def with_texts(
        self, texts: Mapping[str, str], used: Sequence[Quote] = ()
    ) -> "Sentence":
        """Return this question with the answers it offers, by id, and what is used."""
        made = self.model_copy(update={"texts": dict(texts), "used": tuple(used)})
        for key in ("passages", "offered"):  # found in other texts
            made.__dict__.pop(key, None)
        return made

    @cached_property
    def passages(self) -> tuple[Quote, ...]:
        """Return all passages of the answers; the place in it, from 1, is the number."""
        return tuple(
            Quote(text[start:end], answer, start, end)
            for answer, text in self.texts.items()
            for start, end in passages(text)
        )

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
        numbers = list(self.offered)
        scores = rank([self.offered[each].text for each in numbers])
        by_score = sorted(zip(scores, numbers, strict=True), key=lambda each: -each[0])
        turns: dict[tuple[str, int], int] = {}
        order = []
        for score, number in by_score:
            place = self.sentence_of(self.offered[number])
            turns[place] = turns.get(place, 0) + 1
            order.append((turns[place], -score, number))
        chosen = {number for *_, number in sorted(order)[: self.most]}
        return {each: self.offered[each] for each in numbers if each in chosen}

    def sentence_of(self, quote: Quote) -> tuple[str, int]:
        """Return the answer and the beginning of the sentence a passage stands in."""
        around = sentence_around(self.texts[quote.answer], quote.start)
        return quote.answer, around.start if around else quote.start

    def words(self, quote: Quote) -> str:
        """Return a passage on one line, with … where its sentence goes on beside it."""
        text = self.texts.get(quote.answer, quote.text)
        return marked(text, Span(quote.start, quote.end))

    def standing(self, value: Value) -> Quote | None:
        """Return the passage picked, where it stands in the answers now; or None."""
        quote = quote_in(value)
        text = self.texts.get(quote.answer) if quote else None
        return quote.moved(text) if quote and text is not None else None

    def accept(self, given: Any) -> Value:  # noqa: ANN401
        """Return the passage that `given` means: its words, or its number."""
        quote = quote_in(given)
        if quote is not None and quote in self.offered.values():
            return quote.table()
        number = given
        if isinstance(given, str):
            meant = _bare(given)
            for each in self.offered.values():
                if _bare(each.text) == meant:
                    return each.table()
            number = whole_number(given)
        if isinstance(number, int) and number is not True and number in self.offered:
            return self.offered[number].table()
        message = (
            "This is not one of the sentences. Give one to the letter, or its number:"
        )
        raise NotAnAnswer(message, "\n" + "\n".join(self._listed()))

    def _listed(self) -> Iterator[str]:
        for number, each in self.offered.items():
            yield f"{number:>4}. {self.words(each)}"

    def shown(self, value: Value) -> str:
        """Return the passage to the letter."""
        quote = quote_in(value)
        return quote.text if quote else str(value)

    def items(self, value: Value) -> tuple[str, ...]:
        """Return the passage: it is one thing, on however many lines it was written."""
        return (self.shown(value),)


def in_order(texts: Sequence[str]) -> Sequence[float]:
    """Rank no passage before another: the first ones are shown."""
    return [0.0] * len(texts)


def _bare(text: str) -> str:
    """Return words without line breaks and … at their ends, as a screen shows them."""
    return " ".join(text.strip().removeprefix("… ").removesuffix(" …").split())


_HEADER = r"[ \t]*(?:from|to|cc|bcc|sent|date|subject|reply-to):.*"
_MAIL = re.compile(
    rf"^[ \t]*>.*|^[ \t]*on .{{6,80}} wrote:[ \t]*$|^{_HEADER}\n(?:{_HEADER}(?:\n|\Z))+"
    r"|^[ \t]*(?:-+ ?(?:original|forwarded) message ?-+|begin forwarded message:)"
    r"(?:.|\n)*",
    re.IGNORECASE | re.MULTILINE,
)
"""lines of a pasted mail that its reader did not write"""


@lru_cache(maxsize=64)
def passages(text: str) -> tuple[Span, ...]:
    """Return what can be picked of a text, in the order written.

    These are its sentences, and of one of more than 30 words its clauses too; without
    what somebody else wrote in a mail, and without stretches too long to be a sentence.
    """
    mail = [Span(*each.span()) for each in _MAIL.finditer(text)]
    return tuple(
        passage
        for sentence in _sentences(text)
        if not any(each.start <= sentence.start < each.end for each in mail)
        for passage in _offered(text, sentence)
    )


def _offered(text: str, sentence: Span) -> Iterator[Span]:
    if _is_sentence(text, sentence):
        yield sentence
    if len(words_in(text[sentence.start : sentence.end])) > LONG:
        parts = clauses(text, sentence)
        if len(parts) > 1:
            yield from (part for part in parts if _is_sentence(text, part))


def _is_sentence(text: str, span: Span) -> bool:
    words = text[span.start : span.end]
    return len(words) <= MOST_LETTERS and len(words_in(words)) <= MOST


def marked(text: str, passage: Span) -> str:
    """Return a passage on one line, with … where its sentence goes on beside it."""
    whole = sentence_around(text, passage.start) or passage
    left = "… " if _has_words(text[whole.start : passage.start]) else ""
    right = " …" if _has_words(text[passage.end : whole.end]) else ""
    return f"{left}{clean_line(text[passage.start : passage.end])}{right}"


def _has_words(text: str) -> bool:
    return any(each.isalnum() for each in text)


def sentence_around(text: str, place: int) -> Span | None:
    """Return the sentence that begins at `place` or last before it."""
    sentences = _sentences(text)
    at = bisect_right(sentences, place, key=lambda each: each.start) - 1
    return sentences[at] if at >= 0 else None


_sentences = lru_cache(maxsize=64)(spans)
