"""Putting answers into words: `${id}`, in one pass, so that answers are never expanded.

${id}            the answer in words          ${id|short}   its first twelve words
${id|list}       one item a line              ${id|quote}   in quotation marks
${id|or a word}  these words when unanswered  ${last.id}    the answer of last time
${match}         the word that `mentions` met ${date}       the day of the sitting
${m.lowest}      the row with the lowest number of a matrix m; ${m.highest} too
${item}          the item of `for_each`       $$            a dollar sign
${mirror.question}  the question that the page of a mirror with that id ends in
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from leadcoach.domain.entry import Value
from leadcoach.domain.reading import quote_in
from leadcoach.domain.text import first_words

_PIPE = re.compile(r"\$\$|\$\{([^{}\n]*)\}")
_IN_A_TEXT = re.compile(f"(?:{_PIPE.pattern})([.,:;]?)")
_ENDS = re.compile(r"[.!?…][\"'”’»)]*$")
_FULL_STOP = re.compile(r"(?<=\w\w)\.$")
"""at the end of a sentence; that of an initial belongs to the name"""
_INSIDE = re.compile(
    r"(?P<name>[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)"
    r"(?:\|(?P<how>short|list|quote|or (?P<words>.+)))?"
)
OWN_NAMES = ("match", "date", "item")
"""Names that are not questions."""


class Pipe(NamedTuple):
    """One `${…}`: the name inside, how it is to be shown, and the mark behind it."""

    name: str
    how: str
    instead: str
    at: int
    mark: str = ""
    """which its words may swallow"""


class BadPipe(NamedTuple):
    """A `${…}` that has no meaning, and where it stands."""

    text: str
    at: int


def pipes_in(text: str) -> Iterator[Pipe | BadPipe]:
    """Yield every `${…}` of `text`."""
    for match in _PIPE.finditer(text):
        if match.group() != "$$":
            yield _read(match)


def parts_of(text: str) -> Iterator[str | Pipe]:
    """Yield the words of `text` and what is put between them, in order."""
    at = 0
    for match in _IN_A_TEXT.finditer(text):
        pipe = _read(match) if match[1] is not None else None
        yield text[at : match.start()]
        if isinstance(pipe, Pipe):
            yield pipe._replace(mark=match[2])
        else:
            yield match.group() if pipe else f"${match[2]}"
        at = match.end()
    yield text[at:]


def piped(text: str, shown: Mapping[str, Sequence[str]]) -> str:
    """Return `text` with every `${name}` replaced by the words in `shown`.

    `shown` holds the words of an answer, and after them those of each of its items.
    What is unanswered becomes an empty string, or the words after `|or`. Two marks never
    stand side by side: `${item}: who?` and `… on ${item}.` have one, whatever was typed.
    """
    return "".join(
        part if isinstance(part, str) else _worded(part, *shown.get(part.name, ("",)))
        for part in parts_of(text)
    )


def plain_words(value: Value) -> str:
    """Return a value in words where its question is not at hand."""
    if isinstance(value, tuple):
        return ", ".join(value)
    quote = quote_in(value)
    if quote is not None:
        return quote.text
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {cell}" for key, cell in value.items())
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _read(match: re.Match[str]) -> Pipe | BadPipe:
    inside = _INSIDE.fullmatch(match.group(1))
    if inside is None:
        return BadPipe(match.group(), match.start())
    how = (inside["how"] or "").split(" ")[0]
    return Pipe(inside["name"], how, inside["words"] or "", match.start())


def _worded(pipe: Pipe, words: str, *items: str) -> str:
    bare = words.strip()
    if not bare:
        words = pipe.instead
    elif pipe.how == "short":
        words = re.sub(r"\s*\n\s*", " ", first_words(words))
    elif pipe.how == "list":
        words = "\n".join(f"- {item.strip()}" for item in items or words.split("\n"))
    else:
        words = f"“{bare}”" if pipe.how == "quote" else bare
    if not pipe.mark or not _ENDS.search(words):
        return words + pipe.mark
    if pipe.mark == ".":
        return words
    words = _FULL_STOP.sub("", words)
    return f"“{words}”{pipe.mark}" if words[-1] in "!?" else words + pipe.mark
