"""What an exercise file says that cannot be meant."""

from collections.abc import Callable

import pytest

from leadcoach.exercises.load import examine

Told = Callable[[str], list[str]]
MATRIX = """
[[section.ask]]
id = "areas"
type = "matrix"
text = "How far?"
rows = { self = "with me", work = "at work" }
"""
TICKS = """
[[section.ask]]
id = "people"
type = "list"
text = "Who?"
[[section.ask]]
id = "known"
type = "matrix"
text = "How?"
rows_from = "people"
cols = { told = "told me", guess = "I guess" }
"""


def asking(when: str, before: str = "") -> str:
    keys = f'id = "last_one"\ntype = "short"\ntext = "And?"\nwhen = "{when}"\n'
    return f"{before}\n[[section.ask]]\n{keys}[recap]"


CONDITIONS = [
    ("bset is answered", "there is no question “bset”. Did you mean “best”?"),
    ("other = 3", "there is no question “other”."),
    ("last_one is answered", "when: “last_one” cannot depend on its own answer."),
    ("who = 'mee'", "when: “who” has no choice “mee”. Did you mean “me”?"),
    ("who = 'all of us'", "when: “who” has no choice “all of us”. Choices: me, us."),
    ("who in 'me, u'", "when: “who” has no choice “u”. Did you mean “us”?"),
    ("who has 'x'", "when: “who” has no choice “x”. Choices: me, us."),
    ("own >= 6", "when: 6 is not on the scale of “own”. It goes from 1 to 5."),
    ("own < 0.5", "when: 0.5 is not on the scale of “own”. It goes from 1 to 5."),
    ("best > 3", "when: “best” is no number; > cannot be."),
    ("who is thin", "“who is thin” needs an answer in words."),
    ("best.self = 3", "when: “best” has no row “self”."),
    ("areas.wrok = 3", "when: “areas” has no row “wrok”. Did you mean “work”?"),
    ("areas >= 3", "when: “areas” has rows; one row or a mean can be compared. For example: mean(areas) >= 3."),
    ("areas.self = 6", "when: 6 is not on the scale of “areas”. It goes from 1 to 5."),
    ("known.Ana = 'told'", "when: “.” has no meaning here.\n    known.Ana = 'told'\n         ^"),
    ("known.ana = 'tld'", "when: “known” has no choice “tld”. Did you mean “told”?"),
    ("own >", "when: the id of a question is expected, not the end.\n    own >\n         ^"),
    ("own & 3", "when: “&” has no meaning here; write “and”.\n    own & 3\n        ^"),
]  # fmt: skip


@pytest.mark.parametrize(("when", "what"), CONDITIONS)
def test_a_condition_that_can_never_be_meant(
    when: str, what: str, small: str, told: Told
) -> None:
    text = small.replace("[recap]", asking(when, MATRIX + TICKS), 1)
    line = text.split("\n").index(f'when = "{when}"') + 1

    assert told(text) == [f"small.toml:{line}: {what}"]


@pytest.mark.parametrize(
    "when",
    [
        "own >= 4 and who = 'me'",
        "who in 'me, us' or not (best is thin)",
        "areas.self <= 2 and mean(areas) < 3",
        "known.ana = 'told' or count(people) > 2",
        "last.anything = 3",
        "mirror finds 'over'",
        "words(best) < 500",
        "skipped(more)",
    ],
)
def test_a_condition_about_what_was_asked_before_is_right(
    when: str, small: str, told: Told
) -> None:
    assert told(small.replace("[recap]", asking(when, MATRIX + TICKS), 1)) == []


RULES = [
    ('text = "Who?"', 'text = "Who of ${best|short}, ${last.who}, ${date}?"', ""),
    ('text = "Who?"', 'text = "Who of ${bset}?"', "16: there is no question “bset”. Did you mean “best”?"),
    ('text = "Who?"', 'text = "Who of ${own}?"', "16: “own” is asked only after this."),
    ('text = "Who?"', 'text = "Who of ${who}?"', "16: “who” is asked only after this."),
    ('text = "Who?"', 'text = "x"\nhelp = "${best|loud}"', "17: “${best|loud}” has no meaning. For example: ${id} or ${id|short}."),
    ('id = "one"', 'id = "one"\nintro = "${best}"', "9: “best” is asked only after this."),
    ('id = "one"', 'id = "one"\nwhen = "own > 1"', "9: “own” is asked only after this."),
    ('of = ["best"]', 'of = ["bset"]', "32: there is no question “bset”. Did you mean “best”?"),
    ('of = ["best"]', 'when = "bset is answered"', "32: there is no question “bset”. Did you mean “best”?"),
    ('of = ["best"]', 'text = "${bset}"', "32: there is no question “bset”. Did you mean “best”?"),
    ("minutes = 5", 'quick = ["best", "mor"]', "6: there is no question “mor”. Did you mean “more”?"),
    ('type = "long"', 'type = "mirror"\nbest = ["bst"]', "12: there is no question “bst”."),
    ('type = "long"', 'type = "mirror"\namended_by = "mroe"', "12: there is no question “mroe”. Did you mean “more”?"),
    ('type = "long"', 'type = "mirror"\namended_by = "more"', ""),
    ('type = "scale"', 'type = "matrix"\nrows_from = "best"', "23: rows_from: “best” is no list asked before."),
    ("[recap]", '[[next]]\nexercise = "small"\nwhen = "bset > 1"\n[recap]', "31: there is no question “bset”. Did you mean “best”?"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "line"), RULES)
def test_names_lead_to_what_was_asked_before(
    right: str, wrong: str, line: str, small: str, told: Told
) -> None:
    assert right in small
    found = told(small.replace(right, wrong, 1))

    assert f"small.toml:{line}" in found if line else found == []


MIRRORED = """
format = 1
id = "x"
version = "1.0.0"
title = "X"
purpose = "P"
[[section]]
id = "one"
ask = [
  { id = "best", type = "long", text = "Best?" },
  { id = "heart", type = "sentence", from = ["best"], text = "Heart?" },
  { id = "who", type = "choice", text = "Who?", choices = { me = "I", all = "all" } },
  { id = "needs", type = "choice", text = "Whose?", choices = { mine = "mine" } },
  { id = "paid", type = "yesno", text = "Paid?" },
  { id = "they", type = "short", text = "They?" },
  { id = "about", type = "multi", text = "Hard?", choices = { other = "other" } },
  { id = "reading", type = "mirror", best = ["best"], hearts = ["heart"], who = ["who"], needs = ["needs"], paid = "paid", they = "they", underline = "heart", own_words = ["they", "best"], about = "about" },
]
"""


def test_a_mirror_can_be_told_which_questions_say_what() -> None:
    assert examine(MIRRORED.encode()).problems == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            'hearts = ["heart"]',
            'hearts = ["best"]',
            "“best” has another type than “sentence”",
        ),
        (
            'hearts = ["heart"]',
            'hearts = ["haert"]',
            "no question “haert”. Did you mean “heart”",
        ),
        ('who = ["who"]', 'who = ["", "who", "who"]', "at most 2 are possible"),
        ('who = ["who"]', 'who = ["they"]', "“they” has another type than “choice”"),
        (
            '{ me = "I",',
            '{ i = "I",',
            "knows no choice “i” of “who”. Choices: me, others, all, nobody",
        ),
        ('{ mine = "mine" }', '{ ours = "o" }', "knows no choice “ours” of “needs”"),
        (
            'paid = "paid"',
            'paid = "they"',
            "“they” has another type than “yesno” or “choice”",
        ),
        ('they = "they"', 'they = "about"', "another type than “short” or “long”"),
        ('about = "about"', 'about = "best"', "another type than “multi” or “choice”"),
        ('"one"', '"two"', ""),
    ],
)
def test_a_mirror_told_what_cannot_be(old: str, new: str, told: str) -> None:
    found = examine(MIRRORED.replace(old, new, 1).encode()).problems
    assert told in " ".join(problem.told("x") for problem in found)
    assert bool(found) == bool(told)
