"""What a terminal sends, read by read, as keys, text and pastes. No clock decides which.

One read is all that is there at one moment. A terminal that marks pastes says itself
what is one. Without the mark the read says it: in a text, whatever comes is text, and
only an Enter that ends a read is an Enter. In a picker, several characters in one read
that are no keys of it are a paste; one character alone is a key.
"""

import codecs
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

ENTER = "\r"
TAB = "\t"
SHIFT_TAB = "\x1b[Z"
INTERRUPT = "\x03"
END = "\x04"
SUSPEND = "\x1a"

NO_UTF8 = (
    "A letter came that is not UTF-8; it is left out. Is the terminal set to UTF-8?"
)

_PASTE_BEGINS = "\x1b[200~"
_PASTE_ENDS = "\x1b[201~"
_KEY = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O[0-9;]*[@-~])"  # arrows and their like
    r"|\x1b[bBfFdD\x7f\x08]"  # Alt with a letter that moves or erases by words
    r"|\x1b"  # any other Esc is none: what follows it is what it is
    r"|\r\n|[\x00-\x1f\x7f-\x9f]"
    r"|[^\x00-\x1f\x7f-\x9f]+"
)
_UNFINISHED = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|O[0-9;]*)?\Z")
_NO_UTF8 = re.compile("[\udc80-\udcff]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_OF_A_PICKER = re.compile(r"[\d \n]*(/[a-z]*\n?|\?\n?)?")


class Key(NamedTuple):
    """A key, a run of text, or a paste."""

    data: str
    """the characters; a key that is no text as the terminal sends it"""
    pasted: bool = False

    @property
    def is_text(self) -> bool:
        """Tell whether it is to be inserted, and does nothing."""
        return self.pasted or not _CONTROL.match(self.data)


class Reads:
    """Takes what a terminal sends; a letter or a key may arrive in several reads."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._rest = ""
        self._paste: list[str] | None = None
        self.refused = False
        """whether bytes came that are no UTF-8; they are left out"""

    def keys(self, read: bytes) -> list[Key]:
        """Return the keys of one read; what is not complete waits for the next."""
        text = self._rest + self._decoder.decode(read)
        self._rest = ""
        found: list[Key] = []
        while text:
            if self._paste is None:
                before, begins, text = text.partition(_PASTE_BEGINS)
                found += self._typed(before, more=bool(begins))
                self._paste = [] if begins else None
                continue
            inside, ends, text = text.partition(_PASTE_ENDS)
            if not ends:  # the mark itself may be cut
                self._rest = inside[-len(_PASTE_ENDS) + 1 :]
                self._paste.append(inside[: -len(_PASTE_ENDS) + 1])
                break
            whole = "".join([*self._paste, inside])
            self._paste = None
            found.append(Key(re.sub("\r\n?", "\n", self._utf8(whole)), pasted=True))
        return found

    def _typed(self, text: str, *, more: bool) -> list[Key]:
        cut = None if more else _UNFINISHED.search(text)
        if cut:
            self._rest, text = text[cut.start() :], text[: cut.start()]
        parts = (part for part in _KEY.findall(self._utf8(text)) if part != "\x1b")
        return [Key(ENTER if part in ("\r\n", "\n") else part) for part in parts]

    def _utf8(self, text: str) -> str:
        good = _NO_UTF8.sub("", text)
        self.refused = self.refused or good != text
        return good


def in_a_text(keys: Sequence[Key]) -> list[Key]:
    """Return the keys of one read where words are typed.

    Text that comes together is one piece, with the line ends and tabs inside it.
    """
    found: list[Key] = []
    for key in keys:
        is_last = key is keys[-1]
        if key.data == ENTER and not is_last:
            key = Key("\n", pasted=True)
        elif key.data == TAB and len(keys) > 1:
            key = Key(TAB, pasted=True)
        if found and found[-1].is_text and key.is_text:
            key = Key(found.pop().data + key.data, pasted=True)
        found.append(key)
    return found


def in_a_picker(keys: Sequence[Key]) -> list[Key]:
    """Return the keys of one read where something is chosen: one character each.

    A paste is one key, whole, and no Enter comes with it.
    """
    text = _text_of(keys)
    is_paste = any(key.pasted for key in keys) or not _are_keys(text)
    if not is_paste:
        return [
            Key(part)
            for key in keys
            for part in (key.data if key.is_text else [key.data])
        ]
    others = [key for key in keys if not key.is_text and key.data not in (ENTER, TAB)]
    return [Key(text, pasted=True), *others]


def _text_of(keys: Iterable[Key]) -> str:
    line_ends = {ENTER: "\n", TAB: TAB}
    return "".join(
        key.data if key.is_text else line_ends.get(key.data, "") for key in keys
    )


def _are_keys(text: str) -> bool:
    """Tell whether a picker knows these characters: digits, Space, Enter, ?, a command.

    One that it does not know is a slip of the finger, and several are words.
    """
    is_known = _OF_A_PICKER.fullmatch(text) is not None
    return (
        is_known or sum(not (sign.isdecimal() or sign in " \n") for sign in text) <= 1
    )
