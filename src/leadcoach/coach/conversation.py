"""The conversation after a reading: the program counts, and a bad question is replaced."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leadcoach.coach.checker import SentenceChecker, open_question
from leadcoach.coach.packet import Packet
from leadcoach.coach.reply import line_of, table_in

MOST_TURNS = 5
LONGEST_QUESTION = 26
"""words"""
BANK = (
    "What in that matters most to you?",
    "What did you want in that moment?",
    "What did you see in front of you then?",
    "What was in the thing that was not said?",
    "What else belongs to it?",
)
"""asked where a model's question is none"""


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
    table = table_in(reply) or {}
    enough = table.get("enough") is True or at >= MOST_TURNS - 1
    ask = _kept(line_of(table, "ask"), "ask", packet)
    question = open_question(ask[0])
    if not question or len(question.split()) > LONGEST_QUESTION:
        return Turn(BANK[at % len(BANK)], enough=enough, by="bank")
    noticed, has_quotes = _kept(line_of(table, "noticed"), "noticed", packet)
    return Turn(question, noticed if has_quotes else "", enough)


def _kept(line: str, part: str, packet: Packet) -> tuple[str, bool]:
    """Return a line that nothing is wrong with, and whether it quotes; else nothing."""
    checker = SentenceChecker(packet)
    sentence = checker.sentence(part, part, line) if line else None
    if sentence is None or any(each.rule in _REFUSED for each in checker.reasons):
        return "", False
    return sentence.text, bool(sentence.quotes)


# A question or a remark is easily replaced, so the lists of words refuse here.
_REFUSED = frozenset({"diagnosis", "praise", "advice", "being", "role"})
