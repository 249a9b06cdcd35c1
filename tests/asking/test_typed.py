"""Answers typed as lines: numbers, lists, rows and commitments; nothing is lost."""

import datetime as dt
from collections.abc import Callable

import pytest

from leadcoach.asking import Answered, Move, Place, Unfinished, as_typed
from leadcoach.domain.session import Step
from tests.asking.conftest import Person

Makes = Callable[..., Step]
Types = Callable[..., Person]
LIST = 'type = "list"'
ROWS = 'type = "matrix"\nrows = { self = "with me", work = "at work" }'
COMMITMENT = 'type = "commitment"'


def replied(person: Person, step: Step, place: Place | None = None) -> object:
    answered = Place(unfinished=Unfinished(answered=as_typed(step)))
    reply = person.asker.ask(step, place or answered)
    return reply.value if isinstance(reply, Answered) else reply


@pytest.mark.parametrize(
    ("keys", "typed", "value"),
    [
        ('type = "short"', "  just this \n", "  just this "),
        ('type = "short"', "\n", Move.SKIP),
        ('type = "scale"', "4\n", 4),
        ('type = "scale"', "\n", Move.SKIP),
        ('type = "scale"', "?\n", Move.SKIP),
        ('type = "scale"', "seven\n0\n\n", Move.SKIP),
        (LIST, "Ana\nBen\n\n", ("Ana", "Ben")),
        (LIST, "\n", Move.SKIP),
        (LIST, "Ana\n/back\n", Move.BACK),
        (LIST, "Ana\n", Move.PAUSE),
        (ROWS, "2\n5\n", {"self": 2, "work": 5}),
        (ROWS, "?\n5\n", {"work": 5}),
        (ROWS, "9\nx\n2\n/skip\n", {"self": 2}),
        (ROWS, "\n\n", Move.SKIP),
        (ROWS, "2\n/pause\n", Move.PAUSE),
        (COMMITMENT, "/skip\n", Move.SKIP),
        (COMMITMENT, "\n", Move.SKIP),
        (COMMITMENT, "ask Kim\n\n\n", {"action": "ask Kim"}),
        (COMMITMENT, "ask Kim\n/skip\n/skip\n", {"action": "ask Kim"}),
        (COMMITMENT, "ask Kim\n/back\n", Move.BACK),
        (COMMITMENT, "ask Kim\n\n/pause\n", Move.PAUSE),
    ],
)
def test_lines_become_an_answer(
    keys: str, typed: str, value: object, person: Types, step: Makes
) -> None:
    who = person(typed)

    assert replied(who, step(keys)) == value
    assert who.left == 0


def test_a_whole_commitment(person: Types, step: Makes) -> None:
    who = person(
        "ask her\nAna is late\n1,2,3,4\nsoon\nfriday\nI am tired\nwrite\nM.\nvery\n4\n"
    )

    assert replied(who, step(COMMITMENT)) == {
        "cue": "Ana is late",
        "action": "ask her",
        "due": dt.date(2026, 11, 27),
        "obstacle": "I am tired",
        "plan": "write",
        "told": "M.",
        "sure": 4,
    }
    assert "A day is needed: 2026-12-01, friday or in 2 weeks." in who.screen
    assert "A number from 1 to 5 is needed." in who.screen
    assert "small enough" not in who.screen


def test_the_act_comes_first_then_its_moment_then_what_to_add(
    person: Types, step: Makes
) -> None:
    who = person("ask her\nAna is late\n\n")
    replied(who, step(COMMITMENT))

    asked = ["I will …", "When? A moment, a day or a sign.", "Add anything?"]
    places = [who.screen.index(words) for words in asked]
    assert places == sorted(places)
    assert who.left == 0


def test_only_what_is_ticked_is_asked(person: Types, step: Makes) -> None:
    who = person("ask\n\n3 4\nM.\n5\n")

    assert replied(who, step(COMMITMENT)) == {"action": "ask", "told": "M.", "sure": 5}
    assert "By which day?" not in who.screen
    assert "What could get in the way?" not in who.screen


def test_what_is_not_there_to_tick_is_told(person: Types, step: Makes) -> None:
    who = person("ask\n\n7\n\n")

    assert replied(who, step(COMMITMENT)) == {"action": "ask"}
    assert "There is no choice with that number. They go from 1 to 4." in who.screen


def test_something_smaller_is_offered_once_when_one_is_not_sure(
    person: Types, step: Makes
) -> None:
    who = person("ask all\n\n4\n2\nask one\n3\n")

    assert replied(who, step(COMMITMENT)) == {"action": "ask one", "sure": 3}
    assert who.screen.count("What would be small enough to be surer of?") == 1


@pytest.mark.parametrize("line", ["\n", "/skip\n"])
def test_and_the_offer_can_be_left(line: str, person: Types, step: Makes) -> None:
    who = person(f"ask all\n\n4\n2\n{line}")

    assert replied(who, step(COMMITMENT)) == {"action": "ask all", "sure": 2}


@pytest.mark.parametrize(
    ("line", "move"),
    [("/pause\n", Move.PAUSE), ("/back\n", Move.BACK), ("", Move.PAUSE)],
)
def test_a_pause_at_the_offer_is_a_pause(
    line: str, move: Move, person: Types, step: Makes
) -> None:
    """It went on to the next question before, as if nothing had been said."""
    assert replied(person(f"ask all\n\n4\n2\n{line}"), step(COMMITMENT)) is move


HALFWAY = [
    (LIST, "Ana\nBen, from work\n", "\n", ("Ana", "Ben, from work")),
    (LIST, "Ana\n", "Cy\n\n", ("Ana", "Cy")),
    (ROWS, "2\n", "\n5\n", {"self": 2, "work": 5}),
    (ROWS, "2\n", "3\n5\n", {"self": 3, "work": 5}),
    (
        COMMITMENT,
        "ask her\nx = y\n1,3\nfriday\n",
        "\n\n\n\n\n",
        {"cue": "x = y", "action": "ask her", "due": dt.date(2026, 11, 27)},
    ),
]


@pytest.mark.parametrize(("keys", "before", "after", "value"), HALFWAY)
def test_what_was_typed_halfway_is_there_again(
    keys: str, before: str, after: str, value: object, person: Types, step: Makes
) -> None:
    """A pause, a closed window, Ctrl-C: the lines so far are in the draft."""
    place = Place(unfinished=Unfinished())
    assert replied(person(before), step(keys), place) is Move.PAUSE

    assert replied(person(after), step(keys), place) == value


ANSWERED = [
    ('type = "short"', "as it was", "\n"),
    ('type = "scale"', 4, "\n"),
    (LIST, ("Ana", "Ben"), "\n"),
    (ROWS, {"self": 2}, "\n\n"),
    (
        COMMITMENT,
        {"cue": "late", "action": "ask", "due": dt.date(2026, 11, 27), "sure": 5},
        "\n" * 5,
    ),
]


@pytest.mark.parametrize(("keys", "answer", "typed"), ANSWERED)
def test_enter_keeps_what_was_answered_before(
    keys: str, answer: object, typed: str, person: Types, step: Makes
) -> None:
    who = person(typed)

    assert replied(who, step(keys, answer)) == answer
    assert "So far" in who.screen


@pytest.mark.parametrize(("keys", "answer", "typed"), ANSWERED)
def test_and_skip_takes_it_out(
    keys: str, answer: object, typed: str, person: Types, step: Makes
) -> None:
    who = person("/skip\n" * 6)

    assert replied(who, step(keys, answer)) is Move.SKIP


@pytest.mark.parametrize(
    ("keys", "answer", "typed", "value"),
    [
        ('type = "scale"', 4, "2\n", 2),
        (LIST, ("Ana",), "Ben\n\n", ("Ana", "Ben")),
        (ROWS, {"self": 2, "work": 3}, "\n5\n", {"self": 2, "work": 5}),
        (ROWS, {"self": 2, "work": 3}, "?\n\n", {"work": 3}),
        (COMMITMENT, {"action": "ask"}, "\nlate\n\n", {"cue": "late", "action": "ask"}),
    ],
)  # fmt: skip
def test_a_part_can_be_changed(
    keys: str, answer: object, typed: str, value: object, person: Types, step: Makes
) -> None:
    assert replied(person(typed), step(keys, answer)) == value


def test_words_in_progress_can_be_given_alone(person: Types, step: Makes) -> None:
    who = person("\n")
    unfinished = Unfinished({"1": "Ana", "2": "Ben"})

    assert replied(who, step(LIST), Place(unfinished=unfinished)) == ("Ana", "Ben")
    assert replied(who, step(LIST), Place()) is Move.PAUSE
