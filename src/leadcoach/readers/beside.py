"""The second paragraph: how an account sits beside the chosen lenses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leadcoach.domain.reading import Lens, Quote
from leadcoach.domain.text import clean_line, first_words
from leadcoach.readers.gallery import Gallery, Shown, known_lens
from leadcoach.readers.lines import Line, fits, paragraph
from leadcoach.readers.noticing import Noticed
from leadcoach.readers.phrasing import Voice, wording

_IN_FULL = 3
"""lenses of which the paragraph takes a point; the others are named"""
_LIMITS = ((7, 6), (5, 4))
"""words of a quote in the paragraph; the table beneath has room for longer ones"""
_CITATION = 30
"""words that a citation may take without counting as the mirror's own"""
_MOST_NAMED = 12
_LONGEST_SAYS = 30
"""words of a person's own lens that the paragraph has room for"""
_OWN = "[beside it|next to it|along with it] [stand|go|come] your words {q}"
"""for a lens of the person's own: it is shown, and nothing is claimed"""


@dataclass(frozen=True)
class Point:
    """The most telling thing to say of an account beside one lens."""

    cite: str
    brief: str
    says: str
    line: Line
    shorter: Line
    """the same with one quote at most, where room is short"""


def beside(
    seen: Noticed, lenses: Sequence[Lens], voice: Voice
) -> tuple[str, tuple[Quote, ...]]:
    """Return the paragraph of the most telling points, and its quotes.

    Where room is short, lenses lose their second quote, then the definition, and at last,
    the last first, all but their name.
    """
    gallery = Gallery(seen)
    found = [
        point
        for lens in lenses[:_IN_FULL]
        if (point := _point(lens, gallery, voice)) is not None
    ]
    others = [_brief(lens) for lens in lenses[len(found) :]]
    close = _Close(voice, gallery, found, others)
    forms = _shortened(found)
    for limits in _LIMITS:
        for shown in forms if limits is _LIMITS[-1] else forms[: len(found) + 1]:
            text, quotes = paragraph([*shown, *close.lines(len(shown))], limits)
            if fits(text):
                return text, quotes
    return paragraph(close.lines(0, may_quote=False), _LIMITS[-1])


def _shortened(found: Sequence[Point]) -> list[list[Line]]:
    """Return the points as lines, each way shorter than the one before it."""
    forms = [[_cited(point, point.line) for point in found]]
    for at in range(len(found)):
        forms.append([*forms[-1]])
        forms[-1][at] = _cited(found[at], found[at].shorter)
    for at in reversed(range(len(found))):
        forms.append([*forms[-1]])
        forms[-1][at] = _briefly(found[at])
    return [*forms, *(forms[-1][:count] for count in reversed(range(len(found))))]


def _point(lens: Lens, gallery: Gallery, voice: Voice) -> Point | None:
    known = known_lens(lens)
    if known is None:
        found = gallery.fresh_act()
        if found is None:
            return None
        line = Line(voice.say([_OWN]), (found,))
        says = first_words(clean_line(lens.says), _LONGEST_SAYS)
        brief = _brief(lens)
        return Point("{who}: {says}", brief, _running(says), line, line)
    shown = gallery.best_of(known["points"])
    if shown is None:
        return None
    short = gallery.shorter(shown, known["points"])
    cite = voice.say([known["cite"]], after=-_CITATION)
    return Point(
        cite=cite,
        brief=known["brief"],
        says=f'"{lens.says}"',
        line=_worded(shown, voice),
        shorter=_worded(short, voice),
    )


def _worded(shown: Shown, voice: Voice) -> Line:
    return Line(voice.say([shown.say]), shown.quotes)


def _cited(point: Point, line: Line) -> Line:
    words = {"who": point.brief, "says": point.says}
    return Line(f"{point.cite}; {line.template}.", line.quotes, words)


def _briefly(point: Point) -> Line:
    template = f"{{who}}: {point.shorter.template}."
    return Line(template, point.shorter.quotes, {"who": point.brief})


class _Close:
    """What frames the points: that they are views, other lenses by name, the question."""

    def __init__(
        self,
        voice: Voice,
        gallery: Gallery,
        found: Sequence[Point],
        others: Sequence[str],
    ) -> None:
        """Word everything once, so that shortening does not reword it."""
        choices: Mapping[str, Sequence[str]] = wording()["close"]
        self._said = {kind: voice.say(choices[kind]) for kind in ("rest", "reader")}
        self._fresh = gallery.untouched() or gallery.fresh_act()
        self._found = found
        self._others = others

    def lines(self, shown: int, *, may_quote: bool = True) -> list[Line]:
        """Return the lines after `shown` points."""
        named = [point.brief for point in self._found[shown:]] + list(self._others)
        lines = []
        if named:
            lines.append(Line(self._said["rest"], words={"names": _listed(named)}))
        if self._fresh and may_quote:
            lines.append(Line(self._said["reader"], (self._fresh,)))
        return [*lines, Line(wording()["close"]["ask"])]


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
