"""What an author is told: file and line, what is wrong, and the nearest right word."""

from collections.abc import Callable

import pytest

from leadcoach.errors import Unreadable
from leadcoach.exercises.load import examine, load
from tests.exercises.conftest import all_keys

Told = Callable[[str], list[str]]
ID_FORM = "Small letters first, then small letters and digits; no spaces."


def test_a_file_without_a_mistake_is_an_exercise(small: str, told: Told) -> None:
    found = examine(small.encode())

    assert told(small) == []
    assert found.exercise is not None
    assert [each.question.id for each in found.exercise.plan] == [
        "best", "who", "own", "more",
    ]  # fmt: skip


KEYS = [
    ("minutes = 5", "minits = 5", '6: nothing is called “minits” here. Did you mean “minutes”?'),
    ("minutes = 5", "choices = 5", "6: nothing is called “choices” here."),
    ("minutes = 5", "choises = 5", "6: nothing is called “choises” here. “choices” stands in a question of type choice or in a question of type multi."),
    ('type = "long"', 'type = "long"\nminutes = 5', "12: nothing is called “minutes” here. It stands in the first lines of the file."),
    ('show = "quote"', 'from = ["best"]', "31: nothing is called “from” here. It stands in a question of type sentence."),
    ('show = "quote"', "zzz = 1", "31: nothing is called “zzz” here."),
    ('purpose = "To be small."', "", "1: “purpose” is missing."),
    ('text = "Who?"', 'txt = "Who?"', "13: “text” is missing."),
    ('text = "Who?"', 'txt = "Who?"', "16: nothing is called “txt” here. Did you mean “text”?"),
    ('type = "long"', 'type = "long"\nanchor = 1', "12: nothing is called “anchor” here."),
    ("anchors =", "anchor =", "24: nothing is called “anchor” here. Did you mean “anchors”?"),
    ('show = "quote"', 'shw = "quote"', "31: nothing is called “shw” here. Did you mean “show”?"),
    ("[[section.ask.follow]]", "[[section.ask.folow]]", "25: nothing is called “folow” here. Did you mean “follow”?"),
    ("[[section.ask.follow]]", "[[section.ask.follow]]\nfollow = []", "26: nothing is called “follow” here."),
    ('id = "one"', 'id = "one"\nwhn = "x"', "9: nothing is called “whn” here. Did you mean “when”?"),
]  # fmt: skip
TYPES = [
    ('type = "choice"', 'type = "choice"\ncloses = "me"', '16: “closes”: a table is needed. For example: closes = { kept = "done", half = "partly", no = "let_go" }.'),
    ('type = "choice"', 'type = "choice"\ncloses = { me = 1 }', "16: “me”: words in quotes are needed."),
    ('type = "choice"', 'type = "choice"\ncloses = { me = "gone" }', "13: closes: “gone” is none of done, partly, let_go."),
    ('type = "choice"', 'type = "choice"\ncloses = ["you"]', "13: closes: there is no choice “you”."),
    ('type = "long"', 'type = "lnog"', "11: best: there is no type “lnog”. Did you mean “long”?"),
    ('type = "long"', "", '9: the question has no type. For example: type = "long".'),
    ('type = "long"', 'type = "x"', "11: best: there is no type “x”. Types: note, short, long, list, "),
    ("minutes = 5", 'minutes = "5"', "6: “minutes”: a whole number is needed."),
    ("minutes = 5", "minutes = 0", "6: “minutes”: 1 is the least possible."),
    ("minutes = 5", "minutes = 999", "6: “minutes”: 240 is the most possible."),
    ("minutes = 5", 'quick = "best"', "6: “quick”: a list is needed."),
    ("minutes = 5", "quick = [1]", "6: “quick”: words in quotes are needed."),
    ('title = "Small"', "title = 3", "4: “title”: words in quotes are needed."),
    ('title = "Small"', 'title = ""', "4: “title”: this is empty."),
    ('title = "Small"', f'title = "{"x" * 121}"', "4: “title”: at most 120 characters are possible."),
    ('type = "long"', 'type = "long"\nrequired = "yes"', "12: “required”: true or false is needed."),
    ('me = "only me"', "me = 1", "18: “me”: words in quotes are needed."),
    ('1 = "not at all"', "1 = 0", "24: “1”: words in quotes are needed."),
    ('me = "only me"\nus = "all of us"\n', "", "13: a choice needs either choices or choices_from."),
    ("[section.ask.choices]\n", 'choices = "me"\n[section.ask.xyz]\n', "17: “choices”: a table is needed."),
    ('[section.ask.choices]\nme = "only me"\nus = "all of us"', 'choices = ["me", "us"]', '17: “choices”: a table is needed. For example: choices = { home = "at home", work = "at work" }.'),
    ('anchors = { 1 = "not at all", 5 = "fully" }', "anchors = 3", '24: “anchors”: a table is needed. For example: anchors = { 1 = "not at all", 5 = "fully" }.'),
    ("[recap]\n[[recap.line]]", "[[recap]]\n[[recap.line]]", "29: “recap”: a table is needed. Write [recap] on a line of its own, and its keys below."),
    ("[[recap.line]]", "[recap.line]", "30: “line”: a list is needed. Write [[recap.line]] on a line of its own, and its keys below."),
    ("minutes = 5", 'next = ["compare"]', "6: “next”: a table is needed. Write [[next]] on a line of its own, and its keys below."),
    ('of = ["best"]', 'of = "best"', '32: “of”: a list is needed. For example: of = ["best"].'),
    ('show = "quote"', 'show = "quoet"', "31: “show” is one of these words: quote, list, table, "),
    ("format = 1", 'format = "1"', "1: “format” can only be 1."),
    ("format = 1", "format = 0", "1: “format” can only be 1."),
    ("anchors =", "max = 30\nanchors =", "20: a scale goes from min up to max, with at most 21 steps."),
    ("5 = ", "6 = ", "20: anchor 6 is not on the scale 1 to 5."),
]  # fmt: skip
IDS = [
    ('id = "small"', 'id = "Small"', f"2: “id” does not have the form it needs. {ID_FORM}"),
    ('id = "small"', 'id = "../x"', f"2: “id” does not have the form it needs. {ID_FORM}"),
    ('id = "best"', 'id = "my-best"', f"10: “id” does not have the form it needs. {ID_FORM}"),
    ('version = "1.0.0"', 'version = "1.0"', "3: “version” does not have the form it needs. Three numbers: 1.0.0."),
    ('me = "only me"', '1 = "only me"', f"18: “1” cannot be an id. {ID_FORM}"),
    ('me = "only me"', '"a, b" = "only me"', f"18: “a, b” cannot be an id. {ID_FORM}"),
    ('id = "who"', 'id = "best"', "14: there are two questions with the id “best”. Give one of them another id."),
    ('id = "who"', 'id = "words"', "14: “words” has a meaning of its own and cannot be an id. Choose another id."),
    ('id = "who"', 'id = "answers"', "14: “answers” has a meaning of its own and cannot be an id. Choose another id."),
]  # fmt: skip
TOML = [
    ("minutes = 5", "minutes = ", "6: behind the = is no text in quotation marks, no number and no day such as 2026-12-14."),
    ("minutes = 5", 'title = "x"', "6: this name stands there twice."),
    ('title = "Small"', "title = “Small”", "4: “ is a quotation mark of a word processor; type straight ones, \"…\"."),
    ('title = "Small"', 'title = "Small”', "4: ” is a quotation mark of a word processor; type straight ones"),
    ("of = [\"best\"]", "of = [‘best’]", "32: ‘ is a quotation mark of a word processor; type straight ones"),
    ("5 = \"fully\"", "“5” = \"fully\"", "24: “ is a quotation mark of a word processor; type straight ones"),
    ("minutes = 5", "minutes\u00a0= 5", "6: it holds a space of a word processor (U+00A0); type a plain one."),
    ('text = "Who?"', 'text = "Who is “in”?" x', "16: a quotation mark inside a text is written"),
    ("[recap]", "[section.ask]", "29: a heading that comes again stands in two brackets: [[…]]."),
    ("own <= 2", "who = ‘me’", "27: when: ‘ is a quotation mark of a word processor; type straight ones, '…'."),
    ("own <= 2", "own ≤ 2", "27: when: ≤ is a sign of a word processor; type <=."),
    ("format = 1", "{\\rtf1\\ansi\nformat = 1", "1: it is a document of a word processor; save it as plain text."),
    ("own <= 2", "own == 2", "27: when: one = is enough."),
    ("own <= 2", "own = 2 && best is answered", "27: when: “&” has no meaning here; write “and”."),
    ("own <= 2", "who = me", "27: when: the choice “me” stands in 'single quotes'."),
    ('text = "Who?"', 'text = "Who on ${dat}?"', "16: there is no question “dat”. Did you mean “date”?"),
    ('us = "all of us"', 'us = "all of us",', "19: there is more in the line than a name and a value."),
    ('id = "best"', 'Id = "best"', "10: nothing is called “Id” here. Did you mean “id”?"),
    ("minutes = 5", 'authors = "Ana"', '6: “authors”: a list is needed. For example: authors = ["Ana"].'),
    ("minutes = 5", "minutes = 4.1.2027 18:00", "6: this is no day or time; they are written 2027-01-04, or 2027-01-04T18:00:00."),
    ("minutes = 5", "minutes = 2027/01/04", "6: this is no day or time;"),
    ("minutes = 5", "minutes = Monday 14th Dec", "6: this is no day or time;"),
    ("minutes = 5", "minutes = December 14", "6: this is no day or time;"),
    ("minutes = 5", "minutes = 2027-01-32", "6: this is no day or time;"),
    ("minutes = 5", "minutes = 6:30pm", "6: this is no day or time;"),
    ("minutes = 5", "minutes = [4/1/27]", "6: this is no day or time;"),
    ("minutes = 5", 'authors = "On 4.1.2027" x', '6: a quotation mark inside a text is written'),
    ("minutes = 5", "licence = 1.0.0", "6: there is more in the line than a name and a value."),
    ("minutes = 5", 'authors = ["Ana, "Ben"]', "6: a quotation mark is missing in the line."),
    ("minutes = 5", 'authors = [Ana", "Ben"]', "6: a quotation mark is missing in the line."),
    ("minutes = 5", 'authors = ["Ana", Ben"]', "6: a quotation mark is missing in the line."),
    ("minutes = 5", "authors = ['Ana, 'Ben']", "6: a quotation mark is missing in the line."),
    ("minutes = 5", 'authors = ["Ana" "Ben"]', "6: a comma is missing between two things of a list."),
    ("minutes = 5", 'authors = [\n"Ana"\n"Ben"]', "8: a comma is missing between two things of a list."),
    ("minutes = 5", "licence = 'it's late", '6: a text with an apostrophe stands in "…".'),
    ("minutes = 5", 'authors = ["Ana"', "7: a bracket is missing at the end."),
    ("minutes = 5", "licence = 'Tell it's'", '6: a text with an apostrophe stands in "…".'),
    ("minutes = 5", "minutes = " + "1" * 5000, "1: a number in it is too large."),
    ("format = 1", "format = 2", "1: it has format 2; this leadcoach reads format 1. Upgrade leadcoach."),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "line"), KEYS + TYPES + IDS + TOML)
def test_a_mistake_is_told_with_its_line_and_what_would_be_right(
    right: str, wrong: str, line: str, small: str, told: Told
) -> None:
    assert right in small

    found = told(small.replace(right, wrong, 1))
    assert any(each.startswith(f"small.toml:{line}") for each in found)


def test_the_last_line_needs_no_end(small: str, told: Told) -> None:
    (found,) = told(f"{small}about = 4.1.2027")

    assert "this is no day or time" in found


def test_a_section_is_needed(told: Told) -> None:
    head = 'format = 1\nid = "x"\nversion = "1.0.0"\ntitle = "X"\npurpose = "P"\n'

    assert told(head) == ["small.toml:1: “section” is missing."]
    assert told(head + "section = []") == [
        "small.toml:6: at least one section is needed."
    ]


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(
    small: str, told: Told
) -> None:
    wrong = small.replace("minutes", "minits").replace("type", "tpye", 1)

    assert told(wrong.replace("anchors", "anchor")) == [
        "small.toml:6: nothing is called “minits” here. Did you mean “minutes”?",
        'small.toml:9: the question has no type. For example: type = "long".',
        "small.toml:24: nothing is called “anchor” here. Did you mean “anchors”?",
    ]


def test_a_newer_file_is_told_apart_from_a_wrong_one(small: str, told: Told) -> None:
    newer = small.replace("format = 1", "format = 2\nwonder = 7")

    assert len(told(newer)) == 1


def test_a_file_with_mistakes_is_not_run(small: str) -> None:
    wrong = small.replace("minutes", "minits").replace('id = "who"', 'id = "Who"')

    with pytest.raises(Unreadable) as refused:
        load(wrong.encode(), "mine.toml")

    assert [line.split(" ")[0] for line in refused.value.message.split("\n")] == [
        "mine.toml:6:", "mine.toml:14:",
    ]  # fmt: skip
    assert refused.value.hint.startswith("Nothing was run.")


def test_the_keys_there_are_stand_in_one_place() -> None:
    assert {"rows_from", "when", "show", "cite", "amended_by", "quick"} <= all_keys()
    assert not {"today", "offers", "question"} & all_keys()
