"""The safety note, and when it is shown.

leadcoach never judges danger. A small list of strong phrases brings up the note, which
is worded so that it does no harm when it was not needed. A match is not counted,
logged, sent or written anywhere. Source: domain.md section 10.
"""

import re

NOTE = (
    "leadcoach is a notebook with questions, not a counsellor, and nobody is watching "
    "these pages. If you or someone else may be in danger, call your local emergency "
    "number now, or reach a person through findahelpline.com (helplines in many "
    "countries) or your own doctor. If you are being harmed or harassed, consider "
    "someone you trust and the proper channel. You can stop here; nothing of this step "
    "need be kept."
)
ON_A_PAGE = (
    "This is a page with questions, not a counsellor, and nobody is watching it. If you or "
    "someone else may be in danger, call your local emergency number now, or reach a person "
    "through findahelpline.com (helplines in many countries) or your own doctor."
)
"""the note at the foot of a page that is filled in without leadcoach"""

_SELF = r"my\s?self|me"
STRONG = re.compile(
    r"\b(?:"
    rf"kill(?:ing|ed)?\s+(?:my\s?self|him|her|them|him\s?self|her\s?self|them\s?sel(?:f|ves))\b"
    r"|(?:end|take|took|ending|taking)\s+(?:my|his|her|their)(?:\s+own)?\s+li(?:fe|ves)"
    r"|suicid(?:e|al)"
    r"|(?:want(?:ed)?|wish(?:ed)?)\s+(?:to\s+die|i\s+(?:were|was)\s+dead)"
    r"|(?:better\s+off|don['\u2019]?t\s+want\s+to\s+be|not\s+want\s+to\s+be)\s+(?:dead|alive)"
    r"|no\s+reason\s+to\s+(?:live|go\s+on\s+living)"
    rf"|(?:hurt|harm|cut)(?:s|ing)?\s+my\s?self"
    r"|self[-\s]?harm(?:ing|ed)?"
    rf"|(?:hits?|beats?|beat(?:ing|en)?|rap(?:es?|ed|ing)|molest(?:s|ed|ing)?"
    rf"|assault(?:s|ed|ing)?|chok(?:es?|ed|ing)|strangl(?:es?|ed|ing))\s+(?:{_SELF})\b"
    r"|(?:was|been|being|were)\s+(?:raped|molested|(?:sexually|physically)\s+(?:abused|assaulted))"
    r"|(?:threaten(?:s|ed|ing)?)\s+to\s+(?:kill|hurt|rape|beat)"
    r"|(?:going|want(?:ed)?)\s+to\s+(?:kill|hurt|harm)\s+(?:him|her|them|some(?:one|body))"
    r"|afraid\s+for\s+my\s+life"
    r")",
    re.IGNORECASE,
)


def calls_for_the_note(text: str) -> bool:
    """Tell whether `text` holds one of the strong phrases."""
    return bool(STRONG.search(text))


def note(contact: str) -> str:
    """Return the note, with the line that a coach or an organisation added."""
    return f"{NOTE} {contact.strip()}".strip()
