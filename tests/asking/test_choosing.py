"""One way to choose, everywhere: a number moves, Enter chooses, and no clock has a say."""

import os
from pathlib import Path
from typing import Any

import pytest
import tomli

from tests.answers import BEST, PLACE, STRUGGLE
from tests.typing_person import BACK, CTRL_C, CTRL_D, ENTER, Person

pytestmark = pytest.mark.slow

JACK = "Jack kept the jolly jokes in a box, 12 of them"
GIVEN = ("--answer", "where=team")
TOLD = ("--answer", f"best={BEST}", "--answer", f"struggle={STRUGGLE}")
ALL_BUT_LISTS = (
    *TOLD,
    *("--answer", "leading_is=making room", "--answer", "power_is=a say"),
    *("--answer", "own=1", "--answer", "others=2"),
    *("--answer", "close=5", "--answer", "edge=saying it"),
    *("--answer", "commit=ask Ana"),
)
DUMB = {"TERM": "dumb"}


def draft(home: Path) -> dict[str, Any]:
    [path] = (home / "drafts").glob("*.toml")
    return tomli.loads(path.read_text())


def sends(person: Person, keys: str, way: str) -> None:
    """Send keys one to a read, or all of them in one."""
    if way == "one read":
        os.write(person.child.child_fd, keys.encode())
        person.look(0.2)
    else:
        person.types(keys)


def leaves_with(person: Person, home: Path) -> dict[str, Any]:
    """Break the sitting off and return its draft."""
    person.types(CTRL_C)
    assert person.leaves() == 130
    return draft(home)


def answers(person: Person, home: Path, question: str) -> None:
    """Wait until an answer is kept."""
    for _ in range(200):
        person.look(0.1, 0.5)
        if any((home / "drafts").glob("*.toml")) and question in draft(home)["answers"]:
            return
    raise AssertionError(person.shown())


WAYS = ["one read", "key by key"]


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("way", WAYS)
def test_a_number_and_enter_choose_at_the_programs_lists_and_an_exercises(
    home: Path, columns: int, way: str
) -> None:
    """The habit of typing a number and Enter fits each list, and nothing runs on."""
    person = Person(home, "reflect", PLACE, *ALL_BUT_LISTS, columns=columns)
    person.sees("a whole organisation")
    sends(person, f"2{ENTER}", way)
    person.sees("Before it is kept")
    screen = person.sees("? shows the keys.")
    assert "› a whole organisation" in screen
    assert "1. Keep all of it" in screen
    sends(person, f"1{ENTER}", way)
    person.sees("Saved.")
    assert person.leaves() == 0
    [path] = (home / "journal").glob("*/*/*.toml")
    given = {
        each["id"]: each["value"] for each in tomli.loads(path.read_text())["answer"]
    }
    assert given["where"] == "organisation"


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("way", WAYS)
def test_a_number_and_enter_choose_where_several_can_be_ticked(
    home: Path, columns: int, way: str
) -> None:
    """With nothing ticked the number and Enter are one choice, which is named."""
    person = Person(
        home, "compare", "--answer", "situation=We cut it.", columns=columns
    )
    person.sees("Space ticks, Enter goes on.")
    sends(person, f"2{ENTER}", way)
    person.sees("Which needs of yours mattered")
    person.sees("Space ticks, Enter goes on.")
    sends(person, f"1 3 {ENTER}", way)
    screen = person.sees("Who else did it touch")
    assert "selections" not in screen
    kept = leaves_with(person, home)["answers"]
    assert len(kept["say_source"]) == 1
    assert len(kept["mine"]) == 2


def test_the_label_of_a_choice_stands_once_and_ticked_ones_are_named(
    home: Path,
) -> None:
    """The list goes away; what was chosen stays, each on its line."""
    person = Person(home, "compare", "--answer", "situation=We cut it.")
    screen = person.sees("Space ticks, Enter goes on.")
    labels = [line.split("] ")[1] for line in screen.splitlines() if "[ ] " in line]
    person.types(f"1 2 {ENTER}")
    screen = person.sees("Which needs of yours mattered")
    assert f"› {labels[0]}\n› {labels[1]}" in screen
    assert [screen.count(label) for label in labels[:3]] == [1, 1, 0]


@pytest.mark.parametrize("enter", ["", ENTER])
def test_words_that_come_in_one_read_at_a_list_stand_in_the_next_answer_to_the_letter(
    home: Path, enter: str
) -> None:
    """Dictation and old terminals mark no paste; nothing is chosen by it."""
    person = Person(home, "reflect", PLACE)
    person.sees("a whole organisation")
    sends(person, JACK + enter, "one read")
    screen = person.sees("What was pasted is kept for the next words you type.")
    assert "at your best" not in screen
    person.types(f"3{ENTER}")
    person.sees("at your best as a leader?")
    person.sees(JACK)
    person.types(CTRL_D)
    answers(person, home, "best")
    kept = leaves_with(person, home)
    assert kept["answers"] == {"where": "group", "best": JACK}


def test_letters_one_by_one_at_a_list_do_nothing(home: Path) -> None:
    """Digits move, and nothing is chosen; no letter stands anywhere later."""
    person = Person(home, "reflect", PLACE)
    person.sees("a whole organisation")
    person.types("jkail" + JACK)
    screen = person.look(0.3)
    assert "at your best" not in screen
    person.types(f"1{ENTER}")
    person.sees("at your best as a leader?")
    person.sees("›")
    person.types(f"So it was.{CTRL_D}")
    answers(person, home, "best")
    assert leaves_with(person, home)["answers"] == {
        "where": "team",
        "best": "So it was.",
    }


def test_what_is_pasted_at_a_list_is_there_after_the_window_was_closed(
    home: Path,
) -> None:
    """It is kept with the draft until words take it in."""
    person = Person(home, "reflect", PLACE, "--answer", "best=x")
    person.sees("a whole organisation")
    sends(person, JACK, "one read")
    person.sees("kept for the next words")
    kept = leaves_with(person, home)
    assert JACK in str(kept)
    assert "where" not in kept["answers"]
    again = Person(home, "resume")
    again.sees("a whole organisation")
    again.types(f"1{ENTER}")
    again.sees(JACK)
    assert draft(home)["answers"] == {"where": "team"}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("command", "shown"),
    [
        (f"/back{ENTER}", "Tell one situation from the last month"),
        (BACK, "Tell one situation from the last month"),
        (f"/skip{ENTER}", "Which needs of yours mattered"),
        (f"/pause{ENTER}", "leadcoach resume"),
        (CTRL_D, "leadcoach resume"),
        (f"/help{ENTER}", "Space ticks, Enter goes on. /skip passes"),
        ("?", "Space ticks, Enter goes on. /skip passes"),
        (f"/nonsense{ENTER}", "There is no /nonsense here."),
    ],
)
def test_commands_work_in_a_list(
    home: Path, command: str, shown: str, way: str
) -> None:
    """Where the help says they do; and nothing of them stands in a later line."""
    person = Person(home, "compare", "--answer", "situation=We cut it.")
    person.sees("Space ticks, Enter goes on.")
    sends(person, command, way)
    person.sees(shown)
    assert draft(home)["answers"] == {"situation": "We cut it."}


def test_twelve_is_typed_as_one_and_two(home: Path, tmp_path: Path) -> None:
    """A second digit completes the number and chooses nothing; long words are whole."""
    person = Person(home, "exercise", "preview", str(long_list(tmp_path)), rows=16)
    screen = person.sees("? shows the keys.")
    assert "› 1. 1. She" in " ".join(screen.split())
    assert "more below" in screen
    person.types("12")
    screen = person.look(0.4)
    pointed = next(line for line in person.rows() if line.startswith("›"))
    assert pointed.startswith("› 12. 12. She said nothing")
    person.types(ENTER)
    screen = person.sees("And then?")
    assert " ".join(screen.split()).count("12. She said nothing until he asked") == 1
    person.types(CTRL_C)
    person.leaves()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 16)])
def test_a_number_that_is_not_in_the_list_is_said_and_takes_no_other(
    home: Path, tmp_path: Path, way: str, columns: int, rows: int
) -> None:
    """Also where half of the list is hidden; what is pointed at stays in sight."""
    path = str(long_list(tmp_path))
    person = Person(home, "exercise", "preview", path, columns=columns, rows=rows)
    person.sees("keys.")
    for number in ("25", "0", "21", "100"):
        sends(person, number + ENTER, way)
        person.look(0.3)
        shown = " ".join(" ".join(person.rows()).split())
        assert f"A number from 1 to 20. There is no {number} here." in shown
        assert "› 1. 1. She" in shown
    sends(person, f"12{ENTER}", way)
    screen = person.sees("And then?")
    assert "› 12. She said nothing" in " ".join(screen.split())
    person.types(CTRL_C)
    person.leaves()


@pytest.mark.parametrize("way", WAYS)
def test_a_number_after_the_last_tick_counts_as_ticked_or_it_is_said_why_not(
    home: Path, tmp_path: Path, way: str
) -> None:
    """As one does where nothing is ticked; too many are said, and none is dropped."""
    several = long_list(tmp_path)
    text = several.read_text().replace('"choice"', '"multi"\nmax_pick = 2')
    several.write_text(text)
    person = Person(home, "exercise", "preview", str(several), columns=120)
    person.sees("Space ticks, Enter goes on.")
    sends(person, f"6 10 12{ENTER}", way)
    screen = person.sees("At most 2 choices: so far 3.")
    assert " 6. [x] 6." in person.look(0.3).rpartition("At most")[2], screen
    assert "12. [x] 12." in person.shown().rpartition("At most")[2]
    sends(person, f"12 {ENTER}", way)
    person.sees("And then?")
    taken = person.shown().rpartition("At most")[2]
    assert "› 6. She" in taken
    assert "10. She" in taken
    assert "12. She" not in taken
    person.types(CTRL_C)
    person.leaves()


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
def test_long_sentences_in_a_list_are_wrapped_and_the_pointer_is_in_sight(
    home: Path, tmp_path: Path, columns: int
) -> None:
    """However low the screen is, what is pointed at is seen from its first word."""
    path = long_list(tmp_path)
    person = Person(home, "exercise", "preview", str(path), rows=20, columns=columns)
    person.sees("keys.")
    for _ in range(19):
        sends(person, "\x1b[B", "one read")
        rows = person.rows()
        [pointed] = [row for row in rows if row.startswith("›")]
        assert "She" in pointed
    assert "20. She" in " ".join(person.rows())
    assert max(map(len, person.rows())) <= columns
    person.types(CTRL_C)
    person.leaves()


def long_list(folder: Path) -> Path:
    sentence = "She said nothing until he asked, and then she told all of it at once"
    choices = "\n".join(f'c{at} = "{at}. {sentence}."' for at in range(1, 21))
    path = folder / "long-list.toml"
    path.write_text(
        'format = 1\nid = "long-list"\nversion = "1.0.0"\ntitle = "T"\npurpose = "P"\n'
        '[[section]]\nid = "one"\n[[section.ask]]\nid = "q"\ntype = "choice"\n'
        f'text = "Which?"\n[section.ask.choices]\n{choices}\n'
        '[[section.ask]]\nid = "then"\ntype = "short"\ntext = "And then?"\n'
    )
    return path


@pytest.mark.parametrize("way", WAYS)
def test_a_short_word_and_enter_are_no_paste(home: Path, way: str) -> None:
    """Over a slow line they come in one packet."""
    person = Person(home, "compare", "--answer", "situation=We cut it.")
    for _ in range(2):
        person.sees("Space ticks, Enter goes on.")
        sends(person, f"1{ENTER}", way)
        person.look(0.5)
    person.sees("1.")
    person.sees("›")
    sends(person, f"his{ENTER}", way)
    screen = person.sees("2.")
    assert "pasted" not in screen
    kept = leaves_with(person, home)
    assert "his" in str(kept["parts"]["people"])


@pytest.mark.parametrize("keys", ["\x1bb", "\x1b[1;3D"])
@pytest.mark.parametrize("way", WAYS)
def test_option_left_moves_back_a_word(home: Path, keys: str, way: str) -> None:
    """It goes nowhere else, and what was typed stays."""
    person = Person(home, "reflect", PLACE, *GIVEN)
    person.sees("at your best as a leader?")
    person.sees("›")
    person.types("We together")
    sends(person, keys, way)
    person.types(f"sat {CTRL_D}")
    answers(person, home, "best")
    assert leaves_with(person, home)["answers"]["best"] == "We sat together"


def test_going_back_by_key_keeps_the_text(home: Path) -> None:
    """Half an answer is there again when one comes back to it."""
    person = Person(home, "reflect", PLACE)
    person.sees("a whole organisation")
    person.types(f"1{ENTER}")
    person.sees("at your best as a leader?")
    person.sees("›")
    person.types(f"Half an answ{BACK}")
    person.sees("a whole organisation", 20)
    person.look(0.3)
    person.types(ENTER)
    person.look(0.5)
    person.types(f"er{CTRL_D}")
    answers(person, home, "best")
    assert leaves_with(person, home)["answers"]["best"] == "Half an answer"


@pytest.mark.parametrize("way", WAYS)
def test_alt_enter_makes_a_new_line_as_enter_does(home: Path, way: str) -> None:
    """It ends no answer in the middle."""
    person = Person(home, "reflect", PLACE, *GIVEN)
    person.sees("at your best as a leader?")
    person.sees("›")
    person.types("one")
    sends(person, f"\x1b{ENTER}", way)
    person.types(f"two{CTRL_D}")
    answers(person, home, "best")
    assert leaves_with(person, home)["answers"]["best"] == "one\ntwo"


SIGNS = "می\u200cروم 私\u3000は 👩\u200d👧"


@pytest.mark.parametrize("way", ["one read", "byte by byte"])
@pytest.mark.parametrize("plain", [False, True])
def test_every_letter_is_kept_however_its_bytes_arrive(
    home: Path, way: str, *, plain: bool
) -> None:
    """A letter may come in two reads; signs that join words are no control characters."""
    person = Person(home, "reflect", PLACE, *GIVEN, environ=DUMB if plain else {})
    person.sees("at your best as a leader?")
    person.sees("on a line ends." if plain else "›")
    words = f"Café {SIGNS} after"
    if way == "one read":
        sends(person, words, way)
    else:
        for byte in words.encode():
            os.write(person.child.child_fd, bytes([byte]))
            person.look(0.03)
    person.types(f"{ENTER}.{ENTER}" if plain else CTRL_D)
    answers(person, home, "best")
    assert leaves_with(person, home)["answers"]["best"] == words


@pytest.mark.parametrize("plain", [False, True])
def test_a_byte_that_is_no_letter_is_refused_and_said(
    home: Path, *, plain: bool
) -> None:
    """Nothing is put in its place."""
    person = Person(home, "reflect", PLACE, *GIVEN, environ=DUMB if plain else {})
    person.sees("at your best as a leader?")
    person.sees("on a line ends." if plain else "›")
    os.write(person.child.child_fd, b"caf\xe9s")
    person.look(0.3)
    person.types(f"{ENTER}.{ENTER}" if plain else CTRL_D)
    person.sees("A letter came that is not UTF-8; it is left out.")
    answers(person, home, "best")
    assert leaves_with(person, home)["answers"]["best"] == "cafs"


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("columns", [80, 40])
def test_lines_in_one_read_answer_one_question_and_never_the_next(
    home: Path, columns: int, *, plain: bool
) -> None:
    """What was pasted into a line is offered whole."""
    person = Person(
        home,
        *("reflect", PLACE, *GIVEN, *TOLD, "--answer", "close=5"),
        columns=columns,
        environ=DUMB if plain else {},
    )
    person.sees("leading, for me, is …")
    person.sees(">" if plain else "›")
    person.look(0.3)
    sends(person, f"caring{ENTER}for all{ENTER}and letting go{ENTER}", "one read")
    person.sees("2 more lines were pasted.")
    person.look(0.3)
    person.types(f"1{ENTER}")
    person.sees("And power, for me, is …")
    kept = leaves_with(person, home)["answers"]
    assert kept["leading_is"] == "caring\nfor all\nand letting go"
    assert "power_is" not in kept


def test_words_at_a_plain_choice_are_kept_for_the_next_answer(home: Path) -> None:
    """A number and Enter is how one chooses there too."""
    person = Person(home, "reflect", PLACE, environ=DUMB)
    person.sees("somewhere else")
    sends(person, JACK + ENTER, "one read")
    person.sees("They are kept for the next words you type.")
    sends(person, f"2{ENTER}", "one read")
    person.sees("at your best as a leader?")
    person.sees(JACK)
    person.types(f".{ENTER}")
    answers(person, home, "best")
    kept = leaves_with(person, home)["answers"]
    assert kept == {"where": "organisation", "best": JACK}
