"""A reply from any chat window: it is the person's own choice of text, so nothing is dropped.

What stands in quotation marks and is not theirs loses the marks, and is named.
"""

import re
from dataclasses import dataclass

from leadcoach.coach.checker import Read, flagged, read
from leadcoach.coach.packet import Packet
from leadcoach.coach.reply import LARGEST, without_escapes
from leadcoach.domain.reading import CoachSentence
from leadcoach.domain.text import with_plain_line_ends
from leadcoach.errors import NotAnAnswer

_GREETING = re.compile(
    r"(?:sure|certainly|of course|absolutely|here(?:['’]s| is| are)|thank you|thanks"
    r"|let me know|would you like|i hope|feel free)\b",
    re.IGNORECASE,
)
_HEADING = re.compile(r"\s*(?:#{1,6} |\*\*[^*]{1,60}\*\*:?\s*$|[-*_]{3,}\s*$)")
_QUESTION = re.compile(r"(?:[?•*-]|\d+[.)])\s*(.+[?？])$")
_SIGN = re.compile(r"(?:[•-]|\d+[.)])\s+")
_THOUGHT = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
_HTML = re.compile(r"\s*<(?:!doctype|html|head|body|div)\b", re.IGNORECASE)
_REFUSAL = re.compile(
    r"\b(?:I['’]?m sorry|I am sorry|I (?:cannot|can['’]t)|unable to|as an AI)\b",
    re.IGNORECASE,
)
_LONGEST_REFUSAL = 600
"""characters; a reading is longer"""


@dataclass
class Pasted:
    """A reply as it can be kept."""

    sentences: tuple[CoachSentence, ...] = ()
    """paragraphs, and questions as threads"""
    unmarked: tuple[str, ...] = ()
    """what stood in quotation marks and is in no answer"""
    left_out: int = 0
    """lines of greeting and headings"""
    flags: tuple[str, ...] = ()
    """words that read as praise, advice or a diagnosis"""
    names: tuple[str, ...] = ()
    """stand-ins that are names again"""
    has_escapes: bool = False
    """whether control sequences were taken out"""


def pasted(reply: str, packet: Packet) -> Pasted:
    """Return a reply with its quotations checked and its names restored.

    Raises:
        NotAnAnswer: it is no reply to keep: empty, too long, HTML, or a refusal.
    """
    plain = with_plain_line_ends(reply)
    text = _THOUGHT.sub("", without_escapes(plain))
    _refuse(text)
    names = tuple(each for each in packet.mask.behind if each in text)
    out = _Paragraphs(packet)
    for block in re.split(r"\n\s*\n", packet.mask.restored(text)):
        out.add(block)
    if not out.sentences:
        raise NotAnAnswer(
            "There is no text in it but greetings and headings.", _NOTHING
        )
    if not any(each.quotes for each in out.sentences) and _is_refusal(text):
        raise NotAnAnswer("The chat declined to answer.", _NOTHING)
    prose = " ".join(each.plain for each in out.read)
    return Pasted(
        tuple(out.sentences),
        tuple(dict.fromkeys(each for read in out.read for _, each in read.unknown)),
        out.left_out,
        tuple(dict.fromkeys(words for _, words in flagged(prose))),
        names,
        has_escapes="\x1b" in reply,
    )


_NOTHING = "Nothing was stored; your entry is as it was."


def _refuse(text: str) -> None:
    if len(text) > LARGEST:
        raise NotAnAnswer("That is longer than any reply of a chat.", _NOTHING)
    if _HTML.match(text):
        hint = f"Copy the text of the reply, not the page. {_NOTHING}"
        raise NotAnAnswer("That is a page of HTML.", hint)
    if not text.strip():
        raise NotAnAnswer("There is nothing in it.", _NOTHING)


def _is_refusal(text: str) -> bool:
    return len(text) < _LONGEST_REFUSAL and _REFUSAL.search(text) is not None


class _Paragraphs:
    """What is kept of a reply, block by block."""

    def __init__(self, packet: Packet) -> None:
        self.sentences: list[CoachSentence] = []
        self.read: list[Read] = []
        self.left_out = 0
        self._packet = packet

    def add(self, block: str) -> None:
        lines = []
        for line in block.splitlines():
            bare = re.sub(r"\*{1,3}|`|(?<!\w)_|_(?!\w)", "", line).strip()
            if not bare or _HEADING.match(line) or _GREETING.match(bare):
                self.left_out += bool(bare)
            elif found := _QUESTION.match(bare):
                self._keep("thread", found[1])
            else:
                lines.append(_SIGN.sub("", bare, count=1))
        if lines:
            is_first = all(each.part == "thread" for each in self.sentences)
            self._keep("portrait" if is_first else "beside", " ".join(lines))

    def _keep(self, part: str, text: str) -> None:
        found = read(text, self._packet)
        self.read.append(found)
        self.sentences.append(CoachSentence(part, found.shown, quotes=found.quotes))
