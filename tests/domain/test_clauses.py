"""A long sentence is cut into clauses that stand by themselves, and never elsewhere."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadcoach.domain.sentences import Span, clauses, marked, passages, spans


def cut(text: str) -> list[str]:
    found = clauses(text, Span(0, len(text)))
    return [text[start:end] for start, end in found]


@pytest.mark.parametrize(
    "text",
    [
        "There's one mum who was chair before me | and she answers every message | and then everyone just puts a thumbs up.",
        "We told her after, which works so far, | but last month she found out anyway",
        "I asked them for the numbers on Monday; | they came back with half of them.",
        "So Google does not own it; | it still has people there; | but we do not own it.",
        "I rang the director that night, | and one of the assistants said so.",
        "I wrote the whole plan twice, | so the team was ready and waiting.",
        "i put it in the group and booked a room | and they voted to drop the ball",
    ],
)
def test_a_sentence_is_cut_before_a_conjunction_with_its_own_subject(text: str) -> None:
    whole = text.replace(" |", "")
    assert cut(whole) == [part.strip().rstrip(",;") for part in text.split("|")]


@pytest.mark.parametrize(
    "text",
    [
        "My co-founder and I have been drifting for most of the year.",
        "I told them that I would write it up and I would send it round.",
        "She told me I was slow to decide and I was no good with people.",
        "When the manager gives the programme and it is not possible I say yes.",
        "I moved all of my meetings so that they could have the whole room.",
        "I moved all of my own meetings so they could have the whole room.",
        "We stopped the hourly paperwork and two of the audits, I rang the office.",
        "He said “I will not do this again and I will not say why” to all of us.",
        "I asked them (and I knew it was late and they were tired) to stay on.",
        "I not only carried the two of them on my back but I wrote it all down.",
        "I knew that the night shift and the day shift were both unhappy with it.",
        "I walked all 26 people through the model, line by line, and said I would wait.",
        "We asked for four things: time, with pay; people; a room; and a door.",
    ],
)
def test_a_clause_is_never_cut_within(text: str) -> None:
    assert cut(text) == [text]


LONG_ONE = (
    "Then I go home and ring two people privately and we sort of do it our way and tell "
    "her after, which has worked so far but last month she found out about the raffle."
)


def test_a_long_sentence_is_offered_as_its_clauses_and_whole() -> None:
    text = f"It was May. {LONG_ONE} I said no."
    offered = [marked(text, each) for each in passages(text)]
    assert offered == [
        "It was May.",
        LONG_ONE,
        "Then I go home and ring two people privately …",
        "… and we sort of do it our way and tell her after, which has worked so far …",
        "… but last month she found out about the raffle.",
        "I said no.",
    ]


def test_a_mail_of_somebody_else_is_not_offered() -> None:
    text = (
        "From: Kim\nTo: me\nSubject: rota\nI wrote back at once.\n> You never ask us.\n"
        "> We are tired.\nI left it.\n----- Original Message -----\nPlease do it. Kim"
    )
    assert [marked(text, each) for each in passages(text)] == [
        "I wrote back at once.",
        "I left it.",
    ]


@pytest.mark.parametrize("text", ["", " \n", "🙂🙂 ‼️", "... !", "a " * 20_000])
def test_nothing_is_offered_where_there_is_no_sentence(text: str) -> None:
    assert passages(text) == ()


def test_one_word_is_a_sentence() -> None:
    assert passages("Listening") == (Span(0, 9),)


def test_twenty_thousand_words_without_a_full_stop_are_cut_in_a_moment() -> None:
    text = "i asked them what they wanted and they told me about the rota " * 1_600
    begun = time.perf_counter()
    found = passages(text)
    assert len(found) > 1_000
    assert time.perf_counter() - begun < 5


PIECES = st.sampled_from(
    [*" .,;:!?…\n\"'“”()>-", "I ", " and I ", " but she ", " so they ", "; ", " that "]
    + [" when ", "asked", " them", " wrote", "我问。", "سألت؟", "🙂", " M. ", " e.g. "]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=120).map("".join))


@given(TEXTS)
def test_every_passage_is_a_slice_in_the_order_written(text: str) -> None:
    found = passages(text)
    sentences = spans(text)
    assert list(found) == sorted(found, key=lambda each: (each.start, -each.end))
    assert len(set(found)) == len(found)
    for start, end in found:
        assert text[start:end].strip(" \t\n\r\xa0\u3000") == text[start:end] != ""
        assert any(each.start <= start and end <= each.end for each in sentences)


@given(TEXTS)
def test_clauses_lie_in_their_sentence_and_lose_no_word(text: str) -> None:
    for sentence in spans(text):
        found = clauses(text, sentence)
        assert found[0].start == sentence.start
        assert found[-1].end == sentence.end
        gaps = [text[a.end : b.start] for a, b in pairwise(found)]
        assert not any(each.isalnum() for each in "".join(gaps))


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("1. I asked\n2. I listened", ["I asked", "I listened"]),
        (
            "- let leo talk\n* told mia\n3) went home",
            ["let leo talk", "told mia", "went home"],
        ),
        ("stuff that goes wrong:\n- i wait\n- i shout", ["i wait", "i shout"]),
        ("I said - and meant it - no.", ["I said - and meant it - no."]),
        ("I rang 3 people:\nTwo came.", ["Two came."]),
        ("What I do: I wait.", ["What I do: I wait."]),
        ("- !!!\n- ok", ["ok"]),
        ("I asked 2. 3 came.", ["I asked 2.", "3 came."]),
    ],
)
def test_of_a_list_what_stands_in_it_is_offered_without_its_signs_and_heading(
    text: str, offered: list[str]
) -> None:
    found = passages(text)
    assert [text[start:end] for start, end in found] == offered
    assert all("…" not in marked(text, each) for each in found)
