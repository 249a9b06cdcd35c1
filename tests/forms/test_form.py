"""An exercise as a page that anybody can fill in, and as a mail."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from leadcoach.domain.condition import parse_condition
from leadcoach.errors import ExitCode
from leadcoach.exercises.library import Library
from leadcoach.forms.form import folded, sentence_patterns, thin_patterns
from leadcoach.paths import builtin_exercises
from tests.conftest import Ran, Run
from tests.exercise_file import ask, saved

SHIPPED = Library(builtin_exercises(), Path("nowhere")).names()
MOST = 75_000
"""bytes of a page"""


class Page(HTMLParser):
    """The elements of a page, its words, and what stands in its scripts and style."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.raw: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self.raw.append((tag, ""))

    def handle_data(self, data: str) -> None:
        if self.raw and self.cdata_elem:
            self.raw[-1] = (self.raw[-1][0], self.raw[-1][1] + data)
        else:
            self.words += data

    @property
    def data(self) -> Any:  # noqa: ANN401 - JSON
        return json.loads(self.raw[1][1])

    @property
    def policy(self) -> str:
        metas = [named for tag, named in self.elements if tag == "meta"]
        return next(str(each["content"]) for each in metas if "http-equiv" in each)

    def asked(self) -> list[str]:
        return [str(named["data-q"]) for _, named in self.elements if "data-q" in named]


def page(run: Run, name: str, *options: str) -> Page:
    ran = run("exercise", "form", name, *options)
    assert ran.code == ExitCode.DONE, ran.err
    return Page(ran.out)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_page_is_small_and_takes_nothing_from_elsewhere(name: str, run: Run) -> None:
    began = perf_counter()
    made = page(run, name)
    took = perf_counter() - began

    assert len(made.html.encode()) < MOST
    assert took < 1  # 0.05 s; other tests run beside it
    for tag, named in made.elements:
        assert {"src", "href", "style", "action"}.isdisjoint(named), tag
        assert not [each for each in named if each.startswith("on")]
    ids = [named["id"] for _, named in made.elements if "id" in named]
    assert len(ids) == len(set(ids))


def test_the_policy_lets_our_own_script_and_style_run_and_nothing_else(
    run: Run,
) -> None:
    made = page(run, "compare")
    (_, style), _, (_, script) = made.raw
    allowed = {
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for text in (style, script)
    }

    assert set(re.findall(r"'sha256-[^']+'", made.policy)) == allowed
    assert made.policy.startswith("default-src 'none'; ")
    assert "unsafe" not in made.policy


def test_the_script_is_the_same_in_every_page(run: Run) -> None:
    assert len({page(run, name).raw[2] for name in SHIPPED}) == 1


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        ("reflect", "reading, notice, pursue, pursued"),
        ("presession", "commits, brought, along, initials"),
        ("checkin", "distance, due"),
        ("review", "protect"),
    ],
)
def test_what_needs_a_journal_or_the_mirror_is_left_out_and_named(
    name: str, gone: str, run: Run
) -> None:
    ran = run("exercise", "form", name)

    said = " ".join(ran.err.split())
    assert f"Left out, because they need a journal or the mirror: {gone} " in said
    assert not set(gone.split(", ")) & set(Page(ran.out).asked())


HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u202e"
EVERY_KIND = """
[[section]]
id = "one"
title = '{0}'
intro = '{0}'
""" + "".join(
    ask(f"a_{kind}", kind, "{0}", *more)
    for kind, *more in (
        ("note",),
        ("long", "help = '{0}'", "required = true"),
        ("short", "private = true"),
        ("list",),
        ("choice", "choices = { a = '{0}', b = '{0}' }"),
        ("multi", "choices = { a = '{0}', b = '{0}' }", "exclusive = ['b']"),
        ("scale", "anchors = { 1 = '{0}' }"),
        ("matrix", "rows = { a = '{0}', b = '{0}' }"),
        ("number", "unit = '<b>&'"),
        ("date",),
        ("yesno",),
        ("commitment",),
        ("sentence", "from = ['a_long', 'a_short']"),
    )
)


@pytest.fixture
def hostile(tmp_path: Path) -> str:
    words = HOSTILE.replace("\u202e", "")
    return saved(tmp_path, EVERY_KIND.replace("{0}", words), "hostile")


def test_whatever_an_exercise_says_is_text(hostile: str, run: Run) -> None:
    words = HOSTILE.replace("\u202e", "<b onclick=alert(3)>")
    made = page(run, hostile, "--back", words, "--note", HOSTILE)

    assert [tag for tag, _ in made.elements].count("script") == 2
    assert not {"img", "b"} & {tag for tag, _ in made.elements}
    assert made.words.count("<script>alert(1)</script>") > 20
    assert "\u202e" not in made.html
    assert len(made.data["questions"]) == 13


def test_a_page_is_not_written_over_a_file_that_is_there(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "week.html"
    ran = run("exercise", "form", "compare", "--output", str(file))
    again = run("exercise", "form", "compare", "--output", str(file))

    assert (ran.code, ran.out) == (ExitCode.DONE, "")
    assert file.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert again.code == ExitCode.USAGE
    assert "there already" in again.err


def test_a_broken_exercise_makes_no_page(run: Run, tmp_path: Path) -> None:
    file = saved(tmp_path, "[[section]]\nid = 'one'\n[[section.ask]]\nid = 'a'\n")
    ran = run("exercise", "form", file)

    assert (ran.code, ran.out) == (ExitCode.UNREADABLE, "")
    assert "type" in ran.err


def test_an_exercise_of_which_nothing_is_left_makes_no_page(
    run: Run, tmp_path: Path
) -> None:
    only = ask("a", "choice", "Which?", 'choices_from = "entries"')
    ran = run("exercise", "form", saved(tmp_path, "[[section]]\nid = 'one'\n" + only))

    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert "Nothing in this exercise can be asked in a page." in ran.err


@pytest.mark.parametrize(
    ("when", "comes_to"),
    [
        ("mirror finds 'over'", False),
        ("not mirror finds 'over'", True),
        ("last.a is answered", False),
        ("not (hist(a, 'x') >= 2)", True),
        ("hist(a, 'x') = 0", True),
        ("gone = 'x' or a = 'x'", ["cmp", "=", ["name", ["a"]], ["lit", "x"]]),
        ("gone = 'x' and a = 'x'", False),
        ("a has gone", False),
        ("a is not answered", ["not", ["answered", ["a"]]]),
        ("m.lowest is answered", ["answered", ["m", "lowest"]]),
        ("part(m, 'x') > 0.5", ["cmp", ">", ["part", ["m"], "x"], ["lit", 0.5]]),
    ],
)
def test_what_a_page_cannot_know_is_as_in_a_first_sitting(
    when: str, comes_to: object
) -> None:
    assert folded(parse_condition(when), ["gone"]) == comes_to


def test_on_paper_a_condition_is_said_in_words(run: Run) -> None:
    words = page(run, "compare").words

    assert "Only if question 6 is at least 4 and question 7 is at most 2:" in words
    assert "Only if question 8 is “only me”:" in words


def test_patterns_for_a_browser_look_back_at_nothing() -> None:
    for pattern in (json.dumps(thin_patterns()), json.dumps(sentence_patterns())):
        assert "(?<" not in pattern
        assert not re.search(r"\\\\[wbZ]", pattern)


def test_words_put_into_a_question_stay_out_of_the_remarks_of_the_file(
    run: Run,
) -> None:
    made = page(run, "reflect").data["questions"]["their_who"]

    assert (
        made["text"] == "If “…” pressed the keys for your second story: who tackled it?"
    )
    assert ["they", "", "", ""] in made["pipes"]["text"]


def test_what_is_taken_from_a_private_answer_is_private(
    run: Run, tmp_path: Path
) -> None:
    parts = "[[section]]\nid = 'one'\n" + ask("a", "long", "A?", "private = true")
    parts += ask("b", "sentence", "B?", "from = ['a']")
    asked = page(run, saved(tmp_path, parts)).data["questions"]

    assert (asked["a"]["private"], asked["b"]["private"]) == (True, True)


def test_a_mail_asks_by_number_and_leaves_private_things_out(
    run: Run, tmp_path: Path
) -> None:
    parts = "[[section]]\nid = 'one'\n" + ask("a", "long", "How was it?")
    parts += ask("b", "long", "And in secret?", "private = true")
    parts += ask("c", "yesno", "Again?")
    ran = run("exercise", "form", saved(tmp_path, parts), "--mail", "--note", "Week 2")

    assert ran.out.startswith("# leadcoach answers 1: small 1.0.0\n# Small\n# Week 2\n")
    assert "\n1. How was it?\n\n" in ran.out
    assert "\n3. Again?\n# Yes or no.\n" in ran.out
    assert "secret" not in ran.out
    assert ran.out.endswith("\n# end\n")
    assert "Not in the mail; a page asks them: b\n" in ran.err


@pytest.mark.parametrize("name", SHIPPED)
def test_no_line_of_a_mail_is_long_enough_to_be_broken(name: str, run: Run) -> None:
    ran = run("exercise", "form", name, "--mail")

    assert ran.code == ExitCode.DONE
    assert "${" not in ran.out
    assert max(map(len, ran.out.split("\n"))) <= 68


def test_a_commitment_is_known_by_its_words_whatever_its_place(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "answers.txt"

    def answer(exercise: str, content: str) -> Ran:
        file.write_text(content, encoding="utf-8")
        given = ("--answers", str(file), "--no-input", "--no-mirror")
        return run("reflect", exercise, *given)

    for act in ("call Ama", "ask before deciding"):
        commit = f'{{ action = "{act}", cue = "Monday" }}'
        answer("compare", f'situation = "x"\ncommit = {commit}\n')
    came_back = 'state = { "Call Ama." = "done", "sleep more" = "done" }\n'

    ran = answer("review", came_back)

    assert "Not asked, so not kept: state.sleep more" in ran.err
    assert ran.code == ExitCode.FOUND
    left = run("commitment", "list").out
    assert "ask before deciding" in left
    assert "call Ama" not in left
