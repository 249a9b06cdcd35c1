"""The author's tools: new, check, show --logic, preview, test, blank, schema."""

import json
import re
import shutil
import stat
from pathlib import Path

import pytest
import tomli

from leadcoach.paths import builtin_exercises
from tests.conftest import Run
from tests.exercises.conftest import SMALL

CHOICE_POINT = Path(__file__).parents[1] / "exercises" / "choice-point.toml"
NEW = ("exercise", "new", "hard-talk", "--purpose", "Get ready for a talk.")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


# New


@pytest.mark.parametrize("closing", ["step", "sentence", "ask"])
def test_a_new_exercise_is_without_fault_and_can_be_done(
    closing: str, run: Run, here: Path
) -> None:
    assert run(*NEW, "--closing", closing).code == 0
    checked = run("exercise", "check", "hard-talk.toml")
    tested = run("exercise", "test", "hard-talk.toml")
    done = run("reflect", "hard-talk.toml", "--no-input", "--answer", "situation=Yes.")

    assert (checked.code, tested.code, done.code) == (0, 0, 0)
    assert "nothing to mend" in checked.out
    assert "The moment: Yes." in done.out
    assert (here / "hard-talk.toml").read_text().count("#") > 10


def test_purpose_and_closing_are_asked_for_at_a_terminal(run: Run, here: Path) -> None:
    ran = run(
        "exercise", "new", "hard-talk", terminal=True, stdin='To "get" ready.\n2\n'
    )

    assert ran.code == 0
    found = tomli.loads((here / "hard-talk.toml").read_text())
    assert found["purpose"] == 'To "get" ready.'
    assert found["section"][-1]["ask"][0]["id"] == "keep"


def test_without_a_terminal_both_are_needed(run: Run, here: Path) -> None:
    ran = run("exercise", "new", "hard-talk")

    assert ran.code == 2
    assert "--purpose" in ran.err
    assert list(here.iterdir()) == []


def test_a_new_one_is_never_written_over_another(run: Run, here: Path) -> None:
    (here / "hard-talk.toml").write_text("mine")
    (here / "linked.toml").symlink_to("nowhere")

    assert run(*NEW, "--closing", "step").code == 2
    assert run("exercise", "new", "linked", *NEW[3:], "--closing", "step").code == 2
    assert (here / "hard-talk.toml").read_text() == "mine"


@pytest.mark.parametrize("name", ["../x", "Hard", "a b", "", "a" * 61, "x.toml", "é"])
def test_an_id_that_cannot_be_is_refused(name: str, run: Run, here: Path) -> None:
    ran = run("exercise", "new", name, "--purpose", "x", "--closing", "step")

    assert ran.code == 2
    assert "hard-talk" in ran.err
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("name", ["reflect", "jot", "ask"])
def test_an_id_of_leadcoach_is_taken(name: str, run: Run, here: Path) -> None:
    """What is written with `jot` and `ask` has an id, too."""
    ran = run("exercise", "new", name, "--purpose", "x", "--closing", "step")
    (here / "mine.toml").write_text(SMALL.replace('id = "small"', f'id = "{name}"'))
    added = run("exercise", "add", "mine.toml", "--yes")

    assert (ran.code, added.code) == (2, 2)
    assert "belongs to an exercise of leadcoach" in ran.err
    assert "belongs to an exercise of leadcoach" in added.err
    assert run("exercise", "list", "--mine", "--json").code == 0


def test_a_copy_of_another_has_an_id_of_its_own_and_its_source(
    run: Run, here: Path
) -> None:
    assert run("exercise", "new", "my-compare", "--from", "compare").code == 0
    text = (here / "my-compare.toml").read_text()

    assert text.startswith("# From compare ")
    assert tomli.loads(text)["id"] == "my-compare"
    assert tomli.loads(text)["version"] == "1.0.0"
    assert not re.search("^E", run("exercise", "check", "my-compare.toml").out)


# Check


def test_check_says_what_is_wrong_where_and_what_would_be_right(
    run: Run, here: Path
) -> None:
    (here / "small.toml").write_text(SMALL.replace("own <= 2", "owm <= 2"))
    ran = run("exercise", "check", "small.toml")

    assert ran.code == 1
    assert ran.out == (
        "Check\n─────\n\n"
        "small.toml:27: E202 there is no question “owm”. Did you mean “own”?\n\n"
        '│ when = "owm <= 2"\n'
        "│         ^\n\n"
        "1 file checked: 1 problem.\n"
    )


def test_check_tells_a_hundred_problems_at_once(run: Run, here: Path) -> None:
    """More than anybody mends before they check again; a program gets all of them."""
    wrong = "".join(f"odd{number} = 1\n" for number in range(130))
    (here / "small.toml").write_text(wrong + SMALL)
    ran = run("exercise", "check", "small.toml")
    told = json.loads(run("exercise", "check", "small.toml", "--json").out)

    assert "“odd99”" in ran.out
    assert "“odd100”" not in ran.out
    assert "30 more in small.toml; mend these first." in ran.out
    assert "1 file checked: 130 problems." in ran.out
    assert len(told["files"][0]["findings"]) == 130


def test_check_counts_advice_as_found(run: Run, here: Path) -> None:
    (here / "small.toml").write_text(SMALL.replace("Who?", "Why them?"))
    ran = run("exercise", "check", "small.toml")

    assert ran.code == 1
    assert "small.toml:16: W234 who: it opens with “why”." in ran.out
    assert "1 file checked: 1 warning." in ran.out


def test_check_for_a_program(run: Run, here: Path) -> None:
    (here / "small.toml").write_text(SMALL.replace("Who?", "Why them?"))
    ran = run("exercise", "check", "small.toml", "--json")

    assert ran.code == 1
    (file,) = json.loads(ran.out)["files"]
    assert file["id"] == "small"
    assert file["findings"] == [
        {
            "code": "W234",
            "kind": "warning",
            "line": 16,
            "column": 9,
            "what": "who: it opens with “why”.",
            "remedy": "What, how, who or when asks for a moment.",
        }
    ]


def test_check_alone_looks_at_ones_own(run: Run, home: Path) -> None:
    assert run("exercise", "check").code == 0
    (home / "exercises").mkdir(parents=True)
    (home / "exercises" / "bad.toml").write_text("[")

    ran = run("exercise", "check")
    assert ran.code == 1
    assert "bad.toml:1: E210" in ran.out


def test_every_code_is_explained(run: Run) -> None:
    ran = run("exercise", "check", "--codes")

    assert ran.code == 0
    assert "E206" in ran.out
    assert "W238" in ran.out


def test_check_of_a_file_that_is_not_there(run: Run) -> None:
    assert run("exercise", "check", "none.toml").code == 3


# The logic, on paper


def test_the_logic_is_one_table(run: Run, here: Path) -> None:
    (here / "small.toml").write_text(SMALL)
    ran = run("exercise", "show", "small.toml", "--logic", "--format", "markdown")

    assert (
        "| more | long | What was missing? | own is answered and own <= 2 |" in ran.out
    )
    assert re.search(
        r"\| own \| scale \|.*\| min 1; max 5 \| more \| when of more \|", ran.out
    )
    assert re.search(r"\| best \|.*\| recap 1 \|", ran.out)


def test_the_logic_has_keys_that_came_later(run: Run) -> None:
    """Whatever key a kind of question has, its bounds are shown."""
    ran = run("exercise", "show", str(CHOICE_POINT), "--logic", "--json")
    rows = {row["id"]: row for row in json.loads(ran.out)["questions"]}

    assert "min_pick 1" in rows["pull"]["checks"]
    assert "exclusive none" in rows["pull"]["checks"]
    assert "for each of pull" in rows["where"]["when"]
    assert "for_each of each" in rows["pull"]["used_in"]


# Preview


def test_a_preview_keeps_nothing(run: Run, home: Path, here: Path) -> None:
    (here / "a.toml").write_text('best = "I asked."\nown = 2\n')
    (here / "small.toml").write_text(SMALL)
    ran = run("exercise", "preview", "small.toml", "--answers", "a.toml")

    assert ran.code == 0
    assert "Preview: nothing is kept." in ran.out
    assert "I asked." in ran.out
    assert not home.exists()


def test_a_preview_at_a_terminal_asks_and_keeps_nothing(
    run: Run, home: Path, here: Path
) -> None:
    (here / "small.toml").write_text(SMALL)
    stdin = "I asked them.\n.\n1\n2\nTime.\n.\n1\n"
    ran = run("exercise", "preview", "small.toml", terminal=True, stdin=stdin)

    assert ran.code == 0
    assert "What was missing?" in ran.err
    assert "I asked them." in ran.out
    assert not home.exists()


def test_a_preview_can_be_left(run: Run, home: Path, here: Path) -> None:
    (here / "small.toml").write_text(SMALL)
    ran = run("exercise", "preview", "small.toml", terminal=True, stdin="x\n.\n")

    assert ran.code == 0
    assert "You left the preview. Nothing was kept." in ran.err
    assert not home.exists()


def test_a_preview_can_be_narrow(run: Run) -> None:
    ran = run("exercise", "preview", "compare", "--width", "40")

    assert max(map(len, ran.out.split("\n"))) <= 40


# Test


def test_the_example_of_the_format_holds_what_it_promises(run: Run) -> None:
    ran = run("exercise", "test", str(CHOICE_POINT))

    assert ran.code == 0, ran.out
    assert "Case a mild moment: ok" in ran.out
    assert "200 random walks with seed 1." in ran.out


def test_a_case_that_fails_is_told(run: Run, here: Path) -> None:
    (here / "small.toml").write_text(SMALL)
    case = '[[case]]\nname = "low"\nanswers = { own = 2 }\nnot_asked = ["more"]\n'
    (here / "small.test.toml").write_text(case + 'recap = ["nowhere"]\n')
    ran = run("exercise", "test", "small.toml", "--walks", "0")

    assert ran.code == 1
    assert "Case low: failed" in ran.out
    assert "- “more” was asked" in ran.out
    assert "- the recap does not hold “nowhere”" in ran.out
    assert "random walks" not in ran.out


def test_an_answer_that_cannot_be_fails_its_case(run: Run, here: Path) -> None:
    (here / "small.toml").write_text(SMALL)
    (here / "small.test.toml").write_text('[[case]]\nname = "x"\nanswers = { own = 9 }')
    ran = run("exercise", "test", "small.toml", "--walks", "0")

    assert ran.code == 1
    assert "own: A whole number from 1 to 5 is needed." in ran.out


def test_a_question_that_never_comes_up_fails_the_test(run: Run, here: Path) -> None:
    text = SMALL.replace("own <= 2", "best is thin and words(best) < 1")
    (here / "small.toml").write_text(text)
    ran = run("exercise", "test", "small.toml", "--walks", "20", "--seed", "7")

    assert ran.code == 1
    assert "20 random walks with seed 7." in ran.out
    assert "Never came up: more." in ran.out


def test_a_walk_that_breaks_off_prints_answers_that_repeat_it(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answers are a file that `--answers` takes, and it breaks off there again."""
    from leadcoach.domain import rating

    def broken(*_: object) -> str:
        raise ZeroDivisionError

    (here / "small.toml").write_text(SMALL.replace('show = "quote"', 'text = "${own}"'))
    monkeypatch.setattr(rating.Scale, "shown", broken)
    ran = run("exercise", "test", "small.toml", "--json")

    assert ran.code == 1
    told = json.loads(ran.out)
    assert told["broke_off"].startswith("ZeroDivisionError")
    assert "own" in tomli.loads(told["repeat"])
    (here / "repeat.toml").write_text(told["repeat"])
    again = run("reflect", "small.toml", "--no-input", "--answers", "repeat.toml")
    assert again.code == 70


# Blank and schema


def test_a_blank_holds_every_question_and_is_an_answers_file(
    run: Run, here: Path
) -> None:
    (here / "small.toml").write_text(SMALL)
    ran = run("exercise", "blank", "small.toml")

    assert ran.code == 0
    assert list(tomli.loads(ran.out)) == ["best", "who", "own", "more"]
    assert "# Who?\n#   me = only me\n#   us = all of us\n" in ran.out
    assert "# Asked when: own <= 2\n" in ran.out
    (here / "a.toml").write_text(ran.out.replace('own = ""', "own = 2"))
    done = run("reflect", "small.toml", "--no-input", "--answers", "a.toml", "--json")
    assert json.loads(done.out)["answers"] == {"own": 2}


@pytest.mark.parametrize("name", ["reflect", "compare", str(CHOICE_POINT)])
def test_a_blank_of_any_exercise_can_be_read(name: str, run: Run) -> None:
    blank = run("exercise", "blank", name).out

    assert all(not value.strip() for value in tomli.loads(blank).values())
    assert max(map(len, blank.split("\n"))) <= 80


def test_the_schema_is_printed(run: Run) -> None:
    ran = run("exercise", "schema")

    assert json.loads(ran.out)["title"] == "Exercise"


def test_a_new_file_is_for_its_owner_only(run: Run, here: Path) -> None:
    run(*NEW, "--closing", "step")

    assert stat.S_IMODE((here / "hard-talk.toml").stat().st_mode) == 0o600


@pytest.fixture
def twins(home: Path) -> tuple[Path, Path]:
    """Return two exercises of one's own that have one id."""
    folder = home / "exercises"
    folder.mkdir(parents=True)
    for name, title in (("a", "Morning"), ("b", "Evening")):
        text = SMALL.replace('id = "small"', 'id = "mine"')
        text = re.sub('title = ".*?"', f'title = "{title}"', text, count=1)
        (folder / f"{name}.toml").write_text(text)
    return folder / "a.toml", folder / "b.toml"


def test_two_own_exercises_with_one_id_are_listed_with_where_they_are(
    run: Run, twins: tuple[Path, Path]
) -> None:
    listed = "".join(run("exercise", "list", "--mine").out.split())
    data = json.loads(run("exercise", "list", "--mine", "--json").out)

    assert all(str(path) in listed for path in twins)
    assert [each["path"] for each in data["exercises"]] == [str(path) for path in twins]


@pytest.mark.parametrize("command", [["reflect"], ["exercise", "show"]])
def test_an_id_that_two_own_exercises_have_is_no_guess(
    command: list[str], run: Run, twins: tuple[Path, Path]
) -> None:
    ran = run(*command, "mine")

    assert ran.code == 2
    assert "2 exercises of yours are called “mine”" in ran.err
    assert all(str(path) in ran.err for path in twins)
    assert "Evening" in run("exercise", "show", str(twins[1])).out


def test_one_of_two_own_exercises_is_removed_by_its_file(
    run: Run, twins: tuple[Path, Path], tmp_path: Path
) -> None:
    other = tmp_path / "other.toml"
    other.write_text(SMALL)

    assert run("exercise", "remove", "mine").code == 2
    assert run("exercise", "remove", str(other)).code == 3
    assert run("exercise", "remove", str(twins[1])).code == 0
    assert [path.exists() for path in (*twins, other)] == [True, False, True]
    assert "Morning" in run("exercise", "show", "mine").out


def test_an_own_file_called_like_one_of_leadcoach_is_not_passed_over_in_silence(
    run: Run, home: Path
) -> None:
    (home / "exercises").mkdir(parents=True)
    (home / "exercises" / "reflect.toml").write_text(SMALL)

    assert "small" in run("exercise", "list", "--mine").out
    assert run("exercise", "show", "small").code == 0


def test_the_exercises_of_a_clone_are_no_problem_while_a_copy_is_installed(
    run: Run, tmp_path: Path
) -> None:
    """Their ids belong to leadcoach, and so do they; a changed one is told."""
    clone = tmp_path / "clone"
    shutil.copytree(builtin_exercises(), clone)
    assert run("exercise", "check", str(clone)).code == 0

    same = clone / "compare.toml"
    same.write_bytes(same.read_bytes().replace(b"\n", b"\r\n"))
    assert run("exercise", "check", str(same)).code == 0
    same.write_bytes(same.read_bytes().replace(b"One situation", b"One"))
    assert "E231" in run("exercise", "check", str(same), "--json").out
