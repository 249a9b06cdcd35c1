"""Bytes as text, whatever program saved them."""

from leadcoach.answers.kind import Refused
from leadcoach.domain.text import with_plain_line_ends

MOST_LINES = 20_000
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
"""what a text may begin with, and the coding that means"""
_MANY = 20
"""zeros among 200 letters, which only UTF-16 has"""


def text_of(content: bytes, changed: list[str]) -> str:
    """Return `content` as text with plain line ends; `changed` tells how it was read.

    Raises:
        Refused: it is no text, or far too long to be a file of answers.
    """
    coding = _coding(content)
    try:
        text = content.decode(coding)
    except UnicodeDecodeError:
        coding = "Windows-1252"
        try:
            text = content.decode(coding)
        except UnicodeDecodeError:
            message = "Its characters cannot be read."
            raise Refused(message, "Save it as UTF-8 text.") from None
    if not coding.startswith("utf-8"):
        changed.append(f"read as {coding.removesuffix('-le').removesuffix('-be')}")
    if "\x00" in text:
        raise Refused("This is no text file.", "Nothing was read.")
    if text.count("\n") > MOST_LINES:
        message = "It has more than 20,000 lines, and no answers file has."
        raise Refused(message, "Nothing was read.")
    return with_plain_line_ends(text)


def _coding(content: bytes) -> str:
    for mark, coding in _MARKS:
        if content.startswith(mark):
            return coding
    if content[1:400:2].count(0) > _MANY:
        return "UTF-16-le"
    return "UTF-16-be" if content[0:400:2].count(0) > _MANY else "utf-8"
