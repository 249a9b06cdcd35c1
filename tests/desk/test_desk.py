"""What a coach sees at the desk, and what nobody who hands something in can do there."""

import hashlib
import json
import os
import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from leadcoach.errors import ExitCode
from tests.conftest import Run
from tests.desk.cohort import NAMES, SHARE
from tests.desk.conftest import DeskOf, copy_of
from tests.test_screens import SCREENS, too_wide, width_of

LIVE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
COMMANDS = {
    "in": ("in", "inbox"),
    "ask": ("ask", "inbox", "compare.more"),
    "group": ("group", "inbox", "seven.rate"),
    "promises": ("promises", "inbox"),
    "page": ("page", "inbox", "grace"),
    "page-of-lea": ("page", "inbox", "lea"),
}


def answers(exercise: str, *lines: str, day: str = "2026-12-15", name: str = "") -> str:
    """Return a right file of answers."""
    told = f"# name: {name}\n" if name else ""
    head = f"# leadcoach answers 1: {exercise} 1.0.0\n{told}# day: {day}\n\n"
    return head + "\n".join(lines) + "\n"


def hand_in(inbox: Path, person: str, text: str, name: str = "one.txt") -> None:
    """Put a file into the folder of a person."""
    (inbox / person).mkdir(exist_ok=True)
    (inbox / person / name).write_text(text, "utf-8")


def hashes(folder: Path) -> dict[str, str]:
    """Return what lies in a folder: each file by its hash, all else by its kind."""
    found = {}
    for path in sorted(folder.rglob("*")):
        plain = path.is_file() and not path.is_symlink()
        content = path.read_bytes() if plain else b""
        mark = hashlib.sha256(content).hexdigest()
        found[str(path)] = f"{mark} {path.lstat().st_mtime_ns}"
    return found


# The screens


@pytest.mark.usefixtures("twelve")
@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("command", COMMANDS)
def test_the_desk_of_a_cohort_of_twelve(
    command: str, columns: int, desk: DeskOf, golden: Callable[[str, str], None]
) -> None:
    ran = desk(*COMMANDS[command], environ={"COLUMNS": str(columns)})

    assert ran.code == ExitCode.DONE
    golden(f"desk-{command}-{columns}.txt", ran.out + ran.err)


@pytest.mark.usefixtures("twelve")
@pytest.mark.parametrize("screen", SCREENS)
def test_the_desk_fits_every_screen_and_no_stranger_acts_on_it(
    screen: str, desk: DeskOf, home: Path
) -> None:
    for command in COMMANDS.values():
        ran = desk(*command, environ=SCREENS[screen])
        for text in (ran.out, ran.err):
            assert LIVE.search(text) is None, command
            assert list(too_wide(text, width_of(screen), home)) == [], command


@pytest.mark.usefixtures("twelve")
@pytest.mark.parametrize("form", ["html", "markdown", "json"])
def test_a_page_in_another_format_runs_and_loads_nothing(
    form: str, desk: DeskOf
) -> None:
    for command in COMMANDS.values():
        out = desk(*command, "--format", form).out
        assert LIVE.search(out) is None
        if form == "html":
            assert "default-src 'none'" in out
            assert "<script" not in out
        if form == "json":
            assert json.loads(out)["schema"] == 1


# Nothing is touched, nothing is written


def test_the_coachs_own_journal_and_the_inbox_are_not_touched(
    cohort: Path, desk: DeskOf, run: Run, home: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    given = ("--answer=best=a", "--answer=struggle=b", "--answer=edge=c")
    assert run("reflect", "--no-input", *given).code == ExitCode.DONE
    monkeypatch.chdir(cohort.parent)
    before = hashes(home), hashes(cohort)
    for name, command in COMMANDS.items():
        desk(*command)
        desk(*command, "--output", str(tmp_path / f"{name}.html"))
    desk("export", "inbox")
    desk("export", "inbox", "--output", str(tmp_path / "all.jsonl"))

    assert (hashes(home), hashes(cohort)) == before
    written = {each.name for each in tmp_path.iterdir() if each.is_file()}
    assert written == {*(f"{name}.html" for name in COMMANDS), "all.jsonl"}


@pytest.mark.usefixtures("twelve")
@pytest.mark.parametrize("command", [*COMMANDS.values(), ("export", "inbox")])
def test_a_file_that_is_there_is_not_written_over(
    command: tuple[str, ...], desk: DeskOf, tmp_path: Path
) -> None:
    there = tmp_path / "there.html"
    there.write_text("mine")

    ran = desk(*command, "--output", str(there))

    assert ran.code == ExitCode.USAGE
    assert "is there already" in " ".join(ran.err.split())
    assert there.read_text() == "mine"


@pytest.mark.usefixtures("twelve")
def test_the_end_of_a_name_says_how_a_page_is_written(
    desk: DeskOf, tmp_path: Path
) -> None:
    for name, begins in (("a.html", "<!doctype"), ("a.md", "# "), ("a.json", "{")):
        assert desk("promises", "inbox", "--output", str(tmp_path / name)).code == 0
        assert (tmp_path / name).read_text().startswith(begins)


@pytest.mark.usefixtures("twelve")
def test_a_page_is_not_written_as_a_kind_of_file_that_it_is_not(
    desk: DeskOf, tmp_path: Path
) -> None:
    ran = desk("promises", "inbox", "--output", str(tmp_path / "ana.rtf"))

    assert ran.code == ExitCode.USAGE
    assert "No page can be written as a file that ends in .rtf." in ran.err
    assert not (tmp_path / "ana.rtf").exists()
    for name in ("ana.txt", "ana"):
        assert desk("promises", "inbox", "--output", str(tmp_path / name)).code == 0


# What is not read never hides the rest


@pytest.mark.usefixtures("twelve")
def test_the_exit_code_tells_of_problems_only_where_that_is_asked(desk: DeskOf) -> None:
    for command in (*COMMANDS.values(), ("export", "inbox")):
        assert desk(*command).code == ExitCode.DONE
        assert desk(*command, "--strict").code == ExitCode.FOUND


def test_one_bad_file_never_hides_the_others(
    cohort: Path, desk: DeskOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    inbox = copy_of(cohort, tmp_path / "inbox")
    with_them = desk("ask", "inbox", "compare.more").out
    bad = [
        "evil",
        "big",
        "bomb",
        "dots",
        "zeros",
        "link",
        "fifo",
        "folder",
        "sealed",
        "new",
        "extra",
        "cut",
    ]
    for each in bad:
        told = [
            line
            for line in desk("in", "inbox").out.split("\n")
            if f"lea/{each}" in line
        ]
        assert len(told) == 1, each
    for path in (inbox / "lea").glob("*"):
        if path.name != "lea-checkin.answers.txt":
            path.unlink() if not path.is_dir() else None

    assert desk("ask", "inbox", "compare.more").out == with_them
    assert "gave up a say" in desk("page", "inbox", "lea").out


def test_every_kind_of_mail_and_rubbish_is_named_and_none_breaks_the_desk(
    inbox: Path, desk: DeskOf
) -> None:
    hand_in(inbox, "ana", answers("compare", 'more = "Ask first."'))
    deep = "".join(
        f"Content-Type: multipart/mixed; boundary={n}.\n\n--{n}.\n" for n in range(1000)
    )
    odd = {
        "deep.eml": f"Message-ID: <1>\nFrom: a\nTo: b\n{deep}",
        "charset.eml": (
            "Message-ID: <1>\nFrom: a\nTo: b\nContent-Type: text/plain; charset=no-such\n"
            "Content-Transfer-Encoding: base64\n\n!!!!\n"
        ),
        "header.eml": "Message-ID: <1>\nFrom: =?x?q?=\nTo: ,,;:\nContent-Type: ;;=\n\nx",
        "empty.txt": "",
        "nothing.txt": answers("compare"),
        "other.txt": answers("no-such-exercise", "a = 1"),
        "wrong.txt": answers("compare", "own = 9"),
        "types.txt": answers("compare", "own = [1]", "say = { a = 1 }", "people = 4"),
        "lone.txt": 'more = "\\ud800"',
    }
    for name, text in odd.items():
        hand_in(inbox, "ben", text, name)

    ran = desk("in", "inbox")

    assert ran.code == ExitCode.DONE
    for name in odd:
        assert f"ben/{name}" in ran.out, name
    assert "Ask first." in desk("ask", "inbox", "compare.more").out


def test_a_pipe_that_nobody_writes_to_keeps_nobody_waiting(
    inbox: Path, desk: DeskOf
) -> None:
    (inbox / "ana").mkdir()
    os.mkfifo(inbox / "ana" / "pipe.txt")
    os.mkfifo(inbox / "pipe")
    ran = []
    thread = threading.Thread(
        target=lambda: ran.append(desk("in", "inbox")), daemon=True
    )
    thread.start()
    thread.join(10)

    assert ran
    assert ran[0].out.count("it is a pipe") == 2


def test_links_are_followed_nowhere(inbox: Path, desk: DeskOf, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "one.txt").write_text(answers("compare", 'more = "SECRET"'))
    (inbox / "ana").symlink_to(secret)
    (inbox / "ben").mkdir()
    (inbox / "ben" / "one.txt").symlink_to(secret / "one.txt")

    for command in (
        ("in", "inbox"),
        ("ask", "inbox", "compare.more"),
        ("export", "inbox"),
    ):
        assert "SECRET" not in desk(*command).out
    assert desk("in", "inbox").out.count("it is a link to another place") == 2


def test_there_are_limits_and_what_is_beyond_is_named(
    inbox: Path, desk: DeskOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abcde":
        for number in range(4):
            text = answers("compare", f'more = "{name}{number}"')
            hand_in(inbox, name, text, f"{number}.txt")
    monkeypatch.setattr("leadcoach.desk.inbox.MOST_PEOPLE", 4)
    monkeypatch.setattr("leadcoach.desk.inbox.MOST_FILES", 3)
    out = desk("in", "inbox").out
    assert "- e: An inbox has at most 4 people." in out
    assert out.count("A person has at most 3 files.") == 4
    monkeypatch.setattr("leadcoach.desk.inbox.MOST_IN_ALL", 500)
    assert desk("in", "inbox").out.count("The inbox holds more than 50 MB.") == 1


def test_the_same_file_twice_counts_once(inbox: Path, desk: DeskOf) -> None:
    same = answers("compare", "own = 4")
    hand_in(inbox, "ana", same)
    hand_in(inbox, "ana", same, "two.txt")
    hand_in(inbox, "ben", same)

    ran = desk("in", "inbox")

    assert "ana   compare  15 Dec" in ran.out
    assert (
        "ben/one.txt: It is the same file as ana/one.txt, and counts once." in ran.out
    )
    assert desk("export", "inbox").out.count("\n") == 1


def test_names_of_folders_that_look_alike_are_not_mixed_up(
    inbox: Path, desk: DeskOf
) -> None:
    hand_in(inbox, "ana\x1b", answers("compare", 'more = "one"'))
    hand_in(inbox, "ana\x07", answers("compare", 'more = "two"'))

    assert "whose name looks the same" in desk("in", "inbox").out
    assert desk("ask", "inbox", "compare.more").out.count("ana\ufffd") == 1


def test_what_a_file_calls_its_writer_is_shown_where_it_differs(
    inbox: Path, desk: DeskOf
) -> None:
    hand_in(inbox, "ana", answers("compare", "own = 4", name="Ana Lopes"))
    hand_in(inbox, "ben", answers("compare", "own = 4", name="Ana"))

    out = desk("in", "inbox").out
    assert out.count("it calls its writer “Ana”") == 1
    assert "it calls its writer “Ana Lopes”" not in out


# One question


def test_the_latest_answer_of_each_person_is_shown(inbox: Path, desk: DeskOf) -> None:
    new = answers("compare", 'more = "new"', day="2026-12-15")
    old = answers("compare", 'more = "old"', day="2026-12-01")
    hand_in(inbox, "ana", new, "a.txt")
    hand_in(inbox, "ana", old, "b.txt")

    out = desk("ask", "inbox", "compare.more").out
    assert "│ new" in out
    assert "old" not in out


def test_ratings_are_numbers_and_what_their_ends_mean_is_said_once(
    inbox: Path, desk: DeskOf
) -> None:
    hand_in(inbox, "ana", answers("seven", "rate = { own = 1, whole = 3, trust = 5 }"))

    told = desk("ask", "inbox", "seven.rate").out

    assert re.findall(r": (\S+)$", told, re.MULTILINE) == ["1", "3", "5"]
    assert told.endswith("\n1 = hardly ever, 5 = most times\n")


def test_before_a_talk_a_number_has_its_question_and_words_are_among_words(
    inbox: Path, desk: DeskOf
) -> None:
    hand_in(inbox, "ana", answers("checkin", "own = 2"), "checkin.txt")
    hand_in(
        inbox,
        "ana",
        answers("fit", 'decisions = ["the rota"]', '[who_decides]\n"the rota" = "we"'),
        "fit.txt",
    )

    numbers, words = desk("page", "inbox", "ana").out.split("In their words")

    assert re.search(r"Your own needs in it \(1 = [^)]+\):\s+2 \(15 Dec\)", numbers)
    assert "the rota" not in numbers
    assert "the rota: we together" in words


def test_the_exercise_can_stand_in_the_name_of_the_file(
    inbox: Path, desk: DeskOf
) -> None:
    hand_in(inbox, "ana", 'more = "Ask first."\n', "Ana compare (2).txt")

    assert "Ask first." in desk("ask", "inbox", "compare.more").out


def test_exercises_of_the_coach_are_known(
    inbox: Path, desk: DeskOf, home: Path
) -> None:
    own = home / "exercises" / "week-two.toml"
    own.parent.mkdir(parents=True)
    own.write_text(
        'format = 1\nid = "week-two"\nversion = "1.0.0"\ntitle = "Two"\n'
        'purpose = "Two."\n[[section]]\nid = "a"\ntitle = "A"\n'
        '[[section.ask]]\nid = "one"\ntype = "long"\ntext = "What was new?"\n'
        '[[section.ask]]\nid = "two"\ntype = "multi"\ntext = "Which?"\n'
        'choices = { a = "the first", b = "the second" }\n'
    )
    hand_in(inbox, "ana", answers("week-two", 'one = "All."', 'two = ["b", "a"]'))

    assert "What was new?" in desk("ask", "inbox", "week-two.one").out
    assert "the first; the second" in desk("ask", "inbox", "week-two.two").out


@pytest.mark.parametrize(
    ("argv", "code", "told"),
    [
        (("in", "nowhere"), 3, "There is no folder nowhere."),
        (("ask", "inbox", "compare"), 2, "names no question"),
        (("ask", "inbox", "compar.more"), 3, "Did you mean “compare”?"),
        (("ask", "inbox", "compare.mor"), 3, "Did you mean “more”?"),
        (("group", "inbox", "compare.more"), 2, "the group sees only ratings"),
        (("group", "inbox", "compare.theirs"), 2, "the group sees only ratings"),
        (("group", "inbox", "seven.rat"), 3, "Did you mean “rate”?"),
        (("page", "inbox", "anna"), 3, "Did you mean “ana”?"),
    ],
)
def test_what_is_not_there_is_said_with_what_to_do(
    argv: tuple[str, ...], code: int, told: str, inbox: Path, desk: DeskOf
) -> None:
    hand_in(inbox, "ana", answers("compare", "own = 4"))

    ran = desk(*argv)

    assert ran.code == code
    assert told in ran.err
    assert ran.out == ""


def test_answers_to_an_exercise_that_is_not_here_say_how_it_comes_here(
    inbox: Path, desk: DeskOf
) -> None:
    hand_in(inbox, "ana", answers("handing-on", 'thing = ["the keys"]'))

    told = " ".join(desk("in", "inbox").out.split())

    assert "There is no exercise “handing-on”." in told
    assert "leadcoach exercise add FILE" in told


def test_the_folder_of_one_person_is_no_inbox_and_a_file_no_folder(
    inbox: Path, desk: DeskOf
) -> None:
    hand_in(inbox, "ana", answers("compare", "own = 4"))

    ran = desk("in", "inbox/ana")

    assert ran.err == "If this is the folder of one person, name the one above it.\n"
    (file,) = (inbox / "ana").iterdir()
    told = " ".join(desk("in", f"inbox/ana/{file.name}").err.split())
    assert "cannot be looked into: a file stands where a folder is needed." in told


def test_a_photo_is_not_led_into_the_coachs_own_journal(
    inbox: Path, desk: DeskOf
) -> None:
    (inbox / "ana").mkdir()
    (inbox / "ana" / "compare.jpg").write_bytes(b"\xff\xd8\xff\xe0xx")

    told = " ".join(desk("in", "inbox").out.split())

    assert "This is a photo. Ask for the answers file, or type the answers" in told
    assert "leadcoach reflect" not in told


def test_a_commitment_of_several_lines_stands_on_one_in_a_list(
    inbox: Path, desk: DeskOf
) -> None:
    commit = 'commit = { cue = "it rings\\n\\ntwice", action = "wait" }'
    hand_in(inbox, "ana", answers("compare", commit))

    for command in (("promises", "inbox"), ("page", "inbox", "ana")):
        assert "When: it rings / twice / I will: wait" in desk(*command).out


def test_an_empty_inbox_says_how_it_begins(inbox: Path, desk: DeskOf) -> None:
    ran = desk("in", "inbox")

    assert ran.code == ExitCode.DONE
    assert "Make a folder for each person, like inbox/ana" in ran.err
    assert "Nobody has handed in" in desk("ask", "inbox", "compare.more").out
    assert "No open commitments" in desk("promises", "inbox").out


# A page for the group


def rate(inbox: Path, **rated: str) -> None:
    """Hand in ratings: rows of `seven`, by person."""
    for person, rows in rated.items():
        hand_in(inbox, person, answers("seven", f"rate = {{ {rows} }}", name=person))


def test_four_people_give_no_page_for_the_group(
    inbox: Path, desk: DeskOf, tmp_path: Path
) -> None:
    rate(inbox, a="own = 1", b="own = 2", c="own = 3", d="own = 4")
    target = tmp_path / "group.html"

    ran = desk("group", "inbox", "seven.rate", "--output", str(target))

    assert ran.code == ExitCode.FOUND
    assert "seven.rate: 4 handed in a rating." in ran.err
    assert "from 5 people on" in ran.err
    assert ran.out == ""
    assert not target.exists()


def test_five_people_are_counted_row_by_row(inbox: Path, desk: DeskOf) -> None:
    both = "own = 2, trust = 5"
    rate(inbox, a=both, b=both, c=both, d=both, e="own = 4")

    for form in ("terminal", "markdown", "html", "json"):
        out = desk("group", "inbox", "seven.rate", "--format", form).out
        assert "treat the result as ours" in out
        shown = out.split("left out:")[0]
        assert "make it safe to say" not in shown
        for name in "abcde":
            assert f" {name} " not in out
    rows = json.loads(desk("group", "inbox", "seven.rate", "--json").out)["rows"]
    assert [(row["people"], row["chosen"], row["middle"]) for row in rows] == [
        (5, {"2": 4, "4": 1}, 2)
    ]


def test_one_person_who_hands_in_five_times_is_one_person(
    inbox: Path, desk: DeskOf
) -> None:
    for day in range(1, 7):
        text = answers(
            "seven", f"rate = {{ own = {day % 5 + 1} }}", day=f"2026-12-0{day}"
        )
        hand_in(inbox, "ana", text, f"{day}.txt")

    assert desk("group", "inbox", "seven.rate").code == ExitCode.FOUND


def shared(exercise: str, name: str, kind: str, value: str) -> str:
    """Return a share file with one answer."""
    return (
        'leadcoach = "share 1"\nmade = 2026-12-18\n[[answer]]\n'
        f'exercise = "{exercise}"\nid = "{name}"\ntype = "{kind}"\nasked = "Evil words"\n'
        f"value = {value}\n"
    )


def test_no_words_and_no_numbers_off_the_scale_reach_the_group(
    inbox: Path, desk: DeskOf
) -> None:
    rate(inbox, a="own = 1", b="own = 1", c="own = 1", d="own = 1", e="own = 1")
    evil = '{ own = 9, "Jo is to blame" = 1, trust = "Jo" }'
    hand_in(inbox, "f", shared("seven", "rate", "matrix", evil))

    ran = desk("group", "inbox", "seven.rate")

    assert "5 people answered" in ran.out
    assert "Jo" not in ran.out
    assert "Evil" not in ran.out
    assert "3 ratings are not on the scale of seven.rate, and left out." in ran.err


@pytest.mark.parametrize("ending", ["html", "md", "json", "txt"])
def test_a_page_with_one_person_more_beside_it_is_warned_of(
    ending: str, inbox: Path, desk: DeskOf
) -> None:
    people = dict.fromkeys("abcde", "own = 3")
    rate(inbox, **people)
    assert desk("group", "inbox", "seven.rate", "--output", f"one.{ending}").err == (
        f"Written: one.{ending}\n"
    )
    again = desk("group", "inbox", "seven.rate", "--output", f"same.{ending}").err
    assert "shows the same question" not in again
    os.remove(f"same.{ending}")  # noqa: PTH107
    rate(inbox, f="own = 5")
    ran = desk("group", "inbox", "seven.rate", "--output", f"two.{ending}")
    assert ran.code == ExitCode.DONE
    assert f"one.{ending} shows the same question for nearly as many people." in ran.err
    os.remove(f"two.{ending}")  # noqa: PTH107
    rate(inbox, **dict.fromkeys("ghijk", "own = 1"))
    other = desk("group", "inbox", "seven.rate", "--output", f"three.{ending}").err
    assert other == f"Written: three.{ending}\n"


# Commitments


def test_a_commitment_stands_as_it_was_last_said_to_stand(
    inbox: Path, desk: DeskOf
) -> None:
    made = 'commit = { cue = "a date moves", action = "ask first", due = 2026-12-18 }'
    hand_in(inbox, "ana", answers("compare", made))
    assert "18 Dec, past" in desk("promises", "inbox").out
    partly = 'commitment = [ { action = "wait", state = "partly" } ]'
    hand_in(inbox, "ben", f'leadcoach = "share 1"\nmade = 2026-12-19\n{partly}\n')
    assert "I will: wait" in desk("promises", "inbox").out
    (inbox / "ben" / "one.txt").unlink()
    done = 'commitment = [ { cue = "a date moves", action = "ask first", state = "done" } ]'
    share = f'leadcoach = "share 1"\nmade = 2026-12-19\n{done}\n'
    hand_in(inbox, "ana", share, "two.toml")

    assert "No open commitments were handed in." in desk("promises", "inbox").out
    assert "(done)" in desk("page", "inbox", "ana").out


# Share files


def with_line(line: str) -> str:
    """Return the share file with one line more in its answer."""
    return shared("compare", "more", "long", '"words"') + line + "\n"


BAD_SHARES = {
    "a key of its own": 'leadcoach = "share 1"\nrun = "rm"\n',
    "a key in an answer": with_line('path = "/etc"'),
    "a key in a commitment": 'leadcoach = "share 1"\ncommitment = [ { action = "a", x = 1 } ]\n',
    "a key in a week": 'leadcoach = "share 1"\nweek = [ { week = 1, x = 1 } ]\n',
    "another count of commitments": 'leadcoach = "share 1"\npromised = { late = 1 }\n',
    "a count in words": 'leadcoach = "share 1"\npromised = { done = "all" }\n',
    "no action": 'leadcoach = "share 1"\ncommitment = [ { cue = "a" } ]\n',
    "a state of its own": 'leadcoach = "share 1"\ncommitment = [ { action = "a", state = "late" } ]\n',
    "no list": 'leadcoach = "share 1"\nanswer = 1\n',
    "no tables": 'leadcoach = "share 1"\nanswer = [ 1 ]\n',
    "a time": 'leadcoach = "share 1"\nmade = 2026-12-18T10:00:00\n',
    "an escape code": with_line('words = "\\u001b[31m"'),
    "a reordering sign in a key": with_line('labels = { "\\u202e" = "x" }'),
    "a kind of its own": shared("compare", "more", "run", '"x"'),
    "a path as exercise": shared("../x", "more", "long", '"x"'),
    "a number for words": shared("compare", "more", "long", "4"),
    "yes for a number": shared("compare", "own", "scale", "true"),
    "words for a number": shared("compare", "own", "scale", '"4"'),
    "a table for a list": shared("compare", "people", "list", "{ a = 1 }"),
    "numbers in a list": shared("compare", "people", "list", "[ 1 ]"),
    "a table in a row": shared("seven", "rate", "matrix", "{ own = { a = 1 } }"),
    "a part of its own": shared("compare", "commit", "commitment", '{ action = "a", x = "y" }'),
    "too many answers": 'leadcoach = "share 1"\nanswer = [ ' + "{}, " * 501 + "]\n",
    "another version": 'leadcoach = "share 2"\n',
    "a cut": SHARE[:600],
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD_SHARES)
def test_a_share_file_is_right_or_refused_whole(
    kind: str, inbox: Path, desk: DeskOf
) -> None:
    hand_in(inbox, "ana", BAD_SHARES[kind], "ana.share.toml")

    ran = desk("in", "inbox")

    assert "Handed in by 0 of 1" in ran.out
    assert "ana/ana.share.toml: It " in ran.out or "ana.share.toml: “" in ran.out
    assert "othing was read" in re.sub(r"\s+", " ", ran.out)
    assert desk("export", "inbox").out == ""


def test_an_answer_that_tells_of_share_files_is_an_answer(
    inbox: Path, desk: DeskOf
) -> None:
    text = answers("compare", 'more = """', 'leadcoach = "share 1"', '"""')
    hand_in(inbox, "ana", text)

    assert 'leadcoach = "share 1"' in desk("ask", "inbox", "compare.more").out


# Lines for programs

COLUMNS = [
    "schema",
    "person",
    "handed",
    "file_sha256",
    "exercise",
    "version",
    "on",
    "id",
    "row",
    "type",
    "asked",
    "number",
    "text",
    "many",
    "words",
]


@pytest.mark.usefixtures("twelve")
def test_every_line_has_the_same_columns_and_nothing_beyond_ascii(
    desk: DeskOf, tmp_path: Path
) -> None:
    out = desk("export", "inbox").out
    rows = [json.loads(line) for line in out.splitlines()]

    assert out.isascii()
    assert LIVE.search(out) is None
    assert {tuple(row) for row in rows} == {tuple(COLUMNS)}
    assert {row["person"] for row in rows} == set(NAMES) - {"kofi"}
    for row in rows:
        given = [key for key in ("number", "text", "many") if row[key] is not None]
        assert len(given) <= 1
    target = tmp_path / "all.jsonl"
    assert desk("export", "inbox", "--output", str(target)).out == ""
    assert target.read_text() == out


def test_every_kind_of_answer_has_its_line(inbox: Path, desk: DeskOf) -> None:
    lines = (
        'situation = "We moved\\n  the date\\u007f."',
        'say_source = ["role", "trust"]',
        'people = ["Ama", "the night shift"]',
        'theirs = { "Ama" = "told", "the night shift" = "guess" }',
        "own = 4",
        'say = "alone"',
        'commit = { cue = "a date moves", action = "ask", due = 2026-12-20 }',
    )
    hand_in(inbox, "ana", answers("compare", *lines))

    rows = map(json.loads, desk("export", "inbox").out.splitlines())
    told = [
        (r["id"], r["row"], r["number"], r["text"], r["many"], r["words"]) for r in rows
    ]

    cells = {row: words for name, row, *_, words in told if name == "theirs"}
    assert [each for each in told if each[0] != "theirs"] == [
        ("situation", None, None, "We moved\n  the date\x7f.", None, "We moved\n  the date\x7f."),
        ("say_source", None, None, None, ["role", "trust"], "role or title; people trust me"),
        ("people", None, None, None, ["Ama", "the night shift"], "Ama\nthe night shift"),
        ("own", None, 4, None, None, "4"),
        ("say", None, None, "alone", None, "only me"),
        ("commit", None, None, None, None, "When: a date moves / I will: ask / By: 2026-12-20"),
    ]  # fmt: skip
    assert set(cells) == {"Ama", "the night shift"}


def test_the_words_a_share_file_has_for_a_question_are_shown_as_its_own(
    inbox: Path, desk: DeskOf
) -> None:
    hand_in(inbox, "ana", shared("compare", "more", "long", '"Ask first."'))
    hand_in(inbox, "ben", shared("not-at-hand", "one", "long", '"Well."'))

    out = desk("ask", "inbox", "compare.more").out
    assert out.startswith("Take it again: what could look after")
    assert "Asked, as their file has it: Evil words" in out
    out = desk("ask", "inbox", "not-at-hand.one").out
    assert out.startswith("not-at-hand.one\n")
    assert "│ Well." in out
