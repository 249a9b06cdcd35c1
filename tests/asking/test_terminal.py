"""What a person meets at a real terminal; each row of the measured traps, as a test."""

import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

import pytest
import tomli

from tests.answers import BEST, PLACE, STRUGGLE
from tests.canary import in_memory, traces
from tests.typing_person import BACK, CTRL_C, CTRL_D, CTRL_O, CTRL_Z, ENTER, Person

pytestmark = pytest.mark.slow

ALL_BUT_COMMITMENT = (
    *("--answer", "where=team", "--answer", f"best={BEST}"),
    *("--answer", f"struggle={STRUGGLE}", "--answer", "close=5"),
    *("--answer", "leading_is=care", "--answer", "power_is=a say"),
    *("--answer", "own=3", "--answer", "others=3", "--answer", "edge=asking"),
)
LONG = " ".join(f"word{number}" for number in range(5000))


def draft(home: Path) -> dict[str, Any]:
    [path] = (home / "drafts").glob("*.toml")
    return tomli.loads(path.read_text())


def entry(home: Path) -> dict[str, Any]:
    [path] = (home / "journal").glob("*/*/*.toml")
    return tomli.loads(path.read_text())


def values(home: Path) -> dict[str, Any]:
    return {answer["id"]: answer["value"] for answer in entry(home)["answer"]}


def at_best(home: Path, environ: dict[str, str] | None = None) -> Person:
    """Return a person who was just asked for a best moment."""
    person = Person(home, "reflect", PLACE, "--answer", "where=team", environ=environ)
    person.sees("at your best as a leader?")
    person.sees("›")
    return person


def at_close(home: Path, environ: dict[str, str] | None = None) -> Person:
    """Return a person who was just asked for a number."""
    person = Person(
        home,
        "reflect",
        PLACE,
        *("--answer", "where=team", "--answer", f"best={BEST}"),
        *("--answer", f"struggle={STRUGGLE}", "--answer", "struggle_more=I left."),
        environ=environ,
    )
    person.sees("How close is this to how you see it?")
    person.sees("›")
    return person


def test_ctrl_d_ends_a_long_answer(home: Path) -> None:
    """Enter makes a line, Ctrl-D ends."""
    person = at_best(home)
    person.types(f"one{ENTER}two{CTRL_D}")
    person.sees("what did you actually say or do?")
    assert draft(home)["answers"]["best"] == "one\ntwo"


def test_what_is_typed_before_the_prompt_is_there_stands_on_the_screen_once(
    home: Path,
) -> None:
    """The question is printed first; what somebody types meanwhile is its answer."""
    person = Person(home, "reflect", PLACE, "--answer", "where=team")
    person.child.expect_exact("at your best as a leader?")
    person.child.send("Early words")
    screen = person.sees("› Early words")
    assert screen.count("Early") == 1
    person.types(CTRL_D)
    person.sees("what did you actually say or do?")
    assert draft(home)["answers"]["best"] == "Early words"


def test_the_terminal_is_left_as_it_was_found(home: Path) -> None:
    """Whatever is typed afterwards can be seen again."""
    person = Person(
        home,
        command=[
            "sh",
            "-c",
            f"{sys.executable} -m leadcoach reflect {PLACE}; stty -a; sleep 9",
        ],
    )
    person.sees("a whole organisation")
    person.types(CTRL_C)
    flags = person.sees("echoe").split()
    assert "echo" in flags
    assert "-echo" not in flags
    assert "icanon" in flags


def test_ctrl_d_with_nothing_typed_pauses(home: Path) -> None:
    """What was answered is kept, and how to go on is said; exit 0."""
    person = at_best(home)
    person.types(CTRL_D)
    screen = person.sees("leadcoach resume")
    assert "Your answers are kept." in screen
    assert person.leaves() == 0


def test_ctrl_d_in_a_picker_pauses(home: Path) -> None:
    """The library ignores it there."""
    person = Person(home, "reflect", PLACE)
    person.sees("a whole organisation")
    person.types(CTRL_D)
    assert person.leaves() == 0


@pytest.mark.parametrize("keys", [BACK, f"/back{ENTER}"])
def test_back_goes_to_any_earlier_question(home: Path, keys: str) -> None:
    """The earlier answer is there to change; later ones stay."""
    person = at_close(home)
    person.types(f"4{ENTER}")
    person.sees("What would you change in it?")
    person.types(keys)
    assert person.look(0.5).count("About 7 more") == 2
    person.types(f"{CTRL_C}")
    person.leaves()
    assert draft(home)["answers"]["close"] == 4


def test_back_works_in_a_picker(home: Path) -> None:
    """Esc B in the first picker of compare's second question."""
    person = Person(home, "compare", "--answer", "situation=We cut the budget.")
    person.sees("What gave you a say?")
    person.types(BACK)
    screen = person.sees("Tell one situation from the last month")
    assert "We cut the budget." in person.sees("We cut the budget.")
    assert "About 16 more" in screen


def test_skip_and_help_can_be_typed(home: Path) -> None:
    """/help says the keys again, /skip passes the question."""
    person = at_best(home)
    person.look(0.5)
    person.types(f"/help{ENTER}")
    person.look(1.0)
    assert " ".join(person.shown().split()).count("opens your editor") == 1
    person.types(f"/skip{ENTER}")
    person.sees("When do you struggle as a leader?")
    person.types(CTRL_C)
    assert person.leaves() == 130


def test_ctrl_c_keeps_the_half_sentence(home: Path) -> None:
    """The next start offers the very question with the very text."""
    person = at_best(home)
    person.types(f"I asked the{CTRL_C}")
    assert person.leaves() == 130
    again = Person(home, "resume")
    again.sees("at your best as a leader?")
    again.sees("I asked the")
    again.types(f" others{CTRL_D}")
    again.sees("When do you struggle as a leader?")
    assert draft(home)["answers"]["best"] == "I asked the others"


def test_a_half_sentence_of_the_first_answer_is_said_to_be_kept(home: Path) -> None:
    """Nothing is answered yet, but words are there, and how to go on is said."""
    person = Person(home, "reflect", PLACE, "--quick")
    person.sees("at your best as a leader?")
    person.sees("›")
    person.types(f"I asked the{CTRL_C}")
    screen = person.sees("leadcoach resume")
    assert "Your answers are kept." in screen
    assert person.leaves() == 130


def test_in_plain_lines_a_broken_off_word_stands_on_a_line_of_its_own(
    home: Path,
) -> None:
    """What is said after Ctrl-C does not run on from what was typed."""
    person = Person(home, "reflect", PLACE, "--quick", "--plain")
    person.sees("at your best as a leader?")
    person.types("I asked the")
    person.sees("I asked the")
    person.types(CTRL_C)
    screen = person.sees("leadcoach resume")
    assert person.leaves() == 130
    typed = next(line for line in screen.splitlines() if "I asked the" in line)
    assert typed.rstrip().endswith("I asked the")


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_signal_keeps_the_half_sentence_and_leaves_a_sane_terminal(
    home: Path, number: signal.Signals, code: int
) -> None:
    """The window closes, the machine goes down: the words are there."""
    person = Person(home, command=["sh"], environ={"PS1": "ready> "})
    person.sees("ready>")
    person.types(f"{sys.executable} -m leadcoach compare{ENTER}")
    person.sees("Tell one situation")
    person.sees("›")
    person.types("We never said")
    [leader] = _children(person.child.pid)
    os.kill(leader, number)
    person.waits_for(10)
    person.types(f"echo code $?; stty -a{ENTER}")
    screen = person.sees("icanon")
    assert f"code {code}" in screen
    assert " -echo " not in screen
    assert " -icanon" not in screen
    assert draft(home)["typing"]["situation"] == "We never said"


def test_kill_in_the_middle_of_a_word_leaves_that_words_draft(home: Path) -> None:
    """At most the last two seconds of typing are missing."""
    person = at_best(home)
    person.types("I asked the")
    person.look(1.5)
    person.signals(signal.SIGKILL)
    person.leaves()
    assert draft(home)["typing"]["best"] == "I asked the"


def test_typing_without_a_pause_is_kept_too(home: Path) -> None:
    """Somebody who never stops typing loses no more than a moment."""
    person = at_best(home)
    person.types("a" * 60)
    person.signals(signal.SIGKILL)
    person.leaves()
    assert len(draft(home)["typing"]["best"]) >= 20


def test_ctrl_z_suspends_and_comes_back(home: Path) -> None:
    """The shell is there, and `fg` goes on with the very text."""
    person = Person(home, command=["bash", "--norc", "-i"], environ={"PS1": "ready> "})
    person.sees("ready>")
    person.types(f"{sys.executable} -m leadcoach compare{ENTER}")
    person.sees("Tell one situation")
    person.sees("›")
    person.types("We cut")
    person.types(CTRL_Z)
    person.sees("Stopped", 10)
    person.types(f"echo still $((6*7)){ENTER}")
    person.sees("still 42")
    person.types(f"fg{ENTER}")
    person.look(0.5)
    person.types(f" it{CTRL_D}")
    person.sees("What gave you a say?")
    assert draft(home)["answers"]["situation"] == "We cut it"


@pytest.mark.parametrize("bracketed", [True, False])
def test_a_paste_of_many_lines_into_a_long_answer(
    home: Path, *, bracketed: bool
) -> None:
    """Every line is kept, in one answer."""
    text = "first line\nsecond line\n\nfourth: ünï 中文 🙂"
    person = at_best(home)
    person.pastes(text, bracketed=bracketed)
    person.look(0.5)
    person.types(CTRL_D)
    person.sees("what did you actually say or do?")
    assert draft(home)["answers"]["best"] == text


@pytest.mark.parametrize("bracketed", [True, False])
def test_a_paste_of_5000_words(home: Path, *, bracketed: bool) -> None:
    """Nothing of it is lost, and the next key comes soon."""
    person = at_best(home)
    person.pastes(LONG, bracketed=bracketed)
    person.waits_for(60)
    person.types(CTRL_D)
    person.waits_for(10, 0.5)
    assert draft(home)["answers"]["best"] == LONG


def test_a_paste_of_lines_into_a_one_line_answer(home: Path) -> None:
    """What does not fit is offered to be added; it never answers the next question."""
    person = at_close(home)
    person.types(f"5{ENTER}")
    person.sees("leading, for me, is …")
    person.pastes("caring\nfor the whole\nand letting go\n", bracketed=False)
    person.sees("2 more lines were pasted.")
    person.look(0.3)
    person.types(f"1{ENTER}")
    person.sees("And power, for me, is …")
    assert (
        draft(home)["answers"]["leading_is"] == "caring\nfor the whole\nand letting go"
    )
    person.look(0.3)
    assert "power_is" not in draft(home)["answers"]


def test_a_paste_into_a_number_is_told_and_kept(home: Path) -> None:
    """The question stays; nothing is taken for a number."""
    person = at_close(home)
    person.pastes("some words\nand more\n", bracketed=False)
    person.look(0.5)
    person.types(f"2{ENTER}")
    person.look(0.5)
    person.sees("A whole number from 1 to 5 is needed.")
    assert "close" not in draft(home)["answers"]


@pytest.mark.parametrize("bracketed", [True, False])
def test_a_paste_never_chooses(home: Path, *, bracketed: bool) -> None:
    """A picker takes no choice from a paste; the text stands in the next answer."""
    person = Person(home, "reflect", PLACE)
    person.sees("a whole organisation")
    person.look(0.3)
    person.pastes("Yes please\nindeed\n", bracketed=bracketed)
    person.sees("What was pasted is kept for the next words you type.")
    person.types(f"2{ENTER}")
    person.sees("at your best as a leader?")
    person.sees("Yes please")
    assert draft(home)["answers"] == {"where": "organisation"}


def test_escape_codes_inside_a_paste_are_kept_and_never_shown(home: Path) -> None:
    """Stored to the letter, shown as harmless signs."""
    person = at_best(home)
    person.pastes("red \x1b[31mtext\x07 \u202e end")
    person.types(CTRL_D)
    person.sees("When do you struggle as a leader?")
    person.types(CTRL_C)
    person.leaves()
    kept = draft(home)["answers"]["best"]
    assert kept == "red \x1b[31mtext\x07 \u202e end"
    again = Person(home)
    again.leaves()
    assert b"\x1b[31mtext" not in again.raw


def test_windows_line_ends_in_a_paste(home: Path) -> None:
    """They become line feeds."""
    person = at_best(home)
    person.child.send("\x1b[200~one\r\ntwo\x1b[201~")
    person.look(0.3)
    person.types(CTRL_D)
    person.sees("what did you actually say or do?")
    assert draft(home)["answers"]["best"] == "one\ntwo"


def _editor(tmp_path: Path, script: str) -> str:
    program = tmp_path / "my-editor"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return str(program)


def test_the_editor_comes_back_to_the_prompt_with_the_text(
    home: Path, tmp_path: Path
) -> None:
    """Ctrl-O; the answer is not given yet, and no copy is left."""
    log = tmp_path / "where"
    editor = _editor(tmp_path, f'echo "$1" > {log}; printf "written there" >> "$1"')
    person = at_best(home, environ={"VISUAL": editor, "EDITOR": "false"})
    person.types(f"begun and {CTRL_O}")
    person.sees("begun and written there")
    person.types(f", changed{CTRL_D}")
    person.sees("When do you struggle as a leader?")
    assert draft(home)["answers"]["best"] == "begun and written there, changed"
    file = Path(log.read_text().strip())
    assert file.parent.parent != home
    assert not file.parent.exists()


def test_an_editor_that_fails_changes_nothing(home: Path, tmp_path: Path) -> None:
    """The text is as it was."""
    editor = _editor(tmp_path, 'echo gone > "$1"; exit 1')
    person = at_best(home, environ={"EDITOR": editor})
    person.types(f"mine{CTRL_O}")
    person.look(0.7)
    person.types(f"!{CTRL_D}")
    person.sees("what did you actually say or do?")
    assert draft(home)["answers"]["best"] == "mine!"


def test_what_is_asked_goes_to_stderr_and_the_recap_to_stdout(
    home: Path, tmp_path: Path
) -> None:
    """With stdout in a file the questions are still on the screen."""
    page = tmp_path / "page"
    command = f"{sys.executable} -m leadcoach reflect --quick --no-mirror > {page}"
    person = Person(home, command=["sh", "-c", command])
    person.sees("at your best as a leader?")
    person.sees("›")
    person.types(f"/skip{ENTER}")
    person.sees("When do you struggle")
    person.look(0.5)
    person.types(f"/skip{ENTER}")
    person.sees("growing edge")
    person.look(0.5)
    person.types(f"being kinder{ENTER}")
    person.sees("Keep all of it")
    person.types(ENTER)
    assert person.leaves() == 0
    assert "being kinder" in page.read_text()
    assert "\x1b" not in page.read_text()


def test_a_terminal_that_does_not_tell_its_cursor_costs_nothing(home: Path) -> None:
    """No warning, no two seconds of waiting."""
    person = at_best(home, environ={"TERM": "vt100"})
    person.look(2.5)
    assert "CPR" not in person.shown()


def test_no_colour_means_bold_and_nothing_else(home: Path) -> None:
    """NO_COLOR is heeded by every part."""
    import re

    person = at_best(home, environ={"NO_COLOR": "1"})
    person.types(f"x{CTRL_C}")
    person.leaves()
    codes = {
        code
        for each in re.findall(rb"\x1b\[([0-9;]*)m", person.raw)
        for code in each.split(b";")
    }
    assert codes <= {b"", b"0", b"1", b"22"}


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
def test_a_question_is_wrapped_between_words(home: Path, columns: int) -> None:
    """Nothing is cut and nothing is broken inside a word."""
    person = Person(home, "reflect", PLACE, columns=columns)
    person.sees("a whole", 15)
    person.sees("to tell?")
    screen = person.shown()
    whole = " ".join(screen.split())
    assert "Where do you lead in what you are about to tell?" in whole
    assert "a project, without authority over people" in whole


def test_a_resize_while_typing_keeps_the_text(home: Path) -> None:
    """Narrow, then wide: the answer is what was typed."""
    person = at_best(home)
    person.types("one two three ")
    person.child.setwinsize(60, 40)
    person.look(0.3)
    person.types("four")
    person.child.setwinsize(60, 100)
    person.look(0.3)
    person.types(CTRL_D)
    person.sees("what did you actually say or do?")
    assert draft(home)["answers"]["best"] == "one two three four"


def test_two_programs_on_one_draft_do_not_overwrite_each_other(home: Path) -> None:
    """The second says where the draft is open, and changes nothing."""
    first = at_best(home)
    first.types("mine")
    first.look(0.8)
    second = Person(home, "resume")
    second.sees("open in another")
    assert second.leaves() == 3
    first.types(f" still{CTRL_D}")
    first.sees("what did you actually say or do?")
    assert draft(home)["answers"]["best"] == "mine still"


def _children(parent: int) -> list[int]:
    tasks = Path(f"/proc/{parent}/task/{parent}/children")
    return [int(each) for each in tasks.read_text().split()]


@pytest.mark.parametrize("editor", ["vim", "nano"])
def test_a_real_editor_leaves_the_text_nowhere(
    home: Path, tmp_path: Path, editor: str
) -> None:
    """After writing in it, the words are in the draft and in no other file."""
    if shutil.which(editor) is None:
        pytest.skip(f"{editor} is not installed")
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    environ = {"EDITOR": editor, "XDG_RUNTIME_DIR": str(runtime), "TERM": "vt100"}
    person = at_best(home, environ=environ)
    person.types(f"canaryword{CTRL_O}")
    person.look(1.5)
    if editor == "vim":
        person.types("Aand more\x1b:wq\r")
    else:
        person.types("and more\x0f\r\x18")
    person.look(1.0)
    person.types(CTRL_D)
    person.sees("what did you actually say or do?")
    assert "and more" in draft(home)["answers"]["best"]
    person.types(CTRL_C)
    person.leaves()
    found = traces("canaryword", tmp_path, *in_memory())
    assert [path.parent.name for path in found] == ["drafts"]
    assert list(runtime.iterdir()) == []


def test_what_a_crash_leaves_of_the_editor_is_swept_at_the_next_start(
    home: Path, tmp_path: Path
) -> None:
    """A private folder of a leadcoach that no longer runs is removed."""
    runtime = tmp_path / "runtime"
    left = runtime / "leadcoach-999999999-abcdef0123456789"
    left.mkdir(parents=True)
    (left / "answer.txt").write_text("canaryword")
    other = runtime / "somebody-elses"
    other.mkdir()
    environ = {"EDITOR": "true", "XDG_RUNTIME_DIR": str(runtime)}
    person = at_best(home, environ=environ)
    person.types(CTRL_C)
    person.leaves()
    assert list(runtime.iterdir()) == [other]


BEHIND = [
    (f"/back{ENTER}", "How close is this to how you see it?"),
    (f" /back {ENTER}", "How close is this to how you see it?"),
    (BACK, "How close is this to how you see it?"),
    (f"/skip{ENTER}", "And power, for me, is …"),
    (f"/pause{ENTER}", "Your answers are kept."),
    (f"/help{ENTER}", "/help says this again."),
]


@pytest.mark.parametrize("words", ["caring", "he/she  "])
@pytest.mark.parametrize(("keys", "shown"), BEHIND)
def test_a_command_behind_the_words_a_line_began_with_is_no_part_of_them(
    home: Path, words: str, keys: str, shown: str
) -> None:
    """The cursor stands behind them; they stay as they were, to the letter."""
    told = ("--answer", f"best={BEST}", "--answer", f"struggle={STRUGGLE}")
    person = Person(
        home,
        *("reflect", PLACE, "--answer", "where=team", *told, "--answer", "close=5"),
    )
    person.sees("leading, for me, is …")
    person.sees("›")
    person.types(f"{words}{ENTER}")
    person.sees("And power, for me, is …")
    person.look(0.3)
    person.types(f"/back{ENTER}")
    person.sees(f"› {words.strip()}")
    before = person.look(0.3).count(shown)
    person.types(keys)
    assert person.look(0.7).count(shown) == before + 1
    if "/pause" not in keys:
        person.types(CTRL_C)
    person.leaves()
    kept = draft(home)
    assert kept["answers"].get("leading_is", words) == words
    assert "/back" not in str(kept)


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        (f"/back{ENTER}", "Where do you lead"),
        (f"{ENTER}/back{ENTER}", "Where do you lead"),
        (f"{ENTER}{ENTER}/pause{ENTER}", "Your answers are kept."),
        (f"/help{CTRL_D}", "/help says this again."),
        (f"/edit{ENTER}", "leadcoach settings set editor"),
    ],
)
@pytest.mark.parametrize("words", ["Her face.", "Her face.\nHis too.\n"])
def test_a_command_behind_the_words_a_long_answer_began_with_is_no_part_of_them(
    home: Path, words: str, keys: str, shown: str
) -> None:
    """On their last line or on a new one."""
    person = at_best(home, environ={"EDITOR": "false"})
    person.pastes(words)
    person.types(CTRL_D)
    person.sees("what did you actually say or do?")
    person.look(0.3)
    person.types(f"/back{ENTER}")
    person.look(0.5)
    before = person.shown().count(shown)
    person.types(keys)
    assert person.look(0.7).count(shown) == before + 1
    if "/pause" not in keys:
        person.types(CTRL_C)
    person.leaves()
    assert draft(home)["answers"]["best"] == words
    assert "/" not in str({**draft(home), "exercise": ""}.get("parts", ""))


def test_a_command_behind_a_line_of_a_commitment_is_no_part_of_it(
    home: Path,
) -> None:
    """Each of its lines is a line as any other."""
    person = Person(home, "reflect", PLACE, *ALL_BUT_COMMITMENT)
    person.sees("I will …")
    person.sees("›")
    person.types(f"ask Ana{ENTER}")
    person.sees("When?")
    person.look(0.3)
    person.types(f"at five{BACK}")
    for enters in ("", ENTER):
        person.sees("your growing edge")
        person.look(0.3)
        person.types(f"{ENTER}")
        person.look(0.5)
        person.types(f"{enters}/back{ENTER}")
        person.look(0.5)
    person.types(CTRL_C)
    person.leaves()
    [parts] = draft(home)["parts"].values()
    assert parts == {"action": "ask Ana", "cue": "at five"}


def test_a_command_behind_a_line_of_a_list_is_no_part_of_it(home: Path) -> None:
    """The line that is not finished waits as it was."""
    told = ("--answer", "situation=We cut it.", "--answer", "say_source=skill")
    person = Person(home, "compare", *told, "--answer", "mine=rest")
    person.sees("1.")
    person.sees("›")
    person.types(f"An{BACK}")
    for _ in range(2):
        person.look(0.7)
        person.types(ENTER)
        person.sees("› An")
        person.look(0.3)
        person.types(f"/back{ENTER}")
    person.look(0.5)
    person.types(CTRL_C)
    person.leaves()
    assert draft(home)["parts"] == {"people": {"next": "An"}}


def test_words_that_were_not_there_and_end_like_a_command_are_words(
    home: Path,
) -> None:
    """Only what stood there when the prompt began is told apart from a command."""
    person = at_best(home)
    person.types(f"read it in /home/ana/back{CTRL_D}")
    person.look(0.5)
    person.types(CTRL_C)
    person.leaves()
    assert draft(home)["answers"]["best"] == "read it in /home/ana/back"
