"""The promise: each quotation shown is a slice of what the person wrote."""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadcoach.cli.prompt import pasted
from leadcoach.coach.checker import BANK, CheckedReply, check, check_turn
from leadcoach.coach.packet import Packet, turn_packet
from leadcoach.domain.reading import CoachSentence, Exchange
from leadcoach.errors import NotAnAnswer
from tests.coach.accounts import BEST, STRUGGLE, packet, prompt

PACKET = packet()
GOOD: dict[str, Any] = {
    "too_little": "",
    "portrait": [
        {"rests_on": ["b2"], "says": "Leading seems to be asking first: you “asked each of them” what they could still cook."},
        {"rests_on": ["s1", "s3"], "says": "When Tom is late you “say nothing”, until you “took the rota off him without asking”."},
        {"rests_on": ["b2", "s3"], "says": "In the flooded kitchen everyone was asked; about the rota, Tom got a text."},
    ],
    "beside": [
        {"rests_on": ["b3"], "says": "Heifetz calls leadership “the practice of mobilizing people to tackle tough challenges and thrive”, and “Lena said soup” is people tackling it."},
        {"rests_on": ["s1"], "says": "With Kashtan one would look at whose needs the shifts you “cover” were for."},
    ],
    "threads": [{"rests_on": ["s3"], "ask": "What was in the text that you did not say to Tom?"}],
}  # fmt: skip


def with_line(
    says: str, *, part: str = "portrait", numbers: tuple[str, ...] = ("b2",)
) -> CheckedReply:
    """Return what becomes of one more sentence in a good reply."""
    more = {"rests_on": list(numbers), "says": says}
    return check({**GOOD, part: [*GOOD[part], more]}, PACKET)


def rules(found: CheckedReply) -> set[str]:
    return {each.rule for each in found.reasons}


def assert_all_are_slices(found: CheckedReply, sent: Packet) -> None:
    definitions = re.findall("“([^“”]+)”", " ".join(each.text for each in sent.ideas))
    for sentence in (*found.sentences, *found.threads):
        rest = sentence.text
        for quote in sentence.quotes:
            assert sent.answers[quote.answer][quote.start : quote.end] == quote.text
            marked = f"“{' '.join(quote.text.split())}”"
            assert marked in rest
            rest = rest.replace(marked, "", 1)
        for each in re.findall("“([^“”]*)”", rest):
            assert any(each in definition for definition in definitions)
        assert not re.search('[“”„«»"]', re.sub("“[^“”]*”", "", rest))


# What is shown


def test_a_good_reply_is_shown_whole() -> None:
    found = check(json.dumps(GOOD), PACKET)

    assert found.enough
    assert found.dropped == 0
    assert found.reasons == ()
    assert len(found.sentences) == 5
    assert [each.text for each in found.threads] == [GOOD["threads"][0]["ask"]]
    assert_all_are_slices(found, PACKET)


@pytest.mark.parametrize(
    "wrap", ["```json\n{}\n```", "<think>hm { maybe</think>{}", "Here it is: {} Good?"]
)
def test_what_stands_around_the_form_is_taken_off(wrap: str) -> None:
    assert check(wrap.replace("{}", json.dumps(GOOD)), PACKET).enough


def test_of_a_cut_answer_the_whole_sentences_stay() -> None:
    whole = json.dumps(GOOD)
    found = check(whole[: whole.index("With Kashtan one")], PACKET)

    assert len(found.sentences) == 4
    assert found.enough


MARKS: list[tuple[str, Callable[[str], str]]] = [
    ("as typed", lambda words: words),
    ("capitals", str.upper),
    ("another apostrophe", lambda words: words.replace("'", "’")),
    ("white space", lambda words: words.replace(" ", " \u00a0 ")),
    ("a full stop", lambda words: words + "."),
    ("a soft hyphen", lambda words: words[:3] + "\u00ad" + words[3:]),
]


@pytest.mark.parametrize(("how", "typed"), MARKS, ids=[each[0] for each in MARKS])
@pytest.mark.parametrize("words", ["asked each of them", "I don't like rows at work"])
def test_a_quotation_gets_the_spelling_of_the_person(
    words: str, how: str, typed: Callable[[str], str]
) -> None:
    found = with_line(f"And so it is: “{typed(words)}”.")

    assert found.dropped == 0, how
    assert f"“{words}”" in found.sentences[3].text
    assert_all_are_slices(found, PACKET)


MUTATIONS: list[tuple[str, Callable[[str], str]]] = [
    ("another word", lambda words: words.replace(words.split()[1], "really", 1)),
    ("a word more", lambda words: words.replace(" ", " always ", 1)),
    ("a word less", lambda words: words.replace(words.split()[1] + " ", "", 1)),
    ("words turned round", lambda words: " ".join(reversed(words.split()))),
    ("a letter less", lambda words: words[1:]),
    ("a letter more", lambda words: words + "s"),
    ("another tense", lambda words: re.sub(r"ed\b|ook\b|ay\b|ang\b", "ing", words)),
]
SLICES = ("asked each of them what", "say nothing and cover", "took the rota off him", "rang the council myself")  # fmt: skip


@pytest.mark.parametrize("words", SLICES)
@pytest.mark.parametrize(
    ("how", "mutated"), MUTATIONS, ids=[each[0] for each in MUTATIONS]
)
def test_a_quotation_that_is_no_slice_drops_its_sentence(
    words: str, how: str, mutated: Callable[[str], str]
) -> None:
    assert with_line(f"You “{words}”, it seems.").dropped == 0
    changed = mutated(words)
    assert changed != words

    found = with_line(f"You “{changed}”, it seems.")

    assert found.dropped == 1, how
    assert "no-slice" in rules(found)
    assert changed in found.again


@pytest.mark.parametrize(
    "says",
    [
        "You are “in control of his mornings”.",
        "You are “in control”, it seems.",
        "There is something that you “like”: “rows at work”.",
    ],
)
def test_words_that_stand_behind_a_not_are_not_quoted_without_it(says: str) -> None:
    found = with_line(says)

    assert found.dropped == 1
    assert "turned" in rules(found)


@pytest.mark.parametrize(
    "says",
    [
        "You don't like “rows at work”.",
        "You write that you are not “in control of his mornings”.",
        "You say: “I'm not in control”.",
    ],
)
def test_a_not_that_the_sentence_says_itself_lets_the_words_stand(says: str) -> None:
    assert with_line(says).dropped == 0


@pytest.mark.parametrize(
    ("says", "shown"),
    [
        ("You “asked … what they could still cook”.", "“what they could still cook”"),
        ("You “got everyone … the dry end”.", "“got everyone” … “the dry end”"),
        ("“I got [them] to the dry end”, you write.", "“to the dry end”"),
    ],
)
def test_a_short_gap_can_be_left_out_of_a_quotation(says: str, shown: str) -> None:
    found = with_line(says)

    assert shown in found.sentences[3].text
    assert_all_are_slices(found, PACKET)


def test_no_not_can_hide_in_a_gap() -> None:
    assert with_line("You say “I'm … in control of his mornings”.").dropped == 1


def test_quotation_marks_inside_the_persons_words_do_not_break_a_quotation() -> None:
    sent = packet(best='At the gate I asked "can you help" and waited. ' + BEST)
    line = {"rests_on": ["b1"], "says": "You “asked 'can you help' and waited”."}
    found = check({**GOOD, "portrait": [*GOOD["portrait"], line]}, sent)

    assert "asked 'can you help' and waited" in sent.user
    assert (
        '“asked "can you help" and waited”'
        in [each.text for each in found.sentences if "gate" not in each.text][3]
    )
    assert found.dropped == 0


@pytest.mark.parametrize(
    ("says", "rule", "numbers"),
    [
        ("You move people about a lot.", "no-evidence", ()),
        ("You move people about a lot.", "no-evidence", ("b99",)),
        ("Heifetz would see you as a leader.", "no-evidence", ()),
        ("I am the best leader in the school.", "speaks-as-i", ("b1",)),
        ("You asked, and I think my way was good.", "speaks-as-i", ("b1",)),
        ("**You** asked each of them.", "markup", ("b1",)),
        ("See https://example.org for you.", "markup", ("b1",)),
        ("- You asked each of them.", "markup", ("b1",)),
        ("You “asked each of them.", "no-slice", ("b1",)),
        ("You „asked all of them“ there.", "no-slice", ("b1",)),
        ("You «asked all of them» there.", "no-slice", ("b1",)),
        ("You 'asked all of them' there.", "no-slice", ("b1",)),
        ("You 「asked all of them」 there.", "no-slice", ("b1",)),
    ],
)  # fmt: skip
def test_a_sentence_is_dropped_for_four_reasons(
    says: str, rule: str, numbers: tuple[str, ...]
) -> None:
    found = with_line(says, numbers=numbers)

    assert found.dropped == 1
    assert rule in rules(found)


@pytest.mark.parametrize(
    ("says", "rule"),
    [
        ("You showed great empathy there.", "praise"),
        ("You should ask Tom.", "advice"),
        ("You are a people-pleaser, it seems.", "diagnosis"),
        ("You are a manager of soup.", "being"),
        ("You say “I say nothing”.", "voice"),
    ],
)
def test_words_on_a_list_are_worth_asking_again_for_but_drop_nothing(
    says: str, rule: str
) -> None:
    found = with_line(says)

    assert found.dropped == 0
    assert found.enough
    assert found.reasons
    assert rule in rules(found)
    assert says[:8] in found.sentences[3].text


@pytest.mark.parametrize(
    "says",
    [
        "The men work on Saturday, and you put two of them to work on it.",
        "Two.",
        "You say nothing; it may be the nurses' shift or the cooks' you cover.",
    ],
)
def test_a_harmless_sentence_is_not_dropped(says: str) -> None:
    assert with_line(says).dropped == 0


def test_in_another_language_i_is_a_word_like_any_other() -> None:
    assert with_line("I turni di Tom li copri senza dire niente.").dropped == 0


def test_where_a_sentence_that_named_an_author_is_gone_the_idea_stands() -> None:
    beside = [
        {
            "rests_on": ["b1"],
            "says": "Heifetz, “who mobilizes soup”, is near you there.",
        },
        {
            "rests_on": ["b1"],
            "says": "His definition has no council in it; you rang one.",
        },
        {"rests_on": ["s1"], "says": "Kashtan would look at whose shift it was."},
    ]

    found = check({**GOOD, "beside": beside}, PACKET)

    shown = [each.text for each in found.sentences if each.part == "beside"]
    assert shown[0].startswith(
        "Heifetz and others define leadership as “the practice of"
    )
    assert shown[1].startswith("His definition")
    assert len(shown) == 3
    assert_all_are_slices(found, PACKET)


def test_a_question_with_words_of_nobody_is_not_asked() -> None:
    ask = "What did you mean by “I am the best”?"

    found = check({"too_little": ask, "portrait": [], "beside": []}, PACKET)

    assert (found.question, found.enough) == ("", False)


def test_too_little_is_one_question_in_the_place_of_a_reading() -> None:
    ask = "When did you last ask somebody, and what did they say?"

    found = check({"too_little": ask, "portrait": [], "beside": []}, PACKET)

    assert (found.question, found.enough) == (ask, True)


@pytest.mark.parametrize(
    ("part", "left"), [("portrait", 1), ("beside", 0)], ids=["portrait", "beside"]
)
def test_with_too_little_left_nothing_is_shown_and_it_is_asked_again(
    part: str, left: int
) -> None:
    found = check({**GOOD, part: GOOD[part][:left]}, PACKET)

    assert not found.enough
    assert "too few sentences with exact quotations" in found.again


def test_one_answer_alone_is_worth_asking_again_for() -> None:
    only = [each for each in GOOD["portrait"] if each["rests_on"] == ["b2"]]
    found = check({**GOOD, "portrait": only, "beside": GOOD["beside"][:1]}, PACKET)

    assert "one-sided" in rules(found)


# Replies that are none, one file each

REPLIES = Path(__file__).parent / "replies"


@pytest.mark.parametrize(
    "path", sorted(REPLIES.glob("*.txt")), ids=lambda path: path.stem
)
def test_a_bad_reply_is_never_shown_and_never_breaks_anything(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = check(text, PACKET)

    assert not found.enough
    assert found.reasons
    assert found.again
    assert "\x1b" not in repr(found.sentences)
    assert_all_are_slices(found, PACKET)


def test_two_megabytes_and_deep_nesting_are_no_reading() -> None:
    for reply in (
        "<think>" * 200_000,
        "[" * 1_000_000,
        '{"portrait":' * 200_000,
        "x" * 2_000_000,
    ):
        assert not check(reply, PACKET).enough


def test_a_reply_that_repeats_itself_is_shown_once() -> None:
    found = check({**GOOD, "portrait": GOOD["portrait"] * 40}, PACKET)

    assert len(found.sentences) == 5


# Any answers, any model

WORDS = st.sampled_from(
    ["I", "you", "said", "not", "never", "asked", "them", "soup", "Tom's", "don't", "…"]
    + ["[the]", *"“”\"'‘’„«»!.,:<>‹何を\n", "the practice of mobilizing people", "é"]
    + ["e\u0301", "\u200b", "\x1b[31m", "**", "Kashtan"]
)
TEXTS = st.lists(WORDS | st.text(max_size=6), min_size=1, max_size=24).map(" ".join)


PLAIN = st.sampled_from(["seems to", "ask", "then", ",", "and", "it may be", ":", ""])
AROUND = ["“ ”", '" "', "' '", "„ “", "« »", "‘ ’", "“ ", " ”", " ", "「 」"]


@st.composite
def line_about(draw: st.DrawFn, sources: list[str]) -> str:
    """Return a sentence of runs of words out of `sources`, in marks, and of other words."""
    parts = []
    for _ in range(draw(st.integers(1, 3))):
        words = draw(st.sampled_from(sources)).split(" ")
        start = draw(st.integers(0, len(words) - 1))
        run = " ".join(words[start : start + draw(st.integers(1, 7))])
        how = draw(st.sampled_from(["as it is", "as it is", "capitals"]))
        before, after = draw(st.sampled_from(AROUND[:1] * 8 + AROUND)).split(" ")
        between = draw(PLAIN | PLAIN | PLAIN | TEXTS)
        parts.append(
            f"{between} {before}{run.upper() if how == 'capitals' else run}{after}"
        )
    return "You " + " ".join(parts) + "."


@st.composite
def told(draw: st.DrawFn) -> tuple[str, str, list[str]]:
    """Return two answers, and sentences made of pieces of them and of anything."""
    best, struggle = draw(TEXTS), draw(TEXTS)
    idea = "the practice of mobilizing people to tackle tough challenges and thrive"
    sources = [best, struggle, BEST, STRUGGLE, idea, draw(TEXTS)]
    return best, struggle, draw(st.lists(line_about(sources), min_size=1, max_size=5))


@settings(max_examples=100, deadline=None)
@given(told())
def test_whatever_is_answered_and_whatever_a_model_says_each_quotation_is_a_slice(
    given_: tuple[str, str, list[str]],
) -> None:
    best, struggle, lines = given_
    sent = packet(best=f"{BEST} {best}", struggle=f"{struggle} {STRUGGLE}")
    said = [{"rests_on": ["b1", "s1"], "says": line} for line in lines]
    reply = {
        "portrait": said,
        "beside": said[::-1],
        "threads": [{"ask": lines[0] + "?"}],
    }

    assert_all_are_slices(check(json.dumps(reply), sent), sent)
    assert_all_are_slices(check(reply, sent), sent)
    with suppress(NotAnAnswer):
        kept = pasted("\n\n".join(lines), sent).sentences
        assert_all_are_slices(CheckedReply(tuple(kept)), sent)


# The conversation

ASKED = [
    Exchange("What was in the text?", "That he lets me down, and I cover for him.")
]
TALK = turn_packet(
    PACKET, prompt("talk"), [CoachSentence("portrait", "You asked.")], ASKED
)


def turn(**reply: object) -> Any:
    return check_turn({"noticed": "", "ask": "", "enough": False, **reply}, TALK, 1)


def test_an_open_question_is_asked_with_what_was_noticed_in_their_words() -> None:
    found = turn(
        noticed="He “lets me down”.", ask="What do you want when he “lets me down”?"
    )

    assert (found.ask, found.by) == ("What do you want when he “lets me down”?", "")
    assert found.noticed == "He “lets me down”."


@pytest.mark.parametrize(
    "ask",
    [
        "Have you considered telling Tom?",
        "Why do you cover for him?",
        "What do you want? And what does he want?",
        "What would help you to be a great leader?",
        "What did you mean by “he is lazy”?",
        "You cover for him.",
        "What " + "and what " * 20 + "then?",
        "",
    ],
)
def test_a_question_that_is_none_is_replaced_from_the_bank(ask: str) -> None:
    found = turn(ask=ask, noticed="He “lets me down”.")

    assert (found.ask, found.by, found.noticed) == (BANK[1], "bank", "")


@pytest.mark.parametrize(
    "noticed", ["That's a great insight!", "You carry it.", "He “let me down”."]
)
def test_what_is_noticed_without_a_quotation_of_theirs_is_not_shown(
    noticed: str,
) -> None:
    assert turn(ask="What do you want then?", noticed=noticed).noticed == ""


def test_a_turn_that_is_no_table_asks_from_the_bank_and_the_fifth_is_the_last() -> None:
    assert check_turn("As an AI I cannot", TALK, 0).by == "bank"
    assert check_turn("{}", TALK, 4).enough


def test_the_questions_of_the_bank_are_open() -> None:
    assert [(found.ask, found.by) for found in (turn(ask=each) for each in BANK)] == [
        (each, "") for each in BANK
    ]
