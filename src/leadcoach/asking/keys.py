"""The keys of a terminal: how they are read, and what each does in a list to choose from.

One read is all that is there at one moment. A terminal that marks pastes says itself
what is one. Without the mark the read says it: in a text, whatever comes is text, and
only an Enter that ends a read is an Enter. In a picker, several characters in one read
that are no keys of it are a paste; one character alone is a key.
"""

import codecs
import os
import re
import select
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from types import FrameType
from typing import Any, NamedTuple, TextIO

from leadcoach.asking import COMMANDS, Keep, Move, keep_nothing
from leadcoach.domain.text import clean_line, wrap

ENTER = "\r"
TAB = "\t"
SHIFT_TAB = "\x1b[Z"
INTERRUPT = "\x03"
END = "\x04"
SUSPEND = "\x1a"
RUB_OUT = ("\x7f", "\x08")

KEPT_EVERY = 0.5
"""seconds after which text in progress is kept, while somebody types"""
NARROWEST = 8
"""columns below which breaking between words would leave too little"""
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
        if key.data == ENTER and key is not keys[-1]:
            key = Key("\n", pasted=True)
        elif key.data == TAB and len(keys) > 1:
            key = Key(TAB, pasted=True)
        if found and found[-1].is_text and key.is_text:
            key = Key(found.pop().data + key.data, pasted=True)
        found.append(key)
    return found


def in_a_picker(keys: Sequence[Key]) -> list[Key]:
    """Return the keys of one read where something is chosen: one character each.

    A paste is one key, whole, and no Enter comes with it. A picker knows digits, Space,
    Enter, ? and commands; one other character is a slip of the finger, several are words.
    """
    ends = {ENTER: "\n", TAB: TAB}
    text = "".join(key.data if key.is_text else ends.get(key.data, "") for key in keys)
    others = [sign for sign in text if not (sign.isdecimal() or sign in " \n")]
    is_typed = len(others) <= 1 or _OF_A_PICKER.fullmatch(text)
    if is_typed and not any(key.pasted for key in keys):
        parts = (key.data if key.is_text else [key.data] for key in keys)
        return [Key(part) for each in parts for part in each]
    return [
        Key(text, pasted=True),
        *(key for key in keys if not key.is_text and key.data not in ends),
    ]


SKIP = "(skip)"
NO_WAY_BACK = "That does not go here. /pause leaves."
PASTED = "What was pasted is kept for the next words you type."
_DIGITS = 9
"""of a number that is typed; no list is so long"""
_MOST = 10_000
"""more than any list has"""
_STEPS = {"\x1b[A": -1, "\x1bOA": -1, "\x1b[B": 1, "\x1bOB": 1}
_LEAPS = {
    **dict.fromkeys(("\x1b[H", "\x1bOH", "\x1b[1~"), -_MOST),
    **dict.fromkeys(("\x1b[F", "\x1bOF", "\x1b[4~"), _MOST),
    "\x1b[5~": -5,
    "\x1b[6~": 5,
}
"""arrows go round the list, other keys stop at its ends"""

Chosen = Move | tuple[str, ...]


@dataclass
class Picker:
    """A list while somebody chooses from it: keys come in, lines to draw go out.

    A number moves, Enter chooses, Space ticks; letters do nothing. `/` opens a line for
    a command. After a number that is not in the list nothing is chosen or ticked until
    one that is, or an arrow, points at something.
    """

    choices: Mapping[str, str]
    keys: str
    """what `?` says"""
    hint: str = ""
    """what stands below the list"""
    several: bool = False
    skip: bool = False
    """whether a last line passes the question"""
    moves: tuple[Move, ...] = tuple(Move)
    """the commands that work here"""
    ticked: set[str] = field(default_factory=set)
    pointer: str = "›"
    at: int = 0
    command: str = ""
    """the line that `/` opened, with it; empty when none is open"""
    note: str = ""
    paste: Keep = keep_nothing
    """called with words, pasted or behind `/`; they choose nothing"""
    changed: Callable[[], None] = lambda: None
    """called when something is ticked"""

    def __post_init__(self) -> None:
        self._ids = [*self.choices, *([""] if self.skip else [])]
        self._number = ""  # the digits typed so far
        self._began_at = 0  # where the pointer stood before them
        self._counted = False  # whether it stands where it does by a number
        self._refused = ""  # a number not in the list, until something is pointed at

    def press(self, key: Key) -> Chosen | None:
        """Do what a key does; return what was chosen once it is."""
        number, self._number = self._number, ""
        self.note = ""
        if self.command:
            return self._type(key)
        if key.pasted:
            self._keep(key.data)
        elif key.data == ENTER:
            return self._enter()
        elif key.data in (END, SHIFT_TAB):
            return self._move(Move.PAUSE if key.data == END else Move.BACK)
        elif key.data.isdecimal() or (number and key.data in RUB_OUT):
            self._count(number, key.data)
        else:
            self._step(key.data)
        return None

    def _step(self, key: str) -> None:
        last = len(self._ids) - 1
        if key in _STEPS:
            self._point((self.at + _STEPS[key]) % (last + 1))
        elif key in _LEAPS:
            self._point(min(max(self.at + _LEAPS[key], 0), last))
        elif key == " " and self.several and self._refused:
            self._say_range()
        elif key == " " and self.several and self._ids[self.at]:
            self.ticked ^= {self._ids[self.at]}
            self._counted = False
            self.changed()
        elif key == "/":
            self.command = key
        elif key == "?":
            self.note = self.keys

    def _point(self, at: int, *, counted: bool = False) -> None:
        self.at, self._counted, self._refused = at, counted, ""

    def _count(self, before: str, key: str) -> None:
        """Move to the number that the digits make; stay where there is none."""
        if not before:
            self._began_at = self.at
        self._number = before[:-1] if key in RUB_OUT else (before + key)[:_DIGITS]
        number = int(self._number or 0)
        if 1 <= number <= len(self.choices):
            self._point(number - 1, counted=True)
            return
        self._point(self._began_at)
        if self._number:
            self._refused = self._number
            self._say_range()

    def _say_range(self) -> None:
        said = f"A number from 1 to {len(self.choices)}."
        self.note = f"{said} There is no {self._refused} here."

    def _enter(self) -> Chosen | None:
        here = self._ids[self.at]
        if self._refused:
            self._say_range()
            return None
        if not here:
            return Move.SKIP
        if not self.several:
            return (here,)
        if self._counted and here not in self.ticked:  # a number and Enter choose
            self.ticked.add(here)
            self.changed()
        return tuple(each for each in self.choices if each in self.ticked)

    def _type(self, key: Key) -> Chosen | None:
        if key.is_text:
            self.command += key.data.replace("\n", " ")
        elif key.data in RUB_OUT:
            self.command = self.command[:-1]
        elif key.data == END:
            return Move.PAUSE
        elif key.data == ENTER:
            typed = self.command.strip()
            if self.keep_words():
                return None
            self.command = ""
            if typed in COMMANDS:
                return self._move(COMMANDS[typed])
            said = f"There is no {clean_line(typed, 20)} here. ? shows the keys."
            self.note = self.keys if typed == "/help" else said
        return None

    def keep_words(self) -> bool:
        """Keep words behind the stroke, which are no command; tell whether there are any."""
        words = self.command.strip()
        if " " not in words:
            return False
        self.command = ""
        self._keep(words)
        return True

    def _keep(self, words: str) -> None:
        self.note = PASTED
        self.paste(words)

    def _move(self, move: Move) -> Move | None:
        if move in self.moves:
            return move
        self.note = NO_WAY_BACK
        return None

    def lines(self, width: int, height: int) -> tuple[list[str], int, int]:
        """Return what is drawn on so many columns and rows, and the cursor's row and column.

        Where the list is longer than the screen, the part around the pointer is drawn.
        """
        said = self.note or self.hint
        below = wrap(said, max(width - 1, NARROWEST + 2), "  ") if said else []
        if self.command:
            below.append(f"  {self.command}"[-width + 1 :])
        drawn = [self._label(at, width) for at in range(len(self._ids))]
        room = max(height - len(below) - 1, 3)
        shown = _around([len(each) for each in drawn], self.at, room)
        lines = [line for at in shown for line in drawn[at]]
        row = sum(len(drawn[at]) for at in shown if at < self.at)
        if shown.start > 0:
            lines, row = [f"  ({shown.start} more above)"[:width], *lines], row + 1
        if shown.stop < len(drawn):
            lines.append(f"  ({len(drawn) - shown.stop} more below)"[:width])
        if self.command:
            return [*lines, *below], len(lines) + len(below) - 1, len(below[-1])
        return [*lines, *below], row, 0

    def _label(self, at: int, width: int) -> list[str]:
        """Return a choice as lines: pointer, number, box, words."""
        chosen = self._ids[at]
        before = f"{self.pointer if at == self.at else ' '} "
        if chosen:
            before += f"{at + 1:>{len(str(len(self.choices)))}}. "
        if chosen and self.several:
            before += "[x] " if chosen in self.ticked else "[ ] "
        words = clean_line(self.choices[chosen]) if chosen else SKIP
        room = max(width - len(before) - 1, NARROWEST)
        first, *rest = wrap(words, room)
        return [before + first, *(" " * len(before) + line for line in rest)]


def _around(heights: list[int], at: int, room: int) -> range:
    """Return the choices around `at` that fit into `room` rows, two of them for marks."""
    if sum(heights) <= room:
        return range(len(heights))
    first, last, used, grows = at, at + 1, heights[at], True
    while grows:
        grows = False
        for each in (last, first - 1):
            if 0 <= each < len(heights) and used + heights[each] <= room - 2:
                used, grows = used + heights[each], True
                first, last = min(first, each), max(last, each + 1)
    return range(first, last)


_MOST_OF_A_READ = 1 << 20
"""bytes after which a read that does not end is taken for one"""


def read_now(descriptor: int) -> bytes:
    """Return all that is there to read at this moment; nothing when it is at an end."""
    found = b""
    with suppress(OSError):  # the window may be gone
        while len(found) < _MOST_OF_A_READ:
            more = os.read(descriptor, 65536)
            found += more
            if not more or not select.select([descriptor], [], [], 0)[0]:
                break
    return found


@contextmanager
def single_keys(descriptor: int, show_again: Callable[[], None]) -> Iterator[None]:
    """Let keys through one by one, unechoed; put the terminal right afterwards.

    Ctrl-Z puts it right too, and `show_again` is called when the person comes back.
    """
    if sys.platform == "win32":
        yield
        return
    import termios

    with _unechoed(descriptor, one_by_one=True) as (before, ours):

        def suspended(number: int, _: FrameType | None) -> None:
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
            signal.signal(number, suspended)
            termios.tcsetattr(descriptor, termios.TCSADRAIN, ours)
            show_again()

        handler: Any = signal.signal(signal.SIGTSTP, suspended)
        try:
            yield
        finally:
            signal.signal(signal.SIGTSTP, handler)


@contextmanager
def unechoed(stdin: TextIO | None) -> Iterator[None]:
    """Keep the terminal from printing what is typed between two questions.

    It would stand on the screen beside the next question, and stand there again once
    that question takes it. Nothing typed is lost. Prompts and editors set the terminal
    for themselves meanwhile.
    """
    if sys.platform == "win32" or stdin is None or not is_real(stdin):
        yield
        return
    with _unechoed(stdin.fileno(), one_by_one=False):
        yield


@contextmanager
def _unechoed(descriptor: int, *, one_by_one: bool) -> Iterator[tuple[Any, Any]]:
    """Yield how the terminal was set before, and how it is now."""
    import termios

    before, ours = termios.tcgetattr(descriptor), termios.tcgetattr(descriptor)
    ours[3] &= ~termios.ECHO
    if one_by_one:
        ours[3] &= ~(termios.ICANON | termios.IEXTEN)
        ours[6][termios.VMIN], ours[6][termios.VTIME] = 1, 0
    termios.tcsetattr(descriptor, termios.TCSANOW, ours)
    try:
        yield before, ours
    finally:
        with suppress(termios.error):  # the window may be gone
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def is_real(stdin: TextIO | None) -> bool:
    """Tell whether keys come from a terminal of the system; tests bring their own."""
    try:
        return stdin is not None and os.isatty(stdin.fileno())
    except (OSError, ValueError):
        return False
