"""Where in a sentence its writer's deed is told most plainly, for the sake of the quote."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from leadcoach.readers.hearing import Told

PLAIN = 4
"""the score from which a deed is told plainly enough to speak of it"""
_SUBJECT = re.compile(
    r"(?<![\w.'])(?:i|we)(?:'d|'ve|'ll|'m|'re)?(?![\w.'])", re.IGNORECASE
)
_BETWEEN = re.compile(
    r"(?:just|then|also|often|usually|always|sometimes|simply|really|finally|never|still"
    r"|even|again|only|first|quietly|actually|basically|kind|sort|of|would|had|have|did"
    r"|do|not|didn't|don't|won't|wouldn't|couldn't|can't|cannot|ever|end|ended|up|keep"
    r"|kept|tend|tended|used|try|tried|started|began|decided|chose|to|will|could|can"
    r"|might|may|should|must|myself|both|all|at once|readily|gladly|immediately)$",
    re.IGNORECASE,
)
_MODAL = re.compile(r"(?:will|could|can|might|may|should|must|would)$", re.IGNORECASE)
_INNER = frozenset(
    """am was were is are be been being feel feels felt think thought want wanted wish know
    knew hope hoped believe believed like liked love loved hate hated need needed guess
    suppose mean meant realise realised realize realized remember understand understood see
    saw seem seemed became become got get have had has find found fear feared worry worried
    struggle notice noticed expect expected intend intended consider considered look
    looked live lived heard hear imagine assume assumed enjoy enjoyed prefer went go came come
    receive received care cared learn learned learnt feeling thinking figured wonder
    wondered agree agreed suspect appreciate appreciated""".split()  # noqa: SIM905
)
_DEEDS = frozenset(
    """told tell asked ask said say gave give made make moved move let kept sent rang called
    call took take put changed change showed helped brought left stopped passed picked wrote
    refused offered promised invited chose set stood stayed met redid answered handed shared
    cancelled sat spoke ran held bought paid led taught built cut hid did do fought threw
    drove shut broke spent wore stuck gave""".split()  # noqa: SIM905
)
_JOINS = frozenset(
    """and but so then or yet because since though although however actually maybe also now
    instead well yes today once again afterwards later basically usually often sometimes
    therefore still finally honestly frankly personally initially eventually thus""".split()  # noqa: SIM905
)
_TIMES = frozenset(
    ["ago", "there", "here", "night", "morning", "evening", "week", "year"]
)
_NOT_BEING = frozenset(["wasn't", "weren't", "isn't", "aren't", "ain't"])
_OPENS = frozenset(
    """in on at after during for last one this every each over by from yesterday today
    since""".split()  # noqa: SIM905
)
"""how a time or a place begins, behind which a new clause may"""
_OPENING_WORDS = 6
_STOPS = re.compile("[,;:.!?()]|\u2014|\u2013")
_HANGS = frozenset(
    "when while as after before where whenever how why what that which who if".split()  # noqa: SIM905
)
_ASIDE = (
    r"(?: (?:just|then|also|often|usually|always|sometimes|simply|really|finally|still"
    r"|even|again|only|first|quietly|actually|basically|now|once))*"
)
_SAID_TO = r"(?:him|her|them|everyone|everybody|people|others|each|the \w+|my \w+|our \w+|[A-Z]\w+)"
_MANNERS = {
    "undone": r"(?:did ?n[o']t|didn't|could ?n[o']t|couldn't) (?!stop|help|mind|care)",
    "asking": r"ask(?:ed)? (?!for permission|to be|myself)",
    "listening": r"listen(?:ed)? |hear(?:d)? (?:\w+ ){1,4}out\b",
    "gathering": r"(?:gathered|called|brought|got) (?:\w+ ){1,7}(?:together|in the \w+)\b"
    rf"|(?:met|meet|sat down|sit down|spoke|talked|talk) (?:with|to) {_SAID_TO}"
    rf"|invited? {_SAID_TO}",
    "telling": rf"(?:told|tell) (?!myself){_SAID_TO}|(?:said|say|explain(?:ed)?) (?:to )?{_SAID_TO}",
    "letting": r"let (?:him|her|them|everyone|everybody|people|others|the \w+|my \w+|[A-Z]\w+)"
    r" (?!go|down|off|know|slip|slide|be |pass)[a-z]+",
    "giving": rf"(?:gave|give|handed|hand|offered|offer|lent) (?!up|in|out|a damn){_SAID_TO}",
    "helping": rf"(?:helped|help|taught|teach|coached|coach|mentored|encouraged?|supported?) {_SAID_TO}",
    "deciding": r"(?:decided?|chose|choose) (?!not)|made the (?:call|decision)",
    "alone": r"(?:\w+ ){1,7}(?:on my own|by myself|alone)\b|(?:\w+ ){1,5}"
    r"(?:it|them|everything|this|that|all of it) (?:all )?myself\b",
    "staying": r"(?:stayed|stay|waited|wait|stuck with|kept (?:on )?\w+ing|keep \w+ing)\b",
    "looking": r"(?:looked|look|watched|watch|checked|check|read|counted) (?!after|for|forward|like|up to)",
    "showing": r"(?:showed|show|demonstrated?) ",
    "changing": r"(?:changed?|moved?|swapped|cut|stopped|stop|cancelled|rewrote|rewrite|dropped) ",
    "paying": r"(?:paid|pay|bought|buy) (?!attention|off)",
    "making": r"(?:made|make|built|build|wrote|write|created?|started|drew|set up|put together)"
    r" (?!sure|sense|it clear|the most)",
    "going": r"(?:went|drove|drive|walked|walk|visited|visit|came|ran to) (?!along|through|over|crazy|mad)",
}
MANNERS = tuple(_MANNERS)
"""What the verb of a deed says of how it was done, in the person's own words."""
_OTHERS = re.compile(
    r"\b(?:him|her|them|they|she|he|everyone|everybody|people|team|each|others|you|someone"
    r"|anyone|[a-z]{3,}ers|men|women|kids|children|boys|girls|students|staff)\b",
    re.IGNORECASE,
)
_ENDS = re.compile('[",.;:!?\u201c\u201d\u2026]')
_WORD = re.compile(r"[^\W\d_][\w'-]*")
_NEAR = 70
"""characters after the subject in which the others are looked for"""


@dataclass(frozen=True)
class Deed:
    """A place where a clause with the writer's own deed begins."""

    place: int
    score: int
    """how plainly it tells; PLAIN and more is worth quoting by itself"""


@cache
def _manners() -> re.Pattern[str]:
    each = "|".join(f"(?P<{name}>{words})" for name, words in _MANNERS.items())
    return re.compile(rf"(?i:i|we)\b(?:'d|'ve)?{_ASIDE} (?:{each})")


def manner_of(told: Told, place: int) -> str:
    """Return what the verb says of a deed at `place`, one of MANNERS, or nothing."""
    end = min(told.sentence_at(place).end, place + _NEAR)
    stop = _ENDS.search(told.plain, place, end)
    found = _manners().match(told.plain, place, stop.start() if stop else end)
    return found.lastgroup or "" if found else ""


def deeds_in(told: Told, start: int, end: int) -> list[Deed]:
    """Return the deeds told between two places of an answer, the plainest first."""
    return sorted(_deeds(told, start, end), key=lambda deed: -deed.score)


def _deeds(told: Told, start: int, end: int) -> Iterator[Deed]:
    for subject in _SUBJECT.finditer(told.plain, start, end):
        if told.is_silent(subject.start()):
            continue
        after = [
            each.group().lower()
            for each in _WORD.finditer(
                told.plain, subject.end(), min(end, subject.end() + _NEAR)
            )
        ]
        score = _score_of_verb(after, subject.group().lower())
        score += score_of_place(told.plain[start : subject.start()])
        rest = told.plain[subject.end() : min(end, subject.end() + _NEAR)]
        score += bool(_OTHERS.search(rest)) - 3 * (len(after) < 2)
        yield Deed(subject.start(), score)


def _score_of_verb(after: list[str], subject: str) -> int:
    verbs = (each for each in after if not _BETWEEN.match(each))
    verb = next(verbs, "")
    follows = next(verbs, "")
    score = -1 if any(map(_MODAL.match, after[:1])) else 0
    score -= 4 * (score < 0 and "have" in after[1:2])  # what was not done
    if verb in _INNER or verb in _NOT_BEING:
        is_going_on = subject.endswith(("'m", "'re")) or verb in ("was", "were", "am")
        return score + (2 if is_going_on and follows.endswith("ing") else 0)
    if verb in _DEEDS or verb.endswith("ed"):
        return score + 4
    return score + (3 if len(verb) > 1 else 0)


def score_of_place(before: str) -> int:
    """Return how freely a clause stands behind the words `before` it; below 0 it hangs."""
    stripped = before.rstrip()
    clause = _STOPS.split(stripped)[-1].split()
    if len(clause) > 1 and clause[0].lower() in _JOINS:
        del clause[0]
    if clause and clause[0].lower() in _OPENS and len(clause) <= _OPENING_WORDS:
        return 1
    if not stripped or stripped[-1] in ",;:.!?()-\u2013\u2014\"'\u2026*\u2022":
        return 1
    last = _WORD.findall(stripped)[-1:]
    word = last[0].lower() if last else ""
    if word in _JOINS or word in _TIMES:
        return 1
    return -2 if word in _HANGS and word != "that" else -4
