"""The page of the mirror: two stories in the person's own words, beside ideas.

Every quotation is a slice of an answer. A block whose key is missing is left out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from typing import NamedTuple

from leadcoach.domain.passages import quotes_in
from leadcoach.domain.reading import Lens, LensPoint, MirrorBlock, Quote, Reading
from leadcoach.domain.sentences import Span, marked
from leadcoach.mirror.comparison import Comparison, Keys, comparison
from leadcoach.mirror.language import (
    Word,
    clauses_in,
    is_english,
    likeliest,
    sentences_of_ours,
    stems,
    words,
)

VERSION = "5"
"""another one may show the same words otherwise"""


@dataclass(frozen=True)
class Heart:
    """The sentence that holds the heart of a story."""

    quote: Quote
    is_taken: bool = False
    """whether leadcoach took it by itself, as nobody could be asked"""


@dataclass(frozen=True)
class ToldStories:
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
        return {**self.best, **self.struggle}


class Held(NamedTuple):
    """What comes of holding up the mirror."""

    reading: Reading
    offers: tuple[str, ...]
    """follow-up questions, in the words in which they are offered"""


def held(
    told: ToldStories,
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


def page(told: ToldStories, lenses: Sequence[Lens] = ()) -> tuple[MirrorBlock, ...]:
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
    told: ToldStories, lenses: Sequence[Lens], ours: Comparison
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


def _pair(told: ToldStories, ours: Comparison | None) -> Iterator[MirrorBlock]:
    for kind, heart in (("best", told.best_heart), ("struggle", told.hard_heart)):
        title = ours.title("mixed" if told.keys.mixed else kind) if ours else ""
        if heart:
            note = ours.title("taken") if heart.is_taken and ours else ""
            yield MirrorBlock(kind, title, note, (heart.quote,))
        elif kind in told.missing and ours:
            yield MirrorBlock(kind, title, ours.title(f"no_{kind}"))


def _shared(told: ToldStories, ours: Comparison) -> Iterator[MirrorBlock]:
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


class FoundWord(NamedTuple):
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
) -> tuple[FoundWord, FoundWord] | None:
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
    name: str, first: Sequence[FoundWord], second: Sequence[FoundWord], under: set[str]
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


def _nicest(found: Sequence[FoundWord], shown: Sequence[Quote]) -> FoundWord | None:
    """Return where the word stands in a clause that can be shown, the best first."""
    short = [each for each in found if len(each.clause.text) <= _LONGEST]
    return min(
        short,
        key=lambda each: (not each.owned, any(map(each.clause.overlaps, shown))),
        default=None,
    )


def _by_stem(texts: Mapping[str, str]) -> Mapping[str, list[FoundWord]]:
    found: dict[str, list[FoundWord]] = {}
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
            found.setdefault(word.stem, []).append(FoundWord(word, clause, owned))
            before.append(word.low)
    return found


# Follow-up questions: at most three, each with a whole clause of the person's own. They go
# by what the person said is hard, and by turns of phrase in what they wrote.

MOST = 3
_LONGEST_QUOTED = 30
"""words of a sentence that is quoted whole; of a longer one the clause"""
_LOOSE = " \t\n.,;:"
_PAIRS = (('"', '"'), ("\u201c", "\u201d"), ("(", ")"))
_PLAIN_WORD = re.compile(r"[\w']+")
_CURLY, _STRAIGHT = "\u2019", "'"


@dataclass(frozen=True)
class Probe:
    """A question of the bank: for what is hard, for a turn of phrase, or for anything."""

    ask: str
    """with `{q}` where the person's own words stand"""
    about: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class OfferedQuestion:
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
) -> tuple[OfferedQuestion, ...]:
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
        offered.append(OfferedQuestion(ask, ask.replace("{q}", said), quote))
    return tuple(offered)


def _by_words(
    probes: Sequence[Probe], texts: Mapping[str, str], chosen: Sequence[Quote]
) -> list[tuple[Probe, Quote]]:
    """Return questions for turns of phrase, those in a picked sentence first."""
    told = sorted(_clauses(texts), key=lambda each: not any(map(each.overlaps, chosen)))
    # Words in small letters, each between two spaces.
    lower = ((each, each.text.lower().replace(_CURLY, _STRAIGHT)) for each in told)
    plain = [(each, f" {' '.join(_PLAIN_WORD.findall(text))} ") for each, text in lower]
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
            for part in [sentence] if len(whole) <= _LONGEST_QUOTED else parts:
                if len(text[part.start : part.end].split()) <= _LONGEST_QUOTED:
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
