"""The person's editor: whatever it does, it is said, and the words are safe."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli

from leadcoach.asking.editor import Editor, editor_for
from leadcoach.errors import EditorFailed, Stopped
from tests.conftest import Run
from tests.typing_person import CTRL_C, CTRL_D, CTRL_O, ENTER, Person

Script = Callable[[str], str]
CP1252 = b"At the caf\xe9 we decided \x93together\x94.\n"
SAID = "At the café we decided “together”."
FORKS = (
    'setsid bash -c \'sleep 2; echo "typed in the window" > "$1"\' _ "$1" '
    "</dev/null >/dev/null 2>&1 &"
)


class Somebody:
    """Chooses the same each time, and hears what is asked."""

    def __init__(self, chosen: str | None = "take") -> None:
        self.chosen = chosen
        self.asked: list[str] = []

    def choose(self, text: str, choices: object) -> str | None:
        self.asked.append(text)
        return self.chosen


@pytest.fixture
def script(tmp_path: Path) -> Script:
    """Return a function that makes a program out of lines of shell."""

    def make(lines: str) -> str:
        program = tmp_path / "my-editor"
        program.write_text(f'#!/bin/bash\nfile="$1"\n{lines}\n')
        program.chmod(0o700)
        return str(program)

    return make


def saves(content: bytes, tmp_path: Path) -> str:
    """Return lines of shell that save these bytes."""
    (tmp_path / "saved").write_bytes(content)
    return f'cat {tmp_path}/saved > "$file"'


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"plain\n", "plain"),
        ("\ufeffwith a mark\r\nof Windows\r\n".encode(), "with a mark\nof Windows"),
        ("in two bytes each: café\n".encode("utf-16"), "in two bytes each: café"),
        ("می\u200cروم\n".encode(), "می\u200cروم"),
        (CP1252, SAID),
    ],
)
def test_what_an_editor_saved_comes_back_to_the_letter(
    content: bytes, text: str, script: Script, tmp_path: Path
) -> None:
    editor = Editor(script(saves(content, tmp_path)), (tmp_path / "private",))
    person = Somebody()

    assert editor.edit("before", person.choose) == text
    assert [SAID in each for each in person.asked] == [True] * (content == CP1252)
    assert not list((tmp_path / "private").iterdir())


def test_bytes_that_are_not_taken_stay_in_a_file_that_is_named(
    script: Script, tmp_path: Path
) -> None:
    editor = Editor(script(saves(CP1252, tmp_path)), (tmp_path / "private",))

    with pytest.raises(EditorFailed) as failed:
        editor.edit("before", Somebody("leave").choose)

    (kept,) = (tmp_path / "private").glob("edited-*.txt")
    assert str(kept) in failed.value.message
    assert kept.read_bytes() == CP1252


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("", "none of nano, vim, vi is there"),
        ("no-such-editor --wait", "There is no editor called “no-such-editor”"),
        ("'open quote", "which is no command"),
        ("/", "cannot be opened: Permission denied"),
        ("false", "“false” ended with an error (1)"),
    ],
)
def test_an_editor_that_does_not_open_is_named_with_what_to_do(
    command: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(EditorFailed) as failed:
        Editor(command, (tmp_path,)).edit("my words", Somebody().choose)

    assert said in failed.value.message
    assert "Nothing was changed." in failed.value.message
    assert "leadcoach settings set editor NAME" in failed.value.hint
    assert not list(tmp_path.iterdir())


def test_what_an_editor_saved_before_its_error_is_in_a_file_that_is_named(
    script: Script, tmp_path: Path
) -> None:
    editor = Editor(script('echo later >> "$file"; exit 3'), (tmp_path / "private",))

    with pytest.raises(EditorFailed) as failed:
        editor.edit("before", Somebody().choose)

    (kept,) = (tmp_path / "private").glob("edited-*.txt")
    assert str(kept) in failed.value.message
    assert kept.read_text() == "beforelater\n"


def test_an_editor_that_comes_back_at_once_is_waited_for_until_the_person_is_done(
    script: Script, tmp_path: Path
) -> None:
    class Waiting(Somebody):
        def choose(self, text: str, choices: object) -> str | None:
            if len(self.asked) == 2:
                (file,) = (tmp_path / "private").glob("*/answer.txt")
                file.write_text("typed in the window\n")
            return super().choose(text, choices)

    person = Waiting()
    editor = Editor(script("exit 0"), (tmp_path / "private",))

    assert editor.edit("before", person.choose) == "typed in the window"
    assert "--wait" in person.asked[0]
    assert "Nothing new is saved yet in" in person.asked[1]
    assert editor.edit("before", Somebody("leave").choose) == "before"


def test_what_a_window_saves_after_one_left_is_kept_and_told(
    script: Script, tmp_path: Path
) -> None:
    editor = Editor(script("exit 0"), (tmp_path / "private",))

    with pytest.raises(Stopped) as left:
        editor.edit("before", Somebody(None).choose)
    (file,) = (tmp_path / "private").glob("*/answer.txt")
    assert str(file) in "".join(left.value.__notes__)
    no_longer_running = file.parent.with_name("leadcoach-999999999-ab")
    file.parent.rename(no_longer_running)
    assert editor.sweep() == []
    (no_longer_running / "answer.txt").write_text("saved later\n")

    (kept,) = editor.sweep()

    assert kept.read_text() == "saved later\n"
    assert list((tmp_path / "private").iterdir()) == [kept]


def test_what_was_saved_before_one_left_is_in_a_file_that_is_told(
    script: Script, tmp_path: Path
) -> None:
    class Leaving(Somebody):
        def choose(self, text: str, choices: object) -> str | None:
            (file,) = (tmp_path / "private").glob("*/answer.txt")
            file.write_text("saved in the window\n")
            raise KeyboardInterrupt

    editor = Editor(script("exit 0"), (tmp_path / "private",))

    with pytest.raises(KeyboardInterrupt) as left:
        editor.edit("before", Leaving().choose)

    (kept,) = (tmp_path / "private").glob("edited-*.txt")
    assert kept.read_text() == "saved in the window\n"
    assert str(kept) in "".join(left.value.__notes__)


def test_without_a_choice_the_first_known_editor_there_is_is_taken(
    tmp_path: Path,
) -> None:
    def chosen(*there: str, setting: str = "", **environ: str) -> str:
        folder = tmp_path / "-".join(("bin", *there))
        folder.mkdir(exist_ok=True)
        for name in there:
            (folder / name).touch(0o700)
        return editor_for({"PATH": str(folder), **environ}, setting, tmp_path).command

    assert chosen("vi", "vim", "nano") == "nano"
    assert chosen("vi", "vim") == "vim"
    assert chosen("vi") == "vi"
    assert chosen() == ""
    assert chosen("nano", EDITOR="micro") == "micro"
    assert chosen("nano", EDITOR="micro", VISUAL="code --wait") == "code --wait"
    assert chosen("nano", EDITOR="micro", setting="ed") == "ed"
    assert chosen("nano", EDITOR=" ") == "nano"


@pytest.mark.parametrize("command", ["no-such-editor", "false", "'"])
def test_journal_edit_ends_with_an_error_where_the_editor_did(
    run: Run, command: str
) -> None:
    run(
        "reflect", "--no-input", "--no-mirror", "--answer=best=a", "--answer=struggle=b"
    )
    ran = run("journal", "edit", terminal=True, environ={"EDITOR": command})

    assert ran.code == 2
    assert "Nothing was changed." in " ".join(ran.err.split())
    assert "leadcoach settings set editor" in " ".join(ran.err.split())


# At a terminal


def at_best(home: Path, editor: str, *, plain: bool) -> Person:
    environ = {"EDITOR": editor} | ({"TERM": "dumb"} if plain else {})
    person = Person(home, "reflect", environ=environ)
    person.sees("at your best as a leader?")
    person.sees("on a line ends." if plain else "›")
    person.types(f"mine{ENTER}/edit{ENTER}" if plain else f"mine{CTRL_O}")
    return person


def answer(person: Person, home: Path, *, plain: bool) -> str:
    """End the answer, and return it as the draft has it."""
    before = person.shown().count("About 2")
    person.types(f".{ENTER}" if plain else CTRL_D)
    while person.look(0.2).count("About 2") <= before:
        assert person.child.isalive()
    person.look(0.5)
    person.types(CTRL_C)
    person.leaves()
    [path] = (home / "drafts").glob("*.toml")
    return str(tomli.loads(path.read_text())["answers"]["best"])


@pytest.mark.slow
@pytest.mark.parametrize("plain", [False, True])
def test_an_editor_that_is_not_there_is_named_in_a_sitting(
    home: Path, *, plain: bool
) -> None:
    person = at_best(home, "no-such-editor", plain=plain)
    person.sees("There is no editor called “no-such-editor”. Nothing was changed.")
    assert answer(person, home, plain=plain) == "mine"


@pytest.mark.slow
@pytest.mark.parametrize("plain", [False, True])
def test_a_window_of_its_own_is_waited_for_in_a_sitting(
    home: Path, script: Script, *, plain: bool
) -> None:
    person = at_best(home, script(FORKS), plain=plain)
    person.sees("came back at once, with nothing changed.")
    person.look(3)
    person.types(f"1{ENTER}")
    person.sees("typed in the window")
    assert answer(person, home, plain=plain) == "typed in the window"


@pytest.mark.slow
@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize(("number", "text"), [("1", SAID), ("2", "mine")])
def test_bytes_of_windows_are_asked_about_in_a_sitting(
    home: Path, script: Script, tmp_path: Path, number: str, text: str, *, plain: bool
) -> None:
    person = at_best(home, script(saves(CP1252, tmp_path)), plain=plain)
    person.sees(f"Read as Windows-1252 it says: “{SAID}”")
    person.look(0.3)
    person.types(f"{number}{ENTER}")
    person.sees("So far" if plain and number == "1" else text)
    if number == "2":
        person.sees("What the editor saved is in")
        (kept,) = (home / "drafts").glob("edited-*.txt")
        assert kept.read_bytes() == CP1252
    assert answer(person, home, plain=plain) == text


@pytest.mark.slow
def test_ctrl_c_is_a_key_of_the_editor(home: Path, script: Script) -> None:
    """An editor uses it for itself; leadcoach stays, and takes what was saved."""
    lines = 'trap "" INT; read -r -n1; kill -INT 0; echo saved > "$file"'
    person = at_best(home, script(lines), plain=False)
    person.look(1)
    os.write(person.child.child_fd, b"x")
    person.sees("saved")
    assert answer(person, home, plain=False) == "saved"
