"""What was written: a finished entry, and a draft that is not finished."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from leadcoach.domain.reading import CoachReading, Quote, Reading, quote_in
from leadcoach.domain.text import first_words, on_one_line

Value: TypeAlias = (
    str | int | float | bool | dt.date | tuple[str, ...] | Mapping[str, Any]
)
"""What an answer can hold: words, a number, yes or no, a date, ids, or a table."""


SET_ASIDE = "set_aside"
"""the part of an entry with words that became the answer to no question"""
JOT = "jot"
"""also the part of an entry that names the moments its answers began with"""
ASK = "ask"
SMALL = frozenset((JOT, ASK))
"""The exercises of entries that are no sittings: a moment in a line, a single question."""


@dataclass(frozen=True)
class Answer:
    """One question as it was asked, and what was answered."""

    id: str
    type: str
    asked: str
    value: Value
    private: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)
    """the words of the choices or rows that `value` names by id"""


@dataclass(frozen=True)
class Commitment:
    """One small thing somebody means to do, when a moment they will meet has come."""

    action: str
    cue: str = ""
    due: dt.date | None = None
    obstacle: str = ""
    plan: str = ""
    told: str = ""
    sure: int = 0
    """1 to 5; 0 when not said"""


STATES = {
    "done": "done",
    "partly": "partly done",
    "changed": "changed",
    "let_go": "let go",
    "open": "open again",
}
"""What a commitment can be said to be, and the words for it."""


STILL_OPEN = ("open", "partly")
"""States in which something is still to be done."""
ENDINGS = ("done", "partly", "let_go")
"""The states that an answer to a question of an exercise can say."""
Closes: TypeAlias = dict[str, str] | tuple[str, ...]
"""Answer -> what it says became of a commitment; in a list, those that say it is done."""


def ending(closes: Closes, chosen: str) -> str:
    """Return what an answer says became of a commitment; empty where it says nothing."""
    if isinstance(closes, Mapping):
        return str(closes.get(chosen, ""))
    return "done" if chosen in closes else ""


def check_endings(closes: Closes) -> None:
    """Raise ValueError for the first word that no commitment can become."""
    for said in (ending(closes, each) for each in closes):
        if said not in ENDINGS:
            raise ValueError(f"closes: “{said}” is none of {', '.join(ENDINGS)}")


class Outcome(NamedTuple):
    """What became of a commitment, as it was said on one day."""

    state: str
    """one of STATES"""
    on: dt.date
    learnt: str = ""
    """what was learnt, in the person's words"""
    entry: str = ""
    """the name of the entry in which it was said"""
    to: str = ""
    """the name of the commitment that stands in its place, when it was changed"""

    @property
    def told(self) -> str:
        """The state and the day: `let go on 2026-11-28`."""
        return f"{STATES[self.state]} on {self.on.isoformat()}"


@dataclass(frozen=True)
class Entry:
    """A finished sitting; one TOML file of the journal."""

    exercise: str
    version: str
    title: str
    sha256: str
    language: str
    started: dt.datetime
    finished: dt.datetime
    zone: str
    local_date: dt.date
    answers: tuple[Answer, ...] = ()
    reading: Reading | None = None
    coach: CoachReading | None = None
    """what a language model made of it, beside `reading`"""
    amended: str = ""
    """the person's own words in place of the mirror's"""
    commitments: tuple[Commitment, ...] = ()
    unknown: Mapping[str, Any] = field(default_factory=dict)
    """what a newer leadcoach wrote; kept as it was"""

    def is_private(self, answer: Answer) -> bool:
        """Tell whether an answer is private, or a sentence picked out of one that is."""
        quote = quote_in(answer.value)
        base = quote.answer if quote else answer.id
        return answer.private or any(e.private for e in self.answers if e.id == base)

    def value(self, question: str) -> Value | None:
        return next((each.value for each in self.answers if each.id == question), None)

    def answers_to(self, question: str) -> list[Answer]:
        """Return the answers to `question`, several where it was asked for each of some."""
        return [
            each for each in self.answers if f"{each.id}.".startswith(f"{question}.")
        ]

    def still_says(self, quote: Quote) -> bool:
        """Tell whether a passage stands in the answer that it was picked from."""
        return quote.stands_in(self.value(quote.answer))


@dataclass(frozen=True)
class Draft:
    """A sitting under way: enough to go on later with the very next question."""

    exercise: str
    version: str
    title: str
    sha256: str
    started: dt.datetime
    saved: dt.datetime
    asks: str = ""
    """the question it stands at, without words of answers"""
    answers: Mapping[str, Value] = field(default_factory=dict)
    passed: tuple[str, ...] = ()
    """questions that were skipped or only shown"""
    reading: Reading | None = None
    coach: CoachReading | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    """how this sitting was begun: quick, mirror, lenses"""
    typing: Mapping[str, str] = field(default_factory=dict)
    """answers that were still being typed, by question"""
    parts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """the same for questions with lines, rows or parts: question -> part -> text"""
    unknown: Mapping[str, Any] = field(default_factory=dict)
    """what a newer leadcoach wrote; kept as it was"""


PARTS = ("cue", "action", "due", "obstacle", "plan", "told", "sure")
"""The parts of a commitment, in the order they stand in a file."""


def commitment_of(value: Value) -> Commitment:
    """Return the commitment that the answer `value` holds."""
    given = value if isinstance(value, Mapping) else {"action": str(value)}
    parts: dict[str, Any] = {part: given[part] for part in PARTS if part in given}
    # A file that somebody wrote by hand can hold anything.
    kinds = {"due": dt.date, "sure": int}
    words = {part: str(parts[part]) for part in parts if part not in kinds}
    others = {p: parts[p] for p in kinds if type(parts.get(p)) is kinds[p]}
    return Commitment(**{"action": "", **words, **others})


_SAYS_WHO = re.compile(
    r"(?:then )?(?:I will|I['’]ll|I(?: am|['’]m) going to)\b", re.IGNORECASE
)
_SAYS_WHEN = re.compile(r"(?:if|when|whenever)\b", re.IGNORECASE)


def rows_of(commitment: Commitment) -> list[tuple[str, str]]:
    """Return a label and the person's words to the letter for all that was said.

    A label does not say again what the words begin with.
    """
    made = commitment
    beside = (
        made.due.isoformat() if made.due else "",
        f"told to {made.told}" if made.told else "",
        f"sure {made.sure} of 5" if made.sure else "",
    )
    rows = [
        ("The sign" if _SAYS_WHEN.match(made.cue) else "When", made.cue),
        ("The act" if _SAYS_WHO.match(made.action) else "I will", made.action),
        ("In the way", made.obstacle),
        ("The plan" if _SAYS_WHO.match(made.plan) else "Then I will", made.plan),
        ("By" if made.due else "Also", " · ".join(filter(None, beside))),
    ]
    return [(label, words) for label, words in rows if words]


def in_words(commitment: Commitment) -> str:
    """Return the commitment on one line: `When: … / I will: …`."""
    return " / ".join(f"{label}: {words}" for label, words in rows_of(commitment))


# Answered with words or numbers of the exercise.
_NOT_IN_WORDS = ("choice", "multi", "scale", "yesno", "date", "pick", "note", "mirror")


@dataclass(frozen=True)
class Written:
    """A text the person wrote, and where it stands."""

    place: str
    """the id of the question, `amended`, `commitment` or `coach`"""
    text: str
    private: bool = False


def own_words(entry: Entry) -> list[Written]:
    """Return everything the person wrote in `entry`, in order, each text once."""
    found: dict[str, Written] = {}
    for each in (*_in_answers(entry), *_beside(entry)):
        if each.text.strip():
            found.setdefault(each.text, each)
    return list(found.values())


_OPENING = 20


def opening(entry: Entry) -> str:
    """Return the first words of an entry, on one line; nothing that is private.

    More of them than most screens have room for, so that a list can cut them.

    The moment of a commitment says little without the act, so the act is taken.
    """
    cues = {each.cue for each in entry.commitments}
    written = (each for each in own_words(entry) if each.text not in cues)
    own = (each.text for each in written if not each.private)
    return first_words(on_one_line(next(own, entry.title)), _OPENING)


def asks_to_underline(question: str, kind: str) -> bool:
    """Tell whether a sentence that was picked there is underlined, and no story's heart.

    A heart is a part of its story, which a mirror needs; its question is called so.
    """
    return kind == "sentence" and not question.endswith("heart")


def underlined(entry: Entry) -> list[str]:
    """Return the sentences underlined that still stand; nothing that is private."""
    picked = (
        quote_in(each.value)
        for each in entry.answers
        if asks_to_underline(each.id, each.type) and not entry.is_private(each)
    )
    return [quote.text for quote in picked if quote and entry.still_says(quote)]


def _in_answers(entry: Entry) -> Iterator[Written]:
    for answer in entry.answers:
        quote = quote_in(answer.value)
        if quote is not None:  # words of another answer, unless that has changed since
            if not entry.still_says(quote):
                yield Written(answer.id, quote.text, entry.is_private(answer))
        elif answer.type not in _NOT_IN_WORDS:
            for text in texts_in(answer.value):
                yield Written(answer.id, text, answer.private)


def _beside(entry: Entry) -> Iterator[Written]:
    yield Written("amended", entry.amended)
    for exchange in entry.coach.talk if entry.coach else ():
        yield Written("coach", exchange.said)
    for commitment in entry.commitments:
        for text in texts_in({part: getattr(commitment, part) for part in PARTS}):
            yield Written("commitment", text)
    for text in texts_in(entry.unknown.get(SET_ASIDE)):
        yield Written(SET_ASIDE, text, private=True)  # nobody can tell if it was not


def texts_in(value: object) -> Iterator[str]:
    """Yield the words in an answer, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list | Mapping):
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from texts_in(each)
