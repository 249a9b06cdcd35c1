"""What a mail program puts around the answers, and between their lines."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from leadcoach.answers.kind import FIRST, LAST, TOLD, without_marks

_OF_A_FILE = re.compile(r"(?:[a-z][a-z0-9_]* = |# ?end: ?\d)")
_WROTE = re.compile(r"(?i)\b(?:wrote|schrieb|écrit|escribió|scritto)\b.*:$")
JOINED = "lines that a mail program broke were joined"
_DEEPEST = 20
"""times that a mail was answered"""
_SHORTEST, _WIDEST = 60, 79
"""letters of a line that a mail program broke"""


class Line(NamedTuple):
    """A line with its number in the file, from 1."""

    number: int
    text: str
    is_quoted: bool = False
    """whether it is one of those behind >, among others that are not"""


def taken_out(
    text: str, begins: Callable[[str], bool], changed: list[str]
) -> tuple[list[Line], list[Line]]:
    """Return the lines from the first to the last of the answers, and those around them.

    `begins` tells whether an answer begins in a line.
    """
    lines = [Line(*each) for each in enumerate(text.split("\n"), 1)]
    bare = [without_marks(each.text) for each in lines]
    first = next((at for at, each in enumerate(bare) if FIRST.match(each)), 0)
    last = len(lines)
    for at, each in enumerate(lines[first:], first):
        is_signature = each.text.rstrip(" ") == "--"
        if LAST.match(bare[at]) or (
            is_signature and not any(begins(line.text) for line in lines[at + 1 :])
        ):
            last = at
            break
    around = [
        each
        for each in lines[:first] + lines[last + 1 :]
        if each.text.strip("> \t") and not _WROTE.search(each.text)
    ]
    if around:
        changed.append("what stood before and after the answers was left out")
    while first < last and (FIRST.match(bare[first]) or TOLD.match(bare[first])):
        first += 1
    return _unquoted(lines[first:last], changed), _unquoted(around, [])


def _unquoted(lines: list[Line], changed: list[str]) -> list[Line]:
    """Take > off where all lines have it; else mark those that have it."""
    is_file = any(_OF_A_FILE.match(without_marks(each.text)) for each in lines)
    told = "quoting marks “>” were taken away"
    for _ in range(_DEEPEST):
        filled = [each.text.lstrip() for each in lines if each.text.strip()]
        quoted = sum(each.startswith(">") for each in filled)
        is_some = quoted < len(filled) and not is_file
        if not quoted or is_some or quoted * 2 < len(filled):
            break
        taken = [re.sub(r"^\s*> ?", "", each.text) for each in lines]
        lines = [
            each._replace(text=text) for each, text in zip(lines, taken, strict=True)
        ]
        changed += [] if told in changed else [told]
    marked = [x._replace(is_quoted=x.text.lstrip().startswith(">")) for x in lines]
    return [each for at, each in enumerate(marked) if not _leads_in(marked, at)]


def _leads_in(lines: list[Line], at: int) -> bool:
    """Tell whether a line is “On Monday Paul wrote:”, above what is quoted."""
    follows = (each for each in lines[at + 1 : at + 4] if each.text.strip())
    after = next(follows, None)
    is_above = after is not None and after.is_quoted and not lines[at].is_quoted
    return is_above and _WROTE.search(lines[at].text.strip()) is not None


def unwrapped(text: str, changed: list[str]) -> str:
    """Join the lines of paragraphs that a mail program broke; others stay."""
    paragraphs = text.split("\n\n")
    for at, paragraph in enumerate(paragraphs):
        lines = paragraph.split("\n")
        pairs = list(pairwise(lines))
        if pairs and all(_is_broken(*pair) for pair in pairs):
            paragraphs[at] = " ".join(line.rstrip() for line in lines)
            changed += [] if JOINED in changed else [JOINED]
    return "\n\n".join(paragraphs)


def _is_broken(line: str, after: str) -> bool:
    whole = len(line.rstrip()) + 1 + len(after.split(" ")[0])
    return whole >= _SHORTEST and len(line) <= _WIDEST
