"""Choices that are taken from what a person has just written."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran, Run
from tests.exercise_file import ask, saved

Told = Callable[[str], list[str]]
FROM_A_LIST = """
[[section]]
id = "one"
[[section.ask]]
id = "granted"
type = "list"
text = "What did you take for granted?"
[[section.ask]]
id = "weakest"
type = "choice"
choices_from = "granted"
text = "Which would change most?"
[[section.ask]]
id = "speaks_for"
type = "short"
when = "weakest is answered"
text = "“${weakest}”: what speaks for it?"
[recap]
[[recap.line]]
show = "table"
of = ["weakest", "speaks_for"]
names = ["Looked at", "For it"]
"""
FROM_ANSWERS = """
[[section]]
id = "one"
[[section.ask]]
id = "people"
type = "list"
text = "Who was there?"
[[section]]
id = "each"
for_each = "people"
[[section.ask]]
id = "said"
type = "long"
text = "What did they say?"
[[section]]
id = "after"
[[section.ask]]
id = "pick"
type = "choice"
choices_from = "said"
text = "Which sentence stays with you?"
[[section.ask]]
id = "some"
type = "multi"
choices_from = "said"
text = "Which would you say yourself?"
[recap]
[[recap.line]]
text = "It stays: ${pick|or none}. Yours: ${some|or none}."
"""


def sitting(run: Run, folder: Path, parts: str, answers: str, typed: str = "") -> Ran:
    file, given = saved(folder, parts, "from"), folder / "answers.toml"
    given.write_text(answers, encoding="utf-8")
    person = () if typed else ("--no-input",)
    argv = ("reflect", file, "--answers", str(given), *person)
    return run(*argv, stdin=typed, terminal=bool(typed))


def test_a_choice_is_one_of_the_lines_a_person_wrote(run: Run, tmp_path: Path) -> None:
    answers = 'granted = ["she is busy", "I am late"]\nspeaks_for = "She said so."\n'
    by_words = sitting(run, tmp_path, FROM_A_LIST, answers + 'weakest = "i am late"\n')
    by_number = sitting(run, tmp_path, FROM_A_LIST, answers + "weakest = 2\n")

    assert "Looked at:  I am late\nFor it:     She said so.\n" in by_words.out
    assert by_number.out == by_words.out
    assert "“I am late”: what speaks for it?" in run("journal", "show").out


def test_the_lines_are_offered_with_numbers(run: Run, tmp_path: Path) -> None:
    answers = 'granted = ["she is busy", "I am late"]\n'
    ran = sitting(run, tmp_path, FROM_A_LIST, answers, "2\nShe said so.\n1\n")

    assert "1. she is busy" in ran.err
    assert "2. I am late" in ran.err
    assert "Looked at: I am late" in ran.out


def test_without_a_line_there_is_nothing_to_choose(run: Run, tmp_path: Path) -> None:
    ran = sitting(run, tmp_path, FROM_A_LIST, 'granted = []\nspeaks_for = "So."\n')

    assert "Which would change most?" not in ran.err
    assert "Looked at" not in ran.out


def test_a_choice_can_be_an_answer_about_one_of_several(
    run: Run, tmp_path: Path
) -> None:
    answers = (
        'people = ["Ana", "Ben", "Cy"]\npick = "Cy"\nsome = ["Ana", 2]\n'
        'said = { 1 = "I am in.", 3 = """Not\nbefore May.""" }\n'
    )
    ran = sitting(run, tmp_path, FROM_ANSWERS, answers)
    kept = next(tmp_path.glob("home/journal/*/*/*.toml")).read_text()

    assert "It stays: Not / before May. Yours: I am in.; Not / before May." in ran.out
    assert 'Cy = "Not / before May."' in kept


def test_what_is_taken_from_a_private_answer_is_private(
    run: Run, tmp_path: Path
) -> None:
    parts = FROM_ANSWERS.replace('type = "long"', 'type = "long"\nprivate = true')
    answers = 'people = ["Ana"]\nsaid = { 1 = "Not you." }\npick = "Ana"\n'
    ran = sitting(run, tmp_path, parts, answers)
    export = ("journal", "export", "--format=markdown", "--output=-")
    whole = run(*export, "--with-private").out
    public = run(*export).out

    assert "It stays: none." in ran.out
    assert "Not you." in whole
    assert "Not you." not in public


def test_a_blank_form_says_what_to_write_where_items_are_not_known_yet(
    run: Run, tmp_path: Path
) -> None:
    file = saved(tmp_path, FROM_ANSWERS, "from")
    form = run("exercise", "blank", file).out

    assert "# Asked for each of people, in its order: 1, 2, …\n" in form
    assert '# For example: said = { 1 = "…", 2 = "…" }\n' in form
    assert (
        "#   out of what you wrote at said: to the letter, or by number\npick" in form
    )
    assert "# For example: some = [1, 2]\n" in form


def test_who_looks_at_an_exercise_sees_where_its_choices_come_from(
    run: Run, tmp_path: Path
) -> None:
    file = saved(tmp_path, FROM_ANSWERS, "from")
    shown = run("exercise", "show", file).out

    assert "│ What did they say?\n│ asked for each of: people\n" in shown
    assert "│ Which sentence stays with you?\n│ taken from: said\n" in shown


def asking(keys: str) -> str:
    return ask("pick", "choice", "Which?", keys)


AND = ask("so", "short", "And?", 'when = "{}"')
LISTS = """
[[section.ask]]
id = "people"
type = "list"
text = "Who?"
[[section.ask]]
id = "pull"
type = "multi"
text = "What?"
choices = { thought = "a thought", feeling = "a feeling" }
[[section]]
id = "each"
for_each = "people"
[[section.ask]]
id = "said"
type = "short"
text = "What did they say?"
[[section]]
id = "after"
"""


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ('choices_from = "people"', ""),
        ('choices_from = "pull"', ""),
        ('choices_from = "said"', ""),
        ('choices_from = "entries"', ""),
        ("", "a choice needs either choices or choices_from."),
        (
            'choices_from = "people"\nchoices = { a = "b" }',
            "a choice needs either choices or choices_from.",
        ),
        (
            'choices_from = "best"',
            "“best” is one text: choices come from a list, a multi, or a question",
        ),
        ('choices_from = "own"', "“own” is one answer: choices come from"),
        ('choices_from = "poeple"', "is no list asked before. Did you mean “people”?"),
        ('choices_from = "later"', "“later” is asked only after this."),
    ],
)
def test_choices_come_from_what_holds_several(
    keys: str, said: str, small: str, told: Told
) -> None:
    later = ask("later", "list", "Who else?")
    found = told(small.replace("[recap]", f"{LISTS}{asking(keys)}{later}[recap]", 1))

    assert [line for line in found if said in line] == found
    assert len(found) == bool(said)


def test_choices_do_not_come_from_the_section_under_way(small: str, told: Told) -> None:
    parts = LISTS.replace(
        '[[section]]\nid = "after"\n', asking('choices_from = "said"')
    )
    (found,) = told(small.replace("[recap]", f"{parts}[recap]", 1))

    assert "“said” is asked in the same section, so its answers come later." in found


@pytest.mark.parametrize(
    ("source", "when", "said"),
    [
        ("people", "pick is answered", ""),
        ("people", "pick = 'Ana'", "“pick” takes its choices from what is written."),
        (
            "said",
            "pick in 'Ana, Ben'",
            "“pick” takes its choices from what is written.",
        ),
        ("pull", "pick = 'thought'", ""),
        ("pull", "pick = 'thougt'", "when: “pick” has no choice “thougt”."),
    ],
)
def test_nobody_knows_beforehand_what_will_be_written(
    source: str, when: str, said: str, small: str, told: Told
) -> None:
    parts = LISTS + asking(f'choices_from = "{source}"') + AND.format(when)
    found = told(small.replace("[recap]", f"{parts}[recap]", 1))

    assert [line for line in found if said in line] == found
    assert len(found) == bool(said)


def test_an_item_with_spaces_around_it_can_be_chosen_by_itself(
    run: Run, tmp_path: Path
) -> None:
    answers = (
        'people = ["  Ana ", "Ben"]\npick = "  Ana "\nsaid = { 1 = "So.", 2 = "No." }\n'
    )
    ran = sitting(run, tmp_path, FROM_ANSWERS, answers)

    assert "It stays: So." in ran.out
