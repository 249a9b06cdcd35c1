"""Each promise of `leadcoach help privacy` and `help files`, and a test of the same name.

A promise is the first sentence of a point under “What is promised”. Most of what stands
behind it is tried in other files, at every call and with every fault; here each is kept
once, as somebody who reads it would try it.
"""

import ast
import errno
import hashlib
import os
import re
import socket
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from leadcoach import disk
from leadcoach.coach.packet import packet_of
from leadcoach.domain.entry import Answer
from leadcoach.domain.safety import NOTE
from leadcoach.journal.store import Journal
from leadcoach.paths import builtin_exercises, help_topics
from tests.canary import traces
from tests.coach.accounts import REFLECT as REFLECT_EXERCISE
from tests.coach.accounts import entry_with, prompt
from tests.conftest import Run
from tests.journal.seeding import damaged, name, put, text, well
from tests.journal.test_doctor import state
from tests.journal.test_many_writers import lost_by_a_kill, written_by
from tests.test_power_cut import changed_recipe, complaints

TOPICS = ("privacy", "files")
WORD = "zuqvorbel"
ANSWERS = (f"--answer=best=I said {WORD}.", "--answer=struggle=I say yes.")
REFLECT = ("reflect", "--no-input", *ANSWERS)


def promises() -> list[str]:
    found: list[str] = []
    for topic in TOPICS:
        told = (help_topics() / f"{topic}.md").read_text(encoding="utf-8")
        part = told.split("\n## What is promised\n")[1].split("\n## ")[0]
        points = re.findall(r"^- (.+)$", part, re.MULTILINE)
        found += [re.split(r"\.(?: |$)", point)[0] for point in points]
    return found


def as_a_name(promise: str) -> str:
    return "test_" + re.sub(r"[^a-z0-9]+", "_", promise.lower()).strip("_")


def names_of_tests() -> set[str]:
    """Return the names of all tests of this file that nothing skips."""
    tree = ast.parse(Path(__file__).read_text(encoding="utf-8"))
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    skipped = [
        node.name
        for node in found
        for each in node.decorator_list
        if re.search("skip|xfail", ast.unparse(each))
    ]
    return {node.name for node in found} - set(skipped)


@pytest.mark.parametrize("promise", promises())
def test_a_promise_has_a_test_of_the_same_name(promise: str) -> None:
    assert as_a_name(promise) in names_of_tests()


def test_both_topics_promise_something_and_say_what_is_not_promised() -> None:
    assert len(promises()) >= 15
    for topic in TOPICS:
        assert "not promised" in (help_topics() / f"{topic}.md").read_text()


# Privacy


def test_leadcoach_does_not_use_the_network_unless_you_set_up_a_coach(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    for called in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, called, refuse)

    assert run(*REFLECT).code == 0
    assert run("paste", stdin="You seem to ask.").code == 0
    for command in (
        "prompt",
        "journal list",
        "journal show",
        "doctor",
        "help",
        "exercise list",
    ):
        assert run(*command.split()).code == 0


def test_what_a_coach_is_sent_holds_no_private_answer(run: Run, home: Path) -> None:
    entry = entry_with(Answer("leading_is", "short", WORD, WORD, private=True))
    Journal(home / "journal").add(entry_with(Answer("edge", "short", "", f"{WORD}2")))
    Journal(home / "journal").add(replace(entry, title=WORD))

    sent = packet_of(entry, REFLECT_EXERCISE, prompt())
    for each in (sent.system, sent.user, run("prompt").out):
        assert WORD not in each
        assert str(home) not in each


def test_only_your_user_of_this_computer_can_open_what_leadcoach_writes(
    run: Run, home: Path, tmp_path: Path
) -> None:
    before = os.umask(0)
    try:
        assert run(*REFLECT, "--output", str(tmp_path / "recap.txt")).code == 0
        assert run("journal", "export", "--output", str(tmp_path / "out")).code == 0
    finally:
        os.umask(before)

    written = [*home.rglob("*"), *(tmp_path / "out").rglob("*"), tmp_path / "recap.txt"]
    assert len(written) > 8
    assert [path for path in written if path.lstat().st_mode & 0o077] == []


def test_what_you_search_for_or_have_read_to_you_is_kept_nowhere(
    run: Run, home: Path
) -> None:
    well(home)

    assert run("journal", "search", WORD).code == 1
    assert run("read", "-", stdin=f"I asked the team {WORD}. " * 40).code == 0

    assert traces(WORD, home.parent) == []


def test_a_report_of_a_bug_holds_no_words_of_yours(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*given: object) -> None:
        raise ValueError(str(given) + WORD)

    monkeypatch.setattr(Journal, "add", broken)

    assert run(*REFLECT).code == 70
    assert list((home / "reports").iterdir())
    assert traces(WORD, home / "reports") == []


def test_what_brings_up_the_safety_note_is_written_nowhere(
    run: Run, home: Path
) -> None:
    """Neither that it came up, nor why, stands in any file."""
    typed = "I wanted to die.\n.\n/pause\n/pause\n/pause\n"
    options = (
        "--answer=best=I asked.",
        "--answer=best_who=me",
        "--answer=best_needs=both",
    )
    ran = run("reflect", *options, terminal=True, stdin=typed)

    assert " ".join(NOTE.split()[-9:]) in " ".join(ran.err.split())
    assert [path for path in home.rglob("*.toml") if path.is_file()]
    for word in ("counsellor", "safety", "helpline", "danger"):
        assert traces(word, home / "journal", home / "drafts", home / "reports") == []


PRIVATE = """
format = 1
id = "small"
version = "1.0.0"
title = "Small"
purpose = "To be small."
[[section]]
id = "one"
title = "One"
[[section.ask]]
id = "open"
type = "short"
text = "Who was there?"
[[section.ask]]
id = "fear"
type = "short"
text = "What did you fear?"
private = true
[recap]
[[recap.line]]
text = "You wrote: ${open}"
"""


def test_a_private_answer_stays_out_of_recaps_and_exports(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "small.toml").write_text(PRIVATE)
    answers = ("--answer=open=Ana was there.", f"--answer=fear={WORD}")

    recap = run("reflect", str(tmp_path / "small.toml"), "--no-input", *answers)
    taken = [
        run("journal", "export", "--format", shape, "--output", "-").out
        for shape in ("markdown", "html", "jsonl")
    ]
    run("journal", "export", "--output", str(tmp_path / "out"))

    assert recap.code == 0, recap.err
    for shown in (recap.out, *taken):
        assert "Ana was there." in shown
        assert WORD not in shown
    assert list((tmp_path / "out").rglob("*-small-*.toml"))
    assert traces(WORD, tmp_path / "out") == []


def test_an_entry_removed_for_good_is_kept_nowhere(run: Run, home: Path) -> None:
    assert run(*REFLECT, "--answer=commit=ask Ana").code == 0
    run("commitment", "done", "1")
    run("journal", "edit", "last", "--answer", "struggle=Late.")
    assert traces(WORD, home)

    ran = run("journal", "remove", "last", "--for-good", "--yes")

    assert ran.code == 0, ran.err
    assert traces(WORD, home) == []


SHARED = (
    *("compare", "--no-input", "--answer=situation=I moved the date."),
    *("--answer=cost=Nobody could say.", "--answer=commit=ask first"),
)


def test_a_file_that_you_share_holds_what_you_chose_and_were_shown_and_nothing_else(
    run: Run, home: Path, tmp_path: Path
) -> None:
    assert run(*SHARED).code == 0
    file = tmp_path / "for-paul.toml"

    nothing = run("share", terminal=True, stdin="\n\n\n")
    ran = run("share", f"--output={file}", terminal=True, stdin="\n\n1\n2\n")

    assert "Nothing was written." in nothing.err
    assert f"\n{file.read_text()}\n" in ran.err
    [answer] = tomllib.loads(file.read_text())["answer"]
    assert answer["value"] == "I moved the date."
    for each in (*home.rglob("*.toml"), home, "19:30", "T1930"):
        assert str(getattr(each, "stem", each)) not in file.read_text()


def test_a_private_answer_is_in_no_file_that_you_share(
    run: Run, home: Path, tmp_path: Path
) -> None:
    assert run(*SHARED).code == 0
    given = (f"--answer=unsaid=Not {WORD}.", "--answer=want=A way on.")
    assert run("reflect", "presession", "--no-input", *given).code == 0
    assert run("reflect", "pedestal", "--no-input", f"--answer=moment={WORD}").code == 0
    folder = tmp_path / "given"

    for at, asked in enumerate(("want", "unsaid", "moment", "done")):
        for form in ("terminal", "html", "markdown", "json"):
            for exercise in ("presession", "pedestal"):
                take = asked if asked == "done" else f"{exercise}.{asked}"
                output = f"--output={folder / f'{at}-{form}-{exercise}'}"
                run("share", f"--take={take}", f"--format={form}", output, "--yes")

    assert len([*folder.iterdir()]) == 4 + 8
    assert traces(WORD, folder, home / "shared.toml") == []


def test_a_file_made_with_done_holds_no_words_of_yours(
    run: Run, tmp_path: Path
) -> None:
    assert run("course", "start", "shared-power").code == 0
    assert run(*SHARED).code == 0
    file = tmp_path / "done.toml"

    ran = run("share", "--done", f"--output={file}", "--yes")

    assert ran.code == 0, ran.err
    told = tomllib.loads(file.read_text())
    assert told.keys() == {"leadcoach", "made", "promised"}
    assert told["promised"] == {"done": 0, "of": 1}
    for word in ("moved", "date", "Nobody", "could", "first"):
        assert word not in file.read_text()


def test_after_erasing_none_of_your_words_are_left_in_our_folders(
    run: Run, home: Path
) -> None:
    assert run(*REFLECT).code == 0
    put(home / "drafts/reflect-aaaaaaaa.toml", WORD.encode())
    put(home / "repaired/20261121T193000/rest/a.txt", WORD.encode())
    run("journal", "remove", "last", "--yes")
    assert len(traces(WORD, home)) == 3

    ran = run("erase", "--yes")

    assert ran.code == 0, ran.err
    assert traces(WORD, home) == []


# Files


def test_what_leadcoach_calls_saved_survives_a_crash_and_a_power_cut(
    tmp_path: Path,
) -> None:
    assert lost_by_a_kill(tmp_path / "crash", 7) == set()
    as_it_is = changed_recipe("def _write(", "def _write(")

    assert complaints(as_it_is, tmp_path) == set()


def test_what_cannot_be_saved_leaves_the_old_words_whole_and_you_are_told(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(disk.Io):
        def write(self, descriptor: int, chunk: memoryview) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    run(*REFLECT)
    before = {path: path.read_bytes() for path in home.rglob("*.toml")}
    monkeypatch.setattr(disk, "io", Full())

    for command in (REFLECT, ("journal", "edit", "last", "--answer", "best=Other.")):
        ran = run(*command)
        assert ran.code == 74
        assert "No space left on device" in " ".join(ran.err.split())
        assert "Saved." not in ran.err

    assert {path: path.read_bytes() for path in home.rglob("*.toml")} == before


def test_two_leadcoach_at_once_never_write_over_each_other(tmp_path: Path) -> None:
    found = written_by(tmp_path / "journal", 2, 10)

    assert len(set(found)) == 20


LOOKING = ("journal list", "journal search said", "journal show 2026-11-01", "doctor")


@pytest.mark.parametrize("content", [b"", b"\0" * 99, text(9)[:300], b"\xe9 \xff"])
def test_a_file_that_cannot_be_read_is_never_changed_or_taken_for_empty(
    content: bytes, run: Run, home: Path
) -> None:
    well(home)
    path = put(home / "journal/2026/11" / name(9, "aaaaaaaa"), content)

    assert [run(*each.split()).code for each in LOOKING] == [4, 4, 0, 1]
    shown = run("journal", "show", "2026-11-09")
    changed = run("journal", "edit", "2026-11-09", "--answer", "best=Other.")
    assert run(*REFLECT).code == 0

    assert (shown.code, changed.code) == (4, 4)
    assert path.read_bytes() == content


def test_what_a_newer_leadcoach_wrote_is_shown_and_never_changed(
    run: Run, home: Path
) -> None:
    content = text(9).replace(b"format = 1", b"format = 2\nmood = 'calm'")
    path = put(home / "journal/2026/11" / name(9, "aaaaaaaa"), content)

    assert "kingfisher" in run("journal", "show").out
    assert run("journal", "edit", "last", "--answer", "best=Other.").code == 4
    assert path.read_bytes() == content


SHOWING = (
    "journal list",
    "journal show 1",
    "journal search said",
    "journal tags",
    "journal restore",
    "journal export --format jsonl",
    "commitment list",
    "doctor",
    "settings show",
    "exercise list",
    "reflect --no-input --no-mirror --answer=best=a --answer=struggle=b",
)
"""commands that can be told to write to a file"""


def kept_in(home: Path) -> set[bytes]:
    """Return the bytes of each entry in the journal and in the trash."""
    files = [*home.glob("journal/*/*/*.toml"), *home.glob("trash/2*.toml")]
    return {path.read_bytes() for path in files}


def test_only_removing_and_erasing_make_an_entry_disappear(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    well(home)
    run(*REFLECT, "--answer=commit=ask Ana")
    run("commitment", "done", "1")
    names = {path.name for path in Journal(home / "journal").paths()}

    for command in (
        *LOOKING,
        "journal list --limit 1",
        "journal export --output out",
        "journal import out --yes",
        "journal edit 1 --answer best=Other.",
        "journal undo",
        "journal restore",
        "commitment done 1",
        "doctor --repair",
        "settings set plain no",
        "exercise list",
        "resume",
        "journal remove 1",
        "erase",
        *(
            f"{shown} --output {path} {forced}"
            for shown in SHOWING
            for path in sorted(home.rglob("*.toml"))
            for forced in ("", "--force")
        ),
    ):
        before = kept_in(home)
        run(*command.split())
        assert names <= {path.name for path in Journal(home / "journal").paths()}
        assert before <= kept_in(home), command

    assert run("journal", "remove", "1", "--yes").code == 0
    assert len(Journal(home / "journal").paths()) == len(names) - 1
    assert run("journal", "undo").code == 0
    assert names == {path.name for path in Journal(home / "journal").paths()}


@pytest.mark.slow
def test_a_closed_window_costs_at_most_the_last_two_seconds_of_typing(
    tmp_path: Path,
) -> None:
    from tests.asking.test_killed import run_and_kill

    assert run_and_kill(tmp_path, 1, "HUP") == ""


def test_looking_for_damage_changes_no_byte(run: Run, home: Path) -> None:
    damaged(home)
    before = state(home)

    assert run("doctor").code == 1

    assert state(home) == before


def test_you_can_read_all_of_it_without_leadcoach(run: Run, home: Path) -> None:
    run(*REFLECT, "--answer=commit=ask Ana")
    [path] = Journal(home / "journal").paths()

    told = tomllib.loads(path.read_text(encoding="utf-8"))

    shipped = (builtin_exercises() / "reflect.toml").read_bytes()
    assert told["sha256"] == hashlib.sha256(shipped).hexdigest(), (
        "which exercise it was"
    )
    asked = {each["id"]: (each["asked"], each["value"]) for each in told["answer"]}
    assert asked["best"][1] == f"I said {WORD}."
    assert "at your best" in asked["best"][0]
    assert told["commitment"][0]["action"] == "ask Ana"


def test_an_export_comes_back_byte_for_byte(
    run: Run, home: Path, tmp_path: Path
) -> None:
    well(home)
    before = {path.name: path.read_bytes() for path in home.rglob("20*.toml")}
    for shape in ("folder", "jsonl"):
        out, new = (
            str(tmp_path / shape),
            {"LEADCOACH_HOME": str(tmp_path / f"n{shape}")},
        )
        assert run("journal", "export", "--format", shape, "--output", out).code == 0
        assert run("journal", "import", out, "--yes", environ=new).code == 0
        there = (tmp_path / f"n{shape}").rglob("20*.toml")
        assert {path.name: path.read_bytes() for path in there} == before


def test_what_goes_on_a_page_for_your_coach_is_chosen_by_you_line_by_line(
    run: Run, home: Path
) -> None:
    said = {"best": "I asked.", "struggle": "I waited.", "edge": "letting go"}
    told = [part for each in said.items() for part in ("--answer", "=".join(each))]
    run("reflect", "--no-input", "--no-mirror", *told)
    note = ("reflect", "presession", "--no-input", "--answer", "brought=1")

    for chosen in ("", *said):
        choice = ("--answer", f"along.1={chosen}") if chosen else ()
        shown = run(*note, *choice).out
        assert {each for each in said if said[each] in shown} == {chosen} - {""}
        for path in home.glob("journal/*/*/*-presession-*.toml"):
            path.unlink()
