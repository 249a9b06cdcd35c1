"""Sentences that tell an act of the writer's own, and where in them it is told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from leadcoach.domain.sentences import Span
from leadcoach.domain.text import words_in
from leadcoach.readers.hearing import Told

_OWN_ACT = re.compile(
    r"\b(?:i|we)\b(?!\.\w)(?:'d|'ve)?"
    r"(?: (?:just|then|also|often|usually|always|sometimes|simply|really|finally|never"
    r"|still|even|again|only|first|quietly|would|had|have|did|do|end(?:ed)? up"
    r"|ke(?:ep|pt)|tend(?:ed)? to|used to|didn't|don't|not|couldn't|can't|cannot))*"
    r" (?!(?:am|was|were|be|been|feel|felt|think|thought|want|wanted|wish|wished|know"
    r"|knew|hope|hoped|believe|believed|like|liked|love|loved|hate|hated|need|needed"
    r"|guess|suppose|mean|could|can|will|may|might|should|must|shall|struggle|worry"
    r"|worried|fear|realise|realised|realize|realized|remember|understand|understood"
    r"|see|saw|seem|seemed|become|became|are|is|had|have|got|get|a|an|the|that|this"
    r"|if|when|and|or|but|so|to|in|it|my|your|our|any|no|much|more|many|time|enough"
    r"|find|would|do|did|too|also|as|don't|didn't)\b)[a-z]{2,}"
    r"|\b(?:i|we) (?:do|did) (?:it|this|that|them|everything|all|most|the|my|nothing)\b"
    r"|\b(?:i|we) got (?:\w+ ){1,6}(?:together|to|in|round)\b",
    re.IGNORECASE,
)
_PLAIN_DEEDS = frozenset(
    [
        "told",
        "tell",
        "asked",
        "ask",
        "said",
        "say",
        "gave",
        "give",
        "made",
        "make",
        "moved",
        "move",
        "let",
        "kept",
        "keep",
        "sent",
        "send",
        "rang",
        "called",
        "call",
        "took",
        "take",
        "put",
        "changed",
        "change",
        "showed",
        "helped",
        "brought",
        "left",
        "stopped",
        "stop",
        "passed",
        "picked",
        "wrote",
        "refused",
        "offered",
        "promised",
        "invited",
        "chose",
        "set",
        "stood",
        "stayed",
        "met",
        "went",
        "redid",
        "answered",
        "handed",
        "shared",
        "cancelled",
        "agreed",
    ]
)
_OTHERS = re.compile(
    r"\b(?:him|her|them|they|she|he|everyone|everybody|people|team|each|others)\b",
    re.IGNORECASE,
)
_LONG = 40
"""words in a sentence beyond which each of its clauses is counted by itself"""
_TO_THE_BREAK = re.compile('["\u201c\u201d,.;:!?\u2026]')
_FEWEST_AFTER = 2
_NEAR = 60
"""characters after an act in which its others are looked for"""


@dataclass(frozen=True)
class Act:
    """A sentence with an act of the writer's own."""

    told: Told
    sentence: Span
    place: int
    """where the plainest act of the sentence begins"""
    clarity: int
    """how plainly it tells a deed; higher is plainer"""
    count: int = 1
    """how many acts it counts for: one, but where nobody put full stops, each clause"""


def own_acts(told: Told) -> Iterator[Act]:
    """Yield the sentences of one answer that tell an act, in order."""
    places: dict[Span, list[re.Match[str]]] = {}
    for act in _OWN_ACT.finditer(told.plain):
        sentence = told.sentence_at(act.start())
        if sentence.start < sentence.end and not told.is_silent(act.start()):
            places.setdefault(sentence, []).append(act)
    for sentence, acts in places.items():
        text = told.plain[sentence.start : sentence.end]
        if text.endswith("?"):
            continue
        plainest = max(acts, key=lambda act: _clarity(told, sentence, act))
        yield Act(
            told,
            sentence,
            plainest.start(),
            _clarity(told, sentence, plainest),
            len(acts) if len(words_in(text)) > _LONG else 1,
        )


def _clarity(told: Told, sentence: Span, act: re.Match[str]) -> int:
    verb = act.group().split()[-1].lower()
    after = told.plain[act.end() : min(act.end() + _NEAR, sentence.end)]
    is_deed = verb in _PLAIN_DEEDS or verb.endswith("ed")
    # A quote ends where the clause does, and "and I said" is not worth quoting.
    is_short = len(_TO_THE_BREAK.split(after)[0].split()) < _FEWEST_AFTER
    return 2 * is_deed + bool(_OTHERS.search(after)) - 2 * is_short
