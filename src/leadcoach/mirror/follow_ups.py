"""Follow-up questions: at most three, each with a whole clause of the person's own.

They go by what the person said is hard, and by turns of phrase in what they wrote.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from leadcoach.domain.reading import Quote
from leadcoach.domain.sentences import Span, marked
from leadcoach.mirror.language import clauses_in, sentences_of_ours

MOST = 3
_LONGEST = 30
"""words of a sentence that is quoted whole; of a longer one the clause"""
_LOOSE = " \t\n.,;:"
_PAIRS = (('"', '"'), ("\u201c", "\u201d"), ("(", ")"))
_WORD = re.compile(r"[\w']+")
_CURLY, _STRAIGHT = "\u2019", "'"


@dataclass(frozen=True)
class Probe:
    """A question of the bank: for what is hard, for a turn of phrase, or for anything."""

    ask: str
    """with `{q}` where the person's own words stand"""
    about: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Offered:
    """A follow-up question with the person's words in place."""

    key: str
    """the question as it stands in the bank; remembered, so that it is not asked again"""
    ask: str
    quote: Quote


@cache
def bank(language: str) -> tuple[Probe, ...]:
    """Return the questions of a language such as `en` or `en-GB`, in their order."""
    return tuple(
        Probe(ask, tuple(row.get("about", ())), tuple(row.get("words", ())))
        for row in sentences_of_ours("follow-ups", language).get("probe", ())
        for ask in row["ask"]
    )


def follow_ups(
    probes: Sequence[Probe],
    hard: Mapping[str, str],
    rest: Mapping[str, str] | None = None,
    *,
    about: Sequence[str] = (),
    picked: Sequence[Quote] = (),
    asked: frozenset[str] = frozenset(),
) -> tuple[Offered, ...]:
    """Return at most three questions of the bank.

    `hard` are the texts of what is hard, by answer, and `rest` the others. `picked` is what
    the person picked of them, `about` what they said is hard. `asked` holds keys of
    questions of the last month; those stay away.
    """
    texts = {**hard, **(rest or {})}
    fresh = [probe for probe in probes if probe.ask not in asked]
    bare = (
        _bare(texts[each.answer], each.answer, Span(each.start, each.end))
        for each in picked
        if each.answer in texts
    )
    chosen = [each for each in bare if not any(_lone_marks(each.text))]
    by_words = _by_words(fresh, texts, chosen)
    by_about = [
        (probe, quote)
        for label in about
        for probe in fresh
        if label.replace("_", "-") in probe.about
        for quote in chosen
        if quote.answer in hard
    ]
    general = [
        (probe, quote)
        for probe in fresh
        if not (probe.about or probe.words)
        for quote in chosen
    ]
    found: dict[str, Quote] = {}
    near = (by_words, by_about, by_words, by_about, by_words)
    for pairs in (*near, general, general):
        new = (
            (probe.ask, quote)
            for probe, quote in pairs
            if probe.ask not in found and not any(map(quote.overlaps, found.values()))
        )
        if len(found) < MOST:
            found |= dict(islice(new, 1))
    offered = []
    for ask, quote in found.items():
        said = marked(texts[quote.answer], Span(quote.start, quote.end))
        offered.append(Offered(ask, ask.replace("{q}", said), quote))
    return tuple(offered)


def _by_words(
    probes: Sequence[Probe], texts: Mapping[str, str], chosen: Sequence[Quote]
) -> list[tuple[Probe, Quote]]:
    """Return questions for turns of phrase, those in a picked sentence first."""
    told = sorted(_clauses(texts), key=lambda each: not any(map(each.overlaps, chosen)))
    # Words in small letters, each between two spaces.
    lower = ((each, each.text.lower().replace(_CURLY, _STRAIGHT)) for each in told)
    plain = [(each, f" {' '.join(_WORD.findall(text))} ") for each, text in lower]
    return [
        (probe, quote)
        for probe in probes
        for quote, words in plain
        for turn in (f" {phrase.lower()} " for phrase in probe.words)
        # Before a "but" something has to stand.
        if words.find(turn, turn.startswith(" but ")) >= 0
    ]


def _clauses(texts: Mapping[str, str]) -> Iterator[Quote]:
    """Yield what can be quoted: short sentences whole, long ones by the clause."""
    for answer, text in texts.items():
        for sentence, parts in clauses_in(text):
            whole = text[sentence.start : sentence.end].split()
            for part in [sentence] if len(whole) <= _LONGEST else parts:
                if len(text[part.start : part.end].split()) <= _LONGEST:
                    quote = _bare(text, answer, part)
                    if not any(_lone_marks(quote.text)):
                        yield quote


def _bare(text: str, answer: str, span: Span) -> Quote:
    """Return a passage without the mark it ends with.

    Of speech that goes on outside, the quotation mark is left out too.
    """
    start, end, before = span.start, span.end, -1
    while before != end - start:
        before = end - start
        end = start + len(text[start:end].rstrip(_LOOSE))
        for opening, closing in _lone_marks(text[start:end]):
            if text[end - 1] == closing:
                end -= 1
            elif text[start] == opening:
                start += 1
    return Quote(text[start:end], answer, start, end)


def _lone_marks(words: str) -> Iterator[tuple[str, str]]:
    """Yield the pairs of marks of which one stands without the other."""
    for opening, closing in _PAIRS:
        opened, closed = words.count(opening), words.count(closing)
        if opened % 2 if opening == closing else opened != closed:
            yield opening, closing
