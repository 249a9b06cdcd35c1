"""The needs map: where told moments lie between own needs and the needs of others.

After domain.md section 5: the axes are needs attended to, as told; where
others decided, or nobody did, or others' needs are left open, it is a bar and no corner;
a third sign tells who had a say; nothing is counted or added up.
"""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template, ascii_uppercase
from typing import NamedTuple

from leadcoach.domain.text import clean_line, wrap
from leadcoach.rendering.drawings import WIDTH
from leadcoach.rendering.page import Picture

CAVEAT = (
    "This map is leadcoach's own sketch, drawn from Paul Atkins's reading of Miki "
    "Kashtan's definition of power and from two-concern models of conflict. It places "
    "one told moment, not a person. It rests on your account alone; others may place it "
    "elsewhere. Full care is not equal care, power-with is not consensus, and deciding "
    "alone can be care. No corner is a verdict."
)
"""What is to be said with the map, once in a session."""

_SAY: Mapping[str, tuple[str, str, str]] = {
    "alone": ("○", "only me", " Nobody else had a say."),
    "heard": ("◐", "heard first", " Others were heard first."),
    "shared": ("●", "shared", " The say was shared."),
    "theirs": ("", "others decided", " Others decided."),
    "drifted": ("", "nobody decided", " Nobody decided; it drifted."),
    "": ("◆", "", ""),
}
"""Who had a say: the sign of a dot, what explains it or a bar, and a sentence"""
_TIED = "\u00a0"
_STEPS = (
    "not attended to",
    "attended to a little",
    "attended to in part",
    "mostly attended to",
    "fully attended to",
)
_LEFT, _MIDDLE, _RIGHT = 9, 23, 37
"""columns of the plot: where it begins, the middle of it, and its last"""
_APART, _MOST_LETTERS = 2, 7
"""marks that have room on one place, and the signs that name more of them"""


class MapPoint(NamedTuple):
    """One told moment on the map.

    `own` and `others` are the steps 1 to 5 of the person's own two scales. It is drawn
    as a bar, around the step of the others where there is one, if it is in no corner.
    """

    own: int
    others: int | None = None
    say: str = ""
    """who had a say: one of _SAY; shaped is shared, and anything else is not told"""
    name: str = ""
    """a word or two for the moment: best, struggle"""
    said: str = ""
    """what was said of it, where no number places it and it stands in its corner"""
    letter: str = ""
    """what names it on the map; found for it there"""

    @property
    def sign(self) -> str:
        return _SAY[self.say][0]

    @property
    def is_bar(self) -> bool:
        """Tell whether others' needs are left open, or what happened was not one's own."""
        return self.others is None or not self.sign

    @property
    def place(self) -> tuple[int, int]:
        """Return its line and its column in the frame."""
        line = (6 if self.said else 7) - self.own
        return line, 6 * self.others + 5 if self.others else _MIDDLE

    @property
    def meaning(self) -> str:
        """Return what a bar means; nothing for a dot."""
        decided = "" if self.sign else _SAY[self.say][1]
        others = "" if self.others else "others' needs are left open"
        return "; ".join(filter(None, (decided, others)))


def needs_map(marks: Sequence[MapPoint]) -> Picture:
    """Return the map of `marks`."""
    marks = _lettered(marks)
    words = tuple(map(_sentence, marks))
    marks = _merged(marks)
    frame, svg = _frames("keys" if all(mark.said for mark in marks) else "numbers")
    lines = (*_plot(frame, marks), *_legend(marks))
    return Picture(lines, words, _svg(svg, marks, " ".join(words)))


CORNERS = {"mine": (4, 2), "theirs": (2, 4), "both": (4, 4), "neither": (2, 2)}
"""whose needs were looked after: the steps of the corner that stands for it"""
WHOSE = {
    "mine": "your own needs",
    "theirs": "others' needs",
    "both": "others' needs and your own",
    "neither": "neither others' needs nor your own",
}
"""the same, in words"""


def corners(title: str, stories: Sequence[tuple[str, str]]) -> Picture:
    """Return the map of lettered stories, each in the corner that its key of CORNERS names.

    Letters that follow each other stand as one, as in A-C G.
    """
    frame, svg = _frames("keys")
    canvas = [list(line.ljust(WIDTH + 1)) for line in frame.split("\n")]
    drawn: list[str] = []
    words = []
    for key, (own, others) in CORNERS.items():
        letters = _ranges([letter for letter, at in stories if at == key])
        if not letters:
            continue
        line, column = MapPoint(own, others, said=key).place
        left = _MIDDLE + 1 if column > _MIDDLE else _LEFT + 1
        text = clean_line(" ".join(letters), 13)
        _put(canvas[line], left + (13 - len(text)) // 2, text)
        rows = wrap(" ".join(letters), 11)
        x, y = 26 + _STEP * others, 468 - _STEP * own - 11 * (len(rows) - 1)
        drawn += [
            _text(x, y + 22 * at, row, _LETTER, "middle") for at, row in enumerate(rows)
        ]
        words.append(f"{WHOSE[key]}: {', '.join(letters).replace('-', ' to ')}")
    said = f"{'; '.join(words)}."
    said = said[:1].upper() + said[1:]
    lines = tuple("".join(line).rstrip() for line in canvas)
    return Picture(lines, (said,), _framed(svg, f"{title}. {said}", 488, drawn))


def _ranges(letters: Sequence[str]) -> list[str]:
    """Return letters that follow each other as one: A-C; two stay two."""
    found: list[str] = []
    alphabet = groupby(enumerate(letters), lambda each: ord(each[1]) - each[0])
    for run in ([letter for _, letter in each] for _, each in alphabet):
        found += [f"{run[0]}-{run[-1]}"] if len(run) > 2 else run
    return found


def _frames(by: str) -> tuple[str, str]:
    """Return the axes for marks placed by numbers or by keys, as text and as SVG."""
    text, svg = (
        Path(__file__).with_name(f"map-by-{by}.{kind}").read_text(encoding="utf-8")
        for kind in ("txt", "svg")
    )
    return text.rstrip("\n"), svg.rstrip("\n")


def _lettered(marks: Sequence[MapPoint]) -> list[MapPoint]:
    """Return marks with a letter of their name; the same for the same, none for none."""
    chosen = {"": ""}
    says = {each: each for each in _SAY} | {"shaped": "shared"}
    for mark in marks:
        free = [*clean_line(mark.name).upper(), *"123456789", *ascii_uppercase]
        fit = (each for each in free if each.isascii() and each.isalnum())
        letter = next((each for each in fit if each not in chosen.values()), "+")
        chosen.setdefault(mark.name, letter)
    return [
        mark._replace(letter=chosen[mark.name], say=says.get(mark.say, ""))
        for mark in marks
    ]


def _merged(marks: Sequence[MapPoint]) -> list[MapPoint]:
    """Return marks, with one for three or more that would lie on each other."""
    places: dict[MapPoint, list[MapPoint]] = {}
    for mark in marks:
        place = mark._replace(name="", said="", letter="")
        places.setdefault(place, []).append(mark)
    found: list[MapPoint] = []
    for here in places.values():
        if len(here) <= _APART:
            found += here
            continue
        letters = [mark.letter for mark in here]
        text = " ".join(_ranges(letters))
        text = text if len(text) <= _MOST_LETTERS else f"{letters[0]}…{letters[-1]}"
        found.append(here[0]._replace(name=text, letter=text))
    return found


def _sentence(mark: MapPoint) -> str:
    name = clean_line(mark.name)
    begin = f"{name[:1].upper()}{name[1:]} ({mark.letter})" if name else "This moment"
    begin = name if name and name == mark.letter else begin  # it is its own sign
    if mark.said:
        return f"{begin}: {mark.said}."
    own = f"{begin}: as you told it, your own needs were {_STEPS[mark.own - 1]}"
    say = _SAY[mark.say][2]
    if mark.others is None:
        return f"{own}. How far others' needs were is left open.{say}"
    # No corner is named in words: what was told says where it stands, and judges nobody.
    return f"{own}, and others' needs were {_STEPS[mark.others - 1]}.{say}"


def _plot(frame: str, marks: Sequence[MapPoint]) -> Iterator[str]:
    """Yield the lines of `frame` with the marks: dots over bars."""
    canvas = [list(line.ljust(WIDTH + 1)) for line in frame.split("\n")]
    if any(mark.own == 3 for mark in marks):  # it stands where their words would
        canvas[marks[0]._replace(own=3).place[0]][18:28] = " · · · · ·"
    dots: dict[tuple[int, int], list[str]] = {}
    for mark in marks:
        if not mark.is_bar:
            dots.setdefault(mark.place, []).append(f"{mark.letter} {mark.sign}")
    for mark in marks:
        if mark.is_bar:
            line, _ = mark.place
            _draw_bar(canvas[line], mark, {at for on, at in dots if on == line})
    for (line, column), texts in dots.items():
        text = texts[0] if len(texts) == 1 else "".join(texts).replace(" ", "")
        start = max(_LEFT, min(column - 2, _RIGHT + 1 - len(text)))
        _put(canvas[line], start - 1, f" {text} ")
    return ("".join(line).rstrip() for line in canvas)


def _draw_bar(line: list[str], mark: MapPoint, dots: set[int]) -> None:
    _, middle = mark.place
    reach = 6 if mark.others else _RIGHT
    left, right = max(_LEFT, middle - reach), min(_RIGHT, middle + reach)
    # Among other moments no arrow, which would move.
    ends = "├┤" if mark.letter else "<>"
    _put(line, left, f"{ends[0]}{'─' * (right - left - 1)}{ends[1]}")
    # A dot on the bar hides what stands under it, so its letter moves aside.
    near = (middle + aside for aside in (0, -6, 6, -12, 12))
    free = (at for at in near if _LEFT + 1 < at < _RIGHT - 1 and at not in dots)
    _put(line, next(free, middle) - 1, f" {mark.letter} " if mark.letter else "")


def _put(line: list[str], column: int, text: str) -> None:
    for at, sign in enumerate(text, column):
        if _LEFT <= at <= _RIGHT:
            line[at] = sign


def _legend(marks: Sequence[MapPoint]) -> tuple[str, ...]:
    names = {mark.letter: clean_line(mark.name) for mark in marks}
    parts = [
        "  ".join(f"{at} {names[at]}" for at in names if at not in ("", names[at]))
    ]
    for mark in marks:
        if told := mark.meaning:
            parts.append(f"{mark.letter or '<─>'}: {told}")
    # A sign and what explains it stay on one line.
    says = [f"{sign} {words}".replace(" ", _TIED) for sign, words in _says(marks)]
    parts.append(f"say: {' '.join(says)}" if says else "")
    lines = [line for part in parts if part for line in wrap(part, WIDTH, "", "   ")]
    return ("", *(line.replace(_TIED, " ") for line in lines)) if lines else ()


def _says(marks: Sequence[MapPoint]) -> list[tuple[str, str]]:
    """Return the signs of the dots that need an explanation, and what explains them."""
    asked = {mark.say for mark in marks if not mark.is_bar}
    return [told[:2] for say, told in _SAY.items() if say and say in asked]


_STEP = 76
_STROKE = 'fill="none" stroke="currentColor" stroke-width="2"'
_LETTER = 'font-size="17" font-weight="700" fill="currentColor"'
_FAINT = 'font-size="14" fill="currentColor" fill-opacity=".75"'


def _svg(frame: str, marks: Sequence[MapPoint], words: str) -> str:
    """Return `frame` with the marks, and with `words` as its description."""
    signs = [
        f'<g class="mark">{_svg_sign(sign, x + 8, 505)}</g>'
        + _text(x + 24, 510, said, _FAINT)
        for x, (sign, said) in zip(range(64, 500, 116), _says(marks), strict=False)
    ]
    legend = [_text(56, 510, "say:", _FAINT, "end"), *signs] if signs else []
    below = 520 if signs else 488
    bars = [mark for mark in marks if mark.letter and mark.meaning]
    for at, mark in enumerate(bars):
        told = f"{mark.letter}: {mark.meaning}"
        legend.append(_text(64, below + 14 + 24 * at, told, _FAINT))
    drawn = []
    # Dots on one place stand one under the other, around its middle.
    cells = [(mark.is_bar, mark.others or 3, mark.own) for mark in marks]
    for at, (mark, cell) in enumerate(zip(marks, cells, strict=True)):
        under = 24 * cells[:at].count(cell) - 12 * (cells.count(cell) - 1)
        x, y = 26 + _STEP * cell[1], 462 - _STEP * mark.own + under
        drawn.append(_svg_mark(mark, x, y))
    return _framed(frame, words, below + 24 * len(bars), drawn, legend)


def _framed(
    frame: str,
    words: str,
    height: int,
    marks: Sequence[str],
    legend: Sequence[str] = (),
) -> str:
    described = escape(words)
    return Template(frame).substitute(
        name=f"map-{zlib.crc32(described.encode()):08x}",
        described=described,
        height=height,
        marks="\n".join(marks),
        legend="".join(f"\n{part}" for part in legend),
    )


def _text(x: int, y: int, words: str, style: str, at: str = "start") -> str:
    return f'<text x="{x}" y="{y}" {style} text-anchor="{at}">{escape(words)}</text>'


def _svg_mark(mark: MapPoint, x: int, y: int) -> str:
    if mark.is_bar:
        reach = _STEP if mark.others else 2 * _STEP + 24
        left, right = max(74, x - reach), min(436, x + reach)
        ends = f"m8 -6l-8 6l8 6M{right - 8} {y - 6}l8 6l-8 6"
        ends = f"m0 -6v12M{right} {y - 6}v12" if mark.letter else ends
        drawn = f'<path d="M{left} {y}{ends}M{left} {y}H{right}" {_STROKE}/>'
        beside = (x + 18, y - 10)
    else:
        drawn, beside = _svg_sign(mark.sign, x, y), (x - 20, y + 6)
    letter = _text(*beside, mark.letter, _LETTER, "middle") if mark.letter else ""
    return drawn + letter


def _svg_sign(sign: str, x: int, y: int) -> str:
    if sign == "◆":
        return f'<path d="M{x} {y - 9}l9 9l-9 9l-9 -9z" fill="currentColor"/>'
    half = f'<path d="M{x} {y - 8}a8 8 0 0 0 0 16z" fill="currentColor"/>'
    full = f'<circle cx="{x}" cy="{y}" r="8" fill="currentColor"/>'
    inside = {"○": "", "◐": half, "●": full}[sign]
    return f'<circle cx="{x}" cy="{y}" r="8" {_STROKE}/>{inside}'
