"""Rows of a matrix in texts, conditions and recaps: the lowest, the highest."""

from collections.abc import Callable
from pathlib import Path

import pytest

from leadcoach.exercises.lint import check
from tests.conftest import Run
from tests.exercise_file import exercise_file

Told = Callable[[str], list[str]]
RATED = """
[[section]]
id = "one"
[[section.ask]]
id = "rate"
type = "matrix"
text = "How often?"
anchors = { 1 = "hardly ever", 5 = "most times" }
[section.ask.rows]
parts = "Ask elsewhere."
whole = "look at the whole"
heard = "listen"
done = "finish"
[[section.ask]]
id = "low"
type = "short"
text = "Lowest: ${rate.lowest|or the one you choose}. When?"
[[section.ask]]
id = "heard_most"
type = "short"
when = "rate.highest has 'heard'"
text = "What helps you listen?"
[[section.ask]]
id = "open"
type = "short"
when = "rate.lowest is not answered"
text = "Which one?"
[recap]
[[recap.line]]
show = "table"
of = ["rate.lowest", "rate.highest", "low"]
names = ["Seldom", "Often", "When"]
labels = { parts = "elsewhere" }
[[recap.line]]
when = "rate.lowest is answered"
text = "Least: ${rate.lowest}."
labels = { parts = "elsewhere" }
"""


def of_numbers(numbers: str) -> list[str]:
    rows = zip(("parts", "whole", "heard", "done"), numbers, strict=True)
    return [f"--answer=rate.{row}={n}" for row, n in rows if n != "-"]


@pytest.mark.parametrize(
    ("numbers", "asked"),
    [
        ("2345", "Lowest: Ask elsewhere. When?"),
        ("2245", "Lowest: Ask elsewhere and look at the whole. When?"),
        ("2225", "Lowest: the one you choose. When?"),
        ("3333", "Lowest: the one you choose. When?"),
        ("3---", "Lowest: the one you choose. When?"),
        ("1--1", "Lowest: the one you choose. When?"),
        ("1--2", "Lowest: Ask elsewhere. When?"),
    ],
)
def test_a_question_names_the_row_that_was_rated_lowest(
    numbers: str, asked: str, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "rated.toml"
    file.write_text(exercise_file(RATED, "rated"), encoding="utf-8")
    answers = [*of_numbers(numbers), "--answer=low=On Monday."]

    run("reflect", str(file), "--no-input", *answers)

    assert asked in run("journal", "show").out


@pytest.mark.parametrize(
    ("numbers", "met"),
    [("1253", {"low", "heard_most"}), ("1235", {"low"}), ("3333", {"low", "open"})],
)
def test_the_highest_row_decides_what_is_asked(
    numbers: str, met: set[str], run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "rated.toml"
    file.write_text(exercise_file(RATED, "rated"), encoding="utf-8")
    given = [f"--answer={each}=So." for each in ("low", "heard_most", "open")]

    run("reflect", str(file), "--no-input", *of_numbers(numbers), *given)

    shown = run("journal", "show", "--json").out
    assert {
        each for each in ("low", "heard_most", "open") if f'"{each}"' in shown
    } == met


def test_a_recap_names_the_rows_at_both_ends_with_their_numbers(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "rated.toml"
    file.write_text(exercise_file(RATED, "rated"), encoding="utf-8")

    out = run("reflect", str(file), "--no-input", *of_numbers("1255")).out

    assert "Seldom:  elsewhere (1)\nOften:   listen and finish (5)\n" in out
    assert "Least: elsewhere.\n" in out


def test_where_no_row_stands_out_a_recap_has_no_label_for_it(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "rated.toml"
    file.write_text(exercise_file(RATED, "rated"), encoding="utf-8")

    out = run("reflect", str(file), "--no-input", *of_numbers("3333")).out

    assert "Seldom" not in out
    assert "Least" not in out


TICKED = """
[[section.ask]]
id = "ticks"
type = "matrix"
text = "How?"
rows = { a = "one", b = "two" }
cols = { yes = "yes", no = "no" }
"""
RATE = TICKED.replace("ticks", "rate").replace(
    'cols = { yes = "yes", no = "no" }\n', ""
)
AND = '[[section.ask]]\nid = "and_so"\ntype = "short"\n'


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (f'{AND}when = "rate.lowest has \'a\'"\ntext = "And?"\n', ""),
        (f'{AND}text = "${{rate.lowest|or It}}?"\n', ""),
        (
            f'{AND}text = "${{ticks.lowest|or It}}?"\n',
            "“ticks” is ticked, not rated: it has no lowest row.",
        ),
        (
            f'{AND}when = "ticks.highest is answered"\ntext = "And?"\n',
            "“ticks” is ticked, not rated: it has no highest row.",
        ),
        (
            f'{AND}when = "rate.lowest has \'c\'"\ntext = "And?"\n',
            "when: “rate” has no row “c”. Rows: a, b.",
        ),
        (
            f'{AND}when = "rate.lowest = \'a\'"\ntext = "And?"\n',
            "when: “rate.lowest” is a row, which is not compared.",
        ),
        (
            f'{AND}text = "${{after.lowest|or It}}?"\n{RATE.replace("rate", "after")}',
            "“after” is asked only after this.",
        ),
        (
            RATE.replace("rate", "after").replace("a = ", "lowest = "),
            "“after.lowest” is the row with the lowest number. Choose another id.",
        ),
        (
            f'{AND}text = "${{own.lowest|or It}}?"\n',
            "there is no question “own.lowest”.",
        ),
    ],
)
def test_the_lowest_row_is_one_of_a_matrix_rated_before(
    asked: str, said: str, small: str, told: Told
) -> None:
    found = told(small.replace("[recap]", f"{TICKED}{RATE}{asked}[recap]", 1))

    assert [line for line in found if said in line] == found
    assert len(found) == bool(said)


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ('text = "${rate.lowest}: when?"\n', ["W242"]),
        ('text = "${rate.lowest|or One}: when?"\n', []),
        ('when = "rate.lowest is answered"\ntext = "${rate.lowest}: when?"\n', []),
    ],
)
def test_words_for_where_no_row_stands_out_are_asked_for(
    asked: str, codes: list[str], small: str
) -> None:
    rate = RATE + 'anchors = { 1 = "no", 5 = "yes" }\n'
    text = small.replace("[recap]", f"{rate}{AND}{asked}[recap]", 1)
    found = check(text.encode(), Path("small.toml")).findings

    assert [each.problem.code for each in found] == codes
