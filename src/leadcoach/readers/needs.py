"""Where an account tells of needs plainly enough to quote them as such."""

import re

from leadcoach.readers.cues import Found

_NEED = {
    "own": re.compile(
        r"(?:^|[.,;:] |\b(?:and|but|because|so) )i (?:\w+ )?(?:need|needed|longed for) (?!to\b)"
        r"\w+|\bmy own (?:needs?|rest|sleep|health)\b|\bfor myself\b",
        re.IGNORECASE,
    ),
    "others": re.compile(
        r"\b(?:they|she|he|people|the team|everyone|kids|children) (?:\w+ )?"
        r"(?:need|needs|needed|longed for) (?!it\b|this\b|that\b)\w+",
        re.IGNORECASE,
    ),
}
"""what tells of a need plainly enough to be quoted as one"""


def tells_need(found: Found) -> bool:
    """Tell whether the words around a cue of `needs` tell of one."""
    start = max(found.told.sentence_at(found.start).start, found.start - 12)
    words = found.told.plain[start : found.end + 24]
    return bool(_NEED[found.label].search(words))
