"""What cannot be read is named, with the reason, and is never taken for empty.

Each command meets each kind of damage: in an entry, in a draft, in the list of
commitments, in the settings, in the folders themselves.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from leadcoach.domain.entry import Commitment
from leadcoach.journal.entry_file import draft_to_toml, entry_to_toml
from tests.conftest import Ran, Run
from tests.journal.seeding import draft, entry, name, put, text, well

REFLECT = (
    "reflect",
    "--no-input",
    "--no-mirror",
    "--answer=best=a",
    "--answer=struggle=b",
)


def said(ran: Ran) -> str:
    """Return what was said on stderr, as one line."""
    return "".join(ran.err.split())


def names_it(ran: Ran, path: Path) -> bool:
    """Tell whether the message on stderr names the file."""
    return "".join(str(path).split()) in said(ran)


# Entries


def with_a_commitment() -> bytes:
    from dataclasses import replace

    made = (Commitment("ask Ana", cue="the roster is due"),)
    return entry_to_toml(replace(entry(9), commitments=made)).encode()


WHOLE = with_a_commitment()


def a_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket has to be short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def content(of: bytes) -> Callable[[Path], object]:
    return lambda path: put(path, of)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "cut in a word": content(WHOLE[: WHOLE.index(b"At night") + 4]),
    "cut before its commitment": content(WHOLE[: WHOLE.rindex(b"asked")]),
    "cut behind a header": content(WHOLE[: WHOLE.index(b"[[commitment]]") + 15]),
    "empty": content(b""),
    "zeros": content(b"\0" * 4096),
    "Latin-1": content(WHOLE.decode().encode("latin-1")),
    "a quotation mark in a text": content(WHOLE.replace(b" said ", b' "said" ')),
    "without its day": content(WHOLE.replace(b"local_date", b"a_day")),
    "two versions from git": content(b"<<<<<<< HEAD\n" + WHOLE),
    "a pipe": os.mkfifo,
    "a folder": os.mkdir,
    "a socket": a_socket,
    "a link": lambda path: path.symlink_to(path.parents[3] / "settings.toml"),
    "a link to nothing": lambda path: path.symlink_to("nothing"),
}
LOOKING_INTO_ENTRIES = (
    "",
    "--json",
    "commitment list",
    "commitment list --all --json",
    "journal tags",
    "journal tags --since 2026-11 --json",
    "journal search xylophone",
    "journal search kingfisher",
    "journal search kingfisher --json",
    "journal list --tag roof",
    "journal list --person M",
    "journal show --question best",
    "journal show --question nobody",
    "journal export --tag roof --format jsonl --output -",
    "journal show 2026-11-09",
    "reflect review --no-input",
)


@pytest.mark.parametrize("damage", DAMAGES)
def test_an_entry_that_cannot_be_read_is_named_by_whoever_looks_into_it(
    damage: str, run: Run, home: Path
) -> None:
    well(home)
    path = home / "journal/2026/11" / name(9, "aaaaaaaa")
    DAMAGES[damage](path)

    for command in LOOKING_INTO_ENTRIES:
        ran = run(*command.split())
        assert names_it(ran, path), f"{command}: {ran.err}"
        assert ran.code in {4, 6}, f"{command}: {ran.code}"
    assert "2026-11-09" in run("journal", "list").out


def test_where_an_entry_was_not_read_nothing_is_called_empty(
    run: Run, home: Path
) -> None:
    assert run(*REFLECT).code == 0
    (entry,) = home.glob("journal/20*/*/*.toml")
    entry.write_bytes(entry.read_bytes()[:300])

    for command in ("journal tags", "commitment list", "commitment list --all"):
        assert "In what could be read" in run(*command.split()).out


@pytest.mark.parametrize("length", range(0, len(WHOLE), 7))
def test_an_entry_cut_anywhere_is_named_by_whoever_searches(
    length: int, run: Run, home: Path
) -> None:
    """But for one that ends between two lines and is a whole entry: nobody can tell."""
    path = home / "journal/2026/11" / name(9, "aaaaaaaa")
    put(path, WHOLE[:length])
    is_named = run("journal", "show", "1").code == 4

    for command in ("journal search xylophone", "journal tags", "commitment list"):
        assert names_it(run(*command.split()), path) == is_named, command


def test_what_can_be_read_is_shown_all_the_same(run: Run, home: Path) -> None:
    well(home)
    put(home / "journal/2026/11" / name(8, "aaaaaaaa"), WHOLE)
    put(home / "journal/2026/11" / name(9, "aaaaaaaa"), WHOLE[:400])

    assert "the roster is due" in run("commitment", "list").out
    assert "ask Ana" in run().out
    assert "kingfisher" in run("journal", "search", "kingfisher").out


def test_a_sitting_says_what_it_could_not_read_and_is_done(
    run: Run, home: Path
) -> None:
    well(home)
    path = put(home / "journal/2026/11" / name(9, "aaaaaaaa"), WHOLE[:400])

    ran = run(*REFLECT)

    assert names_it(ran, path)
    assert "Saved." in ran.err
    assert ran.code == 0


# Drafts


def test_a_draft_that_cannot_be_read_is_named(run: Run, home: Path) -> None:
    written = draft_to_toml(draft()).encode()
    path = put(home / "drafts/reflect-aaaaaaaa.toml", written[: len(written) // 2])

    for command in ((), ("resume",), ("resume", "reflect")):
        ran = run(*command)
        assert (ran.code, names_it(ran, path)) == (4, True), command
    assert "asks you good questions" not in run().out, "it is not as on the first day"
    begun = run("reflect", terminal=True, stdin="/pause\n")
    assert names_it(begun, path)


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, a_socket])
def test_what_is_no_file_in_the_place_of_a_draft_is_named(
    make: Callable[[Path], None], run: Run, home: Path
) -> None:
    (home / "drafts").mkdir(parents=True)
    make(home / "drafts/reflect-aaaaaaaa.toml")

    for command in ((), ("resume",)):
        ran = run(*command)
        assert ran.code == 4
        assert names_it(ran, home / "drafts/reflect-aaaaaaaa.toml")


# Folders


@pytest.mark.parametrize("linked", ["2026", "2026/11"])
def test_no_link_inside_the_journal_is_followed_by_anything(
    linked: str, run: Run, home: Path, tmp_path: Path
) -> None:
    """One rule for reading, writing and erasing, and each says it."""
    well(home)
    link = home / "journal" / linked
    elsewhere = tmp_path / "elsewhere"
    link.rename(elsewhere)
    link.symlink_to(elsewhere)
    before = {path: path.read_bytes() for path in elsewhere.rglob("*.toml")}
    stem = next(iter(before)).stem

    for command in (
        "",
        "journal list",
        "journal show",
        "journal search kingfisher",
        "journal tags",
        "commitment list",
        "journal export --format jsonl --output -",
        " ".join(REFLECT),
        f"journal edit {stem} --answer best=x",
        f"journal remove {stem} --yes",
        f"journal remove {stem} --for-good --yes",
    ):
        ran = run(*command.split())
        assert (ran.code, names_it(ran, link)) == (4, True), f"{command}: {ran.err}"
    erased = run("erase", "--yes")

    assert (erased.code, names_it(erased, link)) == (2, True)
    assert {path: path.read_bytes() for path in elsewhere.rglob("*.toml")} == before
    assert link.is_symlink()


def test_nobody_answers_questions_for_a_journal_that_cannot_be_written(
    run: Run, home: Path, tmp_path: Path
) -> None:
    (home / "journal").mkdir(parents=True)
    (home / "journal/2026").symlink_to(tmp_path)

    ran = run("reflect", terminal=True, stdin="/pause\n")

    assert ran.code == 4
    assert "at your best" not in ran.err


def test_a_journal_that_is_itself_a_link_is_read_and_written_where_it_leads(
    run: Run, home: Path, tmp_path: Path
) -> None:
    """Erasing says so and stops, for other things may be there too."""
    well(home)
    (home / "journal").rename(tmp_path / "cloud")
    (home / "journal").symlink_to(tmp_path / "cloud")

    assert run("journal", "search", "kingfisher").code == 0
    assert run(*REFLECT).code == 0
    erased = run("erase", "--yes")

    assert (erased.code, names_it(erased, home / "journal")) == (2, True)
    assert len(list((tmp_path / "cloud").rglob("*.toml"))) == 4


@pytest.mark.parametrize(
    "linked", ["journal", "drafts", "trash", "exercises", "settings.toml", "cache"]
)
def test_a_link_that_leads_round_and_round_is_no_bug(
    linked: str, run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "loop").symlink_to("loop")
    home.mkdir()
    (home / linked).symlink_to(linked)

    for command in (
        "",
        "doctor",
        "erase --yes",
        "journal list",
        "journal restore",
        "resume",
        "exercise list",
        "exercise check loop/x.toml",
        "exercise show loop/x.toml",
        "read loop",
        " ".join(REFLECT),
    ):
        ran = run(*command.split())
        assert ran.code in {0, 1, 2, 3, 4}, f"{command}: {ran.err}"


@pytest.mark.parametrize("folder", ["journal", "drafts", "trash"])
def test_a_link_to_a_drive_that_is_not_there_is_not_an_empty_folder(
    folder: str, run: Run, home: Path
) -> None:
    home.mkdir()
    (home / folder).symlink_to("/nowhere/at-all")
    command = {
        "journal": "journal list",
        "drafts": "resume",
        "trash": "journal restore",
    }

    ran = run(*command[folder].split())

    assert run("doctor").code == 1
    assert (ran.code, names_it(ran, home / folder)) == (4, True)
    assert "what it leads to is not there" in " ".join(ran.err.split())


# Every file leadcoach reads

READ = {
    "settings.toml": ("journal list", "settings show", " ".join(REFLECT)),
    "journal/commitments.toml": ("", "commitment list", "commitment done 1"),
    "trash/last-change.toml": ("journal undo",),
    "exercises/mine.toml": ("exercise list", "exercise show mine", "exercise check"),
    "answers.toml": ("reflect --no-input --answers {path}", "read {path}"),
}
CACHED = {
    "cache/exercises.json": "exercise list",
    "cache/first-screen.json": "reflect",
}


@pytest.mark.parametrize("kind", ["pipe", "folder", "socket", "device"])
@pytest.mark.parametrize("file", READ)
def test_what_is_no_file_is_refused_with_the_reason_and_nobody_waits(
    file: str, kind: str, run: Run, home: Path
) -> None:
    path = home / file
    if kind == "folder" and file.startswith("exercises"):
        pytest.skip("a folder among exercises is passed over: it holds others")
    put(path, b"")
    path.unlink()
    if kind == "device":
        if file != "answers.toml":  # only a link leads to a device, for most of us
            pytest.skip("others than the administrator cannot make one")
        path = Path("/dev/zero")
    else:
        {"pipe": os.mkfifo, "folder": os.mkdir, "socket": a_socket}[kind](path)

    for command in READ[file]:
        ran = run(*command.format(path=path).split())
        told = " ".join((ran.out + ran.err).split())
        assert f"it is a {kind}" in told, command
        assert ran.code == (1 if "check" in command else 4), command


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, a_socket])
@pytest.mark.parametrize("file", CACHED)
def test_what_is_no_file_in_the_cache_stops_nothing(
    file: str, make: Callable[[Path], None], run: Run, home: Path
) -> None:
    well(home)
    (home / "cache").mkdir()
    make(home / file)

    ran = run(
        CACHED[file].split()[0],
        *CACHED[file].split()[1:],
        terminal=True,
        stdin="/pause\n",
    )

    assert ran.code == 0, ran.err


SETTINGS = {
    "line 2 is not TOML": b"plain = true\neditor = vim\n",
    "line 1 is not written in UTF-8": b'editor = "caf\xe9"\n',
    "it is larger than 64 kB": b"#" * 70_000,
}


@pytest.mark.parametrize("why", SETTINGS)
def test_settings_that_cannot_be_read_are_refused_with_the_reason(
    why: str, run: Run, home: Path
) -> None:
    path = put(home / "settings.toml", SETTINGS[why])

    for command in ("journal list", "", "commitment list", " ".join(REFLECT)):
        ran = run(*command.split())
        assert (ran.code, names_it(ran, path)) == (4, True)
        assert why in " ".join(ran.err.split())


def test_help_is_there_when_settings_cannot_be_read(run: Run, home: Path) -> None:
    put(home / "settings.toml", b"plain = ")

    for command in ("help", "help files", "--help", "settings path"):
        assert run(*command.split()).code == 0, command


def test_settings_can_be_a_link_to_where_somebody_keeps_them(
    run: Run, home: Path, tmp_path: Path
) -> None:
    (tmp_path / "mine.toml").write_text('editor = "nano"\n')
    home.mkdir()
    (home / "settings.toml").symlink_to(tmp_path / "mine.toml")

    assert "nano" in run("settings", "show").out
    (tmp_path / "mine.toml").unlink()
    assert run("settings", "show").code == 4


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="this system has no /dev/fd")
def test_what_a_shell_hands_over_is_read(home: Path) -> None:
    """As in `leadcoach read <(pdftotext letter.pdf -)`."""
    reading, writing = os.pipe()
    os.write(writing, b"I asked the night shift first. " * 20)
    os.close(writing)
    ran = subprocess.run(
        [sys.executable, "-m", "leadcoach", "read", f"/dev/fd/{reading}"],
        env={**os.environ, "LEADCOACH_HOME": str(home)},
        pass_fds=[reading],
        capture_output=True,
        check=False,
        timeout=60,
    )
    os.close(reading)

    assert ran.returncode == 0, ran.stderr
    assert b"night shift" in ran.stdout


# A home that can be none


def a_file(path: Path) -> Path:
    return put(path / "file", b"")


def below_a_file(path: Path) -> Path:
    return a_file(path) / "in"


def dangling(path: Path) -> Path:
    (path / "link").symlink_to("/nowhere/at-all")
    return path / "link"


def below_a_dangling_link(path: Path) -> Path:
    return dangling(path) / "in"


def round_and_round(path: Path) -> Path:
    (path / "loop").symlink_to("loop")
    return path / "loop"


def a_pipe(path: Path) -> Path:
    os.mkfifo(path / "pipe")
    return path / "pipe"


UNUSABLE: dict[str, Callable[[Path], Path | str]] = {
    "a file": a_file,
    "below a file": below_a_file,
    "a link to nothing": dangling,
    "below a link to nothing": below_a_dangling_link,
    "a link to itself": round_and_round,
    "a pipe": a_pipe,
    "of nobody": lambda _: "~no-such-person/x",
    "not whole": lambda _: "notes",
    "white space": lambda _: "  ",
    "with a NUL": lambda path: f"{path}/a\0b",
    "too long": lambda path: f"{path}/{'x' * 300}",
}


@pytest.mark.parametrize("home_", UNUSABLE)
def test_a_home_that_can_be_none_is_refused_with_the_reason(
    home_: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    environ = {"LEADCOACH_HOME": str(UNUSABLE[home_](tmp_path))}
    before = sorted(tmp_path.rglob("*"))

    for command in ("journal list", "", " ".join(REFLECT), "doctor", "erase --yes"):
        ran = run(*command.split(), environ=environ)
        assert ran.code == 4, f"{command}: {ran.err}"
        assert "LEADCOACH_HOME" in ran.err
        assert "Traceback" not in ran.err
    for command in ("help environment", "--help", "--version"):
        assert run(*command.split(), environ=environ).code == 0, command
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="an administrator may all"
)
def test_a_home_one_may_not_look_into_is_refused(run: Run, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)

    ran = run("journal", "list", environ={"LEADCOACH_HOME": str(closed)})

    assert ran.code == 4
    assert "you may not look into it" in " ".join(ran.err.split())


@pytest.mark.parametrize("value", ["", "notes"])
def test_without_a_home_nothing_is_written_where_one_happens_to_stand(
    value: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", value)
    before = sorted(tmp_path.rglob("*"))

    for command in (REFLECT, ("journal", "list")):
        ran = run(*command, environ={"LEADCOACH_HOME": "", "HOME": value})
        assert ran.code == 4
        assert "HOME is not set" in " ".join(ran.err.split())
    assert sorted(tmp_path.rglob("*")) == before


def test_without_home_and_account_it_says_what_to_set(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    pwd = pytest.importorskip("pwd")

    def nobody(_: object) -> None:
        raise KeyError

    monkeypatch.setattr(pwd, "getpwuid", nobody)
    monkeypatch.delenv("HOME")

    ran = run("journal", "list", environ={"LEADCOACH_HOME": ""})

    assert ran.code == 4
    assert "Set LEADCOACH_HOME" in " ".join(ran.err.split())


# Exercises


def test_a_list_of_exercises_that_lacks_one_ends_with_four(
    run: Run, home: Path
) -> None:
    put(home / "exercises/mine.toml", text(3))

    ran = run("exercise", "list")

    assert ran.code == 4
    assert "mine.toml" in ran.err
    assert "reflect" in ran.out
