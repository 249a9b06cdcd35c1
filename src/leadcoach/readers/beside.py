"""The second paragraph: how an account sits beside the chosen lenses."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import tomli

from leadcoach.domain.reading import CONCEPTIONS, STANCES, Lens, LensPoint, Quote
from leadcoach.domain.text import clean_line, first_words
from leadcoach.readers.cues import Found
from leadcoach.readers.lines import Line, filled, fits, paragraph, wording
from leadcoach.readers.noticing import Noticed, act_in
from leadcoach.readers.quoting import LONGEST

_LIMITS = (6, 5, 4)
"""words of a quote in the paragraph; the table beneath has room for longer ones"""
_MOST_NAMED = 12
_OWN_WORDS: Mapping[str, Any] = {"on": [], "say": "beside it stand your words {q}"}
"""for a lens of the person's own: it is shown, and nothing is claimed"""


@dataclass(frozen=True)
class Point:
    """The most telling thing to say of an account beside one lens."""

    lens: Lens
    line: Line
    shorter: Line
    """the same with one quote at most, where room is short"""


@cache
def _points() -> Mapping[str, Any]:
    path = Path(__file__).parent / "lens-points.toml"
    return tomli.loads(path.read_text(encoding="utf-8"))


def points(seen: Noticed, lenses: Sequence[Lens]) -> tuple[Point, ...]:
    """Return one point for each lens, as long as anything can be quoted."""
    used: list[Found] = []
    found = [_point(seen, lens, used) for lens in lenses]
    return tuple(point for point in found if point)


def table(found: Sequence[Point]) -> tuple[LensPoint, ...]:
    """Return the points as rows, with their longer quotes."""
    return tuple(
        LensPoint(
            lens=point.lens.id,
            who=point.lens.who,
            says=point.lens.says,
            point=_capital(filled(point.line, LONGEST)[0]) + ".",
        )
        for point in found
    )


def beside(found: Sequence[Point]) -> tuple[str, tuple[Quote, ...]]:
    """Return the paragraph of the most telling points, and its quotes.

    Where room is short, lenses first lose their second quote, then, the last first, their
    definition, and then all but their name.
    """
    forms: list[_Form | None] = [_in_full] * len(found)
    steps = [(at, _with_one_quote) for at in range(len(found))]
    backwards = range(len(found) - 1, -1, -1)
    for at, form in (*steps, *((at, _briefly) for at in backwards)):
        text, quotes = _set(found, forms)
        if fits(text):
            return text, quotes
        forms[at] = form
    for at in backwards:
        text, quotes = _set(found, forms)
        if fits(text):
            return text, quotes
        forms[at] = None
    return _set(found, forms)


_Form: TypeAlias = Callable[[Point], Line]


def _set(
    found: Sequence[Point], forms: Sequence[_Form | None]
) -> tuple[str, tuple[Quote, ...]]:
    pairs = list(zip(found, forms, strict=True))
    lines = [form(point) for point, form in pairs if form]
    named = [point for point, form in pairs if not form]
    return paragraph([*lines, *_rest(named), _close(len(found))], _LIMITS)


def _point(seen: Noticed, lens: Lens, used: list[Found]) -> Point | None:
    rows = _points()[lens.id]["points"] if lens.id in _points() else [_OWN_WORDS]
    fitting = [row for row in rows if all(seen.of(label) for label in row["on"])]
    lines = [line for row in fitting if (line := _line(seen, row, used))]
    if not lines:
        return None
    used += lines[0].quotes
    shorter = next(line for line in lines if len(line.quotes) == 1)
    return Point(lens, lines[0], shorter)


def _line(seen: Noticed, row: Mapping[str, Any], used: Sequence[Found]) -> Line | None:
    if row["on"]:
        return Line(row["say"], tuple(_telling(seen, each, used) for each in row["on"]))
    anything = _anything(seen, used)
    return Line(row["say"], (anything,)) if anything else None


def _telling(seen: Noticed, label: str, used: Sequence[Found]) -> Found:
    # Strengths are taken from the best moments, pulls from the struggle, where told.
    first = "best" if label in ("with", *CONCEPTIONS) else "struggle"
    found = seen.of(label, first) or seen.of(label)
    found.sort(key=lambda each: (each.group == "limit", _is_in(each, used)))
    return found[0]


def _is_in(one: Found, used: Sequence[Found]) -> bool:
    places = {(each.told.id, each.told.sentence_at(each.start)) for each in used}
    return (one.told.id, one.told.sentence_at(one.start)) in places


def _anything(seen: Noticed, used: Sequence[Found]) -> Found | None:
    for label in STANCES:
        if seen.of(label):
            return _telling(seen, label, used)
    return act_in(seen, used=used)


def _in_full(point: Point) -> Line:
    return _cited(point, point.line)


def _with_one_quote(point: Point) -> Line:
    return _cited(point, point.shorter)


def _cited(point: Point, line: Line) -> Line:
    lens = point.lens
    says = f'"{lens.says}"' if lens.quoted else _running(lens.says)
    known = _points().get(lens.id)
    cite = known["cite"] if known else "{who}: {says}"
    words = {"who": _who(lens), "says": clean_line(says)}
    return Line(f"{cite}; {line.template}.", line.quotes, words)


def _briefly(point: Point) -> Line:
    template = f"{{who}}: {point.shorter.template}."
    return Line(template, point.shorter.quotes, {"who": _who(point.lens)})


def _rest(named: Sequence[Point]) -> list[Line]:
    if not named:
        return []
    names = [_who(point.lens) for point in named]
    if len(names) > _MOST_NAMED:
        names = [*names[:_MOST_NAMED], "others"]
    return [Line(wording()["close"]["rest"], words={"names": "; ".join(names)})]


def _close(count: int) -> Line:
    close = wording()["close"]
    return Line(close.get({0: "alone", 1: "one", 2: "two"}.get(count, "several")))


def _who(lens: Lens) -> str:
    known = _points().get(lens.id)
    return known["brief"] if known else first_words(clean_line(lens.who), 8)


def _running(says: str) -> str:
    says = says.rstrip(". ")
    return says if says.startswith("I ") else says[:1].lower() + says[1:]


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
