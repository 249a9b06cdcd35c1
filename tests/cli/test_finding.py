"""Finding what was written: lists, search, one question over time, tags and people."""

import json
import re
import shlex
import shutil
import time
from pathlib import Path

import pytest

from leadcoach.journal.store import Journal
from tests.conftest import NOW, Ran, Run, runs_in
from tests.pace import seconds_of


def sit(run: Run, exercise: str, *given: str, day: int = 21) -> Ran:
    """Do an exercise with answers given beforehand, on a day of November 2026."""
    fixed = ("--no-input", "--quick")
    return run(exercise, *fixed, *given, now=NOW.replace(day=day))


@pytest.fixture(scope="module")
def four_entries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with four entries, a day apart, the newest on 21 November."""
    folder = tmp_path_factory.mktemp("written")
    sittings = [
        ("reflect", "best=I asked the night\nshift first. #roof", "struggle=I wait."),
        ("compare", "situation=I moved the deadline alone.", "own=4"),
        ("reflect", "best=At the Café I listened to @M.", "struggle=I said “no”."),
        ("reflect", "best=The deadline held. #Roof #budget", "struggle=My shift."),
    ]
    for day, (exercise, *answers) in enumerate(sittings, 18):
        if exercise == "compare":
            answers += ["others=2", "say=alone"]
        given = [f"--answer={each}" for each in answers]
        given += ["--no-mirror"] if exercise == "reflect" else []
        ran = sit(runs_in(folder / "home"), exercise, *given, day=day)
        assert ran.code == 0, ran.err
    return folder / "home"


@pytest.fixture
def written(four_entries: Path, run: Run, home: Path) -> Run:
    """Put these four entries into this test's home."""
    shutil.copytree(four_entries, home)
    return run


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def days(ran: Ran) -> list[str]:
    """Return the days that are listed, newest first."""
    found = json.loads(ran.out)
    return [each["date"][-2:] for each in found["entries"]]


@pytest.mark.parametrize(
    ("options", "listed"),
    [
        ("", "21 20 19 18"),
        ("--exercise compare", "19"),
        ("--since 2026-11-20", "21 20"),
        ("--until yesterday", "20 19 18"),
        ("--on 'last thursday'", "19"),
        ("--tag roof", "21 18"),
        ("--tag #ROOF --since thursday", "21"),
        ("--person m", "20"),
        ("--limit 2", "21 20"),
        ("--limit 2 --all", "21 20 19 18"),
        ("--on march", ""),
    ],
)
def test_a_list_can_be_narrowed(written: Run, options: str, listed: str) -> None:
    ran = written("journal", "list", "--json", *shlex.split(options))

    assert (ran.code, days(ran)) == (0, listed.split())


def test_the_number_in_a_narrowed_list_is_the_one_that_show_takes(written: Run) -> None:
    ran = written("journal", "list", "--exercise", "compare")

    assert "Read one with: leadcoach journal show 3" in ran.out
    assert "I moved the deadline alone." in written("journal", "show", "3").out


def test_a_list_says_that_there_may_be_more(written: Run) -> None:
    assert "The newest 2 of 4." in written("journal", "list", "--limit", "2").out
    narrowed = written("journal", "list", "--limit", "2", "--since", "2026").out
    assert "The newest 2; there may be more. See them with --all." in narrowed
    nothing = written("journal", "list", "--on", "march")
    assert "Nothing found for on march" in nothing.out


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["DEADLINE"], "21 19"),
        (["deadline", "alone"], "19"),
        (["night shift"], "18"),
        (["shift"], "21 18"),
        (["cafe"], "20"),
        (['said "no"'], "20"),
        (['"no"'], "20"),
        (["deadline", "--exercise", "reflect"], "21"),
        (["deadline", "--limit", "1"], "21"),
    ],
)
def test_words_are_found(written: Run, words: list[str], found: str) -> None:
    ran = written("journal", "search", *words, "--json")

    assert (ran.code, days(ran)) == (0, found.split())


def test_a_hit_is_shown_in_its_sentence_with_the_word_marked(written: Run) -> None:
    ran = written("journal", "search", "deadline")

    assert "1. 2026-11-21: Best, struggle, mirror" in ran.out
    assert "    The *deadline* held." in ran.out
    assert "    I moved the *deadline* alone." in ran.out
    assert ran.out.index("2026-11-21") < ran.out.index("2026-11-19")
    assert "Read one with: leadcoach journal show 1" in ran.out


def test_the_questions_are_not_searched(written: Run) -> None:
    """Every entry has been asked about leaders, and none speaks of one."""
    assert written("journal", "search", "leader").code == 1


def test_nothing_found_is_said_in_one_line_and_by_the_exit_code(written: Run) -> None:
    ran = written("journal", "search", "xylophone", "--since", "thursday")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        "Nothing found for “xylophone”, since thursday (looked through 3 entries).\n"
    )
    as_json = written("journal", "search", "xylophone", "--json")
    assert (as_json.code, json.loads(as_json.out)["entries"]) == (1, [])


@pytest.mark.parametrize(
    "words",
    [
        "x" * 10_000,
        "🙂",
        "שלום",
        ".*(",
        "it's",
        "C:\\x",
        "a\0b",
        'x"y',
        "*",
        "a:b",
    ],
)
def test_any_string_is_just_words(written: Run, words: str) -> None:
    ran = written("journal", "search", words)

    assert ran.code == 1
    assert len(ran.err) < 200
    assert ran.err.startswith("Nothing found for “")


def test_a_word_that_begins_with_a_dash_stands_behind_two(written: Run) -> None:
    assert written("journal", "search", "--", "-x").code == 1


@pytest.mark.parametrize("words", [[""], ["   "], [" ", "\t"]])
def test_a_search_for_nothing_is_refused(written: Run, words: list[str]) -> None:
    ran = written("journal", "search", *words)

    assert ran.code == 2
    assert "There is nothing to look for." in ran.err


@pytest.mark.parametrize("option", ["--since", "--until", "--on"])
@pytest.mark.parametrize("command", ["list", "search deadline", "tags"])
def test_what_is_no_date_is_told_with_examples(
    written: Run, command: str, option: str
) -> None:
    ran = written("journal", *command.split(), option, "purple")

    assert ran.code == 2
    assert "“purple” is no date that leadcoach understands." in ran.err
    assert "Try 2026-03, last week or 3 days ago." in ran.err


def test_an_entry_is_shown_by_a_day_in_words(written: Run) -> None:
    assert "At the Café" in written("journal", "show", "yesterday").out
    assert "At the Café" in written("journal", "show", "20 november").out
    assert "The deadline held" in written("journal", "show", "last").out
    many = written("journal", "show", "this week")
    assert many.code == 3
    assert "“this week” can mean 4 of them" in many.err
    none = written("journal", "show", "march")
    assert "There is no entry of 2026-03-01 to 2026-03-31." in none.err
    assert "There is no “purple”." in written("journal", "show", "purple").err


def test_one_question_is_shown_over_time(written: Run) -> None:
    ran = written("journal", "show", "--question", "best")

    assert ran.out.startswith("What are some examples of you at your best as a leader?")
    assert ran.out.index("2026-11-21") < ran.out.index("2026-11-18")
    assert "I moved the deadline" not in ran.out
    narrowed = written("journal", "show", "--question", "best", "--on", "yesterday")
    assert "At the Café" in narrowed.out
    assert "2026-11-18" not in narrowed.out


def test_a_question_in_other_words_is_shown_as_it_was_asked(
    written: Run, home: Path
) -> None:
    (older,) = home.glob("journal/*/*/2026-11-18*")
    text = older.read_text().replace("What are some examples", "What were examples")
    older.write_text(text)

    ran = written("journal", "show", "--question", "best")

    assert ran.out.count("Asked then: What were examples of you") == 1


def test_ratings_are_shown_as_their_numbers(written: Run) -> None:
    rated = ("situation=x", "own=2", "others=2", "say=alone")
    sit(written, "compare", *(f"--answer={each}" for each in rated))

    ran = written("journal", "show", "--question", "own")

    assert "From the oldest to the newest: 4, 2" in ran.out
    found = json.loads(written("journal", "show", "--question", "own", "--json").out)
    assert [each["answer"] for each in found["entries"]] == [2, 4]


def test_a_question_nobody_was_asked_and_options_that_do_not_go_together(
    written: Run,
) -> None:
    assert written("journal", "show", "--question", "nope").code == 3
    assert written("journal", "show", "2", "--question", "best").code == 2
    assert written("journal", "show", "--since", "march").code == 2


def test_tags_and_people_are_counted(written: Run) -> None:
    found = json.loads(written("journal", "tags", "--json").out)

    assert found["tags"] == [
        {"name": "Roof", "entries": 2},
        {"name": "budget", "entries": 1},
    ]
    assert found["people"] == [{"name": "M", "entries": 1}]
    assert "#Roof" in written("journal", "tags", "--until", "yesterday").out.replace(
        "#roof", "#Roof"
    )
    assert "leadcoach journal list --tag Roof" in written("journal", "tags").out


def test_a_journal_without_tags_says_how_to_make_one(run: Run) -> None:
    ran = run("journal", "tags")

    assert ran.code == 0
    assert "Type #budget or @M anywhere in an answer" in ran.out


def test_private_answers_are_found_and_marked(written: Run, home: Path) -> None:
    (entry,) = home.glob("journal/*/*/2026-11-19*")
    text = entry.read_text()
    line = 'value = "I moved the deadline alone."\n'
    entry.write_text(text.replace(line, f"{line}private = true\n"))

    ran = written("journal", "search", "deadline")

    assert "I moved the *deadline* alone.\n    — private" in ran.out
    found = json.loads(written("journal", "search", "deadline", "--json").out)
    assert [each["found"][0]["private"] for each in found["entries"]] == [False, True]


@pytest.mark.slow
@pytest.mark.parametrize(
    "between",
    [". The ", "\n", " ", ". \u00dcnd ", " \u043d\u0435\u0442. "],
    ids=["sentences", "lines", "one sentence", "umlauts", "Cyrillic"],
)
def test_a_search_in_one_long_entry_takes_no_second(
    between: str, written: Run, home: Path
) -> None:
    """A megabyte and a half with five thousand hits."""
    (entry,) = home.glob("journal/*/*/2026-11-19*")
    long = f"{'und so weiter ' * 21}deadline{between}" * 5_000
    answer = f"I moved the deadline alone. {long}"
    entry.write_text(entry_with(entry.read_text(), answer))
    assert entry.stat().st_size > 1_500_000

    took = seconds_of([lambda: written("journal", "search", "deadline", "alone")])

    assert took < 1
    ran = written("journal", "search", "deadline", "alone", "--json")
    assert json.loads(ran.out)["entries"][0]["found"]


def entry_with(text: str, answer: str) -> str:
    """Return the text of an entry with another answer to its first question."""
    before, _, after = text.partition('value = "I moved the deadline alone."')
    return f"{before}value = {json.dumps(answer, ensure_ascii=False)}{after}"


def test_files_that_cannot_be_read_are_named_once(written: Run, home: Path) -> None:
    for entry in home.glob("journal/*/*/*-reflect-*"):
        entry.write_bytes(b"")

    ran = written("journal", "search", "deadline")

    assert "I moved the *deadline* alone." in ran.out
    said = " ".join(ran.err.split())
    for entry in home.glob("journal/*/*/*-reflect-*"):
        assert said.count(f"{entry} cannot be read: it is empty.") == 1
    assert "leadcoach doctor" in said
    assert ran.code == 4


def test_a_long_search_says_how_far_it_is_on_a_terminal(
    written: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (entry,) = home.glob("journal/*/*/2026-11-19*")
    for at in range(1_000):
        entry.with_name(f"{entry.stem[:-8]}{at:08}.toml").write_bytes(
            entry.read_bytes()
        )
    clock = iter(range(10_000))
    monkeypatch.setattr(time, "monotonic", lambda: float(next(clock)))

    assert "Looked through" not in written("journal", "search", "xylophone").err
    ran = written("journal", "search", "xylophone", terminal=True)

    assert "Looked through 500 of 1,004 entries\n" in ran.err
    assert ran.err.count("\n") < 5


def test_a_list_shows_the_first_words_of_each_entry_on_one_line(written: Run) -> None:
    lines = written("journal", "list").out.split("\n")

    assert lines[7] == "3  2026-11-19  compare   I moved the deadline alone."
    assert [each[:1] for each in lines[5:9]] == ["1", "2", "3", "4"]


def test_a_narrow_or_plain_list_says_an_entry_in_a_sentence(run: Run) -> None:
    run("compare", "--no-input", "--answer", "situation=I moved it alone.")
    said = "1. 2026-11-21, compare: I moved it alone.\n"

    assert said in run("--plain", "journal", "list").out
    assert said in run("journal", "list", environ={"COLUMNS": "45"}).out


def test_a_list_shows_no_private_word(run: Run) -> None:
    given = (
        "--answer=role=give",
        "--answer=raw=He is a bully.",
        "--answer=saw=He left.",
    )
    run("reflect", "feedback", *given, "--no-input")

    assert "bully" not in run("journal", "list").out
    assert "He left." in run("journal", "list").out


def test_a_list_opens_no_more_than_it_shows(
    written: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    loaded = Journal.loaded

    def watched(journal: Journal, path: Path) -> object:
        opened.append(path)
        return loaded(journal, path)

    monkeypatch.setattr(Journal, "loaded", watched)
    written("journal", "list", "--limit", "2")
    assert len(opened) == 2

    written("journal", "list", "--json")
    assert len(opened) == 2


def test_a_question_nobody_knows_is_answered_with_those_that_are_there(
    written: Run,
) -> None:
    ran = written("journal", "show", "--question", "strugle")

    assert ran.code == 3
    assert "Did you mean “struggle”?" in ran.err
    assert "\nreflect: best, struggle" in ran.err
    assert "\ncompare: situation" in ran.err


def test_the_questions_that_were_answered_are_listed_by_exercise(written: Run) -> None:
    ran = written("journal", "show", "--question", "")
    told = json.loads(written("journal", "show", "--question", "", "--json").out)

    assert ran.code == 0
    assert re.search(r"^compare: +situation", ran.out, re.MULTILINE)
    assert "See one over time: leadcoach journal show --question " in ran.out
    assert "situation" in told["questions"]["compare"]
    narrowed = written("journal", "show", "--question", "", "--exercise", "compare")
    assert "compare" in narrowed.out
    assert "reflect" not in narrowed.out


def test_an_entry_and_a_question_together_are_told_what_that_entry_answers(
    written: Run,
) -> None:
    ran = written("journal", "show", "3", "--question", "")

    assert ran.code == 2
    assert "The questions of that entry: situation" in ran.err


def test_no_id_of_a_private_answer_is_listed(run: Run) -> None:
    given = (
        "--answer=role=give",
        "--answer=raw=He is a bully.",
        "--answer=saw=He left.",
    )
    run("reflect", "feedback", *given, "--no-input")

    assert "raw" not in run("journal", "show", "--question", "").out


def test_a_question_asked_for_each_of_several_is_shown_over_time(run: Run) -> None:
    both = ("--answer", "only=the keys,the books")
    each = ("--answer", "who.1=Ana", "--answer", "who.2=Rui")
    run("reflect", "lineage", *both, *each, "--no-input")
    ran = run("journal", "show", "--question", "who")

    assert ran.code == 0
    assert "Ana" in ran.out
    assert "Rui" in ran.out


def test_an_exercise_says_how_its_answers_are_seen_over_time(run: Run) -> None:
    shown = run("exercise", "show", "seven").out

    assert "leadcoach journal show --question where" in shown
