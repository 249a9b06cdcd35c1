"""TOML from strangers, and from ourselves: read, or refused quickly and in words."""

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadcoach.domain.toml import BadToml, all_text, parse_toml, text_of
from leadcoach.journal.toml_file import from_toml, to_toml

LIMIT = 64 * 1024
TOO_DEEP = "too deep"
BOMBS = {
    "brackets": ("a = " + "[" * 60_000, TOO_DEEP),
    "brackets, a line each": ("a = " + "[\n" * 30_000, TOO_DEEP),
    "braces": ("a = " + "{a=" * 20_000, TOO_DEEP),
    "a dotted name": ("a." * 30_000 + "a = 1", TOO_DEEP),
    "a dotted name with blanks": ("a . " * 15_000 + "a = 1", TOO_DEEP),
    "a dotted header": ("[" + "a." * 30_000 + "a]", TOO_DEEP),
    "quoted names": ('"a".' * 15_000 + "a = 1", TOO_DEEP),
    "empty names": ("''." * 20_000 + "a = 1", TOO_DEEP),
    "names in braces": ("a = {" + "b." * 30_000 + "b = 1}", TOO_DEEP),
    "braces of names": (
        "a = " + ("{" + "b." * 15 + "b=") * 20 + "1" + "}" * 20,
        "deep",
    ),
    "headers upon headers": ("[a.b.c.d.e.f.g.h]\ni = " + "[" * 30 + "]" * 30, TOO_DEEP),
    "a long number": ("a = " + "1" * 60_000, "a number in it is too large"),
    "an open string": ('a = """' + '\\"' * 30_000, "it is not TOML"),
    "quotation marks": ("a = " + '"' * 60_000, "it is not TOML"),
    "apostrophes": ("'" * 60_000, "it is not TOML"),
    "hashes": ("#" * 60_000 + "\na", "it is not TOML"),
}


@pytest.mark.parametrize("own", [False, True])
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_at_once(name: str, *, own: bool) -> None:
    text, what = BOMBS[name]
    began = time.monotonic()

    with pytest.raises(BadToml, match=what):
        parse_toml(text, own=own)
    assert time.monotonic() - began < 2


def test_the_line_of_what_is_too_deep_is_told() -> None:
    text = 'a = """\n[[[[\n"""\n# {{{{\nb = ' + "[" * 40

    with pytest.raises(BadToml) as told:
        parse_toml(text)
    assert told.value.line == 5


@pytest.mark.parametrize(
    "text",
    [
        'a = "' + "[" * 100 + "a." * 100 + '"',
        "a = '" + "{" * 100 + "'",
        'a = """\n' + '[[[["" ' * 100 + '"""',
        "a = '''" + "a.b." * 100 + "'''",
        "# " + "[" * 100 + "\na = 1",
        'a = "\\"' + "[" * 100 + '"',
        'a = """x""""" # ' + "[" * 100,
        "a = [" + "1.5, " * 100 + "]",
        "\n".join(f"a{at}.b.c = 1.5" for at in range(100)),
    ],
)
def test_brackets_and_points_in_somebodys_words_are_no_depth(text: str) -> None:
    assert parse_toml(text)


def test_the_parsers_own_words_are_kept_apart_for_they_can_hold_a_persons() -> None:
    with pytest.raises(BadToml) as told:
        parse_toml("a = 1\nsecret = 1\nsecret = 2")

    assert (told.value.what, told.value.line) == ("it is not TOML", 3)
    assert told.value.detail


@pytest.mark.parametrize(
    ("content", "what", "line"),
    [
        (b"a = 1\nb = '\xff'", "it is not UTF-8 text; save it as UTF-8", 2),
        ("a = 'é'".encode("utf-16"), "it is not UTF-8 text; save it as UTF-8", 1),
        (b"#" * (LIMIT + 1), "it is larger than 64 kB", 0),
    ],
)
def test_other_bytes_are_refused(content: bytes, what: str, line: int) -> None:
    with pytest.raises(BadToml) as told:
        text_of(content, LIMIT)

    assert (told.value.what, told.value.line) == (what, line)


def test_a_mark_at_the_start_and_line_ends_of_windows_do_no_harm() -> None:
    assert text_of(b"\xef\xbb\xbfa = 1\r\nb = 2", LIMIT) == "a = 1\nb = 2"


def test_every_text_is_found_at_any_depth_keys_too() -> None:
    table = {"a": ["x", {"b": "y", "c": 1}], "d": {"e": [["z"]]}}

    assert list(all_text(table)) == [
        (("a",), "a"),
        (("a", 0), "x"),
        (("a", 1, "b"), "b"),
        (("a", 1, "b"), "y"),
        (("a", 1, "c"), "c"),
        (("d",), "d"),
        (("d", "e"), "e"),
        (("d", "e", 0, 0), "z"),
    ]


WORDS = st.text(max_size=12) | st.sampled_from(
    ['"""', "'''", '\\"', "[[[[", "a.b.c", "#", "{", '"', "'", "\\", "\n", '""""""']
)
LEAVES = st.one_of(
    st.lists(WORDS, max_size=4).map("".join),
    st.integers(-(2**63), 2**63 - 1),
    st.booleans(),
)
TABLES = st.dictionaries(
    st.lists(WORDS, max_size=3).map("".join),
    st.recursive(
        LEAVES,
        lambda part: st.lists(part, max_size=3) | st.dictionaries(WORDS, part),
        max_leaves=10,
    ),
    min_size=1,
)


@settings(max_examples=60, deadline=None)
@given(TABLES)
def test_whatever_we_write_we_read(table: dict[str, Any]) -> None:
    text = to_toml(table)

    assert to_toml(from_toml(text, "entry.toml")) == text


@pytest.mark.parametrize("within", ["table", "list of tables", "list"])
def test_what_was_read_once_is_read_again_however_deep(within: str) -> None:
    """A newer leadcoach may nest deeper than this one ever does."""
    text = {
        "table": "a = " + "{b = " * 30 + "1" + "}" * 30,
        "list of tables": "a = " + "[{b = " * 15 + "1" + "}]" * 15,
        "list": "a = " + "[" * 31 + "]" * 31,
    }[within]
    table = from_toml(text, "entry.toml")

    assert from_toml(to_toml(table), "entry.toml") == table
