"""Four exercises answered in the words of people, and what they keep of them."""

import pytest

from tests.conftest import Run


def kept(run: Run, exercise: str, *answers: str, width: str = "80") -> str:
    """Return the recap, from its title to the commitment."""
    given = [part for each in answers for part in ("--answer", each)]
    ran = run("reflect", exercise, "--no-input", *given, environ={"COLUMNS": width})
    assert ran.code == 0, ran.err
    assert "Not asked" not in ran.err
    return ran.out.split("\nNext, if you like")[0].rstrip("\n")


COMMIT = ("commit.action=ask at the Monday round", "commit.cue=when coffee is poured")
WAITED = (
    "seen=The new one sat alone at lunch, three days running.",
    "did=waited",
    "words_of=“That is what the mentors are for”, from R.",
    "nervous=Being seen as somebody who takes over.",
    "safe=3",
    "beside=M, who noticed it too.",
    "first=Sit down beside her.",
    "tell=The mentors, so that they can object.",
    *COMMIT,
)


def test_permission_gives_back_all_that_was_said(run: Run) -> None:
    shown = kept(run, "permission", *WAITED)

    for answer in WAITED:
        if answer.partition("=")[0] not in ("did", "safe"):
            assert answer.partition("=")[2] in " ".join(shown.split())
    assert "waited for someone's permission" in shown


def test_permission_looks_at_what_was_done_and_at_nothing_else(run: Run) -> None:
    """Who waited is asked whose words forbid it; who pressed others, what they wanted."""
    pressed = (
        "seen=A leak.",
        "did=pressed",
        "instead=A bucket.",
        "safe=5",
        "first=Mop.",
    )
    shown = kept(run, "permission", *pressed)

    assert "A bucket." in shown
    assert "Says it is not yours" not in shown
    assert "Beside you" not in shown
    assert "not safe" not in shown


def test_permission_presses_nobody_who_would_not_be_safe(run: Run) -> None:
    shown = kept(run, "permission", "did=gave_in", "safe=1")

    assert (
        "You placed it as not safe. Nothing here asks you to begin it alone." in shown
    )


def test_waiting_three_times_in_a_row_leads_to_an_agreement(run: Run) -> None:
    for _ in range(2):
        assert "three times in a row" not in kept(run, "permission", "did=waited")
    ran = run("reflect", "permission", "--no-input", "--answer", "did=waited")

    assert "Waiting, three times in a row. Which agreement would spare you" in ran.out
    assert "leadcoach reflect anchor" in ran.out


BEGIN = (
    "group=the four of the late shift",
    "around=the ward; its head nurse has to back it",
    "core=A\nB\nmyself",
    "aim=nobody goes home with an untold worry",
    "project=a handover of ten minutes, standing",
    "steps.core=there",
    "steps.skill=later",
    "keeps=safe, learn",
    "lose=the head nurse, who could gain an evening",
    "tools=it reminds; we decide",
    *COMMIT,
)


def test_begin_small_ends_in_a_page_to_show_to_the_first_few(run: Run) -> None:
    shown = kept(run, "begin-small", *BEGIN)

    said = " ".join(shown.replace("│", " ").split())
    assert "A beginning" in shown
    assert "the four of the late shift" in said
    assert "nobody goes home with an untold worry" in said
    assert "a few who want it" in said
    assert "safety to say the awkward thing; time to look back" in said


def test_begin_small_takes_two_of_what_keeps_it_going(run: Run) -> None:
    ran = run("reflect", "begin-small", "--no-input", "--answer", "keeps=safe")

    assert ran.code != 0
    assert "At least 2 choices: so far 1." in ran.err


LINEAGE = (
    "only=the keys to the hall\nthe talk with the town",
    "who.1=Lena",
    "who.2=J, who asks good questions",
    "first_part.1=open on Fridays",
    "stage.the keys to the hall=along",
    "stage.the talk with the town=none",
    "pick=1",
    "gate=Her name on the list at the door.",
    "stays=The hall stays open to all.",
    "mourn=Being asked.",
    "room=The garden.",
    *COMMIT,
)


def test_lineage_lays_a_way_for_each_thing_that_rests_on_one_person(run: Run) -> None:
    shown = kept(run, "lineage", *LINEAGE)
    rows = [line.split("  ") for line in shown.split("\n")]
    cells = [[cell.strip() for cell in row if cell.strip()] for row in rows]

    assert ["Only you, so far", "Who could", "A first part", "On the way"] in cells
    row = ["the keys to the hall", "Lena", "open on Fridays", "we do it together"]
    assert row in cells
    assert "nobody yet" in shown
    for words in ("Her name on the list at the door.", "Being asked.", "The garden."):
        assert words in shown


def test_lineage_asks_how_they_know_of_the_one_that_was_chosen(run: Run) -> None:
    kept(run, "lineage", *LINEAGE)
    shown = run("journal", "show", "--answers").out

    assert "the keys to the hall: how will they, and the others, know" in shown


LISTENING = (
    "where=Two schools and the town.",
    "rate.parts=2",
    "rate.heard=5",
    "low=The talk about the buses.",
    "high=We had the whole evening.",
    "view=That we only come when we want money.",
    "known=guess",
    "stop=When it gets long.",
    "other_view=The drivers, in the first row.",
    *COMMIT,
)


def test_listening_gives_back_the_numbers_and_all_the_words(run: Run) -> None:
    shown = kept(run, "listening", *LISTENING)

    for answer in LISTENING:
        if not answer.startswith(("rate", "known")):
            assert answer.partition("=")[2] in " ".join(shown.split())
    assert "ask elsewhere" in shown
    assert "I am guessing" in shown


def test_listening_asks_by_name_about_the_lowest_and_the_highest(run: Run) -> None:
    kept(run, "listening", *LISTENING)
    shown = " ".join(run("journal", "show", "--answers").out.split())

    assert "Lowest: ask someone who stands elsewhere how it looks from there." in shown
    assert "Highest: listen until the other said: yes, that is it." in shown


RATED = tuple(
    f"rate.{row}=3"
    for row in ["whole", "keeps", "felt", "aloud", "want", "truth", "done"]
)
WHOLE = {
    "permission": WAITED,
    "begin-small": BEGIN,
    "lineage": LINEAGE,
    "listening": (*LISTENING, *RATED),
}


@pytest.mark.parametrize("exercise", WHOLE)
def test_what_they_keep_is_a_page_that_is_read_at_one_glance(
    exercise: str, run: Run
) -> None:
    """Twenty-four lines with all of it answered, from the title to the commitment."""
    shown = kept(run, exercise, *WHOLE[exercise])

    assert "ask at the Monday round" in shown
    assert len(shown.split("\n")) <= 24
