"""The rules of good questions: each is a piece of advice, and none stops an exercise."""

from collections.abc import Callable
from pathlib import Path

import pytest

from leadcoach.exercises.lint import CODES, REMEDIES, CheckedFile, check

QUESTION = 'text = "What went well?"'
MANY = " ".join(["word"] * 29)
TEXT = " ".join(["word"] * 61)


def checked(text: str) -> CheckedFile:
    return check(text.encode(), Path("small.toml"))


def advice(text: str) -> list[tuple[str, int, str]]:
    found = checked(text).findings
    return [(each.code, each.line, each.what) for each in found]


ASKED = [
    (f"{MANY}?", "W231", "best: the question has 29 words."),
    ("What went well? And what did not?", "W233", "best: there are 2 question marks."),
    ("Why did it go well?", "W234", "best: it opens with “why”."),
    ("What should you have said?", "W235", "best: “should” presses."),
    ("Where ought you to have been?", "W235", "best: “ought” presses."),
    ("What must come next?", "W235", "best: “must” presses."),
    ("Have you considered a rest?", "W235", "best: “Have you considered” presses."),
    ("Don’t you think it hurt?", "W235", "best: “Don’t you” presses."),
    ("What do you always say?", "W235", "best: “always” presses."),
    ("What do you never say?", "W235", "best: “never” presses."),
    ("What obviously went well?", "W235", "best: “obviously” presses."),
    ("What could you just drop?", "W235", "best: “just” presses."),
    ("What makes you a good leader?", "W236", "best: “good leader” already judges."),
    ("What is toxic in it?", "W236", "best: “toxic” already judges."),
    ("Which stakeholders were there?", "W237", "best: “stakeholders” is a word of the trade, and there is no help."),
    ("What is your password?", "W221", "best: “password” asks for a secret."),
    ("What was {0.__class__} like?", "W222", "best: “{0.” is shown as it stands."),
]  # fmt: skip


@pytest.mark.parametrize(("words", "code", "what"), ASKED)
def test_a_question_that_could_be_better(
    words: str, code: str, what: str, small: str
) -> None:
    text = small.replace(QUESTION, f'text = "{words}"')

    assert advice(text) == [(code, 12, what)]


@pytest.mark.parametrize(
    "words",
    [
        "What went well?",
        "Tell one moment of it.",
        "Which habit have you tried to change?",
        "What is on your mind just now?",
        "What did you want to mobilise, and for ${date}?",
        f"{' '.join(['word'] * 27)} ${{date}}?",
    ],
)
def test_a_question_that_is_well(words: str, small: str) -> None:
    text = small.replace(QUESTION, f'help = "To bring people in."\ntext = "{words}"')

    assert advice(text) == []


def test_other_languages_have_other_words(small: str) -> None:
    text = small.replace(QUESTION, 'text = "Wo must du just hin?"')

    assert advice(text.replace("minutes = 5", 'language = "de"')) == []


def test_a_scale_needs_words_at_both_ends(small: str) -> None:
    one = small.replace(', 5 = "fully"', "")
    what = "own: the scale has no words at both ends."

    assert advice(one) == [("W238", 24, what)]


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        ("minutes = 5", f'open = "{TEXT}"', 6),
        ("minutes = 5", f'safety = "{TEXT}"', 6),
        ('id = "one"', f'id = "one"\nintro = "{TEXT}"', 9),
        (QUESTION, f'{QUESTION}\nhelp = "{TEXT}"', 13),
        ("[recap]", f'[recap]\n[[recap.line]]\ntext = "{TEXT}"', 31),
    ],
)
def test_a_text_that_is_too_long_to_read(
    right: str, wrong: str, line: int, small: str
) -> None:
    text = small.replace(right, wrong, 1)

    assert advice(text) == [("W232", line, "this text has 61 words.")]


def test_three_questions_can_be_required_and_not_four(small: str) -> None:
    needed = small.replace('\ntype = "', '\nrequired = true\ntype = "')
    more = needed.replace('id = "more"', 'id = "more"\nrequired = true')

    assert advice(needed) == []
    assert [each[0] for each in advice(more)] == ["W239"]


def test_advice_can_be_answered_with_a_reason(small: str) -> None:
    """A remark with the code and a reason beside it counts as explained."""
    words = 'text = "What must come next?"'
    bare = small.replace(QUESTION, f"{words} # W235")
    told = small.replace(QUESTION, f"{words} # W235: the words of a song")
    above = small.replace(QUESTION, f"# W235 the words of a song\n{words}")
    other = small.replace(QUESTION, f"{words} # W234: the words of a song")

    assert [len(checked(each).findings) for each in (bare, told, above, other)] == [
        1, 0, 0, 1,
    ]  # fmt: skip
    assert checked(told).explained == 1


def test_every_rule_has_its_code_and_what_to_do() -> None:
    advice = {code for code in CODES if code.startswith("W")}

    assert advice == {*REMEDIES, "W245"}, "W245 says what its author can write"


def test_an_exercise_with_advice_still_runs(
    small: str, told: Callable[[str], list[str]]
) -> None:
    assert told(small.replace(QUESTION, 'text = "Why must it just be so?"')) == []
