"""leadcoach alone: what matters today, in twenty lines, without a reproach."""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest

from leadcoach.domain.safety import NOTE
from leadcoach.domain.text import columns
from leadcoach.errors import ExitCode
from tests.conftest import NOW, Run
from tests.typing_person import CTRL_C, ENTER, Person

LONG = "I ask everybody who comes to the meeting what they would like to hand over. "
REPROACH = re.compile(
    r"late|overdue|miss|fail|only|behind|should|streak|\d+ days", re.IGNORECASE
)
SHOOTS = ("reflect", "shoots", "--answer", "habit=Hurrying.")


def sat(run: Run, now: dt.datetime, folder: Path, **answers: Any) -> None:  # noqa: ANN401
    """Answer reflect; `commit` and `sentences` are tables."""
    file = folder / "answers.toml"
    lines = [f"{key} = {json.dumps(each)}" for key, each in answers.items()]
    lines = [line for line in lines if not line.startswith("commit ")]
    commit = answers.get("commit", {})
    lines += ["[commit]"] if commit else []
    lines += [f"{key} = {each}" for key, each in commit.items()]
    file.write_text("\n".join(lines))
    ran = run("reflect", "--no-input", "--no-mirror", "--answers", str(file), now=now)
    assert ran.code == ExitCode.DONE, ran.err


def promised(run: Run, folder: Path, action: str, due: str = "") -> None:
    commit = {"action": json.dumps(action), **({"due": due} if due else {})}
    sat(
        run, NOW - dt.timedelta(days=1), folder, best="A.", struggle="B.", commit=commit
    )


def suggested(run: Run, now: dt.datetime = NOW) -> str:
    return str(json.loads(run("--json", now=now).out)["suggestion"]["command"])


def full(run: Run, folder: Path) -> None:
    """Fill a home with all that the first screen can hold."""
    then = NOW - dt.timedelta(days=60)
    heart = LONG.strip()
    sat(run, then, folder, best=LONG * 2, struggle=LONG, underline=heart)
    for due in ("2026-10-01", "2026-11-13", "2026-11-20", "2026-11-21", "2026-11-25"):
        promised(run, folder, f"{due} {LONG}", due)
    sitting = run(*SHOOTS, terminal=True, stdin="/pause\n")
    assert sitting.code == ExitCode.DONE, sitting.err


@pytest.mark.parametrize("environ", [{}, {"TERM": "dumb"}])
def test_it_has_twenty_lines_at_most(
    run: Run, tmp_path: Path, environ: dict[str, str]
) -> None:
    full(run, tmp_path)
    later = NOW + dt.timedelta(days=20)
    shown = run(environ=environ, now=later).out

    assert shown.count("\n") <= 20
    for part in ("Your last entry", "Open commitments", "Not finished", "If you like"):
        assert part in shown
    assert "You underlined" in shown


@pytest.mark.parametrize("width", [20, 40, 80])
@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_no_line_is_wider_than_the_screen(
    run: Run, tmp_path: Path, width: int, term: str
) -> None:
    full(run, tmp_path)
    shown = run(environ={"COLUMNS": str(width), "TERM": term}).out

    assert all(columns(line) <= width for line in shown.split("\n"))


def test_the_day_stands_above_it(run: Run, tmp_path: Path) -> None:
    promised(run, tmp_path, "ask Ana")

    assert run().out.startswith("Saturday 21 November 2026\n")


def test_commitments_near_their_day_are_named_and_the_rest_counted(
    run: Run, tmp_path: Path
) -> None:
    for due in ("2026-11-13", "2026-11-20", "2026-11-21", "2026-11-28", "2026-11-29"):
        promised(run, tmp_path, f"call {due}", due)
    shown = run().out

    assert "call 2026-11-13" not in shown
    assert "call 2026-11-20 (its day was 20 November)" in shown
    assert "call 2026-11-21 (its day is today)" in shown
    assert "call 2026-11-28 (its day is Saturday 28 November)" in shown
    assert "call 2026-11-29" not in shown
    assert "2 more: leadcoach commitment list" in shown


def test_a_commitment_takes_one_row_and_all_of_it(run: Run, tmp_path: Path) -> None:
    promised(run, tmp_path, LONG * 2)
    promised(run, tmp_path, "ask Kim and Ana what they would miss", "2026-11-23")

    rows = [line for line in run().out.split("\n") if re.match(r"\d:", line)]
    assert rows[0].endswith("what they would miss (its day is Monday 23 November)")
    assert 70 < columns(rows[1]) <= 80
    assert rows[1].endswith(" …")


def test_later_days_come_before_those_without_a_day(run: Run, tmp_path: Path) -> None:
    for due in ("2026-12-18", "", "2026-11-20", ""):
        promised(run, tmp_path, f"call {due or 'some day'}", due)

    shown = re.findall(r"\d:  (call \S+)", run().out)
    assert shown == ["call 2026-11-20", "call 2026-12-18", "call some"]


def test_a_commitment_has_the_number_of_the_list(run: Run, tmp_path: Path) -> None:
    for due in ("2026-11-20", "2026-12-20", "2026-11-21"):
        promised(run, tmp_path, f"call {due}", due)
    (number,) = re.findall(r"(\d):  call 2026-11-20", run().out)

    assert run("commitment", "done", number).code == ExitCode.DONE
    assert "call 2026-11-20" not in run().out


def test_without_a_day_the_newest_are_named(run: Run, tmp_path: Path) -> None:
    promised(run, tmp_path, "ask Ana")

    assert re.search(r"1:  ask Ana\n", run().out)


def test_nothing_there_is_a_reproach(run: Run, tmp_path: Path) -> None:
    full(run, tmp_path)
    for days in (0, 10, 30, 400):
        ran = run(now=NOW + dt.timedelta(days=days), environ={"FORCE_COLOR": "1"})
        said = ran.out.replace(LONG.strip(), "")

        assert REPROACH.search(said) is None, said
        assert "\x1b[31m" not in ran.out


def test_a_draft_stands_there_with_the_question_it_stands_at(run: Run) -> None:
    sitting = run(*SHOOTS, terminal=True, stdin="/pause\n")
    assert sitting.code == ExitCode.DONE
    shown = " ".join(run().out.split())

    assert "It stands at: Where might it have been learnt?" in shown
    assert "leadcoach resume" in shown
    assert "Hurrying" not in shown


def test_how_to_go_on_with_a_draft_stands_there_in_a_course_too(run: Run) -> None:
    assert run("course", "start", "carrying-less").code == ExitCode.DONE
    run(*SHOOTS, terminal=True, stdin="/pause\n")
    shown = " ".join(run().out.split())

    assert "Go on: leadcoach course next" in shown
    assert shown.count("leadcoach resume") == 1


def test_words_of_an_answer_do_not_come_out_in_a_question(run: Run, home: Path) -> None:
    """What only I can do is named in the questions after it."""
    given = ("--answer", "only=kingfisher")
    ran = run("reflect", "lineage", *given, terminal=True, stdin="R.\n/pause\n")
    assert "kingfisher: which first part could they hold" in ran.err
    (draft,) = home.glob("drafts/*.toml")

    assert "kingfisher" in draft.read_text()
    assert "Not finished" in run().out
    assert "kingfisher" not in run().out


# An old sentence


def test_one_sentence_that_was_underlined_weeks_ago_is_shown(
    run: Run, tmp_path: Path
) -> None:
    then = NOW - dt.timedelta(weeks=4)
    sat(run, then, tmp_path, best="I waited. They spoke.", struggle="Late.",
        underline="They spoke.")  # fmt: skip
    shown = run().out

    assert "“They spoke.”" in shown
    assert "24 October: leadcoach journal show 1" in shown
    assert "They spoke." in run("journal", "show", "1").out


def test_the_heart_of_a_story_is_not_underlined(run: Run, tmp_path: Path) -> None:
    """A sentence that a person is not proud of greets nobody in the morning."""
    then = NOW - dt.timedelta(weeks=4)
    sat(run, then, tmp_path, best="I waited. They spoke.", struggle="I shouted. Late.",
        best_heart="They spoke.", hard_heart="I shouted.")  # fmt: skip

    assert sentence(run) == ""
    assert "underlined" not in run("summary").out


@pytest.mark.parametrize("weeks", [1, 13])
def test_it_is_some_weeks_old(run: Run, tmp_path: Path, weeks: int) -> None:
    then = NOW - dt.timedelta(weeks=weeks)
    sat(run, then, tmp_path, best="I waited. They spoke.", struggle="Late.",
        underline="They spoke.")  # fmt: skip

    assert "They spoke" not in run().out


def test_it_stays_the_same_all_day_and_another_comes_another_day(
    run: Run, tmp_path: Path
) -> None:
    for days in (20, 30, 40):
        sat(run, NOW - dt.timedelta(days=days), tmp_path, best=f"I waited. On day {days} they spoke.",
            struggle="B.", underline=f"On day {days} they spoke.")  # fmt: skip
    morning = NOW.replace(hour=6)
    evening = NOW.replace(hour=23)
    seen = {sentence(run, NOW + dt.timedelta(days=each)) for each in range(3)}

    assert sentence(run, morning) == sentence(run, evening)
    assert seen == {f"On day {each} they spoke." for each in (20, 30, 40)}


def sentence(run: Run, now: dt.datetime = NOW) -> str:
    found = json.loads(run("--json", now=now).out)["sentence"]
    return str(found["words"]) if found else ""


@pytest.mark.parametrize(
    ("written", "changed"),
    [
        ('id = "best"\n', 'id = "best"\nprivate = true\n'),
        ('id = "underline"\n', 'id = "underline"\nprivate = true\n'),
        ("I waited. They", "I waited. Then they"),
    ],
)
def test_what_is_private_or_stands_no_more_is_not_shown(
    run: Run, home: Path, tmp_path: Path, written: str, changed: str
) -> None:
    sat(run, NOW - dt.timedelta(weeks=4), tmp_path, best="I waited. They spoke.",
        struggle="Late.", underline="They spoke.")  # fmt: skip
    for path in home.glob("journal/2026/*/*.toml"):
        text = path.read_text()
        assert written in text
        path.write_text(text.replace(written, changed, 1))

    assert sentence(run) == ""


def test_without_one_it_is_what_stood_on_this_day(run: Run, tmp_path: Path) -> None:
    sat(run, NOW.replace(year=2025), tmp_path, best="A year ago.", struggle="B.")
    shown = run().out

    assert "On this day:" in shown
    assert "“A year ago.”" in shown
    assert "21 November 2025: leadcoach journal show 1" in shown


# A suggestion


def test_a_review_is_suggested_where_a_day_has_come_but_not_every_day(
    run: Run, tmp_path: Path
) -> None:
    promised(run, tmp_path, "ask Ana", "2026-11-20")
    assert suggested(run) == "leadcoach reflect review"

    given = ("reflect", "review", "--no-input", "--answer=state.1=partly")
    assert run(*given).code == ExitCode.DONE
    assert suggested(run) != "leadcoach reflect review"


def test_what_waits_in_a_draft_is_gone_on_with_and_not_begun_anew(
    run: Run, tmp_path: Path
) -> None:
    promised(run, tmp_path, "ask Ana", "2026-11-20")
    assert suggested(run) == "leadcoach reflect review"
    run("reflect", "review", terminal=True, stdin="2\n/pause\n")

    assert suggested(run) == "leadcoach resume"


def test_a_check_in_is_suggested_after_some_days(run: Run, tmp_path: Path) -> None:
    promised(run, tmp_path, "ask Ana")

    assert suggested(run) != "leadcoach reflect checkin"
    later = NOW + dt.timedelta(days=5)
    assert suggested(run, later) == "leadcoach reflect checkin"


def test_what_the_last_recap_named_is_suggested(run: Run, tmp_path: Path) -> None:
    sat(run, NOW, tmp_path, best="A.", struggle="B.", about=["feedback"])

    assert suggested(run) == "leadcoach reflect feedback"
    assert "(Where does this feedback belong?, 15" in run().out


def test_a_draft_is_suggested_where_nothing_else_is(run: Run, tmp_path: Path) -> None:
    sat(run, NOW, tmp_path, best="A.", struggle="B.")
    run("compare", "--no-input", "--answer=situation=x")
    for name in ("needs", "spectrum"):
        run("reflect", name, "--no-input")
    run(*SHOOTS, terminal=True, stdin="/pause\n")

    assert suggested(run) in ("leadcoach resume", "leadcoach reflect tension")


def test_each_suggestion_is_a_command_that_is_there(run: Run, tmp_path: Path) -> None:
    sat(run, NOW, tmp_path, best="A.", struggle="B.")
    for day in range(30):
        command = suggested(run, NOW + dt.timedelta(days=day % 5))
        assert command.startswith("leadcoach ")
        name = command.split()[-1]
        if name != "resume":
            assert run("exercise", "show", name).code == ExitCode.DONE


# To and fro


def test_who_comes_back_after_months_is_greeted_plainly(
    run: Run, tmp_path: Path
) -> None:
    sat(run, NOW, tmp_path, best="A.", struggle="B.")

    assert "Your last entry" not in run(now=NOW + dt.timedelta(days=13)).out
    later = run(now=NOW + dt.timedelta(days=30)).out
    assert "Your last entry:  21 November: leadcoach journal show\n" in later
    year = run(now=NOW + dt.timedelta(days=400)).out
    assert "21 November 2026: leadcoach journal show\n" in year


def test_somebody_new_is_told_three_things(run: Run) -> None:
    shown = run().out
    _, *parts = shown.strip().split("\n\n")

    assert len(parts) == 3
    assert "files on this computer" in parts[1]
    assert "not a counsellor" in " ".join(parts[1].split())
    assert "findahelpline.com" in parts[1]
    assert "leadcoach reflect" in parts[2]


def test_without_a_terminal_nobody_is_asked(run: Run, home: Path) -> None:
    ran = run()

    assert ran.code == ExitCode.DONE
    assert "Enter begins" not in ran.out + ran.err
    assert not (home / "journal").exists()


@pytest.mark.slow
@pytest.mark.parametrize("mode", [[], ["--plain"]])
def test_the_first_question_is_one_key_away(home: Path, mode: list[str]) -> None:
    person = Person(home, *mode)
    person.sees("Enter begins, q leaves.")
    person.types(ENTER)
    screen = person.sees("What are some examples of you at your best as a leader?")
    assert " ".join(NOTE.split()[:12]) in " ".join(screen.split())
    person.types(CTRL_C)
    assert person.leaves() == ExitCode.INTERRUPTED


@pytest.mark.slow
@pytest.mark.parametrize("keys", ["q\r", "\x04"])
def test_who_does_not_want_to_begin_leaves(home: Path, keys: str) -> None:
    person = Person(home)
    person.sees("q leaves.")
    person.types(keys)

    assert person.leaves() == ExitCode.DONE
    assert not (home / "drafts").exists()
