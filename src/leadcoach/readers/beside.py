"""The second paragraph: how an account sits beside the chosen lenses."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leadcoach.domain.reading import Lens, Quote
from leadcoach.domain.text import clean_line, first_words
from leadcoach.readers.gallery import Beside, Gallery, known_lens
from leadcoach.readers.lines import Line, fits, paragraph
from leadcoach.readers.noticing import Noticed
from leadcoach.readers.phrasing import Voice, excess, stretches, wording
from leadcoach.readers.weaving import woven_in

_IN_FULL = 3
"""lenses of which the paragraph takes a point; the others are named"""
_LIMITS = ((12, 10, 9), (8, 7), (6, 5, 4))
"""words of a quote in the paragraph; the table beneath has room for longer ones"""
_CITATION = 30
"""words that a citation may take without counting as the mirror's own"""
_MOST_NAMED = 12
_LONGEST_SAYS = 30
"""words of a person's own lens that the paragraph has room for"""
_OWN = ("beside it, perhaps, stands {q}", "beside it, perhaps, go your words {q}")
"""for a lens of the person's own: it is shown, and nothing is claimed"""
_TAKES = 8
"""wordings that are tried, for one in which the person is heard soon enough"""
_NAMES = re.compile(r"\)|, on [a-z ]+,|after Kashtan,")
"""what ends the names and years of a citation"""
_SLOT = re.compile(r"\{(\w)\}")
_JOINTS = (", but ", ", while ", ", yet ")
_YOU = "you <may> "
"""what a second statement about the same person goes on without"""


@dataclass(frozen=True)
class _Chosen:
    """A lens, and what is held beside it."""

    lens: Lens
    known: Mapping[str, Any] | None
    shown: Sequence[Beside]

    @property
    def is_open(self) -> bool:
        """Tell whether nothing was found of which the lens speaks."""
        opened = self.known and self.known["points"]["open"]
        return not self.shown or self.shown[0].ways is opened

    @property
    def may_be_last(self) -> bool:
        """Tell whether its sentence can end in the person's words, soon after a quote."""
        return not self.is_open and bool(self.known) and self.is_quoted

    @property
    def is_quoted(self) -> bool:
        """Tell whether the citation holds the words of the lens."""
        return self.known is not None and "{says}" in self.known["cite"]


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
    chosen = [_held(lens, gallery, seen) for lens in lenses[:_IN_FULL]]
    chosen = [each for each in chosen if each.shown]
    others = [_brief(lens) for lens in lenses[len(chosen) :]]
    drafts = []
    for take in range(_TAKES):
        drafts.append(_Draft(Voice(seen.texts, take), _in_order(chosen), others))
        if not drafts[-1].excess:
            break
    return min(drafts, key=lambda draft: draft.excess).text()


def _held(lens: Lens, gallery: Gallery, seen: Noticed) -> _Chosen:
    known = known_lens(lens)
    if not known:
        found = gallery.fresh_act()
        return _Chosen(lens, known, [Beside(_OWN, found)] if found else [])
    held = _Chosen(lens, known, gallery.beside(known["points"]))
    if held.is_open:
        # Words that stand beside another lens already say more than none.
        again = Gallery(seen).beside(known["points"])
        held = _Chosen(lens, known, again[-1:])
    return held


def _in_order(chosen: Sequence[_Chosen]) -> list[_Chosen]:
    """Return the lenses with one last that can end in a quote: none is the last word."""
    last = next((each for each in reversed(chosen) if each.may_be_last), None)
    last = last or next((each for each in reversed(chosen) if each.is_quoted), None)
    if last is None:
        return list(chosen)
    return [*(each for each in chosen if each is not last), last]


class _Draft:
    """One wording of the whole paragraph, which can be made shorter."""

    def __init__(
        self, voice: Voice, chosen: Sequence[_Chosen], others: Sequence[str]
    ) -> None:
        """Word everything once, so that shortening does not reword it."""
        self._points: list[Point] = []
        after = 0
        for at, each in enumerate(chosen):
            is_last = at == len(chosen) - 1
            self._points.append(_point(each, voice, after, is_last=is_last))
            after = stretches(self._points[-1].line.template)[-1]
        close: Mapping[str, Sequence[str]] = wording()["close"]
        self._rest = voice.say(close["rest"])
        self._alone = voice.say(close["alone"])
        self._others = others
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
        return paragraph(self._close(0), _LIMITS[-1])

    def _template(self) -> str:
        # Names and years are nobody's wording: they part what stands around them.
        said = [f"{_bare(each.cite)}; {each.line.template}" for each in self._points]
        return " {who} ".join(["", *said]) + f". {wording()['close']['ask']}"

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

    def _close(self, shown: int) -> list[Line]:
        """Return what follows `shown` points: other lenses by name, and the question."""
        named = [point.brief for point in self._points[shown:]] + list(self._others)
        lines = [Line(self._rest, words={"names": _listed(named)})] if named else []
        if not shown and not named:
            lines.append(Line(self._alone))
        return [*lines, Line(wording()["close"]["ask"])]


def _point(chosen: _Chosen, voice: Voice, before: int, *, is_last: bool) -> Point:
    lens, known = chosen.lens, chosen.known
    if known is None:
        found = chosen.shown[0]
        line = Line(voice.say(found.ways), (found.quote,))
        says = first_words(clean_line(lens.says), _LONGEST_SAYS)
        return Point("{who}: {says};", _brief(lens), _running(says), line, line)
    says = f'"{known.get("short", lens.says)}"'
    if chosen.is_open and "asks" in known:
        cite = known["cite"].partition("[")[0].rstrip()
        line = Line(voice.say(known["asks"]))
        return Point(cite, known["brief"], says, line, line)
    cite = voice.say([known["cite"]], after=before - _CITATION)
    after = stretches(_bare(cite))[-1]
    worded = _open if chosen.is_open else _worded
    lines = worded(chosen.shown, voice, after, is_last=is_last)
    return Point(f"{cite};", known["brief"], says, *lines)


def _bare(cite: str) -> str:
    """Return what a citation says in our words, behind its names and years."""
    return _NAMES.split(cite)[-1]


def _open(
    shown: Sequence[Beside], voice: Voice, after: int, *, is_last: bool
) -> tuple[Line, Line]:
    """Return that a lens leaves something open: briefly, or of an act at the very end."""
    kind = "open_of" if is_last else "open"
    quotes = (shown[0].quote,) if is_last else ()
    ways = woven_in(wording()["beside"][kind], quotes)
    line = Line(voice.say(ways, after=after), quotes)
    return line, line


def _worded(
    shown: Sequence[Beside], voice: Voice, after: int, *, is_last: bool
) -> tuple[Line, Line]:
    """Return one sentence of what is shared and what differs, and one of the first only."""
    quotes = tuple(each.quote for each in shown)
    ways = _ending(shown[0].ways) if is_last else shown[0].ways
    shorter = Line(voice.say(woven_in(ways, quotes), after=after), quotes[:1])
    if len(shown) == 1:
        return shorter, shorter
    both = [
        one + _SLOT.sub(r"{\g<1>2}", _joined(one, other, voice.pick(_JOINTS)))
        for one in shown[0].ways
        for other in (_ending(shown[1].ways) if is_last else shown[1].ways)
    ]
    return Line(voice.say(woven_in(both, quotes), after=after), quotes), shorter


def _ending(ways: Sequence[str]) -> Sequence[str]:
    """Return those of `ways` that end in the quote, or all of them."""
    return [each for each in ways if each.endswith("}")] or ways


def _joined(one: str, other: str, joint: str) -> str:
    """Return `other` behind a joint: without "you may" where `one` has said so."""
    if one.startswith(_YOU) and other.startswith(_YOU):
        return ", yet " + other.removeprefix(_YOU)
    return joint + other


def _cited(point: Point, line: Line) -> Line:
    words = {"who": point.brief, "says": point.says}
    return Line(f"{point.cite} {line.template}.", line.quotes, words)


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
