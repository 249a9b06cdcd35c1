"""An entry file holds to the letter what a person wrote, and can be read without us."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from leadcoach.domain.entry import Answer, Commitment, Draft, Entry
from leadcoach.domain.reading import (
    CoachReading,
    CoachSentence,
    Exchange,
    LensPoint,
    Quote,
    Reading,
)
from leadcoach.errors import Unreadable
from leadcoach.journal.entry_file import (
    draft_from_toml,
    draft_to_toml,
    entry_from_toml,
    entry_to_toml,
)

PARIS = dt.timezone(dt.timedelta(hours=1))
STARTED = dt.datetime(2026, 11, 21, 19, 30, tzinfo=PARIS)
QUOTE = Quote("I decided it alone", "struggle", 4, 22)
READING = Reading(
    reader="mirror",
    version="1",
    lenses=("heifetz", "kashtan"),
    paragraphs=("You speak of …", "Beside that …"),
    quotes=(QUOTE,),
    points=(LensPoint("heifetz", "Ronald Heifetz", "He says."),),
)
COACH = CoachReading(
    model="gemma3:12b",
    where="this computer",
    origin="http://127.0.0.1:11434",
    prompt="reflect/4",
    at=STARTED + dt.timedelta(minutes=9),
    seconds=41,
    sent_words=118,
    sent_sha256="9f3c",
    names_replaced=1,
    dropped=1,
    struck=("beside 1",),
    sentences=(
        CoachSentence("portrait", "You say “I decided it alone”.", ("s1",), (QUOTE,)),
        CoachSentence("beside", "Kashtan asks whose needs.", ("s1", "b2")),
    ),
    talk=(
        Exchange("What did you see?", "Kim,\nat the door.", "You “decided it”."),
        Exchange("What did you want?", "Quiet.", by="bank"),
    ),
)
ENTRY = Entry(
    exercise="reflect",
    version="1.0.0",
    title="A first look",
    sha256="25b0",
    language="en",
    started=STARTED,
    finished=STARTED + dt.timedelta(minutes=13),
    zone="Europe/Paris",
    local_date=dt.date(2026, 11, 21),
    answers=(
        Answer("struggle", "long", "What was hard?", "Then I decided it alone."),
        Answer("areas", "matrix", "Which?", {"team": 2, "me": ("a", "b")}),
        Answer("pick", "multi", "Which?", ("a", "b"), labels={"a": "First"}),
        Answer("safe", "yesno", "Safe?", value=False, private=True),
        Answer("when", "date", "When?", dt.date(2026, 12, 1)),
        Answer("none", "list", "Who?", ()),
        Answer("half", "number", "How much?", 0.5),
    ),
    reading=READING,
    amended="I lead by asking.\nThat is all.",
    commitments=(
        Commitment(
            "Ask Kim", "on Monday", dt.date(2026, 12, 1), "no time", "ask", "Lee", 4
        ),
        Commitment("Listen first"),
    ),
    coach=COACH,
)
DRAFT = Draft(
    exercise="reflect",
    version="1.0.0",
    title="A first look",
    sha256="25b0",
    started=STARTED,
    saved=STARTED + dt.timedelta(minutes=2, microseconds=7),
    answers={"struggle": "Then\nI …", "pick": ("a",), "areas": {"team": 2}},
    passed=("welcome",),
    reading=READING,
    options={"quick": True, "lenses": ("heifetz",)},
    typing={"best": "It was when"},
    coach=COACH,
)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"])) | st.lists(
    st.sampled_from(
        ["\r\n", "\r", "\n", '"""', "'''", "\\", "\\u0041", "\x00", "\x1b[31m", "\x85"]
        + [
            "\u2028",
            "\u202e",
            "\ufeff",
            "👩🏽\u200d💻",
            "é",
            "[[answer]]",
            "# ",
            "a" * 200,
        ]
    )
).map("".join)


def with_line_feeds(text: str) -> str:
    return re.sub("\r\n?", "\n", text)


def says(text: str) -> Entry:
    return replace(ENTRY, answers=(Answer("best", "long", text, text),), amended=text)


def test_an_entry_comes_back_as_it_was() -> None:
    assert entry_from_toml(entry_to_toml(ENTRY), "entry.toml") == ENTRY


def test_a_draft_comes_back_as_it_was() -> None:
    assert draft_from_toml(draft_to_toml(DRAFT), "draft.toml") == DRAFT


@settings(max_examples=150, deadline=None)
@given(ANY_TEXT)
def test_what_a_person_typed_comes_back_to_the_letter_with_plain_line_ends(
    text: str,
) -> None:
    stored = entry_to_toml(says(text)).encode()
    back = entry_from_toml(stored.decode(), "entry.toml")

    assert back.value("best") == with_line_feeds(text)
    assert back.amended == with_line_feeds(text)
    assert b"\r" not in stored


@settings(max_examples=60, deadline=None)
@given(ANY_TEXT, st.dictionaries(ANY_TEXT, ANY_TEXT | st.integers(1, 5), max_size=3))
def test_what_was_being_typed_and_every_table_comes_back_to_the_letter(
    text: str, table: dict[str, str | int]
) -> None:
    draft = replace(DRAFT, answers={"areas": table}, typing={"best": text})
    back = draft_from_toml(draft_to_toml(draft), "draft.toml")

    expected = {
        with_line_feeds(key): with_line_feeds(each) if isinstance(each, str) else each
        for key, each in table.items()
    }
    assert back.answers == {"areas": expected}
    assert back.typing == {"best": with_line_feeds(text)}


def test_half_a_character_is_marked_and_the_rest_is_kept() -> None:
    stored = entry_to_toml(says("before \ud83d after")).encode()

    assert entry_from_toml(stored.decode(), "entry.toml").amended == (
        "before \ufffd after"
    )


def test_the_file_reads_from_top_to_bottom_without_leadcoach() -> None:
    text = entry_to_toml(ENTRY)
    tables = tomli.loads(text)

    assert text.startswith('format = 1\nexercise = "reflect"\n')
    headers = re.findall(r"^\[+[\w.]+\]+$", text, re.MULTILINE)
    assert list(dict.fromkeys(headers)) == [
        "[[answer]]",
        "[answer.value]",
        "[answer.labels]",
        "[reading]",
        "[[reading.quote]]",
        "[[reading.point]]",
        "[coach]",
        "[[coach.sentence]]",
        "[[coach.sentence.quote]]",
        "[[coach.talk]]",
        "[[commitment]]",
    ]
    assert tables["answer"][0] == {
        "id": "struggle",
        "type": "long",
        "asked": "What was hard?",
        "value": "Then I decided it alone.",
    }
    assert tables["local_date"] == dt.date(2026, 11, 21)
    assert tables["commitment"][1] == {"action": "Listen first"}
    assert "private" not in tables["answer"][0]
    assert tables["answer"][3]["private"] is True


def test_an_answer_of_several_lines_stands_in_the_file_as_lines() -> None:
    assert '"""\nFirst.\nSecond."""' in entry_to_toml(says("First.\nSecond."))


def test_times_keep_their_offset_to_the_second() -> None:
    odd = dt.timezone(dt.timedelta(minutes=9, seconds=21))
    started = dt.datetime(1910, 1, 1, 12, 0, 0, 999, tzinfo=odd)
    back = entry_from_toml(entry_to_toml(replace(ENTRY, started=started)), "e")

    assert back.started == started.replace(microsecond=0)
    assert back.started.utcoffset() == dt.timedelta(minutes=9)


NEWER: list[Mapping[str, Any]] = [
    {"mood": "calm"},
    {"weather": {"sky": "grey", "wind": 3}},
    {"song": [{"name": "a"}, {"name": "b"}]},
    {"reading": {"tone": "warm"}},
]


@pytest.mark.parametrize("newer", NEWER, ids=lambda newer: next(iter(newer)))
def test_what_a_newer_leadcoach_wrote_is_kept_when_written_again(
    newer: Mapping[str, Any],
) -> None:
    written = tomli.loads(entry_to_toml(replace(ENTRY, unknown=newer)))
    again = tomli.loads(
        entry_to_toml(
            entry_from_toml(entry_to_toml(replace(ENTRY, unknown=newer)), "e")
        )
    )

    assert again == written
    for key, each in newer.items():
        found = again[key]
        assert found == each or each.items() <= found.items()


def test_what_an_earlier_mirror_recorded_stays_in_the_file() -> None:
    quote = 'text = "I decided"\nanswer = "struggle"\nstart = 4\nend = 13\n'
    text = entry_to_toml(ENTRY).replace(
        'says = "He says."', 'says = "He says."\npoint = "A point."\nask = "Who?"'
    )
    text += f'[[moment]]\n{quote}guess = "over"\n'
    text += f'[[reading.observation]]\nlabel = "directing"\n{quote}'
    entry = entry_from_toml(text, "entry.toml")

    assert entry.reading == READING
    assert tomli.loads(entry_to_toml(entry)) == tomli.loads(text)


def test_unknown_keys_of_an_answer_stay_with_that_answer() -> None:
    text = entry_to_toml(ENTRY).replace(
        'id = "pick"', 'id = "pick"\nseconds = 12\nmood = { sky = "grey" }'
    )
    entry = entry_from_toml(text, "entry.toml")

    assert tomli.loads(entry_to_toml(entry)) == tomli.loads(text)


def test_a_file_of_a_newer_form_is_read_and_keeps_its_form() -> None:
    text = entry_to_toml(ENTRY).replace("format = 1", "format = 2")
    entry = entry_from_toml(text, "entry.toml")

    assert entry.answers == ENTRY.answers
    assert entry_to_toml(entry) == text


def test_unknown_keys_of_a_draft_are_kept() -> None:
    text = draft_to_toml(DRAFT).replace(
        "[options]", "[options]\nsong = 3\n[new]\na = 1\n"
    )
    text = text.replace("format = 1", 'format = 1\nmood = "calm"')

    assert "mood" in text
    again = draft_to_toml(draft_from_toml(text, "draft.toml"))
    assert tomli.loads(again) == tomli.loads(text)


def test_a_mark_at_the_start_that_an_editor_left_does_no_harm() -> None:
    assert entry_from_toml("\ufeff" + entry_to_toml(ENTRY), "e") == ENTRY


def test_dots_and_brackets_in_somebodys_own_words_are_no_depth() -> None:
    text = "." * 500 + "[" * 500 + "{" * 500 + '"' * 7 + "\\" + "a.b" * 50
    entry = says(text + "\n" + text)

    assert entry_from_toml(entry_to_toml(entry), "e").amended == text + "\n" + text


def test_a_message_about_a_broken_file_holds_nothing_a_person_wrote() -> None:
    text = entry_to_toml(says("my secret\nwords")).replace("words", '""" my secret')

    with pytest.raises(Unreadable) as told:
        entry_from_toml(text, "entry.toml")

    assert "secret" not in told.value.message + told.value.hint
    assert told.value.__cause__ is None


def test_what_a_newer_leadcoach_wrote_of_a_coach_is_kept() -> None:
    text = entry_to_toml(ENTRY)
    newer = text.replace("[coach]\n", '[coach]\nmood = "dry"\n').replace(
        'part = "beside"\n', 'part = "beside"\ncloseness = 4\n'
    )

    again = entry_to_toml(entry_from_toml(newer, "entry.toml"))

    assert tomli.loads(again) == tomli.loads(newer)
    assert 'mood = "dry"' in again
