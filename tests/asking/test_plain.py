"""Plain lines: what is printed, what can be typed, and nothing that cannot be read."""

from collections.abc import Callable

import pytest
import tomli
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadcoach.asking import Answered, Move, Place, Unfinished
from leadcoach.asking.plain import KEYS, LONG
from leadcoach.asking.typed import WHERE_KEYS_ARE
from leadcoach.domain.exercise import exercise_of
from leadcoach.domain.question import Multi
from leadcoach.domain.session import Session, Step
from tests.asking.conftest import HEAD, TODAY, Person

Makes = Callable[..., Step]
Types = Callable[..., Person]
CHOICE = """type = "choice"
[section.ask.choices]
team = "a team"
home = "family or care"
other = "somewhere else"
"""
MULTI = CHOICE.replace("choice", "multi", 1)
LONG_KIND = 'type = "long"'


def replied(person: Person, step: Step, place: Place | None = None) -> object:
    reply = person.asker.ask(step, place or Place())
    return reply.value if isinstance(reply, Answered) else reply


def test_a_choice_from_first_to_last_line(person: Types, step: Makes) -> None:
    who = person("9\n2\n")

    assert replied(who, step(CHOICE), Place(5)) == "home"
    assert (
        who.screen
        == f"""
{WHERE_KEYS_ARE}

The moment

About 5 more
What is it?
3 choices:
1. a team
2. family or care
3. somewhere else
Enter leaves it open.
> There is no choice with that number. They go from 1 to 3.

About 5 more
What is it?
3 choices:
1. a team
2. family or care
3. somewhere else
Enter leaves it open.
> \
"""
    )


@pytest.mark.parametrize(
    ("keys", "typed", "value"),
    [
        (CHOICE, "team\n", "team"),
        (CHOICE, "Family or care\n", "home"),
        (CHOICE, "\n", Move.SKIP),
        (CHOICE, "/skip\n", Move.SKIP),
        (CHOICE, "  /back \n", Move.BACK),
        (CHOICE, "/pause\n", Move.PAUSE),
        (CHOICE, "", Move.PAUSE),
        (CHOICE, "9" * 5000 + "\n1\n", "team"),
        (MULTI, "3, 1\n", ("team", "other")),
        (MULTI, "team,x\n1\n", ("team",)),
        (MULTI, "\n", Move.SKIP),
        ('type = "yesno"', "1\n", True),
        ('type = "yesno"', "No\n", False),
        ('type = "yesno"', "perhaps\ny\n", True),
        ('type = "yesno"', "\n", Move.SKIP),
        ('type = "scale"', "six\n6\n3\n", 3),
        (LONG_KIND, "one\n\ntwo\n.\n", "one\n\ntwo"),
        (LONG_KIND, "one\n  two \n", "one\n  two "),
        (LONG_KIND, "one\n.", "one"),
        (LONG_KIND, ".\n", Move.SKIP),
        (LONG_KIND, "", Move.PAUSE),
        (LONG_KIND, "one\n/back\n", Move.BACK),
        (LONG_KIND, "one\n...\n. \n", "one\n..."),
    ],
)
def test_what_is_typed_becomes_an_answer_or_a_move(
    keys: str, typed: str, value: object, person: Types, step: Makes
) -> None:
    who = person(typed)

    assert replied(who, step(keys)) == value
    assert who.left == 0


@pytest.mark.parametrize("keys", [CHOICE, MULTI, LONG_KIND, 'type = "short"'])
@pytest.mark.parametrize("line", ["/help", "  /help  "])
def test_help_says_the_keys_again_and_is_no_answer(
    keys: str, line: str, person: Types, step: Makes
) -> None:
    who = person(f"{line}\n1\n.\n")

    assert isinstance(who.asker.ask(step(keys), Place()), Answered)
    assert who.screen.count("/help says this again") == 1


@pytest.mark.parametrize("keys", [CHOICE, MULTI, 'type = "scale"', 'type = "yesno"'])
def test_after_an_error_the_question_is_put_again(
    keys: str, person: Types, step: Makes
) -> None:
    who = person("nonsense\n1\n")

    assert isinstance(who.asker.ask(step(keys), Place()), Answered)
    assert who.screen.count("What is it?") == 2


def test_the_keys_and_a_heading_are_said_once(person: Types, step: Makes) -> None:
    who = person("1\n2\n")
    who.asker.ask(step(CHOICE), Place())
    who.asker.ask(step(CHOICE), Place())

    assert who.screen.count("The moment") == 1
    assert who.screen.count(WHERE_KEYS_ARE) == 1


@pytest.mark.parametrize("keys", [CHOICE, MULTI, 'type = "yesno"'])
def test_a_question_mark_in_a_choice_shows_the_keys(
    keys: str, person: Types, step: Makes
) -> None:
    who = person("?\n1\n")

    assert isinstance(who.asker.ask(step(keys), Place()), Answered)
    assert who.screen.count("/help says this again") == 1


def test_a_long_answer_is_kept_line_by_line_and_goes_on(
    person: Types, step: Makes
) -> None:
    kept: list[str] = []
    who = person("two\nthree\n.\n")

    unfinished = Unfinished({"": "one"}, lambda texts: kept.append(texts[""]))
    place = Place(unfinished=unfinished)

    assert replied(who, step(LONG_KIND), place) == "one\ntwo\nthree"
    assert kept == ["one\ntwo", "one\ntwo\nthree"]
    assert "So far, and kept:\none\n" in who.screen


@pytest.mark.parametrize(
    ("keys", "answer", "shown"),
    [
        (CHOICE, "home", "So far: family or care"),
        (MULTI, ("team", "other"), "So far: a team; somewhere else"),
        ('type = "yesno"', False, "So far: no"),
    ],
)
def test_coming_back_enter_keeps_and_skip_takes_out(
    keys: str, answer: object, shown: str, person: Types, step: Makes
) -> None:
    who = person("\n")

    assert replied(who, step(keys, answer)) == answer
    assert f"{shown}\nEnter keeps it, /skip takes it out.\n" in who.screen
    assert replied(person("/skip\n"), step(keys, answer)) is Move.SKIP


def test_the_programs_own_question_is_put_until_it_is_answered_or_left(
    person: Types,
) -> None:
    choices = {"on": "go on", "stop": "stop here"}
    who = person("stop\n\n" + "9" * 5000 + "\n2\n")

    assert who.asker.choose("What now?", choices) == "stop"
    assert who.screen.startswith("What now?\n2 choices:\n1. go on\n2. stop here\n")
    assert who.screen.count("A number from 1 to 2 is needed.") == 3
    for typed in ("", "/pause\n", "/back\n"):
        assert person(typed).asker.choose("What now?", choices) is None


def test_without_an_editor_a_long_answer_stays_as_it_is(
    person: Types, step: Makes
) -> None:
    who = person("one\n/edit\n.\n")

    assert replied(who, step(LONG_KIND)) == "one"
    assert "No editor is set" in who.screen


@pytest.mark.parametrize("width", [20, 40])
@pytest.mark.parametrize("keys", [CHOICE, MULTI, LONG_KIND, 'type = "commitment"'])
def test_nothing_is_wider_than_a_narrow_screen(
    width: int, keys: str, person: Types, step: Makes
) -> None:
    who = person("\x1b[31m nonsense 我我我我我我我我我我我\n/help\n", width)
    who.asker.ask(step(keys), Place())

    # What is typed ends its line on a real screen, and is not in `screen`.
    shown = who.screen.replace("> ", "> \n")
    assert max(len(line) for line in shown.split("\n")) <= width
    assert len(KEYS) > 40
    assert len(LONG) > 40


TYPED = st.text(st.characters(exclude_characters="\n\r")) | st.just("\x1b[2J")


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    typed=st.lists(TYPED, max_size=12).map("\n".join),
    keys=st.sampled_from([CHOICE, MULTI, LONG_KIND, 'type = "commitment"']),
)
def test_no_escape_code_reaches_the_screen_and_any_typing_ends(
    typed: str, keys: str, person: Types, step: Makes
) -> None:
    who = person(f"{typed}\n", 40)

    assert who.asker.ask(step(keys), Place()) is not None
    assert not set("\x1b\x9b\x07\u202e") & set(who.screen)


def test_words_that_are_too_few_are_there_to_go_on_with(
    person: Types, step: Makes
) -> None:
    """Nobody types a sentence twice because a coach asked for more of it."""
    who = person("I asked.\n.\nThen we chose.\n.\n")

    assert replied(who, step(LONG_KIND + "\nmin_words = 4")) == (
        "I asked.\nThen we chose."
    )
    assert "At least 4 words: so far 2." in who.screen
    assert who.screen.count("So far, and kept:") == 1


def test_lines_that_are_too_few_stay_in_the_list(person: Types, step: Makes) -> None:
    who = person("Ana\n\nBen\n\n")

    assert replied(who, step('type = "list"\nmin_items = 2')) == ("Ana", "Ben")


def test_one_line_that_is_too_short_can_be_kept_in_sight(
    person: Types, step: Makes
) -> None:
    who = person("Ana\nAna and Ben\n")

    assert replied(who, step('type = "short"\nmin_words = 3')) == "Ana and Ben"
    assert "So far: Ana" in who.screen


def test_a_number_and_a_day_are_typed(person: Types, step: Makes) -> None:
    number = step('type = "number"\nunit = "hours"\nmin = 0\nmax = 40')
    day = step('type = "date"\nearliest = "today"')
    counting, naming = person("50\n4 hours\n"), person("2020-01-01\nfriday\n")

    assert replied(counting, number) == 4
    assert "A number (hours), from 0 to 40." in counting.screen
    assert str(replied(naming, day)) == "2026-11-27"
    assert "A day from 2026-11-21 on is needed." in naming.screen


REPEATED = """type = "multi"
choices = { me = "me", us = "all of us" }
[[section]]
id = "each"
title = "One by one"
for_each = "q"
intro = "Now: ${item}."
[[section.ask]]
id = "where"
type = "short"
text = "Where?"
"""


def test_each_item_is_announced_and_the_heading_said_once(person: Types) -> None:
    exercise = exercise_of(tomli.loads(HEAD + REPEATED))
    session = Session(exercise, TODAY, answers={"q": ("me", "us")})
    who = person("here\nthere\n")
    for each in session.steps()[1:]:
        who.asker.ask(each, Place())

    assert who.screen.count("One by one") == 1
    assert who.screen.index("Now: me.") < who.screen.index("Now: all of us.")


def test_a_question_says_which_item_it_is_about(person: Types) -> None:
    second = '[[section.ask]]\nid = "what"\ntype = "short"\ntext = "{}"\n'
    parts = second.format("What?") + second.format("With ${item}?").replace("what", "x")
    exercise = exercise_of(tomli.loads(HEAD + REPEATED + parts))
    session = Session(exercise, TODAY, answers={"q": ("us",)})
    who = person("here\nthis\nyes\n")
    for each in session.steps()[1:]:
        who.asker.ask(each, Place())

    assert who.screen.count("all of us") == 3
    assert "Now: all of us.\n\nWhere?" in who.screen
    assert "all of us\nWhat?" in who.screen
    assert "With all of us?" in who.screen


@pytest.mark.parametrize(
    ("typed", "before", "chosen"),
    [
        ("1,3\n", "", ("day", "told")),
        ("3 1\n", "", ("day", "told")),
        ("\n", "", Move.SKIP),
        ("\n", "3", ("told",)),
        ("/skip\n", "3", Move.SKIP),
        ("/pause\n", "", Move.PAUSE),
        ("4\n2\n", "", ("sure",)),
    ],
)
def test_several_are_chosen_by_their_numbers_and_enter_alone_adds_none(
    typed: str, before: str, chosen: object, person: Types
) -> None:
    choices = {"day": "a day", "sure": "how sure", "told": "whom you tell"}
    question = Multi(id="q", type="multi", text="What to add?", choices=choices)
    who = person(typed)
    reply = who.asker.several(question, before, lambda _: None)

    assert (reply.value if isinstance(reply, Answered) else reply) == chosen
    assert who.screen.startswith("3 choices:\n1. a day\n")


@pytest.mark.parametrize(
    "words", ["Jack kept it in a box.", "昨日みんなに順番を尋ねてみた"]
)
@pytest.mark.parametrize("keys", [CHOICE, MULTI, 'type = "yesno"'])
def test_words_typed_at_a_list_are_kept_for_the_next_words(
    keys: str, words: str, person: Types, step: Makes
) -> None:
    later = Unfinished()

    replied(person(f"{words}\n\n"), step(keys), Place(later=later))

    assert later.text().rstrip("\n") == words
