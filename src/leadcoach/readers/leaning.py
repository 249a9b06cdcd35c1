"""What leading seems to mean where no cue names it: the learned guess, and words to show."""

from collections.abc import Sequence

from leadcoach.domain.reading import CONCEPTIONS
from leadcoach.readers import Account
from leadcoach.readers.cues import Found
from leadcoach.readers.model import learned
from leadcoach.readers.noticing import Noticed, sentence_of
from leadcoach.readers.ranking import leanings

_PASSAGE_FROM = 0.6
"""chance in a whole part, from which the first guess was right in half of the cases"""
_LIFT_FROM = 1.2
"""log-odds that the quoted sentence itself has to add to those of no words at all"""
_MOST_SENTENCES = 12
_NO_WORDS = ("It.",)


def leaning(seen: Noticed, part: str, acts: Sequence[Found]) -> Found | None:
    """Return the likeliest conception in `part`, at that of `acts` that shows it, or None."""
    told = [one for one in seen.told if part in ("", one.part)]
    if not acts:
        return None
    account = Account(tuple((one.id, one.text) for one in told))
    likely = leanings(account).conceptions
    texts = [one.text[at.start : at.end] for one in told for at in one.sentences]
    chances = learned().labels(texts, part or "mixed")
    label = max(likely, key=lambda each: chances[each], default="")
    if label not in CONCEPTIONS or chances[label] < _PASSAGE_FROM:
        return None
    model, few = learned(), acts[:_MOST_SENTENCES]
    parts = {each.told.part for each in few}
    base = {each: model.odds(_NO_WORDS, each, label) for each in parts}
    lifts = [
        model.odds([_sentence(each)], each.told.part, label) - base[each.told.part]
        for each in few
    ]
    best = few[lifts.index(max(lifts))]
    if max(lifts) < _LIFT_FROM:
        return None
    return Found(label, best.told, best.start, best.end, "act")


def _sentence(found: Found) -> str:
    start, end = sentence_of(found)[1]
    return found.told.text[start:end]
