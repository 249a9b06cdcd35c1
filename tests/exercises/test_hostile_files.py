"""Exercise files that mean harm: refused quickly, with their line, and harmless."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadcoach.exercises.load import examine
from tests.exercises.conftest import SMALL

Told = Callable[[str], list[str]]
REMEDY = "Such characters can trick a screen; take it out."
PLACES = {
    "a title": ('title = "Small"', 'title = "Sm{}all"', 4),
    "a question": ('text = "Who?"', 'text = "Who{}?"', 16),
    "the words of a choice": ('us = "all of us"', 'us = "all{} of us"', 19),
    "the id of a choice": ('us = "all of us"', '"u{}s" = "all of us"', 19),
    "an anchor": ('5 = "fully"', '5 = "ful{}ly"', 24),
    "a condition": ('when = "own <= 2"', 'when = "own {}<= 2"', 27),
    "a list": ('of = ["best"]', 'of = ["best", "x{}"]', 32),
    "an unknown key": ("minutes = 5", '"min{}utes" = 5', 6),
    "something deep": ("minutes = 5", 'x = [{{ y = ["z{}"] }}]', 6),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("code", ["001B", "0007", "009B", "202E", "2066", "2028"])
def test_a_control_character_is_refused_at_any_depth(
    place: str, code: str, small: str, told: Told
) -> None:
    right, wrong, line = PLACES[place]
    assert right in small
    text = small.replace(right, wrong.format(f"\\u{code}"), 1)

    assert told(text) == [
        f"small.toml:{line}: it holds a control character (U+{code}). {REMEDY}"
    ]


def test_control_characters_are_never_shown(small: str, told: Told) -> None:
    raw = small.replace("Who?", "Who\x9b?").replace("only me", "only\u202eme")

    assert len(told(raw)) == 2
    assert not set("\x9b\u202e") & set("".join(told(raw)))


KILO = 1024
BOMBS = {
    "deep lists": b"a = " + b"[" * 60 * KILO,
    "a deep name": b"a." * 30 * KILO + b"a = 1",
    "a deep table": b"[" + b"a." * 30 * KILO + b"a]",
    "deep braces": b"a = " + b"{a = " * 12 * KILO,
    "deep lists that close": b"a = " + b"[" * 30 * KILO + b"]" * 30 * KILO,
    "names in braces": b"a = " + (b"{" + b"b." * 15 + b"b=") * 30,
    "a long number": b"a = " + b"1" * 60 * KILO,
    "a long broken number": b"a = 0." + b"1" * 60 * KILO,
    "many keys": b"".join(b"k%d = 1\n" % at for at in range(6000)),
    "many tables": b"[[section]]\n" * 5000,
    "many questions": b"[[section]]\n" + b"[[section.ask]]\n" * 4000,
    "not text": bytes(range(256)) * 200,
    "zeros": b"\0" * 60 * KILO,
    "nothing": b"",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_before_anybody_waits(name: str) -> None:
    began = time.monotonic()
    found = examine(BOMBS[name])

    assert found.exercise is None
    assert found.problems
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"#" * (64 * KILO + 1), "f:1: it is larger than 64 kB."),
        (b"a = 1\nb = '\xe9'", "f:2: it is not UTF-8 text; save it as UTF-8."),
        (b"a = 1\nb = " + b"[" * 50, "f:2: its brackets go too deep."),
        (b"a." * 20 + b"a = 1", "f:1: a name has too many parts and goes too deep."),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(content: bytes, told: str) -> None:
    (problem,) = examine(content).problems

    assert problem.told("f") == told


def test_64_kilobytes_are_still_read(small: str) -> None:
    room = 64 * KILO - len(small.encode())

    assert examine(small.encode() + b"#" * room).exercise is not None


def test_a_mark_at_the_start_and_line_ends_of_windows_do_no_harm(small: str) -> None:
    windows = b"\xef\xbb\xbf" + small.replace("\n", "\r\n").encode()

    assert examine(windows).exercise == examine(small.encode()).exercise


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, len(SMALL)),
    st.text(max_size=12)
    | st.sampled_from(["[[", "]", '"""', "= {", "[[section.ask]]\n", "ask = 1\n"]),
    st.integers(0, 40),
)
def test_a_damaged_file_is_an_exercise_or_a_list_of_problems(
    at: int, by: str, gone: int
) -> None:
    damaged = SMALL[:at] + by + SMALL[at + gone :]
    found = examine(damaged.encode("utf-8", "surrogatepass"))

    assert (found.exercise is not None) or found.problems
    assert all(1 <= each.line <= damaged.count("\n") + 2 for each in found.problems)
