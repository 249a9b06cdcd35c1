"""Telling from the bytes of a file that an entry cannot be meant, before it is parsed."""

import re
from collections.abc import Iterable

from leadcoach.domain.seeking import Term, fold
from leadcoach.journals.finding.written import written_in

# A file writes these otherwise than they are: \" \\ \t.
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f]+')
_SURROGATE = re.compile("[\ud800-\udfff]")
# Letters as numbers, and one line as two: not as we write, but as TOML may be written.
_BY_HAND = re.compile(rb"\\[uxe \t\r\n]")

# What phones and mail programs put into English; looking for it in bytes is faster than
# folding a text. The dashes have no plain form.
_TYPOGRAPHIC = (
    (b"\xe2\x80\x99", b"'"),
    (b"\xe2\x80\x98", b"'"),
    (b"\xe2\x80\x9c", b'"'),
    (b"\xe2\x80\x9d", b'"'),
    (b"\xe2\x80\xa6", b"..."),
    (b"\xe2\x80\x93", b"\0"),
    (b"\xe2\x80\x94", b"\0"),
)

_ASKED = (b'asked = "', b'title = "')


class Sieve:
    """Lets through every entry that may hold all of the words, and few others."""

    def __init__(self, terms: Iterable[Term], marks: Iterable[str] = ()) -> None:
        words = [word for term in terms for word in term]
        pieces = [part for word in words for part in _ESCAPED.split(_storable(word))]
        # The longest is the rarest, mostly.
        found = {part for part in (*pieces, *marks) if part}
        self._pieces = sorted(found, key=len, reverse=True)
        self._is_ascii = all(part.isascii() for part in self._pieces)
        self._encoded = [part.encode() for part in self._pieces]

    def may_hold(self, content: bytes) -> bool:
        """Tell whether the words can be anywhere in a file; False only when they are not.

        Raises:
            UnicodeDecodeError: the file is not UTF-8.
        """
        low = content.lower()
        if self._in_bytes(low) or (b"\\" in low and _BY_HAND.search(low)):
            return True
        if low.isascii():
            return False
        text = content.decode()
        if self._is_ascii:
            for sign, plain in _TYPOGRAPHIC:
                low = low.replace(sign, plain)
            if low.isascii():
                return self._in_bytes(low)
        return self._in_text(text)

    def may_be_own(self, content: bytes) -> bool:
        """Tell whether all words can be in what the person wrote."""
        if any(_only_asked(piece, content) for piece in self._encoded):
            return False
        own = written_in(content)
        return own is None or self._in_text(own)

    def _in_bytes(self, low: bytes) -> bool:
        # A loop, since a generator takes twice as long, ten thousand times.
        for piece in self._encoded:
            if piece not in low:
                return False
        return True

    def _in_text(self, text: str) -> bool:
        folded = fold(text)
        return all(piece in folded for piece in self._pieces)


def _only_asked(piece: bytes, content: bytes) -> bool:
    """Tell whether all of `piece` stands in a line with a question or title of ours.

    So it is with words that most entries have been asked about. False when in doubt:
    then the whole file is looked at.
    """
    low = content.lower()
    if not low.isascii() or b"'''" in low or b"[answer.value" in low:
        return False
    at = low.find(piece)
    if at < 0:  # written as no file of ours is
        return False
    while at >= 0:
        begins = low.rfind(b"\n", 0, at) + 1
        if not low.startswith(_ASKED, begins) or low.count(b'"""', 0, at) % 2:
            return False
        ends = low.find(b"\n", at)
        at = low.find(piece, ends) if ends >= 0 else -1
    return True


def _storable(word: str) -> str:
    return _SURROGATE.sub("\ufffd", word)
