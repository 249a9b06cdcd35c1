"""A journal can be taken away as a whole, and nothing private goes with it unasked."""

import datetime as dt
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from leadcoach.domain.entry import Answer, Commitment, Entry
from leadcoach.domain.reading import Quote, Reading
from leadcoach.errors import ExitCode
from leadcoach.journal.store import Journal
from leadcoach.paths import help_topics
from tests.answers import HOSTILE
from tests.conftest import Run
from tests.journal.small import mark_done

PARIS = dt.timezone(dt.timedelta(hours=1))
CANARY = "QUOKKA"
SHAPES = ("folder", "markdown", "jsonl", "html")
STRUCTURE = (
    "# no heading\n- no list\n\n> no quote\n1. no number\n---\n<b>no tag</b> *x*"
)


def entry(day: int, *answers: Answer, **more: object) -> Entry:
    at = dt.datetime(2026, 11, day, 19, 30, tzinfo=PARIS)
    known: dict[str, object] = {"title": "A first look", "answers": answers, **more}
    return Entry(
        exercise="reflect",
        version="1",
        sha256="25b0",
        language="en",
        started=at,
        finished=at,
        zone="Europe/Paris",
        local_date=at.date(),
        **known,  # type: ignore[arg-type]
    )


def best(words: str) -> Answer:
    return Answer("best", "long", "When were you at your best?", words)


def secret(words: str = f"I fear that {CANARY} leaves us this winter") -> Answer:
    return Answer("fear", "long", "What do you fear?", words, private=True)


@pytest.fixture
def journal(home: Path) -> Journal:
    journal = Journal(home / "journal")
    journal.add(entry(3, best("I asked the night shift first.")))
    journal.add(entry(7, best(STRUCTURE), amended="I lead by asking."))
    journal.add(
        entry(
            9,
            best(HOSTILE),
            reading=Reading("mirror", "1", paragraphs=("You speak of red text.",)),
            commitments=(Commitment("ask Kim", "it is Monday"), Commitment("rest")),
        )
    )
    mark_done(journal, "ask Kim", dt.date(2026, 11, 12))
    return journal


@pytest.fixture
def with_secrets(journal: Journal) -> Journal:
    told = secret()
    quote = Quote(CANARY, "fear", 12, 18)
    asked = f"You wrote “{told.value}”. And now?"
    journal.add(
        entry(
            15,
            best("I asked."),
            told,
            Answer("next", "short", asked, "I wait."),
            Answer(
                "do", "commitment", "What?", {"action": f"tell {CANARY}"}, private=True
            ),
            reading=Reading(
                "mirror", "1", paragraphs=(f"You say “{CANARY}”.",), quotes=(quote,)
            ),
            commitments=(Commitment(f"tell {CANARY}"),),
        )
    )
    last = Answer("again", "short", f"Last time: {told.value}. And now?", "Better.")
    journal.add(entry(17, last))
    return journal


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def exported(run: Run, tmp_path: Path, shape: str, *options: str) -> bytes:
    """Return everything that an export of this shape holds, names and all."""
    output = tmp_path / f"out-{shape}"
    ran = run("journal", "export", "--format", shape, "--output", str(output), *options)
    assert ran.code == 0, ran.err
    if output.is_file():
        return output.read_bytes()
    return b"".join(
        name.encode() + content for name, content in files_in(output).items()
    )


# A folder


def test_the_folder_holds_the_same_files_byte_for_byte(
    run: Run, journal: Journal, tmp_path: Path
) -> None:
    ran = run("journal", "export", "--output", str(tmp_path / "out"))

    files = files_in(tmp_path / "out")
    assert b"no leadcoach" not in files["README.txt"]
    assert b"TOML" in files.pop("README.txt")
    assert files == files_in(journal.folder)
    assert "3 entries" in ran.err
    assert "whoever has the folder can read it" in " ".join(ran.err.split())


def test_only_entries_that_fit_leave_and_only_their_commitments(
    run: Run, journal: Journal, tmp_path: Path
) -> None:
    run("journal", "export", "--output", str(tmp_path / "out"), "--until", "2026-11-07")

    files = files_in(tmp_path / "out")
    assert sorted(name[8:18] for name in files if name != "README.txt") == [
        "2026-11-03",
        "2026-11-07",
    ]


def test_a_newer_and_an_unreadable_file_leave_as_they_are_when_all_may_leave(
    run: Run, journal: Journal, tmp_path: Path
) -> None:
    month = journal.folder / "2026" / "11"
    newer = month / "2026-11-18T080000-reflect-abcdefgh.toml"
    newer.write_text("format = 9\nall = 'new'\n")
    broken = month / "2026-11-19T080000-reflect-abcdefgh.toml"
    broken.write_bytes(b"\xff\x00 half")

    ran = run("journal", "export", "--output", str(tmp_path / "a"), "--with-private")
    files = files_in(tmp_path / "a")
    assert files[f"2026/11/{newer.name}"] == newer.read_bytes()
    assert files[f"2026/11/{broken.name}"] == broken.read_bytes()
    assert broken.name in ran.err

    ran = run("journal", "export", "--output", str(tmp_path / "b"))
    assert ran.code == ExitCode.UNREADABLE
    assert "3 entries in" in ran.err
    assert not any("reflect-abcdefgh" in name for name in files_in(tmp_path / "b"))
    assert newer.name in ran.err
    assert broken.name in ran.err


# Private answers


@pytest.mark.parametrize("shape", SHAPES)
def test_a_private_answer_and_all_that_quotes_it_stays_behind(
    run: Run, with_secrets: Journal, tmp_path: Path, shape: str
) -> None:
    assert CANARY.encode() not in exported(run, tmp_path, shape)


@pytest.mark.parametrize("shape", SHAPES)
def test_it_goes_along_when_that_is_asked_for(
    run: Run, with_secrets: Journal, tmp_path: Path, shape: str
) -> None:
    assert CANARY.encode() in exported(run, tmp_path, shape, "--with-private")


@pytest.mark.parametrize("shape", SHAPES)
def test_the_answer_to_a_question_can_be_left_out_everywhere(
    run: Run, journal: Journal, tmp_path: Path, shape: str
) -> None:
    out = exported(run, tmp_path, shape, "--without", "best")

    assert b"night shift" not in out
    assert b"no heading" not in out
    assert b"lead by asking" in out


def test_what_was_left_out_is_said(
    run: Run, with_secrets: Journal, tmp_path: Path
) -> None:
    ran = run("journal", "export", "--output", str(tmp_path / "out"))

    assert "2 private answers were left out" in " ".join(ran.err.split())
    assert CANARY not in ran.err


def test_with_a_slip_in_what_is_to_be_left_out_nothing_leaves(
    run: Run, journal: Journal, tmp_path: Path
) -> None:
    options = ("--without", "bset", "--without", "best", "--output", "-")
    ran = run("journal", "export", "--format", "jsonl", *options)

    assert (ran.code, ran.out) == (ExitCode.NOT_FOUND, "")
    assert "No answer in your journal is called “bset”." in ran.err
    assert "“best”" not in ran.err


def test_what_is_to_be_left_out_can_stand_in_other_entries_only(
    run: Run, with_secrets: Journal
) -> None:
    options = ("--on", "2026-11-03", "--without", "fear", "--output", "-")

    assert run("journal", "export", "--format", "jsonl", *options).code == 0


def test_commitments_that_stay_keep_what_became_of_them(
    run: Run, journal: Journal, tmp_path: Path
) -> None:
    told = {"action": "tell R."}
    hidden = Answer("c", "commitment", "What?", told, private=True)
    path = journal.add(
        entry(20, hidden, commitments=(Commitment("tell R."), Commitment("sleep")))
    )
    mark_done(journal, "sleep", dt.date(2026, 11, 21))

    run("journal", "export", "--output", str(tmp_path / "out"))

    states = (tmp_path / "out" / "commitments.toml").read_text()
    assert f'"{path.stem}"' in states
    assert f"{path.stem}.2" not in states


# One file


def test_markdown_is_a_book_whose_words_are_never_taken_for_structure(
    run: Run, journal: Journal, tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    golden("export.md", exported(run, tmp_path, "markdown").decode())


def test_html_calls_nobody_and_shows_tags_as_words(
    run: Run, journal: Journal, tmp_path: Path
) -> None:
    text = exported(run, tmp_path, "html").decode()

    assert "default-src 'none'" in text
    assert "<b>no tag" not in text
    assert "\x1b" not in text
    assert "http" not in text.replace("http-equiv", "")


def test_lines_for_programs_hold_each_entry_and_its_file(
    run: Run, journal: Journal
) -> None:
    ran = run("journal", "export", "--format", "jsonl", "--output", "-")
    lines = [json.loads(line) for line in ran.out.splitlines()]

    *entries, states = lines
    assert [each["day"] for each in entries] == [
        "2026-11-03",
        "2026-11-07",
        "2026-11-09",
    ]
    assert entries[0]["answers"][0]["value"] == "I asked the night shift first."
    assert entries[1]["amended"] == "I lead by asking."
    assert entries[2]["reading"]["paragraphs"] == ["You speak of red text."]
    done, still_open = entries[2]["commitments"]
    assert (done["state"], done["changed"]) == ("done", "2026-11-12")
    assert still_open["state"] == "open"
    assert states["name"] == "commitments.toml"
    for each in entries:
        kept = journal.path_of(each["name"])
        assert each["file"].encode() == kept.read_bytes()


def test_a_dash_prints_it(run: Run, journal: Journal) -> None:
    ran = run("journal", "export", "--format", "markdown", "--output", "-")

    assert ran.out.startswith("# Your journal\n")
    assert "plain text" in ran.err


# Places


@pytest.mark.parametrize("shape", SHAPES)
def test_only_the_person_themselves_can_open_what_is_written(
    run: Run, journal: Journal, tmp_path: Path, shape: str
) -> None:
    before = os.umask(0)
    try:
        exported(run, tmp_path, shape)
    finally:
        os.umask(before)

    output = tmp_path / f"out-{shape}"
    for path in (output, *output.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_is_ever_written_over(
    run: Run, journal: Journal, tmp_path: Path, shape: str
) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "mine").write_text("mine")

    for output in (file, folder):
        ran = run("journal", "export", "--format", shape, "--output", str(output))
        assert ran.code == ExitCode.USAGE
    assert file.read_text() == "mine"
    assert files_in(folder) == {"mine": b"mine"}


def test_an_empty_folder_is_filled(run: Run, journal: Journal, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()

    assert run("journal", "export", "--output", str(tmp_path / "out")).code == 0
    assert (tmp_path / "out" / "README.txt").exists()


def test_the_journal_is_not_exported_into_itself(run: Run, journal: Journal) -> None:
    inside = journal.folder / "2027"

    ran = run("journal", "export", "--output", str(inside))

    assert ran.code == ExitCode.USAGE
    assert not inside.exists()


def test_it_asks_where_to(run: Run, journal: Journal) -> None:
    for options in ((), ("--output", "-")):
        ran = run("journal", "export", *options)
        assert ran.code == ExitCode.USAGE
        assert "--output" in ran.err


@pytest.mark.parametrize("shape", SHAPES)
def test_an_empty_journal_leaves_no_file(run: Run, tmp_path: Path, shape: str) -> None:
    output = tmp_path / "out"

    ran = run("journal", "export", "--format", shape, "--output", str(output))

    assert (ran.code, ran.err) == (ExitCode.FOUND, "There is nothing to export.\n")
    assert not output.exists()


def test_exporting_changes_nothing_in_the_journal(
    run: Run, with_secrets: Journal, tmp_path: Path, home: Path
) -> None:
    before = files_in(home)
    for shape in SHAPES:
        exported(run, tmp_path, shape)

    assert files_in(home) == before


@pytest.fixture
def no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    from leadcoach import disk

    class Full(disk.Io):
        def write(self, descriptor: int, chunk: memoryview) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "io", Full())


@pytest.mark.usefixtures("no_disk")
def test_a_full_disk_is_told_in_plain_words(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "home" / "journal" / "2026" / "11"
    folder.mkdir(parents=True)
    (folder / "2026-11-19T080000-reflect-abcdefgh.toml").write_text(
        'format = 1\nexercise = "reflect"\nversion = "1"\n'
        "started = 2026-11-19T08:00:00Z\nfinished = 2026-11-19T08:00:00Z\n"
        "local_date = 2026-11-19\n"
    )

    ran = run("journal", "export", "--output", str(tmp_path / "out"))

    assert ran.code == ExitCode.DISK
    assert "No space left on device" in ran.err


# Bringing it back


def test_a_dry_run_shows_what_would_come_in_and_writes_nothing(
    run: Run, journal: Journal, tmp_path: Path
) -> None:
    run("journal", "export", "--output", str(tmp_path / "out"))
    other = tmp_path / "other"
    environ = {"LEADCOACH_HOME": str(other)}

    ran = run("journal", "import", str(tmp_path / "out"), "--dry-run", environ=environ)

    assert ran.code == 0
    assert "leadcoach  3    2026-11-03 to 2026-11-09" in ran.out
    assert not other.exists()


def test_without_a_terminal_and_a_yes_nothing_comes_in(
    run: Run, home: Path, tmp_path: Path
) -> None:
    notes = tmp_path / "2026-11-21.md"
    notes.write_text("words")

    ran = run("journal", "import", str(notes))

    assert ran.code == ExitCode.USAGE
    assert "--yes" in ran.err
    assert not home.exists()


@pytest.mark.parametrize(("typed", "count"), [("yes\n", 1), ("no\n", 0), ("\n", 0)])
def test_only_a_typed_yes_brings_it_in(
    run: Run, home: Path, tmp_path: Path, typed: str, count: int
) -> None:
    notes = tmp_path / "2026-11-21.md"
    notes.write_text("words")

    ran = run("journal", "import", str(notes), stdin=typed, terminal=True)

    assert ran.code == 0
    assert Journal(home / "journal").count() == count


def test_what_came_in_can_be_undone_and_comes_in_again(
    run: Run, home: Path, tmp_path: Path
) -> None:
    notes = tmp_path / "j.txt"
    notes.write_text("[2026-11-21 09:05] One\n[2026-11-22 09:05] Two\n")
    kept = Journal(home / "journal")

    run("journal", "import", str(notes), "--yes")
    assert kept.count() == 2
    assert run("journal", "undo").code == 0
    assert kept.count() == 0
    again = run("journal", "import", str(notes), "--yes")
    assert "2 entries" in again.err
    assert kept.count() == 2


def test_nothing_new_is_said_and_asks_nothing(run: Run, tmp_path: Path) -> None:
    notes = tmp_path / "2026-11-21.md"
    notes.write_text("words")
    run("journal", "import", str(notes), "--yes")

    ran = run("journal", "import", str(notes))

    assert ran.code == 0
    assert "nothing new" in ran.err


def test_what_cannot_come_in_is_named_without_its_words(
    run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "2026-11-21.md").write_text("words")
    (folder / "walk.md").write_text(f"{CANARY} 2026-11-21")
    (folder / "bad.json").write_text('{"entries": [\n' + CANARY)

    ran = run("journal", "import", str(folder), "--dry-run")

    assert "walk.md: it tells no day" in ran.out
    assert "bad.json, line 2: it is not valid JSON" in ran.out
    assert CANARY not in ran.out + ran.err


def test_a_file_that_is_none_of_them_is_refused(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_text(f"Dear {CANARY}")

    ran = run("journal", "import", str(other))
    missing = run("journal", "import", str(tmp_path / "nowhere"))

    assert (ran.code, missing.code) == (ExitCode.UNREADABLE, ExitCode.NOT_FOUND)
    assert "letter.txt" in ran.err
    assert CANARY not in ran.err


def test_names_of_files_cannot_speak_to_the_terminal(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "a\x1b[31mb\u202e.md").write_text("words")

    ran = run("journal", "import", str(folder), "--dry-run")

    assert "\x1b" not in ran.out + ran.err
    assert "\u202e" not in ran.out + ran.err


def test_only_the_person_themselves_can_open_what_came_in(
    run: Run, home: Path, tmp_path: Path
) -> None:
    notes = tmp_path / "2026-11-21.md"
    notes.write_text("words")
    before = os.umask(0)
    try:
        run("journal", "import", str(notes), "--yes")
    finally:
        os.umask(before)

    for path in (home, *home.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


# Without us


def test_ten_lines_of_python_read_it_without_us(
    run: Run, journal: Journal, tmp_path: Path
) -> None:
    text = (help_topics() / "exporting.md").read_text(encoding="utf-8")
    code = text.partition("```\nimport ")[2].partition("```")[0]
    run("journal", "export", "--output", str(tmp_path / "out"))

    for folder in (tmp_path / "out", journal.folder):
        ran = subprocess.run(
            [sys.executable, "-I", "-X", "utf8", "-c", f"import {code}", str(folder)],
            capture_output=True,
            check=True,
        )
        assert ran.stdout.decode().startswith(
            "2026-11-03 A first look\n"
            "  When were you at your best?\n"
            "    I asked the night shift first.\n"
        )
    assert len(code.splitlines()) <= 10
