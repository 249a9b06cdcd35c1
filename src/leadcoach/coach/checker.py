"""The promise: every quotation that is shown is a slice of what the person wrote.

A sentence is dropped for a quotation that is no slice, for having neither quotation nor
sentence numbers, for speaking as "I" and for markup; for nothing else. Lists of words only
give reasons to ask once more.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from leadcoach.coach.packet import Idea, Packet
from leadcoach.coach.reply import items_of, line_of, table_in
from leadcoach.domain.reading import CoachSentence, Quote

FEWEST_QUOTES, FEWEST_PORTRAIT, FEWEST_BESIDE = 2, 2, 1
PARTS = ("portrait", "beside")
_LONGEST_GAP = 60
"""characters that … may stand for"""

# Quotations

_PAIRS = str.maketrans("„‟«‹「『❝〝»›」』❞〞＂", '““““““““””””””"')
_MARKED = re.compile(
    r"“([^“”\n]{1,600})[“”]"
    r'|"([^"\n]{1,600})"'
    r"|(?<!\w)[‘‚']([^‘\n]{2,600}?)[’'](?!\w)"
)
"""what stands in quotation marks"""
_STRAY = re.compile('[“”"]')
_LIKE = {
    **dict.fromkeys('‘’‚‛`´′“”„‟«»″"＂‹›<>', "'"),  # <> are sent as ‹›
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    "…": "...",
}
_UNSEEN = re.compile(
    "[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1f\x7f-\x9f]"
)
# Scripts that set no spaces between words.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # fmt: skip
_NOT = (
    r"(?:\b(?:not|never|no|none|nobody|without|hardly|barely|rarely|seldom|cannot"
    r"|nicht|kein\w*|nie|niemand|pas|jamais|nunca|non|mai|niet|geen|inte|ikke)\b|n't\b)"
)
_TURNS = re.compile(_NOT + r"[^.,;:!?\n]{0,24}$")
_CUT = re.compile(r"\s*(?:…|\.\.\.|\[[^\]]*\])\s*")


@lru_cache(maxsize=256)
def _plain(text: str) -> tuple[str, tuple[int, ...]]:
    """Return `text` as it is compared, and for each of its characters the place in it."""
    out: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if _UNSEEN.match(char):
            continue
        if char.isspace():
            if out and out[-1] != " ":
                out.append(" ")
                places.append(place)
            continue
        like = unicodedata.normalize("NFKD", _LIKE.get(char, char)).casefold()
        out += like
        places += [place] * len(like)
    return "".join(out), tuple(places)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether text[start:end] begins and ends where words do."""
    after = text[end : end + 1]
    if after and unicodedata.combining(after):
        return False
    edges = (text[max(0, start - 1) : start + 1], text[end - 1 : end + 1])
    return not any(
        len(each) > 1 and each.isalnum() and not _UNSPACED.search(each)
        for each in edges
    )


def _places(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where `words` stand in `text`: to the letter, or but for typography."""
    for sought, whole, at in (
        (words, text, None),
        (_plain(words)[0].strip(), *_plain(text)),
    ):
        start = whole.find(sought) if sought else -1
        while start >= 0:
            end = start + len(sought)
            if _stands_alone(whole, start, end):
                yield (at[start], at[end - 1] + 1) if at else (start, end)
            start = whole.find(sought, start + 1)


def _is_turned(quote: Quote, sources: Mapping[str, str], before: str) -> bool:
    """Tell whether a "not" right before the words was left out, and not said `before`."""
    text = sources[quote.answer]
    if not _TURNS.search(_plain(text[max(0, quote.start - 40) : quote.start])[0]):
        return False
    last = " ".join(_plain(before)[0].split()[-4:])
    return not re.search(_NOT, last)


def _slices(
    words: str, sources: Mapping[str, str], before: str = "", near: Sequence[Quote] = ()
) -> tuple[list[Quote], str]:
    """Return the slices that a quotation is made of, or the rule that it breaks.

    `before` is the sentence up to it; `near` are passages where it is looked for first.
    """
    pieces = [each for each in _CUT.split(words) if len(each.split()) > 1] or [words]
    chosen: list[Quote] = []
    for piece in pieces:
        sought = piece.strip().strip(" .,;:!?…").strip()
        is_long = len(sought) > 1 or _UNSPACED.match(sought)
        found = [
            Quote(text[start:end], name, start, end)
            for name, text in sources.items()
            for start, end in (_places(sought, text) if is_long else ())
        ]
        found.sort(key=lambda each: not any(map(each.overlaps, near)))
        if chosen:
            fits = [each for each in found if _follows(chosen[-1], each, sources)]
        else:
            fits = [each for each in found if not _is_turned(each, sources, before)]
        if not fits:
            return [], "turned" if found and not chosen else "no-slice"
        chosen.append(fits[0])
    return chosen, ""


def _follows(one: Quote, other: Quote, sources: Mapping[str, str]) -> bool:
    """Tell whether a piece goes on after another, with no "not" in the gap."""
    if one.answer != other.answer or other.start < one.end:
        return False
    gap = sources[one.answer][one.end : other.start]
    return len(gap) <= _LONGEST_GAP and not re.search(_NOT, _plain(gap)[0])


class ReadSentence(NamedTuple):
    """A sentence with what stands in its marks looked up."""

    shown: str
    """with the person's own spelling; what is not theirs has no marks"""
    plain: str
    """what stands outside quotation marks"""
    quotes: tuple[Quote, ...]
    unknown: tuple[tuple[str, str], ...]
    """the rule that a quotation breaks, and its words"""


def read(says: str, packet: Packet, near: Sequence[Quote] = ()) -> ReadSentence:
    """Return a sentence of a model with its quotations looked up."""
    says = says.translate(_PAIRS)
    defined = {
        key: each for idea in packet.ideas for key, each in idea.definitions.items()
    }
    shown, plain, last = "", "", 0
    quotes: list[Quote] = []
    unknown: list[tuple[str, str]] = []
    for mark in _MARKED.finditer(says):
        words = next(each for each in mark.groups() if each is not None)
        between, last = says[last : mark.start()], mark.end()
        found, rule = _slices(words, packet.answers, says[: mark.start()], near)
        own = found or _slices(words, defined)[0]
        quotes += found
        unknown += [] if own else [(rule, words)]
        shown += _STRAY.sub("", between) + (
            " … ".join(f"“{each.text}”" for each in own) or _STRAY.sub("", words)
        )
        plain += between + " "
    plain += says[last:]
    shown = " ".join((shown + _STRAY.sub("", says[last:])).split())
    return ReadSentence(shown, plain, tuple(quotes), tuple(unknown))


# Prose

_ANY_CASE = re.IGNORECASE
_MARKUP = re.compile(
    r"https?://|www\.|^\s*(?:#|[-*•] |\d+[.)] )|\*\*|\*\w|__|```|`|</?[a-z!]|!\[|\]\("
)
_AS_I = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|my|myself)\b")
_ENGLISH = re.compile(r"\b(?:the|and|of|to|was|is|am|that|it|in|you|your)\b", _ANY_CASE)
_TO_YOU = re.compile(r"\byou(?:r|rs|rself)?\b", _ANY_CASE)
_HEDGE = re.compile(
    r"\b(?:seems?|may|might|perhaps|reads? (?:like|as)|appears?|sounds?)\b"
)
_ME = re.compile(r"\b(?:I|me|my|mine|myself)\b")
_CLOSED = re.compile(
    r"(?:and |but |so |then )?(?:do|does|did|is|are|was|were|have|has|had|can|could|would"
    r"|will|should|may|might|what if|what would happen if|how about|why)\b",
    _ANY_CASE,
)
_LONGEST_QUESTION = 240


@cache
def _rules() -> Mapping[str, Mapping[str, str]]:
    path = Path(__file__).parent / "rules.en.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def flagged(text: str) -> Iterator[tuple[str, str]]:
    """Yield words that read as praise, advice or a label, each behind its rule."""
    for rule, words in _rules()["words"].items():
        for hit in re.finditer(rf"\b(?:{words})\b", text, _ANY_CASE):
            yield rule, hit[0]


@dataclass(frozen=True)
class Reason:
    """Something that is wrong with a reply."""

    where: str
    """`portrait 2`, or the name of a part"""
    rule: str
    detail: str = ""


@dataclass(frozen=True)
class CheckedReply:
    """What of a reply may be shown, and why the rest may not."""

    sentences: tuple[CoachSentence, ...] = ()
    threads: tuple[CoachSentence, ...] = ()
    question: str = ""
    """one question in the place of a reading: the answers told too little"""
    reasons: tuple[Reason, ...] = ()
    dropped: int = 0
    enough: bool = False
    """whether it can be shown"""

    @property
    def again(self) -> str:
        """Return what to say to the model so that it mends its answer."""
        how = _rules()["how"]
        lines = [
            f"- {each.where}: “{each.detail}”: {how[each.rule]}.".replace(" “”:", "")
            for each in self.reasons
        ]
        return "\n".join(
            dict.fromkeys(("Mend these and answer again in full:", *lines))
        )


def check(reply: str | Mapping[str, Any], packet: Packet) -> CheckedReply:
    """Return what of a reply may be shown; whatever the reply is, it raises nothing."""
    table = table_in(reply)
    if table is None:
        return CheckedReply(reasons=(Reason("reply", "no-form"),))
    checker = SentenceChecker(packet)
    asked = checker.question("too_little", line_of(table, "too_little"))
    parts = {
        part: [
            (checker.sentence(part, f"{part} {at}", says, numbers), says)
            for at, (says, numbers) in enumerate(items_of(table, part, "says"), 1)
        ]
        for part in PARTS
    }
    if asked and not any(kept for said in parts.values() for kept, _ in said):
        return CheckedReply(question=asked.text, enough=True)
    sentences = [kept for kept, _ in parts["portrait"] if kept]
    sentences += _with_authors(parts["beside"], packet.ideas)
    sentences = list({each.text: each for each in sentences}.values())
    lines = enumerate(items_of(table, "threads", "ask"), 1)
    threads = [checker.question(f"thread {at}", *each) for at, each in lines]
    dropped = sum(kept is None for said in parts.values() for kept, _ in said)
    found = CheckedReply(
        tuple(sentences),
        tuple(each for each in threads if each),
        reasons=tuple(checker.reasons),
        dropped=dropped,
    )
    return _judged(found, packet)


class SentenceChecker:
    """Checks sentences against one packet, and collects what is wrong with them."""

    def __init__(self, packet: Packet) -> None:
        self.reasons: list[Reason] = []
        self._packet = packet
        self._authors = [each.author for each in packet.ideas]

    def question(
        self, where: str, line: str, numbers: Sequence[str] = ()
    ) -> CoachSentence | None:
        """Return an open question with quotations that are slices, or None.

        It is one question: no yes or no, no why, no what if.
        """
        is_one = line.endswith(("?", "？")) and line.count("?") + line.count("？") == 1
        is_open = is_one and len(line) <= _LONGEST_QUESTION and not _CLOSED.match(line)
        if is_open:
            return self.sentence("thread", where, line, numbers)
        self.reasons += [Reason(where, "not-open", line[:80])] if line else []
        return None

    def sentence(
        self, part: str, where: str, says: str, numbers: Sequence[str] = ()
    ) -> CoachSentence | None:
        """Return a sentence with the person's own spelling in it; None where it is dropped."""
        written = self._packet.writing
        says = written.mask.restored(says)
        rests_on = tuple(each for each in numbers if each in written.numbers)
        found = read(says, self._packet, [written.numbers[each] for each in rests_on])
        wrong = [(rule, words[:80]) for rule, words in found.unknown]
        is_of_idea = _names(says, self._authors) and not _TO_YOU.search(found.plain)
        has_ground = rests_on or is_of_idea or _MARKED.search(says.translate(_PAIRS))
        breaks = {
            # A mark without its pair: nothing may look quoted unchecked.
            "no-slice": _STRAY.search(found.plain),
            "markup": _MARKUP.search(found.plain),
            "speaks-as-i": _AS_I.search(found.plain) and _ENGLISH.search(found.plain),
            "no-evidence": part in PARTS and not has_ground,
        }
        wrong += [(rule, says[:60]) for rule, breaks_it in breaks.items() if breaks_it]
        doubts = wrong or self._doubts(says, found)
        self.reasons += [Reason(where, *each) for each in doubts]
        return (
            None if wrong else CoachSentence(part, found.shown, rests_on, found.quotes)
        )

    def _doubts(self, says: str, found: ReadSentence) -> Iterator[tuple[str, str]]:
        """Yield what is worth asking once more for, though it can be shown."""
        own = " ".join(self._packet.answers.values()).casefold()
        for rule, words in flagged(found.plain):
            if words.casefold() not in own:  # what the person said may be said back
                yield rule, words
        for quote in found.quotes:
            head = says.translate(_PAIRS).partition(f"“{quote.text}")[0]
            if _ME.search(quote.text) and not head.rstrip().endswith(":"):
                yield "voice", quote.text


def _names(text: str, authors: Iterable[str]) -> list[str]:
    return [each for each in authors if each.casefold() in text.casefold()]


def _with_authors(
    beside: Sequence[tuple[CoachSentence | None, str]], ideas: Sequence[Idea]
) -> Iterator[CoachSentence]:
    """Yield the sentences; where one that named an author is gone, the idea in its place.

    The next would otherwise hang in the air: "his definition has no clock in it".
    """
    by_author = {each.author: each for each in ideas}
    last = gone = ""
    for kept, says in beside:
        named = _names(says, by_author)
        if kept is None:
            gone = named[-1] if named and named[-1] != last else gone
            continue
        if gone and not named:
            yield CoachSentence("beside", by_author[gone].opening)
        yield kept
        last, gone = [gone or last, *named][-1], ""


def _judged(found: CheckedReply, packet: Packet) -> CheckedReply:
    """Return it with what is wrong with the whole, and whether it can be shown."""
    said = {
        part: " ".join(each.text for each in found.sentences if each.part == part)
        for part in PARTS
    }
    quotes = {each for one in found.sentences for each in one.quotes}
    whole, authors = " ".join(said.values()), [each.author for each in packet.ideas]
    reasons = []
    is_english = _ENGLISH.search(whole) is not None
    is_to_them = not is_english or _TO_YOU.search(whole) is not None
    if not is_to_them:
        reasons.append(Reason("reading", "not-to-you"))
    if is_english and said["portrait"] and not _HEDGE.search(said["portrait"]):
        reasons.append(Reason("portrait", "too-sure"))
    missing = [each for each in authors if each not in _names(said["beside"], authors)]
    reasons += [Reason(each, "no-author") for each in missing if said["beside"]]
    answers = {each.answer for each in quotes}
    numbers = packet.writing.numbers
    sides = {name[0] for name, each in numbers.items() if each.answer in answers}
    if len(sides & {"b", "s"}) == 1:
        reasons.append(Reason("reading", "one-sided"))
    counts = [sum(each.part == part and bool(each.quotes or each.rests_on)
                  for each in found.sentences) for part in PARTS]  # fmt: skip
    enough = len(quotes) >= FEWEST_QUOTES and is_to_them
    enough = enough and counts[0] >= FEWEST_PORTRAIT and counts[1] >= FEWEST_BESIDE
    if not enough:
        reasons.append(Reason("reading", "too-little"))
    return replace(found, reasons=(*found.reasons, *reasons), enough=enough)


# The conversation after a reading: the program counts, and a bad question is replaced.

MOST_TURNS = 5
_MOST_WORDS = 26
"""words"""
BANK = (
    "What in that matters most to you?",
    "What did you want in that moment?",
    "What did you see in front of you then?",
    "What happened just before?",
    "What else belongs to it?",
)
"""asked where a model's question is none"""
_REFUSED = frozenset({"diagnosis", "praise", "advice", "being", "role"})
"""a question or a remark is easily replaced, so the lists of words refuse here"""


@dataclass(frozen=True)
class Turn:
    """What may be shown of one turn."""

    ask: str
    noticed: str = ""
    enough: bool = False
    """whether this is the last question of the coach"""
    by: str = ""
    """`bank` where the model's question is not shown"""


def check_turn(reply: str | Mapping[str, Any], packet: Packet, at: int) -> Turn:
    """Return what may be shown of the reply after `at` answers in the conversation.

    What was noticed is shown only with the person's own words in it.
    """

    def kept(part: str) -> CoachSentence | None:
        checker, line = SentenceChecker(packet), line_of(table, part)
        is_ask = part == "ask"
        found = (
            checker.question(part, line)
            if is_ask
            else checker.sentence(part, part, line)
        )
        return None if _REFUSED & {each.rule for each in checker.reasons} else found

    table = table_in(reply) or {}
    enough = table.get("enough") is True or at >= MOST_TURNS - 1
    ask, noticed = kept("ask"), kept("noticed")
    if ask is None or len(ask.text.split()) > _MOST_WORDS:
        return Turn(BANK[at % len(BANK)], enough=enough, by="bank")
    said = noticed.text if noticed and noticed.quotes else ""
    return Turn(ask.text, said, enough)
