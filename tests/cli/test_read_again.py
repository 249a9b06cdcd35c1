"""An entry that is read again: its recap, drawn anew, and nothing of it unsaid."""

import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from leadcoach.exercises.library import ExerciseFile
from leadcoach.journal.store import Journal
from leadcoach.rendering import Format, render
from leadcoach.rendering.pages.recap import recap
from leadcoach.rendering.screen import Screen
from leadcoach.session.entry import entry_of, read_again
from tests.cli.conftest import run_in
from tests.conftest import NOW, Run
from tests.test_prompts import found
from tests.test_recaps import RECAPS, done
from tests.typing_person import Person

TOLD = (
    "best=I asked the night shift first, and we moved the plan together.",
    "best_needs=both", "struggle=I put off the hard talk with M until the night before.",
    "hard_who=me", "hard_needs=theirs", "they=M", "leading_is=making room",
    "power_is=what we have together", "notice=I wait.", "commit=ask M for ten minutes",
)  # fmt: skip
MOVED = (
    "situation=I moved the deadline without asking.", "say_source=role", "own=4",
    "others=2", "say=alone", "people=Ade,Lin", "theirs.1=guess", "cost=The night shift.",
)  # fmt: skip
HALL = ("work=the choir", "lately=2", "wish=4", "fear=It drifts.", "commit=ask Ana")
HINT = "All questions and answers: leadcoach journal show"


def sat(
    run: Run, name: str, given: tuple[str, ...], *options: str, days: int = 0
) -> str:
    answers = [part for each in given for part in ("--answer", each)]
    when = NOW + dt.timedelta(days=days)
    ran = run("reflect", name, "--no-input", *answers, *options, now=when)
    assert ran.code == 0, ran.err
    return ran.out


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", RECAPS)
def test_every_recap_is_drawn_again_from_its_entry_alone(name: str) -> None:
    for seed in range(6):
        session = done(name, seed)
        at = dt.datetime.combine(session.today, dt.time(19), dt.UTC)
        entry = entry_of(session, "", at, at, "UTC")
        file = ExerciseFile(session.exercise, "", Path(), own=False)

        again = read_again(entry, file)

        assert again is not None
        there, here = (
            render(recap(each, entry, Path("e")), Format.TERMINAL, Screen())
            for each in (session, again)
        )
        assert here == re.sub(r"\nNext, if you like\n(- .*\n(  .*\n)*)+$", "", there)


def test_show_draws_the_recap_again_and_suggests_nothing(run: Run) -> None:
    first = sat(run, "compare", MOVED)
    shown = run("journal", "show").out

    assert "Next, if you like" in first
    drawn = first.partition("\nNext, if you like")[0]
    assert shown.startswith(drawn)
    assert shown[len(drawn) :].startswith(f"\n{HINT} --answers\n")
    assert run("journal", "show", "1").out.count(f"{HINT} 1 --answers\n") == 1


def test_with_answers_all_that_was_asked_and_said_stands_there(run: Run) -> None:
    sat(run, "compare", MOVED)
    shown = run("journal", "show", "--answers").out

    assert "Who had a say in what happened?\n    only me\n" in shown
    assert HINT not in shown


def test_the_page_for_a_program_is_the_same_with_answers_and_without(run: Run) -> None:
    sat(run, "reflect", TOLD)
    told = run("journal", "show", "--json").out

    assert told == run("journal", "show", "--answers", "--json").out
    assert json.loads(told)["answers"]["best_needs"] == "both"


def test_a_page_read_again_can_be_kept_as_a_file(run: Run) -> None:
    sat(run, "compare", MOVED)
    html = run("journal", "show", "--format", "html").out
    markdown = run("journal", "show", "--format", "markdown").out

    assert "<svg" in html
    assert "- **The situation:** I moved the deadline without asking.\n" in markdown
    assert "### The needs map\n" in markdown


def test_what_was_changed_since_stands_in_the_page_as_it_is_now(run: Run) -> None:
    sat(run, "compare", (*MOVED, "over_a=Their sleep."))
    change = ("--answer", "own=2", "--answer", "situation=I cut the break.")
    assert run("journal", "edit", "1", *change).code == 0
    shown = one_line(run("journal", "show").out)

    assert "I cut the break." in shown
    assert (
        "own needs 2 of 5" in shown
        or "your own 2 of 5" in shown.lower()
        or "2" in shown
    )
    # It would not be asked by the new number, and was answered.
    assert "Of theirs, to add: Their sleep." in shown


def test_a_table_whose_items_were_renamed_stands_with_its_questions(run: Run) -> None:
    """The recap would have no row for what was said of the old name."""
    sat(run, "compare", MOVED)
    assert run("journal", "edit", "1", "--answer", "people=Adele,Lin").code == 0
    shown = run("journal", "show").out

    assert "Adele" in shown
    assert "Ade: I guess" in one_line(shown).replace("Ade:  ", "Ade: ")
    assert "How do you know what each of them needed?" in shown


def test_a_sentence_that_is_gone_from_its_answer_takes_nothing_else_along(
    run: Run,
) -> None:
    sat(run, "reflect", (*TOLD, "best_heart=1"))
    assert run("journal", "edit", "1", "--answer", "best=We talked.").code == 0
    shown = run("journal", "show").out

    assert "The needs map" in shown
    assert "night shift" not in shown
    assert "I asked the night shift first" in run("journal", "show", "--answers").out


@pytest.mark.parametrize(
    ("name", "given", "there", "here"),
    [
        ("compare", MOVED, "value = 4\n", "value = 99\n"),
        ("compare", MOVED, 'value = "alone"', 'value = ["a"]'),
        ("needs", ("me.say=3",), "say = 3", 'say = "x"'),
        (
            "assumptions",
            ("talk=A.", "granted=x,y", "weakest=2"),
            'value = "y"',
            "value = 7",
        ),
    ],
)
def test_whatever_a_file_holds_is_shown_with_its_questions(
    name: str, given: tuple[str, ...], there: str, here: str, run: Run, home: Path
) -> None:
    sat(run, name, given)
    [path] = Journal(home / "journal").paths()
    assert there in path.read_text()
    path.write_text(path.read_text().replace(there, here))
    shown = run("journal", "show")

    assert shown.code == 0
    assert HINT not in shown.out


def test_a_story_without_its_mirror_stands_with_its_questions(run: Run) -> None:
    sat(run, "reflect", TOLD[:3], "--no-mirror")

    assert "I asked the night shift first" in run("journal", "show").out


def test_a_short_sitting_is_drawn_with_what_was_asked(run: Run) -> None:
    sat(run, "spectrum", ("situation=Ana is late.", "choose=request"), "--quick")
    shown = run("journal", "show").out

    assert "The moment:  Ana is late." in shown
    assert "  feedback and a request  ◂ choice\n" in shown


def test_the_words_of_commitments_stand_there_when_the_commitment_is_gone(
    run: Run, home: Path
) -> None:
    sat(run, "compare", (*MOVED, "commit=ask the night shift"))
    sat(
        run, "review", ("state.1=partly", "effect.1=They slept.", "next.1=keep"), days=1
    )
    sat(run, "checkin", ("what=One.", "due.1=done"), days=2)
    assert run("journal", "remove", "3", "--yes").code == 0

    assert "ask the night shift" in one_line(run("journal", "show", "1").out)
    reviewed = one_line(run("journal", "show", "2").out)
    assert "ask the night shift" in reviewed
    assert "You meant to" in reviewed


def test_what_became_of_a_commitment_stands_above_where_to_read_on(run: Run) -> None:
    sat(run, "compare", (*MOVED, "commit=ask the night shift"))
    assert run("commitment", "done", "1").code == 0
    shown = run("journal", "show").out

    told = [shown.index(each) for each in ("I will:", "” was done on", HINT)]
    assert told == sorted(told)


@pytest.mark.slow
def test_private_answers_stand_on_ones_own_screen(run: Run, home: Path) -> None:
    sat(run, "feedback", ("role=give", "raw=He is a bully.", "saw=He cut her off."))
    person = Person(home, "journal", "show")

    assert "\nPrivate" in person.sees("He is a bully.")
    assert person.leaves() == 0


def test_private_answers_stand_in_no_page_that_goes_elsewhere(
    run: Run, tmp_path: Path
) -> None:
    raw = ("role=give", "raw=He is a bully.", "saw=He cut her off.")
    first = sat(run, "feedback", raw)
    page = tmp_path / "page.txt"
    told = run("journal", "show", "--output", str(page))
    for argv in ((), ("--format", "html"), ("--format", "markdown")):
        piped = run("journal", "show", *argv)
        assert "bully" not in piped.out
        assert "1 private answer is left out, with what quotes it" in piped.err

    assert "bully" not in first
    assert (
        "1 private answer is left out, with what quotes it; --answers takes all along."
        in told.err
    )
    assert "bully" not in page.read_text()
    assert "cut her off" in page.read_text()


def test_an_entry_of_an_exercise_that_is_gone_stands_with_its_questions(
    run: Run, home: Path
) -> None:
    sat(run, "artcontrol", HALL)
    [path] = Journal(home / "journal").paths()
    path.write_text(path.read_text().replace('"artcontrol"', '"gone-since"'))
    shown = run("journal", "show").out

    assert found("artcontrol").exercise.plan[0].question.text in one_line(shown)
    assert HINT not in shown
    assert "It drifts." in shown


def test_an_entry_of_another_version_is_drawn_where_it_was_asked_the_same(
    run: Run, home: Path
) -> None:
    sat(run, "artcontrol", HALL)
    [path] = Journal(home / "journal").paths()
    version = found("artcontrol").exercise.version
    text = path.read_text().replace(f'"{version}"', '"1.9.0"')
    path.write_text(re.sub('sha256 = ".*"', 'sha256 = "25b0"', text))

    assert "You fear" in run("journal", "show").out

    asked = [each for each in path.read_text().split("\n") if "asked" in each]
    path.write_text(path.read_text().replace(asked[-2], 'asked = "Asked otherwise?"'))

    assert "Asked otherwise?" in run("journal", "show").out


def test_what_a_coach_made_of_it_stands_in_the_page(run: Run) -> None:
    sat(run, "reflect", TOLD)
    assert run("paste", stdin="You seem to ask first.").code == 0
    shown = run("journal", "show").out

    assert "A coach's reading (pasted by you)\nYou seem to ask first.\n" in shown
    assert shown.index("The mirror") < shown.index("A coach") < shown.index("What you")


def test_a_moment_in_a_line_stands_with_its_question(run: Run) -> None:
    run("jot", "The tap dripped.")
    shown = run("journal", "show").out

    assert "The tap dripped." in shown
    assert HINT not in shown


def test_a_page_for_a_coach_stands_with_its_questions(run: Run) -> None:
    sat(run, "presession", ("want=To think aloud.", "unsaid=That I may leave."))
    shown = run("journal", "show").out

    assert HINT not in shown
    assert "To think aloud." in shown


PAGES = {"reflect": TOLD, "compare": MOVED, "artcontrol": HALL}


@pytest.mark.parametrize("width", ["80", "40"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_read_again_on_a_screen(
    name: str, width: str, run: Run, home: Path, golden: Callable[[str, str], None]
) -> None:
    sat(run, name, PAGES[name])
    shown = run_in(home, "journal", "show", width=width).out
    page, _, rest = shown.partition("All questions and answers")

    assert rest
    assert max(map(len, page.split("\n"))) <= int(width)
    golden(f"read-again-{name}-{width}.txt", page)


def test_words_that_became_no_answer_can_be_read_and_found(
    run: Run, home: Path
) -> None:
    sat(run, "reflect", TOLD)
    (path,) = home.glob("journal/*/*/*.toml")
    with path.open("a", encoding="utf-8") as file:
        file.write('\n[set_aside]\n"later unfinished" = "ring Inês about the keys"\n')

    shown = run("journal", "show").out
    whole = run("journal", "show", "--answers").out
    found = run("journal", "search", "inês").out

    assert HINT in one_line(shown)
    assert "ring Inês about the keys" not in shown
    assert "Set aside" in whole
    assert "ring Inês about the keys" in whole
    assert "ring *Inês* about the keys" in found
