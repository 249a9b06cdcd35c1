"""What is left out of an export stands nowhere else in it either."""

from dataclasses import replace

import pytest

from leadcoach.domain.entry import Answer, Commitment, Entry
from leadcoach.domain.reading import (
    CoachReading,
    CoachSentence,
    Exchange,
    LensPoint,
    MirrorBlock,
    Quote,
    Reading,
)
from leadcoach.journal.entry_file import entry_to_toml
from leadcoach.journal.exporting import LeavingOut, openings_of, reduced
from tests.journal.small import OF_PARIS

SECRET = "I was afraid that QUOKKA would leave us before the winter came and he did"
HIDDEN = Answer("fear", "long", "What do you fear?", SECRET, private=True)
OPEN = Answer("best", "long", "When were you at your best?", "I asked them first.")
PRIVATE = LeavingOut(private=True)
ENTRY = replace(OF_PARIS, answers=(OPEN, HIDDEN))


def text_of(entry: Entry, leaving: LeavingOut = PRIVATE) -> str:
    return entry_to_toml(reduced(entry, leaving).entry)


def reading(
    answer: str, words: str, says: str = "You speak of a few things."
) -> Reading:
    quote = Quote(words, answer, 0, len(words))
    return Reading(reader="mirror", version="1", paragraphs=(says,), quotes=(quote,))


def test_nothing_changes_where_nothing_is_left_out() -> None:
    assert reduced(ENTRY, LeavingOut(private=False)).entry is ENTRY
    assert reduced(replace(ENTRY, answers=(OPEN,)), PRIVATE).changed is False


def test_a_private_answer_is_left_out_and_counted() -> None:
    found = reduced(ENTRY, PRIVATE)

    assert found.entry.answers == (OPEN,)
    assert (found.private, found.changed) == (1, True)


def test_an_answer_named_is_left_out_with_all_its_repetitions() -> None:
    each = Answer("ask.ana", "long", "And Ana?", "QUOKKA")
    entry = replace(ENTRY, answers=(OPEN, each))

    assert "QUOKKA" not in text_of(entry, LeavingOut(frozenset({"ask"}), private=False))


@pytest.mark.parametrize(
    "asked",
    [
        f"You wrote: “{SECRET}”. What now?",
        "You wrote: I was afraid that QUOKKA would leave us before the winter … Now?",
        "What does “QUOKKA” ask of you?",
        "What does 'I was afraid that QUOKKA would leave us before the winter' ask?",
    ],
)
def test_a_question_that_repeats_it_is_named_by_its_id(asked: str) -> None:
    later = Answer("next", "short", asked, "I wait.")
    found = reduced(replace(ENTRY, answers=(OPEN, HIDDEN, later)), PRIVATE).entry

    assert found.answers[1] == replace(later, asked="next")


def test_items_of_a_list_stand_in_no_question_no_label_and_no_choice() -> None:
    people = Answer("who", "list", "Who?", ("QUOKKA", "Ben Ek"), private=True)
    about = Answer("need.QUOKKA", "short", "What does QUOKKA need?", "Rest.")
    rated = Answer("trust", "matrix", "Trust?", {"QUOKKA": 2}, labels={"2": "some"})
    picked = Answer("one", "multi", "Whom?", ("q",), labels={"q": "QUOKKA"})
    entry = replace(ENTRY, answers=(OPEN, people, about, rated, picked))

    assert "QUOKKA" not in text_of(entry)


def test_a_question_that_only_shares_a_few_words_keeps_them() -> None:
    later = Answer("next", "long", "What would you do before the winter?", "Ask.")
    found = reduced(replace(ENTRY, answers=(HIDDEN, later)), PRIVATE).entry

    assert found.answers == (later,)


@pytest.mark.parametrize(
    "told",
    [
        reading("fear", "QUOKKA would leave"),
        reading("best", "I asked", "You say “QUOKKA would leave us”."),
        Reading(
            "mirror",
            "1",
            blocks=(MirrorBlock("best", quotes=(Quote("I", "fear", 0, 1),)),),
        ),
        Reading("mirror", "1", points=(LensPoint("l", "W", "QUOKKA would leave us"),)),
        Reading("mirror", "1", abstained=True, question="Why “QUOKKA”?"),
    ],
)
def test_a_reading_that_quotes_it_is_left_out(told: Reading) -> None:
    found = reduced(replace(ENTRY, reading=told), PRIVATE).entry

    assert found.reading is None


def test_what_an_earlier_mirror_recorded_of_it_is_left_out_too() -> None:
    told = reading("best", "I asked them first")
    old = {"moment": [{"text": SECRET}], "reading": {"observation": [{"text": SECRET}]}}

    assert "QUOKKA" not in text_of(replace(ENTRY, reading=told, unknown=old))


def test_a_reading_of_other_answers_stays() -> None:
    told = reading("best", "I asked them first")

    assert reduced(replace(ENTRY, reading=told), PRIVATE).entry.reading == told


def test_amended_words_that_repeat_it_are_left_out() -> None:
    kept = replace(ENTRY, amended="I ask first.")
    told = replace(ENTRY, amended="No, QUOKKA would leave us all.")

    assert reduced(kept, PRIVATE).entry.amended == "I ask first."
    assert "QUOKKA" not in text_of(told)


def test_a_commitment_of_a_private_question_is_left_out_and_others_stay() -> None:
    hidden = Answer("c", "commitment", "What?", {"action": "tell QUOKKA"}, private=True)
    made = (Commitment("tell QUOKKA"), Commitment("ask first"))
    entry = replace(ENTRY, answers=(OPEN, hidden), commitments=made)

    assert reduced(entry, PRIVATE).entry.commitments == (Commitment("ask first"),)


def test_what_an_exercise_no_longer_asks_is_left_out_for_nobody_knows_if_it_is_private() -> (
    None
):
    entry = replace(ENTRY, answers=(OPEN,), unknown={"set_aside": {"old": "QUOKKA"}})

    assert "QUOKKA" not in text_of(entry)
    assert "QUOKKA" in text_of(entry, LeavingOut(private=False))


def test_the_title_of_a_note_is_left_out_with_its_words() -> None:
    note = Answer("note", "long", "A note", "QUOKKA left.")
    source = {"source": {"kind": "jrnl"}}
    entry = replace(ENTRY, title="QUOKKA left.", answers=(note,), unknown=source)

    assert "QUOKKA" not in text_of(entry, LeavingOut(frozenset({"note"})))


def test_a_later_entry_that_asks_with_it_does_not_tell_it() -> None:
    later = Answer("again", "short", f"Last time you wrote: {SECRET}. Now?", "Better.")
    entry = replace(ENTRY, answers=(later,))
    elsewhere = openings_of(ENTRY, PRIVATE)

    found = reduced(entry, PRIVATE, elsewhere)

    assert found.entry.answers == (replace(later, asked="again"),)
    assert found.private == 0


@pytest.mark.parametrize(
    "coach",
    [
        CoachReading(
            sentences=(CoachSentence("portrait", "“QUOKKA would leave us”."),)
        ),
        CoachReading(
            sentences=(
                CoachSentence("portrait", "So.", quotes=(Quote("I", "fear", 0, 1),)),
            )
        ),
        CoachReading(talk=(Exchange("And now?", "QUOKKA would leave us."),)),
    ],
)
def test_a_coachs_reading_that_repeats_it_is_left_out(coach: CoachReading) -> None:
    other = CoachReading(sentences=(CoachSentence("portrait", "You asked first."),))

    assert reduced(replace(ENTRY, coach=coach), PRIVATE).entry.coach is None
    assert reduced(replace(ENTRY, coach=other), PRIVATE).entry.coach == other
