"""What one read of a terminal is: keys, text or a paste. No clock has a say in it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadcoach.asking import Move
from leadcoach.asking.keys import Key, Picker, Reads, in_a_picker, in_a_text

JACK = "Jack kept the jolly jokes in a box, 12 of them"
UP, DOWN = "\x1b[A", "\x1b[B"


def keys(*reads: str | bytes) -> list[list[Key]]:
    """Return the keys of each read of one terminal."""
    terminal = Reads()
    return [
        terminal.keys(read.encode() if isinstance(read, str) else read)
        for read in reads
    ]


def as_text(*reads: str | bytes) -> list[str]:
    """Return what a text gets, key by key; what is pasted in brackets."""
    return [
        f"[{key.data}]" if key.pasted else key.data
        for read in keys(*reads)
        for key in in_a_text(read)
    ]


def as_picks(*reads: str | bytes) -> list[str]:
    """Return what a picker gets, key by key; what is pasted in brackets."""
    return [
        f"[{key.data}]" if key.pasted else key.data
        for read in keys(*reads)
        for key in in_a_picker(read)
    ]


@pytest.mark.parametrize(
    ("reads", "found"),
    [
        (("h", "i", "\r"), ["h", "i", "\r"]),
        (("his\r",), ["his", "\r"]),
        (("one\rtwo\r",), ["[one\ntwo]", "\r"]),
        (("one\r\ntwo\r\n",), ["[one\ntwo]", "\r"]),
        (("\rtwo",), ["[\ntwo]"]),
        (("a\tb",), ["[a\tb]"]),
        (("\x1b[200~one\rtwo\x1b[201~", "\r"), ["[one\ntwo]", "\r"]),
        (("\x1b[200~o\x1b[31mn", "e\x1b[2", "01~"), ["[o\x1b[31mne]"]),
        (("Caf\xc3".encode("latin-1"), b"\xa9", " after"), ["Caf", "é", " after"]),
        (("\x1bb",), ["\x1bb"]),
        (("\x1b", "b"), ["\x1bb"]),
        (("\x1b", "x"), ["x"]),
        (("\x1b", "\x03"), ["\x03"]),
        (("\x1b", "[", "A"), [UP]),
        (("\x1b\r",), ["\r"]),
        (("one\x04",), ["one", "\x04"]),
        (("می\u200cروم", "私\u3000は"), ["می\u200cروم", "私\u3000は"]),
    ],
)
def test_in_a_text_what_comes_is_text_and_an_enter_that_ends_a_read_is_an_enter(
    reads: tuple[str | bytes, ...], found: list[str]
) -> None:
    assert as_text(*reads) == found


@pytest.mark.parametrize(
    ("reads", "found"),
    [
        (("1\r",), ["1", "\r"]),
        (("1", "\r"), ["1", "\r"]),
        (("12\r",), ["1", "2", "\r"]),
        (("1 2 \r",), ["1", " ", "2", " ", "\r"]),
        (("/back\r",), [*"/back", "\r"]),
        (("/", "b"), ["/", "b"]),
        (("1/skip\r",), [*"1/skip", "\r"]),
        ((f"{DOWN}{DOWN}\r",), [DOWN, DOWN, "\r"]),
        ((JACK,), [f"[{JACK}]"]),
        ((f"{JACK}\r",), [f"[{JACK}\n]"]),
        (("Yes please\rindeed\r",), ["[Yes please\nindeed\n]"]),
        (("his\r",), ["[his\n]"]),
        (("y\r",), ["y", "\r"]),
        (("1y\r",), ["1", "y", "\r"]),
        (("/home is\r",), ["[/home is\n]"]),
        (("words\x03",), ["[words]", "\x03"]),
        (("\x1b[200~1\x1b[201~",), ["[1]"]),
        (tuple("jk1 "), [*"jk1 "]),
    ],
)
def test_in_a_picker_a_read_is_its_keys_or_one_paste(
    reads: tuple[str | bytes, ...], found: list[str]
) -> None:
    assert as_picks(*reads) == found


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1),
    st.lists(st.integers(min_value=0, max_value=400), max_size=12),
)
def test_however_letters_are_cut_into_reads_none_is_lost(
    text: str, cuts: list[int]
) -> None:
    content = text.encode()
    places = sorted({min(cut, len(content)) for cut in cuts} | {0, len(content)})
    parts = [content[a:b] for a, b in pairwise(places)]

    assert "".join(as_text(*parts)) == text


def test_bytes_that_are_no_letters_are_left_out_and_that_is_known() -> None:
    terminal = Reads()

    assert terminal.keys(b"caf\xe9s") == [Key("cafs")]
    assert terminal.refused


CHOICES = {f"c{number}": f"choice {number}" for number in range(1, 21)}


def picked(typed: str, picker: Picker) -> object:
    """Return what is chosen when these keys come, one to a read; or where it points."""
    for key in typed.split("|"):
        chosen = picker.press(Key(key))
        if chosen is not None:
            return chosen
    return picker.at + 1


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("\r", ("c1",)),
        ("1|\r", ("c1",)),
        ("1", 1),
        ("1|2", 12),
        ("1|2|\r", ("c12",)),
        ("1|2|\x7f", 1),
        ("1|2|\x7f|5|\r", ("c15",)),
        ("0|5|\r", ("c5",)),
        ("2|0|\r", ("c20",)),
        (f"3|{DOWN}|{DOWN}|{UP}|\r", ("c4",)),
        (f"{UP}|\r", Move.SKIP),
        ("2| |3|\r", ("c3",)),
        ("\x1b[F|\x1b[5~", 16),
        ("\x1b[6~|\x1b[6~|\x1b[H", 1),
        ("\x1b[Z", Move.BACK),
        ("\x04", Move.PAUSE),
        ("/|b|a|c|k|\r", Move.BACK),
        ("/|s|k|x|\x7f|i|p|\r", Move.SKIP),
        ("/|p|\x7f|\x7f|3|\r", ("c3",)),
        ("/|1|2|\r|\r", ("c1",)),
    ],
)
def test_a_number_moves_and_enter_chooses(typed: str, chosen: object) -> None:
    assert picked(typed, Picker(CHOICES, "the keys", skip=True)) == chosen


REFUSED = ["2|5", "1|1|1", "9|9", "0", "2|1", "1|2|3", "9|" * 5000 + "9"]


@pytest.mark.parametrize("typed", REFUSED)
@pytest.mark.parametrize("several", [True, False])
def test_a_number_that_is_not_in_the_list_moves_and_chooses_nothing(
    typed: str, *, several: bool
) -> None:
    picker = Picker(CHOICES, "the keys", several=several, skip=not several, at=3)

    assert picked(typed, picker) == 4
    assert "A number from 1 to 20." in picker.note
    for key in ("x", "\r", "\r", " ", "\r"):
        assert picker.press(Key(key)) is None
        assert picker.at == 3
    assert "A number from 1 to 20." in picker.note
    assert not picker.ticked


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("2|5|\r|5|\r", ("c5",)),
        (f"2|5|{DOWN}|\r", ("c2",)),
        (f"9|9|{UP}|\r", Move.SKIP),
        ("2|5|/|s|k|i|p|\r", Move.SKIP),
        ("2|5|\x7f|\r", ("c2",)),
        ("2|5|\x7f|\x7f|\r", ("c1",)),
        ("2|5|\x04", Move.PAUSE),
    ],
)
def test_after_a_number_that_is_not_there_one_that_is_or_an_arrow_points_again(
    typed: str, chosen: object
) -> None:
    assert picked(typed, Picker(CHOICES, "the keys", skip=True)) == chosen


@pytest.mark.parametrize("count", [1, 2, 3, 4, 9])
def test_in_a_short_list_no_digit_of_a_longer_number_is_taken(count: int) -> None:
    choices = {each: CHOICES[each] for each in list(CHOICES)[:count]}
    for number in ("0", str(count + 1), "10", "12", "25", "99", "100"):
        picker = Picker(choices, "the keys")
        assert picked("|".join([*number, "\r"]), picker) == 1
        assert picker.note == f"A number from 1 to {count}. There is no {number} here."


def test_letters_one_by_one_choose_nothing_and_digits_among_them_move() -> None:
    pasted: list[str] = []
    picker = Picker(CHOICES, "the keys", paste=pasted.append)
    for sign in JACK:
        assert picker.press(Key(sign)) is None

    assert (picker.at, pasted, picker.command) == (11, [], "")


def several() -> Picker:
    return Picker(CHOICES, "the keys", several=True)


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("\r", ()),
        ("1|\r", ("c1",)),
        (f"{DOWN}|\r", ()),
        (f" |{DOWN}|{DOWN}| |\r", ("c1", "c3")),
        ("1|2| |2| |\r", ("c2", "c12")),
        ("1| |2|\r", ("c1", "c2")),
        ("6| |1|0|\r", ("c6", "c10")),
        ("6| |1|0|?|\r", ("c6", "c10")),
        ("6| |6|\r", ("c6",)),
        ("6| | |\r", ()),
        (f"6| |1|0|{DOWN}|\r", ("c6",)),
        (f"6| |{DOWN}|\r", ("c6",)),
        (" | |\r", ()),
    ],
)
def test_space_ticks_and_enter_goes_on(typed: str, chosen: object) -> None:
    assert picked(typed, several()) == chosen


def test_what_a_number_and_enter_tick_is_told_to_the_one_that_keeps_it() -> None:
    picker, told = several(), []
    picker.changed = lambda: told.append(sorted(picker.ticked))
    picked("6| |1|0|\r", picker)

    assert told == [["c6"], ["c10", "c6"]]


def test_what_is_pasted_at_a_list_is_kept_to_the_letter_and_chooses_nothing() -> None:
    pasted: list[str] = []
    picker = several()
    picker.paste = pasted.append
    for read in keys(JACK, "1", f"{JACK}\r"):
        for key in in_a_picker(read):
            assert picker.press(key) is None

    assert "".join(pasted) == f"{JACK}{JACK}\n"
    assert not picker.ticked
    assert "kept" in "\n".join(picker.lines(80, 24)[0])


def test_where_going_back_is_not_possible_it_is_said_and_nothing_happens() -> None:
    picker = Picker(CHOICES, "the keys", moves=(Move.PAUSE,))
    for key in ("\x1b[Z", *"/back", "\r"):
        assert picker.press(Key(key)) is None

    assert "/pause" in picker.note
    assert [picker.press(Key(key)) for key in ("?", "/", "x", "\r")] == [None] * 4
    assert "There is no /x here." in picker.note


LONG = {str(at): f"{at} " + "she said nothing until he asked " * 9 for at in range(22)}


@pytest.mark.parametrize("width", [20, 40, 80, 200])
@pytest.mark.parametrize("height", [8, 24, 60])
@pytest.mark.parametrize("several", [True, False])
def test_a_list_of_long_sentences_fits_and_its_pointer_is_seen(
    width: int, height: int, *, several: bool
) -> None:
    picker = Picker(LONG, "the keys", several=several, skip=True, hint="Go on.")
    whole = picker.lines(width, 10**6)[0]
    assert " ".join(" ".join(whole).split()).count("she said nothing until") == 198
    for _ in range(len(LONG) + 2):
        lines, row, column = picker.lines(width, height)

        assert max(map(len, lines)) < width
        assert lines[row].startswith("›")
        assert column == 0
        assert len(lines) <= height or width == 20 or height == 8
        picker.press(Key(DOWN))


def test_a_list_longer_than_the_screen_says_what_is_above_and_below() -> None:
    picker = Picker(CHOICES, "the keys", at=9)
    lines, row, _ = picker.lines(80, 10)

    assert len(lines) <= 10
    assert lines[row] == "› 10. choice 10"
    assert "more above" in lines[0]
    assert "more below" in lines[-1]
