"""Every exercise that comes with leadcoach: it reads, it can be done, it says its words."""

import datetime as dt
import random
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from leadcoach.domain.condition import parse_condition
from leadcoach.domain.entry import Entry, Value
from leadcoach.domain.exercise import AnyQuestion
from leadcoach.domain.facts import Earlier
from leadcoach.domain.progress import still_to_come
from leadcoach.domain.reading import Reading
from leadcoach.domain.session import Session
from leadcoach.domain.sharing import Line
from leadcoach.domain.text import columns
from leadcoach.errors import Unreadable
from leadcoach.exercises.library import ExerciseFile, Library
from leadcoach.exercises.load import examine, load
from leadcoach.paths import builtin_exercises
from leadcoach.rendering import Format, render
from leadcoach.rendering.page import Page
from leadcoach.rendering.pages.recap import recap
from leadcoach.rendering.screen import Screen, shown
from tests.pace import seconds_of

TODAY = dt.date(2026, 11, 21)
LIBRARY = Library(builtin_exercises(), Path("nowhere"))
NAMES = LIBRARY.names()
SEEN = Reading("mirror", "1", paragraphs=("You…",))
WORDS = ("Yes.", "I should have asked. I did not. I waited. " + "And so it went. " * 20)
KEPT = {
    "commitments": {"2026-11-14T1": "When: it is late / I will: ask Ana", "b": "I will: rest"},
    "entries": {"2026-11-14T1": "2026-11-14: Best, struggle, mirror"},
}  # fmt: skip
LENT = {
    "2026-11-14T1": {
        "best": Line("best", "When?", "I asked."),
        "edge": Line("edge", "What?", "no"),
    }
}
BEFORE = Earlier(day=dt.date(2026, 9, 1), lists=KEPT, lines=LENT)
"""What somebody wrote who has been here before."""


@cache
def found(name: str) -> ExerciseFile:
    return LIBRARY.find(name)


QUICK = {each.id for each in LIBRARY.listed()[0] if each.short}
FORMS = [
    (name, quick) for name in NAMES for quick in (False, True)[: 1 + (name in QUICK)]
]
"""each exercise, and its short form where it has one"""


def answered(question: Any, chance: random.Random) -> object:  # noqa: ANN401 - any kind
    """Return something that answers the question, as a file would hold it."""
    answers: dict[str, Callable[[], object]] = {
        "choice": lambda: chance.choice(list(question.choices)),
        "multi": lambda: chance.sample(
            [each for each in question.choices if each not in question.exclusive],
            min(question.max_pick or 2, 2, len(question.choices)),
        ),
        "scale": lambda: chance.randint(question.min, question.max),
        "matrix": lambda: {
            row: chance.randint(1, len(question.cols) or question.max)
            for row in question.rows
        },
        "yesno": lambda: chance.random() < 0.5,
        "pick": lambda: 1,
        "list": lambda: ["Ana", "Ben"],
        "number": lambda: 1 if question.min is None else question.min,
        "date": lambda: TODAY,
        "sentence": lambda: chance.choice(list(question.offered)),
    }
    return answers.get(question.type, lambda: chance.choice(WORDS))()


def begun(name: str, chance: random.Random, *, mirror: bool = True) -> Session:
    """Return a sitting at its beginning, of somebody new or of somebody who was here."""
    exercise = found(name).exercise
    if chance.random() < 0.3:
        return Session(exercise, TODAY, mirror=mirror)
    last = {
        each.question.id: next(iter(each.question.choices))
        for each in exercise.plan
        if each.question.type == "choice" and each.question.choices
    }
    history: dict[str, tuple[Value, ...]] = {
        key: (chance.choice(("over", "under", "in")),) * 3 for key in last
    }
    history |= {f"state.{name}": ("missed",) for name in KEPT["commitments"]}
    earlier = replace(BEFORE, history=history)
    return Session(exercise, TODAY, mirror=mirror, last=last, earlier=earlier)


def walked(name: str, seed: int, *, skips: float, mirror: bool = True) -> Session:
    chance = random.Random(seed)
    session = begun(name, chance, mirror=mirror)
    for _ in range(500):
        step = session.next()
        if step is None:
            return session
        assert "${" not in step.question.text + step.question.help + step.section.intro
        if step.question.type == "mirror":
            session = session.with_reading(SEEN, ("Who paid?",), step.id)
        elif not step.question.asks or chance.random() < skips:
            session = session.skip(step.id)
        elif chance.random() < 0.1:
            session = session.back().answer(step.id, _accepted(step.question, chance))
        else:
            session = session.answer(step.id, _accepted(step.question, chance))
    pytest.fail(f"{name} does not end (seed {seed})")


def _accepted(question: AnyQuestion, chance: random.Random) -> Value:
    return question.accept(answered(question, chance))


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_exercise_has_no_mistake(name: str) -> None:
    path = builtin_exercises() / f"{name}.toml"
    content = path.read_bytes()

    assert [problem.told(path.name) for problem in examine(content).problems] == []
    assert found(name).exercise.id == name
    assert found(name).exercise.recap.line


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_exercise_can_be_done_in_any_way(name: str) -> None:
    for seed in range(30):
        session = walked(name, seed, skips=seed % 3 / 5, mirror=seed % 4 > 0)
        lines = found(name).exercise.recap.line

        assert session.answered() or seed % 3
        assert not [line for line in lines if "${" in session.words(line.text)]


@pytest.mark.parametrize(("name", "quick"), FORMS)
def test_the_number_of_questions_to_come_never_grows(name: str, *, quick: bool) -> None:
    for seed in range(12):  # every way of skipping, with a mirror and without
        chance = random.Random(seed)
        session = replace(begun(name, chance, mirror=seed % 4 > 0), quick=quick)
        told: list[int] = []
        while (step := session.next()) is not None:
            # None where a list is not written yet that a part is repeated for.
            if step.waits and (count := still_to_come(session)) is not None:
                told.append(count)
            if step.question.type == "mirror":
                session = session.with_reading(SEEN, ("Who paid?",), step.id)
            elif not step.question.asks or chance.random() < seed % 3 / 5:
                session = session.skip(step.id)
            else:
                session = session.answer(step.id, _accepted(step.question, chance))

        # Each question takes one away at least, so that enough were foretold.
        assert all(after < before for before, after in pairwise(told)), (seed, told)
        assert still_to_come(session) == 0


def recap_of(session: Session) -> Page:
    """Return the last page of a sitting."""
    exercise, now = session.exercise, dt.datetime(2026, 11, 21, tzinfo=dt.UTC)
    entry = Entry(
        exercise.id, "1.0.0", exercise.title, "", "en", now, now, "UTC", now.date()
    )
    return recap(session, entry, Path("entry.toml"))


@pytest.mark.parametrize("name", NAMES)
def test_without_an_answer_its_recap_draws_nothing(name: str) -> None:
    skipped = recap_of(walked(name, 0, skips=1.0, mirror=False))

    assert not set("█┌┼○●◆") & set(render(skipped, Format.TERMINAL, Screen()))


@pytest.mark.parametrize("name", NAMES)
def test_its_recap_fits_forty_columns_however_it_was_done(name: str) -> None:
    for seed in range(12):
        page = recap_of(walked(name, seed, skips=seed % 4 / 3, mirror=seed % 2 > 0))
        for screen in (Screen(width=40), Screen(width=40, unicode=False)):
            text = render(page, Format.TERMINAL, screen)

            assert max(map(columns, text.split("\n"))) <= 40
            assert shown(page.title, screen) in " ".join(text.split())
            assert screen.unicode or text.isascii()


@pytest.mark.parametrize("name", NAMES)
def test_every_question_of_it_comes_up_on_some_way(name: str) -> None:
    to_see = {each.question.id for each in found(name).exercise.plan}
    for seed in range(150):
        to_see -= {step.base for step in walked(name, seed, skips=0.1).steps()}
        if not to_see:
            break

    assert to_see == set()


@pytest.mark.parametrize(("name", "quick"), FORMS)
def test_every_question_of_it_can_be_skipped(name: str, *, quick: bool) -> None:
    session = Session(found(name).exercise, TODAY, quick=quick)
    while (step := session.next()) is not None:
        session = session.skip(step.id)

    assert session.answered() == ()


@pytest.mark.parametrize("name", NAMES)
def test_its_short_form_asks_what_it_says_and_keeps_its_order(name: str) -> None:
    exercise = found(name).exercise
    order = [
        each.question.id for each in exercise.plan if each.question.id in exercise.quick
    ]

    assert order == list(exercise.quick)


@pytest.mark.parametrize("name", NAMES)
def test_an_exercise_named_as_the_next_one_exists(name: str) -> None:
    assert {each.exercise for each in found(name).exercise.next} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_both_ends_of_a_scale_have_words(name: str) -> None:
    for planned in found(name).exercise.plan:
        question = planned.question
        if question.type == "scale":
            ends = {str(question.min), str(question.max)}
            assert ends <= set(question.anchors), question.id


@pytest.mark.slow
def test_a_thousand_ways_through_reflect_take_no_five_seconds() -> None:
    found("reflect")

    def hundred(first: int) -> None:
        for seed in range(first, first + 100):
            walked("reflect", seed, skips=0.1, mirror=False)

    assert seconds_of(partial(hundred, first) for first in range(0, 1000, 100)) < 5


def test_an_edge_leads_to_the_exercises_of_its_table() -> None:
    """What the person chose and their own words count alike."""
    exercise = found("reflect").exercise

    def named(**answers: Value) -> list[str]:
        facts = Session(exercise, TODAY, answers=answers).facts()
        lines = exercise.next
        return [
            n.exercise for n in lines if n.when and parse_condition(n.when).holds(facts)
        ]

    chosen = named(struggle="We shouted.", about=("conflict",))
    assert chosen == ["assumptions", "spectrum", "feedback"]
    assert named(edge="Overwork.") == ["mobilise", "shoots", "lineage"]
    assert named(edge="Handing over.") == ["mobilise", "lineage", "advice"]
    assert named(edge="Speaking up.") == ["compare", "pedestal", "permission"]
    assert named(edge="Involving them.") == ["advice", "principles", "listening"]


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_exercise_names_its_sources_by_their_titles(name: str) -> None:
    text = (builtin_exercises() / f"{name}.toml").read_text(encoding="utf-8")
    exercise = found(name).exercise

    assert not re.search(r"\bseed \d|seed 00", text, re.IGNORECASE)
    assert exercise.sources
    assert (exercise.authors, exercise.licence) == (("leadcoach",), "CC-BY-SA-4.0")
    assert exercise.language == "en"


def test_all_exercises_and_routines_of_the_library_are_there() -> None:
    assert set(NAMES) >= {
        "reflect",
        "compare",
        "needs",
        "spectrum",
        "mobilise",
        "shoots",
        "pedestal",
        "feedback",
        "anchor",
        "advice",
        "principles",
        "system",
        "assumptions",
        "tension",
        "ipt",
        "artcontrol",
        "seven",
        "fit",
        "sprint",
        "pillars",
        "permission",
        "lineage",
        "listening",
        "begin-small",
        "checkin",
        "review",
        "presession",
    }


def asked(name: str) -> dict[str, str]:
    return {each.question.id: each.question.text for each in found(name).exercise.plan}


def test_the_two_questions_it_all_began_with_stand_as_they_were_written() -> None:
    assert asked("reflect")["best"] == (
        "What are some examples of you at your best as a leader?"
    )
    assert asked("reflect")["struggle"] == "When do you struggle as a leader?"


def test_only_those_two_are_needed_without_a_terminal() -> None:
    plan = found("reflect").exercise.plan

    assert [p.question.id for p in plan if p.question.required] == ["best", "struggle"]


REFLECT = {
    "best": "What are some examples of you at your best as a leader?",
    "best_more": "Take one of those moments: what did you actually say or do?",
    "best_heart": "Which sentence holds the heart of it?",
    "best_who": "Who tackled the challenge in it?",
    "best_needs": "Whose needs were looked after?",
    "struggle": "When do you struggle as a leader?",
    "struggle_more": "Think of the last time it happened: what did you do in the first minute?",
    "hard_heart": "Which sentence holds the heart of this one?",
    "hard_who": "Who tackled the challenge in this one?",
    "hard_needs": "Whose needs were looked after in this one?",
    "paid": "Did others pay for it?",
    "they": "Who are “they” in this one?",
    "about": "What is hard about it?",
    "underline": "One more sentence of yours to underline, the one that still works in you?",
    "leading_is": "Going by these two stories: leading, for me, is …",
    "power_is": "And power, for me, is …",
    "reading": "",
    "notice": "${reading.question|or What do you notice?}",
    "further": "Stop here, or follow one thing further?",
    "their_who": "If “${they}” pressed the keys for your second story: who tackled it?",
    "their_needs": "And whose needs were looked after, if “${they}” pressed the key?",
    "pursue": "Which of these would be worth a few sentences today?",
    "pursued": "${pursue}",
    "edge": "In a few words: what is your growing edge just now?",
    "commit": "What is one small thing you will do, when the next such moment comes?",
}  # fmt: skip
COMPARE = {
    "situation": "Tell one situation from the last month in which you had some power over how things went.",
    "say_source": "What gave you a say?",
    "mine": "Which needs of yours mattered most in it?",
    "people": "Who else did it touch, in the room or outside it?",
    "theirs": "How do you know what each of them needed?",
    "own": "By what you did, how far were your own needs attended to?",
    "others": "And how far were theirs?",
    "say": "Who had a say in what happened?",
    "cost": "Who carried the cost, and how far did they choose to?",
    "refuse": "What could they not easily refuse?",
    "over_a": "Which one of their needs could have come in without dropping yours?",
    "over_b": "What about the moment called for one person to decide: danger, time, a line to hold, or something else?",
    "give_a": "What did you need that you left out of the conversation?",
    "concede_a": "What is the sentence you did not say?",
    "concede_b": "Whom or what did holding back serve?",
    "away": "What were you protecting by stepping back, and what went untended?",
    "with_a": "What made that possible, and whose voice was missing even so?",
    "more": "Take it again: what could look after one more need of one more person, yourself included?",
    "commit": "Whom will you ask, tell or involve, and in which words?",
}  # fmt: skip


def test_the_words_of_reflect_and_their_order() -> None:
    assert list(asked("reflect").items()) == list(REFLECT.items())


def test_the_words_of_compare_and_their_order() -> None:
    assert list(asked("compare").items()) == list(COMPARE.items())


WAYS = [
    ({"own": 5, "others": 1}, ["over_a"]),
    ({"own": 4, "others": 2, "say": "alone"}, ["over_a", "over_b"]),
    ({"own": 1, "others": 5}, ["give_a"]),
    ({"own": 1, "others": 1}, ["away"]),
    ({"own": 5, "others": 4}, ["with_a"]),
    ({"own": 3, "others": 3}, []),
    ({"say": "theirs"}, ["concede_a", "concede_b"]),
    ({"say": "drifted"}, ["concede_a", "concede_b"]),
    ({"say": "shared", "own": 3}, []),
]


@pytest.mark.parametrize(("answers", "closer"), WAYS)
def test_compare_looks_closer_where_the_answers_point(
    answers: dict[str, Value], closer: list[str]
) -> None:
    session = Session(found("compare").exercise, TODAY, answers=answers)

    assert [
        step.id for step in session.steps() if step.section.id == "closer"
    ] == closer


def swapped() -> bytes:
    """Return reflect.toml with its two questions swapped and an id of its own."""
    text = (builtin_exercises() / "reflect.toml").read_text(encoding="utf-8")
    head, best, struggle, rest = _cut(text)
    return (head + struggle + best + rest).replace('"reflect"', '"mine"', 1).encode()


def _cut(text: str) -> tuple[str, str, str, str]:
    table = "[[section.ask]]\n"
    at = [text.index(f'{table}id       = "{each}"') for each in ("best", "struggle")]
    end = text.index("[[section]]", at[1])
    return text[: at[0]], text[at[0] : at[1]], text[at[1] : end], text[end:]


def test_a_copy_with_two_questions_swapped_runs_in_that_order() -> None:
    """Nothing but the file was changed: the order is the author's."""
    exercise, _ = load(swapped(), "mine.toml")
    session, seen = Session(exercise, TODAY), []
    while (step := session.next()) is not None:
        seen.append(step.id)
        session = (
            session.answer(step.id, "It was hard.")
            if step.question.type == "long"
            else session.skip(step.id)
        )

    told = [each for each in seen if each.startswith(("best", "struggle"))]
    assert seen[0] == "struggle"
    assert told[:5] == ["struggle", "struggle_more", "best", "best_more", "best_heart"]


def test_such_a_copy_needs_an_id_of_its_own(tmp_path: Path) -> None:
    copy = tmp_path / "copy.toml"
    copy.write_bytes(swapped().replace(b'"mine"', b'"reflect"', 1))

    with pytest.raises(Unreadable, match="belongs to an exercise of leadcoach"):
        Library(builtin_exercises(), tmp_path).find("copy")
