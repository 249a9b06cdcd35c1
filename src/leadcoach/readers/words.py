"""The words of a sentence, the marks behind them, and which of them are verbs."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from leadcoach.readers.hearing import Told
from leadcoach.readers.lexicon import verbs
from leadcoach.readers.wants import DETERMINERS, SUBJECTS

_REACH = 240
"""characters either way beyond which a quote is not looked for"""
_WORD = re.compile(r"(?:(?!--)[^\s\u2013\u2014])+|--+|[\u2013\u2014]+")
_EDGES = ".,;:!?\u2026()[]*#_>\u2022-"
_STRONG = frozenset(";:!?\u2026.")
# Quotation marks, and characters that a screen shows as something else or not at all.
_BREAK = re.compile(
    '["\u201c\u201d\u201e\u00ab\u00bb\x00-\x1f\x7f-\xa0\u00ad\u115f\u1160\u1680\u180e'
    "\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164\ufeff\uffa0\ufff9-\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
_NAMED = re.compile("\u201c[\\w' \u2019-]{1,30}\u201d(?=[ .,;])")
"""a word or two in quotation marks, as a name or with a wink"""


class Word(NamedTuple):
    """A word of a sentence: `text[start:end]` without marks, and what mark follows."""

    start: int
    end: int
    low: str
    stop: str
    """`end`, `comma`, `speech` where a quotation mark follows, or nothing"""


def _words_between(plain: str, start: int, end: int, *, is_broken: bool) -> list[Word]:
    """Return the words of a stretch; `is_broken` where somebody's speech comes next."""
    found: list[Word] = []
    for each in _WORD.finditer(plain, start, end):
        raw = each.group()
        core = raw.strip(_EDGES).strip("\u2013\u2014")
        if not core:
            if found:
                found[-1] = found[-1]._replace(stop="end")
            continue
        if raw[0] in "([" and found and not found[-1].stop:
            found[-1] = found[-1]._replace(stop="comma")
        left = each.start() + raw.index(core)
        low = core.lower().strip("'")
        found.append(Word(left, left + len(core), low, _stop(raw[raw.index(core) :])))
    if found:
        last = found[-1]
        is_said = is_broken and last.stop in ("", "comma")
        stop = "speech" if is_said else last.stop or "end"
        found[-1] = last._replace(stop="end" if last.stop == "." else stop)
    return [word._replace(stop="") if word.stop == "." else word for word in found]


def _stop(rest: str) -> str:
    marks = rest[len(rest.rstrip(_EDGES)) :]
    if not marks:
        return ""
    if marks == ".":  # within a sentence: a short form
        return "."
    return (
        "end" if _STRONG.intersection(marks) else "comma" if marks[0] in ",)]" else ""
    )


def words_around(told: Told, place: int) -> list[Word]:
    """Return the words of the sentence at `place`, up to where somebody else speaks."""
    left, right = _open_stretch(told, place)
    rest = told.text[right : told.sentence_at(place).end]
    is_broken = bool(_BREAK.match(rest.lstrip()))
    return _words_between(told.plain, left, right, is_broken=is_broken)


def _open_stretch(told: Told, place: int) -> tuple[int, int]:
    """Return bounds around a place within which nothing would break a quote."""
    text = told.text
    sentence = told.sentence_at(place)
    left = max(sentence.start, place - _REACH)
    right = min(sentence.end, place + _REACH)
    named = [each.span() for each in _NAMED.finditer(text, left, right)]
    breaks = [
        each.span()
        for each in _BREAK.finditer(text, left, right)
        if not any(start <= each.start() < end for start, end in named)
    ]
    left = max([left, *(end for start, end in breaks if start < place)])
    right = min([right, *(start for start, _ in breaks if start >= place)])
    # A word that the reach cuts in two stays out.
    while sentence.start < left < place and text[left - 1].isalnum():
        left += 1
    while place < right < sentence.end and text[right].isalnum():
        right -= 1
    return left, right


def base_of(words: Sequence[Word], at: int) -> str:
    """Return the plain form of the verb at `at`, or nothing where it is no verb."""
    low = words[at].low
    if at and words[at - 1].low in DETERMINERS and not words[at - 1].stop:
        return ""
    verb = verbs().get(low)
    if verb:
        return "" if verb.base == low and _is_thing(words, at) else verb.base
    return low if low.endswith("ed") and len(low) > 4 else ""


def _is_thing(words: Sequence[Word], at: int) -> bool:
    """Tell whether a word that could be a verb is a thing: "the early shift"."""
    if at < 2 or words[at - 1].stop or words[at - 2].low not in DETERMINERS:
        return False
    before = words[at - 1].low
    return not (before.endswith("s") or before in SUBJECTS or before in ("to", "and"))
