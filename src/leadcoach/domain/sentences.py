"""Where the sentences of a text begin and end.

Written for what people type: lists, no capitals, abbreviations, initials, mail that was
wrapped by hand. A wrong guess costs a clumsy sentence, never a word: spans only point.
"""

import re
from typing import NamedTuple

_END = re.compile(
    r"[.!?\u2026]+[\"'\u201d\u2019)\]]*(?=\s|$)|[\u3002\uff01\uff1f]|\n\s*"
)
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "rev",
        "sr",
        "jr",
        "vs",
        "cf",
        "incl",
        "approx",
        "fig",
    ]
)
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
    if end.group() != ".":
        return False
    before = text[max(start, end.end() - 24) : end.end()]
    last = _LAST_TOKEN.search(before)
    return (
        _LIST_NUMBER.search(before) is not None
        or _DOTTED.search(before) is not None
        or (last is not None and _is_short_form(last.group(1)))
    )


def _is_short_form(token: str) -> bool:
    # "I." ends a sentence; "M." is somebody's initial.
    initial = len(token) == 1 and token.isupper() and token != "I"
    return initial or token.lower() in _TITLES


def _is_wrapped(text: str, end: re.Match[str]) -> bool:
    if end.group().count("\n") > 1 or not text[end.end() : end.end() + 1].islower():
        return False
    line = text[text.rfind("\n", 0, end.start()) + 1 : end.start()].rstrip()
    return len(line) >= _WRAPPED_FROM and line[-1] not in ".!?:"
