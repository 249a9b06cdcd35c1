"""Whether a text tells of something its writer did or said.

One rule: after “I” or “we” stands a verb, and it is none that only tells a state, a
wish or a thought. A sentence in notes may leave the “I” out: “Asked Sam first.” The
rule knows English; a text of some length without any “I” or “we” is not judged.
"""

import re
from functools import lru_cache
from itertools import pairwise

from leadcoach.domain.text import words_in

_STATES = """
am are is was were be been being become became get got gotten getting
feel felt feeling think thought thinking know knew knowing believe believed
understand understood want wanted wanting wish wished hope hoped hoping like liked
love loved hate hated need needed needing prefer preferred care cared caring
fear feared dread dreaded worry worried worrying mind minded doubt doubted
enjoy enjoyed enjoying struggle struggled struggling suffer suffered suffering
seem seemed appear appeared look looked mean meant belong belonged
remember remembered forget forgot suppose supposed guess guessed expect expected
wonder wondered realise realised realize realized regret regretted value valued
trust trusted respect respected admire admired appreciate appreciated hesitate
lack lacked own owned deserve deserved sense sensed see saw find found notice noticed
can can't cannot could couldn't may might must should shouldn't shall ought
tired exhausted excited scared frightened stressed stretched overwhelmed frustrated
confused bored annoyed disappointed embarrassed ashamed pleased relieved
"""
"""Verbs, in all their forms, that tell no act; and words that look like one."""

_BETWEEN = """
just also then only even still simply really actually always never often usually
sometimes again first once finally later soon mostly rarely both all and
have has had having do does did don't didn't doesn't not haven't hadn't
would wouldn't will won't rather
to try tried trying tend tended manage managed start started began begin
"""
"""What can stand between “I” and its verb."""

_NO_VERBS = """
a an the my our your his her their no some any this that these those it one two
in on at with for of from by as who which when where or but so too alone myself
"""
"""Words after which no verb of “I” comes: “I had a hard time”, “my team and I in May”."""

_PASTS = """
asked said told went came gave took made let put wrote set sent held spoke sat stood
left brought kept began ran led met paid read rang cut chose built drew drove fought
heard hid lent showed shut spent swore taught threw tore woke withdrew broke bought
caught split quit stuck laid
"""
"""Past tenses without -ed, for sentences that leave the “I” out."""

_STATE, _PASSED_OVER = frozenset(_STATES.split()), frozenset(_BETWEEN.split())
_NO_VERB, _PAST = frozenset(_NO_VERBS.split()), frozenset(_PASTS.split())
_BE = frozenset({"am", "are", "was", "were", "been", "wasn't", "weren't"})
_FAR = 6
"""words from “I” on within which its verb is looked for"""
_FEW = 40
"""words below which a text without “I” or “we” is too short to tell anything"""
_PIECES = re.compile(r"[.!?;:,\n\u2026\u2014\u2013()\"\u201c\u201d]+")
_I = re.compile(r"(?:i|we)(?:'(?:ve|d|m|re|ll))?")


@lru_cache(maxsize=64)
def tells_no_act(text: str) -> bool:
    """Tell whether `text` says nothing that its writer did or said."""
    plain = text.replace("\u2019", "'").lower()
    pieces = [words_in(piece) for piece in _PIECES.split(plain)]
    if any(_tells_an_act(piece) for piece in pieces):
        return False
    speaks = any(_I.fullmatch(word) for piece in pieces for word in piece)
    return speaks or len(words_in(text)) < _FEW


def _tells_an_act(words: list[str]) -> bool:
    starts = [at for at, word in enumerate(words) if _I.fullmatch(word)]
    if any(_does(words[at : at + _FAR]) for at in starts):
        return True
    first = next((word for word in words if word not in _PASSED_OVER), "")
    goes_on = starts and any(
        before in ("and", "then", "but") and _is_past(word)
        for before, word in pairwise(words)
    )
    return _is_past(first) or bool(goes_on)


def _does(words: list[str]) -> bool:
    """Tell of “I” and the words behind it whether the first verb there is an act."""
    subject, *rest = words
    is_being = subject.endswith(("'m", "'re"))
    for before, word in pairwise(words):
        if word in _BE:
            is_being = True
        elif word in _PASSED_OVER or word.endswith("ly"):
            continue
        elif is_being:
            return word.endswith("ing") and word not in _STATE
        elif word in _NO_VERB:
            return before in ("do", "did")  # “I did the newsletter”
        else:
            is_opinion = word == "say" and ("would" in rest or subject.endswith("'d"))
            return word not in _STATE and not is_opinion
    return False


def _is_past(word: str) -> bool:
    return (word in _PAST or word.endswith("ed")) and word not in _STATE
