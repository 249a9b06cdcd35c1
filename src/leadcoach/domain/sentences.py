"""Where the sentences of a text begin and end.

Written for what people type: lists, no capitals, abbreviations, initials, mail that was
wrapped by hand, any script. A wrong guess costs a clumsy sentence, never a word: spans
only point.

The sentence rule is kept to what a browser can do as well: patterns without flags, sets
of characters written out, and the table SHORT_FORMS.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache, partial
from typing import NamedTuple

from leadcoach.domain.text import clean_line, one_of, words_in

_FORMS = {
    "always": "mr mrs ms dr prof st rev sr sra jr hr dra vs cf incl approx fig mme mlle bzw"
    " vgl evtl ggf capt col gen lt sgt gov hon",
    "before a small letter": "etc inc ltd co corp dept esp al min usw",
    "before a number": "no nos nr p pp ca vol ch sec art para jan feb mar apr jun jul aug"
    " sept sep oct nov dec",
}
SHORT_FORMS = {when: tuple(words.split()) for when, words in _FORMS.items()}
"""Words, in small letters, after which a full stop ends no sentence."""

_BEGIN = (
    "I We He She They It The This That There My Our You But And So Then When After Now No"
    " Nobody Everyone Later Next In At On If As Because"
)
OPENERS = tuple(_BEGIN.split())
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


@lru_cache(maxsize=64)
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


@lru_cache(maxsize=64)
def sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences without the signs of a list before them, and no headings.

    A heading is a line that ends with a colon.
    """
    found = (_without_sign(text, each) for each in spans(text))
    return tuple(each for each in found if each is not None)


def _without_sign(text: str, sentence: Span) -> Span | None:
    start, end = sentence
    if _WORD.search(text, text.rfind("\n", 0, start) + 1, start):
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

# Clauses. No parser: words stand in lists, and in doubt nothing is cut, which costs a
# longer passage and never a wrong one. Other languages are cut at semicolons only.


_FEWEST = 4
"""words that a clause has at least"""
_REACH = 700
"""letters before a cut, and behind it, that are looked at"""
_LOOSE = " \t\n\r,;:\u2013\u2014-\uff1b\u061b\xa0"
_DASHES = ("-", "\u2013", "\u2014")
_ENDING = r"'(?:d|ve|m|ll|re|s)(?!\w)"
_WE = r"(?:i|we|he|she|they)(?![\w-])"
_IT = (
    r"(?:it|you|this|that|there|these|those|nobody|everyone|everybody|someone|somebody"
    r"|people|others|some|most|many|both|none)(?![\w-])"
)
_NAMED_BY = one_of("the my our their his her a an one")
_AUXILIARY = (
    one_of(
        "is are was were am has have had do does did can could will would should may"
        " might must cannot said says went goes came comes got gets knew took gave saw"
        " became began used puts tells asks knows feels thinks makes wants needs seems"
        " keeps"
    )
    + r"|\w+n't(?!\w)"
)
_ADVERB = one_of(
    "then now so also honestly still yet maybe perhaps sometimes usually often eventually"
    " finally suddenly instead actually afterwards later twice once somehow meanwhile"
    " again therefore anyway today yesterday tonight"
)
_WHEN = r"(?:last|every|one|next|(?:in|on|at|by)(?: the)?) \w+,? "
"""which has to have a subject behind it: “but last month she …”"""
_SUBORDINATE = rf"(?:(?:and|but|so|yet|that|{_ADVERB})\W+)*" + one_of(
    "when whenever if unless although though while once as after before since until"
    " because whether even where wherever every each"
)
_PLAIN = rf"(?!{_WE}|{_AUXILIARY}|{one_of('who that which and or what to')})[\w'-]+"
_BORDER = (
    r"[;\uff1b\u061b](?![)(DPp-])\s*"
    r"|(?P<pause>,?)\s+"
    rf"(?=(?P<by>and|but|so|yet)\s+(?!that {_WE})(?P<between>(?:{_ADVERB},?\s+)*(?:{_WHEN})?)"
    rf"(?P<subject>{_WE}(?:{_ENDING})?(?=\s+(?!(?:and|or|of)\b)\w)"
    rf"|{_IT}(?:{_ENDING}|\s+(?:(?:just|also|still|never|always|all)\s+)?(?:{_AUXILIARY}))"
    rf"|(?P<thing>(?:(?-i:[A-Z])[\w-]+|{_NAMED_BY}\s+{_PLAIN})(?:\s+{_PLAIN}){{0,3}}?)"
    rf"\s+(?:{_AUXILIARY})))"
)
_VERB = rf"\b(?:{_WE}|{_AUXILIARY}|{_IT}{_ENDING})"
_LEFT_OPEN = (
    rf"\b(?:{one_of('both either neither between whether')}"
    rf"|(?<=\w )that\s+(?!{_AUXILIARY})\w"
    r"|(?<!\bi )(?<!\bi'm )(?<!\bwe )(?:sa(?:y|ys|id)|t(?:ell|ells|old)|th(?:ink|inks|ought)"
    r"|kn(?:ow|ows|ew)|fe(?:el|els|lt)|wr(?:ite|ites|ote)"
    rf"|(?:believe|claim|add|shout|complain|insist|hope)(?:s|d|ed)?)\s+(?:\w+\s+)?{_WE})"
)
"""what may go on behind a cut: a "both", a "that", what somebody else said"""
_PURPOSE = re.compile(r"so \S+(?:'ll|'d)\b|so \S+ (?:can|could|would|might|will)")
# Compiled where a text is first cut: it takes 30 ms, which a list need not wait for.
_pattern = cache(partial(re.compile, flags=re.IGNORECASE))
_ONE_OF_US = re.compile(r"\b(?:(?!I\b)[A-Z][\w'-]*|he|she|you)$")
_MINE = rf"\b{_NAMED_BY}(?: [\w'-]+){{1,3}}$"
"""“my deputy”, of “my deputy and I”"""


def clauses(text: str, sentence: Span) -> tuple[Span, ...]:
    """Return the clauses of `sentence`, without the commas between them.

    A sentence is cut only before "and", "but", "so" or "yet" with a subject of its own, or
    at a semicolon; never in speech, in brackets, or where a "when", a "that" or a "both"
    goes on behind the cut. One that is not to be cut is returned as its only clause.
    """
    plain = text.replace("\u2019", "'")
    found: list[Span] = []
    start = sentence.start
    for border in _pattern(_BORDER).finditer(plain, *sentence):
        before = plain[max(start, border.start() - _REACH) : border.start()]
        after = plain[border.end() : min(sentence.end, border.end() + _REACH)]
        so_far = text[sentence.start : border.start() + 1]
        opened = sum(map(so_far.count, "\u201c\u201e\xab(["))
        is_open = opened > sum(map(so_far.count, "\u201d\xbb)]"))
        is_speech = is_open or so_far.count('"') % 2 == 1
        if not is_speech and _is_cut(before, border, after):
            piece = text[start : border.end()].rstrip(_LOOSE)
            found.append(Span(start, start + len(piece)))
            start = border.end()
    return (*found, Span(start, sentence.end))


def _is_cut(before: str, border: re.Match[str], after: str) -> bool:
    if min(len(words_in(before)), len(words_in(after))) < _FEWEST:
        return False
    if before.rstrip()[-1:] in _DASHES or _is_left_open(before, border):
        return False
    if border["by"] is None:
        return bool(_pattern(_VERB).search(before)) == bool(
            _pattern(_VERB).search(after)
        )
    return bool(_pattern(_VERB).search(before)) and not _belongs(before, border, after)


def _is_left_open(before: str, border: re.Match[str]) -> bool:
    """Tell whether what stands before a border may go on behind it."""
    parts = [part.strip().lower() for part in before.split(",")]
    pauses = border["by"] is None or border["pause"]
    opened = [at for at, part in enumerate(parts) if _pattern(_SUBORDINATE).match(part)]
    if opened:
        at = opened[-1]
        around = (parts[:at] if pauses else []) + parts[at + 1 :]
        if not any(map(_pattern(_VERB).search, around)):
            return True
    if border["by"] == "but" and "not only" in before:
        return True
    return not pauses and _pattern(_LEFT_OPEN).search(parts[-1]) is not None


def _belongs(before: str, border: re.Match[str], after: str) -> bool:
    """Tell whether the subject is one half of "my deputy and I", or of a purpose."""
    if border["pause"]:
        return False
    if border["by"] == "and" and border["thing"]:
        return True
    if border["by"] == "so":
        return _PURPOSE.match(after) is not None
    if border["by"] != "and" or border["between"] or "'" in border["subject"]:
        return False
    is_mine = border["subject"] in ("I", "i") and _pattern(_MINE).search(before)
    return bool(is_mine or _ONE_OF_US.search(before))


_HEADER = r"[ \t]*(?:from|to|cc|bcc|sent|date|subject|reply-to):[^\n]*"
_MAIL = re.compile(
    rf"^(?:[ \t]*>[^\n]*|[ \t]*on [^\n]{{6,80}} wrote:[ \t]*(?![^\n])"
    rf"|{_HEADER}\n(?:{_HEADER}(?:\n|(?![^\n])))+"
    r"|[ \t]*(?:-+ ?(?:original|forwarded) message ?-+|begin forwarded message:)"
    r"(?:[^\n]|\n)*)",
    re.IGNORECASE | re.MULTILINE,
)
"""lines of a pasted mail that its reader did not write"""


PATTERNS: Mapping[str, re.Pattern[str]] = {
    "end": _END,
    "opens": _OPENS,
    "dotted": _DOTTED,
    "last_word": _LAST_WORD,
    "list_number": _LIST_NUMBER,
    "sign": _SIGN,
    "line_end": _LINE_END,
    "white": _WHITE,
    "word": _WORD,
    "next": _NEXT,
    "mail": _MAIL,
}
"""by name, what a page in a browser cuts sentences with too"""
NUMBERS: Mapping[str, int] = {
    "wrapped_from": _WRAPPED_FROM,
    "full": _FULL,
    "widest": _WIDEST,
    "long": LONG,
    "most": MOST,
    "most_letters": MOST_LETTERS,
}
"""the same for its numbers"""


@lru_cache(maxsize=64)
def passages(text: str) -> tuple[Span, ...]:
    """Return what can be picked of a text, in the order written.

    These are its sentences, and of one of more than 30 words its clauses too; without
    what somebody else wrote in a mail, and without stretches too long to be a sentence.
    """
    mail = [Span(*each.span()) for each in _MAIL.finditer(text)]
    return tuple(
        passage
        for sentence in sentences(text)
        if not any(each.start <= sentence.start < each.end for each in mail)
        for passage in _offered(text, sentence)
    )


def _offered(text: str, sentence: Span) -> Iterator[Span]:
    parts = [sentence]
    if len(words_in(text[sentence.start : sentence.end])) > LONG:
        parts += clauses(text, sentence)
    for start, end in dict.fromkeys(parts):
        words = text[start:end]
        if len(words) <= MOST_LETTERS and len(words_in(words)) <= MOST:
            yield Span(start, end)


def marked(text: str, passage: Span) -> str:
    """Return a passage on one line, with … where its sentence goes on beside it."""
    whole = sentence_around(text, passage.start) or passage
    left = "… " if words_in(text[whole.start : passage.start]) else ""
    right = " …" if words_in(text[passage.end : whole.end]) else ""
    return f"{left}{clean_line(text[passage.start : passage.end])}{right}"


def sentence_around(text: str, place: int) -> Span | None:
    """Return the sentence that begins at `place` or last before it."""
    found = sentences(text)
    at = bisect_right(found, place, key=lambda each: each.start) - 1
    return found[at] if at >= 0 else None
