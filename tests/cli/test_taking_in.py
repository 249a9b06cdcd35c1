"""What other programs and people wrote comes in, or is named; nothing is dropped unsaid."""

import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from leadcoach.errors import ExitCode
from leadcoach.journal.importing.incoming import found_at
from leadcoach.journal.store import Journal
from leadcoach.journal.toml_file import LARGEST
from tests.conftest import Ran, Run

Given = Callable[[str, str | bytes], Path]


@pytest.fixture
def given(tmp_path: Path) -> Given:
    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / "given" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path / "given"

    return write


def notes(home: Path) -> list[tuple[str, str]]:
    """Return day, time and words of every entry, oldest first."""
    kept = Journal(home / "journal")
    entries = [kept.load(path) for path in reversed(kept.paths())]
    return [
        (f"{each.started:%Y-%m-%d %H:%M}", str(each.value("note"))) for each in entries
    ]


def take_in(run: Run, path: Path, **more: object) -> Ran:
    return run("journal", "import", str(path), "--yes", **more)  # type: ignore[arg-type]


def plain(ran: Ran) -> str:
    return " ".join((ran.out + ran.err).split())


# jrnl


def test_a_day_file_with_a_plain_line_comes_in_and_an_empty_one_is_named(
    run: Run, home: Path, given: Given
) -> None:
    given("2026/01/06.txt", "Just plain words of a day, no stamp.\n")
    folder = given("2026/01/07.txt", "")

    ran = take_in(run, folder)

    assert ran.code == 0
    assert notes(home) == [("2026-01-06 12:00", "Just plain words of a day, no stamp.")]
    assert "2026/01/07.txt: it is empty." in ran.out


@pytest.mark.parametrize("below", ["", "2026", "2026/01", "2026/01/05.txt"])
def test_words_before_the_first_stamp_of_a_day_come_in(
    run: Run, home: Path, given: Given, below: str
) -> None:
    text = "Words before the first stamp.\n\n[2026-01-05 09:30 AM] First note\nbody\n"
    folder = given("2026/01/05.txt", text)

    assert take_in(run, folder / below).code == 0
    assert notes(home) == [
        ("2026-01-05 09:30", "First note\nbody"),
        ("2026-01-05 12:00", "Words before the first stamp."),
    ]


def test_a_stamp_that_tells_its_own_day_is_believed_more_than_the_name_of_the_file(
    run: Run, home: Path, given: Given
) -> None:
    folder = given("2026/01/05.txt", "[2026-01-06 09:30] After midnight\n")

    take_in(run, folder)

    assert notes(home) == [("2026-01-06 09:30", "After midnight")]


def test_a_day_that_is_none_stays_with_the_words_above_it_and_says_so(
    run: Run, home: Path, given: Given
) -> None:
    text = "[2026-02-28 10:15] Kept\n[2026-02-30 10:15] Also kept\n"
    folder = given("journal.txt", text)

    ran = take_in(run, folder)

    assert "journal.txt, line 2: there is no 30 February 2026;" in plain(ran)
    assert notes(home) == [("2026-02-28 10:15", "Kept\n[2026-02-30 10:15] Also kept")]


@pytest.mark.parametrize(
    "stamp",
    [
        "2026-1-5 9:05",
        "2026/01/05 09:05",
        "5 January 2026 09:05",
        "Monday, January 5, 2026 at 9:05 AM",
        "05 Jan 2026 9:05 am",
        "5.1.2026 9:05",
    ],
)
def test_stamps_come_in_other_forms_that_cannot_be_misread(
    run: Run, home: Path, given: Given, stamp: str
) -> None:
    take_in(run, given("journal.txt", f"[{stamp}] One\r\n\r\n[{stamp}]\r\nTwo\r\n"))

    assert notes(home) == [
        ("2026-01-05 09:05", "One"),
        ("2026-01-05 09:05", "Two"),
    ] or (notes(home) == [("2026-01-05 09:05", "Two"), ("2026-01-05 09:05", "One")])


@pytest.mark.parametrize("stamp", ["20260305 1405", "Thu Mar  5 14:05:00 2026"])
def test_a_journal_with_dates_that_are_not_read_is_told_the_way_out(
    run: Run, given: Given, stamp: str
) -> None:
    ran = take_in(run, given("journal.txt", f"[{stamp}] One\n"))

    assert ran.code == ExitCode.UNREADABLE
    assert "journal.txt, line 1: its first date is in no form" in plain(ran)
    assert "`jrnl --format json` prints one that is" in plain(ran)


# What programs keep for themselves

TOOLS = (
    "logseq/bak/journals/2026_01_05/2026-01-05T12_00_00.000Z.Desktop.md",
    "logseq/version-files/2026-01-05.md",
    ".obsidian/2026-01-05.md",
    ".trash/2026-01-04.md",
    ".git/2026-01-05.md",
    ".stversions/2026-01-05~20260106-101112.md",
    "__MACOSX/2026-01-05.md",
    "@eaDir/2026-01-05.md",
    "journals/.2026-01-05.md",
    "journals/2026_01_05.sync-conflict-20260106-101112-ABCDEFG.md",
    "journals/2026_01_05 (Ama's conflicted copy 2026-01-06).md",
    "journals/2026_01_05 (1).md",
    "journals/2026_01_05 2.md",
    "journals/2026_01_05 copy.md",
    "journals/2026_01_05 - Copy (2).md",
    "journals/2026_01_05 (Konfliktkopie).md",
    "journals/2026_01_05.md~",
    "journals/2026_01_05.md.bak",
    "journals/#2026_01_05.md#",
)


@pytest.mark.parametrize("name", TOOLS)
def test_what_a_program_keeps_for_itself_is_left_out_and_named(
    run: Run, home: Path, given: Given, name: str
) -> None:
    given(name, "- I let Jo")
    folder = given("journals/2026_01_05.md", "- I let Jo finish first.")

    ran = take_in(run, folder)

    assert ran.code == 0
    assert [words for _, words in notes(home)] == ["- I let Jo finish first."]
    named = plain(ran).partition("Left out")[2]
    assert any(part in named for part in (name, *name.split("/")[:2]))


@pytest.mark.parametrize(
    "name",
    [
        "2026-01-05 Conflict with Jo.md",
        "2026-01-05 (2).md",
        "2026-01-05 Copy.md",
        "2026-01-05 Talk (the conflict).md",
        "backup plan/2026-01-05.md",
        "with a space/2026-01-05 A walk.md",
    ],
)
def test_a_note_that_is_only_called_so_comes_in(
    run: Run, home: Path, given: Given, name: str
) -> None:
    take_in(run, given(name, "words"))

    assert [words for _, words in notes(home)] == ["words"]


def test_what_was_left_out_comes_in_when_it_is_named(
    run: Run, home: Path, given: Given
) -> None:
    given("2026-01-05.md", "one")
    folder = given("2026-01-05 (1).md", "two")
    given(".trash/2026-01-04.md", "three")

    take_in(run, folder)
    take_in(run, folder / "2026-01-05 (1).md")
    take_in(run, folder / ".trash")

    assert sorted(words for _, words in notes(home)) == ["one", "three", "two"]


def test_from_a_whole_home_of_leadcoach_only_the_journal_comes_in(
    run: Run, home: Path, tmp_path: Path
) -> None:
    other = {"LEADCOACH_HOME": str(tmp_path / "other")}
    answers = ("--answer=best=I asked.", "--answer=struggle=I wait.", "--no-mirror")
    run("reflect", "--no-input", *answers, environ=other)
    run("reflect", "--no-input", *answers, environ=other)
    run("journal", "remove", "1", "--yes", environ=other)
    run("settings", "set", "plain", "yes", environ=other)

    ran = take_in(run, tmp_path / "other")

    assert ran.code == 0
    assert Journal(home / "journal").count() == 1
    assert "trash/: it stands beside leadcoach's journal" in plain(ran)


# Day One

DAY_ONE = {
    "metadata": {"version": "1.0"},
    "entries": [
        {
            "uuid": "A1B2",
            "creationDate": "2026-01-06T02:30:00Z",
            "timeZone": "America/New_York",
            "text": "# Late shift\n\nI asked Ama to lead the round.",
            "starred": True,
            "tags": ["team", "hard talk"],
            "photos": [{"md5": "x"}, {"md5": "y"}],
        },
        {
            "uuid": "A1B3",
            "creationDate": "2026-01-07T12:30:00Z",
            "timeZone": "Europe/Paris",
            "text": "Second day\\. It was \\*long\\*",
            "richText": "{}",
        },
        {"uuid": "A1B4", "creationDate": "2026-01-07T12:31:00Z", "audios": [{}]},
    ],
}


def test_an_export_of_day_one_comes_in_on_the_days_its_writer_had(
    run: Run, home: Path, given: Given
) -> None:
    folder = given("Journal.json", json.dumps(DAY_ONE, indent=2))

    ran = take_in(run, folder)

    assert ran.code == 0
    assert notes(home) == [
        ("2026-01-05 21:30", "# Late shift\n\nI asked Ama to lead the round."),
        ("2026-01-07 13:30", "Second day. It was *long*"),
    ]
    kept = Journal(home / "journal")
    first, second = (kept.load(path) for path in reversed(kept.paths()))
    assert (first.started.isoformat(), first.zone) == (
        "2026-01-05T21:30:00-05:00",
        "America/New_York",
    )
    assert (first.title, second.zone) == ("Late shift", "Europe/Paris")
    assert first.unknown["source"]["starred"] is True
    assert first.unknown["source"]["tags"] == ["team", "hard talk"]
    assert "Journal.json, entry 1: photos: 2; only words come in." in plain(ran)
    assert "Journal.json, entry 3: it holds no words." in plain(ran)
    assert "Journal.json, entry 3: recordings: 1; only words come in." in plain(ran)


def test_tags_of_day_one_are_found_like_ones_own(
    run: Run, home: Path, given: Given
) -> None:
    take_in(run, given("Journal.json", json.dumps(DAY_ONE)))

    for tag in ("team", "hard-talk"):
        ran = run("journal", "list", "--tag", tag, "--json")
        assert len(json.loads(ran.out)["entries"]) == 1


def test_the_same_export_of_day_one_comes_in_once_wherever_one_is(
    run: Run, home: Path, given: Given
) -> None:
    told = {"entries": [{"creationDate": "2026-01-06T02:30:00Z", "text": "one"}]}
    folder = given("Journal.json", json.dumps(told))
    given("zulu.md", "---\ndate: 2026-01-06T02:30:00Z\n---\nLate")

    take_in(run, folder)
    before = Journal(home / "journal").count()
    again = found_at(folder)

    from leadcoach.journal.importing import plan_of

    plan = plan_of(Journal(home / "journal"), again, "America/New_York")
    assert (before, plan.new, sum(plan.there.values())) == (2, [], 2)


def test_a_zip_is_named_with_what_to_do(run: Run, given: Given) -> None:
    folder = given("Journal.zip", b"PK\x03\x04\x14\x00")

    for path, code in ((folder, 1), (folder / "Journal.zip", 4)):
        ran = take_in(run, path)
        assert ran.code == code
        assert "it is packed; unpack it, and bring in what was in it" in plain(ran)


# Markdown


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "---\ndate: 2026-01-05\nwords\n",
            "begins with a rule and never ends with one",
        ),
        ("---\ndate:\n---\nwords\n", "the date in its front matter is empty"),
        ("words\n", "it tells no day"),
    ],
)
def test_a_trial_says_truly_what_cannot_come_in_and_ends_with_four(
    run: Run, given: Given, text: str, why: str
) -> None:
    given("2026-01-09.md", "words\n")
    folder = given("note.md", text).parent

    ran = run("journal", "import", str(folder), "--dry-run")

    assert why in " ".join(ran.out.split())
    assert ran.code == ExitCode.UNREADABLE


def test_prose_between_two_rules_is_no_front_matter(
    run: Run, home: Path, given: Given
) -> None:
    text = "---\nA rule first, then prose.\ndate: 1999-01-01\n---\nprose\n"

    take_in(run, given("2026-01-09.md", text))

    assert notes(home) == [("2026-01-09 12:00", text.rstrip("\n"))]


@pytest.mark.parametrize(
    "front",
    [
        "tags:\n  - team\n  - talk\ndate: 2026-01-05\n",
        "tags:\n- team\n\n# a remark\nDate: 2026-1-5\n",
        'aliases: [one, two]\n"date": 2026-01-05\ncssclass: wide\n',
        "date created: 2026-01-05\ndate modified: 2026-02-01\n",
        "summary: >\n  A rule. Then: prose\n  date: 1999-01-01\ncreated: 2026-01-05\n",
        "created: 2026-01-04\ndate: 2026-01-05\n",
        "CREATED: '[[2026-01-05]]'\n",
        "date:2026-01-05\ntags:one\n",
        "url: https://example.org/x\ndate: 2026/01/05\n",
    ],
)
def test_front_matter_is_read_however_it_is_written(
    run: Run, home: Path, given: Given, front: str
) -> None:
    take_in(run, given("walk.md", f"---\n{front}---\nwords\n"))

    assert notes(home) == [("2026-01-05 12:00", f"---\n{front}---\nwords")]


@pytest.mark.parametrize(
    ("told", "at"),
    [
        ("2026-1-5", "2026-01-05 12:00"),
        ("2026-01-05 9:30", "2026-01-05 09:30"),
        ("2026-01-05T09:30:15.123", "2026-01-05 09:30"),
        ("2026-01-05T09:30:00Z", "2026-01-05 10:30"),
        ("2026-01-05 09:30:00 +0000", "2026-01-05 10:30"),
        ("2026-01-05T09:30-05:00", "2026-01-05 09:30"),
        ("2026-01-05T23:30:00Z", "2026-01-06 00:30"),
        ("6 January 2026", "2026-01-06 12:00"),
        ("6 Jan 2026, 9:30 pm", "2026-01-06 21:30"),
        ("January 6, 2026", "2026-01-06 12:00"),
        ("Tuesday, 6th of January 2026", "2026-01-06 12:00"),
        ("6.1.2026", "2026-01-06 12:00"),
        ("21/11/2026", "2026-11-21 12:00"),
        ("2026-01-05 # the day after", "2026-01-05 12:00"),
        ("2026-01-05 (written on the 7th)", "2026-01-05 12:00"),
        ("'2026-01-05'  # quoted", "2026-01-05 12:00"),
        ('"2026-01-05 09:30"', "2026-01-05 09:30"),
    ],
)
def test_dates_in_front_matter_are_read_in_common_forms(
    run: Run, home: Path, given: Given, told: str, at: str
) -> None:
    ran = take_in(run, given("walk.md", f"---\ndate: {told}\n---\nwords\n"))

    assert [each for each, _ in notes(home)] == [at], plain(ran)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("2026-02-30", "there is no 30 February 2026"),
        ("2026-13-05", "there is no month 13"),
        ("31 April 2026", "there is no 31 April 2026"),
        ("2026-01-05 25:10", "there is no 25:10 on a clock"),
        ("05/06/2026", "its day and month can be read in two ways"),
        ("last week", "in no form that is read"),
        ("{{date}}", "in no form that is read"),
        ("2026-01-051", "in no form that is read"),
    ],
)
def test_a_date_that_is_refused_is_refused_with_its_true_reason(
    run: Run, home: Path, given: Given, told: str, why: str
) -> None:
    folder = given("walk.md", f"---\ndate: {told}\n---\nwords\n")

    ran = take_in(run, folder)

    assert (ran.code, notes(home)) == (ExitCode.UNREADABLE, [])
    assert (
        f"walk.md: the date in its front matter{' is' if 'form' in why else ':'} {why}"
        in plain(ran)
    )


@pytest.mark.parametrize(
    "name",
    [
        "2026-1-5",
        "2026_01_05",
        "20260105",
        "2026-01-05T09-30",
        "2026-01-05_Mon",
        "January 5th, 2026",
        "5 January 2026 A walk",
        "Mon 2026-01-05",
        "2026/01/05",
    ],
)
def test_names_of_daily_notes_tell_the_day_in_common_forms(
    run: Run, home: Path, given: Given, name: str
) -> None:
    take_in(run, given(f"Daily Notes/{name}.md", "words"))

    assert notes(home) == [("2026-01-05 12:00", "words")]


def test_a_day_in_the_name_that_is_none_is_told_so(run: Run, given: Given) -> None:
    ran = take_in(run, given("2026-02-30.md", "words"))

    assert "there is no 30 February 2026" in plain(ran)


def test_a_name_with_a_day_stands_in_for_a_date_that_cannot_be_read(
    run: Run, home: Path, given: Given
) -> None:
    ran = take_in(run, given("2026-01-05.md", "---\ndate: {{date}}\n---\nwords\n"))

    assert [each for each, _ in notes(home)] == ["2026-01-05 12:00"]
    assert "it comes in on 2026-01-05" in plain(ran)


# Large files, other encodings


def lines_of(count: int, size: int) -> str:
    words = "word " * (size // 10)
    entry = (
        'format = 1\nexercise = "reflect"\nversion = "1"\n'
        "started = 2026-11-19T08:00:00Z\nfinished = 2026-11-19T08:00:00Z\n"
        f'local_date = 2026-11-19\n\n[[answer]]\nid = "best"\ntype = "long"\n'
        f'asked = "?"\nvalue = "{words}"\n'
    )
    signs = "abcdefghij"
    names = (
        f"2026-11-19T080000-reflect-{''.join(signs[int(d)] for d in f'{at:08}')}.toml"
        for at in range(count)
    )
    return "".join(
        json.dumps({"schema": 1, "name": name, "file": entry, "more": words}) + "\n"
        for name in names
    )


@pytest.mark.slow
def test_an_export_of_any_size_comes_back_line_by_line(
    run: Run, home: Path, given: Given
) -> None:
    text = lines_of(450, 100_000)
    assert len(text) > 43_000_000 > LARGEST
    folder = given("all.jsonl", text)
    del text

    tracemalloc.start()
    found = found_at(folder / "all.jsonl")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    ran = take_in(run, folder / "all.jsonl")

    assert (len(found.entries), ran.code) == (450, 0)
    assert most < 5_000_000
    assert Journal(home / "journal").count() == 450
    assert run("journal", "undo").code == 0
    assert Journal(home / "journal").count() == 0


def test_a_spoilt_line_of_an_export_is_named_and_the_others_come(
    run: Run, home: Path, given: Given
) -> None:
    first, second, third = lines_of(3, 10).splitlines()
    folder = given("all.jsonl", f"{first[:-9]}\r\n\r\n{second}\r\n{third}")

    ran = take_in(run, folder / "all.jsonl")

    assert ran.code == ExitCode.UNREADABLE
    assert "all.jsonl, line 1: it is not a line of a leadcoach export." in plain(ran)
    assert Journal(home / "journal").count() == 2


def test_an_export_that_changes_after_the_look_brings_nothing_spoilt(
    home: Path, given: Given
) -> None:
    folder = given("all.jsonl", lines_of(2, 10))
    found = found_at(folder)
    given("all.jsonl", lines_of(2, 20))

    from leadcoach.errors import Unreadable

    with pytest.raises(Unreadable, match="changed meanwhile"):
        found.entries[0].content()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_files_in_unicode_as_windows_writes_it_come_in(
    run: Run, home: Path, given: Given, encoding: str
) -> None:
    mark = "\ufeff" if encoding[-2:] in ("le", "be") else ""
    jrnl = f"{mark}[2026-01-05 09:05] Zażółć gęślą jaźń\r\n"
    given("journal.txt", jrnl.encode(encoding))
    given(
        "2026-01-06.md", f"{mark}---\r\ndate: 2026-01-06\r\n---\r\nä".encode(encoding)
    )
    folder = given("all.jsonl", (mark + lines_of(1, 10)).encode(encoding))

    ran = take_in(run, folder)

    assert ran.code == 0, plain(ran)
    assert Journal(home / "journal").count() == 3


def test_bytes_that_are_no_text_are_refused_with_their_line(
    run: Run, home: Path, given: Given
) -> None:
    given("2026-01-05.md", "words\ncafé".encode("latin-1"))
    folder = given("2026-01-06.md", "good")

    ran = take_in(run, folder)

    assert ran.code == ExitCode.UNREADABLE
    assert "2026-01-05.md, line 2: it is not written in UTF-8." in plain(ran)
    assert [words for _, words in notes(home)] == ["good"]


# Saying so


def test_when_something_cannot_come_in_the_exit_code_says_so(
    run: Run, home: Path, given: Given
) -> None:
    given("2026-01-05.md", "good")
    folder = given("walk.md", "no day")

    first, again = take_in(run, folder), take_in(run, folder)
    shown = run("journal", "import", str(folder), "--dry-run")

    assert (first.code, again.code, shown.code) == (4, 4, 4)
    assert "1 entry is in your journal now." in plain(first)
    assert "One of them cannot come in" in plain(again)


def test_an_empty_folder_and_one_of_pictures_hold_nothing(
    run: Run, tmp_path: Path, given: Given
) -> None:
    (tmp_path / "empty").mkdir()

    assert take_in(run, tmp_path / "empty").code == ExitCode.FOUND
    assert take_in(run, given("picture.png", b"\x89PNG")).code == ExitCode.FOUND


def test_no_name_at_all_does_not_mean_the_folder_one_is_in(
    run: Run, given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(given("2026-01-05.md", "words"))

    assert run("journal", "import", "", "--yes").code == ExitCode.USAGE


# Taking it back

LINE = '[[commitment]]\nname = "{}"\nstate = "done"\non = 2026-11-20\n'


def test_undoing_an_import_takes_back_its_commitments_too(
    run: Run, home: Path, tmp_path: Path
) -> None:
    other = {"LEADCOACH_HOME": str(tmp_path / "other")}
    sit = ("reflect", "--no-input", "--no-mirror", "--answer=struggle=I wait.")
    run(*sit, "--answer=best=Theirs.", "--answer=commit=ask Jo", environ=other)
    run("commitment", "done", "1", environ=other)
    run("journal", "export", "--output", str(tmp_path / "out"), environ=other)

    for own in (False, True):
        if own:
            run(*sit, "--answer=best=Mine.", "--answer=commit=ask Ama")
            run("commitment", "done", "1")
        before = state(home / "journal")
        assert take_in(run, tmp_path / "out").code == 0
        assert state(home / "journal") != before
        ran = run("journal", "undo")
        assert ran.code == 0
        assert state(home / "journal") == before


def test_commitments_that_came_alone_can_be_taken_back(
    run: Run, home: Path, given: Given
) -> None:
    folder = given("commitments.toml", "format = 2\n" + LINE.format("a"))

    assert take_in(run, folder).code == 0
    assert run("journal", "undo").code == 0
    assert state(home / "journal") == {}


def test_an_entry_that_changed_since_stays_with_its_commitments_and_that_is_told(
    run: Run, home: Path, tmp_path: Path
) -> None:
    other = {"LEADCOACH_HOME": str(tmp_path / "other")}
    sit = ("reflect", "--no-input", "--no-mirror", "--answer=struggle=I wait.")
    for name in ("Jo", "Ama"):
        run(*sit, "--answer=best=Theirs.", f"--answer=commit=ask {name}", environ=other)
        run("commitment", "done", "1", environ=other)
    take_in(run, tmp_path / "other" / "journal")
    path, gone = Journal(home / "journal").paths()
    path.write_text(path.read_text() + "# mine\n")

    ran = run("journal", "undo")

    assert ran.code == ExitCode.UNREADABLE
    assert "One changed since, and stays" in ran.err
    assert (path.exists(), gone.exists()) == (True, False)
    states = (home / "journal" / "commitments.toml").read_text()
    assert (path.stem in states, gone.stem in states) == (True, False)


def test_an_import_that_was_cut_off_can_be_taken_back(
    run: Run, home: Path, given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = given("j.txt", "[2026-11-21 09:05] One\n[2026-11-22 09:05] Two\n")
    add_file = Journal.add_file

    def cut(journal: Journal, name: str, content: bytes) -> Path:
        if name.startswith("2026-11-22"):
            raise KeyboardInterrupt
        return add_file(journal, name, content)

    monkeypatch.setattr(Journal, "add_file", cut)
    ran = take_in(run, folder)
    assert ran.code == ExitCode.INTERRUPTED
    assert "1 of 2 entries are in your journal." in plain(ran)
    assert Journal(home / "journal").count() == 1

    assert run("journal", "undo").code == 0
    assert Journal(home / "journal").count() == 0


def test_ones_own_list_of_commitments_that_cannot_be_read_is_told(
    run: Run, home: Path, given: Given
) -> None:
    (home / "journal").mkdir(parents=True)
    own = home / "journal" / "commitments.toml"
    own.write_text("half = ")
    given("commitments.toml", "format = 2\n" + LINE.format("a"))
    folder = given("2026-01-05.md", "words")

    ran = take_in(run, folder)

    assert ran.code == ExitCode.UNREADABLE
    assert "which commitments are done does not come along" in plain(ran)
    assert own.read_text() == "half = "
    assert Journal(home / "journal").count() == 1


def state(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".lock"
    }
