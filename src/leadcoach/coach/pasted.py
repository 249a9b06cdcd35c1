"""A reply from any chat window: it is the person's own choice of text, so nothing is dropped.

What stands in quotation marks and is not theirs loses the marks, and is named.
"""

import re
from dataclasses import dataclass, field

from leadcoach.coach.checker import flagged, read
from leadcoach.coach.packet import Packet
from leadcoach.coach.reply import LARGEST, without_escapes, without_thought
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
_HTML = re.compile(r"\s*<(?:!doctype|html|head|body|div)\b", re.IGNORECASE)
_REFUSAL = re.compile(
    r"\b(?:I['’]?m sorry|I am sorry|I (?:cannot|can['’]t)|unable to|as an AI)\b",
    re.IGNORECASE,
)
_LONGEST_REFUSAL = 600
"""characters; a reading is longer"""


_NOTHING = "Nothing was stored; your entry is as it was."


@dataclass
class Pasted:
    """A reply as it can be kept."""

    packet: Packet
    names: tuple[str, ...]
    """stand-ins that are names again"""
    has_escapes: bool
    """whether control sequences were taken out"""
    sentences: list[CoachSentence] = field(default_factory=list)
    """paragraphs, and questions as threads"""
    unmarked: list[str] = field(default_factory=list)
    """what stood in quotation marks and is in no answer"""
    flags: list[str] = field(default_factory=list)
    """words that read as praise, advice or a diagnosis"""
    left_out: int = 0
    """lines of greeting and headings"""

    def add(self, block: str) -> None:
        """Take in one paragraph, or questions line by line."""
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
        found = read(text, self.packet)
        self.sentences.append(CoachSentence(part, found.shown, quotes=found.quotes))
        self.unmarked += [words for _, words in found.unknown]
        self.flags += [words for _, words in flagged(found.plain)]


def pasted(reply: str, packet: Packet) -> Pasted:
    """Return a reply with its quotations checked and its names restored.

    Raises:
        NotAnAnswer: it is no reply to keep: empty, too long, HTML, or a refusal.
    """
    text = without_thought(without_escapes(with_plain_line_ends(reply)))
    if len(text) > LARGEST:
        raise NotAnAnswer("That is longer than any reply of a chat.", _NOTHING)
    if _HTML.match(text):
        hint = f"Copy the text of the reply, not the page. {_NOTHING}"
        raise NotAnAnswer("That is a page of HTML.", hint)
    if not text.strip():
        raise NotAnAnswer("There is nothing in it.", _NOTHING)
    mask = packet.writing.mask
    names = tuple(each for each in mask.behind if each in text)
    found = Pasted(packet, names, "\x1b" in reply)
    for block in re.split(r"\n\s*\n", mask.restored(text)):
        found.add(block)
    if not found.sentences:
        what = "There is no text in it but greetings and headings."
        raise NotAnAnswer(what, _NOTHING)
    has_quotes = any(each.quotes for each in found.sentences)
    if not has_quotes and len(text) < _LONGEST_REFUSAL and _REFUSAL.search(text):
        raise NotAnAnswer("The chat declined to answer.", _NOTHING)
    return found
