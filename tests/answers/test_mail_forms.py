"""The mail forms of all exercises, answered under each question, read back."""

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli

from leadcoach.answers import ReadAnswers, Refused, read
from leadcoach.domain.exercise import AnyQuestion, Exercise, exercise_of
from leadcoach.domain.passages import Sentence
from leadcoach.domain.question import Choice, Multi
from leadcoach.domain.rating import Matrix, Scale
from leadcoach.forms.form import Form
from leadcoach.forms.mail_form import mail_form
from leadcoach.paths import builtin_exercises
from tests.answers.broken import wrapped
from tests.answers.right import COMPARE, TODAY

FILES = [
    *builtin_exercises().glob("*.toml"),
    *(Path(__file__).parents[1] / "exercises" / "coaches").glob("*.toml"),
]
NO_EXERCISES = ("lenses", "follow-ups", "glossary")
EXERCISES = sorted(
    each
    for each in FILES
    if each.stem not in NO_EXERCISES and not each.stem.endswith(".test")
)
HINT = "Is it the end of a hint, or an answer?"
LONG = (
    "I said so.\nNobody answered.\n\nThen we met. The room was cold.",
    "It was me: I moved it. #late",
    "Two of us wrote it down - 3. and 4. of May; nobody read it.",
)


def filled(
    question: AnyQuestion, before: dict[str, Any], chance: random.Random
) -> tuple[str, Any] | None:
    """Return what somebody writes under a question, and what it means."""
    if isinstance(question, Sentence):
        texts = [before[name] for name in question.from_ if name in before]
        return ("I said so.", "I said so.") if LONG[0] in texts else None
    if isinstance(question, Matrix):
        return _grid(question, before, chance)
    if isinstance(question, Scale):
        number = chance.randint(question.min, question.max)
        return str(number), number
    if isinstance(question, Choice):
        one = chance.choice(list(question.choices))
        return question.choices[one], one
    if isinstance(question, Multi):
        known = question.choices
        least = max(1, question.min_pick)
        some = chance.sample(
            list(known), min(len(known), chance.choice((least, least + 1)))
        )
        if set(some) & set(question.exclusive) or len(some) > (question.max_pick or 99):
            some = [each for each in known if each not in question.exclusive][:least]
        words = chance.choice((", ", "; ", "\n")).join(known[each] for each in some)
        return words, tuple(each for each in known if each in some)
    return chance.choice(WORDS.get(question.type, (("asking early, mostly",) * 2,)))


WORDS: dict[str, tuple[tuple[str, Any], ...]] = {
    "long": tuple((each, each) for each in LONG),
    "list": (("Ama\nthe night shift", ("Ama", "the night shift")),),
    "commitment": (
        ("I will: say no\nWhen: Jo asks", {"cue": "Jo asks", "action": "say no"}),
        ("If Jo asks, then I will say no", {"cue": "Jo asks", "action": "say no"}),
    ),
    "yesno": (("yes", True), ("no", False)),
    "number": (("3", 3),),
    "date": (("2026-12-24", TODAY.replace(month=12, day=24)),),
}


def _grid(
    question: Matrix, before: dict[str, Any], chance: random.Random
) -> tuple[str, Any] | None:
    rows = question.rows or {each: each for each in before.get(question.source, ())}
    cells: dict[str, Any] = {}
    for row in rows:
        cols = list(question.cols)
        number = chance.randint(question.min, question.max)
        cells[row] = chance.choice(cols) if cols else number
    lines = (
        f"{rows[row]}: {question.cols.get(str(cell), cell)}"
        for row, cell in cells.items()
    )
    return ("\n".join(lines), cells) if cells else None


def answered(
    text: str, under: dict[int, str], mark: str = "", *, gap: str = "\n"
) -> str:
    """Return a mail form with answers under the questions, as a reply has them."""
    out: list[str] = []
    now = 0
    for line in text.split("\n"):
        number = re.match(r"(\d+)\. ", line)
        if (number or line.startswith("# end")) and now in under:
            while out and out[-1] in ("", mark):
                out.pop()
            out.append(f"{gap}{under[now]}\n" if gap else under[now])
        now = int(number[1]) if number else now
        out.append(mark + line if line or mark else line)
    return "\n".join(out)


def mails(file: Path, count: int) -> Iterator[tuple[Exercise, str, dict[str, Any]]]:
    """Yield replies to the mail form of an exercise, and what stands in them."""
    exercise = exercise_of(tomli.loads(file.read_text("utf-8")))
    form = mail_form(Form(exercise))
    asked = [each.question for each in exercise.plan if each.question.asks]
    numbers = {int(number) for number in re.findall(r"(?m)^(\d+)\. ", form)}
    for at in range(count):
        chance = random.Random(f"{file.stem} {at}")
        under: dict[int, str] = {}
        answers: dict[str, Any] = {}
        for number, question in enumerate(asked, 1):
            meant = filled(question, answers, chance) if number in numbers else None
            if meant is not None and chance.random() < 0.7:
                under[number], answers[question.id] = meant
        text = wrapped(form, 60) if at % 5 == 4 else form
        mark, gap = chance.choice(("", "> ")), chance.choice(("\n", ""))
        gap = gap if text == form else "\n"  # else an answer may be the end of a hint
        yield (
            exercise,
            "Hello Paul,\n\n" + answered(text, under, mark, gap=gap),
            answers,
        )


@pytest.mark.parametrize("count", [2, pytest.param(20, marks=pytest.mark.slow)])
@pytest.mark.parametrize("file", EXERCISES, ids=lambda file: file.stem)
def test_a_mail_form_that_was_answered_reads_back(file: Path, count: int) -> None:
    for exercise, mail, answers in mails(file, count):
        try:
            found = read(mail.encode(), exercise, TODAY)
        except Refused:
            found = ReadAnswers()

        assert found.answers == answers
        assert all(HINT in each.told for each in found.unread)


def test_a_mail_form_with_nothing_under_its_questions_is_told_apart() -> None:
    form = mail_form(Form(COMPARE))

    for sent in (form, "\n".join("> " + line for line in form.split("\n"))):
        with pytest.raises(Refused, match="nothing filled in"):
            read(sent.encode(), COMPARE, TODAY)


def test_an_answer_behind_its_question_on_the_same_line_is_read() -> None:
    form = mail_form(Form(COMPARE))
    sent = form.replace("happened?", "happened? only me").replace(
        "attended to?", "attended to? 4"
    )

    assert read(sent.encode(), COMPARE, TODAY).answers == {"own": 4, "say": "alone"}
