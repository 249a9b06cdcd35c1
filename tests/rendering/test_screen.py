"""What a screen can show: width, colour, letters; and what stands in their place."""

import io

import pytest

from leadcoach.rendering.screen import Screen, screen_for, shown, write


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def screen(
    environ: dict[str, str] | None = None,
    *,
    terminal: bool = True,
    plain: bool = False,
    colour: str = "auto",
) -> Screen:
    stream = Terminal() if terminal else io.StringIO()
    around = {"TERM": "xterm", **(environ or {})}
    return screen_for(stream, around, plain=plain, colour=colour)


@pytest.mark.parametrize(
    ("given", "width"),
    [
        ("100", 100),
        ("20", 20),
        ("5", 20),
        ("0", 80),
        ("-3", 80),
        ("wide", 80),
        ("", 80),
        ("99999999999999999999", 80),
        ("٣٠", 80),
    ],
)
def test_columns_is_believed_where_it_is_a_sane_number(given: str, width: int) -> None:
    assert screen({"COLUMNS": given}).width == width


def test_prose_stays_narrow_on_a_wide_screen() -> None:
    assert Screen(200).prose == 80
    assert Screen(40).prose == 40


@pytest.mark.parametrize(
    ("environ", "terminal", "asked", "colour"),
    [
        ({}, True, "auto", True),
        ({}, False, "auto", False),
        ({"NO_COLOR": "1"}, True, "auto", False),
        ({"NO_COLOR": ""}, True, "auto", True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, "auto", False),
        ({"NO_COLOR": "1"}, True, "always", True),
        ({"FORCE_COLOR": "1"}, False, "auto", True),
        ({"FORCE_COLOR": "0"}, False, "auto", False),
        ({"FORCE_COLOR": "false"}, False, "auto", False),
        ({"FORCE_COLOR": "0"}, True, "auto", True),
        ({"CLICOLOR_FORCE": "1"}, False, "auto", True),
        ({"CLICOLOR": "0"}, True, "auto", False),
        ({"CLICOLOR": "0", "FORCE_COLOR": "1"}, True, "auto", True),
        ({"FORCE_COLOR": "1"}, True, "never", False),
        ({"TERM": "dumb"}, True, "auto", False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True, "always", False),
    ],
)
def test_who_decides_about_colour(
    environ: dict[str, str], asked: str, *, terminal: bool, colour: bool
) -> None:
    assert screen(environ, terminal=terminal, colour=asked).colour is colour


@pytest.mark.parametrize(
    ("environ", "plain"),
    [
        ({}, False),
        ({"TERM": "dumb"}, True),
        ({"TERM": ""}, True),
        ({"LEADCOACH_PLAIN": "1"}, True),
        ({"LEADCOACH_PLAIN": "0"}, False),
    ],
)
def test_when_a_screen_is_plain(environ: dict[str, str], *, plain: bool) -> None:
    assert screen(environ).plain is plain


def test_plain_can_be_asked_for() -> None:
    found = screen(plain=True, colour="always")
    assert found.plain
    assert not found.colour


@pytest.mark.parametrize(
    ("encoding", "unicode"), [("utf-8", True), ("cp1252", False), ("ascii", False)]
)
def test_letters_a_stream_has(encoding: str, *, unicode: bool) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    assert screen_for(stream, {"TERM": "xterm"}).unicode is unicode


def test_a_closed_stream_is_no_trouble() -> None:
    stream = io.TextIOWrapper(io.BytesIO())
    stream.close()
    assert screen_for(stream, {"TERM": "xterm"}) == Screen(80)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_writing_never_fails_for_want_of_a_letter(encoding: str) -> None:
    below = io.BytesIO()
    stream = io.TextIOWrapper(below, encoding=encoding)
    write(stream, "caf\u00e9 \u4f1a \ud800.\n")
    stream.flush()
    text = below.getvalue().decode(encoding)
    assert text.startswith("caf")
    assert text.endswith(".\n")


def test_quotation_marks_a_screen_does_not_have_become_ones_it_has() -> None:
    text = "\u201cI\u2019d wait\u2026\u201d"
    assert shown(text, Screen(unicode=False)) == '"I\'d wait..."'
    assert shown(text, Screen()) == text
