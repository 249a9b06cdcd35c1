"""The needs map as a drawing for a page; its colours are those of the text around it."""

import zlib
from collections import Counter
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leadcoach.rendering.map import Mark

_LEFT, _TOP, _STEP = 64, 44, 76
_SIDE = 5 * _STEP
_TEXT = 'font-size="15" fill="currentColor"'
_FAINT = 'font-size="14" fill="currentColor" fill-opacity=".75"'
_SAY = {"alone": "only me", "heard": "heard first", "shared": "shared"}
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
    legend = _legend(marks)
    size = f"{_LEFT + _SIDE + 8} {_TOP + _SIDE + (96 if legend else 64)}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}"',
        f'role="img" aria-labelledby="{name}-t {name}-d"',
        'font-family="system-ui, sans-serif">',
        f'<title id="{name}-t">Needs map</title>',
        f'<desc id="{name}-d">{described}</desc>',
        *_ground(),
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


def _ground() -> list[str]:
    right, low = _LEFT + _SIDE, _TOP + _SIDE
    shade = 'fill="currentColor" fill-opacity=".06"'
    band, beside = _TOP + 2 * _STEP, _LEFT + 2 * _STEP
    return [
        f'<rect x="{_LEFT}" y="{band}" width="{_SIDE}" height="{_STEP}" {shade}/>',
        f'<rect x="{beside}" y="{_TOP}" width="{_STEP}" height="{_SIDE}" {shade}/>',
        f'<path d="M{_LEFT} {_TOP}V{low}H{right}" fill="none" {_STROKE}/>',
        _text(0, 18, "own needs attended to (as you told it)"),
        _text(right, low + 56, "others' needs attended to (as you told it)", at="end"),
        _text(_LEFT + 8, _TOP + 16, "over others", _FAINT),
        _text(right - 4, _TOP + 16, "with others", _FAINT, "end"),
        _text(_LEFT + 8, low - 8, "stepping away", _FAINT),
        _text(right - 4, low - 8, "over-giving", _FAINT, "end"),
        _text(_x(3), band + _STEP - 8, "in between", _FAINT, "middle"),
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


def _legend(marks: Sequence["Mark"]) -> list[str]:
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
