"""Names replaced before words leave, and put back in what comes.

This is no anonymising: a name that only begins sentences can be missed, and people can be
told by what happened.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count
from string import ascii_uppercase

from leadcoach.domain.excerpts import PERSON, marks_in
from leadcoach.domain.sentences import OPENERS

_PATTERNS = {
    "address": re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]*\w"),
    "link": re.compile(r"\bhttps?://[^\s<>“”\"]+|\bwww\.[^\s<>“”\"]+"),
    "number": re.compile(r"(?<!\w)\+?\d[\d ()/-]{6,}\d\b"),
}
_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*")
_ACTS = re.compile(
    r" (?:was|is|has|had|said|says|told|asked|did|does|went|came|got|took"
    r"|wrote|made|never|[a-z]{2,}ed)\b"
)
_OWNER = re.compile(r"['\u2019]s$")
_NO_NAMES = frozenset(re.findall(r"\S+", """
    I I'm I've I'd I'll Monday Tuesday Wednesday Thursday Friday Saturday Sunday January
    February March April May June July August September October November December
    English German French Spanish Italian Dutch Polish Christmas Easter God CEO CFO CTO
    HR IT OK PTA NHS What Who Which Everybody Somebody Someone Anybody Anyone One Each
    All Both Some Many Most Nothing Something Everything Let Here Where How Why People Leading Work TV PC AM PM Heifetz Kashtan Atkins
"""))  # fmt: skip


@dataclass(frozen=True)
class Mask:
    """Stand-ins for names; without any it changes nothing."""

    is_on: bool = False
    """whether names that come later get one too"""

    behind: Mapping[str, str] = field(default_factory=dict)
    """the words that each stand-in stands for"""

    def over(self, text: str) -> str:
        longest = sorted(self.behind.items(), key=lambda each: -len(each[1]))
        for stand_in, words in longest:
            text = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", stand_in, text)
        return text

    def with_names_in(self, texts: Sequence[str]) -> "Mask":
        """Return the mask over what may be a name in `texts` as well."""
        if not self.is_on:
            return self
        known = set(self.behind.values())
        new = [each for each in candidates(texts) if each not in known]
        behind = dict(self.behind)
        for stand_in, words in mask_of([*texts, *behind], new).behind.items():
            if words not in known:
                while stand_in in behind:  # [address 1], counted anew
                    stand_in = f"{stand_in[:-1]}+{stand_in[-1]}"
                behind[stand_in] = words
        return replace(self, behind=behind)

    def restored(self, text: str) -> str:
        if not self.behind:
            return text
        either = "|".join(map(re.escape, self.behind))
        return re.sub(
            rf"(?<!\w)(?:{either})(?!\w)", lambda found: self.behind[found[0]], text
        )


def candidates(texts: Sequence[str]) -> list[str]:
    """Return what may be names in `texts`, in order.

    That is what is written with a capital inside a sentence and never without, what does
    something at the beginning of one, and what stands behind an @.
    """
    for pattern in _PATTERNS.values():  # lena@… is no small letter of Lena
        texts = [pattern.sub("0", text) for text in texts]
    words = [each for text in texts for each in _WORD.findall(text)]
    small = {each for each in words if each[0].islower()}
    found = [each for text in texts for each in _capitals(text)]
    tagged = [each.name for text in texts for each in marks_in(text)
              if each.sign == PERSON]  # fmt: skip
    names = [each for each in found if each.lower() not in small]
    return list(dict.fromkeys((*names, *tagged)))


def _capitals(text: str) -> Iterator[str]:
    for each in _WORD.finditer(text):
        word = _OWNER.sub("", each[0])
        before = text[: each.start()].rstrip(" \"'\u201c\u2018(")
        begins = not before or before[-1] in ".!?:\n\u2026-*\u2022"
        plain = word.replace("\u2019", "'")
        is_owner = word != each[0]
        acts = plain not in OPENERS and (is_owner or _ACTS.match(text, each.end()))
        if word[0].isupper() and (acts or not begins) and plain not in _NO_NAMES:
            yield word


def mask_of(texts: Sequence[str], names: Iterable[str]) -> Mask:
    """Return the mask over `names`, and over addresses, links and numbers in `texts`."""
    whole = "\n".join(texts)
    behind: dict[str, str] = {}
    given = [name for each in names if (name := each.strip())]
    signs = chain(ascii_uppercase, count(27))
    stand_ins = (each for sign in signs if (each := f"Person {sign}") not in whole)
    for name in dict.fromkeys(given):
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", whole):
            behind[next(stand_ins)] = name
    for kind, pattern in _PATTERNS.items():
        for at, each in enumerate(dict.fromkeys(pattern.findall(whole)), 1):
            behind[f"[{kind} {at}]"] = each
    return Mask(is_on=True, behind=behind)
