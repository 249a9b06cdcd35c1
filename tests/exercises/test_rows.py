"""Rows of a matrix, and answers about each of several: in texts, conditions, recaps."""

from collections.abc import Callable
from pathlib import Path

import pytest

from leadcoach.exercises.lint import check
from tests.conftest import Run
from tests.exercise_file import ask, exercise_file, saved

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
    file = saved(tmp_path, RATED, "rated")
    answers = [*of_numbers(numbers), "--answer=low=On Monday."]

    run("reflect", file, "--no-input", *answers)

    assert asked in run("journal", "show").out


@pytest.mark.parametrize(
    ("numbers", "met"),
    [("1253", {"low", "heard_most"}), ("1235", {"low"}), ("3333", {"low", "open"})],
)
def test_the_highest_row_decides_what_is_asked(
    numbers: str, met: set[str], run: Run, tmp_path: Path
) -> None:
    file = saved(tmp_path, RATED, "rated")
    given = [f"--answer={each}=So." for each in ("low", "heard_most", "open")]

    run("reflect", file, "--no-input", *of_numbers(numbers), *given)

    shown = run("journal", "show", "--json").out
    assert {
        each for each in ("low", "heard_most", "open") if f'"{each}"' in shown
    } == met


def test_a_recap_names_the_rows_at_both_ends_with_their_numbers(
    run: Run, tmp_path: Path
) -> None:
    file = saved(tmp_path, RATED, "rated")

    out = run("reflect", file, "--no-input", *of_numbers("1255")).out

    assert "Seldom:  elsewhere (1)\nOften:   listen and finish (5)\n" in out
    assert "Least: elsewhere.\n" in out


def test_where_no_row_stands_out_a_recap_has_no_label_for_it(
    run: Run, tmp_path: Path
) -> None:
    file = saved(tmp_path, RATED, "rated")

    out = run("reflect", file, "--no-input", *of_numbers("3333")).out

    assert "Seldom" not in out
    assert "Least" not in out


ROWS = 'rows = { a = "one", b = "two" }'
TICKED = ask("ticks", "matrix", "How?", ROWS, 'cols = { yes = "yes", no = "no" }')
RATE = ask("rate", "matrix", "How?", ROWS)
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
    ("show", "codes"), [("table", []), ("card", []), ("bar", ["W244"])]
)
def test_a_row_in_words_is_no_bar(show: str, codes: list[str], small: str) -> None:
    rate = RATE + 'anchors = { 1 = "no", 5 = "yes" }\n'
    line = f'show = "{show}"\nof = ["rate.lowest"]'
    text = small.replace("[recap]", f"{rate}[recap]", 1)
    text = text.replace('show = "quote"\nof = ["best"]', line)
    found = check(text.encode(), Path("small.toml")).findings

    assert [each.code for each in found] == codes


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

    assert [each.code for each in found] == codes


BY_ITEM = """
[[section]]
id = "first"
[[section.ask]]
id = "only"
type = "list"
text = "What can only you do?"
[[section]]
id = "each"
for_each = "only"
[[section.ask]]
id = "who"
type = "short"
text = "${item}: who could?"
[[section.ask]]
id = "first_part"
type = "short"
text = "${item}: which first part?"
[[section]]
id = "way"
[[section.ask]]
id = "stage"
type = "matrix"
text = "Where are they?"
rows_from = "only"
cols = { none = "nobody yet", own = "they own it" }
[[section.ask]]
id = "sure"
type = "matrix"
text = "How sure are you?"
rows_from = "only"
[[section.ask]]
id = "hidden"
type = "matrix"
text = "What else?"
private = true
rows_from = "only"
[recap]
[[recap.line]]
show = "table"
of = ["who", "first_part", "stage", "sure", "hidden"]
names = ["Only you", "Who could", "Who could", "On the way", "Sure", "Hidden"]
"""
LETTERS = {
    "only": '["the rota", "the keys", "the talk with the council"]',
    "who": '{ 1 = "Ana", 3 = "Ben | or Kim" }',
    "first_part": '{ 1 = "May" }',
    "stage": '{ "the rota" = "none", "the talk with the council" = "own" }',
    "sure": '{ "the rota" = 2 }',
    "hidden": '{ "the rota" = 5 }',
}


@pytest.fixture
def handed_on(run: Run, tmp_path: Path) -> Callable[..., str]:
    """Return a function that gives the recap of a sitting with a table by item."""

    def recap(*options: str, leave_out: str = "", columns: int = 80) -> str:
        file, answers = saved(tmp_path, BY_ITEM, "hand-on"), tmp_path / "answers.toml"
        given = {key: LETTERS[key] for key in LETTERS if key not in leave_out.split()}
        lines = [f"{key} = {value}\n" for key, value in given.items()]
        answers.write_text("".join(lines), encoding="utf-8")
        argv = ("reflect", file, "--no-input", "--answers", str(answers), *options)
        ran = run(*argv, environ={"COLUMNS": str(columns)})
        assert ran.code == 0, ran.err
        return ran.out

    return recap


def test_a_table_has_a_row_for_each_item_and_a_column_for_each_name(
    handed_on: Callable[..., str],
) -> None:
    assert """
Only you                   Who could     On the way   Sure
─────────────────────────  ────────────  ───────────  ────
the rota                   Ana; May      nobody yet   2
the keys                   –             –            –
the talk with the council  Ben | or Kim  they own it  –
""" in handed_on()


def test_on_a_phone_an_item_is_a_line_with_what_was_said_of_it_below(
    handed_on: Callable[..., str],
) -> None:
    assert """
the rota
  Who could: Ana; May
  On the way: nobody yet
  Sure: 2
the keys: –
the talk with the council
  Who could: Ben | or Kim
  On the way: they own it
""" in handed_on(columns=40)


def test_a_table_by_item_is_a_real_one_in_markdown_and_html(
    handed_on: Callable[..., str],
) -> None:
    markdown, html = handed_on("--format=markdown"), handed_on("--format=html")

    assert "| Only you | Who could | On the way | Sure |\n| --- |" in markdown
    assert "| the keys | – | – | – |" in markdown
    assert r"Ben \| or Kim" in markdown
    assert '<th scope="row" dir="auto">the keys</th>' in html
    assert '<td dir="auto" data-head="Sure">–</td>' in html


def test_what_nobody_answered_leaves_no_column_and_no_table(
    handed_on: Callable[..., str],
) -> None:
    out = handed_on(leave_out="who first_part")

    assert "Who could" not in out
    assert "On the way" in out
    assert "Only you" not in handed_on(leave_out="who first_part stage sure")


SAME = """
[[section.ask]]
id = "people"
type = "list"
text = "Who?"
[[section.ask]]
id = "theirs"
type = "matrix"
text = "How?"
rows_from = "people"
""" + RATE + TICKED  # fmt: skip


@pytest.mark.parametrize(
    ("of", "names", "said"),
    [
        ('"rate", "ticks"', '"A", "B", "C"', ""),
        ('"ticks", "rate"', '"B", "C"', ""),
        (
            '"theirs", "best"',
            '"A", "B", "C"',
            "have no items in common: a table with a heading for its items takes",
        ),
        (
            '"theirs", "rate"',
            '"A", "B", "C"',
            "“theirs” and “rate” have no items in common",
        ),
        ('"best"', '"A", "B"', "“best” has no items: a table with a heading"),
        (
            '"rate", "ticks"',
            '"A", "B", "C", "D"',
            "names are as many as the answers in `of`, or one more for the items.",
        ),
    ],
)
def test_answers_in_a_table_by_item_are_about_the_same_list(
    of: str, names: str, said: str, small: str, told: Told
) -> None:
    text = small.replace("[recap]", f"{SAME}[recap]", 1)
    shown = f'show = "table"\nof = [{of}]\nnames = [{names}]'
    found = told(text.replace('show = "quote"\nof = ["best"]', shown))

    assert [line for line in found if said in line] == found
    assert len(found) == bool(said)


CHOOSE = """
[[section.ask]]
id = "choose"
type = "choice"
text = "Which one?"
choices = { a = "one", b = "two" }
"""
OTHERS = """
[[section.ask]]
id = "kind"
type = "choice"
text = "What kind?"
choices = { x = "this", y = "that" }
[[section.ask]]
id = "some"
type = "multi"
text = "Which ones?"
choices = { a = "one", b = "two", c = "three" }
"""


@pytest.mark.parametrize(
    ("given", "met"),
    [
        ("rate.a=2 rate.b=5 choose=b some=a", {"same"}),
        ("rate.a=2 rate.b=5 choose=a some=a,c", {"other", "among"}),
        ("rate.a=5 rate.b=5 choose=a some=b", set()),
        ("rate.a=2 rate.b=5 some=b", set()),
    ],
)
def test_a_condition_asks_whether_the_choice_made_is_the_row_rated_highest(
    given: str, met: set[str], run: Run, tmp_path: Path
) -> None:
    whens = {
        "same": "rate.highest has choose",
        "other": "rate.highest is answered and choose != 'wait' "
        "and not (rate.highest has choose)",
        "among": "some has choose",
    }
    waiting = CHOOSE.replace("a = ", 'wait = "wait", a = ')
    asked = "".join(
        ask(key, "short", "So?", f'when = "{when}"') for key, when in whens.items()
    )
    parts = f'[[section]]\nid = "one"\n{RATE}{waiting}{OTHERS}{asked}[recap]\n'
    file = saved(tmp_path, parts, "has")
    answers = [*given.split(), *(f"{key}=Yes." for key in whens)]

    run("reflect", file, "--no-input", *(f"--answer={a}" for a in answers))

    shown = run("journal", "show", "--json").out
    assert {each for each in whens if f'"{each}"' in shown} == met


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("rate.highest has choose", ""),
        ("some has choose", ""),
        ("choose has some", ""),
        ("rate.highest has kind", "“rate” and “kind” have no choice in common."),
        ("some has kind", "“some” and “kind” have no choice in common."),
        ("some has own", "“own” holds no choices or rows."),
        ("some has other", "there is no question “other”."),
        ("some has a", "when: the choice “a” stands in 'single quotes'."),
        ("rate has choose", "“rate” holds no choices or rows."),
    ],
)
def test_two_answers_that_are_compared_have_a_choice_in_common(
    when: str, said: str, small: str, told: Told
) -> None:
    asked = f'{RATE}{CHOOSE}{OTHERS}{AND}text = "And?"\nwhen = "{when}"\n'
    found = told(small.replace("[recap]", f"{asked}[recap]", 1))

    assert [line for line in found if said in line] == found
    assert len(found) == bool(said)


@pytest.mark.parametrize(
    ("when", "codes"),
    [
        ("not (some has choose)", ["W243"]),
        ("some is answered and not (some has choose)", ["W243"]),
        ("some is answered and choose != 'b' and not (some has choose)", []),
        (
            "own > 2 or (some is answered and choose = 'a' and not (some has choose))",
            [],
        ),
    ],
)
def test_a_negation_that_holds_where_nothing_was_said_is_pointed_out(
    when: str, codes: list[str], small: str
) -> None:
    asked = f'{CHOOSE}{OTHERS}{AND}text = "And?"\nwhen = "{when}"\n'
    text = small.replace("[recap]", f"{asked}[recap]", 1)
    found = check(text.encode(), Path("small.toml")).findings

    assert [each.code for each in found] == codes


def test_a_card_and_a_quote_say_which_item_they_are_about(
    run: Run, tmp_path: Path
) -> None:
    first, _, _ = BY_ITEM.partition("[recap]")
    lines = (
        '[recap]\n[[recap.line]]\nshow = "card"\nof = ["who"]\nnames = ["helps"]\n'
        '[[recap.line]]\nshow = "quote"\nof = ["first_part"]\nnames = ["begins"]\n'
    )
    file, answers = saved(tmp_path, first + lines, "hand-on"), tmp_path / "answers.toml"
    answers.write_text(
        "".join(f"{key} = {LETTERS[key]}\n" for key in list(LETTERS)[:3])
    )

    out = run("reflect", file, "--no-input", "--answers", str(answers)).out

    assert "the rota, helps:" in out
    assert "the talk with the council, helps:" in out
    assert "— the rota, begins" in out


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("rate.a >= 4", ""),
        ("rate.lowest has 'a'", ""),
        ("rate.d >= 4", "“rate” has no row “d”."),
    ],
)
def test_a_row_can_be_asked_about_where_its_matrix_is_asked_for_each(
    when: str, said: str, small: str, told: Told
) -> None:
    section = '[[section]]\nid = "each"\nfor_each = "some"\n'
    asked = f'{OTHERS}{section}{RATE}{AND}text = "And?"\nwhen = "{when}"\n'
    found = told(small.replace("[recap]", f"{asked}[recap]", 1))

    assert [line for line in found if said in line] == found
    assert len(found) == bool(said)


LINE = """
[[section]]
id = "one"
[[section.ask]]
id = "habit"
type = "choice"
text = "What would you usually do?"
choices = { support = "listen and support", request = "ask for something", limit = "set a limit" }
[[section.ask]]
id = "choose"
type = "choice"
text = "And now?"
choices = { support = "support", request = "a request", limit = "a limit", wait = "wait" }
[[section.ask]]
id = "fits"
type = "matrix"
text = "How well would each fit?"
rows = { support = "support", request = "request", limit = "limit" }
[recap]
[[recap.line]]
show = "line"
of = ["habit", "choose", "fits"]
names = ["habit", "choice", "fits"]
labels = { support = "listen and support", request = "a request", limit = "a limit" }
"""


def test_ratings_of_the_stops_stand_as_bars_on_their_line(
    run: Run, tmp_path: Path
) -> None:
    file = saved(tmp_path, LINE, "line")
    given = ("habit=support", "choose=request", "fits.request=5", "fits.limit=2")
    argv = ("reflect", file, "--no-input", *(f"--answer={a}" for a in given))

    assert (
        """
  listen and support           ◂ habit
  a request           ····● 5  ◂ choice
  a limit             ·●··· 2
"""
        in run(*argv).out
    )
    assert "fits: a request: 5 of 5." in run(*argv, environ={"TERM": "dumb"}).out
    only = ("reflect", file, "--no-input", "--answer=fits.limit=2")
    assert "  a limit             ·●··· 2\n" in run(*only).out


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("", "", ""),
        ('rows = { support = "support", ', 'rows = { shout = "shout", ', "the row “shout” of “fits” is no stop of this line. Its stops are the ids of the choices."),
        ('of = ["habit", "choose", "fits"]', 'of = ["habit", "fits", "fits"]', "a line takes one matrix."),
    ],
)  # fmt: skip
def test_what_is_rated_on_a_line_are_its_stops(
    was: str, now: str, said: str, told: Told
) -> None:
    found = told(exercise_file(LINE, "line").replace(was, now, 1))

    assert [line for line in found if said in line] == found
    assert len(found) == bool(said)


EACH = """
[[section]]
id = "who"
[[section.ask]]
id = "people"
type = "list"
text = "Who was there?"
[[section]]
id = "each"
title = "One by one"
intro = "Think of ${item}."
for_each = "people"
[[section.ask]]
id = "said"
type = "short"
text = "What was said?"
[[section.ask]]
id = "meant"
type = "short"
text = "What was meant?"
"""


def test_a_coachs_question_says_which_of_several_it_is_about(
    run: Run, tmp_path: Path
) -> None:
    file = saved(tmp_path, EACH, "each")
    typed = "Ana\nBen\n\n" + "So.\n" * 4 + "1\n"
    screen = run("reflect", file, terminal=True, stdin=typed).err

    assert screen.count("One by one") == 1
    assert "  Think of Ana." in screen
    assert "  Think of Ben." in screen
    assert "\nAna\nWhat was meant?" in screen
    assert "\nBen\nWhat was meant?" in screen
