"""A person's words on a screen: harmless, and otherwise their own."""

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from leadcoach.domain.text import (
    clean,
    clean_line,
    coding_of,
    columns,
    control_character_in,
    first_words,
    whole_number,
    with_plain_line_ends,
    words_in,
    wrap,
)

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

KEPT = [
    "سلام، می‌خواهم رهبری را یاد بگیرم.",  # Persian, with the joiner it needs
    "שָׁלוֹם לְכֻלָּם",
    "मैं नेतृत्व करता हूँ, और सीखता हूँ।",
    "我在学习如何领导。",
    "Zoë asked: “why?” – and waited…",
    "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇫🇷",
    "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",  # Scotland
    "a\tb\nc",
    "[bold]not markup[/bold] ${best} {0}",
]


@pytest.mark.parametrize("text", KEPT)
def test_words_of_any_script_stay_as_they_are(text: str) -> None:
    assert clean(unicodedata.normalize("NFC", text)) == unicodedata.normalize(
        "NFC", text
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "�[31mred"),
        ("\x1b]0;title\x07", "�]0;title�"),
        ("\x9b31m", "�31m"),
        ("a\x00b\x7f", "a�b�"),
        ("abc\u202edef", "abc�def"),
        ("in\u200bvisible\u00ad", "in�visible�"),
        ("tag \U000e0041", "tag �"),
        ("half \ud83d", "half �"),
        ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"),
        ("Z" + "\u0335" * 50, "Z" + "\u0335" * 4),
        ("e\u0301", "é"),
    ],
)
def test_what_could_trick_a_screen_is_shown_as_a_mark(text: str, shown: str) -> None:
    assert clean(text) == shown


ANY_TEXT = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cc", "Cf", "Mn", "Cs", "Zl", "Zp"]),
        st.sampled_from(BIDI + "\u0344\u0340\u200d\U0001f3f4\U000e0067\U000e007f"),
    )
)


@settings(max_examples=300)
@given(ANY_TEXT)
@example("a" + "\u0344" * 5)
def test_nothing_harmful_is_left_and_cleaning_twice_changes_nothing(text: str) -> None:
    shown = clean(text)

    assert not re.search(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{BIDI}]", shown)
    assert not re.search("[\ud800-\udfff]", shown)
    assert clean(shown) == shown


@given(ANY_TEXT, st.integers(1, 20))
def test_a_line_is_one_line_and_no_longer_than_asked(text: str, limit: int) -> None:
    line = clean_line(text, limit)

    assert not set("\n\t") & set(line)
    assert len(line) <= limit


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plain\n\ttext é 👍", ""),
        ("a\x1bb", "\x1b"),
        ("a\rb", "\r"),
        ("a\u202eb", "\u202e"),
        ("a\x85b", "\x85"),
        ("a\u200db", ""),
    ],
)
def test_an_exercise_file_can_hold_words_but_no_control_characters(
    text: str, found: str
) -> None:
    assert control_character_in(text) == found


def test_line_ends_of_any_system_become_one() -> None:
    assert with_plain_line_ends("a\r\nb\rc\n\u2028d") == "a\nb\nc\n\u2028d"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("4", 4),
        (" 4 ", 4),
        ("-3", -3),
        ("۴", 4),
        ("--5", None),
        ("4.0", None),
        ("four", None),
        ("", None),
        ("²", None),
        ("9" * 5000, None),
    ],
)
def test_a_whole_number_is_read_in_any_digits(text: str, number: int | None) -> None:
    assert whole_number(text) == number


def test_words_are_counted_as_a_reader_would() -> None:
    assert words_in("I didn’t ask the co-lead, 2 times.") == [
        "I", "didn’t", "ask", "the", "co-lead", "2", "times",
    ]  # fmt: skip


def test_the_first_words_say_that_more_follows() -> None:
    assert first_words("one two three", 2) == "one two …"
    assert first_words("one\n two", 2) == "one\n two"
    assert first_words(" 私　は\nto go", 3) == "私　は\nto …"


def test_lines_end_between_words() -> None:
    assert wrap("one two three", 8) == ["one two", "three"]


def test_no_line_ends_inside_an_option_or_a_word_of_hindi() -> None:
    assert wrap("with --no-input", 12) == ["with", "--no-input"]
    assert wrap("और फिर तय किया।", 12) == ["और फिर तय", "किया।"]


def test_line_breaks_and_indents_are_kept() -> None:
    assert wrap("one\n\n  two", 20) == ["one", "", "  two"]


def test_a_long_word_is_cut_and_nothing_of_it_lost() -> None:
    assert wrap("a " + "b" * 45, 20) == ["a", "b" * 20, "b" * 20, "b" * 5]


def test_chinese_and_japanese_lines_end_anywhere_but_before_a_full_stop() -> None:
    assert wrap("会議で皆の意見。次", 14) == ["会議で皆の意", "見。次"]


@pytest.mark.parametrize("sign", ["👨‍👩‍👧‍👦", "🇳🇱", "👋🏽", "e\u0323\u0301", "❤️"])
def test_a_sign_of_many_parts_is_never_cut(sign: str) -> None:
    lines = wrap(sign * 30, 20)
    assert len(lines) > 1
    assert all(len(line) % len(sign) == 0 for line in lines)


@given(st.text(), st.integers(20, 90))
def test_wrapping_loses_nothing_but_spaces_and_fits(text: str, width: int) -> None:
    text = clean(text).replace("\t", " ")
    lines = wrap(text, width, "- ", "  ")
    assert all(columns(line) <= width for line in lines)
    kept = "".join(line[2:] for line in lines)
    assert kept.replace(" ", "") == text.replace("\n", "").replace(" ", "")


def test_a_whole_book_on_one_line_is_wrapped_at_once() -> None:
    assert len(wrap("ไ" * 50_000, 80)) == 625


@pytest.mark.parametrize("coding", ["UTF-16", "UTF-16-LE", "UTF-16-BE", "utf-8"])
def test_the_coding_of_a_text_is_seen(coding: str) -> None:
    assert coding_of(("What I did was right for us." * 2).encode(coding)) == coding


def test_zeros_that_a_power_cut_left_are_no_coding() -> None:
    assert coding_of(b'exercise = "reflect"\n' * 5 + b"\0" * 4000) == "utf-8"
