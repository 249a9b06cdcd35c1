"""One page that holds every block and every kind of text that breaks screens."""

import datetime as dt

import pytest

from leadcoach.rendering.needs_map import MapPoint, needs_map
from leadcoach.rendering.page import (
    Block,
    Framed,
    Heading,
    Listing,
    Page,
    Pairs,
    Paragraph,
    Picture,
    Rule,
    Table,
    Verbatim,
    Words,
)
from leadcoach.rendering.screen import Screen, shown

CJK = "会議で皆の意見を聞いてから決めました。次の日、彼女は「ありがとう」と言った。"
HEBREW = "שאלתי את כולם לפני שהחלטתי, ואז אמרתי מה אני צריך."
PERSIAN = "من از همه پرسیدم و بعد تصمیم گرفتم؛ می‌خواستم بشنوم."
HINDI = "मैंने सबसे पूछा और फिर तय किया।"
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihung"
URL = "https://example.org/a/very/long/way/to/a/page?with=some&more=words#and-an-anchor"
MARKUP = "[bold]not bold[/bold] [/x] [link=https://example.org]here[/link] :smile:"
TAGS = "<script>alert(1)</script> <b>&amp;</b> \"quoted\" 'single' `code` **x** _y_ | z"
ESCAPES = (
    "red \x1b[31mred\x1b[0m \x9b31m \x1b]8;;https://example.org\x07x \x07 \x00 \x7f"
)
BIDI = "safe \u202egnihtemos\u202c and \u2066more\u2069 and zero\u200bwidth"
EMOJI = "family 👨‍👩‍👧‍👦, flags 🇳🇱 🏴󠁧󠁢󠁳󠁣󠁴󠁿, wave 👋🏽, heart ❤️"
MARKS = "Tiếng Việt, cafe\u0301, Z" + "\u0335" * 30
LINES = "first line\n  set in by two\n\nnew paragraph\r\nwith a Windows line end"
BLOCKS = "# not a heading\n- not a list\n1. not a number\n> not a quote\n---\n    code"

HARD = (
    CJK, HEBREW, PERSIAN, HINDI, LONG, URL, MARKUP, TAGS, ESCAPES, BIDI, EMOJI, MARKS,
    LINES, BLOCKS, "", " ", "\t", "\ud800 lone",
)  # fmt: skip


def in_ascii(picture: Picture) -> tuple[str, ...]:
    """Return a drawing as a screen shows it that has no signs but those of ASCII."""
    return tuple(shown(line, Screen(unicode=False)) for line in picture.lines)


@pytest.fixture
def pulls() -> Picture:
    """Return a map with a dot and a bar for one struggle."""
    return needs_map(
        [
            MapPoint(4, 5, "heard", "best"),
            MapPoint(5, 1, "alone", "struggle"),
            MapPoint(1, None, "drifted", "struggle"),
        ]
    )


@pytest.fixture
def page(pulls: Picture) -> Page:
    """Return the page that holds everything."""
    blocks: tuple[Block, ...] = (
        Paragraph("What you wrote on 4 May, in your own words first."),
        Heading("Your words"),
        *(Words(text) for text in HARD),
        Words("I asked each of them first.", "your best moment"),
        Heading(f"A heading with {MARKUP}", 3),
        Paragraph(f"You can pass over this: {URL}", quiet=True),
        Listing(("one", LONG, CJK, LINES, "")),
        Listing(
            tuple(f"step {number}" for number in range(1, 11)), tuple(range(1, 11))
        ),
        Pairs((("Growing edge", "saying it on the first late day"), (MARKUP, LINES))),
        Pairs((("領導", CJK), ("empty", ""), ("", "no label"))),
        Table(("When", "Exercise", "Your words"), _rows()),
        Table(("No", "rows"), ()),
        Rule(),
        Heading("The needs map"),
        pulls,
        Framed("Before you begin", ("By a coach.", "", MARKUP, ESCAPES, LONG)),
        Verbatim("leadcoach reflect --answers FILE\n\tkey = 'value' ``` x"),
        Heading(""),
        Paragraph(""),
        Listing(()),
        Framed("", ()),
        Verbatim(""),
    )
    return Page("Best, struggle, mirror", blocks, _data())


def _rows() -> tuple[tuple[str, ...], ...]:
    return (
        ("2026-05-04", "reflect", CJK),
        ("2026-05-11", MARKUP, f"{URL} and {LONG}"),
        ("", "compare", "a | b\nand a second line"),
    )


def _data() -> dict[str, object]:
    started = dt.datetime(2026, 5, 4, 9, 30, tzinfo=dt.UTC)
    return {
        "started": started,
        "due": dt.date(2026, 5, 11),
        "answers": {str(at): text for at, text in enumerate(HARD)},
        "chosen": ("a", "b"),
        "sure": 4,
        "private": False,
        "told": None,
    }
