"""The conversation after a reading: the program counts, and a bad question is replaced."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leadcoach.coach.checker import SentenceChecker
from leadcoach.coach.packet import Packet
from leadcoach.coach.reply import line_of, table_in
from leadcoach.domain.reading import CoachSentence

MOST_TURNS = 5
_LONGEST_QUESTION = 26
"""words"""
BANK = (
    "What in that matters most to you?",
    "What did you want in that moment?",
    "What did you see in front of you then?",
    "What happened just before?",
    "What else belongs to it?",
)
"""asked where a model's question is none"""
_REFUSED = frozenset({"diagnosis", "praise", "advice", "being", "role"})
"""a question or a remark is easily replaced, so the lists of words refuse here"""


@dataclass(frozen=True)
class Turn:
    """What may be shown of one turn."""

    ask: str
    noticed: str = ""
    enough: bool = False
    """whether this is the last question of the coach"""
    by: str = ""
    """`bank` where the model's question is not shown"""


def check_turn(reply: str | Mapping[str, Any], packet: Packet, at: int) -> Turn:
    """Return what may be shown of the reply after `at` answers in the conversation.

    What was noticed is shown only with the person's own words in it.
    """

    def kept(part: str) -> CoachSentence | None:
        checker, line = SentenceChecker(packet), line_of(table, part)
        is_ask = part == "ask"
        found = (
            checker.question(part, line)
            if is_ask
            else checker.sentence(part, part, line)
        )
        return None if _REFUSED & {each.rule for each in checker.reasons} else found

    table = table_in(reply) or {}
    enough = table.get("enough") is True or at >= MOST_TURNS - 1
    ask, noticed = kept("ask"), kept("noticed")
    if ask is None or len(ask.text.split()) > _LONGEST_QUESTION:
        return Turn(BANK[at % len(BANK)], enough=enough, by="bank")
    said = noticed.text if noticed and noticed.quotes else ""
    return Turn(ask.text, said, enough)
