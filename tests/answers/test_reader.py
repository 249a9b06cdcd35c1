"""What comes back from people without a terminal, and what is read of it."""

import contextlib
import datetime as dt
import time

import pytest

from leadcoach.answers import ReadAnswers, Refused, about, read
from tests.answers.broken import CASES, REFUSED, Case
from tests.answers.right import ALL, COMPARE, RIGHT, TODAY, exercise
from tests.exercise_file import ask
from tests.exercise_file import exercise as made_of


def reading(content: str | bytes) -> ReadAnswers:
    raw = content if isinstance(content, bytes) else content.encode()
    return read(raw, COMPARE, TODAY)


def test_a_right_file_is_taken_as_it_is() -> None:
    found = reading(RIGHT)

    assert found.answers == ALL
    assert (found.changed, found.unread) == ([], [])


def test_a_file_says_what_it_is_before_it_is_read() -> None:
    told = about(RIGHT.encode("utf-16"))

    assert (told.exercise, told.version) == ("compare", "2.0.0")
    assert (told.name, told.day, told.count) == ("Ana", "2026-11-30", 9)


def test_a_friday_is_the_one_after_the_day_it_was_written_on() -> None:
    written = "# leadcoach answers 1: compare 2.0.0\n# day: 2026-11-10\ncommit:\n"
    found = reading(f"{written}I will: ask\nby: friday\n# end: 1 answer\n")

    assert found.answers == {"commit": {"action": "ask", "due": dt.date(2026, 11, 13)}}
    assert found.unread == []


@pytest.mark.parametrize(
    ("sent", "day"),
    [
        ("Sat, 28 Nov 2026 23:50:00 +0100", "2026-11-28"),
        ("28 Nov 2026 23:50:00 -0800 (PST)", "2026-11-28"),
        ("Sat, 99 Nov 2026 23:50:00 +0100", ""),
        ("last week, I think", ""),
        ("\u202e\u202e\u202e\u202e", ""),
    ],
)
def test_a_mail_without_a_day_is_of_the_day_it_was_sent(sent: str, day: str) -> None:
    mail = (
        f"From: ana@example.org\nDate: {sent}\nTo: paul@example.org\nMIME-Version: 1.0"
    )
    right = RIGHT.replace("# day: 2026-11-30\n", "")

    assert reading(f"{mail}\n\n{right}").about.day == day
    assert reading(f"{mail}\n\n{RIGHT}").about.day == "2026-11-30"


REFLECT = """\
# leadcoach answers 1: reflect 2.0.0
best = "I asked them first, and we set the date. It was calm."
struggle = "I say yes to every date. Nobody knows."
best_heart = "It was calm."
hard_heart = "{}"
# end: 4 answers
"""


@pytest.mark.parametrize(
    ("picked", "read_as", "told"),
    [
        ("Nobody knows.", "Nobody knows.", ""),
        ("nobody knows", "Nobody knows.", "“nobody knows” was read as Nobody knows."),
        ("Nobody at all.", None, "This is not one of the sentences"),
    ],
)
def test_a_sentence_is_one_of_those_above_it(
    picked: str, read_as: str | None, told: str
) -> None:
    for sent in (REFLECT, REFLECT.replace('"', "”")):
        found = read(sent.format(picked).encode(), exercise("reflect"), TODAY)
        said = " ".join([*found.changed, *(each.told for each in found.unread)])

        assert found.answers.get("hard_heart") == read_as
        assert found.answers["best_heart"] == "It was calm."
        assert told in said


def test_what_is_asked_for_each_of_several_goes_by_what_was_named() -> None:
    said = "said: Be quick\nAsk nobody\n"
    table = "not_said = { “be quick” = “No time.”, “2” = “Alone”, other = “x” }\n"
    lines = 'not_said.2: Alone\nnot_said."Be quick" = “No time.”\n'
    meant = {"Be quick": "No time.", "Ask nobody": "Alone"}

    found = read((said + table).encode(), exercise("assumptions"), TODAY)
    assert found.answers["not_said"] == meant
    assert "There is no choice “other”" in found.unread[0].what
    found = read((said + lines).encode(), exercise("assumptions"), TODAY)
    assert (found.answers["not_said"], found.unread) == (meant, [])
    found = read((said + "not_said: x\n").encode(), exercise("assumptions"), TODAY)
    assert "which one is meant?" in found.unread[0].told


def test_nothing_that_is_told_can_move_the_cursor() -> None:
    found = reading("people: Ana\x1b[2J\ntheirs:\nBo\x1b[31m: told\nx\x9b: y\n")
    told = [*found.changed, *(each.told for each in found.unread)]

    assert len(told) > 2
    assert not set("".join(told)) & {"\x1b", "\x9b"}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_came_back_is_read_and_what_was_not_understood_is_told(case: Case) -> None:
    found = reading(case.sent)
    told = [each.told for each in found.unread]

    assert found.answers == case.answers
    assert len(told) == len(case.unread), told
    assert all(any(want in each for each in told) for want in case.unread), told
    assert any(
        case.changed in each for each in [*found.changed, ""] if case.changed in each
    )


@pytest.mark.parametrize(("content", "told"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_answers_file_is_refused_with_the_way_out(
    content: bytes, told: str
) -> None:
    with pytest.raises(Refused) as refused:
        reading(content)

    assert told in refused.value.message
    assert refused.value.hint


def test_a_file_is_read_in_less_than_twenty_milliseconds() -> None:
    sent = [each.sent for each in CASES.values()]
    reading(sent[0])  # what is imported late
    began = time.process_time()
    for each in sent:
        reading(each)

    assert (time.process_time() - began) / len(sent) < 0.02


def test_a_sentence_of_what_was_said_of_each_of_several_is_one_too() -> None:
    each = ask("said", "long", "${item}: what did you say?")
    picked = ask("heart", "sentence", "Which one?", 'from = ["tell", "said"]')
    tell = ask("tell", "long", "What happened?")
    parts = f'[[section]]\nid = "a"\n{tell}{ask("who", "list", "Who?")}'
    parts += f'[[section]]\nid = "b"\nfor_each = "who"\n{each}'
    parts += f'[[section]]\nid = "c"\n{picked}'
    content = (
        'tell = "We moved."\n'
        'who = ["Ama"]\nsaid = { "Ama" = "I asked. They left." }\nheart = "They left."'
    )

    found = read(content.encode(), made_of(parts), TODAY)

    assert (found.changed, found.unread) == ([], [])
    assert found.answers["heart"] == "They left."


HEAD = "# leadcoach answers 1: compare 2.0.0\n"
LONG = {
    "rows that nobody named": HEAD
    + "theirs:\n"
    + "".join(f"row{n}: x\n" for n in range(19_000)),
    "questions that are none": HEAD
    + "".join(f"situaton{n} = x\n" for n in range(19_000)),
    "numbers": HEAD + "1. x\n2. y\n" * 9_000,
    "quoting marks": ">" * 1_000_000,
    "nothing but line ends": "\r" * 19_000,
    "spaces": HEAD + " " * 1_000_000,
    "signs between a row and its cell": HEAD + "theirs: " + "a:" * 5_000,
    "mails in mails": "From: a\nTo: b\nMIME-Version: 1.0\n"
    + "".join(
        f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n'
        for n in range(3_000)
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_what_was_made_to_take_long_is_read_or_refused_in_time(text: str) -> None:
    began = time.process_time()
    with contextlib.suppress(Refused):
        assert len(reading(text).unread) < 110

    assert time.process_time() - began < 5
