"""An answer as it stands in a file that is no TOML: its quotes, brackets and list signs."""

import re
from typing import Any, NamedTuple

from leadcoach.answers.mail import JOINED, unwrapped
from leadcoach.domain.text import clean_line
from leadcoach.domain.toml import BadToml, parse_toml

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
        if not opening or opening not in _CLOSES or _is_closed_early(text):
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


def _is_closed_early(text: str) -> bool:
    """Tell whether the first quotes end within, as in “Yes,” she said, “no.”."""
    inner = _QUOTE.search(text, 1)
    return inner is not None and _ENDS.match(text, inner.start()) is not None


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
    if text.startswith(opening):
        straight = re.sub("[“”„]", '"', text)
        for each in (straight, text, straight.replace("\u00a0", " ")):
            try:
                return parse_toml(f"x = {each}")["x"]
            except BadToml:
                continue
    return None


def _unescaped(text: str) -> str:
    def one(found: re.Match[str]) -> str:
        return _ESCAPED.get(found[1], found[1]) if found[1] else chr(int(found[2], 16))

    return _ESCAPE.sub(one, text)
