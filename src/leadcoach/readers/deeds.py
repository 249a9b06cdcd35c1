"""Where in a sentence its writer's deed is told most plainly, for the sake of the quote."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

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
_HANGS = frozenset(
    "when while as after before where whenever how why what that which who if".split()  # noqa: SIM905
)
_OTHERS = re.compile(
    r"\b(?:him|her|them|they|she|he|everyone|everybody|people|team|each|others|you|someone"
    r"|anyone|[a-z]{3,}ers|men|women|kids|children|boys|girls|students|staff)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w'-]*")
_NEAR = 70
"""characters after the subject in which the others are looked for"""


@dataclass(frozen=True)
class Deed:
    """A place where a clause with the writer's own deed begins."""

    place: int
    score: int
    """how plainly it tells; PLAIN and more is worth quoting by itself"""


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
        score += _score_of_place(told.plain[start : subject.start()])
        rest = told.plain[subject.end() : min(end, subject.end() + _NEAR)]
        score += bool(_OTHERS.search(rest)) - 3 * (len(after) < 2)
        yield Deed(subject.start(), score)


def _score_of_verb(after: list[str], subject: str) -> int:
    verbs = (each for each in after if not _BETWEEN.match(each))
    verb = next(verbs, "")
    follows = next(verbs, "")
    score = -1 if any(map(_MODAL.match, after[:1])) else 0
    if verb in _INNER:
        is_going_on = subject.endswith(("'m", "'re")) or verb in ("was", "were", "am")
        return score + (2 if is_going_on and follows.endswith("ing") else 0)
    if verb in _DEEDS or verb.endswith("ed"):
        return score + 4
    return score + (3 if len(verb) > 1 else 0)


def _score_of_place(before: str) -> int:
    stripped = before.rstrip()
    if not stripped or stripped[-1] in ",;:.!?()-\u2013\u2014\"'\u2026*\u2022":
        return 1
    last = _WORD.findall(stripped)[-1:]
    word = last[0].lower() if last else ""
    if word in _JOINS:
        return 1
    return -2 if word in _HANGS else -4
