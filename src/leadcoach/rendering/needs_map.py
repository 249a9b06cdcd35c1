"""The needs map: where told moments lie between own needs and the needs of others.

After domain.md section 5: the axes are needs attended to, as told; where
others decided, or nobody did, or others' needs are left open, it is a bar and no corner;
a third sign tells who had a say; nothing is counted or added up.
"""

import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Literal, NamedTuple, TypeAlias

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

Say: TypeAlias = Literal["alone", "heard", "shared", "theirs", "drifted", ""]
_OF_CHOICE: Mapping[str, Say] = {
    "alone": "alone",
    "heard": "heard",
    "shaped": "shared",
    "shared": "shared",
    "theirs": "theirs",
    "drifted": "drifted",
}
_SAY: Mapping[Say, tuple[str, str, str]] = {
    "alone": ("○", "only me", " Nobody else had a say."),
    "heard": ("◐", "heard first", " Others were heard first."),
    "shared": ("●", "shared", " The say was shared."),
    "theirs": ("", "others decided", " Others decided."),
    "drifted": ("", "nobody decided", " Nobody decided; it drifted."),
    "": ("◆", "", ""),
}
"""Who had a say: the sign of a dot, what explains it or a bar, and a sentence"""


def say_of(choice: str) -> Say:
    """Return who had a say, as a mark tells it, of what was chosen of it."""
    return _OF_CHOICE.get(choice, "")


_TIED = "\u00a0"
_STEPS = (
    "not attended to",
    "attended to a little",
    "attended to in part",
    "mostly attended to",
    "fully attended to",
)

_FRAMES = Path(__file__).parent
"""where the axes stand, for marks placed by numbers and by keys: as text and as SVG"""
_LEFT, _MIDDLE, _RIGHT = 9, 23, 37
"""columns of the plot: where it begins, the middle of it, and its last"""


_APART, _MOST_LETTERS = 2, 7
"""marks that have room on one place, and the signs that name more of them"""


class Mark(NamedTuple):
    """One told moment on the map.

    `own` and `others` are the steps 1 to 5 of the person's own two scales. It is drawn
    as a bar, around the step of the others where there is one, if it is in no corner.
    """

    own: int
    others: int | None = None
    say: Say = ""
    name: str = ""
    """a word or two for the moment: best, struggle"""
    said: str = ""
    """what was said of it, where no number places it and it stands in its corner"""

    @property
    def is_bar(self) -> bool:
        """Tell whether others' needs are left open, or what happened was not one's own."""
        return self.others is None or not _SAY[self.say][0]


def needs_map(marks: Sequence[Mark]) -> Picture:
    """Return the map of `marks`."""
    letters = [letter.upper() for letter in _letters([mark.name for mark in marks])]
    words = tuple(map(_sentence, marks, letters))
    marks, letters = _merged(marks, letters)
    frame, svg = _frames("keys" if all(mark.said for mark in marks) else "numbers")
    lines = (*_plot(frame, marks, letters), *_legend(marks, letters))
    return Picture(lines, words, _svg(svg, marks, letters, words))


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
        line, column = _place(Mark(own, others, said=key))
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
    return Picture(lines, (said,), _framed(svg, f"{title}. {said}", 488, drawn, []))


def _ranges(letters: Sequence[str]) -> list[str]:
    """Return letters that follow each other as one: A-C; two stay two."""
    runs: list[list[str]] = []
    for letter in letters:
        if runs and ord(runs[-1][-1]) == ord(letter) - 1:
            runs[-1].append(letter)
        else:
            runs.append([letter])
    short = [[f"{run[0]}-{run[-1]}"] if len(run) > 2 else run for run in runs]
    return [each for run in short for each in run]


def _frames(by: str) -> tuple[str, str]:
    """Return the axes for marks placed by numbers or by keys, as text and as SVG."""
    text, svg = (
        (_FRAMES / f"map-by-{by}.{kind}").read_text(encoding="utf-8").rstrip("\n")
        for kind in ("txt", "svg")
    )
    return text, svg


def _merged(
    marks: Sequence[Mark], letters: Sequence[str]
) -> tuple[list[Mark], list[str]]:
    """Return marks and letters, with one for three or more that would lie on each other."""
    places: dict[Mark, list[tuple[Mark, str]]] = {}
    for mark, letter in zip(marks, letters, strict=True):
        place = mark._replace(name="", said="")
        places.setdefault(place, []).append((mark, letter))
    found: list[tuple[Mark, str]] = []
    for here in places.values():
        if len(here) <= _APART:
            found += here
            continue
        named = [letter for _, letter in here]
        text = " ".join(_ranges(named))
        text = text if len(text) <= _MOST_LETTERS else f"{named[0]}…{named[-1]}"
        found.append((here[0][0]._replace(name=text), text))
    return [mark for mark, _ in found], [letter for _, letter in found]


def _letters(names: Sequence[str]) -> list[str]:
    """Return a letter for each name; none for no name, the same for the same."""
    chosen = {"": ""}
    for name in names:
        free = [*clean_line(name).lower(), *"123456789abcdefghijklmnopqrstuvwxyz"]
        fit = (each for each in free if each.isascii() and each.isalnum())
        letter = next((each for each in fit if each not in chosen.values()), "+")
        chosen.setdefault(name, letter)
    return [chosen[name] for name in names]


def _sentence(mark: Mark, letter: str) -> str:
    name = clean_line(mark.name)
    begin = f"{name[:1].upper()}{name[1:]} ({letter})" if name else "This moment"
    begin = name if name and name == letter else begin  # a letter is its own sign
    if mark.said:
        return f"{begin}: {mark.said}."
    own = f"{begin}: as you told it, your own needs were {_STEPS[mark.own - 1]}"
    say = _SAY[mark.say][2]
    if mark.others is None:
        return f"{own}. How far others' needs were is left open.{say}"
    # No corner is named in words: what was told says where it stands, and judges nobody.
    return f"{own}, and others' needs were {_STEPS[mark.others - 1]}.{say}"


def _plot(frame: str, marks: Sequence[Mark], letters: list[str]) -> Iterator[str]:
    """Yield the lines of `frame` with the marks: dots over bars."""
    canvas = [list(line.ljust(WIDTH + 1)) for line in frame.split("\n")]
    if any(mark.own == 3 for mark in marks):  # it stands where their words would
        canvas[_place(marks[0]._replace(own=3))[0]][18:28] = " · · · · ·"
    dots: dict[tuple[int, int], list[str]] = {}
    for mark, letter in zip(marks, letters, strict=True):
        if not mark.is_bar:
            sign = f"{letter} {_SAY[mark.say][0]}"
            dots.setdefault(_place(mark), []).append(sign)
    for mark, letter in zip(marks, letters, strict=True):
        if mark.is_bar:
            line, column = _place(mark)
            _draw_bar(canvas[line], mark, letter, {at for on, at in dots if on == line})
    for (line, column), texts in dots.items():
        text = texts[0] if len(texts) == 1 else "".join(texts).replace(" ", "")
        start = max(_LEFT, min(column - 2, _RIGHT + 1 - len(text)))
        _put(canvas[line], start - 1, f" {text} ")
    return ("".join(line).rstrip() for line in canvas)


def _place(mark: Mark) -> tuple[int, int]:
    """Return the line and the column of a mark in its frame."""
    line = (6 if mark.said else 7) - mark.own
    return line, 6 * mark.others + 5 if mark.others else _MIDDLE


def _draw_bar(line: list[str], mark: Mark, letter: str, dots: set[int]) -> None:
    _, middle = _place(mark)
    reach = 6 if mark.others else _RIGHT
    left, right = max(_LEFT, middle - reach), min(_RIGHT, middle + reach)
    ends = "├┤" if letter else "<>"  # among other moments no arrow, which would move
    _put(line, left, f"{ends[0]}{'─' * (right - left - 1)}{ends[1]}")
    # A dot on the bar hides what stands under it, so its letter moves aside.
    near = (middle + aside for aside in (0, -6, 6, -12, 12))
    inside = (at for at in near if _LEFT + 1 < at < _RIGHT - 1)
    column = next((at for at in inside if at not in dots), middle)
    _put(line, column - 1, f" {letter} " if letter else "")


def _put(line: list[str], column: int, text: str) -> None:
    for at, sign in enumerate(text, column):
        if _LEFT <= at <= _RIGHT:
            line[at] = sign


def _legend(marks: Sequence[Mark], letters: list[str]) -> tuple[str, ...]:
    names = dict(zip(letters, (clean_line(mark.name) for mark in marks), strict=True))
    # A sign and what explains it stay on one line.
    says = [f"{sign} {words}".replace(" ", _TIED) for sign, words in _says(marks)]
    named = (f"{at} {name}" for at, name in names.items() if at not in ("", name))
    parts = ["  ".join(named)]
    parts += [f"{at or '<─>'}: {told}" for at, told in _bars_told(marks, letters)]
    parts.append(f"say: {' '.join(says)}" if says else "")
    lines = [line for part in parts if part for line in wrap(part, WIDTH, "", "   ")]
    return ("", *(line.replace(_TIED, " ") for line in lines)) if lines else ()


def _bars_told(marks: Sequence[Mark], letters: Sequence[str]) -> list[tuple[str, str]]:
    """Return what each bar means, with its letter."""
    found = []
    for letter, mark in zip(letters, marks, strict=True):
        decided = "" if _SAY[mark.say][0] else _SAY[mark.say][1]
        others = "" if mark.others else "others' needs are left open"
        if told := "; ".join(filter(None, (decided, others))):
            found.append((letter, told))
    return found


def _says(marks: Sequence[Mark]) -> list[tuple[str, str]]:
    """Return the signs of the dots that need an explanation, and what explains them."""
    asked = {mark.say for mark in marks if not mark.is_bar}
    return [told[:2] for say, told in _SAY.items() if say and say in asked]


_STEP = 76
_STROKE = 'fill="none" stroke="currentColor" stroke-width="2"'
_LETTER = 'font-size="17" font-weight="700" fill="currentColor"'
_FAINT = 'font-size="14" fill="currentColor" fill-opacity=".75"'


def _svg(
    frame: str, marks: Sequence[Mark], letters: Sequence[str], words: Sequence[str]
) -> str:
    """Return `frame` with the marks, and with `words` as its description."""
    legend = _svg_legend(marks)
    bars = [f"{at}: {told}" for at, told in _bars_told(marks, letters) if at]
    below = 520 if legend else 488
    legend += [
        _text(64, below + 14 + 24 * at, each, _FAINT) for at, each in enumerate(bars)
    ]
    drawn = list(map(_svg_mark, marks, letters, _places(marks)))
    height = below + 24 * len(bars)
    return _framed(frame, " ".join(words), height, drawn, legend)


def _framed(
    frame: str, words: str, height: int, marks: Sequence[str], legend: Sequence[str]
) -> str:
    described = escape(words)
    return Template(frame).substitute(
        name=f"map-{zlib.crc32(described.encode()):08x}",
        described=described,
        height=height,
        marks="\n".join(marks),
        legend="".join(f"\n{part}" for part in legend),
    )


def _places(marks: Sequence[Mark]) -> list[tuple[int, int]]:
    # Dots on one place stand one under the other, around its middle.
    cells = [(mark.is_bar, mark.others or 3, mark.own) for mark in marks]
    many, before = Counter(cells), Counter[tuple[bool, int, int]]()
    places = []
    for cell in cells:
        _, others, own = cell
        middle = 462 - _STEP * own - 12 * (many[cell] - 1)
        places.append((26 + _STEP * others, middle + 24 * before[cell]))
        before[cell] += 1
    return places


def _text(x: int, y: int, words: str, style: str, at: str = "start") -> str:
    return f'<text x="{x}" y="{y}" {style} text-anchor="{at}">{escape(words)}</text>'


def _svg_mark(mark: Mark, letter: str, place: tuple[int, int]) -> str:
    x, y = place
    if mark.is_bar:
        reach = _STEP if mark.others else 2 * _STEP + 24
        left, right = max(74, x - reach), min(436, x + reach)
        ends = f"m8 -6l-8 6l8 6M{right - 8} {y - 6}l8 6l-8 6"
        ends = f"m0 -6v12M{right} {y - 6}v12" if letter else ends
        drawn = f'<path d="M{left} {y}{ends}M{left} {y}H{right}" {_STROKE}/>'
        beside = (x + 18, y - 10)
    else:
        drawn, beside = _svg_sign(_SAY[mark.say][0], x, y), (x - 20, y + 6)
    return drawn + (_text(*beside, letter, _LETTER, "middle") if letter else "")


def _svg_legend(marks: Sequence[Mark]) -> list[str]:
    parts = [
        f'<g class="mark">{_svg_sign(sign, x + 8, 505)}</g>'
        + _text(x + 24, 510, words, _FAINT)
        for x, (sign, words) in zip(range(64, 500, 116), _says(marks), strict=False)
    ]
    return [_text(56, 510, "say:", _FAINT, "end"), *parts] if parts else []


def _svg_sign(sign: str, x: int, y: int) -> str:
    if sign == "◆":
        return f'<path d="M{x} {y - 9}l9 9l-9 9l-9 -9z" fill="currentColor"/>'
    half = f'<path d="M{x} {y - 8}a8 8 0 0 0 0 16z" fill="currentColor"/>'
    full = f'<circle cx="{x}" cy="{y}" r="8" fill="currentColor"/>'
    inside = {"○": "", "◐": half, "●": full}[sign]
    return f'<circle cx="{x}" cy="{y}" r="8" {_STROKE}/>{inside}'
