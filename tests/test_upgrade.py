"""What earlier versions wrote is read, found and changed; newer forms are only read (F19).

tests/journal/earlier has a folder for each commit that changed what entries or drafts
hold: one of each as that version wrote it, of made-up words. A new folder is made with
`git archive COMMIT`, and `reflect` of what comes out.
"""

import re
import shutil
from pathlib import Path

import pytest

from leadcoach.journal.drafts import Drafts
from leadcoach.journal.store import Journal
from tests.conftest import Run

EARLIER = Path(__file__).parent / "journal" / "earlier"
VERSIONS = sorted(path.name for path in EARLIER.iterdir() if path.is_dir())


@pytest.fixture(params=VERSIONS)
def earlier(request: pytest.FixtureRequest, home: Path) -> Path:
    """Give a home as an earlier version left it."""
    left_by(str(request.param), home)
    return home


def left_by(version: str, home: Path) -> None:
    """Make `home` what a version left; git keeps no modes of files."""
    shutil.copytree(EARLIER / version, home)
    for path in [home, *home.rglob("*")]:
        path.chmod(0o700 if path.is_dir() else 0o600)


def entry_in(home: Path) -> Path:
    [path] = Journal(home / "journal").paths()
    return path


def test_an_entry_of_an_earlier_version_is_listed_shown_and_found(
    earlier: Path, run: Run
) -> None:
    listed, shown = run("journal", "list"), run("journal", "show")
    found, tagged = (
        run("journal", "search", "landlord"),
        run("journal", "list", "--tag", "budget"),
    )

    assert "2026-11-21" in listed.out
    assert "I rang the landlord" in " ".join(shown.out.split())
    assert found.code == 0
    assert "landlord" in found.out
    assert tagged.code == 0
    assert "reflect" in tagged.out
    assert "ask Ana" in run("commitment", "list").out
    assert run("doctor").code == 0


def test_one_answer_of_it_can_be_changed_and_all_else_stays(
    earlier: Path, run: Run
) -> None:
    path = entry_in(earlier)
    before = Journal(earlier / "journal").load(path)

    ran = run("journal", "edit", "last", "--answer", "edge=asking sooner")

    assert ran.code == 0, ran.err
    after = Journal(earlier / "journal").load(entry_in(earlier))
    assert after.value("edge") == "asking sooner"
    kept = [answer for answer in before.answers if answer.id != "edge"]
    assert [answer for answer in after.answers if answer.id != "edge"] == kept
    assert (after.started, after.commitments) == (before.started, before.commitments)
    assert run("journal", "undo").code == 0
    assert entry_in(earlier).read_bytes() == entry_in_version(earlier)


def test_words_that_are_changed_stand_nowhere_in_its_file_any_more(
    earlier: Path, run: Run
) -> None:
    assert "landlord" in entry_in(earlier).read_text()

    run("journal", "edit", "last", "--answer", "best=I asked.")

    assert "landlord" not in entry_in(earlier).read_text()


def entry_in_version(home: Path) -> bytes:
    name = entry_in(home).name
    [original] = EARLIER.rglob(name)
    return original.read_bytes()


def test_it_is_taken_out_byte_for_byte(earlier: Path, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = run("journal", "export", "--format", "folder", "--output", str(out))

    assert ran.code == 0, ran.err
    [copy] = out.rglob("*-reflect-*.toml")
    assert copy.read_bytes() == entry_in(earlier).read_bytes()


def test_a_draft_of_an_earlier_version_is_gone_on_with(earlier: Path, run: Run) -> None:
    [name] = Drafts(earlier / "drafts").names()
    before = Drafts(earlier / "drafts").load(name)

    ran = run("resume", terminal=True, stdin="/pause\n")

    assert ran.code == 0, ran.err
    after = Drafts(earlier / "drafts").load(name)
    assert after.answers == before.answers
    assert "best" in after.answers


def test_what_is_new_in_reflect_is_told_once_and_in_three_lines(
    earlier: Path, run: Run
) -> None:
    first = run("reflect", terminal=True, stdin="2\n/pause\n")
    again = run("reflect", terminal=True, stdin="2\n/pause\n")

    [said] = re.findall(r"New in reflect:(?:.*\n){3}", first.err)
    assert "stays as it is" in said.splitlines()[-1]
    assert "New in reflect" not in again.err


def test_news_are_told_to_nobody_new_and_to_no_script(
    earlier: Path, run: Run, tmp_path: Path
) -> None:
    script = run("reflect", "--no-input", "--answer", "best=I asked.")
    other = run("compare", terminal=True, stdin="/pause\n")
    new = run(
        "reflect",
        terminal=True,
        stdin="/pause\n",
        environ={"LEADCOACH_HOME": str(tmp_path / "new")},
    )

    assert "New in reflect" not in script.err + other.err + new.err


def test_a_draft_that_waits_at_a_question_that_is_gone_goes_on_and_loses_nothing(
    earlier: Path, run: Run
) -> None:
    """It shows what was set aside, holds the mirror up anew, and keeps all of it."""
    [file] = (earlier / "drafts").glob("*.toml")
    text = file.read_text().replace("passed = []", 'passed = ["reading"]')
    text = text.replace("[answers]", "[answers]\nclose = 4")
    file.write_text(f"{text}\n[typing]\namend = 'It leaves'\n")
    before = Drafts(earlier / "drafts").load(file.stem)

    ran = run("resume", terminal=True, stdin="/pause\n")

    said = " ".join(ran.err.split())
    assert "This is set aside, and kept:" in said
    assert "close: 4 of 5" in said
    assert "where: a team" in said
    assert "amend unfinished: It leaves" in said
    assert "Which sentence holds the heart of it?" in said
    after = Drafts(earlier / "drafts").load(file.stem)
    assert after.answers == before.answers
    assert after.typing == before.typing

    lines = ["/skip"] * 22 + ["1"]
    done = run("resume", terminal=True, stdin="".join(f"{each}\n" for each in lines))
    assert done.code == 0, done.err
    journal = Journal(earlier / "journal")
    entries = map(journal.load, journal.paths())
    [kept] = [
        each.unknown["set_aside"] for each in entries if "set_aside" in each.unknown
    ]
    assert kept == {"where": "team", "close": 4, "amend unfinished": "It leaves"}


def test_answers_to_questions_that_are_gone_are_changed_with_their_checks(
    earlier: Path, run: Run
) -> None:
    ran = run(
        "journal", "edit", "last", "--answer", "where=home", "--answer", "close=2"
    )
    wrong = run("journal", "edit", "last", "--answer", "where=nowhere")

    assert (ran.code, wrong.code) == (0, 2)
    entry = Journal(earlier / "journal").load(entry_in(earlier))
    assert (entry.value("where"), entry.value("close")) == ("home", 2)
    assert "family or care" in run("journal", "show").out


# Newer forms


@pytest.fixture
def newer(home: Path) -> Path:
    """Give a home with an entry and a draft in a form that is not known yet."""
    left_by(VERSIONS[-1], home)
    for path in home.rglob("*.toml"):
        text = path.read_text().replace("format = 1", "format = 2\nmood = 'calm'", 1)
        path.write_text(text)
    return home


def test_a_newer_entry_is_shown_and_found_and_no_damage(newer: Path, run: Run) -> None:
    assert "I rang the landlord" in " ".join(run("journal", "show").out.split())
    assert "landlord" in run("journal", "search", "landlord").out
    assert "All is well" in run("doctor").out


def test_a_newer_entry_is_never_rewritten(newer: Path, run: Run) -> None:
    path = entry_in(newer)
    before = path.read_bytes()

    ran = run("journal", "edit", "last", "--answer", "edge=asking sooner")

    assert ran.code == 4
    assert "newer" in ran.err
    assert path.read_bytes() == before
    assert list(newer.glob("journal/*/*/*")) == [path]


def test_a_newer_draft_is_never_rewritten(newer: Path, run: Run) -> None:
    [draft] = newer.glob("drafts/*.toml")
    before = draft.read_bytes()

    run("resume", terminal=True, stdin="/pause\n")

    assert draft.read_bytes() == before


def test_a_newer_entry_goes_out_and_away_with_every_byte(
    newer: Path, run: Run, tmp_path: Path
) -> None:
    before = entry_in(newer).read_bytes()
    out = tmp_path / "out"

    run("journal", "export", "--with-private", "--output", str(out))
    ran = run("journal", "remove", "last", "--yes")

    assert ran.code == 0, ran.err
    [copy] = out.rglob("*-reflect-*.toml")
    assert copy.read_bytes() == before
    assert Journal(newer / "journal").paths() == []
    assert run("journal", "undo").code == 0
    assert entry_in(newer).read_bytes() == before


def test_there_is_a_journal_of_each_earlier_form() -> None:
    assert len(VERSIONS) >= 5
    for version in VERSIONS:
        assert list((EARLIER / version / "journal").rglob("*.toml"))
        assert list((EARLIER / version / "drafts").glob("*.toml"))
