"""The second paragraph: how an account sits beside the chosen lenses."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leadcoach.domain.reading import Lens, Quote
from leadcoach.domain.text import clean_line, first_words
from leadcoach.readers.cues import Found
from leadcoach.readers.gallery import Beside, Gallery, known_lens
from leadcoach.readers.lines import Line, fits, paragraph
from leadcoach.readers.noticing import Noticed
from leadcoach.readers.phrasing import (
    LONGEST_STRETCH,
    Voice,
    excess,
    stretches,
    wording,
)

_IN_FULL = 3
"""lenses of which the paragraph takes a point; the others are named"""
_LIMITS = ((10, 9), (8, 7), (6, 5, 4))
"""words of a quote in the paragraph; the table beneath has room for longer ones"""
_CITATION = 30
"""words that a citation may take without counting as the mirror's own"""
_MOST_NAMED = 12
_LONGEST_SAYS = 30
"""words of a person's own lens that the paragraph has room for"""
_OWN = ("beside it stands {q}", "beside it go your words {q}", "next to it, {q}")
"""for a lens of the person's own: it is shown, and nothing is claimed"""
_TAKES = 8
"""wordings that are tried, for one in which the person is heard soon enough"""
_NAMES = re.compile(r"\)|, on [a-z ]+,|after Kashtan,")
"""what ends the names and years of a citation"""
_JOINTS = ("; ", ", but ", ", while ", ", yet ")


@dataclass(frozen=True)
class _Chosen:
    """A lens, and what is held beside it."""

    lens: Lens
    known: Mapping[str, Any] | None
    shown: Sequence[Beside]


@dataclass(frozen=True)
class Point:
    """The most telling things to say of an account beside one lens, in words."""

    cite: str
    brief: str
    says: str
    line: Line
    shorter: Line
    """the same with one quote at most, where room is short"""


def beside(seen: Noticed, lenses: Sequence[Lens]) -> tuple[str, tuple[Quote, ...]]:
    """Return the paragraph of the most telling points, and its quotes.

    Where room is short, lenses lose their second quote, then what they say, and at last,
    the last first, all but their name.
    """
    gallery = Gallery(seen)
    chosen = [
        _Chosen(lens, known, shown)
        for lens in lenses[:_IN_FULL]
        if (shown := _shown(known := known_lens(lens), gallery))
    ]
    others = [_brief(lens) for lens in lenses[len(chosen) :]]
    last = gallery.untouched() or gallery.fresh_act()
    drafts = []
    for take in range(_TAKES):
        drafts.append(_Draft(Voice(seen.texts, take), chosen, others, last))
        if not drafts[-1].excess:
            break
    return min(drafts, key=lambda draft: draft.excess).text()


def _shown(known: Mapping[str, Any] | None, gallery: Gallery) -> Sequence[Beside]:
    if known:
        return gallery.beside(known["points"])
    found = gallery.fresh_act()
    return [Beside(_OWN, found)] if found else []


class _Draft:
    """One wording of the whole paragraph, which can be made shorter."""

    def __init__(
        self,
        voice: Voice,
        chosen: Sequence[_Chosen],
        others: Sequence[str],
        last: Found | None,
    ) -> None:
        """Word everything once, so that shortening does not reword it."""
        self._points: list[Point] = []
        after = 0
        for each in chosen:
            self._points.append(_point(each, voice, after))
            after = stretches(self._points[-1].line.template)[-1]
        close: Mapping[str, Sequence[str]] = wording()["close"]
        self._rest = voice.say(close["rest"])
        self._reader = voice.say(close["reader" if chosen else "alone"], after=after)
        self._others = others
        self._last = last
        self.excess = excess(self._template())

    def text(self) -> tuple[str, tuple[Quote, ...]]:
        """Return the paragraph as long as it may be, and its quotes."""
        forms = self._forms()
        for limits in _LIMITS:
            tried = forms if limits is _LIMITS[-1] else forms[: len(self._points) + 1]
            for shown in tried:
                text, quotes = paragraph([*shown, *self._close(len(shown))], limits)
                if fits(text):
                    return text, quotes
        return paragraph(self._close(0, may_quote=False), _LIMITS[-1])

    def _template(self) -> str:
        # Names and years are nobody's wording: they part what stands around them.
        said = [f"{_bare(each.cite)}; {each.line.template}" for each in self._points]
        return " {who} ".join(["", *said]) + f". {self._reader}"

    def _forms(self) -> list[list[Line]]:
        """Return the points as lines, each way shorter than the one before it."""
        found = self._points
        forms = [[_cited(point, point.line) for point in found]]
        for at in reversed(range(len(found))):
            forms.append([*forms[-1]])
            forms[-1][at] = _cited(found[at], found[at].shorter)
        for at in reversed(range(len(found))):
            forms.append([*forms[-1]])
            forms[-1][at] = _briefly(found[at])
        return [*forms, *(forms[-1][:count] for count in reversed(range(len(found))))]

    def _close(self, shown: int, *, may_quote: bool = True) -> list[Line]:
        """Return what follows `shown` points: other lenses by name, and the question."""
        named = [point.brief for point in self._points[shown:]] + list(self._others)
        lines = []
        if named:
            lines.append(Line(self._rest, words={"names": _listed(named)}))
        if self._last and may_quote:
            lines.append(Line(self._reader, (self._last,)))
        return [*lines, Line(wording()["close"]["ask"])]


def _point(chosen: _Chosen, voice: Voice, before: int) -> Point:
    lens, known = chosen.lens, chosen.known
    if known is None:
        found = chosen.shown[0]
        line = Line(voice.say(found.ways), (found.quote,))
        says = first_words(clean_line(lens.says), _LONGEST_SAYS)
        return Point("{who}: {says}", _brief(lens), _running(says), line, line)
    cite = voice.say([known["cite"]], after=before - _CITATION)
    after = stretches(_bare(cite))[-1]
    says = known.get("short", lens.says)
    return Point(
        cite, known["brief"], f'"{says}"', *_worded(chosen.shown, voice, after)
    )


def _bare(cite: str) -> str:
    """Return what a citation says in our words, behind its names and years."""
    return _NAMES.split(cite)[-1]


def _worded(shown: Sequence[Beside], voice: Voice, after: int) -> tuple[Line, Line]:
    """Return one sentence of what is shared and what differs, and one of the first only."""
    first = voice.say(shown[0].ways, after=after)
    shorter = Line(first, (shown[0].quote,))
    if len(shown) == 1:
        return shorter, shorter
    tail = stretches(first)[-1]
    joint = voice.pick(_JOINTS if tail < LONGEST_STRETCH else _JOINTS[:1])
    second = voice.say(shown[1].ways, after=tail + len(joint.split()[1:]))
    said = first + joint + second.replace("{q}", "{q2}")
    return Line(said, tuple(each.quote for each in shown)), shorter


def _cited(point: Point, line: Line) -> Line:
    words = {"who": point.brief, "says": point.says}
    return Line(f"{point.cite}; {line.template}.", line.quotes, words)


def _briefly(point: Point) -> Line:
    template = f"{{who}}: {point.shorter.template}."
    return Line(template, point.shorter.quotes, {"who": point.brief})


def _listed(names: Sequence[str]) -> str:
    kept = list(dict.fromkeys(names))
    if len(kept) > _MOST_NAMED:
        kept = [*kept[:_MOST_NAMED], "others"]
    return "; ".join(kept)


def _brief(lens: Lens) -> str:
    known = known_lens(lens)
    return known["brief"] if known else first_words(clean_line(lens.who), 8)


def _running(says: str) -> str:
    says = says.rstrip(". ")
    return says if says.startswith("I ") else says[:1].lower() + says[1:]
