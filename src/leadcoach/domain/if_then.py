"""A commitment in words: if this happens, then I will do that.

Apart from the question that asks for it, so that lists of commitments start fast.
"""

import re
from collections.abc import Mapping
from typing import Any

from leadcoach.domain.entry import Commitment, Value

PARTS = {
    "cue": "If or when …",
    "action": "… then I will …",
    "due": "By which day?",
    "obstacle": "If this gets in the way …",
    "plan": "… then I will …",
    "told": "Whom will you tell? Initials are enough.",
    "sure": "How sure are you that you will do it, 1 to 5?",
}
"""The parts in the order they are asked, with their words."""

_IF = re.compile(r"(?:if|when|whenever)\s+", re.IGNORECASE)
_THEN = re.compile(
    r"(?:…\s*)?(?:then\s+)?(?:I\s+will\s+|I['\u2019]ll\s+)?", re.IGNORECASE
)

SMALL_ENOUGH = 4
"""At this certainty and above nothing smaller is offered."""


def commitment_of(value: Value) -> Commitment:
    """Return the commitment that the answer `value` holds."""
    given = value if isinstance(value, Mapping) else {"action": str(value)}
    parts: dict[str, Any] = {part: given[part] for part in PARTS if part in given}
    return Commitment(**parts)


def in_words(commitment: Commitment) -> str:
    """Return the commitment as one or two sentences, in the person's own words."""
    sentence = _if_then(commitment.cue, commitment.action)
    if commitment.obstacle or commitment.plan:
        sentence += f" {_if_then(commitment.obstacle, commitment.plan)}"
    details = [
        f"by {commitment.due.isoformat()}" if commitment.due else "",
        f"told to {commitment.told.strip()}" if commitment.told else "",
        f"sure {commitment.sure} of 5" if commitment.sure else "",
    ]
    said = "; ".join(detail for detail in details if detail)
    return f"{sentence} ({said})" if said else sentence


def _if_then(cue: str, action: str) -> str:
    cue = cue.strip().rstrip(".,… ")
    action = _THEN.sub("", action.strip()).rstrip(".")
    if not action:
        return f"What could get in the way: {cue}."
    if not cue:
        return f"I will {action}."
    opening = cue[0].upper() + cue[1:] if _IF.match(cue) else f"If {cue}"
    return f"{opening}, then I will {action}."
