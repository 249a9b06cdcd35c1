"""Three exercises of coaches, written with prompts/README.md alone: they check, run and draw.

An immunity map, a wheel of life and a values sort, as they are used in public practice. What
they end in are the tables that their coaches draw by hand.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli

from leadcoach.exercises import scaffold
from leadcoach.paths import builtin_exercises
from tests.conftest import Run

COACHES = Path(__file__).parent / "coaches"
FILES = sorted(each for each in COACHES.glob("*.toml") if ".test" not in each.name)
README = (builtin_exercises() / "README.md").read_text(encoding="utf-8")
HANDING_ON = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
Golden = Callable[[str, str], None]

each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def answers_to(file: Path) -> str:
    return str(file.parent / "answers" / file.name)


def keys_in(table: object) -> set[str]:
    """Return every key of a file, but for ids of choices, rows and anchors."""
    if isinstance(table, list):
        return {key for each in table for key in keys_in(each)}
    if not isinstance(table, dict):
        return set()
    inner = {key for key in table if key not in ("choices", "rows", "cols", "anchors")}
    return set(table) | {found for key in inner for found in keys_in(table[key])}


def test_there_are_three() -> None:
    assert [each.stem for each in FILES] == [
        "immunity-map", "values-sort", "wheel-of-life",
    ]  # fmt: skip


@each_file
def test_it_is_without_fault_and_keeps_its_promises(file: Path, run: Run) -> None:
    checked = run("exercise", "check", str(file))
    tested = run("exercise", "test", str(file), "--walks", "60", "--json")
    told = json.loads(tested.out)

    assert "nothing to mend" in checked.out, checked.out
    assert tested.code == 0, tested.out
    assert [case["broken"] for case in told["cases"]] == [[], []]
    assert (told["never"], told["broke_off"]) == ([], None)


@each_file
def test_its_keys_are_those_an_author_is_told(file: Path) -> None:
    """Each stands in the page for authors, or in the file that `new` writes."""
    begun = Path(scaffold.__file__).with_suffix(".toml").read_text(encoding="utf-8")
    known = README + begun
    keys = keys_in(tomli.loads(file.read_text(encoding="utf-8")))

    assert [key for key in sorted(keys) if not re.search(rf"\b{key}\b", known)] == []


@each_file
@pytest.mark.parametrize("width", [80, 40])
def test_it_ends_in_the_table_its_coach_draws_by_hand(
    file: Path, width: int, run: Run, golden: Golden
) -> None:
    shown = ("--answers", answers_to(file), "--width", str(width))
    ran = run("exercise", "preview", str(file), *shown)

    assert max(map(len, ran.out.split("\n"))) <= width
    golden(f"coach-{file.stem}-{width}.txt", ran.out)


@each_file
def test_its_table_is_a_real_one_where_there_are_some(file: Path, run: Run) -> None:
    [names] = [
        line["names"]
        for line in tomli.loads(file.read_text(encoding="utf-8"))["recap"]["line"]
        if len(line.get("names", ())) > 2 and len(line["names"]) > len(line["of"])
    ][:1]
    shown = ("--answers", answers_to(file), "--format")
    html = run("exercise", "preview", str(file), *shown, "html").out
    markdown = run("exercise", "preview", str(file), *shown, "markdown").out

    assert all(re.search(rf"<th[^>]*>{name}</th>", html) for name in names)
    assert f"| {' | '.join(names)} |" in markdown


@each_file
def test_what_is_kept_of_it_shows_the_words_and_not_the_ids(
    file: Path, run: Run
) -> None:
    assert run("exercise", "add", str(file), "--yes").code == 0
    given = ("--no-input", "--answers", answers_to(file))
    done = run("reflect", file.stem, *given)
    kept = " ".join(run("journal", "show").out.split())

    assert done.code == 0, done.err
    words = {
        "immunity-map": "If they manage without me, there is no place for me here.",
        "values-sort": "care for others",
        "wheel-of-life": "rest and play",
    }
    assert words[file.stem] in kept


def test_at_a_terminal_each_question_says_which_line_it_is_about(run: Run) -> None:
    lines = ("To wait.", "I answer at once.", "I read every plan.", "")
    typed = (*lines, "They ask no more.", "/skip", "It is mine.", "/pause")
    stdin = "".join(f"{line}\n" for line in typed)
    ran = run("reflect", str(FILES[0]), terminal=True, stdin=stdin)

    said = " ".join(ran.err.split())
    for line in ("I answer at once.", "I read every plan."):
        assert f"{line[:-1]}: what might happen if you did the opposite?" in said
    assert ran.code == 0


def test_the_table_of_the_page_for_authors_is_drawn(run: Run, tmp_path: Path) -> None:
    [text] = [each for each in HANDING_ON if "handing-on" in each]
    file = tmp_path / "handing-on.toml"
    file.write_text(text, encoding="utf-8")
    answers = tmp_path / "answers.toml"
    answers.write_text(
        'thing = ["the rota", "the keys"]\nwho = { 1 = "Ana", 2 = "Ben" }\n'
        "ready = { 1 = 2, 2 = 5 }\nfirst = 2\n"
    )
    ran = run("exercise", "preview", str(file), "--answers", str(answers))

    assert "nothing to mend" in run("exercise", "check", str(file)).out
    assert re.search(r"Rests on me +Who could +Ready, 1 to 5\n", ran.out)
    assert re.search(r"the keys +Ben +5\n", ran.out)
    assert "First:  the keys" in ran.out
