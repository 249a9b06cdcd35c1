"""Cutting quotes: three to ten words, at word borders, always an exact slice."""

import re

from leadcoach.domain.reading import Quote
from leadcoach.readers.cues import Found
from leadcoach.readers.hearing import Told

LONGEST = 10
_SHORTEST = 3
_TELLING = 4
"""words of a deed before its quote may end with the clause"""
_FULL = 6
"""words of a deed that tell enough by themselves"""
_REACH = 160
"""characters either way beyond which a quote is not looked for"""
_WORD = re.compile(r"[^\s\u2013\u2014]+|[\u2013\u2014]+")
_STOP_AFTER = re.compile(r"[.,;:!?\u2026)\]]+$|^[-\u2013\u2014]+$")
_NEW_CLAUSE = re.compile(
    r"(?:and|but|so|because|when|while|then|or|as|since|although|though)$",
    re.IGNORECASE,
)
_SUBJECT = re.compile("(?:i|we)(?:['\u2019](?:d|ve|m|re))?$", re.IGNORECASE)
_GOING_ON = re.compile(r"(?:and|but|so|then|or)$", re.IGNORECASE)
_LOOSE_END = re.compile(
    r"(?:the|a|an|of|and|but|or|my|our|their|his|as|than|because|must|i'd|i'll|i've)$",
    re.IGNORECASE,
)
_LOOSE_WHEN_CUT = re.compile(
    r"(?:to|in|on|at|for|with|i|we|they|so|by|from|what|how|which|just|then|into|is|was"
    r"|were|if|when|not|it's|who|be|every|i'd|i'll|i've|they'd|wasn't|isn't|it|them)$"
    "|"
    r"(?:should|must|her|that|off|up|out|over|about|through|around|could|can|would|will|may|might|do|did|does"
    r"|had|have|has|been|am|are|very|too|so|really|each|all|no|some|any|more|this"
    r"|these|those|its|your|who|where|why|whether|that's|don't|didn't|couldn't|can't"
    r"|wouldn't|i'm|we|we're|he|she|there|such|both|only|also|even|had|got|own"
    r"|first|next|same|three|four|five|six|want|wanted|like|liked|other|another|one|two|being|between|under|before|after|while)$",
    re.IGNORECASE,
)
"""words that leave a clause hanging where it was cut because it was too long"""
_LOOSE = (_LOOSE_END, _LOOSE_WHEN_CUT)
_PHRASE_BEGINS = frozenset(
    """of to in on at for with from by about that which as and or but into over through
    what how why after before when because than while where who if without until""".split()  # noqa: SIM905
)
_LEADS_ON = re.compile(
    r"\w+ing$|(?:want|need|like|love|try|have|use|hate|choose|decide|manage|tend)(?:s|d|ed)?$"
    r"|(?:able|had|tried|chose|ready|glad|how|what|where|unable)$"
)
"""words after which "to" goes on rather than begins something"""
_KEPT = 4
"""words that are kept of a quote when it is cut back to the end of a phrase"""
_LAST_PHRASE = 5
"""words from the cut in which a phrase may have begun"""
_EDGES = " .,;:!?\u2026()[]-\u2013\u2014*#_>\u2022"
# Quotation marks, and characters that a screen shows as something else or not at all.
_BREAK = re.compile(
    '["\u201c\u201d\u201e\u00ab\u00bb\x00-\x1f\x7f-\xa0\u00ad\u115f\u1160\u1680\u180e'
    "\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164\ufeff\uffa0\ufff9-\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)


def around(found: Found, limit: int = LONGEST) -> Quote:
    """Return the words of a cue and what belongs to them, at most `limit` words.

    Its bounds are those of the sentence, of the line, and of quotation marks.
    """
    return cut(found, limit)[0]


def cut(found: Found, limit: int = LONGEST) -> tuple[Quote, bool]:
    """Return the words of a cue, and whether they end where their clause does."""
    key = (found.start, found.end, found.group, limit)
    known = found.told.cuts.get(key)
    if known is None:
        known = found.told.cuts[key] = _cut(found, limit)
    return known


def _cut(found: Found, limit: int) -> tuple[Quote, bool]:
    text = found.told.text
    left, right = _open_stretch(found)
    words = [
        (left + each.start(), left + each.end())
        for each in _WORD.finditer(text[left:right])
    ]
    first = next((at for at, word in enumerate(words) if word[1] > found.start), 0)
    last = max((at for at, word in enumerate(words) if word[0] < found.end), default=0)
    first = _subject_before(text, words, first)
    if found.group in ("edge", "text"):
        first = _clause_start(text, words, first, last - limit + 1)
    if found.group == "limit":  # the telling part comes last: "two nights, not five"
        first = first if last - first < limit else last - _SHORTEST
    last = max(first, last)
    if found.group in ("act", "placed"):
        last = max(last, _enough(text, words, first))
    last = _clause_end(text, words, last, first + limit - 1)
    if found.group in ("act", "placed"):
        last = _with_what_follows(text, words, first, last, first + limit - 1)
    first, last = _long_enough(
        text,
        words,
        (first, last),
        first + limit - 1,
        is_placed=found.group == "placed" and found.start == found.end,
    )
    last = min(last, first + limit - 1)
    if last + 1 < len(words):
        is_cut = not _ends_phrase(text, words, last)
        is_whole = _ends_clause(text, words, last)
    else:  # somebody's speech may follow, or the writer's own words may end here
        is_cut = bool(words) and _is_broken_off(found.told, words[-1][1])
        is_whole = not is_cut
    return _trimmed(found.told, words[first : last + 1], is_cut=is_cut), is_whole


def _with_what_follows(
    text: str, words: list[tuple[int, int]], first: int, last: int, furthest: int
) -> int:
    """Return where the next clause ends, while what was told is short and that fits."""
    while last - first + 1 < _FULL and last + 1 < len(words):
        end = _clause_end(text, words, last + 1, furthest + 1)
        if end > furthest:
            break
        last = end
    return last


def _long_enough(
    text: str,
    words: list[tuple[int, int]],
    bounds: tuple[int, int],
    furthest: int,
    *,
    is_placed: bool,
) -> tuple[int, int]:
    """Return bounds with words enough: into the next clause rather than the one before.

    What was placed is quoted whatever comes, with the clause before it if need be.
    """
    first, last = bounds
    while last - first + 1 < (_TELLING if is_placed else _SHORTEST):
        if last + 1 < min(len(words), furthest + 1):
            last = _clause_end(text, words, last + 1, furthest)
        elif is_placed:
            return max(0, last - LONGEST + 1), last
        elif first and not _STOP_AFTER.search(text[slice(*words[first - 1])]):
            first -= 1
        else:
            break
    return first, last


def _open_stretch(found: Found) -> tuple[int, int]:
    """Return bounds around a cue within which nothing would break a quote."""
    text, place = found.told.text, found.start
    sentence = found.told.sentence_at(place)
    left = max(sentence.start, place - _REACH)
    right = min(sentence.end, place + _REACH)
    for each in _BREAK.finditer(text, left, place):
        left = each.end()
    after = _BREAK.search(text, place, right)
    right = after.start() if after else right
    # A word that the reach cuts in two stays out.
    while sentence.start < left < place and text[left - 1].isalnum():
        left += 1
    while place < right < sentence.end and text[right].isalnum():
        right -= 1
    return left, right


def _subject_before(text: str, words: list[tuple[int, int]], first: int) -> int:
    """Return the word "I" or "we" that a verb follows closely, or `first`."""
    for at in (first - 1, first - 2):
        if at >= 0 and _SUBJECT.match(text[slice(*words[at])]):
            return at
    return first


def _enough(text: str, words: list[tuple[int, int]], first: int) -> int:
    """Return the word by which a deed is told: "So I went" alone says too little."""
    furthest = min(first + _TELLING - 1, len(words) - 1)
    for at in range(first + 1, furthest):
        if text[slice(*words[at])][-1] in ".;:!?":
            return at
    return furthest


def _clause_start(
    text: str, words: list[tuple[int, int]], first: int, furthest: int
) -> int:
    """Return the word on which the clause before `first` begins, or `furthest`."""
    while first > max(furthest, 0):
        before = text[slice(*words[first - 1])]
        if _STOP_AFTER.search(before) or _GOING_ON.match(before):
            break
        first -= 1
    return first


def _clause_end(
    text: str, words: list[tuple[int, int]], last: int, furthest: int
) -> int:
    """Return the word on which the clause around `last` ends, or `furthest`."""
    while last < min(furthest, len(words) - 1):
        start, end = words[last]
        if _STOP_AFTER.search(text[start:end]):
            break
        start, end = words[last + 1]
        if _NEW_CLAUSE.match(text[start:end]):
            break
        last += 1
    return last


def _is_broken_off(told: Told, end: int) -> bool:
    rest = told.text[end : told.sentence_at(end - 1).end].lstrip()
    return bool(_BREAK.match(rest)) and not _STOP_AFTER.search(told.text[end - 1])


def _ends_clause(text: str, words: list[tuple[int, int]], last: int) -> bool:
    follows = text[slice(*words[last + 1])]
    is_stop = _STOP_AFTER.search(text[slice(*words[last])])
    return bool(is_stop or _NEW_CLAUSE.match(follows))


def _ends_phrase(text: str, words: list[tuple[int, int]], last: int) -> bool:
    follows, before = (text[slice(*words[at])].lower() for at in (last + 1, last))
    if follows == "to" and _LEADS_ON.match(before):
        return False
    return _ends_clause(text, words, last) or follows in _PHRASE_BEGINS


def _to_a_boundary(told: Told, words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the words up to where a phrase ends, near the cut, if one does."""
    for at in range(len(words) - 1, max(_KEPT, len(words) - _LAST_PHRASE) - 1, -1):
        word = told.plain[slice(*words[at])].lower()
        before = told.plain[slice(*words[at - 1])].lower()
        if word in _PHRASE_BEGINS and not (word == "to" and _LEADS_ON.match(before)):
            return words[:at]
    return list(words)


def _goes_on(told: Told, words: list[tuple[int, int]]) -> bool:
    first, second = (told.plain[slice(*word)].lower() for word in words[:2])
    return bool(_GOING_ON.match(first)) and not second.startswith("far")


def _trimmed(told: Told, words: list[tuple[int, int]], *, is_cut: bool) -> Quote:
    kept = _to_a_boundary(told, words) if is_cut else list(words)
    is_cut = is_cut and len(kept) == len(words)
    words = kept
    while len(words) > _SHORTEST:
        last = told.plain[slice(*words[-1])].strip(_EDGES)
        if not any(loose.match(last) for loose in (_LOOSE if is_cut else _LOOSE[:1])):
            break
        words.pop()
    while len(words) > _SHORTEST and _goes_on(told, words):
        words.pop(0)
    if not words:
        return told.quote(0, 0)
    start, end = words[0][0], words[-1][1]
    while start < end and told.text[start] in _EDGES:
        start += 1
    while end > start and told.text[end - 1] in _EDGES:
        end -= 1
    return told.quote(start, end)
