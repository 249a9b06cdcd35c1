"""What bad input gets: what happened, what to do, an exit code, and nothing lost."""

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import tomli

from leadcoach import disk
from leadcoach.cli.context import Surroundings
from leadcoach.errors import ExitCode
from leadcoach.main import main
from tests.answers import BEST, HOSTILE, STRUGGLE, answers_file
from tests.conftest import Run

TO_THE_END = ("--no-input", "--answers", "-")


def entries(home: Path) -> list[Path]:
    return sorted((home / "journal").glob("*/*/*.toml"))


def test_nothing_yet_to_list_is_no_error(run: Run) -> None:
    """An empty journal says how to begin, and exits 0."""
    ran = run("journal", "list")
    assert ran.code == 0
    assert "leadcoach reflect" in ran.out


def test_two_answers_are_enough(run: Run, home: Path) -> None:
    """The file holds only `best` and `struggle`: one JSON document, and the entry."""
    stdin = answers_file(best=BEST, struggle=STRUGGLE)
    ran = run("reflect", *TO_THE_END, "--json", stdin=stdin)
    assert ran.code == 0
    told = json.loads(ran.out)
    assert list(told) == [
        "schema",
        "path",
        "exercise",
        "answers",
        "reading",
        "commitments",
    ]
    assert told["schema"] == 1
    assert told["answers"] == {"best": BEST, "struggle": STRUGGLE}
    entry = tomli.loads(Path(told["path"]).read_text())
    kept = {answer["id"]: answer["value"] for answer in entry["answer"]}
    assert kept == {"best": BEST, "struggle": STRUGGLE}
    assert entries(home) == [Path(told["path"])]


def test_without_a_terminal_every_needed_answer_is_named(run: Run, home: Path) -> None:
    """Exit 6 lists all of them, with their words and how to give them; no file."""
    ran = run("reflect", stdin="")
    assert ran.code == 6
    assert ran.out == ""
    assert "best: What are some examples of you at your best" in ran.err
    assert "struggle: When do you struggle" in ran.err
    assert "--answers FILE" in ran.err
    assert "--answer best=" in " ".join(ran.err.split())
    assert not home.exists()


def test_a_pipe_is_never_read_as_consent(run: Run, home: Path) -> None:
    """Lines on standard input answer nothing unless `--answers -` says so."""
    ran = run("reflect", stdin="yes\nyes\nyes\n")
    assert ran.code == 6
    assert entries(home) == []


def test_an_unknown_command_gets_the_nearest_one(run: Run) -> None:
    """A typing error is met with the word that was meant."""
    ran = run("reflct")
    assert ran.code == 2
    assert "  leadcoach reflect\n" in ran.err


def test_an_unknown_exercise_gets_the_nearest_one(run: Run) -> None:
    """Exit 3, with the exercise that was probably meant."""
    ran = run("reflect", "compar", *TO_THE_END)
    assert ran.code == 3
    assert "Did you mean “compare”?" in ran.err


@pytest.mark.parametrize("command", [("journal", "show"), ("resume",)])
def test_an_entry_or_draft_that_is_not_there(
    run: Run, command: tuple[str, ...]
) -> None:
    """Exit 3 and how to begin."""
    ran = run(*command, terminal=True)
    assert ran.code == 3
    assert "leadcoach reflect" in ran.err


def test_all_answers_that_are_not_valid_are_named_at_once(run: Run, home: Path) -> None:
    """Exit 2: one line for each, with the nearest id or choice."""
    stdin = answers_file(best=BEST, strugle=STRUGGLE, best_who="mee")
    ran = run("reflect", *TO_THE_END, "--answer", "hard_needs=our", stdin=stdin)
    assert ran.code == 2
    assert (
        "There is no question “strugle” in reflect. Did you mean “struggle”?" in ran.err
    )
    assert "best_who: There is no choice “mee”. Did you mean “me”?" in ran.err
    assert "hard_needs: There is no choice “our”." in ran.err
    assert not home.exists()


def test_answers_that_are_no_toml(run: Run) -> None:
    """Exit 2 with the line; the words of the file are not repeated."""
    ran = run("reflect", *TO_THE_END, stdin="best = I did it\n")
    assert ran.code == 2
    assert "standard input:1" in ran.err
    assert "I did it" not in ran.err


def test_an_exercise_file_with_problems_is_refused_whole(
    run: Run, tmp_path: Path
) -> None:
    """Exit 4, every problem as file:line, and nothing is run."""
    file = tmp_path / "mine.toml"
    shipped = Path(__file__).parent.parent / "prompts" / "reflect.toml"
    file.write_text(
        shipped.read_text().replace("hard_needs = 'mine'", "hard_need = 'mine'")
    )
    ran = run("reflect", str(file), *TO_THE_END)
    assert ran.code == 4
    assert "mine.toml:" in ran.err
    assert "Did you mean “hard_needs”?" in ran.err


def test_an_entry_that_cannot_be_read_stays_as_it_is(run: Run, home: Path) -> None:
    """Exit 4 names the file; not a byte of it changes."""
    run("reflect", *TO_THE_END, stdin=answers_file(best=BEST, struggle=STRUGGLE))
    [entry] = entries(home)
    entry.write_bytes(entry.read_bytes()[:200])
    before = entry.read_bytes()
    ran = run("journal", "show")
    assert ran.code == 4
    assert entry.name in ran.err
    assert entry.read_bytes() == before


def test_the_disk_refuses(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 74 says so in plain words, and no half of an entry is left."""

    class Full(disk.Io):
        def write(self, descriptor: int, chunk: memoryview) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "io", Full())
    ran = run("reflect", *TO_THE_END, stdin=answers_file(best=BEST, struggle=STRUGGLE))
    assert ran.code == 74
    assert "No space left on device" in " ".join(ran.err.split())
    assert entries(home) == []


def test_two_reports_of_one_second_do_not_overwrite_each_other(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr("leadcoach.cli.home.show_home", broken)
    told = [run().err for _ in range(3)]

    reports = sorted((home / "reports").iterdir())
    assert len(reports) == 3
    assert all(sum(str(each) in err for err in told) == 1 for each in reports[1:])


def test_a_bug_leaves_a_report_without_a_persons_words(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 70; the report holds places in the code and nothing that was typed."""
    from leadcoach.journal.store import Journal

    def broken(*_: object) -> None:
        message = f"secret {BEST}"
        raise ValueError(message)

    monkeypatch.setattr(Journal, "add", broken)
    ran = run("reflect", *TO_THE_END, stdin=answers_file(best=BEST, struggle=STRUGGLE))
    assert ran.code == 70
    [report] = (home / "reports").iterdir()
    assert str(report) in ran.err
    assert "ValueError" in report.read_text()
    for words in (report.read_text(), ran.err):
        assert "shelter" not in words
        assert "secret" not in words


def test_ctrl_c_keeps_the_draft_and_says_how_to_go_on(run: Run, home: Path) -> None:
    """Exit 130; `leadcoach resume` begins with the very next question."""

    class Interrupted(io.StringIO):
        lines = iter(["I asked them.\n", ".\n"])

        def readline(self, *_: object) -> str:  # type: ignore[override]
            try:
                return next(self.lines)
            except StopIteration:
                raise KeyboardInterrupt from None

        def isatty(self) -> bool:
            return True

    ran = run("reflect", terminal=True, stdin_stream=Interrupted())
    assert ran.code == 130
    assert "leadcoach resume" in ran.err
    assert "I asked them." in next((home / "drafts").glob("*.toml")).read_text()
    again = run("resume", terminal=True, stdin="")
    assert "Who tackled the challenge in it?" in again.err
    assert again.code == 0


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)],
)
def test_signals_have_their_own_codes(
    home: Path, number: signal.Signals, code: int
) -> None:
    """A run that is asked to stop ends with the code of the signal, without a traceback."""
    script = "import time, leadcoach.cli.app as t, leadcoach.main as m\n"
    script += (
        "t.context_of = lambda ctx: (print('ready', flush=True), time.sleep(30))\n"
    )
    script += "m.run()"
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "LEADCOACH_HOME": str(home)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.send_signal(number)
    _, err = process.communicate(timeout=20)
    assert process.returncode == code
    assert "Traceback" not in err


def test_a_broken_pipe_ends_quietly(home: Path) -> None:
    """`leadcoach --help | head -1` leaves no traceback behind."""
    reader, writer = os.pipe()
    os.close(reader)
    process = subprocess.run(
        [sys.executable, "-m", "leadcoach", "help", "exit-codes"],
        stdout=writer,
        stderr=subprocess.PIPE,
        env={**os.environ, "LEADCOACH_HOME": str(home)},
        check=False,
    )
    os.close(writer)
    assert process.stderr == b""
    assert process.returncode == 0


def test_a_full_screen_device_is_told(home: Path) -> None:
    """Output that cannot be written ends with 74 and one line."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("w") as full:
        process = subprocess.run(
            [sys.executable, "-m", "leadcoach", "journal", "path"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "LEADCOACH_HOME": str(home)},
            check=False,
        )
    assert process.returncode == 74
    assert "could not be written" in process.stderr
    assert "Traceback" not in process.stderr


def is_harmless(text: str) -> bool:
    """Tell whether a screen shows `text` and does nothing else."""
    return not any(sign in text for sign in "\x1b\x9b\x07\u202e")


@pytest.mark.parametrize("form", ["terminal", "markdown", "json", "html"])
def test_hostile_text_is_kept_to_the_letter_and_shown_harmlessly(
    run: Run, home: Path, form: str
) -> None:
    """Escape codes and markup in answers: stored as typed, shown as text."""
    stdin = answers_file(best=HOSTILE, struggle=STRUGGLE, edge=HOSTILE, commit=HOSTILE)
    ran = run("reflect", *TO_THE_END, "--format", form, stdin=stdin)
    assert ran.code == 0
    kept = tomli.loads(entries(home)[0].read_text())
    assert next(a["value"] for a in kept["answer"] if a["id"] == "best") == HOSTILE
    shown = run("journal", "show", "--format", form)
    alone, listed = run(), run("commitment", "list", "--format", form)
    for part in (ran, shown, alone, listed):
        assert part.code == 0
        assert is_harmless(part.out)
        assert is_harmless(part.err)


def test_hostile_arguments_are_shown_harmlessly(run: Run) -> None:
    """An argument is repeated only as harmless text."""
    for argv in (
        ("reflect", HOSTILE),
        ("journal", "show", HOSTILE),
        ("exercise", "show", HOSTILE),
        ("help", HOSTILE),
        ("settings", "set", HOSTILE, HOSTILE),
        ("reflect", "--answers", HOSTILE),
        ("reflect", "--answer", f"{HOSTILE}=1", "--no-input"),
        (HOSTILE,),
    ):
        ran = run(*argv)
        assert ran.code in {2, 3, 4}, argv
        assert is_harmless(ran.err), argv
        assert ran.out == "", argv


def test_windows_line_ends_become_line_feeds(run: Run, home: Path) -> None:
    """Only line ends change; everything else is kept to the letter."""
    text = "one\r\ntwo \t three  \r\nfour"
    run("reflect", *TO_THE_END, stdin=answers_file(best=text, struggle=STRUGGLE))
    kept = tomli.loads(entries(home)[0].read_text())
    assert kept["answer"][0]["value"] == "one\ntwo \t three  \nfour"


def test_exit_codes_stand_in_one_table(run: Run) -> None:
    """`leadcoach help exit-codes` names every code there is."""
    out = run("help", "exit-codes").out
    for code in ExitCode:
        assert f"{int(code)}:" in out or f"{int(code)} " in out


def test_help_is_plain_text(run: Run) -> None:
    """No boxes and no escape codes; the commands in the order of a person's path."""
    out = run("--help").out
    order = [
        "reflect",
        "compare",
        "resume",
        "journal",
        "commitment",
        "exercise",
        "help",
    ]
    places = [out.index(f"\n  {name} ") for name in order]
    assert places == sorted(places)
    assert out.isascii()


def test_main_never_touches_the_real_streams(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What a run prints goes where it was told to."""
    out, err = io.StringIO(), io.StringIO()
    around = Surroundings(io.StringIO(), out, err, {"LEADCOACH_HOME": "/nowhere"})
    assert main(["--help"], around) == 0
    assert main(["--nonsense"], around) == 2
    assert capsys.readouterr() == ("", "")
