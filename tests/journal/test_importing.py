"""What comes in from elsewhere: to the letter, on its own day, never twice."""

import datetime as dt
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadcoach.domain.entry import Answer, Commitment
from leadcoach.errors import LeadcoachError, Unreadable
from leadcoach.journal.exporting import LeavingOut, export_of, lines_of, write_folder
from leadcoach.journal.importing import ImportPlan, bring_in, incoming, plan_of
from leadcoach.journal.importing.incoming import found_at
from leadcoach.journal.importing.notes import FileContents, Remark
from leadcoach.journal.store import Journal
from leadcoach.journal.toml_file import LARGEST
from tests.journal.small import ENTRY as SMALL
from tests.journal.small import PARIS

ALL = LeavingOut(private=False)
ANY_TEXT = st.text(
    st.characters(exclude_categories=["Cs"]), max_size=60
) | st.sampled_from(
    ["\r\n", '"""', "'''", "\\", "\x00", "\x1b[31m", "\u2028", "\ufeff", "[[answer]]"]
)
ENTRY = replace(SMALL, zone=PARIS)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal")


Written = Callable[[str, str], Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def write(name: str, text: str) -> Path:
        path = tmp_path / "given" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return path

    return write


def planned(journal: Journal, *paths: Path) -> ImportPlan:
    found = FileContents()
    for path in paths:
        found.add(found_at(path))
    return plan_of(journal, found, PARIS)


def brought_in(journal: Journal, *paths: Path) -> ImportPlan:
    plan = planned(journal, *paths)
    list(bring_in(journal, plan))
    return plan


def notes(journal: Journal) -> list[tuple[str, str]]:
    """Return day, time and words of every entry, oldest first."""
    entries = [journal.load(path) for path in reversed(journal.paths())]
    return [
        (f"{each.started:%Y-%m-%d %H:%M}", str(each.value("note"))) for each in entries
    ]


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def whys(plan: ImportPlan) -> list[tuple[str, int]]:
    return [(each.file, each.line) for each in plan.refused]


# Our own export


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(ANY_TEXT, ANY_TEXT, st.booleans()), min_size=1, max_size=4))
def test_folder_and_lines_bring_every_entry_back_byte_for_byte(
    tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, str, bool]]
) -> None:
    here = tmp_path_factory.mktemp("round")
    old = Journal(here / "old")
    for words, amended, private in texts:
        answer = Answer("best", "long", words, words, private)
        made = (Commitment(words or "rest"),)
        old.add(replace(ENTRY, answers=(answer,), amended=amended, commitments=made))
    (old.folder / "commitments.toml").write_text("format = 3\ncommitment = []\n")
    export = export_of(old, old.paths(), ALL, whole=True)
    write_folder(export, here / "out")
    (here / "out.jsonl").write_text("".join(lines_of(export)), encoding="utf-8")

    for source in (here / "out", here / "out.jsonl", old.folder):
        new = Journal(here / f"from-{source.name}")
        brought_in(new, source)
        assert files_in(new.folder) == files_in(old.folder)


def test_one_file_of_an_entry_can_come_in_alone(
    journal: Journal, tmp_path: Path
) -> None:
    path = Journal(tmp_path / "old").add(ENTRY)

    brought_in(journal, path)

    assert journal.paths()[0].read_bytes() == path.read_bytes()


def test_the_same_entry_is_there_already_and_another_of_its_name_stays(
    journal: Journal, tmp_path: Path
) -> None:
    path = Journal(tmp_path / "old").add(ENTRY)
    brought_in(journal, path)
    before = files_in(journal.folder)

    again = planned(journal, path)
    path.write_text(path.read_text() + "# mine\n")
    other = planned(journal, path)

    assert (again.new, again.there) == ([], {"leadcoach": 1})
    assert (other.new, whys(other)) == ([], [(path.name, 0)])
    assert files_in(journal.folder) == before


def test_a_newer_entry_comes_in_and_a_spoilt_one_is_named(
    journal: Journal, written: Written
) -> None:
    newer = written("a/2026-11-18T080000-reflect-abcdefgh.toml", "format = 9\n")
    broken = written("a/2026-11-19T080000-reflect-abcdefgh.toml", "format = 1\nhalf =")

    plan = brought_in(journal, newer.parent)

    assert journal.paths()[0].read_bytes() == newer.read_bytes()
    assert [each.file for each in plan.refused] == [broken.name]


def test_what_became_of_commitments_is_added_to_what_is_known_here(
    journal: Journal, written: Written
) -> None:
    journal.folder.mkdir()
    line = '[[commitment]]\nname = "{}"\nstate = "done"\nchanged = 2026-11-0{}\n'
    own = journal.folder / "commitments.toml"
    own.write_text("format = 1\n" + line.format("a", 1))
    theirs = written(
        "x/commitments.toml", "format = 1\n" + line.format("a", 2) + line.format("b", 3)
    )

    brought_in(journal, theirs.parent)

    text = own.read_text()
    assert text.count('state = "done"') == 3
    assert "2026-11-01" in text
    assert "2026-11-03" in text


# jrnl

TEXT = """\
[2026-03-05 02:05:00 PM] A hard talk. With @M. about #budget
  set in
[x] ticked

[2023-05-05 09:00] quoted from a mail
[last week] we agreed

[2026-10-25 02:30:00 AM] Starred. *
[2026-10-26 12:00:00 AM] Midnight
"""


def test_a_line_of_prose_in_brackets_begins_no_note(
    journal: Journal, written: Written
) -> None:
    plan = brought_in(journal, written("journal.txt", TEXT))

    assert notes(journal) == [
        (
            "2026-03-05 14:05",
            TEXT[len("[2026-03-05 02:05:00 PM] ") : TEXT.index("\n\n[2026-10-25")],
        ),
        ("2026-10-25 02:30", "Starred."),
        ("2026-10-26 00:00", "Midnight"),
    ]
    assert [each.line for each in plan.remarks] == [5]


@pytest.mark.parametrize(
    ("stamp", "at"),
    [
        ("2026-11-21 09:05", "2026-11-21 09:05"),
        ("2026-11-21 09:05:59", "2026-11-21 09:05"),
        ("2026-11-21T21:05", "2026-11-21 21:05"),
        ("2026-11-21 09:05:00 PM", "2026-11-21 21:05"),
        ("2026-11-21 12:05 AM", "2026-11-21 00:05"),
        ("2026-11-21 12:05:00 p.m.", "2026-11-21 12:05"),
        ("2026-11-21", "2026-11-21 12:00"),
        ("21.11.2026 21:05", "2026-11-21 21:05"),
    ],
)
def test_a_note_begins_in_the_forms_that_jrnl_writes(
    journal: Journal, written: Written, stamp: str, at: str
) -> None:
    brought_in(journal, written("j.txt", f"[{stamp}] One. Two.\n"))

    assert notes(journal) == [(at, "One. Two.")]


@pytest.mark.parametrize(
    "first",
    [
        "Dear diary,\n[2026-11-21 09:05] One.\n",
        "[2026-11-21 09:05]One.\n",
        "[yesterday] One.\n",
    ],
)
def test_a_file_that_does_not_begin_with_a_whole_date_is_not_guessed_at(
    journal: Journal, written: Written, first: str
) -> None:
    plan = planned(journal, written("j.txt", first))

    assert (plan.new, whys(plan)) == ([], [("j.txt", 0)])


@pytest.mark.parametrize(
    ("stamp", "why"),
    [
        ("2026-13-45 09:05", "there is no month 13"),
        ("2026-02-30 10:15", "there is no 30 February 2026"),
        ("2026-11-21 25:05", "there is no 25:05 on a clock"),
        ("2026-11-21 13:05 PM", "there is no 13:05 on a clock"),
        ("05/11/2026 09:05", "its day and month can be read in two ways"),
        ("05.11.26 09:05", "its day and month can be read in two ways"),
    ],
)
def test_a_date_that_is_none_is_refused_with_its_true_reason(
    journal: Journal, written: Written, stamp: str, why: str
) -> None:
    text = f"[{stamp}] Lost\n[2026-11-22 09:05] Kept\n"
    plan = planned(journal, written("j.txt", text))

    assert plan.refused == [Remark("j.txt", why, 1)]


def test_one_date_of_a_file_can_show_in_which_order_all_are_written(
    journal: Journal, written: Written
) -> None:
    text = "[05/11/2026 09:05] One\n[21/11/2026 09:05] Two\n"
    brought_in(journal, written("j.txt", text))

    assert [at[:10] for at, _ in notes(journal)] == ["2026-11-05", "2026-11-21"]


def test_a_note_has_the_offset_of_its_own_day(
    journal: Journal, written: Written
) -> None:
    text = "[2026-07-01 09:00] Summer\n[2026-12-01 09:00] Winter\n[1890-12-01 12:00] Long ago\n"
    brought_in(journal, written("j.txt", text))

    entries = {
        str(journal.load(each).value("note")): journal.load(each)
        for each in journal.paths()
    }
    assert entries["Summer"].started.isoformat() == "2026-07-01T09:00:00+02:00"
    assert entries["Winter"].started.isoformat() == "2026-12-01T09:00:00+01:00"
    assert entries["Long ago"].local_date == dt.date(1890, 12, 1)
    assert entries["Long ago"].started.isoformat() == "1890-12-01T12:00:00+00:09"


def test_the_entry_of_a_note_says_where_it_comes_from(
    journal: Journal, written: Written
) -> None:
    brought_in(
        journal, written("j.txt", f"[2026-11-21 09:05] {'A long title ' * 20}\nBody\n")
    )

    entry = journal.load(journal.paths()[0])
    assert (entry.exercise, entry.version) == ("note", "1")
    assert len(entry.title) <= 80
    assert entry.answers[0].asked == "A note, brought in from jrnl"
    assert entry.unknown["source"]["kind"] == "jrnl"
    assert len(entry.unknown["source"]["sha256"]) == 64


def test_a_folder_of_days_tells_the_day_itself(
    journal: Journal, written: Written
) -> None:
    written("2026/03/05.txt", "[02:05 PM] Clock alone\n")
    path = written("2026/03/06.txt", "[2026-03-06 02:05:00 PM] With its day\n")

    brought_in(journal, path.parents[2])

    assert notes(journal) == [
        ("2026-03-05 14:05", "Clock alone"),
        ("2026-03-06 14:05", "With its day"),
    ]


def test_nothing_in_the_words_of_json_is_taken_for_a_date(
    journal: Journal, written: Written
) -> None:
    body = "[2023-05-05 09:00] quoted\n[2026-03-05 14:05] the same form"
    told = {"title": "One.", "body": body, "date": "2026-03-05", "time": "14:05"}
    brought_in(journal, written("j.json", json.dumps({"entries": [told]})))

    assert notes(journal) == [("2026-03-05 14:05", f"One.\n{body}")]


def test_a_spoilt_entry_of_json_is_named_by_its_place(
    journal: Journal, written: Written
) -> None:
    good = {"title": "One.", "body": "", "date": "2026-03-05", "time": "14:05"}
    empty = {**good, "title": ""}
    spoilt = [{**good, "date": "soon"}, {**good, "title": 7}, "x", empty]
    plan = planned(journal, written("j.json", json.dumps({"entries": [good, *spoilt]})))

    assert len(plan.new) == 1
    assert [each.file for each in plan.refused] == [
        f"j.json, entry {at}" for at in (2, 3, 4)
    ]
    assert plan.remarks == [Remark("j.json, entry 5", "it holds no words")]


JRNL_SETTINGS = """\
colors: {{body: none, date: none, tags: none, title: none}}
default_hour: 9
default_minute: 0
editor: ''
encrypt: false
highlight: true
indent_character: '|'
journals: {{default: {{journal: {0}/journal.txt}}, days: {{journal: {0}/days/}}}}
linewrap: 79
tagsymbols: '#@'
template: false
timeformat: '%F %r'
version: v4.6
"""


def jrnl(home: Path, *words: str, given: str = "") -> str:
    """Run the installed jrnl in a home of its own and return what it prints."""
    config = home / "jrnl.yaml"
    if not config.exists():
        (home / "days").mkdir(parents=True)
        config.write_text(JRNL_SETTINGS.format(home))
    environ = {"HOME": str(home), "LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]}
    ran = subprocess.run(
        [sys.executable, "-m", "jrnl", "--config-file", str(config), *words],
        input=given,
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout


def test_a_journal_that_jrnl_wrote_comes_in_from_its_file_and_its_json_once(
    journal: Journal, tmp_path: Path, written: Written
) -> None:
    home = tmp_path / "jrnl"
    jrnl(home, "2026-03-05 14:05: A hard talk with @M. It was about #budget.\nHe left.")
    jrnl(home, "*2026-10-25 02:30: The clock went back. Zażółć gęślą jaźń 👩🏽\u200d💻")
    jrnl(home, given="2025-01-01 at 9am: A new year.\n\n  - we agreed: 5 * 4\n")
    jrnl(home, "days", "2026-03-06 07:00: In a folder of days. It is short.")
    printed = written("out.json", jrnl(home, "--format", "json"))

    plan = brought_in(journal, home / "journal.txt")

    assert (len(plan.new), plan.refused, plan.remarks) == (3, [], [])
    assert [at for at, _ in notes(journal)] == [
        "2025-01-01 09:00",
        "2026-03-05 14:05",
        "2026-10-25 02:30",
    ]
    assert "about #budget.\nHe left." in notes(journal)[1][1]
    assert "jaźń 👩🏽\u200d💻" in notes(journal)[2][1]
    again = planned(journal, printed, home / "journal.txt")
    assert (again.new, again.there) == ([], {"jrnl": 6})
    from_json = Journal(tmp_path / "from-json")
    brought_in(from_json, printed)
    assert [words.split() for _, words in notes(from_json)] == [
        words.split() for _, words in notes(journal)
    ]
    brought_in(journal, home / "days")
    assert ("2026-03-06 07:00", "In a folder of days.\nIt is short.") in notes(journal)


def test_what_jrnl_itself_would_split_at_a_bracket_stays_one_note(
    journal: Journal, tmp_path: Path
) -> None:
    home = tmp_path / "jrnl"
    jrnl(home, given="2025-01-01 09:00: A new year.\n[last week] we agreed\n")
    (home / "journal.txt").write_text(
        "[2025-01-01 09:00:00 AM] A new year.\n[last week] we agreed\n"
    )

    brought_in(journal, home / "journal.txt")

    assert [words for _, words in notes(journal)] == [
        "A new year.\n[last week] we agreed"
    ]
    assert len(json.loads(jrnl(home, "--format", "json"))["entries"]) == 2


# Markdown


@pytest.mark.parametrize(
    ("name", "text", "at", "title"),
    [
        ("2026-03-05.md", "# A walk\nwords", "2026-03-05T12:00:00+01:00", "A walk"),
        ("2026_07_05 A walk.md", "words", "2026-07-05T12:00:00+02:00", "A walk"),
        (
            "x.md",
            "---\ndate: 2026-03-05\n---\nwords",
            "2026-03-05T12:00:00+01:00",
            "words",
        ),
        (
            "2020-01-01.md",
            "---\ntitle: 'A walk'\ndate: \"2026-03-05 08:15\"\n---\n",
            "2026-03-05T08:15:00+01:00",
            "A walk",
        ),
        (
            "x.markdown",
            '+++\ndate = "2026-03-05T23:15:00-05:00"\ntitle = "A walk"\n+++\n',
            "2026-03-05T23:15:00-05:00",
            "A walk",
        ),
    ],
)
def test_markdown_comes_in_whole_on_the_day_it_tells(
    journal: Journal, written: Written, name: str, text: str, at: str, title: str
) -> None:
    brought_in(journal, written(name, text))

    entry = journal.load(journal.paths()[0])
    assert entry.started.isoformat() == at
    assert entry.local_date.isoformat() == at[:10]
    assert entry.title == title
    assert entry.value("note") == text.rstrip("\n")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("walk.md", "2026-03-05 we walked\ndate: 2026-03-05\n"),
        ("walk 2026-03-05.md", "words"),
        ("2026-02-30.md", "words"),
        ("20261305.md", "words"),
        ("05-03-2026.md", "words"),
        ("2026-03-051.md", "words"),
        ("x.md", "---\ndate: last week\n---\nwords"),
        ("x.md", "words\n---\ndate: 2026-03-05\n---\n"),
    ],
)
def test_markdown_without_a_day_of_its_own_is_named_and_left_out(
    journal: Journal, written: Written, name: str, text: str
) -> None:
    plan = planned(journal, written(name, text).parent)

    assert (plan.new, whys(plan)) == ([], [(name, 0)])


def test_a_folder_of_markdown_comes_in_with_its_folders(
    journal: Journal, written: Written
) -> None:
    written("a/b/2026-03-05.md", "one")
    written("2026-03-06.md", "two")
    written(".obsidian/2026-03-07.md", "hidden")
    folder = written("picture.png", "\x89PNG").parent

    plan = brought_in(journal, folder)

    assert [words for _, words in notes(journal)] == ["one", "two"]
    assert plan.passed == 1


# Nothing twice, nothing lost


def test_the_same_note_comes_in_once_even_when_given_twice(
    journal: Journal, written: Written
) -> None:
    one = written("a.txt", "[2026-11-21 09:05:17] One. Two.\n")
    same = written("b.txt", "[2026-11-21 09:05] One.\nTwo.\n")

    plan = brought_in(journal, one, one, same)

    assert (len(plan.new), plan.there) == (1, {"jrnl": 2})
    assert planned(journal, same).new == []


def test_two_notes_of_one_minute_both_come_in(
    journal: Journal, written: Written
) -> None:
    brought_in(
        journal, written("a.txt", "[2026-11-21 09:05] One\n[2026-11-21 09:05] Two\n")
    )

    assert sorted(words for _, words in notes(journal)) == ["One", "Two"]


def test_planning_writes_nothing(journal: Journal, written: Written) -> None:
    planned(journal, written("a.txt", "[2026-11-21 09:05] One\n"))

    assert not journal.folder.exists()


# Hostile files


def hostile_files(folder: Path) -> dict[str, bytes]:
    """Return names and contents that no journal should hold."""
    deep = b'{"entries": ' + b"[" * 100_000
    braces = b'{"entries": [' + b"{}," * 2_100_000
    name = "2026-11-18T080000-reflect-abcdefg{}.toml"
    own = json.dumps({"name": "../../2026-11-18T080000-x-abcdefgh.toml", "file": "x"})
    half = json.dumps({"name": name.format("h"), "file": "\ud800"})
    return {
        "deep.json": deep,
        "braces.json": braces,
        "number.json": b'{"entries": ' + b"9" * 100_000 + b"}",
        "zip.json": b"PK\x03\x04\x00\x00",
        "formatted.md": b"{\\rtf1\\ansi One}",
        "nul.txt": b"[2026-11-21 09:05] One\x00\n",
        "latin.txt": "[2026-11-21 09:05] café\n".encode("latin-1"),
        "utf16.md": "2026".encode("utf-16"),
        "names.jsonl": (own + "\n" + half + "\n").encode(),
        "heads.txt": b"[2026-11-21 09:05" * 100_000,
        "front.md": b"---\n" * 100_000,
        name.format("a"): b"a." * 100_000 + b"a = 1",
        name.format("b"): b"x = " + b"[" * 100_000,
        name.format("c"): b"",
        "2026-99-99T080000-reflect-abcdefgh.toml": b"format = 9\n",
    }


def test_hostile_files_are_refused_in_time_and_nothing_comes_in(
    journal: Journal, tmp_path: Path
) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    names = hostile_files(folder)
    for name, content in names.items():
        (folder / name).write_bytes(content)
    began = time.monotonic()

    plan = planned(journal, folder)

    assert time.monotonic() - began < 10
    assert plan.new == []
    refused = {each.file for each in plan.refused}
    assert refused | {"heads.txt"} == set(names)


def test_links_pipes_and_deep_folders_are_not_followed(
    journal: Journal, tmp_path: Path
) -> None:
    secret = tmp_path / "2026-11-21.md"
    secret.write_text("not given")
    folder = tmp_path / "given"
    deep = folder.joinpath(*"abcdefghijk")
    deep.mkdir(parents=True)
    (deep / "2026-11-21.md").write_text("deep")
    (folder / "2026-11-22.md").symlink_to(secret)
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "2026-11-23.md")

    plan = planned(journal, folder)

    assert plan.new == []
    assert len(plan.refused) == 4


def test_a_file_of_more_than_32_megabytes_is_not_read(
    journal: Journal, tmp_path: Path
) -> None:
    large = tmp_path / "2026-11-21.md"
    with large.open("wb") as file:
        file.truncate(LARGEST + 1)

    assert [each.why for each in planned(journal, large).refused] == [
        "it is larger than 32 megabytes"
    ]


def test_more_entries_than_anybody_writes_are_refused_as_a_whole(
    journal: Journal, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "MOST", 3)
    path = written("a.txt", "[2026-11-21 09:05] One\n" * 4)

    for given_path in (path, path.parent):
        with pytest.raises(Unreadable, match="more than 3 entries"):
            planned(journal, given_path)


def test_control_characters_come_in_as_they_are_and_leave_the_title_clean(
    journal: Journal, written: Written
) -> None:
    words = "red \x1b[31m \u202eback"
    brought_in(journal, written("2026-11-21.md", words))

    entry = journal.load(journal.paths()[0])
    assert entry.value("note") == words
    assert "\x1b" not in entry.title


def test_a_disk_that_fills_up_leaves_what_came_in_and_the_rest_comes_later(
    journal: Journal, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written("a.txt", "".join(f"[2026-11-2{at} 09:05] One\n" for at in range(5)))
    plan = planned(journal, path)
    add_file = journal.add_file

    def full(name: str, content: bytes) -> Path:
        if name.startswith("2026-11-23"):
            raise LeadcoachError("no room")
        return add_file(name, content)

    monkeypatch.setattr(journal, "add_file", full)
    with pytest.raises(LeadcoachError) as raised:
        list(bring_in(journal, plan))
    monkeypatch.undo()

    assert "3 of 5" in raised.value.hint
    rest = brought_in(journal, path)
    assert (len(rest.new), rest.there) == (2, {"jrnl": 3})
