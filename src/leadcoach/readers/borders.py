"""Where a quote may end, so that what it begins to say is said.

No parser: a border is known by the mark or the word behind it, and what the words before
it still ask for (an object, somebody's "to …", "that …" or "what …") by lists of words.
"""

from collections.abc import Iterator, Sequence

from leadcoach.readers.wants import (
    AS_BEFORE,
    ASKS_WHICH,
    BEING,
    DETERMINERS,
    HOLDS_OBJECT,
    LINKS,
    NEVER_LAST,
    NEVER_OVER,
    NEXT_CLAUSE,
    NEXT_PHRASE,
    NEXT_RELATIVE,
    NOT_WHEN_CUT,
    OPENS_CLAUSE,
    OTHER_SUBJECTS,
    PAIRED,
    PRONOUNS,
    SPELLS,
    SUBJECTS,
    TO_SELECTED,
    TOGETHER,
    WANTS_MORE,
    WANTS_NEXT,
    WANTS_OBJECT,
)
from leadcoach.readers.words import Word, base_of

WHOLE = 6.0
"""the cost from which a cut leaves a thought open"""
_HOPELESS = 50.0


def costs(words: Sequence[Word], first: int) -> Iterator[tuple[int, float]]:
    """Yield where a quote from `first` on may end, and how much it leaves open."""
    for last in range(first, len(words)):
        kind = _border(words, last)
        if kind:
            yield last, _cost(words, first, last, kind)


def _border(words: Sequence[Word], last: int) -> str:
    word = words[last]
    if word.stop:
        return "" if word.stop == "speech" else word.stop
    if last + 1 == len(words):
        return "end"
    follows = words[last + 1].low
    if follows in NEXT_CLAUSE:
        return "clause"
    if follows in NEXT_PHRASE:
        return "phrase"
    if follows.endswith("ing") and _goes_on_doing(words, last + 1):
        return "doing"
    return "to" if follows == "to" else "relative" if follows in NEXT_RELATIVE else ""


def _goes_on_doing(words: Sequence[Word], at: int) -> bool:
    """Tell whether this tells more of a thing just named: "a letter asking for …"."""
    behind = words[at + 1].low if at + 1 < len(words) else ""
    is_verb = behind in DETERMINERS or bool(base_of(words, at))
    return is_verb and not words[at - 1].low.endswith("ed")


_BORDER_COST = {"end": 0.0, "comma": 0.4, "clause": 0.8, "phrase": 2.0}
_BORDER_COST |= {"to": 3.0, "relative": 4.2, "doing": 4.4}


_SAYS_ENOUGH = 3
"""words behind the first from which a sentence is over when it is over"""


def _cost(words: Sequence[Word], first: int, last: int, kind: str) -> float:
    cost = _BORDER_COST[kind]
    if kind == "clause" and words[last + 1].low == "but":
        cost += 0.8  # what follows takes it back
    low = words[last].low
    is_over = last + 1 == len(words) and kind == "end"
    if is_over and last - first >= _SAYS_ENOUGH and low not in NEVER_OVER:
        return cost + _crossed(words, first, last)
    if low in NEVER_LAST:
        return _HOPELESS
    if kind not in ("end", "comma") and low in NOT_WHEN_CUT:
        return _HOPELESS
    if low.endswith("ly") and words[last - 1].low in ("and", "then", "but"):
        return _HOPELESS
    cost += _left_open(words, first, last, kind)
    cost += _paired(words, first, last)
    return cost + _crossed(words, first, last)


def _crossed(words: Sequence[Word], first: int, last: int) -> float:
    """Return what it costs that somebody else's clause is told along."""
    cost = 0.0
    for at in range(first + 2, last + 1):
        before = words[at - 1]
        opens = before.stop or before.low in ("and", "but", "so", "or", "then")
        if opens and words[at].low in OTHER_SUBJECTS:
            cost += 4.0
        elif opens and words[at].low in SUBJECTS:
            cost += 1.6
    return cost + 1.5 * any(word.stop == "end" for word in words[first:last])


def _left_open(words: Sequence[Word], first: int, last: int, kind: str) -> float:
    cost = _verb_left(words, first, last, kind)
    cost += _asked_for(words, first, last, kind)
    cost += _clause_left(words, first, last)
    if kind == "to" and _selects_to(words, first, last):
        cost += WHOLE
    if kind == "clause" and words[last + 1].low == "as" and _as_goes_on(words, last):
        cost += WHOLE
    is_compared = words[last - 1].low == "as"
    if kind != "end" and (is_compared or words[last].low in WANTS_NEXT):
        cost += WHOLE
    follows = words[last + 1].low if last + 1 < len(words) else ""
    if (words[last].low, follows) in TOGETHER or (
        words[last].low in SPELLS and follows in ("before", "after", "when")
    ):
        cost += WHOLE
    return cost + _adjective_left(words, last, kind)


def _verb_left(words: Sequence[Word], first: int, last: int, kind: str) -> float:
    """Return the cost of a verb that lacks its object, or the word that belongs to it."""
    base = base_of(words, last)
    if kind in ("phrase", "to", "relative", "doing"):
        at = (
            last - 1 - (words[last - 1].low in ("really", "very", "so", "too", "quite"))
        )
        is_state = words[at].low in BEING or base_of(words, at) in LINKS
        if is_state and kind == "phrase":
            return WHOLE
        if base and _is_free(words, first, last):
            return 2.5
        is_loose = kind in ("relative", "doing") and not _is_named(words, first, last)
        return WHOLE if base or is_loose else 0.0
    if not base or _is_free(words, first, last):
        return 0.0
    if base in WANTS_OBJECT and words[last].low not in ("do", "did"):
        return WHOLE
    return 3.0 if kind == "clause" else 0.0


def _is_named(words: Sequence[Word], first: int, last: int) -> bool:
    """Tell whether a thing is named here, of which more may be told: "any training"."""
    near = words[max(first, last - 3) : last]
    is_open = words[last].low in ASKS_WHICH
    return not is_open and any(word.low in DETERMINERS for word in near)


def _is_free(words: Sequence[Word], first: int, last: int) -> bool:
    """Tell whether the clause that ends here has its object in front: "what they want"."""
    return any(word.low in HOLDS_OBJECT for word in words[max(first, last - 4) : last])


def _asked_for(words: Sequence[Word], first: int, last: int, kind: str) -> float:
    """Return the cost of "told them" or "asked her" without what was told or asked."""
    for at in range(last, first - 1, -1):
        wanted = WANTS_MORE.get(base_of(words, at))
        if wanted is None:
            continue
        rest = words[at + 1 : last + 1]
        is_given = any(word.low in wanted for word in rest)
        is_said = any(word.low in SUBJECTS for word in rest)
        if is_given or is_said:
            return 0.0
        return WHOLE
    return 0.0


def _clause_left(words: Sequence[Word], first: int, last: int) -> float:
    """Return the cost of a "that", "what" or "to" whose own verb is not told yet."""
    opened = told = 0
    for at in range(first, last + 1):
        low = words[at].low
        follows = words[at + 1].low if at < last else ""
        if at > first and low in OPENS_CLAUSE and not _is_pointing(words, at):
            opened += follows != "to"
            told -= last - at < 2
        elif words[at - 1].low != "to" or at == first:
            told += not low.endswith("ing") and bool(base_of(words, at))
            told += (
                at > first and words[at - 1].low in PRONOUNS and not base_of(words, at)
            )
    if opened and told <= opened:
        return WHOLE
    to = next((at for at in range(last, first, -1) if words[at].low == "to"), None)
    return 0.0 if to is None else _infinitive_left(words, to, last)


def _infinitive_left(words: Sequence[Word], at: int, last: int) -> float:
    if last == at or not base_of(words, at + 1):
        return 0.0 if last > at else WHOLE
    if last == at + 1:
        return WHOLE if base_of(words, last) in WANTS_OBJECT | {"do"} else 2.0
    return 0.0


def _is_pointing(words: Sequence[Word], at: int) -> bool:
    """Tell whether this "that" points at a thing: "in that room", "did that"."""
    if words[at].low != "that":
        return False
    before = words[at - 1].low
    return before in NEXT_PHRASE or before in ("of", "to", "and", "do", "did", "like")


def _selects_to(words: Sequence[Word], first: int, last: int) -> bool:
    """Tell whether a word before asks for the "to" that follows."""
    for at in range(last, first - 1, -1):
        if words[at].low == "to":
            return False
        if words[at].low in TO_SELECTED or base_of(words, at) in TO_SELECTED:
            return True
    return False


def _as_goes_on(words: Sequence[Word], last: int) -> bool:
    near = [word.low for word in words[max(0, last - 2) : last + 1]]
    return any(low in ("as", "so", "such", "same") for low in near) or (
        near[-1] in AS_BEFORE or base_of(words, last) in AS_BEFORE
    )


def _adjective_left(words: Sequence[Word], last: int, kind: str) -> float:
    """Return the cost of "a bright", where a comma or an "and" parts two qualities."""
    if kind not in ("comma", "clause"):
        return 0.0
    for at in range(last - 2, max(last - 5, 0), -1):
        if words[at].stop == "comma" and words[at - 1].low in ("a", "an"):
            return WHOLE  # "a larger, more complex"
    follows = last + 1 + (kind == "clause")
    if words[last - 1].low not in ("a", "an") or follows >= len(words):
        return 0.0
    goes_on = words[follows].low in SUBJECTS | DETERMINERS | NEXT_CLAUSE | NEXT_PHRASE
    return 0.0 if goes_on or base_of(words, follows) else WHOLE


def _paired(words: Sequence[Word], first: int, last: int) -> float:
    follows = words[last + 1].low if last + 1 < len(words) else ""
    near = [word.low for word in words[max(first, last - 6) : last + 1]]
    open_pair = any(
        low in PAIRED and PAIRED[low] not in near[at:] for at, low in enumerate(near)
    )
    if follows in ("and", "or", "nor") and open_pair:
        return WHOLE
    return WHOLE if follows == "but" and "only" in near and "not" in near else 0.0
