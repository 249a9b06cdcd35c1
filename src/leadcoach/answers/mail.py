"""What a mail program puts around the answers, and what stands around each of them.

First lines, with > and broken ones; then an answer that is no TOML, with its quotes,
brackets and list signs.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from typing import Any, NamedTuple

from leadcoach.answers.unpacking import FIRST, LAST, TOLD, without_marks
from leadcoach.domain.text import clean_line
from leadcoach.domain.toml import BadToml, parse_toml

_OF_A_FILE = re.compile(r"(?:[a-z][a-z0-9_]* = |# ?end: ?\d)")
_WROTE = re.compile(r"(?i)\b(?:wrote|schrieb|écrit|escribió|scritto)\b.*:$")
JOINED = "lines that a mail program broke were joined"
_DEEPEST = 20
"""times that a mail was answered"""
_SHORTEST, _WIDEST = 60, 79
"""letters of a line that a mail program broke"""


class NumberedLine(NamedTuple):
    """A line with its number in the file, from 1."""

    number: int
    text: str
    is_quoted: bool = False
    """whether it is one of those behind >, among others that are not"""


def taken_out(
    text: str, begins: Callable[[str], bool], changed: list[str]
) -> tuple[list[NumberedLine], list[NumberedLine]]:
    """Return the lines from the first to the last of the answers, and those around them.

    `begins` tells whether an answer begins in a line.
    """
    lines = [NumberedLine(*each) for each in enumerate(text.split("\n"), 1)]
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


def _unquoted(lines: list[NumberedLine], changed: list[str]) -> list[NumberedLine]:
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


def _leads_in(lines: list[NumberedLine], at: int) -> bool:
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


# Quotes, brackets and list signs

_DOUBLE = '"“”„'
_CLOSES = {
    '"': '"“”',
    "“": '”“"',
    "”": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‘": "’",
    "'": "'",
}
_QUOTE = re.compile(rf"(?<!\\)[{_DOUBLE}«»]")
_ENDS = re.compile(r"(?<=\S).(?=[ \n]|[,;:!?)] )")
_ESCAPE = re.compile(r'\\(?:(["\\nt])|u([0-9a-fA-F]{4}))')
_ESCAPED = {"n": "\n", "t": "\t"}
_COMMENT = re.compile(r"(?<=[\"“”\]}])\s+#[^\"“”\n]*$")
_SIGN = re.compile(r"^\s*(?:[-*•·]|\d{1,2}[.)])\s+")


class Loose(NamedTuple):
    """What was given to a question, as it stands there."""

    text: str
    quotes: str = ""
    """three of them, where it stood between such"""

    def __str__(self) -> str:
        return self.text

    def words(self, changed: list[str]) -> str:
        """Return the words as they were before they were put between quotes."""
        text = unwrapped(self.text.rstrip(), changed)
        if self.quotes:
            return _unescaped(text) if self.quotes[0] in _DOUBLE else text
        text = _COMMENT.sub("", text.strip())
        opening = text[:1]
        inner = _QUOTE.search(text, 1)
        # The first quotes may end within, as in “Yes,” she said, “no.”.
        is_within = inner is not None and _ENDS.match(text, inner.start()) is not None
        if opening not in _CLOSES or is_within:
            return text
        is_closed = len(text) > 1 and text[-1] in _CLOSES[opening]
        if not is_closed and opening not in _DOUBLE:
            return text
        changed += [] if is_closed else ["a closing quotation mark is missing"]
        inside = text[1:-1] if is_closed else text[1:]
        if opening not in _DOUBLE:
            return inside
        if "\n" in inside and "\n\n" not in inside:  # such quotes stand on one line
            changed += [] if JOINED in changed else [JOINED]
            inside = inside.replace("\n", " ")
        return _unescaped(inside)


def few(value: object) -> str:
    """Return the first words of something, to be shown."""
    return clean_line(str(value), 60)


def bare(text: str) -> str:
    """Return `text` without quotes around it, also where one of them is missing."""
    text = _COMMENT.sub("", text.strip())
    if len(text) > 1 and text[-1] in _CLOSES.get(text[0], ""):
        return text[1:-1].strip()
    ends = sum(each in _DOUBLE for each in (text[:1] or " ") + text[1:][-1:])
    if ends and sum(map(text.count, _DOUBLE)) == 1:
        return text.strip(_DOUBLE).strip()
    return text


def table_in(said: object) -> dict[str, Any]:
    """Return the table in brackets; an empty one where it is none."""
    found = said if isinstance(said, dict) else _toml(said, "{")
    return found if isinstance(found, dict) else {}


def list_in(said: object) -> list[Any]:
    """Return the list in brackets; an empty one where it is none."""
    found = said if isinstance(said, list) else _toml(said, "[")
    return found if isinstance(found, list) else []


def is_broken(text: str) -> bool:
    """Tell whether a list or table was begun or ended that is none."""
    return text[:1] in ("[", "{") or text[-1:] in ("]", "}")


def parts_of(text: str) -> list[str]:
    """Return the lines of `text`, or what stands between its commas."""
    text = text.strip().removeprefix("[").removesuffix("]")
    parts = text.split("\n") if "\n" in text else re.split("[,;]", text)
    return [each for part in parts if (each := bare(without_sign(part).strip(" ,")))]


def without_sign(line: str) -> str:
    """Return a line without the sign of a list before it."""
    return _SIGN.sub("", line)


def _toml(said: object, opening: str) -> object:
    """Return what is in brackets, also over several lines or with a mail's characters."""
    text = str(said).strip().replace("\n", " ")
    straight = re.sub("[“”„]", '"', text)
    for each in (straight, text, straight.replace("\u00a0", " ")):
        with suppress(BadToml):
            if text.startswith(opening):
                return parse_toml(f"x = {each}")["x"]
    return None


def _unescaped(text: str) -> str:
    def one(found: re.Match[str]) -> str:
        return _ESCAPED.get(found[1], found[1]) if found[1] else chr(int(found[2], 16))

    return _ESCAPE.sub(one, text)
