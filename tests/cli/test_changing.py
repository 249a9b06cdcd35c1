"""A person edits, removes, restores, undoes and erases, and is told what happened."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from leadcoach import disk
from leadcoach.errors import DiskRefused, ExitCode
from leadcoach.journal.store import Journal
from tests.conftest import NOW, Ran, Run

BEST = "I asked the night shift first, and they told me what the roof needs."
STRUGGLE = "I put off the hard talk."


@pytest.fixture
def entry(run: Run, home: Path) -> Path:
    """Write one entry and return its file."""
    answers = (f"best={BEST}", f"struggle={STRUGGLE}", "commit=ask who minds")
    given = [part for each in answers for part in ("--answer", each)]
    assert run("reflect", "--no-input", "--no-mirror", *given).code == ExitCode.DONE
    return Journal(home / "journal").paths()[0]


@pytest.fixture
def edited(run: Run, tmp_path: Path) -> Callable[..., Ran]:
    """Return a function that runs `journal edit` with a shell script as the editor."""

    def edit(script: str, *argv: str) -> Ran:
        program = tmp_path / "my-editor"
        program.write_text(f'#!/bin/sh\nfile="$1"\n{script}\n')
        program.chmod(0o700)
        environ = {"EDITOR": str(program)}
        return run("journal", "edit", *argv, terminal=True, environ=environ)

    return edit


def trashed(home: Path) -> list[str]:
    return sorted(path.read_text() for path in (home / "trash").glob("*Z-*.toml"))


# Edit


def test_words_are_changed_in_the_editor(
    entry: Path, edited: Callable[..., Ran], home: Path, tmp_path: Path
) -> None:
    before = entry.read_text()

    ran = edited(
        f'cp "$file" {tmp_path}/seen; sed -i "s/hard talk/talk with M/" "$file"'
    )

    seen = (tmp_path / "seen").read_text()
    assert f"{BEST}\n\n==== 2  When do you struggle as a leader? ====" in seen
    assert ran.code == ExitCode.DONE
    assert entry.read_text() == before.replace("hard talk", "talk with M")
    assert trashed(home) == [before]
    assert "in the trash for 30 days" in ran.err
    assert not [path for path in home.rglob("*.txt")]


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("true", "The text came back as it was"),
        (': > "$file"', "The text came back empty"),
        ('rm "$file"', "What the editor saved cannot be read"),
        ("exit 1", "ended with an error (1)"),
        ('printf "\\n \\n" > "$file"', "The text came back empty"),
    ],
)
@pytest.mark.parametrize("argv", [[], ["--question", "struggle"]])
def test_an_unchanged_or_emptied_text_changes_nothing_and_says_so(
    script: str,
    said: str,
    argv: list[str],
    entry: Path,
    edited: Callable[..., Ran],
    home: Path,
) -> None:
    before = entry.read_bytes()

    ran = edited(script, *argv)

    assert said in " ".join(ran.err.split())
    assert "Nothing was changed." in " ".join(ran.err.split())
    assert entry.read_bytes() == before
    assert not (home / "trash").exists()


@pytest.mark.parametrize(
    "script",
    [
        'sed -i "/==== 2/d" "$file"',
        'sed -i "s/==== 2/=== 2/" "$file"',
        'echo "==== a line of mine" >> "$file"',
        'cat "$file" "$file" > "$file.2"; mv "$file.2" "$file"',
        'echo "only my words" > "$file"',
    ],
)
def test_a_text_that_cannot_be_read_back_changes_nothing_and_is_kept(
    script: str, entry: Path, edited: Callable[..., Ran], home: Path
) -> None:
    before = entry.read_bytes()

    ran = edited(f'sed -i "s/hard talk/talk with M/" "$file"; {script}')

    (kept,) = (home / "drafts").glob("edited-*.txt")
    assert ran.code == ExitCode.USAGE
    assert entry.read_bytes() == before
    assert "my words" in kept.read_text() or "talk with M" in kept.read_text()
    assert kept.name in "".join(ran.err.split())
    assert oct(kept.stat().st_mode)[-3:] == "600"


def test_words_that_look_like_our_lines_stay_words(
    run: Run, home: Path, edited: Callable[..., Ran]
) -> None:
    tricky = "==== 2  When do you struggle as a leader? ====\n===== and more"
    run("reflect", "--no-input", "--no-mirror", f"--answer=best={tricky}",
        "--answer=struggle=s", "--answer=commit=c")  # fmt: skip
    (path,) = Journal(home / "journal").paths()

    ran = edited('sed -i "s/and more/and less/" "$file"')

    assert ran.code == ExitCode.DONE
    entry = Journal(home / "journal").load(path)
    assert entry.value("best") == tricky.replace("more", "less")
    assert entry.value("struggle") == "s"


def test_one_emptied_answer_stays_and_the_others_change(
    entry: Path, edited: Callable[..., Ran], home: Path
) -> None:
    ran = edited(f'sed -i "s/^{STRUGGLE}$//; s/roof/shed/" "$file"')

    kept = Journal(home / "journal").load(entry)
    assert "struggle: it came back empty, so it stays as it was." in ran.err
    assert kept.value("struggle") == STRUGGLE
    assert kept.value("best") == BEST.replace("roof", "shed")


def test_one_answer_is_opened_alone(
    entry: Path, edited: Callable[..., Ran], home: Path, tmp_path: Path
) -> None:
    script = f'cp "$file" {tmp_path}/seen; printf "I waited." > "$file"'
    ran = edited(script, "1", "--question", "struggle")

    assert (tmp_path / "seen").read_text() == STRUGGLE
    assert ran.code == ExitCode.DONE
    assert Journal(home / "journal").load(entry).value("struggle") == "I waited."


def test_a_commitment_changes_in_both_its_places(
    entry: Path, edited: Callable[..., Ran], run: Run
) -> None:
    edited('sed -i "s/ask who minds/ask R. first/" "$file"')

    assert "who minds" not in entry.read_text()
    assert "I will: ask R. first" in run("commitment", "list").out


def test_without_a_terminal_or_an_editor_it_says_what_to_do(
    entry: Path, run: Run
) -> None:
    alone = run("journal", "edit")
    no_editor = run("journal", "edit", terminal=True)

    assert (alone.code, no_editor.code) == (ExitCode.USAGE, ExitCode.USAGE)
    assert "--answer ID=" in alone.err
    assert "leadcoach settings set editor" in no_editor.err


def test_an_answer_is_changed_without_an_editor(
    entry: Path, run: Run, home: Path
) -> None:
    ran = run(
        "journal", "edit", "--answer", "struggle=I waited.", "--answer", "commit.sure=4"
    )

    kept = Journal(home / "journal").load(entry)
    assert ran.code == ExitCode.DONE
    assert kept.value("struggle") == "I waited."
    assert (kept.commitments[0].action, kept.commitments[0].sure) == (
        "ask who minds",
        4,
    )
    assert kept.value("commit") == {"action": "ask who minds", "sure": 4}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("struggle=", "this is empty"),
        ("strugle=words", "Did you mean “struggle”?"),
        ("commit.sure=9", "A number from 1 to 5 is needed"),
    ],
)
def test_an_answer_that_cannot_be_changes_nothing(
    answer: str, said: str, entry: Path, run: Run
) -> None:
    before = entry.read_bytes()

    ran = run("journal", "edit", "--answer", "best=other", "--answer", answer)

    assert ran.code == ExitCode.USAGE
    assert said in " ".join(ran.err.split())
    assert entry.read_bytes() == before


def test_a_number_and_a_choice_are_checked_by_their_question(
    run: Run, home: Path
) -> None:
    run("compare", "--no-input", "--quick", "--answer", "situation=I moved it.",
        "--answer", "own=4", "--answer", "others=2", "--answer", "say=alone")  # fmt: skip
    (path,) = Journal(home / "journal").paths()

    assert run("journal", "edit", "--answer", "own=9").code == ExitCode.USAGE
    assert (
        run("journal", "edit", "--answer", "own=2", "--answer", "say=shared").code == 0
    )

    entry = Journal(home / "journal").load(path)
    assert (entry.value("own"), entry.value("say")) == (2, "shared")
    assert list(entry.answers[-1].labels) == ["shared"]


def test_without_its_exercise_only_words_can_be_changed(
    entry: Path, run: Run, home: Path
) -> None:
    entry.write_text(entry.read_text().replace('"reflect"', '"gone"'))

    assert run("journal", "edit", "--answer", "struggle=I waited.").code == 0
    assert run("journal", "edit", "--answer", "commit.sure=4").code == ExitCode.USAGE
    assert Journal(home / "journal").load(entry).value("struggle") == "I waited."


LONG = (
    "Last spring the roof of the hall leaked and nobody wanted to decide. I asked each "
    "of the night shift what they needed before I said anything. I wrote the list on "
    "the wall and we chose together what to mend first. I gave the keys to Ana and I "
    "let her run the week. It was slower and it held."
)


def test_a_page_moves_with_its_sentences_and_loses_what_is_gone(
    run: Run, home: Path
) -> None:
    run("reflect", "--no-input", f"--answer=best={LONG}", f"--answer=struggle={LONG}",
        "--answer=commit=c")  # fmt: skip
    journal = Journal(home / "journal")
    (path,) = journal.paths()
    reading = journal.load(path).reading
    assert reading is not None
    assert [each for each in reading.quotes if each.answer == "best"]

    run("journal", "edit", "--answer", f"best=Well. {LONG}")
    moved = journal.load(path)
    assert moved.reading is not None
    assert moved.reading.paragraphs == reading.paragraphs
    for each in moved.reading.every_quote():
        assert str(moved.value(each.answer))[each.start : each.end] == each.text

    ran = run("journal", "edit", "--answer", "best=I slept.")
    assert "that part of it is left out" in " ".join(ran.err.split())
    less = journal.load(path).reading
    assert less is not None
    assert {each.answer for each in less.every_quote()} == {"struggle"}
    shown = run("journal", "show").out
    assert "At your best you wrote" not in shown
    assert "Where you struggle you wrote" in shown


def test_what_others_added_to_an_entry_survives_an_edit(entry: Path, run: Run) -> None:
    entry.write_text('mood = "calm"\n' + entry.read_text())

    run("journal", "edit", "--answer", "struggle=I waited.")

    assert 'mood = "calm"' in entry.read_text()


def test_an_entry_of_a_newer_leadcoach_is_shown_and_not_edited(
    entry: Path, run: Run
) -> None:
    entry.write_text(entry.read_text().replace("format = 1", "format = 2"))
    before = entry.read_bytes()

    ran = run("journal", "edit", "--answer", "struggle=I waited.")

    assert run("journal", "show").code == ExitCode.DONE
    assert ran.code == ExitCode.UNREADABLE
    assert "a newer leadcoach wrote it" in " ".join(ran.err.split())
    assert entry.read_bytes() == before
    assert run("journal", "remove", "1", "--yes").code == ExitCode.DONE


def test_words_that_could_not_be_saved_are_kept_in_a_file(
    entry: Path,
    edited: Callable[..., Ran],
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(path: Path, content: bytes) -> None:
        raise DiskRefused(f"{path} could not be written: No space left on device.")

    monkeypatch.setattr(disk, "atomic_write", full)
    ran = edited('sed -i "s/hard talk/talk with M/" "$file"')

    (kept,) = (home / "drafts").glob("edited-*.txt")
    assert ran.code == ExitCode.DISK
    assert "talk with M" in kept.read_text()
    assert STRUGGLE in entry.read_text()


def test_the_entry_changed_while_the_editor_was_open(
    entry: Path, edited: Callable[..., Ran], home: Path
) -> None:
    ran = edited(f'echo "# by hand" >> {entry}; sed -i "s/hard/long/" "$file"')

    (kept,) = (home / "drafts").glob("edited-*.txt")
    assert ran.code == ExitCode.UNREADABLE
    assert "changed meanwhile" in " ".join(ran.err.split())
    assert "long talk" in kept.read_text()
    assert entry.read_text().endswith("# by hand\n")


# Remove, restore, undo


def test_removing_asks_first_and_shows_none_of_your_words(
    entry: Path, run: Run
) -> None:
    ran = run("journal", "remove", "1", stdin="no\n", terminal=True)

    assert entry.exists()
    assert "2026-11-21, 19:30: Best, struggle, mirror" in ran.err
    assert "Nothing was changed." in ran.err
    assert "night shift" not in ran.err + ran.out
    assert run("journal", "remove", "1").code == ExitCode.USAGE
    assert entry.exists()


def test_a_removed_entry_is_listed_and_comes_back(
    entry: Path, run: Run, home: Path
) -> None:
    before = entry.read_bytes()
    assert run("journal", "remove", "1", stdin="yes\n", terminal=True).code == 0
    assert not entry.exists()

    listed = run("journal", "restore", "--json")
    assert entry.stem in listed.out
    assert '"why": "removed"' in listed.out

    assert run("journal", "restore", entry.stem[:12]).code == ExitCode.DONE
    assert entry.read_bytes() == before
    assert trashed(home) == []
    assert "The trash is empty" in run("journal", "restore").out


def test_undo_says_what_it_takes_back_and_a_second_that_there_is_no_more(
    entry: Path, run: Run
) -> None:
    run("journal", "remove", "1", "--yes")

    first, second = run("journal", "undo"), run("journal", "undo")

    assert f"The last change: removed {entry.stem}" in " ".join(first.err.split())
    assert entry.exists()
    assert second.code == ExitCode.NOT_FOUND
    assert "nothing more to undo" in second.err


def test_undo_reaches_a_commitment(entry: Path, run: Run) -> None:
    run("commitment", "done", "1")
    assert "No commitment is open" in run("commitment", "list").out

    assert run("journal", "undo").code == ExitCode.DONE

    assert "ask who minds" in run("commitment", "list").out


def test_what_leaves_the_trash_after_thirty_days_is_said(entry: Path, run: Run) -> None:
    run("journal", "edit", "--answer", "struggle=I waited.")

    ran = run("journal", "remove", "1", "--yes", now=NOW + dt.timedelta(days=31))

    assert "One file that was in the trash for 30 days is gone now." in ran.err


# For good, and all of it


def test_for_good_leaves_none_of_your_words(entry: Path, run: Run, home: Path) -> None:
    run("journal", "edit", "--answer", "struggle=I waited for my secret.")
    run("commitment", "done", "1")
    run("journal", "remove", "1", "--yes")

    ran = run("journal", "remove", entry.stem, "--for-good", "--yes")

    assert ran.code == ExitCode.DONE
    assert "Removed for good" in ran.err
    for path in home.rglob("*"):
        assert entry.stem not in path.name
        if path.is_file():
            content = path.read_bytes()
            assert not [w for w in (b"night shift", b"secret", entry.stem.encode())
                        if w in content], path  # fmt: skip
    assert run("journal", "remove", "1", "--for-good", "--yes").code == 3


def test_for_good_takes_what_the_doctor_mended_of_it_too(
    entry: Path, run: Run, home: Path
) -> None:
    conflict = "sync-conflict-20261121-193000-ABCDEF7"
    words = entry.read_bytes().replace(b"night shift", b"night watch")
    entry.with_name(f"{entry.stem}.{conflict}.toml").write_bytes(words)
    cut = entry.read_bytes()[:-20]
    entry.with_name(f".{entry.name}.99999999.0a1b2c3d.tmp").write_bytes(cut)
    run("doctor", "--repair")
    assert list((home / "repaired").rglob("*.toml"))

    ran = run("journal", "remove", entry.stem, "--for-good", "--yes")

    assert ran.code == ExitCode.DONE, ran.err
    kept = [path for path in home.rglob("*") if path.is_file()]
    assert [path for path in kept if b"night" in path.read_bytes()] == []


def test_for_good_takes_what_a_crash_left_under_another_sign_or_among_drafts(
    entry: Path, run: Run, home: Path
) -> None:
    """A leadcoach that was killed while it saved leaves words under a name of no entry."""
    words = entry.read_bytes()
    other = f"{entry.stem[:-8]}zzzzzzzz.toml"
    started = next(line for line in words.split(b"\n") if line.startswith(b"started"))
    draft = (
        b'format = 1\nexercise = "reflect"\nversion = "1"\n%b\n'
        b'saved = 2026-11-21T18:30:00Z\npassed = []\n\n[answers]\nbest = "%b"\n'
    ) % (started, BEST.encode())
    (home / "drafts").mkdir(exist_ok=True)
    entry.with_name(f".{other}.99999999.0a1b2c3d.tmp").write_bytes(words)
    entry.with_name(f".{other}.99999998.0a1b2c3d.tmp").write_bytes(words[:-40])
    (home / "drafts/.reflect-aaaaaaaa.toml.99999999.0a1b2c3d.tmp").write_bytes(draft)
    (home / "drafts/reflect-bbbbbbbb.toml").write_bytes(draft)

    ran = run("journal", "remove", entry.stem, "--for-good", "--yes")

    assert ran.code == ExitCode.DONE, ran.err
    kept = [path for path in home.rglob("*") if path.is_file()]
    assert [path for path in kept if BEST.encode() in path.read_bytes()] == []


@pytest.mark.parametrize(
    "left",
    [
        "drafts/notes of mine.txt",
        "journal/2026/11/.2026-11-21T193000-reflect-zzzzzzzz.toml.9.0a1b2c3d.tmp",
        "trash/some.bak",
        "repaired/20261121T193000/rest/a.txt",
    ],
)
def test_for_good_says_which_other_file_still_holds_words_of_it(
    left: str, entry: Path, run: Run, home: Path
) -> None:
    """What others wrote, or a piece without its beginning, is not removed unasked."""
    path = home / left
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"… {BEST} …")

    ran = run("journal", "remove", entry.stem, "--for-good", "--yes")

    assert ran.code == ExitCode.FOUND
    assert "".join(str(path).split()) in "".join(ran.err.split())
    assert "any more" not in ran.err
    assert "night shift" not in ran.err
    assert path.exists()


@pytest.mark.parametrize(
    "command", ["journal remove 1 --for-good --yes", "erase --yes"]
)
def test_what_a_crash_left_of_an_editor_goes_too(
    command: str, entry: Path, run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "runtime" / "leadcoach-99999999-0a1b2c3d"
    folder.mkdir(parents=True)
    (folder / "answer.txt").write_text(BEST)

    ran = run(*command.split(), environ={"XDG_RUNTIME_DIR": str(tmp_path / "runtime")})

    assert ran.code == 0, ran.err
    assert not folder.exists()


def test_for_good_leaves_other_sittings_alone(
    entry: Path, run: Run, home: Path
) -> None:
    later = NOW + dt.timedelta(hours=1)
    run(
        "reflect",
        terminal=True,
        stdin="Another day and other words.\n/pause\n",
        now=later,
    )
    (draft,) = home.glob("drafts/*.toml")

    assert run("journal", "remove", entry.stem, "--for-good", "--yes").code == 0
    assert draft.exists()


def test_for_good_asks_first(entry: Path, run: Run) -> None:
    assert run("journal", "remove", "1", "--for-good").code == ExitCode.USAGE
    run("journal", "remove", "1", "--for-good", stdin="y\n", terminal=True)

    assert entry.exists()


def test_erase_leaves_nothing_but_exercises_and_settings(
    entry: Path, run: Run, home: Path, tmp_path: Path
) -> None:
    run("exercise", "new", "mine")
    run("settings", "set", "plain", "true")
    run("journal", "edit", "--answer", "struggle=I waited.")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "letter.txt").write_text("not leadcoach's")
    (home / "journal" / "link").symlink_to(outside)
    (home / "drafts").mkdir(exist_ok=True)
    (home / "drafts" / "notes.txt").write_text("mine")
    kept = sorted([*home.glob("exercises/*"), home / "settings.toml"])

    declined = run("erase", stdin="no\n", terminal=True)
    assert "Nothing was erased." in declined.err
    assert "Entries: 1\nIn the trash: 1\n" in declined.err
    assert run("erase").code == ExitCode.USAGE
    assert entry.exists()
    ran = run("erase", "--yes")

    assert ran.code == ExitCode.DONE
    assert "All of it is erased." in ran.err
    assert sorted(path for path in home.rglob("*") if path.is_file()) == kept
    assert (outside / "letter.txt").exists()
    assert "nothing to erase" in run("erase", "--yes").err


def test_erase_refuses_a_folder_that_leads_elsewhere(
    entry: Path, run: Run, home: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "other"
    (home / "journal").rename(elsewhere)
    (home / "journal").symlink_to(elsewhere)

    ran = run("erase", "--yes")

    assert ran.code == ExitCode.USAGE
    assert "is a link to another place" in " ".join(ran.err.split())
    assert list(elsewhere.rglob("*.toml"))


def test_erase_refuses_a_folder_that_holds_your_home(
    entry: Path, run: Run, home: Path
) -> None:
    ran = run("erase", "--yes", environ={"HOME": str(home / "journal" / "me")})

    assert ran.code == ExitCode.USAGE
    assert "holds more than leadcoach keeps" in " ".join(ran.err.split())
    assert entry.exists()


def test_erase_says_what_it_could_not_remove(
    entry: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Io(disk.Io):
        def unlink(self, path: str) -> None:
            if path.endswith(entry.name):
                raise PermissionError(13, "Permission denied")
            super().unlink(path)

    monkeypatch.setattr(disk, "io", Io())
    ran = run("erase", "--yes")

    assert ran.code == ExitCode.DISK
    assert entry.name in "".join(ran.err.split())
    assert "night shift" not in ran.err


def test_a_picked_sentence_whose_answer_says_it_no_more_can_be_edited_too(
    run: Run, home: Path, edited: Callable[..., Ran]
) -> None:
    told = ("best=Rui shouted. I waited.", "best_heart=1", "struggle=I put it off.")
    run(
        "reflect", "--no-input", *(part for each in told for part in ("--answer", each))
    )

    first = run("journal", "edit", "--answer", "best=R shouted. I waited.")
    assert "A sentence that you picked stays as it was." in first.err
    assert edited('sed -i s/Rui/R/ "$file"').code == 0

    (path,) = (each for each in home.glob("journal/*/*/*reflect*.toml"))
    assert "Rui" not in path.read_text(encoding="utf-8")
