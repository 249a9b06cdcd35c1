"""Telling whether words are English: a few common words, counted."""

import re

from leadcoach.domain.text import words_in

_COMMON = frozenset(
    """the a an and or but of to in on at for with from by as that this these those it its
    i i'm i've i'd i'll we we're my me our us you your he she they them their his her him
    is are was were be been am have has had do did does done don't didn't not no so if when
    then than what who how which there here all each every some any one two more most very
    just about after before because would could should can will up out over into back said
    told asked got get made make went go know think want take took people team work time
    """.split()  # noqa: SIM905
)
_LOOKED_AT = 400
"""words from the beginning that are counted"""
_FEWEST = 8
"""words below which nothing is said: a name or a word may be of any language"""
_SHARE = 0.22
_CURLY = re.compile("[\u2018\u2019]")


def language_is_english(text: str) -> bool:
    """Tell whether `text` reads as English; what is too short to tell counts as English."""
    words = words_in(_CURLY.sub("'", text[: _LOOKED_AT * 12]).lower())[:_LOOKED_AT]
    written = [each for each in words if not each.isdigit()]
    if len(written) < _FEWEST:
        return not _is_mostly_of_another_script(text)
    known = sum(each in _COMMON for each in written)
    return known >= _SHARE * len(written)


def _is_mostly_of_another_script(text: str) -> bool:
    letters = [each for each in text[:2000] if each.isalpha()]
    return sum(each > "\u024f" for each in letters) > len(letters) / 2
