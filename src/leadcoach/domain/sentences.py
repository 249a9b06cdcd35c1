"""Where the sentences of a text begin and end.

Written for what people type: lists, no capitals, abbreviations, initials, mail that was
wrapped by hand. A wrong guess costs a clumsy sentence, never a word: spans only point.
"""

import re
from typing import NamedTuple

_CLOSING = r"[\"'\u201d\u2019\u00bb)\]*_]*"
_END = re.compile(
    rf"[.!?\u2026]+{_CLOSING}(?=\s|$)"
    r"|(?<=[a-z]{3})[.!?](?=(?:I|[A-Z][a-z]+)(?:\s|'|\u2019))"  # no space behind it
    # Chinese and Japanese, Arabic and Urdu, Hindi, Amharic, Burmese, Khmer
    "|[\u3002\uff01\uff1f\uff61]+[\u300d\u300f\u201d\u2019\uff09]*"
    "|[\u061f\u06d4\u0964\u0965\u1362\u104b\u17d4]+"
    r"|\n\s*"
)
_TITLES = frozenset(
    ["mr", "mrs", "ms", "dr", "prof", "st", "rev", "sr", "jr", "vs", "cf", "incl"]
    + ["approx", "fig", "mme", "mlle", "capt", "col", "gen", "lt", "sgt", "gov", "hon"]
)
_BEFORE_SMALL = frozenset(
    ["etc", "inc", "ltd", "co", "corp", "dept", "esp", "al", "min"]
)
"""short forms that go on only where no capital follows"""
_BEFORE_NUMBER = frozenset(
    ["no", "nos", "p", "pp", "ca", "vol", "ch", "sec", "art", "para", "jan", "feb"]
    + ["mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"]
)
_OPENS_SENTENCE = re.compile(
    r"\s+(?:I|We|He|She|They|It|The|This|That|There|My|Our|You|But|And|So|Then|When|After"
    r"|Now|No|Nobody|Everyone|Later|Next|In|At|On|If|As|Because)\b"
)
_SMALL_LETTER = re.compile(r"\s+(?!i\b)(?:[a-z])")
_DOTTED = re.compile(r"(?:^|[\s(])(?:[a-z]\.)+[a-z]\.$", re.IGNORECASE)
_LAST_TOKEN = re.compile(r"(\w+)\.$")
_LIST_NUMBER = re.compile(r"(?:^|\n)\s*\(?(?:\d{1,3}|[a-z])[.)]$", re.IGNORECASE)
_WRAPPED_FROM = 40
"""a line shorter than this was ended by its writer, not by a mail program"""


class Span(NamedTuple):
    """A stretch of a text: `text[start:end]`."""

    start: int
    end: int


def spans(text: str) -> tuple[Span, ...]:
    """Return the sentences of `text` in order, without the white space around them."""
    found: list[Span] = []
    start = 0
    for end in _END.finditer(text):
        if _goes_on(text, end, start):
            continue
        _add(found, text, start, end.end())
        start = end.end()
    _add(found, text, start, len(text))
    return tuple(found)


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    part = text[start:end]
    left = start + len(part) - len(part.lstrip())
    right = start + len(part.rstrip())
    if any(each.isalnum() for each in text[left:right]):
        found.append(Span(left, right))


def _goes_on(text: str, end: re.Match[str], start: int) -> bool:
    if text[end.start()] == "\n":
        return _is_wrapped(text, end)
    mark = end.group()
    if mark != ".":
        return _is_said_by(text, end, start) or _trails_off(text, end, start)
    before = text[max(start, end.end() - 24) : end.end()]
    if _LIST_NUMBER.search(before):
        return True
    if _DOTTED.search(before):  # "at 3 p.m. and", but not "at 3 p.m. We"
        return not _OPENS_SENTENCE.match(text, end.end())
    last = _LAST_TOKEN.search(before)
    return last is not None and _is_short_form(last.group(1), text, end.end())


def _is_said_by(text: str, end: re.Match[str], start: int) -> bool:
    """Tell whether speech ends here and its sentence goes on: "Why?" she asked."""
    closed = end.group()[-1] in "\"'\u201d\u2019\u00bb)"
    return closed and _has_capital(text, start) and _small_follows(text, end)


def _trails_off(text: str, end: re.Match[str], start: int) -> bool:
    is_pause = end.group() in ("...", "..", "\u2026")
    return is_pause and _has_capital(text, start) and _small_follows(text, end)


def _small_follows(text: str, end: re.Match[str]) -> bool:
    return _SMALL_LETTER.match(text, end.end()) is not None


def _has_capital(text: str, start: int) -> bool:
    # Who writes without capitals begins sentences without them.
    return any(each.isupper() for each in text[start : start + 12])


def _is_short_form(token: str, text: str, end: int) -> bool:
    after = text[end : end + 12].lstrip()[:1]
    small = token.lower()
    # "I." ends a sentence; "M." is somebody's initial.
    return (
        (len(token) == 1 and token.isupper() and token != "I")
        or small in _TITLES
        or (small in _BEFORE_NUMBER and after.isdigit())
        or (small in _BEFORE_SMALL and after.islower())
    )


def _is_wrapped(text: str, end: re.Match[str]) -> bool:
    if end.group().count("\n") > 1 or not text[end.end() : end.end() + 1].islower():
        return False
    line = text[text.rfind("\n", 0, end.start()) + 1 : end.start()].rstrip()
    return len(line) >= _WRAPPED_FROM and line[-1] not in ".!?:"
