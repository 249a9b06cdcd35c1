"""Setting a quote into a sentence about its writer: you "asked each of them"."""

import re
from collections.abc import Iterable, Sequence

from leadcoach.domain.reading import Quote
from leadcoach.readers.cues import Found
from leadcoach.readers.lexicon import verbs
from leadcoach.readers.quoting import around

FEWEST = 3
"""words of a quote"""
_I = re.compile(r"I (?=[a-z])")
_NOT_OF_YOU = re.compile(
    r"(?:\w+ ){0,2}(?:am|was|wasn['\u2019]t)\b|(?:myself|and|or|who|whose|as|for)\b"
)
"""what goes with "I" and not with "you": a verb, or what is no verb"""
_OTHER_PERSON = re.compile(
    r"\b(?:you|your|yours|yourself|i|i['\u2019]\w+|me|my|mine|myself|we|us|our|ours)\b",
    re.IGNORECASE,
)
"""words that would turn the same person into two: you "raise my voice" """
_FIRST = re.compile(r"[a-z]+(?= )")
_OPENING = re.compile(r"^(<\w+>), (?=\{s\})")
_PLACES = ("", "2")
_AGAIN = re.compile(r'(you (?:write )?)("[^"]*",? and )\1(?=")')
"""what need not be said twice: you "asked" and you "told" """


def woven_in(frames: Iterable[str], quotes: Sequence[Found]) -> list[str]:
    """Return `frames` with each clause `{s}` as its quote allows.

    It becomes "you {v}", the writer's words from the verb on, or else the whole quote:
    after a colon as it is, elsewhere behind "you write". Frames that need the verb go,
    where there is none to be had.
    """
    ways = list(frames)
    for each, place in zip(quotes, _PLACES, strict=False):
        if verb_phrase(around(each)):
            ways = [way.replace(f"{{s{place}}}", f"you {{v{place}}}") for way in ways]
        else:
            rest = [way for way in ways if f"{{v{place}}}" not in way]
            ways = [_with_whole_quote(way, place) for way in rest or ways]
    return ways


def _with_whole_quote(way: str, place: str) -> str:
    way = _OPENING.sub(r"\1: ", way) if not place else way
    said, whole = f"{{s{place}}}", f"{{q{place}}}"
    if f": {said}" in way:  # then whatever follows it there stands alone, too
        return way.replace(f": {said} and {{s2}}", f": {whole} and {{q2}}").replace(
            f": {said}", f": {whole}"
        )
    return way.replace(said, f"you write {whole}")


def said_once(text: str) -> str:
    """Return `text` without a "you" or "you write" that was said right before."""
    return _AGAIN.sub(r"\1\2", text)


def verb_phrase(quote: Quote) -> Quote | None:
    """Return the quote from its verb on, or None where its subject has to stay.

    Then "you" can stand before it, for the "I" in it or before it.
    """
    if _begins_with_verb(quote.text):
        return None if _OTHER_PERSON.search(quote.text) else quote
    begins = _I.match(quote.text)
    if begins is None or _NOT_OF_YOU.match(quote.text, begins.end()):
        return None
    rest = quote.text[begins.end() :]
    if _OTHER_PERSON.search(rest) or len(rest.split()) < FEWEST:
        return None
    return Quote(rest, quote.answer, quote.start + begins.end(), quote.end)


def _begins_with_verb(text: str) -> bool:
    """Tell whether the subject stood before: "and told them" is cut to "told them"."""
    first = _FIRST.match(text)
    verb = verbs().get(first.group()) if first else None
    return bool(verb and verb.tense == "past" and verb.base != "be")
