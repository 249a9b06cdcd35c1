"""Follow-up questions: at most three, each with a whole clause of the person's own.

They go by what the person said is hard, and by turns of phrase in what they wrote.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import tomli

from leadcoach.domain.reading import Quote
from leadcoach.domain.sentences import Span, marked
from leadcoach.mirror.language import clauses_in

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
    name = language.split("-")[0].lower()
    path = Path(__file__).parent / f"follow-ups.{name}.toml"
    if not name.isalpha() or not path.is_file():
        return ()
    rows = tomli.loads(path.read_text(encoding="utf-8"))["probe"]
    return tuple(
        Probe(ask, tuple(row.get("about", ())), tuple(row.get("words", ())))
        for row in rows
        for ask in row["ask"]
    )


class _Account(NamedTuple):
    """What was told, what of it was picked, and what the person says is hard."""

    hard: Mapping[str, str]
    texts: Mapping[str, str]
    about: Sequence[str]
    picked: Sequence[Quote]
    told: Sequence[tuple[Quote, str]]
    """what can be quoted of it, those in a picked sentence first, and its plain words"""


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
    fresh = [probe for probe in probes if probe.ask not in asked]
    texts = {**hard, **(rest or {})}
    trimmed = [_trimmed(each, texts) for each in picked if each.answer in texts]
    chosen = [each for each in trimmed if not any(_lone_marks(each.text))]
    told = [(each, _plain(each.text)) for each in _clauses(texts)]
    told.sort(key=lambda each: not any(map(each[0].overlaps, chosen)))
    edges = [each.replace("_", "-") for each in about]
    account = _Account(hard, texts, edges, chosen, told)
    found: list[Offered] = []
    near = (_by_words, _by_about, _by_words, _by_about, _by_words)
    for way in (*near, _in_general, _in_general):
        if len(found) < MOST:
            found += _first(way(fresh, account), found, texts)
    return tuple(found)


_Way = Iterator[tuple[Probe, Quote]]


def _first(
    pairs: _Way, found: Sequence[Offered], texts: Mapping[str, str]
) -> list[Offered]:
    asks = {each.key for each in found}
    for probe, quote in pairs:
        is_new = not any(quote.overlaps(each.quote) for each in found)
        if probe.ask not in asks and is_new:
            said = marked(texts[quote.answer], Span(quote.start, quote.end))
            return [Offered(probe.ask, probe.ask.replace("{q}", said), quote)]
    return []


def _by_words(probes: Sequence[Probe], account: _Account) -> _Way:
    """Yield questions for turns of phrase, those in a picked sentence first."""
    for probe in probes:
        turns = [f" {phrase.lower()} " for phrase in probe.words]
        yield from (
            (probe, quote)
            for quote, plain in account.told
            if any(turn in plain[_before(turn) :] for turn in turns)
        )


def _before(turn: str) -> int:
    """Return how much has to stand before a turn of phrase: of a "but", something."""
    return 1 if turn.startswith(" but ") else 0


def _plain(text: str) -> str:
    """Return the words of a text in small letters, each between two spaces."""
    return f" {' '.join(_WORD.findall(text.lower().replace(_CURLY, _STRAIGHT)))} "


def _by_about(probes: Sequence[Probe], account: _Account) -> _Way:
    """Yield questions for what is hard, beside what the person picked of it."""
    near = [each for each in account.picked if each.answer in account.hard]
    for label in account.about:
        for probe in probes:
            if label in probe.about:
                yield from ((probe, each) for each in near)


def _in_general(probes: Sequence[Probe], account: _Account) -> _Way:
    for probe in probes:
        if not probe.about and not probe.words:
            yield from ((probe, each) for each in account.picked)


def _trimmed(quote: Quote, texts: Mapping[str, str]) -> Quote:
    return _bare(texts[quote.answer], quote.answer, Span(quote.start, quote.end))


def _clauses(texts: Mapping[str, str]) -> Iterator[Quote]:
    """Yield what can be quoted: short sentences whole, long ones by the clause."""
    for answer, text in texts.items():
        for sentence, parts in clauses_in(text):
            whole = text[sentence.start : sentence.end].split()
            for part in [sentence] if len(whole) <= _LONGEST else parts:
                if len(text[part.start : part.end].split()) <= _LONGEST:
                    quote = _bare(text, answer, part)
                    yield from () if any(_lone_marks(quote.text)) else (quote,)


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
