"""The mirror's page in every form."""

import datetime as dt
import re

import pytest

from leadcoach.domain.entry import Answer, Entry
from leadcoach.domain.reading import MirrorBlock, Quote, Reading
from leadcoach.domain.text import columns
from leadcoach.rendering import Format, render
from leadcoach.rendering.page import Page, SideBySide, Together, Words
from leadcoach.rendering.pages.mirror import kept_mirror, mirror_page
from leadcoach.rendering.screen import Screen

BEST = "Last year was long, and I asked them what to stop. Nobody left."
HARD = 'I do the rota. She said "no", and I tell myself that is fine.'
TEXTS = {"best": BEST, "struggle": HARD}


def quote(answer: str, words: str) -> Quote:
    start = TEXTS[answer].index(words)
    return Quote(words, answer, start, start + len(words))


BLOCKS = (
    MirrorBlock("ideas", "Beside two ideas"),
    MirrorBlock("own", "Leading, for you", quotes=(Quote("asking", "is", 0, 6),)),
    MirrorBlock("own", "Power, for you", quotes=(Quote("the rota", "is", 0, 8),)),
    MirrorBlock(
        "idea", "heifetz", "Heifetz calls it “the practice”. It may be nearer."
    ),
    MirrorBlock("idea", "kashtan", "Kashtan calls power “the capacity”."),
    MirrorBlock(
        "best",
        "At your best you wrote",
        quotes=(quote("best", "and I asked them what to stop."),),
    ),
    MirrorBlock(
        "struggle",
        "Where you struggle you wrote",
        "taken by leadcoach",
        (quote("struggle", "I do the rota."),),
    ),
    MirrorBlock("keys", text="At your best: all of you tackled the challenge."),
    MirrorBlock(
        "word",
        "A word in both stories: asked, tell",
        quotes=(
            quote("best", "and I asked them what to stop."),
            quote("struggle", "and I tell myself that is fine."),
        ),
    ),
    MirrorBlock(
        "underlined", "You underlined", quotes=(quote("best", "Nobody left."),)
    ),
    MirrorBlock("question", text="What did you need yourself?"),
)
READING = Reading("mirror", "5").with_blocks(BLOCKS)


def in_form(form: Format, width: int = 80, *, plain: bool = False) -> str:
    page = mirror_page(READING, TEXTS)
    return render(page, form, Screen(width=width, plain=plain))


@pytest.mark.parametrize("form", [Format.TERMINAL, Format.MARKDOWN, Format.HTML])
def test_the_blocks_stand_in_their_order_in_every_form(form: Format) -> None:
    said = [
        *(block.title for block in BLOCKS if block.kind != "idea"),
        *(block.text for block in BLOCKS),
    ]
    text = " ".join(re.sub("<[^>]*>", "", in_form(form)).split())
    places = [text.index(each[:30]) for each in (
        "Beside two ideas", "asking", "Heifetz", "At your best you wrote",
        "Where you struggle", "At your best: all", "A word in both", "You underlined",
        "What did you need",
    )]  # fmt: skip
    assert places == sorted(places)
    assert all(each in text for each in said if each)


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    for plain in (False, True):
        text = in_form(Format.TERMINAL, width, plain=plain)
        assert max(map(columns, text.splitlines())) <= width


def test_a_cut_is_marked_and_no_mark_of_ours_stands_around_a_passage() -> None:
    for plain in (False, True):
        text = in_form(Format.TERMINAL, plain=plain)
        assert "… and I asked them what to stop.\n" in text
        assert "“… and" not in text
        assert "“I do the rota" not in text


def test_on_paper_the_two_sentences_stand_beside_each_other() -> None:
    assert in_form(Format.HTML).count('<div class="pair">') == 1
    (together,) = [
        each
        for each in mirror_page(READING, TEXTS).blocks
        if isinstance(each, Together)
    ]
    pair = together.blocks[0]
    assert isinstance(pair, SideBySide)
    assert pair.sides[1] == (
        "Where you struggle you wrote",
        Words("I do the rota.", "taken by leadcoach", quoted=False),
    )


def test_the_question_is_left_out_where_it_is_asked_next() -> None:
    page = mirror_page(READING, TEXTS, with_question=False)
    assert "What did you need" not in render(page, Format.TERMINAL, Screen())


def entry(best: str, reading: Reading = READING) -> Entry:
    now = dt.datetime(2026, 3, 1, 9, 0, tzinfo=dt.UTC)
    answers = (
        Answer("best", "long", "Best?", best),
        Answer("struggle", "long", "Struggle?", HARD),
    )
    return Entry("reflect", "2", "", "", "en", now, now, "UTC", now.date(), answers, reading)  # fmt: skip


def text_of(kept: Entry) -> str:
    return render(Page("", tuple(kept_mirror(kept))), Format.TERMINAL, Screen())


def test_an_entry_shows_the_page_as_it_was() -> None:
    text = text_of(entry(BEST))
    assert "A word in both stories: asked, tell" in text
    assert "What did you need yourself?" in text


def test_the_paragraphs_are_the_pair_with_its_key_lines_and_the_ideas() -> None:
    first, second = READING.paragraphs
    assert first == (
        "At your best you wrote: and I asked them what to stop. "
        "Where you struggle you wrote: I do the rota. "
        "At your best: all of you tackled the challenge."
    )
    assert second.startswith("Heifetz calls it")


def test_a_reading_of_an_earlier_version_shows_its_paragraphs_as_they_were() -> None:
    old = Reading("mirror", "4", paragraphs=("You lead by asking.", "Heifetz might."))
    assert text_of(entry(BEST, old)).split("\n\n")[:2] == [
        "The mirror\nYou lead by asking.",
        "Heifetz might.\n",
    ]
