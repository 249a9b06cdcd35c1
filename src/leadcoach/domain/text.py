"""A person's words as text: made harmless for a screen, counted, cut short, wrapped."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

_LINE_ENDS = re.compile("\r\n?")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_HARMFUL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters but tab and line feed
    "\u202a-\u202e\u2066-\u2069"  # they reorder the text around them
    "\u200b\u2060-\u2064\u206a-\u206f\ufeff\u180e\u00ad"  # they cannot be seen
    "\ufff9-\ufffb\ufffe\uffff"
    "\u115f\u1160\u3164\uffa0"  # letters that look like a space
    "\U000e0000-\U000e0fff"
    "\ud800-\udfff]"
)
# The flags of Scotland, Wales and England are written with tag characters.
_FLAG = "\U0001f3f4[\U000e0061-\U000e007a\U000e0030-\U000e0039]{2,6}\U000e007f"
_MARK = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_PILED_MARKS = re.compile(f"((?:{_MARK}){{4}}){_MARK}+")
_REFUSED_IN_FILES = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_WORD = re.compile(r"\w+(?:['\u2019-]\w+)*")
# More digits than anybody means; Python refuses to read thousands of them.
_WHOLE_NUMBER = re.compile(r"-?\d{1,18}")
# Where a line of Chinese or Japanese neither begins nor ends.
_NOT_FIRST = (
    "、。，．！？：；）］｝」』】〉》〕ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
)
_NOT_LAST = "（［｛「『【〈《〔"


_MARKS_OF_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_MANY_ZEROS = 20


def coding_of(content: bytes) -> str:
    """Return what codes a text: UTF-16, UTF-16-LE or UTF-16-BE, or utf-8 for all else.

    UTF-16 without its mark has zeros in every other byte. Where a power cut left zeros,
    every byte is one.
    """
    if content.startswith(_MARKS_OF_UTF16):
        return "UTF-16"
    even, odd = (content[at:400:2].count(0) for at in (0, 1))
    if abs(odd - even) <= _MANY_ZEROS:
        return "utf-8"
    return "UTF-16-LE" if odd > even else "UTF-16-BE"


_FOREIGN = {
    "Pages": rb"PK\x03\x04.*\.iwa",
    "zip": rb"PK\x03\x04",
    "gzip": rb"\x1f\x8b",
    "tar": rb".{257}ustar",
    "7-Zip": rb"7z\xbc\xaf\x27\x1c",
    "RAR": rb"Rar!\x1a\x07",
    "bzip2": rb"BZh[1-9]1AY&SY",
    "xz": rb"\xfd7zXZ\x00",
    "RTF": rb"\{\\rtf",
    "PDF": rb"%PDF",
    "Outlook": rb"\xd0\xcf\x11\xe0",
    "photo": rb"\xff\xd8\xff",
    "picture": rb"\x89PNG",
}
"""how files begin that are no text: those of Word are zips, its old ones like Outlook's"""
ARCHIVES = ("zip", "gzip", "tar", "7-Zip", "RAR", "bzip2", "xz")


def foreign_kind(content: bytes) -> str:
    """Return which kind of file a beginning tells, as `zip`; nothing where it may be text."""
    return next(
        (kind for kind, it in _FOREIGN.items() if re.match(it, content, re.DOTALL)), ""
    )


def with_plain_line_ends(text: str) -> str:
    """Return `text` with every line end as a single line feed; nothing else changes."""
    return _LINE_ENDS.sub("\n", text)


def clean(text: str) -> str:
    """Return `text` made harmless for a screen; it may still hold line feeds and tabs.

    Control characters, escape codes, invisible and reordering characters become U+FFFD.
    """
    text = _BREAKS.sub("\n", text)
    if _HARMFUL.search(text):
        harmful = f"({_FLAG})|{_HARMFUL.pattern}"
        text = re.sub(harmful, lambda found: found[1] or "\ufffd", text)
    # Composed first: some marks are written as two, which would be counted as one.
    return _PILED_MARKS.sub(r"\1", unicodedata.normalize("NFC", text))


def clean_line(text: str, limit: int = 0) -> str:
    """Return `text` cleaned, on one line, and with `limit` at most that many characters."""
    line = re.sub(r"[\n\t ]+", " ", clean(text)).strip()
    return line[: limit - 1] + "…" if limit and len(line) > limit else line


def on_one_line(text: str) -> str:
    """Return `text` on one line, with ` / ` where a line ended, as verse is quoted."""
    return " / ".join(line for line in text.split("\n") if line.strip())


def whole_number(text: str) -> int | None:
    """Return the whole number `text` is, in the digits of any script, or None."""
    found = _WHOLE_NUMBER.fullmatch(text.strip())
    return int(found.group()) if found else None


def control_character_in(text: str) -> str:
    """Return the first character an exercise file may not hold, or an empty string."""
    found = _REFUSED_IN_FILES.search(text)
    return found.group() if found else ""


def words_in(text: str) -> list[str]:
    """Return the words of `text`, in order."""
    return _WORD.findall(text)


def one_of(words: str) -> str:
    """Return a pattern for one of some words, whole at its end; they stand apart by spaces."""
    return rf"(?:{'|'.join(words.split())})(?![\w'-])"


def first_words(text: str, count: int = 12) -> str:
    """Return the first `count` words of `text` as written, with … where more follows."""
    words = list(islice(re.finditer(r"\S+", text), count + 1))
    if len(words) <= count:
        return text.strip()
    return text[: words[count - 1].end()].lstrip() + " …"


# wcwidth is imported late: its tables take a moment, and where every letter stands alone
# and takes one column, as in the languages of Europe, none is needed.
_NARROW = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u0384-\u0482\u048a-\u0527"
    "\u2010-\u2027\u2030-\u205e\u2190-\u2199\u2500-\u257f]*"
)


def _is_narrow(text: str) -> bool:
    return text.isascii() or _NARROW.fullmatch(text) is not None


def columns(text: str) -> int:
    """Return how many columns of a terminal `text` takes."""
    if _is_narrow(text):
        return len(text)
    from wcwidth import width

    return width(text, control_codes="ignore")


def wrap(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """Return the lines of cleaned `text`, none wider than `width` columns.

    `first` stands before the first line and `rest` (the same when None) before the
    others. Line breaks and the spaces a line begins with are kept; words too long for
    a line are cut between two signs.
    """
    rest = first if rest is None else rest
    room = max(2, width - max(columns(first), columns(rest)))
    top, *lines = (each for line in text.split("\n") for each in _broken(line, room))
    return [(first + top).rstrip(" "), *((rest + line).rstrip(" ") for line in lines)]


def _broken(line: str, room: int) -> Iterator[str]:
    body = line.lstrip(" ")
    now = " " * min(len(line) - len(body), room // 2)
    used, space = len(now), ""
    for piece in _pieces(body):
        if piece[0] == " ":
            space = piece
            continue
        wide = columns(piece)
        if now.strip(" ") and used + len(space) + wide > room:
            yield now
            now, used, space = "", 0, ""
        now, used, space = now + space + piece, used + len(space) + wide, ""
        while used > room:
            head = _head(now, room)
            yield head
            now, used = now[len(head) :], used - columns(head)
    yield now


def _pieces(line: str) -> Iterator[str]:
    """Yield what no line ends in: words, spaces, and the signs of Chinese and Japanese."""
    for word in re.findall(r" +|[^ ]+", line):
        if _is_narrow(word):
            yield word
            continue
        from wcwidth import iter_graphemes, wcwidth

        part, was_wide = "", False
        for sign in iter_graphemes(word):
            is_wide = wcwidth(sign[0]) > 1
            may_end = (is_wide or was_wide) and part[-1:] not in _NOT_LAST
            if part and may_end and sign not in _NOT_FIRST:
                yield part
                part = ""
            part, was_wide = part + sign, is_wide
        yield part


def _head(text: str, room: int) -> str:
    """Return the signs that fit into `room` columns, one of them at least."""
    if _is_narrow(text):
        return text[: max(1, room)]
    from wcwidth import iter_graphemes

    head, used = "", 0
    for sign in iter_graphemes(text):
        used += columns(sign)
        if used > room and head:
            break
        head += sign
    return head


def several(names: Sequence[object], most: int) -> str:
    """Return the first `most` names with commas between them, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(map(str, names[:most])) + more


def nearest(word: str, known: Iterable[str], alike: float = 0.6) -> str:
    """Return the known word most like `word`, or nothing when none is near.

    `alike` goes from 0 to 1, for the same word.
    """
    from difflib import get_close_matches  # only wrong words pay for it

    found = get_close_matches(word, list(known), n=1, cutoff=alike)
    return found[0] if found else ""


def nearest_of(word: str, known: Iterable[str]) -> str:
    """Return “Did you mean …?” with the nearest known word, or nothing."""
    meant = nearest(word, known)
    return f"Did you mean “{meant}”?" if meant else ""
