"""The words and signs a condition is written in, each with its place."""

import re
from typing import NamedTuple

MOST_CHARACTERS = 300
MOST_TOKENS = 60

_TOKEN = re.compile(
    r"\s*(?:(?P<number>-?\d+(?:\.\d+)?)"
    r"|'(?P<text>[^'\n]*)'"
    r"|(?P<name>[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)"
    r"|(?P<sign><=|>=|!=|[=<>(),]))"
)


class BadCondition(ValueError):
    """The text is no condition; `at` is the place (from 0) where it stops making sense."""

    def __init__(self, what: str, at: int) -> None:
        super().__init__(what)
        self.what = what
        self.at = at


class Token(NamedTuple):
    """A word or a sign, what kind it is, and its place (from 0)."""

    kind: str
    text: str
    at: int


def tokens_in(text: str) -> list[Token]:
    """Return the words and signs of `text`.

    Raises:
        BadCondition: there are too many, or something that is neither.
    """
    if len(text) > MOST_CHARACTERS:
        message = f"a condition has at most {MOST_CHARACTERS} characters"
        raise BadCondition(message, MOST_CHARACTERS)
    found: list[Token] = []
    at = 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            at += len(text[at:]) - len(text[at:].lstrip())
            raise BadCondition(_no_meaning(text[at]), at)
        kind = str(match.lastgroup)
        start = match.start(kind) - (kind == "text")
        found.append(Token(kind, match.group(kind), start))
        at = match.end()
        if len(found) > MOST_TOKENS:
            message = f"a condition has at most {MOST_TOKENS} words and signs"
            raise BadCondition(message, start)
    return found


def _no_meaning(character: str) -> str:
    if character == "'":
        return "this quotation mark has no partner"
    if character == '"':
        return "words stand in 'single quotes'"
    if character in "+-*/%^":
        return "arithmetic is not in this format yet"
    if character.isupper():
        return f"ids and words are written small; “{character}” is not"
    return f"“{character}” has no meaning here"
