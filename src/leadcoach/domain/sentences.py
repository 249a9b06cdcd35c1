"""Where the sentences of a text begin and end.

Written for what people type: lists, no capitals, abbreviations, initials, mail that was
wrapped by hand, any script. A wrong guess costs a clumsy sentence, never a word: spans
only point.

The sentence rule is kept to what a browser can do as well: patterns without flags, sets
of characters written out, and the table SHORT_FORMS.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

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
