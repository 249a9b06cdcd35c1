"""Two homes that are written in at the same time, and joined by git or by a folder.

Nothing is lost, and nothing counts twice. What git is told is what `help machines` says.
"""

import datetime as dt
import json
import os
import random
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from leadcoach.paths import copied_from, help_topics
from tests.conftest import NOW, Ran, runs_in
from tests.journal.seeding import put

ROOT = Path(__file__).parents[1]
HELP = (help_topics() / "machines.md").read_text(encoding="utf-8")
LEFT_OUT, JOINED = re.findall(r"^```text\n(.*?)^```$", HELP, re.MULTILINE | re.DOTALL)
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not there")


@dataclass
class Computer:
    """A home, and a clock that goes on with each command."""

    home: Path
    now: dt.datetime = NOW

    def __call__(self, *argv: str, stdin: str = "") -> Ran:
        """Run a command a minute after the one before."""
        self.now += dt.timedelta(minutes=1)
        return runs_in(self.home)(*argv, now=self.now, stdin=stdin)

    def do(self, *argv: str) -> Ran:
        """Run a command that has to end well."""
        ran = self(*argv)
        assert ran.code == 0, (argv, ran.out, ran.err)
        return ran

    def sit(self, word: str, commit: str = "") -> None:
        given = [
            f"--answer=best=I asked {word} first.",
            "--answer=struggle=It was late.",
        ]
        given += [f"--answer=commit={commit}"] if commit else []
        self.do("reflect", "--no-input", "--no-mirror", *given)

    def told(self, *argv: str) -> Any:  # noqa: ANN401 - JSON
        return json.loads(self(*argv, "--json").out)

    def entries(self) -> list[str]:
        return [
            Path(each["path"]).stem
            for each in self.told("journal", "list", "--all")["entries"]
        ]

    def found(self, word: str) -> int:
        ran = self("journal", "search", word, "--json")
        return len(json.loads(ran.out)["entries"]) if ran.out else 0

    def states(self) -> dict[str, str]:
        told = self.told("commitment", "list", "--all")["commitments"]
        assert len({each["name"] for each in told}) == len(told)
        return {each["action"]: each["state"] for each in told}

    def damages(self) -> list[tuple[str, str, str]]:
        """Return the kind, the place and the detail of what the doctor found."""
        found = self.told("doctor", "--all")["found"]
        return [(each["kind"], each["where"], each["detail"]) for each in found]


def git(at: Path, *argv: str, code: int | None = 0) -> str:
    """Run git as a person of its own, whose files are closed to others."""
    environ = {"PATH": os.environ["PATH"], "HOME": str(at.parent)}
    for who in ("AUTHOR", "COMMITTER"):
        environ |= {f"GIT_{who}_NAME": "kim", f"GIT_{who}_EMAIL": "kim@example.org"}
    ran = subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *argv],
        cwd=at,
        env=environ,
        umask=0o077,
        check=False,
        capture_output=True,
        text=True,
    )
    assert code is None or ran.returncode == code, (argv, ran.stdout, ran.stderr)
    return ran.stdout + ran.stderr


def commit(at: Path) -> None:
    git(at, "add", "-A")
    git(at, "commit", "-q", "--allow-empty", "-m", "What I wrote")


def pulled(at: Path, code: int | None = 0) -> str:
    commit(at)
    return git(
        at, "pull", "-q", "--no-rebase", "--no-edit", "origin", "main", code=code
    )


@dataclass
class Pair:
    """Two computers with one journal."""

    one: Computer
    other: Computer

    def join(self) -> None:
        """Let git bring what each wrote to the other."""
        pulled(self.one.home)
        git(self.one.home, "push", "-q", "origin", "main")
        pulled(self.other.home)
        git(self.other.home, "push", "-q", "origin", "main")
        pulled(self.one.home)

    def clash(self) -> str:
        """Let git bring what one wrote to the other, where it cannot join it."""
        pulled(self.one.home)
        git(self.one.home, "push", "-q", "origin", "main")
        return pulled(self.other.home, code=1)


def begun(folder: Path) -> Computer:
    """Return a computer whose journal has two commitments and a course."""
    one = Computer(folder / "one")
    one.sit("Ana", "ask the night shift")
    one.sit("Kofi", "leave at six")
    one.sit("Mary", "call on Monday")
    one.do("course", "start", "shared-power")
    return one


@pytest.fixture(scope="module")
def in_git(tmp_path_factory: pytest.TempPathFactory) -> Computer:
    """Return the one of two computers, which nobody changes; the other is beside it."""
    folder = tmp_path_factory.mktemp("in-git")
    one = begun(folder)
    (one.home / ".gitignore").write_text(LEFT_OUT)
    (one.home / ".gitattributes").write_text(JOINED)
    git(folder, "init", "-q", "--bare", "between.git")
    git(one.home, "init", "-q")
    git(one.home, "remote", "add", "origin", "../between.git")
    commit(one.home)
    git(one.home, "push", "-q", "origin", "main")
    git(folder, "clone", "-q", "between.git", "other")
    git(folder / "other", "remote", "set-url", "origin", "../between.git")
    return one


@pytest.fixture
def by_git(in_git: Computer, tmp_path: Path) -> Pair:
    shutil.copytree(in_git.home.parent, tmp_path, symlinks=True, dirs_exist_ok=True)
    later = in_git.now + dt.timedelta(seconds=7)
    one = Computer(tmp_path / "one", in_git.now)
    return Pair(one, Computer(tmp_path / "other", later))


def both_write(one: Computer, other: Computer) -> None:
    """Write on both what two computers can write without seeing each other."""
    one.sit("Priya", "write the note")
    other.sit("Tomas", "ring the bell")
    one.do("jot", "The kingfisher came by.")
    other.do("jot", "The heron stood there.")
    one.do("commitment", "done", "leave at six", "--learnt", "Nobody\nminded: “fine”.")
    other.do("commitment", "partly", "ask the night", "--learnt", "Half of them.")
    one.do(
        "course",
        "next",
        "--no-input",
        "--answer=best=I asked Wu.",
        "--answer=struggle=I sat.",
    )
    other.do("course", "next", "--week", "2", "--leave-out")
    for each, name in ((one, "Paul"), (other, "Ines")):
        file = str(each.home.parent / f"{each.home.name}.toml")
        given = ("--take", "commitments", "--for", name, "--output", file, "--yes")
        each.do("share", *given)


def all_is_there_once(each: Computer) -> None:
    names = each.entries()
    assert len(names) == len(set(names)) == 8
    for word in ("Ana", "Kofi", "Mary", "Priya", "Tomas", "Wu", "kingfisher", "heron"):
        assert each.found(word) == 1, word
    assert each.states() == {
        "write the note": "open",
        "ring the bell": "open",
        "ask the night shift": "partly",
        "leave at six": "done",
        "call on Monday": "open",
    }
    assert "Half of them." in each("commitment", "show", "ask the night").out
    assert "minded: “fine”." in each("commitment", "show", "leave at six").out
    [course] = each.told("course", "show")["courses"]
    assert course["weeks"][0]["done"] == ["reflect"]
    assert course["weeks"][1]["open"] == []
    assert {given["for"] for given in each.told("share", "list")["shared"]} == {
        "Paul",
        "Ines",
    }
    exported = each("journal", "export", "--format", "jsonl", "--output", "-").out
    told = [json.loads(line)["name"] for line in exported.splitlines()]
    assert len(told) == len(set(told)) == 9  # with the file of commitments


# git


@needs_git
@pytest.mark.parametrize("before", [0, 2])
def test_what_was_shared_on_two_computers_stands_in_one_list(
    before: int, by_git: Pair
) -> None:
    share = ("share", "--take", "reflect.best", "--name=Ana", "--for=Paul", "--yes")

    def file(each: Computer, name: str) -> str:
        return f"--output={each.home.parent / name}"

    for number in range(before):
        by_git.one.do(*share, file(by_git.one, f"before{number}"))
    by_git.join()
    for each in (by_git.one, by_git.other):
        each.do(*share, file(each, f"of-{each.home.name}"))

    by_git.join()

    for each in (by_git.one, by_git.other):
        told = each.told("share", "list")["shared"]
        assert len(told) == before + 2
        assert {"of-one", "of-other"} <= {row["file"] for row in told}


@needs_git
def test_what_two_computers_wrote_is_joined_by_git_without_a_question(
    by_git: Pair,
) -> None:
    both_write(by_git.one, by_git.other)

    by_git.join()

    for each in (by_git.one, by_git.other):
        all_is_there_once(each)
        assert each.damages() == []


@needs_git
@pytest.mark.parametrize("first", ["one", "other"])
def test_what_was_said_last_of_a_commitment_counts_whoever_joins(
    first: str, by_git: Pair
) -> None:
    one, other = by_git.one, by_git.other
    one.do("commitment", "done", "leave at six")
    other.now += dt.timedelta(days=2)
    other.do("commitment", "partly", "leave at six", "--learnt", "Twice.")
    if first == "other":
        by_git = Pair(other, one)

    by_git.join()

    assert one.states()["leave at six"] == other.states()["leave at six"] == "partly"
    told = one("commitment", "show", "leave at six").out
    assert told.index("done") < told.index("Twice.")


def test_a_clock_that_was_ahead_once_does_not_keep_a_commitment_closed(
    tmp_path: Path,
) -> None:
    one = begun(tmp_path)
    now, one.now = one.now, one.now + dt.timedelta(days=2000)
    one.do("commitment", "done", "leave at six")
    one.now = now

    one.do("commitment", "reopen", "leave at six")

    assert one.states()["leave at six"] == "open"


@needs_git
def test_one_entry_edited_in_two_places_is_one_entry_where_it_can_be(
    by_git: Pair,
) -> None:
    one, other = by_git.one, by_git.other
    one.do("journal", "edit", "1", "--answer", "best=I asked the wagtail.")
    other.do("journal", "edit", "1", "--answer", "struggle=The magpie was late.")

    by_git.join()

    for each in (one, other):
        assert len(each.entries()) == 3
        assert each.found("wagtail") == each.found("magpie") == 1
        assert each.damages() == []


@needs_git
@pytest.mark.parametrize("end", ["", "\n\nAnd then I left.\n"])
def test_one_answer_edited_in_two_places_is_named_and_both_come_in(
    end: str, by_git: Pair
) -> None:
    """Also where the text goes over lines, so that git's signs stand inside of it."""
    one, other = by_git.one, by_git.other
    for each, bird in ((one, "wagtail"), (other, "magpie")):
        each.do("journal", "edit", "1", "--answer", f"best=Before.\nThe {bird}.{end}")
    clash = by_git.clash()

    assert "CONFLICT" in clash

    [(kind, where, _)] = other.damages()
    assert kind == "git-markers"
    assert "Of commitments.toml" in " ".join(other("doctor").out.split())
    other("doctor", "--repair")
    (other.home / where).unlink()
    [repaired] = (other.home / "repaired").iterdir()
    other.do("journal", "import", str(repaired), "--yes")
    assert other.found("wagtail") == other.found("magpie") == 1
    assert other.damages() == []


@needs_git
def test_an_entry_removed_here_and_edited_there_is_not_lost(by_git: Pair) -> None:
    one, other = by_git.one, by_git.other
    one.do("journal", "remove", "1", "--yes")
    other.do("journal", "edit", "1", "--answer", "best=I asked the wagtail.")
    clash = by_git.clash()

    assert "CONFLICT (modify/delete)" in clash

    assert other.found("wagtail") == 1
    pulled_again = Pair(other, one)
    commit(other.home)
    pulled_again.join()
    assert one.found("wagtail") == 1
    assert len(one.entries()) == 3


@needs_git
def test_without_being_told_how_to_join_git_leaves_signs_that_can_be_taken_out(
    by_git: Pair,
) -> None:
    one, other = by_git.one, by_git.other
    for each in (one, other):
        (each.home / ".gitattributes").unlink()
    by_git.join()
    both_write(one, other)
    clash = by_git.clash()

    assert "commitments.toml" in clash

    signed = {where for kind, where, _ in other.damages() if kind == "git-markers"}
    assert signed == {"journal/commitments.toml", "shared.toml"}
    assert other("commitment", "list").code == 4
    for where in signed:
        file = other.home / where
        signs = r"^(?:<{7}|={7}|>{7}).*\n"
        file.write_text(re.sub(signs, "", file.read_text(), flags=re.MULTILINE))
    all_is_there_once(other)
    assert other.damages() == []


@needs_git
@pytest.mark.parametrize("theirs", [False, True])
def test_settings_changed_on_both_sides_are_those_of_one_as_help_says(
    by_git: Pair, *, theirs: bool
) -> None:
    one, other = by_git.one, by_git.other
    one.do("settings", "set", "history", "no")
    by_git.join()
    for each in (one, other):
        each.do("settings", "set", "safety.contact", each.home.name)
    clash = by_git.clash()

    assert "CONFLICT" in clash

    assert other.damages() == []  # no signs are in the file
    if theirs:
        assert "git checkout --theirs" in HELP
        git(other.home, "checkout", "--theirs", "settings.toml")
    commit(other.home)
    kept = "one" if theirs else "other"
    assert f'"{kept}"' in (other.home / "settings.toml").read_text()
    assert git(other.home, "status", "--porcelain") == ""


def test_a_sentence_that_came_back_without_its_entry_goes_by_the_whole_name(
    tmp_path: Path,
) -> None:
    one = begun(tmp_path)
    one.do("commitment", "done", "call on", "--learnt", "The wagtail came back.")
    stem = one.entries()[0]
    file = one.home / "journal/commitments.toml"
    said = file.read_bytes()
    one.do("journal", "remove", "1", "--for-good", "--yes")
    put(file, said)

    one.do("journal", "remove", stem, "--for-good", "--yes")

    assert b"wagtail" not in b"".join(files(one.home).values())


@needs_git
@pytest.mark.parametrize("command", ["remove", "erase"])
def test_what_git_was_given_is_said_to_stay(command: str, by_git: Pair) -> None:
    argv = {
        "remove": ("journal", "remove", "1", "--for-good", "--yes"),
        "erase": ("erase", "--yes"),
    }

    told = by_git.one.do(*argv[command]).err

    where = str(by_git.one.home / ".git").replace(" ", "")
    assert f"Whatgitwasgivenbeforestaysin{where}." in "".join(told.split())


# A folder that a program keeps the same


COPIES: dict[str, Callable[[str], str]] = {
    "Syncthing": lambda stem: f"{stem}.sync-conflict-20261218-120000-ABCDEFG.toml",
    "Nextcloud": lambda stem: f"{stem} (conflicted copy 2026-12-18 120000).toml",
    "Dropbox": lambda stem: f"{stem} (Ana's conflicted copy 2026-12-18).toml",
    "iCloud": lambda stem: f"{stem} 2.toml",
    "Google Drive": lambda stem: f"{stem} (1).toml",
}
"""what each calls the other version of NAME.toml; `help machines` says so"""


def files(home: Path) -> dict[str, bytes]:
    found = (path for path in home.rglob("*") if path.is_file())
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in found}


class Folder:
    """What a program does that keeps two folders the same; `before` is what both had."""

    def __init__(self, one: Path, other: Path, program: str) -> None:
        self.one, self.other, self.name = one, other, COPIES[program]
        self.before: dict[str, bytes] = {}

    def join(self, *, first: bool = False) -> None:
        """Bring what changed on one side to the other; `first` is kept of two versions."""
        mine, yours = files(self.one), files(self.other)
        joined: dict[str, bytes] = {}
        for name in mine.keys() | yours.keys():
            own, other, was = mine.get(name), yours.get(name), self.before.get(name)
            if own == was or own == other:
                kept, copy = other, None
            elif other == was or other is None:  # what was changed wins over removing
                kept, copy = own, None
            elif own is None:
                kept, copy = other, None
            else:
                kept, copy = (own, other) if first else (other, own)
            if kept is not None:
                joined[name] = kept
            if copy is not None:
                stem = name.removesuffix(".toml")
                joined[self.name(stem) if stem != name else f"{name} 2"] = copy
        for home in (self.one, self.other):
            self._make(home, joined)
        self.before = joined

    def _make(self, home: Path, wanted: dict[str, bytes]) -> None:
        for name in files(home).keys() - wanted.keys():
            (home / name).unlink()
        for name, content in wanted.items():
            path = home / name
            if not path.exists() or path.read_bytes() != content:
                put(path, content)


Joined = tuple[Computer, Computer, Folder]


@pytest.fixture
def by_folder(request: pytest.FixtureRequest, tmp_path: Path) -> Joined:
    """Return two computers, and the folder between them; Syncthing's without a name."""
    one = begun(tmp_path)
    other = Computer(tmp_path / "other", one.now + dt.timedelta(seconds=7))
    folder = Folder(one.home, other.home, getattr(request, "param", "Syncthing"))
    folder.join()
    return one, other, folder


def test_help_names_the_copies_that_each_program_makes() -> None:
    for name, copy in COPIES.items():
        line = f"{copy('NAME')}"
        assert re.search(rf"^- {name}[^\n]*: {re.escape(line)}$", HELP, re.MULTILINE)
        assert copied_from(copy("shared-power")) == "shared-power.toml"


@pytest.mark.parametrize(
    ("by_folder", "first"),
    [(name, at % 2 == 0) for at, name in enumerate(COPIES)],
    indirect=["by_folder"],
)
def test_what_two_computers_wrote_is_joined_by_a_folder_and_copies_are_named(
    by_folder: Joined, *, first: bool
) -> None:
    one, other, folder = by_folder
    both_write(one, other)

    folder.join(first=first)

    for each in (one, other):
        found = {where: (kind, detail) for kind, where, detail in each.damages()}
        copy = f"journal/{folder.name('commitments')}"
        state = f"courses/{folder.name('shared-power')}"
        assert found[copy] == found[state] == ("copy", "")
        assert len(each.entries()) == 8
        assert len(each.told("course", "show")["courses"]) == 1
        assert len(each.told("exercise", "list")["exercises"]) > 20
        told = each("doctor", "--repair").err
        assert "Bring the copies in: leadcoach journal import" in told
        repaired = str(max((each.home / "repaired").iterdir()))
        each.do("journal", "import", repaired, "--yes")
        assert (copy, "copy", "what is in it is in your journal too") in [
            (where, kind, detail) for kind, where, detail in each.damages()
        ]
        assert each.states()["leave at six"] == "done"
        assert each.states()["ask the night shift"] == "partly"
    # Both mended it, and both are carried to the other; still nothing counts twice.
    folder.join()
    for each in (one, other):
        assert len(each.entries()) == 8
        assert (
            each("commitment", "show", "ask the night").out.count("Half of them.") == 1
        )


def test_an_entry_edited_on_both_sides_of_a_folder_comes_in_once(
    by_folder: Joined,
) -> None:
    one, other, folder = by_folder
    one.do("journal", "edit", "1", "--answer", "best=I asked the wagtail.")
    other.do("journal", "edit", "1", "--answer", "best=I asked the magpie.")

    folder.join()

    assert (one.found("wagtail"), one.found("magpie")) == (0, 1)
    assert len(one.entries()) == 3
    for each in (one, other, one):
        each("doctor", "--repair")
        repaired = str(max((each.home / "repaired").iterdir()))
        each("journal", "import", repaired, "--yes")
        folder.join()
    for each in (one, other):
        assert (each.found("wagtail"), each.found("magpie")) == (1, 1)
        assert len(each.entries()) == 4
        assert {d for k, w, d in each.damages() if w.startswith("journal/")} == {
            "what is in it is in your journal too"
        }


def test_a_sitting_finished_on_both_sides_of_a_folder_is_one_entry(
    by_folder: Joined,
) -> None:
    """A draft was carried along, and gone on with in both places."""
    one, other, folder = by_folder
    typed = "I asked the wagtail.\n.\n/pause\n/pause\n/pause\n"
    runs_in(one.home)("reflect", "--no-mirror", stdin=typed, terminal=True, now=one.now)
    assert list((one.home / "drafts").glob("*.toml"))
    folder.join()

    for each, word in ((one, "heron"), (other, "magpie")):
        typed = f"\n\nThe {word} was late.\n.\n" + "/skip\n" * 30 + "1\n" * 5
        ran = runs_in(each.home)("resume", stdin=typed, terminal=True, now=each.now)
        assert ran.code == 0, ran.err
    folder.join()

    for each in (one, other):
        assert len(each.entries()) == 4
        assert each.found("wagtail") == 1
        assert [w for k, w, d in each.damages() if k == "copy" and "/2026/" in w]


def test_an_entry_removed_on_one_side_of_a_folder_and_edited_on_the_other_stays(
    by_folder: Joined,
) -> None:
    one, other, folder = by_folder
    one.do("journal", "remove", "1", "--yes")
    other.do("journal", "edit", "1", "--answer", "best=I asked the wagtail.")

    folder.join()

    for each in (one, other):
        assert len(each.entries()) == 3
        assert each.found("wagtail") == 1
        assert (
            "I asked Mary first."
            in each.do("journal", "restore", "1").out
            + each("journal", "show", "1", "--answers").out
        )


@pytest.mark.parametrize("program", COPIES)
def test_a_copy_of_an_exercise_or_of_settings_is_named_and_counts_for_nothing(
    program: str, tmp_path: Path
) -> None:
    one = Computer(tmp_path / "one")
    shipped = (ROOT / "prompts" / "compare.toml").read_text()
    own = re.sub(r'^id( *)= "compare"', r'id\1= "mine"', shipped, flags=re.MULTILINE)
    copies = ("exercises/mine", "settings", "shared")
    for stem in copies:
        put(one.home / f"{stem}.toml", own.encode() if "/" in stem else b"format = 1\n")
        put(one.home / f"{COPIES[program](stem)}", own.encode() + b"# more\n")

    listed = [each["id"] for each in one.told("exercise", "list")["exercises"]]

    assert listed.count("mine") == 1
    one.do("reflect", "mine", "--no-input", "--answer=situation=We moved it.")
    found = {(kind, where) for kind, where, _ in one.damages()}
    assert found == {("copy", COPIES[program](stem)) for stem in copies}


# What was said of a commitment whose entry is gone, or has two versions


def test_what_was_said_stays_while_its_entry_is_in_a_trash_elsewhere(
    by_folder: Joined,
) -> None:
    one, other, folder = by_folder
    one.do("commitment", "done", "call on Monday", "--learnt", "The wagtail.")
    folder.join()
    one.do("journal", "remove", "1", "--yes")
    shutil.rmtree(other.home / "trash", ignore_errors=True)
    trash = (one.home / "trash").rename(one.home.parent / "trash of one")
    folder.join()

    assert other.damages() == []  # and nobody is told to take words out

    trash.rename(one.home / "trash")
    one.do("journal", "undo")
    folder.join()
    for each in (one, other):
        assert each.states()["call on Monday"] == "done"
        assert "The wagtail." in each("commitment", "show", "call on").out


@pytest.mark.parametrize("place", [1, 2])
def test_whichever_of_two_versions_is_kept_what_was_said_is_kept(
    place: int, by_folder: Joined
) -> None:
    one, other, folder = by_folder
    one.do("commitment", "done", "call on Monday", "--learnt", "The wagtail.")
    folder.join()
    for each in (one, other):
        each.do("journal", "edit", "1", "--answer", f"best={each.home.name}.")
    folder.join()
    old = set(one.entries())
    for _ in range(2):  # twice does no harm
        one("doctor", "--repair")
        one("journal", "import", str(max((one.home / "repaired").iterdir())), "--yes")

    [new] = set(one.entries()) - old
    [first] = [each for each in old if each[:-8] == new[:-8]]
    gone = first if place == 1 else new
    one.do("journal", "remove", gone, "--yes")

    assert one.states()["call on Monday"] == "done"
    assert one.found("wagtail") == 1
    assert one("commitment", "show", "call on").out.count("The wagtail.") == 1


@needs_git
def test_what_was_said_of_a_file_with_two_versions_goes_with_both(by_git: Pair) -> None:
    one, other = by_git.one, by_git.other
    one.do("commitment", "drop", "call on Monday", "--learnt", "The wagtail.")
    by_git.join()
    for each in (one, other):
        each.do("journal", "edit", "1", "--answer", f"best={each.home.name}.")
    by_git.clash()
    [(_, where, _)] = other.damages()
    other("doctor", "--repair")
    (other.home / where).unlink()

    other.do(
        "journal", "import", str(max((other.home / "repaired").iterdir())), "--yes"
    )

    told = other.told("commitment", "list", "--all")["commitments"]
    assert [x["state"] for x in told if x["action"] == "call on Monday"] == [
        "let_go"
    ] * 2


def test_removing_for_good_names_the_conflict_copies_that_go_too(
    by_folder: Joined,
) -> None:
    one, other, folder = by_folder
    for each in (one, other):
        each.do("journal", "edit", "1", "--answer", f"best={each.home.name}.")
    folder.join()
    [copy] = [w for k, w, _ in one.damages() if k == "copy" and "journal/" in w]

    told = one("journal", "remove", "1", "--for-good")  # nobody says yes

    assert copy.rpartition("/")[2] in told.err.replace("\n", "")
    assert (one.home / copy).exists()


def test_where_only_what_became_of_commitments_comes_in_it_is_called_that(
    by_folder: Joined,
) -> None:
    one, other, folder = by_folder
    one.do("commitment", "done", "call on Monday", "--learnt", "The wagtail.")
    other.do("commitment", "done", "leave at six", "--learnt", "The magpie.")
    folder.join()
    one("doctor", "--repair")
    repaired = str(max((one.home / "repaired").iterdir()))

    asked = runs_in(one.home)(
        "journal", "import", repaired, stdin="yes\n", terminal=True
    )

    for words in ("Bring in what became of 1 commitment", "1 commitment comes along"):
        assert words in asked.out + asked.err
    for words in ("Nothing that can come in", "0 entries"):
        assert words not in asked.out + asked.err
    assert "is in your journal already" in one.do("journal", "import", repaired).out
    for which, words in (("call on", "wagtail"), ("leave at", "magpie")):
        assert words in one("commitment", "show", which).out


@pytest.mark.parametrize("by_folder", COPIES, indirect=True)
def test_a_conflict_copy_that_is_named_comes_in_once_whatever_its_name(
    by_folder: Joined,
) -> None:
    one, other, folder = by_folder
    one.do("commitment", "done", "call on Monday", "--learnt", "The wagtail.")
    other.do("commitment", "done", "leave at six", "--learnt", "The magpie.")
    for each in (one, other):
        each.do("journal", "edit", "1", "--answer", f"best=The {each.home.name} bird.")
    folder.join()
    copies = [w for k, w, _ in one.damages() if k == "copy" and "journal/" in w]
    assert len(copies) == 2

    for _ in range(2):
        for copy in copies:
            one.do("journal", "import", str(one.home / copy), "--yes")
    one("doctor", "--repair")
    for folder_of in (one.home / "repaired").glob("*"):
        one.do("journal", "import", str(folder_of), "--yes")

    assert len(one.entries()) == 4
    assert (one.found("one bird"), one.found("other bird")) == (1, 1)
    assert one.found("wagtail")
    assert one.found("magpie") == 1
    moved = one.home.parent / Path(copies[0]).name
    (one.home / copies[0]).rename(moved)
    one.do("journal", "import", str(moved), "--yes")
    assert len(one.entries()) == 4


@needs_git
def test_settings_with_two_versions_stop_nothing_and_are_named(by_git: Pair) -> None:
    one, other = by_git.one, by_git.other
    (one.home / ".gitattributes").unlink()
    one.do("settings", "set", "history", "no")
    by_git.join()
    for each in (one, other):
        each.do("settings", "set", "safety.contact", each.home.name)
    clash = by_git.clash()
    assert "settings.toml" in clash

    told = other.do("jot", "The heron stood there.")

    assert "Kept." in told.err
    for line in ("journal list", "commitment list", "course show", "settings show"):
        other.do(*line.split())
    other.sit("Wu")
    assert [(k, w) for k, w, _ in other.damages()] == [("git-markers", "settings.toml")]
    before = (other.home / "settings.toml").read_bytes()
    assert other("settings", "set", "plain", "yes").code == 4
    assert (other.home / "settings.toml").read_bytes() == before


def test_a_moment_is_said_to_be_kept_also_where_settings_cannot_be_read(
    tmp_path: Path,
) -> None:
    one = Computer(tmp_path / "one")
    put(one.home / "settings.toml", b"plain = maybe\n")

    ran = one("jot", "The heron stood there.")

    assert ran.code == 4
    assert re.search("Kept.*cannot.?be.?read", ran.err, re.DOTALL)
    assert one.found("heron") == 1


@pytest.mark.parametrize("by_folder", COPIES, indirect=True)
@pytest.mark.parametrize("command", [(), ("journal", "list")])
def test_whoever_looks_at_the_journal_hears_of_conflict_copies_in_one_line(
    command: tuple[str, ...], by_folder: Joined
) -> None:
    one, other, folder = by_folder
    assert one.do(*command).err == ""
    for each, done in ((one, "call on"), (other, "leave at")):
        each.do("journal", "edit", "1", "--answer", f"best={each.home.name}.")
        each.do("commitment", "done", done)
    folder.join()

    told = one.do(*command).err

    assert told == "2 copies by another program: `leadcoach doctor` says what to do.\n"


@pytest.mark.parametrize("by_folder", COPIES, indirect=True)
def test_a_draft_gone_on_with_on_both_sides_is_named_and_both_can_be_gone_on_with(
    by_folder: Joined,
) -> None:
    one, other, folder = by_folder
    typed = "I asked the wagtail.\n.\n/pause\n/pause\n/pause\n"
    runs_in(one.home)("reflect", "--no-mirror", stdin=typed, terminal=True, now=one.now)
    folder.join()
    for each, word in ((one, "heron"), (other, "magpie")):
        typed = f"\n\nThe {word} was late.\n.\n/pause\n/pause\n"
        runs_in(each.home)("resume", stdin=typed, terminal=True, now=each.now)
        each.do("journal", "edit", "1", "--answer", f"best=The {word} sang.")
    folder.join()
    [copy] = [w for _, w, _ in one.damages() if w.startswith("drafts/")]

    told = one("doctor", "--repair").err

    assert "leadcoach resume" in told
    [repaired] = (one.home / "repaired").iterdir()
    one.do("journal", "import", str(repaired), "--yes")
    one("doctor", "--repair")
    assert len(list((one.home / "drafts").glob("*.toml"))) == 3  # with the copy
    drafts = b"".join(x.read_bytes() for x in (one.home / "drafts").glob("*.toml"))
    assert b"heron" in drafts
    assert b"magpie" in drafts
    [detail] = [d for _, w, d in one.damages() if w == copy]
    assert detail == "what is in it is in your drafts too"


# Files of lines: what was shared, and how far a course has come


@pytest.mark.parametrize("by_folder", COPIES, indirect=True)
def test_copies_of_what_was_shared_and_of_a_course_are_joined_by_the_doctor(
    by_folder: Joined,
) -> None:
    one, other, folder = by_folder
    folder.join()
    both_write(one, other)
    folder.join()

    for each in (one, other):
        each("doctor", "--repair")

        assert {x["for"] for x in each.told("share", "list")["shared"]} == {
            "Paul",
            "Ines",
        }
        [course] = each.told("course", "show")["courses"]
        assert course["weeks"][0]["done"] == ["reflect"]
        assert course["weeks"][1]["open"] == []
        copies = [(w, d) for k, w, d in each.damages() if k == "copy"]
        for stem, name in (("shared", "shared.toml"), ("courses/shared-power",) * 2):
            copy = f"{folder.name(stem)}"
            name = f"{name.removeprefix('courses/').removesuffix('.toml')}.toml"
            assert (copy, f"nothing in it that {name} lacks") in copies
        assert " added to" not in each("doctor", "--repair").out

    for each in (one, other):
        repaired = str(min((each.home / "repaired").iterdir()))
        each.do("journal", "import", repaired, "--yes")
        told = each("doctor").out
        assert "Nothing to repair. Move it out of the folder." in told
        assert "--repair" not in told
        for where in [w for k, w, _ in each.damages() if k == "copy"]:
            (each.home / where).unlink()
        assert each.do("doctor").out.startswith("Checkup")


@needs_git
def test_a_course_begun_on_both_sides_is_one_course_with_what_both_did(
    by_git: Pair,
) -> None:
    one, other = by_git.one, by_git.other
    for each in (one, other):
        shutil.rmtree(each.home / "courses")
    by_git.join()
    for at, each in enumerate((one, other), 1):
        each.now += dt.timedelta(days=at)
        each.do("course", "start", "shared-power")
        each.do("course", "next", "--week", str(at), "--leave-out")

    by_git.join()

    for each in (one, other):
        [course] = each.told("course", "show")["courses"]
        assert [week["open"] for week in course["weeks"][:2]] == [[], []]
        assert each.damages() == []
        each.do("course", "next", "--week", "3", "--leave-out")


@pytest.mark.parametrize("file", ["shared.toml", "courses/shared-power.toml"])
def test_a_file_of_lines_that_is_cut_is_not_taken_for_joined(
    file: str, by_folder: Joined
) -> None:
    one, other, _ = by_folder
    both_write(one, other)
    path = one.home / file
    text = path.read_text()

    path.write_text(text + text)  # as somebody does who puts one below the other
    assert one.damages() == []
    for each in ("share list", "course show"):
        one.do(*each.split())

    path.write_text(text + text[: text.rindex("]") - 1])
    [(kind, where, _)] = one.damages()
    assert (kind in ("cut", "broken"), where) == (True, file)


def test_what_union_wrote_twice_of_a_course_is_read(tmp_path: Path) -> None:
    """Both took a new version of it, or both began it."""
    one = begun(tmp_path)
    one.do("course", "next", "--week", "2", "--leave-out")
    path = one.home / "courses/shared-power.toml"
    double = r'^(version|sha256|calendar) = "(.).*\n'
    path.write_text(
        re.sub(double, r'\g<0>\1 = "\g<2>0"\n', path.read_text(), flags=re.MULTILINE)
    )

    [course] = one.told("course", "show")["courses"]

    assert course["weeks"][1]["open"] == []
    assert one.damages() == []
    one.do("course", "next", "--week", "3", "--leave-out")
    assert path.read_text().count("calendar") == 1


# Whatever two people do


class Life:
    """Two computers in which a person does this and that, and what should be there."""

    def __init__(self, pair: tuple[Computer, Computer], chance: random.Random) -> None:
        self.pair, self.chance = pair, chance
        self.words: set[str] = set()
        """that entries hold, each once"""
        self.learnt: set[str] = set()
        self.count = 0

    def word(self) -> str:
        self.count += 1
        return f"bird{self.count:03}x"

    def act(self) -> None:
        each, word = self.chance.choice(self.pair), self.word()
        each.now += dt.timedelta(minutes=self.chance.randrange(5000))
        match self.chance.randrange(4):
            case 0:
                each.sit(word, f"do {word}")
                self.words.add(word)
            case 1:
                each.do("jot", f"The {word} came by.")
                self.words.add(word)
            case _:
                numbers = [str(x["number"]) for x in self.open(each)]
                if numbers:
                    states = ("done", "partly", "drop")
                    what, which = (
                        self.chance.choice(states),
                        self.chance.choice(numbers),
                    )
                    each.do("commitment", what, which, "--learnt", f"The {word}.")
                    self.learnt.add(word)

    @staticmethod
    def open(each: Computer) -> list[Any]:
        found: list[Any] = each.told("commitment", "list")["commitments"]
        return found

    def holds(self) -> None:
        """Look whether both have all of it, each once."""
        for each in self.pair:
            names = each.entries()
            assert len(names) == len(set(names))
            assert {word: each.found(word) for word in self.words} == dict.fromkeys(
                self.words, 1
            )
            file = each.home / "journal/commitments.toml"
            said = file.read_text() if file.exists() else ""
            assert {word: said.count(word) for word in self.learnt} == dict.fromkeys(
                self.learnt, 1
            )
            each.states()
        assert self.pair[0].states() == self.pair[1].states()


@needs_git
@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_git_joins_it_without_a_question(
    seed: int, by_git: Pair
) -> None:
    chance = random.Random(seed)
    life = Life((by_git.one, by_git.other), chance)
    for _ in range(12):
        for _ in range(chance.randrange(1, 7)):
            life.act()
        by_git.join()
        life.holds()
    by_git.one.now = by_git.other.now = max(by_git.one.now, by_git.other.now)
    assert by_git.one.damages() == by_git.other.damages() == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("by_folder", COPIES, indirect=True)
def test_whatever_is_done_a_folder_and_the_doctor_join_it(
    seed: int, by_folder: Joined
) -> None:
    one, other, folder = by_folder
    chance = random.Random(seed)
    life = Life((one, other), chance)
    for _ in range(8):
        for _ in range(chance.randrange(1, 7)):
            life.act()
        folder.join(first=chance.random() < 0.5)
        mend(one)
        folder.join()
        life.holds()


def mend(each: Computer) -> None:
    """Do what `help machines` says of copies."""
    copies = [where for kind, where, _ in each.damages() if kind == "copy"]
    each("doctor", "--repair")
    repaired = each.home / "repaired"
    if repaired.exists():
        each("journal", "import", str(max(repaired.iterdir())), "--yes")
        shutil.rmtree(repaired)
    for kind, where, detail in each.damages():
        if kind == "copy" and where.startswith("journal/"):
            assert detail == "what is in it is in your journal too"
    for where in copies:
        (each.home / where).unlink()
