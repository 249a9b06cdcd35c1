"""What can be seen in the form of a sentence: who acts, what kind of verb, how it is told.

Every feature has a short name in plain words. Nothing here is learned; readers/learning.py
weighs the names, and readers/ranking.py adds the weights up.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from leadcoach.readers.clauses import (
    OTHERS,
    OWN,
    Act,
    Tokens,
    is_negation,
    own_acts,
    tokens,
)
from leadcoach.readers.lexicon import listed, phrases, plain_words, verbs, word_kinds

Features: TypeAlias = dict[str, float]

_MINE = frozenset([*OWN, "my", "me", "our", "us", "myself", "mine"])
_DEEDS = listed(
    "ask tell open invite help listen decide make control concede give_all do odd-ed"
)
_UNREAL = listed("would could should will may might wanted must")
_SIDE = listed(
    "if when while that what how because although though since after before once until"
    " whenever where as"
)
_BEING = listed("was were been got am being")
_BEFORE_ING = listed("by without of instead than")
_TOGETHER_WITH_KIND = (
    "any phrase",
    "plain ",
    "act:",
    "denied",
    "no deed",
    "first:",
    "w:",
)
_LOOKED_FOR_SUBJECT = 12


def featured(sentences: Sequence[str], kind: str) -> list[Features]:
    """Return the features of each sentence of a passage of that kind.

    `kind` is what was asked for: `best`, `struggle` or `mixed`.
    """
    ones = tokens(sentences)
    forms = [_form(one) for one in ones]
    rows = []
    for at, one in enumerate(ones):
        row = {**forms[at], **_words(one), **_place(at, len(ones)), f"kind {kind}": 1.0}
        for name in forms[at]:
            if name.startswith(_TOGETHER_WITH_KIND):
                row[f"{kind} & {name}"] = 1
        rows.append(row)
    return rows


def plain_forms(one: Tokens) -> str:
    """Return the words of a sentence in their plain form, each between two spaces."""
    known = plain_words()
    words = (known.get(word, word) for word in one.words if word[0].isalnum())
    return f" {' '.join(words)} "


def met(plain: str, group: str) -> Iterator[tuple[str, int]]:
    """Yield each list of `group` with how often it is met in plain words, up to three."""
    for name, turns in phrases(group).items():
        count = turns.count(plain)
        if count:
            yield name, min(count, 3)


def _form(one: Tokens) -> Features:
    found = own_acts(one)
    row = {**_size(one), **_persons(one), **_others(one)}
    for name, count in met(plain_forms(one), "phrases"):
        row[f"phrase {name}"] = count / 3
        row[f"any phrase {name}"] = 1
    row.update(_told_deeds(one, found))
    for act in found:
        row.update(dict.fromkeys(_act(act), 1.0))
    row.update(_all_acts(found))
    return row


def _on(pairs: Iterable[tuple[str, object]]) -> Features:
    return {name: 1.0 for name, holds in pairs if holds}


def _size(one: Tokens) -> Features:
    count = sum(word[0].isalpha() for word in one.words) or 1
    spoken = sum(one.speech)
    row = _on(
        [
            ("very short", count < 6),
            ("short", count < 10),
            ("question", "?" in one.words),
            ("ends in question", one.words[-1:] == ("?",)),
            ("exclaims", "!" in one.words),
            ("all speech", one.words and spoken == len(one.words)),
            (f"in speech of {one.opened_by}", one.opened_by),
        ]
    )
    row["length"] = min(count, 50) / 50
    if spoken:
        row["speech"] = spoken / len(one.words)
    return row


def _persons(one: Tokens) -> Features:
    told = set(one.told)
    first = sum(word in OWN for word in one.told)
    kinds = (kind for word in told for kind in word_kinds().get(word, ()))
    row = {f"w:{kind}": 1.0 for kind in kinds}
    row["first person"] = min(3, first) / 3
    row[f"subject {_subject(one)}"] = 1
    row.update(
        _on(
            [
                ("no I or we", not first),
                ("nothing of mine", _MINE.isdisjoint(one.words)),
                ("my", told & {"my", "our"}),
                ("me", told & {"me", "us"}),
                ("if", "if" in told),
                ("negation", any(map(is_negation, told))),
            ]
        )
    )
    return row


def _subject(one: Tokens) -> str:
    for at, word in enumerate(one.words[:_LOOKED_FOR_SUBJECT]):
        if one.speech[at]:
            return "speech"
        known = OWN.get(word) or OTHERS.get(word)
        if known or word in ("my", "our"):
            return known or "my"
        if at == 0 and word in verbs() and verbs()[word].tense == "now":
            return "order"
        if at == 0 and word.endswith("ing"):
            return "ing"
    return "noun"


def _act(act: Act) -> Iterator[str]:
    base, tense, kinds = act.verb
    for kind in kinds:
        yield from (f"{act.who}:{kind}", f"act:{kind}", f"{kind}/{tense}")
        if act.denied:
            yield f"denied:{kind}"
        if act.to_person:
            yield f"{kind}>person"
    yield from (f"tense:{tense}", f"v:{base}")
    if act.denied:
        yield from ("denied", f"v:not {base}")
    if act.modal:
        yield f"modal:{act.modal}"
    if act.under:
        yield f"sub:{act.under}"


def _all_acts(found: Sequence[Act]) -> Features:
    row = {"acts": min(4, len(found)) / 4}
    if not found:
        return {**row, "no own act": 1.0}
    idle = {"think", "want", "be", "go", "odd", "ly"}
    deeds = [act for act in found if idle.isdisjoint(act.verb.kinds)]
    row["deeds"] = min(3, len(deeds)) / 3
    row.update(dict.fromkeys([f"first:{kind}" for kind in found[0].verb.kinds], 1.0))
    row.update(dict.fromkeys([f"last:{kind}" for kind in found[-1].verb.kinds], 1.0))
    carried = ("", "and", "but", "so", "then")
    row.update(
        _on(
            [
                ("only subordinate", all(act.under not in carried for act in found)),
                ("no deed", not deeds),
                ("deed to people", any(act.to_person for act in deeds)),
                ("only being", all("be" in act.verb.kinds for act in found)),
            ]
        )
    )
    return row


def _told_deeds(one: Tokens, found: Sequence[Act]) -> Features:
    """Return what the sentence tells as done: in a main clause, and not only thought of."""
    possible = [act for act in found if not _DEEDS.isdisjoint(act.verb.kinds)]
    real = [act for act in possible if act.modal not in _UNREAL]
    main = [act for act in real if act.under not in _SIDE]
    row = {"plain deeds": min(3, len(main)) / 3}
    if main:
        row.update({f"plain {kind}": 1.0 for kind in main[0].verb.kinds})
    thought = found and not {"think", "want"}.isdisjoint(found[0].verb.kinds)
    row.update(
        _on(
            [
                ("a plain deed", main),
                ("plain deed to people", any(act.to_person for act in main)),
                ("plain deed denied", any(act.denied for act in main)),
                ("deed in a side clause", real and not main),
                ("deed only supposed", possible and not real),
                ("thought that", thought and "that" in one.words),
            ]
        )
    )
    return row


def _others(one: Tokens) -> Features:
    """Return what others do in the sentence, what is done to the writer, and bare verbs."""
    return dict.fromkeys(_other_verbs(one.words), 1.0)


def _other_verbs(words: Sequence[str]) -> Iterator[str]:
    known = verbs()
    who, since = "", 0
    for at, word in enumerate(words):
        if word in OTHERS or word in OWN:
            who, since = OTHERS.get(word, ""), at
        if word not in known:
            continue
        before = words[at - 1] if at else ""
        for kind in known[word].kinds:
            yield from _bare(before, known[word].tense, kind)
            if who not in ("", "there", "what", "one") and at - since < 4:
                yield f"{who}:{kind}"
        if before in _BEFORE_ING and known[word].tense == "ing":
            yield f"{before} ing"


def _bare(before: str, tense: str, kind: str) -> Iterator[str]:
    if before == "to":
        yield f"to {kind}"
    elif tense == "ing":
        yield f"ing {kind}"
    if tense == "past" and before in _BEING:
        yield f"passive {kind}"
    if before == "please" or (not before and tense == "now"):
        yield f"order {kind}"


def _words(one: Tokens) -> Features:
    """Return the words and pairs of neighbouring words, without names and numbers."""
    found = ["^"]
    for word, is_name in zip(one.words, one.names, strict=True):
        found.append("" if is_name else word)
    row = {f"t:{word}": 1.0 for word in found[1:] if word[:1].isalnum()}
    for left, right in pairwise(found):
        if left and right[:1].isalnum():
            row[f"t:{left} {right}"] = 1
    return row


def _place(at: int, count: int) -> Features:
    row = _on([("first", at == 0), ("last", at == count - 1)])
    return {**row, "position": at / max(1, count - 1)}
