"""The code of every problem and warning, so that an author can look it up."""

import re
from collections.abc import Mapping

CODES: Mapping[str, str] = {
    "E200": "something else is wrong",
    "E201": "a condition cannot be read",
    "E202": "an id that no question has",
    "E203": "an id that is asked only later, or depends on itself",
    "E204": "a choice or row that is not there",
    "E205": "a number outside the scale, where nothing can ever change",
    "E206": "a ${…} without a meaning",
    "E207": "an answer compared in a way that cannot be",
    "E208": "two questions with one id, or a word of the conditions as an id",
    "E209": "an id that was retired",
    "E210": "the file is no TOML, too large, or not UTF-8",
    "E211": "brackets or names go too deep",
    "E212": "a control character, which could trick a screen",
    "E213": "a newer format, or something not in this format yet",
    "E220": "a key that does not exist",
    "E221": "a key that is missing",
    "E222": "a type of question that does not exist",
    "E223": "a value of another kind, or out of bounds",
    "E224": "an id, version or name in a form it cannot have",
    "E225": "a word where only some are possible",
    "E226": "keys that do not fit together",
    "E230": "the file is a link, a folder, a device or an archive",
    "E231": "the id belongs to an exercise that came with leadcoach",
    "W221": "asks for a secret; answers are kept as plain text",
    "W222": "looks like a template language; it is shown as it stands",
    "W231": "a question of more than 28 words",
    "W232": "a text of more than 60 words",
    "W233": "more than one question mark",
    "W234": "opens with why, which calls for reasons instead of moments",
    "W235": "presses or advises: should, must, always, just …",
    "W236": "a word that already judges: toxic, healthy, good leader …",
    "W237": "a word of the trade, and no help that explains it",
    "W238": "a scale without words at both ends",
    "W239": "more than three required questions",
}
"""E: the file cannot be run. W: it can, and a second look is worth it."""

# In order; the first that is found in the words of a problem is its code.
_BY_WORDS = (
    (r"not in this format yet|has format \d", "E213"),
    (r"go(es)? too deep|too many parts", "E211"),
    (r"control character", "E212"),
    (r"is not TOML|larger than|UTF-8|number in it is too large", "E210"),
    (r"is not on the scale", "E205"),
    (r"a mirror knows no choice", "E204"),
    (r"has another type than|not answered in sentences", "E226"),
    (r"has no (choice|row)|no choice", "E204"),
    (r"asked only after|cannot depend on its own", "E203"),
    (r"there is no question|is no list asked before", "E202"),
    (r"two questions with the id|a meaning of its own and cannot be", "E208"),
    (r"was once used", "E209"),
    (r"\$\{.*has (no|a) meaning", "E206"),
    (
        r"is no number|has rows; one row|needs an answer in words|can be compared",
        "E207",
    ),
    (r"^when: ", "E201"),
)


def code_of(what: str) -> str:
    """Return the code of a problem that was told only in words."""
    first = what.partition("\n")[0]
    return next((code for sign, code in _BY_WORDS if re.search(sign, first)), "E200")
