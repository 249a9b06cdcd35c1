"""The needs map: where told moments lie between own needs and the needs of others.

After domain.md section 5: the axes are needs attended to, as told; holding back is a
bar, not a corner; a third sign tells who had a say; nothing is counted or added up.
"""

import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Literal, NamedTuple

from leadcoach.domain.text import clean_line
from leadcoach.rendering.page import Picture
from leadcoach.rendering.screen import wrap

CAVEAT = (
    "This map is leadcoach's own sketch, drawn from Paul Atkins's reading of Miki "
    "Kashtan's definition of power and from two-concern models of conflict. It places "
    "one told moment, not a person. It rests on your account alone; others may place it "
    "elsewhere. Full care is not equal care, power-with is not consensus, and deciding "
    "alone can be care. No corner is a verdict."
)
"""What is to be said with the map, once in a session."""

SIGNS = {"alone": "○", "heard": "◐", "shared": "●", "": "◆"}
"""How a dot shows who had a say; the last where nobody was asked about it"""

_WIDTH = 38
_PLOT = 29
_MIDDLE = 14
_SAY = {"alone": "only me", "heard": "heard first", "shared": "shared"}
_SAID = {
    "alone": " Nobody else had a say.",
    "heard": " Others were heard first.",
    "shared": " The say was shared.",
    "": "",
}
_STEPS = (
    "not attended to",
    "attended to a little",
    "attended to in part",
    "mostly attended to",
    "fully attended to",
)
_HELD_BACK = "you held back; whom it served is open"


class Mark(NamedTuple):
    """One told moment on the map.

    `own` and `others` are the steps 1 to 5 of the person's own two scales. A `bar` is
    for holding back: `others` is then None, or the step the bar lies around.
    """

    kind: Literal["dot", "bar"]
    own: int
    others: int | None = None
    say: Literal["alone", "heard", "shared", ""] = ""
    name: str = ""
    """a word or two for the moment: best, struggle"""
    said: str = ""
    """what was said of it, where no number places it and it stands in its corner"""

    @property
    def is_bar(self) -> bool:
        """Tell whether the needs of others are left open."""
        return self.kind == "bar" or self.others is None


def needs_map(marks: Sequence[Mark]) -> Picture:
    """Return the map of `marks`, no wider than 38 columns."""
    if not marks:
        return Picture((), ("There is no moment to place on the map yet.",))

    letters = _letters(marks)
    words = tuple(map(_sentence, marks, letters))
    lines = _drawn(marks, letters)
    return Picture(lines, words, draw(marks, letters, words))


def _letters(marks: Sequence[Mark]) -> list[str]:
    # Marks of one name share a letter.
    chosen: dict[str, str] = {"": ""}
    for mark in marks:
        if mark.name not in chosen:
            free = [*mark.name.upper(), *"123456789"]
            taken = set(chosen.values())
            fit = (each for each in free if each.isascii() and each.isalnum())
            chosen[mark.name] = next((each for each in fit if each not in taken), "+")
    return [chosen[mark.name] for mark in marks]


def _sentence(mark: Mark, letter: str) -> str:
    name = clean_line(mark.name)
    begin = f"{name[:1].upper()}{name[1:]} ({letter})" if name else "This moment"
    if mark.said:
        return f"{begin}: {mark.said}."
    own = f"{begin}: as you told it, your own needs were {_STEPS[mark.own - 1]}"
    if mark.is_bar:
        return f"{own}. You held back, so whom it served is open.{_SAID[mark.say]}"
    others = mark.others or 0
    return (
        f"{own}, and others' needs were {_STEPS[others - 1]}. "
        f"That lies {_place(mark.own, others)}.{_SAID[mark.say]}"
    )


def _place(own: int, others: int) -> str:
    if 3 in (own, others):
        return "in between"
    if own > 3:
        return "near “with others”" if others > 3 else "near “over others”"
    return "near “over-giving”" if others > 3 else "near “stepping away”"


class _Plot:
    """The square inside the axes: eleven lines of 29 columns, steps six columns apart."""

    def __init__(self) -> None:
        self.lines = [[" "] * _PLOT for _ in range(11)]
        self.free = [[True] * _PLOT for _ in range(11)]

    def put(self, line: int, column: int, text: str, *, keep: bool = True) -> None:
        """Write `text`; `keep` marks its place as taken."""
        for at, sign in enumerate(text, column):
            if 0 <= at < _PLOT:
                self.lines[line][at] = sign
                self.free[line][at] = not keep

    def has_room(self, line: int, column: int, length: int) -> bool:
        """Tell whether nothing that matters stands there."""
        inside = column >= 0 and column + length <= _PLOT
        return inside and all(self.free[line][column : column + length])


def _line_of(mark: Mark) -> int:
    return 2 * (5 - mark.own) + 1


def _column_of(mark: Mark) -> int:
    return 6 * mark.others - 4 if mark.others else _MIDDLE


def _drawn(marks: Sequence[Mark], letters: list[str]) -> tuple[str, ...]:
    plot = _Plot()
    _draw_places(plot)
    _draw_marks(plot, marks, letters)
    if plot.has_room(6, 9, 10):
        plot.put(6, 9, "in between")
    else:
        plot.put(6, 18 if plot.has_room(6, 18, 10) else 0, "in between")
    axes = _with_keys(plot) if _is_by_key(marks) else _with_axes(plot)
    return axes + _legend(marks, letters)


def _is_by_key(marks: Sequence[Mark]) -> bool:
    """Tell whether no mark was placed by a number: then the axes show none."""
    return all(mark.said for mark in marks)


def _draw_places(plot: _Plot) -> None:
    plot.put(5, 0, "· " * _MIDDLE + "·", keep=False)
    for line in range(11):
        plot.put(line, _MIDDLE, "·", keep=False)
    plot.put(0, 0, "over others")
    plot.put(0, 18, "with others")
    plot.put(10, 0, "stepping away")
    plot.put(10, 18, "over-giving")


def _draw_marks(plot: _Plot, marks: Sequence[Mark], letters: list[str]) -> None:
    cells: dict[tuple[int, int], list[str]] = {}
    bars: list[tuple[int, int, str]] = []
    for mark, letter in zip(marks, letters, strict=True):
        line, column = _line_of(mark), _column_of(mark)
        if mark.is_bar:
            _draw_bar(plot, line, mark)
            bars.append((line, column, letter))
        else:
            cells.setdefault((line, column), []).append(f"{letter} {SIGNS[mark.say]}")
    _name_bars(plot, bars, set(cells))
    for (line, column), texts in cells.items():
        text = texts[0] if len(texts) == 1 else "".join(texts).replace(" ", "")
        start = max(0, min(column - 2, _PLOT - len(text)))
        plot.put(line, start - 1, f" {text} ")


def _draw_bar(plot: _Plot, line: int, mark: Mark) -> None:
    middle = _column_of(mark)
    reach = 6 if mark.others else _MIDDLE
    left, right = max(0, middle - reach), min(_PLOT - 1, middle + reach)
    plot.put(line, left, f"<{'─' * (right - left - 1)}>")


def _name_bars(
    plot: _Plot, bars: list[tuple[int, int, str]], taken: set[tuple[int, int]]
) -> None:
    # A dot on the bar hides what stands under it, so its letter moves aside.
    for line, middle, letter in filter(lambda bar: bar[2], bars):
        near = (middle, middle - 6, middle + 6, middle - 12, middle + 12)
        free = (at for at in near if 1 < at < _PLOT - 2 and (line, at) not in taken)
        column = next(free, middle)
        taken.add((line, column))
        plot.put(line, column - 1, f" {letter} ")


def _rows(plot: _Plot, names: Mapping[int, str]) -> Iterator[str]:
    for at, line in enumerate(plot.lines):
        yield f"{names.get(at, ''):>7} │{''.join(line)}".rstrip()


def _with_axes(plot: _Plot) -> tuple[str, ...]:
    names = {1: "fully 5", 3: "4", 5: "3", 7: "2", 9: "not 1"}
    return (
        "own needs attended to (as you told it)",
        *_rows(plot, names),
        f"{'':8}└{'─' * _PLOT}",
        f"{'':8}   1     2     3     4     5",
        f"{'':8} not{'fully':>26}",
        f"{'':9}others' needs attended to",
        f"{'':9}(as you told it)",
    )


def _with_keys(plot: _Plot) -> tuple[str, ...]:
    names = {3: "yes", 7: "no"}
    return (
        "own needs looked after (as you told it)",
        *_rows(plot, names),
        f"{'':8}└{'─' * _PLOT}",
        f"{'':9}{'':7}no{'':10}yes",
        f"{'':9}others' needs looked after",
    )


def _legend(marks: Sequence[Mark], letters: list[str]) -> tuple[str, ...]:
    names = dict(zip(letters, (clean_line(mark.name) for mark in marks), strict=True))
    named = "  ".join(f"{letter} {name}" for letter, name in names.items() if letter)
    bars = dict.fromkeys(
        letter for mark, letter in zip(marks, letters, strict=True) if mark.is_bar
    )
    held = [f"{letter or '<─>'}: {_HELD_BACK}" for letter in bars]
    asked = {mark.say for mark in marks if not mark.is_bar}
    says = " ".join(f"{SIGNS[say]} {_SAY[say]}" for say in _SAY if say in asked)
    parts = [named, *held, f"say: {says}" if says else ""]
    lines = (line for part in parts if part for line in wrap(part, _WIDTH, "", "   "))
    return ("", *lines) if any(parts) else ()


_KEYS = ((2, "no"), (4, "yes"))
"""where the names of a key stand on an axis"""
_LEFT, _TOP, _STEP = 64, 44, 76
_SIDE = 5 * _STEP
_TEXT = 'font-size="15" fill="currentColor"'
_FAINT = 'font-size="14" fill="currentColor" fill-opacity=".75"'
_STROKE = 'stroke="currentColor" stroke-width="2"'


def draw(
    marks: Sequence["Mark"],
    letters: Sequence[str],
    words: Sequence[str],
) -> str:
    """Return the map as SVG with a title and `words` as its description."""
    described = escape(" ".join(words))
    name = f"map-{zlib.crc32(described.encode()):08x}"
    places = _places(marks)
    legend = _svg_legend(marks)
    size = f"{_LEFT + _SIDE + 8} {_TOP + _SIDE + (96 if legend else 64)}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}"',
        f'role="img" aria-labelledby="{name}-t {name}-d"',
        'font-family="system-ui, sans-serif">',
        f'<title id="{name}-t">Needs map</title>',
        f'<desc id="{name}-d">{described}</desc>',
        *_ground(by_key=_is_by_key(marks)),
        '<g class="mark">',
        *map(_mark, marks, letters, places),
        "</g>",
        *legend,
        "</svg>",
    ]
    return "\n".join(parts)


def _x(step: int) -> int:
    return _LEFT + _STEP // 2 + _STEP * (step - 1)


def _y(step: int) -> int:
    return _TOP + _STEP // 2 + _STEP * (5 - step)


def _places(marks: Sequence["Mark"]) -> list[tuple[int, int]]:
    # Dots on one place stand one under the other, around its middle.
    cells = [(mark.is_bar, _x(mark.others or 3), _y(mark.own)) for mark in marks]
    many, before = Counter(cells), Counter[tuple[bool, int, int]]()
    places = []
    for bar, x, y in cells:
        at = before[bar, x, y]
        before[bar, x, y] += 1
        places.append((x, y + 12 * (2 * at + 1 - many[bar, x, y])))
    return places


def _text(x: float, y: float, words: str, style: str = _TEXT, at: str = "start") -> str:
    return f'<text x="{x}" y="{y}" {style} text-anchor="{at}">{escape(words)}</text>'


def _ground(*, by_key: bool) -> list[str]:
    right, low = _LEFT + _SIDE, _TOP + _SIDE
    shade = 'fill="currentColor" fill-opacity=".06"'
    band, beside = _TOP + 2 * _STEP, _LEFT + 2 * _STEP
    return [
        f'<rect x="{_LEFT}" y="{band}" width="{_SIDE}" height="{_STEP}" {shade}/>',
        f'<rect x="{beside}" y="{_TOP}" width="{_STEP}" height="{_SIDE}" {shade}/>',
        f'<path d="M{_LEFT} {_TOP}V{low}H{right}" fill="none" {_STROKE}/>',
        _text(_LEFT + 8, _TOP + 16, "over others", _FAINT),
        _text(right - 4, _TOP + 16, "with others", _FAINT, "end"),
        _text(_LEFT + 8, low - 8, "stepping away", _FAINT),
        _text(right - 4, low - 8, "over-giving", _FAINT, "end"),
        _text(_x(3), band + _STEP - 8, "in between", _FAINT, "middle"),
        *(_key_axes(right, low) if by_key else _number_axes(right, low)),
    ]


def _key_axes(right: int, low: int) -> list[str]:
    return [
        _text(0, 18, "own needs looked after (as you told it)"),
        _text(right, low + 56, "others' needs looked after", at="end"),
        *(_text(_x(at), low + 20, name, at="middle") for at, name in _KEYS),
        *(_text(_LEFT - 10, _y(at) + 5, name, at="end") for at, name in _KEYS),
    ]


def _number_axes(right: int, low: int) -> list[str]:
    return [
        _text(0, 18, "own needs attended to (as you told it)"),
        _text(right, low + 56, "others' needs attended to (as you told it)", at="end"),
        *(_text(_x(step), low + 20, str(step), at="middle") for step in range(1, 6)),
        *(_text(_LEFT - 10, _y(step) + 5, str(step), at="end") for step in range(1, 6)),
        _text(_LEFT - 24, _y(5) + 5, "fully", _FAINT, "end"),
        _text(_LEFT - 24, _y(1) + 5, "not", _FAINT, "end"),
        _text(_x(1), low + 36, "not", _FAINT, "middle"),
        _text(_x(5), low + 36, "fully", _FAINT, "middle"),
    ]


def _mark(mark: "Mark", letter: str, place: tuple[int, int]) -> str:
    x, y = place
    if mark.is_bar:
        reach = _STEP if mark.others else 2 * _STEP + 24
        left, right = max(_LEFT + 10, x - reach), min(_LEFT + _SIDE - 8, x + reach)
        ends = f"m8 -6l-8 6l8 6M{right - 8} {y - 6}l8 6l-8 6"
        line = f'<path d="M{left} {y}{ends}M{left} {y}H{right}" fill="none" {_STROKE}/>'
        return line + _letter(x + 18, y - 10, letter)
    return _sign(mark.say, x, y) + _letter(x - 20, y + 6, letter)


def _letter(x: int, y: int, letter: str) -> str:
    style = 'font-size="17" font-weight="700" fill="currentColor"'
    return _text(x, y, letter, style, "middle") if letter else ""


def _svg_legend(marks: Sequence["Mark"]) -> list[str]:
    asked = {mark.say for mark in marks if not mark.is_bar}
    x, y, parts = _LEFT, _TOP + _SIDE + 86, []
    for say in (each for each in _SAY if each in asked):
        sign = f'<g class="mark">{_sign(say, x + 8, y - 5)}</g>'
        parts.append(sign + _text(x + 24, y, _SAY[say], _FAINT))
        x += 116
    return [_text(_LEFT - 8, y, "say:", _FAINT, "end"), *parts] if parts else []


def _sign(say: str, x: int, y: int) -> str:
    if not say:
        return f'<path d="M{x} {y - 9}l9 9l-9 9l-9 -9z" fill="currentColor"/>'
    ring = f'<circle cx="{x}" cy="{y}" r="8" fill="none" {_STROKE}/>'
    if say == "alone":
        return ring
    half = f'<path d="M{x} {y - 8}a8 8 0 0 0 0 16z" fill="currentColor"/>'
    full = f'<circle cx="{x}" cy="{y}" r="8" fill="currentColor"/>'
    return ring + (half if say == "heard" else full)
