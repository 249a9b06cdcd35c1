"""A commitment in words: when something happens, what somebody will do then.

Apart from the question that asks for it, so that lists of commitments start fast.
"""

from collections.abc import Mapping
from typing import Any

from leadcoach.domain.entry import Commitment, Value

PARTS = ("cue", "action", "due", "obstacle", "plan", "told", "sure")
"""The parts of a commitment, in the order they stand in a file."""

SMALL_ENOUGH = 4
"""At this certainty and above nothing smaller is offered."""


def commitment_of(value: Value) -> Commitment:
    """Return the commitment that the answer `value` holds."""
    given = value if isinstance(value, Mapping) else {"action": str(value)}
    parts: dict[str, Any] = {part: given[part] for part in PARTS if part in given}
    return Commitment(**parts)


def in_words(commitment: Commitment) -> str:
    """Return the commitment as lines, each a label and the person's words to the letter.

    `When: …` and `I will: …` come first; what was not said has no line.
    """
    said = {
        "When": commitment.cue,
        "I will": commitment.action,
        "By": commitment.due.isoformat() if commitment.due else "",
        "If this gets in the way": commitment.obstacle,
        "Then I will": commitment.plan,
        "I tell": commitment.told,
        "How sure": f"{commitment.sure} of 5" if commitment.sure else "",
    }
    return "\n".join(f"{label}: {words}" for label, words in said.items() if words)
