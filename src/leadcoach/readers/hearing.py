"""An account made ready to read: sentences, and the stretches that are not the writer's.

What somebody else said, and mail that was pasted in, stays silent: no cue counts there.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from leadcoach.domain.reading import Quote
from leadcoach.domain.sentences import Span, spans
from leadcoach.readers import Account

# One character for one: offsets in the plain text are offsets in the text as typed.
_PLAIN = str.maketrans({"\u2019": "'", "\u2018": "'", "\u00a0": " ", "\u202f": " "})
_ONE_LINE = str.maketrans("\n\t", "  ")
_SPEECH = re.compile(
    '"[^"\n]{1,600}"|\u201c[^\u201d\n]{1,600}\u201d|\u00ab[^\u00bb\n]{1,600}\u00bb'
    "|(?<![\\w'])'(?=\\w)(?:[^'\n]|(?<=\\w)'(?=\\w)){2,300}'(?!\\w)"
)
_MAIL_LINE = re.compile(
    r"^[ \t]*(?:>.*|(?:from|to|cc|sent|date|subject):.*|on .{6,80} wrote:[ \t]*)$",
    re.IGNORECASE | re.MULTILINE,
)
_REST_IS_MAIL = re.compile(
    r"^[ \t]*(?:-+ ?(?:original|forwarded) message ?-+|begin forwarded message:"
    r"|on .{6,80} wrote:[ \t]*\n\s*(?![>\s])"
    r"|(?<=\n)from:.*\n(?:[ \t]*(?:sent|date|to|cc|subject):.*\n){2})",
    re.IGNORECASE | re.MULTILINE,
)
_KEY = re.compile(
    r"^[ \t]*[-{,]?[ \t]*[\"']?\w[\w. -]{0,40}[\"']?[ \t]*[=:][ \t]*\[?[ \t]*$",
    re.MULTILINE,
)
"""what stands before a text in a file of answers: `best = `, `"best": `"""
_MOSTLY = 0.8


@dataclass(frozen=True)
class Told:
    """One answer: the text as typed, the same with plain marks, and its sentences."""

    id: str
    part: str
    """`best` or `struggle`, or `mixed` where nobody said which"""
    text: str
    plain: str
    sentences: tuple[Span, ...]
    silent: tuple[Span, ...]
    cuts: dict[tuple[int, int, str, int], tuple[Quote, bool]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """quotes that were cut from it already"""

    def quote(self, start: int, end: int) -> Quote:
        """Return the words from `start` to `end` as a quote."""
        return Quote(self.text[start:end], self.id, start, end)

    def sentence_at(self, place: int) -> Span:
        """Return the sentence that holds the character at `place`, or an empty one."""
        at = bisect_right(self.sentences, place, key=lambda span: span.start) - 1
        if at >= 0 and place < self.sentences[at].end:
            return self.sentences[at]
        return Span(place, place)

    def is_silent(self, place: int) -> bool:
        """Tell whether somebody else is speaking at `place`."""
        at = bisect_right(self.silent, place, key=lambda span: span.start) - 1
        return at >= 0 and place < self.silent[at].end


@lru_cache(maxsize=2)
def heard(account: Account) -> tuple[Told, ...]:
    """Return every answer of `account` that holds words, best moments first.

    One that is told as best and as struggle alike is neither.
    """
    both = set(account.best) & set(account.struggle)
    pairs = [("mixed" if pair in both else "best", pair) for pair in account.best]
    pairs += [("struggle", pair) for pair in account.struggle if pair not in both]
    return tuple(_told(part, *pair) for part, pair in pairs if pair[1].strip())


def _told(part: str, answer: str, text: str) -> Told:
    plain = text.translate(_PLAIN)
    silent = tuple(_merged(sorted(_silent(plain))))
    # Sentences know where lines end; the cues need not.
    return Told(answer, part, text, plain.translate(_ONE_LINE), spans(text), silent)


def _silent(plain: str) -> Iterator[Span]:
    speeches = [each.span() for each in _SPEECH.finditer(plain)]
    said = sum(end - start for start, end in speeches)
    # Quotation marks around everything are the writer's own.
    if said < _MOSTLY * len(plain.strip()):
        yield from (Span(*each) for each in speeches if not _is_value(plain, each[0]))
    for line in _MAIL_LINE.finditer(plain):
        yield Span(*line.span())
    rest = _REST_IS_MAIL.search(plain)
    if rest:
        yield Span(rest.start(), len(plain))


def _is_value(plain: str, start: int) -> bool:
    """Tell whether a name and a sign stand before a quotation mark, as in a file."""
    line = plain.rfind("\n", 0, start) + 1
    return bool(_KEY.match(plain[line:start]))


def _merged(found: list[Span]) -> Iterator[Span]:
    for at, span in enumerate(found):
        if at and span.start < found[at - 1].end:
            found[at] = Span(found[at - 1].start, max(found[at - 1].end, span.end))
        if at + 1 == len(found) or found[at + 1].start >= found[at].end:
            yield found[at]
