"""What of an entry is the person's own: not the questions, not the mirror."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from leadcoach.domain.commitment import PARTS
from leadcoach.domain.entry import Entry, Value
from leadcoach.domain.reading import quote_in

# Answered with words or numbers of the exercise.
_NOT_IN_WORDS = ("choice", "multi", "scale", "yesno", "date", "pick", "note", "mirror")
AMENDED = "amended"
COMMITMENT = "commitment"


@dataclass(frozen=True)
class Written:
    """A text the person wrote, and where it stands."""

    place: str
    """the id of the question, `amended` or `commitment`"""
    text: str
    private: bool = False


def own_words(entry: Entry) -> list[Written]:
    """Return everything the person wrote in `entry`, in order, each text once."""
    found = [*_answers(entry), *_beside(entry)]
    seen: set[str] = set()
    return [
        each
        for each in found
        if each.text.strip() and not (each.text in seen or seen.add(each.text))  # type: ignore[func-returns-value]
    ]


def _answers(entry: Entry) -> Iterator[Written]:
    for answer in entry.answers:
        quote = quote_in(answer.value)
        if quote is not None:  # words of another answer, unless that has changed since
            if not entry.still_says(quote):
                yield Written(answer.id, quote.text, answer.private)
        elif answer.type not in _NOT_IN_WORDS:
            for text in _texts(answer.value):
                yield Written(answer.id, text, answer.private)


def _beside(entry: Entry) -> Iterator[Written]:
    yield Written(AMENDED, entry.amended)
    for commitment in entry.commitments:
        for part in PARTS:
            said = getattr(commitment, part)
            if isinstance(said, str):
                yield Written(COMMITMENT, said)


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
