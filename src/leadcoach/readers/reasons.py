"""Why a sentence was chosen: its strongest features, in plain words."""

from leadcoach.readers.features import Features
from leadcoach.readers.model import Model

_MOST = 4
_FAINT = 0.05
_DONE = {
    "ask": "asking",
    "tell": "telling",
    "open": "saying openly",
    "invite": "bringing people in",
    "help": "helping or giving",
    "listen": "listening",
    "decide": "deciding",
    "make": "setting something up",
    "control": "steering or stopping others",
    "concede": "holding back",
    "give_all": "working or carrying",
    "think": "thinking",
    "want": "wanting",
    "be": "being",
    "go": "going",
    "try": "trying",
    "do": "doing",
}
_PHRASES = {
    "shares": "a turn of phrase for acting together",
    "imposes": "a turn of phrase for getting one's way",
    "holds_back": "a turn of phrase for holding back",
    "overdoes": "a turn of phrase for giving too much",
    "tells_setting": "a turn of phrase for the setting",
    "tells_insight": "a turn of phrase for thinking or wishing",
}
_PLAIN = {
    "a plain deed": "it tells something you did",
    "plain deeds": "it tells something you did",
    "deeds": "it tells something you did",
    "acts": "it has verbs of yours",
    "deed to people": "what you did reaches other people",
    "plain deed to people": "what you did reaches other people",
    "w:others": "other people are in it",
    "w:people": "other people are in it",
    "first person": "it says I or we",
    "subject I": "its subject is I",
    "subject we": "its subject is we",
    "tense:past": "it is told as past",
    "denied": "it says what you did not do",
    "plain deed denied": "it says what you did not do",
    "speech": "it gives your words",
    "subject speech": "it gives your words",
    "in speech of I": "it goes on with your words",
    "me": "it says me or us",
    "my": "it says my or our",
    "w:hours": "it names hours or nights",
    "w:load": "it says how much it was",
}


def reasons(model: Model, row: Features) -> tuple[str, ...]:
    """Return up to four things that put a sentence of these features forward."""
    strength: dict[str, float] = {}
    for name, value in row.items():
        weights = model.sentence.get(name)
        words = _in_words(name) if weights and weights[0] > 0 else ""
        if weights and words:
            strength[words] = strength.get(words, 0) + weights[0] * value
    strongest = sorted(strength, key=lambda each: (-strength[each], each))
    return tuple(each for each in strongest if strength[each] >= _FAINT)[:_MOST]


def _in_words(name: str) -> str:
    if name in _PLAIN:
        return _PLAIN[name]
    kind, _, rest = name.rpartition(" ")
    if kind in ("phrase", "any phrase"):
        return _PHRASES[rest]
    if name.startswith("t:") and "^" not in name:
        return f"the words \u201c{name[2:]}\u201d" if kind else ""
    verb = name.removeprefix("plain ").rpartition(":")[2].partition(">")[0]
    return f"a verb of {_DONE[verb]}" if verb in _DONE else ""
