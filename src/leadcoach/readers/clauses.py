"""Sentences as tokens, and the verbs in them whose subject is the writer.

No parser: the next verb after "I" or "we", with what stands between, and the verbs that an
"and" carries on. Speech is followed across sentences, so that it is known whose words are
whose.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from leadcoach.readers.lexicon import Verb, listed, verbs, word_kinds

_PLAIN = str.maketrans(
    {
        "\u2019": "'",
        "\u2018": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u00ab": '"',
        "\u00bb": '"',
        "\u2014": "-",
    }
)
_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d+|[\"?!:;,.()-]")
_HELPING = listed(
    "just then also still often usually always sometimes simply actually really finally"
    " eventually even again basically quietly openly only first immediately both all"
    " personally normally generally mostly now later once probably instead deliberately"
    " literally quickly soon myself kind of sort too therefore thus further however"
    " definitely certainly constantly rarely never not ever try tried trying to tend"
    " tended used started start begin began decided chose wanted had have do did don't"
    " didn't can't couldn't won't wouldn't haven't hadn't am was were been could would"
    " should will can may might must shall going gonna able about ended end up keep"
    " kept like"
)
NEGATIONS = listed("not never no nothing nobody cannot without hardly neither nor")
_MODALS = {
    **{each: each for each in listed("would could should will can may might must")},
    "shall": "will",
    "i'd": "would",
    "we'd": "would",
    "i'll": "will",
    "we'll": "will",
    "have": "have",
    "had": "have",
    "i've": "have",
    "we've": "have",
    **{each: each for each in listed("tried try used tend decided wanted")},
}
OWN = {
    **dict.fromkeys(["i", "i'd", "i've", "i'm", "i'll"], "I"),
    **dict.fromkeys(["we", "we'd", "we've", "we're", "we'll"], "we"),
}
OTHERS: Mapping[str, str] = {
    **dict.fromkeys(["he", "she", "he's", "she's"], "he"),
    **dict.fromkeys(["they", "they're"], "they"),
    **dict.fromkeys(listed("it this that it's that's these those which"), "it"),
    **dict.fromkeys(["there", "there's"], "there"),
    **dict.fromkeys(["you", "you're"], "you"),
    "who": "who",
    "what": "what",
    "one": "one",
}
BEFORE_SUBJECT = listed(
    "and but so then because when while if as although though since after before once"
    " yet or now well also until whenever where"
)
_PERSON = listed("him her them you their his")
_REACH = 8
_CARRIED = 40


class Tokens(NamedTuple):
    """One sentence: its tokens in small letters, and which are names or in speech."""

    words: tuple[str, ...]
    names: tuple[bool, ...]
    speech: tuple[bool, ...]
    opened_by: str
    """who was speaking already when the sentence began: `I`, `other`, or nobody"""

    @property
    def told(self) -> tuple[str, ...]:
        """Return the tokens outside speech."""
        pairs = zip(self.words, self.speech, strict=True)
        return tuple(word for word, spoken in pairs if not spoken)


class Act(NamedTuple):
    """One verb whose subject is `I` or `we`."""

    who: str
    verb: Verb
    denied: bool
    modal: str
    to_person: bool
    """whether other people stand close behind it"""
    place: int
    under: str
    """the word before its subject that makes its clause a side clause, or empty"""


def tokens(sentences: Sequence[str]) -> list[Tokens]:
    """Return the sentences of one passage as tokens, with speech carried across them."""
    found = []
    speaker = ""
    for text in sentences:
        one, speaker = _tokens(text.translate(_PLAIN), speaker)
        found.append(one)
    return found


def _tokens(text: str, speaker: str) -> tuple[Tokens, str]:
    opened_by = speaker
    words: list[str] = []
    names: list[bool] = []
    speech: list[bool] = []
    for token in _TOKEN.findall(text):
        if token == '"':
            speaker = "" if speaker else _speaker(words)
            continue
        capital = token[0].isupper() and bool(words) and words[-1] not in ".:"
        names.append(capital and token.lower() not in OWN)
        words.append("0" if token.isdigit() else token.lower())
        speech.append(bool(speaker))
    return Tokens(tuple(words), tuple(names), tuple(speech), opened_by), speaker


def _speaker(words: Sequence[str]) -> str:
    for word in reversed(words[-10:]):
        if word in OWN:
            return "I"
        if word in OTHERS:
            return "other"
    return "other"


def own_acts(one: Tokens) -> list[Act]:
    """Return the verbs of a sentence whose subject is the writer, outside others' speech."""
    return list(_own_acts(one))


def _own_acts(one: Tokens) -> Iterator[Act]:
    who, since = "", 0
    for at, word in enumerate(one.words):
        if one.speech[at] and one.opened_by != "I":
            continue
        if word in OWN:
            who, since = OWN[word], at
            act = _act_after(one, who, at)
        elif word in OTHERS and _begins_clause(one.words, at):
            who, act = "", None
        elif word in ("and", "but", "then", "or") and who and at - since < _CARRIED:
            act = _act_after(one, who, at)
            act = act if act and act.verb.tense in ("past", "now") else None
        else:
            continue
        if act:
            yield act


def _begins_clause(words: Sequence[str], at: int) -> bool:
    return at == 0 or words[at - 1] in BEFORE_SUBJECT or words[at - 1] in (",", ";")


def _act_after(one: Tokens, who: str, at: int) -> Act | None:
    words = one.words
    place = _verb_place(words, at)
    if place is None:
        return None
    between = words[at + 1 : place + 1]
    modals = (_MODALS[word] for word in words[at:place] if word in _MODALS)
    behind = words[place + 1 : place + 7]
    under = [
        word
        for word in words[max(0, at - 3) : at]
        if word in BEFORE_SUBJECT or word in ("that", "what", "how")
    ]
    return Act(
        who=who,
        verb=verbs().get(words[place]) or _unlisted(words[place]),
        denied=any(is_negation(word) for word in between),
        modal=next(modals, ""),
        to_person=any(map(_is_person, behind)),
        place=place,
        under=under[-1] if under else "",
    )


def _verb_place(words: Sequence[str], at: int) -> int | None:
    for place in range(at + 1, min(len(words), at + _REACH)):
        helps = words[place] in _HELPING
        alone = words[place] in verbs() and not _verb_follows(words, place)
        if not helps or alone:
            return place
    return None


def _verb_follows(words: Sequence[str], at: int) -> bool:
    return any(word in verbs() for word in words[at + 1 : at + 4])


def _unlisted(word: str) -> Verb:
    if word.endswith("ed"):
        return Verb(word, "past", ("odd-ed",))
    return Verb(word, "other", ("ly",) if word.endswith("ly") else ("odd",))


def _is_person(word: str) -> bool:
    return word in _PERSON or "people" in word_kinds().get(word, ())


def is_negation(word: str) -> bool:
    """Tell whether a token denies."""
    return word in NEGATIONS or word.endswith("n't")
