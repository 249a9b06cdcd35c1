"""What a person wrote, taken out of the bytes of an entry without parsing them.

Parsing ten thousand files takes seconds, looking through their bytes does not. Our own
files have one shape: each key on a line of its own, and no three quotation marks inside
a text. What does not have that shape gives None, and has to be parsed.
"""

import re

_END = b'"""'
_ODD_ESCAPE = re.compile(rb'\\(?!["\\])')
# Dropped before the rest is taken line by line, which takes longer. In a table that is
# an answer these could be the person's keys.
_NOT_OWN = re.compile(
    rb"\n(?:exercise|version|title|sha256|language|started|finished|zone|local_date"
    rb"|id|type|asked|private) = [^\n\[][^\n]*"
)
_ANSWER_IS_A_TABLE = b"[answer.value"
_KEY = re.compile(rb"[\w.-]+")
_OWN_KEYS = {b"": (b"amended",), b"answer": (b"value",)}
_OWN_SECTIONS = (b"answer.value", b"commitment")
_TABLES_AS_VALUES = (b"answer", b"commitment")


def written_in(content: bytes) -> str | None:
    """Return the answers, amended words and commitments in `content`, a line or more each.

    Nothing the person wrote is missing; ids of choices and quoting backslashes are
    there too. None where only parsing can tell.
    """
    if b"'''" in content or (b"\\" in content and _is_odd(content)):
        return None
    parts = content.replace(b"\r\n", b"\n").split(_END)
    if len(parts) % 2 == 0:
        return None
    sieve = _Sieve()
    has_own_keys = _ANSWER_IS_A_TABLE in content
    for at, part in enumerate(parts):
        if at % 2:
            sieve.text(part)
            continue
        structure = part if has_own_keys else _NOT_OWN.sub(b"", part)
        if not all(map(sieve.line, structure.split(b"\n"))):
            return None
    try:
        return b"\n".join(sieve.own).decode()
    except UnicodeDecodeError:
        return None


def _is_odd(content: bytes) -> bool:
    # Doubled ones go first: what follows them is no escape.
    return _ODD_ESCAPE.search(content.replace(b"\\\\", b"")) is not None


class _Sieve:
    """Takes a file line by line and keeps what is the person's own."""

    def __init__(self) -> None:
        self.own: list[bytes] = []
        self._section = b""
        self._is_own = False
        self._in_list = False

    def text(self, words: bytes) -> None:
        """Take what stands between three quotes."""
        if self._is_own:
            self.own.append(words)

    def line(self, line: bytes) -> bool:
        """Take a line of structure; False when it has not the shape of ours."""
        if line[:1] in (b"", b'"'):  # the end of a text of several lines
            return len(line) < 2 or line[:2] == b'",'
        if line[:1] in (b" ", b"]", b","):
            return self._goes_on(line)
        if line[:1] == b"[":
            self._section = line.strip(b"[] \t").replace(b'"', b"")
            self._is_own = self._in_list = False
            return True
        return self._opens(line)

    def _goes_on(self, line: bytes) -> bool:
        if not self._in_list:
            return line == b","
        if line[:1] == b"]":
            self._in_list = False
        elif self._is_own:
            self.own.append(line)
        return True

    def _opens(self, line: bytes) -> bool:
        key, equals, rest = line.partition(b" = ")
        key = key.rstrip()
        if not equals or self._in_list or not _KEY.fullmatch(key):
            return False
        if not self._section and key in _TABLES_AS_VALUES:
            return False
        self._in_list = rest == b"["
        self._is_own = self._has_own(key)
        if self._is_own:
            self.own.append(rest)
        return True

    def _has_own(self, key: bytes) -> bool:
        section = self._section
        if key.partition(b".")[0] in _OWN_KEYS.get(section, ()):
            return True
        return section.startswith(_OWN_SECTIONS)
