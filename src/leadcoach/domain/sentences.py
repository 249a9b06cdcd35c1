"""Where the sentences of a text begin and end.

Written for what people type: lists, no capitals, abbreviations, initials, mail that was
wrapped by hand, any script. A wrong guess costs a clumsy sentence, never a word: spans
only point.

The sentence rule is kept to what a browser can do as well: patterns without flags, sets
of characters written out, and the table SHORT_FORMS.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from leadcoach.domain.text import clean_line, words_in

SHORT_FORMS: Mapping[str, tuple[str, ...]] = {
    "always": (
        *("mr", "mrs", "ms", "dr", "prof", "st", "rev", "sr", "sra", "jr", "hr", "dra"),
        *("vs", "cf", "incl", "approx", "fig", "mme", "mlle", "bzw", "vgl", "evtl"),
        *("ggf", "capt", "col", "gen", "lt", "sgt", "gov", "hon"),
    ),
    "before a small letter": (
        *("etc", "inc", "ltd", "co", "corp", "dept", "esp", "al", "min", "usw"),
    ),
    "before a number": (
        *("no", "nos", "nr", "p", "pp", "ca", "vol", "ch", "sec", "art", "para"),
        *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct"),
        *("nov", "dec"),
    ),
}
"""Words, in small letters, after which a full stop ends no sentence."""

OPENERS = (
    *("I", "We", "He", "She", "They", "It", "The", "This", "That", "There", "My"),
    *("Our", "You", "But", "And", "So", "Then", "When", "After", "Now", "No"),
    *("Nobody", "Everyone", "Later", "Next", "In", "At", "On", "If", "As", "Because"),
)
"""Words that begin a sentence after "3 p.m."."""

WHITE = (
    r"\t\n\x0b\x0c\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""White space, for a set of a pattern."""
# Sentence_Terminal of Unicode, without what Latin, Greek and Cyrillic share.
TERMINAL = (
    r"\u0589\u061d-\u061f\u06d4\u0700-\u0702\u07f9\u0837\u0839\u083d\u083e\u0964\u0965"
    r"\u104a\u104b\u1362\u1367\u1368\u166e\u1735\u1736\u17d4\u17d5\u1803\u1809\u1944"
    r"\u1945\u1aa8-\u1aab\u1b5a\u1b5b\u1b5e\u1b5f\u1b7d\u1b7e\u1c3b\u1c3c\u1c7e\u1c7f"
    r"\u203c\u203d\u2047-\u2049\u2e2e\u2e3c\u2e53\u2e54\u3002\ua4ff\ua60e\ua60f\ua6f3"
    r"\ua6f7\ua876\ua877\ua8ce\ua8cf\ua92f\ua9c8\ua9c9\uaa5d-\uaa5f\uaaf0\uaaf1\uabeb"
    r"\ufe52\ufe56\ufe57\uff01\uff1f\uff61"
)
_CLOSES = r"[\"'\u201c\u201d\u2019\u00bb\u203a\u300d\u300f\u3011\uff09\uff02)\]*_]*"
_END = re.compile(
    rf"[.!?\u2026]+{_CLOSES}(?:[ \xa0\u202f]\xbb)?(?![^{WHITE}])"
    r"|(?<=[a-z]{3})[.!?](?=(?:I|[A-Z][a-z]+)[ \n'\u2019])"  # no space behind it
    rf"|[{TERMINAL}]+{_CLOSES}|\uff0e(?![0-9\uff10-\uff19])"
    rf"|\n[{WHITE}]*"
)
_OPENS = re.compile(rf"[{WHITE}]+(?:{'|'.join(OPENERS)})(?![A-Za-z0-9_])")
_DOTTED = re.compile(rf"(?:^|[{WHITE}(])(?:[A-Za-z]\.)+[A-Za-z]\.$")
_LAST_WORD = re.compile(r"(?:^|[^A-Za-z0-9_])([A-Za-z]+)\.$")
_LIST_NUMBER = re.compile(rf"(?:^|\n)[{WHITE}]*\(?(?:[0-9]{{1,3}}|[A-Za-z])[.)]$")
_SIGN = re.compile(r"(?:[-*\u2022]|\(?[0-9]{1,3}[.)])[ \t\xa0]+")
_LINE_END = re.compile(r"[ \t]*(?![^\n\r])")
_WHITE = re.compile(f"[{WHITE}]")
_WORD = re.compile(f"[^{WHITE}]+")
_NEXT = re.compile(rf"[{WHITE}]+([^{WHITE}])([^{WHITE}]?)")
_WRAPPED_FROM = 40
"""a line shorter than this was ended by its writer, not by a mail program"""
_FULL = 73
"""columns that a line wrapped by a mail program and the word behind it pass together"""
_WIDEST = 80
"""columns beyond which no mail program wraps"""


class Span(NamedTuple):
    """A stretch of a text: `text[start:end]`."""

    start: int
    end: int


def spans(text: str) -> tuple[Span, ...]:
    """Return the sentences of `text` in order, without the white space around them."""
    found: list[Span] = []
    start = 0
    for end in _END.finditer(text):
        if not _goes_on(text, end, start):
            _add(found, text, start, end.end())
            start = end.end()
    _add(found, text, start, len(text))
    return tuple(found)


def sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences without the signs of a list before them, and no headings.

    A heading is a line that ends with a colon.
    """
    found = (_without_sign(text, each) for each in spans(text))
    return tuple(each for each in found if each is not None)


def _without_sign(text: str, sentence: Span) -> Span | None:
    start, end = sentence
    before = start
    while before and text[before - 1] != "\n":
        before -= 1
        if not _WHITE.match(text[before]):
            return sentence
    if text[end - 1] in ":\uff1a" and _LINE_END.match(text, end):
        return None
    sign = _SIGN.match(text, start, end)
    start = sign.end() if sign else start
    has_words = any(each.isalnum() for each in text[start:end])
    return Span(start, end) if has_words else None


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    while start < end and _WHITE.match(text[start]):
        start += 1
    while start < end and _WHITE.match(text[end - 1]):
        end -= 1
    if any(each.isalnum() for each in text[start:end]):
        found.append(Span(start, end))


def _goes_on(text: str, end: re.Match[str], start: int) -> bool:
    mark = end.group()
    if mark[0] == "\n":
        return _is_wrapped(text, end)
    if mark != ".":
        if "?" in mark or "!" in mark or mark[-1] in "\"'\u201c\u201d\u2019\xbb":
            return _small_follows(text, end)
        pauses = mark in ("...", "..", "\u2026") or mark[-1] == ")"
        # Who writes without capitals begins sentences without them.
        begins = text[start : start + 12]
        return pauses and _small_follows(text, end) and begins != begins.lower()
    before = text[max(start, end.end() - 24) : end.end()]
    if _LIST_NUMBER.search(before):
        return True
    if _DOTTED.search(before):  # "at 3 p.m. and", but not "at 3 p.m. We"
        return not _OPENS.match(text, end.end())
    last = _LAST_WORD.search(before)
    return last is not None and _is_short_form(last.group(1), text, end.end())


def _small_follows(text: str, end: re.Match[str]) -> bool:
    """Tell whether speech or a pause ends, and not its sentence: "Why?" she asked."""
    follows = _NEXT.match(text, end.end())
    if follows is None or not follows[1].islower():
        return False
    return follows[1] != "i" or follows[2].isalnum()


def _is_short_form(token: str, text: str, end: int) -> bool:
    follows = _NEXT.match(text, end)
    after = follows[1] if follows else ""
    small = token.lower()
    # "I." ends a sentence; "M." is somebody's initial, but not in "only M. But I'd".
    is_initial = len(token) == 1 and token.isupper() and token != "I"
    return (
        (is_initial and not _OPENS.match(text, end))
        or (len(token) == 1 and follows is not None and follows[2] == ".")  # z. B.
        or small in SHORT_FORMS["always"]
        or (small in SHORT_FORMS["before a number"] and "0" <= after <= "9")
        or (small in SHORT_FORMS["before a small letter"] and after.islower())
    )


def _is_wrapped(text: str, end: re.Match[str]) -> bool:
    """Tell whether a mail program broke the line here, in the middle of a sentence."""
    if "\n" in end.group()[1:]:
        return False
    line = text[text.rfind("\n", 0, end.start()) + 1 : end.start()]
    size = len(line)
    while size and _WHITE.match(line[size - 1]):
        size -= 1
    if size < _WRAPPED_FROM or line[size - 1] in ".!?:":
        return False
    word = _WORD.match(text, end.end())
    if word is None:
        return False
    full = size <= _WIDEST and size + len(word[0]) >= _FULL
    return word[0][0].islower() or (full and word[0][0].isalpha())


LONG = 30
"""words above which a sentence is offered as its clauses too"""
MOST = 150
"""words above which a stretch is no sentence: a text without a full stop"""
MOST_LETTERS = 1000
"""the same for scripts without spaces"""

_FEWEST = 4
"""words that a clause has at least"""
_REACH = 120
"""words before a cut that are looked at"""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_CONJUNCTIONS = _listed("and but so yet")
_PRONOUNS = _listed("i we he she they")
_OTHERS = _listed(
    "it you this that there these those nobody everyone everybody someone somebody"
    " people others some most many both none"
)
_NAMED_BY = _listed("the my our their his her a an one some this that these those")
_CONTRACTED = re.compile(r"['\u2019](?:d|ve|m|ll|re|s)$")
_AUXILIARY = _listed(
    "is are was were am has have had do does did can could will would should may might"
    " must cannot said says went goes came comes got gets knew took gave saw became began"
    " used puts tells asks knows feels thinks makes wants needs seems keeps"
)
_BESIDE = _listed(
    "just also still then never always really all both now soon only even"
)
_ADVERBS = _listed(
    "then now so also honestly still yet maybe perhaps sometimes usually often eventually"
    " finally suddenly instead actually afterwards later twice once somehow meanwhile"
    " again therefore anyway today yesterday tonight"
)
_BEFORE_PLACE = _listed("in at by on after before for during")
_BEFORE_TIME = _BEFORE_PLACE | _listed("last this next every that one two three")
_TIMES = _listed(
    "end time moment morning evening afternoon night day days week weeks month months year"
    " years weekend minute minutes hour hours while point start beginning first"
    " once monday tuesday wednesday thursday friday saturday sunday january february march"
    " april may june july august september october november december spring summer autumn"
    " winter course christmas easter"
)
_SUBORDINATE = _listed(
    "when whenever if unless although though while once as after before since until"
    " because whether even where wherever every each"
)
_PAIRED = _listed("both either neither between whether")
_SAY = _listed(
    "say says said tell tells told think thinks thought know knows knew feel feels felt"
    " believe believes believed claim claims claimed write writes wrote add adds added"
    " shout shouted complain complained insist insisted hope hoped"
)
_WISHED = _listed("can could would wouldn't might will couldn't can't")
_EVERYBODY = _listed("nobody everyone everybody someone somebody")
_NO_BUT = _listed("nothing anything none not all anyone nobody")
_TOKEN = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_SEMICOLON = re.compile("[;\uff1b\u061b](?![)(DPp-])")
_DASHES = ("-", "\u2013", "\u2014")
_LOOSE = " \t\n\r,;:\u2013\u2014-\uff1b\u061b\xa0"
_PAIRS = {**dict.fromkeys("\u201c\u201e\xab([", 1), **dict.fromkeys("\u201d\xbb)]", -1)}
"""marks that open speech or a bracket, and those that close it"""


class _Word(NamedTuple):
    """A word, the marks that stand before it, and whether speech or a bracket is open."""

    start: int
    end: int
    raw: str
    low: str
    gap: str
    is_within: bool

    @property
    def base(self) -> str:
        return _CONTRACTED.sub("", self.low)

    @property
    def is_contracted(self) -> bool:
        return _CONTRACTED.search(self.low) is not None

    @property
    def is_name(self) -> bool:
        return self.raw[0].isupper() and self.base != "i"


def clauses(text: str, sentence: Span) -> tuple[Span, ...]:
    """Return the clauses of `sentence`, without the commas between them.

    A sentence that is not to be cut is returned as its only clause.
    """
    words = _words(text, sentence)
    found: list[Span] = []
    first, start = 0, sentence.start
    for at in range(_FEWEST, len(words) - _FEWEST + 1):
        if at - first < _FEWEST or not _is_border(words, max(first, at - _REACH), at):
            continue
        end = words[at - 1].end + len(words[at].gap.rstrip(_LOOSE))
        found.append(Span(start, end))
        first, start = at, words[at].start
    return (*found, Span(start, sentence.end))


def _words(text: str, span: Span) -> list[_Word]:
    found = []
    end, said, depth = span.start, False, 0
    for each in _TOKEN.finditer(text, span.start, span.end):
        gap = text[end : each.start()]
        said ^= gap.count('"') % 2 == 1
        depth = max(0, depth + sum(map(_PAIRS.get, gap, repeat(0))))
        low = each[0].lower().replace("\u2019", "'")
        found.append(_Word(*each.span(), each[0], low, gap, said or depth > 0))
        end = each.end()
    return found


def _is_border(words: Sequence[_Word], first: int, at: int) -> bool:
    word, piece = words[at], words[first:at]
    if word.is_within or word.gap[-1:] in _DASHES or _is_left_open(piece, word):
        return False
    if _SEMICOLON.search(word.gap):
        return _has_verb(piece) == _has_verb(words[at : at + _REACH])
    if word.low not in _CONJUNCTIONS or not word.gap[-1:].isspace():
        return False
    subject = _subject_at(words, at)
    if subject is None or not _has_verb(piece):
        return False
    return not _belongs_to(words, first, at, subject)


def _subject_at(words: Sequence[_Word], at: int) -> int | None:
    """Return where the subject stands that the conjunction at `at` brings along."""
    begin = at + 1
    if words[at].low == "so" and words[begin].low == "that":
        return begin if _verb_follows(words, begin) else None
    while begin < len(words) and words[begin].low in _ADVERBS:
        begin += 1
    if _is_subject(words, begin, at):
        return begin
    if begin < len(words) and words[begin].low in _BEFORE_TIME:
        for place in range(begin + 1, min(begin + 5, len(words))):
            if _is_time(words, begin, place) and _is_subject(words, place, at):
                return place
    return None


def _is_time(words: Sequence[_Word], begin: int, end: int) -> bool:
    """Tell whether a stretch only says when: "in March", "after that", "at the gate,"."""
    last = words[end - 1]
    if last.low in ("that", "this"):
        return words[end - 2].low in ("after", "before") and end - begin == 2
    if last.low in _TIMES:
        return True
    return "," in words[end].gap and words[begin].low in _BEFORE_PLACE


def _is_subject(words: Sequence[_Word], place: int, conjunction: int) -> bool:
    if place >= len(words):
        return False
    word = words[place]
    if word.base in _PRONOUNS:
        follows = words[place + 1].low if place + 1 < len(words) else ""
        return follows not in ("", "and", "or", "of")
    if word.base in _OTHERS:
        last = place + 1 == len(words)
        acts = not last and words[place + 1].low.endswith("ed")
        is_told = word.base in _EVERYBODY and acts
        return word.is_contracted or is_told or _verb_follows(words, place)
    strict = words[conjunction].low == "and" and "," not in words[conjunction].gap
    if strict or not (word.is_name or word.low in _NAMED_BY):
        return False
    return any(
        _verb_follows(words, place + more) and _is_plain(words, place, place + more)
        for more in range(0 if word.is_name else 1, 5)
    )


def _is_plain(words: Sequence[_Word], place: int, last: int) -> bool:
    """Tell whether a thing is named from `place` to `last`, and nothing is said of it."""
    inner = words[place + 1 : last + 1]
    barred = (
        _PRONOUNS | _AUXILIARY | {"who", "that", "which", "and", "or", "what", "to"}
    )
    return not any(
        word.base in barred or word.is_name or "," in word.gap for word in inner
    )


def _verb_follows(words: Sequence[_Word], place: int) -> bool:
    at = place + 1
    while at < len(words) and words[at].low in _BESIDE:
        at += 1
    if at >= len(words):
        return False
    return words[at].low in _AUXILIARY or words[at].low.endswith("n't")


def _has_verb(words: Sequence[_Word]) -> bool:
    return any(
        word.base in _PRONOUNS
        or word.low in _AUXILIARY
        or word.low.endswith("n't")
        or (word.base in _OTHERS and word.is_contracted)
        for word in words
    )


def _is_left_open(piece: Sequence[_Word], following: _Word) -> bool:
    """Tell whether what stands before `following` may go on behind it."""
    parts = _parts(piece)
    pauses = "," in following.gap or ";" in following.gap
    opened = [at for at, part in enumerate(parts) if _opening(part) in _SUBORDINATE]
    if opened:
        at = opened[-1]
        around = parts[:at] + parts[at + 1 :] if pauses else parts[at + 1 :]
        if not any(map(_has_verb, around)):
            return True
    lows = [word.low for word in piece]
    if following.low == "but" and (lows[-1] in _NO_BUT or {"not", "only"} <= {*lows}):
        return True
    if pauses:
        return False
    return bool(_PAIRED & {word.low for word in parts[-1]}) or _is_reported(parts[-1])


def _parts(piece: Sequence[_Word]) -> list[list[_Word]]:
    """Return the words of a piece between its commas."""
    parts: list[list[_Word]] = [[]]
    for word in piece:
        if "," in word.gap and parts[-1]:
            parts.append([])
        parts[-1].append(word)
    return parts


def _opening(part: Sequence[_Word]) -> str:
    for word in part:
        if word.low not in _CONJUNCTIONS | _ADVERBS | {"that"}:
            return word.low
    return ""


def _is_reported(part: Sequence[_Word]) -> bool:
    """Tell whether a "that", or what somebody else said, may go on behind the part."""
    for at, word in enumerate(part[:-1]):
        follows = part[at + 1]
        if word.low == "that" and at and follows.low not in _AUXILIARY:
            return True
        said = word.low in _SAY and at > 0 and part[at - 1].base not in ("i", "we")
        if said and any(each.base in _PRONOUNS for each in part[at + 1 : at + 3]):
            return True
    return False


def _belongs_to(words: Sequence[_Word], first: int, at: int, subject: int) -> bool:
    """Tell whether the subject is one half of "my deputy and I", or of a purpose."""
    word, conjunction = words[subject], words[at]
    follows = words[subject + 1].low if subject + 1 < len(words) else ""
    if "," in conjunction.gap:
        return False
    if conjunction.low == "so":
        return follows in _WISHED or word.low.endswith(("'ll", "'d"))
    if conjunction.low != "and" or subject != at + 1 or word.is_contracted:
        return False
    before = words[at - 1]
    if before.is_name or before.low in ("he", "she", "you"):
        return True
    near = words[max(first, at - 4) : at - 1]
    return word.base == "i" and any(each.low in _NAMED_BY for each in near)


# --- passages

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
    found = _sentences(text)
    at = bisect_right(found, place, key=lambda each: each.start) - 1
    return found[at] if at >= 0 else None


_sentences = lru_cache(maxsize=64)(sentences)
