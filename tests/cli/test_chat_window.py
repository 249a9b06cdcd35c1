"""A prompt for any chat window, and its reply: nothing is sent, and nothing is lost."""

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from leadcoach.domain.entry import Answer
from leadcoach.domain.reading import CoachReading, CoachSentence, Exchange
from leadcoach.errors import ExitCode
from leadcoach.journal.store import Journal
from tests.coach.accounts import BEST, entry_with
from tests.conftest import Run

REPLY = """\
Sure! Here is what I see:

### Leading
**Leading**, for you, is asking: you "asked each of them" and then "led from the front".
Person A is told by text.

Heifetz's "practice of mobilizing people" is near; Kashtan would look at 'cover his shift'.

1. What was in the text that you did not say?
"""
Made = Callable[..., Path]


@pytest.fixture
def made(home: Path) -> Made:
    """Return a function that puts an entry with two stories into the journal."""

    def add(*answers: Answer, coach: CoachReading | None = None) -> Path:
        entry = replace(entry_with(*answers), coach=coach)
        return Journal(home / "journal").add(entry)

    return add


def kept(path: Path) -> CoachReading:
    found = Journal(path.parents[2]).load(path).coach
    assert found
    return found


# The prompt


def test_the_prompt_holds_the_answers_and_says_what_it_holds(
    run: Run, made: Made
) -> None:
    path = made(Answer("leading_is", "short", "", "my secret", private=True))

    ran = run("prompt")

    assert ran.code == 0
    assert "I rang the council myself." in ran.out
    assert "my secret" not in ran.out
    assert f"your two stories of {path.name[:10]} and" in ran.err
    assert "words)" in ran.err
    assert "goes to whoever runs it" in ran.err
    assert "I rang" not in ran.err


def test_a_blank_prompt_is_the_published_one_with_its_source(
    run: Run, made: Made
) -> None:
    made()

    ran = run("prompt", "--blank")

    assert ran.out.startswith("I'm reflecting on the concepts of power and leadership.")
    assert "Paul Atkins, Leadership and Shared Power" in ran.out
    assert "council" not in ran.out
    assert run("prompt", "1", "--blank").code == ExitCode.USAGE


def test_names_can_be_replaced_and_it_is_said_that_this_is_no_promise(
    run: Run, made: Made
) -> None:
    made()

    ran = run("prompt", "--mask", "--name", "Lena")

    assert "Tom" not in ran.out
    assert "Lena" not in ran.out
    assert "Lena by Person A, Tom by Person B" in ran.err.replace("\n", " ")
    assert "no promise" in ran.err


def test_without_an_entry_with_two_stories_there_is_nothing_to_prompt(run: Run) -> None:
    ran = run("prompt")

    assert ran.code == ExitCode.NOT_FOUND
    assert "leadcoach reflect" in ran.err


def test_a_prompt_goes_to_a_file_and_writes_over_none(
    run: Run, made: Made, tmp_path: Path
) -> None:
    made()
    file = tmp_path / "prompt.txt"

    assert run("prompt", "--output", str(file)).out == ""
    assert "council" in file.read_text()
    assert run("prompt", "--output", str(file)).code == ExitCode.USAGE


def test_a_copy_of_the_prompt_in_the_own_folder_wins(
    run: Run, made: Made, home: Path
) -> None:
    made()
    (home / "coach").mkdir()
    (home / "coach" / "window.md").write_text(
        "# window/9\n\n## Prompt\n\nMine: {{answers}}\n"
    )

    assert run("prompt").out.startswith("Mine: Asked: What are some examples")
    (home / "coach" / "window.md").write_text("nothing")
    ran = run("prompt")
    assert ran.code == ExitCode.UNREADABLE
    assert "window.md" in ran.err


# Copying


def program(folder: Path, name: str, *, works: bool = True) -> dict[str, str]:
    """Make a program that keeps what it is given, and return where it is found."""
    folder.mkdir(exist_ok=True)
    script = f"#!/bin/sh\n/bin/cat > {folder}/{name}.got\nexit {0 if works else 1}\n"
    (folder / name).write_text(script)
    (folder / name).chmod(0o755)
    return {"PATH": str(folder)}


@pytest.mark.parametrize(
    ("name", "setting"),
    [
        ("tmux", {"TMUX": "a socket"}),
        ("tmux", {"TMUX": "a socket", "SSH_CONNECTION": "1"}),
        ("wl-copy", {"WAYLAND_DISPLAY": "w"}),
        ("xclip", {"DISPLAY": ":0"}),
        ("xsel", {"DISPLAY": ":0"}),
        ("clip.exe", {"WSL_DISTRO_NAME": "Debian"}),
    ],
)
def test_it_is_copied_by_the_program_that_is_there_and_said_by_which(
    run: Run, made: Made, tmp_path: Path, name: str, setting: dict[str, str]
) -> None:
    made()
    folder = tmp_path / "bin"

    ran = run("prompt", "--copy", environ={**program(folder, name), **setting})

    coding = "utf-16-le" if name == "clip.exe" else "utf-8"
    assert (ran.code, ran.out) == (0, "")
    assert f"Copied with {name}" in ran.err
    assert "council" in (folder / f"{name}.got").read_bytes().decode(coding)


def test_over_ssh_no_program_of_the_far_computer_copies_but_the_terminal_does(
    run: Run, made: Made, tmp_path: Path
) -> None:
    made()
    environ = {
        **program(tmp_path / "bin", "xclip"),
        "DISPLAY": ":0",
        "SSH_CONNECTION": "1",
    }

    ran = run("prompt", "--copy", environ=environ, terminal=True)

    coded = ran.err.partition("\x1b]52;c;")[2].partition("\x07")[0]
    assert "council" in base64.b64decode(coded).decode()
    assert "OSC 52" in ran.err
    assert not (tmp_path / "bin" / "xclip.got").exists()


def test_where_nothing_can_copy_it_is_printed_and_the_exit_code_says_so(
    run: Run, made: Made, tmp_path: Path
) -> None:
    made()
    environ = {**program(tmp_path / "bin", "xclip", works=False), "DISPLAY": ":0"}

    ran = run("prompt", "--copy", environ=environ)

    assert ran.code == ExitCode.FOUND
    assert "council" in ran.out
    assert "could not be copied" in ran.err
    dumb = run("prompt", "--copy", environ={"TERM": "dumb", "PATH": ""}, terminal=True)
    assert "\x1b" not in dumb.err


# The reply


def test_a_reply_is_kept_beside_the_mirror_with_the_marks_off_what_is_not_theirs(
    run: Run, made: Made
) -> None:
    path = made()

    ran = run("paste", stdin=REPLY)

    assert ran.code == 0
    coach = kept(path)
    assert coach.reader == "pasted"
    assert [each.part for each in coach.sentences] == ["portrait", "beside", "thread"]
    assert (
        "you “asked each of them” and then led from the front. Lena is told"
        in ran.out.replace("\n", " ")
    )
    assert "- led from the front" in ran.err
    assert "Names are back: Lena for Person A." in ran.err
    for sentence in coach.sentences:
        for quote in sentence.quotes:
            assert entry_with().still_says(quote)
    assert "Sure!" not in ran.out
    shown = run("journal", "show").out
    assert "A coach's reading (pasted by you)" in shown
    assert "What was in the text that you did not say?" in shown


def test_what_was_there_before_is_in_the_trash_and_what_was_said_to_it_stays(
    run: Run, made: Made
) -> None:
    talk = (Exchange("What then?", "A bit useless, and good."),)
    path = made(coach=CoachReading(model="gemma3", where="this computer", talk=talk))

    ran = run("paste", stdin=REPLY)

    assert kept(path).talk == talk
    assert "earlier reading (gemma3, on this computer)" in ran.err.replace("\n", " ")
    run("journal", "undo")
    assert kept(path).model == "gemma3"


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ("", "no reply"),
        ("  \n \n", "nothing in it"),
        ("<!doctype html><html><body>Log in</body></html>", "page of HTML"),
        ("I'm sorry, but I can't help with that.", "declined"),
        ("x" * 2_000_000, "longer than any reply"),
        ("Sure!\n\n---\n", "greetings and headings"),
        ("<think>I'm sorry" * 10_000 + "</think>\nI cannot.", "declined"),
    ],
)
def test_what_is_no_reply_gets_its_own_line_and_changes_nothing(
    run: Run, made: Made, reply: str, said: str
) -> None:
    path = made()
    before = path.read_bytes()

    ran = run("paste", stdin=reply)

    assert ran.code != 0
    assert said in ran.err
    assert path.read_bytes() == before


def test_control_sequences_of_a_reply_reach_neither_the_screen_nor_the_file(
    run: Run, made: Made
) -> None:
    path = made()

    ran = run(
        "paste", stdin="You \x1b]52;c;aGk=\x07asked\x1b[31m them\x9b2J.\n\nAnd \x00so."
    )

    assert "Left out: control sequences." in ran.err
    assert "\x1b" not in ran.out
    assert not {0x1B, 0x00} & set(path.read_bytes())
    assert kept(path).sentences[0].text == "You asked them."


def test_a_reply_typed_in_the_editor_is_kept_aside_when_it_is_none(
    run: Run, made: Made, tmp_path: Path, home: Path
) -> None:
    made()
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho "<html>my page</html>" > "$1"\n')
    editor.chmod(0o755)

    ran = run("paste", terminal=True, environ={"EDITOR": str(editor)})

    assert "page of HTML" in ran.err
    aside = [
        each for each in (home / "drafts").iterdir() if "my page" in each.read_text()
    ]
    assert len(aside) == 1


# What is kept of a coach, elsewhere


COACH = CoachReading(
    model="gemma3:12b",
    where="a company: Example",
    struck=("beside 1",),
    sentences=(
        CoachSentence("portrait", "You lead by asking."),
        CoachSentence("beside", "STRUCK words of a model."),
        CoachSentence("beside", "Kashtan asks whose needs."),
    ),
    talk=(Exchange("What did you see?", "The clipboard in my hand.", "You “stood”."),),
)


def test_the_reader_is_named_and_what_was_struck_stands_on_no_page(
    run: Run, made: Made, tmp_path: Path
) -> None:
    made(coach=COACH)
    export = ("journal", "export", "--output", "-", "--format")
    pages = [
        run("journal", "show", "--format", form).out
        for form in ("terminal", "markdown", "html")
    ]
    pages += [run(*export, form).out for form in ("markdown", "html")]

    for page in pages:
        words = " ".join(page.split())
        assert "gemma3:12b, at Example" in words
        assert "You lead by asking." in words
        assert "The clipboard in my hand." in words
        assert "STRUCK" not in words
    told = json.loads(run("journal", "show", "--json").out)["coach"]
    assert [each["text"] for each in told["sentences"]] == [
        "You lead by asking.",
        "Kashtan asks whose needs.",
    ]


def test_what_was_said_to_a_coach_is_found_and_what_it_said_is_not(
    run: Run, made: Made
) -> None:
    made(coach=COACH)

    assert "clipboard" in run("journal", "search", "clipboard").out
    assert run("journal", "search", "Kashtan").code == ExitCode.FOUND


def test_an_export_can_leave_out_a_coach_and_says_so(
    run: Run, made: Made, tmp_path: Path
) -> None:
    made(coach=COACH)
    folder = tmp_path / "out"

    ran = run("journal", "export", "--without-coach", "--output", str(folder))

    assert "1 entry is without a coach's reading" in ran.err.replace("\n", " ")
    files = "".join(each.read_text() for each in folder.rglob("*.toml"))
    assert "I rang the council myself." in files
    assert "gemma3" not in files
    assert "clipboard" not in files
    assert BEST in files


def test_an_export_without_an_answer_is_without_a_coach_that_quotes_it(
    run: Run, made: Made, tmp_path: Path
) -> None:
    path = made()
    run("paste", stdin=REPLY)
    folder = tmp_path / "out"

    run("journal", "export", "--without", "best", "--output", str(folder))

    assert kept(path).sentences
    assert "asked each of them" not in "".join(
        each.read_text() for each in folder.rglob("*.toml")
    )


def test_an_edited_answer_takes_the_sentences_with_it_that_quote_what_is_gone(
    run: Run, made: Made
) -> None:
    path = made()
    run("paste", stdin=REPLY)

    run("journal", "edit", "1", "--answer", "best=I asked nobody. " + BEST)
    assert [each.part for each in kept(path).sentences] == [
        "portrait",
        "beside",
        "thread",
    ]
    assert all(
        Journal(path.parents[2]).load(path).still_says(quote)
        for quote in kept(path).every_quote()
    )
    run("journal", "edit", "1", "--answer", "best=I asked nobody.")

    assert [each.part for each in kept(path).sentences] == ["beside", "thread"]
